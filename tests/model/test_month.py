"""Counting with months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.model.month import Month, last_full_month, month_of, parse_month

months = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))


def test_how_it_is_written() -> None:
    assert str(Month(2023, 5)) == "2023-05"
    assert Month(2023, 5).title == "2023年5月"


def test_its_days() -> None:
    assert (Month(2024, 2).first, Month(2024, 2).last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert Month(2023, 12).last == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (1, "2023-02"),
        (-1, "2022-12"),
        (11, "2023-12"),
        (12, "2024-01"),
        (-12, "2022-01"),
        (0, "2023-01"),
    ],
)
def test_plus(by: int, expected: str) -> None:
    assert str(Month(2023, 1).plus(by)) == expected


@given(months, st.integers(-500, 500))
def test_plus_and_since_undo_each_other(month: Month, by: int) -> None:
    there = month.plus(by)
    assert there.since(month) == by
    assert there.plus(-by) == month
    assert there.ordinal - month.ordinal == by
    assert (there > month) is (by > 0)


@given(st.dates(date(1900, 2, 1), date(2100, 1, 1)))
def test_the_last_full_month_is_over(day: date) -> None:
    full = last_full_month(day)
    assert full.last <= day < full.plus(1).last
    assert month_of(day) in (full, full.plus(1))


@pytest.mark.parametrize(
    "text",
    ["2023-5", "2023-13", "2023-00", "23-05", "2023-05 ", "２０２３-05", "2023/05", "", "0023-05"],
)
def test_what_is_no_month(text: str) -> None:
    assert parse_month(text) is None


@given(months)
def test_text_and_back(month: Month) -> None:
    assert parse_month(str(month)) == month
