"""What a change should be, judged against what is printed of it, with the likely cause.

One judging for all: points, counts, amounts, per cent and times.  Which figures are the two ends is
not known here.
"""

from decimal import Decimal

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
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import Slip, slip_of
from sangeyipi.audit.text.figure import FINE, Role, TextFigure
from sangeyipi.audit.text.named import growth_of, has_fallen
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_HUNDRED = Decimal(100)
TURNED = Why("升降的方向反了", Reason.TURNED)
ON_NOW = Why("像是除以了变化以后的数", Reason.ON_NOW)
#: What is said of how far two have fallen.
_OF_FALL = later("[降跌减]幅|收窄|扩大")


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
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = _why(one, value, operands)
        remedy = f"其他数若无误，应为 {one.as_printed(abs(value))}"
        if value < 0:
            remedy = "方向改过来，或核对两个数是不是写反了"
    kind = RelationKind.DIFFERENCE
    return Finding(verdict, kind, said, expression, value, one, operands, remedy, why)


def _why(one: TextFigure, value: Decimal, operands: tuple[TextFigure, ...]) -> Why | Slip | None:
    if half_up(one.said(-value), one.places) == one.printed:
        return TURNED
    if value < 0:
        return Why("前后两个数的升降与写的相反", Reason.OPEN)
    grown = one.role is Role.TIMES and not one.lead.endswith("的")
    if grown and half_up(value + 1, one.places) == one.printed:
        return Why("像是把“增至几倍”写成了“增长几倍”")
    if one.role not in (Role.PERCENT, Role.TIMES) or len(operands) != 2:
        return slip_of(value, one)
    old, new = operands
    base = new.value
    if base and half_up(EXACT.divide(abs(new.value - old.value) * 100, base), one.places) == (
        one.printed
    ):
        return ON_NOW
    return slip_of(value, one) or Why("也可能是用了旧的基数", Reason.OPEN)


def of_two(one: TextFigure, now: TextFigure, old: TextFigure, down: object) -> Finding:
    """A difference of two figures, either of which may be the larger.

    Rates that have fallen are less than nothing (下降2.4%，比上年增长3.6%回落6个百分点), but for
    how far each has (降幅比上月的3.6%收窄1.2个百分点).
    """
    if one.role is not Role.POINTS:
        return _apart(one, (now, old), (now.value, old.value), down)
    plainly = abs(now.value), abs(old.value)
    fell, was_falling = (f.value < 0 or has_fallen(f) for f in (now, old))
    if _OF_FALL.search(one.lead) and fell and (was_falling or not growth_of(old.lead)):
        return _apart(one, (now, old), plainly, down)
    values = -plainly[0] if fell else now.value, -plainly[1] if was_falling else old.value
    found = _apart(one, (now, old), values, down)
    if found.verdict in GOOD or fell is was_falling:
        return found
    other = _apart(one, (now, old), plainly, down)
    # 下降2.4%，比上年同期（3.6%）: which way that went is not said; of -2.4% and 3.6% it is.
    if not _has_sign(old if fell else now) and (now if fell else old).value > 0:
        return other
    if other.verdict in GOOD or _apart(one, (now, old), plainly, not down).verdict in GOOD:
        kind = Reason.TURNED if found.reason is Reason.TURNED else Reason.MISTAKE
        return found.also("像是没有看一升一降", kind)
    return found


def _has_sign(one: TextFigure) -> bool:
    """Whether it is said, or printed, which way a rate has gone."""
    return one.value < 0 or growth_of(one.lead) is not None


def _apart(
    one: TextFigure,
    ends: tuple[TextFigure, TextFigure],
    values: tuple[Decimal, Decimal],
    down: object,
) -> Finding:
    """How far two are apart that have these values."""
    now, old = ends
    first, second = reversed(values) if down else values
    value, room = first - second, now.half + old.half
    text = f"{said_in(first, one)} - {said_in(second, one)}".replace("- -", "+ ")
    below = bool((old if down else now).half)
    return judge(one, value, (value - room, value + room), text, ends, below=below)


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
        if one.role is Role.POINTS and has_fallen(now) is not has_fallen(old):
            # Of one that has fallen and one that has grown.
            apart = abs(new) + abs(was)
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
