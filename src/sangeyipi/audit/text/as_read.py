"""The text as it was read, and where each of its characters stands in the document.

A finding knows offsets into this text and nothing else; whoever reads a Word document or a page
makes the text and says with `TextSpot`s what begins where, with `Grid`s where its tables are, and
with `hidden` what of the text is markup and no words.  In a text made of a table the cells of a row
are divided by tabs, and a row is a line.  Must not know of figures.
"""

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple


class TextSpot(NamedTuple):
    """From this offset on the text stands there: 第3段, 表2第4行第1列, 第5页."""

    start: int
    label: str


class GridCell(NamedTuple):
    """A cell of a table: its place from 0, its text's offsets, how many rows and columns it has."""

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1


class Grid(NamedTuple):
    """A table of the text; `title` is what stands above it: its name, 单位：亿元."""

    cells: tuple[GridCell, ...]
    title: str = ""

    @property
    def start(self) -> int:
        """Where its first cell begins."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Where its last cell ends."""
        return self.cells[-1].end

    def moved(self, by: int) -> "Grid":
        """The same table so many characters further on."""
        cells = (
            GridCell(row, column, start + by, end + by, rows, columns)
            for row, column, start, end, rows, columns in self.cells
        )
        return Grid(tuple(cells), self.title)


class Where(NamedTuple):
    """Line and column, both from 1, and the label of the place where there is one."""

    line: int
    column: int
    label: str


class AsRead:
    """A text with its name as the user typed it; spots, tables and hidden pieces are in order."""

    def __init__(
        self,
        name: str,
        text: str,
        spots: tuple[TextSpot, ...] = (),
        tables: tuple[Grid, ...] = (),
        hidden: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.name = name
        self.text = text
        self.spots = spots
        self.tables = tables
        self.hidden = hidden

    def piece(self, start: int, end: int) -> "AsRead":
        """What stands between two places, within no table: its words and tables by themselves."""
        first, last = (bisect_left(self._table_starts, at) for at in (start, end))
        tables = tuple(one.moved(-start) for one in self.tables[first:last])
        first = bisect_right(self._hidden_ends, start)
        last = bisect_left(self._hidden_starts, end)
        hidden = tuple(
            (max(begin, start) - start, min(stop, end) - start)
            for begin, stop in self.hidden[first:last]
        )
        return AsRead(self.name, self.text[start:end], tables=tables, hidden=hidden)

    @cached_property
    def _table_starts(self) -> list[int]:
        return [one.start for one in self.tables]

    @cached_property
    def _hidden_starts(self) -> list[int]:
        return [start for start, _ in self.hidden]

    @cached_property
    def _hidden_ends(self) -> list[int]:
        return [end for _, end in self.hidden]

    @cached_property
    def _lines(self) -> list[int]:
        found, at = [0], self.text.find("\n")
        while at >= 0:
            found.append(at + 1)
            at = self.text.find("\n", at + 1)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.spots]

    def where(self, offset: int) -> Where:
        """Where the character at `offset` stands."""
        line = bisect_right(self._lines, offset)
        number = bisect_right(self._starts, offset)
        label = self.spots[number - 1].label if number else ""
        return Where(line, offset - self._lines[line - 1] + 1, label)

    def line_of(self, offset: int) -> tuple[int, int]:
        """Where the line with `offset` begins and ends."""
        number = bisect_right(self._lines, offset)
        start = self._lines[number - 1]
        end = self._lines[number] - 1 if number < len(self._lines) else len(self.text)
        return start, end
