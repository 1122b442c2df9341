"""The monthly figures once more, from their definitions and with nothing of `stats`.

What is known of a project's cumulative investment is a chain of months, each with the least and the
most that it can be; every report narrows two links of it.  A figure is exact where both meet.
Simple and slow on purpose; fractions throughout.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import NamedTuple

from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project

ORDER = ["签约", "履约", "开工", "投产", "达效"]
LISTS = ["签约", "开工", "投产"]

#: Months as one number: year × 12 + month - 1.
Ordinal = int


def ordinal(day: date) -> Ordinal:
    return day.year * 12 + day.month - 1


def month_end(number: Ordinal) -> date:
    year, month = divmod(number + 1, 12)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


class Asked(NamedTuple):
    """A period's days."""

    first: date
    last: date

    @property
    def closing(self) -> Ordinal:
        """The last month that is over by its end."""
        number = ordinal(self.last)
        return number if month_end(number) == self.last else number - 1

    @property
    def opening(self) -> Ordinal:
        """The month after which its own figures begin."""
        return ordinal(self.first) - (self.first.day == 1)


class Amount(NamedTuple):
    """The least it is, and whether that is all."""

    least: Fraction
    exact: bool


NOTHING = Amount(Fraction(0), True)


def together(amounts: list[Amount]) -> Amount:
    return Amount(sum((a.least for a in amounts), Fraction(0)), all(a.exact for a in amounts))


class Said(NamedTuple):
    """One report's figures."""

    part: Fraction | None
    total: Fraction | None
    funds: Fraction | None


def _fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


@dataclass(frozen=True, eq=False)
class One:
    """A project and its reports."""

    project: Project
    said: dict[Ordinal, Said]

    @cached_property
    def investment(self) -> Fraction | None:
        return _fraction(self.project.investment)

    def plan(self, year: int) -> Fraction | None:
        months = self.project.planned.monthly.get(year)
        own = None if months is None else sum(map(Fraction, months), Fraction(0))
        said = self.project.planned.yearly.get(year)
        return own if said is None else Fraction(said)

    def due(self, month: Ordinal) -> Fraction:
        """What of the year's plan, of which something is said, is to be done by then."""
        year, index = divmod(month, 12)
        months = self.project.planned.monthly.get(year)
        if months is not None:
            return sum(map(Fraction, months[: index + 1]), Fraction(0))
        return (self.plan(year) or Fraction(0)) * (index + 1) / 12

    @cached_property
    def days(self) -> dict[str, tuple[date, date] | None]:
        """Each milestone's first and last possible day; None: 已."""
        return {
            str(one): None if when.text == "已" else (when.first, when.last)
            for one, when in self.project.milestones.items()
        }

    def counts(self, day: date) -> bool:
        left = self.project.withdrawn
        return left is None or left.date.last > day

    def reached(self, milestone: str, day: date) -> bool:
        """Whether it counts as reached by a day; only asked where no milestone says 已."""
        later = ORDER[ORDER.index(milestone) :]
        return any(when[1] <= day for one in later if (when := self.days.get(one)))

    def surely_not(self, milestone: str, day: date) -> bool:
        """Whether it is certain that a milestone was not reached by a day."""
        at = ORDER.index(milestone)
        if any(when and when[1] <= day for one in ORDER[at:] if (when := self.days.get(one))):
            return False
        if not self.days:
            return bool(self.project.listed)
        own = self.days.get(milestone, "none")
        if isinstance(own, tuple):
            return True
        if own == "none" and not any(one in self.days for one in ORDER[at + 1 :]):
            return True
        return any(when[0] > day for one in ORDER[:at] if (when := self.days.get(one)))

    def lies(self, milestone: str, asked: Asked) -> bool | None:
        """Whether a milestone was reached within a period; None: perhaps."""
        at = ORDER.index(milestone)
        own = self.days.get(milestone, "none")
        if isinstance(own, tuple):
            if asked.first <= own[0] and own[1] <= asked.last:
                return True
            return None if own[0] <= asked.last and asked.first <= own[1] else False
        if own == "none" and not any(one in self.days for one in ORDER[at + 1 :]):
            return False
        before = any(when[0] > asked.last for one in ORDER[:at] if (when := self.days.get(one)))
        after = any(
            when[1] < asked.first for one in ORDER[at + 1 :] if (when := self.days.get(one))
        )
        return False if before or after else None

    @cached_property
    def _span(self) -> tuple[Ordinal, Ordinal]:
        days = [day for when in self.days.values() if when for day in when]
        months = [*self.said, *(ordinal(day) for day in days), 2020 * 12, 2024 * 12]
        return min(months) - 2, max(months) + 2

    @cached_property
    def _odd(self) -> bool:
        """Whether its reports tell of investment in a month in which it surely had not begun."""
        first, last = self._span
        least, _ = self._narrowed(with_start=False)
        return any(
            least[m] > 0 for m in range(first, last + 1) if self.surely_not("开工", month_end(m))
        )

    @cached_property
    def bounds(self) -> tuple[dict[Ordinal, Fraction], dict[Ordinal, Fraction | None]]:
        return self._narrowed(with_start=not self._odd)

    def _narrowed(
        self, with_start: bool
    ) -> tuple[dict[Ordinal, Fraction], dict[Ordinal, Fraction | None]]:
        """The least and the most of the cumulative investment at each month's end."""
        first, last = self._span
        months = range(first, last + 1)
        least = dict.fromkeys(months, Fraction(0))
        most: dict[Ordinal, Fraction | None] = dict.fromkeys(months)
        for m in months:
            total = self.said[m].total if m in self.said else None
            if total is not None:
                least[m] = most[m] = total
            elif with_start and self.surely_not("开工", month_end(m)):
                most[m] = Fraction(0)
        for m in months[1:]:
            part = self.said[m].part if m in self.said else None
            least[m] = max(least[m], least[m - 1] + (part or 0))
            if part is not None:
                most[m] = _smaller(most[m], _plus(most[m - 1], part))
        for m in reversed(months[1:]):
            part = self.said[m].part if m in self.said else None
            most[m - 1] = _smaller(most[m - 1], _plus(most[m], -(part or Fraction(0))))
            if part is not None:
                least[m - 1] = max(least[m - 1], least[m] - part)
        for m in months[1:]:
            part = self.said[m].part if m in self.said else None
            if part is not None:
                most[m] = _smaller(most[m], _plus(most[m - 1], part))
        return least, most

    def nothing_yet(self, m: Ordinal) -> bool:
        return self.surely_not("开工", month_end(m)) and not self._odd

    def reports(self, m: Ordinal) -> bool:
        return any(at <= m for at in self.said) or not self.nothing_yet(m)

    def finished(self, m: Ordinal) -> bool:
        """All of its investment is completed, and no later report says that more was."""
        least = self.bounds[0][m]
        if (
            self.investment is None
            or least < self.investment
            or not any(at <= m for at in self.said)
        ):
            return False
        later = [said for at, said in self.said.items() if at > m]
        return not any(said.part or (said.total or 0) > least for said in later)

    def to_date(self, m: Ordinal) -> Amount:
        least, most = self.bounds
        return Amount(least[m], most[m] == least[m] or self.finished(m))

    def completed(self, opening: Ordinal, closing: Ordinal) -> Amount:
        start, end = self.to_date(opening), self.to_date(closing)
        if start.exact and end.exact:
            return Amount(end.least - start.least, True)
        parts = [
            self.said[m].part if m in self.said else None for m in range(opening + 1, closing + 1)
        ]
        sure = sum((part for part in parts if part is not None), Fraction(0))
        most = start.least if start.exact else self.bounds[1][opening]
        if most is not None:
            sure = max(sure, end.least - most)
        return Amount(sure, None not in parts)

    def funds(self, m: Ordinal) -> Amount:
        known = {at: said.funds for at, said in self.said.items() if said.funds is not None}
        before = [at for at in known if at <= m]
        if not before:
            return Amount(Fraction(0), False)
        now = known[max(before)]
        later = [at for at in known if at > m]
        if max(before) == m:
            return Amount(now, True)
        if later:
            return Amount(now, known[min(later)] == now)
        # The last report holds for what it says itself, not for what an older one said.
        last = max(at for at in self.said if at <= m)
        # Nor for what came after it: that all was done by now may be known of a later report only.
        return Amount(now, last == max(before) and self.finished(last))


def _plus(a: Fraction | None, b: Fraction) -> Fraction | None:
    return None if a is None else a + b


def _smaller(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    known = [one for one in (a, b) if one is not None]
    return min(known, default=None)


@dataclass(frozen=True, eq=False)
class Member:
    """A project of the progress tables, with its figures in a period."""

    one: One
    reports: bool
    plan: Fraction | None
    completed: Amount
    year_completed: Amount
    completed_to_date: Amount
    funds: Amount


@dataclass(frozen=True, eq=False)
class Oracle:
    """One ledger."""

    ledger: Ledger

    @cached_property
    def everyone(self) -> list[One]:
        by_id: dict[str, dict[Ordinal, Said]] = {}
        for report in self.ledger.reports:
            figures = (report.completed, report.completed_to_date, report.funds_to_date)
            month = report.month.year * 12 + report.month.number - 1
            by_id.setdefault(report.id, {})[month] = Said(*map(_fraction, figures))
        return [One(project, by_id.get(project.id, {})) for project in self.ledger.projects]

    @cached_property
    def held(self) -> dict[int, date]:
        return {phase.number: phase.date for phase in self.ledger.config.phases}

    def there(self, day: date) -> list[One]:
        """Who stands in the ledger on a day, each once."""
        found = []
        for one in self.everyone:
            known = [self.held[phase] for phase in one.project.listed.values()]
            known += [when[1] for when in one.days.values() if when]
            if one.counts(day) and (not known or min(known) <= day):
                found.append(one)
        return found

    @cache  # noqa: B019 an oracle lives as long as its test
    def members(self, asked: Asked) -> list[Member]:
        closing, opening = asked.closing, asked.opening
        year = closing // 12
        new_year = year * 12 - 1
        reported = any(at <= closing for one in self.everyone for at in one.said)
        if not reported and all(one.plan(year) is None for one in self.everyone):
            return []
        found = []
        for one in self.there(asked.last):
            plan, reports = one.plan(year), one.reports(closing)
            if plan is None and not reports:
                continue
            if plan is None and one.finished(new_year):
                plan = Fraction(0)
            found.append(
                Member(
                    one,
                    reports,
                    plan,
                    one.completed(opening, closing)
                    if closing > opening
                    else Amount(Fraction(0), False),
                    one.completed(new_year, closing),
                    one.to_date(closing),
                    one.funds(closing),
                )
            )
        return found

    def batch(self, one: One, day: date) -> str:
        """The furthest list on which it stands by a day."""
        lists = [str(b) for b, phase in one.project.listed.items() if self.held[phase] <= day]
        return f"{max(lists, key=LISTS.index)}一批" if lists else "未在册"
