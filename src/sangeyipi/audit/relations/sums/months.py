"""What was done up to a month, up to the month before, and in that month: 1-9月185个，1-8月163个.

The dates say that the last two come to the first, where all three are called alike and no other
figure of the sentence is of these dates.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, is_crossed, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "1—9月新开工重大项目174个，1—8月新开工152个，9月当月新开工32个；建成61个，其中9月当月13个。",
        "wrong 152 + 32 = 174",
    ),
    ("6月份新入库9个，1-6月累计新入库43个，1-5月累计新入库33个。", "wrong 33 + 9 = 43"),
    ("6月份新入库9个，1-6月累计新入库43个，1-5月累计新入库34个。", "holds 34 + 9 = 43"),
    (
        "7月份，重点项目完成投资26.4亿元，环比增长8.2%。1—7月累计完成142.9亿元，"
        "较1—6月累计完成额116.5亿元明显加快。",
        "holds 116.5 + 26.4 = 142.9",
    ),
    (
        "7月份，重点项目完成投资26.4亿元，环比增长8.2%。1—7月累计完成149.2亿元，"
        "较1—6月累计完成额116.5亿元明显加快。",
        "wrong 116.5 + 26.4 = 149.2",
    ),
    # What there was a month before, in a bracket.
    (
        "11月份，招商引资到位资金5.72亿元，其中省外4.15亿元。1—11月累计到位资金63.4亿元（前10个月57.68亿元）。",
        "holds 57.68 + 5.72 = 63.4",
    ),
    (
        "11月份，招商引资到位资金5.72亿元，其中省外4.15亿元。1—11月累计到位资金63.4亿元（前10个月57.86亿元）。",
        "wrong 57.86 + 5.72 = 63.4",
    ),
)
_UP_TO = re.compile("(?:(?:1|元|一)月?份?[-~至到]|前)(\\d{1,2})个?月份?")
_ALONE = re.compile("(?<![-~至到\\d])(\\d{1,2})月(?:份|当月)?(?![底末\\d])")
_FILL = re.compile(
    "^[较比]|累计|当月|单月|新增|完成|实现|共计?|为|达到?|项目|投资|[,、;:的了有份额总 ]"
)
_CLAUSES = later("[,;。\n]")
_MOST, _NAME, _FEW = 30, 2, 2


def months(reading: TextReading) -> Iterator[Finding]:
    """Every figure up to a month that the one before and the month itself should come to."""
    for said in _UP_TO.finditer(reading.text):
        first = reading.first_after(said.end())
        if first is None or first.order >= len(reading.figures) - 1:
            continue
        total = _at(reading, said.end())
        if total is None:
            continue
        month = int(said[1])
        here = reading.by_sentence[total.sentence]
        kin = [f for f in here if _is_kin(f, total)]
        before = [f for f in kin if _span(reading, f) == (month - 1, True)]
        within = [f for f in kin if _span(reading, f) == (month, False)]
        also = [f for f in kin if _span(reading, f) == (month, True)]
        if len(before) == len(within) == 1 and not also:
            window = Window(total, [before[0], within[0]])
            if window.verdict in GOOD or window.sum <= 2 * total.value:
                yield summed(window, None)
        elif len(before) == 1 and not within and not also:
            yield from _with_month_before(reading, total, before[0], month)
        elif not before and not also and len(within) < _FEW:
            earlier = _in_bracket(reading, total, month)
            if earlier is not None and within:
                yield summed(Window(total, [earlier, within[0]]), None)
            elif earlier is not None:
                yield from _with_month_before(reading, total, earlier, month)


def _in_bracket(reading: TextReading, total: TextFigure, month: int) -> TextFigure | None:
    """1-11月累计到位63.4亿元（前10个月57.68亿元）: what there was a month before, right behind."""
    one = reading.figures[total.order + 1]
    if not one.inner or (one.role, one.dimension) != (total.role, total.dimension) or one.hedge:
        return None
    said = _UP_TO.search(reading.text, total.end, one.start)
    alone = said is not None and reading.text[total.end : said.start()] == "("
    plain = said is not None and not _FILL.sub("", reading.text[said.end() : one.start])
    return one if alone and plain and said is not None and int(said[1]) == month - 1 else None


def _with_month_before(
    reading: TextReading, total: TextFigure, before: TextFigure, month: int
) -> Iterator[Finding]:
    """5月份完成22.6亿元，…。1—5月累计完成98.3亿元，较1—4月的75.7亿元…: in the sentence before.

    Figures of months are mended later, so that only two digits crossed are wrong.
    """
    near = reading.by_sentence.get(total.sentence - 1, [])
    begin = reading.begun("。\n", near[0].start) if near else 0
    # 5月份，全市重点项目完成22.6亿元: the month opens the sentence.
    said = _ALONE.match(reading.text, begin)
    if said is None or int(said[1]) != month:
        return
    dated = (f for f in near if _span(reading, f) in ((0, False), (month, False)))
    found = [f for f in dated if _goes_on(f, total)]
    if len(found) == 1 and found[0].paragraph == total.paragraph:
        window = Window(total, [before, found[0]])
        if window.verdict in GOOD or is_crossed(window):
            yield summed(window, None)


def _goes_on(one: TextFigure, total: TextFigure) -> bool:
    """Whether a figure is of what the next sentence goes on about, which names nothing else."""
    if (one.role, one.dimension) != (total.role, total.dimension) or one.hedge or one.inner:
        return False
    if change_of(one.lead) or is_past(one.lead):
        return False
    same = one.measure.lstrip("本当月") == total.measure.lstrip("本当月")
    return same and (not _name(total) or _name(total) in _name(one))


def _at(reading: TextReading, end: int) -> TextFigure | None:
    """The figure of the clause that a date begins."""
    one = reading.first_after(end)
    if one is None or one.role not in COUNTABLE or one.hedge or one.inner or change_of(one.lead):
        return None
    return None if _CLAUSES.search(reading.text, end, one.start) else one


def _is_kin(one: TextFigure, total: TextFigure) -> bool:
    """Whether two figures are called alike but for their dates, and of one kind."""
    if one is total or (one.role, one.dimension) != (total.role, total.dimension):
        return False
    if one.hedge or one.inner or change_of(one.lead) or is_past(one.lead):
        return False
    if total.role is Role.MONEY and one.measure.lstrip("本当月") != total.measure.lstrip("本当月"):
        return False
    own, of = _name(one), _name(total)
    return own == of or (len(own) >= _NAME and own in of) or (len(of) >= _NAME and of in own)


def _name(one: TextFigure) -> str:
    state = words.state_of(one.lead)
    return state or _FILL.sub("", _ALONE.sub("", _UP_TO.sub("", one.lead)))


def _span(reading: TextReading, one: TextFigure) -> tuple[int, bool]:
    """The month of the clause of a figure, and whether it is all up to it."""
    before = _CLAUSES.split(reading.text[max(0, one.start - _MOST) : one.start])[-1]
    said = _UP_TO.search(before)
    if said is not None:
        return int(said[1]), True
    alone = _ALONE.search(before)
    return (int(alone[1]), False) if alone is not None else (0, False)
