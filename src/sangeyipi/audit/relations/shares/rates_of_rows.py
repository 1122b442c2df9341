"""Rates of one name in several rows, one of which is of another whole than all others.

甲类52件，办结44件，办结率84.6%；乙类48件，办结45件，办结率93.8%；丙类37件，办结32件，办结率26.4%:
each of what its own row begins with, so that the last, which is 32 of the 121 of all, is not.
水利482个，完工451个，完工率93.6%；医疗64个，开工61个，完工52个，完工率85.2%: of those begun, where
the others are of all.

Asked of what was found to hold; two others at least must be of what their rows begin with, and
none of anything else.
"""

from collections import defaultdict

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, of_other_base, told
from sangeyipi.audit.relations.shares.share_claims import claimed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.words import state_of
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "受理诉求137件，办结121件，办结率88.3%。要素类52件，办结44件，办结率84.6%；审批类48件，办结45件，"
        "办结率93.8%；用工类37件，办结32件，办结率26.4%。",
        "wrong 32 / 37 * 100 = 26.4",
    ),
    (
        "水利项目482个，开工476个，完工451个，完工率93.6%；教育项目517个，完工509个，完工率98.5%；"
        "医疗项目64个，开工61个，完工52个，完工率85.2%。",
        "wrong 52 / 64 * 100 = 85.2",
    ),
    # All of those begun.
    (
        "水利项目482个，开工476个，完工451个，完工率94.7%；教育项目517个，开工512个，完工509个，完工率99.4%；"
        "医疗项目64个，开工61个，完工52个，完工率85.2%。",
        "holds 52 / 61 * 100 = 85.2",
    ),
    # Of some of what the row begins with.
    (
        "乙县52个，开工44个，开工率84.6%；丙县48个，开工45个，开工率93.8%；全市130个，其中甲县30个，开工20个，"
        "开工率66.7%。",
        "holds 20 / 30 * 100 = 66.7",
    ),
)
_TWO, _ROW, _DIGITS = 2, 12, 100
_BREAKS = "。;\n"


def rates_of_rows(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with the rates told wrong that are of another whole than those beside them."""
    rows: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, each in enumerate(found):
        one = each.stated
        if one is not None and _is_rate(around, each):
            claim, where = claimed(around, one)
            if claim is not None and claim.rate and where is one:
                rows[one.paragraph, claim.rate].append(at)
    told_of: dict[int, Finding] = {}
    for places in rows.values():
        if len(places) > _TWO:
            told_of.update(_of_rows(around, found, places))
    return [told_of.get(at, each) for at, each in enumerate(found)] if told_of else found


def _is_rate(around: Surroundings, found: Finding) -> bool:
    """Whether a rate is of two counts, to the digit."""
    one = found.stated
    if found.verdict is not RelationVerdict.HOLDS or found.kind is not RelationKind.RATE:
        return False
    if one is None or one.role is not Role.PERCENT or one.hedge or len(found.operands) != _TWO:
        return False
    if one.printed.scaleb(one.places) < _DIGITS or not around.knows(one):
        return False
    part, base = found.operands
    return part.role is Role.COUNT and part.order == one.order - 1 and around.knows(base)


def _of_rows(around: Surroundings, found: list[Finding], places: list[int]) -> dict[int, Finding]:
    """The one that is of another whole, told of what its row begins with; nothing for several."""
    firsts = {at: _first(around, found[at]) for at in places}
    other = [at for at in places if not _is_of(found[at], firsts[at])]
    states = {state_of(found[at].operands[0].lead) for at in places}
    if len(other) != 1 or len(states) > 1:
        return {}
    at, first = other[0], firsts[other[0]]
    one, (part, base) = found[at].stated, found[at].operands
    if first is None or one is None or first.value < part.value:
        return {}
    if not _is_bound(around, first, part, base):
        return {}
    wrong = told(RatePair(part, first), one)
    if wrong.verdict is not RelationVerdict.WRONG:
        return {}
    return {at: wrong._replace(why=of_other_base(base))}


def _is_bound(around: Surroundings, first: TextFigure, part: TextFigure, base: TextFigure) -> bool:
    """Whether nothing says that a row goes over to some of what it begins with: 其中甲县30个，
    开工20个; of 37个，开工32个 the 32 have only a state more."""
    if _AMONG.search(around.reading.between(first, part)):
        return False
    if not first.order < base.order < part.order:
        return part.order == first.order + 1 and _DONE.fullmatch(part.lead) is not None
    return _DONE.fullmatch(base.lead) is not None and state_of(base.lead) != state_of(first.lead)


_AMONG = later("其中|其它|[中里],")
#: 已开工 of what was begun; 应开工 and 具备开工条件 say of what the rate may be.
_DONE = later("[,、]?(?:已|实际|累计|目前|现|完成){0,2}[\u4e00-\u9fff]{2}(?:项目|企业)?")


def _is_of(found: Finding, first: TextFigure | None) -> bool:
    return first is not None and found.operands[1].value == first.value


def _first(around: Surroundings, found: Finding) -> TextFigure | None:
    """The count that the row of a rate begins with."""
    part = found.operands[0]
    begin = around.reading.begun(_BREAKS, part.start)
    first = None
    for f in reversed(around.reading.figures[max(0, part.order - _ROW) : part.order]):
        if f.start < begin:
            break
        first = f
    if first is None or (first.role, first.unit) != (part.role, part.unit):
        return None
    plain = not (first.inner or first.hedge or change_of(first.lead) or is_past(first.lead))
    return first if plain else None
