"""A scorecard of the demo county once more, from its rules, its files and the definitions alone.

Owns every way of marking and every measure, in words of its own, and what a printed formula comes
to.  For ledgers as the demo county is.  Nothing of the package; fractions throughout.
"""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from .county_oracle import (
    County,
    Row,
    leaders_of,
    matches_on,
    problem_figures,
    problems_on,
    read_csv,
    read_yaml,
)
from .lights_oracle import Life, end_of
from .ranks_oracle import RATES, Books, Part, month_figures, on_list

NOTHING, UNKNOWN = "没有", "不明"
#: A measure: a number, a rate, or none with the reason.
Measure = Fraction | Part | str


class Line(NamedTuple):
    """What a line of the scorecard should say; `mark` None: —, or left out."""

    name: str
    measure: Measure
    mark: Fraction | None
    counts: bool = True
    target: Fraction | None = None


def value(measure: Fraction | Part) -> Fraction:
    """In per cent where it is a rate."""
    return measure.value * 100 if isinstance(measure, Part) else measure


# What is measured


class Measures:
    """Each measure by its name, on a day."""

    def __init__(self, county: County, day: date, phases: str | None, batch: str | None) -> None:
        self.county, self.day, self.batch = county, day, batch
        low, _, high = (phases or "1-99").partition("-")
        self.phases = range(int(low), int(high or low) + 1)
        self.month = Life(county, next(iter(county.projects)), day).month
        self.end = end_of(self.month)
        self.everywhere = not (phases or batch)

    @cached_property
    def books(self) -> list[Books]:
        """Who reports or has a plan, of those asked for."""
        asked = set(self._on_lists(self.end))
        there = self.county.population(self.end)
        books = [
            Books(self.county, one, self.end) for one in there if self.everywhere or one in asked
        ]
        return [one for one in books if one.reports() or one.plan() is not None]

    def _listed(self, batch: str, day: date) -> list[str]:
        held = self.county.projects
        return [
            code
            for code in on_list(self.county, batch, day)
            if int(held[code]["在册"][batch]) in self.phases
        ]

    def _on_lists(self, day: date) -> list[str]:
        """项次: once for each list that a project stands on."""
        batches = [self.batch] if self.batch else ["签约", "开工", "投产"]
        return [code for batch in batches for code in self._listed(batch, day)]

    def of(self, name: str) -> Measure:
        if name in RATES:
            return self._list_rate(*RATES[name])
        found: dict[str, Callable[[], Measure]] = {
            "个数": lambda: Fraction(len(self._on_lists(self.day))),
            "总投资": self._investment,
            "年度投资完成率": self._year_rate,
            "投资完成率": self._completed_rate,
            "月调度缺报项目数": self._owing,
            "问题化解率": lambda: self._problems("closed", "raised"),
            "问题满意率": lambda: self._problems("pleased", "answered"),
            "超期问题个数": lambda: Fraction(
                problem_figures(problems_on(self.county, self.day), self.day)["overdue"]
            ),
            "银企对接覆盖率": self._matched,
            "走访达标率": self._visited,
        }
        return found[name]()

    def _list_rate(self, batch: str, step: str) -> Measure:
        codes = self._listed(batch, self.day)
        answers = [Life(self.county, one, self.day).reached(step, self.day) for one in codes]
        if not codes:
            return NOTHING
        return UNKNOWN if None in answers else _part(answers.count(True), len(codes))

    def _investment(self) -> Measure:
        projects = self.county.projects
        return sum(
            (Fraction(projects[one]["总投资"]) for one in self._on_lists(self.day)), Fraction(0)
        )

    def _year_rate(self) -> Measure:
        line = month_figures(self.books, self.month)
        rate: Part | None = line["year_rate"]
        return rate or UNKNOWN

    @cached_property
    def due(self) -> Fraction:
        """What of the year's plans was due, in per cent."""
        plans = [one.plan() for one in self.books]
        known = [one for one in plans if one]
        if len(known) < len(plans) or not any(one[2] for one in known):
            return Fraction(self.month % 12 + 1, 12) * 100
        whole = sum((one[0] for one in known), Fraction(0))
        return sum((one[1] for one in known), Fraction(0)) / whole * 100

    def _completed_rate(self) -> Measure:
        rate: Part | None = month_figures(self.books, self.month)["completed_rate"]
        return rate or UNKNOWN

    def _owing(self) -> Measure:
        telling = [one.life for one in self.books if one.reports()]
        owing = [
            one
            for one in telling
            if self.month not in {_month(said) for said in one.reports}
            and not one.reached("达效", self.end)
            and not one.finished(self.month)
        ]
        return Fraction(len(owing)) if telling else NOTHING

    def _problems(self, above: str, below: str) -> Measure:
        line = problem_figures(problems_on(self.county, self.day), self.day)
        return _part(line[above], line[below]) if line[below] else NOTHING

    def _matched(self) -> Measure:
        matched = {one["项目"] for one in matches_on(self.county, self.day)}
        return _part(len(matched), len(self.county.population(self.day)))

    def _visited(self) -> Measure:
        lines = leaders_of(self.county, self.day)
        asked = [one for name, one in lines.items() if name != "合计" and one["visits_required"]]
        return _part(sum(one["visits_short"] == 0 for one in asked), len(asked))


def _month(text: str) -> int:
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def _part(above: int, below: int) -> Part:
    return Part(Fraction(above), Fraction(below))


_measures = cache(Measures)


# How it is marked


def within(number: Fraction, band: str) -> bool:
    """≥60且<80, 100-130, >130 or 1."""
    if re.match(r"\d", band):
        low, _, high = band.partition("-")
        return Fraction(low) <= number <= Fraction(high or low)
    tests = {
        "≥": lambda limit: number >= limit,
        "≤": lambda limit: number <= limit,
        ">": lambda limit: number > limit,
        "<": lambda limit: number < limit,
    }
    return all(tests[sign](Fraction(said)) for sign, said in re.findall(r"([≥≤<>])(\d+)", band))


class Card:
    """The rules of a file, the figures of a table, a county on a day."""

    def __init__(self, rules: Path, outside: Path | None, county: County, day: date) -> None:
        self.rules: Row = read_yaml(rules)
        self.outside = read_csv(outside) if outside else []
        self.county, self.day = county, day

    def lines(self) -> list[Line]:
        """Indicators, then what is added and taken off."""
        marked = [self.marked(one) for one in self.rules["指标"]]
        return marked + [self.added(one) for one in self.rules.get("加减分", [])]

    def _given(self, names: set[str], ours: bool) -> list[Row]:
        here = (self.county.config["地区"], None)
        group = self.rules.get("分组")
        return [
            row
            for row in self.outside
            if row["指标"] in names
            and (row.get("地区") in here) is ours
            and (ours or group in (None, row.get("分组")))
        ]

    def measure(self, rule: Row) -> tuple[Measure, Fraction]:
        """And what 序时 would have it be."""
        found = _measures(self.county, self.day, rule.get("期"), rule.get("批"))
        name = _asked(rule)
        elapsed = Fraction(found.month % 12 + 1, 12) * 100
        due = found.due if name == "年度投资完成率" else elapsed
        try:
            return found.of(name), due
        except KeyError:
            rows = self._given({name}, ours=True)
            return (_said(rows[0]) if rows else UNKNOWN), due

    def marked(self, rule: Row) -> Line:
        measure, due = self.measure(rule)
        points = Fraction(rule["分值"])
        target = self._target(rule, measure, due)
        line = Line(rule["名称"], measure, None, target=target)
        if measure == NOTHING:
            chosen: str = rule.get("无项目时") or self.rules.get("无项目时", "不计")
            mark = {"满分": points, "零分": Fraction(0), "不计": None}[chosen]
            return line._replace(mark=mark, counts=chosen != "不计")
        if isinstance(measure, str):
            return line
        number = value(measure)
        gate = rule.get("门槛", {}).get(self._quarter())
        if gate is not None and number < Fraction(gate):
            return line._replace(mark=Fraction(0))
        if rule["算法"] == "门槛":
            return line._replace(mark=points if gate is not None else None)
        ways = {
            "比例": self._proportion,
            "排名": self._rank,
            "功效系数": self._efficacy,
            "达标": self._standard,
            "逐项": self._each,
            "逐点": self._each_point,
        }
        return line._replace(mark=ways[rule["算法"]](rule, points, number, target))

    def _quarter(self) -> str:
        month = _measures(self.county, self.day, None, None).month % 12
        return ["一季度", "二季度", "三季度", "四季度"][month // 3]

    def _target(self, rule: Row, measure: Measure, due: Fraction) -> Fraction | None:
        said = rule.get("目标")
        if said is not None:
            return due if said == "序时" else Fraction(said)
        whole = rule["算法"] in ("比例", "达标", "逐点") and "档" not in rule
        return Fraction(100) if whole and isinstance(measure, Part | str) else None

    def _proportion(
        self, rule: Row, points: Fraction, number: Fraction, target: Fraction | None
    ) -> Fraction | None:
        if not target:
            return None
        return points * max(
            min(number / target, Fraction(rule.get("封顶", 100)) / 100), Fraction(0)
        )

    def _standard(
        self, rule: Row, points: Fraction, number: Fraction, target: Fraction | None
    ) -> Fraction | None:
        if "档" in rule:
            return self._bracket(rule, number)
        if target is None:
            return None
        short = number > target if rule.get("方向") == "低" else number < target
        return Fraction(0) if short else points

    def _bracket(self, rule: Row, number: Fraction) -> Fraction:
        for one in rule["档"]:
            if within(number, one["范围"]):
                return Fraction(one["得分"])
        return Fraction(0)

    def _each(self, rule: Row, points: Fraction, number: Fraction, _: Fraction | None) -> Fraction:
        each = Fraction(rule["每项"])
        if each < 0:
            return max(points + each * number, Fraction(0))
        return min(each * number, points)

    def _each_point(
        self, rule: Row, points: Fraction, number: Fraction, target: Fraction | None
    ) -> Fraction | None:
        """Walked point by point: a whole one at a time, and what is left of one."""
        if not target:
            return None
        reached = number / target * 100
        step = 1 if reached > 100 else -1
        at, gained = Fraction(100), Fraction(0)
        while at != reached:
            to = at + step if abs(reached - at) > 1 else reached
            middle = (at + to) / 2
            for one in rule["段"]:
                if within(middle, one["范围"]):
                    gained += Fraction(one["每点"]) * abs(to - at)
            at = to
        most = Fraction(rule.get("增减上限", 10**6))
        return max(points + max(min(gained, most), -most), Fraction(0))

    def _others(self, rule: Row) -> list[Fraction] | None:
        rows = self._given({rule["名称"], _asked(rule)}, ours=False)
        told = [_said(one) for one in rows]
        if not told or UNKNOWN in told:
            return None
        return [value(one) for one in told if not isinstance(one, str)]

    def _rank(
        self, rule: Row, points: Fraction, number: Fraction, _: Fraction | None
    ) -> Fraction | None:
        others = self._others(rule)
        if others is None:
            return None
        sign = -1 if rule.get("方向") == "低" else 1
        order = sorted([one * sign for one in [*others, number]], reverse=True)
        if self.rules.get("并列") != "跳过":
            order = sorted(set(order), reverse=True)
        place = order.index(number * sign) + 1
        if "档" in rule:
            return self._bracket(rule, Fraction(place))
        share = points * Fraction(rule.get("每名百分比", 0)) / 100
        step = Fraction(rule["每名"]) if "每名" in rule else share
        return max(points - step * (place - 1), Fraction(0))

    def _efficacy(
        self, rule: Row, points: Fraction, number: Fraction, _: Fraction | None
    ) -> Fraction | None:
        others = self._others(rule)
        if others is None:
            return None
        every = sorted([*others, number], reverse=rule.get("方向") == "低")
        base = Fraction(rule.get("底分", 60))
        if every[0] == every[-1]:
            return points
        share = (number - every[0]) / (every[-1] - every[0])
        return points * (share * (100 - base) + base) / 100

    def added(self, rule: Row) -> Line:
        measure, _ = self.measure(rule)
        if isinstance(measure, str):
            return Line(rule["名称"], measure, None)
        most = Fraction(rule.get("上限", 10**6))
        mark = value(measure) * Fraction(rule["每项"])
        return Line(rule["名称"], measure, max(min(mark, most), -most))


def _asked(rule: Row) -> str:
    return str(rule.get("量") or rule["名称"])


def _said(row: Row) -> Measure:
    if "分子" in row:
        return Part(Fraction(row["分子"]), Fraction(row["分母"]))
    return Fraction(row["数值"]) if "数值" in row else UNKNOWN


# What is printed


def worked_out(formula: str, due: Fraction | None) -> Fraction | None:
    """What a printed formula comes to; None where it is a sentence."""
    cap = re.search(r"，封顶 ([\d.]+)%$", formula)
    if cap:
        return Fraction(cap[1]) / 100 * Fraction(formula[: cap.start()].rpartition("×")[2])
    between = re.match(r"(.+)，0 到 ([\d.]+) 分$", formula)
    if between:
        return max(min(_sum(between[1], due), Fraction(between[2])), Fraction(0))
    limited = re.search(r"，至多(\d+)分$", formula)
    if limited:
        number = _sum(formula[: limited.start()], due)
        return max(min(number, Fraction(limited[1])), -Fraction(limited[1]))
    ranked = re.match(r"\d+ 个中第 \d+ 名，([^在不].*)", formula)
    if ranked:
        return max(_sum(ranked[1], due), Fraction(0))
    points = re.match(r".+，([\d.]+ 分[+−][\d./]+)(?:，至多增减 ([\d.]+))?$", formula)
    if points:
        start, sign, gained = re.fullmatch(r"([\d.]+) 分([+−])([\d./]+)", points[1]).groups()  # type: ignore[union-attr]
        change = min(Fraction(gained), Fraction(points[2] or 10**6))
        return max(Fraction(start) + (change if sign == "+" else -change), Fraction(0))
    return _sum(formula, due) if re.fullmatch(r"[\d.÷×%()+−/序时个亿元]+", formula) else None


def _sum(formula: str, due: Fraction | None) -> Fraction:
    """What is left of a formula: numbers, per cents, the four signs and brackets."""
    text = formula.replace("序时", f"({due})%").translate(_SIGNS)
    # A per cent is a number of its own, however it is divided by.
    text = re.sub(r"([\d.]+)%", r"(\1/100)", re.sub(r"(\([^()]+\))%(?=[*])", r"(\1/100)", text))
    text = re.sub(r"[\d.]+", lambda found: f"F('{found[0]}')", text.replace(")%", ")/100"))
    return Fraction(eval(text, {"__builtins__": {}, "F": Fraction}))


_SIGNS = str.maketrans({"÷": "/", "×": "*", "−": "-", "个": "", "亿": "", "元": ""})
