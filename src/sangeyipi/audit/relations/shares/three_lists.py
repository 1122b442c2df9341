"""How many there are, the rates and how many are done, in three lists one behind another.

甲、乙、丙分别为24个、11个、9个；开工率分别为95.8%、81.8%、77.8%，其中已开工分别为23个、9个、7个:
each rate is of what stands in its place before it and behind it, as all the others are.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, is_of_other_state, told, verdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "甲类、乙类、丙类、丁类项目分别为24个、11个、9个、6个；开工率分别为95.8%、89.8%、77.8%、83.3%，"
        "其中已开工项目分别为23个、9个、7个、5个。",
        "wrong 9 / 11 * 100 = 89.8",
    ),
    (
        "甲、乙、丙三镇分别签约24个、11个、5个，开工率分别为95.8%、81.8%、100%，已开工分别为23个、9个、5个。",
        "holds 5 / 5 * 100 = 100",
    ),
)
_CHAIN = frozenset({"、", "和", "及", "与", "、和"})
_RATES = later("([一-鿿]{2})率(?:分别|依次)(?:为|达到?|是)?$")
_PARTS = later("(?:分别|依次)(?:为|有|达到?|是)?$")
_LEAST, _SURE = 3, 4


def three_lists(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with what each rate of such a list is of for what was found of it."""
    made = list(_made(reading))
    known = {one.stated.start for one in made if one.stated is not None}
    if not known:
        return found
    kept = [one for one in found if one.stated is None or one.stated.start not in known]
    return [*kept, *made]


def _made(reading: TextReading) -> Iterator[Finding]:
    """What all rates are of, where all come out or all but one do."""
    for first in reading.of(Role.PERCENT):
        said = _RATES.search(first.lead) if "率" in first.lead else None
        if said is None:
            continue
        rates = _list_from(reading, first)
        size = len(rates)
        if size < _LEAST or first.order < size:
            continue
        behind = _next_list(reading, rates[-1])
        before = _last_list(reading, first, size)
        if len(behind) != size or len(before) != size:
            continue
        pairs = [RatePair(part, base) for part, base in zip(behind, before, strict=True)]
        if any(pair.part.value > pair.base.value or not pair.base.value for pair in pairs):
            continue
        off = [n for n in range(size) if verdict(pairs[n], rates[n]) not in GOOD]
        if off and is_of_other_state(pairs[0].part, first):
            continue
        if len(off) > 1 or (
            off and size < _SURE and not is_slip(pairs[off[0]].value, rates[off[0]])
        ):
            continue
        yield from (told(pair, rate) for pair, rate in zip(pairs, rates, strict=True))


def _list_from(reading: TextReading, first: TextFigure) -> list[TextFigure]:
    """The figures of one kind that a chain ties to this one."""
    found = [first]
    for one in reading.figures[first.order + 1 :]:
        alike = (one.role, one.unit) == (first.role, first.unit) and not one.hedge
        if not alike or reading.text[found[-1].end : one.start] not in _CHAIN:
            break
        found.append(one)
    return found


def _next_list(reading: TextReading, last: TextFigure) -> list[TextFigure]:
    """The amounts right behind a list, in its sentence: 其中已开工项目分别为23个、9个."""
    after = reading.figures[last.order + 1 : last.order + 2]
    if not after or after[0].sentence != last.sentence or after[0].role not in COUNTABLE:
        return []
    return _list_from(reading, after[0]) if _PARTS.search(after[0].lead) else []


def _last_list(reading: TextReading, first: TextFigure, size: int) -> list[TextFigure]:
    """The last so many amounts before a list that stand in one chain, but for their total."""
    for end in (first.order, first.order - 1):
        begin = end - size
        if begin < 0:
            return []
        found = _list_from(reading, reading.figures[begin])
        alike = (
            len(found) == size
            and found[0].role in COUNTABLE
            and found[0].sentence == first.sentence
        )
        if alike and _PARTS_BEFORE.search(found[0].lead):
            return found
    return []


_PARTS_BEFORE = later("(?:分别|依次)[^,。;:\\d]{0,6}$")
