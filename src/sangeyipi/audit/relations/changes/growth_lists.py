"""Growth in a list: 分别增加9家、38家、7家，分别增长17%、21.2%、25%.

Each percentage is of the figures at its place: of what there is now and how much more that is, or
of now and then.  The places that come out prove the lists for the one that does not.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import grown
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading

EXAMPLES = (
    (
        "高新企业62家、中小企业217家、专精企业35家，比去年分别增加9家、38家、7家，"
        "分别增长17%、21.2%、20%。",
        "wrong (35 - 28) / 28 * 100 = 20",
    ),
    (
        "三县分别完成62亿元、45亿元、38亿元，去年分别为50亿元、40亿元、32亿元，分别增长24%、12.5%、18.8%。",
        "holds (62 - 50) / 50 * 100 = 24",
    ),
)
_JOINED = re.compile("[、,]|和|及|与|以及")
_LEAST = 2


def of_lists(reading: TextReading) -> Iterator[Finding]:
    """Every list of percentages that says how several have grown."""
    run: list[TextFigure] = []
    for one in reading.figures:
        joined = bool(run) and _JOINED.fullmatch(reading.between(run[-1], one)) is not None
        if one.role is Role.PERCENT and joined:
            run.append(one)
            continue
        yield from _told(reading, run)
        begins = one.role is Role.PERCENT and "分别" in one.lead and growth_of(one.lead)
        run = [one] if begins else []
    yield from _told(reading, run)


def _told(reading: TextReading, run: list[TextFigure]) -> Iterator[Finding]:
    size = len(run)
    if size < _LEAST:
        return
    here = [
        f
        for f in reading.figures[max(0, run[0].order - 2 * size) : run[0].order]
        if f.role in COUNTABLE and f.sentence == run[0].sentence and not f.inner
    ]
    if len(here) != 2 * size:
        return
    first, second = here[:size], here[size:]
    if any(
        (a.role, a.dimension) != (b.role, b.dimension) for a, b in zip(first, second, strict=True)
    ):
        return
    sign = -1 if DOWN.search(run[0].lead) else 1
    by = change_of(second[0].lead) is not None
    found = []
    for now, other, one in zip(first, second, run, strict=True):
        old = _less(now, other, sign) if by else other
        told = grown(one, now, old, sign)
        if told is None:
            return
        found.append(told._replace(operands=(other, now)))
    good = sum(one.verdict in GOOD for one in found)
    if good == size or (good >= _LEAST and good >= size - 1):
        yield from found


def _less(now: TextFigure, by: TextFigure, sign: int) -> TextFigure:
    """What there was before it changed by so much."""
    return now._replace(printed=now.printed - sign * now.said(by.value))
