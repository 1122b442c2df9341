"""A percentage with its base in the bracket behind it: 盘活1482亩，处置率31.4%（基数4720亩）.

The bracket says what it is of, and the clause before of what part; wrong by a slip only, for a part
may be named by what is left (剩余24个，化解率78.2%).  Of several in a list (分别) each is of the
part at its place.  The bracket may say both by their names and no figure: wrong where another base
stands beside that it is of, or by a slip (投放率69.2%（投放额占授信额）).
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, of_other_base, told, verdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "盘活批而未供土地1482亩，处置率为31.4%（基数4720亩）；处置闲置土地1136亩，处置率为39.4%（基数3255亩）。",
        "wrong 1136 / 3255 * 100 = 39.4",
    ),
    (
        "失业人员再就业1932人，就业困难人员就业768人，分别完成目标的92.0%（目标2100人）和96.0%（目标800人）。",
        "holds 768 / 800 * 100 = 96.0",
    ),
    (
        "失业人员再就业1932人，就业困难人员就业768人，分别完成目标的92.0%（目标2100人）和90.6%（目标800人）。",
        "wrong 768 / 800 * 100 = 90.6",
    ),
    (
        "融资需求246.8亿元，授信171.4亿元，满足率69.4%；实际投放118.6亿元，投放率48.1%（投放额占授信额）。",
        "wrong 118.6 / 171.4 * 100 = 48.1",
    ),
    ("失业人员再就业1932人，完成目标的92.0%（目标2100人）。", "holds 1932 / 2100 * 100 = 92.0"),
)
_OPENS = re.compile(
    "\\((?:基数|目标|年度目标|任务|年度任务|计划|年度计划|总数)(?:数|任务|为|是|:)*$"
)
_NEAR, _FAR = 24, 100
_NAMES = re.compile(
    "\\((?:即|指|按|为)?(?P<part>[^,。;:()\\d]{2,10}?)(?:占|/|÷|除以|[与和](?=[^()]{2,10}(?:之比|的比[例重率值]?)\\)))"
    "(?P<base>[^,。;:()\\d]{2,10}?)(?:的?(?:比[例重率值]|之比))?(?:计算?)?\\)"
)
_SUFFIX = re.compile("(?:总?[额数量]|资金|金额|个数|项目数?|面积)$")
_BACK = 16
#: No other half of the sentence stands between a part and its percentage.
_ENDS = later("[。;\\n]")


def bracketed_bases(reading: TextReading) -> Iterator[Finding]:
    """Every percentage behind which such a bracket opens."""
    for one in reading.figures:
        if one.role is Role.PERCENT and reading.text.startswith("(", one.end):
            named = _by_names(reading, one)
            if named is not None:
                yield named
    for base in reading.figures:
        if not base.inner or base.order < 2 or base.role not in COUNTABLE or base.value <= 0:
            continue
        part, one = reading.figures[base.order - 2 : base.order]
        listed = _in_order(reading, one)
        part, far = (listed, _FAR) if listed is not None else (part, _NEAR)
        if one.role is not Role.PERCENT or not _OPENS.fullmatch(reading.text[one.end : base.start]):
            continue
        if _is_of(reading, part, base, one, far):
            found = told(RatePair(part, base), one)
            value = found.computed
            if found.verdict in GOOD or (value and is_slip(value, one)):
                yield found


def _by_names(reading: TextReading, one: TextFigure) -> Finding | None:
    """投放率69.2%（投放额占授信额）: both are named, and each is the one figure called so."""
    said = _NAMES.match(reading.text, one.end)
    if said is None or one.hedge or one.inner or growth_of(one.lead):
        return None
    near = [
        f
        for f in reading.figures[max(0, one.order - _BACK) : one.order]
        if f.paragraph == one.paragraph and f.role in COUNTABLE and f.value > 0
        if not (f.inner or f.hedge or change_of(f.lead) or is_past(f.lead))
    ]
    ends = [[f for f in near if _is_called(f, said[name])] for name in ("part", "base")]
    if any(len(each) != 1 for each in ends) or ends[0] == ends[1]:
        return None
    part, base = ends[0][0], ends[1][0]
    if part.dimension != base.dimension or part.role is not base.role:
        return None
    found = told(RatePair(part, base), one)
    if found.verdict in GOOD:
        return found
    others = [f for f in near if f.dimension == base.dimension and f not in (part, base)]
    crossed = [f for f in others if verdict(RatePair(part, f), one) in GOOD and one.places]
    if crossed:
        return found._replace(why=of_other_base(crossed[0]))
    return found if found.computed and is_slip(found.computed, one) else None


def _is_called(one: TextFigure, name: str) -> bool:
    """授信171.4亿元 of 授信额: the name stands right before the figure."""
    plain = _SUFFIX.sub("", name) or name
    lead = one.lead.rstrip("共计为达了")
    return len(plain) > 1 and (lead.endswith(plain) or lead.endswith(name))


def _in_order(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """1932人、768人，分别完成92%（目标2100人）和96%（目标800人）: the part at its place."""
    first = one.order
    while first > _STEP and reading.between(reading.figures[first - 1], reading.figures[first]) in (
        _BETWEEN
    ):
        first -= _STEP
    place, figures = (one.order - first) // _STEP, reading.figures
    if "分别" not in figures[first].lead:
        return None
    behind, size = one, place + 1
    # How many there are in all.
    while behind.order + _STEP < len(figures) and reading.between(
        figures[behind.order + 1], figures[behind.order + _STEP]
    ) in (_BETWEEN):
        behind, size = figures[behind.order + _STEP], size + 1
    parts = figures[max(0, first - size) : first]
    alone = size > 1 and len(parts) == size and len({f.sentence for f in (*parts, one)}) == 1
    return parts[place] if alone and all(f.role in COUNTABLE for f in parts) else None


_STEP = 2
_BETWEEN = (")、", ")和", "),", ")及", ")与")


def _is_of(
    reading: TextReading, part: TextFigure, base: TextFigure, one: TextFigure, far: int
) -> bool:
    alike = part.role is base.role and part.dimension == base.dimension
    between = reading.text[part.end : one.start]
    plain = not any(f.hedge or change_of(f.lead) for f in (part, base)) and not one.hedge
    now = not (part.inner or one.inner or is_past(part.lead) or growth_of(one.lead))
    return alike and plain and now and len(between) <= far and not _ENDS.search(between)
