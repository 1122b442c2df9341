"""Worlds that go on over some days, and ledgers that tell the truth about them, each on its day.

A brute-force oracle with nothing of `stats`: a world is a handful of listings, each with the days
on which it comes, takes its steps and goes.  What is true of a scope on a day is counted one by
one; what a rollup says is what was true on its own day.  So every ledger here is right in itself,
whatever its rollups leave out, and whatever is printed from it must hold in the world behind it.

Owns no definition of a figure beyond “how many are there, and how far are they”.
"""

import itertools
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from sangeyipi.model import dates
from sangeyipi.model.ledger import Config, Conventions, Ledger, Phase
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project, Withdrawal
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import Batch, Milestone

HELD = {1: date(2023, 1, 10), 2: date(2023, 4, 10), 3: date(2023, 7, 10)}
DAYS = (date(2023, 1, 31), date(2023, 4, 30), date(2023, 5, 31), date(2023, 8, 31))
CONFIG = Config(
    name="示例台账", phases=tuple(Phase(number=number, date=day) for number, day in HELD.items())
)
NET = Config(
    name=CONFIG.name, phases=CONFIG.phases, conventions=Conventions(converted_in_total=False)
)
BATCHES = (Batch.SIGNED, Batch.STARTED)
STEPS = (Milestone.STARTED, Milestone.PRODUCING)
WORDS = ("个数", "总投资", "到位资金", *map(str, STEPS))


class Where(NamedTuple):
    """期 and 批 of a question or a rollup; None spans the axis."""

    phases: tuple[int, ...] | None
    batch: Batch | None

    def holds(self, one: "Listing") -> bool:
        return (self.phases is None or one.phase in self.phases) and self.batch in (None, one.batch)

    def counts(self, one: "Listing", net: bool) -> bool:
        """Over several batches 转化 may be left out."""
        return self.holds(one) and not (net and one.turned and self.batch is None)

    def atoms(self, day: date) -> frozenset[tuple[int, Batch]]:
        """The lists that it is about, of phases held by a day."""
        numbers = HELD if self.phases is None else self.phases
        held = [number for number in numbers if HELD[number] <= day]
        return frozenset(itertools.product(held, [self.batch] if self.batch else list(Batch)))


class Listing(NamedTuple):
    """A place on a list; `turned`: it is a 转化 there."""

    phase: int
    batch: Batch
    turned: bool


@dataclass(frozen=True)
class Life:
    """One project: where it stands, when it comes, takes steps and goes (None: never)."""

    phase: int
    batch: Batch
    investment: Decimal
    comes: date
    steps: tuple[date | None, ...]
    goes: date | None
    #: Whether the ledger has the project by name.
    listed: bool
    #: The phase on whose 签约 list it stood before.
    before: int | None = None
    #: Funds from the start, and more from a day on.
    funds: Decimal = Decimal(0)
    more: tuple[date, Decimal] = (DAYS[0], Decimal(0))

    def lists(self) -> list[Listing]:
        here = Listing(self.phase, self.batch, self.before is not None)
        return [here] if self.before is None else [here, Listing(self.before, Batch.SIGNED, False)]

    def there(self, day: date, phase: int | None = None) -> bool:
        phase = phase or self.phase
        comes = HELD[phase] if self.before else max(self.comes, HELD[phase])
        return comes <= day and (self.goes is None or self.goes > day)

    def arrived(self, day: date) -> Decimal:
        on, more = self.more
        return self.funds + (more if on <= day else 0)


def truth(world: list[Life], where: Where, day: date, net: bool = False) -> dict[str, Decimal]:
    """What is true of a scope on a day, counted one by one."""
    found = [
        one
        for one in world
        for place in one.lists()
        if where.counts(place, net) and one.there(day, place.phase)
    ]
    said = {
        "到位资金": sum((one.arrived(day) for one in found), Decimal(0)),
        "个数": Decimal(len(found)),
        "总投资": sum((one.investment for one in found), Decimal(0)),
    }
    for i, step in enumerate(STEPS):
        # A later step implies the earlier ones.
        done = [one for one in found if any(on and on <= day for on in one.steps[i:])]
        said[str(step)] = Decimal(len(done))
    return said


@dataclass(frozen=True)
class Told:
    """A world, and a ledger that says true things of it."""

    world: list[Life]
    rollups: tuple[tuple[Where, date], ...]
    ledger: Ledger = field(repr=False)
    net: bool = False

    def crossing(self) -> bool:
        """Whether on any day two rollups that speak then cross, found by trying every day."""
        for day in DAYS:
            latest = {where: on for where, on in sorted(self.rollups, key=_on) if on <= day}
            masks = [where.atoms(on) for where, on in latest.items()]
            for one, other in itertools.combinations(masks, 2):
                if one & other and not one <= other and not other <= one:
                    return True
        return False

    def speaks_of_all(self, day: date) -> bool:
        """Whether the ledger knows of all that is there by a day, if only from a later day on."""
        known: set[Listing] = set()
        for where in dict.fromkeys(where for where, _ in self.rollups):
            days = [on for other, on in self.rollups if other == where and on <= day]
            known |= _told_of(where, max(days, default=day), self.net)
        return all(
            place in known
            for one in self.world
            for place in one.lists()
            if one.there(day, place.phase) and not one.listed
        )

    def twice(self) -> bool:
        """Whether two rollups of one day come to the same lists."""
        seen = [(where.atoms(day), day) for where, day in self.rollups]
        return len(set(seen)) < len(seen)


def _told_of(where: Where, day: date, net: bool) -> set[Listing]:
    places = {Listing(*atom, turned) for atom in where.atoms(day) for turned in (False, True)}
    return {place for place in places if where.counts(place, net)}


def _on(one: tuple[Where, date]) -> date:
    return one[1]


def told(
    world: list[Life], rollups: dict[tuple[Where, date], tuple[str, ...]], net: bool = False
) -> Told:
    """The ledger of a world: who is listed by name, and what rollups say (the words) of the rest.

    A rollup with listed projects in its scope is a total that holds them.
    """
    projects = [_project(i, one) for i, one in enumerate(world) if one.listed]
    said = [_rollup(world, where, day, words, net) for (where, day), words in rollups.items()]
    config = NET if net else CONFIG
    ledger = Ledger(config=config, projects=tuple(projects), rollups=tuple(said))
    return Told(world, tuple(rollups), ledger, net)


def _project(i: int, one: Life) -> Project:
    milestones = {m: dates.day(on) for m, on in zip(STEPS, one.steps, strict=True) if on}
    gone = Withdrawal(date=dates.day(one.goes)) if one.goes else None
    return Project(
        id=f"P-{i}",
        name=f"工程{i}",
        investment=one.investment,
        listed={place.batch: place.phase for place in reversed(one.lists())},
        funds=one.arrived(DAYS[-1]),
        milestones=milestones,
        withdrawn=gone,
    )


def _rollup(
    world: list[Life], where: Where, day: date, words: tuple[str, ...], net: bool
) -> Rollup:
    true = truth(world, where, day, net)
    # An amount of nothing is only said of nothing.
    for amount in ("总投资", "到位资金"):
        words = words if true[amount] else tuple({*words, "个数"} - {amount})
    return Rollup(
        phases=Phases(where.phases) if where.phases else None,
        batch=where.batch,
        count=int(true["个数"]) if "个数" in words else None,
        investment=true["总投资"] if "总投资" in words else None,
        funds=(true["到位资金"] or None) if "到位资金" in words else None,
        milestones={m: int(true[str(m)]) for m in STEPS if str(m) in words},
        with_projects=any(
            where.holds(place) and one.listed and one.there(day, place.phase)
            for one in world
            for place in one.lists()
        ),
        date=day,
    )


# --- worlds drawn


def _later(draw: st.DrawFn, first: date, never: int = 2) -> date | None:
    """A day after another, or never."""
    return draw(st.sampled_from([*(day for day in DAYS if day > first), *[None] * never]))


def lives(*, hidden_change: bool, listed_go: bool) -> st.SearchStrategy[Life]:
    """Listings.  Without `hidden_change` what has no name in the ledger stays as it was."""

    @st.composite
    def one(draw: st.DrawFn) -> Life:
        listed = draw(st.booleans())
        phase = draw(st.sampled_from((1, 1, 2, 2, 3)))
        moves = listed or hidden_change
        first = draw(st.sampled_from([None, HELD[phase]]))
        second = first if first and draw(st.booleans()) else None
        if moves and draw(st.booleans()):
            first = first or _later(draw, HELD[phase], 0)
            second = second or _later(draw, first or HELD[phase])
        late = not listed and hidden_change and draw(st.booleans())
        comes = draw(st.sampled_from(DAYS[1:])) if late else HELD[phase]
        goes = _later(draw, HELD[phase]) if listed and listed_go else None
        batch = draw(st.sampled_from(BATCHES))
        turned = batch is Batch.STARTED and phase > 1 and comes == HELD[phase]
        # What stays as it was has taken no step since its first list either.
        turned = turned and (moves or first is None)
        more = (draw(st.sampled_from(DAYS)), Decimal(draw(st.integers(0, 2)) if moves else 0))
        return Life(
            phase=phase,
            batch=batch,
            before=draw(st.sampled_from((None, 1))) if turned else None,
            funds=Decimal(draw(st.integers(0, 2))),
            more=more,
            investment=Decimal(draw(st.integers(1, 9))),
            comes=comes,
            # Nothing is taken before it is there.
            steps=tuple(on and max(on, comes) for on in (first, second)),
            goes=goes,
            listed=listed,
        )

    return one()


SCOPES = [
    Where(numbers, batch)
    for numbers in (None, (1,), (2,), (1, 2), (1, 2, 3))
    for batch in (None, *BATCHES)
]

COARSE = [Where((1, 2), None), Where((1, 2), Batch.SIGNED), Where((1,), None)]


@st.composite
def tellings(
    draw: st.DrawFn, hidden_change: bool, listed_go: bool, days: tuple[date, ...] = DAYS
) -> Told:
    """A world with rollups of one scope inside another, more often than not, on different days."""
    world = draw(
        st.lists(lives(hidden_change=hidden_change, listed_go=listed_go), min_size=2, max_size=7)
    )
    coarse = draw(st.sampled_from(COARSE))
    inner = [one for one in SCOPES if one != coarse and _within(one, coarse)]
    finer = draw(st.lists(st.sampled_from(inner), max_size=3, unique=True))
    others = draw(st.lists(st.sampled_from(SCOPES), max_size=1))
    rollups: dict[tuple[Where, date], tuple[str, ...]] = {}
    for where in dict.fromkeys([coarse, *finer, *others]):
        known = [day for day in days if all(HELD[n] <= day for n in where.phases or (1,))]
        for day in draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True)):
            words = tuple(word for word in WORDS if draw(st.integers(0, 3)))
            rollups[where, day] = words or ("个数",)
    net = draw(st.booleans())
    # What no rollup covers on every day on which it stands has to be listed.
    shown = [one if _covered(one, rollups, net) else _named(one) for one in world]
    return told(shown, rollups, net)


def _within(inner: Where, outer: Where) -> bool:
    phases = inner.phases is not None and set(inner.phases) <= set(outer.phases or ())
    return phases and outer.batch in (None, inner.batch)


def _covered(one: Life, rollups: dict[tuple[Where, date], tuple[str, ...]], net: bool) -> bool:
    """Whether a rollup is about its list: those without phases, of phases held by then."""
    return all(
        any(place in _told_of(where, day, net) for where, day in rollups) for place in one.lists()
    )


def _named(one: Life) -> Life:
    """The same in the ledger by name, where it is on its list from the phase's own day."""
    steps = tuple(on and max(on, HELD[one.phase]) for on in one.steps)
    return replace(one, comes=HELD[one.phase], steps=steps, listed=True)


# --- worlds in which one thing goes wrong that once did


@st.composite
def overtaken(draw: st.DrawFn) -> Told:
    """A list or its steps have outgrown the older rollup that contains them."""
    before, after = draw(st.sampled_from([(DAYS[1], DAYS[2]), (DAYS[1], DAYS[3])]))
    whole, part = draw(
        st.sampled_from(
            [
                (Where((1,), None), Where((1,), Batch.SIGNED)),
                (Where((1, 2), Batch.STARTED), Where((1,), Batch.STARTED)),
                (Where((1, 2), None), Where((1, 2), Batch.SIGNED)),
            ]
        )
    )
    batch = part.batch or Batch.SIGNED
    old = draw(st.integers(1, 2))
    new = draw(st.integers(old + 1, 4))
    world = [_hidden(1, batch, HELD[1], None) for _ in range(old)]
    # Either more come, or more of those that are there take the step.
    if draw(st.booleans()):
        world += [_hidden(1, batch, after, after) for _ in range(new)]
    else:
        world += [_hidden(1, batch, HELD[1], after) for _ in range(new)]
    return told(world, {(whole, before): WORDS, (part, after): WORDS})


@st.composite
def outgrown(draw: st.DrawFn) -> Told:
    """A total newer than the breakdown that covers it."""
    world = [_hidden(phase, Batch.SIGNED, HELD[phase], None) for phase in (1, 2)]
    count = draw(st.integers(1, 3))
    world += [_hidden(draw(st.sampled_from((1, 2))), Batch.SIGNED, DAYS[2], None)] * count
    parts = {(Where((n,), Batch.SIGNED), DAYS[1]): WORDS for n in (1, 2)}
    return told(world, {(Where((1, 2), Batch.SIGNED), DAYS[2]): WORDS, **parts})


@st.composite
def moved_on(draw: st.DrawFn) -> Told:
    """Listed projects take a step, or are withdrawn, after the total that holds them."""
    whole = draw(st.sampled_from([Where((1,), Batch.SIGNED), Where((1, 2), Batch.SIGNED)]))
    start, go = draw(st.sampled_from([(DAYS[2], None), (None, DAYS[2]), (DAYS[2], DAYS[3])]))
    listed = Life(1, Batch.SIGNED, Decimal(2), HELD[1], (start, None), go, True)
    done = draw(st.sampled_from([None, HELD[1]]))
    world = [listed] * draw(st.integers(1, 3)) + [_hidden(1, Batch.SIGNED, HELD[1], done)]
    return told(world, {(whole, DAYS[1]): WORDS})


@st.composite
def crossed_once(draw: st.DrawFn) -> Told:
    """Rollups that cross only while an older one without phases is the latest."""
    batch = draw(st.sampled_from([None, *BATCHES]))
    inner = draw(st.sampled_from(BATCHES)) if batch is None else None
    lists = [(phase, draw(st.sampled_from(BATCHES))) for phase in (1, 1, 2, 3)]
    world = [_hidden(phase, on, HELD[phase], None) for phase, on in lists]
    spanning = {(Where(None, batch), day): WORDS for day in (DAYS[0], DAYS[3])}
    return told(world, {**spanning, (Where((1, 2), inner), DAYS[1]): WORDS})


def _hidden(phase: int, batch: Batch, comes: date, step: date | None) -> Life:
    return Life(phase, batch, Decimal(3), comes, (step, None), None, False)
