"""A share that has become another: 项目投资1562亿元，占比由上年同期的63.1%提高到65.3%.

What it has become is of now: of the first amount of its row, and of the first of the sentence.
That these are meant no word says, so that nothing is told wrong.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import TO, is_plain
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全省投资2391亿元，增长18.4%；其中项目投资1562亿元，增长22.6%，占比由上年同期的63.1%提高到65.3%。",
        "holds 1562 / 2391 * 100 = 65.3",
    ),
    (
        "全省投资2391亿元；民间投资1407亿元，增长11.3%，占比由上年同期的62.4%下降到58.8%。",
        "holds 1407 / 2391 * 100 = 58.8",
    ),
)
_FROM = later("[,;](?:所?占比[重例]?|比重)[由从](?:[上去]年(?:同期|末)?|年初|上期|同期)?的?$")
_REACH = 24


def become_shares(reading: TextReading) -> Iterator[Finding]:
    """Every share that another has become."""
    for one in reading.of(Role.PERCENT):
        if one.order < 2 or one.hedge or not TO.search(one.lead):
            continue
        old = reading.figures[one.order - 1]
        if old.role is not Role.PERCENT or old.sentence != one.sentence:
            continue
        if _FROM.search(reading.text, max(0, old.start - _REACH), old.start):
            found = _told(reading, one)
            if found is not None:
                yield found


def _told(reading: TextReading, one: TextFigure) -> Finding | None:
    row = _first(reading, reading.begun("。;\n", one.start), one)
    whole = _first(reading, reading.begun("。\n", one.start), one)
    if row is None or whole is None or row is whole or row.dimension != whole.dimension:
        return None
    if row.value >= whole.value or row.role is not whole.role:
        return None
    found = told(RatePair(row, whole), one)
    return found if found.verdict in GOOD else None


def _first(reading: TextReading, begin: int, one: TextFigure) -> TextFigure | None:
    """The first figure from there, if it is an amount of now."""
    figures = reading.between_places(begin, one.start)
    first = figures[0] if figures else one
    return first if first.role in COUNTABLE and is_plain(first) else None
