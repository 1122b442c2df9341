"""Where each project under monthly report stands at the end of a period: done, funded, planned.

Owns which projects are under report and what one of them contributes to any total.  All amounts
in 亿元.
"""

from collections.abc import Iterable
from decimal import Decimal

from sangeyipi.figures.monthly import Book, KnownAmount, Record, book, records
from sangeyipi.figures.rates import ratio
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import Schedule, nothing_left, schedule
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.period import Period
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Points, Rate

_ALL = Scope()
COMPLETED_RATE = "投资完成率"
YEAR_RATE = "年度投资完成率"
AHEAD = "超欠序时进度"
#: Of a phase that holds no whole month the reports say nothing.
NOT_ASKED = KnownAmount(Decimal(0), exact=False)


class Standing(NamedTuple):
    """One project at the end of a period."""

    record: Record
    #: The last month that the period covers whole.
    month: Month
    #: Completed within the period, within the year until then, and ever.
    completed: KnownAmount
    completed_in_year: KnownAmount
    completed_to_date: KnownAmount
    funds: KnownAmount
    #: Planned for the year, and by the month's end.
    schedule: Schedule
    #: Whether it reports; otherwise it only has a plan for the year and has not started.
    reports: bool

    @property
    def project(self) -> Project:
        """The project."""
        return self.record.project

    @property
    def plan(self) -> Decimal | None:
        """Planned for the year: None is not said; nothing where nothing is left to do."""
        return self.schedule.plan

    @property
    def known(self) -> bool:
        """Whether its reports say all that is asked of them."""
        told = (self.completed_in_year, self.completed_to_date, self.funds)
        asked = told if self.completed is NOT_ASKED else (self.completed, *told)
        return all(one.exact for one in asked)

    @property
    def ahead(self) -> Points | None:
        """How far it is ahead of what was due (序时); None where either is unknown."""
        return points_ahead(self.completed_in_year, self.schedule)

    @property
    def shortfall(self) -> Decimal | None:
        """By how many 亿元 it is behind what was due (序时); negative where ahead."""
        due = self.schedule.due
        if due is None or not self.completed_in_year.exact:
            return None
        return due - self.completed_in_year.value


def standings(figures: Figures, period: Period, said: Book, scope: Scope = _ALL) -> list[Standing]:
    """Every project that reports by the end of `period` or has a plan for its year, by 编号.

    None at all where nobody has reported by then or planned anything: such a ledger keeps no
    monthly figures, and its projects owe none.

    `figures` are as of the period's last day, `said` is the book of the ledger's reports.
    """
    month, opening = period.month, period.opening_month
    if not _anything_said(figures.ledger, month):
        return []
    there = figures.population(scope)
    found = (_standing(one, opening, month) for one in records(there, said))
    return [one for one in found if one is not None]


def stood(figures: Figures, period: Period, scope: Scope = _ALL) -> list[Standing]:
    """The same by the period's end, made once."""
    then = figures.on(period.last)
    key = (standings, period.name, scope)
    return then.once(key, lambda: standings(then, period, said_in(figures), scope))


def said_in(figures: Figures, made: Book | None = None) -> Book:
    """The book of the ledger's reports, made once for all days; `made`: it has been before."""
    return figures.on(None).once(
        book, lambda: book(figures.ledger.reports) if made is None else made
    )


def _anything_said(ledger: Ledger, month: Month) -> bool:
    """Whether the ledger has a report by then or a plan for the year: otherwise it keeps none."""
    # The months are in order.
    if ledger.reports and ledger.reports[0].month <= month:
        return True
    return any(schedule(one.planned, month).plan is not None for one in ledger.projects)


def _standing(record: Record, opening: Month, month: Month) -> Standing | None:
    planned = schedule(record.project.planned, month)
    reports = record.under_report(month)
    if not reports and planned.plan is None:
        return None
    new_year = Month(month.year - 1, 12)
    if planned.plan is None and record.finished(new_year):
        planned = nothing_left(month)
    stood = record.completed_to_date(month)
    before = record.completed_to_date(opening)
    at_new_year = before if opening == new_year else record.completed_to_date(new_year)
    whole = month > opening
    return Standing(
        record,
        month,
        record.between(before, stood, opening, month) if whole else NOT_ASKED,
        record.between(at_new_year, stood, new_year, month),
        stood,
        record.funds_to_date(month),
        planned,
        reports,
    )


def points_ahead(done: KnownAmount, planned: Schedule) -> Points | None:
    """超欠序时进度: the year's completion against what was due of it, in percentage points."""
    rate, gone = year_rate(done, planned.plan), planned.gone
    return None if rate is None or gone is None else Points(AHEAD, rate, gone)


def year_rate(done: KnownAmount, plan: Decimal | None) -> Rate | None:
    """年度投资完成率: completed in the year ÷ planned for it."""
    return ratio(YEAR_RATE, done.value if done.exact else None, plan, of_amounts=True)


def silent(found: Iterable[Standing]) -> list[str]:
    """编号 of those whose reports do not say all that is asked of them."""
    return [one.project.id for one in found if one.reports and not one.known]
