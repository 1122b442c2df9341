"""The figure that stands in an older one's place: 57个，上年同期为49个; 由36个追加到42个.

Words alone decide it: the older says nothing but its time and what the newer says, or what it
became stands right behind it.  Must not know of relations.
"""

import re

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import FROM, TO, change_of, growth_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

#: So many changes and shares stand between at most.
_MOST = 3
_THEN = later(
    "(?:[上去前]年|上期|上月|上季度?|年初)(?:同期|同月|[末底])?|同期|(20\\d\\d)年(?:同期|[末底])?"
)
_SET_BESIDE = ("比的", "较的")
_DULL = re.compile("[,、;(年初]|其中|预算|仅|只有|约?[为是有]|已|分别|实际|[则而]")
_FROM_REACH = 26


def superseded(reading: TextReading, old: TextFigure) -> TextFigure | None:
    """What has taken the place of a figure; None where it is nobody's."""
    return _became(reading, old) or _before(reading, old)


def _became(reading: TextReading, old: TextFigure) -> TextFigure | None:
    """由36个追加到42个, 年初计划186亿元，年中调整为204亿元."""
    after = reading.figures[old.order + 1 : old.order + 2]
    if not after or not _are_alike(old, after[0]) or TO.search(after[0].lead) is None:
        return None
    said = reading.text[max(0, old.start - _FROM_REACH) : old.start]
    begun = FROM.search(said) is not None or _PLANNED.search(old.lead) is not None
    return after[0] if begun else None


_PLANNED = later("年初(?:计划|预算|下达|确定|安排)|原[计定来]|起初")


def is_reached(reading: TextReading, one: TextFigure) -> bool:
    """发生率由26.6%下降到0.9%: what a rate has come to, and not by how much it has changed."""
    before = reading.figures[one.order - 1] if one.order else one
    if before is one or TO.search(one.lead) is None:
        return False
    same = (one.role, one.dimension) == (before.role, before.dimension)
    if not same or one.sentence != before.sentence:
        return False
    said = reading.text[max(0, before.start - _FROM_REACH) : before.start]
    return FROM.search(said) is not None


def _before(reading: TextReading, old: TextFigure) -> TextFigure | None:
    """开工57个，上年同期为49个: the newer stands before, but for what it has changed by."""
    then = _THEN.search(old.lead)
    if then is None or (not is_past(old.lead) and not then[1]):
        return None
    own = _DULL.sub("", _THEN.sub("", old.lead))
    if own in _SET_BESIDE:
        # 204个，比去年同期的124个多80个.
        own = ""
    for one in reversed(reading.figures[max(0, old.order - _MOST) : old.order]):
        if one.sentence != old.sentence:
            return None
        if not _are_alike(one, old) or change_of(one.lead) or growth_of(one.lead):
            continue
        if one.inner or is_past(one.lead) or not _is_later(one, then[1]):
            return None
        return one if not own or own in one.lead else None
    return None


def _is_later(one: TextFigure, year: str | None) -> bool:
    """Whether a figure is of no year, or of one after another's."""
    said = _YEAR.search(one.lead)
    if year is None:
        return True
    return said is not None and int(said[1]) == int(year) + 1


_YEAR = later("(20\\d\\d)年")


def _are_alike(one: TextFigure, other: TextFigure) -> bool:
    same = (one.role, one.dimension) == (other.role, other.dimension)
    return same and one.sentence == other.sentence and not (one.hedge or other.hedge)
