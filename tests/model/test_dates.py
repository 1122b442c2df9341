from datetime import date

import pytest

from sangeyipi.model.dates import UNDATED, When, day, month

MAY_8 = day(date(2023, 5, 8))
MAY = month(2023, 5)
JUNE = month(2023, 6)


def test_a_month_is_an_interval_and_keeps_its_precision() -> None:
    assert (JUNE.text, JUNE.first, JUNE.last) == ("2023-06", date(2023, 6, 1), date(2023, 6, 30))


def test_february_of_a_leap_year_has_29_days() -> None:
    assert month(2024, 2).last == date(2024, 2, 29)
    assert month(2023, 2).last == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("one", "other", "certain"),
    [
        (MAY_8, JUNE, True),
        (MAY, JUNE, True),
        (MAY, MAY_8, False),
        (MAY_8, MAY, False),
        (MAY_8, MAY_8, False),
        (JUNE, MAY_8, False),
        (UNDATED, MAY_8, False),
        (MAY_8, UNDATED, False),
    ],
)
def test_before_only_when_certain(one: When, other: When, certain: bool) -> None:
    assert one.certainly_before(other) is certain


@pytest.mark.parametrize(
    ("when", "asked", "reached"),
    [
        (MAY_8, date(2023, 5, 7), False),
        (MAY_8, date(2023, 5, 8), True),
        (MAY, date(2023, 5, 30), False),
        (MAY, date(2023, 5, 31), True),
        (UNDATED, date(2023, 5, 8), None),
        (UNDATED, date.max, None),
    ],
)
def test_a_month_counts_from_its_last_day_and_undated_is_unknown(
    when: When, asked: date, reached: bool | None
) -> None:
    assert when.by(asked) is reached
