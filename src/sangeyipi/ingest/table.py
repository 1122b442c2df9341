"""A table found in a sheet: its columns by their headings, its rows with all that governs them.

What passes between finding (`ingest.finding`) and reading (`ingest.reading`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.ingest.findings import Remark, Skipped
from sangeyipi.sheets.grid import Cell


class Column(NamedTuple):
    """A column: its heading from the outermost to its own, without units: `("计划", "开工")`.

    `unit` is the one that the headings name (`万元`), or "".
    """

    at: int
    heading: tuple[str, ...]
    unit: str = ""

    @property
    def title(self) -> str:
        """The heading as messages call it."""
        return "/".join(self.heading)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data.  `cells` by the place of their column, merged ones filled as they read.

    `section` are the section headings above it, the outermost first, as they are written; `part`
    is whether it is a part of the project above (其中, or unnumbered after one).
    """

    number: int
    cells: Mapping[int, Cell]
    section: tuple[str, ...] = ()
    part: bool = False
    hidden: bool = False
    struck: bool = False


class Declared(NamedTuple):
    """A total that the sheet itself declares: in its row's own words, for the rows from … to."""

    cell: str
    label: str
    rows: tuple[int, ...]
    projects: int | None = None
    #: As it is written, in the unit of its column.
    amounts: Mapping[int, Decimal] = {}


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table.  `titles` are the lines above its head, `unit` what such a line says, or ""."""

    sheet: str
    titles: tuple[str, ...]
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()
    declared: tuple[Declared, ...] = ()
    remarks: tuple[Remark, ...] = ()
    footers: tuple[str, ...] = field(default=())
