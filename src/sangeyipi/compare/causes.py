"""Which changed records a figure's difference comes from, and how much from each.

A figure is the sum of the entries used for it.  Each entry's part is split into changed projects,
rollups and the rest, before and after; so whatever is used, the parts add up to the difference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sangeyipi.compare.records import Changes
from sangeyipi.figures.entries import Entry, ProjectsEntry, RollupEntry, cells
from sangeyipi.figures.measures import Measure
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.model import term
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope

_ZERO = Decimal(0)
CONVERTED_IN_TOTAL = "口径.转化计入总数"
STARTED_BASE = "口径.开工率分母"
TARGETS = term.TARGETS


class CauseKind(StrEnum):
    """What kind of thing a cause is."""

    PROJECT = "project"
    ROLLUP = "rollup"
    CONFIG = "ledger"
    #: Projects that did not change, but are now counted one by one, or no longer are.
    UNCHANGED = "unchanged"


class CauseRecord(NamedTuple):
    """A record, or group of records, that a difference comes from."""

    source: CauseKind
    id: str
    name: str = ""


class Cause(NamedTuple):
    """An origin and what it adds to the difference; None where that cannot be added."""

    origin: CauseRecord
    part: Decimal | None


class Touched(NamedTuple):
    """A changed project in one cell, alone: before and after."""

    origin: CauseRecord
    before: ProjectsEntry | None
    after: ProjectsEntry | None

    def side(self, after: bool) -> ProjectsEntry | None:
        """One of the two."""
        return self.after if after else self.before


#: A place, "" for a ledger that is made of no others, and a scope.
_Cell = tuple[str, Scope]
#: Who is asked, in which cell, for what.
_Asked = tuple[CauseRecord, _Cell, Measure]


class Attribution:
    """The changed projects of two ledgers by the cell they are counted in."""

    def __init__(self, changes: Changes, old: Figures, new: Figures) -> None:
        self._converted_setting = _setting(old.ledger) != _setting(new.ledger)
        self._sides = (old, new)
        self._rollups = set(_scopes(changes))
        self._touched: dict[_Cell, list[Touched]] = {}
        changed = [*_changed(changes), *_reporting(changes, old.ledger, new.ledger)]
        ids = {one.id for _, *sides in changed for one in sides if one}
        left_said, right_said = _reports(old.ledger, ids), _reports(new.ledger, ids)
        for origin, before, after in changed:
            left = _alone(old, left_said, before)
            right = _alone(new, right_said, after)
            for cell in dict.fromkeys([*left, *right]):
                one = Touched(origin, left.get(cell), right.get(cell))
                self._touched.setdefault(cell, []).append(one)

    def parts(
        self, before: Iterable[Figure], after: Iterable[Figure], region: str = ""
    ) -> tuple[Cause, ...]:
        """The origins of an exact figure's difference, largest first; their parts add up to it.

        `region`: whose figures they are, of a ledger made of others.
        """
        sums: dict[CauseRecord, Decimal] = {}
        for is_after, figures in ((False, before), (True, after)):
            for figure in figures:
                for entry in figure.used:
                    cell = self._cell(entry, region, is_after)
                    for origin, value in self._split(entry, figure.measure, is_after, cell):
                        signed = value if is_after else -value
                        sums[origin] = sums.get(origin, _ZERO) + signed
        return _ordered(Cause(o, part) for o, part in sums.items() if part)

    def _cell(self, entry: Entry, region: str, after: bool) -> _Cell:
        return region or self._sides[after].region_of(entry), entry.scope

    def _split(
        self, entry: Entry, measure: Measure, after: bool, cell: _Cell
    ) -> Iterator[tuple[CauseRecord, Decimal]]:
        value = measure.of(entry) or _ZERO
        if isinstance(entry, RollupEntry):
            yield self._rollup(cell), value
            return
        if entry.withdrawn:
            yield self._withdrawn(entry, cell), value
            return
        for one in self._touched.get(cell, ()):
            alone = one.side(after)
            part = (measure.of(alone) if alone else None) or _ZERO
            value -= part
            yield one.origin, part
        yield self._rest(cell), value

    def _withdrawn(self, entry: ProjectsEntry, cell: _Cell) -> CauseRecord:
        """The project that left a rollup: itself where it is its record that changed."""
        for one in self._touched.get(cell, ()):
            if one.origin.id == entry.withdrawn:
                return one.origin
        return CauseRecord(CauseKind.UNCHANGED, f"{_called(cell)}调出的项目")

    def _rest(self, cell: _Cell) -> CauseRecord:
        if self._converted_setting:
            return CauseRecord(CauseKind.CONFIG, CONVERTED_IN_TOTAL)
        return CauseRecord(CauseKind.UNCHANGED, f"{_called(cell)}的在册项目")

    def names(
        self, before: Iterable[Figure], after: Iterable[Figure], region: str = ""
    ) -> tuple[Cause, ...]:
        """The origins of what changed in figures that cannot be added up."""
        old, new = self._answers(before, region, False), self._answers(after, region, True)
        changed = {said[0] for said in old.items() ^ new.items()}
        return _ordered({Cause(origin, None) for origin, _, _ in changed})

    def _answers(
        self, figures: Iterable[Figure], region: str, after: bool
    ) -> dict[_Asked, Decimal | None]:
        """What each rollup and changed project says to each figure."""
        said: dict[_Asked, Decimal | None] = {}
        for figure in figures:
            measure = figure.measure
            behind = (*figure.used, *figure.missing, *figure.outside, *figure.stale)
            for entry in (*behind, *figure.undated):
                cell = self._cell(entry, region, after)
                if isinstance(entry, RollupEntry):
                    said[self._rollup(cell), cell, measure] = measure.of(entry)
                    continue
                if entry.withdrawn:
                    said[self._withdrawn(entry, cell), cell, measure] = measure.of(entry)
                    continue
                for one in self._touched.get(cell, ()):
                    alone = one.side(after)
                    if alone is not None and alone.count:
                        said[one.origin, cell, measure] = measure.of(alone)
        return said

    def _rollup(self, cell: _Cell) -> CauseRecord:
        source = CauseKind.ROLLUP if cell in self._rollups else CauseKind.UNCHANGED
        return CauseRecord(source, f"{_called(cell)}的汇总")


def _called(cell: _Cell) -> str:
    region, scope = cell
    return f"{region}{scope.title}"


def _setting(ledger: Ledger) -> bool:
    return ledger.config.conventions.converted_in_total


def _scopes(changes: Changes) -> Iterator[_Cell]:
    """The scopes of the rollups that changed, each with its place."""
    edited = (edit.after for edit in changes.rollups_edited)
    for rollup in (*changes.rollups_added, *changes.rollups_removed, *edited):
        yield rollup.region, Scope(rollup.phases, rollup.batch, rollup.on_platform)


def _changed(changes: Changes) -> Iterator[tuple[CauseRecord, Project | None, Project | None]]:
    for project in changes.removed:
        yield CauseRecord(CauseKind.PROJECT, project.id, project.name), project, None
    for project in changes.added:
        yield CauseRecord(CauseKind.PROJECT, project.id, project.name), None, project
    pairs = [(one.before, one.after) for one in changes.renamed]
    pairs += [(one.before, one.after) for one in changes.edited]
    for before, after in pairs:
        yield CauseRecord(CauseKind.PROJECT, after.id, after.name), before, after


def _reporting(
    changes: Changes, old: Ledger, new: Ledger
) -> Iterator[tuple[CauseRecord, Project | None, Project | None]]:
    """The projects of which nothing but the monthly reports changed: what they were paid."""
    found = changes.reports
    told = {one.id for one in (*found.added, *found.removed, *(e.after for e in found.edited))}
    told -= {one.id for _, *sides in _changed(changes) for one in sides if one}
    if not told:
        return
    before = {one.id: one for one in old.projects if one.id in told}
    for project in new.projects:
        if project.id in before:
            origin = CauseRecord(CauseKind.PROJECT, project.id, project.name)
            yield origin, before[project.id], project


_ReportsById = dict[str, list[MonthlyReport]]


def _reports(ledger: Ledger, ids: set[str]) -> _ReportsById:
    """The reports of some projects, by 编号."""
    found: _ReportsById = {}
    for report in ledger.reports:
        if report.id in ids:
            found.setdefault(report.id, []).append(report)
    return found


def _alone(
    figures: Figures, said: _ReportsById, project: Project | None
) -> dict[_Cell, ProjectsEntry]:
    """The cells that a project is counted in, as if it were the only one."""
    if project is None:
        return {}
    reports = tuple(said.get(project.id, ()))
    ledger = replace(figures.ledger, projects=(project,), reports=reports)
    region = project.region if figures.ledger.parts else ""
    return {(region, cell.scope): cell for cell in cells(ledger, figures.atoms, None)}


def _ordered(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    return tuple(sorted(causes, key=lambda one: (-abs(one.part or _ZERO), one.origin)))
