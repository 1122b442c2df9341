"""What a published table is about: a month, a quarter, a year, or a phase until the next one.

Owns the names of periods (`2023-06`, `2023-Q2`, `2023`, `phase-8`), their days and what they are
compared with.  Must not know of today: who asks for a phase still under way says when it ends.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sangeyipi.model import limits
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.month import Month, last_full_month, month_of, parse_month
from sangeyipi.model.patterns import later

if TYPE_CHECKING:
    from sangeyipi.model.ledger import Phase

_QUARTER = later(rf"({limits.WRITTEN_YEAR})-?[Qq]([1-4])", re.ASCII)
_YEAR = later(limits.WRITTEN_YEAR, re.ASCII)
_QUARTERS = "一二三四"


class PeriodKind(StrEnum):
    """The four kinds; the Chinese words are how a heading calls one of them."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    PHASE = "phase"

    @property
    def this(self) -> str:
        """本月, 本季, …"""
        return {"month": "本月", "quarter": "本季度", "year": "本年", "phase": "本期"}[self.value]

    @property
    def previous(self) -> str:
        """上月, 上季, …"""
        return {"month": "上月", "quarter": "上季度", "year": "上年", "phase": "上期"}[self.value]


class Period(NamedTuple):
    """From `first` to `last`, both included; figures are as of `last`."""

    kind: PeriodKind
    #: What its folder and files are called.
    name: str
    #: As a report says it: 2023年6月.
    title: str
    first: date
    last: date

    @property
    def month(self) -> Month:
        """The last month that it covers whole: dispatch figures are known by months."""
        return last_full_month(self.last)

    @property
    def opening_month(self) -> Month:
        """The month whose cumulative figures stand at its beginning: the one before its first."""
        first = month_of(self.first)
        return first.plus(-1) if self.first.day == 1 else first


def of_month(month: Month) -> Period:
    """A calendar month."""
    return Period(PeriodKind.MONTH, str(month), month.title, month.first, month.last)


def of_quarter(year: int, number: int) -> Period:
    """A quarter of a year, 1 to 4."""
    first = Month(year, 3 * number - 2)
    title = f"{year}年第{_QUARTERS[number - 1]}季度"
    name = f"{year:04d}-Q{number}"
    return Period(PeriodKind.QUARTER, name, title, first.first, first.plus(2).last)


def of_year(year: int) -> Period:
    """A calendar year."""
    return Period(PeriodKind.YEAR, f"{year:04d}", f"{year}年", date(year, 1, 1), date(year, 12, 31))


def of_phase(number: int, phases: Sequence["Phase"], today: date) -> Period | None:
    """From the day a phase was held until the day before the next, the last one until `today`.

    None where the phase is not declared or lies after `today`.
    """
    ordered = sorted(phases, key=lambda phase: phase.date)
    for index, phase in enumerate(ordered):
        if phase.number == number and phase.date <= today:
            after = next((p.date for p in ordered[index + 1 :] if p.date > phase.date), None)
            last = min(today, after - timedelta(days=1)) if after else today
            return Period(
                PeriodKind.PHASE,
                f"phase-{number}",
                f"第{number}期",
                phase.date,
                max(last, phase.date),
            )
    return None


def parse_period(kind: PeriodKind, text: str) -> Period | None:
    """A month (`2023-06`), quarter (`2023-Q2`) or year (`2023`); None for anything else."""
    if kind is PeriodKind.MONTH:
        month = parse_month(text)
        return of_month(month) if month else None
    if kind is PeriodKind.QUARTER:
        match = _QUARTER.fullmatch(text)
        return of_quarter(int(match[1]), int(match[2])) if match else None
    return of_year(int(text)) if kind is PeriodKind.YEAR and _YEAR.fullmatch(text) else None


def moved(
    period: Period, by: int, phases: Sequence["Phase"] = (), today: date | None = None
) -> Period | None:
    """The period so many periods later (earlier, if negative), of the same kind.

    A phase still under way ends `today`; without it nothing later than `period` is looked for.
    """
    first = month_of(period.first)
    if period.kind is PeriodKind.MONTH:
        return of_month(first.plus(by))
    if period.kind is PeriodKind.QUARTER:
        there = first.plus(3 * by)
        return of_quarter(there.year, (there.number + 2) // 3)
    if period.kind is PeriodKind.YEAR:
        return of_year(first.year + by)
    number = int(period.name.partition("-")[2]) + by
    return of_phase(number, phases, today or period.last)


def year_before(period: Period) -> Period | None:
    """The same month or quarter of the year before; a year or a phase has none beside 上年."""
    steps = {PeriodKind.MONTH: -12, PeriodKind.QUARTER: -4}
    return moved(period, steps[period.kind]) if period.kind in steps else None
