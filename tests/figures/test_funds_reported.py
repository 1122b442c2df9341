"""资金到位率 of section one: the funds that had arrived by the day, where projects report them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sangeyipi.figures.rates import funds_rate
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.ledger import Config, Ledger, Phase
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.phases import phases
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch

CONFIG = Config(name="示例", phases=(Phase(number=1, date=date(2023, 1, 10)),))
SCOPE = Scope(phases([1]))


def _project(id: str, investment: int, funds: str | None = None) -> Project:
    listed = {Batch.SIGNED: 1}
    own = None if funds is None else Decimal(funds)
    return Project(id=id, name=id, investment=Decimal(investment), funds=own, listed=listed)


def _report(id: str, month: int, funds: str | None, done: str = "1") -> MonthlyReport:
    arrived = None if funds is None else Decimal(funds)
    return MonthlyReport(
        id=id, month=Month(2023, month), funds_to_date=arrived, completed_to_date=Decimal(done)
    )


LEDGER = Ledger(
    config=CONFIG,
    projects=(_project("A", 10, "9"), _project("B", 10, "3")),
    reports=(_report("A", 2, "2"), _report("A", 3, "4"), _report("A", 4, None)),
)


@pytest.mark.parametrize(
    ("day", "funds"),
    [
        (date(2023, 1, 31), None),  # nobody says what had arrived before the first report
        (date(2023, 2, 28), "5"),
        (date(2023, 3, 30), None),  # more may have come in since February
        (date(2023, 3, 31), "7"),
        (date(2023, 4, 30), None),  # April's report does not say
        (None, "7"),
    ],
)
def test_what_had_arrived_by_the_day(day: date | None, funds: str | None) -> None:
    answer = funds_rate(Figures(LEDGER, day), SCOPE)
    assert answer.numerator.value == (None if funds is None else Decimal(funds))
    assert (answer.rate is None) == (funds is None)


def test_what_did_not_change_around_a_silent_month_is_known() -> None:
    reports = (_report("A", 2, "2"), _report("A", 3, None), _report("A", 4, "2"))
    ledger = Ledger(config=CONFIG, projects=LEDGER.projects, reports=reports)
    assert funds_rate(Figures(ledger, date(2023, 3, 31)), SCOPE).numerator.value == 5


def test_without_reports_the_project_itself_says() -> None:
    ledger = Ledger(config=CONFIG, projects=LEDGER.projects)
    assert funds_rate(Figures(ledger, date(2023, 2, 28)), SCOPE).numerator.value == 12


def test_what_is_complete_stays_as_it_was_reported_last() -> None:
    reports = (_report("A", 2, "8", done="10"), _report("B", 3, "3"))
    ledger = Ledger(config=CONFIG, projects=LEDGER.projects, reports=reports)
    assert funds_rate(Figures(ledger, date(2023, 3, 31)), SCOPE).numerator.value == 11


MIDDLE = date(2023, 5, 20)


@pytest.mark.parametrize(
    ("said", "day", "funds"),
    [
        # Complete, and the last report says so: nothing more has come in.
        ([_report("A", 4, "9", done="10")], MIDDLE, "9"),
        ([_report("A", 4, "9", done="9")], MIDDLE, None),
        # Complete, but of the funds only an older report speaks, or none at all.
        ([_report("A", 3, "2"), _report("A", 4, None, done="10")], MIDDLE, None),
        ([_report("A", 3, "2"), _report("A", 4, None, done="10")], date(2023, 5, 31), None),
        ([_report("A", 4, None, done="10")], MIDDLE, None),
        ([_report("A", 4, None, done="10")], date(2023, 5, 31), None),
        # Complete, and afterwards more came in: in between nobody knows.
        ([_report("A", 4, "9", done="10"), _report("A", 5, "9.5", done="10")], MIDDLE, None),
        ([_report("A", 4, "9", done="10"), _report("A", 5, "9", done="10")], MIDDLE, "9"),
        # What is the same before and after tells of month ends only.
        ([_report("A", 4, "2"), _report("A", 5, "2")], MIDDLE, None),
        # That it was complete by then only a later report tells: money may have come in since.
        (
            [_report("A", 4, "2"), replace(_report("A", 6, None, done="10"), completed=Decimal(0))],
            date(2023, 5, 31),
            None,
        ),
        # Without a day what was reported last.
        ([_report("A", 3, "2"), _report("A", 4, None, done="10")], None, "2"),
    ],
)
def test_the_last_report_holds_for_what_it_says(
    said: list[MonthlyReport], day: date | None, funds: str | None
) -> None:
    ledger = Ledger(config=CONFIG, projects=(_project("A", 10),), reports=tuple(said))
    answer = funds_rate(Figures(ledger, day), SCOPE)
    assert answer.numerator.value == (None if funds is None else Decimal(funds))
