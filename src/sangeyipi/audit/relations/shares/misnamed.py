"""A share told of one thing by its name that is another's: 来电999件、来信331件，来信占75.1%.

The name before 占 is that of one figure of the sentence, word for word, and what is printed comes
to the last digit of another one, of the same whole.  Or the name behind it says that it is of the
amounts (占总投资的), and it is that of the counts beside them, or the other way round.  Asked of
what was found to hold.
"""

from sangeyipi.audit.judging.completeness import label_of
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.relations.shares.share_claims import claimed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import PLAN, base_of, change_of, is_past
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "受理举报18420件（来电12164件，来信6256件），来信占66.0%。",
        "wrong 6256 / 18420 * 100 = 66.0",
    ),
    (
        "共受理1330件，其中来电999件、来信331件，来电占75.1%。",
        "holds 999 / 1330 * 100 = 75.1",
    ),
    (
        "重大项目960个，总投资7430亿元。数字类项目346个，总投资3824.4亿元，占全部项目总投资的36.0%。",
        "wrong 3824.4 / 7430 * 100 = 36.0",
    ),
    (
        "重大项目960个，总投资7430亿元。数字类项目346个，总投资3824.4亿元，占全部项目总投资的51.5%。",
        "holds 3824.4 / 7430 * 100 = 51.5",
    ),
    (
        "共签约462个，金额5631.8亿元。省内签约307个，3688.2亿元，占签约总额的56.5%；省外155个。",
        "wrong 3688.2 / 5631.8 * 100 = 56.5",
    ),
    (
        "入库9036个、投资额13.6万亿元；落地5811个、8.8万亿元，落地率64.3%。",
        "holds 5811 / 9036 * 100 = 64.3",
    ),
)
_TWO, _DIGITS = 2, 3
_AMOUNT, _COUNT = (
    later("(?:投资|资金|金额|产值|引资|额)(?:总?额)?$"),
    later("(?:个数|项目数|总数|数量)$"),
)


def misnamed(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with a share told wrong of the figure that it names."""
    return [
        _told(around, one) or _of_other_measure(around, one) or _of_counts(around, one) or one
        for one in found
    ]


def _told(around: Surroundings, found: Finding) -> Finding | None:
    one = found.stated
    if found.kind is not RelationKind.SHARE or found.verdict is not RelationVerdict.HOLDS:
        return None
    if one is None or len(found.operands) != _TWO or not around.knows(one) or one.hedge:
        return None
    part, base = found.operands
    claim, at = claimed(around, one)
    if claim is None or at is not one or claim.rate or len(claim.subject) < _TWO:
        return None
    if label_of(part) == claim.subject or not _is_printed(RatePair(part, base), one):
        return None
    named = [
        f
        for f in around.reading.by_sentence.get(one.sentence, ())
        if f.order < one.order
        and label_of(f) == claim.subject
        and (f.role, f.dimension) == (part.role, part.dimension)
        and not (f.hedge or is_past(f.lead) or change_of(f.lead))
    ]
    if len(named) != 1 or named[0] in (part, base) or named[0].value > base.value:
        return None
    pair = RatePair(named[0], base)
    if _is_printed(pair, one):
        return None
    wrong = told(pair, one)
    if wrong.verdict is not RelationVerdict.WRONG:
        return None
    return wrong._replace(why=Why(f"这是 {label_of(part)}{part.text} 的占比，像是写错了对象"))


def _of_other_measure(around: Surroundings, found: Finding) -> Finding | None:
    """446个，总投资4624.4亿元，占全部项目总投资的: what is printed is the share of the counts."""
    one = found.stated
    holds, wrong = found.verdict is RelationVerdict.HOLDS, found.verdict is RelationVerdict.WRONG
    if found.kind not in SHARES or not (holds or wrong) or one is None:
        return None
    if len(found.operands) != _TWO or not around.knows(one) or one.hedge:
        return None
    # 分别占项目总数和投资总额的42.5%、46.1%: the first is of the first.
    if around.listed(one)[2] > 1:
        return None
    part, base = found.operands
    said = base_of(one.lead)
    name = said[1] if said is not None else ""
    named = _AMOUNT if part.role is Role.COUNT else _COUNT
    if not name or PLAN.search(name) or named.search(name) is None:
        return None
    if holds and not _is_printed(RatePair(part, base), one):
        return None
    pair = _pair_beside(around, part, base, one)
    if pair is None:
        return None
    better = told(pair, one)
    if wrong:
        # 占签约总额的, told wrong of the counts: of the amounts it holds, or is wrong by a slip.
        return better if better.verdict in GOOD or is_slip(pair.value, one) else None
    if _is_printed(pair, one) or better.verdict is not RelationVerdict.WRONG:
        return None
    of = "金额" if part.role is Role.MONEY else "个数"
    return better._replace(why=Why(f"这是{of}的占比，像是写错了"))


def _of_counts(around: Surroundings, found: Finding) -> Finding | None:
    """入库9036个、13.6万亿元；落地5811个、8.8万亿元，落地率64.3%: exactly of the counts, where it
    only may be of the amounts."""
    one = found.stated
    if found.kind not in SHARES or found.verdict is not RelationVerdict.ROUNDING or one is None:
        return None
    if len(found.operands) != _TWO or not around.knows(one) or one.hedge:
        return None
    part, base = found.operands
    said = base_of(one.lead)
    if part.role is not Role.MONEY or (said is not None and _AMOUNT.search(said[1])):
        return None
    pair = _pair_beside(around, part, base, one)
    return told(pair, one) if pair is not None and _is_printed(pair, one) else None


def _pair_beside(
    around: Surroundings, part: TextFigure, base: TextFigure, one: TextFigure
) -> RatePair | None:
    """The counts beside two amounts, or the amounts beside two counts."""
    own, whole = _beside(around, part), _beside(around, base)
    if own is None or whole is None or own.order > one.order or own.role is not whole.role:
        return None
    alike = own.measure == whole.measure and own.value <= whole.value
    return RatePair(own, whole) if alike else None


def _beside(around: Surroundings, one: TextFigure) -> TextFigure | None:
    """The amount right behind a count in its clause or the next, or the count before an amount."""
    if not around.knows(one):
        return None
    at = one.order + (1 if one.role is Role.COUNT else -1)
    if not 0 <= at < len(around.reading.figures):
        return None
    other = around.reading.figures[at]
    wanted = Role.MONEY if one.role is Role.COUNT else Role.COUNT
    plain = other.role is wanted and other.sentence == one.sentence and not other.hedge
    apart = around.reading.text[min(one.end, other.end) : max(one.start, other.start)]
    near = len(apart) <= _GAP and _STOP.search(apart) is None
    return other if plain and near and not (change_of(other.lead) or is_past(other.lead)) else None


_GAP, _STOP = 12, later("[;。\\n]")


def _is_printed(pair: RatePair, one: TextFigure) -> bool:
    """Whether a percentage of three digits is what a pair comes to, to the last of them."""
    digits = sum(1 for each in f"{one.printed:f}" if each.isdigit())
    return digits >= _DIGITS and pair.comes_to(one)
