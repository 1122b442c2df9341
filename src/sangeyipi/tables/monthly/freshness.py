"""How old a ledger is beside the period that is asked of it.

Owns what counts as new: the month's reports, where a ledger keeps any; else a milestone, a rollup,
a withdrawal.  Must not know of files or commits: a ledger copied today is as old as what it says.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.period import Period


class Age(NamedTuple):
    """The newest day a ledger speaks of by a period's end, and whether that is recent enough."""

    newest: date | None
    fresh: bool


def age(ledger: Ledger, period: Period) -> Age:
    """Where there are monthly reports, fresh is a ledger with figures for the period's last month.

    Without any it is one with a milestone or a withdrawal in the period or later, or with a rollup
    from its end or later.
    """
    if ledger.reports:
        last = _first_told(reversed(ledger.reports))
        return Age(last and last.last, _reported(ledger, period.month))
    if any(rollup.date >= period.last for rollup in ledger.rollups):
        return Age(None, True)
    days = list(_days(ledger))
    newest = max(days, default=None)
    recent = newest is not None and newest >= period.first
    known = [*days, *(rollup.date for rollup in ledger.rollups)]
    return Age(max(known, default=None), recent)


def told(ledger: Ledger, period: Period) -> str | None:
    """What a table has to say first of a ledger in which nothing is as new as its period."""
    found = age(ledger, period)
    if found.fresh:
        return None
    if ledger.reports:
        return f"台账里没有{period.month.title}的月调度{_nearest(ledger, period.month)}。"
    if found.newest is None:
        return "台账里没有带日期的记录：以下的数可能已经过时。"
    return f"台账里最新的记录是 {found.newest} 的，之后没有更新：以下的数可能已经过时。"


def _nearest(ledger: Ledger, month: Month) -> str:
    """What was reported before the month or, if nothing, since."""
    index = bisect_left(ledger.reports, month, key=attrgetter("month"))
    before = _first_told(reversed(ledger.reports[:index]))
    if before is not None:
        return f"，在它以前最近的是{before.title}的：以下的数可能已经过时"
    after = _first_told(ledger.reports[index:])
    return "，只有空的月调度" if after is None else f"，最早的是{after.title}的"


def _reported(ledger: Ledger, month: Month) -> bool:
    """Whether anybody reported a figure for the month; the months are in order."""
    by_month = attrgetter("month")
    first = bisect_left(ledger.reports, month, key=by_month)
    found = ledger.reports[first : bisect_right(ledger.reports, month, key=by_month)]
    return _first_told(found) is not None


def _first_told(reports: Iterable[MonthlyReport]) -> Month | None:
    """The month of the first report that gives a figure: a form that nobody filled in is none."""
    return next((one.month for one in reports if one.gives_figures), None)


def _days(ledger: Ledger) -> Iterator[date]:
    for project in ledger.projects:
        yield from (when.last for when in project.milestones.values() if not when.undated)
        if project.withdrawn and not project.withdrawn.date.undated:
            yield project.withdrawn.date.last
