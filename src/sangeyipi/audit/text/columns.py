"""Figures of one kind in the order of the text, and where some of them in a row come to a whole.

Owns the search, by arithmetic alone: whether the words allow that a row is a list is not known
here.  Amounts are whole numbers (`Figure.exact`): there are many of these to compare.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading

#: How far a list reaches, in figures and in characters, and at how many places it may begin.
_MOST, _FAR, _STARTS = 60, 3000, 10
_FEWEST = 2
#: A sum of rounded amounts is off by no more than one part in so many.
_OFF = 50
NEW_AND_OLD = frozenset({"新建", "续建"})

Key = tuple[object, ...]
#: Where a list begins in a column, and where it ends; and the whole that it comes to.
Span = tuple[int, int]
Row = tuple[TextFigure, int, int]
Said = tuple[str, str, str, bool]
_OF_COUNTS: tuple[Key, ...] = (
    ("个", "plain", False),
    ("个", "batch", False),
    ("个", "new and old", False),
    ("个", "", False, True),
    ("个", "", False, False),
    ("个", "", False),
    ("个", "", True),
)


class FigureColumn:
    """Figures of one kind, and the wholes whose parts may stand here."""

    def __init__(self, figures: list[TextFigure]) -> None:
        self.figures = figures
        #: In the order of the text.
        self.wholes: list[TextFigure] = []
        self._orders = [one.order for one in figures]
        self._sums = [0, *accumulate(one.exact[0] for one in figures)]

    def rows(self) -> Iterator[Row]:
        """Every row of these figures that comes to a whole before it, and begins near that."""
        found = self._counts() if self.figures[0].dimension == "个" else self._amounts()
        for total, at, end in found:
            last = bisect_right(self._orders, total.order) + _MOST
            near = self.figures[at].start <= total.end + _FAR
            if near and at + 2 <= end <= last:
                yield total, at, end

    def _counts(self) -> Iterator[Row]:
        sums, values = self._sums, [one.exact[0] for one in self.wholes]
        standing = {one: at for at, one in enumerate(sums)}
        reached = standing.keys()
        for at, (first, stop) in enumerate(self._asking()):
            if first == stop:
                continue
            before = sums[at]
            if stop - first == 1 and before + values[first] not in standing:
                continue
            # Hardly any comes to a running total of these: the others cost next to nothing.
            for goal in reached & map(before.__add__, values[first:stop]):
                end = standing[goal]
                if end >= at + 2:
                    for number in range(first, stop):
                        if values[number] + before == goal:
                            yield self.wholes[number], at, end

    def _asking(self) -> Iterator[tuple[int, int]]:
        """For each figure the wholes whose lists may begin with it: from which on, and to which.

        A list begins with the first figure after its whole, or with one of the next that open one.
        """
        orders, asking = self._orders, [one.order for one in self.wholes]
        ends, many = [one.end for one in self.wholes], len(self.wholes)
        openings: list[int] = []
        far = stop = 0
        for at, one in enumerate(self.figures):
            begin = at
            if one.opens:
                openings.append(at)
                begin = openings[-_STARTS] if len(openings) >= _STARTS else 0
            # All three only grow.  Of a kind that is rare most wholes are too far away.
            reach = one.start - _FAR
            while far < many and ends[far] < reach:
                far += 1
            order = orders[at]
            while stop < many and asking[stop] < order:
                stop += 1
            first = bisect_left(asking, orders[begin - 1]) if begin else 0
            if first < far:
                first = far
            yield first if first < stop else stop, stop

    def _amounts(self) -> Iterator[Row]:
        sums, figures = self._sums, self.figures
        halves = [0, *accumulate(one.exact[1] for one in figures)]
        openings = [at for at, one in enumerate(figures) if one.opens]
        for total in self.wholes:
            begin = bisect_right(self._orders, total.order)
            last, value = min(len(figures), begin + _MOST), total.exact[0]
            room = value // _OFF
            if begin + 2 > last or sums[last] - sums[begin] < value - room:
                continue
            first = bisect_right(openings, begin)
            for at in (begin, *openings[first : first + _STARTS - 1]):
                if at + 2 <= last and sums[at + 2] - sums[at] <= value + room:
                    end = _nearly(sums, halves, (at, last), total.exact)
                    if end > at:
                        yield total, at, end


def _nearly(sums: list[int], halves: list[int], of: Span, whole: tuple[int, int]) -> int:
    """Where parts end that come to an amount, within what digits leave open; else `at`."""
    (at, last), (value, half) = of, whole
    goal = sums[at] + value
    near = bisect_left(sums, goal - half - halves[last] + halves[at], at + 2, last + 1)
    best, best_off = at, -1
    for end in range(near, last + 1):
        off = abs(sums[end] - goal)
        room = half + halves[end] - halves[at]
        if off <= room and off * _OFF <= value and not 0 <= best_off <= off:
            best, best_off = end, off
        if sums[end] > goal + room:
            break
    return best


def rows(
    reading: TextReading,
) -> Iterator[tuple[TextFigure, list[tuple[FigureColumn, list[Span]]]]]:
    """Each whole with the rows after it that come to it, by columns, the most telling first."""
    figures = [one for one in reading.figures if one.role in COUNTABLE and one.printed]
    wholes = [one for one in figures if one.value > 1]
    columns = _columns(figures)
    chosen: dict[Said, list[FigureColumn]] = {}
    for one in wholes:
        said = _said(one)
        if said not in chosen:
            keys = dict.fromkeys(_wanted(one))
            chosen[said] = [columns[key] for key in keys if key in columns]
        for column in chosen[said]:
            column.wholes.append(one)
    found: dict[int, dict[FigureColumn, list[Span]]] = {}
    for column in columns.values():
        if not column.wholes or len(column.figures) < _FEWEST:
            continue
        for total, at, end in column.rows():
            found.setdefault(total.order, {}).setdefault(column, []).append((at, end))
    for one in wholes:
        here = found.get(one.order)
        if here is not None:
            yield one, [(each, here[each]) for each in chosen[_said(one)] if each in here]


def _said(one: TextFigure) -> Said:
    """All that says in which columns the parts of a whole stand."""
    if one.dimension != "个":
        return one.dimension, one.measure, "", False
    return one.dimension, one.lead, "" if one.lead else one.tail, one.inner


def _columns(figures: list[TextFigure]) -> dict[Key, FigureColumn]:
    kept: dict[Key, list[TextFigure]] = {}
    for one in figures:
        for key in _keys(one):
            kept.setdefault(key, []).append(one)
    return {key: FigureColumn(each) for key, each in kept.items()}


def _keys(one: TextFigure) -> tuple[Key, ...]:
    """The columns that a figure stands in, the most telling first."""
    if one.dimension != "个":
        return ((one.dimension, one.measure, one.inner),)
    every = (("个", "", one.inner, one.first), ("个", "", one.inner))
    return (*_said_keys(one.lead, one.tail if not one.lead else "", one.inner), *every)


def _wanted(total: TextFigure) -> tuple[Key, ...]:
    if total.dimension == "个":
        said = _said_keys(total.lead, total.tail if not total.lead else "", total.inner)
        return (*said, *_OF_COUNTS)
    amount = total.dimension, total.measure
    return ((*amount, False), (*amount, True))


@lru_cache(maxsize=4096)
def _said_keys(lead: str, tail: str, inner: bool) -> tuple[Key, ...]:
    """What a count is said of: by its last words, by its state, or by having none."""
    label, state = _label_of(lead or tail), words.state_of(lead)
    found: list[Key] = []
    if words.BATCH.search(lead):
        found.append(("个", "batch", inner))
    if label:
        found.append(("个", "label", label))
    if state:
        found.append(("个", "state", state, inner))
        if state in NEW_AND_OLD:
            found.append(("个", "new and old", inner))
    else:
        found.append(("个", "plain", inner))
    return tuple(found)


def label(one: TextFigure) -> str:
    """What a count is said of, by its last word: 新签约履约, 签约; "" where that says nothing."""
    return _label_of(one.lead or one.tail) if one.dimension == "个" else ""


_SAYS_NOTHING = re.compile("[“”‘’ ]|其中|项目|一批|共|已|有|计|的")


@lru_cache(maxsize=4096)
def _label_of(said: str) -> str:
    said = _SAYS_NOTHING.sub("", said)
    return said[-6:] if words.STATES.search(said) or len(said) >= 4 else ""
