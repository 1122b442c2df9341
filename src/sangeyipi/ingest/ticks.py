"""Columns 签约, 开工, 投产 in which a tick says that a project is on that list.

Owns when a tick says so, and what counts as one.  Which phase's list, is for `listing`.  √ below
开工 may as well say that work has begun: where nothing tells the two apart, the column stays open.
"""

from collections.abc import Collection, Iterator, Mapping

from sangeyipi.ingest import columns
from sangeyipi.ingest.meanings import Meaning, MeaningKind
from sangeyipi.ingest.table import SourceTable
from sangeyipi.ingest.values import texts
from sangeyipi.ingest.values.plain import yes_or_no
from sangeyipi.model import term
from sangeyipi.model.patterns import later
from sangeyipi.sheets.grid import Cell, CellKind

#: Headings above that make of 签约 a list and not a step.
_OF_LISTS = later("三个一批|批|名单|清单|列入|在册|分类|类别|类型|所属")
_NUMBERS = later("期|在册")


def ticked(cell: Cell) -> bool | None:
    """Whether a cell says that it is so, or that it is not; None: neither."""
    if cell.kind is CellKind.NUMBER:
        return {"0": False, "1": True}.get(cell.text)
    return yes_or_no(texts.folded(texts.said(cell)))


def recognised(
    table: SourceTable, meanings: Mapping[int, Meaning], mapped: Collection[int]
) -> dict[int, Meaning]:
    """The columns that say who is on a list, but for those that a mapping file speaks of."""
    found: dict[int, Meaning] = {}
    open_: dict[int, Meaning] = {}
    for column in table.columns:
        batch = columns.batch_of(column.heading)
        if (
            batch is None
            or column.at in mapped
            or meanings[column.at].kind is not MeaningKind.UNKNOWN
        ):
            continue
        meaning = Meaning(MeaningKind.FIELD, (term.LISTED, str(batch)))
        if columns.holds_phases(table.values(column)):
            found[column.at] = meaning
        elif _only_ticks(table, column.at):
            own, above = columns.plain(column.heading[-1]), "".join(column.heading[:-1])
            surely = own != str(batch) or _OF_LISTS.search(above)
            (found if surely else open_)[column.at] = meaning
    if len(open_) > 1 and not _stages(table, open_):
        found |= open_
    return found


def _stages(table: SourceTable, at: Collection[int]) -> bool:
    """Whether a row is ticked more than once, as a project that went from step to step is."""
    return any(sum(ticked(row.at(one)) is True for one in at) > 1 for row in table.rows)


def of_ticks(table: SourceTable, meanings: Mapping[int, Meaning]) -> frozenset[int]:
    """The columns of lists in which 1 is a tick, and no phase's number."""
    return frozenset(
        column.at
        for column in table.columns
        if meanings[column.at].path[:1] == (term.LISTED,)
        and columns.batch_of(column.heading) is not None
        and not _NUMBERS.search("".join(column.heading))
        and _only_ticks(table, column.at)
    )


def _only_ticks(table: SourceTable, at: int) -> bool:
    said = [ticked(cell) for cell in _cells(table, at)]
    return any(said) and None not in said


def _cells(table: SourceTable, at: int) -> Iterator[Cell]:
    cells = (row.at(at) for row in table.rows)
    return (cell for cell in cells if not texts.is_blank(cell))
