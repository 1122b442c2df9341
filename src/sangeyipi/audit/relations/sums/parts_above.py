"""A part above its whole where a count and an amount stand beside both.

项目56个，总投资103.7亿元。其中亿元以上61个，总投资97.2亿元: that the amount is less shows that
these are some of those, and then there are no more of them.  The whole is the one count of projects
in what stands before 其中, in the same sentence or the one before, and opens it with its amount.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.relations.sums.bands import too_large
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.reference_periods import YEAR_OVER
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "本月，群众走访98批1426人次，与上月相比批次、人次分别上升44.12%、31.67%，其中，集访61批1462人次。",
        "wrong 1462 = 1426",
    ),
    (
        "集中开工项目48个，总投资96.4亿元，年度计划投资21.3亿元。其中，亿元以上项目53个，"
        "总投资87.2亿元，占总投资的90.5%。",
        "wrong 53 = 48",
    ),
    (
        "集中开工项目48个，总投资96.4亿元。其中，亿元以上项目31个，总投资98.2亿元。",
        "wrong 98.2 = 96.4",
    ),
)
_AMONG, _OF = "其中", "项目"
#: What is told of others than these, or of more.
_MORE = later(f"累计|{ALSO}|以来|{YEAR_OVER}|同期|结转|对应|储备|谋划|[和及与、]")
_LONG, _MOST, _CLOSE = 60, 8, 1
_COUNTED = (Role.COUNT, Role.QUANTITY)
_Row = tuple[TextFigure, TextFigure]


def parts_above(reading: TextReading) -> Iterator[Finding]:
    """Every part behind 其中 of which one figure is above the whole's and the other is not."""
    at = reading.text.find(_AMONG)
    while at >= 0:
        begin = at + len(_AMONG)
        rows = _part(reading, begin), _whole(reading, at)
        if rows[0] is not None and rows[1] is not None:
            yield from _above(*rows[0], *rows[1])
        at = reading.text.find(_AMONG, begin)


def _above(
    count: TextFigure, amount: TextFigure, of: TextFigure, total: TextFigure
) -> Iterator[Finding]:
    alike = (count.unit, amount.measure) == (of.unit, total.measure)
    if not alike or (amount.role is not Role.MONEY and amount.unit != total.unit):
        return
    if count.value > of.value and amount.value <= total.value:
        yield too_large(of, count)
    if amount.value > total.value and count.value <= of.value:
        yield too_large(total, amount)


def _part(reading: TextReading, begin: int) -> _Row | None:
    """The first count behind a place and its amount; 10亿元以上的 may stand before."""
    one = reading.first_after(begin)
    if one is not None and one.role is Role.BAND and one.order + 1 < len(reading.figures):
        one = reading.figures[one.order + 1]
    if one is None or one.start - begin > _LONG:
        return None
    row = _beside(reading, one)
    said = reading.text[begin : row[1].start] if row is not None else ""
    return None if _MORE.search(said[: one.start - begin]) or _ENDS.search(said) else row


_ENDS = later("[。;\n]")


def _whole(reading: TextReading, at: int) -> _Row | None:
    """The one count of projects before 其中, which begins its sentence, and its amount."""
    text = reading.text
    end = at - 1 if at and text[at - 1] in "。,;" else at
    begin = reading.begun("。\n", end)
    near = [f for f in reading.between_places(begin, end) if not f.inner]
    if not near or near[0].paragraph != _paragraph(reading, at):
        return None
    one = near[0]
    if sum(f.role is Role.COUNT for f in near) > 1 or _MORE.search(text[begin : one.start]):
        return None
    row = _beside(reading, one)
    projects = one.tail.startswith(_OF) or one.lead.endswith((_OF, "项目共"))
    return row if row is not None and (projects or row[1].role is Role.QUANTITY) else None


def _paragraph(reading: TextReading, at: int) -> int:
    one = reading.first_after(at)
    return one.paragraph if one is not None else -1


def _beside(reading: TextReading, one: TextFigure) -> _Row | None:
    """A count and the amount of all that is counted, right behind it but for brackets."""
    near = reading.figures[one.order + 1 : one.order + 1 + _MOST]
    amount = next((f for f in near if not f.inner), None)
    if amount is None or amount.sentence != one.sentence:
        return None
    if one.role in _COUNTED and amount.role is Role.QUANTITY:
        # 98批1426人次, 66户99人: one behind the other.
        next_to = amount.start - one.end <= _CLOSE and amount.unit != one.unit
        return (one, amount) if next_to and all(map(is_plain, (one, amount))) else None
    if one.role is not Role.COUNT:
        return None
    if amount.measure != "总投资" or any(not is_plain(f) for f in (one, amount)):
        return None
    return one, amount
