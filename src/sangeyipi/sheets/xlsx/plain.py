"""The parts of a workbook that are written plainly, taken apart without an XML parser.

Owns a short cut that costs a quarter of the time: rows and texts exactly as spreadsheets write
them.  What is written in any other way, and all that stands around, is left to the parser: `rest`
is a whole document for it.  That both ways read the same is held to by tests.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sangeyipi.sheets.grid import cell_name, column_of
from sangeyipi.sheets.xlsx.strings import MOST_TEXTS, too_many_texts

#: Larger parts would be held in memory for the sake of speed.
MOST_PLAIN = 40 * 1024 * 1024


def _uncaught(pattern: str) -> str:
    """A pattern without groups."""
    return re.sub("[(](?![?])", "(?:", pattern)


_START = re.compile(r"\s*<\?xml [^<>?]*\?>")
_OTHER_ENCODING = re.compile(r"encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)
#: What else is said of a row, so written that it is read without a parser too.
_MORE = r'(?: [A-Za-z][\w:.]*="[^"<>&]*")*+'
_ROW = re.compile(rf'\s*<row r="([1-9][0-9]{{0,6}})"({_MORE}) ?(/?)>')
_ROW_END = "</row>"
_ODD_ROW = re.compile(r'\s*<row [^<>]*?\br="[1-9][^<>]*>')
_REFERENCE = r'r="([A-Z]{1,3})([1-9][0-9]{0,6})"'
_LOOK = r'(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]{1,9})")?'
_FORMULA = r"(?:<f(?: [^<>]*?)?(?:/>|>([^<]*)</f>))"
_VALUE = r'(<v>|<v xml:space="preserve">)([^<]*)</v>|(<v ?/>)'
_INLINE = r'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>'
_REST = rf"(?: ?/>|>({_FORMULA})?(?:{_VALUE}|{_INLINE})?</c>)"
_LOOKS = re.compile(_LOOK)
_PARTS = re.compile(_LOOK + _REST)
#: What stands around a value behind a cell's attributes.
VALUED, VALUED_END = "><v>", "</v></c>"
#: All behind a cell's reference, read in one way only; nearly always it is a value and no more.
_SAID = f"(?>{_uncaught(_LOOK)}(?:{VALUED}[^<]*{VALUED_END}|{_uncaught(_REST)}))"
#: From what is no plain cell on, all is the last group's.
_CELL = re.compile(f"<c {_REFERENCE}({_SAID})|(.+)", re.DOTALL)
#: Characters by number, none that a parser has its own rules for; and by name.
_REFERENCES = re.compile(
    "&(?:#(12[89]|1[3-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3}|[1-4][0-9]{4}|5[0-4][0-9]{3}|6[0-4][0-9]{3}|65[0-4][0-9]{2});"
    "|(amp|lt|gt|quot|apos);)"
)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ITEM = re.compile(
    r'<si><t(?: xml:space="preserve")?>([^<&]*)</t>(?:<phoneticPr [^<>]*/>)?</si>'
    r"|(<si>.*?</si>|<si ?/>)",
    re.DOTALL,
)
_OPENED, _CLOSED = "<si><t>", "</t></si>"
_MARKS = (_OPENED + _CLOSED).count("<")
#: So many rows are taken apart cell by cell, before a pattern of a whole row is worth its making.
_BY_CELLS = 100
#: Of wider rows no pattern is made.
_WIDEST = 100
#: Of so many rows, those of which many are written quite alike have a pattern of their own.
_LOOKED_AT, _MANY, _MOST_FORMS = 1000, 100, 3

#: Its column's letters, its row's digits, all that is written behind these (`_SAID`).  Last, of
#: a row's last one, what is no plain cell.
PlainCell = tuple[str, str, str, str]


class CellParts(NamedTuple):
    """What a cell says, taken apart; what it lacks is empty."""

    style: str
    kind: str
    #: With its element.
    formula: str
    inner: str
    #: The value's element.
    valued: str
    value: str
    empty: str
    text: str


class PlainRow(NamedTuple):
    """A row: its number as written, its other attributes, its cells.

    `whole`: of a row that was read at once, in place of its cells, what is said in each column from
    the first one on, "" where nothing is.  `looks`: of one that is written as many are, what stands
    before the value in each column, "" where nothing is said; `whole` has these values alone.
    """

    number: str
    attributes: str
    cells: list[PlainCell]
    whole: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()

    def said(self) -> tuple[str, ...]:
        """`whole` of a row with `looks`, as that of others is."""
        if not self.looks:
            return self.whole
        values = iter(self.whole)
        return tuple(look and f"{look}{next(values)}{VALUED_END}" for look in self.looks)


class PlainSheet(NamedTuple):
    """The rows of a sheet that are plain, and the document without them."""

    rows: list[PlainRow]
    rest: str


class PlainTexts(NamedTuple):
    """The texts of a workbook, none for those that are in `rest`, in the same order."""

    texts: list[str | None]
    rest: str


def plain_rows(data: bytes) -> PlainSheet | None:
    """The rows of a sheet; none where nothing can be said of it without a parser."""
    text = _plain(data)
    parts = _between(text, "<sheetData>", "</sheetData>") if text else None
    if parts is None:
        return None
    before, inner, after = parts
    rows: list[PlainRow] = []
    odd: list[str] = []
    shape = _RowShape(inner)
    at = 0
    while at < len(inner):
        row, end = shape.read(inner, at)
        if row is not None:
            rows.append(row)
            at = end
            continue
        found = _ROW.match(inner, at)
        end = found.end() if found and found[3] else inner.find(_ROW_END, at) + len(_ROW_END)
        body = inner[found.end() : end - len(_ROW_END)] if found and not found[3] else ""
        cells = _cells(body) if found and end > at else None
        if found and cells is not None:
            rows.append(PlainRow(found[1], found[2], cells))
            shape.learn(found[2], cells)
        elif inner[at:].isspace():
            break
        elif end < at + len(_ROW_END) or not _ODD_ROW.match(inner, at):
            return None  # Without a number it stands where those before it say.
        else:
            odd.append(inner[at:end])
        at = end
    return PlainSheet(rows, f"{before}{''.join(odd)}{after}")


class _RowForm(NamedTuple):
    """How many rows are written to the letter, but for their number and the values."""

    pattern: re.Pattern[str]
    attributes: str
    looks: tuple[str, ...]


class _RowShape:
    """Reads rows at once that have no more columns than those that were read before them.

    Of a row that is written as many before it are, that is half of the time again.
    """

    def __init__(self, text: str) -> None:
        #: Whether no character is written by a reference.
        self._unreferring = "&" not in text
        self._learned = 0
        self._forms: list[_RowForm] = []
        self._counts: dict[tuple[str, tuple[str, ...]], int] = {}
        self._looked_at = 0
        self._width = self._widest = 0
        self._row: re.Pattern[str] | None = None

    def learn(self, attributes: str, cells: list[PlainCell]) -> None:
        """Take note of a row that was read cell by cell."""
        self._learned += 1
        self._widest = max(self._widest, len(cells) and column_of(cells[-1][0]) + 1)
        if self._look(attributes, _in_places(cells)):
            return
        if self._learned % _BY_CELLS == 0 and self._width < self._widest <= _WIDEST:
            self._width = self._widest
            letters = (cell_name(0, at)[:-1] for at in range(self._width))
            row = "".join(rf'(?:<c r="{one}\1"({_SAID}))?+' for one in letters)
            self._row = re.compile(rf'\s*<row r="([1-9][0-9]{{0,6}})"({_MORE}) ?>{row}</row>')

    def read(self, text: str, at: int) -> tuple[PlainRow | None, int]:
        """The row that begins there, and where it ends; none where it is not of this shape."""
        for form in self._forms:
            found = form.pattern.match(text, at)
            if found is not None and (self._unreferring or _only_characters(found[0])):
                number, *_ = values = found.groups()
                row = PlainRow(number, form.attributes, [], values[1:], form.looks)
                return row, found.end()
        found = self._row.match(text, at) if self._row else None
        if found is None or not (self._unreferring or _only_characters(found[0])):
            return None, at
        said = found.groups("")
        self._look(said[1], said[2:])
        return PlainRow(said[0], said[1], [], said[2:]), found.end()

    def _look(self, attributes: str, said: Sequence[str]) -> bool:
        """Take note of how a row is written that says values and nothing else.

        Whether as many are written so as have a pattern from now on.
        """
        if self._looked_at >= _LOOKED_AT or len(self._forms) >= _MOST_FORMS:
            return False
        self._looked_at += 1
        looks = tuple(map(_before_value, said))
        if not any(looks) or any(one and not look for one, look in zip(said, looks, strict=True)):
            return False
        known = (attributes, looks)
        count = self._counts[known] = self._counts.get(known, 0) + 1
        if count == _MANY:
            cells = "".join(
                rf'<c r="{cell_name(0, at)[:-1]}\1"{re.escape(look)}([^<]++){VALUED_END}'
                for at, look in enumerate(looks)
                if look
            )
            row = rf'\s*<row r="([1-9][0-9]{{0,6}})"{re.escape(attributes)} ?>{cells}</row>'
            self._forms.append(_RowForm(re.compile(row), attributes, looks))
        return count == _MANY


def _in_places(cells: Sequence[PlainCell]) -> list[str]:
    """What is said in each column from the first one on; nothing of cells in another order."""
    found: list[str] = []
    for letters, _, said, _ in cells:
        at = column_of(letters)
        if not len(found) <= at < _WIDEST:
            return []
        found += [""] * (at - len(found))
        found.append(said)
    return found


def _before_value(said: str) -> str:
    """What stands before the value of a cell that has nothing else, with the opening of it."""
    look, opening, value = said.partition(VALUED)
    return look + opening if "<" not in look and len(value) > len(VALUED_END) else ""


def _cells(body: str) -> list[PlainCell] | None:
    cells: list[PlainCell] = _CELL.findall(body)
    if cells and cells[-1][-1]:
        return None
    return cells if _only_characters(body) else None


def _only_characters(text: str) -> bool:
    """Whether all references are of characters that are told here."""
    # Some write every Chinese character by its number.
    return "&" not in text or text.count("&") == len(_REFERENCES.findall(text))


def parts_of(said: str) -> CellParts:
    """What a plain cell says that holds more than a value, or no value."""
    found = _PARTS.fullmatch(said)
    assert found is not None
    return CellParts._make(map(told, found.groups("")))


def look_of(look: str) -> tuple[str, str]:
    """The style and the kind that a cell's attributes say."""
    found = _LOOKS.fullmatch(look)
    assert found is not None
    return found[1] or "", found[2] or "n"


def told(text: str) -> str:
    """A text with what stands for characters as these."""
    return _REFERENCES.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1])) if found[1] else _NAMED[found[2]]


def plain_texts(data: bytes) -> PlainTexts | None:
    """The texts in common; none where nothing can be said of them without a parser."""
    text = _plain(data)
    start = re.search(r"<sst[^<>]*[^<>/]>", text) if text else None
    if not start or not text:
        return None
    parts = _between(text, start.group(), "</sst>")
    if parts is None:
        return None
    before, inner, after = parts
    if inner.count("<si") > MOST_TEXTS:
        raise too_many_texts()
    alike = _texts_alike(inner)
    if alike is not None:
        return PlainTexts(alike, before + after)
    # What is between them, a plain one or nothing, an odd one or nothing, and so on.
    split: list[str | None] = _ITEM.split(inner)
    if "".join(map(str, split[0::3])).strip():
        return None
    texts = split[1::3]
    return PlainTexts(texts, f"{before}{''.join(filter(None, split[2::3]))}{after}")


def _texts_alike(inner: str) -> list[str | None] | None:
    """The texts where each is written as most are, so that no pattern is needed to tell them."""
    inner = inner.replace('<t xml:space="preserve">', "<t>")
    if "&" in inner or not (inner.startswith(_OPENED) and inner.endswith(_CLOSED)):
        return None
    texts: list[str | None] = [*inner[len(_OPENED) : -len(_CLOSED)].split(_CLOSED + _OPENED)]
    # There is no other mark than those between them.
    return texts if inner.count("<") == len(texts) * _MARKS else None


def _plain(data: bytes) -> str:
    """The text of a part in UTF-8 without comments, CDATA or instructions; else nothing."""
    if b"<!" in data:
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    start = _START.match(text)
    head = start.group() if start else ""
    if _OTHER_ENCODING.search(head) or text.find("<?", len(head)) >= 0:
        return ""
    return text


def _between(text: str, opening: str, closing: str) -> tuple[str, str, str] | None:
    """A text up to the end of its one opening, to its one closing, and the rest."""
    if text.count(opening) != 1 or text.count(closing) != 1:
        return None
    first, last = text.index(opening) + len(opening), text.index(closing)
    return (text[:first], text[first:last], text[last:]) if first <= last else None
