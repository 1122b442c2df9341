"""Lines and tables of a document → a text as read, with its places and its grids.

Owns how a table stands in the text, and which tables only lay out a page: of one row, of one
column, around another table.  Those are read as the lines of their cells.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sangeyipi.audit.documents.failures import NotRead
from sangeyipi.audit.text.as_read import AsRead, Grid, GridCell, TextSpot

#: As much text as is ever read.
MOST = 16 * 1024 * 1024
_MOST_SPANNED, _TITLE = 1000, 60


class TextLine(NamedTuple):
    """A line of text; `label` says where it is, empty in a cell that is called by its table.

    `pieces` are what it was made of: from which character, how many, and what its reader knows.
    """

    text: str
    label: str = ""
    pieces: tuple[tuple[int, int, Any], ...] = ()


class Box(NamedTuple):
    """A cell: what is in it, and how many rows and columns it takes."""

    blocks: list["TextLine | TableRows"]
    rows: int = 1
    columns: int = 1


class PlacedCell(NamedTuple):
    """A cell in its place, from 0."""

    row: int
    column: int
    box: Box


class TableRows(NamedTuple):
    """A table; `label` is what it is called by, 表2, or empty."""

    cells: list[PlacedCell]
    label: str = ""


class TextPiece(NamedTuple):
    """From which offset of the text as read something stands, and how long it is."""

    start: int
    length: int
    what: Any


class Building:
    """A text as it grows."""

    def __init__(self) -> None:
        self.pieces: list[TextPiece] = []
        self._text: list[str] = []
        self._at = 0
        self._spots: list[TextSpot] = []
        self._grids: list[Grid] = []
        self._above: list[str] = []

    def put(self, blocks: Iterable[TextLine | TableRows], label: str = "") -> None:
        """Lines and tables, one below the other; `label` is of what has none."""
        for one in blocks:
            if isinstance(one, TextLine):
                self._line(one, label)
            elif _lays_out(one):
                for cell in one.cells:
                    self.put(cell.box.blocks, _called(one, cell) or label)
            else:
                self._grid(one)

    def read(self, name: str) -> AsRead:
        """What was put in."""
        return AsRead(name, "".join(self._text), tuple(self._spots), tuple(self._grids))

    def _line(self, one: TextLine, label: str) -> None:
        self._spot(one.label or label)
        self._pieces(one, self._at)
        self._said(f"{one.text}\n")
        if one.text.strip():
            self._above = [*self._above[-1:], one.text.strip()]

    def _grid(self, table: TableRows) -> None:
        titles = [one for one in self._above if len(one) <= _TITLE and "。" not in one]
        cells, row = [], -1
        for one in table.cells:
            if one.row != row:
                self._said("\n" if row >= 0 else "")
                row = one.row
            else:
                self._said("\t")
            start = self._at
            for number, line in enumerate(_flat(one.box.blocks)):
                self._said(" " if number else "")
                self._spot(line.label or _called(table, one))
                self._pieces(line, self._at)
                self._said(" ".join(line.text.splitlines()).replace("\t", " "))
            cells.append(
                GridCell(one.row, one.column, start, self._at, one.box.rows, one.box.columns)
            )
        self._said("\n")
        self._above = []
        self._grids.append(Grid(tuple(cells), " ".join(titles)))

    def _said(self, text: str) -> None:
        self._text.append(text)
        self._at += len(text)
        if self._at > MOST:
            raise NotRead("文字太多，超过 1600 万字，没有读", "分成几份，分别校对")

    def _spot(self, label: str) -> None:
        if label and (not self._spots or self._spots[-1].label != label):
            self._spots.append(TextSpot(self._at, label))

    def _pieces(self, line: TextLine, at: int) -> None:
        self.pieces += (TextPiece(at + start, length, what) for start, length, what in line.pieces)


def _flat(blocks: Iterable[TextLine | TableRows]) -> list[TextLine]:
    """The lines of a cell."""
    return [one for one in blocks if isinstance(one, TextLine) and one.text.strip()]


def _called(table: TableRows, cell: PlacedCell) -> str:
    """What a cell is called; empty where its lines are called by themselves."""
    return f"{table.label}第{cell.row + 1}行第{cell.column + 1}列" if table.label else ""


def _lays_out(table: TableRows) -> bool:
    if len({one.row for one in table.cells}) < 2 or len({one.column for one in table.cells}) < 2:
        return True
    return any(isinstance(block, TableRows) for one in table.cells for block in one.box.blocks)


def placed(rows: Iterable[Iterable[Box]]) -> list[PlacedCell]:
    """The cells of rows in their places, as those that reach down push others to the right."""
    found: list[PlacedCell] = []
    reaching: dict[int, int] = {}
    for row, cells in enumerate(rows):
        column = 0
        for one in cells:
            while reaching.get(column, -1) >= row:
                column += 1
            wide = max(1, min(one.columns, _MOST_SPANNED))
            found.append(PlacedCell(row, column, one._replace(columns=wide)))
            if one.rows > 1:
                reaching.update(dict.fromkeys(range(column, column + wide), row + one.rows - 1))
            column += wide
    return found
