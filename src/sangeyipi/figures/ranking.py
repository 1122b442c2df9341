"""名次: the places of several exact figures, wherever units, leaders or counties are ranked.

Owns what a place is: by the exact figure, never by what is shown of it; equal figures share a
place and the next one has the next number; who has no exact figure has no place.  Must not know
what is ranked or how a table shows it.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from sangeyipi.model.table import Cell, Points, Rate


def places(figures: Sequence[Fraction | None], *, rising: bool = False) -> list[int | None]:
    """The place of each figure, 1 for the largest (`rising`: the smallest); None of an unknown."""
    known = sorted({one for one in figures if one is not None}, reverse=not rising)
    place = {one: number for number, one in enumerate(known, 1)}
    return [None if one is None else place[one] for one in figures]


def exact(cell: Cell) -> Fraction | None:
    """What a cell is ranked by; None where it is unknown or no figure."""
    if isinstance(cell, Points):
        return _quotient(cell.rate) - _quotient(cell.against)
    if isinstance(cell, Rate):
        return _quotient(cell)
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return Fraction(cell)
    return None


def _quotient(rate: Rate) -> Fraction:
    return Fraction(rate.numerator) / Fraction(rate.denominator)
