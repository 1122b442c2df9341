"""What is planned, a rate and what is left, told after what was done of it.

新改建146.8公里，其中…。年度计划180公里，完成率81.6%，剩余33.2公里: the sentence of the plan says
twice what was done, so that the one figure before it that is just so much is meant, whatever stands
between.  Where the rate is of one figure alone, and the rest looks like a slip of what is left of
it, or the other way round, the slip is told.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.slips import has_digits_crossed
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, change_of, is_past, rate_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import WITHDRAWN
from sangeyipi.model.patterns import later

_DONE = "新改建公路146.8公里，其中县道18.2公里、乡道128.6公里；安防工程213公里。"
EXAMPLES = (
    (f"{_DONE}年度计划180公里，完成率81.6%，剩余33.2公里。", "holds 180 - 146.8 = 33.2"),
    (f"{_DONE}年度计划180公里，完成率81.6%，剩余33.2公里。", "holds 146.8 / 180 * 100 = 81.6"),
    (f"{_DONE}年度计划180公里，完成率81.6%，剩余32.3公里。", "wrong 180 - 146.8 = 32.3"),
    (f"{_DONE}年度计划180公里，完成率86.1%，剩余33.2公里。", "wrong 146.8 / 180 * 100 = 86.1"),
)
_OWN_PLAN = later(
    "[,;。]?(?:而)?(?:全年|年度|今年|年初|本年度?|总|[省市县区]定)*(?:计划|目标|任务)(?:任务|目标|数|量|总量)?[为是共]?"
)
_DUE = later("完成|开工|建成|达标|改造|落实|到位|支出|支付|交付|竣工|覆盖|治理|进度")
_LEFT = later(
    "[,、;]?(?:目前|现|尚|还)?(?:剩余|余下|其余|尚余|还剩|剩下|未完成|尚有|还有|尚缺|还差|缺口|差)[为是的]?"
)
_OWN_RATE = later(
    "[,、;]?(?:目前|现)?(?:已)?(?:年度|全年|总体|整体|任务|计划|目标)*(?P<what>[\u4e00-\u9fff]{2})(?:率|进度)(?:已?[为达是]|达到)?"
)
_OTHERWISE = later(f"扣除|{WITHDRAWN}|调[整减入]|[上去]年|结转")
_BACK, _SENTENCES, _TELLING = 16, 2, 3


def rest_of_plan(reading: TextReading) -> Iterator[Finding]:
    """Every sentence of a plan, a rate and a rest."""
    for rest in reading.of(*COUNTABLE):
        if rest.order < 2 or _LEFT.fullmatch(rest.lead) is None:
            continue
        plan, rate = reading.figures[rest.order - 2 : rest.order]
        if not _are_three(plan, rate, rest):
            continue
        yield from _told(reading, plan, rate, rest)


def _are_three(plan: TextFigure, rate: TextFigure, rest: TextFigure) -> bool:
    kin = (plan.role, plan.dimension) == (rest.role, rest.dimension)
    said = rate_of(rate.lead) if rate.role is Role.PERCENT else None
    if not kin or said is None or _DUE.search(said[1]) is None:
        return False
    near = plan.sentence == rate.sentence == rest.sentence
    plain = not any(f.hedge or f.inner for f in (plan, rate, rest))
    return near and plain and _OWN_PLAN.fullmatch(plan.lead) is not None and plan.value > rest.value


def _told(
    reading: TextReading, plan: TextFigure, rate: TextFigure, rest: TextFigure
) -> Iterator[Finding]:
    before = [
        f
        for f in reading.paragraph_before(plan)[-_BACK:]
        if (f.role, f.dimension) == (plan.role, plan.dimension)
        and plan.sentence - f.sentence <= _SENTENCES
        and not (f.hedge or f.inner or PLAN.search(f.lead) or change_of(f.lead) or is_past(f.lead))
        and f.value < plan.value
    ]
    by_rate = [f for f in before if plan.value > 0 and RatePair(f, plan).comes_to(rate)]
    by_rest = [f for f in before if of_two(rest, plan, f, "").verdict in GOOD]
    if len({f.value for f in by_rate}) == 1 and by_rate[0] in by_rest:
        done = by_rate[0]
    elif len(by_rate) + len(by_rest) == 1 and len(rate.digits) >= _TELLING:
        done = (by_rate or by_rest)[0]
    else:
        return
    if _OTHERWISE.search(reading.text, done.end, rest.end):
        return
    of_rate, of_rest = told(RatePair(done, plan), rate), of_two(rest, plan, done, "")
    holds = of_rate.verdict in GOOD and of_rest.verdict in GOOD
    if not holds and not _is_of_plan(rate, done):
        return
    for one, stated in ((of_rate, rate), (of_rest, rest)):
        value = one.computed or stated.value
        slip = is_slip(value, stated) or has_digits_crossed(value, stated)
        if holds or (one.verdict not in GOOD and slip):
            yield one


def _is_of_plan(rate: TextFigure, done: TextFigure) -> bool:
    """Whether a rate can be of nothing but what was done: 完成率, or 改造率 of what was 改造."""
    said = _OWN_RATE.fullmatch(rate.lead)
    return said is not None and (said["what"] == "完成" or said["what"] in done.lead)
