"""What governs a row beside its own cells: the headings above it, the title, sheet, file, options.

Owns which day and which year those name; which phase and batch, is for `values.lists`.  Must not
decide between two that name different ones.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sangeyipi.ingest.values import lists
from sangeyipi.ingest.values.texts import folded
from sangeyipi.model.limits import YEARS
from sangeyipi.model.month import Month
from sangeyipi.model.patterns import later
from sangeyipi.model.stages import Batch

_DAY = later(r"(20[0-9]{2})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})(?![0-9])日?")
_MONTH = later(r"(20[0-9]{2})[年./-]([0-9]{1,2})(?:月|(?![0-9./-]))")
_COMPACT = later(r"(?<![0-9])(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])")
_YEAR = later(r"(?<![0-9])(20[0-9]{2})(?:年|(?![0-9]))")
_OF_FILLING = later("填报|制表|截至|截止|时间|日期|更新|统计")


class NamedPhases(NamedTuple):
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


def named(source: str, text: str, held: Sequence[tuple[int, date]]) -> NamedPhases:
    """What a text names; `held` are the ledger's phases with their days."""
    bare = folded(text)
    return NamedPhases(source, lists.phases_in(bare, held), lists.batch_in(bare))


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
