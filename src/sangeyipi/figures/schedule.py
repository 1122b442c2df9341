"""序时: how much of a year's plan is to be done by the end of a month, for a project and for many.

Owns that measure for every table, and the day of a question about dispatch that names none.  By
月计划 where a project has one for the year: what it plans up to the month.  Otherwise evenly:
months ÷ 12 of the year's plan.  Must not know what was completed.  All amounts in 亿元.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.plan import Plan
from sangeyipi.model.table import Rate

ELAPSED = "序时进度"
_ZERO = Decimal(0)


class Schedule(NamedTuple):
    """What is planned for the year of a month, and how much of it by the month's end."""

    month: Month
    #: For the year; None: nobody says.  年度计划投资, or without it what 月计划 comes to.
    plan: Decimal | None = None
    #: What of `plan` is spread evenly over the year.
    even: Decimal = _ZERO
    #: What 月计划 plans until the month's end.
    by_months: Decimal = _ZERO
    #: How many projects it is of, and how many of these have 月计划, or lack a year's plan beside.
    projects: int = 1
    monthly: int = 0
    summed: int = 0

    @property
    def due(self) -> Decimal | None:
        """What is to be done by the month's end; None where nobody says what is planned."""
        return None if self.plan is None else self.twelve_times_due / 12

    @property
    def twelve_times_due(self) -> Decimal:
        """What is due, before it is divided: 7÷12 of 5 亿元 is no decimal, but 90% of it is."""
        return self.by_months * 12 + self.even * self.month.number

    @property
    def gone(self) -> Rate | None:
        """序时进度: what is due ÷ the year's plan; None where nothing or nobody knows what is.

        Where some of it is spread evenly, both are twelve times as much: 5÷12 is no decimal.
        """
        if not self.plan:
            return None
        if not self.monthly:
            return Rate(ELAPSED, Decimal(self.month.number), Decimal(12))
        if self.even:
            return Rate(ELAPSED, self.twelve_times_due, self.plan * 12, of_amounts=True)
        return Rate(ELAPSED, self.by_months, self.plan, of_amounts=True)


def schedule(plan: Plan, month: Month) -> Schedule:
    """What one project is to have done of its year's plan by the end of a month."""
    said, months = plan.yearly.get(month.year), plan.monthly.get(month.year)
    if months is None:
        return Schedule(month, said, said or _ZERO)
    whole = sum(months, _ZERO) if said is None else said
    until = sum(months[: month.number], _ZERO)
    return Schedule(month, whole, by_months=until, monthly=1, summed=int(said is None))


def nothing_left(month: Month) -> Schedule:
    """Of a project that had completed everything before the year."""
    return Schedule(month, _ZERO)


def together(all_of: Iterable[Schedule], month: Month) -> Schedule:
    """Of several projects: the sums, each by its own 月计划 or evenly.

    Where one of them does not say what is planned, neither do they together.
    """
    found = list(all_of)
    plans = [one.plan for one in found]
    known = [plan for plan in plans if plan is not None]
    return Schedule(
        month,
        sum(known, _ZERO) if len(known) == len(plans) else None,
        sum((one.even for one in found), _ZERO),
        sum((one.by_months for one in found), _ZERO),
        len(found),
        sum(one.monthly for one in found),
        sum(one.summed for one in found),
    )


def told(of: Schedule) -> str:
    """How 序时 was measured, in words: 3÷12, by 月计划, or some by this and the others by that."""
    even = f"{of.month.number}÷12"
    if not of.monthly:
        return even
    return "月计划" if of.monthly == of.projects else f"{of.monthly} 个项目按月计划，其余 {even}"


def dispatch_day(ledger: Ledger) -> date | None:
    """The day of a question about dispatch that names none: the end of the newest month reported.

    A month is reported when somebody gives a figure for it; None where no month is.  (What a ledger
    without reports says last is no day on which anybody was asked: whoever asks has to name one.)
    """
    newest = next((one.month for one in reversed(ledger.reports) if one.gives_figures), None)
    return newest.last if newest else None
