"""What the figures of all that is recorded need of each file of projects, remembered by file.

The reason: a summary of a large ledger that was read before needs no project by itself, only what
those of each file come to; nine tenths of its time went into making them anew.  What is kept of a
file are its cells, as `entries` makes them without a day, and who stands in none; those of all
files are added up.  Where projects report by months, what they come to depends on other files:
then it is remembered of all of them together.  Of an edited ledger `entries` is asked as ever.
`tests/figures/test_tally.py` holds the two to the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import add, attrgetter, itemgetter
from typing import Any

from sangeyipi.figures import entries, monthly, scope
from sangeyipi.figures.entries import CellKey, ProjectsEntry
from sangeyipi.figures.scope import Universe
from sangeyipi.figures.undated import Undated
from sangeyipi.model.lazy_tuple import NamedTuple
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
#: The fields of a cell: numbers by step, amounts, amounts by step, and lists of 编号.
_NUMBERS = ("at_step", "undecided")
_AMOUNTS = ("investment", "funds", "own_funds")
_LISTS = ("missing_investment", "missing_funds", "unsaid", "undated_funds")
#: Of batches and milestones the value alone is plain.
_BATCH = {one.value: one for one in Batch}
_MILESTONE = {one.value: one for one in Milestone}


class Tally(NamedTuple):
    """What projects come to by all that is recorded."""

    cells: dict[CellKey, ProjectsEntry]
    unlisted: list[Unlisted]


def known(ledger: Ledger, as_of: date | None) -> Tally | None:
    """What all projects come to, out of what is known of each file; None where that says less."""
    if as_of is not None or ledger.files is None:
        return None
    if ledger.may_have("reports"):
        return _of_whole(ledger)
    sums: dict[tuple[int, str, bool | None], _Sum] = {}
    unlisted: list[Unlisted] = []
    for file in ledger.files:
        cells, without = _of_file(file)
        for key, sum in cells:
            if key in sums:
                sums[key].add(sum)
            else:
                sums[key] = sum
        unlisted += without
    return _tally(sums.items(), unlisted)


def _of_whole(ledger: Ledger) -> Tally | None:
    """The same where some of them report by months; None: it cannot be remembered."""
    if ledger.known is None:
        return None
    try:
        return _tally(*_restored(ledger.known.get(_NAME)))
    except _UNFIT:  # nothing is kept of it
        plain = _packed(ledger.projects, monthly.funds_reported(ledger, None))
        ledger.known.put(_NAME, plain)
        return _tally(*_restored(plain))


def _tally(sums: Iterable[tuple[Any, "_Sum"]], unlisted: list[Unlisted]) -> Tally:
    made = ((phase, _BATCH[batch], platform, sum) for (phase, batch, platform), sum in sums)
    return Tally(
        {(phase, batch, at): sum.cell(phase, batch, at) for phase, batch, at, sum in made},
        sorted(unlisted, key=itemgetter(0)),
    )


def tally_of(projects: Iterable[Project]) -> tuple[str, Any]:
    """What is wanted to be known of a file of these projects, and as what."""
    return _NAME, _packed(projects, {})


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


class _Sum:
    """A cell, or several of one key, as what is kept says it."""

    __slots__ = ("amounts", "by_step", "count", "lists", "numbers", "turned", "undated")

    def __init__(self, plain: Any) -> None:
        """Raises one of `_UNFIT`."""
        self.count, self.numbers, amounts, by_step, self.lists, undated, turned = plain
        self.amounts = [*map(Decimal, amounts)]
        self.by_step = [*map(Decimal, by_step)]
        self.undated = [
            Undated(id, progress, tuple(map(_MILESTONE.__getitem__, lacking)))
            for id, progress, lacking in undated
        ]
        self.turned = None if turned is None else _Sum(turned)

    def add(self, other: "_Sum") -> None:
        """Count the projects of another one in."""
        self.count += other.count
        for mine, more in zip(self.numbers, other.numbers, strict=True):
            mine[:] = map(add, mine, more)
        self.amounts = [*map(add, self.amounts, other.amounts)]
        self.by_step = [*map(add, self.by_step, other.by_step)]
        for ids, more in zip(self.lists, other.lists, strict=True):
            ids += more
        self.undated += other.undated
        if self.turned is None:
            self.turned = other.turned
        elif other.turned is not None:
            self.turned.add(other.turned)

    def cell(self, phase: int, batch: Batch, platform: bool | None) -> ProjectsEntry:
        """As `entries` makes it, the 编号 in the order of a ledger; without a mask."""
        made = entries.cell_of(_NO_ATOMS, phase, batch, platform)
        made.count, made.investment_at_step = self.count, self.by_step
        for names, found in (
            (_NUMBERS, self.numbers),
            (_AMOUNTS, self.amounts),
            (_LISTS, [*map(sorted, self.lists)]),
        ):
            for name, one in zip(names, found, strict=True):
                setattr(made, name, one)
        made.undated = sorted(self.undated, key=attrgetter("id"))
        made.turned = None if self.turned is None else self.turned.cell(phase, batch, platform)
        return made


def _of_file(file: ProjectFile) -> tuple[list[tuple[Any, _Sum]], list[Unlisted]]:
    try:
        return _restored(file.known.get(_NAME))
    except _UNFIT:  # nothing is kept of it
        plain = _packed(file.projects(), {})
        file.known.put(_NAME, plain)
        return _restored(plain)


def _restored(plain: Any) -> tuple[list[tuple[Any, _Sum]], list[Unlisted]]:
    cells, without = plain
    found = [(key, _Sum(cell)) for key, cell in cells]
    if not all(batch in _BATCH for (_, batch, _), _ in found):
        raise ValueError(cells)
    return found, [(id, platform) for id, platform in without]


def _packed(projects: Iterable[Project], arrived: Mapping[str, Decimal | None]) -> Any:
    """What projects come to, as it is kept; `arrived` are the funds of who reports."""
    every = [*projects]
    cells = [
        ((phase, batch.value, platform), _packed_cell(cell))
        for (phase, batch, platform), cell in entries.gathered(every, _NO_ATOMS, arrived).items()
    ]
    return cells, [*_unlisted(every)]


def _unlisted(projects: Iterable[Project]) -> Iterator[Unlisted]:
    for one in projects:
        if one.milestones and not one.listed and one.withdrawn is None:
            yield one.id, one.on_platform


def _packed_cell(cell: ProjectsEntry) -> Any:
    return (
        cell.count,
        [[*getattr(cell, name)] for name in _NUMBERS],
        [str(getattr(cell, name)) for name in _AMOUNTS],
        [*map(str, cell.investment_at_step)],
        [[*getattr(cell, name)] for name in _LISTS],
        [(one.id, one.progress, [each.value for each in one.lacking]) for one in cell.undated],
        None if cell.turned is None else _packed_cell(cell.turned),
    )
