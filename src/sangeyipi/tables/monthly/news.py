"""What is new in a period: which projects were signed, started, went into production.

Owns when a milestone certainly lies in a period.  A month-only date lies in it when the whole
month does; where nobody knows, the count is a lower bound and the footnote names the project.
"""

from decimal import Decimal
from typing import NamedTuple

from sangeyipi.figures.entries import RollupEntry
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.unrecorded import possible
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.period import Period
from sangeyipi.model.project import Project
from sangeyipi.model.question import Moment, Scope, Subject
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes

_TOLD = (Milestone.SIGNED, Milestone.STARTED, Milestone.PRODUCING, Milestone.AT_CAPACITY)
_COLUMNS = (
    Column("milestone", term.MILESTONES),
    Column("count", term.COUNT, Kind.COUNT),
    Column("investment", term.INVESTMENT, Kind.AMOUNT),
    Column("names", "项目"),
)


class Lying(NamedTuple):
    """Whose milestone lies in a period, whose may, and which rollups may hide more."""

    there: list[Project]
    perhaps: list[Project]
    hidden: list[RollupEntry]


def lying(figures: Figures, period: Period, milestone: Milestone) -> Lying:
    """Who reached a milestone in a period."""
    there: list[Project] = []
    perhaps: list[Project] = []
    for project in figures.ledger.projects:
        if project.counts(period.last):
            lies = lies_in(project, milestone, period)
            if lies:
                there.append(project)
            elif lies is None:
                perhaps.append(project)
    rollups = [one for one in figures.touching(Scope()) if isinstance(one, RollupEntry)]
    return Lying(there, perhaps, [o for o in rollups if _may_hold(o, milestone, period)])


def news_table(figures: Figures, period: Period) -> Table:
    """签约, 开工, 投产 and 达效 in a period: how many, how much, which.  Id: `news`."""
    rows: list[Row] = []
    unsure: list[str] = []
    silent: list[str] = []
    for milestone in _TOLD:
        found = lying(figures, period, milestone)
        rows.append(_row(milestone, found.there, bool(found.hidden or found.perhaps)))
        silent += [project.id for project in found.there if project.investment is None]
        unsure += [project.id for project in found.perhaps]
    remarks = []
    if unsure:
        named = notes.some(sorted(set(unsure)))
        where = f"可能也在{period.title}，未计入"
        mark = "“≥”为至少数" if any(row.lower_bounds for row in rows) else "“—”"
        remarks.append(f"{mark}：{named} 的节点没有日期，或只知道月份，{where}。")
    remarks += notes.projects_lacking(term.INVESTMENT, sorted(set(silent)))
    remarks += notes.rollups_left_out(figures, Scope(), "按节点日期拆分")
    return Table(
        "news",
        f"{period.title}新增项目情况表",
        _COLUMNS,
        tuple(rows),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        Moment(period.last, period.name),
    )


def _may_hold(rollup: RollupEntry, milestone: Milestone, period: Period) -> bool:
    """Whether a rollup may hold projects, not listed, that reached the milestone in the period."""
    if rollup.complete:
        return False
    said = rollup.rollup
    settled = said.count is not None and said.reached(milestone) == said.count
    return not (rollup.usable and settled and said.date < period.first)


def _row(milestone: Milestone, there: list[Project], unsure: bool) -> Row:
    of = Subject(by="milestone", group=milestone.value)
    if unsure and not there:
        # Of what is at least nothing, nothing is known.
        unknown = dict.fromkeys(("count", "investment", "names"))
        return Row({"milestone": milestone.value, **unknown}, subject=of)
    known = [one.investment for one in there if one.investment is not None]
    whole = sum(known, Decimal(0)) if len(known) == len(there) else None
    names = "、".join(one.name for one in there)
    cells: dict[str, Cell] = {
        "milestone": milestone.value,
        "count": len(there),
        "investment": whole,
        "names": names or "无",
    }
    bounds = ("count", "investment") if whole is not None else ("count",)
    return Row(cells, bounds if unsure else (), subject=of)


def lies_in(project: Project, milestone: Milestone, period: Period) -> bool | None:
    """Whether a milestone was reached within a period; None where nobody knows."""
    when = project.milestones.get(milestone)
    if when is None:
        return None if _passed_unseen(project, milestone, period) else False
    if when.undated:
        return None if possible(project, milestone, period.first, period.last) else False
    return _within(when, period)


def _within(when: When, period: Period) -> bool | None:
    if period.first <= when.first and when.last <= period.last:
        return True
    return False if when.last < period.first or period.last < when.first else None


def _passed_unseen(project: Project, milestone: Milestone, period: Period) -> bool:
    """Whether it was passed without a record of its own: a later one is reached."""
    later = any(one in project.milestones for one in milestone.later)
    return later and possible(project, milestone, period.first, period.last)
