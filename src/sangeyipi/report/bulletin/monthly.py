"""What the bulletin tells of the month: the whole, what is new, investment, places, nodes.

Owns what the templates of these sections are given; every figure is a cell of a monthly table.
"""

from collections.abc import Iterator

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Quoted
from sangeyipi.model.question import Measured, Measurement, Moment, OfList, Part, Subject
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.report.bulletin.behind import Behind, behind
from sangeyipi.report.bulletin.reading import (
    NAMED,
    NOTHING,
    any_least,
    base_of,
    beside_plan,
    change,
    counted,
    number,
    row_of,
    said,
    some,
    text,
    total,
)
from sangeyipi.report.given import Given, Phrase, ProseFigure, given, joined, phrase
from sangeyipi.report.numerals import day_in_words
from sangeyipi.tables.grouping import REGION, is_unsaid
from sangeyipi.tables.monthly.parts import UNIT, Parts
from sangeyipi.tables.monthly.rankings import MOVED
from sangeyipi.tables.ranking import PLACE
from sangeyipi.tables.summary import by_batch_table

_ONCE = {
    "projects": Measurement(Measured.COUNT, once=True),
    "started": Measurement(Measured.REACHED, Milestone.STARTED, once=True),
    "producing": Measurement(Measured.REACHED, Milestone.PRODUCING, once=True),
    "at_capacity": Measurement(Measured.REACHED, Milestone.AT_CAPACITY, once=True),
}
#: Who stand first and last, and how many places are told in one run.
_PLACES, _ALL_OF = 3, 5


class Overall(Given):
    """总体情况"""

    region: str = given("地区", "ledger.yaml 的地区；没有写的为空")
    as_of: str = given("截至", "截至2023年9月30日")
    listings: ProseFigure = given("在册", "累计在册项次")
    investment: ProseFigure = given("总投资", "累计在册总投资")
    listings_change: Phrase = given("在册增减", "比上月增加3项次，与上月持平；不能比的为空")
    investment_change: Phrase = given("总投资增减", "比上月增加3亿元；不能比的为空")
    projects: ProseFigure = given("项目", "项目个数，每个只计一次")
    reached: Phrase = given("进展", "已开工133个、已投产96个；不明的和没有的不写")
    lists: tuple[Phrase, ...] = given("各批", "每一批的项次和转化率")
    caveat: str = given("说明", "数是“至少”或不明的，为什么；都确切的为空")


class NewStep(Given):
    """一个节点的新增"""

    milestone: str = given("节点", "签约、开工、投产、达效")
    count: ProseFigure = given("个数", "本月达到的项目个数")
    investment: ProseFigure = given("总投资", "这些项目的总投资")
    names: str = given("项目", "项目名称，用顿号隔开；没有的和多于五个的为空")
    words: Phrase = given("情况", "新开工4个、总投资59.25亿元；没有的和不明的为空")


class News(Given):
    """本月新增"""

    steps: tuple[NewStep, ...] = given("各节点", "签约、开工、投产、达效各一")
    some: tuple[NewStep, ...] = given("有新增的", "各节点中有新增的")
    none: str = given("没有的", "确知没有新增的节点：新签约、新达效；没有为空")
    unknown: str = given("不明的", "有没有新增不明的节点；没有为空")
    caveat: str = given("说明", "“至少”和不明的缘由；都确切的为空")


class ProgressSection(Given):
    """投资进度"""

    count: ProseFigure = given("调度项目", "月调度的项目")
    completed: ProseFigure = given("本月完成", "本月完成投资")
    completed_change: Phrase = given("本月增减", "比上月增加3亿元；不能比的为空")
    in_year: Phrase = given("本年", "本年累计完成、占年度计划、比序时；措辞随数")
    to_date: Phrase = given("累计", "累计完成投资和投资完成率；不明的为空")
    funds: Phrase = given("资金", "累计到位资金和资金到位率；不明的为空")
    behind: Behind = given("序时", "达到和欠序时进度的项目")
    caveat: str = given("说明", "“至少”、不明和没有率的缘由；都确切的为空")


class RankedGroup(Given):
    """一组的名次"""

    name: str = given("组", "分组排名的组名；不分组的为空")
    every: Phrase = given("依次", "名次不多的，从前到后全部；否则为空")
    first: Phrase = given("居前", "前三位；写了“依次”的为空")
    last: Phrase = given("居后", "后三位；写了“依次”的为空")


class Ranked(Given):
    """一种排名"""

    whom: str = given("对象", "责任单位、包联领导；市的台账还有各地区")
    rate: str = given("指标", "按哪个率排：年度投资完成率；各地区还有签约开工率等")
    groups: tuple[RankedGroup, ...] = given("各组", "分组排名的各组；不分组的一组")
    moved: str = given("升降", "甲县升2位、乙县降1位；都没有动的写“名次都没有变”；不能比的为空")
    left_out: Phrase = given("没有名次的", "率不明而没有名次的；没有为空")


class Rankings(Given):
    """排名"""

    tables: tuple[Ranked, ...] = given("各表", "各地区（市的台账）、责任单位、包联领导，台账有的")


class Nodes(Given):
    """下月计划节点"""

    month: str = given("下月", "2023年10月")
    planned: ProseFigure = given("计划", "计划在下月达到的节点个数")
    planned_by: Phrase = given("计划分节点", "开工1个、达效3个")
    names: Phrase = given("项目", "前几个：项目名称（开工）；没有为空")
    overdue: ProseFigure = given("逾期", "计划日期已过、还没有达到的节点个数")
    overdue_by: Phrase = given("逾期分节点", "开工9个、投产10个")
    caveat: str = given("说明", "“至少”和不明的缘由；都确切的为空")


def overall(made: Parts) -> tuple[Overall, tuple[Table, ...]]:
    """All that is listed by the month's end, and by how much it grew."""
    table, period = made.comparison, made.period
    now = row_of(table, Subject(moment=Moment(period.last, period.name)))
    less = _less(made)
    batches = by_batch_table(made.figures, None)
    listings = number(table, now, Measurement(Measured.COUNT), "项次")
    investment = number(table, now, Measurement(Measured.INVESTMENT))
    once = {key: number(table, now, asks) for key, asks in _ONCE.items()}
    reached = joined(
        (
            counted(f"已{step}", once[key])
            for key, step in (
                ("started", Milestone.STARTED),
                ("producing", Milestone.PRODUCING),
                ("at_capacity", Milestone.AT_CAPACITY),
            )
        ),
        "、",
    )
    told = (listings, investment, *once.values())
    return Overall(
        made.ledger.config.region or "",
        f"截至{day_in_words(period.last)}",
        listings,
        investment,
        change(table, less, "listings", "项次"),
        change(table, less, "listed_investment", "亿元"),
        once["projects"],
        reached,
        tuple(_lists(batches)),
        _why_not_exact(made.figures, told),
    ), (table, batches)


def _less(made: Parts) -> Row | None:
    """By how much the month exceeds the one before."""
    earlier = made.earlier
    if earlier is None:
        return None
    moment = Moment(made.period.last, earlier.period.name)
    return row_of(made.comparison, Subject(moment=moment, part=Part.LESS))


def _why_not_exact(figures: Figures, told: tuple[ProseFigure, ...]) -> str:
    if all(one.known and not one.is_least for one in told):
        return ""
    rollups = "汇总没有写全或不能拆分到项目" if figures.ledger.rollups else ""
    undated = "有的节点没有日期"
    why = "、".join(one for one in (rollups, undated) if one)
    return f"未写明的和写“至少”的，因{why}，详见附表的注。"


def _lists(table: Table) -> Iterator[Phrase]:
    for row in table.rows:
        batch = row.subject.scope.batch if row.subject else None
        count = number(table, row, Measurement(Measured.COUNT), "项次")
        if batch is None or row.left_over or not count.known or count.is_zero:
            continue
        cell = row.cells.get("next_rate")
        rate = number(table, row, Measurement(Measured.RATE, OfList.NEXT.of(batch)), "")
        if not rate.known:
            rate = number(table, row, Measurement(Measured.RATE, OfList.NEXT), "")
        name = getattr(cell, "name", "")
        platform = "（监管平台口径）" if row.subject and row.subject.narrowed else ""
        rated = phrase(f"，{name}", rate, base_of(cell)) if rate.known else NOTHING
        yield phrase(f"“{batch}一批”{platform}", count, rated)


def news(made: Parts) -> tuple[News, tuple[Table, ...]]:
    """What was signed, started, … in the month."""
    table = made.news
    steps = []
    for row in table.rows:
        count, investment = number(table, row, "count"), number(table, row, "investment")
        milestone = text(row, "milestone")
        words = counted(f"新{milestone}", count)
        if words and investment.known:
            words = phrase(words, "、总投资", investment)
        few = words and (count.value or 0) <= NAMED
        names = text(row, "names") if few else ""
        steps.append(NewStep(milestone, count, investment, names, words))
    none = "、".join(f"新{one.milestone}" for one in steps if one.count.is_zero)
    unknown = "、".join(f"新{one.milestone}" for one in steps if not one.count.known)
    unsure = bool(unknown) or any_least(one.count for one in steps)
    caveat = "有的项目节点没有日期或只写到月，或者有汇总没有拆分" if unsure else ""
    return News(tuple(steps), tuple(one for one in steps if one.words), none, unknown, caveat), (
        table,
    )


def progress(made: Parts) -> tuple[ProgressSection, tuple[Table, ...]]:
    """Investment of the month, the year and ever; only asked with monthly figures."""
    table = made.progress_by(UNIT)
    row = total(table, UNIT.key)
    told = (made.behind_by_unit, made.behind)
    completed, in_year, plan, to_date, funds, investment = (
        number(table, row, key)
        for key in (
            "completed", "year_completed", "year_plan", "completed_to_date", "funds", "investment",
        )
    )  # fmt: skip
    return ProgressSection(
        number(table, row, "count"),
        completed,
        change(made.comparison, _less(made), "completed", "亿元"),
        _in_year(table, row, in_year, plan),
        _rated(table, row, "累计完成投资", to_date, "completed_rate"),
        _rated(table, row, "累计到位资金", funds, "funds_rate"),
        behind(*told),
        _lacking((completed, in_year, to_date, funds), plan, investment),
    ), (table, *told)


def _in_year(table: Table, row: Row | None, done: ProseFigure, plan: ProseFigure) -> Phrase:
    if not done.known:
        return said("年度计划投资", plan)
    rate = number(table, row, "year_rate", "")
    whole = phrase("本年累计完成投资", done)
    if rate.known:
        share = phrase("占年度计划投资", plan, "的", rate)
        return joined((whole, share, beside_plan(table, row)), "，")
    return joined((whole, said("年度计划投资", plan)), "，")


def _rated(table: Table, row: Row | None, name: str, amount: ProseFigure, key: str) -> Phrase:
    cell = row.cells.get(key) if row else None
    rate = number(table, row, key, "")
    called = getattr(cell, "name", "")
    return joined((said(name, amount), said(called, rate)), "，") if amount.known else NOTHING


def _lacking(amounts: tuple[ProseFigure, ...], plan: ProseFigure, investment: ProseFigure) -> str:
    why = []
    if any(one.is_least or not one.known for one in amounts):
        why.append("有项目的月调度有缺，只计已报的，有关的率不计算")
    if not plan.known:
        why.append("有项目没有年度计划投资，不计算年度完成率")
    if not investment.known:
        why.append("有项目没有总投资，不计算投资完成率和资金到位率")
    return "；".join(why)


def rankings(made: Parts) -> tuple[Rankings, tuple[Table, ...]]:
    """Who stand first and last in the year's completion; counties in the rates of lists too."""
    tables = (*made.of_regions, *made.rankings)
    told = [_ranked(table) for table in tables]
    return Rankings(tuple(one for one in told if one.groups)), tables


def _ranked(table: Table) -> Ranked:
    key = table.columns[0].key
    groups: dict[str, list[Row]] = {}
    lacking = []
    for row in table.rows:
        if row.level == 0 or is_unsaid(text(row, key)):
            continue
        if PLACE.key in row.cells:
            groups.setdefault(text(row, "rank_group"), []).append(row)
        else:
            lacking.append(phrase(text(row, key)))
    found = (_group(table, key, name, rows) for name, rows in groups.items())
    whom, rate = table.columns[0].name, _rate_of(table).name
    return Ranked(
        f"各{whom}" if key == REGION.key else whom,
        "年度投资完成率" if rate == "年度完成率" else rate,
        tuple(one for one in found if one),
        _moved(table, key),
        some(lacking),
    )


def _rate_of(table: Table) -> Column:
    """The column that a table is ranked by."""
    at = next(index for index, one in enumerate(table.columns) if one.key == PLACE.key)
    return next(one for one in reversed(table.columns[:at]) if one.kind is Kind.RATE)


def _moved(table: Table, key: str) -> str:
    """Who went up or down."""
    told = {text(row, key): text(row, MOVED.key) for row in table.rows if text(row, MOVED.key)}
    if not told:
        return ""
    moves = [f"{name}{moved}位" for name, moved in told.items() if moved[1:]]
    return "、".join(moves) or "名次都没有变"


def _group(table: Table, key: str, name: str, rows: list[Row]) -> RankedGroup | None:
    """First and last of one group; nobody is first of one."""
    places: dict[object, list[Row]] = {}
    for row in rows:
        places.setdefault(row.cells[PLACE.key], []).append(row)
    if len(rows) < 2:
        return None
    told = [_place(table, key, tied) for tied in places.values()]
    if len(told) <= _ALL_OF:
        return RankedGroup(name, joined(told, "，"), NOTHING, NOTHING)
    last = told[max(_PLACES, len(told) - _PLACES) :]
    return RankedGroup(name, NOTHING, joined(told[:_PLACES], "，"), joined(last, "，"))


def _place(table: Table, key: str, tied: list[Row]) -> Phrase:
    """第1位甲局（100%）; those of one place together."""
    place = next(one for one in table.columns if one.key == PLACE.key)
    question = table.question(tied[0], place)
    assert question is not None
    named = (
        phrase(text(row, key), "（", number(table, row, _rate_of(table).measurement, ""), "）")
        for row in tied
    )
    tie = "并列" if len(tied) > 1 else ""
    at = Quoted(str(tied[0].cells[PLACE.key]), question)
    return phrase(f"{tie}第", at, "位", joined(named, "、"))


def nodes(made: Parts) -> tuple[Nodes, tuple[Table, ...]]:
    """What is planned for the next month, and what is past its day; only asked with nodes."""
    table, listed = made.nodes, made.upcoming
    assert table is not None
    by = table.columns[0].key
    row = total(table, by)
    planned, late = number(table, row, "planned_next"), number(table, row, "overdue")

    def split(key: str) -> Phrase:
        return joined(
            (
                counted(text(one, by), number(table, one, key))
                for one in table.rows
                if one is not row
            ),
            "、",
        )

    upcoming = listed.rows if listed else ()
    names = [phrase(f"{text(one, 'name')}（{text(one, 'milestone')}）") for one in upcoming]
    unsure = any_least((planned, late)) or not (planned.known and late.known)
    return Nodes(
        listed_month(made),
        planned,
        split("planned_next"),
        some(names),
        late,
        split("overdue"),
        "有的节点没有记日期，达没达到不明" if unsure else "",
    ), (table, *((listed,) if listed else ()))


def listed_month(made: Parts) -> str:
    """The month after."""
    return made.period.month.plus(1).title
