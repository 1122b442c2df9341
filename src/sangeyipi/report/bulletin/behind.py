"""Who is behind plan (欠序时进度), as the bulletin and the section on what is wanting tell it.

Owns what their templates are given of it; every figure is a cell of the tables of 序时.
"""

from sangeyipi.model.table import Table
from sangeyipi.report.bulletin.reading import NOTHING, counted, number, some, text, total
from sangeyipi.report.given import Given, Phrase, ProseFigure, given, joined, phrase
from sangeyipi.tables.grouping import OF_KEYS

UNIT = OF_KEYS["unit"]


class Behind(Given):
    """欠序时进度的项目"""

    judged: ProseFigure = given("能判断", "能判断是否达到序时进度的项目")
    behind: ProseFigure = given("欠序时", "欠序时进度的项目")
    words: Phrase = given("情况", "达到、欠序时进度各几个，共欠多少；措辞随数")
    names: Phrase = given("欠额较多的", "欠额最多的几个项目，带单位和欠额；没有为空")


def behind(table: Table, listed: Table) -> Behind:
    """How many are behind plan, and who most: of the table of units and that of projects."""
    row = total(table, UNIT.key)
    judged, on_plan, late, shortfall, unsure = (
        number(table, row, key) for key in ("judged", "on_plan", "behind", "shortfall", "undecided")
    )
    names = [
        phrase(
            text(one, "name"),
            "（",
            *((f"{text(one, 'unit')}，",) if text(one, "unit") else ()),
            "欠",
            number(listed, one, "shortfall"),
            "）",
        )
        for one in listed.rows
    ]
    words = _behind_words(judged, on_plan, late, shortfall, unsure)
    return Behind(judged, late, words, some(names))


def _behind_words(
    judged: ProseFigure,
    on_plan: ProseFigure,
    late: ProseFigure,
    shortfall: ProseFigure,
    unsure: ProseFigure,
) -> Phrase:
    if not judged.value:
        return NOTHING
    if unsure.is_zero and late.is_zero:
        whole = "" if judged.is_one else "全部"
        return phrase(judged, f"项目{whole}达到序时进度")
    if unsure.is_zero and on_plan.is_zero:
        words = "项目欠序时进度，欠" if judged.is_one else "项目均欠序时进度，共欠"
        return phrase(judged, words, shortfall)
    first = phrase(judged, "项目中，") if unsure.is_zero else NOTHING
    return phrase(
        first,
        joined(
            (
                counted("达到序时进度的", on_plan),
                counted("欠序时进度的", late, "" if not late.known else "，共欠"),
            ),
            "，",
        ),
        shortfall if late.known and not late.is_zero else NOTHING,
        *(() if unsure.is_zero else ("，另有", unsure, "不能判断")),
    )
