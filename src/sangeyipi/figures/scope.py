"""Scopes as sets of atoms: one atom for each phase, batch and platform value.

With every scope a set of bits, "inside", "overlaps", "covers completely" and "crosses" are plain
set arithmetic, whatever shape the scopes have.
"""

from collections.abc import Iterable
from functools import cached_property

from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import phases
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch

_BATCHES = tuple(Batch)
_ATOMS_PER_PHASE = len(_BATCHES) * 2

#: A set of atoms.
Mask = int


def inside(inner: Mask, outer: Mask) -> bool:
    """Whether every atom of `inner` is one of `outer`."""
    return not inner & ~outer


def crosses(one: Mask, other: Mask) -> bool:
    """Whether they overlap and neither contains the other."""
    return bool(one & other) and not inside(one, other) and not inside(other, one)


@dataclass(frozen=True)
class Universe:
    """All phases that anything in the ledger speaks of, and with them all atoms."""

    numbers: tuple[int, ...]
    #: Of how many ledgers the one in question is made, each with atoms of its own, and where those
    #: begin: of which of them it is.
    parts: int = 1
    first: int = 0

    def of_part(self, index: int) -> "Universe":
        """The atoms of one of the ledgers alone, among those of all."""
        return Universe(self.numbers, 1, index)

    def part_of(self, mask: Mask) -> int:
        """Of which of the ledgers the atoms are, which are all of one; no atoms are the first's."""
        width = len(self.numbers) * _ATOMS_PER_PHASE
        return max(mask.bit_length() - 1, 0) // width if width else 0

    @cached_property
    def _index(self) -> dict[int, int]:
        return {number: i for i, number in enumerate(self.numbers)}

    @cached_property
    def _masks(self) -> dict[Scope, Mask]:
        return {}

    def mask(self, scope: Scope) -> Mask:
        """The atoms of a scope.  Phases that nothing speaks of have none."""
        found = self._masks.get(scope)
        if found is None:
            found = self._masks[scope] = self._of_parts(self._mask(scope))
        return found

    def _of_parts(self, mask: Mask) -> Mask:
        width = len(self.numbers) * _ATOMS_PER_PHASE
        result = 0
        for part in range(self.first, self.first + self.parts):
            result |= mask << (part * width)
        return result

    def _mask(self, scope: Scope) -> Mask:
        within = self._phase_atoms(scope.batch, scope.on_platform)
        numbers: Iterable[int] = scope.phases or self.numbers
        result = 0
        for number in numbers:
            if number in self._index:
                result |= within << (self._index[number] * _ATOMS_PER_PHASE)
        return result

    @staticmethod
    def _phase_atoms(batch: Batch | None, on_platform: bool | None) -> Mask:
        result = 0
        for i, one in enumerate(_BATCHES):
            if batch in (None, one):
                result |= {None: 0b11, True: 0b01, False: 0b10}[on_platform] << (2 * i)
        return result


def universe(ledger: Ledger) -> Universe:
    """The phases that are declared, listed or rolled up."""
    listed = (phase for project in ledger.counted for phase in project.listed.values())
    return universe_of(ledger, listed)


def universe_of(ledger: Ledger, listed: Iterable[int]) -> Universe:
    """The same, where it is known in which phases projects are listed."""
    numbers = {phase.number for phase in ledger.config.phases}
    for rollup in ledger.rollups:
        numbers.update(rollup.phases or ())
    numbers.update(listed)
    return Universe(phases(numbers).numbers if numbers else (), max(len(ledger.parts), 1))
