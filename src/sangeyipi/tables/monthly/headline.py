"""The opening page: the ten figures that are asked for first, each from the table that it is of.

Owns which these are and their order.  A figure of which the ledger keeps no records has no row;
what is unknown is “—” and says why.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sangeyipi.figures.lights import Alerts, LightMark
from sangeyipi.figures.monthly import Book, records
from sangeyipi.figures.problems import Totals, problems_by
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import unreported
from sangeyipi.model import term
from sangeyipi.model.period import Period, PeriodKind
from sangeyipi.model.project import Project
from sangeyipi.model.question import Moment, Scope, Subject
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.monthly.progress import InvestmentProgress

_FIGURE = Column("figure", "数", Kind.NUMBER)
_NAMED = 5


class PeriodTables(NamedTuple):
    """What the figures are taken from: the period's own tables, and what they were made of."""

    comparison: Table
    news: Table
    whole: InvestmentProgress | None
    said: Book
    alerts: Alerts | None


class _Line(NamedTuple):
    """One figure: its permanent name, how it is called, what it is counted in."""

    key: str
    name: str
    unit: str
    value: Cell
    least: bool = False
    less: Cell = ""
    why: str = ""


def headline_table(figures: Figures, period: Period, made: PeriodTables) -> Table:
    """The figures that a county is asked for first.  Id: `headline`."""
    lines = [
        *_of_all(period, made),
        *_of_the_year(period, made),
        *_news(period, made),
        *_lights(made),
        *_problems(figures, period),
        *_unreported(figures, period, made),
    ]
    remarks = ["各数都在后面的表里，口径见最后一页；率的增减为百分点；台账没有记的不列。"]
    if any(one.least for one in lines):
        remarks.append("“≥”为至少数，原因注在有这个数的表下面。")
    return Table(
        "headline",
        f"{period.title}主要情况",
        (
            Column("name", "指标"),
            _FIGURE,
            Column("unit_of", "单位"),
            Column("less", f"比{period.kind.previous}", Kind.NUMBER),
            Column("why", "说明"),
        ),
        tuple(_row(one) for one in lines),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        Moment(period.last, period.name),
    )


def _row(one: _Line) -> Row:
    cells: dict[str, Cell] = {
        "name": one.name,
        "figure": one.value,
        "unit_of": one.unit,
        "why": one.why,
    }
    if one.less != "":
        cells["less"] = one.less
    of = Subject(by="headline", group=one.key)
    return Row(cells, ("figure",) if one.least else (), subject=of)


def _compared(made: PeriodTables, key: str, name: str, unit: str, why: str = "") -> _Line:
    """A figure of the comparison, with its difference to the period before."""
    now = made.comparison.rows[0]
    less: Cell = ""
    label = made.comparison.rows[2].cells["label"] if len(made.comparison.rows) > 2 else ""
    if str(label).endswith("增减") and "上年同期" not in str(label):
        less = made.comparison.rows[2].cells.get(key, "")
    value = now.cells.get(key)
    reason = why if value is None or key in now.lower_bounds else ""
    return _Line(key, name, unit, value, key in now.lower_bounds, less, reason)


def _of_all(period: Period, made: PeriodTables) -> Iterator[_Line]:
    why = "有汇总没有写，或写的不能相加，见“总体情况”表注"
    yield _compared(made, "listings", "累计在册", "项次", why)
    yield _compared(made, "listed_investment", "累计在册总投资", "亿元", why)


def _of_the_year(period: Period, made: PeriodTables) -> Iterator[_Line]:
    whole = made.whole
    if whole is None:
        return
    this = period.kind.this
    silent = sum(one.reports and not one.known for one in whole.members)
    lacking = f"{silent} 个项目的月调度有缺" if silent else ""
    if period.month <= period.opening_month:
        lacking = "还没有满一个整月"
    unplanned = f"{len(whole.without_plan)} 个项目没有年度计划投资" if whole.without_plan else ""
    no_rate = "、".join(one for one in (lacking, unplanned) if one) or "没有年度计划投资"
    yield _compared(made, "completed", f"{this}完成投资", "亿元", lacking)
    yield _compared(made, "year_rate", "年度投资完成率", "", no_rate)
    ahead = whole.row(Subject(), 0).cells["ahead"]
    yield _Line("ahead", "超/欠序时", "百分点", ahead, why="" if ahead is not None else no_rate)


def _news(period: Period, made: PeriodTables) -> Iterator[_Line]:
    for step, word in ((Milestone.STARTED, "开工"), (Milestone.PRODUCING, "投产")):
        row = next(one for one in made.news.rows if one.cells["milestone"] == step)
        value = row.cells["count"]
        least = "count" in row.lower_bounds
        why = "有项目日期不明，或有汇总没有拆分" if value is None or least else ""
        yield _Line(
            f"new-{step.name.lower()}", f"{period.kind.this}新{word}", "个", value, least, why=why
        )


def _lights(made: PeriodTables) -> Iterator[_Line]:
    if made.alerts is None:
        return
    marks = list(made.alerts.marks.values())
    counts = {mark: marks.count(mark) for mark in LightMark}
    others = [f"黄灯 {counts[LightMark.YELLOW]} 个", f"绿灯 {counts[LightMark.GREEN]} 个"]
    for mark, word in ((LightMark.UNKNOWN, "不明"), (LightMark.EXEMPT, "豁免")):
        others += [f"{word} {counts[mark]} 个"] if counts[mark] else []
    yield _Line("red", "红灯项目", "个", counts[LightMark.RED], why="另有" + "、".join(others))


def _problems(figures: Figures, period: Period) -> Iterator[_Line]:
    found = problems_by(figures.on(period.last)).found
    if not found:
        return
    totals = Totals()
    for one in found:
        totals.take(one)
    least = totals.overdue.exact is None
    bound = "" if totals.open.exact is not None else "至少"
    why = f"未销号的{bound} {totals.open.least} 个"
    if least:
        why += "；有的日期只到月"
    value = totals.overdue.least if totals.overdue.least or not least else None
    yield _Line("problems-overdue", "超期问题", "个", value, least and value is not None, why=why)


def _unreported(figures: Figures, period: Period, made: PeriodTables) -> Iterator[_Line]:
    """Units with a project that owes the last month's report."""
    if made.whole is None or not figures.ledger.reports or period.kind is PeriodKind.PHASE:
        return
    month = period.month
    owing: list[Project] = []
    unsure = 0
    for record in records(figures.population(Scope()), made.said):
        answer = unreported(record, month)
        unsure += answer is None
        if answer:
            owing.append(record.project)
    units: Mapping[str, int] = _units(owing)
    nameless = sum(one.unit is None for one in owing)
    why = []
    if owing:
        named = "、".join(f"{unit} {number} 个" for unit, number in list(units.items())[:_NAMED])
        more = " 等" if len(units) > _NAMED else ""
        why.append(f"项目 {len(owing)} 个：{named}{more}" if named else f"项目 {len(owing)} 个")
    if nameless:
        why.append(f"{nameless} 个没有填{term.UNIT}")
    if unsure:
        why.append(f"另有 {unsure} 个该不该报不明")
    least = bool(nameless or unsure)
    value = len(units) if units or not least else None
    yield _Line(
        "unreported",
        f"{month.title}未报的{term.UNIT}",
        "个",
        value,
        least and value is not None,
        why="；".join(why),
    )


def _units(owing: list[Project]) -> dict[str, int]:
    """How many of them each unit has, the most first."""
    found: dict[str, int] = {}
    for one in owing:
        if one.unit is not None:
            found[one.unit] = found.get(one.unit, 0) + 1
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
