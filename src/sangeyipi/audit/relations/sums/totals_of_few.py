"""Totals that are of some of a list, by their words: 前三类合计占99.1%, 后两批共38个.

So many of the first, or the last, of the figures of their kind right before, and wrong only where
they surely are: the largest or the smallest of what is listed.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.adding import Window, near, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.audit.text.totals_said import MANY, THINGS, earlier_than, kin_of
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "咨询类占75.8%，投诉类占13.6%，求助类占8.7%，建议类占1.9%，前三类合计占89.1%。",
        "wrong 75.8 + 13.6 + 8.7 = 89.1",
    ),
)
_GAP = 24


def totals_of_few(reading: TextReading) -> Iterator[Finding]:
    """Every total that says that it is of the first or the last of a list."""
    if _AT_AN_END.search(reading.text) is None:
        return
    for one in reading.of(*_LISTED_ROLES):
        some = said_of_few(reading, one)
        if some is not None:
            found = _of_few(reading, one, some)
            if found is not None:
                yield found


def said_of_few(reading: TextReading, total: TextFigure) -> re.Match[str] | None:
    """What says of a total that it is of some of a list only: 前两批共38个 is none of all three."""
    some = few_said(reading, total)
    return some if total.role in _LISTED_ROLES and not total.inner else None


def few_said(reading: TextReading, total: TextFigure) -> re.Match[str] | None:
    """The words before a total that say that it is of some of a list: 前两批共38个, 其余三县."""
    return _FEW.search(reading.text, max(0, total.start - _GAP), total.start)


def _of_few(reading: TextReading, total: TextFigure, said: re.Match[str]) -> Finding | None:
    """占76.8%、占12.6%、占9.7%、占0.7%，前三类合计占99.1%: so many of a list, its first or last."""
    if total.hedge or change_of(said[0]) or growth_of(said[0]) or said["which"] not in "前后":
        return None
    row = _list_before(reading, total, said.start())
    many = MANY[said["many"]]
    if len(row) < many:
        return None
    few, others = row[:many], row[many:]
    if said["which"] == "后":
        few, others = row[-many:], row[:-many]
    window = Window(total, few)
    # The first of a list are the largest, so that either reading is of these.
    sign = -1 if said["which"] == "后" else 1
    sure = all(sign * f.value <= min(sign * each.value for each in few) for f in others)
    things = set(THINGS.findall(said[0]))
    sure = sure and all(things <= set(THINGS.findall(f.lead)) for f in few)
    room = sum((f.half for f in few), total.half)
    sure = sure and near(window) and abs(window.sum - total.value) > room
    # Shares are of one whole, rates are not.
    sure = sure and (total.role is not Role.PERCENT or window.sum <= _HUNDRED)
    return summed(window, None) if window.verdict in GOOD or sure else None


def _list_before(reading: TextReading, total: TextFigure, end: int) -> list[TextFigure]:
    """The figures of its kind in its sentence before a place, one behind the other."""
    begin = reading.begun("。\n", total.start)
    row: list[TextFigure] = []
    for one in reversed(earlier_than(reading, total)):
        if one.start >= end or (one.inner and one.dimension != total.dimension):
            continue
        gap = reading.between(one, row[0]) if row else ""
        alike = kin_of(one) == kin_of(total) and one.role is total.role and not one.hedge
        if one.start < begin or not alike or len(gap) > _GAP or _APART_ROW.search(gap):
            break
        row.insert(0, one)
    return row


_HUNDRED = 101
_LISTED_ROLES = (Role.COUNT, Role.MONEY, Role.PERCENT)
_AT_AN_END = later("[前后]的?[两二三四五六七八九]")
_FEW = later(
    "(?P<which>[前后]|其[余他]|余下|另外?)的?(?P<many>[两二三四五六七八九])(?:个|大)?"
    "(?:[类项位名者家种批]|[县市区乡镇]|领域|行业|产业|方面)[^,。;、\\d]{0,6}?"
    f"(?:{IN_ALL_SO_FAR})[^,。;、\\d]{{0,6}}$"
)
_APART_ROW = later("其中|[。\n]|同比|环比")
