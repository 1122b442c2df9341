"""A column of plain numbers with one unit, in 亿元, all at once.

The reason: what an amount may be written as takes twenty looks at each, and nearly every column of
amounts is one of numbers that are shown as they are.  Of these the point is moved, and no more;
where one of them is anything else, all are left to `values.amounts`, cell by cell, which
`test_plain_amounts.py` holds this to.
"""

from collections.abc import Sequence

from sangeyipi.ingest.values.amounts import only_unit, places_of
from sangeyipi.model import limits
from sangeyipi.sheets.grid import Cell, CellKind


def together(cells: Sequence[Cell], unit: str) -> list[str] | None:
    """What `amount` says of each in this unit, if that is one exact amount above 0 of each."""
    used = only_unit(unit)
    places = places_of(used) if used else -1
    if places < 0:
        return None
    found = []
    for cell in cells:
        if cell.kind is not CellKind.NUMBER or cell.shown != cell.text or cell.struck_part:
            return None
        moved = _moved(cell.text, places)
        if moved is None:
            return None
        found.append(moved)
    return found


def _moved(digits: str, places: int) -> str | None:
    """A number with its point so many places to the left; none of what takes a closer look."""
    whole, _, part = digits.partition(".")
    if not (whole + part).isdecimal():
        return None
    if places:
        whole = whole.zfill(places + 1)
        whole, part = whole[:-places], whole[-places:] + part
    part = part.rstrip("0")
    if len(whole) > limits.AMOUNT.whole or len(part) > limits.AMOUNT.places:
        return None
    return f"{whole}.{part}" if part else whole if whole != "0" else None
