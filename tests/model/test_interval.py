"""Intervals as thresholds are written: what lies within, at both ends."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sangeyipi.model.interval import parse_interval


@pytest.mark.parametrize(
    ("text", "within", "outside"),
    [
        ("≥10", ("10", "11"), ("9.9999",)),
        (">10", ("10.0001",), ("10", "9")),
        ("<60%", ("59.9", "-1"), ("60", "61")),
        ("≤60", ("60",), ("60.0001",)),
        ("≥10且<30", ("10", "29.9999"), ("9", "30")),
        ("＞10 且 ≤ 30", ("10.1", "30"), ("10", "30.1")),
        ("10-30", ("10", "30"), ("9.99", "30.01")),
        ("-5--1", ("-5", "-1"), ("0", "-6")),
        ("3", ("3",), ("2.9999", "3.0001")),
    ],
)
def test_what_lies_within(text: str, within: tuple[str, ...], outside: tuple[str, ...]) -> None:
    found = parse_interval(text)
    assert found is not None
    assert all(found.holds(Decimal(one)) and found.holds(Fraction(one)) for one in within)
    assert not any(found.holds(Decimal(one)) or found.holds(Fraction(one)) for one in outside)
    # What is written back says the same.
    assert parse_interval(str(found)) == found


def test_a_fraction_without_end_is_compared_exactly() -> None:
    found = parse_interval(">33.3333")
    assert found is not None
    assert found.holds(Fraction(100, 3))
    assert not found.holds(Fraction(333333, 10000))


@pytest.mark.parametrize("text", ["", "10以上", "≥10且≥20", "<5且<6", ">", "1-2-3", "≥1e3"])
def test_what_is_no_interval(text: str) -> None:
    assert parse_interval(text) is None


def test_what_holds_nothing() -> None:
    for text in ("≥30且<10", ">10且≤10", "30-10"):
        found = parse_interval(text)
        assert found is not None
        assert found.empty
