"""A contradiction whose fault is one of the operands: 95个，已开工37个，尚有22个 — 73 was meant.

What is printed as the result may be right, and one of the figures that it is made of look like
what it should be, but for how it was written.  Which figures belong together is not known here.
"""

from decimal import Decimal

from sangeyipi.audit.judging.finding import SHARES, Finding, RelationKind
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of, is_past
from sangeyipi.model.rounding import EXACT

_HUNDRED = Decimal(100)
#: A single digit is off by another for no reason.
_LEAST, _TELLING = 2, 3


def has_slipped_operand(one: Finding) -> bool:
    """Whether an operand looks like a slip, and the result is what was meant."""
    stated = one.stated
    if stated is None or stated.hedge or one.computed is None:
        return False
    for at, figure in enumerate(one.operands):
        if figure.hedge or figure.role is Role.UNREADABLE:
            continue
        should = _meant(one, at, stated)
        if should is None or should <= 0:
            continue
        if _is_slip(should, figure, exact=stated.role is not Role.PERCENT):
            return True
    return False


def _is_slip(should: Decimal, figure: TextFigure, *, exact: bool) -> bool:
    """Whether it looks like one, where enough digits are left to tell it.

    What a percentage was made of is only known about: there one digit says nothing.
    """
    digits = sum(1 for each in f"{figure.printed:f}" if each.isdigit())
    kind = slip_kind(should, figure)
    if kind is SlipKind.CROSSED:
        return digits >= (_LEAST if exact else _TELLING)
    return exact and kind in OF_ONE_DIGIT and digits >= _TELLING


def _meant(one: Finding, at: int, stated: TextFigure) -> Decimal | None:
    """What an operand should be for the result to be as printed; None where that is not known."""
    figure = one.operands[at]
    others = [f for n, f in enumerate(one.operands) if n != at]
    if one.kind is RelationKind.SUM:
        return stated.value - sum((f.value for f in others), Decimal(0))
    if len(others) != 1:
        return None
    (other,) = others
    if one.kind in SHARES:
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
    if one.kind is RelationKind.DIFFERENCE and stated.role is Role.PERCENT and stated.value:
        return _of_growth(one, at, stated)
    return None


def _of_growth(one: Finding, at: int, stated: TextFigure) -> Decimal | None:
    """What an end, or what it has changed by, should be for the growth to be as printed."""
    first, second = one.operands
    word, more = growth_of(stated.lead), change_of(second.lead)
    if word is None:
        return None
    grown = stated.value / _HUNDRED * (-1 if DOWN.search(word[1]) else 1)
    if grown <= -1:
        return None
    if more is None:
        # From the first to the second.
        return EXACT.divide(second.value, 1 + grown) if at == 0 else first.value * (1 + grown)
    if is_past(first.lead):
        return EXACT.divide(second.value, abs(grown)) if at == 0 else first.value * abs(grown)
    if at == 0:
        return EXACT.divide(second.value * (1 + grown), abs(grown))
    return EXACT.divide(first.value * abs(grown), 1 + grown)
