"""Days from one to another, as a filter writes them: 2023-10..2023-12, 2023-10.., 2023-Q2, 2023.

Owns the spelling and whether a date lies within.  An open end is open.
"""

from datetime import date

from sangeyipi.model.dates import When
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.period import PeriodKind, parse_period

_BETWEEN = ".."


class Span(NamedTuple):
    """From `first` to `last`, both included; the ends of time: open."""

    first: date
    last: date
    text: str = ""

    def __str__(self) -> str:
        return self.text

    def holds(self, when: When) -> bool | None:
        """Whether a date lies within; None where only some of the days that it may be do."""
        if self.first <= when.first and when.last <= self.last:
            return True
        return False if when.last < self.first or when.first > self.last else None


def parse_span(text: str) -> Span | None:
    """The days of a text; None where it says none, or the last before the first."""
    folded = text.strip().replace("…", _BETWEEN).replace("。。", _BETWEEN).upper()
    first, between, last = folded.partition(_BETWEEN)
    if not between:
        whole = _days(folded)
        return whole and Span(*whole, folded)
    start = _days(first) if first else (date.min, date.min)
    end = _days(last) if last else (date.max, date.max)
    if start is None or end is None or not (first or last) or start[0] > end[1]:
        return None
    return Span(start[0], end[1], folded)


def _days(text: str) -> tuple[date, date] | None:
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR):
        period = parse_period(kind, text)
        if period is not None:
            return period.first, period.last
    try:
        day = date.fromisoformat(text) if len(text) == len("2023-10-08") else None
    except ValueError:
        return None
    return (day, day) if day is not None else None
