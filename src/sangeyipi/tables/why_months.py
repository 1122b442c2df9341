"""Why a number of a month's tables is what it is: news, lights, plans, nodes, the opening page.

Owns which projects are behind them; what is certain of a project is asked of the tables' own
modules, so that nothing is judged twice.
"""

from collections.abc import Callable
from functools import cached_property

from sangeyipi.figures.lights import Alerts, LightMark, Lights, alerts
from sangeyipi.figures.monthly import records
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import unreported
from sangeyipi.figures.status import Standing
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.period import Period, moved
from sangeyipi.model.project import Project
from sangeyipi.model.question import (
    LIGHT,
    PROJECT,
    Measured,
    Measurement,
    Moment,
    Part,
    Question,
    Scope,
    Subject,
)
from sangeyipi.model.rounding import half_up
from sangeyipi.model.stages import Milestone
from sangeyipi.tables.lights import KEYS, NO_UNIT
from sangeyipi.tables.monthly.news import lying
from sangeyipi.tables.monthly.standouts import due_nodes
from sangeyipi.tables.monthly.upcoming import coming_nodes, following
from sangeyipi.tables.why_sums import PieceSum, WhyAnswer, added, counted, period_of

_MARKS = {key: mark for mark, key in KEYS.items()}
#: The figures of the opening page, and of which row and column elsewhere they are.
_HEADLINE: dict[str, tuple[Subject, Measurement, bool]] = {
    "listings": (Subject(), Measurement(Measured.COUNT), True),
    "listed_investment": (Subject(), Measurement(Measured.INVESTMENT), True),
    "completed": (Subject(), Measurement("completed"), True),
    "year_rate": (Subject(), Measurement("year_rate"), True),
    "ahead": (Subject(), Measurement("ahead"), True),
    "new-started": (
        Subject(by="milestone", group=Milestone.STARTED.value),
        Measurement(Measured.COUNT),
        True,
    ),
    "new-producing": (
        Subject(by="milestone", group=Milestone.PRODUCING.value),
        Measurement(Measured.COUNT),
        True,
    ),
    "red": (Subject(part=Part.TOTAL, by="dimension"), Measurement("red"), False),
    "problems-overdue": (Subject(part=Part.TOTAL, by="kind"), Measurement("overdue"), False),
}


def as_in_headline(question: Question) -> Question | None:
    """The question of the table that a figure of the opening page is taken from."""
    of, asks = question
    moment = of.moment or Moment()
    found = _HEADLINE.get(of.group)
    if found is None or of.by != "headline":
        return None
    subject, measurement, of_period = found
    if asks.name == "less":
        period = period_of(moment.period)
        before = moved(period, -1) if period else None
        if before is None:
            return None
        less = subject._replace(part=Part.LESS, moment=Moment(moment.as_of, before.name))
        return Question(less, measurement)
    there = moment if of_period else Moment(moment.as_of)
    return Question(subject._replace(moment=there), measurement)


@dataclass(frozen=True)
class Monthly:
    """The numbers of the months that end on the day of the figures."""

    figures: Figures

    def answer(self, question: Question, standings: list[Standing]) -> WhyAnswer | None:
        """What is behind a number; `standings`: the projects of its row, by its period's end."""
        of, asks = question
        moment = of.moment or Moment()
        period = period_of(moment.period)
        if of.by in ("dimension", "unit") and (asks.name in _MARKS or asks.name == "count"):
            return self._lights(of, asks.name) if period is None else None
        if of.by == LIGHT:
            return self._light(of.group)
        if period is None:
            return None
        if of.by == "milestone":
            return self._news(period, of.group, asks.name)
        if of.by == "planned-milestone":
            return self._nodes(period, of, asks.name)
        if of.by == "headline":
            return self._unreported(period) if of.group == "unreported" else None
        if of.by == PROJECT and asks.name == "shortfall":
            return _shortfall(standings) if standings else None
        return _plan(standings, asks.name) if of.by == "unit" else None

    @cached_property
    def _alerts(self) -> Alerts:
        return alerts(self.figures)

    def _lights(self, of: Subject, name: str) -> WhyAnswer | None:
        if self.figures.as_of is None or not self.figures.ledger.config.lights:
            return None
        mark: Callable[[Lights], LightMark] = lambda one: one.mark  # noqa: E731
        found = self._alerts.projects
        if of.part is not Part.TOTAL and of.by == "unit":
            found = tuple(one for one in found if (one.project.unit or NO_UNIT) == of.group)
        elif of.part is not Part.TOTAL:
            places = [n for n, one in enumerate(self._alerts.rules) if one.dimension == of.group]
            if len(places) != 1:
                return None
            mark = lambda one: one.readings[places[0]].mark  # noqa: E731
        wanted = _MARKS.get(name)
        word = (
            f"{wanted or '各种'}灯"
            if wanted in (LightMark.RED, LightMark.YELLOW, LightMark.GREEN)
            else name
        )
        word = word if wanted is None or word != name else f"{term.LIGHTS}{wanted}"
        if wanted is None:
            word = "项目"
        return _number(counted(word, [(o.project, wanted in (None, mark(o))) for o in found]))

    def _light(self, group: str) -> WhyAnswer | None:
        """The figure of one project by one rule."""
        if self.figures.as_of is None:
            return None
        id, _, dimension = group.partition(" ")
        for one in self._alerts.projects:
            for reading in one.readings if one.project.id == id else ():
                value = reading.measure.exact
                if reading.rule.dimension == dimension and value is not None:
                    shown = half_up(value, 12)
                    made = added(reading.rule.quantity.value, [(one.project, shown)], "（准数）")
                    return WhyAnswer(shown, False, (made,))
        return None

    def _news(self, period: Period, group: str, name: str) -> WhyAnswer | None:
        found = lying(self.figures, period, Milestone(group))
        unsure = bool(found.perhaps or found.hidden)
        number = counted(
            f"{period.title}{group}",
            [*((one, True) for one in found.there), *((one, None) for one in found.perhaps)],
        )
        reasons = [f"{one.scope.title}的汇总没有拆分，可能也有。" for one in found.hidden]
        if not found.there and unsure:
            return WhyAnswer(None, False, (number,), tuple(reasons))
        if name == Measured.COUNT:
            one = number
            one.made = one.made._replace(at_least=unsure)
        else:
            one = added(term.INVESTMENT, [(each, each.investment) for each in found.there])
            exact = not one.made.at_least
            one.made = one.made._replace(
                value=one.made.value if exact else None, at_least=unsure and exact
            )
        answer = _number(one)
        answer.reasons = tuple(reasons)
        return answer

    def _nodes(self, period: Period, of: Subject, name: str) -> WhyAnswer | None:
        after = following(period)
        if name == "overdue":
            sure, unclear = due_nodes(self.figures, period)
        elif name == "planned_next" and after is not None:
            sure, unclear = coming_nodes(self.figures, period, after)
        else:
            return None
        wanted = list(Milestone) if of.part is Part.TOTAL else [Milestone(of.group)]
        said: list[tuple[Project, bool | None]] = [(p, True) for p, step in sure if step in wanted]
        said += [(project, None) for project, step in unclear if step in wanted]
        return _number(counted("节点", said))

    def _unreported(self, period: Period) -> WhyAnswer | None:
        """Units that owe a report: each with its first project that does."""
        book = self._alerts.ground.book
        owing: list[tuple[Project, bool | None]] = []
        seen: set[str] = set()
        for record in records(self.figures.population(Scope()), book):
            answer = unreported(record, period.month)
            unit = record.project.unit
            if answer is None or (answer and unit is None):
                owing.append((record.project, None))
            elif answer and unit not in seen:
                seen.add(unit or "")
                owing.append((record.project, True))
        found = _number(counted(f"未报的{term.UNIT}", owing))
        found.reasons = (f"同一{term.UNIT}只列一个项目：sgyp list --unreported {period.month}。",)
        return found


def _plan(found: list[Standing], name: str) -> WhyAnswer | None:
    """How many are behind what was due, and by how much."""
    known = [one for one in found if one.shortfall is not None]
    unknown = [one for one in found if one.shortfall is None and one.reports]
    behind = [one for one in known if one.shortfall is not None and one.shortfall > 0]
    perhaps: list[tuple[Project, bool | None]] = [(one.project, None) for one in unknown]
    late = {one.project.id for one in behind}
    match name:
        case "judged":
            return _number(counted("能判断项目", [(one.project, True) for one in known]))
        case "undecided":
            return _number(counted("不明", [(one.project, True) for one in unknown]))
        case "behind" | "on_plan":
            said = [(one.project, (one.project.id in late) is (name == "behind")) for one in known]
            return _number(counted("欠序时" if name == "behind" else "达到序时", [*said, *perhaps]))
        case "shortfall":
            one = added("欠额", [(each.project, each.shortfall) for each in behind])
            one.beside = counted("", perhaps).pieces if unknown else ()
            if unknown:
                value = one.made.value or None
                one.made = one.made._replace(value=value, at_least=value is not None)
            return _number(one)
    return None


def _shortfall(standings: list[Standing]) -> WhyAnswer:
    (one,) = standings
    return _number(added("欠额", [(one.project, one.shortfall)]))


def _number(one: PieceSum) -> WhyAnswer:
    value = one.made.value
    whole = value is None or one.made.of_amounts or one.made.unit
    return WhyAnswer(value if whole else int(value or 0), one.made.at_least, (one,))
