"""Shares of a whole that is not printed: 387件，占47.2%；195件，占23.8%；…; all of 820.

Each share with its own part says how large its whole is, within what its digits leave open.  Where
several agree, that is the whole of each of them, though no figure says it, so that a larger or a
smaller figure which stands near is none.  Near it, it may be: all were worked out of an old one.
"""

from decimal import Decimal

from sangeyipi.audit.judging.finding import Interval
from sangeyipi.audit.judging.pairs import RatePair, is_share
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "办理建议762件。已经解决的387件，占47.2%；正在解决的195件，占23.8%；留作参考的138件，占16.8%。",
        "base-unclear 387 / 762 * 100 = 47.2",
    ),
    (
        "规上工业412家。商贸企业85家，占61.2%；物流企业123家，占36.4%；农业企业91家，占52.3%。",
        "base-unclear 123 / 412 * 100 = 36.4",
    ),
)
_NEAR, _AGREE, _PARAGRAPHS = 20, 2, 1
#: What two figures differ by that are no old and new one of the same.
_APART = Decimal("1.03")
#: How far apart a share may leave the ends of its whole for it to say how large that is.
_TELLING = Decimal("1.03")


def is_of_unprinted(around: Surroundings, one: TextFigure, pair: RatePair) -> bool:
    """Whether other shares agree with one on a whole that is far from that of a pair.

    Or whether each has a whole of its own, none of which is that one.
    """
    whole = _whole(one, pair.part)
    if whole is None or not _is_apart(pair.base.value, whole):
        return False
    figures = around.reading.figures
    agree = apart = near = 0
    for other in figures[max(0, one.order - _NEAR) : one.order + _NEAR]:
        if other.role is not Role.PERCENT or other is one or not other.order:
            continue
        part = figures[other.order - 1]
        if part.dimension != pair.part.dimension or part.value == pair.part.value:
            continue
        if abs(other.paragraph - one.paragraph) > _PARAGRAPHS or part.sentence != other.sentence:
            continue
        said = _whole(other, part)
        if said is None or not is_share(around.reading, other):
            continue
        if other.lead == one.lead:
            apart += _is_apart(pair.base.value, said)
            near += said[0] <= pair.base.value <= said[1]
        if said[1] > said[0] * _TELLING:
            continue
        agree += said[0] <= whole[1] and whole[0] <= said[1] and _is_apart(pair.base.value, said)
        if agree == _AGREE:
            return True
    return apart > 1 and not near


def _whole(one: TextFigure, part: TextFigure) -> Interval | None:
    """How large a share says that the whole of its part is."""
    low, high = one.interval
    if low <= 0 or part.role not in COUNTABLE or part.hedge or one.hedge or part.value <= 0:
        return None
    least, most = part.interval
    return EXACT.divide(least * 100, high), EXACT.divide(most * 100, low)


def _is_apart(base: Decimal, whole: Interval) -> bool:
    return base > whole[1] * _APART or base * _APART < whole[0]
