"""A share told of one thing by its name that is another's: 来电999件、来信331件，来信占75.1%.

The name before 占 is that of one figure of the sentence, word for word, and what is printed comes
to the last digit of another one, of the same whole.  Asked of what was found to hold.
"""

from sangeyipi.audit.judging.completeness import label_of
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.relations.shares.share_claims import claimed
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    (
        "受理举报18420件（来电12164件，来信6256件），来信占66.0%。",
        "wrong 6256 / 18420 * 100 = 66.0",
    ),
    (
        "共受理1330件，其中来电999件、来信331件，来电占75.1%。",
        "holds 999 / 1330 * 100 = 75.1",
    ),
)
_TWO, _DIGITS = 2, 3


def misnamed(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with a share told wrong of the figure that it names."""
    return [_told(around, one) or one for one in found]


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
    why = f"这是 {label_of(part)}{part.text} 的占比，像是写错了对象"
    return wrong._replace(message=f"{wrong.message.split('；')[0]}；{why}")


def _is_printed(pair: RatePair, one: TextFigure) -> bool:
    """Whether a percentage of three digits is what a pair comes to, to the last of them."""
    digits = sum(1 for each in f"{one.printed:f}" if each.isdigit())
    return digits >= _DIGITS and half_up(pair.value, one.places) == one.printed
