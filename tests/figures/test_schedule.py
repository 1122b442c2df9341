"""序时 of one and of several, by months or evenly; and the day of a question that names none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sangeyipi.figures.schedule import dispatch_day, schedule, together, told
from sangeyipi.model.month import Month
from sangeyipi.model.plan import Plan

from .ledgers import project
from .reported import reporting, reports

MARCH = Month(2023, 3)
MONTHS = (Decimal(0), Decimal("0.2"), Decimal("0.4"), *[Decimal("0.6")] * 9)


def plan(year: str | None = None, months: tuple[Decimal, ...] | None = None) -> Plan:
    said: dict[str, Any] = {}
    if year is not None:
        said["yearly"] = {2023: Decimal(year)}
    if months is not None:
        said["monthly"] = {2023: months}
    return Plan(**said)


def test_by_months_where_they_are_given_else_evenly() -> None:
    assert schedule(plan("6"), MARCH).due == Decimal("1.5")
    assert schedule(plan("6", MONTHS), MARCH).due == Decimal("0.6")
    # Both, and different: the year's plan is what it is a share of.
    short = schedule(plan("10", MONTHS), MARCH)
    assert (short.plan, short.due) == (Decimal(10), Decimal("0.6"))
    # The year's plan not given: what the months come to.
    summed = schedule(plan(None, MONTHS), MARCH)
    assert (summed.plan, summed.due, summed.summed) == (Decimal(6), Decimal("0.6"), 1)
    unsaid = schedule(plan(), MARCH)
    assert (unsaid.plan, unsaid.due, unsaid.gone) == (None, None, None)
    # Another year's months say nothing of this one.
    assert schedule(plan("6", MONTHS), Month(2024, 3)).plan is None


def test_it_says_what_it_is_a_share_of() -> None:
    even, monthly = schedule(plan("6"), MARCH), schedule(plan("6", MONTHS), MARCH)
    assert even.gone is not None and even.gone[1:3] == (Decimal(3), Decimal(12))
    assert monthly.gone is not None
    assert monthly.gone[1:3] == (Decimal("0.6"), Decimal(6))
    assert (told(even), told(monthly)) == ("3÷12", "月计划")
    assert told(together([even, monthly], MARCH)) == "1 个项目按月计划，其余 3÷12"
    assert schedule(plan("0"), MARCH).gone is None


def test_several_are_added_up_before_they_are_divided() -> None:
    both = together([schedule(plan("2"), MARCH), schedule(plan("6", MONTHS), MARCH)], MARCH)
    assert (both.plan, both.due) == (Decimal(8), Decimal("1.1"))
    # 0.1 by months and 5×1÷12 evenly come to no decimal: the rate is exact all the same.
    mixed = together(
        [
            schedule(plan("5"), Month(2023, 1)),
            schedule(plan("6", (Decimal("0.1"),) * 12), Month(2023, 1)),
        ],
        Month(2023, 1),
    )
    assert mixed.gone is not None
    assert Fraction(mixed.gone.numerator) / Fraction(mixed.gone.denominator) == Fraction(62, 1320)
    # Thirds that come to a whole are a whole.
    three = together([schedule(plan("1"), Month(2023, 4))] * 3, Month(2023, 4))
    assert three.due == 1
    assert together([schedule(plan("2"), MARCH), schedule(plan(), MARCH)], MARCH).due is None


def test_the_day_is_the_end_of_the_newest_month_with_a_figure() -> None:
    said = [*reports("A", m2022_01="0.5 3 5"), *reports("A", m2022_02="- - -")]
    assert dispatch_day(reporting(project("A", "签约=1"), said=said)) == date(2022, 1, 31)
    assert dispatch_day(reporting(project("A", "签约=1"), said=said[1:])) is None
