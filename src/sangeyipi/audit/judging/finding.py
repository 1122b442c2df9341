"""A finding: a relation between figures, and whether it holds.

Owns the judging of one value against one printed figure, by the interval that its digits and the
digits of all that it is made of leave open, and the likely cause where it does not hold.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.text.figure import Hedge, TextFigure, number
from sangeyipi.audit.text.members import quick_members
from sangeyipi.model.rounding import EXACT, cut_off, half_up, plain

_SWAPS = 12
#: Of fewer digits too many are others without one of theirs.
_TELLING = 3
#: How near what is off by a unit comes to ten times as much, or a tenth; what is within these is
#: no nearer to either.
_NEARLY = Decimal("0.005")
_TENTH, _TEN_TIMES = Decimal("0.101"), Decimal("9.9")


@quick_members
class RelationVerdict(StrEnum):
    """What can be said of a relation."""

    HOLDS = "holds"
    ROUNDING = "rounding"
    HEDGE = "hedge"
    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    BASE_UNCLEAR = "base-unclear"
    UNREADABLE = "unreadable"
    UNBOUND = "unbound"


GOOD = frozenset({RelationVerdict.HOLDS, RelationVerdict.ROUNDING, RelationVerdict.HEDGE})


@quick_members
class RelationKind(StrEnum):
    """Which relation."""

    SUM = "sum"
    SHARE = "share"
    RATE = "rate"
    DIFFERENCE = "difference"
    REPEAT = "repeat"
    STATE = "state"
    LEDGER = "ledger"


class _Finding(NamedTuple):
    verdict: RelationVerdict
    kind: RelationKind
    message: str
    expression: str = ""
    computed: Decimal | None = None
    stated: TextFigure | None = None
    operands: tuple[TextFigure, ...] = ()
    remedy: str = ""


class Finding(_Finding):
    """One relation.  `computed` is in base units, `expression` in the stated figure's unit."""

    @lazily
    def figures(self) -> tuple[TextFigure, ...]:
        """All that are involved, in the order of the text, each once."""
        every = (*self.operands, *((self.stated,) if self.stated else ()))
        found = {one.start: one for one in every}
        return tuple(found[at] for at in sorted(found))


Interval = tuple[Decimal, Decimal]


def judged(
    computed: Decimal, reach: Interval, stated: TextFigure, *, below: bool = False
) -> RelationVerdict:
    """Whether a figure may stand for what was computed; the operands leave `reach` open.

    `below`: its upper end is never reached, as what was rounded half up was less than half a place
    more than what is printed.
    """
    low, high = stated.interval
    # What is off by more than its last digit leaves open, as most is, need not be rounded.
    if (
        stated.hedge is Hedge.NONE
        and (not stated.half or low <= computed <= high)
        and (
            computed == stated.value
            or half_up(stated.said(computed), stated.places) == stated.printed
        )
    ):
        return RelationVerdict.HOLDS
    if not stated.half and reach[0] == reach[1]:
        return (
            RelationVerdict.HEDGE
            if stated.hedge and low <= computed <= high
            else RelationVerdict.WRONG
        )
    if stated.hedge is not Hedge.NONE:
        return (
            RelationVerdict.HEDGE if reach[0] <= high and low <= reach[1] else RelationVerdict.WRONG
        )
    # Reached exactly at an end only where half up goes there.
    meets = low < reach[1] if below else low <= reach[1]
    return RelationVerdict.ROUNDING if reach[0] < high and meets else RelationVerdict.WRONG


def cause(computed: Decimal, stated: TextFigure) -> str:
    """The likely cause of a figure that should be another one; "" for none."""
    said = stated.said(computed)
    right = half_up(said, stated.places)
    if cut_off(said, stated.places) == stated.printed:
        return "像是截尾，没有四舍五入"
    was, should = f"{stated.printed:f}", f"{right:f}"
    if len(was) == len(should) <= _SWAPS:
        differ = [n for n in range(len(was)) if was[n] != should[n]]
        if len(differ) == 1:
            return f"像是错了一位数字，{was[differ[0]]} 应为 {should[differ[0]]}"
        if len(differ) == 2 and _crossed(was, should, differ):
            return "像是两位数字颠倒"
    if stated.printed and right and not _is_of_its_size(said, stated):
        for factor in (10, 100, 1000, 10000):
            if _moved(said / factor, stated) or _moved(said * factor, stated):
                return f"像是单位或小数点错了，差 {factor} 倍"
    if stated.unit != "%" and abs(len(was) - len(should)) == 1:
        shorter, longer = sorted((was, should), key=len)
        if len(was) >= _TELLING and is_without_one(shorter, longer):
            return "像是漏了一位数字" if shorter == was else "像是多了一位数字"
    return ""


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


def said_in(value: Decimal, stated: TextFigure) -> str:
    """A value in base units, in the stated figure's unit, as digits."""
    return plain(stated.said(value))


def sum_text(parts: list[TextFigure], stated: TextFigure) -> str:
    """The parts added up, in the stated figure's unit."""
    return " + ".join(said_in(one.value, stated) for one in parts)


def shown(value: Decimal, stated: TextFigure) -> str:
    """A computed value for a person."""
    return number(stated.said(value)) + stated.unit
