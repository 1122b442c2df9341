"""A project's monthly reports along the history: each told in one line when it came or changed.

Owns the line.  Must not know how the project is followed from commit to commit.
"""

from collections.abc import Container, Iterator
from typing import NamedTuple

from sangeyipi.compare.fields import Flat, differences, flat, is_amount
from sangeyipi.git.snapshots import Snapshot, Step
from sangeyipi.model import term
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.store.files import Kind

_OF_REPORTS = f"{Kind.PROGRESS}/"
_By = dict[Month, MonthlyReport]


class Reported(NamedTuple):
    """What a commit did to the report of one month: the facts that differ, on either side."""

    month: Month
    before: str | None
    after: str | None


def reported(step: Step, was: Container[str], now: Container[str]) -> Iterator[Reported]:
    """What a commit did to a project's reports, the project being called one of `was`, then `now`.

    A merge is told only where none of its other parents says the same.
    """
    names = [name for name in step.names if name.startswith(_OF_REPORTS)]
    if not names:
        return
    before, after = _reports(step.before, names, was), _reports(step.after, names, now)
    others = [_reports(other, names, now) for other in step.others]
    for month in sorted(before.keys() | after.keys()):
        one, other = before.get(month), after.get(month)
        if one is other or _facts(one) == _facts(other):
            continue
        if not any(_facts(parent.get(month)) == _facts(other) for parent in others):
            yield _report_of(month, one, other)


def _reports(state: Snapshot, names: list[str], called: Container[str]) -> _By:
    """The project's reports in some files of a state."""
    files = (state.files[name] for name in names if name in state.files)
    records = (record for file in files for record in file.records)
    return {one.month: one for one in records if one.id in called}


def _facts(report: MonthlyReport | None) -> Flat:
    return {path: text for path, text in flat(report).items() if path != _ID} if report else {}


_ID = (term.ID,)


def _report_of(month: Month, before: MonthlyReport | None, after: MonthlyReport | None) -> Reported:
    if before is None or after is None:
        return Reported(month, _line(_figures(before)), _line(_figures(after)))
    changed = [one for one in differences(before, after) if one.path != _ID]
    old = {one.path: one.before for one in changed if one.before is not None}
    new = {one.path: one.after for one in changed if one.after is not None}
    return Reported(month, _line(old), _line(new))


def _figures(report: MonthlyReport | None) -> Flat:
    """The figures of a whole report; its words only where it has none."""
    facts = _facts(report)
    return {path: text for path, text in facts.items() if is_amount(path)} or facts


def _line(facts: Flat) -> str | None:
    """`本月完成投资 0.5，累计完成投资 3.2`; None where nothing is said."""
    told = (f"{'.'.join(path)} {text}" for path, text in facts.items())
    return "，".join(told) or None
