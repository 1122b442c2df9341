"""Calendar dates as a ledger knows them: to the day, to the month, or only that it happened.

Owns the interval a date stands for.  Must not know which milestone a date belongs to.  Dates are
calendar dates in China; no time zone and no "today" enters here.
"""

from datetime import date
from functools import lru_cache

from sangeyipi.model.lazy_dataclass import dataclass

#: What a milestone says when it was reached on a date that nobody recorded.
UNDATED_WORD = "已"


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days in which something happened or is planned.

    `2023-05-08` is one day, `2023-06` a month, `已` all of time: nothing is ever certain about it,
    so no day has to be made up.  `text` is what the ledger says.
    """

    text: str
    first: date
    last: date

    @property
    def undated(self) -> bool:
        """Whether only the fact is known (已)."""
        return self.text == UNDATED_WORD

    @property
    def dated(self) -> bool:
        """Whether it is a day or a month, and no word in place of one."""
        return self.last < date.max

    def certainly_before(self, other: "When") -> bool:
        """Whether every possible day of this one is before every possible day of `other`."""
        return self.last < other.first

    def by(self, day: date) -> bool | None:
        """Whether it had happened by `day`; a month counts from its last day; None: unknown."""
        if self.undated:
            return None
        return self.last <= day


UNDATED = When(UNDATED_WORD, date.min, date.max)


def word(text: str) -> When:
    """What is written in place of a date (办理中, 待定): no day is ever certain about it."""
    return When(text, date.min, date.max)


@lru_cache(65536)
def day(value: date) -> When:
    """One known day; the same for all that happened on it."""
    return When(value.isoformat(), value, value)


@lru_cache(4096)
def month(year: int, number: int) -> When:
    """A month of which the day is not known; asked for with every day that is read."""
    return When(f"{year:04d}-{number:02d}", date(year, number, 1), last_day(year, number))


@lru_cache(4096)
def last_day(year: int, number: int) -> date:
    """The last day of a month."""
    # Without `calendar`, which imports `locale` for names that nobody asks for here.
    length = 31 if number == 12 else (date(year, number + 1, 1) - date(year, number, 1)).days
    return date(year, number, length)
