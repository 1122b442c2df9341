from datetime import date

import pytest

from sangeyipi.model import dates
from sangeyipi.model.dates import UNDATED, When
from sangeyipi.model.project import Project, Withdrawal
from sangeyipi.model.stages import Batch, Milestone

SIGNED, COMMITTED, STARTED, PRODUCING, AT_CAPACITY = Milestone
JUNE_15 = dates.day(date(2023, 6, 15))
JUNE = dates.month(2023, 6)


def project(
    milestones: dict[Milestone, When] | None = None,
    listed: dict[Batch, int] | None = None,
    out: When | None = None,
) -> Project:
    return Project(
        id="A",
        name="示例",
        listed={Batch.SIGNED: 1} if listed is None else listed,
        milestones=milestones or {},
        withdrawn=Withdrawal(date=out) if out else None,
    )


def reached(one: Project, as_of: date | None) -> list[bool | None]:
    return [one.reached(milestone, as_of) for milestone in Milestone]


def test_without_a_date_a_milestone_is_not_reached() -> None:
    assert reached(project(), None) == [False] * 5


def test_a_later_milestone_implies_the_earlier_ones() -> None:
    one = project({STARTED: JUNE_15})
    assert reached(one, None) == [True, True, True, False, False]


def test_reached_by_the_day_and_not_before() -> None:
    one = project({STARTED: JUNE_15})
    assert reached(one, date(2023, 6, 14)) == [False] * 5
    assert reached(one, date(2023, 6, 15)) == [True, True, True, False, False]


def test_a_month_counts_from_its_last_day() -> None:
    one = project({SIGNED: JUNE})
    assert one.reached(SIGNED, date(2023, 6, 29)) is False
    assert one.reached(SIGNED, date(2023, 6, 30)) is True


def test_an_implied_milestone_counts_even_within_its_own_month() -> None:
    one = project({SIGNED: JUNE, STARTED: JUNE_15})
    assert reached(one, date(2023, 6, 15)) == [True, True, True, False, False]


def test_undated_counts_without_a_day_and_is_unknown_with_one() -> None:
    one = project({STARTED: UNDATED})
    assert reached(one, None) == [True, True, True, False, False]
    assert reached(one, date(2023, 6, 15)) == [None, None, None, False, False]


def test_undated_is_certain_once_a_later_one_is() -> None:
    one = project({SIGNED: UNDATED, STARTED: JUNE_15})
    assert reached(one, date(2023, 6, 14)) == [None, False, False, False, False]
    assert reached(one, date(2023, 6, 15)) == [True, True, True, False, False]


def test_undated_is_not_reached_before_a_dated_predecessor() -> None:
    one = project({STARTED: JUNE_15, PRODUCING: UNDATED})
    # It was not there by then, so that it says nothing of what comes before it either.
    assert reached(one, date(2023, 6, 14)) == [False, False, False, False, False]


def test_of_a_project_that_says_nothing_nothing_is_known() -> None:
    assert reached(project(listed={}), None) == [None] * 5


@pytest.mark.parametrize(
    ("out", "as_of", "counts"),
    [
        (None, None, True),
        (JUNE_15, None, False),
        (JUNE_15, date(2023, 6, 14), True),
        (JUNE_15, date(2023, 6, 15), False),
        (JUNE, date(2023, 6, 29), True),
        (JUNE, date(2023, 6, 30), False),
    ],
)
def test_withdrawn_from_its_date_on(out: When | None, as_of: date | None, counts: bool) -> None:
    assert project(out=out).counts(as_of) is counts


@pytest.mark.parametrize(
    ("listed", "batch", "converted"),
    [
        ({Batch.SIGNED: 6, Batch.STARTED: 8}, Batch.STARTED, True),
        ({Batch.SIGNED: 6, Batch.STARTED: 8}, Batch.SIGNED, False),
        ({Batch.SIGNED: 8, Batch.STARTED: 8}, Batch.STARTED, False),
        ({Batch.STARTED: 8}, Batch.STARTED, False),
        ({Batch.SIGNED: 6, Batch.PRODUCING: 8}, Batch.PRODUCING, True),
    ],
)
def test_conversion_is_from_an_earlier_phase(
    listed: dict[Batch, int], batch: Batch, converted: bool
) -> None:
    assert project(listed=listed).converted(batch) is converted
