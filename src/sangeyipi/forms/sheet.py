"""A sheet to be filled in: its head, a row a record, blank rows, choices, what is locked.

Owns how it looks, prints and is protected, and the sheets that nobody sees beside it.  Must not
know what its columns mean.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sangeyipi.compare.fields import Path
from sangeyipi.forms import base as carrying
from sangeyipi.forms.base import Base
from sangeyipi.forms.cells import put
from sangeyipi.forms.columns import FormColumn, Holds
from sangeyipi.forms.ours import SHEET
from sangeyipi.render.width import width
from sangeyipi.render.xlsx import layout
from sangeyipi.render.xlsx.styles import AS_TEXT, CellLook, WorkbookStyles
from sangeyipi.render.xlsx.tables import write_text

CHOICES = "选项"
#: How a day is displayed.
_DAY_FORMAT = "yyyy-mm-dd"
_NUMERIC = frozenset({Holds.AMOUNT, Holds.NUMBER})
_CENTERED = frozenset({Holds.DATE, Holds.FLAG, Holds.WORD, Holds.NUMBER})
#: In half-width characters: the narrowest and the widest that a column of a kind is.
_WIDTHS = {
    Holds.LINE: (10, 30),
    Holds.PROSE: (20, 34),
    Holds.AMOUNT: (10, 18),
    Holds.NUMBER: (7, 9),
    Holds.DATE: (11, 11),
    Holds.FLAG: (7, 7),
    Holds.WORD: (7, 12),
}
#: The arrow of a filter covers so much of a heading.
_ARROW = 2
#: How far below its last row a sheet's columns still know what may be chosen.
_BEYOND = 1000
#: A text format shows longer texts as ####, in older programs.
_TEXT_LONGEST = 250
_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_columns": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
_NEVER_ABOVE = 1_000_000_000_000


class SheetColumn(NamedTuple):
    """A column of the sheet; `locked`: on rows that are there already, nobody types into it."""

    column: FormColumn
    locked: bool = False


class SheetExtent(NamedTuple):
    """Where the table came to stand; rows and columns from 0."""

    head: int
    first: int
    last: int


class Filling:
    """Fills one sheet from a row on."""

    def __init__(self, workbook: Workbook, sheet: Worksheet, styles: WorkbookStyles) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._styles = styles
        self._widths: list[int] = []
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def table(
        self,
        asked: Sequence[SheetColumn],
        rows: Sequence[Mapping[Path, str]],
        head: int,
        blank: int,
    ) -> SheetExtent:
        """The head, the records, and `blank` rows for new ones.  Sets widths, filters and locks."""
        self._widths = [self._width(one.column, rows) for one in asked]
        first = head + 1
        self._head(asked, head)
        for at, one in enumerate(asked):
            form = self._form(SheetColumn(one.column), "")
            self._sheet.set_column(at, at, self._widths[at], form if blank else None)
        for number, row in enumerate(rows, first):
            self._row(asked, row, number)
        last = first + len(rows) + blank - 1
        for number in range(first + len(rows), last + 1):
            for at, one in enumerate(asked):
                self._sheet.write_blank(number, at, None, self._form(SheetColumn(one.column), ""))
        self._sheet.autofilter(head, 0, max(last, first), len(asked) - 1)
        self._choices(asked, first, last + _BEYOND if blank else last)
        self._sheet.protect("", _ALLOWED)
        self._sheet.repeat_rows(head)
        return SheetExtent(head, first, last)

    @property
    def widths(self) -> list[int]:
        """Of the columns, in half-width characters."""
        return self._widths

    def _width(self, column: FormColumn, rows: Sequence[Mapping[Path, str]]) -> int:
        least, most = _WIDTHS[column.holds]
        shown = (row.get(column.path, "").partition("\n")[0] for row in rows)
        wanted = max(map(width, shown), default=0) + 2
        head = max(map(width, column.heading.split("\n"))) + _ARROW
        return max(min(max(least, wanted), most), min(head, 22))

    def _head(self, asked: Sequence[SheetColumn], row: int) -> None:
        look = CellLook("center", bold=True, boxed=True, filled=True)
        lines = 1
        for at, one in enumerate(asked):
            write_text(self._sheet, row, at, one.column.heading, self._styles.of(look))
            parts = one.column.heading.split("\n")
            lines = max(lines, sum(layout.lines(width(part), self._widths[at]) for part in parts))
        self._sheet.set_row(row, layout.height(lines))

    def _row(self, asked: Sequence[SheetColumn], row: Mapping[Path, str], number: int) -> None:
        lines = 1
        for at, one in enumerate(asked):
            text = row.get(one.column.path)
            form = self._form(one, text or "")
            if text is None:
                self._sheet.write_blank(number, at, None, form)
                continue
            write(self._sheet, number, at, put(one.column, text), form)
            if one.column.holds in (Holds.LINE, Holds.PROSE):
                room = self._widths[at]
                needed = sum(layout.lines(width(part), room) for part in text.split("\n"))
                lines = max(lines, needed)
        self._sheet.set_row(number, layout.height(lines))

    def _form(self, one: SheetColumn, text: str) -> Format:
        holds = one.column.holds
        there = put(one.column, text) if text else ""
        number = ""
        if isinstance(there, date):
            number = _DAY_FORMAT
        elif holds in (Holds.LINE, Holds.PROSE) or (holds is Holds.DATE and text):
            number = AS_TEXT if len(text) <= _TEXT_LONGEST else ""
        align = "center" if holds in _CENTERED else "right" if holds is Holds.AMOUNT else "left"
        look = CellLook(align, number=number, boxed=True, open=not one.locked, filled=one.locked)
        return self._styles.of(look)

    def _choices(self, asked: Sequence[SheetColumn], first: int, last: int) -> None:
        lists = [(at, one.column) for at, one in enumerate(asked) if one.column.choices]
        if lists:
            hidden = self._workbook.add_worksheet(CHOICES)
            hidden.very_hidden()
        for number, (at, column) in enumerate(lists):
            for row, word in enumerate(column.choices):
                value = put(column, word) if column.holds is Holds.NUMBER else word
                write(hidden, row, number, value, self._styles.of(CellLook()))
            self._sheet.data_validation(
                first, at, last, at, _list_of(column, number, len(column.choices))
            )
        for at, one in enumerate(asked):
            if one.column.holds is Holds.AMOUNT and not one.locked:
                self._sheet.data_validation(first, at, last, at, _OF_AMOUNTS)


_OF_AMOUNTS = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": _NEVER_ABOVE,
    "error_title": "只写数字",
    "error_message": "以亿元计，只写数字：5000 万元写 0.5。不知道的空着，不写 0。",
}


def _list_of(column: FormColumn, number: int, count: int) -> dict[str, Any]:
    from xlsxwriter.utility import xl_col_to_name

    letter = xl_col_to_name(number, col_abs=True)
    return {
        "validate": "list",
        "source": f"={CHOICES}!{letter}$1:{letter}${count}",
        "show_error": column.only,
        "error_title": "不在可选的里面",
        "error_message": "请从下拉的里面选。要用别的，先在 ledger.yaml 里加上。",
        # A word that was in the ledger before its list was made may stay.
        "error_type": "warning",
    }


def write(sheet: Worksheet, row: int, at: int, value: Decimal | date | str, form: Format) -> None:
    """A number as a number, a day as a day, a text as nothing but a text."""
    if isinstance(value, Decimal):
        sheet.write_number(row, at, float(value), form)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, datetime.combine(value, time.min), form)
    else:
        write_text(sheet, row, at, value, form)


def carry(workbook: Workbook, base: Base, styles: WorkbookStyles) -> None:
    """Put what the workbook goes out with on a sheet that nobody sees."""
    sheet = workbook.add_worksheet(SHEET)
    sheet.very_hidden()
    form = styles.of(CellLook(number=AS_TEXT))
    for number, row in enumerate(carrying.lines(base)):
        for at, text in enumerate(row):
            if text:
                write_text(sheet, number, at, text, form)
    workbook.set_custom_property(SHEET, f"{base.kind} {carrying.VERSION}", "text")


def explain(sheet: Worksheet, styles: WorkbookStyles, title: str, lines: Iterable[str]) -> None:
    """A sheet of words: how the workbook is to be filled in."""
    size = 96
    sheet.set_column(0, 0, size)
    write_text(sheet, 0, 0, title, styles.of(CellLook(size=14, bold=True)))
    sheet.set_row(0, layout.height(1, 14))
    for number, line in enumerate(lines, 1):
        write_text(sheet, number, 0, line, styles.of(CellLook()))
        sheet.set_row(number, layout.height(layout.lines(width(line), size)))
