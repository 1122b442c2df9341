"""Sheets made of lists of lists, as the tests of finding write them."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from sangeyipi.ingest.finding.tables import find_tables
from sangeyipi.ingest.table import SourceRow, SourceTable
from sangeyipi.sheets.grid import EMPTY, Area, Cell, CellKind, Sheet, Workbook

Value = str | int | Decimal | date | Cell | None


def cell(value: Value) -> Cell:
    """What a spreadsheet holds where a person typed this."""
    if isinstance(value, Cell):
        return value
    if value is None or value == "":
        return EMPTY
    if isinstance(value, date):
        serial = Decimal((value - date(1899, 12, 30)).days)
        text = value.isoformat()
        return Cell(CellKind.DATE, text, serial, "yyyy-mm-dd", text)
    if isinstance(value, int | Decimal):
        return Cell(CellKind.NUMBER, str(value), Decimal(value), "General", str(value))
    return Cell(CellKind.TEXT, value, None, "", value)


def struck(text: str) -> Cell:
    """A cell that is struck out."""
    return Cell(CellKind.TEXT, text, None, "", text, True)


def area(name: str) -> Area:
    """`A1:C2`."""
    first, last = name.split(":")
    (top, left), (bottom, right) = _place(first), _place(last)
    return Area(top, left, bottom, right)


def _place(name: str) -> tuple[int, int]:
    return int(name[1:]) - 1, ord(name[0]) - ord("A")


def sheet(
    rows: Sequence[Sequence[Value]],
    merged: Collection[str] = (),
    name: str = "Sheet1",
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    hidden: bool = False,
) -> Sheet:
    """A sheet of these rows."""
    cells = [[cell(one) for one in row] for row in rows]
    cut = []
    for row in cells:
        while row and row[-1] is EMPTY:
            row.pop()
        cut.append(tuple(row))
    return Sheet(
        name,
        tuple(cut),
        tuple(map(area, merged)),
        frozenset(hidden_rows),
        frozenset(hidden_columns),
        hidden,
    )


def workbook(*sheets: Sheet) -> Workbook:
    """A file of them."""
    return Workbook("台账.xlsx", "0" * 64, sheets)


def tables(rows: Sequence[Sequence[Value]], merged: Collection[str] = ()) -> list[SourceTable]:
    """The tables found in a sheet of these rows."""
    return find_tables(workbook(sheet(rows, merged)))[0]


def table(rows: Sequence[Sequence[Value]], merged: Collection[str] = ()) -> SourceTable:
    """The one table found in a sheet of these rows."""
    found = tables(rows, merged)
    assert len(found) == 1
    return found[0]


def column(found: SourceTable, *heading: str) -> int:
    """The place of the column with these headings."""
    return next(one.at for one in found.columns if one.heading == heading)


def names(found: SourceTable, *heading: str) -> list[str]:
    """The names of all rows, parts with a dash before them."""
    at = column(found, *(heading or ("项目名称",)))
    return [("-" if row.part else "") + row.at(at).text for row in found.rows]


def by_name(found: SourceTable) -> dict[str, SourceRow]:
    """The rows by their project's name."""
    at = column(found, "项目名称")
    return {row.at(at).text: row for row in found.rows}
