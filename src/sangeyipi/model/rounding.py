"""The one rounding rule: half up, once, from exact decimals, at the edge.

Owns every conversion of an exact figure into shown digits.  Nothing else in the package rounds.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

#: Wide enough that no sum or ratio of ledger figures is rounded before this module rounds it.
EXACT = Context(prec=60)
_WRITTEN_PLACES = 12
#: What a spreadsheet shows of a number; what it saves has two binary digits' worth of noise more.
_SPREADSHEET = Context(prec=15, rounding=ROUND_HALF_UP)


@lru_cache(maxsize=256)
def _last(places: int) -> Decimal:
    """One of the last of so many decimals."""
    return Decimal(1).scaleb(-places)


def half_up(value: Decimal, places: int) -> Decimal:
    """`value` with `places` decimals; a tie goes away from zero (0.125 → 0.13)."""
    return value.quantize(_last(places), ROUND_HALF_UP, EXACT)


def at_least(value: Decimal, places: int) -> Decimal:
    """The smallest number with `places` decimals that is not below `value`: what is enough."""
    return value.quantize(_last(places), ROUND_CEILING, EXACT)


def cut_off(value: Decimal, places: int) -> Decimal:
    """`value` with its further decimals cut off: how a figure looks that nobody rounded."""
    return value.quantize(_last(places), ROUND_FLOOR, EXACT)


def as_spreadsheets_show(value: Decimal) -> Decimal:
    """A number that a spreadsheet saved, to its 15 digits: 12.300000000000001 is 12.3."""
    return _SPREADSHEET.plus(value)


def plain(value: Decimal) -> str:
    """Exact digits without exponent or trailing zeros: 43, 137.7, 1283."""
    return _trimmed(f"{value:f}")


def written(value: Decimal) -> str:
    """An amount for a machine: with all the digits that it has.

    Only what is divided (a twelfth of a year's plan) may have no end; it is written half up to 12
    places, which no figure of the ledger's own can reach.
    """
    return rounded(value, _WRITTEN_PLACES)


def rounded(value: Decimal, places: int) -> str:
    """`value` half up to `places` decimals, as it is shown: trailing zeros dropped."""
    text = f"{value:f}"
    dot = text.find(".")
    # Most figures have no more digits than are shown; rounding would only cost time.
    if 0 <= dot < len(text) - 1 - places:
        text = f"{half_up(value, places):f}"
    return _trimmed(text)


def fixed(value: Decimal, places: int) -> str:
    """`value` half up with `places` decimals, zeros and all: 43.0 above 137.7."""
    text = f"{half_up(value, places):f}"
    return text.removeprefix("-") if not text.strip("-0.") else text


def decimals(value: Decimal, most: int) -> int:
    """How many decimals `value` has left once it is half up to `most` of them."""
    return len(rounded(value, most).partition(".")[2])


def _trimmed(text: str) -> str:
    if text[-1] == "0" and "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def has_places(value: Decimal, places: int) -> bool:
    """Whether `value` has no more than `places` decimals, so that rounding leaves it as it is."""
    return len(f"{value:f}".partition(".")[2]) <= places


def percentage(numerator: Decimal, denominator: Decimal, places: int = 1) -> Decimal:
    """Numerator ÷ denominator in per cent, half up to `places` decimals.

    100 only when both are equal and 0 only when the numerator is 0: 1999/2000 gives 99.9, never
    100.  The denominator must be positive.
    """
    exact = EXACT.divide(numerator * 100, denominator)
    shown = half_up(exact, places)
    if shown == 100 and numerator < denominator:
        return exact.quantize(_last(places), ROUND_FLOOR, EXACT)
    smallest = _last(places)
    if shown == 100 and numerator > denominator:
        return 100 + smallest
    if shown == 0 and numerator != 0:
        return smallest
    return shown


def points_between(
    numerator: Decimal, denominator: Decimal, other_numerator: Decimal, other_denominator: Decimal
) -> Decimal:
    """Percentage points by which one ratio exceeds another, half up, one decimal.

    A difference that is not 0 never shows as 0: 0.1 or -0.1.  The denominators must be positive.
    """
    ahead = numerator * other_denominator - other_numerator * denominator
    shown = half_up(EXACT.divide(ahead * 100, denominator * other_denominator), 1)
    return shown or (Decimal("0.1").copy_sign(ahead) if ahead else shown)
