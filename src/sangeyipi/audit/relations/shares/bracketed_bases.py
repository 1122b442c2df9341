"""A percentage with its base in the bracket behind it: 盘活1482亩，处置率31.4%（基数4720亩）.

The bracket says what it is of, and the clause before of what part; wrong by a slip only, for a part
may be named by what is left (剩余24个，化解率78.2%).
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "盘活批而未供土地1482亩，处置率为31.4%（基数4720亩）；处置闲置土地1136亩，处置率为39.4%（基数3255亩）。",
        "wrong 1136 / 3255 * 100 = 39.4",
    ),
    ("失业人员再就业1932人，完成目标的92.0%（目标2100人）。", "holds 1932 / 2100 * 100 = 92.0"),
)
_OPENS = re.compile(
    "\\((?:基数|目标|年度目标|任务|年度任务|计划|年度计划|总数)(?:数|任务|为|是|:)*$"
)
_NEAR = 24
#: No other half of the sentence stands between a part and its percentage.
_ENDS = later("[。;\\n]")


def bracketed_bases(reading: TextReading) -> Iterator[Finding]:
    """Every percentage behind which such a bracket opens."""
    for base in reading.figures:
        if not base.inner or base.order < 2 or base.role not in COUNTABLE or base.value <= 0:
            continue
        part, one = reading.figures[base.order - 2 : base.order]
        if one.role is not Role.PERCENT or not _OPENS.fullmatch(reading.text[one.end : base.start]):
            continue
        if _is_of(reading, part, base, one):
            found = told(RatePair(part, base), one)
            value = found.computed
            if found.verdict in GOOD or (value and is_slip(value, one)):
                yield found


def _is_of(reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    alike = part.role is base.role and part.dimension == base.dimension
    between = reading.text[part.end : one.start]
    plain = not any(f.hedge or change_of(f.lead) for f in (part, base)) and not one.hedge
    now = not (part.inner or one.inner or is_past(part.lead) or growth_of(one.lead))
    return alike and plain and now and len(between) <= _NEAR and not _ENDS.search(between)
