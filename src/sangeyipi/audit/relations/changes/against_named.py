"""A percentage set against another by name: 增长18.7%，比全省环保平均增速高5.5个百分点.

What is named is the figure whose subject is that name and which is of the same kind: growth against
growth, a rate against the rate of that name.  Where exactly one is, size and direction are both
checked; where words say only which way (低于全省平均水平), the direction is.

A subject is what its clause says, or the clause before where its own says none, without dates,
measures and verbs.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.judging.unlike import are_unlike, is_told_apart
from sangeyipi.audit.relations.changes.said_change import is_bracket
from sangeyipi.audit.text.comparison import (
    GOES_ON,
    NAME,
    NAMED_WAY,
    SETS,
    SetAgainst,
    both_named,
    goes_on_of,
    set_against,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, base_of, growth_of, is_past, rate_in
from sangeyipi.audit.text.reading import TextReading
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
        "316个省重点项目用地到位率为52.8%。9个县区省重点项目用地到位率58.3%，低于全省平均水平。",
        "wrong 58.3 > 52.8 = 52.8",
    ),
    (
        "316个省重点项目用地到位率为52.8%。9个县区省重点项目用地到位率58.3%，高于全省平均水平。",
        "holds 58.3 > 52.8 = 52.8",
    ),
    (
        "全省开工率达71%。甲市、乙市、丙市、丁市开工率分别为84%、67%、78%和90%，均高于全省平均水平。",
        "wrong 67 < 71 = 71",
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
#: How far the figures before are looked at, and how far back a sentence.
_MOST, _REACH, _FEW = 40, 90, 2
_BRACKET = later("\\([^()]{0,30}\\)")
_ENDS = later("[。;\n]")
_CLAUSE = later("[,:、]")
_DATE = later(
    "\\d{4}年(?:度)?|(?:前)?\\d{1,2}(?:[-~至到]\\d{1,2})?个?月(?:份|底|末)?(?:\\d{1,2}日)?|前?[一二三四]季度"
    "|上半年|下半年|今年以来|[今当本全]年|[本当]月|截[至止](?:目前)?|同期|目前|[年月][末底初]|以来"
)
_NUMBER = later(
    "第?[\\d.]+(?:[万亿]*(?:[美港欧]?元|[个项家户件人亩宗%])|个百分点|万?吨|万?千瓦时)?"
)
_THAN_THEN = later("[比较与][上去]年(?:增[加收支]?|减[少收支]?|[多少])?$")
_DULL = later(
    "增加值|总产值|同比|环比|名义|实际|累计|实现|完成|共计?|总额?|投资额?|项目|计划|任务|目标|年度|[占为达的了有已约超近]|其中"
    "|增速|增幅|增长率?|上升|提高|下降|减少|回落|增加|水平|平均|进度|情况|数量|比重|比例|完成率|安排|用于|我"
)
_SCOPE = later("全([国省市县区州旗盟乡镇]|社会|部)|^([国省市县区州])(?=[级属重直])")
#: 高于总体进度, 高于平均: nothing but all of them.
_ALL = later("总体|整体|平均|全部|所有|总(?=进度|水平)")
_GROWN = "增长"
_GROWTH = later("(?:增速|增幅|增长率)(?:分别)?[为达]?$")
_RATE = later("[\u4e00-\u9fff]{2}率(?:已?[为达是仅])?$")
_PLANS = later("计划|目标|任务|投资")
_BARE = later("[,;、]?[\u4e00-\u9fff]{1,7}[县区市镇乡州旗村](?:则|仅|只)?(?:完成|[为是达])?到?")
_PACE = later("进度(?:分别)?(?:已?[为达是])?$")
_PLACE = later("[县区市镇乡州旗村]$")
_OWN_PLACE = later("[\u4e00-\u9fff]{0,3}[县区市镇乡州旗]")
#: 全市商户增长16.2%，其中餐饮增长19.8%: a part of the same.
_OF_IT = "其中"
_NEAR = 8
_ONLY_WAY = re.compile(f",(?:[也仍又且]|([均都]))?{NAMED_WAY}({NAME})(?=[,。;)\n])")


class _Subject(NamedTuple):
    """What a figure is of: all of a place, of a thing."""

    scope: str
    thing: str
    all: bool = False


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
    for word in _ONLY_WAY.finditer(reading.text):
        yield from _only_way(reading, word)


# ---- what is named


def _sized(
    reading: TextReading, one: TextFigure, now: TextFigure, said: SetAgainst
) -> Iterator[Finding]:
    """增长18.7%，比全省环保平均增速高5.5个百分点."""
    bound = _bound(reading, now, said.name, one.order)
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
        if sure or _is_near(found, one, _kind(reading, now) == _GROWN):
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
    for old, sure in _bound(reading, rates[0], said.name, rates[0].order):
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
    if None in words or _sign(now) == _sign(old):
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
    wanted = _named(name)
    near = reading.figures[max(reading.begins[one.order], one.order - _NEAR) : one.order]
    found = [f for f in near if f.role is Role.PERCENT and not f.inner and _kind(reading, f)]
    found = [f for f in found if wanted.thing and _is_named(wanted, _subject(reading, f))]
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
    old, wanted = after[0], _named(name)
    said = _named(old.lead.lstrip("(,;"))
    same = said.scope == wanted.scope and said.thing == wanted.thing
    known = bool(said.scope or said.thing) and _kind(reading, old) in (_kind(reading, now), None)
    begun = reading.text[one.end : old.start - len(old.lead)] in ("(", ",", "", ";", "。")
    return old if same and known and begun and not old.hedge else None


def _later_on(
    reading: TextReading, one: TextFigure, now: TextFigure, name: str
) -> TextFigure | None:
    """固定资产投资增长7.2%，高于全市1.3个百分点；…，全市固定资产投资增长5.9%: the one of that place
    and thing that the rest of a paragraph has."""
    if _has_scope(reading, now):
        return None
    wanted, own = _named(name), _subject(reading, now)
    thing = wanted.thing or _PLACE_BEFORE.sub("", own.thing)
    if not wanted.scope or wanted.scope == own.scope or len(thing) < _NAME:
        return None
    kind = _kind(reading, now)
    found = [
        f
        for f in reading.figures[one.order + 1 : one.order + 1 + _BEHIND]
        if f.role is Role.PERCENT and f.paragraph == one.paragraph and not (f.inner or f.hedge)
        if _kind(reading, f) == kind
        and _subject(reading, f)[:2] == (wanted.scope, thing)
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
    mine, theirs = (f.value if said.of_falls else f.value * _sign(f) for f in (now, old))
    first, second = (theirs, mine) if said.down else (mine, theirs)
    value, room = first - second, now.half + old.half
    text = f"{first:f} - {second:f}".replace("- -", "+ ")
    return judge(one, value, (value - room, value + room), text, (now, old))


def _only_way(reading: TextReading, word: "re.Match[str]") -> Iterator[Finding]:
    """到位率58.3%，低于全省平均水平: nothing but the direction is said."""
    after = reading.first_after(word.start())
    at = (after.order if after is not None else len(reading.figures)) - 1
    now = reading.figures[at] if at >= 0 else None
    if now is None or now.end != word.start() or now.role is not Role.PERCENT or now.hedge:
        return
    row = _row_to(reading, now) if word[1] else [now]
    bound = _bound(reading, row[0], word[4], row[0].order)
    if len(bound) != 1 or not bound[0][1] or any(f.hedge for f in row):
        return
    old = bound[0][0]
    if last_date(reading, row[0]) != last_date(reading, old):
        return
    told = [_which_way(f, old, row[0], word) for f in row if _apart(f, old, row[0])]
    off = sum(1 for one in told if one.verdict is RelationVerdict.WRONG)
    # Where most of a list lie on the other side another figure is meant.
    if len(row) == 1 or 2 * off <= len(row):
        yield from told


def _row_to(reading: TextReading, last: TextFigure) -> list[TextFigure]:
    """分别为58%、49%和74%，均高于: all of the list that ends with a figure."""
    row, joint = [last], _JOINT
    for before in reversed(reading.figures[reading.begins[last.order] : last.order]):
        if before.role is not Role.PERCENT or before.inner is not last.inner:
            break
        if joint.fullmatch(reading.text, before.end, row[0].start) is None:
            break
        if joint is _JOINT and reading.text[before.end] != ",":
            # 西部63%，甲市88%、乙市82%，均高于: of the last list.
            joint = _LISTED
        row.insert(0, before)
    return row


_JOINT = later("[、,]?[和及与]?[^,。;:、()\\d]{0,6}")
_LISTED = later("(?:、|和|及|与)[^,。;:、()\\d]{0,6}")


def _apart(now: TextFigure, old: TextFigure, first: TextFigure) -> bool:
    sign = _sign(first)
    return abs(now.value * sign - old.value * _sign(old)) > now.half + old.half


def _which_way(
    now: TextFigure, old: TextFigure, first: TextFigure, word: "re.Match[str]"
) -> Finding:
    mine, theirs = now.value * _sign(first), old.value * _sign(old)
    right = (mine < theirs) is bool(word[3])
    verdict = RelationVerdict.HOLDS if right else RelationVerdict.WRONG
    text = f"{mine:f} {'<' if mine < theirs else '>'} {theirs:f}"
    message = f"{now.text}，写的是{word[0].strip(',')}，那是 {old.text}"
    remedy = "" if right else "方向改过来，或核对这两个数"
    # 均高于 is said of each, whatever else the one comes to.
    kind = RelationKind.STATE if word[1] else RelationKind.DIFFERENCE
    return Finding(verdict, kind, message, text, mine, old, (now, old), remedy)


def _bound(
    reading: TextReading, now: TextFigure, name: str, end: int
) -> list[tuple[TextFigure, bool]]:
    """The figures before one that a name may be of, the nearest first, and whether it surely is."""
    wanted, kind = _named(name), _kind(reading, now)
    if kind is None or not (wanted.scope or wanted.thing or wanted.all):
        return []
    own = _subject(reading, now)
    found: list[tuple[TextFigure, bool]] = []
    for old in reversed(reading.figures[max(0, end - _MOST) : end]):
        if old is now:
            continue
        if old.paragraph < now.paragraph - _FEW:
            break
        if old.role is not Role.PERCENT or old.inner or old.hedge or _kind(reading, old) != kind:
            continue
        if set_against(old.lead) is not None:
            continue
        theirs = _subject(reading, old)
        if not theirs.scope and wanted.scope:
            theirs = theirs._replace(scope=_scope_before(reading, old))
        if wanted.all and not (wanted.thing or wanted.scope) and _is_of_all(reading, old, now):
            found.append((old, False))
            continue
        if theirs == own or not (_is_named(wanted, theirs) or _is_short(wanted, theirs, own)):
            continue
        # 全省出口增长12.7%，我市增长15.9%: of the same thing, where none is named anew.
        anew = not _OWN_PLACE.fullmatch(own.thing) or old.sentence != now.sentence
        part = old.sentence == now.sentence and _OF_IT in reading.between(old, now)
        alike = theirs.thing in own.thing or not anew or part
        alike = alike or (kind != _GROWN and _goes_on(own, old, now))
        same = bool(wanted.thing) or (bool(wanted.scope) and alike)
        found.append((old, same))
    return found


def _goes_on(own: _Subject, old: TextFigure, now: TextFigure) -> bool:
    """全市问题办结率94.7%。甲县办结率90.1%: a place and the bare name of the same rate."""
    place = _OWN_PLACE.fullmatch(own.thing) is not None and not own.scope
    return place and old.paragraph == now.paragraph and now.sentence - old.sentence <= 1


def _scope_before(reading: TextReading, one: TextFigure) -> str:
    """Of which place the sentence of a figure begins to tell: 全省项目2399个，到位资金…."""
    begin = reading.begun("。;\n", one.start)
    if reading.text.startswith(_OF_IT, begin):
        begin = reading.begun("。\n", begin - 1)
    said = _SCOPE.search(reading.text, begin, min(begin + _HEAD, one.start))
    return (said[1] or "") if said is not None else ""


#: 前三季度，全市: so much of a sentence may stand before whose it is and say it.
_HEAD = 12


def _is_of_all(reading: TextReading, old: TextFigure, now: TextFigure) -> bool:
    """完成固定资产投资386亿元，增长12.6%。…第三产业增长5.9%，低于全部投资增速: what opens all."""
    if old.paragraph != now.paragraph or old.sentence == now.sentence:
        return False
    first = reading.paragraph_before(now)
    kin = [f for f in first if f.role is Role.PERCENT and not f.inner]
    return bool(kin) and kin[0] is old


def _is_named(wanted: _Subject, theirs: _Subject) -> bool:
    if wanted.thing:
        scope = not wanted.scope or wanted.scope == theirs.scope
        # 甲镇征地进度: of a place there is but one such rate.
        place = _PLACE.search(wanted.thing) and theirs.thing.startswith(wanted.thing)
        return scope and (wanted.thing == theirs.thing or bool(place))
    if wanted.scope:
        return wanted.scope == theirs.scope
    return not theirs.thing and not theirs.scope


def _is_short(wanted: _Subject, theirs: _Subject, own: _Subject) -> bool:
    """农药使用量下降4.1%，降幅大于化肥: of what is called as its own is, 化肥使用量."""
    name, whole = wanted.thing, theirs.thing
    rest = whole.removeprefix(name)
    if name and whole in (f"财政{name}", f"一般公共预算{name}"):
        # 全市财政支出增长21.8%, 民生支出增长24.6%，高于全市支出增幅: all there is of it.
        return own.thing.endswith(name) and own.thing != whole
    if name and len(rest) < len(whole):
        return bool(rest) and own.thing.endswith(rest)
    # 新设制造业企业增长9.1%, 超过企业平均: 新设企业, of which these are some.
    first = whole.removesuffix(name)
    if name and first and first != whole and own.thing.endswith(name) and whole != own.thing:
        return own.thing.startswith(first)
    # 外贸企业增长5.7%，进出口增长14.1%，高于外贸整体: how many do it is not how much they do.
    if _DOERS.search(whole) and not _DOERS.search(own.thing):
        return False
    # 全区招商引资区外到位资金, 高于区外增速: what is told apart by a part of its name.
    return len(name) > 1 and name in whole and name not in own.thing


_DOERS = later("(?:企业|商户|机构|单位|主体|公司|大户|人员|人口)$")


@lru_cache(maxsize=4096)
def _named(said: str) -> _Subject:
    """What words name, without what says nothing of whom."""
    plain = _NUMBER.sub("", _DATE.sub("", said)).replace("固投", "固定资产投资")
    plain = _THAN_THEN.sub("", plain.replace("规上", "规模以上"))
    every = _ALL.search(plain) is not None
    plain = _RATE.sub("", _ALL.sub("", plain))
    plain = _DULL.sub("", plain).strip("“”()和与及")
    scope = ""
    for each in _SCOPE.finditer(plain):
        scope = each[1] or each[2]
    return _Subject(scope, _SCOPE.sub("", plain), every)


def _subject(reading: TextReading, one: TextFigure) -> _Subject:
    """What a figure is of: by its clause, or the next before that says anything."""
    before = reading.text[max(0, one.start - _REACH) : one.start]
    for clause in reversed(_CLAUSE.split(_ENDS.split(_BRACKET.sub("", before))[-1])):
        found = _named(clause)
        if found.scope or (found.thing and not _STATE.fullmatch(found.thing)):
            return found
    return _Subject("", "")


def _kind(reading: TextReading, one: TextFigure) -> str | None:
    """Of which kind a percentage is: growth, or a rate by its name; as the one before, where only
    whose it is is said (甲镇进度为82.4%，乙镇为76.9%)."""
    if _BARE.fullmatch(one.lead):
        first = max(reading.begins[one.order], one.order - _NEAR)
        for before in reversed(reading.figures[first : one.order]):
            # 甲县63.4%，高于全市11.7个百分点，乙县44.2%: over what is told of the one before.
            if before.role is Role.PERCENT and not _is_bare(before):
                return _kind(reading, before)
            if before.role not in (Role.PERCENT, Role.POINTS):
                break
    if growth_of(one.lead) is not None or _GROWTH.search(one.lead):
        return _GROWN
    rate = rate_in(one.lead)
    if rate is not None:
        return rate[1][-2:]
    if _PACE.search(one.lead):
        return "进度"
    base = base_of(one.lead)
    return "完成" if base is not None and _PLANS.search(base[1]) else None


def _is_bare(one: TextFigure) -> bool:
    return _BARE.fullmatch(one.lead) is not None


def _sign(one: TextFigure) -> Decimal:
    word = growth_of(one.lead)
    return Decimal(-1) if word is not None and DOWN.search(word[1]) else Decimal(1)


def last_date(reading: TextReading, one: TextFigure) -> str:
    """The last date that is said before a figure in its paragraph."""
    before = _SO_MANY.sub(r"1-\1月", reading.text[reading.begun("\n", one.start) : one.start])
    said = ""
    for each in _SPAN.finditer(before):
        said = _PART_OF_YEAR.get(each[0], each[0])
        if _UP_TO.match(before, each.end()):
            # 1-5月 and 截至5月底 end alike.
            said = f"1-{said}"
    return said


_UP_TO = later("(?:份)?[底末]")
_SO_MANY = later("前(\\d{1,2})个月")
_PART_OF_YEAR = {"一季度": "1-3月", "上半年": "1-6月", "前三季度": "1-9月"}


#: 已开工75个，开工率: what has become of them says nothing of whom.
_STATE = later("已?(?:开工|竣工|投产|签约|办结|到位|支[出付]|拨付|落实|履约)")
_SPAN = later(
    "(?<![比较与])(?:\\d{1,2}(?:[-~至到]\\d{1,2})?个?月|前三季度|[一二三四]季度|[上下]半年|(?:\\d{4}|[全上去])年)"
    "(?!度?(?:计划|目标|任务|投资|预算|安排))"
)
