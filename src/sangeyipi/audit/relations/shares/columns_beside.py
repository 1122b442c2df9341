"""Two rates side by side, each of a column of its own: 项目落实率81.0%，面积落实率85.4%.

147个、18650亩，已落实119个、15920亩: where one comes out of a part and a whole, the other is of
what stands beside these, on the same side as it stands itself.  Both end alike or are one list.
Asked of what was found to hold; wrong by a slip only.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_opposite, told
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "共有147个项目，用地需求18650亩，已落实用地项目119个，落实面积15920亩，项目落实率81.0%，"
        "面积落实率85.4%。",
        "holds 119 / 147 * 100 = 81.0",
    ),
    (
        "共有147个项目，用地需求18650亩，已落实用地项目119个，落实面积15920亩，项目落实率81.6%，"
        "面积落实率85.4%。",
        "wrong 119 / 147 * 100 = 81.6",
    ),
    (
        "上报建设用地9个批次，面积2186.4亩，已获批复7个批次1703.2亩，批次批复率77.8%，面积批复率77.9%。",
        "holds 7 / 9 * 100 = 77.8",
    ),
)
_SETTLED = GOOD | {RelationVerdict.WRONG}
_HOLDS = RelationVerdict.HOLDS
_TWO, _SIDES = 2, (1, -1)
#: What both are said to be: 落实率, 占比.
_SAID = later("(?P<said>[\u4e00-\u9fff]{2}率|占比?|比重)(?:分别)?(?:已?[为达是约]|仅为?|只有)?$")
_BARE = ("", "、", ",")
_JOINS = later("[、和及与]")
_JOINED = ("", "、", "和", "及", "与")


def columns_beside(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, and what they prove of the percentages beside those that hold."""
    held = {_places(each): each.stated for each in found if each.verdict is _HOLDS}
    settled = {
        each.stated.order
        for each in found
        if each.stated is not None and each.verdict in _SETTLED
        # 批次批复率77.8%，面积批复率77.9%: told wrong of what the one beside it is of.
        if each.verdict in GOOD or held.get(_places(each), each.stated) is each.stated
    }
    made: dict[int, Finding] = {}
    for each in found:
        for other in _beside(around, each, settled):
            if other.stated is not None:
                made.setdefault(other.stated.order, other)
    if not made:
        return found
    kept = [one for one in found if not one.stated or one.stated.order not in made]
    return [*kept, *made.values()]


def _places(found: Finding) -> tuple[int, ...]:
    return tuple(one.start for one in found.operands)


def _beside(around: Surroundings, each: Finding, settled: set[int]) -> Iterator[Finding]:
    one = each.stated
    if each.verdict not in _SETTLED or len(each.operands) != _TWO or one is None:
        return
    if one.role is not Role.PERCENT or each.kind not in SHARES:
        return
    if not all(around.knows(f) for f in (one, *each.operands)):
        return
    for side in _SIDES:
        stated = _next(around, one, side)
        if stated is None or not _are_alike(one, stated, side):
            continue
        if each.verdict is RelationVerdict.WRONG:
            # 面积批复率77.6%，批次批复率89.5%: told wrong of the areas, and right of the batches.
            told_of = _of_columns(around, each, one, side)
            yield from (f for f in told_of if f.verdict is _HOLDS and _is_headed(one, f))
        elif each.verdict is _HOLDS and stated.order not in settled:
            yield from _of_columns(around, each, stated, side)


def _is_headed(one: TextFigure, found: Finding) -> bool:
    """Whether a part counts what the name of its rate begins with: 批次批复率 of 17个批次."""
    said, part = _SAID.search(one.lead), found.operands[0]
    head = one.lead[: said.start()].strip(",、;和及与") if said is not None else ""
    return bool(head) and head in part.lead + part.text + part.tail


def _of_columns(
    around: Surroundings, each: Finding, stated: TextFigure, side: int
) -> Iterator[Finding]:
    """What a percentage is of beside the two figures of a finding, on its own side first."""
    told_of = []
    for aside in (side, -side):
        part, base = (_next(around, f, aside) for f in each.operands)
        if part is not None and base is not None and _is_pair(each.operands, part, base, stated):
            told_of.append(told(RatePair(part, base), stated))
    held = [other for other in told_of if other.verdict is _HOLDS]
    slips = [
        other
        for other in told_of
        if other.computed is not None and is_slip(other.computed, stated)
        if _is_named(other.operands[0], each, stated)
    ]
    yield from held[:1] or (slips if len(told_of) == 1 else [])


def _is_named(part: TextFigure, each: Finding, stated: TextFigure) -> bool:
    """Whether a part is called as its rate: of 已开工19个 nobody knows a 完成率."""
    said = _SAID.search(stated.lead)
    doing = said["said"].removesuffix("率") if said is not None and "率" in said["said"] else ""
    return doing in part.lead or (doing in each.operands[0].lead and part.lead in _BARE)


def _next(around: Surroundings, one: TextFigure, side: int) -> TextFigure | None:
    """The figure of its sentence right behind one, or right before it."""
    at, figures = one.order + side, around.reading.figures
    other = figures[at] if 0 <= at < len(figures) else None
    return other if other is not None and other.sentence == one.sentence else None


def _are_alike(one: TextFigure, stated: TextFigure, side: int) -> bool:
    """Whether two percentages are said to be the same of two things, one right after the other."""
    if stated.role is not Role.PERCENT or stated.hedge or growth_of(stated.lead):
        return False
    first, last = (one, stated) if side > 0 else (stated, one)
    said, again = _SAID.search(first.lead), _SAID.search(last.lead)
    if said is None or first.inner is not last.inner or first.tail[:1] not in _JOINED:
        return False
    if _JOINS.fullmatch(last.lead):
        return "分别" in first.lead
    return again is not None and again["said"] == said["said"] and first.lead != last.lead


def _is_pair(
    known: tuple[TextFigure, ...], part: TextFigure, base: TextFigure, stated: TextFigure
) -> bool:
    """Whether what stands beside a part and its whole is of one kind, and of another than they."""
    if part.role not in COUNTABLE or part.dimension == known[0].dimension:
        return False
    alike = (part.role, part.unit_alone()) == (base.role, base.unit_alone())
    plain = not any(f.hedge or change_of(f.lead) or is_past(f.lead) for f in (part, base))
    less = 0 < part.value <= base.value and part.order < stated.order
    return alike and plain and less and not is_opposite(part, stated.lead)
