"""What may be the numerator and the base of a share, and how likely a pair of them is meant.

A side is a figure, or two side by side, added up.  A pair costs the less, the nearer it stands and
the more its words have in common with those of the share.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sangeyipi.audit.text.around import MOST_ALIKE, NEAREST, Kin, Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import base_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("第一批项目18个、第二批22个，工业项目15个，占37.5%。", "holds 15 / (18 + 22) * 100 = 37.5"),
    ("共有项目41个，建设类6个、产业类8个，占34.1%。", "holds (6 + 8) / 41 * 100 = 34.1"),
)
_HUNDRED = Decimal(100)
#: Percentages as whole numbers, to be compared fast.
_FINE = 9
_COUNTED = (*COUNTABLE, Role.KINDS)
#: Two of one list are parts of the same, not one of the other.
_SIBLINGS = 6
#: 占全部项目(205个)的20%: nothing else is meant.
_OF_IT = re.compile("\\)?的(?:约|近|超|比重为|比例为)?")
_RIGHT_BEFORE = 8
_UP_TO_NOW, _OF_NOW = "累计", later("[本当][周月季旬日天期]|今[日天]|新增")


class Side(NamedTuple):
    """A numerator or a base: a figure, or two side by side."""

    figures: tuple[TextFigure, ...]
    value: int
    half: int

    @property
    def last(self) -> TextFigure:
        """The figure that stands last, or alone."""
        return self.figures[-1]


def side_of(one: TextFigure) -> Side:
    """A figure by itself."""
    return Side((one,), *one.exact)


def name_of(said: str) -> str:
    """What the words before a percentage say that it is a share of."""
    named = base_of(said)
    return named[1] if named else ""


class Sides:
    """All numerators and bases of a text; a percentage is none, so that none is left out."""

    def __init__(self, around: Surroundings) -> None:
        figures = [f for f in around.reading.figures if f.role in _COUNTED and f.printed]
        self._kin = Kin(figures)
        self._alone = [Side((one,), *one.exact) for one in figures]
        self._beside = [_beside(one, other) for one, other in pairwise(figures)]

    def near(self, around: Surroundings, one: TextFigure, *, alone: bool = False) -> list[Side]:
        """Those around a percentage, or of these the ones that are one figure."""
        begin, end = self._kin.within(*around.span(one))
        found = self._alone[begin:end]
        return found if alone else found + [each for each in self._beside[begin : end - 1] if each]


def _beside(one: TextFigure, other: TextFigure) -> Side | None:
    if one.unit != other.unit or one.sentence != other.sentence:
        return None
    if (_UP_TO_NOW in one.lead) is not (_UP_TO_NOW in other.lead) and any(
        _OF_NOW.search(f.lead) for f in (one, other)
    ):
        # 本周化解45件，累计化解638件: the one is within the other.
        return None
    value, half = one.exact[0] + other.exact[0], one.exact[1] + other.exact[1]
    return Side((one, other), value, half)


def pairs(sides: list[Side], parts: list[Side] | None = None) -> Iterator[tuple[Side, Side]]:
    """All that are of one kind, or those of which some are the part."""
    kinds: dict[str, list[Side]] = {}
    for each in sides:
        kinds.setdefault(each.last.dimension, []).append(each)
    for part in sides if parts is None else parts:
        for base in kinds[part.last.dimension]:
            if part is not base:
                yield part, base


def fitting(
    sides: list[Side], one: TextFigure, only: TextFigure | None = None
) -> Iterator[tuple[Side, Side]]:
    """The pairs whose whole numbers come to a percentage, within what all digits leave open; `only`
    one part alone."""
    kinds: dict[str, list[Side]] = {}
    for each in sides:
        kinds.setdefault(each.last.dimension, []).append(each)
    low, high = (int(end.scaleb(_FINE)) for end in one.interval)
    if low <= 0:
        return
    hundred = 100 * 10**_FINE
    for kin in kinds.values():
        kin.sort(key=_value_of)
        values = list(map(_value_of, kin))
        largest = values[-1]
        for part in kin if only is None else [s for s in kin if s.figures == (only,)]:
            _, value, half = part
            # One in eight is left open for what the digits of a base do.
            least = (lower := (value - half) * hundred) // high * 7 // 8
            if least > largest:
                continue
            upper = (value + half) * hundred
            begin = bisect_left(values, least)
            for base in kin[begin : bisect_right(values, upper // low * 9 // 8, begin)]:
                _, of, room = base
                # In line, as most come to none: the least that it may be, and the most.
                comes_to = lower <= high * (of + room) and upper >= low * (of - room)
                if comes_to and _is_pair(part, base):
                    yield part, base


_value_of = attrgetter("value")


def _is_pair(part: Side, base: Side) -> bool:
    """Whether one may be of the other; only one of them is made of two figures."""
    many = len(part.figures) + len(base.figures)
    apart = many < 3 or (many == 3 and not (len(part.figures) == 2 and base.last in part.figures))
    return part is not base and apart


def is_open(part: Side, base: Side, one: TextFigure) -> bool:
    """Whether a share may be of two sides by their size."""
    # That two are the same says nothing: 26个 is 100% of every other 26个.
    return base.value > part.value or (0 < base.value < part.value and one.printed > _HUNDRED)


def cost_of(around: Surroundings, one: TextFigure, part: Side, base: Side, name: str) -> int:
    """How unlikely a pair is meant: how far apart all three stand, less what their words share."""
    first = part.figures[-1]
    cost = around.far(one, first) - 2 * around.alike(one, first)
    cost += around.far(first, base.last) + 2 * (len(part.figures) + len(base.figures) - 2)
    cost -= 2 * around.alike(first, base.last)
    if around.listed(first)[0] == around.listed(base.last)[0]:
        cost += _SIBLINGS
    if name and share_two(name, around.clause(base.last)):
        cost -= 4
    if base.last.order == one.order - 1 and is_of_before(around, one):
        cost -= _RIGHT_BEFORE
    old = is_past(one.lead)
    return cost + 3 * sum(1 for each in (first, base.last) if is_past(each.lead) is not old)


def costs(
    around: Surroundings, one: TextFigure, sides: list[Side], name: str, below: int
) -> Iterator[int]:
    """The costs (`cost_of`) of all pairs of one figure each that are open, if below some other.

    What each figure adds by itself is looked at once: of thirty a thousand pairs are made, of which
    most cost too much whatever the two have in common.
    """
    kinds: dict[str, list[tuple[int, TextFigure, int, int, int]]] = {}
    old, big = is_past(one.lead), one.printed > _HUNDRED
    whole = one.order - 1 if one.order and is_of_before(around, one) else -1
    for each in sides:
        if len(each.figures) == 1:
            f = each.last
            past = 3 * (is_past(f.lead) is not old)
            part = past + around.far(one, f) - 2 * around.alike(one, f)
            named = bool(name) and share_two(name, around.clause(f))
            base = past - 4 * named - _RIGHT_BEFORE * (f.order == whole)
            said = base, f, each.value, part, around.listed(f)[0]
            kinds.setdefault(f.dimension, []).append(said)
    far, alike = around.far, around.alike
    for kin in kinds.values():
        kin.sort(key=_first)
        for _, f, value, part, first in kin:
            most = below - part - NEAREST + 2 * MOST_ALIKE
            for base, other, of, _, begin in kin:
                if base >= most:
                    break
                if of > value or (big and 0 < of < value):
                    cost = part + base + far(f, other) - 2 * alike(f, other)
                    yield cost + _SIBLINGS if first == begin else cost


_first = itemgetter(0)


def is_of_before(around: Surroundings, one: TextFigure) -> bool:
    """Whether the figure right before a percentage is said to be what it is of."""
    before = around.reading.figures[one.order - 1]
    return _OF_IT.fullmatch(around.reading.text, before.end, one.start) is not None
