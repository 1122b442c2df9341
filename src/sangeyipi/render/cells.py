"""A cell as a reader sees it: the only place where figures become digits."""

from decimal import Decimal

from sangeyipi.model.rounding import percentage, plain, points_between, rounded
from sangeyipi.model.table import Cell, Column, Points, Rate, Row, Table
from sangeyipi.render.inert import inert

UNKNOWN = "—"
LOWER_BOUND = "≥"
_FLAGS = {True: "是", False: "否"}


def percent(rate: Rate) -> str:
    """A rate as it is shown: one decimal, half up, trailing .0 dropped: 99.2%."""
    return f"{plain(percentage(rate.numerator, rate.denominator))}%"


def points(value: Points) -> str:
    """Percentage points with their sign: +3.2, -1.5, 0."""
    ahead = points_between(
        value.rate.numerator,
        value.rate.denominator,
        value.against.numerator,
        value.against.denominator,
    )
    return f"{'+' if ahead > 0 else ''}{plain(ahead)}"


def shown(row: Row, column: Column, table: Table, exact: bool = False) -> str:
    """The text of a cell: “—” when unknown, empty when it does not apply, “≥” for a lower bound.

    `exact`: amounts with all their digits, for a spreadsheet that goes on calculating.
    """
    key = column.key
    if key not in row.cells:
        return ""
    value = row.cells[key]
    if value is None:
        return UNKNOWN
    text = _text(value, None if exact else table.amount_places)
    return LOWER_BOUND + text if row.lower_bounds and key in row.lower_bounds else text


def _text(value: Cell, places: int | None) -> str:
    # The commonest first: a large table has a quarter of a million cells.
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, Decimal):
        return plain(value) if places is None else rounded(value, places)
    if isinstance(value, Rate):
        base = f"（÷{value.base}{plain(value.denominator)}）" if value.base else ""
        return percent(value) + base
    if isinstance(value, Points):
        return points(value)
    return _FLAGS[value] if isinstance(value, bool) else str(value)
