"""What was done up to a month, up to the month before, and in that month: 1-9月185个，1-8月163个.

The dates say that the last two come to the first, where all three are called alike and no other
figure of the sentence is of these dates.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, summed
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
)
_UP_TO = re.compile("(?:1|元|一)月?份?[-~至到](\\d{1,2})月份?")
_ALONE = re.compile("(?<![-~至到\\d])(\\d{1,2})月(?:份|当月)?(?![底末\\d])")
_FILL = re.compile("累计|当月|单月|新增|完成|实现|共计?|为|达到?|项目|投资|[,、;:的了有份额总 ]")
_CLAUSES = later("[,;。\n]")
_MOST, _NAME = 30, 2


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
