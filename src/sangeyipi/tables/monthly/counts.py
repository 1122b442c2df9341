"""How many: of the projects behind plan, by unit; of the nodes planned and overdue, by milestone.

Owns the numbers that a bulletin tells of what `behind`, `overdue` and `upcoming` list one by one.
What nobody knows makes a number the least that it can be.
"""

from collections.abc import Iterable
from decimal import Decimal

from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.status import Standing
from sangeyipi.model import term
from sangeyipi.model.period import Period
from sangeyipi.model.question import Moment, Part, Subject
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.grouping import OF_KEYS, is_unsaid
from sangeyipi.tables.monthly.standouts import overdue_nodes
from sangeyipi.tables.monthly.upcoming import following, planned_nodes
from sangeyipi.tables.registers.shared import RowCells, group, total

_UNIT = OF_KEYS["unit"]
_BY_PLAN = (
    Column("judged", "能判断 项目", Kind.COUNT),
    Column("on_plan", "达到 序时", Kind.COUNT),
    Column("behind", "欠序时", Kind.COUNT),
    Column("shortfall", "欠额", Kind.AMOUNT),
    Column("undecided", "不明", Kind.COUNT),
)
_NODES = (
    Column("planned_next", "计划 节点", Kind.COUNT),
    Column("overdue", "已逾期", Kind.COUNT),
)


def plan_table(figures: Figures, period: Period, found: list[Standing]) -> Table:
    """How many projects of each unit are behind plan, the most first.  Id: `behind-by-unit`."""
    groups: dict[str, list[Standing]] = {}
    for one in found:
        for label in _UNIT.labels(one.project, figures.ledger.config):
            groups.setdefault(label, []).append(one)
    rows = [_plan(group(_UNIT.key, label), groups[label]) for label in groups]
    rows.sort(key=_most_behind)
    whole = [_plan(total(_UNIT.key), found)] if found else []
    month = period.month.title
    remarks = [f"序时和欠额同欠序时进度项目表，算到{month}底；正好达到序时的算达到。"]
    if any(row.lower_bounds for row in rows):
        remarks.append("“≥”为至少数：年度计划或本年完成投资不明的，列在“不明”。")
    return Table(
        "behind-by-unit",
        f"{period.title}分{_UNIT.word}达到序时进度情况表",
        (Column(_UNIT.key, _UNIT.word), *_BY_PLAN),
        (*rows, *whole),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        Moment(period.last, period.name),
    )


def _plan(cells: RowCells, members: Iterable[Standing]) -> Row:
    known: list[Standing] = []
    unknown = 0
    for one in members:
        if one.shortfall is not None:
            known.append(one)
        elif one.reports:
            unknown += 1
    behind = [one.shortfall for one in known if one.shortfall is not None and one.shortfall > 0]
    least = bool(unknown)
    cells.put("judged", len(known))
    cells.put("on_plan", len(known) - len(behind), least)
    cells.put("behind", len(behind), least)
    cells.put("shortfall", sum(behind, Decimal(0)), least)
    cells.put("undecided", unknown)
    return cells.row


def _most_behind(row: Row) -> tuple[bool, int, str]:
    label, behind = str(row.cells[_UNIT.key]), row.cells["behind"]
    return is_unsaid(label), -behind if isinstance(behind, int) else 0, label


def nodes_table(figures: Figures, period: Period) -> Table | None:
    """How many nodes are planned next, and overdue; None where none is.  Id: `nodes`."""
    due, unclear = overdue_nodes(figures, period)
    after = following(period)
    planned, unsure = planned_nodes(figures, period, after) if after else ([], [])
    if not (due or planned or unclear or unsure):
        return None
    by = "planned-milestone"

    def row(cells: RowCells, of: Iterable[Milestone]) -> Row:
        chosen = frozenset(of)
        for key, sure, perhaps in (
            ("planned_next", planned, unsure),
            ("overdue", due, unclear),
        ):
            least = any(one in chosen for one in perhaps)
            cells.put(key, sum(one in chosen for one in sure), least)
        return cells.row

    told = [one for one in Milestone if one in {*due, *planned, *unclear, *unsure}]
    rows = [row(group(by, one.value), [one]) for one in told]
    rows.append(row(RowCells(Subject(by=by, part=Part.TOTAL), term.TOTAL), told))
    next_name = after.title if after else ""
    remarks = [f"计划节点：计划在{next_name}达到、到 {period.last} 还没有达到的。"] if after else []
    remarks.append("已逾期：计划日期已过、还没有达到的。")
    if unclear or unsure:
        remarks.append("“≥”为至少数、“—”为不明：有的节点没有记日期，达没达到不明。")
    columns = _NODES if after else _NODES[1:]
    return Table(
        "nodes",
        f"{next_name}计划节点和逾期节点个数" if after else f"{period.title}末逾期节点个数",
        (Column(by, term.MILESTONES), *columns),
        tuple(rows),
        (*notes.opening(figures), *remarks),
        figures.ledger.config.conventions.amount_places,
        Moment(period.last, period.name),
    )
