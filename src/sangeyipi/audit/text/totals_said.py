"""What the words at a total say of its parts: how many they are, and what of them is added up.

三项合计13.5亿元, 两个街道共84处: the count before it is no part, but how many parts there are.
"""

import re

from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

#: The number that a word begins with which says how many parts there are.
MANY = {han: n for n, han in enumerate("二三四五六七八九", 2)} | {"两": 2}
#: What follows are the parts, one behind the other.
LISTED = later("分别(?:[为是]|[\u4e00-\u9fff]{2})?$")
#: What is added up, by its name.
THINGS = re.compile("投资|[贷债]|[融筹集]资|税|产值|收入|营收|利润|资金|支出|计划|签约|到位|拨付")
#: How many figures before a total are looked at.
_BACK = 40


def counter_of(reading: TextReading, total: TextFigure) -> TextFigure | None:
    """The 三项 of 三项合计13.5亿元, the 两个 of 两个街道共84处: how many parts there are."""
    before = reading.figures[total.order - 1] if total.order else total
    if before.role not in (Role.COUNT, Role.KINDS) or before.text[:1] not in MANY:
        return None
    gap = reading.between(before, total)
    return before if len(gap) <= _COUNTER and _UP.search(gap) else None


_COUNTER = 16
_UP = later(f"^[^,。;、\\d]{{0,8}}?(?:{IN_ALL_SO_FAR})")


def said_of_total(reading: TextReading, total: TextFigure) -> str:
    """The words before a total, with how many parts it says there are."""
    counter = counter_of(reading, total)
    return reading.text[counter.start : total.start] if counter else total.lead


def earlier_than(reading: TextReading, total: TextFigure) -> tuple[TextFigure, ...]:
    """The figures shortly before a total."""
    return reading.figures[max(0, total.order - _BACK) : total.order]


def kin_of(one: TextFigure) -> tuple[str, str, bool]:
    """In what a part is as its whole: unit, measure, and whether both stand in brackets."""
    return one.dimension, one.measure, one.inner
