"""Figures of prose, each taken from a cell of a table together with the question it answers.

Owns the only way from a cell into a sentence.  Rows are found by their subjects and columns by what
they measure, never by a label; what no table has no sentence can say.
"""

from collections.abc import Iterable
from decimal import Decimal

from sangeyipi.model.document import Quoted, Run
from sangeyipi.model.question import Measurement, Subject
from sangeyipi.model.rounding import percentage, plain, rounded
from sangeyipi.model.table import Cell, Column, Kind, Rate, Row, Table
from sangeyipi.report.given import ProseFigure

UNKNOWN = "待核实"
AT_LEAST = "至少"
#: What stands behind the digits; a rate's sign belongs to them.
_UNITS = {Kind.COUNT: "个", Kind.AMOUNT: "亿元"}


def figure(
    table: Table, row: Row | None, measurement: Measurement, unit: str | None = None
) -> ProseFigure:
    """The figure of a row that answers a measurement; unknown where there is none.

    `unit`: what stands behind the digits, where it is not 个 or 亿元.
    """
    column = next((one for one in table.columns if one.measurement == measurement), None)
    if row is None or column is None:
        return unknown()
    return of_cell(table, row, column, unit)


def of_cell(table: Table, row: Row, column: Column, unit: str | None = None) -> ProseFigure:
    """The figure of one cell."""
    value, question = row.cells.get(column.key), table.question(row, column)
    number = _number(value)
    if number is None or question is None:
        return unknown()
    least = column.key in row.lower_bounds
    runs: tuple[Run, ...] = (
        AT_LEAST if least else "",
        Quoted(_digits(value, table), question),
        _UNITS.get(column.kind, "") if unit is None else unit,
    )
    return ProseFigure(
        tuple(run for run in runs if run),
        True,
        number == 0 and not least,
        number == 1 and not least,
        least,
        number,
    )


def unknown() -> ProseFigure:
    """What nobody knows."""
    return ProseFigure((UNKNOWN,), False, False, False, False)


def rate(table: Table, row: Row | None, measurement: Measurement) -> Rate | None:
    """A rate with what it is made of; None where it is unknown or does not apply."""
    column = next((one for one in table.columns if one.measurement == measurement), None)
    value = row.cells.get(column.key) if row is not None and column is not None else None
    return value if isinstance(value, Rate) else None


def by_subject(rows: Iterable[Row]) -> dict[Subject, Row]:
    """Rows by whom they are of, as they were asked for."""
    return {row.subject.asked: row for row in rows if row.subject is not None}


def _number(value: Cell) -> Decimal | None:
    """Of a rate, the numerator."""
    if value is None or isinstance(value, (bool, str)):
        return None
    if isinstance(value, Rate):
        return value.numerator
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _digits(value: Cell, table: Table) -> str:
    if isinstance(value, Rate):
        return f"{plain(percentage(value.numerator, value.denominator))}%"
    if isinstance(value, Decimal):
        return rounded(value, table.amount_places)
    return str(value)
