"""Averages over time: 五年来实施676个，年均135.2个; 8月28日—9月3日31157个，日均4451个.

How many years, months or days there are the sentence says in words or by two dates.  Told only
where it comes out, or where it is off by a slip and one amount and one time stand before it.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    Interval,
    RelationKind,
    judged,
    said_in,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    ("五年来，累计实施技改项目676个，年均135.2个。", "holds 676 / 5 = 135.2"),
    ("2019—2022年共投入86.4亿元，年均21.6亿元。", "holds 86.4 / 4 = 21.6"),
    ("第35周（8月28日—9月3日）接听来电31157个，日均4451个。", "holds 31157 / 7 = 4451"),
    ("1-8月完成投资96亿元，月均12亿元。", "holds 96 / 8 = 12"),
    ("1-8月完成投资96.8亿元，月均11.2亿元。", "wrong 96.8 / 8 = 11.2"),
)
_EACH = later("([年月日周])均[^,。;、\\d]{0,6}$")
_HAN = "一二两三四五六七八九十"
_SPANS = {
    "年": later(
        f"(?P<a>20\\d\\d)年?[-~至到](?P<b>20\\d\\d)年|(?<![\\d第])(?P<n>\\d{{1,2}}|[{_HAN}]{{1,3}})(?=年[来间]|年,|年累计|年共)"
    ),
    "月": later(
        f"(?P<a>\\d{{1,2}})月?[-~至到](?P<b>\\d{{1,2}})月(?!\\d)|(?<!\\d)(?P<n>\\d{{1,2}}|[{_HAN}]{{1,3}})(?=个月)|(?P<half>上半年|下半年)"
    ),
    "日": later(
        "(?P<m>\\d{1,2})月(?P<d>\\d{1,2})日?[-~至到](?:(?P<m2>\\d{1,2})月)?(?P<d2>\\d{1,2})日|(?<!\\d)(?P<n>\\d{1,3})(?=天)"
    ),
    "周": later(f"(?<![第\\d])(?P<n>\\d{{1,2}}|[{_HAN}]{{1,3}})(?=周)"),
}
_FAR, _MOST = 160, 12


def periods(reading: TextReading) -> Iterator[Finding]:
    """Every average of a year, a month, a week or a day."""
    for one in reading.figures:
        said = _EACH.search(one.lead) if one.role in COUNTABLE and "均" in one.lead else None
        if said is None or one.hedge:
            continue
        begin = max(reading.begun("。\n", one.start), one.start - _FAR)
        spans = list(_spans(reading.text, begin, one.start, said[1]))
        near = reading.figures[max(0, one.order - _MOST) : one.order]
        wholes = [f for f in near if f.sentence == one.sentence and _is_whole(f, one)]
        tries = [(whole, *span) for whole in reversed(wholes) for span in spans]
        good = next((each for each in tries if _comes_out(one, *each[:2])), None)
        if good is not None:
            yield _told(one, *good)
        elif len(tries) == 1 and is_slip(_average(*tries[0][:2])[0], one):
            yield _told(one, *tries[0])


def _is_whole(whole: TextFigure, one: TextFigure) -> bool:
    kin = whole.role is one.role and whole.dimension == one.dimension
    return kin and not whole.hedge and not whole.inner and whole.value > one.value


def _spans(text: str, begin: int, end: int, each: str) -> Iterator[tuple[int, TextFigure]]:
    """How long each time that is said before an average lasts, and where that stands."""
    for said in _SPANS[each].finditer(text, begin, end):
        many = _length(said)
        if many > 1:
            unit = Decimal(1)
            yield many, TextFigure(*said.span(), said[0], Role.NAME, unit * many, "", unit, 0)


def _length(said: "re.Match[str]") -> int:
    found = said.groupdict()
    if found.get("n"):
        return int(numerals.exact(found["n"]) or 0) if not found["n"].isdigit() else int(found["n"])
    if found.get("a"):
        return int(found["b"]) - int(found["a"]) + 1
    if found.get("half"):
        return 6
    if not found.get("m"):
        return 0
    try:
        first = date(2023, int(found["m"]), int(found["d"]))
        last = date(2023, int(found["m2"] or found["m"]), int(found["d2"]))
    except ValueError:
        return 0
    return (last - first).days + 1


def _average(whole: TextFigure, many: int) -> tuple[Decimal, Interval]:
    value = EXACT.divide(whole.value, Decimal(many))
    room = EXACT.divide(whole.half, Decimal(many))
    return value, (value - room, value + room)


def _comes_out(one: TextFigure, whole: TextFigure, many: int) -> bool:
    return judged(*_average(whole, many), one) in GOOD


def _told(one: TextFigure, whole: TextFigure, many: int, span: TextFigure) -> Finding:
    value, reach = _average(whole, many)
    text = f"{said_in(whole.value, one)} / {many}"
    found = judge(one, value, reach, text, (whole, span))
    return found._replace(kind=RelationKind.RATE)
