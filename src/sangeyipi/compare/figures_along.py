"""The figures of section one at one commit after another, worked out again only where they change.

Owns no definition: every figure is a row of tables.summary's cumulative table, or of its table of
phases where that alone moves.  Where only projects changed, they leave and join the sums behind the
rows that they are in; the other rows stay.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from sangeyipi.compare.section_one import rows
from sangeyipi.figures.entries import ProjectsEntry, cells
from sangeyipi.figures.measures import Measure
from sangeyipi.figures.monthly import funds_reported
from sangeyipi.figures.rates import BESIDE
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scope import Mask, Universe, inside
from sangeyipi.git.snapshots import HistoryStep, Snapshot
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.question import Subject
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Row, Table
from sangeyipi.tables import footnotes as aside
from sangeyipi.tables.differences import aligned
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
#: A row before and after; None where there is none.
Moved = tuple[Row | None, Row | None]
#: A cell's place: phase, batch, platform.
_CellPlace = tuple[int, Batch, bool | None]
#: What a measure says of cells: its value, or that it is unknown and what is certain.
_Said = tuple[Decimal | None, Decimal | None]


@dataclass(eq=False, slots=True)
class _Sum:
    """What is behind a row: the cells inside its scope added up, and those that only overlap it.

    `row` is what it comes to, once that has been asked; `said` is what each measure asked for it
    says of the cells inside: the row says nothing else of them.
    """

    subject: Subject
    mask: Mask
    inside: ProjectsEntry
    outside: tuple[ProjectsEntry, ...]
    row: Row | None = None
    said: dict[Measure, _Said] = field(default_factory=dict)


#: Those behind a table's rows, in its order.
_Sums = tuple[_Sum, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Section one at one commit: the sums behind its rows.

    `counts` are the projects that count in each cell; None where rollups are in it: then
    everything is asked again at each change.
    """

    config: Config
    atoms: Universe
    counts: dict[_CellPlace, int] | None
    cumulative: _Sums
    #: Of the table of phases: nothing but rows that some cell is in, and none beside rollups.
    phases: _Sums
    #: What each project that reports by months has been paid, and its reports.
    arrived: dict[str, Decimal | None]
    reports: dict[str, tuple[MonthlyReport, ...]]

    @property
    def rows(self) -> Rows:
        """All rows of the cumulative table."""
        return {one.subject: self.row(one) for one in self.cumulative}

    def row(self, one: _Sum) -> Row:
        """What a row says."""
        if one.row is None:
            entries = (one.inside, *one.outside)
            figures = Figures.of_entries(self.config, self.atoms, entries)
            build = RowBuilder(figures)
            row = build.row("", one.subject, build.size(one.subject.scope))
            one.row = with_aside(figures, row)
            one.said = {measure: _said(measure, one.inside) for measure in figures.asked}
        return one.row


def tally(state: Snapshot) -> Tally | None:
    """Section one of a state; None where there is no ledger."""
    ledger = state.ledger()
    return _whole(ledger) if ledger else None


def cumulatively(before: Tally | None, now: Tally | None) -> Iterator[Moved]:
    """The rows of the cumulative table before and after, but those that cannot differ."""
    if before and now and _same_rows(before.cumulative, now.cumulative):
        yield from _moved(before, before.cumulative, now, now.cumulative)
    else:
        yield from _pairs(before.rows if before else {}, now.rows if now else {})


def between_phases(step: HistoryStep, before: Tally, now: Tally) -> Iterator[Moved]:
    """The rows of the table of phases before and after a step, but those that cannot differ."""
    if now.phases and _same_rows(before.phases, now.phases):
        yield from _moved(before, before.phases, now, now.phases)
    elif step.before.readable:
        # What could not be read is never added up.
        yield from _pairs(by_phase(step.before), by_phase(step.after))


def _same_rows(old: _Sums, new: _Sums) -> bool:
    return [one.subject for one in old] == [one.subject for one in new]


def _moved(before: Tally, old: _Sums, now: Tally, new: _Sums) -> Iterator[Moved]:
    for was, is_now in zip(old, new, strict=True):
        if was is not is_now:
            row = before.row(was)
            if not _says_the_same(was, is_now):
                yield row, now.row(is_now)


def _says_the_same(was: _Sum, now: _Sum) -> bool:
    """Whether the row stays, as nothing moved that was asked for it."""
    if now.row is None:
        # What a whole table said is not known by its measures.
        known = bool(was.said)
        if known and all(_said(one, now.inside) == said for one, said in was.said.items()):
            now.row, now.said = was.row, was.said
    return now.row is was.row


def _said(measure: Measure, cell: ProjectsEntry) -> _Said:
    value = measure.of(cell)
    return value, measure.least(cell) if value is None else None


def _pairs(old: Rows, new: Rows) -> Iterator[Moved]:
    return ((was, is_now) for _, was, is_now in aligned(old, new))


def by_phase(state: Snapshot) -> Rows:
    """The rows of the table of phases; none where there is no ledger."""
    ledger = state.ledger()
    if ledger is None:
        return {}
    figures = Figures(ledger)
    return rows(figures, phases_table(figures), "answered")


def after(step: HistoryStep, before: Tally) -> Tally | None:
    """Section one after a step, from what it was before."""
    if step.only_projects() and before.counts is not None:
        gone, come = step.turnover()
        if [counted(one) for one in gone] == [counted(one) for one in come]:
            return before
        found = _partly(gone, come, before, before.counts)
        if found:
            return found
    return tally(step.after)


def counted(project: Project | None) -> Any:
    """All of a project that figures can depend on, without an as-of date."""
    if project is None or not project.listed:
        return None
    return (
        project.funds,
        project.investment,
        project.on_platform,
        project.listed,
        project.progress(None),
        project.counts(None),
    )


def _whole(ledger: Ledger) -> Tally:
    figures = Figures(ledger)
    made = [one for one in figures.entries if isinstance(one, ProjectsEntry) and not ledger.rollups]

    def sums(table: Table) -> _Sums:
        found = rows(figures, table, "answered")
        return tuple(_sum(subject, row, figures.atoms, made) for subject, row in found.items())

    phases: _Sums = ()
    if not ledger.rollups:
        # A row without any cell is unknown, and none can come while cells only grow and shrink.
        every = sums(phases_table(figures))
        phases = tuple(one for one in every if any(inside(cell.mask, one.mask) for cell in made))
    reports: dict[str, tuple[MonthlyReport, ...]] = {}
    for one in ledger.reports:
        reports[one.id] = (*reports.get(one.id, ()), one)
    return Tally(
        ledger.config,
        figures.atoms,
        None if ledger.rollups else {_place(one): one.count for one in made},
        sums(cumulative_table(figures)),
        phases,
        funds_reported(ledger, None),
        reports,
    )


def _sum(subject: Subject, row: Row, atoms: Universe, made: list[ProjectsEntry]) -> _Sum:
    mask = atoms.mask(subject.scope)
    whole = ProjectsEntry(subject.scope, mask)
    for one in made:
        if inside(one.mask, mask):
            whole = whole.plus(one)
    beside = (one for one in made if one.mask & mask and not inside(one.mask, mask))
    return _Sum(subject, mask, whole, tuple(beside), row)


def _partly(
    gone: list[Project], come: list[Project], before: Tally, counts: dict[_CellPlace, int]
) -> Tally | None:
    """The sums that a few projects change; None where other questions may have to be asked."""
    moved = [*_cells_of(gone, -1, before), *_cells_of(come, 1, before)]
    now = dict(counts)
    for cell, sign in moved:
        key = _place(cell)
        now[key] = now.get(key, 0) + sign * cell.count
    # Which rows there are depends on which cells are empty.
    if not all(counts.get(_place(cell)) and now[_place(cell)] for cell, _ in moved):
        return None
    return replace(
        before,
        counts=counts if counts == now else now,
        cumulative=tuple(_with(one, moved) for one in before.cumulative),
        phases=tuple(_with(one, moved) for one in before.phases),
    )


def _with(one: _Sum, moved: list[tuple[ProjectsEntry, int]]) -> _Sum:
    """A sum once some cells have left and joined it; the very same where none has."""
    whole = one.inside
    for cell, sign in moved:
        if inside(cell.mask, one.mask):
            whole = whole.plus(cell, sign)
    return one if whole is one.inside else _Sum(one.subject, one.mask, whole, one.outside)


def _cells_of(
    projects: list[Project], sign: int, before: Tally
) -> Iterator[tuple[ProjectsEntry, int]]:
    """What projects take out of the cells that they were in, or bring."""
    reports = (one for project in projects for one in before.reports.get(project.id, ()))
    ordered = tuple(sorted(reports, key=attrgetter("month")))
    ledger = Ledger(config=before.config, projects=tuple(projects), reports=ordered)
    for cell in cells(ledger, before.atoms, None):
        yield cell, sign


def _place(cell: ProjectsEntry) -> _CellPlace:
    scope = cell.scope
    assert scope.phases is not None and scope.batch is not None
    return scope.phases.numbers[0], scope.batch, scope.on_platform
