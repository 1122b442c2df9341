"""Changes of several against what is said of each: 较第七期43个、166.5亿元分别增加6个、21.7亿元.

What was then stands in a list right before the changes, in their order; what there is now is the
last of each kind before that list.  A growth behind them is of the amount whose name it has
(总投资增长13.0%).  So bound, what does not come out is wrong.
"""

from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, is_past, said_old
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "第八期项目共49个，总投资188.2亿元，较第七期43个、166.5亿元分别增加3个、21.7亿元。",
        "wrong 49 - 43 = 3",
    ),
    (
        "第八期项目共49个，总投资188.2亿元，较第七期43个、166.5亿元分别增加6个、21.7亿元，总投资增长13.0%。",
        "holds (188.2 - 166.5) / 166.5 * 100 = 13.0",
    ),
    (
        "到位资金72.4亿元、开工31个，比去年同期的60.2亿元、25个分别增长30.3%和24%。",
        "wrong (72.4 - 60.2) / 60.2 * 100 = 30.3",
    ),
)
_CHANGES = later("分别(?:净?增加|增长|净增|上升|提高|多|减少|下降|降低|少)了?$")
_JOINS = frozenset({"、", "和", "与", "及", "以及", ","})
_GROWTH = later("[,;]?([\u4e00-\u9fff]{2,6}?)(?:同比)?(增长|下降|增幅为?)了?")
_LEAST, _LONGEST = 2, 4
#: How far before the list of what was then there may be what is now.
_BACK = 8


def changes_of_several(reading: TextReading) -> Iterator[Finding]:
    """Every list of changes behind a list of what was, each of another kind."""
    for one in reading.figures:
        if "分别" in one.lead and _CHANGES.search(one.lead):
            yield from _told(reading, _row_from(reading, one))


def _row_from(reading: TextReading, first: TextFigure) -> list[TextFigure]:
    """A figure and those behind it in one list."""
    row = [first]
    for one in reading.figures[first.order + 1 : first.order + _LONGEST]:
        if reading.between(row[-1], one) not in _JOINS:
            break
        row.append(one)
    return row


def _told(reading: TextReading, run: list[TextFigure]) -> Iterator[Finding]:
    size = len(run)
    if size < _LEAST or run[0].order < 2 * size:
        return
    then = list(reading.figures[run[0].order - size : run[0].order])
    listed = all(reading.between(a, b) in _JOINS for a, b in pairwise(then))
    if not listed or not (said_old(reading, then[0]) or is_past(then[0].lead)):
        return
    if _CHANGES.fullmatch(run[0].lead) is None or any(f.role not in COUNTABLE for f in then):
        return
    now = [_now(reading, old, then[0]) for old in then]
    if len({(f.dimension, f.unit) for f in then}) < size:
        return
    down = DOWN.search(run[0].lead)
    for one, new, old in zip(run, now, then, strict=True):
        found = _change(one, new, old, down) if new is not None else None
        if found is not None:
            yield found
    yield from _growth(reading, run[-1], list(zip(now, then, strict=True)))


def _now(reading: TextReading, old: TextFigure, first: TextFigure) -> TextFigure | None:
    """What there is of a kind before the list of what was; None where that is not sure."""
    for one in reversed(reading.figures[max(0, first.order - _BACK) : first.order]):
        if one.sentence != old.sentence:
            return None
        if (one.role, one.dimension) == (old.role, old.dimension) and not one.inner:
            kin = old.role is Role.MONEY or one.unit == old.unit
            return one if kin and not one.hedge and not old.hedge else None
    return None


def _change(one: TextFigure, new: TextFigure, old: TextFigure, down: object) -> Finding | None:
    if one.role is Role.PERCENT:
        return grown(one, new, old, -1 if down else 1)
    if (one.role, one.dimension) != (old.role, old.dimension):
        return None
    return of_two(one, new, old, down)


def _growth(
    reading: TextReading, last: TextFigure, ends: list[tuple[TextFigure | None, TextFigure]]
) -> Iterator[Finding]:
    """总投资增长13.0%: of the one of them that is called so."""
    for one in reading.figures[last.order + 1 : last.order + 2]:
        said = _GROWTH.fullmatch(one.lead) if one.role is Role.PERCENT else None
        if said is None or one.sentence != last.sentence:
            return
        for new, old in ends:
            if new is not None and new.lead.endswith(said[1]):
                found = grown(one, new, old, -1 if said[2] == "下降" else 1)
                yield from () if found is None else (found,)
