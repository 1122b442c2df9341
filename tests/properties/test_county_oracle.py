"""Every figure of dispatch that the commands tell of the demo county, beside an oracle that reads
its files by itself and shares no code with the package.
"""

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from conftest import DEMO, inside

from . import county_oracle as oracle
from .county_oracle import LAST_LINE, County, Row, people

#: What does not end is written to twelve decimals.
_ENDLESS = Fraction(1, 10**11)
#: Among them a day within a month, and the newest one.
DAYS = [date(2022, 7, 15), date(2023, 6, 30), date(2023, 10, 31)]


@cache
def county() -> County:
    return County(DEMO)


@cache
def tables(line: str) -> dict[str, dict[str, Any]]:
    """What a command prints, by table."""
    told = inside(*line.split(), "--ledger", DEMO, "--format", "json")
    assert told.code == 0, told.errors
    said = json.loads(told.text)
    return {table["id"]: table for table in said.get("tables", [said])}


def read(row: Row, key: str) -> Any:
    """A cell in the oracle's terms."""
    value = row.get(key)
    if isinstance(value, dict):
        return Fraction(value["numerator"]) / Fraction(value["denominator"])
    return value


def same(said: Any, expected: Any) -> bool:
    """Whether a cell says what it should."""
    if said is None or expected is None or isinstance(expected, str):
        return bool(said == expected)
    exact = "." not in str(said)
    apart = abs(Fraction(said) - Fraction(expected))
    return apart < (Fraction(1, 10**30) if exact else _ENDLESS)


def compare(table: dict[str, Any], key: str, expected: dict[str, Row]) -> None:
    """Each row, by what stands in its first column, and all that the oracle knows of it."""
    rows = {row[key]: row for row in table["rows"]}
    assert set(rows) == set(expected)
    columns = {column["key"] for column in table["columns"]}
    for group, figures in expected.items():
        for name, value in figures.items():
            if name in columns:
                told = read(rows[group], name)
                assert same(told, value), (group, name, told, value)


def of_leaders(one: Row) -> Iterable[str]:
    return people(county().projects[one["项目"]]["包联领导"])


GROUPS: dict[str, tuple[str, Any]] = {
    "类别": ("kind", lambda one: [one["类别"]]),
    "牵头单位": ("lead-unit", lambda one: [one.get("牵头单位", "未填牵头单位")]),
    "包联领导": ("leader", of_leaders),
    "领域": ("sector", lambda one: [county().projects[one["项目"]]["领域"]]),
}


@pytest.mark.parametrize("by", GROUPS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_problems(day: date, by: str) -> None:
    said = tables(f"register 问题 --by {by} --as-of {day}")
    key, groups = GROUPS[by]
    rows = oracle.by(groups, oracle.problems_on(county(), day))
    expected = {group: oracle.problem_figures(some, day) for group, some in rows.items()}
    for name in ("problems", "problems-outcome"):
        compare(said[name], key, expected)
    listed = {row["id"]: row for row in said["problems-list"]["rows"]}
    assert set(listed) == {one["编号"] for one in rows[LAST_LINE]}
    for one in rows[LAST_LINE]:
        late = oracle.is_late(one, day)
        over = (day - oracle.last_day(one["时限"])).days if late else None
        assert listed[one["编号"]].get("days_over") == over
        assert (listed[one["编号"]]["status"] == "超期") == late
    complaints = said.get("problems-unregistered", {"rows": []})["rows"]
    assert {row["project"]: row["text"] for row in complaints} == oracle.unregistered(county(), day)


def test_open_and_overdue_problems() -> None:
    day = DAYS[-1]
    there = oracle.problems_on(county(), day)
    for option, holds in (("--open", oracle.is_open), ("--overdue", oracle.is_late)):
        listed = tables(f"register 问题 {option} --as-of {day}")["problems-list"]["rows"]
        expected = {one["编号"] for one in there if holds(one, day)}
        assert {row["id"] for row in listed} == expected and expected


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_visits(day: date) -> None:
    said = tables(f"register 走访 --as-of {day}")
    compare(said["visits-leaders"], "leader", oracle.leaders_of(county(), day))
    went = oracle.visits_of(county(), day)
    capacities = oracle.by(lambda row: [row["身份"]], went)
    expected = {who: oracle.visit_figures(county(), rows, day) for who, rows in capacities.items()}
    compare(said["visits-by-capacity"], "capacity", expected)
    assert len(said["visits-list"]["rows"]) == len(went)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_guarantees(day: date) -> None:
    said = tables(f"register 要素 --as-of {day}")
    compare(said["guarantees"], "guarantee", dict(oracle.guarantee_figures(county(), day)))
    compare(said["land"], "all", {LAST_LINE: oracle.land_figures(county(), day)})


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_financing(day: date) -> None:
    said = tables(f"register 银企 --as-of {day}")
    rows = oracle.by(lambda row: [row["银行"]], oracle.matches_on(county(), day))
    told = {row["bank"]: row for row in said["financing"]["rows"]}
    assert set(told) == set(rows)
    for bank, some in rows.items():
        figures = oracle.financing_figures(some)
        assert told[bank]["matched"] == figures.pop("matched")
        for name, (value, least) in figures.items():
            assert Fraction(told[bank][name]) == value
            assert (name in told[bank].get("lower_bounds", ())) == least, (bank, name)
    people_there = len(county().population(day))
    matched = len({row["项目"] for row in rows[LAST_LINE]})
    assert read(told[LAST_LINE], "coverage") == Fraction(matched, people_there)
