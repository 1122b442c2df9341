"""What random ledgers are made of, each value by a single draw.

Two thirds of what a property costs is Hypothesis drawing; `st.dates` takes three draws, a filter
and a check, `st.none() | x` one more than x, a set of a few things one for each of them.  The same
values, drawn by their number in a list, let more ledgers be tried in the same time.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


def any_of(values: Iterable[T]) -> st.SearchStrategy[T]:
    """One of many values; `st.sampled_from` writes all of them out when a draw is tried again."""
    found = tuple(values)
    return st.integers(0, len(found) - 1).map(found.__getitem__)


def day_from(first: date, last: date) -> st.SearchStrategy[date]:
    """Any day of an interval, its ends in it."""
    return any_of(days_of(first, last))


def days_of(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(number) for number in range((last - first).days + 1))


def amount(least: str, most: str, places: int) -> st.SearchStrategy[Decimal]:
    """Any number of an interval with so many decimals at most."""
    unit = Decimal(1).scaleb(-places)
    numbers = st.integers(int(Decimal(least) / unit), int(Decimal(most) / unit))
    return numbers.map(lambda number: number * unit)


def or_none(values: Iterable[T]) -> st.SearchStrategy[T | None]:
    """One of some values, or as often None."""
    found = tuple(values)
    return any_of((*[None] * len(found), *found))


def subsets(values: Sequence[T]) -> tuple[tuple[T, ...], ...]:
    """All of them, each in the order of `values`; the empty one first, as the simplest."""
    return tuple(chosen for size in range(len(values) + 1) for chosen in combinations(values, size))
