"""The sheets of an OpenDocument spreadsheet, read as a stream.

Owns how tables, rows and cells with their repetitions become a grid.  Notes at cells, drawings,
recorded changes and copies of other files are not the sheet and are left out.
"""

import re

from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.sheets.building import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_SHEETS,
    Budget,
    SheetBuilder,
)
from sangeyipi.sheets.failures import over_limit
from sangeyipi.sheets.formats.cells import (
    error_cell,
    flag_cell,
    is_error,
    moment_cell,
    number_cell,
    text_cell,
    uncomputed_cell,
)
from sangeyipi.sheets.grid import EMPTY, Area, Cell, Sheet
from sangeyipi.sheets.ods.styles import OdsStyles, StyleLook
from sangeyipi.sheets.xlsx.strings import Rich

#: What lies in a table or a cell and is no part of what the cells say.
_LEFT_OUT = frozenset(
    (
        "office:annotation",
        "office:forms",
        "table:shapes",
        "table:tracked-changes",
        "table:dde-links",
        "table:content-validations",
        "text:ruby-text",
        "text:note",
        "text:tracked-changes",
        "draw:frame",
        "draw:custom-shape",
        "draw:g",
        "draw:line",
        "draw:control",
        "draw:caption",
    )
)
_CELLS = ("table:table-cell", "table:covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")
#: What makes the file's lines readable; spaces alone are the text's own.
_SPACE = re.compile(r" *[\t\r\n][ \t\r\n]*")
_ELSEWHERE = "'file:"


@dataclass(slots=True)
class _Open:
    """The cell that is being read."""

    attributes: dict[str, str]
    pieces: list[tuple[str, bool | None]] = field(default_factory=list)
    paragraphs: int = 0


class Content:
    """Puts sheets together, as the elements of the content come."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.notes: list[str] = []
        self.styles = OdsStyles()
        self.properties: dict[str, str] = {}
        self._budget = Budget()
        self._sheet: SheetBuilder | None = None
        self._copied = False
        self._left_out = 0
        self._row = self._column = 0
        self._rows = 1
        self._cells: dict[int, Cell] = {}
        self._row_style = ""
        self._column_styles: list[tuple[int, str]] = []
        self._columns = 0
        self._cell: _Open | None = None
        self._spans: list[bool | None] = []
        self._in_text = 0
        self._property = ""
        self._made: dict[tuple[str, ...], Cell] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
        elif self._cell is not None:
            self._start_text(name, attributes)
        elif name in _CELLS:
            if self._sheet is not None:
                self._cell = _Open(attributes)
        elif name == "table:table-row":
            self._start_row(attributes)
        elif name == "table:table-column":
            self._column_found(attributes)
        elif name == "table:table":
            self._start_sheet(attributes)
        elif name == "meta:user-defined":
            self._property = attributes.get("meta:name", "")
            self.properties[self._property] = ""
        else:
            self.styles.start(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._left_out:
            self._left_out -= 1
        elif name in _CELLS:
            self._end_cell()
        elif self._cell is not None:
            self._end_text(name)
        elif name == "table:table-row":
            self._end_row()
        elif name == "table:table":
            self._end_sheet()
        elif name == "meta:user-defined":
            self._property = ""
        else:
            self.styles.end(name)

    def data(self, text: str) -> None:
        """Text within an element."""
        if self._left_out:
            return
        if self._cell is not None:
            if self._in_text:
                self._say(_SPACE.sub(" ", text))
        elif self._property:
            self.properties[self._property] += text
        else:
            self.styles.data(text)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        if len(self.sheets) >= MOST_SHEETS:
            raise over_limit("工作表", f"{MOST_SHEETS} 张")
        name = attributes.get("table:name", "")
        self._copied = name.startswith(_ELSEWHERE)
        hidden = self.styles.is_hidden(attributes.get("table:style-name", ""))
        hidden |= attributes.get("table:display") == "false"
        self._sheet = SheetBuilder(name, self._budget, hidden)
        self._row = self._columns = 0
        self._column_styles = []

    def _end_sheet(self) -> None:
        if self._sheet is not None and not self._copied:
            self.sheets.append(self._sheet.finished())
            self.notes.extend(self._sheet.notes)
        self._sheet = None

    def _column_found(self, attributes: dict[str, str]) -> None:
        first = self._columns
        self._columns += _repeated(attributes, "table:number-columns-repeated")
        self._column_styles.append(
            (self._columns, attributes.get("table:default-cell-style-name", ""))
        )
        if self._sheet is not None and _is_hidden(attributes):
            self._sheet.hide_columns(first, self._columns - 1)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._rows = _repeated(attributes, "table:number-rows-repeated")
        self._row_style = attributes.get("table:default-cell-style-name", "")
        self._column = 0
        self._cells = {}
        if self._sheet is not None and _is_hidden(attributes):
            self._sheet.hide_rows(self._row, self._row + self._rows - 1)

    def _end_row(self) -> None:
        if self._cells and self._sheet is not None:
            if self._row + self._rows > LAST_ROW:
                raise over_limit(f"工作表“{self._sheet.name}”的行号", f"{LAST_ROW} 行")
            for row in range(self._row, self._row + self._rows):
                self._sheet.put_row(row, dict(self._cells))
        self._row += self._rows
        self._cells = {}

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        cell = self._cell
        if cell is None:
            return
        if name in ("text:p", "text:h"):
            if cell.paragraphs:
                self._say("\n")
            cell.paragraphs += 1
            self._in_text += 1
        elif name == "text:span":
            struck = self.styles.struck_span(attributes.get("text:style-name", ""))
            self._spans.append(self._struck if struck is None else struck)
        elif name == "text:s":
            self._say(" " * min(_repeated(attributes, "text:c"), 1000))
        elif name == "text:tab":
            self._say("\t")
        elif name == "text:line-break":
            self._say("\n")

    def _end_text(self, name: str) -> None:
        if name in ("text:p", "text:h"):
            self._in_text -= 1
        elif name == "text:span":
            self._spans.pop()

    @property
    def _struck(self) -> bool | None:
        return self._spans[-1] if self._spans else None

    def _say(self, text: str) -> None:
        if self._cell is not None:
            self._cell.pieces.append((text, self._struck))

    def _end_cell(self) -> None:
        done, self._cell = self._cell, None
        if done is None or self._sheet is None:
            return
        attributes = done.attributes
        count = _repeated(attributes, "table:number-columns-repeated")
        cell = self._of(done)
        if cell is not EMPTY:
            if self._column + count > LAST_COLUMN:
                raise over_limit(f"工作表“{self._sheet.name}”的列号", f"{LAST_COLUMN} 列")
            self._cells.update(dict.fromkeys(range(self._column, self._column + count), cell))
        wide = _repeated(attributes, "table:number-columns-spanned")
        high = _repeated(attributes, "table:number-rows-spanned")
        if wide > 1 or high > 1:
            bottom, right = self._row + high - 1, self._column + wide - 1
            self._sheet.merge(Area(self._row, self._column, bottom, right))
        self._column += count

    def _look(self, attributes: dict[str, str]) -> StyleLook:
        """How the cell looks: by its own style, its row's or its column's."""
        name = attributes.get("table:style-name") or self._row_style
        if not name:
            styles = self._column_styles
            name = next((style for end, style in styles if self._column < end), "")
        return self.styles.look(name)

    def _of(self, cell: _Open) -> Cell:
        """The cell that the file describes."""
        if not cell.attributes and not cell.pieces:
            return EMPTY
        look = self._look(cell.attributes)
        rich = Rich(tuple(cell.pieces))
        text, struck, part = rich.struck(look.struck)
        kind = cell.attributes.get("office:value-type", "")
        formula = cell.attributes.get("table:formula")
        is_wrong = cell.attributes.get("calcext:value-type") == "error"
        if is_wrong or (formula is not None and is_error(text)):
            return error_cell(text or "#VALUE!", look.code, struck)
        if kind in ("", "string"):
            said = text if cell.paragraphs else cell.attributes.get("office:string-value", "")
            if formula is not None and not kind and not cell.paragraphs:
                return uncomputed_cell(formula, look.code, struck)
            made = text_cell(said, look.code, struck, part)
            return made if made is EMPTY else made._replace(shown=made.text)
        return self._valued(kind, cell.attributes, text, StyleLook(look.code, struck))

    def _valued(self, kind: str, attributes: dict[str, str], text: str, look: StyleLook) -> Cell:
        """A cell that has a value beside the text that shows it."""
        key = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
        value = attributes.get(f"office:{key.get(kind, 'value')}", "")
        known = (kind, value, text, look.code, str(look.struck))
        made = self._made.get(known)
        if made is None:
            made = _valued(kind, value, text, look)
            if text and made.kind is not EMPTY.kind:
                made = made._replace(shown=text)
            self._made[known] = made
        return made


def _valued(kind: str, value: str, text: str, look: StyleLook) -> Cell:
    code, struck = look
    if kind == "date":
        return moment_cell(value, code, struck)
    if kind == "boolean":
        return flag_cell(value == "true", code, struck)
    if kind == "time":
        return text_cell(text or value, code, struck)
    if text in ("TRUE", "FALSE") and value in ("0", "1"):
        return flag_cell(value == "1", code, struck)
    if kind in _NUMBERS:
        return number_cell(value, code, struck)
    return error_cell(text or value, code, struck)


def _repeated(attributes: dict[str, str], name: str) -> int:
    """How often something is repeated: once where nothing or nothing sensible is said."""
    text = attributes.get(name)
    if text is None or not (text.isascii() and text.isdigit()):
        return 1
    return max(1, min(int(text[:12]), 10**9))


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("table:visibility", "visible") != "visible"
