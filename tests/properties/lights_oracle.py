"""红黄灯 of the demo county once more, from its files and the definitions alone.

Each measure is the list of the values that it may have: one where it is known.  For ledgers as the
demo county is.
"""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from .county_oracle import STEPS, County, Row, first_day, is_late, is_open, last_day

#: Months as one number: year × 12 + month - 1.
Month = int
#: None: nobody knows how much; ASKED_NOT: it has nothing to measure.
ASKED_NOT = "不适用"
UNKNOWN = "—"
ORDER = ["红", "黄", UNKNOWN, "豁免", "绿", ASKED_NOT]
FAR = Fraction(10**6)
FIRST = 2021 * 12 + 10  # the first month that anybody reported

Values = list[Fraction] | str


def month_of(day: date) -> Month:
    return day.year * 12 + day.month - 1


def text_of(month: Month) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def end_of(month: Month) -> date:
    return last_day(text_of(month))


def within(number: Fraction, band: str | None) -> bool:
    """≥10且<30, or one of them."""
    for sign, value in re.findall(r"([≥≤<>])(\d+)", band or "≥9999999"):
        limit = Fraction(value)
        if not {"≥": number >= limit, "<": number < limit}[sign]:
            return False
    return True


def light(rule: Row, values: Values) -> str:
    """Of all that it may be; — where that is not one light."""
    if isinstance(values, str):
        return values
    colours = [
        "红" if within(v, rule["红"]) else "黄" if within(v, rule["黄"]) else "绿" for v in values
    ]
    return colours[0] if len(set(colours)) == 1 else UNKNOWN


class Life:
    """One project on a day; `month` is the last that was over by then."""

    def __init__(self, county: County, code: str, day: date) -> None:
        self.county, self.project, self.day = county, county.projects[code], day
        self.now = month_of(day)
        self.month = self.now if day == end_of(self.now) else self.now - 1
        self.reports = county.reports.get(code, {})

    def reached(self, step: str, day: date) -> bool | None:
        """By a day, itself or a later step; None where 已 leaves it open."""
        steps = self.project["节点"]
        later = [steps[one] for one in STEPS[STEPS.index(step) :] if one in steps]
        if any(one != "已" and last_day(one) <= day for one in later):
            return True
        before = [steps[one] for one in STEPS[: STEPS.index(step) + 1] if one in steps]
        if any(one != "已" and last_day(one) > day for one in before):
            return False  # what was still to come holds back all that comes after it
        return None if "已" in later else False

    def done_by(self, month: Month) -> Fraction | None:
        """Completed by a month's end."""
        told = [one for one in sorted(self.reports) if one <= text_of(month)]
        if told and told[-1] == text_of(month):
            return Fraction(self.reports[told[-1]]["累计完成投资"])
        if told:
            last = Fraction(self.reports[told[-1]]["累计完成投资"])
            return last if last == Fraction(self.project["总投资"]) else None
        return Fraction(0) if self.reached("开工", end_of(month)) is False else None

    def least_by(self, month: Month) -> Fraction:
        """At least completed by then."""
        told = [one for one in sorted(self.reports) if one <= text_of(month)]
        return Fraction(self.reports[told[-1]]["累计完成投资"]) if told else Fraction(0)

    def finished(self, month: Month) -> bool:
        return self.done_by(month) == Fraction(self.project["总投资"])

    # What is measured

    def _plan(self) -> tuple[Fraction, Fraction] | str:
        """Of the year, and what of it was due."""
        year, number = self.month // 12, self.month % 12 + 1
        plan = self.project.get("计划", {})
        months = plan.get("月计划", {}).get(str(year))
        whole = plan.get("年度计划投资", {}).get(str(year))
        if whole is None and months is None:
            before = year * 12 - 1
            over = self.reached("投产", end_of(before)) or self.finished(before)
            return ASKED_NOT if over else UNKNOWN
        total = Fraction(whole)
        if months:
            return total, sum((Fraction(one) for one in months[:number]), Fraction(0))
        return total, total * number / 12

    def _in_year(self) -> list[Fraction]:
        before = self.done_by(self.month // 12 * 12 - 1)
        now = self.done_by(self.month)
        if before is None:
            return [Fraction(0), FAR]
        return [self.least_by(self.month) - before, FAR] if now is None else [now - before]

    def points_behind(self) -> Values:
        plan = self._plan()
        if isinstance(plan, str):
            return plan
        return [(plan[1] - done) * 100 / plan[0] for done in self._in_year()]

    def ratio(self) -> Values:
        plan = self._plan()
        if isinstance(plan, str):
            return plan
        return [done * 100 / plan[1] for done in self._in_year()] if plan[1] else ASKED_NOT

    def month_rate(self) -> Values:
        plan = self._plan()
        months = self.project.get("计划", {}).get("月计划", {}).get(str(self.month // 12))
        if months is None:
            return ASKED_NOT if plan == ASKED_NOT or self._over_before() else UNKNOWN
        planned = Fraction(months[self.month % 12])
        if not planned:
            return ASKED_NOT
        before, now = self.done_by(self.month - 1), self.done_by(self.month)
        if before is None or now is None:
            return [Fraction(0), FAR]
        return [(now - before) * 100 / planned]

    def _over_before(self) -> bool:
        before = self.month // 12 * 12 - 1
        return bool(self.reached("投产", end_of(before)) or self.finished(before))

    def late(self) -> tuple[list[Fraction], list[Fraction]]:
        """Calendar months since planned steps fell due that were not, or perhaps not, reached."""
        sure: list[Fraction] = []
        unsure: list[Fraction] = []
        for step, due in self.planned().items():
            if last_day(due) < self.day and not self.reached(step, self.day):
                months = Fraction(self.now - month_of(last_day(due)))
                (sure if self.reached(step, self.day) is False else unsure).append(months)
        return sure, unsure

    def planned(self) -> dict[str, str]:
        return {k: v for k, v in self.project.get("计划", {}).items() if k in STEPS}

    def months_overdue(self) -> Values:
        if not self.planned():
            return ASKED_NOT
        sure, unsure = self.late()
        return sorted({max(sure, default=Fraction(0)), max(sure + unsure, default=Fraction(0))})

    def _asked_no_more(self, month: Month) -> bool:
        return bool(self.reached("达效", end_of(month)) or self.finished(month))

    def months_silent(self) -> Values:
        if self.month < FIRST or self._asked_no_more(self.month):
            return ASKED_NOT
        told = [one for one in self.reports if one <= text_of(self.month)]
        if told:
            return [Fraction(self.month - month_of(first_day(max(told))))]
        at_work = [
            one
            for one in range(FIRST, self.month + 1)
            if self.reached("开工", end_of(one)) is not False
        ]
        return [Fraction(len(at_work))] if at_work else ASKED_NOT

    def same_as_before(self) -> Values:
        month, count = self.month, 0
        if self._asked_no_more(month - 1):
            return ASKED_NOT
        if {text_of(month), text_of(month - 1)} - set(self.reports):
            return ASKED_NOT
        while text_of(month - 1) in self.reports:
            now, before = self.reports[text_of(month)], self.reports[text_of(month - 1)]
            new = (
                Fraction(now["本月完成投资"]) != 0 and now["本月完成投资"] != before["本月完成投资"]
            )
            for word in ("累计完成投资", "到位资金累计", "形象进度", "存在问题", "责任单位意见"):
                new |= word in now and now[word] != before.get(word)
            if new:
                break
            month, count = month - 1, count + 1
        return [Fraction(count)]

    def problems_overdue(self) -> Values:
        mine = [
            one
            for one in self.county.problems
            if one["项目"] == self.project["编号"] and last_day(one["提出"]) <= self.day
        ]
        late = sum(is_late(one, self.day) for one in mine)
        unsaid = sum(is_open(one, self.day) and "时限" not in one for one in mine)
        return [Fraction(late + more) for more in range(unsaid + 1)]

    def months_not_counted(self) -> Values:
        started = self.project["节点"].get("开工")
        if not self.reached("开工", self.day) or self.reached("达效", self.day):
            return ASKED_NOT
        said = self.project.get("纳统")
        if said is None:
            return UNKNOWN
        if "入库" in said and last_day(said["入库"]) <= self.day:
            return [Fraction(0)]
        return [Fraction(self.now - month_of(last_day(started)))]


MEASURES: dict[str, Callable[[Life], Values]] = {
    "序时差": Life.points_behind,
    "序时比": Life.ratio,
    "逾期月数": Life.months_overdue,
    "未更新月数": Life.months_silent,
    "与上月雷同": Life.same_as_before,
    "问题超期": Life.problems_overdue,
    "月计划完成率": Life.month_rate,
    "未纳统月数": Life.months_not_counted,
}


def measured(county: County, code: str, rule: Row, day: date) -> tuple[str, Values]:
    """The light by the figure alone, and the figure."""
    values = MEASURES[rule["量"]](Life(county, code, day))
    return light(rule, values), values


def exempt(county: County, code: str, rule: Row, day: date) -> bool:
    said = county.projects[code].get("豁免", {})
    runs = bool(said) and last_day(said["至"]) >= day
    return runs and said.get("维度", rule["维度"]) == rule["维度"]


def since(county: County, code: str, rule: Row, day: date) -> str | None:
    """The first month of the run in which it was as grave; None where one on the way is unknown."""
    now, _ = measured(county, code, rule, day)
    month, earliest = month_of(day), month_of(min(county.phases.values()))
    while month > earliest:
        before, _ = measured(county, code, rule, end_of(month - 1))
        if before == UNKNOWN:
            return None
        if ORDER.index(before) > ORDER.index(now):
            break
        month -= 1
    return text_of(month)


def possible(rule: Row, values: Values) -> set[str]:
    """Every light that a figure may turn out to be."""
    if isinstance(values, str):
        return {"红", "黄", "绿"} if values == UNKNOWN else {values}
    return {light(rule, [one]) for one in values}


def least(rule: Row, values: Values) -> str:
    """What is shown at least of what is not known."""
    worst = max(possible(rule, values), key=ORDER.index)
    return worst if worst in ("红", "黄") else UNKNOWN


class Lamp(NamedTuple):
    """What a project shows, and what it may turn out to show."""

    shown: str
    possible: set[str]


def lamp(county: County, code: str, day: date) -> Lamp:
    """Of all rules together: the worst, and of what is not known what it is at least."""
    marks: list[str] = []
    each: list[set[str]] = []
    for rule in county.config["红黄灯"]:
        mark, values = measured(county, code, rule, day)
        if exempt(county, code, rule, day):
            marks.append("豁免")
            each.append({"豁免"})
            continue
        marks += [mark, least(rule, values)] if mark == UNKNOWN else [mark]
        each.append(possible(rule, values))
    worsts = {min(ways, key=ORDER.index) for ways in product(*each)}
    return Lamp(min(marks, key=ORDER.index), worsts)
