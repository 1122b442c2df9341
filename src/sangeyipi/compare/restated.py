"""What changed monthly reports mean: a new month's facts, or other figures for a month gone by.

Owns that judgement; finds no differences.  A month is gone by when a later one has been reported:
its figures have been passed on, so that whoever reads them must be told that they changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from sangeyipi.compare.fields import is_amount
from sangeyipi.compare.pairing import Edit
from sangeyipi.compare.records import Changes
from sangeyipi.compare.registers import Reports
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport


class MonthOf(NamedTuple):
    """Reports of one month that came or went together, by 编号."""

    month: Month
    reports: Reports


class ReportGroup(NamedTuple):
    """Changed reports in three ways: what came, what went, what is not the same."""

    added: tuple[MonthOf, ...] = ()
    removed: tuple[MonthOf, ...] = ()
    edited: tuple[Edit[MonthlyReport], ...] = ()

    @property
    def size(self) -> int:
        """How many reports."""
        return sum(len(one.reports) for one in (*self.added, *self.removed)) + len(self.edited)


class Restated(NamedTuple):
    """Every changed report once: where it changes figures of a month gone by, or as news.

    `names` are those of the projects, by 编号.
    """

    gone_by: ReportGroup = ReportGroup()
    news: ReportGroup = ReportGroup()
    names: Mapping[str, str] = MappingProxyType({})


def sort_reports(changes: Changes, old: Ledger, new: Ledger) -> Restated:
    """What each changed report means."""
    found = changes.reports
    if not found:
        return Restated()
    before = _last(old.reports)
    last = max(before, _last(new.reports))

    def corrects(edit: Edit[MonthlyReport]) -> bool:
        return edit.after.month < last and any(is_amount(one.path) for one in edit.fields)

    # A month that comes in the order of time is news, even where a later one came with it.
    gone_by = ReportGroup(
        _by_month(one for one in found.added if one.month < before),
        _by_month(one for one in found.removed if one.month < last),
        tuple(one for one in found.edited if corrects(one)),
    )
    news = ReportGroup(
        _by_month(one for one in found.added if one.month >= before),
        _by_month(one for one in found.removed if one.month >= last),
        tuple(one for one in found.edited if not corrects(one)),
    )
    return Restated(gone_by, news, dict(_names(changes, old, new)))


#: Before any month: nothing has been reported.
_NEVER = Month(0, 1)


def _last(reports: Reports) -> Month:
    return max((one.month for one in reports), default=_NEVER)


def _by_month(reports: Iterable[MonthlyReport]) -> tuple[MonthOf, ...]:
    """Reports, which come in the order of their months, a month at a time."""
    grouped = groupby(reports, key=lambda one: one.month)
    return tuple(MonthOf(month, tuple(found)) for month, found in grouped)


def _names(changes: Changes, old: Ledger, new: Ledger) -> Iterator[tuple[str, str]]:
    """The names of the projects whose reports changed; as they are now, if they are."""
    found = changes.reports
    told = {one.id for one in (*found.added, *found.removed, *(e.after for e in found.edited))}
    for project in (*old.projects, *new.projects):
        if project.id in told:
            yield project.id, project.name
