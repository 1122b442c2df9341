"""How long a time lasts that a text says, in years, months, weeks or days: 五年来, 上半年, 1-8月.

And how many phases or batches it speaks of: 六期, 前四批, 第一期至第六期.  Knows no relation.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

_HAN = "一二两三四五六七八九十"
#: What a programme goes by.
SERIES = "期批届轮"
_NUMBER = f"\\d{{1,2}}|[{_HAN}]{{1,3}}"
#: 第六期 is one of them, 二期工程 the second, 同期 none; 六期 are six.
_SERIES = (
    f"第(?P<a>{_NUMBER})[期批届轮]?[-~至到]第?(?P<b>{_NUMBER})(?=[%s])"
    f"|(?<![第\\d.{_HAN}至到~-])(?P<n>{_NUMBER})个?(?=[%s](?![间末初内限房工项]))"
)
_MONTHS = "(?P<a>\\d{1,2})月?[-~至到](?P<b>\\d{1,2})月(?!\\d)"
_PARTS_OF_YEAR = "(?P<part>[上下]半年|前三季度|第?[一二三四]季度)"
_SPANS = {
    "年": later(
        f"(?P<a>20\\d\\d)年?[-~至到](?P<b>20\\d\\d)年|(?<![\\d第])(?P<n>{_NUMBER})(?=年[来间]|年,|年累计|年共)"
    ),
    "月": later(f"{_MONTHS}|(?<!\\d)(?P<n>{_NUMBER})(?=个月)|(?<!第){_PARTS_OF_YEAR}"),
    "日": later(
        "(?P<m>\\d{1,2})月(?P<d>\\d{1,2})日?[-~至到](?:(?P<m2>\\d{1,2})月)?(?P<d2>\\d{1,2})日|(?<!\\d)(?P<n>\\d{1,3})(?=天)"
        f"|{_MONTHS}|前(?P<first>{_NUMBER})个月|{_PARTS_OF_YEAR}|(?P<whole>全年)"
        "|(?<![\\d~至到止-])(?P<month>\\d{1,2})月份?(?![\\d~至到末底初-]|以来)"
        "|(?P<week>第\\d{1,2}周|本周|[一全]周(?=[,内共累里]))"
    ),
    "周": later(f"(?<![第\\d])(?P<n>{_NUMBER})(?=周)"),
    **{each: later(_SERIES.replace("%s", each)) for each in SERIES},
}
#: From which month to which.
_PARTS = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}
#: A week may be one of five working days.
_WEEK = 7, 5
_YEAR = later("(20\\d\\d)年")


class Span(NamedTuple):
    """A time that is said: how long it lasts, and where it stands.

    Of whether a year that is not said has a leap day nothing is known: `other` counts it, too.  So
    it is with the days of a week that are worked.
    """

    many: int
    other: int
    where: TextFigure


def spans(text: str, begin: int, end: int, each: str) -> Iterator[Span]:
    """Every time that is said in a piece of text, by how many of `each` (月, 日, 期) it lasts."""
    for said in _SPANS[each].finditer(text, begin, end):
        year = _YEAR.search(text, max(0, said.start() - 6), said.start())
        many, other = _length(said, each, int(year[1]) if year else 0)
        if many > 1:
            unit = Decimal(1)
            where = TextFigure(*said.span(), said[0], Role.NAME, unit * many, "", unit, 0)
            yield Span(many, other, where)


def _length(said: "re.Match[str]", each: str, year: int) -> tuple[int, int]:
    """How long a time lasts, and how long it may last, too."""
    found = {name: value for name, value in said.groupdict().items() if value}
    if "n" in found:
        many = number_said(found["n"])
        return many, many
    if "week" in found:
        return _WEEK
    if "m" in found:
        many = _between_days(found)
        return many, many
    if each not in ("月", "日"):
        many = number_said(found["b"]) - number_said(found["a"]) + 1
        return many, many
    first, last = _months(found)
    if not 1 <= first <= last <= 12:
        return 0, 0
    if each == "月":
        return last - first + 1, last - first + 1
    if year:
        return _days(first, last, year), _days(first, last, year)
    return _days(first, last, 2023), _days(first, last, 2024)


def _months(found: dict[str, str]) -> tuple[int, int]:
    """From which month to which a time lasts."""
    if "part" in found:
        return _PARTS[found["part"].removeprefix("第")]
    if "whole" in found:
        return 1, 12
    if "first" in found:
        return 1, number_said(found["first"])
    if "month" in found:
        return int(found["month"]), int(found["month"])
    return number_said(found["a"]), number_said(found["b"])


def number_said(said: str) -> int:
    """The number that is said in digits or spelled out; 0 for what is none."""
    return int(said) if said.isdecimal() else int(numerals.exact(said) or 0)


def _between_days(found: dict[str, str]) -> int:
    try:
        first = date(2023, int(found["m"]), int(found["d"]))
        last = date(2023, int(found.get("m2") or found["m"]), int(found["d2"]))
    except ValueError:
        return 0
    return (last - first).days + 1


def _days(first: int, last: int, year: int) -> int:
    """Of the months from the first to the last."""
    after = date(year + last // 12, last % 12 + 1, 1)
    return (after - date(year, first, 1)) // timedelta(days=1)
