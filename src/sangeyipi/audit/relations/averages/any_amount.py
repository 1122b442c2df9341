"""Amounts in whatever words that two other figures make: 占32%，约139.5亿元; 平均每个项目6500万元.

A share times its whole, an average, an average times how many there are, and how many times as
much one is as another.  A product needs more than a word: a rate that stands right beside it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import CUED, MADE_UP, at, enough, is_early, one_in
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    Interval,
    RelationKind,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.pairs import RatePair, verdict
from sangeyipi.audit.text.around import Kin, Surroundings, kinds
from sangeyipi.audit.text.figure import FINE, Hedge, Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.rounding import EXACT, plain

EXAMPLES = (
    (
        "全市完成投资436亿元，其中工业占32%，约139.5亿元。",
        "hedge 436 * 32 / 100 = 139.5",
    ),
    (
        "农房改造下达58户、已开工58户，开工率100%；完工49户，完工率84.7%。",
        "wrong 49 / 58 * 100 = 84.7",
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
_Make = Callable[[TextFigure, TextFigure, TextFigure], _Made | None]
_Said = tuple[str, str, Role, Hedge, Decimal]


def any_amount(around: Surroundings, one: TextFigure) -> Finding | None:
    """The likeliest rate and whole, or amount and number, that a figure comes from."""
    if not one.printed or one.role not in (Role.TIMES, *COUNTABLE):
        return None
    if one.role is Role.TIMES:
        near = _near(around, one)
        return _first(around, one, _ratios(near), _ratio, _near_ratios(one, near))
    if _is_of_each(one.lead):
        averages = list(_averages(around, one))
        likely = [pair for pair in averages if _is_quotient(one, *pair)]
        return _first(around, one, averages, _average, likely)
    found = _product(around, one)
    if found is not None:
        return found
    multiples = list(_of_each(around, one))
    likely = [pair for pair in multiples if _is_multiple(one, *pair)]
    return _first(around, one, multiples, _multiple, likely)


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
    make: _Make,
    likely: list[Pair],
    of: int = CUED,
) -> Finding | None:
    """The pair that comes out and stands nearest; the least likely by chance are told.

    `likely` are those of the pairs that come near; of most figures there is none.
    """
    if not likely:
        return None
    tried: dict[tuple[_Said, _Said], _Fit | None] = {}
    fits: dict[tuple[int, int], _Fit] = {}
    for first, second in likely:
        key = _said(first), _said(second)
        if key not in tried:
            tried[key] = _fit(one, first, second, make, of)
        fit = tried[key]
        if fit is not None:
            fits[first.order, second.order] = fit
    if not fits:
        return None
    pairs = list(pairs)
    too_few = 0
    for place in sorted(
        _place(around, one, first, second)
        for first, second in likely
        if (first.order, second.order) in fits
    ):
        cost, begin, end = place
        fit = fits[begin, end]
        # What is too likely by chance is so at every place behind.
        if fit.odds <= too_few:
            continue
        places = (_place(around, one, *pair) for pair in pairs)
        if is_early(fit.odds, at(cost, of), place, places):
            value, reach, text, said = fit.made
            kind = RelationKind.SHARE if make is _part else RelationKind.RATE
            said = f"{said} {shown(value, one)}，写的是 {one.text}"
            pair = around.reading.figures[begin], around.reading.figures[end]
            return Finding(judged(value, reach, one), kind, said, text, value, one, pair)
        too_few = fit.odds
    return None


class _Fit(NamedTuple):
    made: _Made
    odds: int


def _fit(
    one: TextFigure, first: TextFigure, second: TextFigure, make: _Make, of: int
) -> _Fit | None:
    """What a pair makes, if it is the figure and might be told where it stands next to it."""
    made = make(one, first, second)
    if made is None:
        return None
    value, reach = made[:2]
    exact = one
    if make is _part:
        # 约139.5亿元 of a rate is worked out from it, to the last digit.
        reach = value, value
        exact = one._replace(hedge=Hedge.NONE) if one.hedge else one
    verdict = judged(value, reach, exact)
    if verdict not in GOOD:
        return None
    odds = one_in(one, made[1], 2 * one.value, verdict)
    return _Fit(made, odds) if enough(odds, 1, of) else None


def _said(one: TextFigure) -> _Said:
    """All of a figure that a value made of it rests on: texts are full of figures said again."""
    return one.text, one.unit, one.role, one.hedge, one.scale


def _place(
    around: Surroundings, one: TextFigure, first: TextFigure, second: TextFigure
) -> tuple[int, int, int]:
    """Where a pair stands among all that are tried: the nearest first."""
    cost = around.far(one, first) + around.far(first, second) - around.alike(one, first)
    return cost, first.order, second.order


def _alike(value: int, other: int) -> bool:
    """Whether two numbers are of one size; what they leave open is judged later."""
    return 2 * value <= 3 * other and 2 * other <= 3 * value


def _bounds(product: int, factor: int) -> tuple[int, int]:
    """From what to what the other factor of a product may be (`_alike`)."""
    return -(-2 * product // (3 * factor)), 3 * product // (2 * factor)


def _is_quotient(one: TextFigure, part: TextFigure, base: TextFigure) -> bool:
    return _alike(one.exact[0] * base.exact[0], part.exact[0] * 10**FINE)


def _is_multiple(one: TextFigure, each: TextFigure, count: TextFigure) -> bool:
    return _alike(one.exact[0] * 10**FINE, each.exact[0] * count.exact[0])


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


def _ratios(near: list[TextFigure]) -> Iterator[Pair]:
    return (
        (part, base)
        for part in near
        for base in near
        if part is not base and part.dimension == base.dimension
    )


def _near_ratios(one: TextFigure, near: list[TextFigure]) -> list[Pair]:
    """The ratios that come out, without a look at those that are far off (`_is_quotient`)."""
    alike: dict[_Said, list[TextFigure]] = {}
    for figure in near:
        alike.setdefault(_said(figure), []).append(figure)
    every = sorted(alike.values(), key=_exactly)
    values = list(map(_exactly, every))
    unit = 10**FINE
    found = []
    for bases in every:
        base = bases[0]
        least, most = _bounds(one.exact[0] * base.exact[0], unit)
        for parts in every[bisect_left(values, least) : bisect_right(values, most)]:
            if parts[0].dimension == base.dimension and _fit(one, parts[0], base, _ratio, CUED):
                found += [(part, each) for part in parts for each in bases if part is not each]
    return found


def _exactly(alike: list[TextFigure]) -> int:
    return alike[0].exact[0]


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
    text = f"{said_in(total.value, one)} / {plain(count.value)}"
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
    text = f"{said_in(each.value, one)} * {plain(count.value)}"
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
    alike = around.once(_Amounts).alike[_kind(one)].but(one, *around.span(one))
    value = one.exact[0]
    likely = []
    for rate in beside:
        least, most = _bounds(value * 100 * 10**FINE, rate.exact[0])
        near = [f for f in alike if least <= f.exact[0] <= most and f.exact[0] > value]
        likely += [(base, rate) for base in near if _is_share(one, base, rate)]
    pairs = ((base, rate) for rate in beside for base in alike if base.exact[0] > value)
    return _first(around, one, pairs, _part, likely, MADE_UP)


def _is_share(one: TextFigure, base: TextFigure, rate: TextFigure) -> bool:
    """58个，完工49个，完工率84.7%: 84.7% of 58 are 49 only until it is asked what 49 of 58 are.

    What was only worked out of a share (约139.5亿元) need not come to it.
    """
    return bool(one.hedge) or verdict(RatePair(one, base), rate) in GOOD


def _part(one: TextFigure, base: TextFigure, rate: TextFigure) -> _Made:
    (low, high), (least, most) = rate.interval, base.interval
    reach = EXACT.divide(low * least, _HUNDRED), EXACT.divide(high * most, _HUNDRED)
    text = f"{said_in(base.value, one)} * {rate.printed:f} / 100"
    value = EXACT.divide(rate.value * base.value, _HUNDRED)
    return value, reach, text, f"{base.text} 的 {rate.text} 是"
