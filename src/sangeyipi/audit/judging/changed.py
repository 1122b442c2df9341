"""What a change should be, judged against what is printed of it, with the likely cause.

One judging for all: points, counts, amounts, per cent and times.  Which figures are the two ends is
not known here.
"""

from decimal import Decimal

from sangeyipi.audit.judging.finding import (
    Finding,
    Interval,
    RelationKind,
    RelationVerdict,
    cause,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.text.figure import FINE, Role, TextFigure
from sangeyipi.model.rounding import EXACT, half_up

_HUNDRED = Decimal(100)
TURNED = "升降的方向反了"


def judge(
    one: TextFigure,
    value: Decimal,
    reach: Interval,
    expression: str,
    operands: tuple[TextFigure, ...],
    *,
    below: bool = False,
) -> Finding:
    """What is told of a change and what its two ends come to; `value` < 0 for the other way."""
    verdict = judged(value, reach, one, below=below)
    said = f"{expression} = {shown(value, one)}，写的是 {one.text}"
    remedy = ""
    if verdict is RelationVerdict.WRONG:
        why = _why(one, value, operands)
        said += f"；{why}" if why else ""
        remedy = f"其他数若无误，应为 {one.as_printed(abs(value))}"
        if value < 0:
            remedy = "方向改过来，或核对两个数是不是写反了"
    return Finding(verdict, RelationKind.DIFFERENCE, said, expression, value, one, operands, remedy)


def _why(one: TextFigure, value: Decimal, operands: tuple[TextFigure, ...]) -> str:
    if half_up(one.said(-value), one.places) == one.printed:
        return TURNED
    if value < 0:
        return "前后两个数的升降与写的相反"
    grown = one.role is Role.TIMES and not one.lead.endswith("的")
    if grown and half_up(value + 1, one.places) == one.printed:
        return "像是把“增至几倍”写成了“增长几倍”"
    if one.role not in (Role.PERCENT, Role.TIMES) or len(operands) != 2:
        return cause(value, one)
    old, new = operands
    base = new.value
    if base and half_up(EXACT.divide(abs(new.value - old.value) * 100, base), one.places) == (
        one.printed
    ):
        return "像是除以了变化以后的数"
    return cause(value, one) or "也可能是用了旧的基数"


def of_two(one: TextFigure, now: TextFigure, old: TextFigure, down: object) -> Finding:
    """A difference of two figures, either of which may be the larger."""
    first, second = (old, now) if down else (now, old)
    value, room = first.value - second.value, first.half + second.half
    text = f"{said_in(first.value, one)} - {said_in(second.value, one)}"
    below = bool(first.half)
    return judge(one, value, (value - room, value + room), text, (now, old), below=below)


def may_be(one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    """Whether a change could lie between two figures, either way: whole numbers only.

    Asked of many pairs of which nearly none does; what it lets pass is judged.
    """
    if now.hedge or old.hedge or old.interval[0] <= 0:
        return True
    (new, a), (was, b), (low, high) = now.exact, old.exact, one.about
    if one.hedge:
        least, most = one.interval
        low, high = min(low, int(least.scaleb(FINE))), max(high, int(most.scaleb(FINE)) + 1)
    apart, room = abs(new - was), a + b
    if one.role not in (Role.PERCENT, Role.TIMES):
        return low <= apart + room and apart - room <= high
    factor: int = (1 if one.role is Role.TIMES else 100) * 10**FINE
    least_of, most_of = low * (was - b), high * (was + b)
    return least_of <= (apart + room) * factor and (apart - room) * factor <= most_of


def grown(one: TextFigure, new: TextFigure, old: TextFigure, sign: int) -> Finding | None:
    """By how many per cent, or times, one has grown (`sign` 1) or fallen (-1) from another."""
    low, high = old.interval
    if not old.value or low <= 0:
        return None
    factor = Decimal(1) if one.role is Role.TIMES else _HUNDRED
    least, most = new.interval
    value = EXACT.divide((new.value - old.value) * factor, old.value) * sign
    reach = [
        EXACT.divide((least - high) * factor, high) * sign,
        EXACT.divide((most - low) * factor, low) * sign,
    ]
    first, second = said_in(new.value, new), said_in(old.value, new)
    if sign < 0:
        first, second = second, first
    text = f"({first} - {second}) / {said_in(old.value, new)}"
    text += "" if one.role is Role.TIMES else " * 100"
    return judge(one, value, (min(reach), max(reach)), text, (old, new))
