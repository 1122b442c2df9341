"""The figures of section one at one commit after another, worked out again only where they change.

Owns no definition: every figure is a row of stats.summary's cumulative table.  Where only projects
changed, the cells of the others are used again, and only rows that hold a changed cell are asked.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sangeyipi.history.walk import State, Step
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Row
from sangeyipi.stats.entries import Cell, cells
from sangeyipi.stats.figures import Figures
from sangeyipi.stats.rows import RowBuilder
from sangeyipi.stats.scope import Mask, Scope, Universe
from sangeyipi.stats.summary import cumulative_table

_BATCHES = frozenset(batch.value for batch in Batch)
#: A cell's place: phase, batch, platform.
Key = tuple[int, Batch, bool | None]
Members = dict[str, Project]
Pairs = list[tuple[Project | None, Project | None]]


#: A row's place: phases, batch or a word for all of them, platform, as the row says them.
Question = tuple[str, str, bool | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """Section one at one commit: its rows, and the cells behind them.

    `cells` is None where rollups are in it: then everything is asked again at each change.
    """

    rows: dict[Question, Row]
    config: Config
    atoms: Universe
    members: dict[Key, Members]
    cells: dict[Key, Cell] | None


def tally(state: State) -> Tally | None:
    """Section one of a state; None where there is no ledger."""
    ledger = state.ledger()
    return _whole(ledger) if ledger else None


def after(step: Step, before: Tally) -> Tally | None:
    """Section one after a step, from what it was before."""
    changed = [pair for pair in step.projects() if counted(pair[0]) != counted(pair[1])]
    if step.only_projects() and before.cells is not None:
        if not changed:
            return before
        found = _partly(changed, before)
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
    rows = {_question(row): row for row in cumulative_table(figures).rows}
    members: dict[Key, Members] = {}
    for project in ledger.projects:
        for key in _keys(project):
            members.setdefault(key, {})[project.id] = project
    made = {_key(one): one for one in figures.entries if isinstance(one, Cell)}
    parts = None if ledger.rollups else made
    return Tally(rows, ledger.config, figures.atoms, members, parts)


def _partly(changed: Pairs, before: Tally) -> Tally | None:
    """The rows that a few projects change; None where the cells are no longer the same set."""
    assert before.cells is not None
    members, touched = _moved(changed, before.members)
    made = dict(before.cells)
    for key in touched:
        cell = _cell(key, members.get(key, {}), before)
        if cell is None or key not in made:
            return None
        made[key] = cell
    figures = Figures.of_entries(before.config, before.atoms, tuple(made.values()))
    masks = [made[key].mask for key in touched]
    rows = {one: _asked(one, row, figures, masks) for one, row in before.rows.items()}
    return Tally(rows, before.config, before.atoms, members, made)


def _moved(changed: Pairs, before: dict[Key, Members]) -> tuple[dict[Key, Members], set[Key]]:
    """Each cell's projects once the changed ones have left and joined; which cells these are."""
    members = dict(before)
    touched: set[Key] = set()
    for project in (old for old, _ in changed if old):
        for key in _keys(project):
            members[key] = {id: one for id, one in members[key].items() if id != project.id}
            touched.add(key)
    for project in (new for _, new in changed if new):
        for key in _keys(project):
            members[key] = {**members.get(key, {}), project.id: project}
            touched.add(key)
    return members, touched


def _cell(key: Key, members: Members, before: Tally) -> Cell | None:
    """One cell from its projects."""
    ledger = Ledger(config=before.config, projects=tuple(members.values()))
    return next((one for one in cells(ledger, before.atoms, None) if _key(one) == key), None)


def _asked(question: Question, row: Row, figures: Figures, masks: list[Mask]) -> Row:
    """The row as it is now; the very same one where nothing in its scope changed."""
    mask = _mask(figures.atoms, question)
    if not any(one & mask for one in masks):
        return row
    scope = _scope(question)
    build = RowBuilder(figures)
    return build.row(str(row.cells["label"]), scope, build.size(scope), row.level)


@cache
def _scope(question: Question) -> Scope:
    phase, batch, platform = question
    return Scope(parse_phases(phase), Batch(batch) if batch in _BATCHES else None, platform)


@cache
def _mask(atoms: Universe, question: Question) -> Mask:
    return atoms.mask(_scope(question))


def _keys(project: Project) -> list[Key]:
    return [(phase, batch, project.on_platform) for batch, phase in project.listed.items()]


def _key(cell: Cell) -> Key:
    scope = cell.scope
    assert scope.phases is not None and scope.batch is not None
    return scope.phases.numbers[0], scope.batch, scope.on_platform


def _question(row: Row) -> Question:
    phase, batch, platform = (row.cells.get(key) for key in ("phase", "batch", "platform"))
    return str(phase or ""), str(batch or ""), platform if isinstance(platform, bool) else None
