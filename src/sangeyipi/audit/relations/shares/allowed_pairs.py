"""The pairs that the words of a rate allow where they tie it to none, the likelier first.

A part before it in its sentence, of a base called as its words ask; or a base, or both, behind it.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain, islice

from sangeyipi.audit.judging.pairs import RatePair, is_opposite
from sangeyipi.audit.relations.shares.tied_pairs import UNNAMED
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DONE, PLAN, base_of, rate_in, same_state, sentence_before
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    ("已开工63个，开工率70.8%；全年项目89个。", "holds 63 / 89 * 100 = 70.8"),
    ("开工率为68.2%；签约44个，其中已开工30个。", "holds 30 / 44 * 100 = 68.2"),
    (
        "银行贷款7.9亿元（占27%），自筹21.4亿元（占73%），合计29.3亿元。",
        "holds 7.9 / 29.3 * 100 = 27",
    ),
)
_BASES, _FEW = 40, 12
_HUNDRED = Decimal(100)
#: 同期完成21.3亿元, where no year is named, is of now.
LAST_YEAR = re.compile("[上去]年|同期(?!完成|实现|累计)")
#: What is of all: 合计29.3亿元.
OF_ALL = later(f"(?:{IN_ALL}|总数|总额)(?:有|为|达|计)?$")


def allowed_pairs(
    reading: TextReading, one: TextFigure, tied: RatePair | None
) -> Iterator[RatePair]:
    """Every pair that the words allow, where a tied one did not come out: of its part alone."""
    return chain(_others(reading, one, tied), _later(reading, one))


def _others(reading: TextReading, one: TextFigure, tied: RatePair | None) -> Iterator[RatePair]:
    before = [
        f
        for f in sentence_before(reading, one, 6)
        if f.role in COUNTABLE and not LAST_YEAR.search(f.lead)
        if not is_opposite(f, one.lead)
    ]
    parts = [tied.part] if tied else [f for f in before if f.dimension == before[0].dimension]
    if not tied:
        parts += [
            f
            for f in reading.figures[one.order + 1 : one.order + 2]
            if f.role is Role.MONEY and f.sentence == one.sentence and not f.lead.startswith("其")
        ]
    few = _FEW if tied or not one.places else _BASES
    for part in parts:
        near = reading.figures[max(0, part.order - _BASES * 2) : one.order]
        kin = [base for base in near if base.dimension == part.dimension and not base.is_milestone]
        # Most percentages come to none of them, whatever the words allow.
        if _in_reach(part, kin, one):
            allowed = _allowed(part, one)
            yield from islice(
                (
                    RatePair(part, base)
                    for base in reversed(kin)
                    if allowed(base) and not _of_other_year(part, base, one)
                ),
                few,
            )


def _of_other_year(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """去年签约256个，今年签约213个，已开工126个: not of last year's, unless that is said."""
    return bool(LAST_YEAR.search(base.lead)) and not LAST_YEAR.search(part.lead + one.lead)


def _later(reading: TextReading, one: TextFigure) -> Iterator[RatePair]:
    """已开工63个，开工率70.8%；…；全年项目89个: the base comes at the end of the sentence."""
    part = reading.figures[one.order - 1] if one.order else one
    rate = rate_in(one.lead)
    here = part is not one and part.sentence == one.sentence
    if rate is not None and not (here and part.role is Role.COUNT):
        yield from _parts_later(reading, one, rate[1])
    if not here or part.role not in (Role.COUNT, Role.MONEY):
        return
    if rate is None:
        yield from _share_of_later(reading, part, one)
        return
    if part.role is not Role.COUNT:
        return
    if words.state_of(part.lead) != words.state_of(rate[1]):
        return
    for base in reading.figures[one.order + 1 : one.order + 9]:
        if base.sentence == one.sentence and base.role is Role.COUNT and base.value > part.value:
            yield RatePair(part, base)


def _parts_later(reading: TextReading, one: TextFigure, rate: str) -> Iterator[RatePair]:
    """开工率为68.2%；签约44个，其中已开工30个: both come behind, the whole first."""
    bases: list[TextFigure] = []
    for other in reading.figures[one.order + 1 : one.order + _FEW]:
        if other.sentence != one.sentence or other.inner or other.role is not Role.COUNT:
            if other.role is Role.PERCENT and not bases:
                continue
            return
        if bases and same_state(rate, other):
            yield from (RatePair(other, base) for base in bases if base.value >= other.value)
        bases.append(other)


def _share_of_later(reading: TextReading, part: TextFigure, one: TextFigure) -> Iterator[RatePair]:
    """银行贷款7.9亿元(占27%)，…，合计29.3亿元; 亏损43家，亏损面21.4%，共201家."""
    said = one.lead.lstrip("(,、 ")
    named = base_of(one.lead)
    for base in reading.figures[one.order + 1 : one.order + 3]:
        # 占全部完成投资的63.4%，全部完成投资为83亿元.
        again = named and len(named[1]) > 2 and named[1] in base.lead and base.role is part.role
        if again and base.sentence == one.sentence and base.value >= part.value:
            yield RatePair(part, base)
    face = said.endswith("面") and said[:-1] and said[:-1] in part.lead
    if not (face or UNNAMED.fullmatch(said)):
        return
    for base in reading.figures[one.order + 1 : one.order + _FEW]:
        near = base.sentence == one.sentence and not base.inner
        kin = (base.dimension, base.measure) == (part.dimension, part.measure)
        if near and kin and base.value >= part.value and OF_ALL.search(base.lead):
            yield RatePair(part, base)


def _in_reach(part: TextFigure, bases: list[TextFigure], one: TextFigure) -> bool:
    """Whether any of them may be near what a percentage needs; one in a hundred is left open."""
    (low, high), (least, most) = one.interval, part.interval
    if low <= 0:
        return True
    floor, roof = EXACT.divide(least * 99, high), EXACT.divide(most * 101, low)
    return any(base.interval[0] <= roof and base.interval[1] >= floor for base in bases)


def _allowed(part: TextFigure, one: TextFigure) -> Callable[[TextFigure], bool]:
    """Which bases the words of a percentage allow."""
    least = part.value if part.role is Role.COUNT or one.printed < _HUNDRED else Decimal(0)
    if part.role in (Role.COUNT, Role.QUANTITY):
        return lambda base: _may_count(part, base, one)
    measures, also = _measures(part, one)

    def allowed(base: TextFigure) -> bool:
        if base.value <= least or base.order == part.order:
            return False
        return base.measure in measures or base.order == also

    return allowed


def _may_count(part: TextFigure, base: TextFigure, one: TextFigure) -> bool:
    """Whether a count may be what another is a percentage of: larger, and not of its own row."""
    beside = base.value == part.value and base.order == part.order - 1
    whole = one.printed == _HUNDRED and beside
    if base.measure or not (base.value > part.value or whole):
        return False
    state = words.state_of(part.lead) if DONE.search(part.lead) else ""
    return not (state and DONE.search(base.lead) and words.state_of(base.lead) == state)


def _measures(part: TextFigure, one: TextFigure) -> tuple[frozenset[str], int]:
    """Of which measures an amount's base may be; also the figure of this order."""
    named = base_of(one.lead)
    said = named[1] if named else ""
    if PLAN.search(said):
        return frozenset({"计划", "任务"}), one.order - 1
    if "总投资" in said:
        return frozenset({"总投资"}), -1
    if one.lead.endswith("完成率"):
        return frozenset({"计划", "任务", "总投资"}), -1
    if part.measure.endswith("年产值"):
        return frozenset({"年产值", "本月年产值", "当月年产值", "预计年产值", "省外年产值"}), -1
    return frozenset({part.measure, "计划", "总投资", "任务"}), -1
