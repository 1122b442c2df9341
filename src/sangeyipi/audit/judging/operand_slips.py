"""A contradiction whose fault is one of the operands: 95个，已开工37个，尚有22个 — 73 was meant.

What is printed as the result may be right, and one of the figures that it is made of look like
what it should be, but for how it was written.  Which figures belong together is not known here.
"""

from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationKind, cause
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.model.rounding import EXACT

_HUNDRED = Decimal(100)
#: A single digit is off by another for no reason.
_LEAST = 2


def slipped_operand(one: Finding) -> str:
    """The likely fault of an operand, where the result is what was meant; "" for none."""
    stated = one.stated
    if stated is None or stated.hedge or one.computed is None:
        return ""
    for at, figure in enumerate(one.operands):
        if figure.hedge or figure.role is Role.UNREADABLE:
            continue
        should = _meant(one, at, stated)
        if should is None or should <= 0:
            continue
        why = _why(should, figure)
        if why:
            return why
    return ""


def _why(should: Decimal, figure: TextFigure) -> str:
    """The cause, where enough digits are left to tell it."""
    digits = sum(1 for each in f"{figure.printed:f}" if each.isdigit())
    why = cause(should, figure)
    if "颠倒" in why and digits >= _LEAST:
        return why
    return why if "一位" in why and digits > _LEAST else ""


def _meant(one: Finding, at: int, stated: TextFigure) -> Decimal | None:
    """What an operand should be for the result to be as printed; None where that is not known."""
    figure = one.operands[at]
    others = [f for n, f in enumerate(one.operands) if n != at]
    if one.kind is RelationKind.SUM:
        return stated.value - sum((f.value for f in others), Decimal(0))
    if len(others) != 1:
        return None
    (other,) = others
    if one.kind in (RelationKind.SHARE, RelationKind.RATE):
        if not stated.value or stated.role is not Role.PERCENT:
            return None
        if at == 0:
            return EXACT.divide(stated.value * other.value, _HUNDRED)
        return EXACT.divide(other.value * _HUNDRED, stated.value)
    if one.kind is RelationKind.DIFFERENCE and stated.dimension == figure.dimension:
        computed = one.computed or Decimal(0)
        # The result is the larger less the smaller, whichever comes first.
        larger = abs(figure.value - other.value - computed) <= abs(
            other.value - figure.value - computed
        )
        return other.value + stated.value if larger else other.value - stated.value
    return None
