"""Shares whose own sentence says that they are of another time, of others or reckoned otherwise.

制造业41个…。上年同期，制造业占51.4% and 已开工项目中，制造业占56.4% are of no list before;
剔除留抵退税后税收占比 is of less than is printed, 全市不良率 of no loans of 全县, 除1条未到期外 of
one fewer, and 落地率 in a row of 开工率 of nothing beside.  Asked only of what would be told wrong.
"""

from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_share
from sangeyipi.audit.judging.pairs import verdict as share
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past
from sangeyipi.audit.text.reading import CLAUSE_ENDS, COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import NOT_COUNTED
from sangeyipi.audit.text.terms.reference_periods import LAST_PERIOD, PAST, YEAR_OVER
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

_PAIR, _TAIL, _BACK = 2, 8, 12
_SENTENCES = "。;\n"


def unless_of_other_scope(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the shares told wrong of what they say that they are not of."""
    return [one for one in found if not _is_of_other_scope(reading, one)]


def _is_of_other_scope(reading: TextReading, found: Finding) -> bool:
    one = found.stated
    told = found.verdict is RelationVerdict.WRONG and found.kind in SHARES
    if not told or one is None or one.role is not Role.PERCENT or len(found.operands) != _PAIR:
        return False
    part, base = found.operands
    if not all(reading.knows(f) for f in found.figures) or found.reason is Reason.EXCHANGED:
        return False
    return (
        _opens_otherwise(reading, part, base, one)
        or _is_said_behind(reading, one)
        or _is_reckoned_otherwise(reading, part, base, one)
        or _is_of_fewer(reading, part, base, one)
        or _is_of_other_region(reading, part, base, one)
        or _is_of_due(part, base, one)
        or _is_of_other_rate(reading, part, one)
        or _is_of_several(reading, part, base, one)
    )


# ---- 已开工项目中，制造业占56.4%


def _opens_otherwise(
    reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure
) -> bool:
    """Whether a sentence behind both figures opens with words that neither is said to be of."""
    begin = reading.begun(_SENTENCES, one.start)
    if base.end > begin:
        return False
    first = next(iter(reading.between_places(begin, one.end)), one)
    opening = reading.text[begin : max(begin, reading.begun(CLAUSE_ENDS, first.start))]
    of = " ".join(_around(reading, f) for f in (part, base))
    if part.end > begin:
        # 上月，服务业11个，占14.8%: of how many there were then.
        own = reading.clause_before(one, _LONG)
        return not _OF_ALL.search(own) and any(
            _TIME.fullmatch(said) and said not in _around(reading, base)
            for said in _COMMA.split(opening)
        )
    for said in _COMMA.split(opening):
        stem = _AMONG.sub("", said)
        if stem and stem not in of and not (_DULL.fullmatch(said) or _CLAIMS.search(said)):
            return True
    return False


_CLAIMS = later("分别|率为?$|占比|比重")
_TIME = later(
    f"\\d{{1,2}}月份?|[一二三四]季度|当月|本月|(?:{YEAR_OVER})(?:同期|同月|[末底])?|{LAST_PERIOD}"
)
_OF_ALL = later("全年|年度|累计|计划|目标|任务|预算|前\\d|全市|全县|全省")


def _around(reading: TextReading, one: TextFigure) -> str:
    """What the sentence says up to a figure, and right behind it."""
    begin = reading.begun(_SENTENCES, one.start)
    behind = _STOP.split(reading.text[one.end : one.end + _TAIL])[0]
    return reading.text[begin : one.end] + behind


_COMMA = later("[,:()]")
#: 在上述项目中, 这些诉求里: of all of them.
_AMONG = later(
    "^(?:其中|在|截至|到|至){0,2}(?:全部|所有|上述|以上|这些|该批|各类)?|(?:当中|[中里内])$"
)
#: Says nothing of what a share is of.
_DULL = later(
    "(?:其中|但|而|且|并且|同时|此外|另外|因此|可见|由此可见|值得注意的是|目前|截至目前|今年|今年以来|总的来看|总[体的]"
    "|[总整]体[上来]?看?|[^,。;]{0,10}(?:结构|类别|类型|构成|分布|性质|行业|领域|产业|主体|方面|数量|门类)[上来]{0,2}[看说讲分]?"
    "|[从按分][^,。;]{0,6}[类型业]别?[上来]{0,2}[看分说]|(?:据|经)[^,。;]{0,10}(?:统计|梳理|测算|核算|分析|了解))?"
)


def _is_said_behind(reading: TextReading, one: TextFigure) -> bool:
    """企业占31.1%(上年末): a bracket says of when."""
    return _THEN.match(reading.text, one.end) is not None


_THEN = later(f"\\((?:为|系)?(?:{PAST}|\\d{{4}}年)[^()\\d%]{{0,8}}\\)")


# ---- 剔除留抵退税后税收占比


def _is_reckoned_otherwise(
    reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure
) -> bool:
    """Whether the clause of a share, or that before, says how it is reckoned, and neither
    figure's does."""
    ends = max(part.end, base.end)
    own = reading.begun(CLAUSE_ENDS, one.start)
    before = reading.begun(CLAUSE_ENDS, own - 1) if own else own
    if reading.text[own - 1 : own] != ",":
        before = own
    clause = reading.text[max(own, ends) : one.start]
    if is_past(clause.split("占")[0]) and not is_past(part.lead):
        return True
    of = [_around(reading, f) for f in (part, base)]
    among = _SOME.search(clause)
    if among is not None and not any(among[1] in each for each in of):
        return True
    said = _OTHERWISE.search(reading.text, max(ends, before), one.start)
    return said is not None and not any(said[0] in each for each in of)


#: 新增贷款中涉农贷款占: of these, and 其中 of those before.
_SOME = later(
    "([\u4e00-\u9fff]{2,14}?)(?<!其)[中里](?![央心部小型长期学间医国等药级介标转短])[^,。;中占]{0,12}占"
)
_OTHERWISE = later(
    f"[\u4e00-\u9fff]{{2}}(?:环节|渠道|片区|板块)|剔除|扣[除减]|去除|除去|减去|还原|口径|可比|因素(?!影响|制约|拉动)|不(?:考虑|计)|户籍|若|本级|{NOT_COUNTED}|[当本上]月(?!底|末)|[当本上]季|[当本]周|[当本]日"
)


# ---- 除1条未到期外，办结113条，办结率86.9%


def _is_of_fewer(reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """Whether a rate is of the base but for what is said not to be due yet."""
    for other in reading.figures[max(0, one.order - _BACK) : one.order]:
        if other in (part, base) or other.unit != base.unit or other.value >= base.value:
            continue
        clause = (
            reading.clause_before(other, _LONG)
            + _STOP.split(reading.text[other.end : other.end + _BACK])[0]
        )
        if _NOT_DUE.search(clause) is None:
            continue
        fewer = base._replace(printed=base.printed - base.said(other.value))
        if fewer.printed > 0 and share(RatePair(part, fewer), one) in GOOD:
            return True
    return False


_LONG = 40
_STOP = later("[,。;:()\n]")
_NOT_DUE = later(
    "未到|延期|展期|期限内|期内|剔除|扣除|除(?:了|去)?$|不具备|暂缓|暂不|退[回件]|撤[回销件]|不予|无效|终止|取消"
)


# ---- 全县贷款236.8亿元，不良贷款3.22亿元，全市不良率1.86%


def _is_of_other_region(
    reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure
) -> bool:
    """Whether a share is said to be of another territory than both figures."""
    said = reading.clause_before(one, _LONG).split("占")[0]
    own = set(_REGION.findall(said))
    if not own:
        return False
    of = [set(_REGION.findall(_around(reading, f))) for f in (part, base)]
    begin = reading.begun("。\n", one.start)
    if not any(of) and own <= _WIDE:
        before = reading.text[: reading.begun(CLAUSE_ENDS, one.start)]
        return not any(each in before for each in own)
    if not any(of):
        of = [set(_REGION.findall(reading.text[begin : part.start]))]
    return any(of) and all(own.isdisjoint(each) for each in of)


#: A bulletin that is of so much says so at once.
_WIDE = {"全国", "全省"}
_REGION = later(f"{REGION_OR_NATION}|我[省市县区州]")


# ---- 412个项目中，应开工380个，开工率95.5%


def _is_of_due(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """Whether the part of a rate is what was to be done: that is of what it is reckoned."""
    due = _DUE.search(part.lead) if "率" in one.lead else None
    said = base.tail + one.lead
    return due is not None and due[1] not in said and _DONE.search(part.lead) is None


_DUE = later("(应(?!急|用|届|收)|需(?=[开竣完建投办整])|拟|计划|任务|目标)[^,。;:\\d]{0,8}$")
_DONE = later("已|实现|实际|完成|累计")


# ---- 开工率66.7%)、(16个，9个，落地率65.3%)


def _is_of_other_rate(reading: TextReading, part: TextFigure, one: TextFigure) -> bool:
    """Whether a rate beside bare figures is called otherwise than that of the row before."""
    name = _RATE.search(one.lead)
    if name is None or part.lead.strip(",、") or not one.inner:
        return False
    begin = reading.begun("。\n", one.start)
    named = _RATES.findall(reading.text[begin : one.start - len(one.lead)])
    if named:
        return name[1] not in named
    return name[1] not in reading.text[reading.begun("\n", one.start) : one.start - len(one.lead)]


_RATE = later("([\u4e00-\u9fff]{2})率[为是达到]{0,2}$")
_RATES = later("([\u4e00-\u9fff]{2})率")


# ---- 一般债券12.64亿元，专项债券58.37亿元，完成限额71.8亿元的98.9%


def _is_of_several(
    reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure
) -> bool:
    """Whether what stands in a row before a share comes to it together."""
    if _SUMMED.search(part.lead):
        return False
    behind = (f for f in reading.figures[part.order + 1 : one.order] if f is not base)
    if base.order > one.order or any(f.role in COUNTABLE for f in behind):
        return False
    total = part.value
    for other in reversed(reading.figures[reading.begins[part.order] : part.order]):
        alike = (other.role, other.dimension) == (part.role, part.dimension)
        if not alike or other is base or other.inner is not part.inner:
            # 完成1.5亿元，占7.5%；完成4亿元，占25%: each has a share of its own.
            if other.role in COUNTABLE or is_share(reading, other):
                return False
            continue
        total += other.value
        if total > base.value:
            return False
        both = part._replace(printed=part.said(total))
        if share(RatePair(both, base), one) in GOOD:
            return True
    return False


#: 本周38件，累计912件: the one is within the other.
_SUMMED = later(IN_ALL_SO_FAR)
