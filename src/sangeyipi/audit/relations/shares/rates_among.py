"""A rate of those that it opens with, worked out of all: 49宗新开工项目中已开工22宗，开工率26.5%.

49宗…中 says of what the 22 are; that they are 26.5% of the 83 of which the 49 are some is how the
rate came to be.  Told only where the words of the clause bind part and base, and nothing stands
between.
"""

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, of_other_base, told
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, rate_of
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全县安排重点项目83宗，其中续建项目34宗、新开工项目49宗。49宗新开工项目中已开工22宗，开工率26.5%。",
        "wrong 22 / 49 * 100 = 26.5",
    ),
    (
        "全县安排重点项目83宗，其中续建项目34宗、新开工项目49宗。49宗新开工项目中已开工22宗，开工率44.9%。",
        "holds 22 / 49 * 100 = 44.9",
    ),
)
_AMONG = later("[^,。;:、\\d()]{0,14}(?<!其)[中里],?(?:目前|现|已|有|实际)*[^,。;:、\\d]{0,6}")
_TWO = 2


def rates_among(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with the rates that are of another whole than their clause opens with."""
    gone: set[int] = set()
    made: list[Finding] = []
    for at, each in enumerate(found):
        wrong = _told(around, each)
        if wrong is not None:
            gone.add(at)
            made.append(wrong)
    return [*(each for at, each in enumerate(found) if at not in gone), *made] if made else found


def _told(around: Surroundings, each: Finding) -> Finding | None:
    one, of_two = each.stated, len(each.operands) == _TWO
    if each.verdict is not RelationVerdict.HOLDS or each.kind is not RelationKind.RATE:
        return None
    if one is None or not of_two or one.order < _TWO or not around.knows(one):
        return None
    base, part = around.reading.figures[one.order - _TWO : one.order]
    other = each.operands[1]
    if each.operands[0] is not part or other.value <= base.value or other.order >= base.order:
        return None
    if not _is_bound(around, base, part, one):
        return None
    wrong = told(RatePair(part, base), one)
    if wrong.verdict in GOOD:
        return None
    return wrong._replace(why=of_other_base(other))


def _is_bound(around: Surroundings, base: TextFigure, part: TextFigure, one: TextFigure) -> bool:
    """Whether nothing but words stands from 49宗…中 to the rate, of one unit and one time."""
    text = around.reading.text
    plain = all(
        f.role is Role.COUNT and not (f.hedge or f.inner or change_of(f.lead) or is_past(f.lead))
        for f in (base, part)
    )
    alike = base.unit_alone() == part.unit_alone() and 0 < part.value <= base.value
    opened = _AMONG.fullmatch(text, base.end, part.start) is not None
    return plain and alike and opened and rate_of(one.lead) is not None
