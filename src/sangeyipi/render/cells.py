"""A cell as a reader sees it: the only place where figures become digits."""

from decimal import Decimal

from sangeyipi.model.rounding import percentage, plain, points_between, rounded, written
from sangeyipi.model.table import Column, Points, Rate, Row, Table
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

    Empty too where the row above says the same and shows it for both.

    `exact`: amounts with all their digits, for a spreadsheet that goes on calculating.
    """
    key = column.key
    if key not in row.cells or (row.repeated and key in row.repeated and not exact):
        return ""
    value = row.cells[key]
    if value is None:
        return UNKNOWN
    # The commonest first: a large table has a quarter of a million cells.
    if isinstance(value, str):
        text = value if value.isprintable() else inert(value)
    elif isinstance(value, Decimal):
        text = written(value) if exact else rounded(value, table.amount_places)
    else:
        text = _text(value)
    return LOWER_BOUND + text if row.lower_bounds and key in row.lower_bounds else text


def _text(value: int | Rate | Points | bool) -> str:
    if isinstance(value, Rate):
        base = f"（÷{value.base}{plain(value.denominator)}）" if value.base else ""
        return percent(value) + base
    if isinstance(value, Points):
        return points(value)
    return _FLAGS[value] if isinstance(value, bool) else str(value)
