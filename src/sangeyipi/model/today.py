"""The one place where the clock is read: today, as a calendar date in China; and China's clock.

The clock may only refuse (what lies after today has not happened), never change a figure.
"""

import datetime

#: Calendar dates are those of China, whatever the machine's clock says.
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def today_in_china() -> datetime.date:
    """The present day in China, wherever the machine stands."""
    return datetime.datetime.now(CHINA).date()
