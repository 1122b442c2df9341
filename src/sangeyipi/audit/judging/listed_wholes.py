"""What 其中 is of where figures of a kind stand side by side before it: of all of them, it may be.

乡镇18个、街道6个，其中人口超5万的10个.  Owns what stands side by side; what is some of the figure
before it (计划40栋，已交付32栋) does not.
"""

from decimal import Decimal

from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

_COUNTED = (Role.COUNT, Role.QUANTITY)
_JOINED = later("[^,。;:、()\\d\n]{0,6}(?:[、和及与]|以及)[^,。;:、()\\d\n]{0,16}")
_BEHIND_COMMA = later("[^,。;:、()\\d\n]{0,6},[^,。;:、()\\d\n]{2,16}")
_NO_LIST = later(f"其中|[已尚未]|{IN_ALL_SO_FAR}|总|[比较占]|以上|以下|平均|每|剩|余|净")
_AHEAD = later("计划|目标|任务|[应需拟]|可|最多")
_MOST = 8


def wholes_listed(reading: TextReading, whole: TextFigure) -> list[TextFigure]:
    """The figures side by side of which one is the last; that alone where there are no others."""
    found = [whole]
    while whole.order and len(found) < _MOST:
        before = reading.figures[whole.order - 1]
        if not _stand_side_by_side(reading, before, whole):
            break
        found.insert(0, before)
        whole = before
    return found


def may_be_of_all(reading: TextReading, whole: TextFigure, value: Decimal) -> bool:
    """Whether what is more than a whole may be of all that stand beside it."""
    every = wholes_listed(reading, whole)
    if len(every) == 1:
        return False
    if len({f.unit for f in every}) > 1:
        return True
    return value <= _sum(every) and not _are_of_one(reading, every)


def _sum(figures: list[TextFigure]) -> Decimal:
    return sum((f.value for f in figures), Decimal(0))


def _are_of_one(reading: TextReading, every: list[TextFigure]) -> bool:
    """收到来信760条，市直410条，乡镇350条，其中…: what is of all has a whole that is named."""
    first = every[0].order
    wholes = [*reading.figures[max(0, first - 1) : first], *every]
    unit, two = every[-1].unit, every[-2].order
    return any(
        f.unit == unit and f.value == _sum([g for g in every if g.order > f.order])
        for f in wholes
        if f.order < two
    )


def _stand_side_by_side(reading: TextReading, one: TextFigure, after: TextFigure) -> bool:
    if one.role not in _COUNTED or one.inner or after.inner or one.sentence != after.sentence:
        return False
    gap = reading.between(one, after)
    if _NO_LIST.search(gap) or change_of(one.lead) or change_of(after.lead):
        return False
    if _JOINED.fullmatch(gap):
        return True
    # 计划40栋，建成32栋: some of those.
    plain = not words.state_of(after.lead) and not _AHEAD.search(one.lead)
    return plain and one.unit == after.unit and _BEHIND_COMMA.fullmatch(gap) is not None
