"""Amounts in whatever words that two other figures make: 占32%，约139.5亿元; 平均每个项目6500万元.

A share times its whole, an average, an average times how many there are, and how many times as
much one is as another.  A product needs more than a word: a rate that stands right beside it.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache

from sangeyipi.audit.around import Kin, Surroundings, kinds
from sangeyipi.audit.evidence import CUED, MADE_UP, at, is_early, one_in
from sangeyipi.audit.figure import FINE, Hedge, Role, TextFigure
from sangeyipi.audit.finding import (
    GOOD,
    Finding,
    Interval,
    RelationKind,
    RelationVerdict,
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
        return _first(around, one, _ratios(around, one), _ratio, _is_quotient)
    if _is_of_each(one.lead):
        return _first(around, one, _averages(around, one), _average, _is_quotient)
    return _product(around, one) or _first(
        around, one, _of_each(around, one), _multiple, _is_multiple
    )


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
    roughly: Callable[[TextFigure, TextFigure, TextFigure], bool],
    of: int = CUED,
) -> Finding | None:
    """The pair that comes out and stands nearest; the least likely by chance are told."""
    pairs = list(pairs)
    if not pairs:
        return None
    # 约139.5亿元 of a rate is worked out from it, to the last digit.
    exact = one._replace(hedge=Hedge.NONE) if make is _part and one.hedge else one
    fits: dict[tuple[int, int], tuple[_Made, RelationVerdict]] = {}
    for first, second in pairs:
        made = make(one, first, second) if roughly(one, first, second) else None
        if made is not None:
            value, reach = made[:2]
            verdict = judged(value, (value, value) if make is _part else reach, exact)
            if verdict in GOOD:
                fits[first.order, second.order] = made, verdict
    if not fits:
        return None
    for place in sorted(
        _place(around, one, first, second)
        for first, second in pairs
        if (first.order, second.order) in fits
    ):
        cost, begin, end = place
        (value, reach, text, said), verdict = fits[begin, end]
        odds = one_in(one, reach, 2 * one.value, verdict)
        places = (_place(around, one, *pair) for pair in pairs)
        if is_early(odds, at(cost, of), place, places):
            kind = RelationKind.SHARE if make is _part else RelationKind.RATE
            said = f"{said} {shown(value, one)}，写的是 {one.text}"
            pair = around.reading.figures[begin], around.reading.figures[end]
            return Finding(judged(value, reach, one), kind, said, text, value, one, pair)
    return None


def _place(
    around: Surroundings, one: TextFigure, first: TextFigure, second: TextFigure
) -> tuple[int, int, int]:
    """Where a pair stands among all that are tried: the nearest first."""
    cost = around.far(one, first) + around.far(first, second) - around.alike(one, first)
    return cost, first.order, second.order


def _alike(value: int, other: int) -> bool:
    """Whether two numbers are of one size; what they leave open is judged later."""
    return 2 * value <= 3 * other and 2 * other <= 3 * value


def _is_quotient(one: TextFigure, part: TextFigure, base: TextFigure) -> bool:
    return _alike(one.exact[0] * base.exact[0], part.exact[0] * 10**FINE)


def _is_multiple(one: TextFigure, each: TextFigure, count: TextFigure) -> bool:
    return _alike(one.exact[0] * 10**FINE, each.exact[0] * count.exact[0])


def _is_part(one: TextFigure, base: TextFigure, rate: TextFigure) -> bool:
    return _alike(one.exact[0] * 100 * 10**FINE, base.exact[0] * rate.exact[0])


class _Amounts:
    """All figures of a text that an amount may come from, and those that are of one each."""

    def __init__(self, around: Surroundings) -> None:
        figures = [f for f in around.reading.figures if f.role in COUNTABLE and f.printed]
        self.every = Kin(figures)
        self.each = Kin(f for f in figures if _is_of_each(f.lead))
        self.alike = kinds(figures, _kind)


def _kind(one: TextFigure) -> object:
    return one.role, one.dimension


def _near(around: Surroundings, one: TextFigure) -> list[TextFigure]:
    return around.once(_Amounts).every.but(one, *around.span(one))


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
    # Nearly no figure stands behind one of each.
    each = around.once(_Amounts).each.but(one, around.span(one)[0], one.order)
    each = [f for f in each if f.dimension == one.dimension and f.value < one.value]
    if each:
        near = _near(around, one)
        yield from ((f, count) for f in each for count in near if count.dimension != f.dimension)


@lru_cache(maxsize=4096)
def _is_of_each(lead: str) -> bool:
    return _EACH.search(lead[-_WORDS:]) is not None


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
    figures = around.reading.figures
    beside = [f for f in figures[max(0, one.order - 1) : one.order + 2] if f.role is Role.PERCENT]
    beside = [f for f in beside if f.sentence == one.sentence and f.printed]
    # 占54.2%；基础设施28个: what a semicolon parts is worked out of nothing before it.
    beside = [f for f in beside if ";" not in around.reading.text[f.end : one.start]]
    if not beside:
        return None
    alike = around.once(_Amounts).alike[_kind(one)]
    bases = [f for f in alike.but(one, *around.span(one)) if f.value > one.value]
    pairs = [(base, rate) for rate in beside for base in bases]
    return _first(around, one, pairs, _part, _is_part, MADE_UP)


def _part(one: TextFigure, base: TextFigure, rate: TextFigure) -> _Made:
    (low, high), (least, most) = rate.interval, base.interval
    reach = EXACT.divide(low * least, _HUNDRED), EXACT.divide(high * most, _HUNDRED)
    text = f"{said_in(base.value, one)} * {rate.printed:f} / 100"
    value = EXACT.divide(rate.value * base.value, _HUNDRED)
    return value, reach, text, f"{base.text} 的 {rate.text} 是"
