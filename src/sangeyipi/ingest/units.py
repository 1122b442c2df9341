"""Units of amounts that stand in a column of their own, row by row.

Owns which column is one of units, which amounts it is of, and what its cell says.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sangeyipi.compare.fields import is_amount
from sangeyipi.ingest import columns
from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.meanings import Meaning, MeaningKind
from sangeyipi.ingest.table import SourceColumn, SourceRow, SourceTable
from sangeyipi.ingest.values import texts
from sangeyipi.model import term
from sangeyipi.model.refusal import brief
from sangeyipi.sheets.grid import EMPTY, Cell

_REPORTED = frozenset((term.COMPLETED, term.COMPLETED_TO_DATE, term.FUNDS_TO_DATE))
_WORD = "单位"
#: One that holds a single unit holds units: a slip costs its own row only.
_SURELY = frozenset(("单位", "金额单位", "计量单位", "货币单位", "投资额单位"))


def is_of_amounts(meaning: Meaning) -> bool:
    """Whether a column is one of amounts, of a project or of a month."""
    if meaning.kind is MeaningKind.YEAR_TO_DATE:
        return True
    if meaning.kind is MeaningKind.MONTHLY:
        return meaning.path[0] in _REPORTED
    return meaning.kind is MeaningKind.FIELD and is_amount(meaning.path)


def unit_in(cell: Cell) -> str:
    """The unit that a cell says and nothing else, by its full name; else ""."""
    bare = texts.folded(texts.said(cell)).removeprefix("人民币")
    return labels.same_unit(bare) if labels.is_unit(bare) else ""


def recognised(
    table: SourceTable, meanings: Mapping[int, Meaning], mapped: Collection[int]
) -> dict[int, Meaning]:
    """The columns that hold units of amounts; but for those that a mapping file speaks of."""
    return {
        column.at: Meaning(MeaningKind.UNIT)
        for column in table.columns
        if column.at not in mapped
        and meanings[column.at].kind in (MeaningKind.UNKNOWN, MeaningKind.FIELD)
        and (not column.heading or columns.plain(column.heading[-1]).endswith(_WORD))
        and _has_units(table, column)
    }


def _has_units(table: SourceTable, column: SourceColumn) -> bool:
    cells = (row.at(column.at) for row in table.rows)
    found = (bool(unit_in(cell)) for cell in cells if not texts.is_blank(cell))
    if column.heading and columns.plain(column.heading[-1]) in _SURELY:
        return any(found)
    return next(found, False) and all(found)


def beside(table: SourceTable, meanings: Mapping[int, Meaning]) -> dict[int, int]:
    """The column of units of each column of amounts, by their places.

    It is of the amounts before it, and where it is the table's only one, of all amounts whose
    heading names no unit.
    """
    units = [at for at, one in meanings.items() if one.kind is MeaningKind.UNIT]
    amounts = [at for at, one in meanings.items() if is_of_amounts(one)]
    found: dict[int, int] = {}
    for unit in units:
        before = max((at for at in amounts if at < unit), default=None)
        if before is not None:
            found.setdefault(before, unit)
    if len(units) == 1:
        without = [column.at for column in table.columns if not column.unit]
        found |= dict.fromkeys([at for at in amounts if at in without], units[0])
    return found


class RowUnit(NamedTuple):
    """The unit of a row's amount, and why it is in doubt, or ""."""

    unit: str
    doubt: str = ""


def of_row(row: SourceRow, column: SourceColumn, at: int | None, said: str) -> RowUnit:
    """The unit of an amount by the row's own cell at `at`, else as its column has it (`said`)."""
    cell = row.at(at) if at is not None else EMPTY
    if texts.is_blank(cell):
        return RowUnit(said)
    unit, shown = unit_in(cell), texts.one_line(cell.shown or cell.text)
    if not unit or cell.struck or cell.struck_part:
        return RowUnit("", f"单位写的是“{brief(shown)}”，看不出金额是亿元、万元还是元")
    own = labels.same_unit(column.unit)
    if own and own != unit:
        return RowUnit("", f"列名里的单位是{own}，这一行写的单位是{unit}，不知道以哪个为准")
    return RowUnit(unit)
