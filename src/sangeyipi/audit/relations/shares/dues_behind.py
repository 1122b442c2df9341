"""Rows with a rate each, and what they were due all together behind: 四地计划依次为6亿元、3.5亿元….

甲镇完成6.3亿元，完成率105%；乙镇2.94亿元，完成率84%；…: as many dues as rows, in their order.  All
rates but one at the most must come out.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, is_share, told, verdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

_ROWS = "东镇完成6.3亿元，完成率105%；西镇5.76亿元，完成率96%；南乡2.94亿元，完成率{}%。"
EXAMPLES = (
    (f"{_ROWS.format('84')}三地计划投资依次为6亿元、6亿元、3.5亿元。", "holds 5.76 / 6 * 100 = 96"),
    (
        f"{_ROWS.format('88')}三地计划投资依次为6亿元、6亿元、3.5亿元。",
        "wrong 2.94 / 3.5 * 100 = 88",
    ),
)
_IN_ORDER = later("(?:依次|分别)(?:[为是]|[\u4e00-\u9fff]{2})?$")
_JOINS = frozenset({"、", "和", ",", "及", "与"})
_LEAST, _MOST, _GAP = 3, 12, 60


def dues_behind(reading: TextReading) -> Iterator[Finding]:
    """Every such list of dues."""
    for said in re.finditer("依次|分别", reading.text):
        first = reading.first_after(said.end())
        if first is None or first.role not in COUNTABLE or not _IN_ORDER.search(first.lead):
            continue
        if first.start - said.end() > 3:
            continue
        dues = _list(reading, first)
        if _LEAST <= len(dues) <= _MOST:
            yield from _told(_rows(reading, dues), dues)


def _list(reading: TextReading, first: TextFigure) -> list[TextFigure]:
    found = [first]
    for one in reading.figures[first.order + 1 : first.order + _MOST + 1]:
        if one.role is not first.role or reading.between(found[-1], one) not in _JOINS:
            break
        found.append(one)
    return found


def _rows(reading: TextReading, dues: list[TextFigure]) -> list[tuple[TextFigure, TextFigure]]:
    """As many amounts before, a rate right behind each, and nothing between."""
    size = len(dues)
    first = dues[0].order - 2 * size
    here = reading.figures[max(0, first) : dues[0].order]
    if len(here) != 2 * size or here[0].paragraph != dues[0].paragraph:
        return []
    if dues[0].start - here[-1].end > _GAP:
        return []
    parts, rates = here[::2], here[1::2]
    kin = all(f.dimension == dues[0].dimension and not f.inner for f in parts)
    shares = all(f.role is Role.PERCENT and is_share(reading, f) for f in rates)
    return list(zip(parts, rates, strict=True)) if kin and shares else []


def _told(rows: list[tuple[TextFigure, TextFigure]], dues: list[TextFigure]) -> Iterator[Finding]:
    if not rows or any(not due.value for due in dues):
        return
    pairs = [RatePair(part, due) for (part, _), due in zip(rows, dues, strict=True)]
    good = sum(verdict(pair, rate) in GOOD for pair, (_, rate) in zip(pairs, rows, strict=True))
    if good >= len(rows) - 1:
        for pair, (_, rate) in zip(pairs, rows, strict=True):
            yield told(pair, rate)
