"""A rate of what is done beside what is not: 资金45.66亿元，未分配0.32亿元，分配率99.3%.

Owns the binding: what is not done stands right before the rate, which is of what that leaves of
the whole.  What looks like a slip is wrong, and so is the rate of what is not done; anything else
is not told.
"""

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationVerdict,
)
from sangeyipi.audit.judging.pairs import OF_THE_REST, RatePair, is_opposite, is_rest, told_of_rest
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past, rate_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "直达资金45.66亿元，未分配0.32亿元，分配率99.3%。",
        "holds (45.66 - 0.32) / 45.66 * 100 = 99.3",
    ),
    ("检查企业250家，不合规12家，合规率95.2%。", "holds (250 - 12) / 250 * 100 = 95.2"),
    ("检查企业250家，不合规12家，合规率92.5%。", "wrong (250 - 12) / 250 * 100 = 92.5"),
    ("项目36个，未开工10个，开工率27.8%。", "wrong (36 - 10) / 36 * 100 = 27.8"),
)
_FULL = 100
_GAP, _NEAR = 12, 4
_AGAIN = later("复查|复检|复核|整改后|最终|综合|总")
#: What the two are of another whole after: 其中重点项目36个，另有未开工10个.
_APART = later(f"[;。\\n(]|{ALSO}|其[余他它]|累计|[本当]月|新增")
#: What is due, checked or there; what is done is no whole of what is not.
_IS_DONE = later("已|合格$|完成(?:投资)?$")
_DUE = later("应|需|拟|计划|目标|任务|到期|待")


def undone_rate(reading: TextReading, one: TextFigure) -> Finding | None:
    """What a rate is that stands behind what is not done; None where that says nothing."""
    rate, part = rate_of(one.lead), reading.figures[one.order - 1] if one.order else one
    if rate is None or part is one or not is_opposite(part, rate[1]) or not _is_plain(part):
        return None
    if part.sentence != one.sentence or len(reading.between(part, one)) > _GAP or one.inner:
        return None
    # 满意率92.2%，基本满意率5%: there is something between; 复查合格率 is of later.
    after = reading.figures[one.order + 1 : one.order + 2]
    if _AGAIN.match(rate[1]) or any(f.lead.endswith(f"{rate[1]}率") for f in after):
        return None
    whole = reading.figures[part.order - 1] if part.order else part
    if not _is_whole(reading, whole, part, rate[1]):
        return None
    # 172个，在建161个、未开工11个: the two are all, so that neither is the other's whole.
    before = reading.figures[max(0, whole.order - _NEAR) : whole.order]
    if any(f.unit == part.unit and f.value == whole.value + part.value for f in before):
        return None
    pair = RatePair(part, whole)
    found = told_of_rest(pair, one)
    if found.verdict in GOOD:
        return found
    if found.verdict is not RelationVerdict.WRONG or one.hedge:
        return None
    if found.computed is not None and is_slip(found.computed, one):
        return found
    # 未开工10个，开工率27.8%: of these 10.
    if is_rest(_FULL - pair.value, one):
        return found._replace(why=OF_THE_REST)
    return None


def _is_plain(one: TextFigure) -> bool:
    return one.role in COUNTABLE and not (one.inner or one.hedge or is_past(one.lead))


def _is_whole(reading: TextReading, whole: TextFigure, part: TextFigure, rate: str) -> bool:
    """Whether what stands before what is not done is what that is of."""
    if not _is_plain(whole) or whole.sentence != part.sentence or change_of(part.lead):
        return False
    if (whole.role, whole.unit) != (part.role, part.unit) and whole.dimension != "元":
        return False
    if whole.dimension != part.dimension or whole.value <= part.value or change_of(whole.lead):
        return False
    if _APART.search(reading.text, whole.end, part.start) or _IS_DONE.search(whole.lead):
        return False
    done = rate[-2:] in whole.lead + whole.tail[:2] and not _DUE.search(whole.lead)
    return not done and not is_opposite(whole, rate)
