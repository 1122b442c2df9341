"""An interval of exact numbers, as a threshold is written: ≥10, <60, ≥10且<30, 10-30.

Owns the spelling and what lies within; must not know what is measured.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import plain

if TYPE_CHECKING:
    from fractions import Fraction

_NUMBER = r"-?[0-9]{1,6}(?:\.[0-9]{1,4})?"
_SIGN = "(?:>=|<=|[><≥≤])"
_BOUND = rf"{_SIGN} ?{_NUMBER}%?"
#: One or two bounds, what lies from one number to another, both included, or one number.
_PATTERN = rf"(?:{_BOUND}(?: ?且 ?{_BOUND})?|{_NUMBER}%?(?:-{_NUMBER}%?)?)"
_INTERVAL = later(_PATTERN)
_EACH_BOUND = later(rf"({_SIGN}) ?({_NUMBER})")
_RANGE = later(rf"({_NUMBER})%?(?:-({_NUMBER})%?)?")
_FOLDED = str.maketrans("＞＜－％　", "><-% ")


class End(NamedTuple):
    """An end of an interval; `included`: the number itself lies within."""

    number: Decimal
    included: bool

    def shuts_out(self, number: "Decimal | Fraction", above: bool) -> bool:
        """Whether a number lies beyond it: above it, or below."""
        end = self.number if isinstance(number, Decimal) else _fraction(self.number)
        beyond = number > end if above else number < end
        return beyond or (number == end and not self.included)


def _fraction(number: Decimal) -> Any:
    """Decimals and fractions have no order among each other."""
    from fractions import Fraction  # a reading of a ledger has none

    return Fraction(number)


@dataclass(frozen=True, slots=True)
class Interval:
    """What lies above `low` and below `high`; None: open on that side."""

    low: End | None = None
    high: End | None = None

    def holds(self, number: "Decimal | Fraction") -> bool:
        """Whether a number lies within, exactly."""
        return not (
            (self.low is not None and self.low.shuts_out(number, above=False))
            or (self.high is not None and self.high.shuts_out(number, above=True))
        )

    @property
    def empty(self) -> bool:
        """Whether nothing lies within."""
        if self.low is None or self.high is None:
            return False
        both = self.low.included and self.high.included
        return self.low.number > self.high.number or (
            self.low.number == self.high.number and not both
        )

    def __str__(self) -> str:
        """As the ledger writes it: ≥10且<30."""
        low, high = self.low, self.high
        parts = [f"{'≥' if low.included else '>'}{plain(low.number)}"] if low else []
        if high:
            parts.append(f"{'≤' if high.included else '<'}{plain(high.number)}")
        return "且".join(parts)


def parse_interval(text: str) -> Interval | None:
    """The interval that a text says; None where it says none, or two ends of one side."""
    folded = text.translate(_FOLDED).strip()
    if not _INTERVAL.fullmatch(folded):
        return None
    between = _RANGE.fullmatch(folded)
    if between:
        first, last = between[1], between[2] or between[1]
        return Interval(End(Decimal(first), True), End(Decimal(last), True))
    lows: list[End] = []
    highs: list[End] = []
    for sign, number in _EACH_BOUND.findall(folded):
        side = lows if sign[0] in ">≥" else highs
        side.append(End(Decimal(number), sign not in "><"))
    if len(lows) > 1 or len(highs) > 1:
        return None
    return Interval(lows[0] if lows else None, highs[0] if highs else None)
