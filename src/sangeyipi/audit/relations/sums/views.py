"""One whole divided in several ways: 按产业分，…；按资金来源分，….

Each view says that it divides the whole.  Where one of them comes to it, another that does not is
wrong: it is the same whole, and it has no other parts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, is_crossed, summed
from sangeyipi.audit.judging.completeness import complete, exclusive
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import AND_MORE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "共57个。按产业分，一产6个、二产33个、三产18个；按资金来源分，县内21个，县外35个。",
        "wrong 21 + 35 = 57",
    ),
    (
        "共26个，按产业分，制造业12个、新能源8个、农业7个；按资金来源分，省外18个、省内8个。",
        "wrong 12 + 8 + 7 = 26",
    ),
    (
        "零售总额20.27亿元，增长16.4%。按所在地分，城镇11.49亿元，增长16.6%；乡村8.78亿元，增长16.1%。"
        "按消费类型分，餐饮收入2.77亿元，商品零售17.05亿元。",
        "wrong 2.77 + 17.05 = 20.27",
    ),
)
_OPENER = re.compile(
    r"[按从分](?:(?<=[,;。:\n].)|(?<=其中.))[^,。;:\d]{1,10}?(?:来)?(?:分|划分|看)[,:]"
)
_ENDS = later(f"[。\n]|其中|{AND_MORE}|以[上下]")
#: 水电气等配套类61个 is one class.
_PARTIAL = later("主要|重点|等(?![一-鿿]{2,5}类\\d)|以上|以下|含")
_MOST, _GAP, _BACK, _TWO = 30, 40, 12, 2


#: Of where things come from or go to hardly anybody lists all: 按来源分，长三角32个、珠三角21个.
_MANY_PLACES = later("(?<!资金)来源|国别|地区|产地|去向|投向|目的地")


class WholeView(NamedTuple):
    """One way to divide, and its parts."""

    begin: int
    parts: list[TextFigure]


def view_parts(reading: TextReading) -> Iterator[list[TextFigure]]:
    """The parts of every view."""
    for said in _OPENER.finditer(reading.text):
        parts = _parts(reading, said.end())
        if len(parts) > 1 and not _PARTIAL.search(reading.text, said.start(), parts[-1].start):
            yield parts


def views(reading: TextReading) -> Iterator[Finding]:
    """Every whole that is divided twice."""
    for run in _runs(reading):
        windows = _windows(reading, run)
        good = [one for one in windows if one.verdict in GOOD]
        if good and len(windows) > 1:
            for one in windows:
                if one.verdict in GOOD or (exclusive(one.parts) and not _is_some(reading, one)):
                    yield summed(one, None)


def _is_some(reading: TextReading, window: Window) -> bool:
    """Whether a view may list no more than the largest."""
    first = window.parts[0]
    if window.sum > window.total.value:
        return False
    if len(window.parts) == _TWO and window.total.role is not Role.COUNT:
        # 按行业分，制造业32.4亿元，采矿业48.6亿元: two amounts need not be all.
        return not (complete(window.total, window.parts) or is_crossed(window))
    said = reading.text[max(0, first.start - _GAP) : first.start]
    opened = [each[0] for each in _OPENER.finditer(said)]
    return bool(opened) and _MANY_PLACES.search(opened[-1]) is not None


def _runs(reading: TextReading) -> Iterator[list[WholeView]]:
    """Views that stand in one paragraph or in paragraphs that follow each other."""
    run: list[WholeView] = []
    for said in _OPENER.finditer(reading.text):
        parts = _parts(reading, said.end())
        if len(parts) < 2 or _PARTIAL.search(reading.text, said.start(), parts[-1].start):
            continue
        if run and parts[0].paragraph - run[-1].parts[0].paragraph > 1:
            yield run
            run = []
        run.append(WholeView(said.start(), parts))
    if len(run) > 1:
        yield run


def _parts(reading: TextReading, at: int) -> list[TextFigure]:
    """The figures of one kind that a view lists, up to where it ends."""
    first = reading.first_after(at)
    if first is None or first.start - at > _GAP or first.role not in COUNTABLE:
        return []
    parts, last = [first], first
    for one in reading.figures[first.order + 1 : first.order + _MOST]:
        gap = reading.text[last.end : one.start]
        if len(gap) > _GAP or _ENDS.search(gap) or _OPENER.search(gap + ","):
            break
        last = one
        if (one.role, one.dimension, one.measure) == (first.role, first.dimension, first.measure):
            if one.inner:
                continue
            parts.append(one)
    return parts


def _windows(reading: TextReading, run: list[WholeView]) -> list[Window]:
    """The parts of each view with the one whole before the first."""
    first = run[0].parts[0]
    after = reading.first_after(run[0].begin)
    begin = after.order if after is not None else first.order
    for total in reversed(reading.figures[max(0, begin - _BACK) : begin]):
        if first.paragraph - total.paragraph > 1:
            break
        same = (total.role, total.dimension) == (first.role, first.dimension)
        if same and total.measure == first.measure and not total.inner:
            if total.role is not Role.COUNT and len(run) < 2:
                break
            wholes = [Window(total, one.parts) for one in run if _kin(one.parts[0], first)]
            return [w for w in wholes if max(f.value for f in w.parts) < total.value]
    return []


def _kin(one: TextFigure, other: TextFigure) -> bool:
    return (one.role, one.measure) == (other.role, other.measure)
