"""The rules a ledger must keep: their permanent names and how severe a breach is.

This enumeration is the registry.  What a rule means, its remedy and its examples stand in
`checks/rules/`; the tests prove that both are the same set.  A rule that one check alone speaks of
is declared beside that check, with its words (`checks/catalogue.py`), and stands here behind them.
"""

from bisect import insort
from enum import StrEnum

from sangeyipi.model.lazy_tuple import NamedTuple


class Severity(StrEnum):
    """How severe a diagnostic is.

    An error stops every table; a warning fails `check --strict`; a hint is only worth a look, and
    is counted in one line unless it is asked for.
    """

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


class Rule(StrEnum):
    """Rule ids: kebab-case, permanent, typed by users in `sgyp rules ID`."""

    # Reading files
    UNREADABLE_FILE = "unreadable-file"
    IGNORED_FILE = "ignored-file"
    NOT_UTF8 = "not-utf8"
    FILE_TOO_LARGE = "file-too-large"
    YAML_SYNTAX = "yaml-syntax"
    FULL_WIDTH_PUNCTUATION = "full-width-punctuation"
    DUPLICATE_KEY = "duplicate-key"
    YAML_ALIAS = "yaml-alias"
    YAML_TAG = "yaml-tag"
    YAML_MERGE_KEY = "yaml-merge-key"
    YAML_DOCUMENTS = "yaml-documents"
    NESTING_TOO_DEEP = "nesting-too-deep"
    YAML_SWALLOWED = "yaml-swallowed"
    YAML_INDENT = "yaml-indent"
    YAML_COMMENT = "yaml-comment"
    COMMENTED_OUT = "commented-out"
    TEXT_CUT = "text-cut"
    EMPTY_VALUE = "empty-value"
    CSV_HEADER = "csv-header"
    CSV_ROW = "csv-row"
    CSV_TOTAL_ROW = "csv-total-row"
    CSV_HIDDEN_ROW = "csv-hidden-row"
    # Reading values
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    BAD_AMOUNT = "bad-amount"
    BAD_COUNT = "bad-count"
    BAD_DATE = "bad-date"
    BAD_PHASE = "bad-phase"
    BAD_RATE = "bad-rate"
    TEXT_CONTROL = "text-control"
    TEXT_INVISIBLE = "text-invisible"
    KEY_INVISIBLE = "key-invisible"
    VALUES_ALIKE = "values-alike"
    # ledger.yaml
    PHASE_ORDER = "phase-order"
    BAND_ORDER = "band-order"
    SPREADSHEET_LEFTOVER = "spreadsheet-leftover"
    # Projects
    EMPTY_LEDGER = "empty-ledger"
    DUPLICATE_ID = "duplicate-id"
    SIMILAR_ID = "similar-id"
    UNSAFE_ID = "unsafe-id"
    MANGLED_ID = "mangled-id"
    ODD_ID = "odd-id"
    MILESTONE_OUT_OF_ORDER = "milestone-out-of-order"
    MILESTONE_WITHOUT_PREDECESSOR = "milestone-without-predecessor"
    MILESTONE_AFTER_WITHDRAWAL = "milestone-after-withdrawal"
    PLANNED_BEFORE_PREDECESSOR = "planned-before-predecessor"
    PLAN_FAR_AWAY = "plan-far-away"
    YEAR_OUT_OF_RANGE = "year-out-of-range"
    FACT_IN_FUTURE = "fact-in-future"
    AS_OF_IN_FUTURE = "as-of-in-future"
    LISTING_DECREASES = "listing-decreases"
    UNDECLARED_PHASE = "undeclared-phase"
    UNDECLARED_SECTOR = "undeclared-sector"
    INVESTMENT_NOT_POSITIVE = "investment-not-positive"
    INVESTMENT_UNIT_SLIP = "investment-unit-slip"
    AMOUNT_TEN_TIMES = "amount-ten-times"
    FUNDS_EXCEED_INVESTMENT = "funds-exceed-investment"
    FUNDS_WITHOUT_INVESTMENT = "funds-without-investment"
    MILESTONE_WITHOUT_LISTING = "milestone-without-listing"
    # Rollups
    ROLLUP_BEFORE_PHASE = "rollup-before-phase"
    ROLLUP_EMPTY = "rollup-empty"
    ROLLUP_EXCEEDS_COUNT = "rollup-exceeds-count"
    ROLLUP_COUNTS_TWICE = "rollup-counts-twice"
    ROLLUP_CROSSES = "rollup-crosses"
    ROLLUP_DISAGREES = "rollup-disagrees"
    # Monthly reports
    PROGRESS_FILE_NAME = "progress-file-name"
    PROGRESS_UNKNOWN_PROJECT = "progress-unknown-project"
    PROGRESS_AFTER_WITHDRAWAL = "progress-after-withdrawal"
    PROGRESS_TWICE = "progress-twice"
    PROGRESS_NEGATIVE = "progress-negative"
    PROGRESS_DECREASES = "progress-decreases"
    PROGRESS_SUM = "progress-sum"
    PROGRESS_EXCEEDS_INVESTMENT = "progress-exceeds-investment"
    PROGRESS_EXCEEDS_FUNDS = "progress-exceeds-funds"
    PROGRESS_GAP = "progress-gap"
    PROGRESS_STALE = "progress-stale"
    PROGRESS_SILENT = "progress-silent"
    # Statements
    STATEMENT_MISMATCH = "statement-mismatch"
    STATEMENT_UNPROVABLE = "statement-unprovable"
    STATEMENT_RATE_ROUNDED = "statement-rate-rounded"
    STATEMENT_EMPTY = "statement-empty"

    @property
    def severity(self) -> Severity:
        """Whether a breach is an error, a warning or a hint."""
        if self in _DECLARED:
            return _DECLARED[self].severity
        if self in _HINTS:
            return Severity.HINT
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR

    @property
    def present_only(self) -> bool:
        """Whether only the ledger as it stands is held to the rule.

        A commit made before there was such a rule can no longer be mended: its figures stay what
        they were, for `log`, `diff`, `--rev`, `--compare` and `verify`.
        """
        return _DECLARED[self].present_only if self in _DECLARED else self in _PRESENT_ONLY

    @property
    def strict_only(self) -> bool:
        """Whether the rule speaks only under `check --strict`."""
        return self in _STRICT_ONLY


_WARNINGS = frozenset(
    {
        Rule.IGNORED_FILE,
        Rule.TEXT_INVISIBLE,
        Rule.TEXT_CUT,
        Rule.EMPTY_LEDGER,
        Rule.ODD_ID,
        Rule.MILESTONE_WITHOUT_PREDECESSOR,
        Rule.MILESTONE_AFTER_WITHDRAWAL,
        Rule.PLANNED_BEFORE_PREDECESSOR,
        Rule.PLAN_FAR_AWAY,
        Rule.AS_OF_IN_FUTURE,
        Rule.INVESTMENT_UNIT_SLIP,
        Rule.FUNDS_EXCEED_INVESTMENT,
        Rule.PROGRESS_AFTER_WITHDRAWAL,
        Rule.PROGRESS_EXCEEDS_INVESTMENT,
        Rule.PROGRESS_GAP,
        Rule.PROGRESS_STALE,
        Rule.STATEMENT_UNPROVABLE,
        Rule.STATEMENT_RATE_ROUNDED,
        Rule.STATEMENT_EMPTY,
    }
)
_HINTS = frozenset(
    {
        Rule.EMPTY_VALUE,
        Rule.PROGRESS_SILENT,
        Rule.FUNDS_WITHOUT_INVESTMENT,
        Rule.MILESTONE_WITHOUT_LISTING,
    }
)
#: Rules about what a value may hold, younger than ledgers that are kept.
_PRESENT_ONLY: frozenset[Rule] = frozenset(
    {
        Rule.YAML_INDENT,
        Rule.YAML_COMMENT,
        Rule.AMOUNT_TEN_TIMES,
        Rule.SPREADSHEET_LEFTOVER,
        Rule.CSV_TOTAL_ROW,
        Rule.CSV_HIDDEN_ROW,
        Rule.TEXT_CONTROL,
        Rule.TEXT_INVISIBLE,
        Rule.KEY_INVISIBLE,
        Rule.VALUES_ALIKE,
        Rule.SIMILAR_ID,
        Rule.UNSAFE_ID,
        Rule.MANGLED_ID,
        Rule.ODD_ID,
        Rule.YEAR_OUT_OF_RANGE,
        Rule.FACT_IN_FUTURE,
    }
)
_STRICT_ONLY = frozenset({Rule.MILESTONE_WITHOUT_PREDECESSOR})


class _Declared(NamedTuple):
    """What is said of a rule that is declared beside its check."""

    severity: Severity
    present_only: bool


_DECLARED: dict[Rule, _Declared] = {}
_REGISTERED = len(Rule)


def declared(id: str, severity: Severity, present_only: bool) -> Rule:
    """The rule of a check that declares its own.  Raises ValueError where there is such an id.

    An enumeration is closed to what comes after it, but by its own list of members.
    """
    if id in {rule.value for rule in Rule}:
        raise ValueError(f"a second rule {id}")
    name = id.replace("-", "_").upper()
    rule = str.__new__(Rule, id)
    rule._name_, rule._value_ = name, id
    Rule._member_map_[name] = rule
    Rule._value2member_map_[id] = rule
    # By id, whichever check is imported first.
    insort(Rule._member_names_, name, lo=_REGISTERED)
    _DECLARED[rule] = _Declared(severity, present_only)
    return rule
