"""Monthly reports of two ledgers → what is different in them, and the way back.

Pure.  Identity is (编号, month).  Of a renamed project whose reports all took the new 编号 they are
the same reports.  Must not judge what a change means (restated).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import eq
from typing import Any

from sangeyipi.compare.fields import differences, edited, flat
from sangeyipi.compare.pairing import Edit, Matching, pairs
from sangeyipi.model.monthly_report import MonthlyReport

Reports = tuple[MonthlyReport, ...]


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """The reports that are different, by month and 编号; the 编号 is the one that it has now."""

    added: Reports = ()
    removed: Reports = ()
    edited: tuple[Edit[MonthlyReport], ...] = ()
    #: The projects, old and new 编号, whose reports went with them: that alone is no change.
    followed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether any report is different."""
        return bool(self.added or self.removed or self.edited)


NO_REPORT_CHANGES = ReportChanges()


def report_order(report: MonthlyReport) -> tuple[Any, ...]:
    """By month, then 编号."""
    return report.month, report.id, sorted(flat(report).items())


def _key(report: MonthlyReport) -> tuple[Any, ...]:
    return report.id, report.month


_REPORTS = Matching[MonthlyReport](_key, eq, report_order)


def compare_reports(
    old: Reports, new: Reports, renamed: Iterable[tuple[str, str]] = ()
) -> ReportChanges:
    """What has to be done to `old` to get `new`, projects having been renamed from old to new."""
    gone, come = _apart(old, new)
    followed: tuple[tuple[str, str], ...] = ()
    wanted = dict(renamed)
    if wanted:
        kept = {one.id for one in new}
        moved = {one.id for one in old} & wanted.keys() - kept
        followed = tuple((was, now) for was, now in wanted.items() if was in moved)
    found = pairs(_renamed(gone, followed), come, _REPORTS)
    return ReportChanges(
        added=tuple(b for a, b in found if b and not a),
        removed=tuple(a for a, b in found if a and not b),
        edited=tuple(Edit(a, b, differences(a, b)) for a, b in found if a and b),
        followed=followed,
    )


def _apart(old: Reports, new: Reports) -> tuple[Reports, Reports]:
    """Both without what they share, which of files read once for both is the very same object."""
    before, after = set(map(id, old)), set(map(id, new))
    return (
        tuple(one for one in old if id(one) not in after),
        tuple(one for one in new if id(one) not in before),
    )


def _renamed(reports: Reports, followed: Iterable[tuple[str, str]]) -> Reports:
    names = dict(followed)
    return tuple(replace(o, id=names[o.id]) if o.id in names else o for o in reports)


def apply_reports(changes: ReportChanges, old: Reports) -> Reports:
    """`old` with the changes made, in no particular order."""
    reports = list(_renamed(old, changes.followed))
    for report in changes.removed:
        reports.remove(report)
    for edit in changes.edited:
        reports[reports.index(edit.before)] = edited(edit.before, edit.fields)
    return (*reports, *changes.added)
