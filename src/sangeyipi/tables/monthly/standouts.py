"""Projects that stand out in a period: the largest movers, those behind plan, milestones overdue.

Owns the order in which they are named.  A project of which the figure is not known exactly is
never ranked; the footnote says how many these are.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sangeyipi.figures.rates import ratio
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import together
from sangeyipi.figures.status import COMPLETED_RATE, Standing, year_rate
from sangeyipi.figures.unrecorded import reached
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.period import Period
from sangeyipi.model.plan import NO_PLAN
from sangeyipi.model.project import Project
from sangeyipi.model.question import Moment, Scope, of_project
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.monthly.progress import columns, measured

_LARGEST = 10
_WHO = (Column("id", term.ID), Column("name", term.NAME), Column("unit", term.UNIT))


def movers_table(figures: Figures, period: Period, found: list[Standing]) -> Table:
    """The ten projects that completed most in the period.  Id: `movers`."""
    known = [one for one in found if one.completed.exact and one.completed.value > 0]
    known.sort(key=lambda one: (-one.completed.value, one.project.id))
    told = ("completed", "completed_to_date", "completed_rate")
    rows = tuple(
        Row(_cells(one, told), subject=of_project(one.project.id)) for one in known[:_LARGEST]
    )
    by_key = {column.key: column for column in columns(period)}
    own = Column("completed", f"{period.kind.this} 完成投资", Kind.AMOUNT)
    unknown = sum(one.reports and not one.completed.exact for one in found)
    told_of = f"{period.kind.this}完成投资"
    remarks = [f"{told_of}最多的 {len(rows)} 个项目。" if rows else f"没有已知{told_of}的项目。"]
    if unknown:
        remarks.append(f"{unknown} 个项目{period.kind.this}完成投资不明，不参加排序。")
    return Table(
        "movers",
        f"{period.title}完成投资居前项目表",
        (*_WHO, own, *(by_key[key] for key in told[1:])),
        rows,
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        Moment(period.last, period.name),
        numbered=True,
    )


def behind_table(figures: Figures, period: Period, found: list[Standing]) -> Table:
    """Projects behind the share of the year's plan, the furthest first.  Id: `behind`."""
    behind = [one for one in found if one.shortfall is not None and one.shortfall > 0]
    behind.sort(key=lambda one: (-(one.shortfall or 0), one.project.id))
    unknown = sum(one.reports and one.shortfall is None for one in found)
    month = period.month
    planned = together((one.schedule for one in found), month)
    due = "按序时应完成的" if planned.monthly else f"年度计划投资×{month.number}÷12"
    remarks = [f"欠额＝{due}－本年完成投资（到{month.title}底）；按欠额从大到小。"]
    remarks += measured(planned)
    if unknown:
        remarks.append(f"{unknown} 个项目的年度计划或本年完成投资不明，不能判断。")
    return Table(
        "behind",
        f"{period.title}欠序时进度项目表",
        (
            *_WHO,
            Column("leader", term.LEADER),
            Column("year_plan", "年度 计划投资", Kind.AMOUNT),
            Column("year_completed", "本年 完成投资", Kind.AMOUNT),
            Column("year_rate", "年度 完成率", Kind.RATE),
            Column("ahead", "超/欠序时 （百分点）", Kind.POINTS),
            Column("shortfall", "欠额", Kind.AMOUNT),
            Column("problems", term.PROBLEMS),
        ),
        tuple(Row(_behind_cells(one), subject=of_project(one.project.id)) for one in behind),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        Moment(period.last, period.name),
        numbered=True,
    )


def _behind_cells(one: Standing) -> dict[str, Cell]:
    report = one.record.last_said(one.month)
    return {
        **_cells(one, ("year_plan", "year_completed", "year_rate", "ahead", "shortfall")),
        "leader": one.project.leader or "",
        "problems": (report.problems if report else None) or "",
    }


def _cells(one: Standing, told: tuple[str, ...]) -> dict[str, Cell]:
    project = one.project
    to_date = one.completed_to_date
    done = to_date.value if to_date.exact else None
    everything: dict[str, Cell] = {
        "completed": one.completed.value if one.completed.exact else None,
        "completed_to_date": done,
        "completed_rate": ratio(COMPLETED_RATE, done, project.investment, of_amounts=True),
        "year_plan": one.plan,
        "year_completed": one.completed_in_year.value if one.completed_in_year.exact else None,
        "year_rate": year_rate(one.completed_in_year, one.plan),
        "ahead": one.ahead,
        "shortfall": one.shortfall,
    }
    who: dict[str, Cell] = {"id": project.id, "name": project.name, "unit": project.unit or ""}
    return who | {key: everything[key] for key in told}


def overdue_table(figures: Figures, period: Period) -> Table:
    """Milestones whose planned date is past and that are certainly not reached.  Id: `overdue`."""
    due = list(_due(figures, period))
    rows = tuple(_overdue_row(*one) for one in sorted(due, key=_by_day) if _missed(one, period))
    unclear = sum(_missed(one, period) is None for one in due)
    remarks = ["计划日期已过而没有达到的节点；只写到月的计划，过了月末才算。"]
    if unclear:
        remarks.append(f"{unclear} 个节点没有记日期，那时是否达到不明，未列。")
    planned, silent = _planning(figures)
    if not planned:
        remarks.append("没有一个项目写了计划日期，是否逾期无从判断。")
    elif silent:
        remarks.append(f"{silent} 个没有达效的项目没有写计划日期，是否逾期无从判断。")
    if planned and not rows:
        remarks.append("没有确定逾期的节点。" if unclear else "没有逾期的节点。")
    return Table(
        "overdue",
        f"{period.title}末逾期未达到节点表",
        (
            *_WHO,
            Column("leader", term.LEADER),
            Column("investment", term.INVESTMENT, Kind.AMOUNT),
            Column("milestone", term.MILESTONES),
            Column("planned", "计划日期"),
        ),
        rows,
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        Moment(period.last, period.name),
        numbered=True,
    )


Nodes = list[tuple[Project, Milestone]]


def due_nodes(figures: Figures, period: Period) -> tuple[Nodes, Nodes]:
    """All nodes that are overdue; and all of which nobody knows whether they are."""
    found = [(one.project, one.milestone, _missed(one, period)) for one in _due(figures, period)]
    return (
        [(project, step) for project, step, sure in found if sure],
        [(project, step) for project, step, sure in found if sure is None],
    )


def overdue_nodes(figures: Figures, period: Period) -> tuple[list[Milestone], list[Milestone]]:
    """The milestones of both."""
    sure, unclear = due_nodes(figures, period)
    return [step for _, step in sure], [step for _, step in unclear]


class _Due(NamedTuple):
    """A milestone whose planned date is past."""

    project: Project
    milestone: Milestone
    planned: When


def _due(figures: Figures, period: Period) -> Iterator[_Due]:
    for project in figures.population(Scope()):
        if project.planned is not NO_PLAN:
            for milestone, when in project.planned.dates():
                if when.last <= period.last:
                    yield _Due(project, milestone, when)


def _planning(figures: Figures) -> tuple[int, int]:
    """How many projects plan a date, and how many with steps before them plan none."""
    planned = silent = 0
    for project in figures.population(Scope()):
        if project.planned.dates():
            planned += 1
        else:
            silent += project.reached(Milestone.AT_CAPACITY, figures.as_of) is not True
    return planned, silent


def _missed(one: _Due, period: Period) -> bool | None:
    """Whether a milestone was not reached by the period's end; None where nobody knows."""
    found = reached(one.project, one.milestone, period.last)
    return None if found is None else not found


def _by_day(one: _Due) -> tuple[date, str]:
    return one.planned.last, one.project.id


def _overdue_row(project: Project, milestone: Milestone, planned: When) -> Row:
    return Row(
        {
            "id": project.id,
            "name": project.name,
            "unit": project.unit or "",
            "leader": project.leader or "",
            "investment": project.investment,
            "milestone": milestone.value,
            "planned": planned.text,
        },
        subject=of_project(project.id),
    )
