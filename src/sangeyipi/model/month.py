"""A calendar month, and counting with months; the grain of the monthly dispatch figures (月调度).

Owns nothing of what happens in a month.  `2023-05` is how it is written everywhere.
"""

import re
from datetime import date

from sangeyipi.model import limits
from sangeyipi.model.dates import last_day
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.patterns import later

#: As spreadsheets show them, whatever the locale; the first three letters are the short form.
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = later(rf"({limits.WRITTEN_YEAR})-(0[1-9]|1[0-2])", re.ASCII)


class Month(NamedTuple):
    """A month of a year, in order of time."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def title(self) -> str:
        """As a report says it: 2023年5月."""
        return f"{self.year}年{self.number}月"

    @property
    def ordinal(self) -> int:
        """How many months after the beginning of the era: for looking months up quickly."""
        return self.year * 12 + self.number

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return last_day(self.year, self.number)

    def plus(self, months: int) -> "Month":
        """The month so many months later; a negative number goes back."""
        years, number = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, number + 1)

    def since(self, other: "Month") -> int:
        """How many months after `other` it is."""
        return (self.year - other.year) * 12 + self.number - other.number


def month_of(day: date) -> Month:
    """The month in which a day lies."""
    return Month(day.year, day.month)


def last_full_month(day: date) -> Month:
    """The last month that was over by the end of `day`."""
    month = month_of(day)
    return month if day == month.last else month.plus(-1)


def parse_month(text: str) -> Month | None:
    """A month from `2023-05`; None for anything else."""
    match = _MONTH.fullmatch(text)
    return Month(int(match[1]), int(match[2])) if match else None
