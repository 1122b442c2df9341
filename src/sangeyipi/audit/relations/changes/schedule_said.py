"""The schedule itself, printed: 快于66.67%的时序进度, 序时进度（66.7%）, of eight months of twelve.

Told where it comes out; another schedule may be meant by any other figure, but not by that of the
months of another date (7月末序时进度66.7%).
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, shown
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.relations.changes.schedule import due_of, months_before, months_said
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    ("1—8月，三项均快于66.67%的时序进度。", "holds 8 / 12 * 100 = 66.67"),
    ("完成率52.4%。对照7月末序时进度66.7%，仍落后14.3个百分点。", "wrong 7 / 12 * 100 = 66.7"),
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
    for one in reading.of(Role.PERCENT):
        if one.hedge or not one.printed:
            continue
        text = reading.text
        behind = _BEHIND.match(text, one.end) is not None
        if not behind and _BEFORE.search(text[max(0, one.start - _WORDS) : one.start]) is None:
            continue
        dated = _DATED.search(text[max(0, one.start - _LONG) : one.start])
        if dated is not None and one.places:
            yield from _of_other_months(int(dated[1]), one)
        months = months_before(reading, one) or months_said(reading, one)
        if len(months) != 1:
            continue
        (month,) = months
        due = due_of(month)
        if month and half_up(due, one.places) == one.printed:
            said = f"{month} 个月的序时进度是 {shown(due, one)}，写的是 {one.text}"
            text, kind = f"{month} / 12 * 100", RelationKind.SHARE
            yield Finding(RelationVerdict.HOLDS, kind, said, text, due, one)


_LONG = 20
_DATED = later(
    "(?<!\\d)(\\d{1,2})月[末底]的?(?:应达)?(?:序时|时序|时间)(?:目标)?进度(?:要求)?(?:应?[为是达])?$"
)


def _of_other_months(month: int, one: TextFigure) -> Iterator[Finding]:
    """7月末序时进度66.7%: a schedule that is, to the digit, that of other months than its date."""
    other = next((n for n in range(1, 12) if half_up(due_of(n), one.places) == one.printed), 0)
    if not other or not 0 < month <= 12 or other == month:
        return
    due = due_of(month)
    said = f"{month} 个月的序时进度是 {shown(due, one)}，写的是 {one.text}"
    why = Why(f"像是按 {other} 个月算的")
    remedy = f"应为 {one.as_printed(due)}，比它算出的也要核对"
    kind, text = RelationKind.SHARE, f"{month} / 12 * 100"
    yield Finding(RelationVerdict.WRONG, kind, said, text, due, one, (), remedy, why)
