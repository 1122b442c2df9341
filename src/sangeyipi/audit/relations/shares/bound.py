"""What a percentage is of what, by its words and its place alone, whether it comes out or not.

Owns the binding: 完成任务589亿元的37.2% has its base right before it, 年度计划80亿元 … 占年度计划
stands for a plan that was named, 开工率 for the count that was begun of the count before it.  A
pair is `sure` where nothing else could be meant; what is not sure is told, never called wrong.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from sangeyipi.audit.judging.finding import GOOD
from sangeyipi.audit.judging.pairs import RatePair, verdict
from sangeyipi.audit.relations.shares.shares_of_several import is_of_several
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DONE,
    PLAN,
    UNDONE,
    base_of,
    own_words,
    rate_in,
    same_state,
)
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("新增23家，其中工业9家、商贸14家，完成年度目标30家的76.7%。", "holds 23 / 30 * 100 = 76.7"),
    (
        "年度计划100亿元，1-5月完成60亿元（去年同期45亿元），占年度计划的45%。",
        "wrong 60 / 100 * 100 = 45",
    ),
    ("引资219.2亿元，完成年度任务589亿元的37.2%。", "holds 219.2 / 589 * 100 = 37.2"),
    ("引资219.2亿元，完成年度任务589亿元的32.7%。", "wrong 219.2 / 589 * 100 = 32.7"),
    ("到位资金9.18亿元，占目标任务（11.45亿元）的81.7%。", "wrong 9.18 / 11.45 * 100 = 81.7"),
    ("63个新开工项目共有47个实现开工，开工率达76.4%。", "wrong 47 / 63 * 100 = 76.4"),
    (
        "年度计划投资164亿元，1-7月完成投资71.6亿元，投资进度达34.7%。",
        "wrong 71.6 / 164 * 100 = 34.7",
    ),
    ("全省375亿元资金中，甲市到位217.2亿元，占总数的58.2%。", "wrong 217.2 / 375 * 100 = 58.2"),
    (
        "安排120个，调整为134个。已开工118个，按调整后134个计算，开工率98.3%。",
        "wrong 118 / 134 * 100 = 98.3",
    ),
    (
        "一季度计划交地1682.5亩，实际交地3431.7亩，完成序时计划20.4%。",
        "wrong 3431.7 / 1682.5 * 100 = 20.4",
    ),
    (
        "交办积案2214件，本周化解38件，累计化解912件，化解率42.91%。",
        "wrong 912 / 2214 * 100 = 42.91",
    ),
    ("“投产一批”71个项目达效59个，达效率82.1%。", "wrong 59 / 71 * 100 = 82.1"),
    ("旅游收入31.62亿元，恢复至2019年同期53.41亿元的69.2%。", "wrong 31.62 / 53.41 * 100 = 69.2"),
    ("41种主要工业产品中35种实现增长，增长面85.3%。", "wrong 35 / 41 * 100 = 85.3"),
    (
        "一般债券12.64亿元，专项债券58.37亿元，完成额度58.93亿元的99%。",
        "holds 58.37 / 58.93 * 100 = 99",
    ),
    # The quarter's plan is not the year's.
    (
        "一季度计划投资224.3亿元，完成投资266.7亿元，完成年度计划的32.5%。",
        "base-unclear 266.7 / 224.3 * 100 = 32.5",
    ),
)


_NEAR, _GAP, _PLANS = 6, 16, 4
_COME_BACK = later("(?:已|也|并|基本)?恢复[到至]")
_RIGHT_OF = re.compile(r"\)?[^,。;、:\d()]{0,10}的(?:约|近|超过|超|不足)?")
_LEFT_OF = later(r"(?:占|完成|为|达|达到|相当于|是|恢复[到至])(?:\d{4}年)?[^,。;、\d]{0,14}\(?$")
_WANTED = later("力争|确保|争取|预计|要求|应|不低于|目标是")
#: 低效用地, 高标准农田 and 增值税 compare nothing.
_COMPARED = re.compile(
    "比|较|增(?!值)|多(?![元功式])|减(?!灾)|少(?![数年儿])|(?<!今年)同期(?!完成|实现|累计)|[上去]年|"
    "高(?![标新校速质层中职铁端等龄效技])|低(?![效保碳压])|快(?![递速])|慢(?![性病])"
)
_LAST_YEAR = later(f"{LAST_YEAR}|同期")
_QUARTER = later(r"季度|上半年|下半年|\d月(?:份)?(?![底末初])")
_YEAR = later("年")
_PLANNED = re.compile("计划|目标|任务|全年投资|年度投资|当年投资")
#: Counted, but no projects: 5个乡镇.
_OTHER_THINGS = re.compile(
    "(?:乡镇|镇|乡|(?:县|区|市)(?!级|重点|直|本)|部门|单位|领域|行业|大类|类|批次|方面|环节|月|片区|园区|督查组|小组|分)"
)
_DULL = later(
    r"[\d\s,。;:、~至到\-()年月日底末份初起止万亿元]|截至|截止|目前|今年|当年|以来|累计|完成|实现|实际|投资|"
    f"到位|资金|全年|上半|季度|一|二|三|四|前|个|已|共|其中|{WHOLE_REGION}|重点|建设|工程|项目|额|开工|为|达"
)
_REST = 4
#: What comes out by chance is rarely this near: from two thirds to one and a half, in halves.
_LEAST, _MOST = Decimal("1.4"), Decimal(3)
_OF_ALL = re.compile(
    "占(?:比|(?:项目)?总[数量额]|全部|总投资|总项目数|项目总?数)?(?:的|比重|达到?|为|约|近|超过?){0,3}"
)
#: A clause about growth between a figure and its share.
_GROWN = re.compile(r"(?:同比|比上年)?(?:增长|下降)[-\d.%倍]{1,9},?")
_SAYS_NOTHING = re.compile(f"全部|{WHOLE_REGION}|我|总|本次|的|比重|比例|数|额度|达|到|为")
_FAR = 80
_MIDST = re.compile("[^,。;、]{0,12}[中里],?")


_Way = Callable[[TextReading, TextFigure], RatePair | None]


def bound(reading: TextReading, one: TextFigure) -> RatePair | None:
    """The pair that the words of a percentage tie to it; None where they do not."""
    for way in _ways_of(one.lead):
        pair = way(reading, one)
        if pair is not None and pair.base.value > 0:
            return None if is_of_several(reading, pair.part, one) else pair
    return None


_COMPLETED = re.compile("(?:完成率|(?<![于出比超过])投资进度)(?:已|达到|达|为)?$")
_DONE_RATE = re.compile("完成率(?:为|达|达到)?$")


@lru_cache(maxsize=4096)
def _ways_of(lead: str) -> tuple[_Way, ...]:
    """The ways that the words before a percentage leave: most leave one or two."""
    said, plan = base_of(lead), _COMPLETED.search(lead) is not None
    leaves = (
        (_of_figure, True),
        (_of_plan, plan or said is not None),
        (_of_planned_count, plan or said is not None),
        (_of_state, rate_in(lead) is not None),
        (_of_midst, "占" in lead),
    )
    return tuple(way for way, open_ in leaves if open_)


def nearest(reading: TextReading, one: TextFigure) -> RatePair | None:
    """What a rate could be of by its place, if it comes near it; never sure."""
    named = base_of(one.lead)
    if not (rate_in(one.lead) or named) or (named and PLAN.search(named[1])):
        return None
    if one.lead.endswith("完成率") or not one.printed:
        return None
    part = next(_back(reading, one, COUNTABLE), None)
    if part is None or _COMPARED.search(part.lead):
        return None
    if len(_GROWN.sub("", reading.between(part, one))) > _GAP:
        return None
    base = _of_name(reading, part, named[1] if named else "") or _of_place(reading, part)
    pair = RatePair(part, base, sure=False) if base is not None else None
    near = pair is not None and _LEAST * one.value <= pair.value * 2 <= _MOST * one.value
    return pair if near else None


def is_by_name(pair: RatePair, one: TextFigure) -> bool:
    """占授信额度的, of 已授信17.3亿元: whether the words of a share name its whole."""
    named = base_of(one.lead)
    key = _SAYS_NOTHING.sub("", named[1]) if named else ""
    return len(key) > 1 and key in pair.base.lead


def _of_name(reading: TextReading, part: TextFigure, named: str) -> TextFigure | None:
    """占总签约金额的: the last 签约金额 before that is larger."""
    key = _SAYS_NOTHING.sub("", named)
    if len(key) < 2:
        return None
    for base in reversed(reading.figures[max(0, part.order - _FAR) : part.order]):
        larger = base.dimension == part.dimension and base.value > part.value
        if larger and not base.inner and key in base.lead:
            return base
    return None


def _of_place(reading: TextReading, part: TextFigure) -> TextFigure | None:
    """The last larger figure of its paragraph."""
    for base in reversed(reading.figures[max(0, part.order - _NEAR) : part.order]):
        if base.paragraph != part.paragraph:
            return None
        if base.dimension == part.dimension and base.value > part.value and not base.inner:
            return base
    return None


def _back(reading: TextReading, one: TextFigure, roles: tuple[Role, ...]) -> Iterator[TextFigure]:
    """The figures of these kinds before one in its sentence, the nearest first."""
    for other in reversed(reading.figures[max(0, one.order - _NEAR) : one.order]):
        if other.sentence != one.sentence:
            return
        if other.role in roles and not other.inner and not _is_base(reading, other):
            yield other


def _since_share(reading: TextReading, part: TextFigure) -> list[TextFigure]:
    """What stands before a numerator in its sentence, back to the last percentage."""
    found = []
    for other in reversed(reading.figures[max(0, part.order - 2 * _NEAR) : part.order]):
        if other.sentence != part.sentence or other.role is Role.PERCENT:
            break
        found.append(other)
    return found


def _is_base(reading: TextReading, one: TextFigure) -> bool:
    """Whether it is what the percentage right after it is a percentage of."""
    if one.order + 1 >= len(reading.figures):
        return False
    after = reading.figures[one.order + 1]
    return (
        after.role is Role.PERCENT
        and len(after.lead) < _GAP
        and _RIGHT_OF.fullmatch(reading.text[one.end : after.start]) is not None
        and _LEFT_OF.search(reading.text[max(0, one.start - 20) : one.start]) is not None
    )


def _of_figure(reading: TextReading, one: TextFigure) -> RatePair | None:
    """引资219.2亿元，完成年度任务589亿元的37.2%."""
    base = reading.figures[one.order - 1] if one.order else None
    if base is None or base.role not in COUNTABLE or not _is_base(reading, base):
        return None
    # 客运量恢复至2019年同期352.6万人次的: what has come back is named, and printed nowhere.
    if "恢复" in base.lead and not _COME_BACK.match(base.lead):
        return None
    found = [
        part
        for part in _back(reading, base, (base.role,))
        if not _COMPARED.search(part.lead.replace("新增", ""))
    ]
    was = _of_that_year(reading, base)
    if was is not None and verdict(was, one) in GOOD:
        return was
    if not found or _WANTED.search(reading.between(found[0], base)):
        return None
    if was is not None:
        return RatePair(found[0], base, sure=False)
    own, whole = RatePair(found[0], base), _divided(reading, found)
    return own if whole is None or verdict(own, one) in GOOD else RatePair(whole, base)


def _of_that_year(reading: TextReading, base: TextFigure) -> RatePair | None:
    """完成64亿元，去年同期52亿元，占去年计划93亿元的55.9%: what was done then, of that plan."""
    part = next(_back(reading, base, (base.role,)), None)
    then = part is not None and _LAST_YEAR.search(base.lead) and _LAST_YEAR.search(part.lead)
    return RatePair(part, base) if part is not None and then else None


def of_given(reading: TextReading, one: TextFigure) -> RatePair | None:
    """已开工118个，按调整后134个计算，开工率88.1%: the base is said to be that."""
    rate = rate_in(one.lead)
    base = reading.figures[one.order - 1] if one.order else None
    if rate is None or base is None or base.role is not Role.COUNT or base.sentence != one.sentence:
        return None
    if not _GIVEN.search(base.lead) or not re.match("(?:项目)?(?:计算|测算|计$)", base.tail):
        return None
    part = next(_back(reading, base, (Role.COUNT,)), None)
    return RatePair(part, base) if part is not None and _counts(rate[1], part) else None


_GIVEN = re.compile("(?:按|按照|以)[^,。;]{0,8}$")


def _divided(reading: TextReading, found: list[TextFigure]) -> TextFigure | None:
    """入库23家，其中甲9家、乙6家，完成目标30家的…: what is divided before, not its last part."""
    for number, (part, before) in enumerate(pairwise(found)):
        # 其中一般债券12.6亿元，完成100%；专项债券58.4亿元，完成额度58.9亿元的99%: each part's own.
        if ";" in reading.text[part.end : found[0].start]:
            return None
        if "其中" in reading.text[before.end : part.start]:
            return before if number else None
    return None


def _of_plan(reading: TextReading, one: TextFigure) -> RatePair | None:
    """年度计划80亿元，完成30亿元，占年度计划的37.5%."""
    named = base_of(one.lead)
    plan = named is not None and _PLANNED.search(named[1]) is not None
    if not plan and named is not None and not named[1] and named[0].startswith("占"):
        return _of_plan_beside(reading, one)
    if not plan and not _COMPLETED.search(one.lead):
        return None
    if named and re.search("[省市]下|考核|[上去]年|累计|五|季度|月|序时", named[1]):
        return None
    part = _done(reading, one)
    if part is None or len(reading.between(part, one)) > 40:
        return None
    base = _plan_before(reading, part)
    if base is None:
        return None
    yearly = named is None or _YEAR.search(named[1]) is not None
    unsaid = yearly and not _YEAR.search(base.lead)
    quarter = unsaid and (_of_a_quarter(reading, base) or not _same_word(named, base))
    rest = _DULL.sub("", reading.text[base.end : part.start])
    alone = not any(
        f.measure == part.measure and not f.inner and not _COMPARED.search(f.lead)
        for f in (*reading.figures[part.order + 1 : one.order], *_since_share(reading, part))
    )
    pair = RatePair(part, base, sure=len(rest) <= _REST and alone)
    # More than a plan that is not said to be the year's: it may be a quarter's.
    other = not _YEAR.search(base.lead) and one.printed < 100 < pair.value
    return pair._replace(sure=pair.sure and not other and not quarter)


def _of_plan_beside(reading: TextReading, one: TextFigure) -> RatePair | None:
    """年度计划327.5亿元，完成235.8亿元，占72%: with nothing between."""
    near = reading.figures[max(0, one.order - 2) : one.order]
    if len(near) < 2 or any(f.role is not Role.MONEY or f.inner for f in near):
        return None
    # 完成投资46.7亿元，其中工业投资占89.3%: of another part than is printed.
    if not one.lead.lstrip(",、(").startswith("占"):
        return None
    base, part = near
    said = reading.text[base.end : one.start]
    if base.measure != "计划" or part.measure != "完成" or re.search("[;。\n]", said):
        return None
    return (
        RatePair(part, base) if len(said) <= 2 * _GAP and not _COMPARED.search(part.lead) else None
    )


def _same_word(named: "re.Match[str] | None", base: TextFigure) -> bool:
    """Whether a plan is called one again: 计划投资50亿元 need not be the 年度目标."""
    said = re.findall("计划|目标|任务", named[1]) if named else []
    return not said or any(each in base.lead for each in said)


def later_than(base: TextFigure, part: TextFigure) -> bool:
    """今年计划85个，上半年已开工48个: what was due by then is not printed."""
    return bool(_PLAN_OF_YEAR.search(base.lead) and _BY_NOW.search(part.lead))


_PLAN_OF_YEAR = re.compile("(?:[今当全]年|年度|年内)[^,]{0,6}(?:计划|拟|任务|目标)")
_BY_NOW = later(r"[上下]半年|季度|\d月")


def _done(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """What was done, before a percentage of a plan."""
    for part in _back(reading, one, (Role.MONEY,)):
        if part.measure.endswith(("完成", "到位")):
            if not _COMPARED.search(part.lead):
                return part
        elif not _COMPARED.search(part.lead):
            return None
    return None


def _plan_before(reading: TextReading, part: TextFigure) -> TextFigure | None:
    for base in reversed(reading.figures[max(0, part.order - _PLANS) : part.order]):
        if (
            base.role is Role.PERCENT
            and base.sentence == part.sentence
            and _ASIDE.fullmatch(base.lead)
        ):
            # 年度计划79.7亿元，占75%，完成15.9亿元: the plan's own share of another.
            continue
        if base.paragraph != part.paragraph or base.role not in (Role.MONEY, Role.BAND):
            return None
        if base.measure == "计划" and not base.inner:
            return base
        if _LAST_YEAR.search(base.lead):
            continue
        if base.measure.endswith(("完成", "到位")):
            return None
    return None


_ASIDE = later("[,、(]?占(?:比)?(?:[全总][^,。;、]{0,4})?(?:约|近|为|达|的)?")


def _of_a_quarter(reading: TextReading, base: TextFigure) -> bool:
    """一季度…计划投资224亿元: a plan, but not the year's."""
    said = re.split("[。;\n]", reading.text[max(0, base.start - 60) : base.start])[-1]
    return _QUARTER.search(said) is not None


def _of_planned_count(reading: TextReading, one: TextFigure) -> RatePair | None:
    """计划开工255项，实际已开工206项，完成年度计划的80.8%."""
    named = base_of(one.lead)
    done = _DONE_RATE.search(one.lead) is not None
    if not done and (named is None or not PLAN.search(named[1])):
        return None
    near = [f for f in _back(reading, one, COUNTABLE) if not _BEYOND.search(f.lead)]
    part = near[0] if near else None
    if part is None or len(reading.between(part, one)) > _GAP:
        return None
    if part.role not in (Role.COUNT, Role.QUANTITY) or not re.search("已|实际|完成", part.lead):
        return None
    for base in _back(reading, part, (part.role,)):
        if base.unit != part.unit and part.role is not Role.COUNT:
            continue
        if (PLAN if done else _PLAN_ONLY).search(base.lead + base.tail):
            return RatePair(part, base, sure=_is_due(base, part, named))
    return None


def _is_due(base: TextFigure, part: TextFigure, named: "re.Match[str] | None") -> bool:
    """一季度计划交地1751亩，实际交地3696亩，完成序时计划211%: what was due and what was done."""
    if named is None or "序时" not in named[1] or base.order != part.order - 1:
        return False
    due, done = base.lead.split("计划"), part.lead.split("实际")
    return len(due) == len(done) == 2 and bool(due[1]) and due[1] == done[1]


#: 实际开工41个，超额5个，完成率…: of what was done.
_BEYOND = later("超额(?:完成)?$|多(?:完成)?$")
_PLAN_ONLY = later("计划")


def _of_state(reading: TextReading, one: TextFigure) -> RatePair | None:
    """63个新开工项目中47个已开工，开工率74.6%."""
    rate = rate_in(one.lead)
    if rate is None or len(rate[0]) < len(one.lead.lstrip(",、 ")) or len(rate[1]) > _REST:
        return None
    part = reading.figures[one.order - 1] if one.order else None
    if part is None or part.role is not Role.COUNT or part.sentence != one.sentence or part.inner:
        return None
    if len(reading.between(part, one)) > _GAP or not _counts(rate[1], part):
        return None
    found = [
        base
        for base in _back(reading, part, (Role.COUNT,))
        if not _OTHER_THINGS.match(base.tail) and base.unit == part.unit
        # 本周化解45件，累计化解638件，化解率: that is within the part.
        if not (_OF_NOW.search(base.lead) and "累计" in part.lead)
    ]
    if not found:
        found = _count_before(reading, part)
        whole = bool(found) and not found[0].inner and found[0].value >= part.value
        return RatePair(part, found[0], sure=False) if whole else None
    between = reading.figures[found[0].order + 1 : part.order]
    batch = words.BATCH.search(found[0].lead) is not None
    sure = len(found) == 1 or batch or found[0].order == part.order - 1
    sure = sure and ";" not in reading.text[found[0].end : part.start]
    sure = sure and not any(f.role is Role.PERCENT for f in between)
    # 签约22个，开工20个: whether the rate is of these is not said.
    sure = sure and (
        bool(DONE.search(part.lead + part.tail))
        or not words.STATES.search(_BATCH_NAME.sub("", found[0].lead))
    )
    sure = sure and not later_than(found[0], part)
    several = any(
        _counts(rate[1], f)
        for f in _since_share(reading, part)
        # 40个项目已开工22个: what stands behind the base is said of the part.
        if f is not found[0] or f.order < part.order - 1 or words.states_of(f.lead)
    )
    return RatePair(part, found[0], sure=sure and not several)


def _count_before(reading: TextReading, part: TextFigure) -> list[TextFigure]:
    """The last count of its paragraph before a figure."""
    for one in reversed(reading.figures[max(0, part.order - _FAR) : part.order]):
        if one.paragraph != part.paragraph:
            break
        if one.role is Role.COUNT:
            return [one]
    return []


_OF_NOW = later("[本当][周月季旬日]|今[日天]")
#: The name of a batch is no state of what it counts.
_BATCH_NAME = later("[\u4e00-\u9fff]{2}一批[”’]?")


def _counts(rate: str, part: TextFigure) -> bool:
    """Whether a count is of what the rate is named after: 开工, and 实现开工."""
    if UNDONE.search(part.lead) or rate.startswith(("未", "没有", "不")):
        return False
    if same_state(rate, part):
        return True
    if part.lead.endswith(rate) and not re.search("计划|拟|应|需|未", part.lead):
        return True
    lead, tail = own_words(part)
    begun = re.search(f"(?:共?有|实现|{DONE.pattern})", lead + tail[:4])
    return bool(begun) and rate[-2:] in lead + tail


def _of_midst(reading: TextReading, one: TextFigure) -> RatePair | None:
    """全省375亿元到位资金中，甲市到位217.2亿元，占总数的57.9%; every other part has its share."""
    if not _OF_ALL.fullmatch(one.lead.lstrip(",、 ")) or not one.order:
        return None
    part = reading.figures[one.order - 1]
    if part.role not in COUNTABLE or part.inner or len(reading.between(part, one)) > _GAP:
        return None
    shared = True
    for base in reversed(reading.figures[max(0, part.order - 6 * _NEAR) : part.order]):
        if base.sentence != one.sentence or base.role not in (part.role, Role.PERCENT):
            return None
        if base.role is part.role:
            if _MIDST.match(base.tail + ",") and base.value >= part.value and not base.inner:
                return RatePair(part, base) if shared else None
            if not shared:
                return None
        shared = base.role is Role.PERCENT
    return None
