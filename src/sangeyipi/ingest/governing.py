"""What governs a row beside its own cells: the headings above it, the title, sheet, file, options.

Owns which phase, which batch, which day and which year those name.  What only mentions several
(签约、开工、投产项目) names none.  Must not decide between two that name different ones.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sangeyipi.model.limits import PHASE, YEARS
from sangeyipi.model.month import Month
from sangeyipi.model.patterns import later
from sangeyipi.model.stages import Batch

_NUMERAL = "[0-9]{1,4}|[一二三四五六七八九十]{1,4}"
_PHASE = later(
    rf"(?:第({_NUMERAL})|(?<![0-9.年月日])([0-9]{{1,3}})|(?<!第)([一二三四五六七八九十]{{1,3}}))"
    "期(?![间限末初])"
)
_RANGE = later(
    rf"第?(?:{_NUMERAL})期?[-—–~～至到、,和及](?:第)?(?:{_NUMERAL})期"
    rf"|前(?:{_NUMERAL})期|各期|历期"
)
_QUARTER = later(r"(20[0-9]{2})年?第?([一二三四1-4])季度?|(20[0-9]{2})[年-]?[qQ]([1-4])")
_BATCHES = "|".join(Batch)
_BATCH = later(rf"({_BATCHES})(?:一批|项目|类|批|$)")
_ALONE = later(rf"^[0-9一二三四五六七八九十、.()第期年季度]*({_BATCHES})[0-9()]*")
_DAY = later(r"(20[0-9]{2})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})(?![0-9])日?")
_MONTH = later(r"(20[0-9]{2})[年./-]([0-9]{1,2})(?:月|(?![0-9./-]))")
_COMPACT = later(r"(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])")
_YEAR = later(r"(?<![0-9])(20[0-9]{2})(?:年|(?![0-9]))")
_OF_FILLING = later("填报|制表|截至|截止|时间|日期|更新|统计")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


class Named(NamedTuple):
    """What something names: phases (two of one quarter, for a question) and a batch."""

    source: str
    phases: tuple[int, ...] = ()
    batch: Batch | None = None

    def __bool__(self) -> bool:
        """Whether it names anything."""
        return bool(self.phases or self.batch)


def plain(text: str) -> str:
    """A text of common width without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def number(text: str) -> int | None:
    """八, 十二, 二十, 8 as a number."""
    if text.isdecimal() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text)
    high = _DIGITS.get(tens, 0) if tens else 1
    low = _DIGITS.get(ones, 0) if ones else 0
    return high * 10 + low if high and (low or not ones) else None


def named(source: str, text: str, held: Sequence[tuple[int, date]]) -> Named:
    """What a text names; `held` are the ledger's phases with their days."""
    bare = plain(text)
    return Named(source, phases_in(bare, held), batch_in(bare))


def phases_in(bare: str, held: Sequence[tuple[int, date]]) -> tuple[int, ...]:
    """The one phase that a text names, or all those of the one quarter that it names."""
    if _RANGE.search(bare):
        return ()
    found = {number(next(filter(None, match))) for match in _PHASE.findall(bare)}
    numbers = {one for one in found if one is not None and PHASE.holds(one)}
    if numbers:
        return tuple(numbers) if len(numbers) == 1 else ()
    quarters = {_quarter(match) for match in _QUARTER.findall(bare)}
    if len(quarters) != 1:
        return ()
    year, quarter = quarters.pop()
    return tuple(
        phase for phase, day in held if (day.year, (day.month + 2) // 3) == (year, quarter)
    )


def _quarter(match: tuple[str, ...]) -> tuple[int, int]:
    year, quarter = (match[0], match[1]) if match[0] else (match[2], match[3])
    return int(year), number(quarter) or 0


def batch_in(bare: str) -> Batch | None:
    """The one batch that a text names."""
    found = set(_BATCH.findall(bare)) or set(_ALONE.findall(bare))
    mentioned = set(re.findall(_BATCHES, bare))
    return Batch(found.pop()) if len(found) == 1 and len(mentioned) == 1 else None


def day_of(texts: Iterable[str], footers: Iterable[str] = ()) -> date | None:
    """The day of a table: what its title names, a month by its last day; else who filled it in."""
    said = [plain(one) for one in texts]
    said += [text for one in footers if _OF_FILLING.search(text := plain(one))]
    for text in sorted(said, key=lambda one: not _OF_FILLING.search(one)):
        for pattern in (_DAY, _COMPACT):
            match = pattern.search(text)
            day = _day(*map(int, match.groups())) if match else None
            if day:
                return day
        match = _MONTH.search(text)
        if match and 1 <= int(match[2]) <= 12:
            return Month(int(match[1]), int(match[2])).last
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if YEARS.holds(year) else None
    except ValueError:
        return None


def year_of(texts: Iterable[str]) -> int | None:
    """The one year that titles name."""
    years = {int(match) for text in texts for match in _YEAR.findall(plain(text))}
    return years.pop() if len(years) == 1 else None
