"""Growth in per cent of which what is printed leaves open whether it is wrong.

Of round figures (5200辆, 3050亿元) no more digits are known than they show, so that a per cent that
is off by less than one may be of what they were rounded from; and 若价格上升1% says what might be.
An amount is 2.55 times no number of firms, 合格率 has not fallen from 不合格率, and what one change
has brought about in a rate is no difference of two others.  Asked only of what would be told wrong.
"""

from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

_PAIR, _CHARS = 2, 60
_STOPS = ",。;:()\n"


def unless_open(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the growth told wrong that is open, or that is only supposed."""
    return [one for one in found if not _is_open(reading, one)]


def _is_open(reading: TextReading, found: Finding) -> bool:
    one = found.stated
    if found.verdict is not RelationVerdict.WRONG or one is None or not reading.knows(one):
        return False
    begin = max(reading.begun(_STOPS, one.start), one.start - _CHARS)
    if one.role is Role.TIMES:
        counts = all(f.role is Role.COUNT for f in found.operands)
        return counts and _AMOUNT.search(reading.text, begin, one.start) is not None
    if found.kind is not RelationKind.DIFFERENCE:
        return False
    if one.role is Role.POINTS:
        caused = _CAUSED.search(reading.text, begin, one.start) is not None
        return caused or _is_of_opposite(reading, found.operands, reading.text[begin : one.start])
    if one.role is not Role.PERCENT:
        return False
    return _SUPPOSED.match(reading.text, begin, one.start) is not None or _is_of_round(found, one)


#: 进口金额相当于2009年的2.55倍: of no number of firms.
_AMOUNT = later(
    "(?:金额|产值|收入|投资额|出口额|进口额|产量|销量|利润)[^,。;]{0,4}(?:相当于|是|为|达)[^,。;]{0,12}$"
)
#: 售价下降1.87%，使毛利率下降0.87个百分点: what is brought about is no difference of what did.
_CAUSED = later(
    "(?:导致|致使|使得?|拉动|带动|拖累|影响)[^,。;]{2,16}(?:上升|下降|提高|回落|增长|[降升])(?:了|约|近)?$"
)


def _is_of_opposite(reading: TextReading, pair: tuple[TextFigure, ...], said: str) -> bool:
    """不合格率87.06%，合格率比去年的39.39%下降27个百分点: one is of what is, one of what is not."""
    names = [_RATE.findall(reading.text[reading.begun(_STOPS, f.start) : f.start]) for f in pair]
    told_of = {name[-1] for name in (*names, _RATE.findall(said)) if name}
    return any(f"{no}{name}" in told_of for name in told_of for no in ("不", "未"))


_RATE = later("((?:不|未)?[\u4e00-\u9fff]{2}率)")


_SUPPOSED = later(
    "(?:若(?!羌|尔盖|干)|如果|假如|假[设定使])[^,。;]{0,30}(?:[上下][升降涨跌浮]|增长|提高|减少|变动|[升降])$"
    "|[^,。;]{0,30}每(?:[上下][升降涨跌浮]|增长|提高|增加|减少|变动)$"
)


def _is_of_round(found: Finding, one: TextFigure) -> bool:
    """5200辆 of 1900: a half of the last place shown is more than what 174% is off by."""
    if len(found.operands) != _PAIR or found.computed is None or one.places:
        return False
    if abs(abs(found.computed) - one.printed) >= 1 or found.computed <= 0:
        return False
    old, new = found.operands
    if old.dimension != new.dimension or old.printed <= 0:
        return False
    rooms = [_room(f) for f in (old, new)]
    if min(rooms) <= 0:
        return False
    growth = [
        EXACT.divide((new.value + a * rooms[1]) * 100, old.value + b * rooms[0])
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    fell = new.value < old.value
    reach = sorted(100 - each if fell else each - 100 for each in growth)
    return reach[0] <= one.printed <= reach[-1]


def _room(one: TextFigure) -> Decimal:
    """Half of the last place that is no nought; nothing where all that is printed is known."""
    exponent = int(one.printed.normalize().as_tuple().exponent)
    # What is counted one by one is round only by the hundred.
    least = 1 if one.half else _HUNDREDS
    if exponent < least or one.places:
        return Decimal(0)
    return Decimal(5).scaleb(min(exponent, _HUNDREDS) - 1) * one.scale


_HUNDREDS = 2
