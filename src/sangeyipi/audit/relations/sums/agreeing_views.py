"""A whole and the lists behind it that come to one sum: 1642件、53件；1671件、24件。

Lists of one thing that stand side by side and come to the same number divide the same whole.  What
is printed for it before them is either that number, or it is wrong where it is off by a slip of the
pen: two lists of four digits agree by chance once in some thousand pairs.

A list is made of the heads of what stands there: what 其中 opens, and what comes to the figure
before it, is divided once more and no part of its own.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.relations.sums.near_sums import kin_of_lists
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import FINE, Role, TextFigure
from sangeyipi.audit.text.named import is_past
from sangeyipi.audit.text.terms.breakdowns import BROKEN_DOWN
from sangeyipi.audit.text.terms.coverage import ALSO, IN_BOTH
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "共办理工单1965件。交办部门1642件，中心直办53件；按期回复1671件，逾期回复24件。",
        "wrong 1642 + 53 = 1965",
    ),
    (
        "完成投资736.4亿元。轻工业完成425.8亿元，增长6%；重工业完成310.8亿元，增长2%。"
        "新建项目完成214.1亿元，续建项目完成522.5亿元。",
        "wrong 425.8 + 310.8 = 736.4",
    ),
    (
        "2104个项目年度计划完成率61.2%。基础设施1017个，完成率63.3%：交通213个，水利248个，社会事业92个，"
        "生态57个，城建407个。产业1087个，完成率60.1%：工业506个，能源288个，农业293个。",
        "holds 1017 + 1087 = 2104",
    ),
)
_AHEAD, _LONG, _PARAGRAPHS, _FAR = 26, 12, 3, 400
_TWO, _FEW, _TWENTY = 2, 4, 20
#: One in so many that hold is by chance, and in so many that contradict.
_HOLDING, _SURE = 12, 1500
_LEAST = 3 * _HOLDING
_NESTS = re.compile("其中|包括|包含|含")
_STOP = re.compile("[。!?\n]")
_BREAK = re.compile(f"[;。!?\n]|其中|{BROKEN_DOWN}")
_APART = later(f"{ALSO}|不含|除|{IN_BOTH}|以[上下]")
#: How wide what stands between two figures parts them.
_NOTHING, _HALF, _WIDE = 0, 1, 2


class _Column:
    """All figures of a kind, and how a list of their heads goes on from each: by where, in ways."""

    def __init__(self, text: str, figures: list[TextFigure]) -> None:
        self.figures, self._text = figures, text
        self.exact = [f.exact[0] for f in figures]
        self.last = list(map(_last, figures))
        self.finest = min(self.last)
        #: What all before each come to.
        self.before = [0, *accumulate(self.exact)]

    @lazily
    def _gaps(self) -> list[str]:
        pairs = pairwise(self.figures)
        return [self._text[a.end : min(b.start, a.end + _FAR)] for a, b in pairs]

    @lazily
    def widths(self) -> list[int]:
        """How wide each is parted from the next."""
        return [*map(_width, self._gaps), _WIDE]

    @lazily
    def _ways(self) -> list[tuple[list[int], list[int]]]:
        """The ways but the plain one, and how many figures before each they pass differently."""
        nests = [_nests(gap) for gap in self._gaps]
        plain = list(range(1, len(self.figures) + 1))
        within = self._unnested(nests, _WIDE)
        found: list[tuple[list[int], list[int]]] = []
        for way in (
            self._undivided(plain),
            self._unnested(nests, _HALF),
            within,
            self._undivided(within),
        ):
            if way != plain and way not in [other for other, _ in found]:
                differs = (one != other for one, other in zip(way, plain, strict=True))
                found.append((way, [0, *accumulate(differs)]))
        return found

    def _unnested(self, nests: Sequence[bool], ends: int) -> list[int]:
        """Past what 其中 opens behind a figure, up to where it ends."""
        way = [0] * len(self.figures)
        #: What goes on, if something is nested here.
        behind = len(self.figures)
        for at in reversed(range(len(self.figures))):
            if self.widths[at] >= ends and not (at < len(nests) and nests[at]):
                behind = at + 1
            way[at] = behind if at < len(nests) and nests[at] else at + 1
        return way

    def _undivided(self, plain: Sequence[int]) -> list[int]:
        """Past what comes to a figure right before it."""
        exact, many = self.exact, len(self.exact)
        way = list(plain)
        for at, left in enumerate(exact):
            n, parts = at + 1, 0
            while n < many and parts < _LONG and exact[n] <= left:
                left -= exact[n]
                n = plain[n]
                parts += 1
            if not left and parts >= _TWO:
                way[at] = n
        return way

    @lazily
    def below(self) -> list[int]:
        """Where the first stands that is in a sentence after each."""
        found = [len(self.figures)] * len(self.figures)
        for at in reversed(range(len(self.figures) - 1)):
            same = self.figures[at].sentence == self.figures[at + 1].sentence
            found[at] = found[at + 1] if same else at + 1
        return found

    @lazily
    def ends(self) -> list[int]:
        """Up to where the parts of each may stand; that only grows with the text."""
        figures, end, found = self.figures, 0, []
        many = len(figures)
        for at, one in enumerate(figures):
            paragraph, order = one.paragraph + _PARAGRAPHS, one.order + _PARAGRAPHS * _AHEAD
            most = min(at + 1 + _AHEAD, many)
            while (
                end < most and figures[end].paragraph <= paragraph and figures[end].order <= order
            ):
                end += 1
            found.append(end)
        return found

    def begun(self, at: int) -> list[int]:
        """Where a list of a whole may begin: right behind it, or in the next sentence.

        What a part is divided into is smaller than the whole, too.
        """
        exact, before, end, value = self.exact, self.before, self.ends[at], self.exact[at]
        found = []
        for first in (at + 1, self.below[at]):
            if first in found or end - first < _TWO:
                continue
            smaller = exact[first] < value and exact[first + 1] < value
            if smaller and 2 * (before[end] - before[first]) >= value:
                found.append(first)
        return found

    def rows(self, begin: int, end: int) -> Iterator[list[int]]:
        """The places of heads from one on, in every way that differs there."""
        yield list(range(begin, end))
        for way, differs in self._ways:
            if differs[end] > differs[begin]:
                yield self._row(way, begin, end)

    def _row(self, way: Sequence[int], begin: int, end: int) -> list[int]:
        row: list[int] = []
        while begin < end and len(row) < _TWENTY:
            row.append(begin)
            begin = way[begin]
        return row


def agreeing_views(around: Surroundings, added: Collection[int]) -> Iterator[Window]:
    """Every whole that two lists come to, or would but for how it is written.

    `added` is where the wholes stand that some list is known to come to.
    """
    for column in _columns(around):
        for at, one in enumerate(column.figures):
            # Of fewer, lists come to one by chance.
            if column.exact[at] > _LEAST * column.finest and one.start not in added:
                begun = () if around.is_crowded(one) else column.begun(at)
                window = _of_whole(around, column, at, begun) if begun else None
                if window is not None:
                    yield window


def _columns(around: Surroundings) -> Iterator[_Column]:
    for (role, _), kin in around.once(kin_of_lists).items():
        if len(kin.figures) <= _TWO:
            continue
        found: dict[tuple[str, str], list[TextFigure]] = defaultdict(list)
        for f in kin.figures:
            if not f.hedge and not is_past(f.lead):
                found[f.unit if role is Role.COUNT else "", f.measure].append(f)
        for figures in found.values():
            if len(figures) > _TWO:
                yield _Column(around.reading.text, figures)


def _of_whole(
    around: Surroundings, column: _Column, at: int, begun: Sequence[int]
) -> Window | None:
    one = column.figures[at]
    value, half = one.exact
    for tried, (row, many, total) in enumerate(_lists(column, at, begun), 1):
        # 48316万元 are 4.83亿元; what is printed as fine as its parts comes out to the digit.
        holds = total == value or (abs(total - value) <= half and column.last[at] > column.finest)
        # Of few does another list come to what they do.
        if not holds and not _reaches(column, row[many:], total):
            continue
        parts = [column.figures[n] for n in row[:many]]
        if holds:
            odds = value // (tried * _grain(one, parts))
            if odds > _HOLDING and _is_all(column, row, many, total):
                return Window(one, parts)
        elif _is_slip(around, column, row, Window(one, parts), tried):
            return Window(one, parts)
    return None


def _lists(column: _Column, at: int, begun: Sequence[int]) -> Iterator[tuple[list[int], int, int]]:
    """What may be meant for a whole: places of heads, how many of them, and what these come to."""
    exact, widths, end = column.exact, column.widths, column.ends[at]
    value = exact[at]
    for first in begun:
        for row in column.rows(first, end):
            total = exact[first]
            for many in range(_TWO, min(_LONG, len(row)) + 1):
                total += exact[row[many - 1]]
                if total > 2 * value:
                    break
                if 2 * total >= value and (many == len(row) or widths[row[many] - 1]):
                    yield row, many, total


def _is_all(column: _Column, row: Sequence[int], many: int, total: int) -> bool:
    """Whether nothing goes on a list as its parts go on each other, or what does is another view.

    甲类83亿元；乙类40亿元；丙类33亿元: two may come to a whole without the last.
    """
    if many == len(row) or _reaches(column, row[many:], total):
        return True
    *inside, last = [column.widths[n - 1] for n in row[1 : many + 1]]
    return last > max(inside)


def _is_slip(
    around: Surroundings, column: _Column, row: Sequence[int], window: Window, tried: int
) -> bool:
    """Whether other lists come to what these parts do, and the whole is off by a slip of it."""
    one, parts = window
    odds = slip_odds(window.sum, one)
    if not odds or any(f.value >= one.value for f in parts):
        return False
    grain = _grain(one, parts)
    total = sum(f.exact[0] for f in parts)
    at = len(parts)
    while many := _reaches(column, row[at:], total):
        odds = odds * total // (grain * many)
        at += many
    if odds < _SURE * tried or total < _TWENTY * grain:
        return False
    last = column.figures[row[at - 1]]
    if _APART.search(around.reading.text[one.end : last.end]):
        return False
    # What they come to is the whole of something else where it is printed.
    beside = around.reading.figures[max(0, one.order - _LONG) : last.order + _FEW]
    return not any(f.value == window.sum and f.dimension == one.dimension for f in beside)


def _reaches(column: _Column, row: Sequence[int], total: int) -> int:
    """How many of a row, two or more up to where a list ends, come to a sum; 0 for none."""
    left = total
    for many, n in enumerate(row[:_LONG], 1):
        left -= column.exact[n]
        if left <= 0:
            ends = many == len(row) or column.widths[row[many] - 1]
            return many if not left and many >= _TWO and ends else 0
    return 0


@lru_cache(maxsize=4096)
def _width(gap: str) -> int:
    if len(gap) == _FAR:
        return _WIDE
    return _WIDE if _STOP.search(gap) else _HALF if _BREAK.search(gap) else _NOTHING


@lru_cache(maxsize=4096)
def _nests(gap: str) -> bool:
    """Whether what stands behind the last stop says that what follows is within."""
    return _NESTS.search(gap) is not None and _NESTS.search(_STOP.split(gap)[-1]) is not None


def _grain(one: TextFigure, parts: Sequence[TextFigure]) -> int:
    """What one of the last digit comes to that any of them has."""
    return min(map(_last, (one, *parts)))


def _last(one: TextFigure) -> int:
    """What one more in the last printed place is."""
    return 2 * one.exact[1] or int(one.scale.scaleb(FINE))
