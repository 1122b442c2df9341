"""要素, 纳统 and 白名单 of projects on a day: what is done, in hand, not needed, missing, unknown.

Owns what is certain of one project on a day, and how projects add up.  A permit's date may be the
interval of a month; a word in its place (办理中, 未办, 不需要) has no day and is taken as it is
written.  Areas in 亩, plans in 亿元.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sangeyipi.figures.monthly import Book, KnownAmount, Record, Total, book
from sangeyipi.model import term
from sangeyipi.model.date_fields import IN_HAND, NOT_BEGUN, NOT_NEEDED
from sangeyipi.model.dates import When
from sangeyipi.model.guarantees import PERMITS
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.project import Project
from sangeyipi.model.table import Rate

WHITELIST_SHARE = "白名单占年度计划投资"
DONE_RATE = "办结率"


class State(StrEnum):
    """How a permit stands."""

    DONE = "办结"
    IN_HAND = "办理中"
    NOT_NEEDED = "不需要"
    MISSING = "未办"
    UNKNOWN = "不明"


_WORDS = {
    IN_HAND: State.IN_HAND,
    NOT_NEEDED: State.NOT_NEEDED,
    NOT_BEGUN: State.MISSING,
}
#: The permits and 纳统, in the order of the format.
KINDS = (*PERMITS, term.IN_STATISTICS)


@dataclass(slots=True)
class States:
    """How many projects stand how with one kind."""

    of: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))

    def take(self, state: State) -> None:
        """Count a project in."""
        self.of[state] += 1

    @property
    def projects(self) -> int:
        """All of them."""
        return sum(self.of.values())

    @property
    def done_rate(self) -> Rate | None:
        """办结率: done ÷ those that need it; None where of one nobody knows."""
        need = self.projects - self.of[State.NOT_NEEDED]
        if self.of[State.UNKNOWN] or not need:
            return None
        return Rate(DONE_RATE, Decimal(self.of[State.DONE]), Decimal(need), "需办")


@dataclass(slots=True)
class Areas:
    """Land added up, in 亩: at least what is said, as who says nothing may need some."""

    wanted: Total = field(default_factory=Total)
    given: Total = field(default_factory=Total)
    lacking: Total = field(default_factory=Total)
    projects: int = 0
    #: Of how many each is said.
    said: dict[str, int] = field(default_factory=dict)

    def take(self, project: Project) -> None:
        """Count a project in."""
        self.projects += 1
        land = project.guarantees.land if project.guarantees else None
        for name in ("wanted", "given", "lacking"):
            value = getattr(land, name) if land else None
            getattr(self, name).add(KnownAmount(value or Decimal(0), value is not None))
            self.said[name] = self.said.get(name, 0) + (value is not None)


@dataclass(slots=True)
class WhitelistGroup:
    """Projects of one answer to 白名单, and what is planned for them in the year."""

    projects: int = 0
    plan: Total = field(default_factory=Total)
    #: 编号 of those without a plan for the year.
    unplanned: list[str] = field(default_factory=list)

    def take(self, project: Project, plan: Decimal | None) -> None:
        """Count a project in."""
        self.projects += 1
        self.plan.add(KnownAmount(plan or Decimal(0), plan is not None))
        if plan is None:
            self.unplanned.append(project.id)


@dataclass(slots=True)
class Whitelist:
    """The year's plan by whether projects are whitelisted; 打捆 projects are left out."""

    year: int
    whole: WhitelistGroup = field(default_factory=WhitelistGroup)
    of: dict[bool | None, WhitelistGroup] = field(
        default_factory=lambda: {
            True: WhitelistGroup(),
            False: WhitelistGroup(),
            None: WhitelistGroup(),
        }
    )
    #: 编号 of the 打捆 projects.
    bundled: list[str] = field(default_factory=list)

    def share(self, answer: bool | None) -> Rate | None:
        """What projects of one answer have of the year's plan; None where a plan is unknown."""
        if not self.whole.plan.exact or not self.whole.plan.value:
            return None
        part = self.of[answer].plan.value
        return Rate(WHITELIST_SHARE, part, self.whole.plan.value, of_amounts=True)

    @property
    def most(self) -> Rate | None:
        """What the whitelisted have at most: with all of which nobody says whether they are."""
        certain, perhaps = self.share(True), self.share(None)
        if certain is None or perhaps is None:
            return None
        return certain._replace(numerator=certain.numerator + perhaps.numerator)


def permits(project: Project, as_of: date) -> list[tuple[str, State]]:
    """Each permit and 纳统 by its word, and how it stands on a day."""
    given = project.guarantees.permits() if project.guarantees else [(one, None) for one in PERMITS]
    found = [(word, permit(when, as_of)) for word, when in given]
    return [*found, (term.IN_STATISTICS, in_statistics(project, as_of))]


def permit(when: When | None, as_of: date) -> State:
    """How a permit stands on a day; of one given later nobody says what it was by then."""
    if when is None:
        return State.UNKNOWN
    word = _WORDS.get(when.text)
    if word is not None:
        return word
    return State.DONE if when.last <= as_of else State.UNKNOWN


def in_statistics(project: Project, as_of: date) -> State:
    """纳统: in the statistics, not in them, or unknown; who enters later is not in them yet."""
    said = project.in_statistics
    if said is None:
        return State.UNKNOWN
    if said.entered is None:
        return State.MISSING if said.lacking is not None else State.UNKNOWN
    if said.entered.last <= as_of:
        return State.DONE
    return State.MISSING if said.entered.first > as_of else State.UNKNOWN


def states(projects: Iterable[Project], as_of: date) -> dict[str, States]:
    """How many projects stand how, by kind."""
    found = {kind: States() for kind in KINDS}
    for project in projects:
        for word, state in permits(project, as_of):
            found[word].take(state)
    return found


def whitelist(ledger: Ledger, projects: Iterable[Project], year: int) -> Whitelist:
    """What part of the year's plan is whitelisted."""
    found = Whitelist(year)
    for project, plan in plans(ledger, projects, year):
        if project.parts is not None:
            found.bundled.append(project.id)
            continue
        found.whole.take(project, plan)
        found.of[project.whitelisted].take(project, plan)
    return found


def says_any(project: Project) -> bool:
    """Whether a project says anything of its guarantees."""
    return any(
        one is not None for one in (project.guarantees, project.in_statistics, project.whitelisted)
    )


def plans(
    ledger: Ledger, projects: Iterable[Project], year: int
) -> Iterator[tuple[Project, Decimal | None]]:
    """Each project with its plan; whoever had completed everything before the year plans 0."""
    reports: Book | None = None
    for project in projects:
        plan = planned(project, year)
        if plan is None:
            reports = book(ledger.reports) if reports is None else reports
            series = reports.get(project.id)
            if series and Record(project, series).finished(Month(year - 1, 12)):
                plan = Decimal(0)
        yield project, plan


def planned(project: Project, year: int) -> Decimal | None:
    """年度计划投资, or without it what 月计划 comes to."""
    said = project.planned.yearly.get(year)
    months = project.planned.monthly.get(year)
    return sum(months, Decimal(0)) if said is None and months is not None else said
