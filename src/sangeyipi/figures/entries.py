"""Entries: what the ledger knows, cut into the smallest scopes that it is known for.

Listed projects are gathered into cells (one per phase, batch and platform value); each rollup is
an entry of its own, in the snapshot that was the latest by the as-of date (figures/snapshots.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import add, sub
from typing import Any, TypeVar

from sangeyipi.figures.monthly import funds_reported
from sangeyipi.figures.scope import Mask, Universe
from sangeyipi.figures.undated import Undated, undated
from sangeyipi.model.lazy_dataclass import dataclass, field, replace
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import STEP, Batch, Milestone

_One = TypeVar("_One")
_ZERO = Decimal(0)
_STEPS = len(STEP) + 1


@dataclass(eq=False, slots=True)
class ProjectsEntry:
    """The projects listed in one phase and batch, with one platform value, added up.

    Investments in 亿元.  `missing_…` are the 编号 of projects without the figure, so that a sum
    over them is unknown; `undated` those whose progress by the as-of date is unknown.
    """

    scope: Scope
    mask: Mask
    count: int = 0
    investment: Decimal = _ZERO
    funds: Decimal = _ZERO
    #: By how many steps are taken for certain, 0 to 5: how many projects, and their investment.
    at_step: list[int] = field(default_factory=lambda: [0] * _STEPS)
    investment_at_step: list[Decimal] = field(default_factory=lambda: [_ZERO] * _STEPS)
    undecided: list[int] = field(default_factory=lambda: [0] * _STEPS)
    missing_investment: list[str] = field(default_factory=list)
    missing_funds: list[str] = field(default_factory=list)
    undated: list[Undated] = field(default_factory=list)
    #: Those of which nobody says whether the platform counts them.
    unsaid: list[str] = field(default_factory=list)
    #: The 编号 of the one project that this cell takes off again: its figures are negative.
    withdrawn: str = ""
    #: Those that are 转化, as a cell of their own; None where none is.
    turned: "ProjectsEntry | None" = None
    #: Whether it was made as of a day.
    dated: bool = False
    #: Whose funds are those that the project's own field gives, which knows no day; and these.
    undated_funds: list[str] = field(default_factory=list)
    own_funds: Decimal = _ZERO

    def add(
        self,
        project: Project,
        progress: tuple[int, int],
        converted: bool,
        arrived: Mapping[str, Decimal | None],
    ) -> None:
        """Count one project in; `arrived` are the funds of those that report."""
        self.count += 1
        investment = project.investment
        if project.on_platform is None:
            self.unsaid.append(project.id)
        if investment is None:
            self.missing_investment.append(project.id)
            investment = _ZERO
        self.investment += investment
        self._add_funds(project, arrived)
        if converted:
            self.turned = self.turned or ProjectsEntry(self.scope, self.mask, dated=self.dated)
            self.turned.add(project, progress, False, arrived)
        certain, possible = progress
        self.at_step[certain] += 1
        self.investment_at_step[certain] += investment
        left_open = undated(project, progress) if possible > certain else None
        if left_open:
            self.undated.append(left_open)
            for step in range(certain + 1, possible + 1):
                self.undecided[step] += 1

    def _add_funds(self, project: Project, arrived: Mapping[str, Decimal | None]) -> None:
        funds = arrived.get(project.id, project.funds)
        if funds is None:
            self.missing_funds.append(project.id)
            return
        self.funds += funds
        # What is nothing at present was nothing before.
        if funds and project.id not in arrived:
            self.undated_funds.append(project.id)
            self.own_funds += funds

    @property
    def converted(self) -> int:
        """How many are 转化."""
        return self.turned.count if self.turned else 0

    def without_converted(self) -> "ProjectsEntry":
        """The same without its 转化."""
        return self.plus(self.turned, -1) if self.turned else self

    def plus(self, other: "ProjectsEntry", sign: int = 1) -> "ProjectsEntry":
        """This scope with the projects of another cell; with sign -1 without them."""
        more: Callable[[Any, Any], Any] = add if sign > 0 else sub
        return ProjectsEntry(
            self.scope,
            self.mask,
            more(self.count, other.count),
            more(self.investment, other.investment),
            more(self.funds, other.funds),
            list(map(more, self.at_step, other.at_step)),
            list(map(more, self.investment_at_step, other.investment_at_step)),
            list(map(more, self.undecided, other.undecided)),
            _ids(self.missing_investment, other.missing_investment, sign),
            _ids(self.missing_funds, other.missing_funds, sign),
            _ids(self.undated, other.undated, sign),
            _ids(self.unsaid, other.unsaid, sign),
            turned=self._turned_with(other, sign),
            dated=self.dated,
            undated_funds=_ids(self.undated_funds, other.undated_funds, sign),
            own_funds=more(self.own_funds, other.own_funds),
        )

    def among(self, atoms: Universe) -> "ProjectsEntry":
        """The same among the atoms of other ledgers beside its own."""
        mask = atoms.mask(self.scope)
        turned = self.turned and replace(self.turned, mask=mask)
        return replace(self, mask=mask, turned=turned)

    def _turned_with(self, other: "ProjectsEntry", sign: int) -> "ProjectsEntry | None":
        if other.turned is None:
            return self.turned
        turned = self.turned or ProjectsEntry(self.scope, self.mask, dated=self.dated)
        return turned.plus(other.turned, sign)

    def reached(self, milestone: Milestone) -> int:
        """How many reached the milestone for certain."""
        return sum(self.at_step[STEP[milestone] :])

    def reached_investment(self, milestone: Milestone) -> Decimal:
        """The investment of those, as far as it is known."""
        return sum(self.investment_at_step[STEP[milestone] :], _ZERO)


def _ids(some: list[_One], others: list[_One], sign: int) -> list[_One]:
    if sign > 0:
        return some + others
    left = list(some)
    for id in others:
        left.remove(id)
    return left


class Then(NamedTuple):
    """The projects listed inside a rollup as they were on its own day.

    `still`: those that still count now, on another day; `gone`: a negative cell for each that left.
    """

    still: tuple[ProjectsEntry, ...] = ()
    gone: tuple[ProjectsEntry, ...] = ()


class RollupEntry(NamedTuple):
    """A rollup as an entry; not `usable` where all snapshots are later than the as-of date.

    Its mask holds only phases that were held by its day.  `complete`: it has its projects listed,
    all of them, so that they say more than it does.
    """

    scope: Scope
    mask: Mask
    rollup: Rollup
    usable: bool = True
    complete: bool = False
    #: The mask of the scope as written, whatever was held by its day.
    declared: Mask = 0
    #: Without a batch, in a ledger whose totals leave 转化 out: its figures leave it out too.
    net: bool = False
    #: Of a net one: all that it counts are listed, though there may be 转化 that is not.
    net_complete: bool = False
    then: Then = Then()
    #: What the same scope said before, each on its own day.
    earlier: "tuple[RollupEntry, ...]" = ()

    @property
    def day(self) -> date:
        """The day whose figures it gives."""
        return self.rollup.date


Entry = ProjectsEntry | RollupEntry


def is_empty(entry: Entry) -> bool:
    """Whether it is a list from which every project was withdrawn: a 0, but nothing to show."""
    return isinstance(entry, ProjectsEntry) and entry.count == 0


#: Phase, batch and platform value of a cell.
CellKey = tuple[int, Batch, bool | None]


def cells(ledger: Ledger, atoms: Universe, as_of: date | None) -> list[ProjectsEntry]:
    """The cells of all listed projects.

    A listing counts from its phase's date; a withdrawn project keeps its cell in being (known to
    be empty) but counts nowhere.  Of a project that reports by months the funds are those reported.
    """
    arrived = funds_reported(ledger, as_of)
    held = {phase.number for phase in ledger.config.held(as_of)}
    found: dict[CellKey, ProjectsEntry] = {}
    for project in ledger.counted:
        _put(found, project, atoms, as_of, held, arrived)
    return [found[key] for key in sorted(found, key=cell_order)]


def gathered(
    projects: Iterable[Project], atoms: Universe, arrived: Mapping[str, Decimal | None]
) -> dict[CellKey, ProjectsEntry]:
    """The cells of projects by all that is recorded; `arrived` are the funds of who reports."""
    found: dict[CellKey, ProjectsEntry] = {}
    for project in projects:
        _put(found, project, atoms, None, set(), arrived)
    return found


def apart(
    ledger: Ledger, atoms: Universe, as_of: date | None
) -> Iterator[tuple[Project, ProjectsEntry]]:
    """What `cells` adds up: each project that counts with each cell of it, as if it were alone."""
    arrived = funds_reported(ledger, as_of)
    held = {phase.number for phase in ledger.config.held(as_of)}
    for project in ledger.projects:
        if project.listed and project.counts(as_of):
            found: dict[CellKey, ProjectsEntry] = {}
            _put(found, project, atoms, as_of, held, arrived)
            for cell in found.values():
                yield project, cell


def taken_off(
    ledger: Ledger, atoms: Universe, day: date, projects: list[Project]
) -> list[ProjectsEntry]:
    """What each of these projects was on a day, listing by listing, as cells that take it off."""
    arrived = funds_reported(ledger, day)
    held = {phase.number for phase in ledger.config.held(day)}
    less: list[ProjectsEntry] = []
    for project in projects:
        found: dict[CellKey, ProjectsEntry] = {}
        _put(found, project, atoms, day, held, arrived)
        less += [_negative(cell, project.id) for cell in found.values()]
    return less


def _put(
    found: dict[CellKey, ProjectsEntry],
    project: Project,
    atoms: Universe,
    as_of: date | None,
    held: set[int],
    arrived: Mapping[str, Decimal | None],
) -> None:
    """Count a project in the cells of the lists that it stands on."""
    if not (listed := project.listed):
        return
    counts = project.counts(as_of)
    progress = project.progress(as_of) if counts else (0, 0)
    first = min(listed.values())  # on a later one it is 转化 (Project.converted)
    for batch, phase in listed.items():
        if phase not in held and as_of is not None:
            continue
        key = (phase, batch, project.on_platform)
        cell = found.get(key)
        if cell is None:
            cell = found[key] = cell_of(atoms, *key)
            cell.dated = as_of is not None
        if counts:
            cell.add(project, progress, phase > first, arrived)


def _negative(cell: ProjectsEntry, id: str) -> ProjectsEntry:
    """What is known of the cell, taken off; what is not known of it stays unknown."""
    return replace(
        cell,
        count=-cell.count,
        investment=-cell.investment,
        funds=-cell.funds,
        at_step=[-one for one in cell.at_step],
        investment_at_step=[-one for one in cell.investment_at_step],
        withdrawn=id,
        turned=cell.turned and _negative(cell.turned, id),
        own_funds=-cell.own_funds,
    )


def cell_of(atoms: Universe, phase: int, batch: Batch, on_platform: bool | None) -> ProjectsEntry:
    """A cell in which nothing is counted yet."""
    scope = Scope(Phases((phase,)), batch, on_platform)
    return ProjectsEntry(scope, atoms.mask(scope))


def cell_order(key: CellKey) -> tuple[int, int, int]:
    """By phase, batch and platform value."""
    phase, batch, platform = key
    return phase, STEP[batch.own], {True: 0, False: 1, None: 2}[platform]


def listed_projects(ledger: Ledger, scope: Scope, as_of: date | None) -> Iterator[Project]:
    """Each project once that counts and stands on a list inside `scope` by `as_of`.

    Those of which nobody says whether the platform counts them are among them.
    """
    held = {phase.number for phase in ledger.config.held(as_of)}
    for project in ledger.projects:
        if not project.counts(as_of):
            continue
        if scope.on_platform is not None and project.on_platform is (not scope.on_platform):
            continue
        if any(
            (scope.batch is None or batch is scope.batch)
            and (scope.phases is None or phase in scope.phases)
            and (as_of is None or phase in held)
            for batch, phase in project.listed.items()
        ):
            yield project
