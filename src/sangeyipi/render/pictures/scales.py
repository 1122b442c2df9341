"""Scales: where a figure lies along an axis, and where a category's band does.

Owns how the ticks of an axis are chosen.  A scale knows no direction: it says how many points from
the left, or from the top.  One of days would be another class with `at` and `ticks`.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import NamedTuple

#: At most so many steps between the lowest and the highest tick.
_MOST = 5
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
#: The finest step is 万元 in 亿元.
_FINEST = -4


class Linear(NamedTuple):
    """An axis of figures from its first tick, which lies at `start`, to its last, at `end`."""

    ticks: tuple[Decimal, ...]
    start: float
    end: float

    def at(self, figure: float) -> float:
        """Where a figure lies."""
        low, high = float(self.ticks[0]), float(self.ticks[-1])
        return self.start + (self.end - self.start) * (figure - low) / (high - low)


class Bands(NamedTuple):
    """An axis of categories, each of the same breadth."""

    start: float
    breadth: float
    number: int

    @property
    def end(self) -> float:
        """Where the last one ends."""
        return self.start + self.breadth * self.number

    def middle(self, category: int) -> float:
        """Where the middle of a category lies."""
        return self.start + self.breadth * (category + 0.5)


def ticks(low: float, high: float, whole: bool) -> tuple[Decimal, ...]:
    """Round figures around all from `low` to `high`; whole ones where things are counted."""
    lowest, highest = Decimal(low), Decimal(high if high > low else low + 1)
    for exponent in count(0 if whole else _FINEST):
        for step in (one.scaleb(exponent) for one in _STEPS):
            if whole and step != step.to_integral_value():
                continue
            first = int((lowest / step).to_integral_value(ROUND_FLOOR))
            last = int((highest / step).to_integral_value(ROUND_CEILING))
            if last - first <= _MOST:
                return tuple(step * number for number in range(first, last + 1))
    raise AssertionError("unreachable: some step is large enough")
