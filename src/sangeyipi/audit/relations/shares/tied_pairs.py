"""The pair that the words of a rate tie to it: a count done and the count that it is of.

12个项目中已开工11个，开工率: the figure right before it, called as the rate is, of the one before.
"""

import re

from sangeyipi.audit.judging.pairs import RatePair
from sangeyipi.audit.relations.shares.bound import bound, later_than
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DONE, RATE, rate_in, same_state, sentence_before
from sangeyipi.audit.text.reading import TextReading

EXAMPLES = (
    ("12个项目中已开工11个，开工率91.7%。", "holds 11 / 12 * 100 = 91.7"),
    ("96个项目中，完工37个，占38.5%；在建22个，占29.2%。", "wrong 22 / 96 * 100 = 29.2"),
    ("云岭县（34个项目开工32个）94.1%。", "holds 32 / 34 * 100 = 94.1"),
)
_BASES, _GAP = 40, 14
#: A longer name of a rate names a subject of its own: 新建项目开工率.
LABEL = 4
_COUNTED = (Role.COUNT, Role.KINDS)
#: A share that names no base: 占38.5%, 超七成.
UNNAMED = re.compile(
    "(?:占(?:比)?(?:重|例)?|完成|[^,。;]{2,4}面)?(?:已|仅|达到|达|为|到|了|约|近|超过|超|不足|不到){0,3}"
)
#: 85个项目中，: what follows are its parts.
_MIDST = re.compile("(?:[^,。;]{0,12})[中里],?")


def tied_pair(reading: TextReading, one: TextFigure) -> RatePair | None:
    """The pair in one bracket with a rate, bound to it by its words, or right before it."""
    return _in_brackets(reading, one) or bound(reading, one) or _of_count(reading, one)


def _of_count(reading: TextReading, one: TextFigure) -> RatePair | None:
    """12个项目中已开工11个，开工率; 338个项目里，亿元以上334个，占."""
    near = [other for other in sentence_before(reading, one, 6) if other.role in _COUNTED]
    if len(near) < 2 or reading.figures[one.order - 1] is not near[0]:
        return None
    part, base = near[0], near[1]
    if UNNAMED.fullmatch(one.lead.lstrip(",、 ")):
        return _within(reading, one, part)
    if base.value < part.value or part.inner or base.inner or not base.value:
        return None
    if len(reading.between(part, one)) > 14 or ";" in reading.between(base, part):
        return None
    rate = rate_in(one.lead)
    if rate:
        if len(rate[0]) < len(one.lead) or len(rate[1]) > LABEL or _summed_up(reading, part, one):
            return None
        sure = not later_than(base, part)
        return RatePair(part, base, sure) if same_state(rate[1], part) else None
    return None


def _within(reading: TextReading, one: TextFigure, part: TextFigure) -> RatePair | None:
    """96个项目中，完工37个，占38.5%；在建22个，占22.9%: every count has its share."""
    last = part
    if part.inner or len(reading.between(part, one)) > _GAP:
        return None
    for base in reversed(reading.figures[max(0, part.order - _BASES) : part.order]):
        if base.sentence != one.sentence or base.role not in (*_COUNTED, Role.PERCENT):
            return None
        if base.role in _COUNTED and _MIDST.match(base.tail + ",") and not base.inner:
            fits = last.role is part.role and base.value >= part.value > 0
            return RatePair(part, base) if fits else None
        if base.role is last.role:
            return None
        last = base
    return None


def _in_brackets(reading: TextReading, one: TextFigure) -> RatePair | None:
    """云岭县(34个项目开工32个)94.1%."""
    near = reading.figures[max(0, one.order - 2) : one.order]
    if len(near) < 2 or not all(f.inner and f.role is Role.COUNT for f in near):
        return None
    base, part = near
    if one.inner:
        # 云岭县(34个项目开工32个，开工率94.1%): the three fill the bracket.
        said = reading.text[base.start - 1 : one.end + 1]
        rate = RATE.fullmatch(one.lead.lstrip(",、"))
        filled = said[:1] == "(" and said[-1:] == ")" and "(" not in said[1:]
        fits = filled and rate is not None and rate[1][-2:] in part.lead
        return RatePair(part, base) if fits and part.value <= base.value else None
    behind = reading.text[part.end : one.start]
    if not re.fullmatch(r"\)(?:[^,。;\d]{0,4}率)?(?:为|达)?", behind) or part.value > base.value:
        return None
    return RatePair(part, base) if base.value and base.sentence == one.sentence else None


def _summed_up(reading: TextReading, part: TextFigure, one: TextFigure) -> bool:
    """Whether a rate may be of several pairs: 甲30个，已开工25个，乙20个，已开工18个，开工率."""
    for other in sentence_before(reading, one, 12):
        if other.role is Role.PERCENT:
            return False
        if other.order != part.order and other.role is part.role:
            state = words.state_of(part.lead + part.tail)
            same = other.lead == part.lead or (
                state and words.state_of(other.lead) == state and DONE.search(other.lead)
            )
            if same or (part.role is Role.MONEY and other.measure == part.measure):
                return True
    return False
