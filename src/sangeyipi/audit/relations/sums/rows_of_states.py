"""Rows that tell alike what was done of how many: 确定39项，完成37项，正在办理2项; one is a slip.

Where the two come to their whole in all other rows, there is no third state; and where the rate
behind is of the whole and what was done, what is still done is the slip.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sangeyipi.audit.judging.adding import Window, is_slip_of_parts, summed
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.slips import slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "第一次会议确定事项39项，完成37项，正在办理2项，完成率94.9%；第二次会议确定事项52项，完成46项，"
        "正在办理6项，完成率88.5%；第三次会议确定事项47项，完成38项，正在办理8项，完成率80.9%。",
        "wrong 38 + 8 = 47",
    ),
)
_DONE = later(
    "^[,、]?(?:其中|目前)?,?已?(?:经)?(完成|办结|整改|化解|落实|解决|销号|开工)(?:到位)?$"
)
_DOING = later(
    "^[,、]?(?:正在|仍在|尚在|未|尚未)(完成|办结|办理|整改|推进|化解|落实|解决|销号|开工)(?:中|的)?$"
)
_SEGMENT = re.compile("[;。]")
_ONLY_A_RATE = later("项?,[^,()\\d]{1,6}率(?:为|达)?[\\d.]{1,6}%")
_LEAST, _HUNDRED, _TWO = 2, 100, 2


def rows_of_states(reading: TextReading) -> Iterator[Finding]:
    """The one row of several told alike that does not come to its whole."""
    rows: dict[tuple[str, str, str, str], list[Window]] = defaultdict(list)
    for whole, done, doing in zip(
        reading.figures, reading.figures[1:], reading.figures[_TWO:], strict=False
    ):
        if whole.role is not Role.COUNT or len({f.unit for f in (whole, done, doing)}) > 1:
            continue
        said = _DONE.search(done.lead), _DOING.search(doing.lead)
        alike = whole.sentence == done.sentence == doing.sentence
        if alike and whole.value and all(said) and all(map(is_plain, (whole, done, doing))):
            key = whole.unit, done.lead, doing.lead, whole.lead[-_TWO:]
            rows[key].append(Window(whole, [done, doing]))
    for several in rows.values():
        off = [one for one in several if one.verdict not in GOOD]
        if len(off) == 1 and len(several) > _LEAST and _is_slip(reading, off[0]):
            yield summed(off[0], None)


def _is_slip(reading: TextReading, window: Window) -> bool:
    """Whether the rate behind a row is of its whole and what was done, and the rest is a slip."""
    whole, (done, doing) = window
    rates: Sequence[TextFigure] = reading.figures[doing.order + 1 : doing.order + _TWO]
    value = whole.value - done.value
    # 完成率80.9%(1项调出): of a row that says more, more than two states may be.
    end = reading.text.find("\n", whole.end)
    row = _SEGMENT.split(reading.text[doing.end : end if end >= 0 else None])[0]
    if _ONLY_A_RATE.fullmatch(row) is None:
        return False
    of_it = any(
        f.role is Role.PERCENT
        and f.sentence == whole.sentence
        and f.lead.rstrip("为达").endswith("率")
        and half_up(EXACT.divide(done.value * _HUNDRED, whole.value), f.places) == f.printed
        for f in rates
    )
    return of_it and value > 0 and (is_slip_of_parts(window) or slip_kind(value, doing) is not None)
