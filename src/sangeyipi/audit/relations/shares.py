"""A share that names its part again: 工业18个、农业9个…，其中工业占45%.

The part is the figure right behind the same name earlier in the sentence, the base a larger one;
only what comes out is told.
"""

import re

from sangeyipi.audit.figure import Role, TextFigure
from sangeyipi.audit.finding import GOOD, Finding
from sangeyipi.audit.pairs import RatePair, told, verdict
from sangeyipi.audit.reading import COUNTABLE, TextReading

EXAMPLES = (
    (
        "共40个，工业项目18个，农业项目12个，城建项目10个，其中工业项目占45%。",
        "holds 18 / 40 * 100 = 45",
    ),
    ("共40个，投资5—10亿元的18个，其余22个，其中5—10亿元项目占45%。", "holds 18 / 40 * 100 = 45"),
)
_LABEL = re.compile("[,;](?:其中)?,?([^,。;、]{2,16}?)(?:项目)?占(?:比)?(?:为|达|到)?$")
_REACH, _BACK, _GAP = 24, 24, 4


def of_label(reading: TextReading, one: TextFigure) -> Finding | None:
    """What a share says of a part that its words name again."""
    said = _LABEL.search(reading.text[max(0, one.start - _REACH) : one.start])
    here = [
        f
        for f in reading.figures[max(0, one.order - _BACK) : one.order]
        if f.sentence == one.sentence and f.role in COUNTABLE and not f.inner
    ]
    if not said or not here:
        return None
    begin, end = max(0, here[0].start - _REACH), one.start - len(said[0])
    at = reading.text.rfind(said[1], begin, end)
    part = reading.first_after(at + len(said[1])) if at >= 0 else None
    if part is None or part not in here or part.role is not Role.COUNT:
        return None
    gap = reading.text[at + len(said[1]) : part.start]
    if len(gap) > _GAP or re.search("[,。;、]", gap):
        return None
    for base in here:
        pair = RatePair(part, base)
        larger = base.dimension == part.dimension and base.value > part.value > 0
        if larger and verdict(pair, one) in GOOD:
            return told(pair, one)
    return None
