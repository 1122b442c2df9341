"""The one rounding rule against exact fractions."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.model.rounding import half_up, percentage, plain

amounts = st.decimals(Decimal(0), Decimal(10**12), places=4)
wholes = st.decimals(Decimal("0.0001"), Decimal(10**12), places=4)
places = st.integers(0, 4)


def by_fractions(value: Fraction, digits: int) -> Fraction:
    """Half up, for what is not negative."""
    unit = 10**digits
    return Fraction(floor(value * unit + Fraction(1, 2)), unit)


@given(wholes, wholes, places)
def test_percentage(part: Decimal, whole: Decimal, digits: int) -> None:
    exact = Fraction(part) / Fraction(whole) * 100
    shown = Fraction(percentage(part, whole, digits))
    unit = Fraction(1, 10**digits)
    rounded = by_fractions(exact, digits)
    if exact not in (0, 100) and rounded in (0, 100):
        assert shown != rounded
        assert abs(shown - exact) <= unit
    else:
        assert shown == rounded


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_percentage_of_counts(part: int, whole: int) -> None:
    shown = percentage(Decimal(part), Decimal(whole))
    assert (shown == 0) == (part == 0)
    assert (shown == 100) == (part == whole)
    assert (shown > 100) == (part > whole)


@given(amounts, places)
def test_half_up(value: Decimal, digits: int) -> None:
    assert Fraction(half_up(value, digits)) == by_fractions(Fraction(value), digits)


@given(amounts)
def test_plain_is_exact(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


@given(st.lists(amounts, max_size=30))
def test_sums_do_not_depend_on_order(values: list[Decimal]) -> None:
    assert sum(values, Decimal(0)) == sum(reversed(values), Decimal(0))
