"""Periods: their days, their months, and what they are compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.model.ledger import Phase
from sangeyipi.model.month import Month
from sangeyipi.model.period import (
    Period,
    PeriodKind,
    moved,
    of_month,
    of_phase,
    of_quarter,
    of_year,
    parse_period,
    year_before,
)

PHASES = tuple(
    Phase(number=number, date=day)
    for number, day in (
        (1, date(2021, 7, 10)),
        (2, date(2021, 10, 1)),
        (3, date(2022, 1, 4)),
        (4, date(2022, 1, 20)),
    )
)
TODAY = date(2022, 3, 15)


def phase(number: int, today: date = TODAY) -> Period:
    found = of_phase(number, PHASES, today)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "text", "name", "title", "first", "last"),
    [
        ("month", "2024-02", "2024-02", "2024年2月", "2024-02-01", "2024-02-29"),
        ("quarter", "2023-Q2", "2023-Q2", "2023年第二季度", "2023-04-01", "2023-06-30"),
        ("quarter", "2023q4", "2023-Q4", "2023年第四季度", "2023-10-01", "2023-12-31"),
        ("year", "2023", "2023", "2023年", "2023-01-01", "2023-12-31"),
    ],
)
def test_calendar_periods(
    kind: str, text: str, name: str, title: str, first: str, last: str
) -> None:
    found = parse_period(PeriodKind(kind), text)
    assert found is not None
    assert (found.name, found.title) == (name, title)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert parse_period(found.kind, found.name) == found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("month", "2023"),
        ("month", "2023-13"),
        ("quarter", "2023-Q5"),
        ("quarter", "2023-06"),
        ("year", "23"),
        ("year", "２０２３"),
        ("phase", "8"),
    ],
)
def test_what_is_no_period(kind: str, text: str) -> None:
    assert parse_period(PeriodKind(kind), text) is None


@pytest.mark.parametrize(
    ("number", "first", "last", "opening", "closing"),
    [
        # Its own months are those that it covers whole.
        (1, "2021-07-10", "2021-09-30", "2021-07", "2021-09"),
        (2, "2021-10-01", "2022-01-03", "2021-09", "2021-12"),
        (3, "2022-01-04", "2022-01-19", "2022-01", "2021-12"),
        (4, "2022-01-20", "2022-03-15", "2022-01", "2022-02"),
    ],
)
def test_phases(number: int, first: str, last: str, opening: str, closing: str) -> None:
    found = phase(number)
    assert (found.name, found.title) == (f"phase-{number}", f"第{number}期")
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert (str(found.opening_month), str(found.month)) == (opening, closing)


def test_a_phase_under_way_ends_today() -> None:
    assert phase(2, date(2021, 11, 5)).last == date(2021, 11, 5)
    assert phase(2, date(2021, 10, 1)).last == date(2021, 10, 1)
    assert of_phase(2, PHASES, date(2021, 9, 30)) is None
    assert of_phase(9, PHASES, TODAY) is None


def test_two_phases_of_one_day_end_together() -> None:
    twins = (Phase(number=1, date=date(2022, 1, 1)), Phase(number=2, date=date(2022, 1, 1)))
    days = [(p.first, p.last) for n in (1, 2) if (p := of_phase(n, twins, TODAY))]
    assert days == [(date(2022, 1, 1), TODAY)] * 2


@given(st.integers(1950, 2090), st.integers(1, 12), st.integers(-30, 30))
def test_moving_calendar_periods(year: int, number: int, by: int) -> None:
    quarter = of_quarter(year, (number + 2) // 3)
    for period in (of_month(Month(year, number)), quarter, of_year(year)):
        there = moved(period, by)
        assert there is not None
        assert moved(there, -by) == period
        following = moved(period, 1)
        assert following is not None
        assert following.first == period.last + timedelta(1)
        assert period.opening_month.last < period.first
        assert period.month.last == period.last


def test_moving_phases() -> None:
    assert moved(phase(3), -1, PHASES) == phase(2)
    assert moved(phase(3), 1, PHASES, TODAY) == phase(4)
    assert moved(phase(3), 1, PHASES) is None
    assert moved(phase(1), -1, PHASES) is None


def test_the_year_before() -> None:
    assert year_before(of_month(Month(2024, 2))) == of_month(Month(2023, 2))
    assert year_before(of_quarter(2024, 1)) == of_quarter(2023, 1)
    assert year_before(of_year(2024)) is None
    assert year_before(phase(2)) is None
