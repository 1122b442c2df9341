"""Figures of the monthly tables as a bulletin says them: changes, points, lists of names.

Owns the words that follow such a figure: 增加 or 减少, never “增长 -3”; 高于 or 低于序时进度.
Rows are found by whom they are of, columns by what they measure.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sangeyipi.model.document import Quoted
from sangeyipi.model.question import Measurement, Part, Subject
from sangeyipi.model.rounding import plain, points_between, rounded
from sangeyipi.model.table import Points, Rate, Row, Table
from sangeyipi.report.given import Phrase, ProseFigure, joined, phrase
from sangeyipi.report.quoting import figure, unknown

NOTHING = Phrase(())
#: How many are named of those of whom there may be many.
NAMED = 5


def row_of(table: Table | None, subject: Subject) -> Row | None:
    """The row of a subject."""
    if table is None:
        return None
    return next((row for row in table.rows if row.subject == subject), None)


def total(table: Table | None, by: str) -> Row | None:
    """The row of the whole of a table of groups."""
    return row_of(table, Subject(by=by, part=Part.TOTAL))


def number(
    table: Table | None, row: Row | None, asks: str | Measurement, unit: str | None = None
) -> ProseFigure:
    """The figure of a row by its measure; unknown where there is none."""
    if table is None:
        return unknown()
    measured = Measurement(asks) if isinstance(asks, str) else asks
    return figure(table, row, measured, unit)


def said(before: str, one: ProseFigure, after: str = "") -> Phrase:
    """A figure between words; nothing where it is not known."""
    return phrase(before, one, after) if one.known else NOTHING


def counted(before: str, one: ProseFigure, after: str = "") -> Phrase:
    """The same, and nothing where it is 0 either."""
    return NOTHING if one.is_zero else said(before, one, after)


def some(parts: Sequence[Phrase], most: int = NAMED) -> Phrase:
    """The first few of them, and that there are more."""
    named = joined(parts[:most], "、")
    return phrase(named, "等") if len(parts) > most else named


def change(table: Table, row: Row | None, key: str, unit: str) -> Phrase:
    """By how much: 比上月增加3个, 比上月减少1.2亿元, 与上月持平; nothing where unknown."""
    column = next((one for one in table.columns if one.key == key), None)
    if row is None or column is None:
        return NOTHING
    value, question = row.cells.get(key), table.question(row, column)
    if isinstance(value, (bool, str)) or not isinstance(value, (int, Decimal)) or question is None:
        return NOTHING
    digits = rounded(abs(Decimal(value)), table.amount_places)
    if digits == "0":
        return phrase("与上月基本持平" if value else "与上月持平")
    word = "增加" if value > 0 else "减少"
    return phrase(f"比上月{word}", Quoted(digits, question), unit)


def beside_plan(table: Table | None, row: Row | None) -> Phrase:
    """高于 or 低于序时进度 so many points; nothing where it is not known."""
    column = next((one for one in table.columns if one.key == "ahead"), None) if table else None
    if table is None or row is None or column is None:
        return NOTHING
    value, question = row.cells.get("ahead"), table.question(row, column)
    if not isinstance(value, Points) or question is None:
        return NOTHING
    points = points_between(*value.rate[1:3], *value.against[1:3])
    if not points:
        return phrase("与序时进度持平")
    word = "高于" if points > 0 else "低于"
    return phrase(f"{word}序时进度", Quoted(plain(abs(points)), question), "个百分点")


def base_of(cell: object) -> str:
    """Of whom a rate is, where that is not the whole list."""
    return f"（以{cell.base}数为分母）" if isinstance(cell, Rate) and cell.base else ""


def any_least(figures: Iterable[ProseFigure]) -> bool:
    """Whether one of them is only the least."""
    return any(one.is_least for one in figures)


def text(row: Row, key: str) -> str:
    """What a row says in words; nothing where it does not."""
    value = row.cells.get(key)
    return value if isinstance(value, str) else ""
