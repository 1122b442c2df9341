"""Rows that say what is planned, beside those that say what was done: 计划 | 2023.4, 实际 | 2023.5.

Owns the words that tell the two apart, and what the columns of a row of plans then are.
"""

from collections.abc import Iterable

from sangeyipi.ingest.meanings import Meaning, MeaningKind
from sangeyipi.ingest.table import SourceColumn, SourceTable
from sangeyipi.ingest.values import texts
from sangeyipi.model import term
from sangeyipi.sheets.grid import Cell

_PLANS = frozenset(
    ("计划", "预计", "目标", "拟", "预定", "计划数", "计划时间", "计划完成", "计划进度")
)
_DONE = frozenset(
    ("实际", "完成", "已完成", "实际数", "实际时间", "实际完成", "实际进度", "完成数")
)


def column_of(table: SourceTable, columns: Iterable[tuple[SourceColumn, Meaning]]) -> int | None:
    """The column that says of every row whether it is one of plans; None: there is none."""
    for column, meaning in columns:
        if meaning.kind is not MeaningKind.UNKNOWN:
            continue
        if _tells(row.at(column.at) for row in table.rows):
            return column.at
    return None


def _tells(cells: Iterable[Cell]) -> bool:
    any_ = False
    for cell in cells:
        said = False if texts.is_blank(cell) else is_plan(cell)
        if said is None:
            return False
        any_ = any_ or said
    return any_


def is_plan(cell: Cell) -> bool | None:
    """Whether a cell says that its row is of plans, or of what was done; None: neither."""
    said = texts.folded(texts.said(cell))
    return True if said in _PLANS else False if said in _DONE else None


def meant(meaning: Meaning) -> Meaning | None:
    """What a column is in a row of plans; None: nothing that the ledger has a word for."""
    if meaning.kind in (MeaningKind.MONTHLY, MeaningKind.YEAR_TO_DATE):
        return None
    if meaning.path[:1] == (term.MILESTONES,):
        return meaning._replace(path=(term.PLANNED, *meaning.path[1:]))
    return meaning
