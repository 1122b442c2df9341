"""Figures that cannot be read: a digit lost or turned into a letter (H个, .1亿元, 项目个).

Never guesses what a digit looks like.  A value is inferred only where a whole and all its other
parts are printed, and named as inferred.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import AND_MORE
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("项目共20个，其中签约项目3个，开工项目l个，投产项目9个。", "unreadable 20 - 3 - 9 ="),
    ("项目共20个，其中签约项目3个，开工项目个。", "unreadable 20 - 3 ="),
    ("工业类8个，投资总额.1亿元。", "unreadable  ="),
    ("项目共20个，其中签约项目H个，开工项目l个。", "unreadable  ="),
)
_MOST = 12
_WHOLE = later(f"{IN_ALL}|总数")
_OPENS = later("其中|包括|分为|分别为|:")
_ENDS = later(f"[。\n]|{AND_MORE}|其余")


def lost(reading: TextReading) -> Iterator[Finding]:
    """Every figure that cannot be read."""
    for one in reading.figures:
        if one.role is Role.UNREADABLE:
            yield _told(reading, one)


def _told(reading: TextReading, one: TextFigure) -> Finding:
    total, others = _whole(reading, one)
    if total is not None:
        value = total.value - sum((f.value for f in others), Decimal(0))
        if value > 0:
            expression = " - ".join(f"{f.value:f}" for f in (total, *others))
            said = f"“{one.text}”读不出"
            return Finding(
                RelationVerdict.UNREADABLE,
                RelationKind.SUM,
                said,
                expression,
                value,
                one,
                (total, *others),
                f"对照原件，若是 {value:f}个，改过来",
                Why(f"按 {expression} 推算为 {value:f}个", Reason.OPEN),
            )
    said = f"“{one.text}”读不出，像是丢了数字"
    return Finding(
        RelationVerdict.UNREADABLE, RelationKind.SUM, said, "", None, one, (), "对照原件补上"
    )


def _whole(reading: TextReading, one: TextFigure) -> tuple[TextFigure | None, list[TextFigure]]:
    """The whole that a lost count is a part of, and the other parts; None where unsure."""
    others: list[TextFigure] = []
    if not one.text.endswith("个") and one.dimension != "个":
        return None, []
    last = one
    for other in reversed(reading.figures[max(0, one.order - _MOST) : one.order]):
        gap = reading.text[other.end : last.start]
        if _ENDS.search(gap) or (other.role is Role.UNREADABLE and _counts(other)):
            return None, []
        last = other
        if other.role is not Role.COUNT or other.inner:
            continue
        if _WHOLE.search(other.lead):
            opened = _OPENS.search(reading.text[other.end : (others or [one])[0].start])
            after = _after(reading, one)
            return (other, others + after) if opened and after is not None else (None, [])
        others.insert(0, other)
    return None, []


def _counts(one: TextFigure) -> bool:
    return one.text.endswith("个") or one.dimension == "个"


def _after(reading: TextReading, one: TextFigure) -> list[TextFigure] | None:
    """The parts that follow; None where one of them is lost too."""
    found: list[TextFigure] = []
    last = one
    for other in reading.figures[one.order + 1 : one.order + _MOST]:
        if _ENDS.search(reading.text[last.end : other.start]):
            break
        if other.role is Role.UNREADABLE and _counts(other):
            return None
        last = other
        if other.role is Role.COUNT and not other.inner:
            found.append(other)
    return found
