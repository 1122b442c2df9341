"""Running the rules: which, in which order, on how much of a ledger.

Rules of single records always run.  Rules over the whole ledger run only when all of it was read,
as half a ledger would break them for no fault of its own; statements are proven last.  Monthly
reports have rules of both kinds: figures always, who reports when only on a whole ledger.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from sangeyipi.checks import gathered
from sangeyipi.checks.catalogue import Check, checks
from sangeyipi.checks.columns import OF_AMOUNTS, check_columns
from sangeyipi.checks.dates import (
    Dates,
    check_far_plans,
    check_future,
    check_ledger_years,
    check_years,
)
from sangeyipi.checks.ledger_file import (
    check_not_empty,
)
from sangeyipi.checks.problems import hint_overdue
from sangeyipi.checks.progress import check_yearly_plan
from sangeyipi.checks.project import (
    DATE_CHECKS,
    PROJECT_CHECKS,
    PROJECT_HINTS,
    STRICT_PROJECT_CHECKS,
)
from sangeyipi.checks.register_dates import check_registers_to_come
from sangeyipi.checks.reporting import check_reports
from sangeyipi.checks.rollups import check_rollup, check_rollups_together
from sangeyipi.checks.silence import hint_silence
from sangeyipi.checks.spreadsheet import check_leftovers
from sangeyipi.checks.statements import check_statements
from sangeyipi.checks.targets import check_rates
from sangeyipi.checks.texts import Texts, check_texts
from sangeyipi.checks.units import hint_units_alike
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic, Findings, Sink
from sangeyipi.model.diagnostic import has_errors as has_errors
from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.store.load import Loaded

#: With one of these broken, sums are wrong in a known way; proving statements would only repeat it.
NO_TOTALS = frozenset(
    {
        Rule.DUPLICATE_ID,
        Rule.UNDECLARED_PHASE,
        Rule.ROLLUP_BEFORE_PHASE,
        Rule.ROLLUP_COUNTS_TWICE,
        Rule.ROLLUP_CROSSES,
        Rule.ROLLUP_DISAGREES,
    }
)


#: Broken by the day of a phase, or of a rollup, alone.
_BY_DAY = frozenset({Rule.PHASE_ORDER, Rule.ROLLUP_BEFORE_PHASE})


class Looked(NamedTuple):
    """What a look at all of a ledger at once gives, for the rules to go by."""

    dates: Dates
    texts: Texts
    #: The checks that are known to have nothing to say.
    silent: frozenset[Check] = frozenset()

    @staticmethod
    def at(ledger: Ledger) -> "Looked":
        """A look at a ledger of which nothing is known."""
        return Looked(Dates.of(ledger), Texts.of(ledger))


def check(
    loaded: Loaded,
    strict: bool = False,
    hints: bool = False,
    *,
    past: bool = False,
    today: date | None = None,
    looked: Looked | None = None,
) -> list[Diagnostic]:
    """The diagnostics of a loaded ledger, in no particular order.

    Of each rule in each file the first are given one by one, the others as one that says how many.
    `strict` adds the rules that only a fully dated ledger keeps, `hints` what is only worth a look.
    `past`: the ledger is that of a commit, and nothing that binds it may stay untold because of a
    rule that does not.  `today`: the day after which nothing can have happened; not asked without.
    `looked`: what is known of the ledger already.
    """
    found = Findings()
    _check(loaded, found, strict=strict, hints=hints, past=past, today=today, looked=looked)
    return list(found)


def check_whole(loaded: Loaded, theirs: Iterable[Diagnostic], hints: bool) -> list[Diagnostic]:
    """The diagnostics of a ledger made of others; `theirs`: what was found in each of these."""
    assert loaded.ledger is not None
    found = Findings(_of_members(loaded, theirs))
    _check_whole(loaded, loaded.ledger, found, hints)
    return list(found)


def check_all(loaded: Loaded) -> list[Diagnostic]:
    """Every one of the diagnostics that `check` gives by default, however many."""
    found: list[Diagnostic] = []
    _check(loaded, found)
    return found


def _check(
    loaded: Loaded,
    found: Sink,
    *,
    strict: bool = False,
    hints: bool = False,
    past: bool = False,
    today: date | None = None,
    looked: Looked | None = None,
) -> None:
    ledger = loaded.ledger
    if ledger is None:
        found.extend(loaded.diagnostics)
        return
    if loaded.members:
        _check_members(loaded, found, strict, hints, today)
        _check_whole(loaded, ledger, found, hints)
        return
    told = _Told(found, set() if past else _odd_days(ledger))
    told.extend(one for one in loaded.diagnostics if hints or one.rule.severity != Severity.HINT)
    looked = looked or Looked.at(ledger)
    told.extend(
        one
        for one in chain(_record_sets(ledger, looked), _between(loaded, ledger))
        if hints or one.rule.severity is not Severity.HINT
    )
    told.extend(_records(ledger, looked.dates, past))
    told.extend(_missing(_read_whole(loaded, ledger), strict, hints))
    if not past:
        # The rule is older than this side of it, so that it cannot itself be of the present only.
        told.extend(check_rates(ledger))
    if today is not None:
        told.extend(check_future(ledger, looked.dates, today))
        told.extend(check_registers_to_come(ledger, today))
        if hints and not past:
            told.extend(hint_overdue(ledger, today))
    told.extend(check_reports(ledger, loaded.complete, past))
    told.extend(check_columns(ledger, told.columns))
    if loaded.complete:
        told.extend(check_not_empty(ledger))
        if hints:
            told.extend(hint_silence(ledger))
            told.extend(hint_units_alike(ledger))
        told.extend(check_rollups_together(ledger))
        if not told.no_totals:
            told.extend(check_statements(ledger))


def _check_members(
    loaded: Loaded, found: Sink, strict: bool, hints: bool, today: date | None
) -> None:
    """Each of the ledgers that one is made of, as its own county checks it."""
    for one in loaded.members:
        if one.loaded is not None:
            theirs: list[Diagnostic] = []
            _check(one.loaded, theirs, strict=strict, hints=hints, past=one.past, today=today)
            found.extend(_of_members(loaded, theirs))


def _of_members(loaded: Loaded, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is of the members themselves: one that published only is read under the settings of the
    whole, which are checked with that; and nobody wrote its rollups, of which those without a
    figure tell that it is not known."""
    assert loaded.ledger is not None
    settings = loaded.ledger.place().file
    published = {one.member.region for one in loaded.members if one.member.published is not None}
    for one in found:
        file = one.place.file
        unknown = one.rule is Rule.ROLLUP_EMPTY and file.partition("/")[0] in published
        if file != settings and not unknown:
            yield one


def _check_whole(loaded: Loaded, ledger: Ledger, found: Sink, hints: bool) -> None:
    """What the ledger says itself, and what its members say beside each other."""
    found.extend(loaded.diagnostics)
    settings = Ledger(config=ledger.config, statements=ledger.statements)
    for one in (*checks(), check_texts_of):
        found.extend(one(settings))
    faults = ((at, one.fault) for at, one in enumerate(loaded.members) if one.fault)
    found.extend(gathered.missing(ledger, faults))
    calling = ((at, one.calls_itself) for at, one in enumerate(loaded.members))
    found.extend(gathered.others(ledger, calling))
    lying = ((at, one.lies) for at, one in enumerate(loaded.members))
    found.extend(gathered.same_places(ledger, lying))
    for between in (*gathered.BETWEEN, *(gathered.BETWEEN_HINTS if hints else ())):
        found.extend(between(ledger))
    provable = tuple(one for one in ledger.statements if not ledger.open(one.date))
    if loaded.complete and provable:
        found.extend(check_statements(replace(ledger, statements=provable)))


def check_texts_of(ledger: Ledger) -> Iterator[Diagnostic]:
    """What is wrong with the texts of a ledger."""
    return iter(check_texts(Texts.of(ledger)))


def _odd_days(ledger: Ledger) -> set[Place]:
    """The days of phases and rollups that are in an impossible year."""
    return {one.place for one in check_ledger_years(ledger)}


class _Told:
    """What has been told, less what only follows from a day in an impossible year.

    Remembers what later rules ask of it, as not all of it is kept one by one.
    """

    def __init__(self, found: Sink, odd: set[Place]) -> None:
        self._found = found
        self._odd = odd
        self._phases = any(term.PHASES in place.path for place in odd)
        self.no_totals = False
        #: Columns of files in which an amount is told already.
        self.columns: set[tuple[str, str]] = set()

    def extend(self, many: Iterable[Diagnostic]) -> None:
        """Add what is no consequence."""
        for one in many:
            if one.rule in NO_TOTALS:
                self.no_totals = True
            if one.rule in OF_AMOUNTS and one.place.path:
                self.columns.add((one.place.file, str(one.place.path[-1])))
            if not (one.rule in _BY_DAY and (self._phases or one.place in self._odd)):
                self._found.append(one)


def _record_sets(ledger: Ledger, looked: Looked) -> Iterator[Diagnostic]:
    for one in checks():
        if one not in looked.silent:
            yield from one(ledger)
    yield from check_texts(looked.texts)
    if looked.texts.may_be_left:
        yield from check_leftovers(ledger)
    if looked.dates.may_be_far(ledger):
        yield from check_far_plans(ledger)
    for rollup in ledger.rollups:
        yield from check_rollup(rollup, ledger.config)


def _between(loaded: Loaded, ledger: Ledger) -> Iterator[Diagnostic]:
    """What half a ledger would break for no fault of its own."""
    for one in checks("WHOLE") if loaded.complete else ():
        yield from one(ledger)


def _records(ledger: Ledger, dates: Dates, past: bool) -> Iterator[Diagnostic]:
    dated: Sequence[Project] = ledger.projects
    if not dates.all_believable:
        odd = [list(check_years(project)) for project in ledger.projects]
        yield from chain.from_iterable(odd)
        # A year by a slip of the finger contradicts the other dates, which is not told as well.
        if not past:
            dated = [one for one, told in zip(ledger.projects, odd, strict=True) if not told]
    for rule in DATE_CHECKS:
        yield from rule(dated)
    for rule in (*PROJECT_CHECKS, check_yearly_plan):
        yield from rule(ledger.projects)


def _missing(projects: Sequence[Project], strict: bool, hints: bool) -> Iterator[Diagnostic]:
    """What somebody did not write."""
    strictly = STRICT_PROJECT_CHECKS if strict else ()
    hinting = PROJECT_HINTS if hints else ()
    for rule in (*strictly, *hinting):
        yield from rule(projects)


def _read_whole(loaded: Loaded, ledger: Ledger) -> Sequence[Project]:
    """The projects of which all was read: what only could not be read is not missing."""
    broken = {(one.place.file, *one.place.path[:1]) for one in loaded.unread}
    if not broken:
        return ledger.projects
    origins = [(one, one.origin.file, one.origin.path[:1]) for one in ledger.projects]
    return [
        one
        for one, file, record in origins
        if (file,) not in broken and (file, *record) not in broken
    ]
