"""Rates whose base stands apart: in the sentence before, behind the numerator, or in two parts.

共82个。截至11月，已开工71个，开工率…: a sentence that goes on about the one whole of its
paragraph.  完成86.4亿元（去年同期72亿元），年度计划144亿元，占年度计划的…: the plan comes last.
All pairs found here are of words that name nothing else.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    shown,
)
from sangeyipi.audit.judging.pairs import RatePair, told, verdict
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DOWN,
    PLAN,
    UNDONE,
    base_of,
    change_of,
    growth_of,
    rate_of,
    same_state,
)
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.breakdowns import BROKEN_DOWN
from sangeyipi.audit.text.terms.reference_periods import LAST_PERIOD, LAST_YEAR, PART_OF_YEAR
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    ("重点项目共82个。截至11月15日，已开工71个，开工率达到88.6%。", "wrong 71 / 82 * 100 = 88.6"),
    (
        "集中开工项目138个。其中，工业54个，占比39.1%；农业84个，占比60.9%。截至2月8日，已有63个项目"
        "开工，开工率46.7%。",
        "wrong 63 / 138 * 100 = 46.7",
    ),
    # Another batch is no part of the whole before.
    (
        "重点项目共82个。第三批已开工71个，开工率达到88.6%。",
        "base-unclear  = 88.6",
    ),
    (
        "今年完成投资86.4亿元（去年同期72亿元），年度计划144亿元，占年度计划的50%。",
        "wrong 86.4 / 144 * 100 = 50",
    ),
    (
        "项目33个，年度计划投资60.8亿元。目前已开工31个，开工率93.9%；完成投资49.6亿元，完成率86.1%。",
        "wrong 49.6 / 60.8 * 100 = 86.1",
    ),
    (
        "总投资80亿元，年度计划投资30亿元，累计完成24亿元，占年度计划的80%，占总投资的35%。",
        "wrong 24 / 80 * 100 = 35",
    ),
    (
        "引进项目73个，合同金额264亿元，实际到位91.7亿元，到位率37.4%。",
        "wrong 91.7 / 264 * 100 = 37.4",
    ),
    (
        "新增贷款74.8亿元；其中投向项目建设43.1亿元，占新增贷款的67.5%。",
        "wrong 43.1 / 74.8 * 100 = 67.5",
    ),
    ("总投资580亿元，其中工业项目290亿元，占比55%。", "wrong 290 / 580 * 100 = 55"),
    (
        "共76个，总投资302亿元。其中工业49个，占总数的64.5%，总投资217亿元，占总投资的79.1%。",
        "wrong 217 / 302 * 100 = 79.1",
    ),
    ("签约项目21个，其中开工项目超过六成，目前已开工11个。", "wrong 11 / 21 * 100 = 6"),
    ("第三批项目共82个。截至11月15日，已开工71个。开工率达到88.6%。", "wrong 71 / 82 * 100 = 88.6"),
    (
        "签约项目16个、开工项目20个、投产项目11个。\n投产项目已达效9个，达效率80.8%。",
        "wrong 9 / 11 * 100 = 80.8",
    ),
    ("第六批签约24个，已履约21个。履约率85.7%。", "wrong 21 / 24 * 100 = 85.7"),
    ("现场解决问题65个，未解决7个，解决率91.3%。", "wrong 65 / (65 + 7) * 100 = 91.3"),
    ("问题共30个，已解决20个，未解决10个，解决率76.7%。", "wrong 20 / 30 * 100 = 76.7"),
)
_BACK, _GAP, _FAR = 12, 16, 40
#: What a sentence may begin with that goes on about the same things.
_GOES_ON = later(
    rf"(?:截至|截止|至|到|目前|现|今年以来|[\d年月日底末初份,、 ]|{PART_OF_YEAR}|其中|"
    rf"(?:全部|上述|以上|这些)?项目中?|{WHOLE_REGION}|我[市县区]|已|实际|共?有|累计|完成){{0,12}}"
)
_PART_OF = later(f"(?:^|[,;。\n])其中|(?:{BROKEN_DOWN}),?$")
_OLD = later(f"{LAST_YEAR}|同期|{LAST_PERIOD}")
_YEARLY = later("年度|全年|[今当]年|年计划|年内")
_QUARTER = later(r"季度|上半年|本月|当月|\d月")
_NOT_YET = re.compile("(?:尚|还|仍)?(?:未|没有)([\u4e00-\u9fff]{2})(?:的|问题|项目)?$")
_SHARE = re.compile("占比?(?:为|达到?|约)?")


def apart(reading: TextReading, one: TextFigure) -> RatePair | None:
    """The pair that the words of a percentage tie to it over other words; None for none."""
    for way in _ways_of(one.lead):
        pair = way(reading, one)
        if pair is not None and pair.base.value > 0:
            return pair
    return None


# ---- the whole of a paragraph


def _of_paragraph(reading: TextReading, one: TextFigure) -> RatePair | None:
    """共82个。截至11月15日，已开工71个，开工率86.6%."""
    rate = rate_of(one.lead)
    part = reading.figures[one.order - 1] if one.order else None
    if rate is None or part is None or part.role is not Role.COUNT or part.inner:
        return None
    apart = one.sentence - part.sentence
    # 已开工71个。开工率86.6%: a full stop where a comma would do.
    near = apart == 1 and part.paragraph == one.paragraph and len(rate[1]) <= _SHORT
    told = not apart or near
    if not told or len(reading.between(part, one)) > _GAP:
        return None
    if apart and same_state(rate[1], part):
        counts = [f for f in reading.by_sentence[part.sentence] if f.role is Role.COUNT]
        if len(counts) == 2 and counts[1] is part and counts[0].unit == part.unit:
            return RatePair(part, counts[0]) if counts[0].value >= part.value else None
    if not same_state(rate[1], part) or not _is_first(reading, part):
        return None
    whole = _whole_of(reading, part)
    return RatePair(part, whole) if whole is not None and whole.value >= part.value else None


def _is_first(reading: TextReading, part: TextFigure) -> bool:
    """Whether a sentence begins with a figure, after words that name no other things."""
    far = max(0, part.start - _FAR - 1)
    begin = max(reading.text.rfind(mark, far, part.start) for mark in "。\n")
    said = reading.text[begin + 1 : part.start]
    state = "(?:" + words.STATES.pattern + "|解决|整改|化解|完成|使用|拨付)?"
    return len(said) <= _FAR and re.fullmatch(f"{_GOES_ON.pattern}{state}", said) is not None


def _whole_of(reading: TextReading, part: TextFigure) -> TextFigure | None:
    """The first count of a paragraph, where all that follow up to a part are said to be its own."""
    before = reading.paragraph_before(part)
    counts = [f for f in before if f.role is Role.COUNT and not f.inner]
    if not counts or counts[0].sentence == part.sentence or counts[0].unit != part.unit:
        return None
    whole, others = counts[0], counts[1:]
    begun = words.state_of(whole.lead) == words.state_of(part.lead + part.tail)
    if re.match("[乡镇县区]|部门|单位|领域|方面", whole.tail) or (begun and "已" in whole.lead):
        return None
    if others:
        gap = reading.text[whole.end : others[0].start]
        if (
            not _PART_OF.search(re.sub("(?<![^,;。\n])[^,;。\n]*$", "", gap) + ",")
            and "其中" not in gap
        ):
            return None
        if any(f.value > whole.value for f in others):
            return None
    return whole


# ---- a whole that the subject names

_SUBJECT = later(
    "(?:^|[,。;:、\n])(?:其中)?,?([^,。;:、()\\d\n]{2,10}?)(?:中|里)?,?(?:目前)?已(?:有)?[\u4e00-\u9fff]{2,4}$"
)
_RANGE, _NEAREST = 40, 3
_OF_TIME = later("目前|截至|现|累计|今年|以来|共|全")


def _of_subject(reading: TextReading, one: TextFigure) -> RatePair | None:
    """投产项目11个。…；投产项目已达效9个，达效率81.8%: of the one count of these before."""
    rate = rate_of(one.lead)
    part = reading.figures[one.order - 1] if one.order else None
    if rate is None or part is None or part.role is not Role.COUNT or part.inner:
        return None
    if part.sentence != one.sentence or len(reading.between(part, one)) > _GAP:
        return None
    said = _SUBJECT.search(reading.text[max(0, part.start - _FAR) : part.start])
    if said is None or not same_state(rate[1], part) or _OF_TIME.search(said[1]):
        return None
    found = [
        f
        for f in reading.figures[max(0, part.order - _RANGE) : part.order]
        if f.role is Role.COUNT and f.unit == part.unit and not f.inner and _is_called(f, said[1])
    ]
    if len({f.value for f in found}) != 1 or part.value > found[-1].value:
        return None
    near = part.sentence - found[-1].sentence <= _NEAREST
    return RatePair(part, found[-1]) if near and not found[-1].hedge else None


def _is_called(one: TextFigure, subject: str) -> bool:
    """Whether a count is of what a subject names: 投产项目11个, 11个投产项目."""
    thing = subject.removesuffix("项目")
    lead = re.sub("(?:项目|企业)?(?:[一总]?共|计|有|为){0,8}$", "", one.lead)
    if not thing or UNDONE.search(one.lead):
        return False
    return (lead.endswith(thing) and "已" not in lead) or one.tail.startswith(f"{thing}项目")


# ---- a plan, a total


def _of_plan_behind(reading: TextReading, one: TextFigure) -> RatePair | None:
    """完成86.4亿元（去年同期72亿元），年度计划144亿元，占年度计划的60%."""
    named = base_of(one.lead)
    base = reading.figures[one.order - 1] if one.order else None
    if named is None or not PLAN.search(named[1]) or base is None or base.inner:
        return None
    if base.role is not Role.MONEY or base.sentence != one.sentence or not PLAN.search(base.lead):
        return None
    if len(reading.between(base, one)) > _GAP or _QUARTER.search(base.lead):
        return None
    if _YEARLY.search(named[1]) and not _YEARLY.search(base.lead):
        return None
    part: TextFigure | None = None
    for other in _before(reading, base):
        if other.inner or other.role is not Role.MONEY or _OLD.search(other.lead):
            continue
        if change_of(other.lead) or other.measure == base.measure:
            return None
        if not other.measure.endswith(("完成", "到位", "引资")):
            return None
        if part is not None and other.measure == part.measure:
            return None
        part = part or other
    return RatePair(part, base) if part is not None else None


def _before(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """The figures before one in its sentence, the nearest first."""
    near = reading.figures[max(0, one.order - _BACK) : one.order]
    return [f for f in reversed(near) if f.sentence == one.sentence]


def _of_plan_before(reading: TextReading, one: TextFigure) -> RatePair | None:
    """年度计划投资60.8亿元。已开工31个，开工率93.9%；完成投资49.6亿元，完成率81.6%."""
    part = reading.figures[one.order - 1] if one.order else None
    if not _COMPLETED.fullmatch(one.lead.lstrip(",、 ")) or part is None:
        return None
    if part.role is not Role.MONEY or not part.measure.endswith("完成") or part.inner:
        return None
    if part.sentence != one.sentence or not re.fullmatch(
        "(?:累计|已)?完成投资", part.lead.lstrip(",;、 ")
    ):
        return None
    here = reading.paragraph_before(part)
    plans = [f for f in here if f.role is Role.MONEY and f.measure == "计划" and not f.inner]
    done = [f for f in here if f.role is Role.MONEY and f.measure.endswith("完成")]
    if len(plans) != 1 or done or part.sentence - plans[0].sentence > 1:
        return None
    counts = [f for f in here if f.role is Role.COUNT and not f.inner]
    if len(counts) > 2 or _QUARTER.search(plans[0].lead):
        return None
    return RatePair(part, plans[0])


def _of_total(reading: TextReading, one: TextFigure) -> RatePair | None:
    """累计完成24亿元，占年度计划的80%，占总投资的30%."""
    named = base_of(one.lead)
    if named is None or not re.fullmatch("(?:计划)?总投资(?:额)?", named[1]):
        return None
    near = _before(reading, one)
    money = [f for f in near if f.role is Role.MONEY and not f.inner]
    if len(money) < 2 or not one.lead.lstrip(", ").startswith("占"):
        return None
    part = money[0]
    between = reading.figures[part.order + 1 : one.order]
    if any(f.role is not Role.PERCENT or growth_of(f.lead) for f in between):
        return None
    totals = [f for f in money[1:] if f.measure == "总投资"]
    if part.measure == "总投资" or len(totals) != 1 or DOWN.search(part.lead):
        return None
    return RatePair(part, totals[0])


def _of_row(reading: TextReading, one: TextFigure) -> RatePair | None:
    """共76个，总投资302亿元。其中49个，占64.5%，总投资217亿元，占总投资的71.9%.

    The share of the count shows whose row it is: the amount beside that whole is the other base.
    """
    named = base_of(one.lead)
    near = reading.figures[max(0, one.order - 3) : one.order]
    if named is None or not one.lead.lstrip(",、 ").startswith("占") or len(near) < 3:
        return None
    count, share, part = near
    if (count.role, share.role, part.role) != (Role.COUNT, Role.PERCENT, Role.MONEY):
        return None
    if not re.fullmatch("(?:(?:计划)?总?投资(?:总?额)?|总[数额量])?", named[1]) or part.inner:
        return None
    if count.sentence != one.sentence or ";" in reading.text[count.end : one.start]:
        return None
    for base in reversed(reading.paragraph_before(count)[-_BACK:]):
        whole = reading.figures[base.order + 1]
        if base.role is not Role.COUNT or base.value <= count.value or base.inner:
            continue
        kin = whole.role is Role.MONEY and whole.measure == part.measure and not whole.inner
        if kin and whole.value >= part.value and len(reading.between(base, whole)) <= _GAP:
            return RatePair(part, whole) if verdict(RatePair(count, base), share) in GOOD else None
    return None


def _said_before(reading: TextReading, one: TextFigure) -> RatePair | None:
    """签约项目21个，其中开工项目超过六成，目前已开工14个: the share comes before its part."""
    near = reading.figures[max(0, one.order - 1) : one.order + 2]
    if not one.hedge or len(near) < 3 or any(f.sentence != one.sentence for f in near):
        return None
    base, _, part = near
    if base.role is not Role.COUNT or part.role is not Role.COUNT or base.inner or part.inner:
        return None
    said = _SHARE_OF_STATE.fullmatch(one.lead)
    begun = re.fullmatch(
        "(?:目前|现在?|截至目前)?已(?:有)?([\u4e00-\u9fff]{2})(?:项目)?", part.lead
    )
    state = words.state_of(said[1]) if said and begun else ""
    fits = state and words.state_of(part.lead) == state and part.value <= base.value
    return RatePair(part, base) if fits else None


_SHARE_OF_STATE = re.compile(
    "(?:其中)?已?([\u4e00-\u9fff]{2})(?:项目|的)?(?:占比?)?(?:超过|超|近|约|逾|过|不足|不到)?"
)


# ---- what is done and what is not


def _undone(reading: TextReading, one: TextFigure) -> RatePair | None:
    """共30个，已解决20个，未解决10个，解决率66.7%: of the whole that both come to."""
    rate = rate_of(one.lead)
    near = [f for f in _before(reading, one) if f.dimension != "%"]
    if rate is None or len(near) < 3 or near[0].order != one.order - 1:
        return None
    undone, done, whole = near[:3]
    said = _NOT_YET.search(undone.lead)
    if said is None or not rate[1].endswith(said[1]) or said[1] not in done.lead:
        return None
    kin = undone.dimension == done.dimension == whole.dimension != "元"
    fits = kin and undone.value + done.value == whole.value and not _NOT_YET.search(done.lead)
    return RatePair(done, whole) if fits else None


def of_both(reading: TextReading, one: TextFigure) -> Finding | None:
    """解决65个，未解决7个，解决率90.3%: of the two together, where no whole is named."""
    rate = rate_of(one.lead)
    near = _before(reading, one)[:3]
    if rate is None or len(near) < 2 or any(f.role is not Role.COUNT for f in near[:2]):
        return None
    undone, done = near[:2]
    said = _NOT_YET.search(undone.lead)
    if said is None or not rate[1].endswith(said[1]) or said[1] not in done.lead:
        return None
    if _NOT_YET.search(done.lead) or undone.inner or done.inner or undone.hedge or done.hedge:
        return None
    if len(near) > 2 and ";" not in reading.between(near[2], done):
        return None
    base = done.value + undone.value
    if not base:
        return None
    value = EXACT.divide(done.value * 100, base)
    judgement = judged(value, (value, value), one)
    if judgement is RelationVerdict.WRONG:
        of_whole = _of_whole_before(reading, done, one)
        if of_whole is not None:
            return told(of_whole, one)
    text = f"{done.value:f} / ({done.value:f} + {undone.value:f}) * 100"
    said_so = f"{done.text} 是两项合计 {base:f} 的 {shown(value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if judgement is RelationVerdict.WRONG:
        why = slip_of(value, one)
        remedy = f"两个数若无误，应为 {one.as_printed(value)}；否则核对这两个数"
    kind = RelationKind.RATE
    return Finding(judgement, kind, said_so, text, value, one, (done, undone), remedy, why)


def _of_whole_before(reading: TextReading, done: TextFigure, one: TextFigure) -> RatePair | None:
    """52个。…，已开工35个，未开工19个，开工率67.3%: of a whole named before, to each digit.

    Then it is not the rate that is off.
    """
    if one.hedge or len(one.digits) < _TELLING:
        return None
    kin = [f for f in reading.paragraph_before(done) if f.unit == done.unit and not f.hedge]
    for whole in reversed(kin):
        pair = RatePair(done, whole)
        plain = not whole.inner and whole.value > done.value and not _OLD.search(whole.lead)
        if plain and verdict(pair, one) is RelationVerdict.HOLDS:
            return pair
    return None


def _midst(reading: TextReading, one: TextFigure) -> RatePair | None:
    """总投资580亿元，其中工业项目290亿元，占比50%: nothing else is named."""
    near = _before(reading, one)
    if not _SHARE.fullmatch(one.lead.lstrip(",、 ")) or len(near) < 2:
        return None
    part, base = near[0], near[1]
    if part.order != one.order - 1 or part.inner or base.inner or part.role is not base.role:
        return None
    if part.role not in (Role.COUNT, Role.MONEY) or part.measure != base.measure:
        return None
    opened = re.match("(?:项目|企业)?,其中,?[^,;。]{1,8}$", reading.between(base, part))
    first = len(near) == 2 or near[2].sentence != base.sentence
    return RatePair(part, base) if opened and first and part.value <= base.value else None


# ---- amounts by their names


def _of_amount(reading: TextReading, one: TextFigure) -> RatePair | None:
    """授信58.6亿元，已投放34.1亿元，投放率58.2%: the only two amounts of a sentence."""
    rate = rate_of(one.lead)
    money = [f for f in _before(reading, one) if f.role is Role.MONEY]
    if rate is None or len(money) != 2 or money[0].order != one.order - 1:
        return None
    part, base = money
    stem = rate[1][-2:]
    fits = part.order == base.order + 1 and part.value <= base.value
    named = stem in part.lead and stem not in base.lead and not _OLD.search(part.lead + base.lead)
    return RatePair(part, base) if fits and named and not (part.inner or base.inner) else None


def _of_words(reading: TextReading, one: TextFigure) -> RatePair | None:
    """新增贷款74.8亿元；其中…43.1亿元，占新增贷款的57.6%: named again by its own words."""
    named = base_of(one.lead)
    part = reading.figures[one.order - 1] if one.order else None
    if named is None or len(named[1]) < _TELLING or PLAN.search(named[1]) or part is None:
        return None
    if part.role is not Role.MONEY or part.inner or part.sentence != one.sentence:
        return None
    here = [f for f in _before(reading, one)[1:] if f.role is Role.MONEY and not f.inner]
    bases = [f for f in here if f.lead.endswith(named[1]) and f.value >= part.value]
    again = "其中" in part.lead and len(bases) == 1
    return RatePair(part, bases[0]) if again and not change_of(part.lead) else None


_TELLING, _SHORT = 3, 4
_COMPLETED = re.compile("(?:投资)?完成率(?:为|达到?)?")
_Way = Callable[[TextReading, TextFigure], RatePair | None]
_Needed = Callable[[str], object]
#: Every way to find a pair, and what the words before the percentage must say for it.
_WAYS: tuple[tuple[_Way, _Needed], ...] = (
    (_of_paragraph, rate_of),
    (_of_subject, rate_of),
    (_of_plan_behind, base_of),
    (_of_plan_before, rate_of),
    (_of_total, base_of),
    (_undone, rate_of),
    (_midst, re.compile("占").search),
    (_of_amount, rate_of),
    (_of_words, base_of),
    (_of_row, base_of),
    (_said_before, _SHARE_OF_STATE.fullmatch),
)


@lru_cache(maxsize=4096)
def _ways_of(lead: str) -> tuple[_Way, ...]:
    """The ways that the words before a percentage leave: most leave two or three."""
    return tuple(way for way, needs in _WAYS if needs(lead))
