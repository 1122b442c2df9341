"""The cells of one sheet of a workbook, read as a stream.

Owns how a cell's own element becomes a cell.  A formula whose value was not saved stays a formula.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple, cast

from sangeyipi.sheets.building import LAST_COLUMN, LAST_ROW, SheetBuilder
from sangeyipi.sheets.failures import SheetsFailed, cut_off
from sangeyipi.sheets.formats.alike import number_cells, text_cells
from sangeyipi.sheets.formats.cells import (
    error_cell,
    flag_cell,
    moment_cell,
    number_cell,
    text_cell,
    uncomputed_cell,
)
from sangeyipi.sheets.grid import EMPTY, Area, Cell, column_of, place_name
from sangeyipi.sheets.xlsx.package import CellStyle, is_true
from sangeyipi.sheets.xlsx.plain import (
    VALUED,
    VALUED_END,
    CellParts,
    PlainRow,
    look_of,
    parts_of,
    told,
)
from sangeyipi.sheets.xlsx.strings import Rich, Text, TextBuilder, unescaped

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ATTRIBUTE = re.compile(r'([A-Za-z][\w:.]*)="([^"]*)"')
_PLAIN = CellStyle()
#: No place of a text has so many digits.
_LONG = 9
#: Fewer cells are made one by one; so are those of a column with more looks.
_TOGETHER, _MOST_LOOKS = 32, 4
#: By so many values of a column it is told whether most of them occur once.
_SAMPLE = 2000
#: The value that writers save who do not compute.
_ZERO = "0"


class Shared(NamedTuple):
    """What the sheets of a workbook have in common.  `recalculated`: its values are not current."""

    texts: list[Text]
    styles: list[CellStyle]
    from_1904: bool
    recalculated: bool
    #: Cells made before, so that equal ones are one.
    made: dict[tuple[str, str, str], Cell]


class _ByWords(dict[str, Cell]):
    """The cells of a sheet by all that is written of one, so that equal ones are one."""

    def __init__(self, make: Callable[[str], Cell]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, said: str) -> Cell:
        cell = self[said] = self._make(said)
        return cell


class SheetCells:
    """Puts the cells of a sheet into its builder, as its elements come."""

    def __init__(self, sheet: SheetBuilder, shared: Shared) -> None:
        self._sheet = sheet
        self._shared = shared
        self._row = -1
        self._column = -1
        self._cells: dict[int, Cell] = {}
        self._within = ""
        self._kind = self._style = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._valued = False
        self._inline: TextBuilder | None = None
        self._has_data = False
        #: The styles that cells have had, by their number as it is written.
        self._looks: dict[str, CellStyle] = {}
        #: What makes plain cells of their values, by their attributes.
        self._makes: dict[str, Callable[[str], Cell]] = {}
        self._starts = {
            "c": self._start_cell,
            "v": self._start_value,
            "f": self._start_formula,
            "is": self._start_inline,
            "row": self._start_row,
            "sheetData": self._start_data,
            "col": self._columns,
            "mergeCell": self._merge,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._inline is not None:
            self._inline.start(name, attributes)
            return
        begin = self._starts.get(name)
        if begin is not None:
            begin(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            self._end_cell()
        elif name == "v" or name == "f":
            self._within = ""
        elif name == "is":
            self._end_inline()
        elif self._inline is not None:
            self._inline.end(name)
        elif name == "row":
            self._sheet.put_row(self._row, self._cells)
            self._cells = {}
            self._column = -1

    def data(self, text: str) -> None:
        """Text within an element."""
        if self._within == "v":
            self._value.append(text)
        elif self._inline is not None:
            self._inline.data(text)
        elif self._within == "f" and self._formula is not None:
            self._formula.append(text)

    def plain(self, rows: list[PlainRow]) -> None:
        """Rows that were written plainly, beside the elements that came."""
        if not self._has_data:  # They are of another namespace, and no rows.
            return
        known = _ByWords(self._plain)
        wholes = self._wholes([row for row in rows if row.whole], known)
        hidden: dict[str, bool] = {"": False}
        for number, attributes, cells, whole, _ in rows:
            if attributes not in hidden:
                hidden[attributes] = _is_hidden(dict(_ATTRIBUTE.findall(attributes)))
            self._begin_row(number, hidden[attributes])
            row = self._cells = {}
            if whole:
                self._sheet.put_whole(self._row, next(wholes))
                continue
            for letters, digits, said, _ in cells:
                self._column = column = column_of(letters)
                if digits != number or column >= LAST_COLUMN:
                    raise self._damaged(f"{letters}{digits} 写在第 {number} 行里")
                cell = known[said]
                if column in row:
                    self._put(cell)
                elif cell is not EMPTY:
                    row[column] = cell
            self._sheet.put_row(self._row, row)
        self._cells = {}

    def _wholes(self, rows: Sequence[PlainRow], known: _ByWords) -> Iterator[tuple[Cell, ...]]:
        """The cells of rows, made by columns; where one is not to be read, row by row."""
        alike: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for row in rows:
            alike.setdefault(row.looks, []).append(row.whole)
        try:
            made = {looks: self._rows_of(looks, ones, known) for looks, ones in alike.items()}
        except SheetsFailed:
            return (self._whole(row.said(), known) for row in rows)
        return (next(made[row.looks]) for row in rows)

    def _rows_of(
        self, looks: tuple[str, ...], rows: Sequence[tuple[str, ...]], known: _ByWords
    ) -> Iterator[tuple[Cell, ...]]:
        """The cells of rows that have the same looks, or none."""
        if not looks:
            columns = [self._column_of(one, known) for one in zip_longest(*rows, fillvalue="")]
        else:
            values = zip(*rows, strict=True)
            columns = [
                self._of_values(look, next(values), known) if look else [EMPTY] * len(rows)
                for look in looks
            ]
        return zip(*columns, strict=True)

    def _of_values(self, look: str, values: Sequence[str], known: _ByWords) -> list[Cell]:
        """The cells of a column whose values all stand behind the same."""
        sample = values[:_SAMPLE]
        if len(sample) >= _TOGETHER and len({*sample}) * 2 > len(sample):
            made = self._alike(*look_of(look[: -len(VALUED)]), values)
            if made:
                return made
        each = list(dict.fromkeys(values))
        cells = self._column_of([f"{look}{one}{VALUED_END}" for one in each], known)
        return list(map(dict(zip(each, cells, strict=True)).__getitem__, values))

    def _column_of(self, said: Sequence[str], known: _ByWords) -> list[Cell]:
        """The cells of a column.  What is the same in few rows is not looked for in all others."""
        each = dict.fromkeys(said)
        made = known if len(each) * 2 <= len(said) else _ByWords(self._plain)
        made.update(self._together([one for one in each if one and one not in made]))
        return list(map(made.__getitem__, said))

    def _together(self, said: list[str]) -> Iterator[tuple[str, Cell]]:
        """Those cells of a column that are made together, each with what is written of it."""
        for _ in range(_MOST_LOOKS):
            if len(said) < _TOGETHER:
                return
            look, _, _ = said[0].partition(VALUED)
            begins = look + VALUED
            ones = [one for one in said if one.startswith(begins)]
            if ones and "<" not in look:
                values = [one[len(begins) : -len(VALUED_END)] for one in ones]
                yield from zip(ones, self._alike(*look_of(look), values), strict=False)
            said = [one for one in said if not one.startswith(begins)]

    def _alike(self, number: str, kind: str, values: Sequence[str]) -> list[Cell]:
        """Cells with the same style and kind; none where one of them takes a closer look."""
        style, from_1904 = self._styled(number), self._shared.from_1904
        if "" in values:
            return []
        if kind == "n":
            return number_cells(list(map(told, values)), style.code, style.struck, from_1904)
        places = _places(values, len(self._shared.texts)) if kind == "s" else []
        found = list(map(self._shared.texts.__getitem__, places))
        if set(map(type, found)) != {str}:
            return []
        return text_cells(cast("list[str]", found), style.code, style.struck, from_1904)

    def _whole(self, said: tuple[str, ...], known: dict[str, Cell]) -> tuple[Cell, ...]:
        """The cells of a row from its first column on."""
        try:
            return tuple(map(known.__getitem__, said))
        except SheetsFailed:
            self._column = next(at for at, one in enumerate(said) if one not in known)
            self._plain(said[self._column])
            raise

    def _plain(self, said: str) -> Cell:
        """A cell of a plain row."""
        look, _, value = said.partition(VALUED)
        makes = self._makes.get(look)
        if makes is None:
            if "<" in look or not value:
                return self._with_more(parts_of(said)) if said else EMPTY
            makes = self._makes[look] = self._maker(*look_of(look))
        return makes(value[: -len(VALUED_END)])

    def _maker(self, number: str, kind: str) -> Callable[[str], Cell]:
        """What makes cells of the values of plain ones with a style and a kind."""
        texts, from_1904, style = self._shared.texts, self._shared.from_1904, self._styled(number)

        def of_any(value: str) -> Cell:
            if not value or kind == "inlineStr":
                return EMPTY
            self._kind = kind
            return self._made(told(value), style)

        def of_shared(value: str) -> Cell:
            at = int(value) if value.isdecimal() and value.isascii() and len(value) < _LONG else -1
            text = texts[at] if 0 <= at < len(texts) else None
            if isinstance(text, str):
                return text_cell(text, style.code, style.struck, "", from_1904)
            return of_any(value)

        return of_shared if kind == "s" else of_any

    def _with_more(self, parts: CellParts) -> Cell:
        """A cell of a plain row that holds more than a value, or no value."""
        self._kind, self._style = parts.kind or "n", parts.style
        if self._kind == "inlineStr":
            return self._text(unescaped(parts.text), self._styled(self._style))
        if parts.formula:
            self._formula, self._valued = [parts.inner], bool(parts.valued or parts.empty)
            return self._of_formula(parts.value)
        return self._cell(parts.value) if parts.value else EMPTY

    def _start_data(self, attributes: dict[str, str]) -> None:
        self._has_data = True

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._begin_row(attributes.get("r"), _is_hidden(attributes))

    def _begin_row(self, number: str | None, hidden: bool) -> None:
        if number is None:
            self._row += 1
        elif number.isascii() and number.isdigit() and 0 < int(number) <= LAST_ROW:
            self._row = int(number) - 1
        else:
            raise self._damaged(f"行号 {number[:12]} 不对")
        self._column = -1
        if hidden:
            self._sheet.hide_rows(self._row, self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            row, self._column = self._place(reference)
            if row != self._row:
                raise self._damaged(f"{reference[:12]} 写在第 {self._row + 1} 行里")
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value.clear()
        self._formula = None
        self._valued = False

    def _start_value(self, attributes: dict[str, str]) -> None:
        self._within = "v"
        self._valued = True

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self._within = "f"
        self._formula = []

    def _start_inline(self, attributes: dict[str, str]) -> None:
        self._inline = TextBuilder()

    def _end_inline(self) -> None:
        if self._inline is not None and self._kind == "inlineStr":
            cell = self._text(self._inline.taken(), self._styled(self._style))
            self._put(cell)
        self._inline = None

    def _columns(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("hidden")) or _is_zero(attributes.get("width")):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdigit() and last.isdigit():
                self._sheet.hide_columns(int(first) - 1, int(last) - 1)

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        top, left = self._place(first)
        bottom, right = self._place(last or first)
        self._sheet.merge(Area(top, left, bottom, right))

    def _end_cell(self) -> None:
        if self._kind == "inlineStr":
            return
        value = "".join(self._value)
        if self._formula is not None:
            self._put(self._of_formula(value))
        elif value:
            self._put(self._cell(value))

    def _put(self, cell: Cell) -> None:
        if cell is EMPTY:
            return
        if self._column in self._cells:
            raise self._sheet.twice(self._row, self._column)
        self._cells[self._column] = cell

    def _of_formula(self, value: str) -> Cell:
        formula = "".join(self._formula or ())
        if value and not (self._shared.recalculated and value == _ZERO and self._kind == "n"):
            return self._cell(value)
        if not value and self._valued and self._kind == "str":
            return EMPTY
        style = self._styled(self._style)
        return uncomputed_cell(unescaped(formula) or "…", style.code, style.struck)

    def _cell(self, value: str) -> Cell:
        key = (self._kind, self._style, value)
        made = self._shared.made.get(key)
        if made is None:
            made = self._made(value, self._styled(self._style))
            self._shared.made[key] = made
        return made

    def _made(self, value: str, style: CellStyle) -> Cell:
        kind, code, struck = self._kind, style.code, style.struck
        if kind == "n":
            return number_cell(value, code, struck, self._shared.from_1904)
        if kind == "s":
            return self._text(self._shared_text(value), style)
        if kind == "b":
            return flag_cell(is_true(value), code, struck)
        if kind == "e":
            return error_cell(value, code, struck)
        if kind == "d":
            return moment_cell(value, code, struck, self._shared.from_1904)
        return self._text(unescaped(value), style)

    def _shared_text(self, value: str) -> Text:
        at = int(value) if value.isascii() and value.isdigit() and len(value) < _LONG else -1
        if not 0 <= at < len(self._shared.texts):
            place = place_name(self._sheet.name, self._row, self._column)
            raise cut_off("Excel ", f"{place} 的文字不在文件里")
        return self._shared.texts[at]

    def _text(self, text: Text, style: CellStyle) -> Cell:
        if isinstance(text, Rich):
            said, struck, part = text.struck(style.struck)
            return text_cell(said, style.code, struck, part, self._shared.from_1904)
        return text_cell(text, style.code, style.struck, "", self._shared.from_1904)

    def _styled(self, number: str) -> CellStyle:
        style = self._looks.get(number)
        if style is None:
            styles = self._shared.styles
            at = int(number) if number.isascii() and number.isdigit() else -1
            style = self._looks[number] = styles[at] if 0 <= at < len(styles) else _PLAIN
        return style

    def _place(self, reference: str) -> tuple[int, int]:
        found = _place(reference)
        if found is None:
            raise self._damaged(f"格号 {reference[:12]} 不对")
        return found

    def _damaged(self, what: str) -> SheetsFailed:
        return cut_off("Excel ", f"工作表“{self._sheet.name}”：{what}")


def _places(values: Sequence[str], size: int) -> list[int]:
    """The values as places of so many texts; none where one is no such place."""
    if not (all(map(str.isdecimal, values)) and max(map(len, values)) < _LONG):
        return []
    places = list(map(int, values)) if "".join(values).isascii() else [size]
    return places if max(places) < size else []


def _is_hidden(row: Mapping[str, str]) -> bool:
    """Whether the attributes of a row say that nobody sees it."""
    return is_true(row.get("hidden")) or _is_zero(row.get("ht"))


def _is_zero(size: str | None) -> bool:
    return size is not None and not size.strip("0.") and "0" in size


@lru_cache(maxsize=65536)
def _place(reference: str) -> tuple[int, int] | None:
    """The row and column of `AB12`, from 0."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        return None
    row, column = int(found[2]), column_of(found[1])
    return (row - 1, column) if row <= LAST_ROW and column < LAST_COLUMN else None
