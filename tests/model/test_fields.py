"""How values are written: what is taken, what is refused, and which spelling is offered."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sangeyipi.model.date_fields import Day, Planned, Reached, parse_date
from sangeyipi.model.fields import (
    Amount,
    Count,
    Flag,
    Identifier,
    PhaseNumber,
    PhaseSet,
    Rate,
    Text,
    parse_amount,
)


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: Any) -> tuple[str, str]:
    """The rule that refuses a value, and the spelling that it offers."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    (error,) = caught.value.errors(include_url=False)
    return error["type"], error.get("ctx", {}).get("spelling", "")


@pytest.mark.parametrize("text", ["0", "43", "12.5", "0.0001", "-3", "1.10", "999999999999"])
def test_amounts(text: str) -> None:
    assert read(Amount, text) == Decimal(text)
    assert parse_amount(text) == Decimal(text)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("１２.５", "12.5"),
        # As much is most likely 万元: either way of writing it is in the message.
        ("1,429.6", ""),
        ("1_000", ""),
        # No thousands: what a comma stands for there is not for us to say.
        ("12,5", ""),
        ("1,50", ""),
        ("1 5 10", ""),
        ("1,2,345", ""),
        ("12,5亿元", ""),
        ("12.5亿元", "12.5"),
        ("5000万元", "0.5"),
        ("5000万", "0.5"),
        ("1e3", ""),
        ("010", "10"),
        ("+5", ""),
        (".5", ""),
        ("5.", ""),
        ("0.00001", ""),
        ("NaN", ""),
        ("Infinity", ""),
        ("十二", ""),
        (" 12", "12"),
        ("1.5（含税）", ""),
        ("12:30", ""),
    ],
)
def test_amounts_refused(text: str, spelling: str) -> None:
    assert refusal(Amount, text) == ("bad-amount", spelling)


@pytest.mark.parametrize("value", [["1"], {"a": "1"}])
def test_a_list_is_no_amount(value: Any) -> None:
    assert refusal(Amount, value)[0] == "wrong-type"


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("7", 7), ("999999999", 999999999)])
def test_counts(text: str, count: int) -> None:
    assert read(Count, text) == count


@pytest.mark.parametrize(
    ("text", "spelling"),
    [("08", ""), ("3.0", ""), ("-1", ""), ("7个", "7"), ("1,000", "1000"), ("７", "7"), ("", "")],
)
def test_counts_refused(text: str, spelling: str) -> None:
    assert refusal(Count, text) == ("bad-count", spelling)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-05-08", date(2023, 5, 8), date(2023, 5, 8)),
        ("2023-06", date(2023, 6, 1), date(2023, 6, 30)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_dates(text: str, first: date, last: date) -> None:
    when = read(Reached, text)
    assert (when.text, when.first, when.last) == (text, first, last)
    assert parse_date(text) == last


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("2023-02-30", ""),
        ("2023-02-29", ""),
        ("2023-13", ""),
        ("2023-00-01", ""),
        ("2023-5-8", "2023-05-08"),
        ("2023.5.8", "2023-05-08"),
        ("2023/05/08", "2023-05-08"),
        ("2023年5月8日", "2023-05-08"),
        ("2023年6月", "2023-06"),
        ("20230508", "2023-05-08"),
        ("1717200000", ""),
        ("2023-6-31", ""),
        ("2023年13月", ""),
        ("20230230", ""),
        ("45000", ""),
        ("去年", ""),
        ("2023-05-08T00:00:00", ""),
    ],
)
def test_dates_refused(text: str, spelling: str) -> None:
    assert refusal(Reached, text) == ("bad-date", spelling)


def test_undated_is_for_milestones_only() -> None:
    assert read(Reached, "已").undated
    assert refusal(Planned, "已")[0] == "bad-date"
    assert refusal(Day, "已")[0] == "bad-date"


def test_a_day_is_never_made_up_from_a_month() -> None:
    assert read(Day, "2023-06-19") == date(2023, 6, 19)
    assert refusal(Day, "2023-06")[0] == "bad-date"


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False), ("True", True)])
def test_flags(text: str, flag: bool) -> None:
    assert read(Flag, text) is flag


@pytest.mark.parametrize(
    ("text", "spelling"),
    [("是", "true"), ("否", "false"), ("no", "false"), ("1", "true"), ("?", "")],
)
def test_flags_refused(text: str, spelling: str) -> None:
    assert refusal(Flag, text) == ("wrong-type", spelling)


@pytest.mark.parametrize("text", ["100", "99.2", "0", "100.0", "123.4567"])
def test_rates_keep_the_decimals_they_were_published_with(text: str) -> None:
    assert str(read(Rate, text)) == text


@pytest.mark.parametrize(("text", "spelling"), [("99.2%", "99.2"), ("９９", "99"), ("全部", "")])
def test_rates_refused(text: str, spelling: str) -> None:
    assert refusal(Rate, text) == ("bad-rate", spelling)


@pytest.mark.parametrize(
    ("text", "spelling"),
    [("第8期", "8"), ("1—7", "1-7"), ("1至7", "1-7"), ("6、8", "6,8"), ("0", ""), ("八", "")],
)
def test_phases_refused(text: str, spelling: str) -> None:
    assert refusal(PhaseSet, text) == ("bad-phase", spelling)


def test_where_one_phase_is_meant_a_range_is_refused() -> None:
    assert read(PhaseNumber, "8") == 8
    assert refusal(PhaseNumber, "1-7")[0] == "bad-phase"


@pytest.mark.parametrize("text", ["", " ", "　"])
def test_blank_text_is_refused(text: str) -> None:
    assert refusal(Text, text)[0] == "wrong-type"


@pytest.mark.parametrize("text", ["no", "010", "1_000", "12:30", "[bold]", "{0}"])
def test_text_stays_what_was_typed(text: str) -> None:
    assert read(Text, text) == text


@pytest.mark.parametrize("text", ["a b", "a,b", "a;b", "a|b", "a\nb", "x" * 65, "　"])
def test_ids_refused(text: str) -> None:
    assert refusal(Identifier, text)[0] == "wrong-type"


def test_braces_in_a_refused_value_are_no_placeholders() -> None:
    with pytest.raises(ValidationError) as caught:
        read(Amount, "{message}{0}")
    assert "{message}{0}" in caught.value.errors()[0]["msg"]
