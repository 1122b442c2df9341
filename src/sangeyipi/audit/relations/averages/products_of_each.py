"""How many, how much for each, and how much all have: 面积8.6万亩，亩均产值5200元，总产值4.472亿元.

Where the three stand side by side, the word of each (亩均, 户均, 亩产) or the unit of a price
(元/㎡) says of which of them it is, and what all have is called as the average is.  That all its
digits come out and the point stands elsewhere is no chance: told wrong, as is what a yield or a
price makes but for a slip.
"""

from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    Interval,
    RelationKind,
    RelationVerdict,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slips import SlipKind, slip_of
from sangeyipi.audit.relations.averages.stated_averages import each_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.measures import WEIGHTS
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.numbers import dimension_of
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up, plain

EXAMPLES = (
    (
        "种植面积7.4万亩，亩均产值6300元，鲜果总产值46.62亿元。",
        "wrong 0.000063 * 74000 = 46.62",
    ),
    ("种植面积7.4万亩，亩均产值6300元，鲜果总产值4.662亿元。", "holds 0.000063 * 74000 = 4.662"),
    ("新认定高企31家，每家15万元，计4650万元。", "wrong 15 * 31 = 4650"),
    (
        "播种面积102.63万亩，平均亩产432.5公斤，总产44.39万吨。",
        "holds 0.00004325 * 1026300 = 44.39",
    ),
    (
        "播种面积102.63万亩，平均亩产432.5公斤，总产43.49万吨。",
        "wrong 0.00004325 * 1026300 = 43.49",
    ),
    (
        "商业成交181套/9955㎡，套数占20.95%，均价38600元/㎡，总金额38.43亿元。",
        "wrong 0.000386 * 9955 = 38.43",
    ),
)
#: 全县农业总收入 is not of these households alone.
_ALL = later(
    f"^,?[^,全各我]{{0,3}}?总(产值|收入|投资|成本|产量|税收|营收|补助|利润|额)$|^,?(?:{IN_ALL}|计)$"
)
_YIELD, _HARVEST = later("[亩单]产$"), later("^,?[^,全各我其]{0,4}?(?:总产量?|产量)$")
_PRICE = later("(?:[均单]价|价格)[为是约达]?$")
_PAID = later(
    "^,?[^,全各我其]{0,4}?(?:总?金额|总价款?|价款|总?成交额|总?销售额|总?交易额|总额|货款|收入|产值)[为达共]{0,2}$"
)
_NET = later("[纯净增]|可支配")
_PLACES, _LEAST, _TELLING, _FAR = range(1, 5), 2, 100, 6


class _Product(NamedTuple):
    """How many there are, how much each has, and how much of its unit is one of the whole's."""

    many: TextFigure
    each: TextFigure
    factor: Decimal = Decimal(1)
    #: Whether the words leave nothing else that the whole may be.
    bound: bool = False

    def value(self) -> Decimal:
        return EXACT.multiply(self.each.value * self.factor, self.many.value)

    def reach(self) -> Interval:
        (low, high), (least, most) = self.each.interval, self.many.interval
        return (
            EXACT.multiply(low * self.factor, least),
            EXACT.multiply(high * self.factor, most),
        )


def product_of_each(around: Surroundings, one: TextFigure) -> Finding | None:
    """What all have, where it is what each has times how many there are, or that but for a slip."""
    if one.role not in COUNTABLE or one.hedge or one.inner or one.order < _LEAST:
        return None
    made = _of_price(around, one) or _of_yield(around, one) or _of_average(around, one)
    if made is None or not one.printed or change_of(one.lead) or is_past(one.lead):
        return None
    for f in (made.many, made.each):
        if f.sentence != one.sentence or f.hedge or f.inner or not f.printed or is_past(f.lead):
            return None
    return None if change_of(made.many.lead) else _told(made, one)


def _of_average(around: Surroundings, one: TextFigure) -> _Product | None:
    """7.4万亩，亩均产值6300元，总产值46.62亿元."""
    said = _ALL.search(one.lead)
    if said is None:
        return None
    count, each = around.reading.figures[one.order - _LEAST : one.order]
    units, what = each_of(each.lead)
    called = said[1] or ""
    same = each.dimension == one.dimension and each.role in COUNTABLE
    # 亩均纯收入 is not of what was taken in.
    if not units or not same or _NET.search(what) or not (called in what or called == "额"):
        return None
    return _Product(count, each) if count.unit_alone() in units else None


def _of_yield(around: Surroundings, one: TextFigure) -> _Product | None:
    """102.63万亩，平均亩产432.5公斤，总产44.39万吨."""
    if one.unit_alone() not in WEIGHTS or _HARVEST.search(one.lead) is None:
        return None
    count, each = around.reading.figures[one.order - _LEAST : one.order]
    if (
        each.unit_alone() not in WEIGHTS
        or count.unit_alone() != "亩"
        or not _YIELD.search(each.lead)
    ):
        return None
    factor = EXACT.divide(WEIGHTS[each.unit_alone()], WEIGHTS[one.unit_alone()])
    return _Product(count, each, factor, bound=True)


def _of_price(around: Surroundings, one: TextFigure) -> _Product | None:
    """9955㎡，套数占20.95%，均价38600元/㎡，总金额38.43亿元: the unit of the price says of what."""
    if one.role is not Role.MONEY or _PAID.search(one.lead) is None:
        return None
    reading = around.reading
    begin = reading.begun(";。\n", one.start)
    before = [
        f
        for f in reading.figures[max(0, one.order - _FAR) : one.order]
        if f.role in COUNTABLE and f.start >= begin
    ]
    each = before[-1] if before else one
    if not each.tail.startswith("/") or each.role is not Role.MONEY:
        return None
    of = dimension_of(each.tail.removeprefix("/"))
    counts = [f for f in before if f.dimension == of]
    if not of or len(counts) != 1 or _PRICE.search(each.lead) is None:
        return None
    apart = "其中" in reading.text[counts[0].end : one.start]
    return None if apart else _Product(counts[0], each, bound=True)


def _told(made: _Product, one: TextFigure) -> Finding | None:
    value = made.value()
    verdict = judged(value, made.reach(), one)
    text = f"{said_in(made.each.value * made.factor, one)} * {plain(made.many.value)}"
    said = f"{made.each.text} 乘 {made.many.text} 是 {shown(value, one)}，写的是 {one.text}"
    found = Finding(verdict, RelationKind.RATE, said, text, value, one, (made.each, made.many))
    if verdict in GOOD:
        return found if made.bound else None
    moved = any(_is_moved(value, one, places) for places in _PLACES)
    if not moved and not (made.bound and is_slip(value, one)):
        return None
    why = Why("像是单位或小数点错了", SlipKind.UNIT) if moved else slip_of(value, one)
    remedy = f"两个数若无误，应为 {shown(value, one)}；否则核对这两个数"
    return found._replace(verdict=RelationVerdict.WRONG, remedy=remedy, why=why)


def _is_moved(value: Decimal, one: TextFigure, places: int) -> bool:
    """Whether a printed amount of three digits is the right one with its point elsewhere."""
    if one.printed.scaleb(one.places) < _TELLING:
        return False
    moved = (value.scaleb(places), value.scaleb(-places))
    return any(half_up(one.said(each), one.places) == one.printed for each in moved)
