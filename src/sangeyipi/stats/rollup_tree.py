"""Which entries are part of which rollup, and what a rollup is worth once they are counted.

Where finer entries cover a rollup completely they are used; where they cover it partly, the
rollup is.  Scopes of rollups never cross in a ledger without errors, so they form a tree.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.stats.entries import Cell, Entry, Snapshot, fineness
from sangeyipi.stats.measures import Measure
from sangeyipi.stats.scope import Mask, inside


class Worth(NamedTuple):
    """What an entry gives for a measure, from which entries, or which entries do not say."""

    value: Decimal | None
    used: tuple[Entry, ...] = ()
    missing: tuple[Entry, ...] = ()


class RollupTree:
    """Entries by the smallest rollup that contains them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        everything = list(entries)
        rollups = [entry for entry in everything if isinstance(entry, Snapshot)]
        rollups.sort(key=fineness)
        self._parents: dict[int, Snapshot] = {}
        self._children: dict[int, list[Entry]] = {}
        self._worth: dict[tuple[int, Measure], Worth] = {}
        for entry in everything:
            parent = next((r for r in rollups if r is not entry and _holds(r, entry)), None)
            if parent is not None:
                self._parents[id(entry)] = parent
                self._children.setdefault(id(parent), []).append(entry)

    def parent(self, entry: Entry) -> Snapshot | None:
        """The smallest rollup that contains the entry."""
        return self._parents.get(id(entry))

    def children(self, entry: Entry) -> list[Entry]:
        """The entries just below a rollup."""
        return self._children.get(id(entry), [])

    def value(self, entry: Entry, measure: Measure) -> Worth:
        """What the entry is worth, by the finer entries where they cover it completely."""
        if isinstance(entry, Cell):  # nothing is finer, and it adds up by itself
            return _own(entry, measure)
        key = (id(entry), measure)
        if key not in self._worth:
            self._worth[key] = self._value(entry, measure)
        return self._worth[key]

    def _value(self, entry: Entry, measure: Measure) -> Worth:
        finer = self.cover(entry, measure)
        if finer is not None:
            return finer
        return _own(entry, measure)

    def cover(self, entry: Entry, measure: Measure) -> Worth | None:
        """The sum of the finer entries, where they cover the rollup completely and all give it."""
        below = self.children(entry)
        if not below or not self._covers(entry, below):
            return None
        parts = [self.value(child, measure) for child in below]
        if any(part.value is None for part in parts):
            return None
        total = sum((part.value for part in parts if part.value is not None), Decimal(0))
        return Worth(total, tuple(used for part in parts for used in part.used))

    def _covers(self, entry: Entry, below: list[Entry]) -> bool:
        together = 0
        for child in below:
            together |= child.mask if isinstance(child, Snapshot) else 0
        return together == entry.mask or self._all_listed(entry)

    def _all_listed(self, entry: Entry) -> bool:
        """Projects have no extent: they are all of it when there were as many as it counts."""
        below = self.children(entry)
        return (
            isinstance(entry, Snapshot)
            and entry.complete
            and bool(below)
            and all(isinstance(child, Cell) for child in below)
        )

    def known_part(self, entry: Entry, measure: Measure) -> Decimal:
        """The entry's worth, or else the sum of those below it that do give the measure."""
        value = self.value(entry, measure).value
        if value is not None:
            return value
        below = self.children(entry)
        return sum((self.known_part(child, measure) for child in below), Decimal(0))

    def told(self, entry: Entry, measure: Measure, masks: list[Mask]) -> Decimal:
        """The sum of the entries below that lie inside one of the masks and give the measure."""
        total = Decimal(0)
        for child in self.children(entry):
            if any(inside(child.mask, mask) for mask in masks):
                total += self.known_part(child, measure)
            else:
                total += self.told(child, measure, masks)
        return total

    def superseded(self, entry: Entry, measure: Measure) -> bool:
        """Whether finer entries say all that the entry could say to this measure.

        Where all its projects are listed, each question asks those that it is about.
        """
        return self._all_listed(entry) or self.cover(entry, measure) is not None


def _own(entry: Entry, measure: Measure) -> Worth:
    """What the entry itself says."""
    own = measure.of(entry)
    return Worth(None, (), (entry,)) if own is None else Worth(own, (entry,))


def _holds(rollup: Snapshot, entry: Entry) -> bool:
    if isinstance(entry, Snapshot) and entry.mask == rollup.mask:
        return fineness(entry) < fineness(rollup)
    return inside(entry.mask, rollup.mask)
