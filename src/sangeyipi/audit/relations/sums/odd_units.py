"""An amount of a list, or its whole, in another unit, in which the list comes to the whole.

分别到位5.4亿元、29.1万元、19.2亿元 of 53.7亿元: that three digits come out by a change of the unit
is no chance, and nobody's unit changes for one of a list.  The whole stands before the list in its
paragraph, or right behind it.  A whole that four digits of a list right behind it come to, but for
where its point stands, is as little by chance.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import GOOD, Finding, shown
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slips import SlipKind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    (
        "引进资金48.6亿元，同比增长12%。一、二、三产业分别到位3.2亿元、27.9万元、17.5亿元。",
        "wrong 3.2 + 0.00279 + 17.5 = 48.6",
    ),
    (
        "甲镇完成1260万元、乙镇完成845万元、丙镇完成730亿元，共完成2835万元。",
        "wrong 1260 + 845 + 7300000 = 2835",
    ),
    (
        "累计完成投资6.3亿元，占任务的118%。其中水厂完成1.7亿元，书院完成0.25万元，渠系完成4.35亿元。",
        "wrong 1.7 + 0.000025 + 4.35 = 6.3",
    ),
    (
        "灌区改造计划总投资72.48亿元，其中中央投资31246万元，地方配套41234万元。",
        "wrong 3.1246 + 4.1234 = 72.48",
    ),
    (
        "投入专项资金1846.5亿元（其中中央1200万元，省级410万元，群众自筹236.5万元），改造渠道31公里。",
        "wrong 0.12 + 0.041 + 0.02365 = 1846.5",
    ),
    (
        "发行专项债券9.8亿元，主要用于棚户区3个2.1亿元，产业园区4个3.65亿元，医疗卫生2个9500万元，"
        "供水2个2.2万元，职业教育1个9000万元。",
        "wrong 2.1 + 3.65 + 0.95 + 0.00022 + 0.9 = 9.8",
    ),
    (
        "财政收入3276.84亿元，同比增长8%。其中，中央收入1812.19亿元，同比增长9%；地方收入1464.65万元，增长7%。",
        "wrong 1812.19 + 0.146465 = 3276.84",
    ),
)
_ROLES = (Role.MONEY, Role.QUANTITY)
_JOINS = later(
    "[、,;和]{1,2}(?!一?共|[合总累]计|其中|包括|具体|由|主?要?用于|投向)[^,。;:、\\d\n]{0,10}"
)
#: What else is said of one of a list, before the next: 14502.2亿元，同比增长32.6%；地方….
_APART = later("[,;][^,。;:、\\d\n]{0,12}")
_MOST, _BACK, _DIGITS, _FEW = 20, 10, 3, 3
#: Behind these words a list divides a whole, which says enough with two digits.
_DIVIDES = later("其中|包括|具体|由|用于|投向")
_SAID, _TWO = 14, 2
#: By how many places a point may stand elsewhere, 4 for 万 and 亿.
_PLACES, _UNIT = (4, -4, 1, -1, 2, -2, 3, -3), 4


def odd_units(reading: TextReading) -> Iterator[Finding]:
    """Every list of amounts that comes to its whole but for the unit of one of them, or of it."""
    figures = reading.figures
    at = 0
    while at < len(figures):
        run = _run(reading, at)
        if len(run) > 1:
            yield from _told(reading, run)
        at = run[-1].order + 1 if run else at + 1


def _run(reading: TextReading, at: int) -> list[TextFigure]:
    """The amounts from a place on that stand one behind the other, but for how each has grown."""
    found: list[TextFigure] = []
    joins = _JOINS
    for one in reading.figures[at : at + _MOST]:
        if found and one.sentence == found[0].sentence and _is_said_of_it(one):
            joins = _APART
            continue
        if (
            found
            and one.role is Role.COUNT
            and joins.fullmatch(reading.text, reading.figures[one.order - 1].end, one.start)
        ):
            # 棚户区改造3个2.1亿元，医疗卫生2个9500万元: how many get it.
            joins = _OF_THEM
            continue
        if one.role not in _ROLES or one.hedge or change_of(one.lead) or not one.printed:
            break
        if found and (one.dimension, one.inner) != (found[0].dimension, found[0].inner):
            break
        last = reading.figures[one.order - 1].end if found else 0
        if found and not joins.fullmatch(reading.text, last, one.start):
            break
        found.append(one)
        joins = _JOINS
    return found


def _is_said_of_it(one: TextFigure) -> bool:
    return one.role is Role.PERCENT or one.role is Role.POINTS


_OF_THEM = later("[、,]?")


def _odd(run: list[TextFigure], whole: TextFigure) -> TextFigure | None:
    """The only one in its unit; of two the one that is not in the unit of the whole.

    In a list of two units, several in each, the only one that makes up the whole in the other.
    """
    scales = {one.scale for one in run}
    if len(scales) != _TWO:
        return None
    if len(run) > _FEW and all(sum(f.scale == each for f in run) > 1 for each in scales):
        lack = whole.value - sum(f.value for f in run)
        other = [f for f in run if sum(scales - {f.scale}) * f.printed == f.value + lack]
        return other[0] if len(other) == 1 else None
    alone = [one for one in run if sum(1 for f in run if f.scale == one.scale) == 1]
    if len(run) > _TWO:
        return alone[0] if len(alone) == 1 else None
    other = [one for one in run if one.scale != whole.scale]
    return other[0] if len(other) == 1 else None


def _told(reading: TextReading, run: list[TextFigure]) -> Iterator[Finding]:
    first, last = run[0].order, run[-1].order
    divides = _DIVIDES.search(reading.text, max(0, run[0].start - _SAID), run[0].start) is not None
    before = reading.figures[max(0, first - _BACK) : first]
    beside = [
        f
        for f in (*before, *reading.figures[last + 1 : last + 2])
        if (f.role, f.dimension, f.paragraph) == (run[0].role, run[0].dimension, run[0].paragraph)
        and not f.hedge
    ]
    if any(Window(whole, run).verdict in GOOD for whole in beside):
        return
    for whole in beside:
        digits = len(whole.digits)
        odd = _odd(run, whole)
        telling = digits >= (_DIGITS - 1 if divides and len(run) > _TWO else _DIGITS)
        if odd is not None and telling:
            other = next(f for f in run if f.scale != odd.scale)
            right = odd._replace(scale=other.scale)
            if Window(whole, [right if f is odd else f for f in run]).sum == whole.value:
                meant = f"{odd.printed:f}{other.unit}"
                yield _in_unit(summed(Window(whole, run), None), odd, meant)
                return
    nearest = [f for f in beside if f.order < first and not change_of(f.lead)][-1:]
    for whole in nearest if divides else ():
        if len(whole.digits) > _DIGITS:
            yield from _of_whole(whole, run)


def _of_whole(whole: TextFigure, run: list[TextFigure]) -> Iterator[Finding]:
    """总投资72.48亿元，其中…31246万元，…41234万元: the point of the whole stands elsewhere."""
    window = Window(whole, run)
    for places in _PLACES:
        if half_up(whole.said(window.sum.scaleb(-places)), whole.places) == whole.printed:
            said = shown(window.sum, run[0] if abs(places) == _UNIT else whole)
            yield _in_unit(summed(window, None), whole, said)
            return


def _in_unit(found: Finding, odd: TextFigure, meant: str) -> Finding:
    said = f"{odd.text} 像是写错了单位或小数点，换成 {meant} 正好相符"
    remedy = f"核对 {odd.text} 的单位和小数点；若是 {meant}，改这一处"
    return found._replace(remedy=remedy, why=Why(said, SlipKind.UNIT))
