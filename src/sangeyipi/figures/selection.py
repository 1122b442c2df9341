"""Choosing projects: which of them a list is about, each once, and of which nobody can say.

Owns the filters of `list`.  What is measured of a project's progress is figures/readings.py's.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from sangeyipi.figures.lights import Alerts, LightMark, Lights, judged
from sangeyipi.figures.monthly import Record, ReportSeries
from sangeyipi.figures.population import population
from sangeyipi.figures.readings import Ground, measure
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.unrecorded import possible
from sangeyipi.model.interval import End, Interval
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import Month
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project, searched
from sangeyipi.model.question import Scope
from sangeyipi.model.span import Span
from sangeyipi.model.stages import Batch, Milestone


class Expected(NamedTuple):
    """A milestone, planned or reached within some days."""

    milestone: Milestone
    within: Span


class Filter(NamedTuple):
    """What `list` can be asked for; None (or empty) does not restrict.  Investments in 亿元."""

    phases: Phases | None = None
    batch: Batch | None = None
    reached: Milestone | None = None
    not_reached: Milestone | None = None
    sector: str | None = None
    unit: str | None = None
    #: One of the 包联领导.
    leader: str | None = None
    at_least: Decimal | None = None
    less_than: Decimal | None = None
    text: str = ""
    on_platform: bool | None = None
    withdrawn: bool = False
    #: One of the 首席服务员.
    officer: str | None = None
    locality: str | None = None
    #: Of the ledgers that one is made of.
    region: str | None = None
    planned: Expected | None = None
    reached_in: Expected | None = None
    #: Under way without a report for the month.
    unreported: Month | None = None
    #: At least so many percentage points behind 序时, so many calendar months behind a plan.
    behind_points: Decimal | None = None
    behind_months: int | None = None
    light: LightMark | None = None

    @property
    def of_dispatch(self) -> bool:
        """Whether it asks how a project stands on a day, which has to be a certain one."""
        asked = (self.behind_points, self.behind_months, self.light, self.unreported)
        return any(one is not None for one in asked)


class Doubt(NamedTuple):
    """What a filter cannot decide of some projects: what is not known, and the 编号 of these."""

    unknown: str
    ids: list[str]


class Selection(NamedTuple):
    """What a filter lets through, by 编号, and what it may be leaving out."""

    projects: list[Project]
    doubts: list[Doubt]


#: What a filter asks, as it is told of a project that does not say; and the answer.
_Verdict = tuple[str, bool | None]


def select(ledger: Ledger, chosen: Filter, as_of: date | None) -> Selection:
    """The projects that a filter lets through; absent is unknown, never a no."""
    found: list[Project] = []
    doubts: dict[str, list[str]] = {}
    asked = _Asked(ledger, chosen, as_of)
    for project in _candidates(ledger, chosen, as_of):
        unknown = asked.unknown(project)
        if unknown is None:
            continue
        for what in unknown:
            doubts.setdefault(what, []).append(project.id)
        if not unknown:
            found.append(project)
    return Selection(found, [Doubt(what, ids) for what, ids in doubts.items()])


@dataclass(frozen=True)
class _Asked:
    """A question to each project, with what is prepared once to answer it."""

    ledger: Ledger
    chosen: Filter
    as_of: date | None

    def unknown(self, project: Project) -> list[str] | None:
        """What is not known of a project that may be asked for; None where it is certainly not."""
        unknown: list[str] = []
        for verdicts in (self._plain, *self._more):
            for what, answer in verdicts(project):
                if answer is False:
                    return None
                if answer is None:
                    unknown.append(what)
        return unknown

    @cached_property
    def _more(self) -> tuple[Callable[[Project], list[_Verdict]], ...]:
        """What takes longer to answer, as far as it is asked."""
        chosen = self.chosen
        kinds = {
            self._planned: chosen.planned,
            self._reached_in: chosen.reached_in,
            self._unreported: chosen.unreported,
            self._behind_months: chosen.behind_months,
            self._behind_points: chosen.behind_points,
            self._lit: chosen.light,
        }
        return tuple(ask for ask, asked in kinds.items() if asked is not None)

    def _plain(self, project: Project) -> list[_Verdict]:
        return _verdicts(project, self.chosen, self.as_of)

    def _planned(self, project: Project) -> list[_Verdict]:
        milestone, within = self.chosen.planned or _nothing()
        when = project.planned.date(milestone)
        word = f"“计划.{milestone}”"
        if when is None:
            return [(f"没有写{word}", None)]
        return [(f"{word}只到月，在不在 {within} 里不明", within.holds(when))]

    def _reached_in(self, project: Project) -> list[_Verdict]:
        milestone, within = self.chosen.reached_in or _nothing()
        answer = reached_within(project, milestone, within, self.as_of)
        return [(f"是否在 {within} {milestone}不明（日期不明，或者只到月）", answer)]

    def _unreported(self, project: Project) -> list[_Verdict]:
        month = self.chosen.unreported
        assert month is not None
        answer = unreported(self._record(project), month)
        return [(f"到{month.title}底是否已开工不明，不知道该不该报", answer)]

    def _behind_points(self, project: Project) -> list[_Verdict]:
        least = self.chosen.behind_points
        assert least is not None
        return [self._measured(project, Quantity.POINTS_BEHIND, least)]

    def _behind_months(self, project: Project) -> list[_Verdict]:
        least = self.chosen.behind_months
        assert least is not None
        what, answer = self._measured(project, Quantity.MONTHS_OVERDUE, Decimal(least))
        if answer is False and not project.planned.dates() and not self._through(project):
            return [("没有写计划日期", None)]
        return [(what, answer)]

    def _through(self, project: Project) -> bool:
        return project.reached(Milestone.AT_CAPACITY, self.as_of) is True

    def _measured(self, project: Project, quantity: Quantity, least: Decimal) -> _Verdict:
        """Whether a quantity is at least so much, as a light of that band would show."""
        assert self.as_of is not None
        rule = LightRule(dimension="", quantity=quantity, red=Interval(End(least, True)))
        found = measure(self._ground, self._record(project), rule, self.as_of)
        mark, _ = judged(rule, found)
        what = f"{quantity}不明（{found.why}）"
        return what, {LightMark.RED: True, LightMark.UNKNOWN: None}.get(mark, False)

    def _lit(self, project: Project) -> list[_Verdict]:
        light = self.chosen.light
        assert light is not None
        found = self._lights.get(project.id)
        if found is None or found.mark is light:
            return [("", found is not None)]
        return [(f"亮不亮{light}灯不明", None if found.may_be(light) else False)]

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.ledger)

    @cached_property
    def _lights(self) -> dict[str, Lights]:
        assert self.as_of is not None
        alerts = Alerts(Figures(self.ledger, self.as_of), self.as_of)
        return {one.project.id: one for one in alerts.projects}

    def _record(self, project: Project) -> Record:
        return Record(project, self._ground.book.get(project.id, ReportSeries()))


def _nothing() -> Expected:
    raise AssertionError("not asked")


def reached_within(
    project: Project, milestone: Milestone, within: Span, as_of: date | None
) -> bool | None:
    """Whether a milestone was reached on one of these days, and by the day; None: nobody can say.

    A date that nobody recorded lies between the dates of the milestones before and after.
    """
    last = min(within.last, as_of or date.max)
    if last < within.first or project.reached(milestone, None) is False:
        return False
    when = project.milestones.get(milestone)
    if when is not None and when.dated:
        if as_of is not None and when.last > as_of:
            return False
        return within.holds(when)
    if not possible(project, milestone, within.first, last):
        return False
    before = within.first > date.min and possible(
        project, milestone, date.min, within.first - timedelta(1)
    )
    after = last < date.max and possible(project, milestone, last + timedelta(1), date.max)
    surely = project.reached(milestone, None) and not before and not after
    return True if surely else None


def unreported(record: Record, month: Month) -> bool | None:
    """Whether a project under way did not report for a month; None: whether it was is not known.

    Under way is what has started, or has reported before, until all is invested or 达效 reached.
    """
    own = record.at(month)
    if own is not None and own.says_something:
        return False
    project = record.project
    if project.reached(Milestone.AT_CAPACITY, month.last) or record.finished(month):
        return False
    said_before = record.last_said(month) is not None
    if said_before or project.reached(Milestone.STARTED, month.last):
        return True
    return False if record.nothing_yet(month) else None


def _candidates(ledger: Ledger, chosen: Filter, as_of: date | None) -> Iterator[Project]:
    if not chosen.withdrawn:
        return population(ledger, Scope(chosen.phases, chosen.batch), as_of)
    gone = (project for project in ledger.projects if not project.counts(as_of))
    return (project for project in gone if _listed_in(project, chosen))


def _listed_in(project: Project, chosen: Filter) -> bool:
    if chosen.phases is None and chosen.batch is None:
        return True
    return any(
        (chosen.batch is None or batch is chosen.batch)
        and (chosen.phases is None or phase in chosen.phases)
        for batch, phase in project.listed.items()
    )


def _verdicts(project: Project, chosen: Filter, as_of: date | None) -> list[_Verdict]:
    """Whether the project is what is asked for, in each respect; None where nobody says."""
    by = f"到 {as_of} " if as_of else ""
    return [
        ("没有写“监管平台”", _is(project.on_platform, chosen.on_platform)),
        ("没有写“领域”", _is(project.sector, chosen.sector)),
        ("没有写“责任单位”", _is(project.unit, chosen.unit)),
        ("没有写“包联领导”", _names(project.leaders, chosen.leader)),
        ("没有写“首席服务员”", _names(project.officers, chosen.officer)),
        ("", _is(project.region, chosen.region)),
        ("没有写“属地”", _is(project.locality, chosen.locality)),
        ("没有写“总投资”", _sized(project, chosen)),
        ("", _says(project, chosen.text)),
        *(
            (
                f"{by}是否已{milestone}不明（没有日期或没有节点）",
                _reached(project, milestone, as_of, wanted),
            )
            for milestone, wanted in ((chosen.reached, True), (chosen.not_reached, False))
            if milestone is not None
        ),
    ]


def _reached(
    project: Project, milestone: Milestone, as_of: date | None, wanted: bool
) -> bool | None:
    """A milestone of unknown date is neither reached nor not reached on a given day."""
    answer = project.reached(milestone, as_of)
    return None if answer is None else answer is wanted


def _is(value: object, wanted: object) -> bool | None:
    if wanted is None:
        return True
    return None if value is None else value == wanted


def _names(people: tuple[str, ...], wanted: str | None) -> bool | None:
    """Whether one of some people is meant; nobody named is nobody known."""
    if wanted is None:
        return True
    return wanted in people if people else None


def _sized(project: Project, chosen: Filter) -> bool | None:
    if chosen.at_least is None and chosen.less_than is None:
        return True
    if project.investment is None:
        return None
    return (chosen.at_least is None or project.investment >= chosen.at_least) and (
        chosen.less_than is None or project.investment < chosen.less_than
    )


def _says(project: Project, text: str) -> bool:
    folded = text.casefold()
    words = (getattr(project, name) for name in searched())
    return any(folded in word.casefold() for word in words if word)
