"""Problems raised, closed, open and overdue, as the bulletin and the section on wants tell them.

Owns what their templates are given of it; every figure is a cell of the register's tables.
"""

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.table import Row, Table
from sangeyipi.report.bulletin.reading import (
    NOTHING,
    any_least,
    counted,
    number,
    said,
    some,
    text,
    total,
)
from sangeyipi.report.given import Given, Phrase, ProseFigure, given, joined, phrase
from sangeyipi.tables.registers import problems
from sangeyipi.tables.registers.shared import RegisterFilter


class ProblemsSection(Given):
    """问题"""

    raised: ProseFigure = given("累计提出", "累计提出的问题")
    closed: ProseFigure = given("累计销号", "累计销号的问题")
    rate: ProseFigure = given("化解率", "累计销号除以累计提出")
    raised_now: ProseFigure = given("本月提出", "本月提出的问题")
    closed_now: ProseFigure = given("本月销号", "本月销号的问题")
    open: ProseFigure = given("未销号", "未销号的问题")
    overdue: ProseFigure = given("超期", "其中超期的")
    given_up: ProseFigure = given("无法办理", "无法办理的")
    words: Phrase = given("情况", "累计提出、销号和化解率，措辞随数")
    this_month: Phrase = given("本月", "本月提出和销号几个；都没有的写没有；不明的为空")
    still: Phrase = given("未办结", "未销号、超期、无法办理各几个，措辞随数")
    kinds: Phrase = given("分类别", "未销号的按类别：资金8个、用地1个；没有为空")
    longest: Phrase = given("超期较久的", "超期最久的几个，带类别和天数；没有为空")
    caveat: str = given("说明", "“至少”和不明的缘由；都确切的为空")


def registered(figures: Figures) -> tuple[ProblemsSection, tuple[Table, ...]]:
    """Problems raised, closed, open and overdue, by kind."""
    found = {one.id: one for one in problems.tables(figures, RegisterFilter(overdue=True))}
    table, listed = found["problems"], found["problems-list"]
    row = total(table, "kind")
    one = {
        key: number(table, row, key)
        for key in (
            "raised", "closed", "raised_now", "closed_now", "open", "overdue", "given_up",
        )
    }  # fmt: skip
    rate = number(table, row, "solved_rate", "")
    unsure = any_least(one.values()) or not all(each.known for each in one.values())
    return ProblemsSection(
        one["raised"],
        one["closed"],
        rate,
        one["raised_now"],
        one["closed_now"],
        one["open"],
        one["overdue"],
        one["given_up"],
        _solved(one["raised"], one["closed"], rate),
        _this_month(one["raised_now"], one["closed_now"]),
        _still(one["open"], one["overdue"], one["given_up"]),
        _by_kind(table),
        some([_late(listed, each) for each in listed.rows], 3),
        "有的日期只写到月，“至少”数只计确定的" if unsure else "",
    ), (table, listed)


def _solved(raised: ProseFigure, closed: ProseFigure, rate: ProseFigure) -> Phrase:
    if not raised.known:
        return NOTHING
    whole = phrase("累计提出问题", raised)
    if raised.exact is not None and closed.exact == raised.exact:
        done = "，已销号" if raised.is_one else "，已全部销号"
        return phrase(whole, done)
    if closed.is_zero:
        return phrase(whole, "，都未销号" if not raised.is_one else "，未销号")
    return joined((whole, said("已销号", closed), said("化解率", rate)), "，")


def _this_month(raised: ProseFigure, closed: ProseFigure) -> Phrase:
    if raised.is_zero and closed.is_zero:
        return phrase("本月没有新提出和销号的问题")
    parts = [counted("新提出", raised), counted("销号", closed)]
    return phrase("本月", joined(parts, "、")) if any(parts) else NOTHING


def _still(left: ProseFigure, late: ProseFigure, given_up: ProseFigure) -> Phrase:
    parts = [counted("未销号", left)]
    if left.value:
        all_late = late.exact is not None and late.exact == left.exact
        if all_late:
            parts.append(phrase("已超期" if left.is_one else "全部超期"))
        else:
            parts.append(counted("其中超期", late))
    elif left.is_zero:
        parts.append(phrase("没有未销号的问题"))
    told = joined(parts, "，")
    # It is no part of what is still open, whatever stands before it.
    return joined((told, counted("另有无法办理的" if told else "无法办理的", given_up)), "；")


def _by_kind(table: Table) -> Phrase:
    """Open ones, the most first."""
    rows = [(row, number(table, row, "open")) for row in table.rows if row.level]
    rows.sort(key=lambda one: -(one[1].value or 0))
    return joined((counted(text(row, "kind"), left) for row, left in rows), "、")


def _late(table: Table, row: Row) -> Phrase:
    days = number(table, row, "days_over", "天")
    kind = f"（{text(row, 'kind')}" if text(row, "kind") else "（"
    name = text(row, "name") or text(row, "project")
    comma = "，" if text(row, "kind") else ""
    return phrase(name, kind, f"{comma}超期", days, "）") if days.known else phrase(name)
