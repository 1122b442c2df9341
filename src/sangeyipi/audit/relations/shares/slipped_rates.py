"""Rates that are off by a slip of the pen, of what their name says that they count.

开工803个，开工率97.5%: that 803 were begun the name says, wherever the count of all stands.  Of the
wholes that it may be of the nearest is taken of which the rate, its part or the whole itself would
come out but for one digit or two crossed, if that would rarely be so by chance
(`evidence.slip_odds`) at so many tries.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import (
    RatePair,
    is_done_of_done,
    is_of_others,
    is_share,
    told,
    verdict,
)
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slipped_pair import slipped_operand
from sangeyipi.audit.relations.shares.allowed_pairs import OF_ALL
from sangeyipi.audit.relations.shares.bound import later_than
from sangeyipi.audit.relations.shares.named_parts import is_called, is_done_so, named_part
from sangeyipi.audit.relations.shares.share_claims import (
    CLAUSE,
    DULL,
    PLANNED,
    Claim,
    claimed,
    clause_of,
)
from sangeyipi.audit.relations.shares.share_wholes import wholes_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.words import share_two
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "入库项目764个，当年计划投资1286.3亿元；到5月底完成投资412.7亿元，完成率32.08%，开工689个，"
        "开工率90.8%。",
        "wrong 689 / 764 * 100 = 90.8",
    ),
    ("新包装项目任务20个，现已完成27个，完成任务的153%。", "wrong 27 / 20 * 100 = 153"),
    ("改造任务5400套，已基本建成6865套，基本建成率123.8%。", "wrong 6865 / 5400 * 100 = 123.8"),
    ("交办事项46项，已办结38项，正在办理8项，办结率86.2%。", "wrong 38 / 46 * 100 = 86.2"),
    (
        "计划新开工68个，计划竣工27个。1-9月新开工81个，开工率119.12%；竣工34个，竣工率125.63%。",
        "wrong 34 / 27 * 100 = 125.63",
    ),
)
#: Of how many hits one may be by chance, of a rate and of its part or its whole.
_RATE, _OPERAND = 30, 16
_DUE = later("计划|任务|目标|应|拟|承诺")
_HUNDRED = Decimal(100)


def slipped_rate(around: Surroundings, one: TextFigure) -> Finding | None:
    """A rate that comes out but for a slip, of it or of one of the two that it is of."""
    if one.role is not Role.PERCENT or one.hedge or one.printed in (0, _HUNDRED):
        return None
    claim, at = claimed(around, one)
    part = named_part(around, one, claim) if claim is not None and at is one else None
    if claim is None or part is None or part.hedge or not is_share(around.reading, one):
        return None
    if not is_done_so(part, one):
        return None
    bases = list(_bases(around, part, one, claim))
    if any(verdict(RatePair(part, base), one) in GOOD for base in bases):
        return None
    for rank, base in enumerate(bases, 1):
        pair = RatePair(part, base)
        if is_of_others(around.reading, pair) or is_done_of_done(pair, one):
            continue
        if slip_odds(pair.value, one) // _RATE >= rank or _is_due_of(around, pair, one, claim):
            return told(pair, one)
        operand = slipped_operand(pair, one)
        if operand is not None and operand.odds // _OPERAND >= rank:
            return told(pair, one)._replace(why=Why(operand.why))
    return None


def _bases(
    around: Surroundings, part: TextFigure, one: TextFigure, claim: Claim
) -> Iterator[TextFigure]:
    """What a part may be of, each value once: what was due by the same name, then what is near."""
    near = [
        f
        for f in around.near(one)
        if (f.role, f.dimension) == (part.role, part.dimension) and f is not part and f.value > 0
        if not (f.inner or f.hedge or is_past(f.lead) or change_of(f.lead))
    ]
    near.sort(key=lambda f: (f.order > part.order, abs(f.order - part.order)))
    due = [f for f in near if _is_due(around, f, one, claim)]
    if not claim.name:
        clauses = [f for f in near if f.order < part.order and _is_one_clause(around, f, part)]
        behind = [f for f in near if f.order > one.order and _is_all(f, part)]
        also = [f for f in near if _DUE.search(clause_of(around, f))]
        due = [*clauses, *due, *wholes_of(around, part, one), *behind, *also]
    scopes, seen = around.scopes(part), set()
    for base in due:
        kin = part.role is Role.MONEY or base.unit == part.unit
        if not kin or base.value in seen or base.inner or base.hedge:
            continue
        # 共82个。第三批已开工71个: of what is due of the third.
        if base.sentence == part.sentence or scopes <= around.scopes(base):
            seen.add(base.value)
            yield base


def _is_one_clause(around: Surroundings, base: TextFigure, part: TextFigure) -> bool:
    """196个续建项目复工189个."""
    same = base.sentence == part.sentence
    return same and not CLAUSE.search(around.reading.text, base.end, part.start)


def _is_all(base: TextFigure, part: TextFigure) -> bool:
    """亏损企业43家，亏损面21.4%，企业共201家."""
    return base.value >= part.value and OF_ALL.search(base.lead) is not None


def _is_due(around: Surroundings, base: TextFigure, one: TextFigure, claim: Claim) -> bool:
    """计划新开工77个, of a 开工率; 年度计划投资, of 占年度计划的."""
    own = clause_of(around, base)
    if not _DUE.search(own):
        return False
    if claim.name:
        # 首批任务, 调整后计划: not of every one.
        others = [each for each in DULL.split(PLANNED.sub("", claim.name)) if len(each) > 1]
        alike = all(share_two(each, own) for each in others)
        return alike and bool(set(PLANNED.findall(claim.name)) & set(PLANNED.findall(own)))
    # 任务5400套，已建成6685套: more than all can be of nothing else.
    return one.printed > _HUNDRED or is_called(claim.rate, own)


def _is_due_of(around: Surroundings, pair: RatePair, one: TextFigure, claim: Claim) -> bool:
    """任务10个，已完成17个，完成任务的177%: what was due, what was done, and the rate, in a row."""
    part, base = pair.part, pair.base
    if (part.order, one.order) != (base.order + 1, base.order + 2) or one.inner is not base.inner:
        return False
    text = around.reading.text
    if later_than(base, part) or base.sentence != one.sentence:
        return False
    if _APART.search(text, base.end, one.start):
        return False
    own = clause_of(around, base)
    plain = not is_past(part.lead) and not change_of(part.lead) and not _DUE.search(part.lead)
    yearly = _YEARLY.search(claim.name) is None or _YEARLY.search(own) is not None
    return _is_due(around, base, one, claim) and plain and yearly and _PERIOD.search(own) is None


_APART, _YEARLY = later("[;。()]"), later("年")
_PERIOD = later("季度|上半年|下半年|月")
