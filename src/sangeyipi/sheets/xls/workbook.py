"""A whole .xls workbook read by xlrd, as cells with their formats.

Owns what of xlrd's answers becomes a cell.  Numbers are formatted by the same rules as of xlsx.
"""

import io
import struct

import xlrd
from xlrd.book import Book
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.sheet import Sheet as Source

from sangeyipi.sheets.building import MOST_SHEETS, Budget, Progress, SheetBuilder
from sangeyipi.sheets.failures import cut_off, over_limit
from sangeyipi.sheets.formats.builtin import builtin
from sangeyipi.sheets.formats.cells import (
    error_cell,
    flag_cell,
    number_cell,
    text_cell,
    uncomputed_cell,
)
from sangeyipi.sheets.grid import EMPTY, Area, Cell
from sangeyipi.sheets.made import MadeSheets
from sangeyipi.sheets.xls.records import look
from sangeyipi.sheets.xlsx.strings import Rich

_BIFF8 = 80
_CHINESE = "gb18030"
_WESTERN = (None, 1252, 32769)
#: What xlrd meets in files that end too early or are damaged.
_DAMAGED = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    ArithmeticError,
    EOFError,
    MemoryError,
    RecursionError,
    IndexError,
    KeyError,
    LookupError,
    TypeError,
    UnicodeError,
    ValueError,
)


def read_xls(data: bytes, progress: Progress | None = None) -> MadeSheets:
    """The sheets of a workbook."""
    try:
        found = look(_stream(data))
        book, note = _opened(data)
        if book.nsheets > MOST_SHEETS:
            raise over_limit("工作表", f"{MOST_SHEETS} 张")
        sheets, notes = [], note
        budget = Budget()
        for at in range(book.nsheets):
            uncomputed = found.uncomputed[at] if at < len(found.uncomputed) else set()
            builder = _Reader(book, book.sheet_by_index(at), uncomputed).read(budget)
            sheets.append(builder.finished())
            notes.extend(builder.notes)
            if progress is not None:
                progress(at + 1, book.nsheets)
    except _DAMAGED as error:
        raise cut_off("xls ") from error
    notes.extend(f"{other}没有单元格，没有读" for other in found.others)
    return MadeSheets(tuple(sheets), tuple(notes))


def _stream(data: bytes) -> bytes:
    """The records of a workbook, out of its compound file."""
    if not data.startswith(xlrd.compdoc.SIGNATURE):
        return data
    compound = CompDoc(data, logfile=io.StringIO())
    for name in ("Workbook", "Book"):
        found, base, length = compound.locate_named_stream(name)
        if found:
            return bytes(found[base : base + length])
    raise CompDocError("no workbook")


def _opened(data: bytes) -> tuple[Book, list[str]]:
    book = _open(data, None)
    if book.biff_version >= _BIFF8 or book.codepage not in _WESTERN:
        return book, []
    return _open(data, _CHINESE), ["旧版 Excel 文件，没有写明中文编码，按 GB18030 读"]


def _open(data: bytes, encoding: str | None) -> Book:
    return xlrd.open_workbook(
        file_contents=data,
        logfile=io.StringIO(),
        formatting_info=True,
        ragged_rows=True,
        encoding_override=encoding,
    )


class _Reader:
    """One sheet of a workbook."""

    def __init__(self, book: Book, source: Source, uncomputed: set[tuple[int, int]]) -> None:
        self._book = book
        self._source = source
        self._uncomputed = uncomputed
        self._styles: dict[int, tuple[str, bool]] = {}
        self._made: dict[tuple[int, int, object], Cell] = {}

    def read(self, budget: Budget) -> SheetBuilder:
        """All of it."""
        source = self._source
        builder = SheetBuilder(source.name, budget, source.visibility != 0)
        for row in range(source.nrows):
            builder.put_row(row, self._row(row))
        for top, bottom, left, right in source.merged_cells:
            builder.merge(Area(top, left, bottom - 1, right - 1))
        for row, info in source.rowinfo_map.items():
            if info.hidden or info.height == 0:
                builder.hide_rows(row, row)
        for column, info in source.colinfo_map.items():
            if info.hidden or info.width == 0:
                builder.hide_columns(column, column)
        return builder

    def _row(self, row: int) -> dict[int, Cell]:
        cells = {}
        types = self._source.row_types(row)
        values = self._source.row_values(row)
        for column, kind in enumerate(types):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            cell = self._cell(row, column, kind, values[column])
            if cell is not EMPTY:
                cells[column] = cell
        return cells

    def _cell(self, row: int, column: int, kind: int, value: object) -> Cell:
        number = self._source.cell_xf_index(row, column)
        code, struck = self._style(number)
        if (row, column) in self._uncomputed:
            return uncomputed_cell("…", code, struck)
        runs = self._source.rich_text_runlist_map.get((row, column))
        if runs and kind == xlrd.XL_CELL_TEXT:
            return self._text(*self._rich(str(value), runs).struck(struck), code)
        key = (number, kind, value)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._plain(kind, value, code, struck)
        return made

    def _plain(self, kind: int, value: object, code: str, struck: bool) -> Cell:
        if kind == xlrd.XL_CELL_TEXT:
            return self._text(str(value), struck, "", code)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return flag_cell(bool(value), code, struck)
        if kind == xlrd.XL_CELL_ERROR:
            known = xlrd.error_text_from_code
            return error_cell(str(known.get(value, f"#{value}")), code, struck)
        return number_cell(repr(value), code, struck, bool(self._book.datemode))

    def _text(self, text: str, struck: bool, part: str, code: str) -> Cell:
        return text_cell(text, code, struck, part, bool(self._book.datemode))

    def _style(self, number: int) -> tuple[str, bool]:
        """The format code of a cell, and whether it is struck out."""
        known = self._styles.get(number)
        if known is None:
            look = self._book.xf_list[number]
            form = self._book.format_map.get(look.format_key)
            code = form.format_str if form is not None else None
            # Chinese Excel shows a format known by number by its own list, as of xlsx.
            code = builtin(look.format_key) if look.format_key < 60 or not code else code
            struck = bool(self._book.font_list[look.font_index].struck_out)
            known = self._styles[number] = (code, struck)
        return known

    def _rich(self, text: str, runs: list[tuple[int, int]]) -> Rich:
        """A text in pieces; what stands before the first run has the cell's own font."""
        starts = [0, *(start for start, _ in runs)]
        fonts = [None, *(font for _, font in runs)]
        ends = [*starts[1:], len(text)]
        pieces = []
        for start, end, font in zip(starts, ends, fonts, strict=True):
            struck = None if font is None else bool(self._book.font_list[font].struck_out)
            pieces.append((text[start:end], struck))
        return Rich(tuple(pieces))
