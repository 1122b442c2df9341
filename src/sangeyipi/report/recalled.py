"""The figures of a file of ours, each with the question that it says it answers.

Owns reading them back from a page (html), Markdown and a Word document, and how a figure is asked
for by its digits.  A file is anybody's text: nothing of it is more than a question to be answered
anew.  Must not answer any.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from typing import NamedTuple

from sangeyipi.model.links import COLUMN, ROW, axis_of, question_of
from sangeyipi.model.question import Facts, Question, read_facts
from sangeyipi.model.rounding import half_up, percentage, points_between
from sangeyipi.model.table import Cell, Points, Rate
from sangeyipi.render.docx import marks, package
from sangeyipi.render.docx.tree import DocumentPart
from sangeyipi.render.markdown import unescaped
from sangeyipi.report.places.finding import controls, paragraphs, standing, text_of

_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)\s*(%?)")
_ASKED = re.compile(r"(?:≥|至少)?(-?\d+(?:\.\d+)?)(%?)(?:亿元|个百分点|个|项)?")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_AROUND = 16
_LINK = re.compile(r"\[((?:[^\[\]\\\n]|\\.){1,40})\]\[([a-p]{8})\]")
#: The cells of a row of a table, and the line below its headings.
_CELL = re.compile(r"((?:\\.|[^\\|\n])*)\|")
_RULE = re.compile(r"\|(?: :?-+:? \|)+")
_HEADING = re.compile(r"#{1,6} (.*)")
_TARGET = re.compile(r"^\[([a-p]{8})\]: (#\S+)", re.MULTILINE)


class Amount(NamedTuple):
    """A number as it is typed or written, with the decimals that it has."""

    value: Decimal
    per_cent: bool

    @property
    def places(self) -> int:
        """How many decimals."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0


class Recalled(NamedTuple):
    """A figure of a file: as it was written, what it answers, where it stands."""

    text: str
    #: None where the file says one that nobody could have asked.
    question: Question | None
    #: The words around it; of a table its title and row.
    around: str
    #: What stands in its place, where that is known not to be what was written.
    edited: str | None = None
    #: Whether it is in a sentence, whose words say which way a difference goes: 欠 3.6.
    in_words: bool = False


class RecalledFile(NamedTuple):
    """What a file says of itself: of which ledger, its figures, all that it says now."""

    ledger: str
    figures: tuple[Recalled, ...]
    text: str


class NotRecalled(Exception):
    """A file that is none of the kinds that are read, or is damaged."""


def asked(word: str) -> Amount | None:
    """The number that a person types to ask for a figure; None: it is none."""
    found = _ASKED.fullmatch(_plain(word))
    return Amount(Decimal(found[1]), bool(found[2])) if found else None


def amount(text: str) -> Amount | None:
    """The first number of a figure as written: of 83.3%（5/6） it is 83.3 %."""
    found = _NUMBER.search(_plain(text))
    return Amount(Decimal(found[1]), bool(found[2])) if found else None


def matching(figures: Iterable[Recalled], wanted: Amount) -> list[Recalled]:
    """The figures that are written with this number."""
    found = ((one, amount(one.text)) for one in figures)
    return [one for one, number in found if number is not None and _same(number, wanted)]


def says(text: str, wanted: Amount) -> bool:
    """Whether a text has the number anywhere."""
    numbers = (Amount(Decimal(n), bool(p)) for n, p in _NUMBER.findall(_plain(text)))
    return any(_same(one, wanted) for one in numbers)


def agrees(text: str, cell: Cell, in_words: bool = False) -> bool:
    """Whether a figure as written is a cell, rounded to the decimals that are written.

    `in_words`: a sentence says by its words whether it is less.
    """
    number = amount(text)
    if number is None or cell is None:
        return False
    shown = _shown(cell, number.places)
    return shown is not None and number.value in (shown, abs(shown) if in_words else shown)


def _shown(cell: Cell, places: int) -> Decimal | None:
    if isinstance(cell, Rate):
        return percentage(cell.numerator, cell.denominator, places)
    if isinstance(cell, Points):
        return points_between(*cell.rate[1:3], *cell.against[1:3])
    if isinstance(cell, Decimal):
        return half_up(cell, places)
    return Decimal(cell) if isinstance(cell, int) else None


def _same(written: Amount, wanted: Amount) -> bool:
    return written.value == wanted.value and (written.per_cent or not wanted.per_cent)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("−", "-")
    return re.sub(r"(?<=\d),(?=\d{3})|\s", "", text)


def recalled(name: str, data: bytes) -> RecalledFile:
    """What a file remembers.  Raises NotRead, DocxFailed."""
    if data.startswith(b"PK\x03\x04"):
        return _of_docx(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotRecalled(f"{name} 不是 UTF-8 的文字，也不是 Word 文档") from None
    if re.match(r"\s*<(!doctype html|html)\b", text, re.IGNORECASE):
        return _of_html(text)
    return _of_markdown(text)


class _Page(HTMLParser):
    """Collects the figures of a page: the text of each element that says what it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: list[tuple[int, int, str, str]] = []
        self.pieces: list[str] = []
        self.ledger = ""
        self._at = 0
        self._open: list[tuple[str, int, str | None]] = []
        self._table = ""
        self._row = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        self._hidden += tag in ("style", "script", "title")
        self._open.append((tag, self._at, dict(attrs).get("data-question")))

    def handle_endtag(self, tag: str) -> None:
        if not any(tag == one[0] for one in self._open):
            return
        while True:
            name, start, question = self._open.pop()
            said = "".join(self.pieces)[start:] if question or name in _NAMING else ""
            self._note(name, start, said, question)
            self._hidden -= name in ("style", "script", "title")
            if name == tag:
                break
        if tag in _BLOCKS:
            self._said("\n" if tag != "td" else "\t")

    def _note(self, name: str, start: int, said: str, question: str | None) -> None:
        if question:
            place = f"{self._table}，{self._row}" if name in ("td", "th") else ""
            self.figures.append((start, self._at, question, place))
        if name == "h3":
            self._table = said.strip()
        elif name == "th":
            self._row = said.strip()
        elif name == "footer":
            self.ledger = said.strip()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._said(data)

    def _said(self, text: str) -> None:
        self.pieces.append(text)
        self._at += len(text)


_NAMING = frozenset({"h3", "th", "footer"})
_BLOCKS = frozenset({"p", "td", "th", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6"})


def _of_html(text: str) -> RecalledFile:
    page = _Page()
    page.feed(text)
    page.close()
    said = "".join(page.pieces)
    figures = (
        Recalled(
            said[start:end],
            _question(question),
            place or _words(said, start, end),
            in_words=not place,
        )
        for start, end, question, place in page.figures
    )
    return RecalledFile(page.ledger, tuple(figures), said)


def _of_markdown(text: str) -> RecalledFile:
    targets = dict(_TARGET.findall(text))
    body = _TARGET.sub("", text)
    pieces: list[str] = []
    found: list[tuple[int, int, str]] = []
    at = end = 0
    for link in _LINK.finditer(body):
        before, said = unescaped(body[end : link.start()]), unescaped(link[1])
        pieces += (before, said)
        found.append((at + len(before), at + len(before) + len(said), targets.get(link[2], "")))
        at += len(before) + len(said)
        end = link.end()
    whole = "".join((*pieces, unescaped(body[end:])))
    figures = (
        Recalled(whole[start:end], question_of(target), _words(whole, start, end), in_words=True)
        for start, end, target in found
        if target
    )
    return RecalledFile("", (*figures, *_in_tables(body, targets.values())), whole)


def _in_tables(body: str, links: Iterable[str]) -> Iterator[Recalled]:
    """The figures of tables, by what the page says of their rows and columns."""
    asked = {(axis, place): facts for axis, place, facts in filter(None, map(axis_of, links))}
    number = row = 0
    title = before = ""
    for line in body.splitlines() if asked else ():
        heading = _HEADING.fullmatch(line)
        if heading:
            title = unescaped(heading[1])
        if _RULE.fullmatch(line) and before.startswith("|"):
            number, row = number + 1, 0
        elif number and line.startswith("|") and before.startswith("|"):
            row += 1
            yield from _of_row(line, asked, (number, row), title)
        before = line


def _of_row(
    line: str, asked: dict[tuple[str, tuple[int, int]], Facts], at: tuple[int, int], title: str
) -> Iterator[Recalled]:
    cells = [unescaped(cell.strip()) for cell in _CELL.findall(line[1:])]
    of = asked.get((ROW, at))
    for place, cell in enumerate(cells, 1):
        asks = asked.get((COLUMN, (at[0], place)))
        if of is not None and asks is not None and any(char.isdigit() for char in cell):
            yield Recalled(cell, Question.of({**asks, **of}), f"{title}，{cells[0].strip()}")


def _of_docx(data: bytes) -> RecalledFile:
    parts = package.parts_of(data)
    memory = marks.memory_in(parts)
    main = package.main_part(parts)
    root = DocumentPart(main, parts[main])
    now = {one.tag: standing(one) for one in controls(root)}
    lines = [text_of(one) for one in paragraphs(root.root)]
    stands = {marks.digest(text) for text in (*now.values(), *lines)}
    figures: list[Recalled] = []
    for place in memory.places if memory else ():
        edited = None if marks.digest(place.text) in stands else now.get(place.tag, "")
        figures += (_in_place(place, one, edited) for one in place.figures)
    return RecalledFile(memory.ledger if memory else "", tuple(figures), "\n".join(lines))


def _in_place(place: marks.WrittenPlace, one: marks.WrittenFigure, edited: str | None) -> Recalled:
    around = _words(place.text, one.start, one.start + len(one.text))
    return Recalled(one.text, _question(one.question), around, edited, in_words=True)


def _question(text: str) -> Question | None:
    return Question.of(read_facts(text) or {})


def _words(text: str, start: int, end: int) -> str:
    """What stands around a figure in its line; of a row of a table its first cell too."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    if "\t" in line:
        return line.split("\t")[0].strip()
    left = text[max(first, start - _AROUND) : start]
    right = text[end : min(end + _AROUND, first + len(line))]
    begun = "…" if start - _AROUND > first else ""
    return f"{begun}{left}{text[start:end]}{right}".strip()
