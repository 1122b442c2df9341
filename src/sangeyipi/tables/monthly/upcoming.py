"""Milestones that are planned for the period that follows and are not reached yet.

Owns what is certain of a plan that is written to the month or the day.  Those of which the day is
past are `overdue`'s.
"""

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.unrecorded import reached
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.period import Period, PeriodKind, moved
from sangeyipi.model.project import Project
from sangeyipi.model.question import Moment, Scope, Subject
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes

_COLUMNS = (
    Column("milestone", term.MILESTONES),
    Column("planned", "计划日期"),
    Column("id", term.ID),
    Column("name", term.NAME),
    Column("unit", term.UNIT),
    Column("leader", term.LEADER),
    Column("investment", term.INVESTMENT, Kind.AMOUNT),
)
_Due = tuple[When, Project, Milestone]
_NEXT = {PeriodKind.MONTH: "下月", PeriodKind.QUARTER: "下季度", PeriodKind.YEAR: "下年"}


def upcoming_table(figures: Figures, period: Period, overdue: int) -> Table | None:
    """What is to be reached next, by day; None where nothing is, or a phase has no next one.

    `overdue`: how many milestones are past their day.  Id: `upcoming`.
    """
    after = following(period)
    if after is None:
        return None
    due, unclear = _due(figures, period, after)
    if not due:
        return None
    remarks = [f"计划在{after.title}达到、到 {period.last} 还没有达到的节点 {len(due)} 个。"]
    if unclear:
        remarks.append(
            f"{len(unclear)} 个节点没有记日期，达没达到不明，未列："
            f"{notes.some([project.id for _, project, _ in unclear])}。"
        )
    if overdue:
        remarks.append(f"计划日期已过、还没有达到的 {overdue} 个，列在“逾期节点”。")
    return Table(
        "upcoming",
        f"{after.title}计划节点",
        _COLUMNS,
        tuple(_row(*one) for one in due),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        Moment(period.last, period.name),
    )


def following(period: Period) -> Period | None:
    """The period after it; of a phase there is none."""
    return moved(period, 1) if period.kind in _NEXT else None


def coming_nodes(
    figures: Figures, period: Period, after: Period
) -> tuple[list[tuple[Project, Milestone]], list[tuple[Project, Milestone]]]:
    """All nodes that are planned for `after`; and those that may be reached already."""
    due, unclear = _due(figures, period, after)
    return [(one[1], one[2]) for one in due], [(one[1], one[2]) for one in unclear]


def planned_nodes(
    figures: Figures, period: Period, after: Period
) -> tuple[list[Milestone], list[Milestone]]:
    """The milestones of all that is planned for `after`; and of what may be reached already."""
    due, unclear = _due(figures, period, after)
    return [milestone for *_, milestone in due], [milestone for *_, milestone in unclear]


def _due(figures: Figures, period: Period, after: Period) -> tuple[list[_Due], list[_Due]]:
    """What is not reached, by day; and that of which nobody knows."""
    due: list[_Due] = []
    unclear: list[_Due] = []
    for project in figures.population(Scope()):
        for milestone, when in project.planned.dates():
            if after.first <= when.first and when.last <= after.last:
                answer = reached(project, milestone, period.last)
                if answer is None:
                    unclear.append((when, project, milestone))
                elif not answer:
                    due.append((when, project, milestone))
    due.sort(key=lambda one: (one[0].last, one[0].first, one[1].id))
    return due, unclear


def title(period: Period) -> str:
    """下月计划节点."""
    return f"{_NEXT[period.kind]}计划节点"


def _row(when: When, project: Project, milestone: Milestone) -> Row:
    cells: dict[str, Cell] = {
        "milestone": milestone.value,
        "planned": when.text,
        "id": project.id,
        "name": project.name,
        "unit": project.unit or "",
        "leader": project.leader or "",
        "investment": project.investment,
    }
    return Row(cells, subject=Subject(by=f"planned-{milestone.name.lower()}", group=project.id))
