"""Resolving: a question and a measure → one exact figure, or why there is none.

Owns the rules by which entries of different scope add up (docs/口径.md, “范围”).  Every figure in
every table comes from here.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from sangeyipi.figures import tally
from sangeyipi.figures.entries import (
    Entry,
    ProjectsEntry,
    RollupEntry,
    cells,
    is_empty,
    listed_projects,
)
from sangeyipi.figures.measures import CONVERTED, Measure
from sangeyipi.figures.population import population
from sangeyipi.figures.rollup_tree import RollupTree, Worth
from sangeyipi.figures.scope import Mask, Universe, inside, universe, universe_of
from sangeyipi.figures.snapshots import snapshots
from sangeyipi.figures.tally import Tally, Unlisted
from sangeyipi.model.gathering import Open
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.project import Project, StepsTaken
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch

T = TypeVar("T")


class Figure(NamedTuple):
    """The answer to one measure of one question.

    `value` is None where it is unknown: then `missing` are the entries that do not say, and with
    neither `missing` nor `used` nothing is recorded at all.  With `outside`, entries that only
    overlap the question and are not counted, the value is a lower bound; so it is with `stale`,
    rollups older than what is known of their parts, and with `undated`, lists on which the step of
    a project has no day: it is not counted.
    """

    measure: Measure
    value: Decimal | None
    used: tuple[Entry, ...] = ()
    missing: tuple[Entry, ...] = ()
    outside: tuple[Entry, ...] = ()
    stale: tuple[Entry, ...] = ()
    undated: tuple[ProjectsEntry, ...] = ()
    #: Those used of which only what is certain counts.
    least: tuple[ProjectsEntry, ...] = ()

    @property
    def exact(self) -> Decimal | None:
        """The value where it is neither unknown nor only a lower bound."""
        return None if self._is_open else self.value

    @property
    def is_lower_bound(self) -> bool:
        """Whether the true figure may be larger."""
        return self.value is not None and self._is_open

    @property
    def _is_open(self) -> bool:
        return bool(self.outside or self.stale or self.undated)

    def unless_bound(self) -> "Figure":
        """As a table tells it that shows no lower bounds."""
        if not self.undated and not self.outside:
            return self
        return self._replace(value=None, missing=(*self.missing, *self.undated), undated=())


@dataclass(frozen=True)
class Figures:
    """Everything that can be asked of a ledger as of a day (None: of all that is recorded)."""

    ledger: Ledger
    as_of: date | None = None
    _answers: dict[tuple[Mask, Measure], Figure] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    #: By question: the entries inside, topmost only, and those that only overlap it.
    _found: dict[Mask, tuple[list[Entry], list[Entry]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    _populations: dict[Scope, tuple[Project, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    _progress: dict[str, StepsTaken] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    #: Those of other days; all of them have it in common.
    _days: "dict[date | None, Figures]" = field(
        default_factory=dict, repr=False, compare=False, kw_only=True
    )

    _made: dict[Hashable, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @staticmethod
    def of_entries(config: Config, atoms: Universe, entries: tuple[Entry, ...]) -> "Figures":
        """The figures of entries made before, in their order; there are no single projects."""
        figures = Figures(Ledger(config=config))
        figures.__dict__.update(atoms=atoms, entries=entries)
        return figures

    def on(self, day: date | None) -> "Figures":
        """The figures of the same ledger as of another day, the same for whoever asks."""
        self._days.setdefault(self.as_of, self)
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = Figures(self.ledger, day, _days=self._days)
        return found

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What rests on these figures by the name of `key`, made for who asks first.

        What is of the ledger and of no day is kept by `on(None)`.
        """
        if key not in self._made:
            self._made[key] = make()
        return cast(T, self._made[key])

    @cached_property
    def atoms(self) -> Universe:
        """The atoms that scopes are made of."""
        if self.ledger.parts:
            spoken = (number for _, theirs in self._parts for number in theirs.atoms.numbers)
            return universe_of(self.ledger, spoken)
        found = self.tally
        return universe(self.ledger) if found is None else tally.universe_of(self.ledger, found)

    @cached_property
    def tally(self) -> Tally | None:
        """What its projects come to, where that is known without them."""
        return tally.known(self.ledger, self.as_of)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries: cells of listed projects, then rollups from fine to coarse."""
        if not self.ledger.parts:
            return (*self._cells, *snapshots(self.ledger, self.atoms, self.as_of))
        found: list[Entry] = []
        for index, theirs in self._parts:
            atoms = self.atoms.of_part(index)
            found += (cell.among(atoms) for cell in theirs._cells)
            found += snapshots(theirs.ledger, atoms, self.as_of)
        return tuple(found)

    @cached_property
    def _cells(self) -> list[ProjectsEntry]:
        """Those of its projects, where it is made of no others."""
        found = self.tally
        if found is None:
            return cells(self.ledger, self.atoms, self.as_of)
        return tally.cells_of(found, self.atoms)

    @property
    def places(self) -> Iterator[tuple[Ledger, Universe]]:
        """The ledger with its atoms; of one made of others each that counts and is there."""
        if not self.ledger.parts:
            yield self.ledger, self.atoms
        for index, theirs in self._parts:
            yield theirs.ledger, self.atoms.of_part(index)

    @property
    def _parts(self) -> "Iterator[tuple[int, Figures]]":
        """Those of each of the ledgers that this is made of, which counts and is there."""
        for index, part in enumerate(self.ledger.parts):
            found = self._of_part(index) if part.member.counted else None
            if found is not None:
                yield index, found

    def of_region(self, region: str) -> "Figures | None":
        """The figures of one of the ledgers that this is made of; None where there are none."""
        regions = [part.region for part in self.ledger.parts]
        return self._of_part(regions.index(region)) if region in regions else None

    def _of_part(self, index: int) -> "Figures | None":
        ledger = self.ledger.parts[index].ledger
        if ledger is None:
            return None
        return self.once(("part", index), lambda: Figures(ledger, self.as_of))

    def region_of(self, entry: Entry) -> str:
        """Of which of the ledgers that this is made of an entry is; "" where it is made of none."""
        parts = self.ledger.parts
        return parts[self.atoms.part_of(entry.mask)].region if parts else ""

    @property
    def open(self) -> tuple[Open, ...]:
        """Which of these ledgers lack something by the day, so that sums are not whole."""
        return self.ledger.open(self.as_of)

    @cached_property
    def _tree(self) -> RollupTree:
        return RollupTree(self.entries)

    def inside(self, scope: Scope) -> list[Entry]:
        """The entries whose scope lies inside this one."""
        mask = self.atoms.mask(scope)
        return [entry for entry in self.entries if inside(entry.mask, mask)]

    def narrowed(self, scope: Scope) -> Scope:
        """The question that is meant: where all entries inside agree on 监管平台, for that."""
        if scope.on_platform is not None:
            return scope
        everything = self.inside(scope)
        found = [entry for entry in everything if not is_empty(entry)] or everything
        for value in (True, False):
            half = Scope(scope.phases, scope.batch, value)
            mask = self.atoms.mask(half)
            if found and all(inside(entry.mask, mask) for entry in found):
                return half
        return scope

    def population(self, scope: Scope) -> tuple[Project, ...]:
        """The projects that a table of projects is about (selection.population), found once."""
        if scope not in self._populations:
            found = population(self.ledger, scope, self.as_of)
            self._populations[scope] = tuple(found)
        return self._populations[scope]

    def together(self, scope: Scope) -> tuple[int, Decimal | None]:
        """How many projects stand on a list of the scope, each once, and their investment in 亿元.

        Where 监管平台 is asked about, without those of which nobody says.
        """
        projects = [
            project
            for project in listed_projects(self.ledger, scope, self.as_of)
            if scope.on_platform is None or project.on_platform is scope.on_platform
        ]
        known = [p.investment for p in projects if p.investment is not None]
        total = sum(known, Decimal(0)) if len(known) == len(projects) else None
        return len(projects), total

    def unlisted(self) -> list[Unlisted]:
        """Of whom something is known by the day, and who stands on no list."""
        if self.ledger.parts:
            return [one for _, theirs in self._parts for one in theirs.unlisted()]
        found = self.tally
        if found is not None:
            return found.unlisted
        return [
            (project.id, project.on_platform)
            for project in self.ledger.counted
            if project.milestones
            and not project.listed
            and project.counts(self.as_of)
            and max(self.progress(project))
        ]

    def progress(self, project: Project) -> StepsTaken:
        """How far a project had come by the day of the figures, worked out once."""
        found = self._progress.get(project.id)
        if found is None:
            found = self._progress[project.id] = project.progress(self.as_of)
        return found

    def ask(self, scope: Scope, measure: Measure) -> Figure:
        """The figure of a measure for exactly this scope."""
        mask = self.atoms.mask(scope)
        key = (mask, measure)
        found = self._answers.get(key)
        if found is None:
            meant = self._also(scope, measure)
            if meant == measure:
                found = self._resolve(mask, measure)
            else:
                found = self.ask(scope, meant)._replace(measure=measure)
            self._answers[key] = found
        return found

    @property
    def asked(self) -> Iterator[Measure]:
        """The measures that have been asked for."""
        return (measure for _, measure in self._answers)

    def _also(self, scope: Scope, measure: Measure) -> Measure:
        """What comes to the same: nothing on a 签约 list is 转化, so totals without it say more."""
        if scope.batch is not Batch.SIGNED or self.ledger.config.conventions.converted_in_total:
            return measure
        return measure if measure == CONVERTED else measure.without_converted

    def rest(self, entry: Entry, measure: Measure, parts: Iterable[Scope]) -> Figure:
        """What an entry holds beyond the finer entries that lie in one of the parts.

        Unknown where those are of another day: `stale` are then the entry and they.
        """
        masks = [self.atoms.mask(part) for part in parts]
        rest = self._tree.rest(entry, measure, masks)
        return Figure(measure, rest.value, rest.used, rest.missing, (), rest.stale)

    def beyond(
        self, entry: Entry, measure: Measure, parts: Iterable[Scope]
    ) -> tuple[Figure, Figure]:
        """What `rest` subtracts from each other: all that an entry holds, and what is told."""
        whole, told = self._tree.beyond(entry, measure, [self.atoms.mask(part) for part in parts])
        return _figure(measure, whole), _figure(measure, told)

    def around(self, entry: Entry) -> Iterator[RollupEntry]:
        """The rollups that an entry is part of, from fine to coarse."""
        parent = self._tree.parent(entry)
        while parent is not None:
            yield parent
            parent = self._tree.parent(parent)

    def known_part(self, scope: Scope, measure: Measure) -> Decimal:
        """The sum over those entries that do say; for remarks, never for a figure."""
        return self.known(scope, measure).value or Decimal(0)

    def known(self, scope: Scope, measure: Measure) -> Figure:
        """The same with the entries that it is made of."""
        tops = self._tops(self.atoms.mask(scope))
        parts = [self._tree.known(top, measure) for top in tops]
        value = sum((one.value for one in parts if one.value is not None), Decimal(0))
        used = tuple(entry for one in parts if one.value is not None for entry in one.used)
        least = tuple(cell for one in parts for cell in one.least)
        return Figure(measure, value, used, least=least)

    def _tops(self, mask: Mask) -> list[Entry]:
        """The entries inside that no other entry inside contains."""
        return self._around(mask)[0]

    def _around(self, mask: Mask) -> tuple[list[Entry], list[Entry]]:
        """The topmost entries inside a question, and those that only overlap it."""
        if mask not in self._found:
            found = [entry for entry in self.entries if inside(entry.mask, mask)]
            chosen = {id(entry) for entry in found}
            tops = [e for e in found if id(self._tree.parent(e)) not in chosen]
            partly = [e for e in self.entries if e.mask & mask and not inside(e.mask, mask)]
            self._found[mask] = tops, partly
        return self._found[mask]

    def _resolve(self, mask: Mask, measure: Measure) -> Figure:
        every, partly = self._around(mask)
        tops = [
            top
            for top in every
            if isinstance(top, ProjectsEntry)
            or top.usable
            or not self._tree.superseded(top, measure)
        ]
        outside = self._outside(mask, tops, measure) if partly else ()
        if not tops:
            # What lies inside a coarser rollup is recorded, though not by itself.
            around = [entry for entry in partly if isinstance(entry, RollupEntry)]
            return Figure(measure, None, outside=outside or tuple(around))
        parts = [self._tree.value(top, measure) for top in tops]
        if len(parts) == 1:
            (one,) = parts
            if one.missing:
                return self._at_least(tops, measure, outside)
            return _figure(measure, one, outside)
        used = tuple(entry for part in parts for entry in part.used)
        if any(part.missing for part in parts):
            return self._at_least(tops, measure, outside)
        total = sum((part.value for part in parts if part.value is not None), Decimal(0))
        stale = tuple(entry for part in parts for entry in part.stale)
        least = tuple(cell for part in parts for cell in part.least)
        return Figure(measure, total, used, (), outside, stale, (), least)

    def _at_least(self, tops: list[Entry], measure: Measure, outside: tuple[Entry, ...]) -> Figure:
        """What there is for certain where only listed projects do not say on which day.

        Unknown where anything else is missing.  Of what is at least nothing, nothing is known.
        """
        parts = [self._tree.value(top, measure) for top in tops]
        used = tuple(entry for part in parts for entry in part.used)
        missing = tuple(entry for part in parts for entry in part.missing)
        least = [self._tree.without_undated(top, measure) for top in tops]
        undated = tuple(cell for _, cells in least for cell in cells)
        total = sum((one.value for one, _ in least if one.value is not None), Decimal(0))
        if total <= 0 or any(one.value is None for one, _ in least):
            return Figure(measure, None, used, missing, outside)
        used = tuple(entry for one, _ in least for entry in one.used)
        stale = tuple(entry for one, _ in least for entry in one.stale)
        certain = tuple(cell for one, _ in least for cell in one.least)
        return Figure(measure, total, used, (), outside, stale, undated, certain)

    def _outside(self, mask: Mask, tops: list[Entry], measure: Measure) -> tuple[Entry, ...]:
        """Entries that overlap the question and hold something of it that nothing inside gives."""
        given = 0
        for top in tops:
            if isinstance(top, RollupEntry) and self._tree.value(top, measure).value is not None:
                given |= top.mask
        return tuple(
            entry
            for entry in self._around(mask)[1]
            if not is_empty(entry)
            and (isinstance(entry, ProjectsEntry) or not inside(entry.mask & mask, given))
            and not self._tree.superseded(entry, measure)
        )

    def touching(self, scope: Scope) -> list[Entry]:
        """The entries that say anything of a scope, wholly or in part."""
        mask = self.atoms.mask(scope)
        return [entry for entry in self.entries if entry.mask & mask]

    def snapshot_behind(self, scope: Scope) -> bool:
        """Whether any rollup overlaps the scope: then projects cannot be counted once."""
        return any(isinstance(entry, RollupEntry) for entry in self.touching(scope))


def _figure(measure: Measure, one: Worth, outside: tuple[Entry, ...] = ()) -> Figure:
    return Figure(measure, one.value, one.used, one.missing, outside, one.stale, (), one.least)
