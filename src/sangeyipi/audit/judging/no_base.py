"""Shares told wrong of two figures, one of which is not what their words speak of.

净负债率 is of no debts that are printed, 占年度竣工计划的 of nothing but a plan,
占49家总负债的40% of debts and not of 49, 户数占比 of households and not of persons; and what has
a share of the whole itself (在全国总量中的比重为61.1%) is not that whole.  Asked only of what
would be told wrong.
"""

from sangeyipi.audit.judging.finding import SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.not_its_base import said_of
from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.judging.whose_loans import LOAN_RATIO, is_of_other_loans
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, growth_of, is_past
from sangeyipi.audit.text.reading import CLAUSE_ENDS, TextReading
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later

_PAIR, _CHARS, _NEXT, _ALL = 2, 60, 4, 100
#: Rates whose base is hardly ever printed, and those of a base that is called so.
_NEVER = later("(?:换手|净负债|杠杆|净现金流[^,。;]{0,4}利润)率[^,。;\\d率]{0,4}$")
_BASES = (
    (later("资产负债率[^,。;\\d率]{0,4}$"), later("资产")),
    (later("不良(?:贷款)?率[^,。;\\d率]{0,4}$"), later("贷款")),
    (later("产能利用率[^,。;\\d率]{0,4}$"), later("产能")),
    (later("(?<!投资)利润率[^,。;\\d率]{0,4}$"), later("收入|营收|产值|销售")),
)
_COVERED, _FACE = later("覆盖率[^,。;\\d率]{0,4}$"), later("亏损面[^,。;\\d面]{0,4}$")
#: 占全年竣工计划的: a plan; 占总投资的: not what has been spent.
_OF_PLAN = later("(?:占|完成|为)(?:了)?[^,。;\\d占]{0,12}(?:计划|目标|任务|预算)[^,。;\\d占]{0,4}$")
_OF_ALL_INVESTED = later("占(?:项目)?(?:计划)?总投资的?(?:比[重例])?(?:为|达)?$")
_SPENT = ("完成", "到位")
#: What is measured of those that are counted.
_MEASURED = later(
    "现金|负债|资产|产值|营业|收入|投资|资金|面积|人口|从业|人员|就业|利润|税|[总金产销存贷]额|总量|产量|储备"
)
_BY_UNIT = later("(?:([户人件])数|(个)数|项目数)占[^,。;、\\d]{0,12}$")
_OF_AMOUNT = later("占[^,。;\\d占]{0,10}(?:额|投资|资金)的[^,。;\\d占]{0,4}$")
_SHARE_OF = later("占|比重")
_COMMON = later("项目|企业|投资|完成|其中|累计|资金|亿元")
_PLACES = later("(?:集中|分布|布局)(?:于|在)[^。;\\d]{0,60}(?:等|、[^,。;\\d]{2,8})$")


def unless_no_base(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the shares told wrong of what is not their part or their base."""
    return [one for one in found if not _is_of_another(reading, one)]


def _is_of_another(reading: TextReading, found: Finding) -> bool:
    one = found.stated
    told = found.verdict is RelationVerdict.WRONG and found.kind in SHARES
    if not told or one is None or one.role is not Role.PERCENT or len(found.operands) != _PAIR:
        return False
    if not all(reading.knows(f) for f in found.figures):
        return False
    part, base = found.operands
    said = said_of(reading, one)
    return (
        _is_by_name(said, part, base)
        or _is_of_no_plan(reading, said, base)
        or (base.measure in _SPENT and _OF_ALL_INVESTED.search(said) is not None)
        or _is_measured(reading, part, base, one)
        or _is_by_other_unit(said, part)
        or (part.value == base.value and "占" in said)
        or _is_more_than_all(part, base, one)
        or _is_where(reading, part, said)
        or _is_of_last_year(reading, part, base)
        or _has_own_share(reading, said, found)
        or _is_of_other_loans(reading, one, RatePair(part, base))
    )


def _is_of_other_loans(reading: TextReading, one: TextFigure, pair: RatePair) -> bool:
    """农商行不良率: of none but that bank's loans."""
    named = LOAN_RATIO.search(one.lead)
    return named is not None and is_of_other_loans(reading, one, named, pair)


def _is_by_name(said: str, part: TextFigure, base: TextFigure) -> bool:
    """Whether the name of a rate says that it is of something else than a base."""
    if _NEVER.search(said) or (_FACE.search(said) and part.role is not Role.COUNT):
        return True
    if _COVERED.search(said) and base.role is Role.QUANTITY and "覆盖" not in base.lead:
        return True
    return any(name.search(said) and not of.search(base.lead) for name, of in _BASES)


def _is_of_no_plan(reading: TextReading, said: str, base: TextFigure) -> bool:
    """占全年竣工计划的: of what nobody calls a plan."""
    if not _OF_PLAN.search(_BOOKS.sub("", said)) or base.measure in ("计划", "任务"):
        return False
    begin = max(reading.begun("。\n", base.start), base.start - 2 * _CHARS)
    return _PLANNED.search(reading.text, begin, base.end + _BEHIND) is None


_PLANNED = later(f"{PLAN.pattern}|预算|力争|预期|拟|应")


#: 一般公共预算收入: what it is booked under.
_BOOKS = later("(?:公共|基金|经营)?预算(?:内|外)?(?=收入|支出)")
_BEHIND = 8


def _is_measured(reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """占49家总负债的40%; 利润总额占312家的62.3%: of what these have, and not of their number."""
    if part.role is not Role.COUNT or base.role is not Role.COUNT:
        return False
    behind = base.end <= one.start and reading.text[base.end : one.start]
    near = behind and len(behind) <= _CHARS and not any(mark in behind for mark in CLAUSE_ENDS)
    if near and _MEASURED.search(behind or ""):
        return True
    between = reading.text[part.end : min(base.start, one.start)] if base.order > part.order else ""
    subject = between.rpartition(",")[2].partition("占")[0]
    return "占" in between and _MEASURED.search(subject) is not None


def _is_by_other_unit(said: str, part: TextFigure) -> bool:
    """户数占比36.7%: of no 99人; 占签约总额的: of no 69个."""
    if part.role is Role.COUNT and _OF_AMOUNT.search(said):
        return True
    named = _BY_UNIT.search(said)
    return named is not None and part.unit_alone() != (named[1] or "个")


def _is_more_than_all(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """超额完成10项：驿站完成2个，完成率200%: of a plan of its own, and not of what is listed."""
    return one.value > _ALL and part.unit_alone() != base.unit_alone()


def _is_where(reading: TextReading, part: TextFigure, said: str) -> bool:
    """集中在甲、乙等5个省份，占69.6%: what is there, and not how many places there are."""
    if part.role is not Role.COUNT or not said.strip(",").startswith("占"):
        return False
    begin = max(reading.begun("。;\n", part.start), part.start - 2 * _CHARS)
    return _PLACES.search(reading.text, begin, part.start) is not None


def _is_of_last_year(reading: TextReading, part: TextFigure, base: TextFigure) -> bool:
    """上年同期利润2.4亿元，利润率7.3%: of what was taken in then."""
    then, now = (reading.clause_before(one, _CHARS) for one in (part, base))
    # 去年完成1186亿元，占年度目标1042亿元的113.8%: behind what was then.
    return base.order < part.order and is_past(then) and not is_past(now)


def _has_own_share(reading: TextReading, said: str, found: Finding) -> bool:
    """579.9亿美元，在全国总量中的比重为61.1%: a part itself, unless the share names it."""
    (part, base), one = found.operands, found.stated
    if one is None:
        return False
    for after in reading.figures[base.order + 1 : base.order + 1 + _NEXT]:
        if after.start == one.start or after.sentence != base.sentence:
            return False
        if after.role is not Role.PERCENT:
            return False
        if growth_of(after.lead):
            continue
        behind = reading.figures[after.order + 1 : one.order]
        if all(f.role is Role.PERCENT for f in behind):
            # 合计647.4亿元，分别占22.9%、28.8%、48.3%: of that whole.
            return False
        own = base.lead
        # 新建471个、占52.7%；…，新建项目开工139个，开工率29.9%: of those that its part names.
        label = _COMMON.sub("", own).strip(",、:")
        long = _PAIR if base.role is Role.COUNT else 2 * _PAIR
        ends = len(label) >= long and label in _COMMON.sub("|", reading.clause_before(part, _CHARS))
        named = ends or share_two(own, said)
        return _SHARE_OF.search(after.lead) is not None and not named
    return False
