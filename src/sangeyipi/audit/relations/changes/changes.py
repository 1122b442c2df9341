"""Differences: one printed between two figures, points between two rates."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.judging.old_ends import is_then_of
from sangeyipi.audit.relations.changes import beyond_plan, ends, schedule
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DOWN,
    FROM,
    TO,
    change_of,
    growth_of,
    is_year_before,
    said_old,
    sentence_before,
)
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import OF_FEWER
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("二季度完成60亿元，比一季度的50亿元多12亿元。", "wrong 60 - 50 = 12"),
    (
        "2021年引进项目124个，2022年引进项目158个，同比增加43个、增长27.4%。",
        "wrong 158 - 124 = 43",
    ),
    ("在建项目从一季度末的18个增加到26个，净增10个。", "wrong 26 - 18 = 10"),
    (
        "常住人口451672人，与十年前普查的483614人相比，十年共减少31492人。",
        "wrong 483614 - 451672 = 31492",
    ),
    ("开工率92%，比上月的90%提高2个百分点。", "holds 92 - 90 = 2"),
    ("增速由去年同期的12.3%降至8.1%，回落5.2个百分点。", "wrong 12.3 - 8.1 = 5.2"),
    ("增速由8.5%回落至6.2%，回落2.3个百分点。", "holds 8.5 - 6.2 = 2.3"),
    ("增速由-3.2%回升至1.8%，提高5个百分点。", "holds 1.8 + 3.2 = 5"),
    ("甲县下降2.4%，比上年同期（增长3.6%）回落1.2个百分点。", "wrong 3.6 + 2.4 = 1.2"),
    ("投资下降5.2%，降幅比上月（8.1%）收窄2.9个百分点。", "holds 8.1 - 5.2 = 2.9"),
    ("工业投资增长8.2%，高于全市平均水平（5.9%）3.3个百分点。", "wrong 8.2 - 5.9 = 3.3"),
    (
        "工业增长7.2%，较上月（6.5%）加快0.7个百分点，高于全市平均（5.8%）1.6个百分点。",
        "wrong 7.2 - 5.8 = 1.6",
    ),
    (
        "增加值增长7.8%，较1—4月的7.2%加快0.6个百分点，高于全省平均（5.9%）1.9个百分点。",
        "holds 7.8 - 5.9 = 1.9",
    ),
    ("完成率86.5%，较5月底提高9.3个百分点（5月底为77.2%）。", "holds 86.5 - 77.2 = 9.3"),
    ("增长4.6%，增速比全市平均水平（6.1%）低1.5个百分点。", "holds 6.1 - 4.6 = 1.5"),
    (
        "占年度投资的57.4%，比去年同期（45.8%）高出11.6个百分点，比2019年同期（43.9%）高出14.5个百分点。",
        "wrong 57.4 - 43.9 = 14.5",
    ),
    ("履约率92.1%，与第七期（88.4%）相比提高4.7个百分点。", "wrong 92.1 - 88.4 = 4.7"),
    ("本季度开工22个，比上季度多4个；上季度为17个。", "wrong 22 - 17 = 4"),
    ("开工率82%，较上月（77.5%）提高4.5个百分点。", "holds 82 - 77.5 = 4.5"),
    ("项目投资61.4亿元，比上一批减少8.3亿元（上一批为69.7亿元）。", "holds 69.7 - 61.4 = 8.3"),
    (
        "完成投资36.4亿元，占年度计划的52%，同比提高8.5个百分点（去年同期为46.2%）。",
        "wrong 52 - 46.2 = 8.5",
    ),
    ("项目投资61.4亿元，比上一批减少9.3亿元（上一批为69.7亿元）。", "wrong 69.7 - 61.4 = 9.3"),
    (
        "固定资产投资增长8.4%。工业投资增长15.9%，高于固定资产投资7.5个百分点。",
        "holds 15.9 - 8.4 = 7.5",
    ),
    (
        "固定资产投资增长8.4%。工业投资增长15.9%，高于固定资产投资增速6.5个百分点。",
        "wrong 15.9 - 8.4 = 6.5",
    ),
)
_CLOSE = 6
_BARELY = later(",?(?:净增|增加|减少|多|少|增|减)了?")
#: 2022年124个，2023年158个，同比增加34个.
_AGAINST_THEN = later("^,?(?:同比|环比)")
#: 半年净增8个: over what time says nothing of what has grown.
_SPAN = re.compile(
    rf"^,?(?:半年|一年|[两三四五六七八九十]年|[\d一二三四五六七八九十]{{1,2}}个月)(?:来|间|内)?(?:{IN_ALL_SO_FAR})?,?"
)
_POINTS = (Role.POINTS, Role.PERCENT)


def changes(reading: TextReading) -> Iterator[Finding]:
    """Every change whose ends the text gives."""
    for one in reading.figures:
        found: Finding | None = None
        if one.role in _POINTS:
            found = schedule.against(reading, one) or beyond_plan.beyond_plan(reading, one)
            found = found or _points(reading, one)
        if one.role in COUNTABLE:
            found = _difference(reading, one)
        if found is None and (one.role is Role.POINTS or one.role in COUNTABLE):
            found = _bracketed(reading, one)
        if found is None and (one.role is Role.POINTS or one.role in COUNTABLE):
            found = ends.difference(reading, one)
        if found is None or _is_of_fewer(reading, one, found) or _is_again(reading, one, found):
            continue
        yield found


def _is_of_fewer(reading: TextReading, one: TextFigure, found: Finding) -> bool:
    """实施286个，剔除打捆项目，比去年增加35个: of fewer than are printed."""
    if found.verdict is not RelationVerdict.WRONG or one.role not in COUNTABLE:
        return False
    return _FEWER.search(reading.text, reading.begun("。;\n", one.start), one.start) is not None


_FEWER = later(OF_FEWER)


def _is_again(reading: TextReading, one: TextFigure, found: Finding) -> bool:
    """9月26个，7月、8月分别18个、31个，较8月的31个减少5个: whether an end is told again.

    Which of the row has changed, its words do not say.
    """
    if found.verdict is not RelationVerdict.WRONG:
        return False
    before = sentence_before(reading, one, _BACK)
    last = before[0] if before else one
    kin = [f for f in before[1:] if (f.role, f.dimension) == (last.role, last.dimension)]
    return said_old(reading, last) and len(kin) > 1 and any(f.printed == last.printed for f in kin)


_BACK = 8


# ---- differences


@lru_cache(maxsize=4096)
def _without_span(lead: str) -> str:
    return _SPAN.sub("", lead)


def _difference(reading: TextReading, one: TextFigure) -> Finding | None:
    """完成60亿元，比一季度的50亿元多10亿元."""
    lead = _without_span(one.lead)
    more = change_of(lead)
    near = sentence_before(reading, one, 2) if more else ()
    if not more or len(near) < 2 or not near[0].role is near[1].role is one.role:
        return None
    old, now = near
    of_years = is_year_before(now.lead, old.lead) and not change_of(now.lead)
    if more.start() and not of_years:
        return None
    if more.start() or not said_old(reading, old):
        # 由18个增加到26个，净增8个: right after the two and of nothing else.
        old, now = now, old
        barely = _BARELY.fullmatch(_AGAINST_THEN.sub("", lead) if of_years else lead)
        if not (of_years or _from_to(reading, old, now)) or not barely:
            return None
        if one.hedge or (one.tail and not growth_of(one.tail)):
            return None
        if len(reading.between(now, one)) > _CLOSE or one.unit != now.unit:
            return None
    if (old.measure, now.measure) != (now.measure, one.measure):
        return None
    return of_two(one, now, old, DOWN.search(more[1]))


def _from_to(reading: TextReading, old: TextFigure, now: TextFigure) -> bool:
    """由18个增加到26个."""
    before = reading.text[max(0, old.start - 26) : old.start]
    return FROM.search(before) is not None and TO.search(now.lead) is not None


def _points(reading: TextReading, one: TextFigure) -> Finding | None:
    """开工率92%，比上月的90%提高2个百分点."""
    more = change_of(one.lead) if one.role is Role.POINTS else None
    if not more or more.start():
        return None
    near = sentence_before(reading, one, 2)
    if len(near) < 2:
        return None
    old, now = near
    if FROM.search(reading.text[max(0, now.start - 26) : now.start]) and TO.search(old.lead):
        old, now = now, old
    elif not said_old(reading, old):
        return None
    if not (old.role is now.role is Role.PERCENT):
        return None
    return of_two(one, now, old, DOWN.search(more[1]))


# ---- what is compared with stands in brackets, or in another clause

_THAN = later("([高低快慢]于|[高低]出|[比较与同])((?:\\d{1,4}[年月]|[^,。;()\\d]){0,14})\\($")
_AFTER = later(
    "\\)(?:相比较?,?)?(?:[高低快慢多少增减]|增加|减少|提高|下降|降低|回落|上升|加快|放缓)?(?:了|出)?"
)
_WITH = later("相比较?,?")
_BEHIND_OF = later("[比较]([^,。;()]{2,10}?)(?:增加|减少|多|少|提高|下降|降低|回落)(?:了|出)?$")
_OPENED = later("^[(,;]([^,。;()]{2,14}?)(?:为|是)?$")


def _bracketed(reading: TextReading, one: TextFigure) -> Finding | None:
    """高于全市平均水平(6.8%)3.5个百分点; 比第三批增加11.2亿元(第三批为62.3亿元)."""
    more = _BEHIND_OF.search(one.lead) if "比" in one.lead or "较" in one.lead else None
    then = _AS_THEN.fullmatch(one.lead) if more is None and "比" in one.lead else None
    before = one.order and reading.figures[one.order - 1].inner
    near = sentence_before(reading, one, 6) if before or more or then else ()
    rest = [f for f in near[1:] if before and not f.inner and f.role is not Role.POINTS]
    if rest:
        # 增长7.8%，较1-4月的7.2%加快，高于全省(5.9%): it is not what was then that is above.
        old, now = near[0], next((f for f in rest if not said_old(reading, f)), rest[0])
        said = _THAN.search(reading.text[max(0, old.start - 20) : old.start])
        by = _AFTER.fullmatch(reading.text[old.end : one.start])
        with_ = said is not None and said[1] in "与同" and by is not None and "相比" not in by[0]
        if said and by and not with_ and _comparable(old, now, one):
            way = said[1] if said[1] not in "比较与同" else _WITH.sub("", by[0])
            return of_two(
                one,
                now,
                old,
                DOWN.search(way) or way.strip(")")[:1] in ("减", "慢", "放", "低", "少"),
            )
    if not (more or then) or not near or one.order + 1 >= len(reading.figures):
        return None
    old, now = reading.figures[one.order + 1], near[0]
    said = _OPENED.search(reading.text[one.end : old.start])
    if said is None or not _comparable(old, now, one):
        return None
    if more and not is_then_of(reading, old, now):
        # 基层治理占65%，比上年提高7个百分点；医疗服务由上年的54%提高到59%: of another.
        return None
    if more and more[1] in said[1] and _is_of_its_year(now, said[1].replace(more[1], "", 1)):
        return of_two(one, now, old, DOWN.search(one.lead[more.end(1) :]))
    # 同比提高5.8个百分点(去年同期为46.2%): of the time that 同比 means.
    of_then = then and old.inner and not one.inner and _SAME_TIME.fullmatch(said[1])
    return of_two(one, now, old, DOWN.search(one.lead)) if of_then else None


def _is_of_its_year(now: TextFigure, besides: str) -> bool:
    """2022年305亿元，比初步核算数增加5亿元，2023年初步核算数320亿元: of another year."""
    dated = _DATED.search(besides)
    return dated is None or dated[0] in now.lead


_DATED = later("\\d{1,4}[年月]|[今去上前本]年|第[一二三四五六七八九十\\d]{1,3}[批期]")
_AS_THEN = later(",?(?:同比|环比)(?:增加|减少|多|少|提高|下降|降低|回落|上升|提升)(?:了|出)?")
_SAME_TIME = later("[上去]年(?:同期)?|上[月期季周]|上个月|上季度")


def _comparable(old: TextFigure, now: TextFigure, one: TextFigure) -> bool:
    if now.inner or old.role is not now.role:
        return False
    return old.role is (Role.PERCENT if one.role is Role.POINTS else one.role) and (
        one.role is Role.POINTS or (now.dimension, now.measure) == (one.dimension, one.measure)
    )
