"""Whole ledgers as model values: worlds of projects, and what a ledger may know of them.

A `World` is the truth.  A ledger made from it hides some projects behind rollups that say what is
true of their scope, and leaves out figures here and there; so every exact figure of it must be the
world's, and every lower bound at most that.
"""

import itertools
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from sangeyipi.model import dates
from sangeyipi.model.dates import UNDATED, When
from sangeyipi.model.ledger import Config, Ledger, Phase
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project, Withdrawal
from sangeyipi.model.question import Scope
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import Batch, Milestone

from .one_draw import amount, any_of, day_from, days_of, or_none, subsets

HELD = {1: date(2021, 7, 10), 2: date(2021, 10, 8), 3: date(2022, 1, 4)}
FIRST, LAST = date(2021, 7, 1), date(2022, 6, 30)
CONFIG = Config(
    name="示例台账",
    phases=tuple(Phase(number=number, date=day) for number, day in HELD.items()),
    sectors=("工业", "服务业"),
)
PLATFORMS = (True, False, None)

days = day_from(FIRST, LAST)
amounts = amount("0.01", "999", places=4)

_LISTINGS = [
    dict(zip(chosen, numbers, strict=True))
    for chosen in subsets(list(Batch))
    for numbers in itertools.combinations_with_replacement(HELD, len(chosen))
]


def listings() -> st.SearchStrategy[dict[Batch, int]]:
    """Phases that do not decrease from one batch to the next."""
    return any_of(_LISTINGS).map(dict)


_REACHED = subsets(list(Milestone))


def _kinds(undated: bool, months: bool) -> tuple[str, ...]:
    return (*["day"] * 4, *["month"] * months, *["undated"] * undated)


#: A day and how a ledger knows it, by whether 已 and a month alone are among the ways.
_KNOWN = {
    ways: any_of(itertools.product(days_of(FIRST, LAST), _kinds(*ways)))
    for ways in itertools.product((True, False), repeat=2)
}


@st.composite
def milestones(draw: st.DrawFn, undated: bool = True, months: bool = True) -> dict[Milestone, When]:
    """Milestones in order, some left out, some to the month, some only 已."""
    chosen = draw(any_of(_REACHED))
    known = sorted(draw(_KNOWN[undated, months]) for _ in chosen)
    result: dict[Milestone, When] = {}
    for milestone, (day, kind) in zip(chosen, known, strict=True):
        if kind == "undated":
            result[milestone] = UNDATED
        elif kind == "month":
            result[milestone] = dates.month(day.year, day.month)
        else:
            result[milestone] = dates.day(day)
    return result


@st.composite
def projects(
    draw: st.DrawFn, undated: bool = True, months: bool = True, complete: bool = False
) -> Project:
    """One project without a 编号 of its own yet."""
    gone = None if complete else draw(st.none() | days)
    return Project(
        id="P",
        name="P",
        sector=draw(or_none(CONFIG.sectors)),
        investment=draw(amounts if complete else st.none() | amounts),
        funds=draw(or_none([Decimal("0.01")])),
        on_platform=draw(st.booleans() if complete else st.sampled_from(PLATFORMS)),
        unit=draw(or_none(("甲局", "乙局"))),
        listed=draw(listings()),
        milestones=draw(milestones(undated, months)),
        withdrawn=None if gone is None or gone.day % 3 else Withdrawal(date=dates.day(gone)),
    )


def numbered(found: list[Project]) -> tuple[Project, ...]:
    """Each with a 编号 and a name that no other has."""
    return tuple(replace(one, id=f"P-{i:03d}", name=f"工程{i:03d}") for i, one in enumerate(found))


def ledgers_of_projects(
    undated: bool = True, months: bool = True, complete: bool = False
) -> st.SearchStrategy[Ledger]:
    """Ledgers without rollups."""
    lists = st.lists(projects(undated, months, complete), max_size=8)
    return lists.map(lambda found: Ledger(config=CONFIG, projects=numbered(found)))


# --- what rollups say of a world

Cell = tuple[int, Batch, bool]


def cells_of(project: Project) -> list[Cell]:
    """Where a project of known platform value stands."""
    assert project.on_platform is not None
    return [(phase, batch, project.on_platform) for batch, phase in project.listed.items()]


def within(cell: Cell, scope: Scope) -> bool:
    phase, batch, platform = cell
    return (
        (scope.phases is None or phase in scope.phases)
        and scope.batch in (None, batch)
        and scope.on_platform in (None, platform)
    )


def atoms(scope: Scope) -> frozenset[Cell]:
    every = itertools.product(HELD, Batch, (True, False))
    return frozenset(cell for cell in every if within(cell, scope))


PHASE_SETS = [None, *(Phases(n) for n in ((1,), (2,), (3,), (1, 2), (2, 3), (1, 2, 3)))]
SCOPES = [
    Scope(numbers, batch, platform)
    for numbers, batch, platform in itertools.product(
        PHASE_SETS, (None, *Batch), (None, True, False)
    )
]


def laminar(chosen: list[Scope]) -> list[Scope]:
    """Those of `chosen`, in order, that cross none before them and are not the same again."""
    kept: list[Scope] = []
    for scope in chosen:
        mine = atoms(scope)
        others = [atoms(one) for one in kept]
        if all(not mine & one or mine < one or one < mine for one in others):
            kept.append(scope)
    return kept


def truth(found: list[Project], scope: Scope, as_of: date | None) -> dict[str, Decimal]:
    """What is true of a scope: 个数, 总投资, 转化 and each milestone; by hand, not by `stats`."""
    result = dict.fromkeys(("个数", "总投资", "转化", *map(str, Milestone)), Decimal(0))
    for project in found:
        if project.withdrawn and (as_of is None or project.withdrawn.date.last <= as_of):
            continue
        for phase, batch, platform in cells_of(project):
            if not within((phase, batch, platform), scope):
                continue
            if as_of is not None and HELD[phase] > as_of:
                continue
            assert project.investment is not None
            result["个数"] += 1
            result["总投资"] += project.investment
            result["转化"] += any(other < phase for other in project.listed.values())
            for milestone in reached_by(project, as_of):
                result[milestone.value] += 1
    return result


def reached_by(project: Project, as_of: date | None) -> list[Milestone]:
    done = [
        milestone
        for milestone, when in project.milestones.items()
        if as_of is None or (not when.undated and when.last <= as_of)
    ]
    order = list(Milestone)
    furthest = max((order.index(milestone) for milestone in done), default=-1)
    return order[: furthest + 1]


@dataclass(frozen=True)
class Known:
    """A world and a ledger that knows part of it, both as of one day."""

    world: list[Project]
    ledger: Ledger
    as_of: date | None


def _said(
    draw: st.DrawFn, scope: Scope, true: dict[str, Decimal], whole: bool, day: date
) -> Rollup:
    said = {key: value for key, value in true.items() if draw(st.integers(0, 3))}
    if true["总投资"] == 0 and "个数" not in said:
        said.pop("总投资", None)
    return Rollup(
        phases=scope.phases,
        batch=scope.batch,
        on_platform=scope.on_platform,
        count=int(said["个数"]) if "个数" in said else None,
        investment=said.get("总投资"),
        converted=int(said["转化"]) if "转化" in said else None,
        milestones={m: int(said[m.value]) for m in Milestone if m.value in said},
        with_projects=whole,
        date=day,
    )


@st.composite
def partly_known(draw: st.DrawFn, timed: bool = False, hide_platform: bool = False) -> Known:
    """A world of which some projects are hidden behind rollups that tell the truth."""
    made = st.lists(projects(undated=not timed, complete=True), min_size=1, max_size=7)
    world = list(numbered(draw(made)))
    as_of = draw(day_from(HELD[3], LAST)) if timed else None
    scopes = laminar(draw(st.lists(st.sampled_from(SCOPES), min_size=1, max_size=6)))
    covered = [atoms(scope) for scope in scopes]
    kept: list[Project] = []
    for project in world:
        hidable = all(any(cell in one for one in covered) for cell in cells_of(project))
        if not (hidable and draw(st.booleans())):
            kept.append(project)
    day = as_of or LAST + timedelta(days=1)
    rollups = []
    for scope in scopes:
        true = truth(world, scope, as_of)
        holds = any(within(cell, scope) for project in kept for cell in cells_of(project))
        rollup = _said(draw, scope, true, holds, day)
        if rollup.count is None and rollup.investment is None and not rollup.milestones:
            rollup = replace(rollup, count=int(true["个数"]))
        rollups.append(rollup)
    shown = [_less_known(draw, project, hide_platform) for project in kept]
    return Known(world, Ledger(config=CONFIG, projects=tuple(shown), rollups=tuple(rollups)), as_of)


def _less_known(draw: st.DrawFn, project: Project, hide_platform: bool) -> Project:
    def forget() -> bool:
        return draw(st.integers(0, 5)) == 0

    if forget():
        project = replace(project, investment=None)
    if hide_platform and forget():
        project = replace(project, on_platform=None)
    return project
