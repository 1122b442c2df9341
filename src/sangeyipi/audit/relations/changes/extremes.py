"""How far the first and the last of a ranking are apart: 首尾相差71个百分点.

The largest and the smallest of all rates, or of all figures of its kind, that the sentence and the
one before it name; wrong only where it is off by a slip and all stand in one sentence.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "完成率居前的是甲镇112%、乙镇105%，居后的是丙镇48%、丁镇41%，首尾相差71个百分点。",
        "holds 112 - 41 = 71",
    ),
    (
        "完成率居前的是甲镇112.5%、乙镇105%，居后的是丙镇48%、丁镇41.2%，首尾相差73.1个百分点。",
        "wrong 112.5 - 41.2 = 73.1",
    ),
    ("开工数最多的甲镇21个、最少的丙镇9个，最高与最低相差12个。", "holds 21 - 9 = 12"),
)
_APART = later(
    "(?:首尾|最[高多大快]的?[与和]最[低少小慢]的?|第一名?[与和]最后一名?|前后)[^,。;\\d]{0,6}差[^,。;\\d]{0,4}$"
)
_MOST = 24


def extremes(reading: TextReading) -> Iterator[Finding]:
    """Every such gap."""
    for said in re.finditer("首尾|[与和]最", reading.text):
        one = reading.first_after(said.end())
        if one is None or not _APART.search(one.lead) or one.hedge:
            continue
        if one.role is not Role.POINTS and one.role not in COUNTABLE:
            continue
        for back in (0, 1):
            found = _told(one, _ranked(reading, one, back))
            if found is not None and (found.verdict in GOOD or (not back and _is_sure(found, one))):
                yield found
                break


def _ranked(reading: TextReading, one: TextFigure, back: int) -> list[TextFigure]:
    """The figures of its sentence, and of as many before it, that may be ranked."""
    near = reading.figures[max(0, one.order - _MOST) : one.order]
    here = [f for f in near if one.sentence - f.sentence <= back and f.paragraph == one.paragraph]
    if one.role is Role.POINTS:
        return [f for f in here if f.role is Role.PERCENT and not growth_of(f.lead)]
    return [f for f in here if f.dimension == one.dimension and not change_of(f.lead)]


def _told(one: TextFigure, ranked: list[TextFigure]) -> Finding | None:
    if len(ranked) < 2:
        return None
    first, last = (pick(ranked, key=lambda f: f.value) for pick in (max, min))
    value, room = first.value - last.value, first.half + last.half
    text = f"{first.printed:f} - {last.printed:f}"
    return judge(one, value, (value - room, value + room), text, (first, last))


def _is_sure(found: Finding, one: TextFigure) -> bool:
    return found.computed is not None and is_slip(found.computed, one)
