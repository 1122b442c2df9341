"""Days from one to another as a filter writes them."""

from datetime import date

import pytest

from sangeyipi.model import dates
from sangeyipi.model.span import parse_span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-10..2023-12", "2023-10-01", "2023-12-31"),
        ("2023-10", "2023-10-01", "2023-10-31"),
        ("2023-10..", "2023-10-01", "9999-12-31"),
        ("..2023-02", "0001-01-01", "2023-02-28"),
        ("2023-q2", "2023-04-01", "2023-06-30"),
        ("2022..2023-Q1", "2022-01-01", "2023-03-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-05-08", "2023-05-08", "2023-05-08"),
        (" 2023-05-08..2023-05-08 ", "2023-05-08", "2023-05-08"),
    ],
)
def test_days(text: str, first: str, last: str) -> None:
    span = parse_span(text)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "..", "2023-13", "2023-12..2023-10", "20230508", "2023-02-30", "已", "1..2", "2023-10-1"],
)
def test_no_days(text: str) -> None:
    assert parse_span(text) is None


def test_a_month_that_lies_in_part_within_is_undecided() -> None:
    span = parse_span("2023-06-15..2023-08")
    assert span is not None
    assert span.holds(dates.month(2023, 6)) is None
    assert span.holds(dates.month(2023, 7)) is True
    assert span.holds(dates.month(2023, 9)) is False
    assert span.holds(dates.day(date(2023, 6, 14))) is False
    assert span.holds(dates.UNDATED) is None
