"""Two shares of a row that is named again: 产业类项目占项目总数的55.9%、占总投资的66.7%.

The share of the one kind says which row is meant, and of which whole; that of the other kind is of
what stands right beside these two: 产业类19个、总投资112.4亿元, of 34个、总投资168.5亿元.

Asked of what no rule and no search has settled.
"""

from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.relations.shares.share_claims import claimed, clause_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.words import STATES
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "开工项目34个，总投资168.5亿元，其中产业类19个、总投资112.4亿元，民生类15个、总投资56.1亿元。"
        "产业类项目占项目总数的55.9%、占总投资的76.7%。",
        "wrong 112.4 / 168.5 * 100 = 76.7",
    ),
    (
        "开工项目34个，总投资168.5亿元，其中产业类19个、总投资112.4亿元，民生类15个、总投资56.1亿元。"
        "产业类项目占项目总数的59.5%，占总投资的66.7%。",
        "wrong 19 / 34 * 100 = 59.5",
    ),
    (
        "开工项目34个，总投资168.5亿元，其中产业类19个、总投资112.4亿元，民生类15个、总投资56.1亿元。"
        "产业类项目分别占项目总数、总投资的55.9%、76.7%。",
        "wrong 112.4 / 168.5 * 100 = 76.7",
    ),
)
_TWO, _HUNDRED = 2, 100
#: What stands from a share to the next of the same row, which has no subject of its own.
_ALSO = later("[、,](?:和|并)?(?:约)?占([^,。;、:()\\d]{2,12})的(?:比重|比例)?(?:为|达|约)?")
#: 分别占项目总数和总投资的, 项目个数、投资分别占.
_OF_TWO = later(
    "占([^占,。;、和与及的]{2,10})[、和与及]([^占,。;、的]{2,10})的(?:比重|比例)?(?:为|达|约)?$"
    "|(个数|项目数|数量)[、和与及](总投资额?|投资总?额?|金额)(?:分别)?占[^占,。;、\\d]{0,8}的?(?:比重|比例)?(?:为|达|约)?$"
)
_AND = later("[、,和与及]")
#: What a whole is called that is just what stands beside; 完成投资, 全年总投资 are others.
_COUNT_OF = later("(?:全部|所有|项目)?(?:总?个数|总?数|数量|总量)")
_AMOUNT_OF = later("(?:全部|所有|项目)?(?:总投资额?|投资总?额?|总额|金额)")


def rows_named_again(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what is open of two shares that a row named again has."""
    settled = {
        each.stated.start
        for each in found
        if each.stated is not None and each.verdict in (*GOOD, RelationVerdict.WRONG)
    }
    made: dict[int, Finding] = {}
    for each in found:
        one = each.stated
        if one is None or not _is_plain_share(around, each):
            continue
        for other, name in _beside(around, one):
            if other.start not in settled and other.start not in made:
                told_of = _told(around, each.operands, one, other, name)
                if told_of is not None:
                    made[other.start] = told_of
    kept = [each for each in found if each.stated is None or each.stated.start not in made]
    return [*kept, *made.values()] if made else found


def _is_plain_share(around: Surroundings, found: Finding) -> bool:
    one = found.stated
    if found.verdict is not RelationVerdict.HOLDS or found.kind not in SHARES or one is None:
        return False
    two = len(found.operands) == _TWO and one.role is Role.PERCENT
    return two and all(around.knows(f) for f in found.figures)


def _beside(around: Surroundings, one: TextFigure) -> list[tuple[TextFigure, str]]:
    """The share right before or behind, where both are said of one subject, and of what it is."""
    figures = around.reading.figures
    found = []
    for at in (one.order - 1, one.order):
        pair = figures[at : at + _TWO] if at >= 0 else ()
        if len(pair) < _TWO or any(f.role is not Role.PERCENT or f.hedge or f.inner for f in pair):
            continue
        other = pair[1] if pair[0] is one else pair[0]
        name = _name_of(around, pair[0], pair[1], other)
        if name:
            found.append((other, name))
    return found


def _name_of(around: Surroundings, first: TextFigure, second: TextFigure, other: TextFigure) -> str:
    """What one of two shares is said to be of; "" where they are not of one subject."""
    text = around.reading.text
    also = _ALSO.fullmatch(text, first.end, second.start)
    if also is not None:
        if other is second:
            return also[1]
        claim, at = claimed(around, first)
        return claim.name if claim is not None and at is first and claim.subject else ""
    said = _OF_TWO.search(around.lead(first)) if around.listed(first)[2] == _TWO else None
    if said is None or _AND.fullmatch(text, first.end, second.start) is None:
        return ""
    return said[1 if other is first else 2] or said[3 if other is first else 4] or ""


def _told(
    around: Surroundings, of: tuple[TextFigure, ...], one: TextFigure, other: TextFigure, name: str
) -> Finding | None:
    part, base = of
    if part.sentence == one.sentence or part.role not in _OTHER or other.printed == _HUNDRED:
        return None
    kind = _AMOUNT_OF if part.role is Role.COUNT else _COUNT_OF
    state = STATES.match(name)
    called = name.removeprefix(state[0]) if state and state[0] in clause_of(around, base) else name
    if kind.fullmatch(called) is None:
        return None
    own, whole = _neighbour(around, part), _neighbour(around, base)
    if own is None or whole is None or own.measure != whole.measure:
        return None
    alike = own.unit_alone() == whole.unit_alone() and 0 < own.value <= whole.value
    return told(RatePair(own, whole), other) if alike else None


_OTHER = {Role.COUNT: Role.MONEY, Role.MONEY: Role.COUNT}


def _neighbour(around: Surroundings, one: TextFigure) -> TextFigure | None:
    """The amount right behind a count, or the count right before an amount."""
    figures = around.reading.figures
    at = one.order + (1 if one.role is Role.COUNT else -1)
    if not 0 <= at < len(figures):
        return None
    beside = figures[at]
    plain = not (beside.hedge or beside.inner or change_of(beside.lead) or is_past(beside.lead))
    near = beside.sentence == one.sentence and beside.role is _OTHER[one.role]
    return beside if plain and near else None
