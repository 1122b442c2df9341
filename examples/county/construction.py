"""Building: how far a started project has come month by month, and what was planned for each year.

Owns amounts in 万元 only; what is told about the site stands in `site`.  A month is a number,
its year × 12 plus its place in the year from 0, so that months can be counted with.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from county.luck import Dice
from county.projects import Project, draw_funds
from county.setting import LAST_MONTH, UNDATED

FEBRUARY = 1
#: (month, 万元 completed by its end); the works get there along a curve, then straight on.
Goals = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Prospect:
    """Where the works are heading if nothing stops them, and the funds that arrive in the end."""

    start: int
    goals: Goals
    funds: int

    def by(self, month: int) -> int:
        """What should be completed by the end of a month at work."""
        end, amount = self.goals[0]
        if month <= end:
            return _curve(amount, month - self.start + 1, end - self.start + 1)
        for (earlier, less), (later, more) in pairwise(self.goals):
            if month <= later:
                return less + (more - less) * (month - earlier) // (later - earlier)
        return self.goals[-1][1]


@dataclass(frozen=True, slots=True)
class Course:
    """From the month of 开工 on: investment completed and funds arrived by each month's end."""

    start: int
    completed: list[int]
    arrived: list[int]

    def completed_by(self, month: int) -> int:
        """What was completed by the end of a month."""
        return self.completed[self._place(month)] if month >= self.start else 0

    def arrived_by(self, month: int) -> int:
        """What had arrived by the end of a month at work."""
        return self.arrived[self._place(month)]

    def _place(self, month: int) -> int:
        return min(month - self.start, len(self.completed) - 1)


def month_of(text: str) -> int:
    """The month of a date; a date is a day or a month."""
    year, month = text.split("-")[:2]
    return int(year) * 12 + int(month) - 1


def month_text(month: int) -> str:
    """As a file of monthly reports is called: 2023-05."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def months_at_work(project: Project) -> range:
    """From 开工 to the last month, or to the one before it was withdrawn; empty if not started."""
    started = project.reached.get("开工")
    if started is None:
        return range(0)
    last = month_of(project.withdrawn[0]) - 1 if project.withdrawn else LAST_MONTH
    return range(month_of(started), last + 1)


def draw_prospect(dice: Dice, project: Project, months: range, first_report: int) -> Prospect:
    """The way to completion.  None completes before its first report: it has one to make."""
    funds = project.arrived
    if funds is None:
        funds = draw_funds(dice, project.total, list(project.reached)[-1])
    return Prospect(months[0], _goals(dice, project, months, funds, first_report), funds)


def draw_course(
    dice: Dice, total: int, prospect: Prospect, months: range, stopped: Container[int]
) -> Course:
    """The months up to completion, with luck and stops."""
    completed = _completed(dice, total, prospect, months, stopped)
    return Course(months[0], completed, _arrived(dice, completed, prospect.funds))


def _goals(dice: Dice, project: Project, months: range, funds: int, first_report: int) -> Goals:
    total, reached = project.total, project.reached
    if "投产" not in reached:
        return [(_end_of_unfinished(dice, project, months, funds), total)]
    produced = max(month_of(reached["投产"]), months[0])
    tail = dice.between(1, 6)
    if "达效" in reached:
        full = reached["达效"]
        latest = produced + 6 if full == UNDATED else month_of(full)
        tail = dice.between(0, min(latest - produced, 8))
    elif funds * 100 < total * 90:  # it runs, and what has no money yet is still to be built
        most = min(funds * dice.between(92, 106) // 100, total - 1)
        goals = [(produced, most * dice.between(82, 95) // 100), (months[-1], most)]
        return goals[-1:] if produced == months[-1] else goals
    finished = max(produced + tail, first_report)
    if finished == produced:
        return [(produced, total)]
    return [(produced, total * dice.between(85, 96) // 100), (finished, total)]


def _end_of_unfinished(dice: Dice, project: Project, months: range, funds: int) -> int:
    """When it would be completed at a pace that its funds can bear."""
    hoped = _planned_end(dice, project) + dice.between(-1, 6)
    end = max(hoped, months[-1] + dice.between(1, 8))
    most = funds * dice.between(85, 110) // 100
    while _curve(project.total, len(months), end - months[0] + 1) > most:
        end += 1
    return end


def _planned_end(dice: Dice, project: Project) -> int:
    if "投产" in project.planned:
        return month_of(project.planned["投产"])
    if "投产" in project.reached:
        return month_of(project.reached["投产"]) + dice.between(-2, 3)
    return month_of(project.reached["开工"]) + dice.between(10, 20)


def _curve(amount: int, step: int, steps: int) -> int:
    """Slow at first, fast in the middle, slow at the end: 3x² - 2x³ of the amount."""
    step = min(step, steps)
    return amount * step * step * (3 * steps - 2 * step) // steps**3


def _completed(
    dice: Dice, total: int, prospect: Prospect, months: range, stopped: Container[int]
) -> list[int]:
    """By each month's end, never ahead of the goal, and only by the last one all of it."""
    unit = 1 if total < 10_000 else 10 if total < 100_000 else 100
    have, completed = 0, list[int]()
    for month in months:
        goal = prospect.by(month)
        pace = 0 if month in stopped else dice.between(60, 100)
        if month % 12 == FEBRUARY:  # the Spring Festival
            pace //= 2
        have = total if goal == total else have + (goal - have) * pace // 100 // unit * unit
        completed.append(have)
        if have == total:
            break
    return completed


def _arrived(dice: Dice, completed: Sequence[int], final: int) -> list[int]:
    """By each month's end, from the last one backwards: a tranche comes before it is needed."""
    base, lead = dice.between(3, 15), dice.between(-10, 60)
    unit, whole = (100 if final > 10_000 else 1), max(completed[-1], 1)
    arrived = [final]
    for have in reversed(completed[:-1]):
        amount = arrived[-1]
        if dice.chance(70):
            done = have * 10_000 // whole
            risen = done + lead * done * (10_000 - done) // 1_000_000
            share = base * 100 + (100 - base) * risen // 100
            amount = min(amount, final * share // 10_000 // unit * unit)
        arrived.append(amount)
    return arrived[::-1]


def draw_yearly_plans(
    dice: Dice, project: Project, prospect: Prospect, course: Course
) -> dict[int, int]:
    """What was to be invested in each year at work, as planned at its beginning from what is left.

    A plan believes half in the planned end and half in how things are going.
    """
    end = _planned_end(dice, project) + dice.between(1, 4)
    steps = max(end - course.start + 1, 1)
    plans: dict[int, int] = {}
    last = course.start + len(course.completed) - 1
    for year in range(course.start // 12, last // 12 + 1):
        december = year * 12 + 11
        left = project.total - course.completed_by(december - 12)
        until = _curve(10_000, max(december - 12 - course.start + 1, 0), steps)
        then = _curve(10_000, december - course.start + 1, steps)
        share = 10_000 if then == 10_000 else (then - until) * 10_000 // (10_000 - until)
        going = prospect.by(december) - course.completed_by(december - 12)
        planned = (left * share // 10_000 * 2 + going * 3) * dice.between(85, 110) // 500
        unit = 100 if left >= 10_000 else 10
        plans[year] = min(left, max(unit, planned // unit * unit))
    return plans
