"""A table as readers get it: rows counted, a column for each list, one number of decimals a column.

Owns what is laid out otherwise for people than for programs; every cell keeps its value.  Must not
know any format.
"""

from decimal import Decimal

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.rounding import decimals, percentage, points_between
from sangeyipi.model.stages import Batch, rate_word
from sangeyipi.model.table import Cell, Column, Kind, Points, Rate, Row, Table

#: Counts the rows of a list.
NUMBER = Column("number", "序号", Kind.COUNT)
_PART = "/"
#: What “个、亿元” over a table can be said of; rates and points say their own.
_IN_UNITS = (Kind.COUNT, Kind.AMOUNT, Kind.NUMBER)
#: A rate has at most one.
_OF_RATES = 1


class TableHead(NamedTuple):
    """What stands over a table, left and right."""

    left: str
    right: str

    @property
    def together(self) -> str:
        """Both in one line."""
        return f"{self.left}　{self.right}" if self.right else self.left


def read(table: Table, numbered: bool = True) -> Table:
    """The table for readers; `numbered`: with 序号, where it is a list."""
    counted = numbered and table.numbered
    parts = {c.key: _apart(c) for c in table.columns if c.by_list}
    if parts or counted:
        columns = [one for c in table.columns for one in parts.get(c.key, (c,))]
        if counted:
            columns.insert(0, NUMBER)
        rows = tuple(
            _row(row, tuple(parts), number if counted else 0)
            for number, row in enumerate(table.rows, 1)
        )
        table = table._replace(columns=tuple(columns), rows=rows)
    return table._replace(columns=tuple(_with_places(one, table) for one in table.columns))


def visible(table: Table) -> list[Column]:
    """The columns that readers see."""
    return [column for column in table.columns if not column.for_machines]


def header(columns: list[Column]) -> int:
    """Which of the columns says whose figures stand in a row."""
    return int(columns[:1] == [NUMBER] and len(columns) > 1)


def key(column: Column) -> str:
    """By which key programs know what a column of readers holds."""
    return column.key.partition(_PART)[0]


def head(table: Table) -> TableHead | None:
    """Day and units, where the table says them; units only over figures that have them."""
    basis = table.basis
    if basis is None:
        return None
    measured = any(one.kind in _IN_UNITS for one in visible(table) if one != NUMBER)
    return TableHead(basis.day, basis.units if measured else "")


def footnotes(table: Table) -> list[str]:
    """The notes that stand under a table."""
    return [note for note in table.notes if note is not table.basis]


def _apart(column: Column) -> tuple[Column, ...]:
    return tuple(
        column._replace(
            key=f"{column.key}{_PART}{batch}", label=rate_word(batch, batch.own), by_list=False
        )
        for batch in Batch
    )


def _row(row: Row, apart: tuple[str, ...], number: int) -> Row:
    cells: dict[str, Cell] = dict(row.cells)
    batch = row.subject.scope.batch if row.subject else None
    for name in apart:
        if name in cells:
            cells[f"{name}{_PART}{batch}"] = cells.pop(name)
    if number:
        cells[NUMBER.key] = number
    return row._replace(cells=cells)


def _with_places(column: Column, table: Table) -> Column:
    """The column with the fewest decimals that show each of its figures as it is."""
    if column.kind not in (Kind.AMOUNT, Kind.RATE, Kind.POINTS):
        return column
    most = table.amount_places if column.kind is Kind.AMOUNT else _OF_RATES
    places = 0
    for row in table.rows:
        places = max(places, _needed(row.cells.get(column.key), most))
        if places >= most:
            break
    return column._replace(places=places)


def _needed(value: Cell, most: int) -> int:
    """How many decimals a figure has once it is rounded."""
    if isinstance(value, Decimal):
        return decimals(value, most)
    if isinstance(value, Rate):
        return decimals(percentage(value.numerator, value.denominator), most)
    if isinstance(value, Points):
        return decimals(points_between(*value.rate[1:3], *value.against[1:3]), most)
    return 0
