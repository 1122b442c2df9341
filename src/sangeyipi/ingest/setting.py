"""All that the rows of one table are read with.

Owns what governs every row of a table alike: what is recognised of its columns, units, days and
options.  What the headings within a table say of some of its rows, is for `sections`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sangeyipi.compare.fields import Path
from sangeyipi.ingest.answers import Answers
from sangeyipi.ingest.governing import NamedPhases
from sangeyipi.ingest.meanings import Meaning
from sangeyipi.ingest.table import SourceColumn, SourceRow, SourceTable
from sangeyipi.ingest.units import RowUnit, of_row
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.sheets.grid import place_name


@dataclass(frozen=True, slots=True)
class TableSetting:
    """All that the rows of one table are read with.

    `prefix` tells files apart in the names of cells.  `named` is what governs every row of the
    table: title, sheet, file, options.  `as_of` is the table's own day.
    """

    source: SourceTable
    ledger: Ledger
    columns: tuple[tuple[SourceColumn, Meaning], ...] = ()
    answers: Answers = field(default_factory=Answers)
    #: The ledger's phases with their days.
    held: tuple[tuple[int, date], ...] = ()
    digest: str = ""
    prefix: str = ""
    number: int = 0
    named: tuple[NamedPhases, ...] = ()
    as_of: date | None = None
    year: int | None = None
    month: Month | None = None
    keep: bool = False
    #: The unit of each column, by its place: as its heading or the sheet names it, or as answered.
    units: dict[int, str] = field(default_factory=dict)
    #: The columns of units, by the columns of the amounts that they are of.
    unit_columns: Mapping[int, int] = field(default_factory=dict)
    #: The columns of lists that are ticked.
    ticked: frozenset[int] = frozenset()
    #: The column that says of each row whether it is one of plans.
    plans: int | None = None
    #: What each cell of a column came to: most columns say the same few things again and again.
    taken: dict[int, dict[int, Any]] = field(default_factory=dict)
    #: The list that all rows stand on that name none, its phase, and the cell of a heading that
    #: says so or "", once it was looked for.
    listing: list[tuple[Path, str, str] | None] = field(default_factory=list)
    _begins: dict[int, str] = field(default_factory=dict)

    def place(self, row: SourceRow, column: int) -> str:
        """A cell as messages name it."""
        return f"{self.begins(column)}{row.number + 1}"

    def begins(self, column: int) -> str:
        """What the names of a column's cells begin with."""
        begin = self._begins.get(column)
        if begin is None:
            first = place_name(self.source.sheet, 0, column)
            begin = self._begins[column] = self.prefix + first[:-1]
        return begin

    @property
    def head(self) -> str:
        """The table as a whole, as answers find it: the first cell of its head."""
        first = self.columns[0][0].at if self.columns else 0
        return self.head_of(first)

    def head_of(self, column: int) -> str:
        """The heading of a column."""
        return self.prefix + place_name(self.source.sheet, self.source.head, column)


def unit_of(row: SourceRow, column: SourceColumn, setting: TableSetting) -> RowUnit:
    """The unit of a row's amount, where the cell itself names none."""
    at = setting.unit_columns.get(column.at)
    return of_row(row, column, at, setting.units.get(column.at, ""))
