"""Where a list ends because the next whole begins: behind a semicolon, of another time or subject.

6月签约12个、总投资50亿元，其中亿元以上8个、46亿元；1—6月签约75个、…: owns what tells such a clause
from one more row of the list, for a list may go on behind semicolons.
"""

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_TWO, _SAID = 2, 16
#: Of which time a clause is, as its first words.
_TIME = later(
    "(?:截[至止]|累计|[今去上本当前明]年|20\\d\\d年|[本当上]月|\\d{1,2}(?:[-~—–至到]\\d{1,2})?月(?:份|底|末)?"
    "|[一二三四1-4]季度|前[两二三四]个?[季月]|[上下]半年|全年|年初|年底|目前|同期|[上本]周|近[两三四五]年|十[一二三四五]五)"
)
_DULL = later("[,、;:的有为共达]|其中|项目|企业|累计|总$")


def is_next_whole(
    reading: TextReading, total: TextFigure, parts: list[TextFigure], one: TextFigure
) -> bool:
    """Whether a figure behind a semicolon is of the next whole, and no part of this one."""
    text = reading.text
    begin = text.rfind(";", total.end, one.start) + 1
    if not begin:
        return False
    first = _head(reading, parts[0], total.end)
    listed = text[total.end : first.start]
    own = listed.rpartition("其中")[2].lstrip(",:")
    if _TIME.match(text, begin) and not _TIME.match(own):
        return True
    # 省重点12个、总投资50亿元，其中新开工8个、…；市重点75个、总投资…: called as the whole is.
    if not _has_row(reading, one, total):
        return False
    name, other, part = (_name(f) for f in (_head(reading, total, 0), one, first))
    return len(name) == _TWO and name == other != part


def _head(reading: TextReading, one: TextFigure, after: int) -> TextFigure:
    """The first figure of a row: 12个 of 12个、总投资50亿元."""
    before = reading.figures[one.order - 1] if one.order else one
    if before is one or before.start < after or before.inner or before.sentence != one.sentence:
        return one
    gap = reading.between(before, one)
    near = len(gap) <= _SAID and gap[:1] in "、," and ";" not in gap and "其中" not in gap
    return before if near and before.dimension != one.dimension else one


def _has_row(reading: TextReading, one: TextFigure, total: TextFigure) -> bool:
    """Whether what is behind a semicolon counts and measures, as the row of the whole does."""
    whole = _head(reading, total, 0)
    if whole is total:
        after = reading.figures[total.order + 1 : total.order + 2]
        return bool(after) and _is_row(reading, total, after[0]) and _goes_on(reading, one)
    return whole.dimension == one.dimension and _goes_on(reading, one)


def _goes_on(reading: TextReading, one: TextFigure) -> bool:
    after = reading.figures[one.order + 1 : one.order + 2]
    return bool(after) and _is_row(reading, one, after[0])


def _is_row(reading: TextReading, one: TextFigure, after: TextFigure) -> bool:
    return _head(reading, after, one.start) is one


def _name(one: TextFigure) -> str:
    return _DULL.sub("", one.lead)[-_TWO:]
