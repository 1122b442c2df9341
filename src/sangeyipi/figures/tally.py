"""What the figures of all that is recorded need of each file of projects, remembered by file.

The reason: a summary of a large ledger that was read before needs no project by itself, only what
those of each file come to; nine tenths of its time went into making them anew.  What is kept of a
file are its cells, as `entries` makes them without a day, and who stands in none; those of all
files are added up.  Where projects report by months, or are edited, `entries` is asked as ever.
`tests/figures/test_tally.py` holds the two to the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import add, attrgetter, itemgetter
from typing import Any, NamedTuple

from sangeyipi.figures import entries, scope
from sangeyipi.figures.entries import CellKey, ProjectsEntry
from sangeyipi.figures.scope import Universe
from sangeyipi.figures.undated import Undated
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project
from sangeyipi.model.project_file import ProjectFile
from sangeyipi.model.stages import Batch, Milestone

#: A project that has milestones and stands on no list: its 编号 and whether the platform counts it.
Unlisted = tuple[str, bool | None]
#: What it is remembered as, of a file.
_NAME = "tally"
#: What restoring may raise, were what was kept not what this program writes.
_UNFIT = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
_NO_ATOMS = Universe(())
#: The lists of a cell that are of one thing for each project, in the order of these.
_LISTS = ("missing_investment", "missing_funds", "unsaid", "undated_funds")
_AMOUNTS = ("investment", "funds", "own_funds")
#: Of batches and milestones the value alone is plain.
_BATCH = {one.value: one for one in Batch}
_MILESTONE = {one.value: one for one in Milestone}


class Tally(NamedTuple):
    """What the projects of a file come to by all that is recorded."""

    cells: dict[CellKey, ProjectsEntry]
    unlisted: list[Unlisted]


def known(ledger: Ledger, as_of: date | None) -> Tally | None:
    """What all projects come to, out of what is known of each file; None where that says less."""
    if as_of is not None or ledger.files is None or ledger.reports:
        return None
    every = [_of_file(one) for one in ledger.files]
    cells: dict[CellKey, ProjectsEntry] = {}
    for one in every:
        for key, cell in one.cells.items():
            if key in cells:
                _add(cells[key], cell)
            else:
                cells[key] = cell
    for cell in cells.values():
        _put_in_order(cell)
    unlisted = [each for one in every for each in one.unlisted]
    return Tally(cells, sorted(unlisted, key=itemgetter(0)))


def cells_of(found: Tally, atoms: Universe) -> list[ProjectsEntry]:
    """Its cells, as `entries.cells` gives those of all projects."""
    for cell in found.cells.values():
        for one in (cell, cell.turned):
            if one is not None:
                one.mask = atoms.mask(one.scope)
    return [found.cells[key] for key in sorted(found.cells, key=entries.cell_order)]


def universe_of(ledger: Ledger, found: Tally) -> Universe:
    """The atoms of the ledger, as `scope.universe` gives them."""
    return scope.universe_of(ledger, (phase for phase, _, _ in found.cells))


def unlisted(projects: Iterable[Project]) -> Iterator[Unlisted]:
    """Of which of these something is known, and no list."""
    for one in projects:
        if one.milestones and not one.listed and one.withdrawn is None:
            yield one.id, one.on_platform


def _of_file(file: ProjectFile) -> Tally:
    found = _unpacked(file.known.get(_NAME))
    if found is None:
        found = tallied(file.projects())
        file.known.put(_NAME, _packed(found))
    return found


def tallied(projects: Sequence[Project]) -> Tally:
    """What these come to; the masks of its cells are not set."""
    return Tally(entries.gathered(projects, _NO_ATOMS), [*unlisted(projects)])


def _add(cell: ProjectsEntry, other: ProjectsEntry) -> None:
    """Count the projects of another cell of the same key in."""
    cell.count += other.count
    for name in _AMOUNTS:
        setattr(cell, name, getattr(cell, name) + getattr(other, name))
    for name in ("at_step", "investment_at_step", "undecided"):
        setattr(cell, name, [*map(add, getattr(cell, name), getattr(other, name))])
    for name in (*_LISTS, "undated"):
        getattr(cell, name).extend(getattr(other, name))
    if cell.turned is None:
        cell.turned = other.turned
    elif other.turned is not None:
        _add(cell.turned, other.turned)


def _put_in_order(cell: ProjectsEntry) -> None:
    """As one ledger has them: in the order of 编号, those of one file after another's."""
    for name in _LISTS:
        getattr(cell, name).sort()
    cell.undated.sort(key=attrgetter("id"))
    if cell.turned is not None:
        _put_in_order(cell.turned)


def _packed(found: Tally) -> Any:
    cells = [
        ((phase, batch.value, platform), _packed_cell(cell))
        for (phase, batch, platform), cell in found.cells.items()
    ]
    return cells, found.unlisted


def _packed_cell(cell: ProjectsEntry) -> Any:
    return (
        cell.count,
        [str(getattr(cell, name)) for name in _AMOUNTS],
        cell.at_step,
        [*map(str, cell.investment_at_step)],
        cell.undecided,
        [getattr(cell, name) for name in _LISTS],
        [(one.id, one.progress, [each.value for each in one.lacking]) for one in cell.undated],
        None if cell.turned is None else _packed_cell(cell.turned),
    )


def _unpacked(plain: Any) -> Tally | None:
    try:
        cells, without = plain
        found = {
            (phase, _BATCH[batch], platform): _cell(phase, _BATCH[batch], platform, cell)
            for (phase, batch, platform), cell in cells
        }
    except _UNFIT:
        return None
    return Tally(found, without)


def _cell(phase: int, batch: Batch, platform: bool | None, plain: Any) -> ProjectsEntry:
    count, amounts, at_step, invested, undecided, lists, undated, turned = plain
    made = entries.cell_of(_NO_ATOMS, phase, batch, platform)
    made.count, made.at_step, made.undecided = count, at_step, undecided
    made.investment_at_step = [*map(Decimal, invested)]
    for name, text in zip(_AMOUNTS, amounts, strict=True):
        setattr(made, name, Decimal(text))
    for name, found in zip(_LISTS, lists, strict=True):
        setattr(made, name, found)
    made.undated = [
        Undated(id, progress, tuple(map(_MILESTONE.__getitem__, lacking)))
        for id, progress, lacking in undated
    ]
    made.turned = None if turned is None else _cell(phase, batch, platform, turned)
    return made
