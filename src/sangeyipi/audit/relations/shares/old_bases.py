"""Shares of an old figure, where what replaced it stands nearer: of last year, of the plan before.

去年签约256个，今年签约213个，已开工126个，开工率49.2%: it comes out, and yet is of another year.
"""

import re

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told, verdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.relations.shares.share_sides import cost_of, name_of, side_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, base_of, change_of, is_base, is_past, rate_in
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.superseded import superseded
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "去年前三季度完成技改投资64.8亿元，今年同期完成73.5亿元，占全年任务96亿元的67.5%。",
        "wrong 73.5 / 96 * 100 = 67.5",
    ),
    (
        "去年签约48个、开工39个；今年签约60个、开工45个，开工率65%。",
        "wrong 45 / 60 * 100 = 65",
    ),
    (
        "去年签约256个，今年签约213个，已开工126个，开工率49.2%。",
        "wrong 126 / 213 * 100 = 49.2",
    ),
    (
        "已开工57个，上年同期为49个，今年计划开工68个，开工率72.1%。",
        "wrong 57 / 68 * 100 = 72.1",
    ),
    ("58个项目已纳统54个（一季度末51个），纳统率87.9%。", "wrong 54 / 58 * 100 = 87.9"),
    (
        "改造小区的计划由36个追加到42个，目前已完工31个，完工率86.1%。",
        "wrong 31 / 42 * 100 = 86.1",
    ),
    (
        "上年1至7月，技改投资41.8亿元；今年1至7月技改投资52.7亿元，增长26.1%。全年计划83.6亿元，完成率50.0%。",
        "wrong 52.7 / 83.6 * 100 = 50.0",
    ),
    (
        "今年一般贸易进出口114.3亿元，占同期进出口总值133.1亿元的85.9%；"
        "民营企业进出口47.2亿元，占35.5%。",
        "holds 47.2 / 133.1 * 100 = 35.5",
    ),
)
_HOLDS = RelationVerdict.HOLDS
#: 同期全市进出口总值133.1亿元: the whole of the time that is told of.
_SAME_TIME = later(
    "(?<![上去前今]年)同期[^,。;\\d]{0,12}(?:总[值额量数产]|合计|全[国省市县区州部])[^,。;\\d]{0,4}$"
)


def of_old_figure(around: Surroundings, one: TextFigure, found: Finding) -> Finding | None:
    """126个 of last year's 256个, where this year's 213个 stand nearer: an old figure."""
    if len(found.operands) != 2 or found.verdict is not _HOLDS or is_past(one.lead):
        return None
    replaced = _of_replaced(around, one, found) or of_then(around, one, *found.operands)
    if replaced is not None or is_of_past_row(around, one):
        return replaced
    old = [f for f in found.operands if is_of_past_row(around, f)]
    if len(old) != 1 or _SAME_TIME.search(found.operands[1].lead):
        return None
    name, (part, base) = name_of(around.lead(one)), found.operands
    cost = cost_of(around, one, side_of(part), side_of(base), name)
    for f in around.near(one):
        if f.dimension != base.dimension or f.sentence != base.sentence:
            continue
        if f in found.operands or f.hedge or f.inner or f.order > one.order:
            continue
        if is_of_past_row(around, f):
            continue
        pair = RatePair(f, base) if old[0] is part else RatePair(part, f)
        meant = around.alike(f, old[0]) or (f.order + 1 == old[0].order and old[0].inner)
        if pair.part.value > pair.base.value or not meant:
            continue
        if cost_of(around, one, side_of(pair.part), side_of(pair.base), name) < cost:
            return _of_old(pair, one, old[0])
    return None


def _of_old(pair: RatePair, one: TextFigure, old: TextFigure) -> Finding:
    wrong = told(pair, one)
    said = f"像是用了旧的 {old.text}"
    return wrong._replace(why=Why(said)) if wrong.reason is Reason.OLD_BASE else wrong.also(said)


def _lies_between(part: TextFigure, old: TextFigure, new: TextFigure) -> bool:
    """由120天缩短为101天，少跑19天，压缩15.8%: what something has changed by is of the old one."""
    apart = abs(new.value - old.value)
    return abs(apart - part.value) <= part.half + old.half + new.half


def _of_replaced(around: Surroundings, one: TextFigure, found: Finding) -> Finding | None:
    """已开工57个，上年同期49个，计划68个，开工率72.1%: of one figure whose place another took.

    What is said to be of an old whole (相当于去年全年142亿元的52.6%) is meant to be.
    """
    part, base = found.operands
    new_part, new_base = (superseded(around.reading, f) for f in (part, base))
    if (new_part is None) is (new_base is None) or max(part.order, base.order) > one.order:
        return None
    if new_base is not None and (
        is_base(around.reading, base) or _lies_between(part, base, new_base)
    ):
        return None
    pair = RatePair(new_part or part, new_base or base)
    if (
        len({pair.part.start, pair.base.start}) < 2
        or max(pair.part.order, pair.base.order) > one.order
    ):
        return None
    if pair.part.value > pair.base.value or pair.base.interval[0] <= 0:
        return None
    wrong = _of_old(pair, one, part if new_part is not None else base)
    return wrong if wrong.verdict is RelationVerdict.WRONG else None


def of_then(
    around: Surroundings, one: TextFigure, part: TextFigure, base: TextFigure
) -> Finding | None:
    """去年1至8月，完成71.3亿元；今年1至8月完成84.9亿元。全年计划126.5亿元，完成率56.4%.

    Both say the same, each of its own year, and nothing else of the kind stands before the rate but
    the plan, which is of now; no other percentage is of what there is now.
    """
    of = base_of(one.lead)
    of_plan = rate_in(one.lead) is not None or (of is not None and PLAN.search(of[1]))
    if not of_plan or one.hedge or one.paragraph != part.paragraph or part.order > one.order:
        return None
    if part.role not in COUNTABLE or not PLAN.search(base.lead) or around.listed(one)[2] > 1:
        return None
    if not _is_then_said(around, part) or any(_is_past_said(around, f) for f in (base, one)):
        return None
    between = around.reading.figures[part.order + 1 : one.order]
    kin = [f for f in between if f.dimension == part.dimension and not change_of(f.lead)]
    nows = [f for f in kin if f is not base]
    if len(nows) != 1 or not _says_the_same(around, nows[0], part):
        return None
    pair = RatePair(nows[0], base)
    rates = around.reading.of(Role.PERCENT)
    if any(f.paragraph == one.paragraph and verdict(pair, f) in GOOD for f in rates):
        return None
    wrong = _of_old(pair, one, part)
    return wrong if wrong.verdict is RelationVerdict.WRONG else None


def _is_then_said(around: Surroundings, one: TextFigure) -> bool:
    """Whether the words that open the clauses of a figure say another time, which is no measure."""
    said = around.reading.text[around.reading.begun("。;\n", one.start) : one.start]
    begun = _YEAR_BEFORE.match(said)
    return begun is not None and not (_ANEW.search(said) or _COMPARED.search(said))


_YEAR_BEFORE = later("(?:其中,?)?(?:与此同时,)?[上去]年")


def _is_past_said(around: Surroundings, one: TextFigure) -> bool:
    begin = around.reading.begun("。;\n", one.start)
    said = _NOW_SAID.split(around.reading.text[begin : one.start])[-1]
    return is_past(said)


_NOW_SAID = later("今年|本年")


def _says_the_same(around: Surroundings, now: TextFigure, old: TextFigure) -> bool:
    """Whether a figure is of this year what another was of the last, in the same words."""
    if now.hedge or now.inner or now.sentence - old.sentence > 1 or is_past(now.lead):
        return False
    alike = (now.role, now.dimension, now.measure) == (old.role, old.dimension, old.measure)
    if not alike or _NOW_SAID.search(around.reading.text, old.end, now.start) is None:
        return False
    return bool(now.measure) or share_two(*(_THINGS.sub("", f.lead) for f in (now, old)))


_THINGS = later("项目|企业|重点|[全各][省市县区]|[上去今]年|前?[一二三四]季度|[上下]半年|月份?")


def is_of_past_row(around: Surroundings, one: TextFigure) -> bool:
    """Whether a figure is of another time by its words, or by those of a row that it goes on."""
    figures, text = around.reading.figures, around.reading.text
    if one.inner and one.order and _is_then(figures[one.order - 1], one):
        return True
    for _ in range(_ROW):
        if is_past(one.lead):
            return not _COMPARED.search(one.lead)
        before = figures[one.order - 1] if one.order else one
        if before.sentence != one.sentence or before is one:
            return False
        if _ANEW.search(text, before.end, one.start):
            return False
        one = before
    return False


def _is_then(now: TextFigure, one: TextFigure) -> bool:
    """已纳统54个(一季度末51个): what was so then, told in a bracket behind what is now."""
    alike = (now.role, now.dimension, now.sentence) == (one.role, one.dimension, one.sentence)
    return alike and not now.inner and _TIME.fullmatch(one.lead) is not None


_TIME = later(
    "(?:(?:[上前]?[一二三四1-4](?:个)?季度|上半年|\\d{1,2}月|年初|上[月季周期])(?:\\d{1,2}日)?[末底份]?)(?:为|是|共)?"
)
#: 去年签约48个、开工39个;今年签约60个: how far a row goes on, and where another begins.
_ROW = 4
_ANEW = re.compile("[;。\n]|今年|目前|截至|本[年月季]|其中|\\d{4}年")
_COMPARED = later("[比较]|同比")
