"""Shares of what its words name again: 10亿元以上项目16个。…10亿元以上项目占20%; 占30%，共379个.

Told only where it comes out: what the whole is the words do not say.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, is_share, told, verdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "80个项目中，5亿元以下43个，5—10亿元项目21个，10亿元以上项目16个，其中50亿元以上3个。"
        "10亿元以上项目占20%。",
        "holds 16 / 80 * 100 = 20",
    ),
    (
        "收集问题1263个，已解决1187个，解决率94%。融资类问题占比30%，共379个。",
        "holds 379 / 1263 * 100 = 30",
    ),
)
_SHARE = re.compile(
    "([^,。;、:()\n]{3,20}?)(?:项目|企业)?占(?:比|总数|全部|比重)?(?:约|近|为|达|的|到)*$"
)
_COUNTED_IN = later("[\u4e00-\u9fff]{0,3}")
_BEHIND = later("(?:[,、(]|,?即)(?:[一总]?共|合?计|有|为|达|约|是)+")
_BACK, _FAR, _MOST = 40, 600, 10


def named_again(reading: TextReading) -> Iterator[Finding]:
    """Every share whose part is named again, or stands right behind it."""
    for one in reading.of(Role.PERCENT):
        if "占" not in one.lead or not one.printed:
            continue
        if not is_share(reading, one):
            continue
        part = _behind(reading, one) or _named(reading, one)
        if part is None or part.hedge:
            continue
        for base in _bases(reading, part, one):
            pair = RatePair(part, base)
            if verdict(pair, one) in GOOD:
                yield told(pair, one)
                break


def _behind(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """占比30%，共379个."""
    after = reading.figures[one.order + 1 : one.order + 2]
    if not after or after[0].sentence != one.sentence or after[0].role not in COUNTABLE:
        return None
    return after[0] if _BEHIND.fullmatch(reading.between(one, after[0])) else None


def _named(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """The last figure before that stands right behind the same words."""
    before = reading.text[max(0, one.start - _BACK) : one.start]
    said = _SHARE.search(before)
    if said is None:
        return None
    at = one.start - len(before) + said.start(1)
    found = reading.text.rfind(said[1], max(0, at - _FAR), at)
    if found < 0 or "\n" in reading.text[found:at]:
        return None
    end = found + len(said[1])
    part = reading.first_after(end)
    if part is None or part.role not in COUNTABLE or part.start >= at:
        return None
    return part if _COUNTED_IN.fullmatch(reading.text, end, part.start) else None


def _bases(reading: TextReading, part: TextFigure, one: TextFigure) -> list[TextFigure]:
    """What is larger before it in its paragraph, the nearest first."""
    first = min(part.order, one.order)
    near = reading.figures[max(0, first - _MOST) : first]
    return [
        f
        for f in reversed(near)
        if f.paragraph == part.paragraph
        and f.role is part.role
        and f.unit == part.unit
        and f.value > part.value
        and not f.inner
    ]
