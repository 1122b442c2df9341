"""Days as spreadsheets count them, by the calendar from 1900 or that from 1904.

Owns the step from a serial number to a day.  Excel's 1900 has a 29 February that never was: its
number is no day, and those before it are one day later than they seem.
"""

from datetime import date, timedelta
from decimal import Decimal

_BEFORE_1900 = date(1899, 12, 31)
_FIRST_1904 = date(1904, 1, 1)
_FALSE_DAY = 60
_LAST_1900 = 2958465
#: Days from the first of 1900's calendar to the first of 1904's.
_BETWEEN = 1462


def day_of(serial: Decimal, from_1904: bool = False) -> date | None:
    """The day of a serial number; none for 0, for 29 February 1900 and beyond the year 9999."""
    number = int(serial)
    if from_1904:
        held = 0 <= serial <= _LAST_1900 - _BETWEEN
        return _FIRST_1904 + timedelta(days=number) if held else None
    if serial < 1 or number > _LAST_1900 or number == _FALSE_DAY:
        return None
    return _BEFORE_1900 + timedelta(days=number - (number > _FALSE_DAY))


def serial_of(day: date, from_1904: bool = False) -> Decimal:
    """The serial number of a day from 1900 on (1904 on), as `day_of` reads it back."""
    if from_1904:
        return Decimal((day - _FIRST_1904).days)
    number = (day - _BEFORE_1900).days
    return Decimal(number + (number >= _FALSE_DAY))
