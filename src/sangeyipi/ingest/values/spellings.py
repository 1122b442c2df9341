"""How people spell a day or a month, whatever stands around it.

Owns the spellings that have one reading; what has two, or none, has no text and a reason.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model import dates, numerals
from sangeyipi.model.characters import as_it_looks, suspect
from sangeyipi.model.limits import YEARS
from sangeyipi.model.month import ENGLISH_MONTHS
from sangeyipi.model.patterns import later
from sangeyipi.sheets.formats.calendar import day_of


class Spelled(NamedTuple):
    """The day or month as the ledger writes it, or why there is none."""

    text: str | None
    why: str = ""


#: Years that two digits stand for.
_SHORT = range(2015, 2041)
_BREAK = later(r"(?<=[0-9])\s+(?=[0-9])")
_TIME = later(r"[t ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?$")
_DOTS = str.maketrans({"。": ".", "．": ".", "﹒": ".", "‧": ".", "･": ".", "・": "."})
_S = r"(?:[-./\\·年]|[—–―−]+)"
_M = r"(?:[-./\\·月]|[—–―−]+)"
_FULL = later(rf"([12][0-9]{{3}}){_S}([0-9]{{1,2}}){_M}([0-9]{{1,2}})[日号]?")
_MONTH = later(rf"([12][0-9]{{3}}){_S}([0-9]{{1,2}})(?:月份?)?")
_COMPACT = later("([12][0-9]{3})([0-9]{2})([0-9]{2})?")
_SHORT_FULL = later(rf"'?([0-9]{{2}}){_S}([0-9]{{1,2}}){_M}([0-9]{{1,2}})[日号]?")
_SHORT_MONTH = later(r"'?([0-9]{2})(?:年([0-9]{1,2})月份?|[-.]([0-9]{1,2})月?)")
_SLASHED = later("([0-9]{1,2})/([0-9]{1,2})/([0-9]{1,2}|[12][0-9]{3})")
_NO_YEAR = later("([0-9]{1,2})月份?(?:([0-9]{1,2})[日号])?")
_SERIAL = later(r"[0-9]{5}(?:\.[0-9]+)?")
_NAMES = {
    name: number
    for number, whole in enumerate(ENGLISH_MONTHS, 1)
    for name in (whole.casefold(), whole[:3].casefold())
}
_ENGLISH_MONTH = later(r"([a-z]{3,9})[-./, ]*([0-9]{2}|[12][0-9]{3})")
_ENGLISH_DAY = later(r"([0-9]{1,2})[-./, ]*([a-z]{3,9})[-./, ]*([0-9]{2}|[12][0-9]{3})")
_ENGLISH_FIRST = later(r"([a-z]{3,9})[-./, ]*([0-9]{1,2}),+([12][0-9]{3})")
_IN_WORDS = later(
    f"(?:([{numerals.DIGITS}]{{4}}|[12][0-9]{{3}})年)?(元|{numerals.NUMERAL}+)月份?"
    f"(?:([0-9]{{1,2}}|{numerals.NUMERAL}+)[日号])?"
)
_NO_YEAR_SAID = "没有写是哪一年"
_UNCLEAR = Spelled(None, "看不出是哪一天或哪个月")


def plain(text: str) -> str:
    """A text as dates are read: common width, no blanks but between digits a mark, no time."""
    common = text if not suspect(text) else as_it_looks(text)
    common = unicodedata.normalize("NFKC", common).casefold().translate(_DOTS)
    if common.isalnum():
        return common
    common = _TIME.sub("", common)
    return re.sub(r"\s+", "", _BREAK.sub("-", common))


def date(text: str, year: int | None = None) -> Spelled:
    """The one day or month that a plain text names; `year` is what a month without one is of."""
    if _SERIAL.fullmatch(text):
        return _serial(text)
    for pattern in (_FULL, _COMPACT, _MONTH):
        match = pattern.fullmatch(text)
        if match:
            return _made(*match.groups())
    for reader in (_short, _slashed, _without_year, _english, _in_words):
        found = reader(text, year)
        if found:
            return found
    return _UNCLEAR


def _made(year: str, month: str, day: str | None = None) -> Spelled:
    return _of(int(year), int(month), int(day) if day is not None else None)


def _of(year: int, month: int, day: int | None = None) -> Spelled:
    if not YEARS.holds(year):
        return Spelled(None, f"不在 {YEARS} 年之间")
    if not 1 <= month <= 12:
        return Spelled(None, f"不是日期：没有 {month} 月")
    whole = dates.month(year, month)
    if day is None:
        return Spelled(whole.text)
    if not 1 <= day <= whole.last.day:
        return Spelled(None, f"不是日期：{year} 年 {month} 月没有 {day} 日")
    return Spelled(f"{whole.text}-{day:02d}")


def is_serial(text: str) -> bool:
    """Whether a text is one that `date` reads as a serial number."""
    return _SERIAL.fullmatch(text) is not None


def _serial(text: str) -> Spelled:
    day = day_of(Decimal(text), False)
    if day is None or not YEARS.holds(day.year):
        return _UNCLEAR
    return Spelled(day.isoformat())


def _century(two: str) -> int:
    return 2000 + int(two)


def _short(text: str, year: int | None) -> Spelled | None:
    """23.6.1, 23年6月, 23.6: of years that are near enough to be meant."""
    match = _SHORT_FULL.fullmatch(text)
    if match and "/" not in text and _century(match[1]) in _SHORT:
        return _of(_century(match[1]), int(match[2]), int(match[3]))
    match = _SHORT_MONTH.fullmatch(text)
    if match and _century(match[1]) in _SHORT:
        return _of(_century(match[1]), int(match[2] or match[3]))
    return None


def _slashed(text: str, year: int | None) -> Spelled | None:
    """23/6/1, 6/15/2023, 15/6/23: where only one order is a date."""
    match = _SLASHED.fullmatch(text)
    if not match:
        return None
    a, b, c = (int(one) for one in match.groups())
    readings = set(_orders(a, b, c, len(match[3]) == 4))
    if len(readings) == 1:
        return Spelled(readings.pop())
    return Spelled(None, "年月日的次序看不出来") if readings else _UNCLEAR


def _orders(a: int, b: int, c: int, four: bool) -> Iterator[str]:
    last = c if four else 2000 + c
    tried = [(last, a, b)] if four or last in _SHORT else []
    if tried:
        tried.append((last, b, a))
    if not four and 2000 + a in _SHORT:
        tried.append((2000 + a, b, c))
    for one in tried:
        found = _of(*one)
        if found.text:
            yield found.text


def _without_year(text: str, year: int | None) -> Spelled | None:
    match = _NO_YEAR.fullmatch(text)
    if not match:
        return None
    if year is None:
        return Spelled(None, _NO_YEAR_SAID)
    return _of(year, int(match[1]), int(match[2]) if match[2] else None)


def _english(text: str, year: int | None) -> Spelled | None:
    """Jun-23, 1-Jun-23, Jun 15, 2023."""
    for pattern, places in ((_ENGLISH_DAY, (3, 2, 1)), (_ENGLISH_FIRST, (3, 1, 2))):
        match = pattern.fullmatch(text)
        if match and match[places[1]] in _NAMES:
            of = _full_year(match[places[0]])
            return _of(of, _NAMES[match[places[1]]], int(match[places[2]])) if of else _UNCLEAR
    match = _ENGLISH_MONTH.fullmatch(text)
    if match and match[1] in _NAMES:
        of = _full_year(match[2])
        return _of(of, _NAMES[match[1]]) if of else _UNCLEAR
    return None


def _full_year(text: str) -> int | None:
    if len(text) == 4:
        return int(text)
    return _century(text) if _century(text) in _SHORT else None


def _in_words(text: str, year: int | None) -> Spelled | None:
    """二〇二三年六月一日, 2023年五月, 元月."""
    match = _IN_WORDS.fullmatch(text)
    if not match:
        return None
    of = year
    if match[1]:
        of = int(match[1]) if match[1].isascii() else numerals.year(match[1])
    month = 1 if match[2] == "元" else numerals.whole(match[2])
    day = numerals.whole(match[3]) if match[3] else None
    if month is None or (match[3] and day is None):
        return _UNCLEAR
    return _of(of, month, day) if of is not None else Spelled(None, _NO_YEAR_SAID)
