"""Scales: where a figure lies along an axis, and where a category's band does.

Owns how the ticks of an axis are chosen.  A scale knows no direction: it says how many points from
the left, or from the top.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import NamedTuple

from sangeyipi.model.month import Month, month_of

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


#: At most so many months between two ticks of an axis of days, and so many ticks.
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600)
_MOST_MONTHS = 16


class DayScale(NamedTuple):
    """An axis of days: `first` begins at `start`, the last day before `beyond` ends at `end`."""

    first: Month
    beyond: Month
    start: float
    end: float

    def at(self, day: date) -> float:
        """Where a day begins."""
        whole = (self.beyond.first - self.first.first).days
        return self.start + (self.end - self.start) * (day - self.first.first).days / whole

    def span(self, first: date, last: date) -> tuple[float, float]:
        """From where to where some days reach, the last of them whole."""
        return self.at(first), self.at(last + timedelta(days=1))

    @property
    def ticks(self) -> list[tuple[Month, str]]:
        """The months that are named, and how: a January by its year."""
        many = self.beyond.since(self.first)
        step = next(one for one in _MONTHS if many <= one * _MOST_MONTHS or one == _MONTHS[-1])
        months = (self.first.plus(number) for number in range(many))
        named = (one for one in months if (one.year * 12 + one.number - 1) % step == 0)
        return [(one, f"{one.year}年" if one.number == 1 else f"{one.number}月") for one in named]


def days(known: Iterable[date], start: float, end: float) -> DayScale | None:
    """An axis around all of some days, with a month to spare on both sides; None of none."""
    found = list(known)
    if not found:
        return None
    return DayScale(month_of(min(found)).plus(-1), month_of(max(found)).plus(3), start, end)


class CategoryScale(NamedTuple):
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
