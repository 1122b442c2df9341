"""Amounts in whatever words that two other figures make: 占32%，约139.5亿元; 平均每个项目6500万元.

A share times its whole, an average, an average times how many there are, and how many times as
much one is as another.  A product needs more than a word: a rate that stands right beside it.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from sangeyipi.audit.around import Surroundings
from sangeyipi.audit.evidence import CUED, MADE_UP, PLAIN, at, enough, one_in
from sangeyipi.audit.figure import Hedge, Role, TextFigure
from sangeyipi.audit.finding import (
    GOOD,
    Finding,
    Interval,
    RelationKind,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.reading import COUNTABLE
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "全市完成投资436亿元，其中工业占32%，约139.5亿元。",
        "hedge 436 * 32 / 100 = 139.5",
    ),
    ("授信57.3亿元，惠及86家企业，平均每家6663万元。", "holds 573000 / 86 = 6663"),
    ("规上企业96家，户均产值2.4亿元，合计产值230.4亿元。", "holds 2.4 * 96 = 230.4"),
    ("东区产值86.4亿元，西区产值32亿元，前者是后者的2.7倍。", "holds 86.4 / 32 = 2.7"),
)
_EACH = re.compile("平均|人均|户均|[每单]|均")
_WORDS = 14
_HUNDRED = Decimal(100)
Pair = tuple[TextFigure, TextFigure]
_Made = tuple[Decimal, Interval, str, str]


def any_amount(around: Surroundings, one: TextFigure) -> Finding | None:
    """The likeliest rate and whole, or amount and number, that a figure comes from."""
    if not one.printed or one.role not in (Role.TIMES, *COUNTABLE):
        return None
    if one.role is Role.TIMES:
        return _first(around, one, _ratios(around, one), _ratio)
    if _EACH.search(one.lead[-_WORDS:]):
        return _first(around, one, _averages(around, one), _average)
    return _product(around, one) or _first(around, one, _of_each(around, one), _multiple)


def is_made(found: Finding) -> bool:
    """Whether an amount is a share of another, only about so much, and told after the share."""
    one = found.stated
    of_share = one is not None and found.operands[-1].role is Role.PERCENT
    return of_share and one is not None and bool(one.hedge) and _is_behind(one, found.operands[-1])


def _is_behind(one: TextFigure, rate: TextFigure) -> bool:
    return one.order == rate.order + 1


def _first(
    around: Surroundings,
    one: TextFigure,
    pairs: Iterable[Pair],
    make: Callable[[TextFigure, TextFigure, TextFigure], _Made | None],
    of: int = CUED,
) -> Finding | None:
    """The pair that comes out and stands nearest; the least likely by chance are told."""
    tried = sorted(
        (
            around.far(one, first) + around.far(first, second) - around.alike(one, first),
            first.order,
            second.order,
        )
        for first, second in pairs
    )
    # 约139.5亿元 of a rate is worked out from it, to the last digit.
    exact = one._replace(hedge=Hedge.NONE) if make is _part else one
    for rank, (cost, first, second) in enumerate(tried, 1):
        pair = around.reading.figures[first], around.reading.figures[second]
        made = make(one, *pair)
        if made is None:
            continue
        value, reach, text, said = made
        verdict = judged(value, (value, value) if make is _part else reach, exact)
        if verdict in GOOD and enough(
            one_in(one, reach, 2 * one.value, verdict), rank, at(cost, of)
        ):
            verdict = judged(value, reach, one)
            kind = RelationKind.SHARE if make is _part else RelationKind.RATE
            said = f"{said} {shown(value, one)}，写的是 {one.text}"
            return Finding(verdict, kind, said, text, value, one, pair)
    return None


def _near(around: Surroundings, one: TextFigure) -> list[TextFigure]:
    return [f for f in around.near(one) if f.role in COUNTABLE and f.printed]


def _ratios(around: Surroundings, one: TextFigure) -> Iterable[Pair]:
    near = _near(around, one)
    for part in near:
        for base in near:
            if part is not base and part.dimension == base.dimension:
                yield part, base


def _averages(around: Surroundings, one: TextFigure) -> Iterable[Pair]:
    # 户均2.4亿元，合计产值230.4亿元: the total that comes behind is told.
    near = _near(around, one)
    totals = [f for f in near if f.dimension == one.dimension and f.order < one.order]
    yield from ((f, count) for f in totals for count in near if count.dimension != f.dimension)


def _of_each(around: Surroundings, one: TextFigure) -> Iterable[Pair]:
    near = _near(around, one)
    each = [f for f in near if f.dimension == one.dimension and f.order < one.order]
    each = [f for f in each if f.value < one.value and _EACH.search(f.lead[-_WORDS:])]
    yield from ((f, count) for f in each for count in near if count.dimension != f.dimension)


def _ratio(_: TextFigure, part: TextFigure, base: TextFigure) -> _Made | None:
    text = f"{said_in(part.value, base)} / {said_in(base.value, base)}"
    return _divided(part, base, text)


def _average(one: TextFigure, total: TextFigure, count: TextFigure) -> _Made | None:
    text = f"{said_in(total.value, one)} / {said_in(count.value, count)}"
    return _divided(total, count, text)


def _divided(part: TextFigure, base: TextFigure, text: str) -> _Made | None:
    (low, high), (least, most) = part.interval, base.interval
    if least <= 0:
        return None
    reach = EXACT.divide(low, most), EXACT.divide(high, least)
    return EXACT.divide(part.value, base.value), reach, text, f"{part.text} 除以 {base.text} 是"


def _multiple(one: TextFigure, each: TextFigure, count: TextFigure) -> _Made:
    (low, high), (least, most) = each.interval, count.interval
    reach = EXACT.multiply(low, least), EXACT.multiply(high, most)
    text = f"{said_in(each.value, one)} * {said_in(count.value, count)}"
    value = EXACT.multiply(each.value, count.value)
    return value, reach, text, f"{each.text} 乘 {count.text} 是"


def _product(around: Surroundings, one: TextFigure) -> Finding | None:
    """占32%，约139.5亿元."""
    near = around.near(one)
    rates = [f for f in near if f.role is Role.PERCENT and f.printed and f.sentence == one.sentence]
    bases = [f for f in near if f.role is one.role and f.dimension == one.dimension]
    bases = [f for f in bases if f.value > one.value]
    beside = [f for f in rates if abs(f.order - one.order) == 1]
    pairs = [(base, rate) for rate in beside or rates for base in bases]
    return _first(around, one, pairs, _part, MADE_UP if beside else PLAIN)


def _part(one: TextFigure, base: TextFigure, rate: TextFigure) -> _Made:
    (low, high), (least, most) = rate.interval, base.interval
    reach = EXACT.divide(low * least, _HUNDRED), EXACT.divide(high * most, _HUNDRED)
    text = f"{said_in(base.value, one)} * {rate.printed:f} / 100"
    value = EXACT.divide(rate.value * base.value, _HUNDRED)
    return value, reach, text, f"{base.text} 的 {rate.text} 是"
