"""A share of what is named again behind it: 占贷款余额的37.0%，贷款余额为233.8亿元.

The same words on both sides say what is meant, so that what does not come out is wrong where it is
off by a slip or the part stands right before.  So does a rate whose whole and part are told right
behind it: 综合开复工率91.4%，涉及项目共210个、开复工192个.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, is_share, told, verdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, rate_in, sentence_before
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "企业贷款余额86.4亿元，占各项贷款余额的37.0%，各项贷款余额为233.8亿元。",
        "holds 86.4 / 233.8 * 100 = 37.0",
    ),
    (
        "企业贷款余额86.4亿元，占各项贷款余额的39.6%，各项贷款余额为233.8亿元。",
        "wrong 86.4 / 233.8 * 100 = 39.6",
    ),
    (
        "生猪出栏128万头，占全年任务的90.8%，全年任务为141万头。",
        "holds 128 / 141 * 100 = 90.8",
    ),
    (
        "总体竣工率64.1%，共涉及项目78个、已竣工48个。",
        "wrong 48 / 78 * 100 = 64.1",
    ),
)
_OF = re.compile("(?:占|为|完成|达到?)([^占为,。;、()\\d]{3,14}?)的(?:比重|比例)?(?:约|近|为|达)?$")
_SAYS = later(f"(?:{IN_ALL})?(?:为|是|达|有|共)?")
_AHEAD, _PAIR = 6, 2


def bases_behind(reading: TextReading) -> Iterator[Finding]:
    """Every share of what its words name again, every rate of what it is said to concern."""
    for one in reading.of(Role.PERCENT):
        if one.inner or not one.printed:
            continue
        concerned = _concerned(reading, one)
        if concerned is not None:
            yield concerned
            continue
        said = _OF.search(one.lead)
        base = _base(reading, one, said[1]) if said else None
        part = reading.figures[one.order - 1] if one.order else one
        if base is None or growth_of(one.lead) or not is_share(reading, one):
            continue
        if said is not None and _is_told_before(reading, part, said[1]):
            continue
        if part.role is not base.role or part.dimension != base.dimension:
            continue
        if part.sentence != one.sentence or part.inner or change_of(part.lead) or not base.value:
            continue
        pair = RatePair(part, base)
        if verdict(pair, one) in GOOD or _is_sure(pair, one):
            yield told(pair, one)


#: 涉及项目共210个, 共涉及企业; 涉及停工项目 are not all.
_ALL_OF_IT = later(
    f"[,;]?(?:{IN_ALL})?(?:涉及|涵盖|覆盖)(?:的)?(?:项目|企业|工程|事项)?(?:总数|总量|个数)?(?:{IN_ALL})?(?:有|为)?"
)
_DONE = later(
    "[,、;]?(?:其中)?,?(?:已|累计|实际|目前){0,2}(?P<state>[\u4e00-\u9fff]{2,3})(?:的?项目)?"
)
_OF_MONEY = later("投资|资金|金额|按")


def _concerned(reading: TextReading, one: TextFigure) -> Finding | None:
    """综合开复工率91.4%，涉及项目共210个、开复工192个: of all that it is said to concern, where
    what is done of these is called as the rate."""
    rate = rate_in(one.lead)
    behind = [
        f
        for f in reading.figures[one.order + 1 : one.order + _AHEAD]
        if f.sentence == one.sentence and f.role is not Role.POINTS
    ]
    if rate is None or one.hedge or len(behind) < _PAIR or _OF_MONEY.search(one.lead):
        return None
    base, part = behind[:_PAIR]
    if _ALL_OF_IT.fullmatch(base.lead) is None or part.order != base.order + 1:
        return None
    alike = (base.role, base.unit) == (part.role, part.unit) and base.role is Role.COUNT
    done = _DONE.fullmatch(part.lead)
    if not alike or done is None or not rate[1].endswith(done["state"]):
        return None
    if any(f.hedge or f.inner for f in (base, part)) or not part.value <= base.value > 0:
        return None
    pair = RatePair(part, base)
    near = max(pair.value, one.value) * 2 <= min(pair.value, one.value) * 3
    return told(pair, one) if near or is_slip(pair.value, one) else None


def _is_told_before(reading: TextReading, part: TextFigure, name: str) -> bool:
    """6个乡镇年度计划486亿元，完成96亿元，占年度计划的…: the row has told its own."""
    before = sentence_before(reading, part, _AHEAD)
    return any(
        f.dimension == part.dimension and f.lead.lstrip(",、;").startswith(name) for f in before
    )


def _base(reading: TextReading, one: TextFigure, name: str) -> TextFigure | None:
    """The figure right behind the same words, soon after."""
    for base in reading.figures[one.order + 1 : one.order + _AHEAD]:
        if base.sentence > one.sentence + 1 or base.paragraph != one.paragraph:
            return None
        lead = base.lead.lstrip(",、;")
        if base.role in COUNTABLE and lead.startswith(name) and not base.hedge:
            return base if _SAYS.fullmatch(lead, len(name)) else None
    return None


def _is_sure(pair: RatePair, one: TextFigure) -> bool:
    """Whether a share that does not come out is near, or a slip, and nothing is rounded in it."""
    if one.hedge or pair.part.hedge or pair.part.order != one.order - 1:
        return False
    near = max(pair.value, one.value) * 2 <= min(pair.value, one.value) * 3
    return is_slip(pair.value, one) or near
