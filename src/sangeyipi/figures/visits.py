"""The visits of a year up to a day: by leader against what is required, and where nobody went.

Owns what counts as a leader's visit (he is among 走访人 and 身份 is 包联领导), how many are
required by the day, and which verdicts 核查 came to.  Whether a year was kept at all is told by the
register: without any visit of the year nothing is known of it, and no 0 is made up.
"""

from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from sangeyipi.figures.problems import Count, ProblemStanding
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import VISITS_REQUIRED, Config, Ledger
from sangeyipi.model.month import last_full_month, month_of
from sangeyipi.model.project import Level, Project
from sangeyipi.model.question import Scope
from sangeyipi.model.rounding import EXACT
from sangeyipi.model.visit import Capacity, Verdict, Visit

_MONTHS = Decimal(12)


@dataclass(slots=True)
class Walked:
    """Visits added up."""

    visits: int = 0
    days: set[date] = field(default_factory=set)
    projects: set[str] = field(default_factory=set)
    #: The numbers of the problems found.
    found: set[str] = field(default_factory=set)
    verdicts: dict[Verdict, int] = field(default_factory=dict)

    def take(self, visit: Visit) -> None:
        """Count a visit in."""
        self.visits += 1
        self.days.add(visit.date)
        self.projects.add(visit.project)
        self.found.update(visit.found)
        if visit.verdict is not None:
            self.verdicts[visit.verdict] = self.verdicts.get(visit.verdict, 0) + 1

    @property
    def last(self) -> date | None:
        """The last of the days."""
        return max(self.days, default=None)

    def closed(self, standings: dict[str, ProblemStanding]) -> Count:
        """How many of the problems found are closed; of a number without a record nobody knows."""
        count = Count()
        for number in self.found:
            one = standings.get(number)
            count.add(one.closed if one else None)
        return count


class Leader(NamedTuple):
    """A leader, the levels that his projects say, what is required, and what he did."""

    name: str
    projects: int
    levels: tuple[Level, ...]
    #: Days a year; None: not known, as his projects say no level, or several.
    required: int | None
    #: Whether anything is required of his level, as far as that is known.
    applies: bool
    walked: Walked
    #: Whole months of the year that are over.
    months: int

    @property
    def due(self) -> Decimal | None:
        """Days required by the day: the year's number × whole months ÷ 12, exactly."""
        if self.required is None:
            return None
        return EXACT.divide(Decimal(self.required * self.months), _MONTHS)

    @property
    def short(self) -> int | None:
        """How many days more would do; 0: as many as are required, or more."""
        due = self.due
        if due is None:
            return None
        return max(0, int(due.to_integral_value(ROUND_CEILING)) - len(self.walked.days))


class Unvisited(NamedTuple):
    """A project to which nobody went, and when somebody last did.

    `known`: whether the register covers all the time since; otherwise nobody can tell.
    """

    project: Project
    last: date | None
    known: bool


def of_year(ledger: Ledger, as_of: date) -> list[Visit]:
    """The visits of the day's year, up to the day."""
    first = date(as_of.year, 1, 1)
    return [one for one in ledger.visits if first <= one.date <= as_of]


def covered(ledger: Ledger, year: int) -> bool:
    """Whether the register has visits of a year: only then somebody without one has none."""
    return any(one.date.year == year for one in ledger.visits)


def by_leader(visit: Visit) -> tuple[str, ...]:
    """The leaders whose visit it is."""
    return visit.visitors if visit.capacity is Capacity.LEADER else ()


def leaders(figures: Figures, as_of: date) -> list[Leader]:
    """Each leader of a project, and whoever went as one, with the year's visits.

    Who lacks most days first; of whom nothing is required, or nobody knows what, last.
    """
    ledger = figures.ledger
    answers: dict[str, list[Project]] = {}
    for project in figures.population(Scope()):
        for name in project.leaders:
            answers.setdefault(name, []).append(project)
    walked: dict[str, Walked] = {name: Walked() for name in answers}
    for visit in of_year(ledger, as_of):
        for name in by_leader(visit):
            walked.setdefault(name, Walked()).take(visit)
    months = _whole_months(as_of)
    found = [
        _leader(name, answers.get(name, []), done, ledger.config, months)
        for name, done in walked.items()
    ]
    return sorted(found, key=lambda one: (-(one.short or 0), one.short is None, one.name))


def required(config: Config, level: Level) -> int | None:
    """Days a year of a level's leaders; None: nothing is required of them."""
    return config.visits_required.get(level, VISITS_REQUIRED.get(level))


def unvisited(figures: Figures, as_of: date, months: int) -> tuple[list[Unvisited], list[str]]:
    """Projects to which nobody, in whatever capacity, went for so many months.

    And the 编号 of those that have not been in the ledger for as long, which are left out.
    """
    since = _months_before(as_of, months)
    last = {one.project: one.date for one in figures.ledger.visits if one.date <= as_of}
    years = range(
        since.year if since != date(since.year, 12, 31) else since.year + 1, as_of.year + 1
    )
    known = all(covered(figures.ledger, year) for year in years)
    found: list[Unvisited] = []
    newer: list[str] = []
    for project in figures.population(Scope()):
        went = last.get(project.id)
        if went is not None and went > since:
            continue
        began = _began(figures.ledger, project)
        if began is not None and began > since:
            newer.append(project.id)
        else:
            found.append(Unvisited(project, went, known))
    # Whoever waits longest first.
    found.sort(key=lambda one: (one.last or date.min, one.project.id))
    return found, newer


def _leader(
    name: str, projects: list[Project], walked: Walked, config: Config, months: int
) -> Leader:
    said = {one.level for one in projects if one.level is not None}
    levels = tuple(level for level in Level if level in said)
    number = required(config, levels[0]) if len(levels) == 1 else None
    applies = len(levels) != 1 or number is not None
    return Leader(name, len(projects), levels, number, applies, walked, months)


def _whole_months(as_of: date) -> int:
    month = last_full_month(as_of)
    return month.number if month.year == as_of.year else 0


def _months_before(day: date, months: int) -> date:
    """So many months before a day; from a month's end to a month's end."""
    month = month_of(day)
    before = month.plus(-months)
    if day == month.last:
        return before.last
    return before.first.replace(day=min(day.day, before.last.day))


def _began(ledger: Ledger, project: Project) -> date | None:
    """Since when the ledger has known of a project; None: no date says."""
    days = [ledger.config.date_of(phase) for phase in project.listed.values()]
    days += [when.last for when in project.milestones.values() if not when.undated]
    return min((day for day in days if day is not None), default=None)
