"""Limits that words set to every one of a list: 开工率均超过90%，分别为96.2%、94.8%、88.6%.

The list stands right behind the limit or right before it (…，均超过90%).  Wrong only where nearly
all of it keeps to the limit: where many don't, another limit or another list is meant.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "6个县区开工率均超过90%，分别为98.4%、96.2%、95.1%、87.6%、93.2%、92.8%。",
        "wrong 87.6 < 90 = 90",
    ),
    ("甲县投资12.1亿元、乙县9.8亿元、丙县13亿元，均在10亿元以上。", "wrong 9.8 < 10 = 10"),
    ("三镇户厕合格率无一低于95%，依次为97.3%、94.6%、96%。", "wrong 94.6 < 95 = 95"),
    (
        "各县履约率均在90%以上，其中甲县签约41个、履约40个，履约率97.6%；乙县签约52个、履约49个，履约率94.2%；"
        "丙县签约34个、履约30个，履约率88.2%。",
        "wrong 88.2 < 90 = 90",
    ),
    (
        "省级转办问题12个、办结12个，市级转办23个、办结22个，办结率均为100%。",
        "wrong 22 / 23 * 100 = 100",
    ),
    (
        "完成率居后三位的是甲县、乙县、丙区，分别为49.7%、62.6%、44.3%，均低于全市平均完成率55.8%。",
        "wrong 62.6 > 55.8 = 55.8",
    ),
    ("东镇降幅1.2%、西镇3.4%、南镇0.8%，均不足3%。", "wrong 3.4 > 3 = 3"),
)
_OVER = "超过?|超出|突破|高于|大于|达到?|不低于|不少于|不小于|在"
_UNDER = "低于|小于|少于|不足|不到|未超过|不超过|不高于|未达到?|控制在|在"
#: 平均, 户均 say nothing of every one.
_EVERY = later(
    f"(?:(?<![平户人亩月年日县企])均|都|全部)(?:已经?|仍)?(?:(?P<over>{_OVER})|(?P<under>{_UNDER}))(?:了)?"
    "(?P<mean>(?:同期)?全[国省市县区](?:的)?(?:平均|总体|整体)(?:水平|(?P<rate>[一-鿿]{2,4}率)|增[速幅])?的?)?$"
    "|(?:无一|没有一[个家户项])(?P<none>低于|少于|不足|不到|未达到?|超过?|高于)(?:了)?$"
)
#: Of which one is there wherever `_EVERY` finds any.
_WORDS = re.compile("[均都全一]")
_IN = later("在(?:了)?$")
_SHORT = frozenset({"低于", "少于", "不足", "不到", "未达", "未达到"})
_ABOVE, _BELOW = later("以上|之上"), later("以下|以内|之内")
_BEHIND = later("[,:;]?(?:(?:其中|分别|依次|即)[为是达有]?[:,]?|:)[^,。;:、\\d%]{0,12}")
_ITEM = later("[、,和及与](?!其中|均|都|另|但|而)[^,。;:、\\d%]{0,12}")
_BEFORE = later("[,、]?(?:目前|也|且|已|比例|占比|率)?(?:[^,。;:、\\d]{0,6}率)?")
_PARTLY = later("除|外|多数|大部分|基本|平均|力争|确保|要求|目标|预计|计划|争取|将")
_FELL = later("[降减负-]|回落")
_LEAST, _MOST, _FEW = 3, 40, 4
#: Nothing but marks before an item.
_BARE = frozenset({"", "、", ",", "和", "及", "与"})


def every_one(reading: TextReading) -> Iterator[Finding]:
    """Every item of such a list that does not keep to the limit."""
    for limit in reading.figures:
        if limit.value == _ALL:
            yield from _all_done(reading, limit)
        said = _EVERY.search(limit.lead) if _WORDS.search(limit.lead) else None
        if said is None or limit.inner or not limit.printed:
            continue
        below = _is_below(limit, said)
        clause = _clause(reading, limit).removesuffix(said["mean"] or "")
        if below is None or _PARTLY.search(clause) or _but(reading, limit):
            continue
        items = _behind(reading, limit) or _before(reading, limit, said)
        items = items or _by_name(reading, limit)
        if len(items) < _LEAST or any(f.hedge for f in items):
            continue
        if said["mean"] and not _are_of_mean(reading, items, limit, said):
            continue
        off = [f for f in items if _is_off(f, limit, below=below)]
        if off and len(off) <= max(1, len(items) // _FEW):
            for one in off:
                yield _told(limit, one, below=below)


def _are_of_mean(
    reading: TextReading, items: list[TextFigure], limit: TextFigure, said: "re.Match[str]"
) -> bool:
    """Whether a list is of what a mean is: not 开工率分别为…，均高于全市平均投产率, nor
    增长1.2%、下降3.4%，均低于全市平均增速."""
    first = min(f.start for f in items)
    before = reading.text[reading.begun("。\n", first) : first]
    named = not said["rate"] or said["rate"] in before
    return named and not any(_FELL.search(f.lead) or f.value < 0 for f in (*items, limit))


def _all_done(reading: TextReading, limit: TextFigure) -> Iterator[Finding]:
    """转办12个、办结12个，转办23个、办结22个，办结率均为100%: the one row not all of which is."""
    name = _RATE_OF_ALL.fullmatch(limit.lead)
    if name is None or _PARTLY.search(_clause(reading, limit)):
        return
    here = [f for f in reading.by_sentence[limit.sentence] if f.order < limit.order]
    pairs = [
        RatePair(done, whole)
        for whole, done in pairwise(here)
        if done.lead.lstrip(",、;已").removesuffix("了") == name[1]
        and (done.role, done.dimension) == (whole.role, whole.dimension)
        and whole.role in COUNTABLE
        and not (done.hedge or whole.hedge or done.inner or whole.inner)
    ]
    off = [each for each in pairs if each.part.value < each.base.value]
    if len(pairs) > 1 and len(off) == 1:
        yield told(off[0], limit)


_ALL = 100
_RATE_OF_ALL = later("[,、]?([一-鿿]{2})率(?:均|都|全部)(?:已经?)?(?:达到?|为|是|实现)?")


def _is_below(limit: TextFigure, said: "re.Match[str]") -> bool | None:
    """Whether every one must lie below a limit; None where words do not say it."""
    if said["none"]:
        return said["none"] not in _SHORT
    behind = limit.text + limit.tail
    if _IN.search(limit.lead):
        if _ABOVE.search(behind):
            return False
        return True if _BELOW.search(behind) else None
    return said["under"] is not None


def _but(reading: TextReading, limit: TextFigure) -> bool:
    """除丙县外，各县履约率均在90%以上: not of every one."""
    begin = reading.begun("。;\n", limit.start)
    return _EXCEPT.search(reading.text, begin, limit.start) is not None


_EXCEPT = later("除[^,。;]{1,14}外")


def _clause(reading: TextReading, limit: TextFigure) -> str:
    begin = reading.begun(",。;:\n", limit.start)
    return reading.text[begin : limit.start]


def _is_item(one: TextFigure, limit: TextFigure) -> bool:
    alike = one.dimension == limit.dimension and one.sentence == limit.sentence
    plain = one.role is Role.PERCENT or one.role in COUNTABLE
    return alike and plain and not (one.inner or is_past(one.lead))


def _behind(reading: TextReading, limit: TextFigure) -> list[TextFigure]:
    found: list[TextFigure] = []
    at, joint = limit.end, _BEHIND
    if reading.text.startswith(("以上", "以下", "以内"), at):
        at += 2
    for one in reading.figures[limit.order + 1 : limit.order + _MOST]:
        if not _is_item(one, limit) or not joint.fullmatch(reading.text, at, one.start):
            break
        if len(found) > 1 and found[-1].lead in _BARE and one.lead not in _BARE:
            # 分别为86.2%、82.4%，丁县78.8%: the list of those that were named is over.
            break
        found.append(one)
        at, joint = one.end, _ITEM
    return found


def _by_name(reading: TextReading, limit: TextFigure) -> list[TextFigure]:
    """履约率均在90%以上，其中甲区签约41个，履约率97.6%；…: whose rate of that name is told."""
    name = _RATE.search(limit.lead)
    behind = reading.text[limit.end : limit.end + _NEAR]
    if name is None or _AMONG.match(behind) is None:
        return []
    rates = [f for f in reading.by_sentence[limit.sentence] if f.order > limit.order]
    own = [f for f in rates if f.lead.removesuffix("为").endswith(name[1])]
    return [f for f in own if _is_item(f, limit)]


_RATE, _AMONG, _NEAR = later("([一-鿿]{2}率)均"), later("(?:以上|以下|以内)?,其中"), 6


def _before(reading: TextReading, limit: TextFigure, said: "re.Match[str]") -> list[TextFigure]:
    found: list[TextFigure] = []
    at = limit.start - len(limit.lead) + said.start()
    for one in reversed(reading.figures[max(0, limit.order - _MOST) : limit.order]):
        joint = _ITEM if found else _BEFORE
        if not _is_item(one, limit) or not joint.fullmatch(reading.text, one.end, at):
            break
        found.append(one)
        at = one.start
        if "分别" in one.lead or "依次" in one.lead:
            break
    return found


def _is_off(one: TextFigure, limit: TextFigure, *, below: bool) -> bool:
    if below:
        return one.value - one.half > limit.value
    return one.value + one.half < limit.value


def _told(limit: TextFigure, one: TextFigure, *, below: bool) -> Finding:
    said = f"{limit.lead.lstrip(',、;')}{limit.text}"
    text = f"{one.printed:f} {'>' if below else '<'} {limit.said(limit.value):f}"
    return Finding(
        RelationVerdict.WRONG,
        RelationKind.STATE,
        f"写了“{said}”，其中有一个是 {one.text}",
        text,
        one.value,
        limit,
        (one,),
        "核对这个数，或改“均”字",
    )
