"""Why a figure of a group of projects, or of a month, is what it is.

Owns the sums of breakdowns (`--by`) and of 月调度 project by project; their definitions are those
of the tables' own code.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from sangeyipi.figures.monthly import KnownAmount, records
from sangeyipi.figures.pieces import Piece
from sangeyipi.figures.population import stood_on
from sangeyipi.figures.rates import SIGNED_STARTED, RateRule, ratio, rule_for
from sangeyipi.figures.readings import Ground, measure
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import told
from sangeyipi.figures.status import Standing, said_in, stood
from sangeyipi.model import term
from sangeyipi.model.explained import MadeSum
from sangeyipi.model.ledger import RateBase
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import last_full_month
from sangeyipi.model.period import Period, of_month
from sangeyipi.model.project import Project, project_keys
from sangeyipi.model.question import (
    OF_ROW,
    PROJECT,
    Measured,
    Moment,
    Part,
    Question,
    Scope,
    Subject,
)
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell
from sangeyipi.tables import notes
from sangeyipi.tables.breakdown import ProjectGroup, together, undated_note
from sangeyipi.tables.grouping import GROUPINGS, Grouping, is_unsaid
from sangeyipi.tables.monthly.progress import InvestmentProgress, added_up, labels_of, unsaid
from sangeyipi.tables.why_months import Monthly
from sangeyipi.tables.why_sums import PieceSum, WhyAnswer, added, in_options, period_of, until

_ZERO = Decimal(0)
#: What a project itself says.
_OWN = ("investment", "funds")
#: By what `sgyp list` takes a group.
_LISTED = {
    "sector": "--sector",
    "unit": "--unit",
    "leader": "--leader",
    "officer": "--officer",
    "locality": "--place",
}


class Months:
    """The standings of the projects of each row, made once."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._groups: dict[tuple[str, Scope, str], dict[str, list[Standing]]] = {}

    def members(self, period: Period, of: Subject) -> list[Standing]:
        """Of those of a row."""
        found = stood(self.figures, period, of.scope)
        if not of.by or of.part is Part.TOTAL:
            return found
        key = (period.name, of.scope, of.by)
        if key not in self._groups:
            groups = self._groups[key] = {}
            labels = self._labels(of.by)
            for one in found:
                for label in dict.fromkeys(labels(one)):
                    groups.setdefault(label, []).append(one)
        return self._groups[key].get(of.group, [])

    def _labels(self, by: str) -> Callable[[Standing], Iterable[str]]:
        if by == PROJECT:
            return lambda one: (one.project.id,)
        kind = next((kind for kind in GROUPINGS if kind.key == by), None)
        return (lambda one: ()) if kind is None else labels_of(self.figures, kind)


def of_group(figures: Figures, question: Question, months: Months) -> WhyAnswer | None:
    """What a group's or a month's figure is made of; None where nobody can say."""
    of, asks = question
    moment = of.moment or Moment()
    if moment.period:
        period = period_of(moment.period)
        if period is None:
            return None
        of_one = of.by == PROJECT or of.by.startswith("planned-")
        if of_one and asks.name == "investment":
            return _of_project(figures, question)
        if not of.by and asks.once:
            return _OfGroup(figures, question, None).answer()
        found = Monthly(figures).answer(question, months.members(period, of))
        if found is not None:
            return found
        return _OfMonth(figures, question, months.members(period, of)).answer()
    kind = next((one for one in GROUPINGS if one.key == of.by and one.of_projects), None)
    if kind is not None and asks.once:
        return _OfGroup(figures, question, kind).answer()
    if of.by == PROJECT and asks.name in _OWN:
        return _of_project(figures, question)
    if of.by == PROJECT:
        return _in_a_list(figures, question, months)
    return Monthly(figures).answer(question, [])


def _of_project(figures: Figures, question: Question) -> WhyAnswer | None:
    """What a project itself says."""
    of, asks = question
    project = next((one for one in figures.ledger.projects if one.id == of.group), None)
    if project is None or asks.name not in _OWN:
        return None
    value: Decimal | None = getattr(project, asks.name)
    made = MadeSum(term.INVESTMENT if asks.name == "investment" else term.FUNDS, value, True)
    return WhyAnswer(value, False, (PieceSum(made, (Piece(project, value, 1),)),))


def _in_a_list(figures: Figures, question: Question, months: Months) -> WhyAnswer | None:
    """What a list says of a project beside its own keys: of its last whole month, and overdue."""
    of, asks = question
    project = next((one for one in figures.ledger.projects if one.id == of.group), None)
    if project is None:
        return None
    if asks.name == "times":
        return _times(figures, project, of.scope)
    if asks.name == "parts":
        parts = None if project.parts is None else Decimal(project.parts)
        return _whole(added(project_keys()["parts"].word, [(project, parts)], "个"))
    day = figures.as_of
    if day is None:
        return None
    if asks.name == "months_overdue":
        rule = LightRule(dimension="", quantity=Quantity.MONTHS_OVERDUE)
        ground = Ground(figures.ledger, said_in(figures))
        record = next(records([project], ground.book))
        found = measure(ground, record, rule, day)
        least = (found.low or None) if found.exact is None else found.exact
        made = added(rule.quantity.value, [(project, least)], "个月")
        made.made = made.made._replace(at_least=found.exact is None and bool(least))
        return _whole(made)
    period = of_month(last_full_month(day))
    then = of._replace(scope=Scope(), moment=Moment(period.last, period.name))
    name = "funds" if asks.name == "funds_to_date" else asks.name
    of_month_end = Question(then, asks._replace(name=name))
    members = months.members(period, then)
    if not members:
        silent = f"到{period.title}没有月调度，也没有当年的{term.YEARLY_PLAN}。"
        return (
            WhyAnswer(None, reasons=(silent,)) if name in {*_PARTS, *_RATES, "year_plan"} else None
        )
    return _OfMonth(figures, of_month_end, members).answer()


def _times(figures: Figures, project: Project, scope: Scope) -> WhyAnswer:
    """On how many of the lists asked for it stands."""
    times = stood_on(figures.ledger, scope, project, figures.as_of)
    return _whole(added("项次", [(project, Decimal(times))], "次"))


def _whole(one: PieceSum) -> WhyAnswer:
    """A whole number of a project's."""
    value = one.made.value
    return WhyAnswer(None if value is None else int(value), one.made.at_least, (one,))


class _OfGroup:
    """Projects of one group, each once."""

    def __init__(self, figures: Figures, question: Question, by: Grouping | None) -> None:
        self.figures, self.by = figures, by
        self.of, self.asks = question
        self.scope = self.of.scope
        self.whole = by is None or self.of.part is Part.TOTAL
        config = figures.ledger.config
        self.members = [
            one
            for one in figures.population(self.scope)
            if self.whole or (by and self.of.group in by.labels(one, config))
        ]
        self.sure = [one for one in self.members if self._is_sure(one)]
        self.group = ProjectGroup("")
        for one in self.members:
            self.group.take(one, figures.progress(one), self.scope)

    def _is_sure(self, project: Project) -> bool:
        return self.scope.on_platform is None or project.on_platform is not None

    def _times(self, project: Project) -> int:
        """On how many of the lists asked for it stands."""
        if self.scope.phases is None and self.scope.batch is None:
            return 1
        figures = self.figures
        return stood_on(figures.ledger, self.scope, project, figures.as_of)

    def answer(self) -> WhyAnswer | None:
        match self.asks.name:
            case Measured.COUNT:
                return self._answer(Decimal(self.group.count), self._count())
            case Measured.INVESTMENT:
                return self._answer(self.group.known_investment, self._investment())
            case Measured.SHARE:
                return self._share()
            case Measured.REACHED | Measured.RATE if isinstance(self.asks.milestone, Milestone):
                return self._reached(self.asks.milestone)
        return None

    def _answer(self, value: Decimal | None, one: PieceSum) -> WhyAnswer:
        cell: Cell = value if one.made.of_amounts or value is None else int(value)
        return WhyAnswer(cell, one.made.at_least, (one,), tuple(self._why()))

    def _why(self, *milestones: Milestone) -> Iterator[str]:
        yield from notes.rollups_left_out(self.figures, self.scope, "拆分到项目")
        if self.asks.name == Measured.INVESTMENT or self.asks.by_investment:
            yield from notes.projects_lacking(term.INVESTMENT, self.group.without_investment)
        yield from undated_note([self.group], milestones)
        yield from notes.platform_unsaid(self.group.unsure)

    def _count(self, base: str = "") -> PieceSum:
        pieces = tuple(Piece(one, Decimal(1), self._times(one)) for one in self.sure)
        unsure = tuple(
            Piece(one, None, self._times(one)) for one in self.members if not self._is_sure(one)
        )
        made = MadeSum(
            base or term.COUNT, Decimal(self.group.count), False, bool(unsure), self._list()
        )
        return PieceSum(made, pieces, unsure)

    def _investment(self) -> PieceSum:
        value = self.group.known_investment
        pieces = tuple(Piece(one, one.investment, self._times(one)) for one in self.sure)
        bound = bool(self.group.unsure) and value is not None
        return PieceSum(MadeSum(term.INVESTMENT, value, True, bound, self._list()), pieces)

    def _list(self, milestone: Milestone | None = None) -> tuple[str, ...]:
        """What `sgyp list` is to be asked for; nothing where it has no such filter."""
        group: tuple[str, ...] = ()
        if self.by and not self.whole:
            option = _LISTED.get(self.by.key)
            if option is None or is_unsaid(self.of.group):
                return ()
            group = (option, self.of.group)
        steps = ("--reached", milestone.value) if milestone else ()
        return (*in_options(self.scope), *group, *steps, *until(self.figures.as_of))

    def _share(self) -> WhyAnswer:
        everything = together(self.figures, self.scope)
        one = self._investment() if self.asks.by_investment else self._count()
        all_of = _OfGroup(
            self.figures,
            Question(self.of._replace(part=Part.TOTAL, group=""), self.asks),
            self.by,
        )
        whole = all_of._investment() if self.asks.by_investment else all_of._count()
        name = "投资占比" if self.asks.by_investment else "个数占比"
        cell = None
        if not everything.unsure:
            cell = ratio(name, one.made.value, whole.made.value, self.asks.by_investment)
        return WhyAnswer(cell, False, (one, whole), tuple(self._why()))

    def _reached(self, milestone: Milestone) -> WhyAnswer | None:
        cells: dict[str, Cell] = {}
        bound = self.group.put_reached(cells, "", milestone)
        value = cells[""]
        known = Decimal(value) if isinstance(value, int) else None
        part = self._came(milestone, known, bound)
        if self.asks.name == Measured.REACHED:
            return WhyAnswer(value, bound, (part,), tuple(self._why(milestone)))
        base = self._base(milestone)
        if base is not None:
            return self._over(milestone, base, part, bound)
        whole = self._count()
        name = f"已{milestone}占比"
        rule = self._rule(milestone)
        if rule is not None:
            name = rule.name
        cell = ratio(name, known, Decimal(self.group.count))
        return WhyAnswer(cell, bound, (part, whole), tuple(self._why(milestone)))

    def _base(self, milestone: Milestone) -> Milestone | None:
        """The milestone whose projects a list's rate is divided by, where it is not the list."""
        committed = self.figures.ledger.config.conventions.started_base is RateBase.COMMITTED
        signed = self._rule(milestone) == SIGNED_STARTED
        return Milestone.COMMITTED if committed and signed else None

    def _rule(self, milestone: Milestone) -> RateRule | None:
        """The rate of the list; None where it is a share of the row."""
        if self.asks.whole == OF_ROW:
            return None
        return rule_for(self.scope.batch, milestone)

    def _over(
        self, milestone: Milestone, base: Milestone, part: PieceSum, bound: bool
    ) -> WhyAnswer:
        cells: dict[str, Cell] = {}
        below = self.group.put_reached(cells, "", base)
        found = cells[""]
        whole = self._came(base, Decimal(found) if isinstance(found, int) else None, below)
        cell = None
        if not bound and not below:
            cell = ratio(SIGNED_STARTED.name, part.made.value, whole.made.value)
            cell = cell and cell._replace(base=base.value)
        return WhyAnswer(cell, False, (part, whole), tuple(self._why(milestone, base)))

    def _came(self, milestone: Milestone, value: Decimal | None, bound: bool) -> PieceSum:
        came = {True: [], False: [], None: []}  # type: dict[bool | None, list[Project]]
        for one in self.sure:
            came[one.reached(milestone, self.figures.as_of)].append(one)
        pieces = tuple(Piece(one, Decimal(1), self._times(one)) for one in came[True])
        open_ones = tuple(Piece(one, None, self._times(one)) for one in came[None])
        made = MadeSum(f"已{milestone}{term.COUNT}", value, False, bound, self._list(milestone))
        return PieceSum(made, pieces if value is not None else (*pieces, *open_ones), open_ones)


#: What a project adds to a sum of a month.
_PARTS: dict[str, tuple[str, Callable[[Standing], KnownAmount | None]]] = {
    "completed": ("本期完成投资", lambda one: one.completed),
    "year_completed": ("本年完成投资", lambda one: one.completed_in_year),
    "completed_to_date": (
        "累计完成投资",
        lambda one: one.completed_to_date if one.reports else None,
    ),
    "funds": ("累计到位资金", lambda one: one.funds if one.reports else None),
}
_RATES = {
    "year_rate": ("year_completed", "year_plan"),
    "ahead": ("year_completed", "year_plan"),
    "completed_rate": ("completed_to_date", "investment"),
    "funds_rate": ("funds", "investment"),
}


class _OfMonth:
    """Projects under monthly report at the end of a period."""

    def __init__(self, figures: Figures, question: Question, found: list[Standing]) -> None:
        self.figures = figures
        self.of, self.asks = question
        self.members = found

    def answer(self) -> WhyAnswer | None:
        known = self.asks.name in {*_PARTS, *_RATES, "count", "investment", "year_plan"}
        if not known or not self.members or self.asks.once:
            return None
        whole = added_up(self.members)
        row = whole.row(self.of, 0)
        name = self.asks.name
        names = _RATES.get(name, (name,))
        sums = tuple(self._sum(one, whole, row.cells) for one in names)
        why = list(unsaid(self.members, whole))
        if name == "ahead":
            why.insert(0, f"序时进度按：{told(whole.schedule)}。")
        return WhyAnswer(row.cells.get(name), name in row.lower_bounds, sums, tuple(why))

    def _sum(
        self, name: str, whole: InvestmentProgress, cells: "dict[str, Cell] | object"
    ) -> PieceSum:
        if name in _PARTS:
            word, said = _PARTS[name]
            total = getattr(whole, "completed_in_year" if name == "year_completed" else name).known
            value = total.value if total.exact or total.value else None
            pieces = [
                Piece(one.project, known.value if known.exact or value is not None else None, 1)
                for one in self.members
                if (known := said(one)) is not None and (known.value or not known.exact)
            ]
            return PieceSum(
                MadeSum(word, value, True, value is not None and not total.exact), tuple(pieces)
            )
        if name == "year_plan":
            pieces = [Piece(one.project, one.plan, 1) for one in self.members if one.plan != _ZERO]
            return PieceSum(MadeSum(term.YEARLY_PLAN, whole.known_plan, True), tuple(pieces))
        reporting = [one.project for one in self.members if one.reports]
        if name == "count":
            pieces = [Piece(one, Decimal(1), 1) for one in reporting]
            return PieceSum(MadeSum("调度项目个数", Decimal(whole.count)), tuple(pieces))
        pieces = [Piece(one, one.investment, 1) for one in reporting]
        return PieceSum(MadeSum(term.INVESTMENT, whole.known_investment, True), tuple(pieces))
