"""The figures of section one at one commit after another, worked out again only where they change.

Owns no definition: every figure is a row of stats.summary's cumulative table, or of its table of
phases where that alone moves.  Where only projects changed, they leave and join the sums behind the
rows that they are in; the other rows stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from sangeyipi.figures.entries import Cell, cells
from sangeyipi.figures.monthly import funds_reported
from sangeyipi.figures.rates import BESIDE
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scope import Mask, Universe, inside
from sangeyipi.git.walk import State, Step
from sangeyipi.model import table
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope, Subject
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Row
from sangeyipi.tables.footnotes import with_aside
from sangeyipi.tables.rows import RowBuilder
from sangeyipi.tables.summary import cumulative_table, phases_table

#: The cells of a row that are kept.  Shares are left out: they all move when one figure does.
FIGURES = (
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
#: A row's place: phases, batch or a word for all of them, platform, as the row says them.
Question = tuple[str, str, bool | None]


class Said(NamedTuple):
    """What a row says of a figure, and whether that is only the least it can be."""

    cell: table.Cell
    at_least: bool = False


#: What a row says, by its keys.
Line = dict[str, Said]

_BATCHES = frozenset(batch.value for batch in Batch)
#: A cell's place: phase, batch, platform.
_Key = tuple[int, Batch, bool | None]


class _Sum(NamedTuple):
    """What is behind a row: the cells inside its scope added up, and those that only overlap it."""

    scope: Scope
    mask: Mask
    inside: Cell
    outside: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Section one at one commit: its rows, and the sums behind them.

    `sums` is None where rollups are in it: then everything is asked again at each change.  `counts`
    are the projects that count in each cell.
    """

    rows: dict[Question, Line]
    config: Config
    atoms: Universe
    counts: dict[_Key, int]
    sums: dict[Question, _Sum] | None
    #: What each project that reports by months has been paid, and its reports.
    arrived: dict[str, Decimal | None]
    reports: dict[str, tuple[MonthlyReport, ...]]


def tally(state: State) -> Tally | None:
    """Section one of a state; None where there is no ledger."""
    ledger = state.ledger()
    return _whole(ledger) if ledger else None


def by_phase(state: State) -> dict[Question, Line]:
    """The rows of the table of phases; none where there is no ledger."""
    ledger = state.ledger()
    if ledger is None:
        return {}
    figures = Figures(ledger)
    return _lines(figures, phases_table(figures))


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
    return (
        project.investment,
        project.funds,
        project.on_platform,
        project.listed,
        project.progress(None),
        project.counts(None),
    )


def _whole(ledger: Ledger) -> Tally:
    figures = Figures(ledger)
    table = cumulative_table(figures)
    made = [one for one in figures.entries if isinstance(one, Cell)]
    sums = None
    if not ledger.rollups:
        sums = {
            _question(row): _sum(_scope(_question(row)), figures.atoms, made) for row in table.rows
        }
    reports: dict[str, tuple[MonthlyReport, ...]] = {}
    for one in ledger.reports:
        reports[one.id] = (*reports.get(one.id, ()), one)
    return Tally(
        _lines(figures, table),
        ledger.config,
        figures.atoms,
        {_key(one): one.count for one in made},
        sums,
        funds_reported(ledger, None),
        reports,
    )


def _lines(figures: Figures, made: table.Table) -> dict[Question, Line]:
    return {_question(row): _line(figures, _question(row), row) for row in made.rows}


def _sum(scope: Scope, atoms: Universe, made: list[Cell]) -> _Sum:
    mask = atoms.mask(scope)
    whole = Cell(scope, mask)
    for one in made:
        if inside(one.mask, mask):
            whole = whole.plus(one)
    beside = (one for one in made if one.mask & mask and not inside(one.mask, mask))
    return _Sum(scope, mask, whole, tuple(beside))


def _partly(
    gone: list[Project], come: list[Project], before: Tally, sums: dict[Question, _Sum]
) -> Tally | None:
    """The rows that a few projects change; None where other questions may have to be asked."""
    moved = [*_moved(gone, -1, before), *_moved(come, 1, before)]
    counts = dict(before.counts)
    for cell, sign in moved:
        key = _key(cell)
        counts[key] = counts.get(key, 0) + sign * cell.count
    # Which rows there are depends on which cells are empty.
    if not all(before.counts.get(_key(cell)) and counts[_key(cell)] for cell, _ in moved):
        return None
    rows, now = dict(before.rows), dict(sums)
    for question, one in sums.items():
        parts = [(cell, sign) for cell, sign in moved if inside(cell.mask, one.mask)]
        if parts:
            whole = one.inside
            for cell, sign in parts:
                whole = whole.plus(cell, sign)
            now[question] = one._replace(inside=whole)
            rows[question] = _asked(now[question], before)
    return replace(before, rows=rows, counts=counts, sums=now)


def _moved(projects: list[Project], sign: int, before: Tally) -> Iterator[tuple[Cell, int]]:
    """What projects take out of the cells that they were in, or bring."""
    reports = (one for project in projects for one in before.reports.get(project.id, ()))
    ordered = tuple(sorted(reports, key=attrgetter("month")))
    ledger = Ledger(config=before.config, projects=tuple(projects), reports=ordered)
    for cell in cells(ledger, before.atoms, None):
        yield cell, sign


def _asked(one: _Sum, before: Tally) -> Line:
    """What a row says now."""
    figures = Figures.of_entries(before.config, before.atoms, (one.inside, *one.outside))
    build = RowBuilder(figures)
    row = build.row("", Subject(one.scope), build.size(one.scope))
    return _line(figures, _question(row), row)


def _line(figures: Figures, question: Question, row: Row) -> Line:
    told = with_aside(figures, row)
    return {
        key: Said(told.cells[key], key in told.lower_bounds) for key in FIGURES if key in told.cells
    }


@cache
def _scope(question: Question) -> Scope:
    phase, batch, platform = question
    return Scope(parse_phases(phase), Batch(batch) if batch in _BATCHES else None, platform)


def _key(cell: Cell) -> _Key:
    scope = cell.scope
    assert scope.phases is not None and scope.batch is not None
    return scope.phases.numbers[0], scope.batch, scope.on_platform


def _question(row: Row) -> Question:
    phase, batch, platform = (row.cells.get(key) for key in ("phase", "batch", "platform"))
    return str(phase or ""), str(batch or ""), platform if isinstance(platform, bool) else None
