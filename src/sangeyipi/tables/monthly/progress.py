"""Investment progress (月调度) added up: for all projects under report, and by what they belong to.

Owns the columns of the progress tables and which footnotes stand under them.  Rollups have no
monthly figures, so they are left out and named.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property

from sangeyipi.figures.monthly import KnownAmount, Total
from sangeyipi.figures.rates import FUNDS_RATE, ratio
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import Schedule, together, told
from sangeyipi.figures.status import (
    COMPLETED_RATE,
    NOT_ASKED,
    Standing,
    points_ahead,
    silent,
    year_rate,
)
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.period import Period, PeriodKind
from sangeyipi.model.question import Moment, Part, Scope, Subject
from sangeyipi.model.stages import STEP, Batch
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.grouping import BATCH, Grouping

WHOLE = term.TOTAL
_NO_BATCH = "未在册"
_ALL = Scope()


@dataclass
class InvestmentProgress:
    """Standings added up.  Amounts in 亿元."""

    label: str
    members: list[Standing] = field(default_factory=list)
    #: Those that report; the others only have a plan for the year.
    count: int = 0
    investment: Decimal = Decimal(0)
    completed: Total = field(default_factory=Total)
    completed_in_year: Total = field(default_factory=Total)
    completed_to_date: Total = field(default_factory=Total)
    funds: Total = field(default_factory=Total)
    without_investment: list[str] = field(default_factory=list)
    without_plan: list[str] = field(default_factory=list)

    def add(self, one: Standing) -> None:
        """Count one project in."""
        self.members.append(one)
        self.completed.add(one.completed)
        self.completed_in_year.add(one.completed_in_year)
        if one.plan is None:
            self.without_plan.append(one.project.id)
        if not one.reports:
            return
        self.count += 1
        self.completed_to_date.add(one.completed_to_date)
        self.funds.add(one.funds)
        if one.project.investment is None:
            self.without_investment.append(one.project.id)
        else:
            self.investment += one.project.investment

    @property
    def known_investment(self) -> Decimal | None:
        """Their total investment; None where one does not say."""
        return None if self.without_investment else self.investment

    @property
    def known_plan(self) -> Decimal | None:
        """What is planned for the year; None where one does not say."""
        return self.schedule.plan

    @cached_property
    def schedule(self) -> Schedule:
        """What is planned for the year, and by the month's end, once all are counted in."""
        return together((one.schedule for one in self.members), self.members[0].month)

    @property
    def has_bounds(self) -> bool:
        """Whether any of its amounts is shown as the least that it can be."""
        sums = (self.completed, self.completed_in_year, self.completed_to_date, self.funds)
        return any(not one.known.exact and one.known.value for one in sums)

    def row(self, of: Subject, level: int) -> Row:
        """The row of a progress table."""
        cells: dict[str, Cell] = {
            of.by: self.label,
            "count": self.count,
            "investment": self.known_investment,
            "year_plan": self.known_plan,
            "year_rate": year_rate(self.completed_in_year.known, self.known_plan),
            "ahead": points_ahead(self.completed_in_year.known, self.schedule),
            "completed_rate": _rate(
                COMPLETED_RATE, self.completed_to_date.known, self.known_investment
            ),
            "funds_rate": _rate(FUNDS_RATE, self.funds.known, self.known_investment),
        }
        bounds = put_known(
            cells,
            completed=self.completed.known,
            year_completed=self.completed_in_year.known,
            completed_to_date=self.completed_to_date.known,
            funds=self.funds.known,
        )
        return Row(cells, bounds, level, of)


def put_known(cells: dict[str, Cell], **known: KnownAmount) -> tuple[str, ...]:
    """Put amounts into cells; the keys of those that are only lower bounds.

    Of what is at least nothing, nothing is known.
    """
    for key, one in known.items():
        cells[key] = one.value if one.exact or one.value else None
    return tuple(key for key, one in known.items() if not one.exact and one.value)


def within(row: Row, shown: Iterable[Column]) -> Row:
    """The row with what its table has columns for."""
    keys = {column.key for column in shown}
    return row._replace(
        cells={key: cell for key, cell in row.cells.items() if key in keys},
        lower_bounds=tuple(key for key in row.lower_bounds if key in keys),
    )


def columns(period: Period) -> tuple[Column, ...]:
    """What is said of a group or a project: from the total investment on."""
    # In a year's table the period is the year itself.
    own = (Column("completed", f"{period.kind.this} 完成投资", Kind.AMOUNT),)
    return (
        Column("investment", term.INVESTMENT, Kind.AMOUNT),
        *(() if period.kind is PeriodKind.YEAR else own),
        Column("year_plan", "年度 计划投资", Kind.AMOUNT),
        Column("year_completed", "本年 完成投资", Kind.AMOUNT),
        Column("year_rate", "年度 完成率", Kind.RATE),
        Column("ahead", "超/欠序时 （百分点）", Kind.POINTS),
        Column("completed_to_date", "累计 完成投资", Kind.AMOUNT),
        Column("completed_rate", "投资 完成率", Kind.RATE),
        Column("funds", "累计 到位资金", Kind.AMOUNT),
        Column("funds_rate", "资金 到位率", Kind.RATE),
    )


def added_up(found: Iterable[Standing]) -> InvestmentProgress:
    """All of them added up."""
    whole = InvestmentProgress(WHOLE)
    for one in found:
        whole.add(one)
    return whole


def progress_table(
    figures: Figures,
    period: Period,
    whole: InvestmentProgress,
    by: Grouping,
    scope: Scope = _ALL,
) -> Table:
    """Progress by batch, sector, unit, level or band, and of the whole.  Id: `progress-by-…`.

    `scope`: of which lists `whole` is.
    """
    found = whole.members
    groups: dict[str, InvestmentProgress] = {}
    of = labels_of(figures, by)
    for one in found:
        for label in of(one):
            if label not in groups:
                groups[label] = InvestmentProgress(label)
            groups[label].add(one)
    place = by.order(figures.ledger.config)
    ordered = sorted(groups.values(), key=lambda group: place(group.label, group.count))
    if by is BATCH:
        ordered.sort(key=lambda group: _BATCH_PLACE.get(group.label, len(_BATCH_PLACE)))
    key = by.key
    shown = (Column(key, by.word), Column("count", "调度 项目", Kind.COUNT), *columns(period))
    part = Subject(scope, by=key)
    rows = [within(group.row(part._replace(group=group.label), 1), shown) for group in ordered]
    total = [within(whole.row(part._replace(part=Part.TOTAL), 0), shown)] if found else []
    places = figures.ledger.config.conventions.amount_places
    remarks = [*_remarks(figures, found, whole, by)]
    for row in total:
        remarks += notes.columns_off(shown, rows, row, places)
    return Table(
        f"progress-by-{by.key}",
        f"{period.title}{by.apart}投资完成情况表",
        shown,
        (*rows, *total),
        (*notes.opening(figures), *remarks),
        places,
        Moment(period.last, period.name),
    )


_BATCH_PLACE = {f"{batch}一批": place for place, batch in enumerate(Batch)}


def labels_of(figures: Figures, by: Grouping) -> Callable[[Standing], Iterable[str]]:
    """The groups of a project under report; of batches the one that it is listed in last."""
    if by is not BATCH:
        return lambda one: by.labels(one.project, figures.ledger.config)
    held = {phase.number for phase in figures.ledger.config.held(figures.as_of)}

    def batch(one: Standing) -> Iterable[str]:
        stands = [batch for batch, phase in one.project.listed.items() if phase in held]
        return [f"{max(stands, key=_step)}一批" if stands else _NO_BATCH]

    return batch


def _step(batch: Batch) -> int:
    return STEP[batch.own]


def _remarks(
    figures: Figures, found: list[Standing], whole: InvestmentProgress, by: Grouping
) -> Iterator[str]:
    if not found:
        yield "没有月调度，也没有年度计划投资。"
        return
    if by is BATCH:
        yield "按最近一次在册的批，每个项目只计一次。"
    planned = len(whole.members) - whole.count
    if planned:
        yield f"另有 {planned} 个项目今年有计划、尚未开工：只计入年度计划投资，不计入其他各列。"
    yield from measured(whole.schedule)
    yield from unsaid(found, whole)
    yield from notes.rollups_left_out(figures, Scope(), "按项目调度")


def measured(planned: Schedule) -> Iterator[str]:
    """By what 序时 is measured, where 月计划 has a part in it."""
    if planned.monthly:
        summed = "；没有年度计划投资的，按月计划的合计" if planned.summed else ""
        yield f"序时进度按：{told(planned)}{summed}。"


def unsaid(found: list[Standing], whole: InvestmentProgress) -> Iterator[str]:
    """Which projects make a figure “≥” or “—”, and why."""
    if any(one.completed is NOT_ASKED for one in found):
        yield "“—”：这一期还没有满一个整月，本期完成投资不明。"
    missing = silent(found)
    if missing:
        month = found[0].month.title
        lacking = f"到{month}，{'、'.join(missing)} 的月调度有缺"
        if whole.has_bounds:
            yield f"“≥”为至少数：{lacking}，只计已报的；率记“—”。"
        else:
            yield f"“—”：{lacking}。"
    yield from notes.projects_lacking(term.INVESTMENT, whole.without_investment)
    yield from notes.projects_lacking(term.YEARLY_PLAN, whole.without_plan)


def _rate(name: str, part: KnownAmount, whole: Decimal | None) -> Cell:
    return ratio(name, part.value if part.exact else None, whole, of_amounts=True)
