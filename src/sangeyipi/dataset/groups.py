"""`sgyp summary --by` from a dataset: projects grouped by an engine, as the rows of the same table.

Owns which file of `sql/` answers which grouping.  What a group's figures are worth is made by
`tables/breakdown.py`, as from text.
"""

from datetime import date
from decimal import Decimal

from sangeyipi.dataset.answers import FACTS, Dataset, NotAnswered, left_open
from sangeyipi.dataset.engine import Row, SqlAsked, statements
from sangeyipi.figures.undated import Undated
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Table
from sangeyipi.tables.breakdown import MILESTONE_KEYS, WHOLE, BrokenDown, ProjectGroup, broken_down
from sangeyipi.tables.grouping import BAND, OF_KEYS, Grouping

#: Groupings that have a file of their own; others are asked as these are, of another column.
_OWN = {"sector", "unit"}
#: What stands for projects of which a group only has to know that there are some.
_SOME = Undated("", (0, 0), ())


@dataclass
class Added(ProjectGroup):
    """A group that an engine has added up."""

    row: Row = field(default_factory=dict)

    def _reached(self, milestone: Milestone) -> int:
        return int(self.row[f"{MILESTONE_KEYS[milestone]}_certain"])

    def _undecided(self, milestone: Milestone) -> bool:
        return bool(self.row[f"{MILESTONE_KEYS[milestone]}_open"])


def broken(dataset: Dataset, by: Grouping, scope: Scope, day: date | None) -> Table:
    """The table of a grouping of projects.  Raises NotAnswered."""
    engine = dataset.engine
    engine.ask(SqlAsked(day, scope.phases, None, scope.on_platform))
    for one in _statements(by):
        engine.rows(one)
    rows = engine.run("by")
    figures = dataset.of_projects(day)
    if not rows:
        return broken_down(figures, by, scope, BrokenDown({}, ProjectGroup(WHOLE), []))
    *each, total = (_group(row) for row in rows)
    _name(dataset, total)
    shared = _shared(dataset, by) if by.several else []
    return broken_down(
        figures, by, scope, BrokenDown({one.label: one for one in each}, total, shared)
    )


def _statements(by: Grouping) -> tuple[str, ...]:
    """The statements that say in which group each project is."""
    if by is BAND:
        return statements("band")
    if by.key not in OF_KEYS:
        raise NotAnswered(f"--by {by.word} 不能问数据集，请用台账")
    if by.several:
        return tuple(
            one.replace("'leader'", f"'{by.key}'").replace("包联领导", by.word)
            for one in statements("people")
        )
    if by.key in _OWN:
        return statements(by.key)
    return tuple(
        one.replace("p.unit", f"p.{by.key}").replace("责任单位", by.word)
        for one in statements("unit")
    )


def _group(row: Row) -> Added:
    undated = [_SOME] if any(row[f"{key}_open"] for key in MILESTONE_KEYS.values()) else []
    return Added(
        row["label"],
        row["count"],
        row["investment"] if row["investment"] is not None else Decimal(0),
        [""] * bool(row["lacking"]),
        {},
        undated,
        [""] * bool(row["unsure"]),
        row,
    )


def _name(dataset: Dataset, whole: Added) -> None:
    """Who is behind what the whole does not know: the notes name them."""
    if not (whole.unsure or whole.undated or whole.without_investment):
        return
    whole.unsure, whole.undated, whole.without_investment = [], [], []
    sql = (
        f"SELECT {FACTS}, unsure FROM population "
        "WHERE unsure OR investment IS NULL OR possible > certain ORDER BY id"
    )
    for row in dataset.engine.rows(sql):
        if row["unsure"]:
            whole.unsure.append(row["id"])
            continue
        if row["investment"] is None:
            whole.without_investment.append(row["id"])
        open_steps = left_open(row)
        if open_steps:
            whole.undated.append(open_steps)


def _shared(dataset: Dataset, by: Grouping) -> list[str]:
    """Who stands in more than one row."""
    sql = (
        "SELECT p.id FROM population p JOIN people n ON n.project = p.id AND n.key = ? "
        "GROUP BY p.id HAVING COUNT(*) > 1 ORDER BY p.id"
    )
    return [row["id"] for row in dataset.engine.rows(sql, [by.key])]
