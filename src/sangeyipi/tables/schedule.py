"""The time chart (倒排工期): when each project's nodes are planned and were reached, by a day.

Owns which projects stand on it, in which order, and what is known of each node.  A picture of it is
a page of rows; the sheet 倒排工期表 of a month shows the same nodes in columns of months.  Must not
know how anything is drawn.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import dispatch_day
from sangeyipi.figures.selection import Filter, Selection, select
from sangeyipi.figures.unrecorded import reached
from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month, month_of
from sangeyipi.model.period import Period
from sangeyipi.model.picture import Picture, PictureShape, TimeNode, Times
from sangeyipi.model.project import Project
from sangeyipi.model.question import Moment, Scope, of_project
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes

#: How a node is called in the keys of columns.
_KEYS = {
    Milestone.SIGNED: "signed",
    Milestone.COMMITTED: "committed",
    Milestone.STARTED: "started",
    Milestone.PRODUCING: "producing",
    Milestone.AT_CAPACITY: "at_capacity",
}
_WHO = (Column("id", term.ID), Column("name", term.NAME), Column("unit", term.UNIT))
_ASIDE = (
    Column("leader", term.LEADER, for_machines=True),
    Column("sector", term.SECTOR, for_machines=True),
    Column("investment", term.INVESTMENT, Kind.AMOUNT, for_machines=True),
)
#: Marks of the sheet; they differ in shape, so that they can be told apart without colour.
PLANNED_MARK, REACHED_MARK, BOTH_MARK, OVERDUE_MARK = "○", "●", "◎", "▲"
_LEGEND = (
    f"{PLANNED_MARK}计划到，{REACHED_MARK}实际到，{BOTH_MARK}计划、实际在同一个月，"
    f"{OVERDUE_MARK}计划已过还没有到"
)
_EXACT_PLACES = 4


class ScheduleLine(NamedTuple):
    """One project on the chart."""

    project: Project
    nodes: tuple[TimeNode, ...]

    @property
    def next(self) -> TimeNode | None:
        """The node that is due first of those planned and certainly not reached."""
        waiting = [node for node in self.nodes if node.planned and node.reached is False]
        return min(waiting, key=lambda node: node.planned.last, default=None)  # type: ignore[union-attr]

    @property
    def overdue(self) -> list[str]:
        """The nodes whose planned date is past."""
        return [node.name for node in self.nodes if node.overdue]

    @property
    def empty(self) -> bool:
        """Whether neither a plan nor a date says anything."""
        return not any(node.planned or node.actual for node in self.nodes)

    @property
    def order(self) -> tuple[date, str]:
        """Who has to act first comes first; who has nothing planned comes last."""
        due = self.next.planned if self.next else None
        return (due.last if due else date.max, self.project.id)


class SchedulePage(NamedTuple):
    """Which part of many rows is drawn."""

    number: int = 1
    rows: int = 40

    def of(self, count: int) -> int:
        """How many pages so many rows are; one of nothing."""
        return max(1, -(-count // self.rows))


def day_of(ledger: Ledger, as_of: date | None) -> date | None:
    """The day asked for, else the end of the newest month reported; None where nobody reports."""
    return as_of or dispatch_day(ledger)


def nodes(project: Project, day: date | None) -> tuple[TimeNode, ...]:
    """Every node of a project as it stood on `day`; without one by all that is recorded."""
    plans = dict(project.planned.dates())
    return tuple(_node(project, one, plans.get(one), day) for one in Milestone)


def _node(
    project: Project, milestone: Milestone, planned: When | None, day: date | None
) -> TimeNode:
    actual = project.milestones.get(milestone)
    if actual is not None and day is not None and actual.by(day) is False:
        actual = None  # still to come then
    known = reached(project, milestone, day)
    due = planned is not None and planned.dated and day is not None and planned.last <= day
    return TimeNode(milestone.value, planned, actual, known, due and known is False)


def lines(
    projects: Iterable[Project], day: date | None, with_empty: bool = False
) -> list[ScheduleLine]:
    """The projects of which anything is known in time, who has to act first; or all of them."""
    found = (ScheduleLine(project, nodes(project, day)) for project in projects)
    kept = (one for one in found if with_empty or not one.empty)
    return sorted(kept, key=lambda one: one.order)


def schedule_picture(figures: Figures, chosen: Filter, page: SchedulePage) -> Picture:
    """Planned and actual nodes of the projects that a filter lets through.  Id: `schedule`.

    `figures` are as of the day of the chart, or of no day.
    """
    day = figures.as_of
    selection = select(figures.ledger, chosen, day)
    found = lines(selection.projects, day)
    first = (page.number - 1) * page.rows
    shown = found[first : first + page.rows]
    remarks = [*_remarks(figures, selection, found, chosen), *_of_page(page, len(found))]
    title = f"{figures.ledger.config.region or ''}“三个一批”项目倒排工期图"
    return Picture(
        "schedule",
        PictureShape.TIMES,
        schedule_table(figures, title, shown, remarks),
        "name",
        (),
        "",
        times=Times(tuple(one.nodes for one in shown), day),
    )


def schedule_table(
    figures: Figures, title: str, found: list[ScheduleLine], remarks: Iterable[str]
) -> Table:
    """Planned and actual date of every node, a project a row.  Id: `schedule`.

    A cell is left out where nothing is planned or the node is not reached; None where it was
    reached, or may have been, and nobody recorded when.
    """
    pairs = [
        (Column(f"{key}_planned", f"{one} 计划"), Column(key, f"{one} 实际"))
        for one, key in _KEYS.items()
    ]
    columns = (*_WHO, *_ASIDE, *(one for pair in pairs for one in pair), Column("overdue", "逾期"))
    return Table(
        "schedule",
        title,
        columns,
        tuple(_row(one) for one in found),
        (*_opening(figures), *remarks),
        _EXACT_PLACES,
        Moment(figures.as_of),
    )


def _opening(figures: Figures) -> Iterator[str]:
    """The ledger's own notice and the day; no unit, as nothing is counted."""
    if figures.ledger.config.notice:
        yield figures.ledger.config.notice
    if figures.as_of:
        yield f"截至 {figures.as_of}。"


def _row(line: ScheduleLine) -> Row:
    project = line.project
    cells = _who(project) | {
        "leader": project.leader or "",
        "sector": project.sector or "",
        "investment": project.investment,
        "overdue": "、".join(line.overdue),
    }
    for node, key in zip(line.nodes, _KEYS.values(), strict=True):
        if node.planned is not None:
            cells[f"{key}_planned"] = node.planned.text
        if node.actual is not None:
            cells[key] = node.actual.text
        elif node.reached is not False:
            cells[key] = None
    return Row(cells, subject=of_project(project.id))


def _who(project: Project) -> dict[str, Cell]:
    return {"id": project.id, "name": project.name, "unit": project.unit or ""}


def _remarks(
    figures: Figures, selection: Selection, found: list[ScheduleLine], chosen: Filter
) -> Iterator[str]:
    """Whom the chart shows, and everybody whom it leaves out."""
    overdue = sum(bool(one.overdue) for one in found)
    late = f"，其中 {overdue} 个有逾期的节点" if overdue else ""
    yield f"共 {len(found)} 个项目{late}；最先要到的计划节点在前。" if found else "没有可画的项目。"
    if figures.as_of is None:
        yield "台账没有月调度，也没有指定截至日：不画当天，不判断逾期；用 --as-of 指定。"
    drawn = {one.project.id for one in found}
    silent = [project.id for project in selection.projects if project.id not in drawn]
    if silent:
        yield f"{notes.some(silent)} 没有计划日期也没有节点，未画。"
    yield from _unplanned(found)
    yield from _later(figures, selection.projects)
    for unknown, ids in selection.doubts:
        yield f"另有 {len(ids)} 个{unknown}，未列入：{notes.some(ids)}。"
    if not any((chosen.phases, chosen.batch, chosen.withdrawn)):
        yield from _not_there(figures)
        yield from notes.rollups_left_out(figures, Scope(), "拆分到项目")


def _unplanned(found: list[ScheduleLine]) -> Iterator[str]:
    """Who plans nothing though something is still to come: never overdue, never next."""
    last = Milestone.AT_CAPACITY.value
    silent = sum(
        not any(node.planned for node in one.nodes)
        for one in found
        if any(node.name == last and node.reached is not True for node in one.nodes)
    )
    if silent:
        yield f"{silent} 个没有达效的项目没有写计划日期，只画实际的节点，是否逾期无从判断。"


def _later(figures: Figures, projects: list[Project]) -> Iterator[str]:
    day = figures.as_of
    if day is None:
        return
    later = sum(when.by(day) is False for one in projects for when in one.milestones.values())
    if later:
        yield f"{day} 以后才到的 {later} 个节点不画。"


def _not_there(figures: Figures) -> Iterator[str]:
    """Who is not in the programme on the day: gone, or not there yet."""
    there = {project.id for project in figures.population(Scope())}
    away = [one for one in figures.ledger.projects if one.id not in there]
    gone = sum(not one.counts(figures.as_of) for one in away)
    if gone:
        yield f"不含已调出的 {gone} 个项目。"
    if len(away) > gone:
        yield f"不含 {figures.as_of} 以后才列入的 {len(away) - gone} 个项目。"


def _of_page(page: SchedulePage, count: int) -> Iterator[str]:
    pages = page.of(count)
    if pages > 1:
        first = (page.number - 1) * page.rows + 1
        last = min(page.number * page.rows, count)
        yield f"这是第 {page.number} 页，共 {pages} 页：第 {first}–{last} 个；其余用 --page 看。"


_BEFORE, _AFTER = "before", "after"


def backward_table(figures: Figures, period: Period) -> Table | None:
    """倒排工期表: the nodes of the year's months, a column a month.  Id: `backward`.

    None where no project plans a node.  What lies outside the year stands before and after it,
    with its date, so that nothing is lost.
    """
    day, year = period.last, period.month.year
    found = lines(figures.population(Scope()), day)
    if not any(node.planned for one in found for node in one.nodes):
        return None
    shown = [one for one in found if _of_year(one, year)]
    months = [Month(year, number) for number in range(1, 13)]
    columns = (
        *_WHO,
        Column(_BEFORE, f"{year - 1}年底 以前"),
        *(Column(str(month), f"{month.number}月") for month in months),
        Column(_AFTER, f"{year + 1}年 以后"),
    )
    remarks = [
        f"{_LEGEND}。",
        "以前、以后两列写明日期；“已”是到了但日期不明，放在“以前”一列。",
    ]
    if len(found) > len(shown):
        rest = len(found) - len(shown)
        remarks.append(f"{rest} 个项目没有还没到的计划节点，{year}年以来也没有节点，从略。")
    remarks += _unplanned(shown)
    return Table(
        "backward",
        f"{figures.ledger.config.region or ''}{year}年“三个一批”项目倒排工期表",
        columns,
        tuple(_month_row(one, year) for one in shown),
        (*_opening(figures), *remarks),
        _EXACT_PLACES,
        Moment(day, period.name),
    )


def _of_year(line: ScheduleLine, year: int) -> bool:
    """Whether anything of it lies in the year, or is still to come, or has come since its end."""
    return any(
        (node.planned is not None and (node.reached is not True or node.planned.last.year >= year))
        or (node.actual is not None and not node.actual.undated and node.actual.last.year >= year)
        for node in line.nodes
    )


def _month_row(line: ScheduleLine, year: int) -> Row:
    marks: dict[str, list[str]] = {}
    for node in line.nodes:
        for when, mark in _marks(node):
            key, dated = _column(when, year)
            marks.setdefault(key, []).append(f"{mark}{node.name}{when.text if dated else ''}")
    cells = _who(line.project) | {key: " ".join(said) for key, said in marks.items()}
    return Row(cells, subject=of_project(line.project.id))


def _marks(node: TimeNode) -> Iterator[tuple[When, str]]:
    """A node's marks; one where it came in the month that it was planned for."""
    planned, actual = node.planned, node.actual
    if planned and actual and actual.dated and month_of(planned.last) == month_of(actual.last):
        # Its day is the one that happened.
        yield actual, BOTH_MARK
        return
    if planned is not None:
        yield planned, OVERDUE_MARK if node.overdue else PLANNED_MARK
    if actual is not None:
        yield actual, REACHED_MARK


def _column(when: When, year: int) -> tuple[str, bool]:
    """In which column a date stands, and whether it is written out there."""
    if when.undated or when.last.year < year:
        return _BEFORE, True
    return (_AFTER, True) if when.last.year > year else (str(month_of(when.last)), False)
