"""The schedule itself, printed: 快于66.67%的时序进度, 序时进度（66.7%）, of eight months of twelve.

Told where it comes out; another schedule may be meant by any other figure.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, shown
from sangeyipi.audit.relations.changes.schedule import due_of, months_before, months_said
from sangeyipi.audit.text.figure import Role
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    ("1—8月，三项均快于66.67%的时序进度。", "holds 8 / 12 * 100 = 66.67"),
    ("截至10月底，完成年度计划的85.6%，超过序时进度（83.3%）。", "holds 10 / 12 * 100 = 83.3"),
)
_NAME = later("(?:序时|时序|时间)(?:目标)?进度(?:要求)?")
_BEHIND = later("的?(?:序时|时序|时间)(?:目标)?进度")
_BEFORE = later("(?:序时|时序|时间)(?:目标)?进度(?:要求)?(?:应?[为是达]|\\()?(?:到|的)?$")
_WORDS = 12


def schedule_said(reading: TextReading) -> Iterator[Finding]:
    """Every printed schedule that is the share of the months gone by."""
    if _NAME.search(reading.text) is None:
        return
    for one in reading.figures:
        if one.role is not Role.PERCENT or one.hedge or not one.printed:
            continue
        text = reading.text
        behind = _BEHIND.match(text, one.end) is not None
        if not behind and _BEFORE.search(text[max(0, one.start - _WORDS) : one.start]) is None:
            continue
        months = months_before(reading, one) or months_said(reading, one)
        if len(months) != 1:
            continue
        (month,) = months
        due = due_of(month)
        if month and half_up(due, one.places) == one.printed:
            said = f"{month} 个月的序时进度是 {shown(due, one)}，写的是 {one.text}"
            text, kind = f"{month} / 12 * 100", RelationKind.SHARE
            yield Finding(RelationVerdict.HOLDS, kind, said, text, due, one)
