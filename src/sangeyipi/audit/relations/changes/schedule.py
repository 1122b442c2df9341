"""How far a rate is ahead of the schedule or behind it: 序时进度, 时间进度, 均衡进度.

A schedule is the share of the year's months that have passed; where the text does not say how
many, none is wrong as long as one month fits.  Rates and points may stand in two lists, of which
the k-th of one belongs to the k-th of the other.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.comparison import AGAINST_SCHEDULE
from sangeyipi.audit.text.figure import Role, TextFigure, number
from sangeyipi.audit.text.months_passed import (
    MONTH_SAID,
    due_of,
    is_exact,
    is_of_one_end,
    is_of_years,
    months_at,
)
from sangeyipi.audit.text.named import PLAN, base_of, growth_of, is_base, rate_in, sentence_before
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    (
        "1-3月完成投资40亿元，占年度计划的37.2%，高于序时进度12.2个百分点。",
        "holds 37.2 - 3/12 * 100 = 12.2",
    ),
    (
        "1-3月完成投资40亿元，占年度计划的37.2%，高于序时进度21.2个百分点。",
        "wrong 37.2 - 3/12 * 100 = 21.2",
    ),
    (
        "1-9月完成投资24.6亿元，占年度计划的82%，超序时进度15.3个百分点。",
        "wrong 82 - 9/12 * 100 = 15.3",
    ),
    (
        "1—8月完成投资804亿元，比去年同期增加96亿元，完成年计划的67%，快于序时进度8.7个百分点。",
        "wrong 67 - 8/12 * 100 = 8.7",
    ),
    ("完成年度计划的75%，欠时间进度8.3个百分点。", "holds 10/12 * 100 - 75 = 8.3"),
    (
        "1-10月，完成年度计划的85.1%，超均衡进度1.8个百分点。",
        "holds 85.1 - 10/12 * 100 = 1.8",
    ),
    (
        "1-4月，省、市级项目投资完成率分别为45.2%、36.8%，分别超时序进度11.9个百分点、5.3个百分点。",
        "wrong 36.8 - 4/12 * 100 = 5.3",
    ),
    (
        "截至8月底，完成年度计划的70.2%，目前已超出年度序时进度13.5个百分点。",
        "wrong 70.2 - 8/12 * 100 = 13.5",
    ),
    ("1-10月完成目标任务的61.3%，欠进度22%。", "holds 10/12 * 100 - 61.3 = 22"),
    (
        "1-10月完成年度计划的97.7%，低于时序投资计划进度14.4个百分点。",
        "wrong 10/12 * 100 - 97.7 = 14.4",
    ),
    ("截至5月份完成年度计划的47.2%，高于序时进度5.3个百分点。", "base-unclear  = 5.3"),
    (
        "截至5月份，重点项目完成年度计划的47.2%，高于序时进度5.2个百分点；省市重点项目完成年度计划的48.2%，"
        "超序时进度6.5个百分点。",
        "wrong 47.2 - 5/12 * 100 = 5.2",
    ),
    (
        "1-9月，全市省级重点项目31个，年度计划投资118.4亿元，累计完成投资94.2亿元，投资完成率79.56%，超序时"
        "进度4.56个百分点；市级重点项目96个，年度计划投资241.7亿元，累计完成投资198.6亿元，投资完成率82.17%，"
        "超序时进度15.5个百分点。",
        "wrong 82.17 - 9/12 * 100 = 15.5",
    ),
    (
        "截至8月底，全县137个重点项目累计完成投资158.4亿元，占年度计划的68.6%。其中，44个市重点项目完成投资"
        "103.6亿元，占年度计划的87.8%，超序时进度12.8个百分点。",
        "wrong 87.8 - 8/12 * 100 = 12.8",
    ),
    (
        "1至8月，到位资金34.62亿元，完成市任务（43.8亿元）的79.04%、县任务（47.5亿元）的72.88%，"
        "分别超序时进度12.37个和9.21个百分点。",
        "wrong 72.88 - 8/12 * 100 = 9.21",
    ),
    (
        "1-9月完成投资691亿元，占年度计划的82.3%；开工178个，占年度计划的79.6%。完成投资超序时进度7.3个"
        "百分点，开工率低于序时进度4.6个百分点。",
        "wrong 9/12 * 100 - 79.6 = 4.6",
    ),
    (
        "1-9月完成投资691亿元，占年度计划的82.3%；开工178个，占年度计划的79.6%。完成投资超序时进度7.3个"
        "百分点，开工率低于序时进度4.6个百分点。",
        "holds 82.3 - 9/12 * 100 = 7.3",
    ),
    (
        "1至8月，使用外资2430万美元，完成年度目标3500万美元的69.4%；到位省外资金88.6亿元，完成年度目标"
        "120亿元的73.8%。外资、省外资金完成率分别高于序时进度2.7个和7.1个百分点。",
        "holds 73.8 - 8/12 * 100 = 7.1",
    ),
)
_EVEN = ("序时", "时序", "时间", "均衡")
_BEHIND = later("[低欠慢差缺]|落后|滞后")
_GOES_ON = frozenset({"、", "和", "及", "与", "以及"})
_MOST, _SENTENCE = 12, 100
#: How many sentences before are looked at for a rate that is not told again.
_SENTENCES = 2
#: Nothing is off by so many per cent.
_DISTANT = 50
_OWN = later("[,;]?([\u4e00-\u9fff]{2})(?:率|进度|率已|率均)?(?=[高低超欠快慢落领滞])")
_CLAUSES = later("[;。\n]")


def against(reading: TextReading, one: TextFigure) -> Finding | None:
    """完成年度计划的37.2%，高于序时进度12.2个百分点: 3 months of 12."""
    own = _listed(reading, one)
    said = AGAINST_SCHEDULE.search(own[0].lead)
    if not said:
        return None
    behind = _is_behind(said)
    rate = _rate_of(reading, one, own)
    if rate is None or _is_schedule(reading, one, rate):
        earlier = rate is None and _is_even(said)
        return _of_earlier(reading, one, behind, own) if earlier else None
    month = months_at(reading, rate)
    exact = month > 0 and is_exact(reading, rate)
    tries = [month] if month else []
    tries += [n for n in range(1, 13) if n != month]
    for n in tries:
        found = _told(one, rate, n, behind)
        if found.verdict not in GOOD:
            continue
        if n == month or not month:
            return found
        one_end = is_of_one_end(reading, one, rate, month)
        if exact or (one_end and not _is_of_another(reading, one, rate, behind, month)):
            wrong = _told(one, rate, month, behind)
            return wrong.also(f"像是按 {n} 个月算的")
        return found._replace(verdict=RelationVerdict.ROUNDING)
    if not month or not _is_even(said):
        proven = _of_proven_month(reading, one, rate, behind) if _is_even(said) else None
        return proven or _unclear(one, rate)
    found = _told(one, rate, month, behind)
    why = _why_open(reading, found, rate)
    if not why and found.verdict not in GOOD:
        other = _is_of_another(reading, one, rate, behind, month)
        why = "另一处比的是同一个进度，不是按月平均的" if other else ""
    if not why:
        return found
    found = found.also(f"{why}，不作判断", Reason.OPEN)
    return found._replace(verdict=RelationVerdict.BASE_UNCLEAR, remedy="")


def _unclear(one: TextFigure, rate: TextFigure) -> Finding:
    said = f"{one.text} 对不上任何一个月的序时进度，比的可能是别的进度"
    kind = RelationKind.DIFFERENCE
    return Finding(RelationVerdict.BASE_UNCLEAR, kind, said, "", None, one, (rate,))


def _of_proven_month(
    reading: TextReading, one: TextFigure, rate: TextFigure, behind: bool
) -> Finding | None:
    """截至5月份完成47.2%，高于序时进度5.2个百分点；…48.2%，超序时进度6.5个百分点.

    The month that the others come out by, which the paragraph names; only of a slip.
    """
    if not _names_plan(reading, rate):
        return None
    begin = reading.begun("\n", one.start)
    said = {int(each) for each in MONTH_SAID.findall(reading.text[begin : one.start])}
    fitting: list[set[int]] = []
    for other in reading.figures[max(0, one.order - _MOST) : one.order + _MOST]:
        if (
            other is one
            or other.paragraph != one.paragraph
            or AGAINST_SCHEDULE.search(other.lead) is None
        ):
            continue
        own = _listed(reading, other)
        words, theirs = AGAINST_SCHEDULE.search(own[0].lead), _rate_of(reading, other, own)
        if words is None or theirs is None or theirs is rate:
            continue
        back = _is_behind(words)
        fitting.append({n for n in range(1, 13) if _told(other, theirs, n, back).verdict in GOOD})
    if not fitting or any(each != said for each in fitting) or len(said) != 1:
        return None
    (month,) = said
    found = _told(one, rate, month, behind)
    slip = found.computed is not None and slip_of(found.computed, one) is not None
    return found if slip and not one.hedge else None


def _is_behind(said: "re.Match[str]") -> bool:
    """Whether words say that something is short of a schedule."""
    return bool(_BEHIND.search(said[1] or said[5] or "")) or said[3] in ("慢", "低", "欠")


def _is_schedule(reading: TextReading, one: TextFigure, rate: TextFigure | None) -> bool:
    """高于序时进度66.7%, 低于序时进度90%: the schedule, and not how far a rate is off."""
    if one.role is not Role.PERCENT or rate is None:
        return False
    month = months_at(reading, rate)
    due = month > 0 and half_up(due_of(month), one.places) == one.printed
    return due or one.printed > _DISTANT


def _why_open(reading: TextReading, found: Finding, rate: TextFigure) -> str:
    """Why nothing is said of what does not come out: the plan is another one."""
    if found.stated is not None and _has_own_aim(reading, found.stated):
        return "全年的目标不是 100%"
    if is_of_years(reading, rate):
        return "计划不是一年的"
    return "" if _is_surely_of(reading, found, rate) else "不知道比的是哪个计划"


def _is_surely_of(reading: TextReading, found: Finding, rate: TextFigure) -> bool:
    """Whether a rate is of the year's plan, or so near that it is meant."""
    if found.stated is None or found.computed is None or _names_plan(reading, rate):
        return True
    name = rate_in(rate.lead)
    if name is None or _BEGUN.search(name[1]) is None:
        return True
    value, stated = found.computed, found.stated
    near = stated.value <= 2 * value <= 4 * stated.value or is_slip(value, stated)
    return near or half_up(-value, stated.places) == stated.printed


#: What has begun by when, a plan of its own says.
_BEGUN = later("开工|开竣工|签约|入库|竣工|投产")


def _is_even(said: "re.Match[str]") -> bool:
    """Whether it is a schedule of months gone by: 序时进度, 序时, and no 目标进度."""
    return (said[2] or said[4]) in _EVEN or any(one in said[0] for one in _EVEN[:2])


def _has_own_aim(reading: TextReading, one: TextFigure) -> bool:
    """Whether the paragraph wants more than the whole plan: 年度投资计划完成率120%以上的目标."""
    return _AIM.search(reading.text[reading.begun("\n", one.start) : one.start]) is not None


_AIM = later("1[1-9]\\d%(?:及?以上)?的?(?:目标|要求|任务)|(?:目标|要求)[为是]?1[1-9]\\d%")


def _is_of_another(
    reading: TextReading, one: TextFigure, rate: TextFigure, behind: bool, month: int
) -> bool:
    """完成82.2%，高于序时进度2.2个百分点；完成47.1%，低于32.9个百分点: both are against 80%."""
    pace = _pace(rate, one, behind)
    for other in reading.figures[max(0, one.order - _MOST) : one.order + _MOST]:
        if other.role is not one.role or other is one or other.paragraph != one.paragraph:
            continue
        said = AGAINST_SCHEDULE.search(other.lead)
        theirs = _rate_of(reading, other, _listed(reading, other)) if said else None
        if said is None or theirs is None or theirs is rate:
            continue
        back = _is_behind(said)
        if _told(other, theirs, month, back).verdict in GOOD:
            # That one is against the months that have passed, so that this one should be.
            continue
        if (
            abs(_pace(theirs, other, back) - pace)
            <= other.half + theirs.half + one.half + rate.half
        ):
            return True
    return False


def _pace(rate: TextFigure, one: TextFigure, behind: bool) -> Decimal:
    """What a rate is so many points above or below."""
    return rate.value + one.value if behind else rate.value - one.value


def _of_earlier(
    reading: TextReading, one: TextFigure, behind: bool, own: Sequence[TextFigure]
) -> Finding | None:
    """开工78个，占年度计划的80.7%。…开工率超序时进度5.7个百分点: the one rate of the sentences
    before that lies just so far off; the other way only where it is called so.

    Of several (分别高于序时进度4.8个和7.5个百分点) the k-th is of the k-th of a plan, and wrong
    where all the others come out.
    """
    near = [f for f in reading.paragraph_before(one) if f.sentence >= one.sentence - _SENTENCES]
    rates = [f for f in near if _is_rate(f) and not f.inner and _is_of_plan(reading, f)]
    many = len(own) + _more_of(reading, one)
    if many > 1:
        rates = [f for f in rates if f.order < own[0].order and _names_plan(reading, f)]
        if len(rates) == many and _but_one_holds(reading, one, own, rates, behind):
            return _told(one, rates[len(own) - 1], months_at(reading, rates[len(own) - 1]), behind)
        rates = [rates[len(own) - 1]] if len(rates) == many else []
    found: list[Finding] = []
    for rate in rates:
        month = months_at(reading, rate)
        told = [_told(one, rate, month, way) for way in (behind, not behind)] if month else []
        if any(each.verdict in GOOD for each in told):
            found.append(told[0])
    if len(found) != 1 or one.hedge:
        return None
    name = _OWN.match(one.lead)
    (rate,) = found[0].operands
    named = name is not None and name[1] in _CLAUSES.split(_said_before(reading, rate))[-1]
    return found[0] if found[0].verdict in GOOD or (named and many == 1) else None


def _but_one_holds(
    reading: TextReading,
    one: TextFigure,
    own: Sequence[TextFigure],
    rates: list[TextFigure],
    behind: bool,
) -> bool:
    """Whether all the others of a list are as far from the schedule as they say."""
    first = own[0].order
    pairs = zip(reading.figures[first : first + len(rates)], rates, strict=True)
    others = [(f, rate) for f, rate in pairs if f is not one]
    return not one.hedge and all(
        _told(f, rate, months_at(reading, rate), behind).verdict in GOOD for f, rate in others
    )


def _is_of_plan(reading: TextReading, one: TextFigure) -> bool:
    said = rate_in(one.lead) is not None or base_of(one.lead) is not None
    return said or _names_plan(reading, one)


def _names_plan(reading: TextReading, one: TextFigure) -> bool:
    """占年度计划的, 完成年度目标125亿元的: whether a share says that it is of a plan."""
    base = reading.figures[one.order - 1] if one.order else one
    lead = base.lead if base is not one and is_base(reading, base) else one.lead
    return PLAN.search(lead) is not None


def _is_of_all(reading: TextReading, one: TextFigure) -> bool:
    """占总投资1199亿元的16.3%: whether a share says that it is of more than a plan of the year."""
    base = reading.figures[one.order - 1] if one.order else one
    lead = base.lead if base is not one and is_base(reading, base) else one.lead
    return _OF_ALL.search(lead) is not None and PLAN.search(lead) is None


_OF_ALL = later("占总投资|占投资总额|占概算")


def _more_of(reading: TextReading, one: TextFigure) -> int:
    """How many more a list has behind a figure."""
    many = 0
    for f in reading.figures[one.order + 1 : one.order + _MOST]:
        if f.lead not in _GOES_ON or f.role is not one.role or f.sentence != one.sentence:
            break
        many += 1
    return many


def _said_before(reading: TextReading, one: TextFigure) -> str:
    return reading.text[max(0, one.start - _SENTENCE) : one.start]


def _listed(reading: TextReading, one: TextFigure) -> Sequence[TextFigure]:
    """The list that a figure goes on or begins, up to it."""
    first = one.order
    while first > max(0, one.order - _MOST) and reading.figures[first].lead in _GOES_ON:
        before = reading.figures[first - 1]
        if before.role is not one.role or before.sentence != one.sentence:
            break
        first -= 1
    return reading.figures[first : one.order + 1]


def _rate_of(reading: TextReading, one: TextFigure, own: Sequence[TextFigure]) -> TextFigure | None:
    """The nearest rate before; of a list the one at the same place of a list as long."""
    begin = own[0]
    after = reading.figures[one.order + 1 : one.order + 2]
    alone = len(own) == 1 and not (after and after[0].lead in _GOES_ON)
    if alone:
        near = [f for f in sentence_before(reading, one, 3) if _is_rate(f)]
        # 占年度计划的81.3%，占总投资1199亿元的16.3%: a schedule is of the plan.
        of_plan = [f for f in near if _names_plan(reading, f)]
        other = bool(near) and _is_of_all(reading, near[0])
        return next(iter(of_plan if other and of_plan else near), None)
    length = len(own) + _more_of(reading, one)
    last = next((f for f in sentence_before(reading, begin, 1) if _is_rate(f)), None)
    rates = _listed(reading, last) if last is not None else ()
    if len(rates) != length:
        # 完成市任务（43.8亿元）的79.04%、县任务（47.5亿元）的72.88%，分别超序时进度….
        here = [f for f in sentence_before(reading, begin, _MOST) if f.role is Role.PERCENT]
        rates = [f for f in reversed(here) if _names_plan_of(reading, f)]
    return rates[len(own) - 1] if len(rates) == length and _is_rate(rates[0]) else None


def _names_plan_of(reading: TextReading, one: TextFigure) -> bool:
    """完成任务(43.8亿元)的79.04%: whether a rate is of a plan in a bracket right before it."""
    base = reading.figures[one.order - 1] if one.order else one
    return (
        base.inner
        and one.lead == "的"
        and _IN_BRACKET.search(reading.text[max(0, base.start - _TASK) : base.start]) is not None
    )


_IN_BRACKET, _TASK = later("(?:计划|目标|任务)[^,。;()\\d]{0,4}\\($"), 14


def _is_rate(one: TextFigure) -> bool:
    if one.role is not Role.PERCENT or _LIMIT.search(one.lead):
        return False
    return not AGAINST_SCHEDULE.search(one.lead) and not growth_of(one.lead)


#: 前两位完成率均超过40%，丁县低于序时进度: what some are above, and the rate of none.
_LIMIT = later("(?:均|都|全部)(?:已)?(?:超过?|达到?|高于|突破|在)$")


def _told(one: TextFigure, rate: TextFigure, month: int, behind: bool) -> Finding:
    due = due_of(month)
    value = due - rate.value if behind else rate.value - due
    text = f"{rate.printed:f} - {month}/12 * 100"
    if behind:
        text = f"{month}/12 * 100 - {rate.printed:f}"
    reach = value - rate.half, value + rate.half
    found = judge(one, value, reach, text, (rate,), below=not behind)
    if found.verdict is RelationVerdict.WRONG:
        found = found._replace(said=f"{month} 个月的序时进度是 {number(due)}%，{found.said}")
    return found
