"""What a project's reports say together: each case is a way to be wrong."""

from decimal import Decimal

import pytest

from sangeyipi.figures.monthly import KnownAmount
from sangeyipi.model.ledger import Ledger

from .ledgers import project
from .reported import month, record, reporting, reports

#: 开工 in the middle of November.
STARTED = "签约=2021-07-10 开工=2021-11-15"


def one(reached: str = STARTED, invest: str | None = "10", **told: str) -> Ledger:
    return reporting(project("A", "签约=1", reached, invest=invest), said=reports("A", **told))


def amount(text: str) -> KnownAmount:
    """`3.1`, or `≥3.1`."""
    return KnownAmount(Decimal(text.removeprefix("≥")), not text.startswith("≥"))


@pytest.mark.parametrize(
    ("told", "when", "expected"),
    [
        ({"m2022_01": "0.5 3"}, "2022-01", "3"),
        # The next report tells what stood before it.
        ({"m2022_01": "0.5 3"}, "2021-12", "2.5"),
        ({"m2022_01": "- 3"}, "2021-12", "≥0"),
        # Nothing was completed before 开工; since then nobody says.
        ({"m2022_01": "0.5 3"}, "2021-10", "0"),
        ({"m2022_01": "0.5 3"}, "2021-11", "≥0"),
        # Silent afterwards.
        ({"m2022_01": "0.5 3"}, "2022-02", "≥3"),
        ({"m2022_01": "0.5 10"}, "2022-02", "10"),
        # What is complete stays so, unless a later report says that it did not.
        ({"m2022_01": "0.5 10", "m2022_04": "0.1 10.5"}, "2022-02", "≥10"),
        ({"m2022_01": "0.5 10", "m2022_03": "0.1 10.5"}, "2022-02", "10.4"),
        ({"m2022_01": "0.5 10", "m2022_02": "0.5"}, "2022-02", "10.5"),
        ({"m2022_01": "0.5 10", "m2022_04": "0.2"}, "2022-02", "≥10"),
        # Between two equal figures nothing changes.
        ({"m2022_01": "0.5 3", "m2022_04": "- 3"}, "2022-02", "3"),
        ({"m2022_01": "0.5 3", "m2022_04": "0.4 3.4"}, "2022-02", "3"),
        # Months that give only their own part.
        ({"m2022_01": "0.5 3", "m2022_02": "0.4"}, "2022-02", "3.4"),
        ({"m2022_01": "0.5 3", "m2022_02": "0.4", "m2022_03": "0.1"}, "2022-03", "3.5"),
        ({"m2022_01": "0.5 3", "m2022_03": "0.1"}, "2022-03", "≥3.1"),
        ({"m2022_01": "0.5", "m2022_02": "0.4 3"}, "2021-12", "2.1"),
        ({"m2021_11": "0.5", "m2021_12": "0.4"}, "2021-12", "0.9"),
        ({"m2021_12": "0.4"}, "2021-12", "≥0.4"),
        # Reports without any figure.
        ({"m2021_10": "-", "m2021_11": "0.5"}, "2021-11", "0.5"),
        ({"m2021_10": "-"}, "2021-10", "0"),
        ({"m2022_01": "0.5 3", "m2022_02": "-"}, "2022-02", "≥3"),
        # Once it is complete, a report of something else says nothing of it.
        ({"m2022_01": "0.5 10", "m2022_03": "- - 10"}, "2022-12", "10"),
        # Reports of something completed before 开工: then not even that is certain before.
        ({"m2021_11": "0.3 2"}, "2021-10", "1.7"),
        ({"m2021_11": "0.3 2"}, "2021-09", "≥0"),
        ({"m2021_11": "0.2", "m2021_12": "0.1 2"}, "2021-10", "1.7"),
        ({"m2021_09": "0.1 0.5"}, "2021-08", "0.4"),
        ({"m2021_09": "0.1 0.5"}, "2021-07", "≥0"),
        ({}, "2021-10", "0"),
        ({}, "2021-11", "≥0"),
    ],
)
def test_completed_to_date(told: dict[str, str], when: str, expected: str) -> None:
    assert record(one(**told)).completed_to_date(month(when)) == amount(expected)


@pytest.mark.parametrize(
    ("reached", "when", "expected"),
    [
        ("签约=2021-07-10", "2022-03", "0"),
        ("签约=2021-07-10 开工=已", "2022-03", "≥0"),
        ("签约=2021-07-10 开工=已", "2021-06", "0"),
        ("签约=2021-07-10 开工=2022-03", "2022-02", "0"),
        ("签约=2021-07-10 开工=2022-03", "2022-03", "≥0"),
        # 投产 without 开工: it was passed at some time, nobody says when.
        ("签约=2021-07-10 投产=2022-05-01", "2022-03", "≥0"),
        ("签约=2021-07-10 投产=2022-05-01", "2021-06", "0"),
    ],
)
def test_nothing_is_completed_before_the_start_if_that_is_certain(
    reached: str, when: str, expected: str
) -> None:
    assert record(one(reached)).completed_to_date(month(when)) == amount(expected)


@pytest.mark.parametrize(
    ("told", "opening", "closing", "expected"),
    [
        ({"m2022_01": "0.5 3"}, "2021-12", "2022-01", "0.5"),
        ({"m2022_01": "0.5"}, "2021-12", "2022-01", "0.5"),
        ({"m2022_01": "- 3"}, "2021-12", "2022-01", "≥0"),
        # The whole time since 开工.
        ({"m2022_01": "- 3"}, "2021-10", "2022-01", "3"),
        ({"m2022_01": "0.5 3", "m2022_02": "- 3.2"}, "2022-01", "2022-02", "0.2"),
        ({"m2022_01": "0.5 3", "m2022_03": "- 3.2"}, "2022-01", "2022-02", "≥0"),
        ({"m2022_01": "0.5 3", "m2022_03": "- 3.2"}, "2022-02", "2022-03", "≥0"),
        ({"m2022_01": "0.5 3", "m2022_03": "- 3.2"}, "2021-12", "2022-03", "0.7"),
        ({"m2022_01": "0.5 3", "m2022_02": "0.4"}, "2022-01", "2022-02", "0.4"),
        ({"m2022_01": "0.5 3", "m2022_02": "0.4"}, "2022-01", "2022-03", "≥0.4"),
        # The most it can have been before, and the least afterwards.
        ({"m2022_02": "- 3", "m2022_05": "- 5"}, "2022-01", "2022-05", "≥2"),
        ({"m2022_01": "0.5 10"}, "2022-01", "2022-04", "0"),
        ({"m2022_01": "0.5 10", "m2022_04": "0.1 10.5"}, "2022-01", "2022-02", "≥0"),
        ({}, "2021-09", "2021-10", "0"),
        ({}, "2021-12", "2022-01", "≥0"),
    ],
)
def test_completed_between_two_months(
    told: dict[str, str], opening: str, closing: str, expected: str
) -> None:
    told_of = record(one(**told))
    first, last = month(opening), month(closing)
    start, end = told_of.completed_to_date(first), told_of.completed_to_date(last)
    found = told_of.between(start, end, first, last)
    assert found == amount(expected)


@pytest.mark.parametrize(
    ("told", "when", "expected"),
    [
        ({"m2022_01": "0.5 3 4"}, "2022-01", "4"),
        ({"m2022_01": "0.5 3 4"}, "2022-02", "≥4"),
        ({"m2022_01": "0.5 3 4", "m2022_02": "0.5 3.5"}, "2022-02", "≥4"),
        ({"m2022_01": "0.5 3 4", "m2022_03": "0.5 4 4"}, "2022-02", "4"),
        ({"m2022_01": "0.5 3 4", "m2022_03": "0.5 4 5"}, "2022-02", "≥4"),
        # Who has completed everything reports no more; who goes on reporting has not done so.
        ({"m2022_01": "0.5 10 9"}, "2022-02", "9"),
        ({"m2022_01": "0.5 10 9", "m2022_03": "0 10 9.5"}, "2022-02", "≥9"),
        # The last report holds for what it says, not for what an older one said.
        ({"m2022_01": "- - 0", "m2022_04": "- 10"}, "2022-12", "≥0"),
        ({"m2022_01": "- - 3", "m2022_04": "- 10"}, "2022-04", "≥3"),
        ({"m2022_01": "0.5 10 9", "m2022_03": "0 10"}, "2022-02", "9"),
        ({"m2022_01": "0.5 10 9", "m2022_03": "0 10"}, "2022-03", "≥9"),
        ({"m2022_01": "0.5 10 9", "m2022_03": "-"}, "2022-12", "≥9"),
        ({"m2022_01": "0.5 10", "m2022_03": "- - 10"}, "2022-12", "10"),
        ({"m2022_01": "0.5 3"}, "2022-01", "≥0"),
        ({}, "2022-01", "≥0"),
    ],
)
def test_funds_to_date(told: dict[str, str], when: str, expected: str) -> None:
    assert record(one(**told)).funds_to_date(month(when)) == amount(expected)


@pytest.mark.parametrize(
    ("told", "when", "expected"),
    [
        ({"m2022_01": "0.5 3"}, "2021-10", False),
        ({"m2022_01": "0.5 3"}, "2021-11", True),
        ({"m2021_09": "-"}, "2021-08", False),
        ({"m2021_09": "-"}, "2021-09", True),
        # Something was completed before 开工, as a later report says.
        ({"m2021_11": "0.3 2"}, "2021-10", True),
    ],
)
def test_who_has_to_report(told: dict[str, str], when: str, expected: bool) -> None:
    assert record(one(**told)).under_report(month(when)) is expected


def test_nothing_is_finished_without_a_total() -> None:
    assert not record(one(invest=None, m2022_01="0 10 10")).finished(month("2022-01"))
    assert record(one(m2022_01="0 10 10")).finished(month("2022-01"))
    assert not record(one(m2022_01="0 10 10")).finished(month("2021-12"))


def test_what_a_later_report_leaves_for_before_may_be_all() -> None:
    said = record(one(m2021_10="3 3", m2021_12="-", m2022_01="0 10"))
    assert said.finished(month("2021-12"))
    assert not said.finished(month("2021-11"))
    said = record(one(m2021_10="3 3", m2021_12="-", m2022_01="1 10"))
    assert not said.finished(month("2021-12"))
