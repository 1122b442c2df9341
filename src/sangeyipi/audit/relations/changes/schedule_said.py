"""The schedule itself, printed: 快于66.67%的时序进度, 序时进度（66.7%）, of eight months of twelve.

Told where it comes out; another schedule may be meant by any other figure, but not by that of the
months of another date (7月末序时进度66.7%).  What a rate right before is short of it or beyond it
(低于序时进度（58.3%）4.6个百分点) is the difference of the two that are printed.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, shown
from sangeyipi.audit.judging.reasons import BOUND, Why
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.months_passed import due_of, months_before, months_said
from sangeyipi.audit.text.named import growth_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    ("1—8月，三项均快于66.67%的时序进度。", "holds 8 / 12 * 100 = 66.67"),
    ("完成率52.4%。对照7月末序时进度66.7%，仍落后14.3个百分点。", "wrong 7 / 12 * 100 = 66.7"),
    (
        "1—7月，完成年度计划的53.7%，低于序时进度（按月均衡为58.3%）13个百分点。",
        "wrong 58.3 - 53.7 = 13",
    ),
    (
        "1—7月，完成年度计划的63.7%，比序时进度（58.3%）快5.4个百分点。",
        "holds 63.7 - 58.3 = 5.4",
    ),
    (
        "1—8月，完成年度计划的62.8%，按8个月序时（66.7%）超进度3.9个百分点。",
        "wrong 62.8 - 66.7 = 3.9",
    ),
    (
        "1—8月，完成年度计划的62.8%，高于66.7%的序时进度3.9个百分点。",
        "wrong 62.8 - 66.7 = 3.9",
    ),
    (
        "1—8月，完成年度计划的62.8%，序时进度为66.7%，落后3.9个百分点。",
        "holds 66.7 - 62.8 = 3.9",
    ),
    ("截至10月底，完成年度计划的85.6%，超过序时进度（83.3%）。", "holds 10 / 12 * 100 = 83.3"),
)
_NAME = later("序时|时序|时间(?:目标)?进度")
_BEHIND = later("的?(?:序时|时序|时间)(?:目标)?进度")
#: （按月均衡为58.3%）: how a schedule comes about.
_RECKONED = (
    "\\((?:即|应?[为是达]|按(?:月|时间)?(?:均衡|平均|折算|计算|推算|测算)"
    "(?:应?[为是达])?)?(?:到|的)?"
)
_BEFORE = later(
    "(?:序时|时序|时间)(?:目标)?进度(?:要求)?(?:应?[为是达]|\\()?(?:到|的)?$"
    f"|(?:序时|时序|时间)(?:目标)?进度(?:要求)?{_RECKONED}$"
)
_WORDS = 20


def schedule_said(reading: TextReading) -> Iterator[Finding]:
    """Every printed schedule that is the share of the months gone by."""
    if _NAME.search(reading.text) is None:
        return
    for one in reading.of(Role.PERCENT):
        if one.hedge or not one.printed:
            continue
        yield from _from_it(reading, one)
        text = reading.text
        behind = _BEHIND.match(text, one.end) is not None
        if not behind and _BEFORE.search(text[max(0, one.start - _WORDS) : one.start]) is None:
            continue
        dated = _DATED.search(text[max(0, one.start - _LONG) : one.start])
        if dated is not None and one.places:
            yield from _of_other_months(int(dated[1]), one)
        months = months_before(reading, one) or months_said(reading, one)
        if len(months) != 1:
            continue
        (month,) = months
        due = due_of(month)
        if month and half_up(due, one.places) == one.printed:
            said = f"{month} 个月的序时进度是 {shown(due, one)}，写的是 {one.text}"
            text, kind = f"{month} / 12 * 100", RelationKind.SHARE
            yield Finding(RelationVerdict.HOLDS, kind, said, text, due, one)


def _from_it(reading: TextReading, due: TextFigure) -> Iterator[Finding]:
    """完成53.7%，低于序时进度（58.3%）4.6个百分点: the three in a row, with nobody else between."""
    if not 0 < due.order < len(reading.figures) - 1:
        return
    rate, one = reading.figures[due.order - 1], reading.figures[due.order + 1]
    if (rate.role, one.role) != (Role.PERCENT, Role.POINTS) or rate.hedge:
        return
    if one.hedge is Hedge.OVER and reading.text.endswith("超", due.end, one.start):
        # 序时进度66.7%，超3.9个百分点 is so many.
        one = one._replace(hedge=Hedge.NONE)
    if one.hedge:
        return
    if not rate.sentence == due.sentence == one.sentence or rate.inner or one.inner:
        return
    spans = (rate.end, due.start), (due.end, one.start)
    way = next((way for each in _WORDED if (way := _way(reading.text, each, spans))), "")
    if not way or rate.lead in _GOES_ON or growth_of(rate.lead):
        return
    high, low = (due, rate) if _IS_BEHIND.search(way) else (rate, due)
    value, room = high.value - low.value, high.half + low.half
    text = f"{high.printed:f} - {low.printed:f}"
    found = judge(one, value, (value - room, value + room), text, (high, low))
    if found.verdict is RelationVerdict.WRONG and _is_of_another(
        reading, rate, due, one, high is due
    ):
        return
    if way in _LACKS and half_up(_ALL - rate.value, one.places) == one.printed:
        # 序时进度66.7%，尚差37.2个百分点 of 62.8%: of all that is planned for the year.
        return
    if found.verdict is RelationVerdict.WRONG and found.why is None:
        found = found._replace(why=_of_month(rate, one, high is due) or BOUND)
    yield found


def _is_of_another(
    reading: TextReading, rate: TextFigure, due: TextFigure, one: TextFigure, behind: bool
) -> bool:
    """完成年度计划的62.8%、省定目标的70%，序时进度66.7%，落后3.9个百分点: of the first of two."""
    before = reading.figures[max(0, rate.order - _BACK) : rate.order]
    sign = -1 if behind else 1
    return any(
        f.role is Role.PERCENT
        and f.sentence == one.sentence
        and half_up((f.value - due.value) * sign, one.places) == one.printed
        for f in before
    )


_BACK, _ALL = 4, 100
_LACKS = frozenset({"差", "欠", "欠缺"})


def _way(
    text: str,
    worded: tuple["re.Pattern[str]", "re.Pattern[str]"],
    spans: tuple[tuple[int, int], tuple[int, int]],
) -> str:
    """Which way words set a rate against a schedule; "" where they are others, or say it twice."""
    said = worded[0].fullmatch(text, *spans[0])
    more = worded[1].fullmatch(text, *spans[1]) if said is not None else None
    if said is None or more is None:
        return ""
    ways = [way for each in (said, more) if (way := each.groupdict().get("way"))]
    return ways[0] if len(ways) == 1 else ""


def _of_month(rate: TextFigure, one: TextFigure, behind: bool) -> Why | None:
    """低于7个月的时序进度13个百分点, which is how far it is from that of eight months."""
    sign = -1 if behind else 1
    for month in range(1, 13):
        if half_up((rate.value - due_of(month)) * sign, one.places) == one.printed:
            return Why(f"像是按 {month} 个月算的")
    return None


_WAYS = "高于|低于|超过|超出|超|快于|慢于|落后于?|领先于?|滞后于?|欠"
_THAN = later(
    f",?(?:仍|还|也|已|略|均|,){{0,4}}(?:(?P<way>{_WAYS})|[比较])(?:了|全年|年度|同期|{REGION_OR_NATION})?"
    f"(?:序时|时序|时间)(?:目标)?进度(?:要求)?(?:{_RECKONED}|应?[为是达]|的)?"
)
_SO_MUCH = later(
    "\\)?(?:的?(?:目标|要求|进度))?,?(?P<way>[高低快慢超欠差]|落后|领先|滞后)?(?:了|出|约|近)?"
)
#: 按8个月序时（66.7%）超进度3.9个百分点, 序时进度为66.7%，落后3.9个百分点.
_BY_IT = later(
    ",?(?:而|但|同期|同时|目前|现|按照?|对照|比照|参照){0,2}(?:\\d{1,2}个月|\\d{1,2}月[末底])?的?(?:全年|年度)?"
    f"(?:序时|时序|时间)(?:目标|计划|投资)?(?:进度)?(?:要求)?(?:{_RECKONED}|应?(?:为|是|达到?|完成))?"
)
_IS_OFF = later(
    "\\)?(?:的?(?:目标|要求|进度|计算|衡量))?,?(?:仍|还|尚|已|略|目前|实际){0,2}"
    "(?P<way>超前|超过|超出|超|快|高|领先|提前|欠缺|欠|慢|低|落后|滞后|差)于?(?:序时|时序|时间)?(?:进度)?(?:了|出|约|近)?"
)
#: 高于66.7%的序时进度3.9个百分点.
_ABOVE = later(f",?(?:仍|还|也|已|略|均|,){{0,3}}(?P<way>{_WAYS})(?:了|全年|年度)?")
_SCHEDULE = later("的?(?:序时|时序|时间)(?:目标)?进度(?:要求)?,?(?:约|近)?")
_WORDED = ((_THAN, _SO_MUCH), (_BY_IT, _IS_OFF), (_ABOVE, _SCHEDULE))
_IS_BEHIND = later("[低慢欠差]|落后|滞后")
_GOES_ON = frozenset({"、", "和", "及", "与", "以及"})
_LONG = 20
_DATED = later(
    "(?<!\\d)(\\d{1,2})月[末底]的?(?:应达)?(?:序时|时序|时间)(?:目标)?进度(?:要求)?(?:应?[为是达])?$"
)


def _of_other_months(month: int, one: TextFigure) -> Iterator[Finding]:
    """7月末序时进度66.7%: a schedule that is, to the digit, that of other months than its date."""
    other = next((n for n in range(1, 12) if half_up(due_of(n), one.places) == one.printed), 0)
    if not other or not 0 < month <= 12 or other == month:
        return
    due = due_of(month)
    said = f"{month} 个月的序时进度是 {shown(due, one)}，写的是 {one.text}"
    why = Why(f"像是按 {other} 个月算的")
    remedy = f"应为 {one.as_printed(due)}，比它算出的也要核对"
    kind, text = RelationKind.SHARE, f"{month} / 12 * 100"
    yield Finding(RelationVerdict.WRONG, kind, said, text, due, one, (), remedy, why)
