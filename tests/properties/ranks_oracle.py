"""Units, leaders and sectors of the demo county ranked once more, from its files and definitions.

Whole tables: every cell, the order, who shares a place, who has none.  Fractions throughout; for
ledgers as the demo county is, whose reports have no gaps between them.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from .county_oracle import LAST_LINE, STEPS, County, Row, by, last_day, people
from .lights_oracle import Life, end_of, month_of, text_of

#: Where each of them stands in a table, and what it calls those of whom nothing is said.
GROUPS = {"责任单位": "unit", "包联领导": "leader", "领域": "sector"}
REACHED = dict(
    zip(STEPS, ("signed", "committed", "started", "producing", "at_capacity"), strict=True)
)
#: What of a list's projects reached which step.
RATES = {
    "签约率": ("签约", "签约"),
    "履约率": ("签约", "履约"),
    "签约开工率": ("签约", "开工"),
    "开工率": ("开工", "开工"),
    "开工投产率": ("开工", "投产"),
    "投产率": ("投产", "投产"),
    "投产达效率": ("投产", "达效"),
}
UNGROUPED = "未分组"


class Part(NamedTuple):
    """A rate, by what it is made of."""

    above: Fraction
    below: Fraction

    @property
    def value(self) -> Fraction:
        return self.above / self.below


class Ahead(NamedTuple):
    """How far a rate is ahead of another."""

    rate: Part
    due: Part

    @property
    def value(self) -> Fraction:
        return self.rate.value - self.due.value


class Amount(NamedTuple):
    """The least that it is, and whether that is all."""

    least: Fraction
    exact: bool = True


def labels(project: Row, word: str) -> list[str]:
    """The groups that a project stands in."""
    said = project.get(word)
    if said is None:
        return [f"未填{word}"]
    return people(said) if word == "包联领导" else [said]


def apart(county: County, word: str) -> dict[str, list[str]]:
    """The groups that the ledger has ranked apart."""
    return {
        one["组"]: one["名单"] for one in county.config.get("排名分组", []) if one["按"] == word
    }


# Lists and all projects


def on_list(county: County, batch: str, day: date | None) -> list[str]:
    """Who stands on a list of a phase that was held, and has not left."""
    return [
        code
        for code, project in county.projects.items()
        if batch in project["在册"]
        and (day is None or county.phases[project["在册"][batch]] <= day)
        and not _left(county, code, day)
    ]


def everyone(county: County, day: date | None) -> list[str]:
    if day is not None:
        return county.population(day)
    return [code for code in county.projects if not _left(county, code, None)]


def _left(county: County, code: str, day: date | None) -> bool:
    return "调出" in county.projects[code] if day is None else county.left(code, day)


def reached(county: County, code: str, step: str, day: date | None) -> bool | None:
    if day is not None:
        return Life(county, code, day).reached(step, day)
    return bool(set(STEPS[STEPS.index(step) :]) & set(county.projects[code]["节点"]))


def listed_figures(county: County, codes: list[str], whole: list[str], day: date | None) -> Row:
    """One line of a table of projects."""

    def money(some: list[str]) -> Fraction:
        return sum((Fraction(county.projects[one]["总投资"]) for one in some), Fraction(0))

    line: Row = {
        "count": len(codes),
        "share_count": Part(Fraction(len(codes)), Fraction(len(whole))),
        "investment": money(codes),
        "share_investment": Part(money(codes), money(whole)),
        "at_least": set(),
    }
    for step, key in REACHED.items():
        answers = [reached(county, one, step, day) for one in codes]
        sure = answers.count(True)
        line[key] = Part(Fraction(sure), Fraction(len(codes)))
        if None in answers and sure:
            line["at_least"].add(key)
        elif None in answers:
            line[key] = None
    return line


# The month's figures


class Books:
    """What a project's reports say at a month's end."""

    def __init__(self, county: County, code: str, day: date) -> None:
        self.life = Life(county, code, day)
        self.project = county.projects[code]
        self.month = self.life.month
        self.said = {
            month_of(last_day(month)): row for month, row in county.reports.get(code, {}).items()
        }
        months = sorted(self.said)
        assert months == list(range(months[0], months[-1] + 1) if months else [])

    def reports(self) -> bool:
        began = self.life.reached("开工", end_of(self.month)) is not False
        return began or any(one <= self.month for one in self.said)

    def _cumulative(self, month: int) -> Fraction:
        return Fraction(self.said[month]["累计完成投资"])

    def _part(self, month: int) -> Fraction:
        return Fraction(self.said[month]["本月完成投资"])

    def _over(self, month: int) -> bool:
        """Whether by its last report all was completed."""
        before = [one for one in self.said if one <= month]
        return bool(before) and self._cumulative(max(before)) == Fraction(self.project["总投资"])

    def to_date(self, month: int) -> Amount:
        if month in self.said:
            return Amount(self._cumulative(month))
        before = [one for one in self.said if one < month]
        if before:
            return Amount(self._cumulative(max(before)), self._over(month))
        if self.life.reached("开工", end_of(month)) is False:
            return Amount(Fraction(0))
        if month + 1 in self.said:
            return Amount(self._cumulative(month + 1) - self._part(month + 1))
        return Amount(Fraction(0), False)

    def between(self, opening: int, closing: int) -> Amount:
        start, end = self.to_date(opening), self.to_date(closing)
        if start.exact and end.exact:
            return Amount(end.least - start.least)
        told = [self._part(one) for one in self.said if opening < one <= closing]
        sure = sum(told, Fraction(0))
        after = [one for one in self.said if one > opening]
        most = start.least if start.exact else None
        if most is None and after:
            most = self._cumulative(min(after)) - self._part(min(after))
        if most is not None:
            sure = max(sure, end.least - most)
        return Amount(sure, len(told) == closing - opening)

    def funds(self) -> Amount:
        before = [one for one in self.said if one <= self.month]
        if not before:
            return Amount(Fraction(0), False)
        there = Fraction(self.said[max(before)]["到位资金累计"])
        return Amount(there, max(before) == self.month or self._over(self.month))

    def plan(self) -> tuple[Fraction, Fraction, bool] | None:
        """For the year, what of it was due, and whether by months."""
        year, number = self.month // 12, self.month % 12 + 1
        said = self.project.get("计划", {}).get("年度计划投资", {}).get(str(year))
        months = self.project.get("计划", {}).get("月计划", {}).get(str(year))
        if months is not None:
            due = sum((Fraction(one) for one in months[:number]), Fraction(0))
            return Fraction(said), due, True
        if said is not None:
            return Fraction(said), Fraction(said) * number / 12, False
        return (Fraction(0), Fraction(0), False) if self._over(year * 12 - 1) else None


def month_figures(books: list[Books], month: int) -> Row:
    """One line of the month's progress: those that report, and those with a plan for the year."""
    new_year = month // 12 * 12 - 1
    telling = [one for one in books if one.reports()]
    plans = [one.plan() for one in books]
    line: Row = {
        "count": len(telling),
        "investment": sum((Fraction(one.project["总投资"]) for one in telling), Fraction(0)),
        "year_plan": None,
        "at_least": set(),
    }
    amounts = {
        "completed": [one.between(month - 1, month) for one in books],
        "year_completed": [one.between(new_year, month) for one in books],
        "completed_to_date": [one.to_date(month) for one in telling],
        "funds": [one.funds() for one in telling],
    }
    sums: dict[str, Amount] = {}
    for key, some in amounts.items():
        least = sum((one.least for one in some), Fraction(0))
        sums[key] = Amount(least, all(one.exact for one in some))
        line[key] = least if sums[key].exact or least else None
        if least and not sums[key].exact:
            line["at_least"].add(key)
    known = [one for one in plans if one is not None]
    line["year_rate"] = line["ahead"] = None
    if len(known) == len(plans):
        line["year_plan"] = sum((one[0] for one in known), Fraction(0))
        line["year_rate"] = _rate(sums["year_completed"], line["year_plan"])
        if line["year_rate"]:
            due = Part(sum((one[1] for one in known), Fraction(0)), line["year_plan"])
            if not any(one[2] for one in known):
                due = Part(Fraction(month % 12 + 1), Fraction(12))
            line["ahead"] = Ahead(line["year_rate"], due)
    line["completed_rate"] = _rate(sums["completed_to_date"], line["investment"])
    line["funds_rate"] = _rate(sums["funds"], line["investment"])
    return line


def _rate(part: Amount, whole: Fraction) -> Part | None:
    return Part(part.least, whole) if part.exact and whole else None


# Tables


class Ranked(NamedTuple):
    """A line of a table: its label, its group of those ranked apart, its place, its figures."""

    label: str
    group: str
    place: int | None
    figures: Row


def natural(text: str) -> list[tuple[bool, int, str]]:
    """Numbers within a text by their value."""
    parts = re.findall(r"\d+|\D+", text)
    return [(not one.isdigit(), int(one) if one.isdigit() else 0, one) for one in parts]


def ranked(
    lines: dict[str, Row], key: str, groups: dict[str, list[str]], rising: bool = False
) -> list[Ranked]:
    """In order: each group apart, those with a place by place and name; the total not among them.

    Those without a place are in no order here.
    """
    found: list[Ranked] = []
    for group in [*groups, UNGROUPED] if groups else [""]:
        here = {
            label: line
            for label, line in lines.items()
            if label != LAST_LINE and (not groups or _group(label, groups) == group)
        }
        known = {
            label: value
            for label, line in here.items()
            if not label.startswith("未填") and (value := _value(line, key)) is not None
        }
        values = sorted(set(known.values()), reverse=not rising)
        order = sorted(known, key=lambda one: (values.index(known[one]), natural(one), one))
        found += [Ranked(one, group, values.index(known[one]) + 1, here[one]) for one in order]
        found += [Ranked(one, group, None, line) for one, line in here.items() if one not in known]
    return found


def _group(label: str, groups: dict[str, list[str]]) -> str:
    return next((name for name, names in groups.items() if label in names), UNGROUPED)


def _value(line: Row, key: str) -> Fraction | None:
    said = line[key]
    if said is None or key in line["at_least"]:
        return None
    return said.value if isinstance(said, Part | Ahead) else Fraction(said)


def lines_of(
    county: County, codes: Iterable[str], word: str, figures: Callable[[list[str]], Row]
) -> dict[str, Row]:
    """The figures of each group, and of all once."""
    grouped = by(lambda code: labels(county.projects[code], word), codes)
    return {label: figures(some) for label, some in grouped.items()}


def of_lists(county: County, word: str, batch: str | None, day: date | None) -> dict[str, Row]:
    """Projects of a list, or all of them."""
    codes = on_list(county, batch, day) if batch else everyone(county, day)
    return lines_of(county, codes, word, lambda some: listed_figures(county, some, codes, day))


def of_month(county: County, word: str, day: date) -> dict[str, Row]:
    """Projects that report or have a plan, at the end of the last month that was over."""
    month = Life(county, next(iter(county.projects)), day).month
    end = end_of(month)
    books = {code: Books(county, code, end) for code in county.population(end)}
    asked = [code for code, one in books.items() if one.reports() or one.plan() is not None]
    return lines_of(
        county, asked, word, lambda some: month_figures([books[one] for one in some], month)
    )


def month_said(day: date) -> str:
    """How the month is named of which the figures are."""
    month = month_of(day) if day == end_of(month_of(day)) else month_of(day) - 1
    year, number = text_of(month).split("-")
    return f"{year}年{int(number)}月"
