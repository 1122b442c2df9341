"""XML spreadsheets of Excel 2003, which are often called .xls.

Owns how their rows, cells and styles become a grid.
"""

from typing import NamedTuple

from sangeyipi.sheets.building import LAST_COLUMN, MOST_SHEETS, Budget, SheetBuilder
from sangeyipi.sheets.failures import cut_off, over_limit
from sangeyipi.sheets.formats.builtin import named
from sangeyipi.sheets.formats.cells import (
    error_cell,
    flag_cell,
    moment_cell,
    number_cell,
    text_cell,
    uncomputed_cell,
)
from sangeyipi.sheets.grid import EMPTY, Area, Cell, Sheet
from sangeyipi.sheets.made import MadeSheets
from sangeyipi.sheets.xlsx.strings import Rich
from sangeyipi.sheets.xml import XmlNames, read_xml

_SPACES = {
    "": "",
    "urn:schemas-microsoft-com:office:spreadsheet": "ss:",
    "urn:schemas-microsoft-com:office:excel": "x:",
    "urn:schemas-microsoft-com:office:office": "o:",
    "http://www.w3.org/TR/REC-html40": "html:",
}


class _Style(NamedTuple):
    code: str = ""
    struck: bool = False


class _Sheets:
    """Puts sheets together, as the elements of the file come."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.notes: list[str] = []
        self._budget = Budget()
        self._styles: dict[str, _Style] = {}
        self._style = ""
        self._from_1904 = False
        self._sheet: SheetBuilder | None = None
        self._row = self._column = self._columns = 0
        self._next_row = 0
        self._row_style = ""
        self._column_styles: list[tuple[int, int, str]] = []
        self._cell: dict[str, str] = {}
        self._type: str | None = None
        self._said = ""
        self._pieces: list[tuple[str, bool | None]] = []
        self._in_data = self._in_comment = False
        self._struck = 0
        self._word = ""
        self._starts = {
            "ss:Style": self._start_style,
            "ss:NumberFormat": self._format,
            "ss:Font": self._font,
            "ss:Worksheet": self._start_sheet,
            "ss:Column": self._column_found,
            "ss:Row": self._start_row,
            "ss:Cell": self._start_cell,
            "ss:Data": self._start_data,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._word = name
        if name == "ss:Comment":
            self._in_comment = True
        elif name == "html:S" and self._in_data:
            self._struck += 1
        elif name == "x:Date1904":
            self._from_1904 = True
        elif name in self._starts and not self._in_comment:
            self._starts[name](attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        self._word = ""
        if name == "ss:Comment":
            self._in_comment = False
        elif name == "ss:Data":
            self._in_data = False
        elif name == "html:S" and self._in_data:
            self._struck -= 1
        elif name == "ss:Cell":
            self._end_cell()
        elif name == "ss:Worksheet" and self._sheet is not None:
            self.sheets.append(self._sheet.finished())
            self.notes.extend(self._sheet.notes)
            self._sheet = None

    def data(self, text: str) -> None:
        """Text within an element."""
        if self._in_data:
            self._pieces.append((text, True if self._struck else None))
        elif self._word == "x:Visible" and self._sheet is not None:
            self._sheet.hidden |= text.strip() in ("SheetHidden", "SheetVeryHidden")

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("ss:ID", "")
        parent = self._styles.get(attributes.get("ss:Parent", "Default"), _Style())
        self._styles[self._style] = parent

    def _format(self, attributes: dict[str, str]) -> None:
        code = named(attributes.get("ss:Format", ""))
        self._styles[self._style] = self._styles.get(self._style, _Style())._replace(code=code)

    def _font(self, attributes: dict[str, str]) -> None:
        if "ss:StrikeThrough" in attributes and self._style in self._styles:
            struck = attributes["ss:StrikeThrough"] == "1"
            self._styles[self._style] = self._styles[self._style]._replace(struck=struck)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        if len(self.sheets) >= MOST_SHEETS:
            raise over_limit("工作表", f"{MOST_SHEETS} 张")
        self._sheet = SheetBuilder(attributes.get("ss:Name", ""), self._budget)
        self._next_row = self._columns = 0
        self._column_styles = []

    def _column_found(self, attributes: dict[str, str]) -> None:
        first = _number(attributes, "ss:Index", self._columns + 1) - 1
        last = first + _number(attributes, "ss:Span", 0)
        self._columns = last + 1
        self._column_styles.append((first, last, attributes.get("ss:StyleID", "")))
        if self._sheet is not None and _is_hidden(attributes, "ss:Width"):
            self._sheet.hide_columns(first, last)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = _number(attributes, "ss:Index", self._next_row + 1) - 1
        self._next_row = self._row + 1 + _number(attributes, "ss:Span", 0)
        self._row_style = attributes.get("ss:StyleID", "")
        self._column = 0
        if self._sheet is not None and _is_hidden(attributes, "ss:Height"):
            self._sheet.hide_rows(self._row, self._next_row - 1)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._column = _number(attributes, "ss:Index", self._column + 1) - 1
        self._cell = attributes
        self._type = None
        self._pieces = []

    def _start_data(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("ss:Type", "String")
        self._in_data = True
        self._struck = 0

    def _end_cell(self) -> None:
        if self._sheet is None:
            return
        wide = _number(self._cell, "ss:MergeAcross", 0)
        high = _number(self._cell, "ss:MergeDown", 0)
        if self._row < 0 or not 0 <= self._column < LAST_COLUMN:
            raise cut_off("XML 表格", f"工作表“{self._sheet.name}”里的格号不对")
        self._sheet.put(self._row, self._column, self._made())
        if wide or high:
            bottom, right = self._row + high, self._column + wide
            self._sheet.merge(Area(self._row, self._column, bottom, right))
        self._column += 1 + wide

    def _made(self) -> Cell:
        style = self._looks()
        said, struck, part = Rich(tuple(self._pieces)).struck(style.struck)
        formula = self._cell.get("ss:Formula")
        if formula is not None and not said and self._type != "String":
            return uncomputed_cell(formula, style.code, struck)
        if self._type == "Number":
            return number_cell(said, style.code, struck, self._from_1904)
        if self._type == "DateTime":
            return moment_cell(said, style.code, struck, self._from_1904)
        if self._type == "Boolean":
            return flag_cell(said == "1", style.code, struck)
        if self._type == "Error":
            return error_cell(said, style.code, struck)
        return text_cell(said, style.code, struck, part, self._from_1904) if said else EMPTY

    def _looks(self) -> _Style:
        name = self._cell.get("ss:StyleID") or self._row_style
        if not name:
            columns = self._column_styles
            name = next((s for a, b, s in columns if a <= self._column <= b and s), "Default")
        return self._styles.get(name, _Style())


def read_xml2003(text: str) -> MadeSheets:
    """The sheets of a file, its text decoded."""
    sheets = _Sheets()
    read_xml([text.encode()], sheets, XmlNames(_SPACES), "文件", "utf-8")
    return MadeSheets(tuple(sheets.sheets), tuple(sheets.notes))


def _number(attributes: dict[str, str], name: str, otherwise: int) -> int:
    text = attributes.get(name, "")
    return int(text[:9]) if text.isascii() and text.isdigit() else otherwise


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    if attributes.get("ss:Hidden") == "1":
        return True
    text = attributes.get(size, "")
    return bool(text) and not text.strip("0.")
