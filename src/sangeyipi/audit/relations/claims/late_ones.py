"""All in time, and some late: 按期答复率均为100%，已到期的1218件中逾期答复9件.

Wrong where both stand in one clause chain and say the same doing, of how many is told.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told_of_rest
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "及时受理率、按期答复率均为100%，已到期的1218件中逾期答复9件。",
        "wrong (1218 - 9) / 1218 * 100 = 100",
    ),
    ("到期件1218件，逾期办结9件，按期办结率100%。", "wrong (1218 - 9) / 1218 * 100 = 100"),
)
_IN_TIME = later(
    "(?:按期|按时|限时|如期|准时)(?P<what>[^,。;:、\\d]{2,4}?)率(?:[、和与][^,。;、\\d]{2,8}率)?"
    "(?:均|都|保持|实现|达到?|为|在){0,3}$"
)
_LATE = later("(?:逾期|超期|未按[期时])(?P<what>[^,。;:、\\d]{0,4}?)的?(?:有|仅|共)?$")
_OF_THEM = later("(?:中|,其中|,)[^,。;:\\d]{0,2}")
#: Of whom or of when either is said.
_OTHERS = later(
    "[上去]年|[上前][月季周期]|同期|此前|曾|以往|历史|累计|[县区镇乡市局]|部门|单位|剔除|不含"
)
_NEAR, _ALL = 3, 100


def late_ones(reading: TextReading) -> Iterator[Finding]:
    """Every rate of all that were in time beside how many were late."""
    for one in reading.figures:
        if one.role is not Role.PERCENT or one.value != _ALL or one.hedge or one.inner:
            continue
        said = _IN_TIME.search(one.lead)
        found = _told(reading, one, said["what"]) if said is not None else None
        if found is not None:
            yield found


def _told(reading: TextReading, one: TextFigure, what: str) -> Finding | None:
    here = reading.figures[max(0, one.order - _NEAR) : one.order + 1 + _NEAR]
    for part in here:
        said = _LATE.search(part.lead) if part.role in COUNTABLE and part.value > 0 else None
        if said is None or part.sentence != one.sentence or said["what"] not in ("", what):
            continue
        whole = reading.figures[part.order - 1] if part.order else part
        first, last = sorted((one, part), key=lambda f: f.order)
        begin = min(whole.start - len(whole.lead), first.start)
        between = reading.text[max(0, begin) : last.start]
        if ";" in between or _OTHERS.search(between) or is_past(part.lead) or is_past(one.lead):
            continue
        if whole.dimension != part.dimension or whole.value <= part.value or whole.hedge:
            continue
        if not _OF_THEM.fullmatch(reading.text, whole.end, part.start - len(said[0])):
            continue
        found = told_of_rest(RatePair(part, whole), one)
        return found if found.verdict is RelationVerdict.WRONG else None
    return None
