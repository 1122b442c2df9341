"""One of a list of shares, where the others come out in order: 甲、乙，分别占贷款的41.4%、19.6%.

As many figures in a row as there are shares, the others each of its own and of one whole: the one
that is left is of its figure and of that whole, too.  Of two, where one alone comes out, it is told
only of what looks like a slip.
"""

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE

EXAMPLES = (
    (
        "各项贷款余额2109.8亿元。涉农贷款874.5亿元，小微贷款412.6亿元，绿色贷款158.9亿元，"
        "分别占全部贷款的41.4%、99.6%和7.5%。",
        "wrong 412.6 / 2109.8 * 100 = 99.6",
    ),
    (
        "进出口214.6亿元，其中出口142.7亿元，进口71.9亿元。对甲国62.5亿元，对乙国38.4亿元，"
        "两者分别占28.1%和17.9%。",
        "wrong 62.5 / 214.6 * 100 = 28.1",
    ),
)
_KINDS = (RelationKind.SHARE, RelationKind.RATE)
_GOES_ON = frozenset({"、", "和", "及", "与", "以及"})
_TWO, _BACK, _HUNDRED = 2, 12, 100


def shares_in_order(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what a list whose other shares come out says of the one that is left."""
    held: dict[int, Finding] = {}
    settled: set[int] = set()
    for each in found:
        if each.stated is None or each.stated.role is not Role.PERCENT:
            continue
        if each.verdict in GOOD or each.verdict is RelationVerdict.WRONG:
            settled.add(each.stated.start)
        exact = each.verdict is RelationVerdict.HOLDS and each.kind in _KINDS
        if exact and len(each.operands) == _TWO:
            held[each.stated.start] = each
    made = [
        new
        for one in (around.reading.of(Role.PERCENT) if held else ())
        if one.start not in settled and not one.hedge and one.printed
        if (new := _told(around, one, held)) is not None
    ]
    gone = {each.stated.start for each in made if each.stated}
    kept = [each for each in found if not (each.stated and each.stated.start in gone)]
    return [*kept, *made]


def _told(around: Surroundings, one: TextFigure, held: dict[int, Finding]) -> Finding | None:
    begin, at, many = around.listed(one)
    if many < _TWO or around.is_crowded(one) or one.printed == _HUNDRED:
        return None
    figures = around.reading.figures
    row = figures[begin : begin + many]
    if any(f.role is not Role.PERCENT or f.lead not in _GOES_ON for f in row[1:]):
        return None
    others = [held.get(f.start) for f in row if f is not one]
    ends = [each.operands for each in others if each is not None]
    if len(ends) != many - 1 or len({base.start for _, base in ends}) != 1:
        return None
    places = [n for n in range(many) if n != at]
    first = {part.order - n for (part, _), n in zip(ends, places, strict=True)}
    base = ends[0][1]
    if len(first) != 1 or not all(around.knows(f) for pair in ends for f in pair):
        return None
    start = next(iter(first))
    parts = figures[start : start + many]
    part = parts[at]
    if not all(_is_part(f, part, base, one) for f in parts) or begin - start > _BACK:
        return None
    found = told(RatePair(part, base), one)
    likely = many > _TWO or is_slip(found.computed or one.value, one)
    return found if found.verdict is RelationVerdict.WRONG and likely else None


def _is_part(one: TextFigure, part: TextFigure, base: TextFigure, share: TextFigure) -> bool:
    plain = one.role in COUNTABLE and not (one.hedge or one.inner or change_of(one.lead))
    alike = one.dimension == base.dimension and one.sentence == share.sentence
    return plain and alike and one is not base and is_past(one.lead) is is_past(part.lead)
