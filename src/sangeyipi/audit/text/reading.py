"""A text read: its figures in order, each with the words around it, its sentence and paragraph.

Owns the structure that relations stand on.  A figure's `lead` is what stands between it and the
figure or the clause's beginning before it, its `tail` what follows in the clause.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter

from sangeyipi.audit.text import words
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.audit.text.cells import ReadTable, out_of_prose
from sangeyipi.audit.text.crowds import MOST_IN_SENTENCE
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.milestones import as_limits
from sangeyipi.audit.text.numbers import BareNumber, numbers
from sangeyipi.audit.text.outline import outlined
from sangeyipi.audit.text.plain import Plain
from sangeyipi.model.patterns import later

#: What a figure's words may be at most; more says nothing about it.
_REACH, _GAP = 40, 120
#: No sentence is looked back through any further: some texts have no full stop.
FARTHEST = 2000
#: What stands before one of these is of another clause, or of a bracket.
CLAUSE_ENDS = ",。;:()\n"
#: More figures before one in its paragraph are not all about the same.
_MANY = 200
_SENTENCE = later("[。!?\n]")
_OF_LIST = (Role.COUNT, Role.MONEY, Role.PERCENT, Role.POINTS)
#: A number of the text: a figure, or what is none.
_Read = TextFigure | BareNumber
COUNTABLE = (Role.COUNT, Role.MONEY, Role.QUANTITY)
#: How much one amount is of another, or more than it.
RATES = (Role.PERCENT, Role.POINTS, Role.TIMES)
_DULL = "中共有即为 其"


class TextReading:
    """The figures of a text as read: `figures` of its prose, those of its tables with these."""

    def __init__(self, source: AsRead) -> None:
        self.plain = Plain(source.text, source.hidden)
        self.text = self.plain.text
        found = sorted(numbers(self.text), key=attrgetter("start"))
        found_tables, self.lines = outlined(source, self.plain)
        self.tables = tuple(ReadTable(self.plain, one) for one in found_tables)
        if self.tables:
            found = _outside(found, out_of_prose(self.plain, self.tables))
        self.figures = tuple(self._placed(_counted_days(_shared(found, self.text), self.text)))
        as_limits(self.figures)
        self._of: dict[tuple[Role, ...], list[TextFigure]] = {}

    @cached_property
    def by_sentence(self) -> dict[int, list[TextFigure]]:
        """The figures of each sentence."""
        found: dict[int, list[TextFigure]] = {}
        for one in self.figures:
            found.setdefault(one.sentence, []).append(one)
        return found

    def of(self, *roles: Role) -> list[TextFigure]:
        """The figures that are one of these, in the order of the text."""
        found = self._of.get(roles)
        if found is None:
            found = self._of[roles] = [one for one in self.figures if one.role in roles]
        return found

    @cached_property
    def begins(self) -> list[int]:
        """For each figure which is the first of its sentence, or as far as anybody looks."""
        firsts = _firsts(one.sentence for one in self.figures)
        return [max(first, at - MOST_IN_SENTENCE) for at, first in enumerate(firsts)]

    @cached_property
    def _paragraph_begins(self) -> list[int]:
        return _firsts(one.paragraph for one in self.figures)

    def paragraph_before(self, one: TextFigure) -> tuple[TextFigure, ...]:
        """The figures of its paragraph before one; none where these are too many."""
        first = self._paragraph_begins[one.order]
        return self.figures[first : one.order] if one.order - first <= _MANY else ()

    @cached_property
    def first_amounts(self) -> dict[int, int]:
        """For each sentence with an amount of money the first of these, by its order."""
        found: dict[int, int] = {}
        for one in self.figures:
            if one.role is Role.MONEY:
                found.setdefault(one.sentence, one.order)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.figures]

    def first_after(self, at: int) -> TextFigure | None:
        """The first figure that begins there or later."""
        number = bisect_left(self._starts, at)
        return self.figures[number] if number < len(self.figures) else None

    def between_places(self, start: int, end: int) -> tuple[TextFigure, ...]:
        """The figures that begin from one place to another."""
        return self.figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def near_places(self, start: int, end: int, far: int) -> dict[int, list[TextFigure]]:
        """The figures around a piece of the text as read, sentence by sentence."""
        found: dict[int, list[TextFigure]] = {}
        begin, stop = self.plain.place(start), self.plain.place(end)
        for one in self.between_places(max(0, begin - far), stop + far):
            found.setdefault(one.sentence, []).append(one)
        return found

    def begun(self, marks: str, at: int) -> int:
        """Where what is said before a place begins: behind the last of some marks, or far off."""
        far = max(0, at - FARTHEST)
        return max(far, *(self.text.rfind(mark, far, at) + 1 for mark in marks))

    def knows(self, one: TextFigure) -> bool:
        """Whether a figure is one of the prose, and no cell of a table nor a word."""
        known = 0 <= one.order < len(self.figures)
        return known and self.figures[one.order].start == one.start

    def clause_before(self, one: TextFigure, far: int) -> str:
        """The words of its clause before a figure, no further than so many characters."""
        return self.text[max(self.begun(CLAUSE_ENDS, one.start), one.start - far) : one.start]

    def between(self, one: TextFigure, other: TextFigure) -> str:
        """The words between two figures, or the last of them."""
        return self.text[max(one.end, other.start - 200) : other.start]

    def _placed(self, figures: list[_Read]) -> Iterator[TextFigure]:
        text, depth = self.text, _depths(self.text)
        last: TextFigure | None = None
        measure, row, order, behind = "", False, 0, 0
        #: What stands before a name that is no figure.
        before_name: str | None = None
        named = _Respectively()
        clauses, sentences, paragraphs = map(_Passing, self.lines)
        afters = [*(one.start for one in figures[1:]), len(text)]
        for one, after in zip(figures, afters, strict=False):
            start, role = one.start, one.role
            gap = text[behind if behind > start - _GAP else start - _GAP : start]
            also = named.measure(gap) if named.open or "分别" in gap else ""
            if role is Role.NAME or isinstance(one, BareNumber):
                before_name = gap
                continue
            if before_name is not None:
                # No figure; but a list may begin before it, or end.
                row = last is None or words.LISTS.search(before_name) is not None
                before_name = None
            lead, tail = self._beside(one, behind, after, clauses.begun(start))
            own = words.measure_of(lead) if role is Role.UNREADABLE else ""
            if role is Role.MONEY:
                own = words.measure_of(lead)
                own = own or _tail_measure(tail) or also or measure or "总投资"
                # 完成6.4亿元，占年度计划7.8亿元的81.3%，其中…: what follows goes on of the first.
                measure = own if tail != "的" or not measure else measure
            # The measures of a row that a list begins with begin lists of their own.
            row = (
                (row and role is not Role.COUNT)
                or last is None
                or words.LISTS.search(gap) is not None
            )
            one.lead, one.tail, one.measure, one.order = lead, tail, own, order
            one.paragraph, one.sentence = paragraphs.begun(start), sentences.begun(start)
            one.inner, one.opens = depth[start] != 0, row
            one.first = role is Role.COUNT and not lead.strip(_DULL)
            yield one
            last, behind = one, one.end
            order += 1

    def _beside(self, one: TextFigure, behind: int, after: int, stop: int) -> tuple[str, str]:
        """The words of its clause before a figure and after it, up to the figures next to it.

        `stop` is how many clauses have begun where the figure does.
        """
        text, clauses = self.text, self.lines.clauses
        start, last = one.start, one.end
        begin = clauses[stop - 1]
        if begin < behind:
            begin = behind
        if begin < start - _REACH:
            begin = start - _REACH
        # Hardly any clause begins within a figure.
        while stop < len(clauses) and clauses[stop] < last:
            stop += 1
        end = clauses[stop] - 1 if stop < len(clauses) else len(text)
        if after < last:
            after = last
        if end > after:
            end = after
        if end > last + _REACH:
            end = last + _REACH
        return text[begin:start].replace(" ", ""), text[last:end].replace(" ", "")


class _Passing:
    """Places in order, passed one by one by what stands in order too."""

    def __init__(self, places: list[int]) -> None:
        self._places, self._passed = places, 0

    def begun(self, at: int) -> int:
        """How many of them are no later; asked of later and later ones."""
        places, passed = self._places, self._passed
        while passed < len(places) and places[passed] <= at:
            passed += 1
        self._passed = passed
        return passed


def _firsts(pieces: Iterable[int]) -> list[int]:
    """For each number of a piece where the run of such numbers begins."""
    found: list[int] = []
    last = -1
    for at, piece in enumerate(pieces):
        found.append(found[-1] if piece == last else at)
        last = piece
    return found


def _outside(figures: list[_Read], pieces: list[tuple[int, int]]) -> list[_Read]:
    """The figures that begin in none of these pieces; both are in order."""
    kept: list[_Read] = []
    starts = [one.start for one in figures]
    begin = 0
    for start, end in pieces:
        first = bisect_left(starts, start, begin)
        kept += figures[begin:first]
        begin = bisect_left(starts, end, first)
    return kept + figures[begin:]


def _tail_measure(tail: str) -> str:
    return "任务" if tail.startswith(("任务", "的任务", "目标")) else ""


def _depths(text: str) -> bytearray:
    """For each character whether it stands in brackets; one never closed is none."""
    found = bytearray(len(text) + 1)
    for one in re.finditer(r"\([^()\n]{1,80}\)", text):
        found[one.start() : one.end()] = b"\x01" * (one.end() - one.start())
    return found


_DAYS = later(
    "天数(?:为|是|达到?|共|有)?\\d|(?:缩短|压缩|压减|减少|缩减|降|提速|缩)(?:为|到|至)[^,。;\\d]{0,4}\\d+(?:\\.\\d+)?天"
)
_FAR = 120


def _counted_days(figures: list[_Read], text: str) -> list[_Read]:
    """优良天数26天: days that a sentence counts; all others are terms."""
    found = list(figures)
    for number, one in enumerate(found):
        if one.unit == "天" and isinstance(one, TextFigure):
            before = _SENTENCE.split(text[max(0, one.start - _FAR) : one.start])[-1]
            after = _SENTENCE.split(text[one.start : one.end + _FAR])[0]
            if not _DAYS.search(before + after):
                found[number] = one._replace(role=Role.NAME)
    return found


_CHAIN = re.compile("[、,]|和|及|与|以及")
_LONG_LIST = 40


class _Respectively:
    """个数、总投资、年度投资分别为26个、86亿元、30亿元: what each figure of such lists measures."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._at = -1
        #: Whether a list goes on; where none does, nothing but 分别 opens one.
        self.open = False

    def measure(self, gap: str) -> str:
        """Of the next figure, by the words between it and the one before it; "" for none."""
        before, said, after = gap.rpartition("分别")
        if said and words.measure_of(after):
            # 工业、农业投资分别完成28亿元、4亿元: what all of them measure.
            self._names, self._at = [], -1
        elif said:
            names = re.split("、|和|及|与", re.split("[,;:。\n]", before)[-1])
            if len(names) == 1 and words.measure_of(names[0]):
                # 完成投资分别为：甲县58.2亿元、乙县47.6亿元: what all of them measure.
                names *= _LONG_LIST
            if len(names) > 1 or re.search("[。\n]", before):
                self._names = names
            self._at = 0
        elif self._at >= 0:
            self._at = self._at + 1 if _CHAIN.fullmatch(gap) else -1
        self.open = self._at >= 0
        known = self.open and self._at < len(self._names)
        return words.measure_of(self._names[self._at]) if known else ""


def _shared(figures: list[_Read], text: str) -> list[_Read]:
    """Numbers of a list whose unit stands only after the last: 3、12、11个."""
    found = list(figures)
    after = found[-1] if found else None
    for number in range(len(found) - 2, -1, -1):
        one = found[number]
        if isinstance(after, TextFigure) and _may_share(one, after, text):
            found[number] = _sharing(one, after, text)
        after = found[number]
    return found


def _may_share(one: _Read, after: TextFigure, text: str) -> bool:
    """Whether a number may be of what stands only after the next one."""
    if after.role is Role.QUANTITY:
        # 出口和进口分别完成142.8和65.1万美元; 1、25公里道路 is the first item of a list.
        return isinstance(one, BareNumber) and text[max(0, one.start - 1) : one.start] not in "\n"
    if after.role not in _OF_LIST:
        return False
    if isinstance(one, BareNumber):
        return True
    if one.role is Role.NAME:
        return not one.unit and one.text.replace(".", "").isdigit()
    # 10个百分点以内的7个、10至20个百分点的8个 are pieces.
    points = after.role is Role.POINTS and one.role is Role.COUNT and one.unit == "个"
    return points and not text.endswith("的", 0, one.start)


def _sharing(one: _Read, after: TextFigure, text: str) -> _Read:
    """A number, of what the next is where nothing else stands between."""
    if not _CHAIN.fullmatch(text, one.end, after.start):
        return one
    if isinstance(one, BareNumber):
        if not one.text.replace(".", "").isdigit():
            return one
        one = one.figure()
    if one.role is Role.COUNT:
        # 2.1个和1.4个百分点: pieces of what stands only after the last.
        return one._replace(role=after.role, unit=after.unit, dimension=after.dimension)
    return one._replace(
        role=after.role, unit=after.unit, scale=after.scale, dimension=after.dimension
    )
