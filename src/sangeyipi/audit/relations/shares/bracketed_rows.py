"""Rows that are brackets of three, and one whose rate is not of its two amounts.

甲镇（计划6.4亿元，完成5.9亿元，完成率92.2%）、乙镇（8.1亿元、7.2亿元、88.9%）、…: only the first
says what is what, and all the others come out so; that two figures of other brackets come to the
rate of the one that does not is chance.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding
from sangeyipi.audit.judging.pairs import RatePair, told, verdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "排名靠前的为：甲镇（计划6.4亿元，完成5.9亿元，完成率92.2%）、乙镇（8.1亿元、7.2亿元、88.9%）；"
        "靠后的为：丙镇（4.7亿元、2.3亿元、58.9%）、丁镇（2.6亿元、1.1亿元、42.3%）。",
        "wrong 2.3 / 4.7 * 100 = 58.9",
    ),
    (
        "未达标的有：甲县（签约21个，开工14个，开工率66.7%）、乙县（18个，11个，61.1%）、丙县（16个，9个，65.3%）。",
        "wrong 9 / 16 * 100 = 65.3",
    ),
)
_BRACKET = later(r"\([^()\n]{5,60}\)")
_JOINT = frozenset({"、", ",", "/", ";"})
_LEAST, _SURE, _THREE, _DIGITS = 3, 4, 3, 100


class _Row(NamedTuple):
    pair: RatePair
    rate: TextFigure
    #: What its figures are called.
    said: tuple[str, ...]


def bracketed_rows(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with what such rows say of themselves for what was found of their rates."""
    rows = list(_rows(reading))
    known = {each.rate.start for each in rows}
    if not rows:
        return found
    kept = [one for one in found if one.stated is None or one.stated.start not in known]
    return [*kept, *(told(each.pair, each.rate) for each in rows)]


def _rows(reading: TextReading) -> Iterator[_Row]:
    """The rows of paragraphs where all come out but one."""
    rows: dict[int, list[_Row]] = defaultdict(list)
    if not any(one.inner for one in reading.of(Role.PERCENT)):
        return
    for bracket in _BRACKET.finditer(reading.text):
        row = _row(reading, *bracket.span())
        if row is not None:
            rows[row.rate.paragraph].append(row)
    for several in rows.values():
        called = next((each.said for each in several if any(each.said)), ())
        alike = [each for each in several if not any(each.said) or each.said == called]
        off = [each for each in alike if verdict(each.pair, each.rate) not in GOOD]
        if len(alike) < len(several) or len(several) < _LEAST or len(off) != 1:
            continue
        if len(several) >= _SURE or is_slip(off[0].pair.value, off[0].rate):
            yield from several


def _row(reading: TextReading, start: int, end: int) -> _Row | None:
    """A bracket of an amount, how much of it is done, and a rate."""
    inside = reading.between_places(start, end)
    if len(inside) != _THREE:
        return None
    base, part, rate = inside
    alike = (base.role, base.unit) == (part.role, part.unit) and base.role in COUNTABLE
    if not alike or rate.role is not Role.PERCENT or any(f.hedge for f in inside):
        return None
    if not base.printed or rate.printed.scaleb(rate.places) < _DIGITS or part.value > base.value:
        return None
    text = reading.text
    gaps = text[start + 1 : base.start], text[base.end : part.start], text[part.end : rate.start]
    if gaps[1][:1] not in _JOINT or gaps[2][:1] not in _JOINT or rate.end != end - 1:
        return None
    return _Row(RatePair(part, base), rate, (gaps[0], gaps[1][1:], gaps[2][1:]))
