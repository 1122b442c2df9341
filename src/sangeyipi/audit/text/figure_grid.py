"""A table as rows of figures under heads, its short rows put where its total says that they belong.

A row with a cell fewer than the head has lost one that nobody names.  Where the columns come to
the row that sums them with one place of the gap and with no other, it is there; else the row's
figures belong to no column.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.text.cells import ReadTable
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import ADDED_UP
from sangeyipi.model.patterns import later

_SUMMED = later(f"{ADDED_UP}")
#: A smaller total comes out by chance; and so many columns prove where the gap is.
_TELLING, _PROVEN = 10, 2
#: Of a larger table no prose tells cell by cell.
_MOST_ROWS, _MOST_COLUMNS = 60, 12
_Row = list[TextFigure | None]


class FigureGrid(NamedTuple):
    """A table as rows of figures under heads; None where a cell has none."""

    heads: list[str]
    labels: list[str]
    rows: list[_Row]

    def column(self, number: int) -> _Row:
        """One column, top to bottom."""
        return [row[number] for row in self.rows]


def with_prose(reading: TextReading, far: int) -> Iterator[tuple[FigureGrid, list[TextFigure]]]:
    """Each table that prose may tell of, with the figures that stand so near around it."""
    for table in reading.tables:
        grid = sheet(table)
        if len(grid.labels) > _MOST_ROWS or len(grid.heads) > _MOST_COLUMNS:
            continue
        near = reading.near_places(table.grid.start, table.grid.end, far)
        yield grid, [one for figures in near.values() for one in figures]


def sheet(table: ReadTable) -> FigureGrid:
    """A table's figures; a column of whole numbers of which nobody says the unit is counted."""
    rows = sorted({one.row for one in table.entries})
    at = {row: number for number, row in enumerate(rows)}
    shown: list[_Row] = [[None] * table.columns for _ in rows]
    for one in table.entries:
        shown[at[one.row]][one.column] = one.figure
    labels = [table.label(row) for row in rows]
    _place(shown, labels, [at[row] for row in rows if row in table.short])
    for number in range(table.columns):
        column = [row[number] for row in shown]
        bare = [one for one in column if one is not None]
        if all(one.role is Role.QUANTITY and not one.unit and not one.places for one in bare):
            for row in shown:
                cell = row[number]
                row[number] = cell._replace(role=Role.COUNT) if cell is not None else None
    return FigureGrid(list(table.heads), labels, shown)


def _place(rows: list[_Row], labels: list[str], short: list[int]) -> None:
    totals = [n for n, label in enumerate(labels) if _SUMMED.search(label)]
    for n in short:
        found = _shifted(rows, n, totals[0]) if len(short) == len(totals) == 1 else None
        rows[n] = found or [None] * len(rows[n])


def _shifted(rows: list[_Row], short: int, total: int) -> _Row | None:
    """A row with its gap where most columns come to their total; None where that is not one."""
    if total == short:
        return None
    places: list[tuple[int, _Row]] = []
    row = rows[short]
    for gap in range(1, len(row)):
        tried = [*row[:gap], None, *row[gap:-1]]
        places.append(
            (sum(_comes_out(rows, short, tried, total, n) for n in range(gap + 1)), tried)
        )
        hits = sum(_comes_out(rows, short, tried, total, n) for n in range(gap + 1, len(row)))
        places[-1] = places[-1][0] + hits, tried
    most = max(hits for hits, _ in places)
    best = [tried for hits, tried in places if hits == most]
    if most < _PROVEN or len(best) > 1:
        return None
    return [
        None
        if cell is None
        else _as_column(cell, [r[n] for at, r in enumerate(rows) if at != short])
        for n, cell in enumerate(best[0])
    ]


def _comes_out(rows: list[_Row], short: int, tried: _Row, total: int, number: int) -> bool:
    whole = rows[total][number]
    if whole is None or whole.value < _TELLING:
        return False
    cells = [(tried if n == short else row)[number] for n, row in enumerate(rows) if n != total]
    value = sum((one.value for one in cells if one is not None), Decimal(0))
    return value == whole.value


def _as_column(cell: TextFigure, column: _Row) -> TextFigure:
    """A figure that is what those of its column are."""
    like = next((one for one in column if one is not None), cell)
    return cell._replace(
        role=like.role,
        unit=like.unit,
        scale=like.scale,
        dimension=like.dimension,
        measure=like.measure,
    )


def without_unit(name: str) -> str:
    """What a head or a label says without its unit: 总投资(万元)."""
    return _UNIT.sub("", name)


_UNIT = later("\\([^()]{1,8}\\)$")
