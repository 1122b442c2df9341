"""An amount that is taken up again to be divided: 到位64.3亿元。…，在64.8亿元到位资金中，制造业….

It is called as one shortly before, off by a slip; and the share behind it is of that one, to the
digit, and not of itself.
"""

from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.finding import Finding, cause
from sangeyipi.audit.relations.repeats.repeats import same_quantity
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "实际到位资金64.3亿元，到位率28.7%。在64.8亿元到位资金中，制造业41.2亿元，占64.1%。",
        "wrong 64.3 = 64.8",
    ),
    (
        "实际到位资金64.3亿元，到位率28.7%。在64.3亿元到位资金中，制造业41.2亿元，占64.1%。",
        "holds 41.2 / 64.3 * 100 = 64.1",
    ),
)
_TAKEN_UP = later("(?:^|[,。;])在$")
_AMONG = later("(?:的)?([\u4e00-\u9fff]{2,8}?)[中里][,，]?")
_SENTENCES, _BEHIND, _HUNDRED = 2, 4, 100


def among(reading: TextReading) -> Iterator[Finding]:
    """Every amount that is another one before but for a slip."""
    for one in reading.figures:
        if one.role is not Role.MONEY or one.hedge or not _TAKEN_UP.search(f",{one.lead}"):
            continue
        said = _AMONG.match(one.tail) or _AMONG.match(reading.text, one.end)
        known = _called_so(reading, one, said[1]) if said is not None else None
        if known is not None and _is_divided(reading, one, known):
            yield same_quantity(known, one)


def _called_so(reading: TextReading, one: TextFigure, name: str) -> TextFigure | None:
    """The one amount of that name shortly before, where a slip sets them apart."""
    near = [
        f
        for f in reading.paragraph_before(one)
        if f.role is Role.MONEY and one.sentence - f.sentence <= _SENTENCES
        if not (f.hedge or f.inner or change_of(f.lead) or is_past(f.lead))
    ]
    called = [f for f in near if f.lead.endswith(name)]
    if len(called) != 1 or any(f.value == one.value for f in near):
        return None
    known = called[0]
    return known if known.unit == one.unit and cause(known.value, one) else None


def _is_divided(reading: TextReading, one: TextFigure, known: TextFigure) -> bool:
    """Whether a share behind is of the amount before, and not of the one that is taken up."""
    behind = reading.figures[one.order + 1 : one.order + 1 + _BEHIND]
    for part, share in pairwise(behind):
        if share.role is not Role.PERCENT or share.sentence != one.sentence or share.hedge:
            continue
        if part.dimension == one.dimension and share.places and share.lead.startswith("占"):
            return _percent(part, known, share) and not _percent(part, one, share)
    return False


def _percent(part: TextFigure, of: TextFigure, share: TextFigure) -> bool:
    return half_up(EXACT.divide(part.value * _HUNDRED, of.value), share.places) == share.printed
