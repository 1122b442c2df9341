"""What the bulletin tells of the registers: 红黄灯, guarantees, visits.

Owns what the templates of these sections are given; every figure is a cell of a register's table.
"""

import re
from collections.abc import Iterable

from sangeyipi.figures.financing import matches
from sangeyipi.figures.guarantees import says_any
from sangeyipi.figures.lights import Alerts, LightMark
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.visits import covered
from sangeyipi.model.document import Quoted
from sangeyipi.model.question import Scope, Subject
from sangeyipi.model.table import Row, Table
from sangeyipi.report.bulletin.reading import (
    NOTHING,
    counted,
    number,
    row_of,
    said,
    some,
    text,
    total,
)
from sangeyipi.report.given import Given, Phrase, ProseFigure, given, joined, phrase
from sangeyipi.tables import lights as light_tables
from sangeyipi.tables.registers import financing, guarantees, visits
from sangeyipi.tables.registers.shared import RegisterFilter

_DIGITS = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(.*)", re.ASCII)
_RED = LightMark.RED.value
#: What a bulletin tells of a project on red.
_TOLD = ("name", "unit", "dimension", "value", "remedy")
#: How many projects on red are named with their reasons.
_REDS = 10


class Red(Given):
    """一个亮红灯的项目"""

    name: str = given("名称", "项目名称")
    unit: str = given("责任单位", "责任单位；没有写的为空")
    reasons: Phrase = given("原因", "亮红灯的维度和数：投资进度（序时差35.2个百分点）")


class Lit(Given):
    """红黄灯"""

    red: ProseFigure = given("红灯", "亮红灯的项目")
    yellow: ProseFigure = given("黄灯", "亮黄灯的项目")
    others: Phrase = given("其他", "绿灯、豁免、不明、不适用各几个；没有的不写")
    all: ProseFigure = given("合计", "看灯的项目")
    dimensions: tuple[Phrase, ...] = given(
        "各维度", "有红灯或黄灯的维度：投资进度红灯19个、黄灯19个"
    )
    reds: tuple[Red, ...] = given("红灯项目", "最重的十个，带原因")
    more: bool = given("还有", "亮红灯的不止列出的这些")


class Guaranteed(Given):
    """要素保障"""

    kinds: tuple[Phrase, ...] = given("各项", "每种手续：环评办结82个、办理中6个")
    land: Phrase = given("用地", "需求、已供、尚缺多少亩；没有写的为空")
    whitelist: Phrase = given("白名单", "列入白名单几个、年度计划投资多少、占比；没有写的为空")
    matched: Phrase = given("银企", "对接项目几个，需求、授信、投放多少；没有的为空")
    caveat: str = given("说明", "“至少”和不明的缘由；都确切的为空")


class Visited(Given):
    """走访"""

    by_leaders: ProseFigure = given("包联领导走访", "今年以来包联领导走访的次数")
    all: Phrase = given("走访", "各种身份走访多少次、到过几个项目；没有的为空")
    found: Phrase = given("发现问题", "发现几个问题、销号几个；没有的为空")
    verified: Phrase = given("核查", "核查几次，属实、部分属实、不属实各几次；没有的为空")
    short: Phrase = given("未达进度的", "走访天数不到进度的领导，带还差几天；没有为空")
    caveat: str = given("说明", "“至少”和不明的缘由；都确切的为空")


def lit(alerts: Alerts) -> tuple[Lit, tuple[Table, ...]]:
    """How many of each light, and why who is on red."""
    table = light_tables.dimensions_table(alerts, list(alerts.projects), light_tables.Chosen())
    listed = _listed(alerts)
    row = total(table, "dimension")
    others = joined(
        (
            counted(word, number(table, row, key))
            for key, word in (
                ("green", "绿灯"),
                ("exempt", "豁免"),
                ("unknown", "不明"),
                ("not_applicable", "不适用"),
            )
        ),
        "、",
    )
    dimensions = [_dimension(table, one) for one in table.rows if one is not row]
    reds: dict[str, list[Row]] = {}
    for one in listed.rows:
        reds.setdefault(text(one, "id"), []).append(one)
    return Lit(
        number(table, row, "red"),
        number(table, row, "yellow"),
        others,
        number(table, row, "count"),
        tuple(one for one in dimensions if one),
        tuple(_red(listed, rows) for rows in list(reds.values())[:_REDS]),
        len(reds) > _REDS,
    ), (table, listed)


def _listed(alerts: Alerts) -> Table:
    """Who is on red and why, on a page or two; the rest is in the month's tables."""
    red = light_tables.lights_table(
        alerts, list(alerts.projects), light_tables.Chosen(mark=LightMark.RED)
    )
    told = "黄灯和豁免的项目、红灯项目亮黄灯的维度，见当月的调度表。"
    return red._replace(
        id="alerts-red",
        title=red.title.replace("亮灯的项目", "亮红灯的项目"),
        columns=tuple(
            one if one.key in _TOLD else one._replace(for_machines=True) for one in red.columns
        ),
        rows=tuple(row for row in red.rows if text(row, "light") == _RED),
        notes=(*red.notes, told),
    )


def _dimension(table: Table, row: Row) -> Phrase:
    lights = joined(
        (counted("红灯", number(table, row, "red")), counted("黄灯", number(table, row, "yellow"))),
        "、",
    )
    return phrase(text(row, "dimension"), lights) if lights else NOTHING


def _red(table: Table, rows: list[Row]) -> Red:
    reasons = (_reason(table, row) for row in rows)
    return Red(text(rows[0], "name"), text(rows[0], "unit"), joined(reasons, "、"))


def _reason(table: Table, row: Row) -> Phrase:
    """投资进度（序时差35.2个百分点）: the figure as the table shows it."""
    column = next(one for one in table.columns if one.key == "number")
    question, found = table.question(row, column), _DIGITS.fullmatch(text(row, "value"))
    if question is None or found is None:
        return phrase(text(row, "dimension"))
    shown = Quoted(found[1], question)
    unit, _, about = found[2].partition("（")
    whose = f"：{about.removesuffix('）')}" if about else ""
    return phrase(f"{text(row, 'dimension')}（{text(row, 'quantity')}", shown, f"{unit}{whose}）")


def guaranteed(figures: Figures) -> tuple[Guaranteed, tuple[Table, ...]] | None:
    """Permits, land, the list and banks, where projects say anything of them."""
    day = figures.as_of
    assert day is not None
    tables: list[Table] = []
    kinds: tuple[Phrase, ...] = ()
    land = listed = NOTHING
    if any(map(says_any, figures.population(Scope()))):
        found = {one.id: one for one in guarantees.tables(figures, RegisterFilter(open=True))}
        tables += [found[id] for id in ("guarantees", "land", "whitelist")]
        told = (_kind(tables[0], row) for row in tables[0].rows)
        kinds = tuple(one for one in told if one)
        land, listed = _land(tables[1]), _whitelist(tables[2])
    matched = NOTHING
    if matches(figures, day).found:
        (table, *_) = financing.tables(figures, RegisterFilter())
        tables.append(table)
        matched = _matched(table)
    if not (kinds or land or listed or matched):
        return None
    unsure = any(row.lower_bounds for table in tables for row in table.rows)
    unsure |= any(row.cells.get("unknown") for table in tables for row in table.rows)
    caveat = "有的项目没有写全，“至少”数只计写了的，不明的未计" if unsure else ""
    return Guaranteed(kinds, land, listed, matched, caveat), tuple(tables)


def _kind(table: Table, row: Row) -> Phrase:
    name = text(row, "guarantee")
    statistics = name == "纳统"
    rate = number(table, row, "done_rate", "")
    done = counted("已入库" if statistics else "办结", number(table, row, "done"))
    parts = [
        phrase(done, "（办结率", rate, "）") if done and rate.known else done,
        counted("办理中", number(table, row, "in_hand")),
        counted("未入库" if statistics else "未办", number(table, row, "missing")),
        counted("不明", number(table, row, "unknown")),
    ]
    if not any(parts[:3]):
        return NOTHING
    return phrase(name, joined(parts, "、"))


def _land(table: Table) -> Phrase:
    row = next((one for one in table.rows if not one.level), None)
    parts = (
        said(word, number(table, row, f"land_{key}", "亩"))
        for key, word in (("wanted", "需求"), ("given", "已供"), ("lacking", "尚缺"))
    )
    told = joined(parts, "，")
    return phrase("用地", told) if told else NOTHING


def _whitelist(table: Table) -> Phrase:
    row = row_of(table, Subject(by="whitelisted", group="在白名单"))
    count = number(table, row, "whitelist_projects")
    if not count.value:
        return NOTHING
    plan, share = number(table, row, "whitelist_plan"), number(table, row, "whitelist_share", "")
    parts = (
        phrase("列入要素保障白名单的项目", count),
        said("年度计划投资", plan),
        said("占全部项目年度计划投资的", share),
    )
    return joined(parts, "，")


def _matched(table: Table) -> Phrase:
    row = total(table, table.columns[0].key)
    parts = (
        phrase("银企对接项目", number(table, row, "matched")),
        said("融资需求", number(table, row, "demand")),
        said("授信", number(table, row, "granted")),
        said("投放", number(table, row, "drawn")),
    )
    return joined(parts, "，")


def visited(figures: Figures) -> tuple[Visited, tuple[Table, ...]] | None:
    """Visits of the year, where the register has any of it."""
    day = figures.as_of
    assert day is not None
    if not covered(figures.ledger, day.year):
        return None
    found = {one.id: one for one in visits.tables(figures, RegisterFilter())}
    leaders, groups = found["visits-leaders"], found.get("visits-by-capacity")
    row, whole = total(leaders, "leader"), total(groups, "capacity")
    went = number(leaders, row, "visits", "次")
    verified = number(groups, whole, "verified", "次")
    problems_found = number(groups, whole, "found")
    closed = number(groups, whole, "found_closed")
    short = [(row, number(leaders, row, "visits_short", "天")) for row in leaders.rows if row.level]
    lacking = [
        phrase(text(row, "leader"), "（还差", days, "）") for row, days in short if days.value
    ]
    visits_made = number(groups, whole, "visits", "次")
    every = phrase(
        "各方面走访", visits_made, "，到过项目", number(groups, whole, "visited_projects")
    )
    verdicts = (
        counted(word, number(groups, whole, key, "次"))
        for key, word in (
            ("verified_true", "属实"),
            ("verified_partly", "部分属实"),
            ("verified_false", "不属实"),
        )
    )
    told = joined((counted("发现问题", problems_found), _closed(problems_found, closed)), "，")
    return Visited(
        went,
        every if visits_made.value else NOTHING,
        told if problems_found.value else NOTHING,
        _verified(verified, verdicts),
        some(lacking),
        "有的问题销号日期只写到月，或没有登记"
        if problems_found.value and (closed.is_least or not closed.known)
        else "",
    ), (leaders, *((groups,) if groups else ()))


def _closed(found: ProseFigure, closed: ProseFigure) -> Phrase:
    if found.exact is not None and found.exact == closed.exact:
        return phrase("已销号" if found.is_one else "已全部销号")
    return counted("已销号", closed)


def _verified(verified: ProseFigure, verdicts: Iterable[Phrase]) -> Phrase:
    if not verified.value:
        return NOTHING
    told = joined(verdicts, "、")
    return joined((phrase("核查", verified), told), "，其中")
