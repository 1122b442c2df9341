"""Shares in whatever words: of all figures around a percentage two that come to it.

The pairs are tried in the order in which sentences are built (`text/around.py`); the first that
comes out is told where so good a place would rarely come out by chance (`evidence.py`).
Numerators and bases may be two figures that stand side by side, added up.
"""

import re
from decimal import Decimal
from math import gcd
from operator import itemgetter

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
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, said_in, shown
from sangeyipi.audit.judging.pairs import (
    RatePair,
    held_of_several,
    hold_of_several,
    is_opposite,
    is_share,
    told,
)
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.relations.shares.bases import ONE_BY_ONE, cut_of_counted
from sangeyipi.audit.relations.shares.named_parts import is_part, named_part
from sangeyipi.audit.relations.shares.old_bases import is_of_past_row, of_old_figure
from sangeyipi.audit.relations.shares.share_claims import claimed, unit_said
from sangeyipi.audit.relations.shares.share_sides import (
    Side,
    Sides,
    cost_of,
    costs,
    fitting,
    is_of_before,
    is_open,
    name_of,
    pairs,
)
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import FINE, Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, is_base, is_past, rate_in
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, cut_off, half_up

EXAMPLES = (
    ("共40个，投资5—10亿元的18个，其余22个，其中5—10亿元项目占45%。", "holds 18 / 40 * 100 = 45"),
    ("村庄28个，已建成19个，建成率67.9%。去年末这一比例为42.9%。", "holds 12 / 28 * 100 = 42.9"),
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
    # Of what is so much of an aim, and no share of the aim.
    (
        "累计到位资金63.4亿元，完成目标61亿元的103.9%；省外到位资金44.19亿元，完成目标42.7亿元的103.5%，"
        "占全部到位资金的69.7%。",
        "holds 44.19 / 63.4 * 100 = 69.7",
    ),
    # 86.6667: cut off.  Behind what it has changed by, and of a plan that is told afterwards.
    (
        "前三季度签约项目247个，比上年同期多31个，完成全年目标的86.6%；全年目标为285个。",
        "wrong 247 / 285 * 100 = 86.6",
    ),
)
_HUNDRED = Decimal(100)
_HOLDS = RelationVerdict.HOLDS
_CUE = re.compile("占|率|比重|比例|比|[^层方全]面$|度|完成|份额|的(?:近|约|超)?$")
#: How near the likeliest pair stands, and how much nearer than the next.
_NEAR, _MARGIN = 6, 2
#: How much rarer by chance what comes out must be of another part than a rate's name says.
_OF_ANOTHER = 100
_GAP = 16
_STOPS = later("[。;\n]")
_AMONG = later("其中|[中里],")
_BARE = later("[,、]?占(?:比|总数|全部|总量|比重)?(?:为|达|的)?")


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
    cued, name = _CUE.search(said) is not None, name_of(said)
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
        sides = around.once(Sides).near(around, one)
        if is_early(odds, of, cost, costs(around, one, sides, name, cost)):
            named = _named(around, one)
            old = any(is_of_past_row(around, f) for f in found.operands)
            rare = odds // (of * _OF_ANOTHER) > before
            if named is None or named in part.figures or rare or old:
                return found
        before = odds // of
    return None


def _tried(around: Surroundings, one: TextFigure) -> list[tuple[int, Side, Side]]:
    """The pairs that come out by whole numbers and may be meant, the nearest first."""
    said = around.lead(one)
    name, sides = name_of(said), around.once(Sides).near(around, one)
    unit = unit_said(said)
    base_of_it = one.order - 1 if one.order and is_of_before(around, one) else -1
    tried = [
        (cost_of(around, one, part, base, name), part, base)
        for part, base in fitting(sides, one)
        # 占32%，约139.5亿元: the amount is worked out from the share, and told as such.
        if is_open(part, base, one) and not _is_made(part.last, one)
        if not is_opposite(part.last, said)
        if not unit or part.last.unit_alone() == unit
        # 完成任务5.5亿元的88.4%: it is the whole.
        if base_of_it < 0 or all(f.order != base_of_it for f in part.figures)
        # 完成目标42.7亿元的103.5%，占全部资金的69.7%: of what has come to so much of the aim.
        if not _is_aim(around, part.last, one)
    ]
    if any(one.order - 1 == base.last.order for _, _, base in tried) and _has_part(around, one):
        # 154个，占全市项目个数的31.8%: it is the part.
        tried = [each for each in tried if each[2].last.order != one.order - 1]
    return sorted(tried, key=itemgetter(0))


def _is_aim(around: Surroundings, part: TextFigure, one: TextFigure) -> bool:
    """Whether a figure is what another share is of, right before this one."""
    return part.order == one.order - 2 and "占" in one.lead and is_base(around.reading, part)


def cut_share(around: Surroundings, one: TextFigure) -> Finding | None:
    """A share that no pair comes to, but one of the few likeliest to the digit, were it cut off.

    That is as rare by chance as a pair that comes out: where it would hardly be chance it is meant.
    """
    if one.role is not Role.PERCENT or one.hedge or not one.places or not one.printed:
        return None
    said = around.lead(one)
    if growth_of(said) or _CUE.search(said) is None or not is_share(around.reading, one):
        return None
    sides = around.once(Sides).near(around, one, alone=True)
    name, of = name_of(said), 2 * at_most(one, _spread(one)) // _MOST_CUT
    #: Cut off it stands for what reaches from its half to its next.
    should = one._replace(value=one.value + one.half * 3 / 2)
    tried = sorted(
        (cost_of(around, one, part, base, name), part.last.order, base.last.order)
        for part, base in fitting(sides, should)
        if _is_told(around, part.last, one) and is_open(part, base, one)
    )
    for cost, *orders in tried[:1]:
        part, base = (around.reading.figures[order] for order in orders)
        pair = RatePair(part, base)
        if part.hedge or base.hedge or base.interval[0] <= 0 or not _is_cut(pair, one):
            return None
        if is_early(of, 1, cost, costs(around, one, sides, name, cost)):
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
    sides = around.once(Sides).near(around, one)
    return any(
        is_open(each, base, one) and hold_of_several(each.figures, base.figures, one)
        for each, base in fitting(sides, one, only=part)
        if len(base.figures) > 1
    )


def _is_made(part: TextFigure, one: TextFigure) -> bool:
    return bool(part.hedge) and part.order == one.order + 1


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
            said = f"{base.text} 中的 {part:f} 是 {shown(rate, one)}"
            why = Why("分子没有写出，是推算的", Reason.OPEN)
            return Finding(_HOLDS, RelationKind.RATE, said, text, rate, one, (base,), "", why)
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
    sides = around.once(Sides).near(around, one, alone=True)
    name, figures = name_of(said), around.reading.figures
    parts = [each for each in sides if _is_before(each.last, one)]
    # What is far from the percentage, or tied to it by no words, is no rival.
    tried = sorted(
        (cost_of(around, one, part, base, name), part.last.order, base.last.order)
        for part, base in pairs(sides, parts)
        if _is_near(part.last, base.last, one)
        and is_open(part, base, one)
        and _is_built(around, one, RatePair(part.last, base.last), name)
        and not is_part_itself(around, base.last, said)
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
    named = bool(name) and share_two(name, base.lead)
    of_base = named or around.alike(part, base) > 0 or _AMONG.search(between) is not None
    of_part = around.alike(one, part) > 0 or _BARE.fullmatch(said) is not None
    return of_base and of_part


def is_part_itself(around: Surroundings, base: TextFigure, said: str) -> bool:
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


def _told(part: Side, base: Side, one: TextFigure) -> tuple[Finding | None, int]:
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
