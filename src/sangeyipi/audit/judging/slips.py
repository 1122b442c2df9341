"""How a figure came to be written otherwise than it should be: cut off, a digit wrong, its unit.

Owns the arithmetic of one figure against another and the words of it; whether a slip is likelier
than that another figure is meant is `evidence`'s.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.members import quick_members
from sangeyipi.model.rounding import EXACT, cut_off, half_up

_SWAPS = 12
#: Of fewer digits too many are others without one of theirs.
_TELLING = 3
#: How near what is off by a unit comes to ten times as much, or a tenth; what is within these is
#: no nearer to either.
_NEARLY = Decimal("0.005")
_TENTH, _TEN_TIMES = Decimal("0.101"), Decimal("9.9")


@quick_members
class SlipKind(StrEnum):
    """Which slip: of one figure, or of a sum."""

    CUT_OFF = "cut-off"
    ONE_DIGIT = "one-digit"
    CROSSED = "digits-crossed"
    UNIT = "unit"
    LOST_DIGIT = "lost-digit"
    MORE_DIGIT = "one-digit-more"
    # Of a whole that its parts don't add up to.
    LEFT_OUT = "part-left-out"
    TWICE = "part-twice"
    OF_A_PART = "of-a-part"
    OF_ANY_PART = "of-any-part"


class Slip(NamedTuple):
    """A slip, and what is said of it."""

    kind: SlipKind
    said: str


#: One digit is another, missing, or one too many.
OF_ONE_DIGIT = frozenset({SlipKind.ONE_DIGIT, SlipKind.LOST_DIGIT, SlipKind.MORE_DIGIT})
#: What a figure looks like by chance once in hundreds only.
RARE_SLIPS = frozenset({SlipKind.CUT_OFF, SlipKind.CROSSED})

CUT_OFF = Slip(SlipKind.CUT_OFF, "像是截尾，没有四舍五入")
_CROSSED = Slip(SlipKind.CROSSED, "像是两位数字颠倒")
LOST_DIGIT = Slip(SlipKind.LOST_DIGIT, "像是漏了一位数字")
_MORE_DIGIT = Slip(SlipKind.MORE_DIGIT, "像是多了一位数字")


def slip_of(computed: Decimal, stated: TextFigure) -> Slip | None:
    """The likely slip with which a figure is printed for another one; None for none."""
    said = stated.said(computed)
    right = half_up(said, stated.places)
    if cut_off(said, stated.places) == stated.printed:
        return CUT_OFF
    was, should = f"{stated.printed:f}", f"{right:f}"
    if len(was) == len(should) <= _SWAPS:
        differ = [n for n in range(len(was)) if was[n] != should[n]]
        if len(differ) == 1:
            words = f"像是错了一位数字，{was[differ[0]]} 应为 {should[differ[0]]}"
            return Slip(SlipKind.ONE_DIGIT, words)
        if len(differ) == 2 and _crossed(was, should, differ):
            return _CROSSED
    if stated.printed and right and not _is_of_its_size(said, stated):
        for factor in (10, 100, 1000, 10000):
            if _moved(said / factor, stated) or _moved(said * factor, stated):
                return Slip(SlipKind.UNIT, f"像是单位或小数点错了，差 {factor} 倍")
    if stated.unit != "%" and abs(len(was) - len(should)) == 1:
        shorter, longer = sorted((was, should), key=len)
        if len(was) >= _TELLING and is_without_one(shorter, longer):
            return LOST_DIGIT if shorter == was else _MORE_DIGIT
    return None


def slip_kind(computed: Decimal, stated: TextFigure) -> SlipKind | None:
    """Which slip alone, for who decides by it."""
    slip = slip_of(computed, stated)
    return slip.kind if slip is not None else None


def has_digits_crossed(computed: Decimal, stated: TextFigure) -> bool:
    """Whether a figure is another with two of its digits in the other order."""
    return slip_of(computed, stated) is _CROSSED


def is_without_one(shorter: str, longer: str) -> bool:
    """34606 of 348606: whether a figure is another without one of its digits."""
    at = next((n for n, each in enumerate(shorter) if each != longer[n]), len(shorter))
    return longer[at] != "." and shorter[at:] == longer[at + 1 :]


def _is_of_its_size(said: Decimal, stated: TextFigure) -> bool:
    """Whether an amount is nowhere near ten times what is printed, nor a tenth: most are not."""
    return stated.unit != "%" and _TENTH < EXACT.divide(said, stated.printed) < _TEN_TIMES


def _moved(said: Decimal, stated: TextFigure) -> bool:
    """Whether it is the printed figure with its point elsewhere.

    A percentage keeps its digits; an amount may have been made of others that were rounded.
    """
    if stated.unit == "%":
        # Hardly any is so near that it need be rounded.
        near = abs(said - stated.printed) <= 2 * stated.half
        return near and stated.printed in (
            half_up(said, stated.places),
            cut_off(said, stated.places),
        )
    return abs(EXACT.divide(said, stated.printed) - 1) < _NEARLY


def _crossed(was: str, should: str, differ: list[int]) -> bool:
    one, other = differ
    return was[one] == should[other] and was[other] == should[one]
