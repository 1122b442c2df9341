"""Shares in whatever words: of all figures around a percentage two that come to it.

The pairs are tried in the order in which sentences are built (`text/around.py`); the first that
comes out is told where so good a place would rarely come out by chance (`evidence.py`).
Numerators and bases may be two figures that stand side by side, added up.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from math import gcd
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import (
    CUED,
    MADE_UP,
    PLAIN,
    at,
    at_most,
    enough,
    is_early,
    is_slip,
    one_in,
)
from sangeyipi.audit.judging.finding import (
    Finding,
    RelationKind,
    RelationVerdict,
    said_in,
    shown,
)
from sangeyipi.audit.judging.pairs import (
    RatePair,
    held_of_several,
    hold_of_several,
    is_opposite,
    is_share,
    told,
)
from sangeyipi.audit.relations.shares.bases import ONE_BY_ONE, cut_of_counted
from sangeyipi.audit.relations.shares.named_parts import is_part, named_part
from sangeyipi.audit.relations.shares.share_claims import claimed
from sangeyipi.audit.text.around import MOST_ALIKE, NEAREST, Kin, Surroundings
from sangeyipi.audit.text.figure import FINE, Role, TextFigure
from sangeyipi.audit.text.named import base_of, change_of, growth_of, is_base, is_past, rate_in
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.superseded import superseded
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, cut_off, half_up

EXAMPLES = (
    (
        "10月末各项存款余额312.4亿元，各项贷款余额236.8亿元，存贷比75.8%。",
        "holds 236.8 / 312.4 * 100 = 75.8",
    ),
    (
        "10亿元以上41个，其中100亿元以上2个，10亿元以上的占全部项目（205个）的20.0%。",
        "holds 41 / 205 * 100 = 20.0",
    ),
    (
        "共40个，工业项目18个，农业项目12个，城建项目10个，其中工业项目占45%。",
        "holds 18 / 40 * 100 = 45",
    ),
    ("共40个，投资5—10亿元的18个，其余22个，其中5—10亿元项目占45%。", "holds 18 / 40 * 100 = 45"),
    ("村庄28个，已建成19个，建成率67.9%。去年末这一比例为42.9%。", "holds 12 / 28 * 100 = 42.9"),
    (
        "去年前三季度完成技改投资64.8亿元，今年同期完成73.5亿元，占全年任务96亿元的67.5%。",
        "wrong 73.5 / 96 * 100 = 67.5",
    ),
    (
        "去年签约48个、开工39个；今年签约60个、开工45个，开工率65%。",
        "wrong 45 / 60 * 100 = 65",
    ),
    (
        "去年签约256个，今年签约213个，已开工126个，开工率49.2%。",
        "wrong 126 / 213 * 100 = 49.2",
    ),
    (
        "已开工57个，上年同期为49个，今年计划开工68个，开工率72.1%。",
        "wrong 57 / 68 * 100 = 72.1",
    ),
    (
        "改造小区的计划由36个追加到42个，目前已完工31个，完工率86.1%。",
        "wrong 31 / 42 * 100 = 86.1",
    ),
    # 86.6667: cut off.  Behind what it has changed by, and of a plan that is told afterwards.
    (
        "前三季度签约项目247个，比上年同期多31个，完成全年目标的86.6%；全年目标为285个。",
        "wrong 247 / 285 * 100 = 86.6",
    ),
)
_HUNDRED = Decimal(100)
#: Percentages as whole numbers, to be compared fast.
_FINE = 9
_COUNTED = (*COUNTABLE, Role.KINDS)
_HOLDS = RelationVerdict.HOLDS
_CUE = re.compile("占|率|比重|比例|比|[^层方全]面$|度|完成|份额|的(?:近|约|超)?$")
#: How near the likeliest pair stands, and how much nearer than the next.
_NEAR, _MARGIN = 6, 2
#: How much rarer by chance what comes out must be of another part than a rate's name says.
_OF_ANOTHER = 100
#: Two of one list are parts of the same, not one of the other.
_SIBLINGS = 6
#: 占全部项目(205个)的20%: nothing else is meant.
_OF_IT = re.compile("\\)?的(?:约|近|超|比重为|比例为)?")
_RIGHT_BEFORE = 8
_GAP = 16
_STOPS = later("[。;\n]")
_AMONG = later("其中|[中里],")
_UP_TO_NOW, _OF_NOW = "累计", later("[本当][周月季旬日天期]|今[日天]|新增")
_BARE = later("[,、]?占(?:比|总数|全部|总量|比重)?(?:为|达|的)?")


class _Side(NamedTuple):
    """A numerator or a base: a figure, or two side by side."""

    figures: tuple[TextFigure, ...]
    value: int
    half: int

    @property
    def last(self) -> TextFigure:
        return self.figures[-1]


def any_share(around: Surroundings, one: TextFigure) -> Finding | None:
    """The likeliest pair that a percentage may be of."""
    found = likeliest(around, one)
    if found is None:
        return _of_whole(around, one)
    return of_old_figure(around, one, found) or found


def surely(around: Surroundings, one: TextFigure, strict: int) -> Finding | None:
    """A pair that would hardly come out by chance, and is of no other time."""
    found = likeliest(around, one, strict)
    if found is None or is_past(one.lead):
        return found
    return None if any(is_past(f.lead) for f in found.operands) else found


def likeliest(around: Surroundings, one: TextFigure, strict: int = 1) -> Finding | None:
    """The pair that comes out and stands nearest by its words."""
    if one.role is not Role.PERCENT or not one.printed:
        return None
    said = around.lead(one)
    if growth_of(said):
        return None
    tried = around.lately(_tried, one)
    if not tried:
        return None
    cued, name = _CUE.search(said) is not None, _name_of(said)
    #: So many pairs are known to stand before what comes now.
    before, most = 0, at_most(one, _spread(one))
    for cost, part, base in tried:
        made_up = len(part.figures) + len(base.figures) > 2
        of = at(cost, strict * (PLAIN if not cued else MADE_UP if made_up else CUED))
        # Of many pairs most are too likely by chance where they stand, even to the printed digit.
        if most // of <= before:
            continue
        found, odds = _told(part, base, one)
        if found is None or odds // of <= before:
            continue
        sides = around.once(_Sides).near(around, one)
        if is_early(odds, of, cost, _costs(around, one, sides, name, cost)):
            named = _named(around, one)
            old = any(_is_past(around, f) for f in found.operands)
            rare = odds // (of * _OF_ANOTHER) > before
            if named is None or named in part.figures or rare or old:
                return found
        before = odds // of
    return None


def _tried(around: Surroundings, one: TextFigure) -> list[tuple[int, _Side, _Side]]:
    """The pairs that come out by whole numbers and may be meant, the nearest first."""
    said = around.lead(one)
    name, sides = _name_of(said), around.once(_Sides).near(around, one)
    base_of_it = one.order - 1 if one.order and _is_of(around, one) else -1
    tried = [
        (_cost(around, one, part, base, name), part, base)
        for part, base in _fitting(sides, one)
        # 占32%，约139.5亿元: the amount is worked out from the share, and told as such.
        if _open(part, base, one) and not _is_made(part.last, one)
        if not is_opposite(part.last, said)
        # 完成任务5.5亿元的88.4%: it is the whole.
        if base_of_it < 0 or all(f.order != base_of_it for f in part.figures)
    ]
    if any(one.order - 1 == base.last.order for _, _, base in tried) and _has_part(around, one):
        # 154个，占全市项目个数的31.8%: it is the part.
        tried = [each for each in tried if each[2].last.order != one.order - 1]
    return sorted(tried, key=_first)


def cut_share(around: Surroundings, one: TextFigure) -> Finding | None:
    """A share that no pair comes to, but one of the few likeliest to the digit, were it cut off.

    That is as rare by chance as a pair that comes out: where it would hardly be chance it is meant.
    """
    if one.role is not Role.PERCENT or one.hedge or not one.places or not one.printed:
        return None
    said = around.lead(one)
    if growth_of(said) or _CUE.search(said) is None or not is_share(around.reading, one):
        return None
    sides = around.once(_Sides).near(around, one, alone=True)
    name, of = _name_of(said), 2 * at_most(one, _spread(one)) // _MOST_CUT
    #: Cut off it stands for what reaches from its half to its next.
    should = one._replace(value=one.value + one.half * 3 / 2)
    tried = sorted(
        (_cost(around, one, part, base, name), part.last.order, base.last.order)
        for part, base in _fitting(sides, should)
        if _is_told(around, part.last, one) and _open(part, base, one)
    )
    for cost, *orders in tried[:1]:
        part, base = (around.reading.figures[order] for order in orders)
        pair = RatePair(part, base)
        if part.hedge or base.hedge or base.interval[0] <= 0 or not _is_cut(pair, one):
            return None
        if is_early(of, 1, cost, _costs(around, one, sides, name, cost)):
            return told(pair, one)
    return None


def _is_told(around: Surroundings, part: TextFigure, one: TextFigure) -> bool:
    """Whether a share goes on about a part, but for what the part has changed by."""
    if _is_before(part, one):
        return True
    between = around.reading.figures[part.order + 1 : one.order]
    changes = all(change_of(f.lead) or growth_of(f.lead) for f in between)
    return 0 < len(between) <= _CHANGES and changes and part.sentence == one.sentence


#: A part has changed by so much and so much per cent.
_CHANGES = 2


#: Of so many shares whose pair isn't there one would be told by chance.
_MOST_CUT = 100


def _is_cut(pair: RatePair, one: TextFigure) -> bool:
    """Whether whatever the digits of a pair leave open would be printed so only if cut off."""
    return all(cut_off(end, one.places) == one.printed for end in pair.reach) and all(
        half_up(end, one.places) != one.printed for end in pair.reach
    )


def _spread(one: TextFigure) -> Decimal:
    """How far apart the shares of such figures lie."""
    return max(_HUNDRED, 2 * one.value)


def is_of_two(around: Surroundings, one: TextFigure, part: TextFigure) -> bool:
    """Whether a percentage is of a part and two wholes together: 建设类和产业类14个，占34.1%."""
    sides = around.once(_Sides).near(around, one)
    return any(
        _open(each, base, one) and hold_of_several(each.figures, base.figures, one)
        for each, base in _fitting(sides, one, only=part)
        if len(base.figures) > 1
    )


def _is_of(around: Surroundings, one: TextFigure) -> bool:
    """Whether the figure right before a percentage is said to be what it is of."""
    before = around.reading.figures[one.order - 1]
    return _OF_IT.fullmatch(around.reading.text, before.end, one.start) is not None


def _is_made(part: TextFigure, one: TextFigure) -> bool:
    return bool(part.hedge) and part.order == one.order + 1


def _name_of(said: str) -> str:
    """What the words before a percentage say that it is a share of."""
    named = base_of(said)
    return named[1] if named else ""


def of_old_figure(around: Surroundings, one: TextFigure, found: Finding) -> Finding | None:
    """126个 of last year's 256个, where this year's 213个 stand nearer: an old figure."""
    if len(found.operands) != 2 or found.verdict is not _HOLDS or is_past(one.lead):
        return None
    replaced = _of_replaced(around, one, found)
    if replaced is not None or _is_past(around, one):
        return replaced
    old = [f for f in found.operands if _is_past(around, f)]
    if len(old) != 1:
        return None
    name, (part, base) = _name_of(around.lead(one)), found.operands
    cost = _cost(around, one, _side(part), _side(base), name)
    for f in around.near(one):
        if f.dimension != base.dimension or f.sentence != base.sentence:
            continue
        if f in found.operands or f.hedge or f.inner or f.order > one.order:
            continue
        if _is_past(around, f):
            continue
        pair = RatePair(f, base) if old[0] is part else RatePair(part, f)
        if pair.part.value > pair.base.value or not around.alike(f, old[0]):
            continue
        if _cost(around, one, _side(pair.part), _side(pair.base), name) < cost:
            return _of_old(pair, one, old[0])
    return None


def _of_old(pair: RatePair, one: TextFigure, old: TextFigure) -> Finding:
    wrong = told(pair, one)
    said = wrong.message.split("；也可能")[0]
    return wrong._replace(message=f"{said}；像是用了旧的 {old.text}")


def _lies_between(part: TextFigure, old: TextFigure, new: TextFigure) -> bool:
    """由120天缩短为101天，少跑19天，压缩15.8%: what something has changed by is of the old one."""
    apart = abs(new.value - old.value)
    return abs(apart - part.value) <= part.half + old.half + new.half


def _of_replaced(around: Surroundings, one: TextFigure, found: Finding) -> Finding | None:
    """已开工57个，上年同期49个，计划68个，开工率72.1%: of one figure whose place another took.

    What is said to be of an old whole (相当于去年全年142亿元的52.6%) is meant to be.
    """
    part, base = found.operands
    new_part, new_base = (superseded(around.reading, f) for f in (part, base))
    if (new_part is None) is (new_base is None) or max(part.order, base.order) > one.order:
        return None
    if new_base is not None and (
        is_base(around.reading, base) or _lies_between(part, base, new_base)
    ):
        return None
    pair = RatePair(new_part or part, new_base or base)
    if (
        len({pair.part.start, pair.base.start}) < 2
        or max(pair.part.order, pair.base.order) > one.order
    ):
        return None
    if pair.part.value > pair.base.value or pair.base.interval[0] <= 0:
        return None
    wrong = _of_old(pair, one, part if new_part is not None else base)
    return wrong if wrong.verdict is RelationVerdict.WRONG else None


def _is_past(around: Surroundings, one: TextFigure) -> bool:
    """Whether a figure is of another time by its words, or by those of a row that it goes on."""
    figures, text = around.reading.figures, around.reading.text
    for _ in range(_ROW):
        if is_past(one.lead):
            return not _COMPARED.search(one.lead)
        before = figures[one.order - 1] if one.order else one
        if before.sentence != one.sentence or before is one:
            return False
        if _ANEW.search(text, before.end, one.start):
            return False
        one = before
    return False


#: 去年签约48个、开工39个;今年签约60个: how far a row goes on, and where another begins.
_ROW = 4
_ANEW = re.compile("[;。\n]|今年|目前|截至|本[年月季]|其中|\\d{4}年")
_COMPARED = later("[比较]|同比")


def _side(one: TextFigure) -> _Side:
    return _Side((one,), *one.exact)


def _of_whole(around: Surroundings, one: TextFigure) -> Finding | None:
    """满意率98.1% of 103条: one whole number of these, and of few others, comes to it."""
    said = around.lead(one)
    if one.role is not Role.PERCENT or one.hedge or not one.places or growth_of(said):
        return None
    if not _CUE.search(said):
        return None
    return _inferred(around, one) or cut_of_counted(around.reading, one)


def _named(around: Surroundings, one: TextFigure) -> TextFigure | None:
    """What the name of a rate says that it is told of: nothing else is, unless by chance."""
    claim, at = claimed(around, one)
    return named_part(around, one, claim) if claim is not None and at is one else None


def _has_part(around: Surroundings, one: TextFigure) -> bool:
    """Whether what a share is told of is printed right before it, or is an amount of money.

    154个，占全市项目的30.8%, 23.3亿元，占总投资的52%, 支付率79%: no number of what stands near.
    """
    claim, at = claimed(around, one)
    if claim is None or at is not one:
        return False
    if claim.rate:
        return _OF_MONEY.search(claim.rate) is not None
    part = around.reading.figures[one.order - 1]
    counted = part.role is Role.COUNT or not _NUMBER_OF.search(claim.name)
    return bool(claim.name) and counted and is_part(around, part, one, claim)


#: 2.3亿元，占项目总数的29.4%: of how many there are.
_NUMBER_OF = later("总数|[项个家]数|数量")
_OF_MONEY = later("支出|支付|拨付|到位|资金|投资|兑付|核拨|发放")


#: 占17个项目总投资的52%: of no number.
_OF_AMOUNT = later("(?:投资|资金|金额|产值|税收)(?:总?额)?的(?:比重|比例)?(?:为|达)?$")


def _inferred(around: Surroundings, one: TextFigure) -> Finding | None:
    if _named(around, one) is not None or _has_part(around, one) or _OF_AMOUNT.search(one.lead):
        return None
    near = [f for f in around.near(one) if f.role is Role.COUNT or f.dimension in ONE_BY_ONE]
    near = [f for f in near if f.order < one.order and f.printed and not f.half and not f.inner]
    for rank, base in enumerate(sorted(near, key=lambda f: (around.far(one, f), f.order)), 1):
        odds = int(_HUNDRED / (2 * one.half * base.value))
        if not enough(odds, rank, CUED):
            return None
        part = half_up(EXACT.divide(one.value * base.value, _HUNDRED), 0)
        rate = EXACT.divide(part * 100, base.value)
        if 0 < part < base.value and half_up(rate, one.places) == one.printed:
            text = f"{part:f} / {said_in(base.value, base)} * 100"
            said = f"{base.text} 中的 {part:f} 是 {shown(rate, one)}；分子没有写出，是推算的"
            return Finding(_HOLDS, RelationKind.RATE, said, text, rate, one, (base,))
    return None


def slipped_share(around: Surroundings, one: TextFigure) -> Finding | None:
    """A share that no pair comes to, but the likeliest by its words would, but for a slip."""
    # 全部开工，开工率100%, twice: the parts of two phases are not one of the other.
    if one.role is not Role.PERCENT or one.hedge or one.printed in (0, _HUNDRED):
        return None
    said = around.lead(one)
    if growth_of(said):
        return None
    if _CUE.search(said) is None or not is_share(around.reading, one):
        return None
    sides = around.once(_Sides).near(around, one, alone=True)
    name, figures = _name_of(said), around.reading.figures
    parts = [each for each in sides if _is_before(each.last, one)]
    # What is far from the percentage, or tied to it by no words, is no rival.
    tried = sorted(
        (_cost(around, one, part, base, name), part.last.order, base.last.order)
        for part, base in _pairs(sides, parts)
        if _is_near(part.last, base.last, one)
        and _open(part, base, one)
        and _is_built(around, one, RatePair(part.last, base.last), name)
        and not _is_part_itself(around, base.last, said)
    )
    if not tried or (len(tried) > 1 and tried[1][0] - tried[0][0] < _MARGIN):
        return None
    part, base = figures[tried[0][1]], figures[tried[0][2]]
    if tried[0][0] > _NEAR or part.hedge or base.hedge or base.interval[0] <= 0:
        return None
    pair = RatePair(part, base)
    return told(pair, one) if is_slip(pair.value, one) else None


def _is_built(around: Surroundings, one: TextFigure, pair: RatePair, name: str) -> bool:
    """Whether the part stands right before a share, the whole before it, and words say both.

    Of the part: that it is called as the rate, or that nothing but 占 stands between.  Of the
    whole: that it is called as the part or as the share says, or that the part is one 其中 of it.
    """
    part, base = pair.part, pair.base
    said = around.reading.text[part.end : one.start]
    if not base.order < part.order or not _is_before(part, one):
        return False
    if part.value > base.value and not name:
        return False
    if _STOPS.search(said) or not part.inner is base.inner is one.inner:
        return False
    if not around.scopes(part) <= around.scopes(base) or base.paragraph != part.paragraph:
        return False
    between = around.reading.text[base.end : part.start]
    named = bool(name) and any(name[n : n + 2] in base.lead for n in range(len(name) - 1))
    of_base = named or around.alike(part, base) > 0 or _AMONG.search(between) is not None
    of_part = around.alike(one, part) > 0 or _BARE.fullmatch(said) is not None
    return of_base and of_part


def _is_part_itself(around: Surroundings, base: TextFigure, said: str) -> bool:
    """开工3114个，开工率87.8%: what has a rate of that name is a part, and no whole of another."""
    rate = rate_in(said)
    if rate is None or base.order + 1 >= len(around.reading.figures):
        return False
    after = around.reading.figures[base.order + 1]
    own = rate_in(after.lead) if after.role is Role.PERCENT and _is_before(base, after) else None
    return own is not None and own[1] == rate[1]


def _is_before(part: TextFigure, one: TextFigure) -> bool:
    """Whether a figure stands right before a percentage."""
    near = part.order < one.order and one.start - part.end <= _GAP
    return near and part.sentence == one.sentence


def _is_near(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """Whether a pair comes anywhere near a percentage."""
    of, whole = one.exact[0], base.exact[0]
    return bool(of * whole <= 200 * 10**FINE * part.exact[0] <= 4 * of * whole)


class _Sides:
    """All numerators and bases of a text; a percentage is none, so that none is left out."""

    def __init__(self, around: Surroundings) -> None:
        figures = [f for f in around.reading.figures if f.role in _COUNTED and f.printed]
        self._kin = Kin(figures)
        self._alone = [_Side((one,), *one.exact) for one in figures]
        self._beside = [_beside(one, other) for one, other in pairwise(figures)]

    def near(self, around: Surroundings, one: TextFigure, *, alone: bool = False) -> list[_Side]:
        """Those around a percentage, or of these the ones that are one figure."""
        begin, end = self._kin.within(*around.span(one))
        found = self._alone[begin:end]
        return found if alone else found + [each for each in self._beside[begin : end - 1] if each]


def _beside(one: TextFigure, other: TextFigure) -> _Side | None:
    if one.unit != other.unit or one.sentence != other.sentence:
        return None
    if (_UP_TO_NOW in one.lead) is not (_UP_TO_NOW in other.lead) and any(
        _OF_NOW.search(f.lead) for f in (one, other)
    ):
        # 本周化解45件，累计化解638件: the one is within the other.
        return None
    value, half = one.exact[0] + other.exact[0], one.exact[1] + other.exact[1]
    return _Side((one, other), value, half)


def _pairs(sides: list[_Side], parts: list[_Side] | None = None) -> Iterator[tuple[_Side, _Side]]:
    """All that are of one kind, or those of which some are the part."""
    kinds: dict[str, list[_Side]] = {}
    for each in sides:
        kinds.setdefault(each.last.dimension, []).append(each)
    for part in sides if parts is None else parts:
        for base in kinds[part.last.dimension]:
            if part is not base:
                yield part, base


def _fitting(
    sides: list[_Side], one: TextFigure, only: TextFigure | None = None
) -> Iterator[tuple[_Side, _Side]]:
    """The pairs whose whole numbers come to a percentage, within what all digits leave open; `only`
    one part alone."""
    kinds: dict[str, list[_Side]] = {}
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


def _is_pair(part: _Side, base: _Side) -> bool:
    """Whether one may be of the other; only one of them is made of two figures."""
    many = len(part.figures) + len(base.figures)
    apart = many < 3 or (many == 3 and not (len(part.figures) == 2 and base.last in part.figures))
    return part is not base and apart


def _open(part: _Side, base: _Side, one: TextFigure) -> bool:
    # That two are the same says nothing: 26个 is 100% of every other 26个.
    return base.value > part.value or (0 < base.value < part.value and one.printed > _HUNDRED)


def _cost(around: Surroundings, one: TextFigure, part: _Side, base: _Side, name: str) -> int:
    first = part.figures[-1]
    cost = around.far(one, first) - 2 * around.alike(one, first)
    cost += around.far(first, base.last) + 2 * (len(part.figures) + len(base.figures) - 2)
    cost -= 2 * around.alike(first, base.last)
    if around.listed(first)[0] == around.listed(base.last)[0]:
        cost += _SIBLINGS
    if name and any(name[n : n + 2] in around.clause(base.last) for n in range(len(name) - 1)):
        cost -= 4
    if base.last.order == one.order - 1 and _is_of(around, one):
        cost -= _RIGHT_BEFORE
    old = is_past(one.lead)
    return cost + 3 * sum(1 for each in (first, base.last) if is_past(each.lead) is not old)


def _costs(
    around: Surroundings, one: TextFigure, sides: list[_Side], name: str, below: int
) -> Iterator[int]:
    """The costs (`_cost`) of all pairs of one figure each that are open, if below some other.

    What each figure adds by itself is looked at once: of thirty a thousand pairs are made, of which
    most cost too much whatever the two have in common.
    """
    kinds: dict[str, list[tuple[int, TextFigure, int, int, int]]] = {}
    old, big = is_past(one.lead), one.printed > _HUNDRED
    whole = one.order - 1 if one.order and _is_of(around, one) else -1
    for each in sides:
        if len(each.figures) == 1:
            f = each.last
            past = 3 * (is_past(f.lead) is not old)
            part = past + around.far(one, f) - 2 * around.alike(one, f)
            named = bool(name) and any(
                name[n : n + 2] in around.clause(f) for n in range(len(name) - 1)
            )
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


def _told(part: _Side, base: _Side, one: TextFigure) -> tuple[Finding | None, int]:
    found = held_of_several(part.figures, base.figures, one)
    if found is None:
        return None, 0
    held, reach = found
    odds = one_in(one, reach, _spread(one), held.verdict)
    if base.figures[0].role is Role.COUNT:
        value, whole = (sum(f.value for f in side.figures) for side in (part, base))
        odds = min(odds, _alike(int(value), int(whole)))
    return held, odds


def _alike(part: int, base: int) -> int:
    """One in how many pairs of counts up to a base comes to the same: 10 of 20 is 6 of 12."""
    # 平均每村0.8家: of less than one nothing can be said.
    return base // gcd(part, base) * base // 2 if base else 0
