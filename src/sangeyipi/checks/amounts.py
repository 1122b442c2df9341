"""Amounts of a believable size: 万元 taken for 亿元, and the other way round, wherever they stand.

Owns what is too large or too small to be meant.  How it is told, a column that is wrong throughout
once, is for `columns`; what a total may not exceed by less for `project` and `progress`.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

from sangeyipi.checks.report_series import ReportRun
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.financing import Financing
from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule

#: 亿元.  No county project is this large: 1000 is typed by someone thinking in 万元.
LARGEST = Decimal(1000)
#: 亿元.  Single projects are this large; of three or more not most, nor their average.
HIGH = Decimal(300)
#: As many are enough to speak of most of them.
SEVERAL = 3
#: 亿元 (100 万元).  No listed project is this small: someone has divided by 万 once too often.
SMALLEST = Decimal("0.01")
#: Of what there is to invest, nothing is this much; a slip of the unit gives thousands.
TIMES = 10
#: 亿元.  More than all the projects that a county ever has.
_LARGEST_OF_ALL = 100 * LARGEST
#: 亿元.  No county sorts its projects by this.
_LARGEST_BAND = 10 * LARGEST
_ZERO = Decimal(0)
YEARLY = term.YEARLY_PLAN
#: The amounts of a monthly report: field and word.
REPORTED = (
    ("completed", term.COMPLETED),
    ("completed_to_date", term.COMPLETED_TO_DATE),
    ("funds_to_date", term.FUNDS_TO_DATE),
)
KeyPath = tuple[str | int, ...]


class AmountDoubt(Enum):
    """What makes an amount unbelievable, in the order in which it is told."""

    TIMES = Rule.AMOUNT_TEN_TIMES, "不小于总投资的十倍"
    LARGE = Rule.INVESTMENT_UNIT_SLIP, "大得不寻常"
    #: As large as one may be, and not as most are; told of a column alone.
    HIGH = Rule.INVESTMENT_UNIT_SLIP, ""
    SMALL = Rule.INVESTMENT_UNIT_SLIP, "小得不寻常"


class AmountSlip(NamedTuple):
    """An amount that can hardly be meant."""

    kind: AmountDoubt
    place: Place
    amount: Decimal
    #: What it is so many times of, for that kind.
    investment: Decimal
    #: Whose it is, as a message says it, and the same without the month.
    whose: str
    subject: str

    @property
    def word(self) -> str:
        """The amount as the ledger calls it."""
        *_, above, word = ("", *map(str, self.place.path))
        return f"{word} 年的{above}" if above in (YEARLY, term.MONTHLY_PLAN) else word


def too_many_times(amount: Decimal | None, investment: Decimal | None) -> bool:
    """Whether an amount is ten times all there is to invest: then only that is told of it."""
    if amount is None or investment is None:
        return False
    return amount >= TIMES * investment > _ZERO


def enough(investment: Decimal | None) -> Decimal:
    """From how much on an amount of a project is unbelievable, or would be if most were so."""
    return HIGH if investment is None or investment <= _ZERO else TIMES * investment


def slips_of(ledger: Ledger) -> Iterator[AmountSlip]:
    """Every amount that can hardly be meant but those of monthly reports."""
    for project in ledger.projects:
        if not _is_usual(project):
            yield from _of_project(project)
    yield from _of_financing(ledger)
    for rollup in ledger.rollups:
        yield from _of_rollup(rollup)
    yield from _of_claims(ledger)


def _is_usual(project: Project) -> bool:
    """Whether it says an investment of a usual size, and of other amounts funds within it alone."""
    investment, funds, plan = project.investment, project.funds, project.planned
    if investment is None or not SMALLEST <= investment < HIGH or plan.yearly or plan.monthly:
        return False
    return funds is None or funds <= investment


def _of_project(project: Project) -> Iterator[AmountSlip]:
    investment, funds, yearly = project.investment, project.funds, project.planned.yearly
    if investment is not None and investment > _ZERO:
        kind = _size(investment)
        if kind is not None:
            yield _project_slip(kind, project, investment, term.INVESTMENT)
    if funds is None and not yearly and not project.planned.monthly:
        return
    amounts: list[tuple[Decimal | None, KeyPath]] = [(funds, (term.FUNDS,))]
    amounts += [(amount, key) for key, amount in _planned(project)]
    for amount, key in amounts:
        kind = _beside(amount, investment)
        if kind is not None and amount is not None:
            yield _project_slip(kind, project, amount, *key)


def _planned(project: Project) -> Iterator[tuple[KeyPath, Decimal]]:
    """What is planned for a year; of its months the one with the most says in which unit."""
    for year, amount in project.planned.yearly.items():
        yield (term.PLANNED, YEARLY, str(year)), amount
    for year, months in project.planned.monthly.items():
        yield (term.PLANNED, term.MONTHLY_PLAN, str(year)), max(months)


def _of_financing(ledger: Ledger) -> Iterator[AmountSlip]:
    """What is wanted of banks, granted and drawn, beside all there is to invest."""
    if not ledger.financing:
        return
    investments = {project.id: project.investment for project in ledger.projects}
    for row in ledger.financing:
        investment = investments.get(row.project)
        for (word,), amount in _of_row(row):
            kind = _beside(amount, investment)
            if kind is not None and amount is not None:
                subject = f"{row.project} {row.bank}"
                place = row.origin.at(word)
                whose = f"（{subject}，{row.date}）"
                yield AmountSlip(kind, place, amount, investment or _ZERO, whose, subject)


def _of_row(row: Financing) -> tuple[tuple[tuple[str], Decimal | None], ...]:
    return ((term.DEMAND,), row.demand), ((term.GRANTED,), row.granted), ((term.DRAWN,), row.drawn)


def _project_slip(
    kind: AmountDoubt, project: Project, amount: Decimal, *key: str | int
) -> AmountSlip:
    whose = f"（{project.id} {project.name}）"
    place = project.origin.at(*key)
    return AmountSlip(kind, place, amount, project.investment or _ZERO, whose, project.id)


def _size(investment: Decimal) -> AmountDoubt | None:
    if investment >= HIGH:
        return AmountDoubt.LARGE if investment >= LARGEST else AmountDoubt.HIGH
    return AmountDoubt.SMALL if investment < SMALLEST else None


def _beside(amount: Decimal | None, investment: Decimal | None) -> AmountDoubt | None:
    if amount is None or amount < enough(investment):
        return None
    return AmountDoubt.TIMES if too_many_times(amount, investment) else _size(amount)


def of_reports(series: ReportRun) -> Iterator[AmountSlip]:
    """The amounts of one project's monthly reports."""
    investment = series.project.investment if series.project else None
    for report in series.reports:
        for word, amount in reported(report):
            kind = _beside(amount, investment)
            if kind is not None and amount is not None:
                whose = f"（{report.month}，{series.title}）"
                place = report.origin.at(word)
                yield AmountSlip(kind, place, amount, investment or _ZERO, whose, series.id)


def without(series: ReportRun, slips: Iterable[AmountSlip]) -> ReportRun:
    """The reports without amounts that cannot be meant: what else they say is held to the rules."""
    dropped = {slip.place for slip in slips if slip.kind is AmountDoubt.TIMES}
    if not dropped:
        return series
    reports = [_without(report, dropped) for report in series.reports]
    return series._replace(reports=reports)


def _without(report: MonthlyReport, dropped: set[Place]) -> MonthlyReport:
    gone: dict[str, Any] = {
        name: None for name, word in REPORTED if report.origin.at(word) in dropped
    }
    return replace(report, **gone) if gone else report


def reported(report: MonthlyReport) -> Iterator[tuple[str, Decimal | None]]:
    """The amounts of a report, by their words."""
    return ((word, getattr(report, name)) for name, word in REPORTED)


def _of_rollup(rollup: Rollup) -> Iterator[AmountSlip]:
    """Totals by what they are for each project, where it is known how many these are."""
    whose = f"（{rollup.title}，截至 {rollup.date}）"
    for word, amount in ((term.INVESTMENT, rollup.investment), (term.FUNDS, rollup.funds)):
        if amount is None:
            continue
        if word == term.FUNDS and too_many_times(amount, rollup.investment):
            kind: AmountDoubt | None = AmountDoubt.TIMES
        else:
            kind = _total_size(amount, rollup.count, word == term.INVESTMENT)
        if kind is not None:
            place = rollup.origin.at(word)
            yield AmountSlip(kind, place, amount, rollup.investment or _ZERO, whose, rollup.title)


def _total_size(total: Decimal, count: int | None, all_of_it: bool) -> AmountDoubt | None:
    largest = HIGH if count and count >= SEVERAL else LARGEST
    if total >= (count * largest if count else _LARGEST_OF_ALL):
        return AmountDoubt.LARGE
    return AmountDoubt.SMALL if all_of_it and count and _ZERO < total < count * SMALLEST else None


def _of_claims(ledger: Ledger) -> Iterator[AmountSlip]:
    for statement in ledger.statements:
        for index, claim in enumerate(statement.claims):
            kind = _total_size(claim.investment or _ZERO, claim.count, True)
            if kind is not None and claim.investment is not None:
                place = statement.origin.at(term.CLAIMS, index, term.INVESTMENT)
                whose = f"（{claim.title}）"
                yield AmountSlip(kind, place, claim.investment, _ZERO, whose, claim.title)


def check_bands(ledger: Ledger) -> Iterator[Diagnostic]:
    """No county sorts its projects by what only 万元 makes so much."""
    floors = ledger.config.band_floors
    if floors and max(floors) >= _LARGEST_BAND:
        message = f"规模分档 {plain(max(floors))} 亿元大得不寻常，是不是把万元当成了亿元？"
        place = ledger.place().at(term.BANDS)
        remedy = "规模分档以亿元计：是万元的都除以 10000，如 500000 万元写作 50"
        yield Diagnostic(Rule.INVESTMENT_UNIT_SLIP, place, message, remedy)


def amounts_of(record: Any) -> Iterator[tuple[KeyPath, Decimal | None]]:
    """The amounts of a record that is no statement, by where they stand in it."""
    if isinstance(record, MonthlyReport):
        yield from (((word,), amount) for word, amount in reported(record))
        return
    if isinstance(record, Financing):
        yield from _of_row(record)
        return
    yield (term.INVESTMENT,), record.investment
    yield (term.FUNDS,), record.funds
    if isinstance(record, Project):
        yield from _planned(record)
