"""A growth off by a slip, of what stands before and what words say was so then.

受理63971件，日均9139件，较上周的66105件下降3.32%: 3.23%.  Which figure is of then its words say; of
now is one of the few before it, the nearest first.  By how much two have changed is, by chance,
hardly ever what is printed with two digits crossed, or with what should have been rounded cut off.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.changed import grown
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.judging.slips import SlipKind, slip_kind
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of, is_past, said_old
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.reference_periods import LAST_PERIOD, YEAR_OVER
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "12345热线共受理诉求63971件，按7天计日均9139件，较上周的66105件下降3.32%。",
        "wrong (66105 - 63971) / 66105 * 100 = 3.32",
    ),
    (
        "集体访38件、624人次，件数同比下降15.5%（去年同期45件），占来访人次的52.6%。",
        "wrong (45 - 38) / 45 * 100 = 15.5",
    ),
)
#: Of how many hits one may be by chance.
_OF = 50
_BACK, _AHEAD, _NOWS, _DIGITS = 4, 1, 3, 100


def slipped_growth(around: Surroundings, one: TextFigure) -> Finding | None:
    """A growth that a pair comes to but for two digits crossed, or one cut off."""
    said = growth_of(one.lead)
    if one.role is not Role.PERCENT or one.hedge or said is None:
        return None
    if one.printed.scaleb(one.places) < _DIGITS:
        return None
    sign = -1 if DOWN.search(one.lead) else 1
    rank = 0
    for old in _olds(around, one):
        for now in _nows(around, old, one):
            rank += 1
            found = grown(one, now, old, sign)
            value = found.computed if found is not None else None
            if found is None or value is None or found.verdict is not RelationVerdict.WRONG:
                continue
            kind = slip_kind(value, one) if value > 0 else None
            slip = kind is SlipKind.CROSSED or (kind is SlipKind.CUT_OFF and one.places > 0)
            if slip and slip_odds(value, one) // _OF >= rank:
                return found
    return None


def _olds(around: Surroundings, one: TextFigure) -> Iterator[TextFigure]:
    """What words say was so then, the nearest first."""
    figures = around.reading.figures
    before = figures[max(0, one.order - _BACK) : one.order]
    for f in (*reversed(before), *figures[one.order + 1 : one.order + 1 + _AHEAD]):
        plain = f.role in COUNTABLE and f.sentence == one.sentence and not f.hedge and f.value > 0
        then = _THEN.search(f.lead) is not None or said_old(around.reading, f)
        if plain and then and is_past(f.lead) and not change_of(f.lead):
            yield f


#: 同期宿迁实现1920亿元 is of now.
_THEN = later(f"{YEAR_OVER}|{LAST_PERIOD}|前[月季期周批]|年初")


def _nows(around: Surroundings, old: TextFigure, one: TextFigure) -> list[TextFigure]:
    """The nearest figures of its kind before what was so then and the growth itself."""
    end = min(old.order, one.order)
    kin = [
        f
        for f in around.reading.figures[max(0, end - 2 * _BACK) : end]
        if (f.role, f.dimension, f.unit) == (old.role, old.dimension, old.unit)
        and f.paragraph == old.paragraph
        and not (f.hedge or is_past(f.lead) or change_of(f.lead) or said_old(around.reading, f))
    ]
    return kin[::-1][:_NOWS]
