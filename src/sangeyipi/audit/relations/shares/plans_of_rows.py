"""A share of a plan that another sentence tells of the same row: 51个省重点项目…占年计划的69.8%.

What is done and what was planned stand in two sentences, and each says of how many projects and
of which: the same count in the same words says whose plan is meant, where several are told.

Asked of what no rule and no search has settled; wrong only by a slip, or by next to nothing.
"""

from decimal import Decimal

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, base_of, change_of, is_past
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "1-7月，64个省重点项目完成投资286.4亿元，占年计划的71.8%；187个市重点项目完成投资"
        "402.1亿元，占年计划64.7%。今年列入省重点项目64个（含跨区域项目9个），总投资2140亿元，"
        "年度计划投资398.8亿元；市重点项目187个，总投资3020亿元，年度计划投资624.7亿元。",
        "wrong 402.1 / 624.7 * 100 = 64.7",
    ),
    (
        "80个计划开工项目已全部开工，完成171.3亿元，占年度计划的98.5%；95个续建项目完成402亿元，"
        "占年度计划的97.8%。计划开工项目80项，总投资760亿元，年度计划投资191.5亿元；"
        "续建项目95项，总投资1930亿元，年度计划投资411亿元。",
        "wrong 171.3 / 191.5 * 100 = 98.5",
    ),
)
_NEAR, _BACK, _PARAGRAPHS = 40, 6, 1
#: What is off by less has no other base that is likely.
_NEXT_TO_NOTHING = Decimal("0.02")
_STOP = later("[;。\n]")


def plan_of_row(around: Surroundings, one: TextFigure) -> Finding | None:
    """What a percentage of a plan is of, by the count of the row that the plan is told of."""
    named = base_of(one.lead)
    if one.role is not Role.PERCENT or one.hedge or not one.printed or not one.order:
        return None
    if named is None or not PLAN.search(named[1]):
        return None
    part = around.reading.figures[one.order - 1]
    if part.role is not Role.MONEY or not part.measure.endswith("完成") or part.hedge:
        return None
    row = _row_of(around, part) if part.sentence == one.sentence else None
    if row is None or part.inner or change_of(part.lead) or is_past(part.lead):
        return None
    bases = _plans(around, one, row)
    if len({f.value for f in bases}) != 1 or not bases[0].value:
        return None
    pair = RatePair(part, bases[0])
    found = told(pair, one)
    near = abs(pair.value - one.value) <= _NEXT_TO_NOTHING * one.value
    return found if found.verdict in GOOD or near or is_slip(pair.value, one) else None


def _plans(around: Surroundings, one: TextFigure, row: TextFigure) -> list[TextFigure]:
    figures = around.reading.figures
    found = []
    for f in figures[max(0, one.order - _NEAR) : one.order + _NEAR]:
        if f.measure != "计划" or f.role is not Role.MONEY or f.inner or f.hedge:
            continue
        if abs(f.paragraph - one.paragraph) > _PARAGRAPHS or is_past(f.lead):
            continue
        other = _row_of(around, f)
        if other is None or other is row or other.value != row.value:
            continue
        if around.alike(row, other):
            found.append(f)
    return found


def _row_of(around: Surroundings, one: TextFigure) -> TextFigure | None:
    """Of how many projects a row tells: the count that it begins with."""
    figures, text = around.reading.figures, around.reading.text
    for f in reversed(figures[max(0, one.order - _BACK) : one.order]):
        if f.sentence != one.sentence or _STOP.search(text, f.end, one.start):
            return None
        if f.inner or f.role is Role.MONEY:
            continue
        return f if f.role is Role.COUNT else None
    return None
