"""Which entries are part of which rollup, and what a rollup is worth once they are counted.

Where finer entries cover a rollup completely they are used; where they cover it partly, the
rollup is.  Scopes of rollups never cross in a ledger without errors, so they form a tree.

Figures of different days are never subtracted from each other: what is newer than the rollup that
contains it makes that rollup a lower bound, and leaves no remainder.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sangeyipi.figures.entries import Entry, ProjectsEntry, RollupEntry
from sangeyipi.figures.measures import Measure
from sangeyipi.figures.scope import Mask, inside
from sangeyipi.figures.snapshots import fineness
from sangeyipi.model.lazy_tuple import NamedTuple

_ZERO = Decimal(0)


class Worth(NamedTuple):
    """What an entry gives for a measure, from which entries, or which entries do not say.

    With `stale`, entries older than what is known of their parts, the value is a lower bound.
    `days` are those of the rollups that it rests on: a complete list, too, is as new as the rollup
    that makes it complete.
    """

    value: Decimal | None
    used: tuple[Entry, ...] = ()
    missing: tuple[Entry, ...] = ()
    stale: tuple[Entry, ...] = ()
    days: frozenset[date] = frozenset()
    #: Those used of which only what is certain counts.
    least: tuple[ProjectsEntry, ...] = ()


class RollupTree:
    """Entries by the smallest rollup that contains them.

    A rollup of a later day contains nothing yet: it may cross what is told by now.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        everything = list(entries)
        rollups = [e for e in everything if isinstance(e, RollupEntry) and e.usable]
        rollups.sort(key=fineness)
        self._rollups = rollups
        self._parents: dict[int, RollupEntry] = {}
        self._children: dict[int, list[Entry]] = {}
        self._worth: dict[tuple[int, Measure], Worth] = {}
        if not rollups:
            return
        self._cells = {
            entry.mask: entry for entry in everything if isinstance(entry, ProjectsEntry)
        }
        for entry in everything:
            parent = next((r for r in rollups if r is not entry and _holds(r, entry)), None)
            if parent is not None:
                self._parents[id(entry)] = parent
                if isinstance(entry, ProjectsEntry) or entry.usable:
                    self._children.setdefault(id(parent), []).append(entry)

    def parent(self, entry: Entry) -> RollupEntry | None:
        """The smallest rollup that contains the entry."""
        return self._parents.get(id(entry))

    def children(self, entry: Entry) -> list[Entry]:
        """The entries just below a rollup."""
        return self._children.get(id(entry), [])

    def value(self, entry: Entry, measure: Measure) -> Worth:
        """What the entry is worth, by the finer entries where they cover it completely."""
        if isinstance(entry, ProjectsEntry):  # nothing is finer, and it adds up by itself
            own = measure.of(entry)
            return Worth(None, (), (entry,)) if own is None else Worth(own, (entry,))
        key = (id(entry), measure)
        if key not in self._worth:
            self._worth[key] = self._value(entry, measure)
        return self._worth[key]

    def _value(self, entry: RollupEntry, measure: Measure) -> Worth:
        finer = self.cover(entry, measure)
        own = self._brought_forward(entry, measure)
        if finer is None:
            return own
        agrees = not finer.stale and not own.stale and finer.value == own.value
        if own.value is None or agrees or self._as_new(finer, entry):
            return finer
        return own

    def _as_new(self, finer: Worth, entry: RollupEntry) -> bool:
        """Whether none of the finer figures is older than the rollup, or itself out of date."""
        return not finer.stale and all(day >= entry.day for day in finer.days)

    def cover(self, entry: Entry, measure: Measure) -> Worth | None:
        """The sum of the finer entries, where they cover the rollup completely and all give it."""
        below = self.children(entry)
        if not below or not self._covers(entry, below, measure):
            return None
        parts = [self._part(child, measure) for child in below]
        if any(part.value is None for part in parts):
            return None
        found = _sum(parts)
        if isinstance(entry, RollupEntry) and self._all_listed(entry, measure):
            return found._replace(days=frozenset({entry.day}))
        return found

    def _part(self, child: Entry, measure: Measure) -> Worth:
        """What an entry is worth as a part of a rollup."""
        if isinstance(child, ProjectsEntry) and measure.within_rollup(child) is None:
            return Worth(None, (), (child,))
        return self.value(child, measure)

    def _covers(self, entry: Entry, below: list[Entry], measure: Measure) -> bool:
        together = 0
        for child in below:
            together |= child.mask if isinstance(child, RollupEntry) else 0
        return together == entry.mask or self._all_listed(entry, measure)

    def _all_listed(self, entry: Entry, measure: Measure) -> bool:
        """Projects have no extent: they are all of it when there were as many as it counts."""
        below = self.children(entry)
        return (
            isinstance(entry, RollupEntry)
            and (entry.complete or (measure.net and entry.net_complete))
            and bool(below)
            and all(isinstance(child, ProjectsEntry) for child in below)
        )

    def _brought_forward(self, entry: RollupEntry, measure: Measure) -> Worth:
        """What the rollup says itself, less the projects withdrawn since.

        Where what lies inside it is known to have come further since, or to be more already, it is
        only a lower bound: its own figure or that of its parts, whichever is larger.
        """
        said = measure.of(entry)
        if said is None:
            return Worth(None, (), (entry,))
        gone = [(cell, measure.within_rollup(cell)) for cell in entry.then.gone]
        unknown = tuple(cell for cell, value in gone if value is None)
        if unknown:
            return Worth(None, (), unknown)
        own = Worth(
            said + sum((value for _, value in gone if value is not None), _ZERO),
            (entry, *(cell for cell, value in gone if value)),
            days=frozenset({entry.day}),
        )
        parts = self.least(entry, measure)
        assert own.value is not None and parts.value is not None
        moves = set(self._moves(entry, measure))
        if parts.value > own.value or -1 in moves:
            return parts._replace(stale=(entry, *parts.stale))
        return own._replace(stale=(entry,)) if moves else own

    def without_undated(
        self, entry: Entry, measure: Measure
    ) -> tuple[Worth, tuple[ProjectsEntry, ...]]:
        """What an entry is worth without the steps of listed projects that have no day.

        Beside it the lists where there are any; unknown where it is so for another reason.
        """
        found = self.value(entry, measure)
        if found.value is not None or not measure.counts_steps:
            return found, ()
        if isinstance(entry, RollupEntry) and not self._all_listed(entry, measure):
            return found, ()
        cells = (entry,) if isinstance(entry, ProjectsEntry) else self.children(entry)
        open_cells = tuple(
            cell for cell in cells if isinstance(cell, ProjectsEntry) and measure.of(cell) is None
        )
        return _sum([self._at_least(cell, measure) for cell in cells]), open_cells

    def least(self, entry: Entry, measure: Measure) -> Worth:
        """What the entries below a rollup come to at least, as far as they say."""
        return _sum([self._at_least(child, measure) for child in self.children(entry)])

    def _at_least(self, entry: Entry, measure: Measure) -> Worth:
        if isinstance(entry, ProjectsEntry):
            return Worth(measure.least(entry), (entry,), least=(entry,))
        found = self.value(entry, measure)
        return self.least(entry, measure) if found.value is None else found

    def _moves(self, entry: RollupEntry, measure: Measure) -> Iterator[int]:
        """Which way what lies inside a rollup is known to have gone since the rollup's day.

        Only by figures of that very day: of listed projects, and of finer rollups that had one.
        """
        for before in entry.then.still:
            now = self._cells.get(before.mask)
            if now is not None and measure.grew(before, now):
                yield 1
        yield from self._rollups_moved(entry, entry, measure)

    def _rollups_moved(self, inner: Entry, entry: RollupEntry, measure: Measure) -> Iterator[int]:
        for child in self.children(inner):
            if isinstance(child, RollupEntry):
                then = _on_the_day_of(entry, child, measure)
                now = self.value(child, measure)
                if then is None or now.value is None:
                    yield from self._rollups_moved(child, entry, measure)
                elif now.stale or now.value > then:
                    yield 1
                elif now.value < then:
                    yield -1

    def known_part(self, entry: Entry, measure: Measure) -> Decimal:
        """The entry's worth, or else the sum of those below it that do give the measure."""
        return self.known(entry, measure).value or _ZERO

    def known(self, entry: Entry, measure: Measure) -> Worth:
        """The same with the entries that it is made of."""
        found = self.value(entry, measure)
        if found.value is not None:
            return found
        return _sum([self.known(child, measure) for child in self.children(entry)])

    def told(self, entry: Entry, measure: Measure, masks: list[Mask]) -> Worth:
        """The sum of the entries below that lie inside one of the masks and give the measure."""
        return _sum(
            [
                self.known(child, measure)
                if any(inside(child.mask, mask) for mask in masks)
                else self.told(child, measure, masks)
                for child in self.children(entry)
            ]
        )

    def beyond(self, entry: Entry, measure: Measure, masks: list[Mask]) -> tuple[Worth, Worth]:
        """What `rest` subtracts from each other: all that an entry holds, and what is told."""
        return self.value(entry, measure), self.told(entry, measure, masks)

    def rest(self, entry: Entry, measure: Measure, masks: list[Mask]) -> Worth:
        """What an entry holds beyond the finer ones inside the masks.

        Unknown where they are not figures of its day, whose parts are then `stale` or not its own.
        """
        whole = self.value(entry, measure)
        if whole.value is None or whole.stale:
            return Worth(None, (), whole.missing, whole.stale)
        told = self.told(entry, measure, masks)
        assert told.value is not None
        if isinstance(entry, RollupEntry):
            others = (
                *(one for one in told.used if _of_another_day(one, entry, measure)),
                *self._lists_of_another_day(entry, told),
            )
            if others or told.stale or told.value > whole.value:
                return Worth(None, (), (), (entry, *others))
        return Worth(whole.value - told.value, (entry,))

    def _lists_of_another_day(self, entry: RollupEntry, told: Worth) -> list[Entry]:
        """Rollups just below whose complete lists were told, as they were on another day."""
        days = told.days - {entry.day, *(e.day for e in told.used if isinstance(e, RollupEntry))}
        below = self.children(entry)
        return [one for one in below if isinstance(one, RollupEntry) and one.day in days]

    def superseded(self, entry: Entry, measure: Measure) -> bool:
        """Whether other entries say all that the entry could say to this measure.

        Where all its projects are listed, each question asks those that it is about.
        """
        if isinstance(entry, RollupEntry) and not entry.usable:
            return self._told_by_others(entry, measure)
        return self._all_listed(entry, measure) or self.cover(entry, measure) is not None

    def _told_by_others(self, later: RollupEntry, measure: Measure) -> bool:
        """Whether rollups known by now cover one that is not, inside it or around its parts."""
        together = 0
        for rollup in self._rollups:
            if rollup.mask & later.mask and self.value(rollup, measure).value is not None:
                together |= rollup.mask
        return inside(later.mask, together)


def _sum(parts: list[Worth]) -> Worth:
    """Parts of which each is known, together."""
    if len(parts) == 1:
        return parts[0]
    return Worth(
        sum((part.value for part in parts if part.value is not None), _ZERO),
        tuple(used for part in parts for used in part.used),
        (),
        tuple(stale for part in parts for stale in part.stale),
        frozenset().union(*(part.days for part in parts)),
        tuple(cell for part in parts for cell in part.least),
    )


def _on_the_day_of(entry: RollupEntry, finer: RollupEntry, measure: Measure) -> Decimal | None:
    """What a finer rollup said on the coarse one's day, less what was withdrawn of it since."""
    for one in (finer, *finer.earlier):
        if one.day == entry.day and one.mask == finer.mask:
            then = measure.of(one)
            inner = [cell for cell in entry.then.gone if inside(cell.mask, one.mask)]
            gone = [measure.within_rollup(cell) for cell in inner]
            if then is None or any(value is None for value in gone):
                return None
            return then + sum((value for value in gone if value is not None), _ZERO)
    return None


def _of_another_day(one: Entry, entry: RollupEntry, measure: Measure) -> bool:
    """Whether a figure told elsewhere cannot be taken off the rollup's."""
    return isinstance(one, RollupEntry) and _on_the_day_of(entry, one, measure) is None


def _holds(rollup: RollupEntry, entry: Entry) -> bool:
    if isinstance(entry, RollupEntry) and entry.mask == rollup.mask:
        return fineness(entry) < fineness(rollup)
    return inside(entry.mask, rollup.mask)
