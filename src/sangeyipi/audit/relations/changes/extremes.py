"""How far the first and the last of a ranking are apart: 首尾相差71个百分点.

The largest and the smallest of all rates, or of all figures of its kind, that the sentence and the
one before it name; wrong only where it is off by a slip and all stand in one sentence.
The two that are called the highest and the lowest (最高为甲县…，最低为乙县…，相差…) are bound by
their names, and what has fallen is less than nothing.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, has_fallen
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
    (
        "各县增速最高的东桥县增长48.6%，最低的西渠县下降9.7%，高低相差38.9个百分点。",
        "wrong 48.6 + 9.7 = 38.9",
    ),
    (
        "各县增速最高的东桥县（增长48.6%），最低的西渠县（下降9.7%），两者相差58.3个百分点。",
        "holds 48.6 + 9.7 = 58.3",
    ),
    (
        "完成率前两位的为甲区（146%）、乙区（140.9%），后两位的为丙县（61.4%）、丁县（66.8%）。"
        "首位与末位相差86.4个百分点。",
        "wrong 146 - 61.4 = 86.4",
    ),
    (
        "开工率前三名分别为98.6%、93.3%、87.5%；后三名分别为71.4%、66.7%、61.2%。全市平均78.2%，第一名与末位相差34.7个百分点。",
        "wrong 98.6 - 61.2 = 34.7",
    ),
    ("开工数最多的甲镇21个、最少的丙镇9个，最高与最低相差12个。", "holds 21 - 9 = 12"),
)
_APART = later(
    "(?:首尾|首位[与和]末位|首末位?|最[高多大快]的?[与和]最[低少小慢]的?|(?:首位|第一名?|头名)[与和](?:末位|末名|最后一?[名位]?|倒数第一名?)|前后)[^,。;\\d]{0,6}差[^,。;\\d]{0,4}$"
)
#: The two are named, and one right behind the other is told how far they are apart.
_GAP = later(
    "[,;)]{0,2}(?:高低|两者|二者|两[县区市镇地家]|最高最低|前后|首尾)?之?间?(?:相差|差距)(?:高?达到?|[为近约仅只了有]){0,3}"
)
_HIGHEST, _LOWEST = later("最[高多大快]"), later("最[低少小慢]")
_CLAUSE, _REACH = later("[,。;\n]"), 30
_MOST = 24


def extremes(reading: TextReading) -> Iterator[Finding]:
    """Every such gap."""
    for said in re.finditer("首[尾末]|[与和](?:末|最|倒数)|相差|差距", reading.text):
        one = reading.first_after(said.end())
        if said[0] in ("相差", "差距"):
            found = _of_named(reading, one) if one is not None else None
            if found is not None:
                yield found
            continue
        if one is None or not _APART.search(one.lead) or one.hedge:
            continue
        if one.role is not Role.POINTS and one.role not in COUNTABLE:
            continue
        for back in (0, 1):
            found = _told(one, _ranked(reading, one, back))
            if found is None:
                continue
            sure = not back or _ranks_both_ends(reading, one, found)
            if found.verdict in GOOD or (sure and _is_sure(found, one)):
                yield found
                break


def _ranks_both_ends(reading: TextReading, one: TextFigure, found: Finding) -> bool:
    """前五位的为…，后三位的为…。首位与末位相差…: the sentence before has the first and the last."""
    if not _APART.match(one.lead):
        # 开工率首位与末位相差…: of another rate.
        return False
    first, last = found.operands
    said = reading.text[reading.begun("。\n", first.start) : last.start]
    return first.order < last.order and bool(_FIRSTS.search(said) and _LASTS.search(said))


_FIRSTS, _LASTS = (
    later("前[一二两三四五六七八九十\\d]{1,2}[位名]|首位|第一|居前"),
    later("[后末][一二两三四五六七八九十\\d]{1,2}[位名]|末位|倒数|居后"),
)


def _of_named(reading: TextReading, one: TextFigure) -> Finding | None:
    """最高为甲县(增长55.5%)，最低为乙县(下降13.2%)，高低相差68.7个百分点."""
    if one.order < 2:
        return None
    first, last = reading.figures[one.order - 2 : one.order]
    if one.hedge or first.sentence != one.sentence or not _GAP.fullmatch(one.lead):
        return None
    kin = (first.role, first.dimension) == (last.role, last.dimension)
    points = one.role is Role.POINTS and first.role is Role.PERCENT
    same = one.role in COUNTABLE and (one.role, one.dimension) == (first.role, first.dimension)
    if not kin or not (points or same) or first.hedge or last.hedge:
        return None
    if not (_HIGHEST.search(_said(reading, first)) and _LOWEST.search(_said(reading, last))):
        return None
    grown = [growth_of(each.lead) for each in (first, last)]
    if points and (grown[0] is None) is not (grown[1] is None):
        return None
    high, low = (-f.value if has_fallen(f) else f.value for f in (first, last))
    value, room = high - low, first.half + last.half
    text = f"{first.said(high):f} - {last.said(low):f}".replace("- -", "+ ")
    return judge(one, value, (value - room, value + room), text, (first, last))


def _said(reading: TextReading, one: TextFigure) -> str:
    """The clause of a figure before it, and before the bracket that it stands in."""
    return _CLAUSE.split(reading.text[max(0, one.start - _REACH) : one.start])[-1]


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
    text = f"{first.printed:f} - {last.printed:f}".replace("- -", "+ ")
    return judge(one, value, (value - room, value + room), text, (first, last))


def _is_sure(found: Finding, one: TextFigure) -> bool:
    return found.computed is not None and is_slip(found.computed, one)
