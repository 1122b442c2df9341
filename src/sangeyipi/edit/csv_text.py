"""Cells put into a CSV text, and rows; every other row stays as it is, byte for byte.

Owns the cutting of a CSV text into its cells as they are written.  Must not know what they mean.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sangeyipi.edit.failures import EditFailed
from sangeyipi.store.canonical.text import flattened, to_csv
from sangeyipi.store.csv import reader as csv_reader
from sangeyipi.store.source import Source


class WrittenRow(NamedTuple):
    """The cells of a row as they are written, and what ends it."""

    cells: tuple[str, ...]
    end: str

    @property
    def text(self) -> str:
        """The whole row."""
        return ",".join(self.cells) + self.end


class CsvText:
    """A CSV text that is being edited; records are numbered as the reader does."""

    def __init__(self, name: str, text: str, place: Callable[[str], Any]) -> None:
        self._rows = list(_rows(text))
        #: The rows with anything in them, the header first.
        self._filled = [i for i, row in enumerate(self._rows) if any(map(_said, row.cells))]
        self._place = place
        self._newline = next((row.end for row in self._rows if row.end), "\n")
        read = [row.cells for row in csv_reader.rows(Source(name, text.encode()))]
        if read != [[_said(cell) for cell in self._rows[i].cells] for i in self._filled]:
            raise EditFailed("有的格子看不懂是怎么写的")
        if not self._filled:
            raise EditFailed("没有表头")

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [_said(cell) for cell in self._rows[self._filled[0]].cells]

    def put(self, index: int, column: str, said: str | list[str] | None) -> None:
        """Write a cell of a record; None empties it."""
        value = flattened({column: said}).get(column) if said else None
        _refuse_unsayable({column: value} if value else {})
        names = self.columns
        if column not in names:
            self._widen(column)
            names = self.columns
        at = names.index(column)
        row = self._rows[self._filled[index + 1]]
        cells = list(row.cells)
        cells[at] = _like(cells[at], value or "")
        self._rows[self._filled[index + 1]] = row._replace(cells=tuple(cells))

    def finish(self, removed: set[int], added: Mapping[int, Sequence[Mapping[str, Any]]]) -> str:
        """The text without some records, and with others before those of a number."""
        for column in _columns(added):
            if column not in self.columns:
                self._widen(column)
        gone = {self._filled[index + 1] for index in removed}
        count = len(self._filled) - 1
        at = {self._filled[min(number + 1, count)]: number for number in added if number < count}
        lines: list[str] = []
        for number, row in enumerate(self._rows):
            if number in at:
                lines += self._new(added[at[number]])
            if number not in gone:
                lines.append(row.text)
            if number == self._filled[-1] and count in added:
                if lines[-1][-1:] not in ("\r", "\n"):
                    lines[-1] += self._newline
                lines += self._new(added[count])
        return "".join(lines)

    def _new(self, records: Sequence[Mapping[str, Any]]) -> list[str]:
        for one in records:
            _refuse_unsayable(one)
        columns = self.columns
        head = to_csv([], columns)
        rows = (to_csv([dict(one)], columns).removeprefix(head) for one in records)
        return [row.removesuffix("\n") + self._newline for row in rows]

    def _widen(self, column: str) -> None:
        """Give every row one cell more, where the format has that column."""
        places = [self._place(name) < self._place(column) for name in self.columns]
        at = max((number + 1 for number, first in enumerate(places) if first), default=0)
        for number in self._filled:
            cells = list(self._rows[number].cells)
            new = column if number == self._filled[0] else ""
            cells.insert(at, _like(cells[0], new))
            self._rows[number] = self._rows[number]._replace(cells=tuple(cells))


def unsayable_in_csv(raw: Mapping[str, Any]) -> str:
    """A text of a record that means nothing in a cell; "": there is none."""
    return next((text for text in flattened(dict(raw)).values() if text in csv_reader.NULLS), "")


def _refuse_unsayable(raw: Mapping[str, Any]) -> None:
    text = unsayable_in_csv(raw)
    if text:
        raise EditFailed(f"CSV 里的“{text}”等于空白，写不了这几个字")


def _columns(added: Mapping[int, Sequence[Mapping[str, Any]]]) -> list[str]:
    found = (flattened(dict(one)) for many in added.values() for one in many)
    return list(dict.fromkeys(column for one in found for column in one))


def _like(cell: str, text: str) -> str:
    """A text as a cell, in quotes where the cell that it replaces has them."""
    plain = to_csv([], [text]).removesuffix("\n")
    quoted = cell.startswith('"') and not plain.startswith('"')
    return '"' + text + '"' if quoted and text else plain if text or not cell else _empty(cell)


def _empty(cell: str) -> str:
    return '""' if cell.startswith('"') else ""


def _said(cell: str) -> str:
    """What a cell says."""
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _rows(text: str) -> "list[WrittenRow]":
    """Every row of a CSV text that the reader accepts, the empty ones too."""
    rows: list[WrittenRow] = []
    cells: list[str] = []
    at = 0
    while at < len(text):
        end = _cell_end(text, at)
        cells.append(text[at:end])
        mark = text[end : end + 1]
        if mark == ",":
            at = end + 1
            if at == len(text):
                cells.append("")
            else:
                continue
        stop = "\r\n" if text.startswith("\r\n", end) else mark if mark in "\r\n" else ""
        rows.append(WrittenRow(tuple(cells), stop))
        cells = []
        at = max(at, end + len(stop)) if mark == "," else end + len(stop)
    return rows


def _cell_end(text: str, at: int) -> int:
    if text[at : at + 1] != '"':
        while at < len(text) and text[at] not in ",\r\n":
            at += 1
        return at
    at += 1
    while True:
        at = text.find('"', at)
        if at < 0:
            raise EditFailed("引号没有配对")
        if text[at + 1 : at + 2] != '"':
            return at + 1
        at += 2
