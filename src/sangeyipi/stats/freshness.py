"""How old a ledger is beside the period that is asked of it.

Owns what counts as new: a milestone, a monthly report, a rollup, a withdrawal.  Must not know of
files or commits: a ledger copied today is as old as what it says.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sangeyipi.model.ledger import Ledger
from sangeyipi.model.period import Period


class Age(NamedTuple):
    """The newest day a ledger speaks of by a period's end, and whether that is recent enough."""

    newest: date | None
    fresh: bool


def age(ledger: Ledger, period: Period) -> Age:
    """Fresh is a ledger with a milestone, a report or a withdrawal in the period or later, or with
    a rollup from its end or later.
    """
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
    if found.newest is None:
        return "台账里没有带日期的记录：以下的数可能已经过时。"
    return f"台账里最新的记录是 {found.newest} 的，之后没有更新：以下的数可能已经过时。"


def _days(ledger: Ledger) -> Iterator[date]:
    for project in ledger.projects:
        yield from (when.last for when in project.milestones.values() if not when.undated)
        if project.withdrawn and not project.withdrawn.date.undated:
            yield project.withdrawn.date.last
    # The months are in order.
    if ledger.reports:
        yield ledger.reports[-1].month.last
