"""Visits (走访): who went to which project on which day, and what was found there.

Owns the visits alone: of leaders, officers, inspectors and those who verify what was reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from county.luck import Dice
from county.monthly import Report
from county.needs import began, day_of, ended
from county.problems import Problem
from county.projects import Project
from county.setting import HORIZON, PLACE
from county.texts import amount

#: How many days each leader of the county is out in a year; of the last one ten months are over.
DAYS_OUT = (
    ("2022-01-01", "2022-12-31", (14, 12, 13, 7, 12, 9, 15, 5, 12, 11)),
    ("2023-01-01", "2023-10-31", (12, 10, 8, 11, 4, 13, 9, 10, 6, 0)),
)
_SATURDAY = 5
_LEADING = (
    "现场办公，督促倒排工期",
    "召开现场推进会",
    "走访企业，听取诉求",
    "察看施工现场，检查安全生产",
    "协调要素保障",
    "送政策上门",
)
_SERVING = ("代办手续，送达批复", "帮助准备报批资料", "了解用工和融资需求", "上门核对月报数据")
_INSPECTING = ("督导工程进度", "督导问题销号", "随机抽查形象进度")
_MATTERS = {"包联领导": _LEADING, "首席服务员": _SERVING, "督导组": _INSPECTING}
_VERIFYING = "核查上报投资和形象进度"


@dataclass(frozen=True, slots=True)
class Visit:
    """One row; the words hold nothing that CSV would have to quote."""

    day: int
    project: str
    visitor: str
    capacity: str
    matter: str
    problems: str = ""
    verdict: str = ""
    differs: str = ""


class Diary:
    """All visits; of one person, one project and one day there is one."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, str, str], Visit] = {}

    def add(self, visit: Visit) -> bool:
        """Whether it is a new one."""
        key = (visit.day, visit.project, visit.visitor)
        new = key not in self._made
        self._made.setdefault(key, visit)
        return new

    def out(self, leader: str, first: int, last: int) -> set[int]:
        """The days on which somebody is out as a leader."""
        return {
            visit.day
            for visit in self._made.values()
            if visit.capacity == "包联领导"
            and leader in visit.visitor.split("、")
            and first <= visit.day <= last
        }

    def visits(self) -> list[Visit]:
        """In the order of days."""
        return sorted(
            self._made.values(), key=lambda one: (one.day, one.project, one.capacity, one.visitor)
        )


def finding(dice: Dice, diary: Diary, problems: Iterable[Problem]) -> None:
    """The visits on which problems were found."""
    for problem in problems:
        if problem.source == "走访":
            project = problem.project
            by_leader = dice.chance(60)
            visitor = project.leader if by_leader else project.attendant
            capacity = "包联领导" if by_leader else "首席服务员"
        elif problem.source == "督查":
            visitor, capacity = _team(dice), "督导组"
        else:
            continue
        diary.add(
            Visit(
                day=problem.raised,
                project=problem.project.code,
                visitor=visitor,
                capacity=capacity,
                matter=dice.pick(_MATTERS[capacity]),
                problems=problem.code,
            )
        )


def leading(dice: Dice, diary: Diary, projects: Sequence[Project], names: Sequence[str]) -> None:
    """Each leader of the county as many days a year as they are out, the weekends seldom."""
    for start, end, numbers in DAYS_OUT:
        first, last = day_of(start), day_of(end)
        for name, number in zip(names, numbers, strict=True):
            own = [one for one in projects if name in one.leader.split("、")]
            out = len(diary.out(name, first, last))
            while out < number:
                day = dice.between(first, last)
                going = [one for one in own if began(one) <= day <= ended(one)]
                weekend = date.fromordinal(day).weekday() >= _SATURDAY
                if not going or (weekend and not dice.chance(10)):
                    continue
                known = day in diary.out(name, first, last)
                project = dice.pick(going)
                # Two leaders of a project go together now and then.
                both = project.leader if dice.chance(30) and not known else name
                diary.add(Visit(day, project.code, both, "包联领导", dice.pick(_LEADING)))
                out = len(diary.out(name, first, last))


def any_visits(dice: Dice, diary: Diary, project: Project, number: int) -> None:
    """So many visits to one project, by those who answer for it."""
    first, last = max(began(project), day_of("2022-01-01")), ended(project)
    for _ in range(number if first <= last else 0):
        capacity = dice.pick(("包联领导", "首席服务员"))
        visitor = project.leader if capacity == "包联领导" else project.attendant
        matter = dice.pick(_MATTERS[capacity])
        diary.add(Visit(dice.between(first, last), project.code, visitor, capacity, matter))


def serving(dice: Dice, diary: Diary, projects: Sequence[Project], number: int) -> None:
    """Visits of officers, and a few of leaders from above."""
    start = day_of("2022-01-01")
    while number:
        project, day = dice.pick(projects), dice.between(start, HORIZON)
        if not began(project) <= day <= ended(project):
            continue
        above = project.level in ("省级", "市级", "乡级") and dice.chance(40)
        visit = Visit(
            day=day,
            project=project.code,
            visitor=project.leader if above else project.attendant,
            capacity="包联领导" if above else "首席服务员",
            matter=dice.pick(_LEADING if above else _SERVING),
        )
        number -= diary.add(visit)


def inspecting(dice: Dice, diary: Diary, reports: Sequence[Report], number: int) -> None:
    """Inspections, and verifications of what a month's report said."""
    while number:
        report = dice.pick(reports)
        day = _month_end(report.month) + dice.between(3, 20)
        if day > HORIZON or day < day_of("2022-01-01"):
            continue
        if dice.chance(45):
            visit = Visit(day, report.code, _team(dice), "督导组", dice.pick(_INSPECTING))
        else:
            verdict, differs = _verdict(dice, report)
            team = f"{PLACE}项目核查组"
            visit = Visit(day, report.code, team, "核查组", _VERIFYING, "", verdict, differs)
        number -= diary.add(visit)


def _team(dice: Dice) -> str:
    return dice.pick((f"{PLACE}委督查室", f"{PLACE}项目督导一组", f"{PLACE}项目督导二组"))


def _month_end(month: int) -> int:
    year, place = divmod(month + 1, 12)
    return date(year, place + 1, 1).toordinal() - 1


def _verdict(dice: Dice, report: Report) -> tuple[str, str]:
    chance = dice.below(100)
    said = amount(report.completed_to_date)
    if chance < 62 or not report.completed_to_date:
        return "属实", ""
    if chance < 85:
        true = report.completed_to_date * dice.between(88, 97) // 100
        return "部分属实", f"上报累计完成{said}亿元，核实{amount(true)}亿元，差额缺少凭证"
    return "不属实", f"上报形象进度“{report.on_site}”，现场尚未达到"
