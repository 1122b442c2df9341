"""The figures of section one at one commit after another, worked out again only where they change.

Owns no definition: every figure is a row of tables.summary's cumulative table, or of its table of
phases where that alone moves.  Where only projects changed, they leave and join the sums behind the
rows that they are in; the other rows stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from sangeyipi.compare.section_one import rows
from sangeyipi.figures.entries import Cell, cells
from sangeyipi.figures.monthly import funds_reported
from sangeyipi.figures.rates import BESIDE, funds_rate
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scope import Mask, Universe, inside
from sangeyipi.git.snapshots import Snapshot, Step
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.question import Subject
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Row
from sangeyipi.tables import footnotes as aside
from sangeyipi.tables.footnotes import with_aside
from sangeyipi.tables.rows import COLUMNS, RowBuilder
from sangeyipi.tables.summary import cumulative_table, phases_table

_BY_KEY = {column.key: column for column in (*COLUMNS, *aside.COLUMNS)}
_KEYS = (
    "count",
    "investment",
    "converted",
    "own_reached",
    "own_rate",
    "own_rate_investment",
    "next_reached",
    "next_rate",
    "next_rate_investment",
    "target",
    *BESIDE,
    "funds_rate",
)
#: The figures that are told.  Shares are left out: they all move when one figure does.
FIGURES = tuple(_BY_KEY[key] for key in _KEYS)
#: Rows by what they answer.
Rows = dict[Subject, Row]
#: A cell's place: phase, batch, platform.
_CellPlace = tuple[int, Batch, bool | None]


class _Sum(NamedTuple):
    """What is behind a row: the cells inside its scope added up, and those that only overlap it."""

    subject: Subject
    mask: Mask
    inside: Cell
    outside: tuple[Cell, ...]


Sums = dict[Subject, _Sum]


@dataclass(frozen=True, slots=True)
class Tally:
    """Section one at one commit: its rows, and the sums behind them.

    `sums` is None where rollups are in it: then everything is asked again at each change.  `counts`
    are the projects that count in each cell.
    """

    rows: Rows
    config: Config
    atoms: Universe
    counts: dict[_CellPlace, int]
    sums: Sums | None
    #: The same behind the rows of the table of phases, and those of them that have been asked.
    phase_sums: Sums
    phase_rows: Rows
    #: What each project that reports by months has been paid, and its reports.
    arrived: dict[str, Decimal | None]
    reports: dict[str, tuple[MonthlyReport, ...]]


def tally(state: Snapshot) -> Tally | None:
    """Section one of a state; None where there is no ledger."""
    ledger = state.ledger()
    return _whole(ledger) if ledger else None


def between_phases(step: Step, before: Tally, now: Tally) -> tuple[Rows, Rows]:
    """The rows of the table of phases before and after a step, but those that cannot differ."""
    if not now.phase_sums or before.phase_sums.keys() != now.phase_sums.keys():
        # What could not be read is never added up.
        return (by_phase(step.before), by_phase(step.after)) if step.before.readable else ({}, {})
    funds_alone = _funds_alone(*step.turnover()) if step.only_projects() else False
    old: Rows = {}
    for subject, one in before.phase_sums.items():
        if one != now.phase_sums[subject]:
            row = old[subject] = before.phase_rows.get(subject) or _asked(one, before)
            now.phase_rows[subject] = _again(row, now.phase_sums[subject], now, funds_alone)
    return old, {subject: now.phase_rows[subject] for subject in old}


def by_phase(state: Snapshot) -> Rows:
    """The rows of the table of phases; none where there is no ledger."""
    ledger = state.ledger()
    if ledger is None:
        return {}
    figures = Figures(ledger)
    return rows(figures, phases_table(figures), "answered")


def after(step: Step, before: Tally) -> Tally | None:
    """Section one after a step, from what it was before."""
    if step.only_projects() and before.sums is not None:
        gone, come = step.turnover()
        if [counted(one) for one in gone] == [counted(one) for one in come]:
            return before
        found = _partly(gone, come, before, before.sums)
        if found:
            return found
    return tally(step.after)


def counted(project: Project | None) -> Any:
    """All of a project that figures can depend on, without an as-of date."""
    if project is None or not project.listed:
        return None
    return (project.funds, *_but_funds(project))


def _but_funds(project: Project) -> tuple[Any, ...]:
    return (
        project.investment,
        project.on_platform,
        project.listed,
        project.progress(None),
        project.counts(None),
    )


def _funds_alone(gone: list[Project], come: list[Project]) -> bool:
    """Whether the projects that changed did so in nothing but what they were paid."""
    return [_but_funds(one) for one in gone] == [_but_funds(one) for one in come]


def _whole(ledger: Ledger) -> Tally:
    figures = Figures(ledger)
    found = rows(figures, cumulative_table(figures), "answered")
    made = [one for one in figures.entries if isinstance(one, Cell)]
    sums, phase_sums, phases = None, {}, {}
    if not ledger.rollups:
        sums = {subject: _sum(subject, figures.atoms, made) for subject in found}
        phases = rows(figures, phases_table(figures), "answered")
        # A row without any cell is unknown, and none can come while cells only grow and shrink.
        known = (one for one in phases if any(_within(cell, one, figures.atoms) for cell in made))
        phase_sums = {subject: _sum(subject, figures.atoms, made) for subject in known}
    reports: dict[str, tuple[MonthlyReport, ...]] = {}
    for one in ledger.reports:
        reports[one.id] = (*reports.get(one.id, ()), one)
    return Tally(
        found,
        ledger.config,
        figures.atoms,
        {_place(one): one.count for one in made},
        sums,
        phase_sums,
        {subject: phases[subject] for subject in phase_sums},
        funds_reported(ledger, None),
        reports,
    )


def _sum(subject: Subject, atoms: Universe, made: list[Cell]) -> _Sum:
    mask = atoms.mask(subject.scope)
    whole = Cell(subject.scope, mask)
    for one in made:
        if inside(one.mask, mask):
            whole = whole.plus(one)
    beside = (one for one in made if one.mask & mask and not inside(one.mask, mask))
    return _Sum(subject, mask, whole, tuple(beside))


def _within(cell: Cell, subject: Subject, atoms: Universe) -> bool:
    return inside(cell.mask, atoms.mask(subject.scope))


def _partly(gone: list[Project], come: list[Project], before: Tally, sums: Sums) -> Tally | None:
    """The rows that a few projects change; None where other questions may have to be asked."""
    moved = [*_moved(gone, -1, before), *_moved(come, 1, before)]
    counts = dict(before.counts)
    for cell, sign in moved:
        key = _place(cell)
        counts[key] = counts.get(key, 0) + sign * cell.count
    # Which rows there are depends on which cells are empty.
    if not all(before.counts.get(_place(cell)) and counts[_place(cell)] for cell, _ in moved):
        return None
    now, phase_sums = _with(sums, moved), _with(before.phase_sums, moved)
    funds_alone = _funds_alone(gone, come)
    asked = {
        subject: _again(before.rows[subject], one, before, funds_alone)
        for subject, one in now.items()
        if one is not sums[subject]
    }
    known = {
        subject: row
        for subject, row in before.phase_rows.items()
        if phase_sums[subject] is before.phase_sums[subject]
    }
    return replace(
        before,
        rows=before.rows | asked,
        counts=counts,
        sums=now,
        phase_sums=phase_sums,
        phase_rows=known,
    )


def _with(sums: Sums, moved: list[tuple[Cell, int]]) -> Sums:
    """The sums once some cells have left and joined them; the others are the very same."""
    found = dict(sums)
    for subject, one in sums.items():
        whole = one.inside
        for cell, sign in moved:
            if inside(cell.mask, one.mask):
                whole = whole.plus(cell, sign)
        if whole is not one.inside:
            found[subject] = one._replace(inside=whole)
    return found


def _moved(projects: list[Project], sign: int, before: Tally) -> Iterator[tuple[Cell, int]]:
    """What projects take out of the cells that they were in, or bring."""
    reports = (one for project in projects for one in before.reports.get(project.id, ()))
    ordered = tuple(sorted(reports, key=attrgetter("month")))
    ledger = Ledger(config=before.config, projects=tuple(projects), reports=ordered)
    for cell in cells(ledger, before.atoms, None):
        yield cell, sign


def _again(row: Row, one: _Sum, before: Tally, funds_alone: bool) -> Row:
    """What a row says now; where nothing but funds moved, no other figure of it is asked."""
    if not funds_alone:
        return _asked(one, before)
    if "funds_rate" not in row.cells:
        return row
    rate = funds_rate(_figures(one, before), one.subject.scope).rate
    return row._replace(cells={**row.cells, "funds_rate": rate})


def _figures(one: _Sum, before: Tally) -> Figures:
    return Figures.of_entries(before.config, before.atoms, (one.inside, *one.outside))


def _asked(one: _Sum, before: Tally) -> Row:
    """What a row says now."""
    figures = _figures(one, before)
    build = RowBuilder(figures)
    row = build.row("", one.subject, build.size(one.subject.scope))
    return with_aside(figures, row)


def _place(cell: Cell) -> _CellPlace:
    scope = cell.scope
    assert scope.phases is not None and scope.batch is not None
    return scope.phases.numbers[0], scope.batch, scope.on_platform
