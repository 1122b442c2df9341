"""Whether a contradiction looks like what somebody has written: a slip, or two figures that nothing
else can be meant by.

Words and distances only; other readings are not looked for (`second_readings.py`).
"""

from sangeyipi.audit.judging.completeness import complete
from sangeyipi.audit.judging.finding import Finding, RelationKind
from sangeyipi.audit.judging.operand_slips import has_slipped_operand
from sangeyipi.audit.judging.pairs import is_rest
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.comparison import is_of_schedule
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import FROM, TO, base_of, change_of, growth_of
from sangeyipi.model.patterns import later

#: What is off by more looks like no slip.
_FAR = 2
_LONGEST = 80
_SHORT_OF = later("短|缺|差|欠|余|超|未|[增减]")
_ARITHMETIC = (
    RelationKind.SUM,
    RelationKind.SHARE,
    RelationKind.RATE,
    RelationKind.DIFFERENCE,
)


def is_recognised(one: Finding, stated: TextFigure) -> bool:
    """Whether a fault is near what is printed or looks like a slip: a digit, an old base."""
    value = one.computed
    if value is None or stated.value <= 2 * value <= 4 * stated.value:
        return True
    slip = slip_of(value, stated) is not None or is_rest(value, stated) or has_slipped_operand(one)
    return slip or one.is_recognised


def is_likely(around: Surroundings, one: Finding, stated: TextFigure) -> bool:
    """Whether a contradiction is near enough, looks like a slip, or nothing else can be meant."""
    value = None if one.computed is None else abs(one.computed)
    of_figures = one.kind in _ARITHMETIC and one.operands
    if value is None or not of_figures or stated.value <= _FAR * value <= _FAR**2 * stated.value:
        return True
    if is_recognised(one, stated) or is_of_schedule(around.lead(stated)):
        return True
    if one.kind is RelationKind.SUM:
        parts = list(one.operands)
        return complete(stated, parts) or any(f.value > stated.value for f in parts)
    first, last = one.figures[0], one.figures[-1]
    if len(one.operands) != 2 or last.order - first.order != len(one.figures) - 1:
        return False
    before, after = sorted(one.operands, key=lambda f: f.start)
    if growth_of(stated.lead):
        said = around.reading.text[max(0, before.start - _LONGEST) : before.start]
        between = around.reading.between(before, after)
        return bool(FROM.search(said) and TO.search(between))
    named = base_of(after.lead)
    part = before.lead
    return bool(named and named[1]) and not change_of(part) and not _SHORT_OF.search(part)
