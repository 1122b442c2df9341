"""A percentage set against another by name: 增长18.7%，比全省环保平均增速高5.5个百分点.

What is named is the figure whose subject is that name and which is of the same kind: growth against
growth, a rate against the rate of that name.  Where exactly one is, size and direction are both
checked; where words say only which way (低于全省平均水平), `only_direction` checks that.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.judging.unlike import are_unlike, is_told_apart
from sangeyipi.audit.relations.changes.said_change import is_bracket
from sangeyipi.audit.text.comparison import (
    GOES_ON,
    NAMED_WAY,
    SETS,
    SetAgainst,
    both_named,
    goes_on_of,
    set_against,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import growth_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.subjects import (
    GROWN,
    bound_by_name,
    is_named,
    kind_of,
    last_date,
    sign_of,
    subject_named,
    subject_of,
)
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "1-8月全省完成环保投资376亿元，同比增长13.2%。钢铁行业用于环保的95亿元，增长18.7%，"
        "比全省环保平均增速高5.5个百分点。",
        "holds 18.7 - 13.2 = 5.5",
    ),
    (
        "1-8月全省完成环保投资376亿元，同比增长13.2%。钢铁行业用于环保的95亿元，增长18.7%，"
        "比全省环保平均增速高6.5个百分点。",
        "wrong 18.7 - 13.2 = 6.5",
    ),
    (
        "全社会研发投入482亿元，同比实际增长16.4%；民营企业研发投入291亿元，同比实际增长21.7%，"
        "低于同期全社会增速5.3个百分点。",
        "wrong 16.4 - 21.7 = 5.3",
    ),
    (
        "外贸出口124亿元，同比增长18.6%。玩具行业出口31亿元，同比下降2.4%，"
        "比同期外贸出口增速高21个百分点。",
        "wrong -2.4 - 18.6 = 21",
    ),
    (
        "县级水利项目完成投资21.4亿元，占年计划的58.4%。市级水利项目完成投资6.1亿元，"
        "占年计划的69.1%，快于县级水利项目10.7个百分点。",
        "holds 69.1 - 58.4 = 10.7",
    ),
    (
        "甲镇征地进度为84.1%，乙镇为79.3%，乙镇比甲镇快4.8个百分点。",
        "wrong 79.3 - 84.1 = 4.8",
    ),
    (
        "南江区开工率93.2%，北江区开工率80.4%，南江区高出北江区11.8个百分点。",
        "wrong 93.2 - 80.4 = 11.8",
    ),
    (
        "1-5月，全市商品房销售额下降5.3%，降幅比全省平均水平收窄2.1个百分点（全省下降7.2%）。",
        "wrong 7.2 - 5.3 = 2.1",
    ),
    (
        "全市商户增长16.2%，其中餐饮商户增长19.8%，增速比全市高2.6个百分点。",
        "wrong 19.8 - 16.2 = 2.6",
    ),
    (
        "1-8月，全市招商引资市外到位资金386.4亿元，同比增长32.47%。引进央企项目到位94.7亿元，增长51.83%，"
        "高于市外增速19.36%。",
        "holds 51.83 - 32.47 = 19.36",
    ),
    (
        "1-7月，市级水利项目完成投资38.2亿元，投资进度达53%。东桥县年度计划投资6亿元，截至7月底完成4.2亿元，"
        "投资进度70%，高于全市进度27个百分点。",
        "wrong 70 - 53 = 27",
    ),
    ("全省能耗下降11.6%，我市下降8.2%，降幅小于全省平均4.4个百分点。", "wrong 11.6 - 8.2 = 4.4"),
    ("快递业务量增长13.4%，高于全市5.7个百分点，全市增长8.7%。", "wrong 13.4 - 8.7 = 5.7"),
    ("全省出口额增长11.8%，我市增长14.9%，增幅高出全省4.1个百分点。", "wrong 14.9 - 11.8 = 4.1"),
    (
        "固定资产投资增长8.4%。工业投资增长15.9%，高于固定资产投资增速6.5个百分点。",
        "wrong 15.9 - 8.4 = 6.5",
    ),
    ("农膜使用量下降3.6%，农药使用量下降5.1%，降幅大于农膜1.7个百分点。", "wrong 5.1 - 3.6 = 1.7"),
    (
        "全县签约项目72个，已开工63个，开工率87.5%。其中东镇16个，开工15个，开工率93.8%，"
        "高出全县6.5个百分点。",
        "wrong 93.8 - 87.5 = 6.5",
    ),
    (
        "工业用气量增长7.2%，低于全社会用气量增速1.7个百分点。全社会用气量增长8.7%。",
        "wrong 8.7 - 7.2 = 1.7",
    ),
    (
        "项目投资完成96.8亿元，增长8.9%，高于去年同期（下降0.1%）9.0个百分点。",
        "holds 8.9 + 0.1 = 9.0",
    ),
    (
        "利用外资下降4.2%，低于全省平均（增长12.6%）18.6个百分点。",
        "wrong 12.6 + 4.2 = 18.6",
    ),
    (
        "全市出口142.7亿元，增长16%。对东盟、日韩出口分别增长23.7%和50.7%，"
        "分别高于全市出口增幅7.7和34.7个百分点。",
        "holds 50.7 - 16 = 34.7",
    ),
    (
        "全市出口142.7亿元，增长16%。对东盟、日韩出口分别增长23.7%和50.7%，"
        "分别高于全市出口增幅7.7和43.7个百分点。",
        "wrong 50.7 - 16 = 43.7",
    ),
    (
        "2012年1-11月份，全市财政支出比去年同期增加81.54亿元，增长21.8%。前11个月，民生支出增长24.6%，"
        "高于全市支出增幅3.8个百分点。",
        "wrong 24.6 - 21.8 = 3.8",
    ),
    (
        "全县固定资产投资增长7.2%，高于全市1.5个百分点；民间投资增长4.9%，全市固投增速为5.9%。",
        "wrong 7.2 - 5.9 = 1.5",
    ),
    (
        "3月份全市涉企问题办结率为94.7%；企业满意率98.2%。甲县办结率90.1%，低于全市平均水平5.4个百分点。",
        "wrong 94.7 - 90.1 = 5.4",
    ),
    (
        "新设企业589.8万户，增长7.7%。其中新设制造业企业增长9.1%，超过企业平均增幅2.4个百分点。",
        "wrong 9.1 - 7.7 = 2.4",
    ),
)
#: How far back a bracket and a rate are looked for.
_REACH, _FEW = 90, 2
_NEAR = 8


def against_named(reading: TextReading) -> Iterator[Finding]:
    """Every percentage that is set against another by name."""
    for one in reading.figures:
        if one.role is Role.POINTS and one.lead.lstrip(",").startswith("分别"):
            yield from _each_in_order(reading, one)
        elif (one.role is Role.POINTS or one.role is Role.PERCENT) and SETS.search(one.lead):
            said = set_against(one.lead)
            now = goes_on_of(reading, one) if said is not None else None
            both = both_named(one.lead) if said is None else None
            if both is not None:
                said, now = both[1], _called(reading, one, both[0])
            if said is not None and now is not None and not one.hedge:
                yield from _sized(reading, one, now, said)
        elif one.role is Role.POINTS and not one.hedge:
            yield from _in_bracket(reading, one)


def _sized(
    reading: TextReading, one: TextFigure, now: TextFigure, said: SetAgainst
) -> Iterator[Finding]:
    """增长18.7%，比全省环保平均增速高5.5个百分点."""
    bound = bound_by_name(reading, now, said.name, one.order)
    behind = _right_behind(reading, one, now, said.name)
    bound = [(behind, True)] if behind is not None else bound
    if not bound:
        later_on = _later_on(reading, one, now, said.name)
        bound = [(later_on, True)] if later_on is not None else []
    told = [(told_against(one, now, old, said), sure) for old, sure in bound if old is not one]
    for found, _ in told:
        if found.verdict in GOOD:
            yield found
            return
    if len(told) == 1 and last_date(reading, now) == last_date(reading, bound[0][0]):
        found, sure = told[0]
        if is_told_apart(reading, one, said.name) and behind is None:
            return
        if are_unlike(reading, now, bound[0][0], said.name):
            return
        if sure or _is_near(found, one, kind_of(reading, now) == GROWN):
            yield found
    elif len(told) > 1 and all(sure for _, sure in told):
        # 全市增长9.4%，9月增长11.2%: of one of them, but for a slip.
        near = [found for found, _ in told if found.computed and slip_of(found.computed, one)]
        if len(near) == 1:
            yield near[0]


def _each_in_order(reading: TextReading, first: TextFigure) -> Iterator[Finding]:
    """对甲国、乙国出口分别增长23.7%和50.7%，分别高于全市出口增幅7.7和34.7个百分点."""
    said = set_against(first.lead.replace("分别", "", 1))
    behind = reading.figures[first.order : first.order + _LONGEST]
    row = list(takewhile(lambda f: f is first or _is_next(first, f), behind))
    rates = reading.figures[max(0, first.order - len(row)) : first.order]
    if said is None or len(row) < _FEW or len(rates) < len(row) or any(f.hedge for f in row):
        return
    listed = all(_is_next(rates[0], f) for f in rates[1:]) and not rates[0].inner
    if rates[0].role is not Role.PERCENT or not listed or first.sentence != rates[0].sentence:
        return
    for old, sure in bound_by_name(reading, rates[0], said.name, rates[0].order):
        found = [told_against(one, now, old, said) for one, now in zip(row, rates, strict=True)]
        good = [each for each in found if each.verdict in GOOD]
        if len(good) == len(found) or (sure and len(good) == len(found) - 1):
            yield from found
            return


def _is_next(first: TextFigure, one: TextFigure) -> bool:
    """Whether a figure goes on a list right behind another of its kind."""
    return one.role is first.role and one.lead in GOES_ON and one.sentence == first.sentence


#: Of more no such list is written.
_LONGEST = 6


def _in_bracket(reading: TextReading, one: TextFigure) -> Iterator[Finding]:
    """增长8.9%，高于去年同期（下降0.1%）9个百分点: one rose, and the other fell."""
    old = reading.figures[one.order - 1] if one.order else one
    if old.role is not Role.PERCENT or not is_bracket(old, one) or old.hedge:
        return
    begin = reading.text.rfind("(", max(0, old.start - _REACH), old.start)
    way = _WAY.search(reading.text[max(0, begin - _REACH) : max(0, begin)])
    before = reading.figures[max(reading.begins[one.order], old.order - _FEW) : old.order]
    rates = [f for f in before if f.role is Role.PERCENT and not f.inner]
    if way is None or not rates or rates[-1].hedge:
        return
    now = rates[-1]
    words = growth_of(now.lead), growth_of(old.lead)
    if None in words or sign_of(now) == sign_of(old):
        return
    found = told_against(one, now, old, SetAgainst("", bool(way[2])))
    if found.verdict in GOOD or is_slip(abs(found.computed or one.value), one):
        yield found


#: 高于去年同期 right before a bracket.
_WAY = re.compile(f"{NAMED_WAY}[^,。;:()\\d]{{0,14}}$")


def _is_near(found: Finding, one: TextFigure, grown: bool) -> bool:
    """Whether a difference looks like a slip; growth of another thing comes near by chance."""
    value = found.computed
    if value is None or value < 0:
        return found.reason is Reason.TURNED
    return is_slip(value, one) if grown else slip_of(value, one) is not None


def _called(reading: TextReading, one: TextFigure, name: str) -> TextFigure | None:
    """The only percentage of the sentence before a difference that is of a name."""
    wanted = subject_named(name)
    near = reading.figures[max(reading.begins[one.order], one.order - _NEAR) : one.order]
    found = [f for f in near if f.role is Role.PERCENT and not f.inner and kind_of(reading, f)]
    found = [f for f in found if wanted.thing and is_named(wanted, subject_of(reading, f))]
    return found[0] if len(found) == 1 else None


def _right_behind(
    reading: TextReading, one: TextFigure, now: TextFigure, name: str
) -> TextFigure | None:
    """比全省收窄1.9个百分点（全省下降7.2%）: what is named is told right behind."""
    after = reading.figures[one.order + 1 : one.order + 2]
    if not after or after[0].role is not Role.PERCENT or after[0].paragraph != one.paragraph:
        return None
    # 增速高于全县1.9个百分点，占全县的10.2%: of it, and not its own.
    if "占" in after[0].lead:
        return None
    old, wanted = after[0], subject_named(name)
    said = subject_named(old.lead.lstrip("(,;"))
    same = said.scope == wanted.scope and said.thing == wanted.thing
    known = bool(said.scope or said.thing) and kind_of(reading, old) in (
        kind_of(reading, now),
        None,
    )
    begun = reading.text[one.end : old.start - len(old.lead)] in ("(", ",", "", ";", "。")
    return old if same and known and begun and not old.hedge else None


def _later_on(
    reading: TextReading, one: TextFigure, now: TextFigure, name: str
) -> TextFigure | None:
    """固定资产投资增长7.2%，高于全市1.3个百分点；…，全市固定资产投资增长5.9%: the one of that place
    and thing that the rest of a paragraph has."""
    if _has_scope(reading, now):
        return None
    wanted, own = subject_named(name), subject_of(reading, now)
    thing = wanted.thing or _PLACE_BEFORE.sub("", own.thing)
    if not wanted.scope or wanted.scope == own.scope or len(thing) < _NAME:
        return None
    kind = kind_of(reading, now)
    found = [
        f
        for f in reading.figures[one.order + 1 : one.order + 1 + _BEHIND]
        if f.role is Role.PERCENT and f.paragraph == one.paragraph and not (f.inner or f.hedge)
        if kind_of(reading, f) == kind
        and subject_of(reading, f)[:2] == (wanted.scope, thing)
        and not (is_past(f.lead) or _WANTED.search(f.lead) or set_against(f.lead))
    ]
    return found[0] if len(found) == 1 and not _has_scope(reading, found[0]) else None


def _has_scope(reading: TextReading, one: TextFigure) -> bool:
    """全市固定资产投资(不含农户)增长5.9%: whether its clause says what is counted."""
    stop = _SCOPE_ENDS.search(reading.text, one.end)
    end = stop.start() if stop else len(reading.text)
    return _SCOPED.search(reading.text, reading.begun("。;\n", one.start), end) is not None


_SCOPE_ENDS, _SCOPED = later("[。;\n]"), later("含|口径|可比|剔除|扣除|跨区|不变价|现价")
_BEHIND, _NAME = 16, 2
_PLACE_BEFORE = later("^[\u4e00-\u9fff]{0,3}[县区市镇乡州旗]")
#: What is only aimed at.
_WANTED = later("目标|计划|任务|预期|力争|确保|争取|预计")


def told_against(one: TextFigure, now: TextFigure, old: TextFigure, said: SetAgainst) -> Finding:
    """By how much a percentage lies above or below the one that it is set against."""
    mine, theirs = (f.value if said.of_falls else f.value * sign_of(f) for f in (now, old))
    first, second = (theirs, mine) if said.down else (mine, theirs)
    value, room = first - second, now.half + old.half
    text = f"{first:f} - {second:f}".replace("- -", "+ ")
    return judge(one, value, (value - room, value + room), text, (now, old))
