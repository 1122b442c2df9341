"""Monthly reports (月调度): what a project reports from the month of 开工 to completion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from county.construction import (
    Course,
    draw_course,
    draw_prospect,
    draw_yearly_plans,
    month_of,
    months_at_work,
)
from county.luck import Dice
from county.projects import Project, draw_level
from county.setting import LAST_MONTH, UNDATED
from county.site import Trouble, draw_story, draw_troubles, fine_opinion, on_site
from county.words import PUBLIC


@dataclass(frozen=True, slots=True)
class Report:
    """One project's month; amounts in 万元, cumulative ones by the month's end."""

    code: str
    month: int
    completed: int
    completed_to_date: int
    arrived: int
    on_site: str
    problem: str
    opinion: str


def fallen_silent(
    told: Sequence[tuple[Project, list[Report]]],
) -> list[tuple[Project, list[Report]]]:
    """Two that produce with much still to build no longer report: one for two months, one for one.

    Whoever produces is not asked for reports as who builds is, so no rule is broken.
    """
    producing = [
        project.code
        for project, reports in told
        if "投产" in project.reached and "达效" not in project.reached
        if reports and reports[-1].month == LAST_MONTH
        if project.reached["投产"] < "2022-06"
    ]
    months = dict(zip(producing, (2, 1), strict=False))
    return [
        (project, reports[: len(reports) - months.get(project.code, 0)])
        for project, reports in told
    ]


def window(months: int) -> range:
    """The last so many months that the ledgers know of."""
    return range(LAST_MONTH - months + 1, LAST_MONTH + 1)


def with_reports(
    dice: Dice, project: Project, shown: range, *, to_the_end: bool = False
) -> tuple[Project, list[Report]]:
    """The project with its leader's level and its yearly plans, and its reports in those months.

    `to_the_end`: goes on to report when all is completed.
    """
    project = replace(project, level=draw_level(dice, project.total))
    months = months_at_work(project)
    if not months:
        return project, []
    prospect = draw_prospect(dice, project, months, shown.start)
    percents = {month: prospect.by(month) * 100 // project.total for month in months}
    troubles = draw_troubles(dice, percents, project.sector in PUBLIC)
    stopped = {month for month, trouble in troubles.items() if trouble.stops}
    course = draw_course(dice, project.total, prospect, months, stopped)
    project = replace(project, yearly=draw_yearly_plans(dice, project, prospect, course))
    length = len(months) if to_the_end else len(course.completed)
    reported = range(max(course.start, shown.start), course.start + length)
    return project, _reports(dice, project, course, troubles, reported)


def _reports(
    dice: Dice, project: Project, course: Course, troubles: dict[int, Trouble], months: range
) -> list[Report]:
    reports: list[Report] = []
    story = draw_story(dice, project.sector, project.name)
    produced = project.reached.get("投产", UNDATED)
    running = LAST_MONTH + 1 if produced == UNDATED else month_of(produced)
    before = course.completed_by(months.start - 1)
    for month in months:
        so_far = course.completed_by(month)
        trouble = None if so_far == project.total else troubles.get(month)
        percent = so_far * 100 // project.total
        reports.append(
            Report(
                code=project.code,
                month=month,
                completed=so_far - before,
                completed_to_date=so_far,
                arrived=course.arrived_by(month),
                on_site=on_site(project.sector, story, percent, month >= running),
                problem=trouble.problem if trouble else "",
                opinion=trouble.opinion if trouble else fine_opinion(dice),
            )
        )
        before = so_far
    return reports
