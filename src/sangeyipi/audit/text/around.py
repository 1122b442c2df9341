"""The figures around one, how far they stand from it as sentences are built, and whose words agree.

Owns nearness, which orders the combinations that a search tries.  Knows no relation.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.text.crowds import crowded
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import is_base
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_BACK, _AHEAD, _CHARS = 22, 12, 420
_CLAUSE = re.compile("[,;。:\n()]")
_BRACKET = re.compile("\\([^()]*\\)")
_WORDS_BACK, _WORDS_AHEAD = 44, 10
_DULL = re.compile(
    "项目|其中|亿元|万元|同比|增长|占比|分别|截至|[\\d.%\\s个项家元件共计有为已的达到了、“”]"
)
_CHAIN = re.compile("[^,。;:()\n\\d]{0,8}[、和及与][^,。;:()\n\\d]{0,12}")
_LONGEST = 24
#: How many pairs of characters are counted as alike; no figure stands nearer than this.
MOST_ALIKE, NEAREST = 4, -4
#: Pairs of figures whose nearness is remembered: those that stand around a few hundred figures.
_KEPT = 20_000
_KEPT_NEAR, _KEPT_LATELY = 100, 1000
_GOES_ON = frozenset({"、", "和", "及", "与", "以及"})
#: 安排县级项目, 其中市重点: whose they are, and no place.
_SCOPE = re.compile(
    "第[^,。;]{1,3}[期批]|(?!其中)[\u4e00-\u9fff]{2}(?:县|区|市|镇|乡|州)(?![级重])|[^,。;、]{2}类"
)
#: 年全市, 各县区, 驻各类, 角地区: of no one place, and of no one kind.
_NO_SCOPE = later(".*(?:[各全我本省市县区州](?:.|市)|.地区)")
_TOLD_IN_BRACKET = later("[^,。;:()\\d\n]{0,12}")


T = TypeVar("T")
K = TypeVar("K")
#: For each figure the first that stands around it, and the one after the last.
Spans = tuple[list[int], list[int]]


def _spans(figures: Sequence[TextFigure], ahead: int) -> Spans:
    """No more of them than so many, none too far in characters nor in paragraphs.

    All bounds only grow with the text, so that it is passed once.
    """
    firsts: list[int] = []
    lasts: list[int] = []
    first = last = 0
    many = len(figures)
    for at, one in enumerate(figures):
        start, paragraph = one.start - _CHARS, one.paragraph - 2
        # In line: `max` and `min` would take a third of all this.
        if first < at - _BACK:
            first = at - _BACK
        while figures[first].start < start or figures[first].paragraph < paragraph:
            first += 1
        most = at + 1 + ahead
        if most > many:
            most = many
        end, paragraph = one.end + _CHARS, one.paragraph + 1
        if last <= at:
            last = at + 1
        while last < most and figures[last].start <= end and figures[last].paragraph <= paragraph:
            last += 1
        firsts.append(first)
        lasts.append(last)
    return firsts, lasts


class Kin:
    """Figures of one kind in the order of the text, found by where they stand."""

    def __init__(self, figures: Iterable[TextFigure]) -> None:
        self.figures = list(figures)
        self._orders = [one.order for one in self.figures]

    def within(self, first: int, last: int) -> tuple[int, int]:
        """From which place to which here all stand that have these orders."""
        begin = bisect_left(self._orders, first)
        return begin, bisect_left(self._orders, last, begin)

    def but(self, one: TextFigure, first: int, last: int) -> list[TextFigure]:
        """The figures that have these orders, without one."""
        begin, end = self.within(first, last)
        at = bisect_left(self._orders, one.order, begin, end)
        if at < end and self._orders[at] == one.order:
            return self.figures[begin:at] + self.figures[at + 1 : end]
        return self.figures[begin:end]


NO_KIN = Kin(())


def kinds(figures: Iterable[TextFigure], kind: Callable[[TextFigure], K]) -> dict[K, Kin]:
    """Figures by their kind."""
    found: dict[K, list[TextFigure]] = {}
    for one in figures:
        found.setdefault(kind(one), []).append(one)
    return {key: Kin(each) for key, each in found.items()}


class Surroundings:
    """What stands around the figures of a text; each is looked at once."""

    def __init__(self, reading: TextReading) -> None:
        self.reading = reading
        #: By where a figure begins: cells of tables have a clause, too.
        self._clauses: dict[int, str] = {}
        self._pairs: dict[int, frozenset[str]] = {}
        self._lists: dict[int, tuple[int, int, int]] = {}
        #: Of two figures by their order: each pair is tried again and again.
        self._far: dict[tuple[int, int], int] = {}
        self._alike: dict[tuple[int, int], int] = {}
        #: Asked of one figure by one search after another.
        self._near: dict[tuple[int, int], list[TextFigure]] = {}
        self._spans: dict[int, Spans] = {}
        self._made: dict[object, Any] = {}
        self._lately: dict[tuple[object, int], Any] = {}
        #: By where a figure begins.
        self._known: dict[tuple[object, int], Any] = {}

    def once(self, make: "Callable[[Surroundings], T]") -> T:
        """What a search makes of all figures before it looks for any, made once."""
        found: T | None = self._made.get(make)
        if found is None:
            found = self._made[make] = make(self)
        return found

    def of_list(self, make: "Callable[[Surroundings, TextFigure], T]", one: TextFigure) -> T:
        """What is worked out of the first of a figure's list, once for all that stand in it."""
        first = self.reading.figures[self.listed(one)[0]]
        key = make, first.order
        if key not in self._made:
            self._made[key] = make(self, first)
        found: T = self._made[key]
        return found

    def lately(self, make: "Callable[[Surroundings, TextFigure], T]", one: TextFigure) -> T:
        """What a search works out of a figure and soon is asked for again, less strictly or more.

        A long text is gone through a few hundred figures at a time, so that no more are kept.
        """
        key = make, one.order
        found: T | None = self._lately.get(key)
        if found is None:
            if len(self._lately) > _KEPT_LATELY:
                self._lately.clear()
            found = self._lately[key] = make(self, one)
        return found

    def known(self, make: "Callable[[Surroundings, TextFigure], T]", one: TextFigure) -> T:
        """What many ask of the same figure, worked out once."""
        key = make, one.start
        if key not in self._known:
            self._known[key] = make(self, one)
        found: T = self._known[key]
        return found

    def knows(self, one: TextFigure) -> bool:
        """Whether a figure is one of the prose, and no cell of a table nor a word."""
        return self.reading.knows(one)

    def near(self, one: TextFigure, ahead: int = _AHEAD) -> list[TextFigure]:
        """The figures that one may come from, in the order of the text; nobody changes the list."""
        key = one.order, ahead
        found = self._near.get(key)
        if found is None:
            if len(self._near) > _KEPT_NEAR:
                self._near.clear()
            found = self._near[key] = self._standing(one, ahead)
        return found

    def _standing(self, one: TextFigure, ahead: int) -> list[TextFigure]:
        figures, at = self.reading.figures, one.order
        first, last = self.span(one, ahead)
        return [*figures[first:at], *figures[at + 1 : last]]

    def is_crowded(self, one: TextFigure) -> bool:
        """Whether a figure stands among too many (`crowds.py`)."""
        return one.order in self._crowd

    def before(self, one: TextFigure) -> TextFigure:
        """The figure before one that is not the first, without the bracket that tells of it.

        产业类63项（传统3项、新兴60项），占81.8%: 63.
        """
        figures, text = self.reading.figures, self.reading.text
        found = figures[one.order - 1]
        if one.inner or not found.inner:
            return found
        opened = text.rfind("(", max(0, found.start - _CHARS), found.start)
        at = found.order
        while at >= 0 and figures[at].start > opened >= 0:
            at -= 1
        told = at >= 0 and _TOLD_IN_BRACKET.fullmatch(text, figures[at].end, opened) is not None
        return figures[at] if told else found

    def row(self, one: TextFigure, most: int) -> list[TextFigure]:
        """The figures before one, the nearest first, without brackets that tell of them."""
        found: list[TextFigure] = []
        while one.order and len(found) < most:
            one = self.before(one)
            found.append(one)
        return found

    @lazily
    def _crowd(self) -> frozenset[int]:
        return crowded(self.reading.figures)

    def span(self, one: TextFigure, ahead: int = _AHEAD) -> tuple[int, int]:
        """From which figure to which, by their orders, all stand that one may come from."""
        found = self._spans.get(ahead)
        if found is None:
            found = self._spans[ahead] = _spans(self.reading.figures, ahead)
        return found[0][one.order], found[1][one.order]

    @lazily
    def bases(self) -> frozenset[int]:
        """The figures that a percentage right behind is of (`is_base`), by their order."""
        every = self.reading.figures
        return frozenset(one.order for one in every if is_base(self.reading, one))

    def far(self, one: TextFigure, other: TextFigure) -> int:
        """How far another figure stands from one: less is likelier to belong to it."""
        key = one.order, other.order
        found = self._far.get(key)
        if found is None:
            if len(self._far) > _KEPT:
                self._far.clear()
            found = self._far[key] = self._measured(one, other)
        return found

    def _measured(self, one: TextFigure, other: TextFigure) -> int:
        between = min(abs(one.order - other.order) - 1, 6)
        apart = min(abs(one.sentence - other.sentence), 3)
        if other.inner and not one.inner and other.order == one.order + 1:
            # 增加4个（上期44个）: a bracket says what it is of.
            return 0
        strange = 2 * (one.inner is not other.inner)
        behind = 2 * (other.order > one.order)
        below = 2 * (one.paragraph != other.paragraph)
        return between + 2 * apart + strange + behind + below + self._listed(one, other)

    def alike(self, one: TextFigure, other: TextFigure) -> int:
        """How many pairs of characters the clauses of two figures share."""
        key = one.order, other.order
        found = self._alike.get(key)
        if found is None:
            if len(self._alike) > _KEPT:
                self._alike.clear()
            found = self._alike[key] = min(MOST_ALIKE, len(self.pairs(one) & self.pairs(other)))
        return found

    def pairs(self, one: TextFigure) -> frozenset[str]:
        """What the clause of a figure says, as pairs of characters."""
        found = self._pairs.get(one.order)
        if found is None:
            found = self._pairs[one.order] = _pairs_of(self.clause(one))
        return found

    def clause(self, one: TextFigure) -> str:
        """The words of a figure's clause up to it, and a few behind."""
        found = self._clauses.get(one.start)
        if found is None:
            found = self._clauses[one.start] = self._said(one)
        return found

    def _said(self, one: TextFigure) -> str:
        text = self.reading.text
        before = text[max(0, one.start - _WORDS_BACK) : one.start]
        if not one.inner:
            # 占全部项目(205个)的20%: one clause.
            before = _BRACKET.sub("", before)
        before = _CLAUSE.split(before)[-1]
        return before + _CLAUSE.split(text[one.end : one.end + _WORDS_AHEAD])[0]

    def lead(self, one: TextFigure) -> str:
        """What is said before a figure; of one that goes on a list before the first."""
        figures = self.reading.figures
        at = one.order
        said = figures[at].lead
        if said not in _GOES_ON:
            return said or one.lead
        while at > one.order - _LONGEST and figures[at].lead in _GOES_ON:
            if not at or figures[at - 1].sentence != one.sentence:
                break
            at -= 1
        return figures[at].lead or one.lead

    def scopes(self, one: TextFigure) -> frozenset[str]:
        """Of which phase, batch or place the clause of a figure says that it is."""
        return _scopes_of(self.clause(one))

    def _listed(self, one: TextFigure, other: TextFigure) -> int:
        """The k-th of a list is of the k-th of another as long."""
        (first, at, many), (begin, place, length) = self.listed(one), self.listed(other)
        if many < 2 or first == begin or many != length:
            return 0
        return NEAREST if at == place else -NEAREST

    def listed(self, one: TextFigure) -> tuple[int, int, int]:
        """In which list a figure stands, by its first, at which place, and how many there are."""
        found = self._lists.get(one.order)
        if found is None:
            figures = self.reading.figures
            begin = end = one.order
            while begin and self._goes_on(figures[begin - 1], figures[begin]):
                begin -= 1
            while end + 1 < len(figures) and self._goes_on(figures[end], figures[end + 1]):
                end += 1
            many = end - begin + 1
            for order in range(begin, end + 1):
                self._lists[order] = begin, order - begin, many
            found = self._lists[one.order]
        return found

    def _goes_on(self, one: TextFigure, after: TextFigure) -> bool:
        return (
            one.role is after.role
            and one.sentence == after.sentence
            and _CHAIN.fullmatch(self.reading.text, one.end, after.start) is not None
        )


@lru_cache(maxsize=8192)
def _scopes_of(said: str) -> frozenset[str]:
    return frozenset(each for each in _SCOPE.findall(said) if not _NO_SCOPE.fullmatch(each))


@lru_cache(maxsize=8192)
def _pairs_of(said: str) -> frozenset[str]:
    words = _DULL.sub("|", said)
    return frozenset(words[n : n + 2] for n in range(len(words) - 1) if "|" not in words[n : n + 2])
