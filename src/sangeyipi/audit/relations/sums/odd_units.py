"""One amount of a list in another unit, in whose neighbours' unit the list comes to a whole.

分别到位5.4亿元、29.1万元、19.2亿元 of 53.7亿元: that three digits come out by a change of the unit
is no chance, and nobody's unit changes for one of a list.  The whole stands before the list in its
paragraph, or right behind it.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "引进资金48.6亿元，同比增长12%。一、二、三产业分别到位3.2亿元、27.9万元、17.5亿元。",
        "wrong 3.2 + 0.00279 + 17.5 = 48.6",
    ),
    (
        "甲镇完成1260万元、乙镇完成845万元、丙镇完成730亿元，共完成2835万元。",
        "wrong 1260 + 845 + 7300000 = 2835",
    ),
    (
        "累计完成投资6.3亿元，占任务的118%。其中水厂完成1.7亿元，书院完成0.25万元，渠系完成4.35亿元。",
        "wrong 1.7 + 0.000025 + 4.35 = 6.3",
    ),
)
_UNITS = {"万元": Decimal(10000), "亿元": 1 / Decimal(10000)}
_JOINS = later("[、,;和]{1,2}(?!一?共|[合总累]计)[^,。;:、\\d\n]{0,10}")
_MOST, _BACK, _DIGITS = 12, 10, 3
#: Behind these words a list divides a whole, which says enough with two digits.
_DIVIDES = later("其中|包括|具体")
_SAID = 14


def odd_units(reading: TextReading) -> Iterator[Finding]:
    """Every list of amounts of which one is in another unit than all others."""
    figures = reading.figures
    at = 0
    while at < len(figures):
        run = _run(reading, at)
        if len(run) > 2:
            odd = _odd(run)
            if odd is not None:
                yield from _told(reading, run, odd)
        at += len(run) or 1


def _run(reading: TextReading, at: int) -> list[TextFigure]:
    """The amounts from a place on that stand one behind the other."""
    found: list[TextFigure] = []
    for one in reading.figures[at : at + _MOST]:
        if one.role is not Role.MONEY or one.hedge or one.inner or change_of(one.lead):
            break
        if found and not _JOINS.fullmatch(reading.text, found[-1].end, one.start):
            break
        found.append(one)
    return found


def _odd(run: list[TextFigure]) -> TextFigure | None:
    """The only one in its unit."""
    for unit in _UNITS:
        own = [one for one in run if one.unit == unit]
        if len(own) == 1 and len({one.unit for one in run}) == 2:
            return own[0]
    return None


def _told(reading: TextReading, run: list[TextFigure], odd: TextFigure) -> Iterator[Finding]:
    meant = sum((one.value for one in run), Decimal(0)) + odd.value * (_UNITS[odd.unit] - 1)
    first, last = run[0].order, run[-1].order
    beside = reading.figures[max(0, first - _BACK) : first] + reading.figures[last + 1 : last + 2]
    divides = _DIVIDES.search(reading.text, max(0, run[0].start - _SAID), run[0].start) is not None
    for whole in beside:
        if whole.role is not Role.MONEY or whole.paragraph != odd.paragraph or whole.hedge:
            continue
        telling = len(whole.printed.as_tuple().digits) >= (_DIGITS - 1 if divides else _DIGITS)
        if telling and whole.value == meant:
            yield _in_unit(summed(Window(whole, run), None), odd)
            return


def _in_unit(found: Finding, odd: TextFigure) -> Finding:
    meant = f"{odd.printed:f}{next(each for each in _UNITS if each != odd.unit)}"
    said = f"{found.message.split('；')[0]}；{odd.text} 像是写错了单位，换成 {meant} 正好相符"
    return found._replace(message=said, remedy=f"核对 {odd.text} 的单位；若是 {meant}，改这一处")
