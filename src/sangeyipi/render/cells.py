"""A cell as a reader sees it: the only place where figures become digits."""

from decimal import Decimal

from sangeyipi.model.rounding import (
    fixed,
    percentage,
    plain,
    points_between,
    rounded,
    written,
)
from sangeyipi.model.stages import Milestone, rate_word
from sangeyipi.model.table import Column, Points, Rate, Row, Table
from sangeyipi.render.inert import inert

UNKNOWN = "—"
LOWER_BOUND = "≥"
_FLAGS = {True: "是", False: "否"}


def percent(rate: Rate, places: int | None = None) -> str:
    """A rate as it is shown: one decimal, half up, trailing .0 dropped: 99.2%.

    `places`: with so many decimals, as all of its column.
    """
    return f"{_digits(percentage(rate.numerator, rate.denominator), places)}%"


def points(value: Points, places: int | None = None) -> str:
    """Percentage points with their sign: +3.2, -1.5, 0."""
    ahead = points_between(
        value.rate.numerator,
        value.rate.denominator,
        value.against.numerator,
        value.against.denominator,
    )
    return f"{'+' if ahead > 0 else ''}{_digits(ahead, places)}"


def _digits(value: Decimal, places: int | None) -> str:
    return plain(value) if places is None else fixed(value, places)


def shown(row: Row, column: Column, table: Table, exact: bool = False) -> str:
    """The text of a cell: “—” when unknown, empty when it does not apply, “≥” for a lower bound.

    Empty too where the row above says the same and shows it for both.

    `exact`: amounts with all their digits, rates without their names, for a spreadsheet that goes
    on calculating.
    """
    key = column.key
    if key not in row.cells or (row.repeated and key in row.repeated and not exact):
        return ""
    value = row.cells[key]
    if value is None:
        return _called(row, column, exact) + UNKNOWN
    # The commonest first: a large table has a quarter of a million cells.
    if isinstance(value, str):
        text = value if value.isprintable() else inert(value)
    elif isinstance(value, Decimal):
        text = written(value) if exact else _amount(value, column, table)
    else:
        text = _called(row, column, exact) + _text(value, None if exact else column.places)
    return LOWER_BOUND + text if row.lower_bounds and key in row.lower_bounds else text


def _amount(value: Decimal, column: Column, table: Table) -> str:
    if column.places is None:
        return rounded(value, table.amount_places)
    return fixed(value, column.places)


def _called(row: Row, column: Column, exact: bool) -> str:
    """The name of a rate that is told beside it."""
    name = name_of_rate(row, column) if column.named and not exact else ""
    return f"{name} " if name else ""


def name_of_rate(row: Row, column: Column) -> str:
    """What a rate of a list is called in a row, known or not; empty where it is of no list."""
    batch = row.subject.scope.batch if row.subject else None
    milestone = column.measurement.of(batch).milestone
    return rate_word(batch, milestone) if batch and isinstance(milestone, Milestone) else ""


def _text(value: int | Rate | Points | bool, places: int | None) -> str:
    if isinstance(value, Rate):
        base = f"（÷{value.base}{plain(value.denominator)}）" if value.base else ""
        return percent(value, places) + base
    if isinstance(value, Points):
        return points(value, places)
    return _FLAGS[value] if isinstance(value, bool) else str(value)
