"""A part or a base with a digit wrong: the percentage is right, and one of the two is a slip.

全省2218亿元，其中1898亿元，占78.5%: of 2418亿元 it would be.  Each figure has some dozens of slips,
so that one of them comes to a percentage of three digits by chance once in twenty or so.

Owns which slips there are; which two figures belong together is not known here.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.model.rounding import EXACT, half_up

#: Of longer figures more slips would be tried than say anything.
_LONGEST, _DIGITS, _RARE = 10, 3, 16


class SlippedOperand(NamedTuple):
    """Which of two figures is wrong, what it should be, and how rare that is by chance."""

    figure: TextFigure
    #: In its own unit, as it should be printed.
    right: Decimal
    #: One in so many pairs comes out so.
    odds: int

    @property
    def is_rare(self) -> bool:
        """Whether a pair that words bind is likelier to be so than another is by chance."""
        return self.odds >= _RARE

    @property
    def why(self) -> str:
        """For a person."""
        figure = self.figure
        right = figure.as_printed(self.right * figure.scale)
        return f"{figure.text} 像是写错了一位数字或两位颠倒，应为 {right}"


def slipped_operand(pair: RatePair, one: TextFigure) -> SlippedOperand | None:
    """The rarest slip of a part or a base with which the two come to a percentage to the digit."""
    digits = one.digits
    if one.hedge or len(digits) < _DIGITS:
        return None
    found: list[SlippedOperand] = []
    many = 0
    for figure in (pair.part, pair.base):
        low, high = _reach(pair, figure, one)
        for each in slips(figure):
            many += 1
            value = each.right * figure.scale
            if not low <= value <= high:
                continue
            part = value if figure is pair.part else pair.part.value
            base = value if figure is pair.base else pair.base.value
            if 0 < part <= base or (part > base > 0 and one.printed > _HUNDRED):
                rate = EXACT.divide(part * 100, base)
                if half_up(rate, one.places) == one.printed:
                    found.append(each)
    if not found:
        return None
    # Where a slip of each comes out, the rarer is told.
    best = max(found, key=lambda each: each.odds)
    return best._replace(odds=min(best.odds, 10 ** len(digits) // many))


_HUNDRED = Decimal(100)


def _reach(pair: RatePair, figure: TextFigure, one: TextFigure) -> tuple[Decimal, Decimal]:
    """From what to what a part or a base must be for the two to come to a percentage."""
    half = Decimal(5).scaleb(-one.places - 1)
    least, most = one.printed - half, one.printed + half
    if figure is pair.part:
        base = pair.base.value
        return EXACT.divide(least * base, _HUNDRED), EXACT.divide(most * base, _HUNDRED)
    part = pair.part.value * _HUNDRED
    return EXACT.divide(part, most), EXACT.divide(part, least)


def slips(one: TextFigure) -> Iterator[SlippedOperand]:
    """What a figure may be that has one digit wrong, or two that stand side by side crossed.

    Something that is not printed is one slip from what is as often as that has few digits: 80 from
    30 once in five, 180 from 130 once in thirty.
    """
    said = f"{one.printed:f}"
    # What is less than nothing is nobody's part, nor his base.
    if one.hedge or one.printed < 0 or len(said) > _LONGEST:
        return
    every = 10 ** len(one.significant)
    single = every // (_OTHERS * len(one.digits) or 1)
    for at, digit in enumerate(said):
        if digit == ".":
            continue
        for other in "0123456789":
            if other != digit and not (other == "0" and at == 0 and len(said) > 1):
                yield SlippedOperand(one, Decimal(said[:at] + other + said[at + 1 :]), single)
    for at in range(len(said) - 1):
        first, second = said[at], said[at + 1]
        if "." not in (first, second) and first != second and not (at == 0 and second == "0"):
            crossed = Decimal(said[:at] + second + first + said[at + 2 :])
            yield SlippedOperand(one, crossed, every // len(said))


_OTHERS = 9
