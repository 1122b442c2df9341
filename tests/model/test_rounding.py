from decimal import Decimal

import pytest

from sangeyipi.model.rounding import half_up, percentage, plain, rounded, written


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("0.125", 2, "0.13"),
        ("0.135", 2, "0.14"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-0.125", 2, "-0.13"),
        ("0.1249999999999999999999999999999", 2, "0.12"),
        ("132.95", 1, "133"),
        ("132.9499", 1, "132.9"),
        ("999999999999.99995", 4, "1000000000000"),
        ("43", 2, "43"),
        ("0.004", 2, "0"),
        ("-0.004", 2, "0"),
    ],
)
def test_a_tie_goes_away_from_zero(value: str, places: int, shown: str) -> None:
    assert rounded(Decimal(value), places) == shown


def test_half_up_keeps_its_places() -> None:
    assert str(half_up(Decimal("1.5"), 3)) == "1.500"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("43.0", "43"),
        ("137.70", "137.7"),
        ("1283", "1283"),
        ("1E+3", "1000"),
        ("1E-4", "0.0001"),
        ("100", "100"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
    ],
)
def test_plain_has_neither_exponent_nor_trailing_zeros(value: str, shown: str) -> None:
    assert plain(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "shown"),
    [
        (1999, 2000, 1, "99.9"),  # 99.95 would round to 100
        (1, 2, 1, "50"),
        (2, 3, 1, "66.7"),
        (1, 3, 1, "33.3"),
        (1, 8, 1, "12.5"),
        (1, 16, 1, "6.3"),  # 6.25: a tie
        (130, 131, 1, "99.2"),
        (0, 7, 1, "0"),
        (7, 7, 1, "100"),
        (1, 100000, 1, "0.1"),  # 0.001 would round to 0
        (1, 2000, 1, "0.1"),  # 0.05: a tie, up anyway
        (100001, 100000, 1, "100.1"),  # above 100 never shows as 100
        (199, 200, 0, "99"),
        (1, 300, 0, "1"),
        (299, 200, 0, "150"),
        (199999, 200000, 2, "99.99"),
        (1, 100000, 2, "0.01"),
        (3, 2, 1, "150"),
    ],
)
def test_percentage(numerator: int, denominator: int, places: int, shown: str) -> None:
    assert plain(percentage(Decimal(numerator), Decimal(denominator), places)) == shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1234567890.1234"), "1234567890.1234"),
        (Decimal("12.50"), "12.5"),
        (Decimal(10) / 12, "0.833333333333"),
        (Decimal(20) / 12 - 2, "-0.333333333333"),
        (Decimal(1) / 12 - Decimal(1) / 12, "0"),
        (Decimal("50") * 5 / 12, "20.833333333333"),
    ],
)
def test_a_machine_gets_every_digit_and_of_what_has_no_end_twelve(
    value: Decimal, text: str
) -> None:
    assert written(value) == text
