"""Shares and rates off by a slip, of what stands right before them, whatever that is called.

签约一批已有63个落地动工，开工率29.6%: 92.6% of the 68 some sentences before.  Nothing says that the
63 are what was begun but that they stand there, and nothing of what they are but that it comes out,
were two digits crossed or had one that was cut off been rounded: among so few wholes as rarely by
chance as a pair that comes out.

Asked after all that words bind, of what nothing comes to.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import (
    RatePair,
    is_done_of_done,
    is_of_others,
    is_opposite,
    is_share,
    told,
    verdict,
)
from sangeyipi.audit.judging.slips import RARE_SLIPS, slip_kind
from sangeyipi.audit.relations.shares.any_share import is_part_itself
from sangeyipi.audit.relations.shares.share_claims import (
    DULL,
    PLANNED,
    WANTED,
    Claim,
    claimed,
    clause_of,
    unit_said,
)
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "签约一批、开工一批、投产一批分别列入68个、94个和77个，剔除重复后有212个。目前签约一批已有"
        "63个落地动工，开工率29.6%。",
        "wrong 63 / 68 * 100 = 29.6",
    ),
    (
        "签约项目74个，其中亿元以上69个、5亿元以上31个。亿元以上项目占签约总数的39.2%。",
        "wrong 69 / 74 * 100 = 39.2",
    ),
    (
        "识别监测对象1326户4218人，已消除风险1087户3465人，户数占28.0%、人数占82.1%。",
        "wrong 1087 / 1326 * 100 = 28.0",
    ),
    (
        "项目286个。制造业项目132个，其中新材料47个、数字经济22个、生物医药19个，分别占制造业项目的35.6%、"
        "16.6%和14.4%。",
        "wrong 22 / 132 * 100 = 16.6",
    ),
)
#: Of how many hits one may be by chance.
_OF = 60
_GAP, _SIBLINGS, _GROWTHS = 40, 6, 2
_HUNDRED = Decimal(100)
_APART = later("[。;\n]")


def slip_beside(around: Surroundings, one: TextFigure) -> Finding | None:
    """A percentage that looks like a slip of what the figure before it is of one near."""
    if one.role is not Role.PERCENT or one.hedge or one.printed in (0, _HUNDRED) or not one.order:
        return None
    if not is_share(around.reading, one):
        return None
    part, name = _told_of(around, one)
    if part is None or part.hedge or WANTED.search(part.lead):
        return None
    bases = list(_bases(around, part, one, name))
    if any(verdict(RatePair(part, base), one) in GOOD for base in bases):
        return None
    for rank, base in enumerate(bases, 1):
        pair = RatePair(part, base)
        if slip_kind(pair.value, one) not in RARE_SLIPS:
            continue
        if is_of_others(around.reading, pair) or is_done_of_done(pair, one):
            continue
        if slip_odds(pair.value, one) // _OF >= rank:
            return told(pair, one)
    return None


def _told_of(around: Surroundings, one: TextFigure) -> tuple[TextFigure | None, str]:
    """What a percentage is told of, and what its whole is called; "" for no name."""
    unit = unit_said(one.lead)
    if unit:
        before = around.reading.figures[around.reading.begins[one.order] : one.order]
        counted = [f for f in before if f.unit_alone() == unit and f.role in COUNTABLE]
        return (counted[-1] if counted else None), ""
    claim, at = claimed(around, one)
    if claim is not None and at is one:
        return _part(around, one, claim), claim.name
    begin, place, many = around.listed(one)
    if many == 1 or not begin:
        return None, ""
    first, _, length = around.listed(around.reading.figures[begin - 1])
    said = _OF_LIST.search(around.reading.figures[begin].lead)
    if length != many or said is None:
        return None, ""
    part = around.reading.figures[first + place]
    names = _AND.split(said[1])
    plain = part.role in COUNTABLE and part.sentence == one.sentence and not change_of(part.lead)
    return (part if plain else None), names[place] if len(names) == many else said[1]


_OF_LIST = later("分别(?:占到?|为|完成)([^,。;:]{0,16}?)的?(?:比重)?$")
_AND = later("[、和及与]")


def _part(around: Surroundings, one: TextFigure, claim: Claim) -> TextFigure | None:
    """What a percentage is told of: what its subject names, or what stands before it."""
    figures, text = around.reading.figures, around.reading.text
    near = [
        f
        for f in figures[max(0, one.order - _SIBLINGS) : one.order]
        if f.sentence == one.sentence or claim.subject
        if f.role in COUNTABLE and f.printed and not change_of(f.lead)
    ]
    names = [each for each in DULL.split(claim.subject) if len(each) > 1]
    if names:
        # 亿元以上项目 is no 5亿元以上31个.
        called = [f for f in near if all(_says(clause_of(around, f), name) for name in names)]
        return called[-1] if called else None
    part = around.before(one)
    for _ in range(_GROWTHS):
        if part.order and part.sentence == one.sentence and growth_of(part.lead):
            part = around.before(part)
    if part not in near or part.inner is not one.inner or one.start - part.end > _GAP:
        return None
    if is_opposite(part, claim.rate) or is_past(part.lead):
        return None
    return None if _APART.search(text, part.end, one.start) else part


def _says(clause: str, name: str) -> bool:
    at = clause.find(name)
    return at >= 0 and not clause[at - 1 : at].isdigit()


def _bases(
    around: Surroundings, part: TextFigure, one: TextFigure, name: str
) -> Iterator[TextFigure]:
    """What a part may be of, each value once: what is called so, then what is near."""
    near = [
        f
        for f in reversed(around.near(one, ahead=0))
        if (f.role, f.dimension) == (part.role, part.dimension)
        and f is not part
        and (f.value >= part.value or one.printed > _HUNDRED)
        and not (f.hedge or is_past(f.lead) or change_of(f.lead))
        and (part.role is Role.MONEY or f.unit == part.unit)
        and not is_part_itself(around, f, around.lead(one))
    ]
    if PLANNED.search(name):
        # 占全年竣工计划的: of no other figure.
        near = [f for f in near if PLANNED.search(clause_of(around, f))]
    content = [each for each in DULL.split(name) if len(each) > 1]
    words = {each[n : n + 2] for each in content for n in range(len(each) - 1)}
    near.sort(key=lambda f: not any(each in clause_of(around, f) for each in words))
    seen: set[Decimal] = set()
    for base in near:
        if base.value not in seen:
            seen.add(base.value)
            yield base
