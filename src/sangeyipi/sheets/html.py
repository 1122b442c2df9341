"""Tables of web pages, which many systems give out as .xls.

Owns how rows and cells that span others become a grid.  All tables of a page stand on one sheet,
below each other with an empty row between, as spreadsheets open them; one within a cell of
another follows it.  A cell is the text that a person reads.
"""

import re
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser

from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.sheets.building import MOST_MERGED, Budget, SheetBuilder
from sangeyipi.sheets.failures import SheetsFailed, cut_off, over_limit
from sangeyipi.sheets.formats.builtin import named
from sangeyipi.sheets.formats.cells import error_cell, is_error, number_cell, text_cell
from sangeyipi.sheets.grid import EMPTY, Area, Cell, CellKind
from sangeyipi.sheets.made import MadeSheets
from sangeyipi.sheets.text import Decoded, decoded
from sangeyipi.sheets.xlsx.strings import Rich

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_OURS = ("utf-8", "utf8", "gb2312", "gbk", "gb18030", "unicode", "utf-16")
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_CLASS = re.compile(r"\.([A-Za-z0-9_-]+)")
_CODE = re.compile(r"mso-number-format\s*:\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^;]*)")
_CSS_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{4})\s?|\\(.)")
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,100})</x:Name>")
_STRUCK = ("s", "strike", "del")
_BREAKS = ("br", "p", "div", "li")
_UNSEEN = ("script", "style", "title", "head")
_VOID = ("br", "img", "col", "input", "hr", "meta", "link", "wbr")
_PLAIN_NUMBER = re.compile(r"[-+(]?[￥¥$]?[0-9,]*\.?[0-9]+%?\)?(?:[Ee][+-]?[0-9]+)?")
_SPACE = re.compile(r"[ \t\r\n\xa0]+")
_MOST_WIDE, _MOST_HIGH = 1000, 65534
_MOST_DEEP = 50


@dataclass(slots=True)
class _Look:
    """What a style says of what it is put on."""

    struck: bool = False
    hidden: bool = False
    code: str = ""


@dataclass(slots=True)
class _Table:
    """A table while it is read: its cells by place; spans that reach into rows to come."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    row: int = -1
    column: int = 0
    columns: int = 0
    reaching: dict[int, int] = field(default_factory=dict)
    cell: "_Open | None" = None
    unseen_row: bool = False


@dataclass(slots=True)
class _Open:
    """A cell while it is read; `marks` are the elements open in it, each struck or not."""

    attributes: dict[str, str]
    look: _Look
    pieces: list[tuple[str, bool | None]] = field(default_factory=list)
    marks: list[tuple[str, bool]] = field(default_factory=list)


class _Page(HTMLParser):
    """Gathers the tables of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._classes: dict[str, _Look] = {}
        self._unseen: list[str] = []
        self._spans = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        attributes = {key: value or "" for key, value in attrs}
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "table":
            self._start_table()
        elif self._open:
            self._unseen.clear()
            self._in_table(tag, attributes, self._open[-1])

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in _UNSEEN:
            if tag in self._unseen:
                self._unseen.remove(tag)
        elif self._open:
            self._end(tag, self._open[-1])

    def handle_data(self, data: str) -> None:
        """Text within an element."""
        if self._unseen:
            if self._unseen[-1] == "style":
                self._read_style(data)
            return
        cell = self._open[-1].cell if self._open else None
        if cell is not None:
            struck = any(gone for _, gone in cell.marks)
            cell.pieces.append((_SPACE.sub(" ", data), True if struck else None))

    def handle_comment(self, data: str) -> None:
        """A comment: old pages keep their style in one."""
        if self._unseen and self._unseen[-1] == "style":
            self._read_style(data)

    def close(self) -> None:
        """The page ends, and with it what is still open."""
        super().close()
        while self._open:
            self._end("table", self._open[-1])

    def _start_table(self) -> None:
        if len(self._open) >= _MOST_DEEP:
            raise over_limit("表格套表格的层数", f"{_MOST_DEEP} 层")
        self._unseen.clear()
        table = _Table()
        self.tables.append(table)
        self._open.append(table)

    def _in_table(self, tag: str, attributes: dict[str, str], table: _Table) -> None:
        if tag == "tr":
            self._start_row(attributes, table)
        elif tag in ("td", "th"):
            self._start_cell(attributes, table)
        elif tag == "col":
            first = table.columns
            table.columns += _span(attributes, "span", _MOST_WIDE)
            if self._look(attributes).hidden:
                table.hidden_columns.append((first, table.columns - 1))
        elif table.cell is not None:
            self._in_cell(tag, attributes, table.cell)

    def _in_cell(self, tag: str, attributes: dict[str, str], cell: _Open) -> None:
        if tag in _BREAKS:
            cell.pieces.append(("\n", None))
        if tag not in _VOID:
            struck = tag in _STRUCK or self._look(attributes).struck
            cell.marks.append((tag, struck))

    def _end(self, tag: str, table: _Table) -> None:
        if tag == "table":
            self._end_cell(table)
            self._open.pop()
        elif tag in ("td", "th", "tr"):
            self._end_cell(table)
        elif table.cell is not None:
            marks = table.cell.marks
            if tag in [name for name, _ in marks]:
                while marks.pop()[0] != tag:
                    pass

    def _start_row(self, attributes: dict[str, str], table: _Table) -> None:
        self._end_cell(table)
        table.row += 1
        table.column = 0
        table.reaching = {c: row for c, row in table.reaching.items() if row >= table.row}
        if self._look(attributes).hidden:
            table.hidden_rows.add(table.row)

    def _start_cell(self, attributes: dict[str, str], table: _Table) -> None:
        self._end_cell(table)
        if table.row < 0:
            table.row = 0
        table.cell = _Open(attributes, self._look(attributes))

    def _end_cell(self, table: _Table) -> None:
        done, table.cell = table.cell, None
        if done is None or done.look.hidden:
            return
        while table.column in table.reaching:
            table.column += 1
        wide = _span(done.attributes, "colspan", _MOST_WIDE)
        high = _span(done.attributes, "rowspan", _MOST_HIGH)
        cell = _made(done)
        if cell is not EMPTY:
            table.cells[table.row, table.column] = cell
        if wide > 1 or high > 1:
            self._spans += 1
            if self._spans > MOST_MERGED:
                raise over_limit("合并单元格", f"{MOST_MERGED} 处")
            bottom, right = table.row + high - 1, table.column + wide - 1
            table.merged.append(Area(table.row, table.column, bottom, right))
            if high > 1:
                table.reaching |= dict.fromkeys(range(table.column, right + 1), bottom)
        table.column += wide

    def _read_style(self, text: str) -> None:
        for found in _RULE.finditer(text):
            look = _styled(found[2])
            for name in _CLASS.findall(found[1]):
                self._classes[name.lower()] = look

    def _look(self, attributes: dict[str, str]) -> _Look:
        """How an element looks, by its classes and its own style."""
        if "style" not in attributes and "class" not in attributes:
            return _Look(hidden="hidden" in attributes)
        own = replace(_styled(attributes.get("style", "")))
        for name in attributes.get("class", "").lower().split()[:20]:
            by_class = self._classes.get(name, _Look())
            own.struck |= by_class.struck
            own.hidden |= by_class.hidden
            own.code = own.code or by_class.code
        own.hidden |= "hidden" in attributes
        return own


def read_html(data: bytes, name: str) -> MadeSheets:
    """The one sheet of a page, named as the page says or as the file is."""
    found = page_text(data)
    page = _Page()
    try:
        page.feed(found.text)
        page.close()
    except AssertionError as error:
        raise cut_off("网页") from error
    named_by = set(_SHEET_NAME.findall(found.text[:100_000]))
    sheet = SheetBuilder(named_by.pop() if len(named_by) == 1 else name, Budget())
    row = 0
    for table in page.tables:
        row = _placed(table, sheet, row)
    if not row:
        raise SheetsFailed(
            "网页里没有表格", "用 Excel 或 WPS 打开看内容在不在；在的话另存为 xlsx 再导入"
        )
    return MadeSheets((sheet.finished(),), (f"编码是 {found.encoding}", *sheet.notes))


def _placed(table: _Table, sheet: SheetBuilder, first: int) -> int:
    """Put a table on the sheet; the row for the next one."""
    if not table.cells:
        return first
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in table.cells.items():
        rows.setdefault(row, {})[column] = cell
    for row, cells in rows.items():
        sheet.put_row(first + row, cells)
    for area in table.merged:
        bottom = min(area.bottom, table.row)
        sheet.merge(Area(first + area.top, area.left, first + bottom, area.right))
    for row in table.hidden_rows:
        sheet.hide_rows(first + row, first + row)
    for left, right in table.hidden_columns:
        sheet.hide_columns(left, right)
    return first + table.row + 2


def _made(cell: _Open) -> Cell:
    text, struck, part = Rich(tuple(cell.pieces)).struck(cell.look.struck)
    text = "\n".join(line.strip() for line in text.split("\n")).strip("\n")
    value = cell.attributes.get("x:num") or cell.attributes.get("sdval", "")
    code = cell.look.code or cell.attributes.get("sdnum", ";;").split(";", 2)[-1]
    if value and _PLAIN_NUMBER.fullmatch(text):
        made = number_cell(value, named(code), struck)
        if made.kind is CellKind.NUMBER:
            return made._replace(shown=text)
    if is_error(text):
        return error_cell(text, "", struck)
    return text_cell(text, "", struck, part)


def page_text(data: bytes) -> Decoded:
    """The text of a page, in the encoding it names where this is none of those known by bytes."""
    found = _CHARSET.search(data[:4096])
    if found and found[1].lower().decode() not in _OURS:
        try:
            return Decoded(data.decode(found[1].decode()), found[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


@lru_cache(maxsize=4096)
def _styled(css: str) -> _Look:
    """What a style says; copied before anything is added to it."""
    if not css:
        return _Look()
    lower = css.lower()
    found = _CODE.search(css) if "mso-number-format" in lower else None
    code = found[1].strip().strip("\"'") if found else ""
    return _Look(
        "line-through" in lower,
        re.search(r"display\s*:\s*none", lower) is not None,
        named(_CSS_ESCAPE.sub(_unescaped, code)),
    )


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]


def _span(attributes: dict[str, str], name: str, most: int) -> int:
    text = attributes.get(name, "").strip()
    if not (text.isascii() and text.isdigit()):
        return 1
    return max(1, min(int(text[:9]), most))
