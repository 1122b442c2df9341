"""A report or bulletin of ours, line by line beside what sgyp writes of the ledger now.

Owns which lines of a text are word for word ours, their digits aside: each figure of such a line
is that of ours in the same place, with the question it answers.  What a person has reworded is left
to its words.  Must not judge.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from sangeyipi.audit.text.plain import Plain
from sangeyipi.model.document import Document, Quoted, Section
from sangeyipi.model.question import Question
from sangeyipi.model.table import Column, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.reading import footnotes, read, visible
from sangeyipi.render.text import LineRole, lines, needed

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BETWEEN = re.compile("[ \t|]+")
_BULLET = re.compile("(?:注[0-9]{0,3}:)? {0,4}(?:[0-9]{1,3}[.] )?")


class OwnNumber(NamedTuple):
    """Digits as we write them, and what they answer; None where they are no figure of a cell."""

    text: str
    question: Question | None


class OwnLine(NamedTuple):
    """A line of ours: its words, and its numbers in order."""

    words: str
    numbers: tuple[OwnNumber, ...]


class NumberMatch(NamedTuple):
    """A number of a text that stands where ours stands; offsets into the plain text."""

    start: int
    end: int
    ours: OwnNumber


class LineMatches(NamedTuple):
    """The numbers of a text in lines that are ours, and where these lines begin and end."""

    numbers: tuple[NumberMatch, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()

    def holds(self, at: int) -> bool:
        """Whether a place of the plain text is in a line of ours."""
        number = bisect_right(self.lines, (at, len(self.lines) + at))
        return number > 0 and at < self.lines[number - 1][1]


def matches(text: str, document: Document) -> LineMatches:
    """What of a plain text is ours: as on a page, or with all columns."""
    said = list(_lines_of(text))
    tries = [_aligned(said, list(_ours(document, of_page))) for of_page in (True, False)]
    return max(tries, key=_known)


def _known(found: LineMatches) -> tuple[int, int]:
    """How many figures of the ledger a way of writing finds, rather than how many of its dates."""
    asked = sum(one.ours.question is not None for one in found.numbers)
    return asked, len(found.numbers)


# --- what we write


def _ours(document: Document, of_page: bool) -> Iterator[OwnLine]:
    for section in document.sections:
        yield from _of_section(section, of_page)


def _of_section(section: Section, of_page: bool) -> Iterator[OwnLine]:
    for paragraph in section.paragraphs:
        asked: list[Question | None] = []
        for run in paragraph.runs:
            said = run if isinstance(run, str) else run.text
            question = run.question if isinstance(run, Quoted) else None
            asked += [question] * len(_NUMBER.findall(said))
        yield from _line(paragraph.text, asked)
    for table in section.tables:
        yield from _of_page(table) if of_page else _of_table(table)


def _of_page(table: Table) -> Iterator[OwnLine]:
    """A table as plain text of a page: a line a row, notes broken."""
    columns = needed(table)
    read_table = read(table)
    rows = iter(read_table.rows)
    for role, said in lines([table], None):
        if role in (LineRole.PART, LineRole.TOTAL):
            yield from _of_row(read_table, next(rows), columns)
        else:
            yield from _line(said, [])


def _of_table(table: Table) -> Iterator[OwnLine]:
    """The same with all that readers see."""
    read_table = read(table)
    columns = visible(read_table)
    yield from _line(table.title, [])
    for row in read_table.rows:
        yield from _of_row(read_table, row, columns)
    for note in footnotes(table):
        yield from _line(note, [])


def _of_row(table: Table, row: Row, columns: Iterable[Column]) -> Iterator[OwnLine]:
    cells: list[str] = []
    asked: list[Question | None] = []
    for column in columns:
        said = shown(row, column, table)
        question = table.question(row, column) if column.is_figure else None
        cells.append(said)
        asked += [question] * len(_NUMBER.findall(said))
    yield from _line(" ".join(cells), asked)


def _line(said: str, asked: list[Question | None]) -> Iterator[OwnLine]:
    """A line as it reads in plain spelling; nothing where that changes its numbers."""
    words, found = _words(Plain(said).text)
    known = asked or [None] * len(found)
    if words and len(known) == len(found):
        numbers = zip(found, known, strict=True)
        yield OwnLine(words, tuple(OwnNumber(one[0], question) for one, question in numbers))


# --- what the text says


class _Said(NamedTuple):
    start: int
    end: int
    words: str
    numbers: tuple[tuple[str, int, int], ...]


def _lines_of(text: str) -> Iterator[_Said]:
    at = 0
    for said in text.split("\n"):
        words, found = _words(said)
        if words:
            yield _Said(
                at,
                at + len(said),
                words,
                tuple((text_, at + start, at + end) for text_, start, end in found),
            )
        at += len(said) + 1


def _words(said: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A line without its digits, and these with their places."""
    lead = len(said) - len(said.lstrip(" \t|"))
    bullet = _BULLET.match(said, lead)
    begin = bullet.end() if bullet else lead
    found = [(one[0], one.start(), one.end()) for one in _NUMBER.finditer(said, begin)]
    return _BETWEEN.sub("", _NUMBER.sub("#", said[begin:])), found


# --- one beside the other


def _aligned(said: list[_Said], ours: list[OwnLine]) -> LineMatches:
    """Lines in the same order: those that both have once hold the others in their places."""
    pairs = list(_pairs([one.words for one in said], [one.words for one in ours]))
    numbers = [
        NumberMatch(start, end, number)
        for one, other in pairs
        for (_, start, end), number in zip(said[one].numbers, ours[other].numbers, strict=True)
    ]
    lines = sorted((said[one].start, said[one].end) for one, _ in pairs)
    return LineMatches(tuple(numbers), tuple(lines))


def _pairs(said: list[str], ours: list[str]) -> Iterator[tuple[int, int]]:
    anchors = [(-1, -1), *_anchors(said, ours), (len(said), len(ours))]
    for (one, other), (to, until) in pairwise(anchors):
        if one >= 0:
            yield one, other
        yield from _between(said, ours, (one + 1, to), (other + 1, until))


def _anchors(said: list[str], ours: list[str]) -> Iterator[tuple[int, int]]:
    """Lines that both have once, as far as they are in the same order."""
    once, there = _once(said), _once(ours)
    last = -1
    for at in sorted(once.values()):
        place = there.get(said[at], -1)
        if place > last:
            last = place
            yield at, place


def _once(every: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, words in enumerate(every):
        found[words] = -1 if words in found else number
    return {words: number for words, number in found.items() if number >= 0}


def _between(
    said: list[str], ours: list[str], here: tuple[int, int], there: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Lines alike between two that are certain: the first the first, where as many are there."""
    of_ours: dict[str, list[int]] = {}
    for number in range(*there):
        of_ours.setdefault(ours[number], []).append(number)
    of_said: dict[str, list[int]] = {}
    for number in range(*here):
        of_said.setdefault(said[number], []).append(number)
    for words, places in of_said.items():
        others = of_ours.get(words, [])
        if len(others) == len(places):
            yield from zip(places, others, strict=True)
