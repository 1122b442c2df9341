"""A table found in a sheet: its columns by their headings, its rows with all that governs them.

What passes between finding (`ingest.finding`) and reading.  Rows and columns count from 0, as in
`sheets.grid`.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sangeyipi.ingest.findings import Remark, Skipped
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.sheets.grid import EMPTY, Cell, place_name


class SourceColumn(NamedTuple):
    """A column: its heading from the outermost to its own, without units: `("计划", "开工")`.

    `heading` is without blanks and marks of footnotes, of common width; empty where a column has
    values and no heading.  `unit` is the one that the headings name (`万元`), or "".
    """

    at: int
    heading: tuple[str, ...]
    unit: str = ""

    @property
    def title(self) -> str:
        """The heading as messages call it."""
        return "/".join(self.heading) or f"第{self.at + 1}列（没有列名）"


class SourceRow(NamedTuple):
    """A row of data.  `cells` by the place of their column, merged ones filled as they read.

    `section` are the section headings above it, the outermost first, as they are written; `part`
    is whether it is a part of the project above (其中, or unnumbered after one).  `continues`: its
    name is merged with that of the row above, so that it is the same project's next line.
    `shared`: columns whose cell is merged with other rows': what it says is said of all of them
    together, which is how a unit reads, and never how an amount does.  `doubtful` says why it is
    not certain that the row is a project of its own, or "".
    """

    number: int
    cells: Mapping[int, Cell]
    section: tuple[str, ...] = ()
    part: bool = False
    hidden: bool = False
    struck: bool = False
    continues: bool = False
    shared: frozenset[int] = frozenset()
    doubtful: str = ""

    def at(self, column: int) -> Cell:
        """The cell in a column; an empty one where the row says nothing there."""
        return self.cells.get(column, EMPTY)


class DeclaredTotal(NamedTuple):
    """A total that the sheet itself declares: in its row's own words, for the rows from … to.

    `rows` are the numbers of the rows of projects that it covers; parts are left out.
    `whole`: it covers all rows of its table.
    """

    cell: str
    label: str
    rows: tuple[int, ...]
    projects: int | None = None
    #: As they are written, in the unit of their column.
    amounts: Mapping[int, Cell] = {}
    whole: bool = False


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table.  `titles` are the lines above its head, `unit` what such a line says, or "".

    `head` is the last row of its head; `headings`: the cells of the headings within it.  `written`:
    all that is written in its cells, and in others of its sheet.
    """

    sheet: str
    titles: tuple[str, ...]
    unit: str
    columns: tuple[SourceColumn, ...]
    rows: tuple[SourceRow, ...]
    head: int = 0
    skipped: tuple[Skipped, ...] = ()
    declared: tuple[DeclaredTotal, ...] = ()
    remarks: tuple[Remark, ...] = ()
    footers: tuple[str, ...] = field(default=())
    headings: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    written: str = ""

    def place(self, row: SourceRow, column: int) -> str:
        """A cell of the table as messages name it."""
        return place_name(self.sheet, row.number, column)

    def values(self, column: SourceColumn) -> Iterator[str]:
        """What the cells of a column show, looked at by whoever needs it."""
        cells = (row.cells.get(column.at) for row in self.rows)
        return (cell.shown or cell.text for cell in cells if cell)
