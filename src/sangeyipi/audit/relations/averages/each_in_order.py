"""Averages of rows in their order: 93个、78个，总投资325亿元、288亿元；平均分别为3.5亿元、3.7亿元.

As many counts, totals and averages stand behind each other, so that the k-th of each belong
together.  Where all but two come out, and each of the two is the other's, they were exchanged; one
alone is wrong where it looks like a slip.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.relations.averages.stated_averages import divided
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "甲县项目93个、乙县项目78个、丙县项目64个，总投资分别为324.5亿元、287.9亿元、196.3亿元。"
        "项目平均投资分别为3.5亿元、3.1亿元、3.7亿元。",
        "wrong 287.9 / 78 = 3.1",
    ),
    (
        "甲县项目93个、乙县项目78个、丙县项目64个，总投资分别为324.5亿元、287.9亿元、196.3亿元。"
        "项目平均投资分别为3.5亿元、3.7亿元、3.1亿元。",
        "holds 196.3 / 64 = 3.1",
    ),
)
_SAID = later("(?:平均|单体|[户人亩项企]均)[^,。;\\d]{0,10}(?:分别|依次)[为达]?$")
_EXCHANGED = Why("像是几个平均数的次序排错了", Reason.EXCHANGED)
_NEXT = later("[、,]?[和及与]?")
_TWO, _MOST, _BACK = 2, 8, 12


def each_in_order(reading: TextReading) -> Iterator[Finding]:
    """Every list of averages behind the lists of their totals and counts."""
    for one in reading.of(Role.MONEY):
        if one.hedge or not _SAID.search(one.lead):
            continue
        averages = _list_from(reading, one)
        rows = _rows(reading, averages) if len(averages) >= _TWO else []
        if rows:
            yield from _told(averages, rows)


def _list_from(reading: TextReading, first: TextFigure) -> list[TextFigure]:
    """The figures of one kind that stand side by side from one on."""
    listed = [first]
    for f in reading.figures[first.order + 1 : first.order + _MOST]:
        alike = (f.role, f.dimension) == (first.role, first.dimension) and not f.hedge
        if not alike or not _NEXT.fullmatch(reading.text, listed[-1].end, f.start):
            break
        listed.append(f)
    return listed


def _rows(reading: TextReading, averages: list[TextFigure]) -> list[tuple[TextFigure, TextFigure]]:
    """The total and the count of each, where just as many of both stand before."""
    first, many = averages[0], len(averages)
    for total in reversed(reading.figures[max(0, first.order - _BACK) : first.order]):
        if total.paragraph != first.paragraph or first.sentence - total.sentence > 1:
            break
        totals = _list_from(reading, total) if "分别" in total.lead else []
        if len(totals) != many or total.dimension != first.dimension:
            continue
        counts = reading.figures[max(0, total.order - many) : total.order]
        plain = len(counts) == many and all(
            f.role is Role.COUNT and f.value and f.sentence == total.sentence for f in counts
        )
        clean = not any(
            f.hedge or f.inner or is_past(f.lead) or change_of(f.lead) for f in (*totals, *counts)
        )
        if plain and clean and len({f.unit for f in counts}) == 1:
            return list(zip(totals, counts, strict=True))
        return []
    return []


def _told(
    averages: list[TextFigure], rows: list[tuple[TextFigure, TextFigure]]
) -> Iterator[Finding]:
    found = [divided(*row, one) for row, one in zip(rows, averages, strict=True)]
    wrong = [at for at, each in enumerate(found) if each.verdict is RelationVerdict.WRONG]
    if len(found) - len(wrong) >= len(wrong):
        yield from (each for each in found if each.verdict in GOOD)
    if len(wrong) == _TWO and all(
        _is(rows[at], averages[other]) for at, other in (wrong, wrong[::-1])
    ):
        yield from (found[at]._replace(why=_EXCHANGED) for at in wrong)
    elif len(wrong) == 1 and len(found) > _TWO:
        (at,) = wrong
        value = found[at].computed
        if value is not None and is_slip(value, averages[at]):
            yield found[at]


def _is(row: tuple[TextFigure, TextFigure], one: TextFigure) -> bool:
    """Whether a row comes to what is printed of another."""
    value = EXACT.divide(row[0].value, row[1].value * one.scale)
    return half_up(value, one.places) == one.printed
