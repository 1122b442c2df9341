"""What a figure is made of, project by project and rollup by rollup; the pieces add up to it.

Owns how the sum of an entry is taken apart again.  A project's piece is what its lists would say if
it were alone on them, so whatever a measure counts, nothing of it is said a second time here.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from sangeyipi.figures.entries import Entry, ProjectsEntry, RollupEntry, apart
from sangeyipi.figures.measures import COUNT, FigureKind, Measure, reached
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.figures.scope import Mask
from sangeyipi.figures.snapshots import scope_of
from sangeyipi.model.financing import Financing
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.visit import Visit

_ZERO = Decimal(0)
#: What a figure may be made of.
Record = Project | Rollup | Problem | Visit | Financing


class Piece(NamedTuple):
    """What a project or another record adds to a figure; None: it does not say.

    `times`: how often a project is listed in what is counted; 0 where it is taken off a rollup.
    """

    of: Record
    part: Decimal | None
    times: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """The same for the same record, or for the rollups of one scope."""
        of = self.of
        if isinstance(of, Project | Problem):
            return (type(of).__name__, of.id)
        if isinstance(of, Visit):
            return ("Visit", of.date.isoformat(), of.project, of.visitor, of.matter or "")
        if isinstance(of, Financing):
            return ("Financing", of.project, of.bank)
        return ("Rollup", of.region + scope_of(of).title)


def together(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Each project and each rollup once, in order; what comes to nothing at all is left out."""
    sums: dict[tuple[str, ...], Piece] = {}
    for one in found:
        key = one.key
        before = sums.get(key)
        if before is not None:
            unknown = before.part is None or one.part is None
            part = None if unknown else (before.part or _ZERO) + (one.part or _ZERO)
            one = Piece(before.of, part, before.times + one.times)
        sums[key] = one
    return tuple(one for one in sums.values() if one.part is None or one.part or one.times)


def less(found: Iterable[Piece]) -> Iterator[Piece]:
    """The same taken off."""
    for one in found:
        yield Piece(one.of, None if one.part is None else -one.part, -one.times)


@dataclass(frozen=True)
class Pieces:
    """The pieces of a ledger's figures as of a day."""

    figures: Figures
    #: Of single cells: one is in the sums of many figures.
    _split_up: dict[tuple[Mask, Measure, bool, bool], tuple[Piece, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def _members(self) -> dict[Mask, list[tuple[Project, ProjectsEntry]]]:
        found: dict[Mask, list[tuple[Project, ProjectsEntry]]] = {}
        for ledger, atoms in self.figures.places:
            for project, cell in apart(ledger, atoms, self.figures.as_of):
                found.setdefault(cell.mask, []).append((project, cell))
        return found

    @cached_property
    def _projects(self) -> dict[str, Project]:
        return {one.id: one for one in self.figures.ledger.projects}

    def of(self, figure: Figure) -> tuple[Piece, ...]:
        """The pieces of a figure: they add up to it where it is known.

        Where it is not, what is known of it, and who does not say.
        """
        certain = {id(cell) for cell in figure.least}
        used = [
            piece
            for entry in figure.used
            for piece in self._split(entry, figure.measure, id(entry) in certain)
        ]
        used += [p for entry in figure.missing for p in self._split(entry, figure.measure, False)]
        return together(used)

    def beside(self, figure: Figure) -> tuple[Piece, ...]:
        """What may belong to a figure and is not counted: entries that overlap, steps of no day."""
        behind = {id(entry) for entry in (*figure.used, *figure.missing)}
        found = [
            piece
            for entry in (*figure.outside, *figure.stale)
            if id(entry) not in behind
            for piece in self._split(entry, figure.measure, False)
        ]
        for cell in figure.undated:
            found += [
                piece
                for piece in self._split(cell, figure.measure, False, every=True)
                if piece.part is None
            ]
        return together(found)

    def _split(
        self, entry: Entry, measure: Measure, certain: bool, every: bool = False
    ) -> Iterator[Piece]:
        if isinstance(entry, RollupEntry):
            yield Piece(entry.rollup, measure.of(entry))
        elif entry.withdrawn:
            yield Piece(self._projects[entry.withdrawn], measure.within_rollup(entry))
        else:
            asked = (entry.mask, measure, certain, every)
            found = self._split_up.get(asked)
            if found is None:
                found = self._split_up[asked] = tuple(self._projects_in(*asked))
            yield from found

    def _projects_in(
        self, mask: Mask, measure: Measure, certain: bool, every: bool
    ) -> Iterator[Piece]:
        counts = _counts(measure)
        for project, alone in self._members.get(mask, ()):
            part = measure.least(alone) if certain else measure.of(alone)
            times = int(counts.least(alone))
            if part is None or part or times or every:
                yield Piece(project, part, times)


def _counts(measure: Measure) -> Measure:
    """What counts the listings that a measure is of: an amount is that of its projects."""
    if measure.what is FigureKind.REACHED_INVESTMENT:
        assert measure.milestone is not None
        return reached(measure.milestone)
    if measure.is_amount:
        return COUNT.without_converted if measure.net else COUNT
    return measure
