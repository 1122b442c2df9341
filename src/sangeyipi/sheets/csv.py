"""Tables in text files: comma, tab or semicolon between cells.

Owns which of them separates, and how cells are unwrapped from what keeps Excel off them
(`="00123"`, a tab before or after).  Every cell is text, exactly as it stands.
"""

import csv
import io
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.sheets.building import Budget, SheetBuilder
from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.formats.cells import error_cell, is_error, text_cell
from sangeyipi.sheets.grid import EMPTY, Cell
from sangeyipi.sheets.made import MadeSheets

_SEPARATORS = {",": "逗号", "\t": "制表符", ";": "分号", "，": "全角逗号", "|": "竖线"}
_USUAL = ",\t;"
#: Where none of these separates.
_RARE = "，|"
_WRAPPED = re.compile(r'="((?:[^"]|"")*)"')
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LEAST_WIDTH = 4
_REMEDY = "用 Excel 或 WPS 打开，核对行数和内容，另存为 xlsx，再导入"


class _Table(NamedTuple):
    separator: str
    rows: list[list[str]]
    #: The line on which each row begins, from 1.
    lines: list[int]
    width: int
    #: How many rows are as wide as most are.
    alike: int


def read_text_table(text: str, name: str) -> MadeSheets:
    """The one sheet of a text file, named as the file is."""
    declared = _DECLARED.match(text)
    skipped = declared.end() if declared else 0
    wanted = declared[1] if declared else ""
    table = _separated(text[skipped:], wanted)
    _no_swallowed_rows(table, bool(declared))
    sheet = SheetBuilder(name, Budget())
    made: dict[str, Cell] = {}
    for number, row in enumerate(table.rows):
        cells = {}
        for column, field in enumerate(row):
            if field:
                cell = made.get(field)
                if cell is None:
                    cell = made[field] = _cell(field)
                if cell is not EMPTY:
                    cells[column] = cell
        sheet.put_row(number, cells)
    said = _SEPARATORS.get(table.separator, table.separator)
    note = f"按{said}分列" if table.width > 1 else "没有找到分隔符，只有一列"
    return MadeSheets((sheet.finished(),), (note,))


def _separated(text: str, wanted: str) -> _Table:
    """The rows by the separator that fits best; fails where no one fits."""
    if wanted:
        return _by(text, wanted)
    for separators in (_USUAL, _RARE):
        found = _best(text, separators)
        if found is not None and found.width > 1:
            return found
    return _by(text, _USUAL[0])


def _best(text: str, separators: str) -> _Table | None:
    """The rows by the best of these; fails where a better one could not be read."""
    tables = []
    failures = []
    for separator in separators:
        if separator in text:
            try:
                tables.append(_by(text, separator))
            except SheetsFailed as failure:
                failures.append((text.count(separator), failure))
    best = max(tables, key=lambda table: (table.alike, table.width), default=None)
    worst = max(failures, key=lambda failed: failed[0], default=None)
    if worst and (best is None or worst[0] > best.alike * (best.width - 1)):
        raise worst[1]
    return best


def _by(text: str, separator: str) -> _Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 0
    try:
        for row in reader:
            rows.append(row)
            lines.append(line + 1)
            line = reader.line_num
    except csv.Error as error:
        raise SheetsFailed(
            f'第 {line + 1} 行起的英文引号（"）不成对，分不清哪里是一格的结尾', _REMEDY
        ) from error
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, alike = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return _Table(separator, rows, lines, width, alike)


def _no_swallowed_rows(table: _Table, declared: bool) -> None:
    """Fail where quotes far apart make one cell of several rows, which would hide them."""
    if table.width < _LEAST_WIDTH:
        return
    for row, line in zip(table.rows, table.lines, strict=True):
        for field in row:
            if "\n" in field and field.count(table.separator) >= table.width - 1:
                first = line + declared
                last = first + field.count("\n")
                raise SheetsFailed(
                    f'第 {first} 行有一个英文引号（"）到第 {last} 行才合上，把这几行并成了一格',
                    f"在记事本里看第 {first} 行，删去多出的引号，保存后再导入",
                )


@lru_cache(1 << 16)
def _cell(field: str) -> Cell:
    """The cell of a field; equal ones are one."""
    wrapped = _WRAPPED.fullmatch(field)
    if wrapped:
        return text_cell(wrapped[1].replace('""', '"'))
    field = field.strip("\t")
    return error_cell(field) if is_error(field) else text_cell(field)
