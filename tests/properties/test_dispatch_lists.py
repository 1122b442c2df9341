"""What `list` finds by how projects stand on a day, beside an oracle that reads the files itself:
who is certainly meant, who may be, and the figures shown of them.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from conftest import DEMO, inside

from . import lights_oracle as oracle
from .county_oracle import County, Row, last_day
from .lights_oracle import UNKNOWN, Life, Values

#: Among them a day within a month, and the newest one.
DAYS = [date(2022, 6, 30), date(2022, 12, 31), date(2023, 8, 15), date(2023, 10, 31)]
_ENDLESS = Fraction(1, 10**11)
#: Yes, no, or None: nobody can say.
Verdict = bool | None


@cache
def county() -> County:
    return County(DEMO)


@cache
def listed(words: str) -> Row:
    done = inside("list", *words.split(), "--ledger", DEMO, "--format", "json")
    assert done.code == 0, done.errors
    said: Row = json.loads(done.text)
    return said["tables"][0] if "tables" in said else said


def doubtful(table: Row) -> list[str]:
    """Who is named as perhaps meant; as many as are said to be."""
    found: list[str] = []
    for note in table["notes"]:
        said = re.fullmatch(r"另有 (\d+) 个.*，未列入：(.*)。", note)
        if said:
            names = said[2].split("、")
            assert len(names) == int(said[1])
            found += names
    return sorted(found)


def check(words: str, day: date, judge: Callable[[str], Verdict]) -> Row:
    """The list that a filter gives: exactly those certainly meant, and the others named."""
    table = listed(f"{words} --as-of {day}")
    verdicts = {code: judge(code) for code in county().population(day)}
    meant = [code for code, one in verdicts.items() if one]
    assert sorted(row["id"] for row in table["rows"]) == sorted(meant), words
    assert doubtful(table) == sorted(code for code, one in verdicts.items() if one is None), words
    if meant:
        money = sum(Fraction(county().projects[one]["总投资"]) for one in meant)
        (said,) = (note for note in table["notes"] if note.startswith("共 "))
        told = re.match(r"共 (\d+) 个项目.*总投资 ([0-9.]+) 亿元", said)
        assert told and (int(told[1]), Fraction(told[2])) == (len(meant), money)
    return table


def at_least(values: Values, least: int) -> Verdict:
    if isinstance(values, str):
        return None if values == UNKNOWN else False
    seen = {value >= least for value in values}
    return seen.pop() if len(seen) == 1 else None


def points(cell: Row) -> Fraction:
    """What a cell of percentage points says, from its two rates."""
    rates = [Fraction(one["numerator"]) / Fraction(one["denominator"]) for one in _rates(cell)]
    return (rates[0] - rates[1]) * 100


def _rates(cell: Row) -> list[Row]:
    return [cell["rate"], cell["against"]]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("least", [0, 10, 30])
def test_behind_by_points(day: date, least: int) -> None:
    def values(code: str) -> Values:
        return Life(county(), code, day).points_behind()

    table = check(f"--behind-points {least}", day, lambda code: at_least(values(code), least))
    for row in table["rows"]:
        behind = values(row["id"])
        if not isinstance(behind, str) and len(behind) == 1:
            assert abs(points(row["ahead"]) + behind[0]) < _ENDLESS, row["id"]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("least", [0, 1, 6])
def test_behind_by_months(day: date, least: int) -> None:
    def judge(code: str) -> Verdict:
        life = Life(county(), code, day)
        sure, unsure = life.late()
        if any(one >= least for one in sure):
            return True
        if any(one >= least for one in unsure):
            return None
        # Without any planned day nobody knows, unless there is nothing left to be late.
        return False if life.planned() or life.reached("达效", day) else None

    table = check(f"--behind-months {least}", day, judge)
    for row in table["rows"]:
        sure, unsure = Life(county(), row["id"], day).late()
        if not unsure:
            assert row["months_overdue"] == max(sure)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("light", ["红", "黄", "绿"])
def test_by_light(day: date, light: str) -> None:
    def judge(code: str) -> Verdict:
        lamp = oracle.lamp(county(), code, day)
        if lamp.shown == light:
            return True
        return None if light in lamp.possible else False

    table = check(f"--light {light}", day, judge)
    assert {row["light"] for row in table["rows"]} <= {light}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("month", ["2021-11", "2022-05", "2023-08", "2023-09", "2023-10"])
def test_unreported(day: date, month: str) -> None:
    last = last_day(month)

    def judge(code: str) -> Verdict:
        life = Life(county(), code, day)
        if month in life.reports:
            return False
        if life.reached("达效", last) or life.finished(oracle.month_of(last)):
            return False
        if any(one < month for one in life.reports):
            return True
        return life.reached("开工", last)

    table = check(f"--unreported {month}", day, judge)
    newest = {code: max(told) for code, told in _told_by(day).items()}
    for row in table["rows"]:
        assert row.get("reported") == newest.get(row["id"])


def _told_by(day: date) -> dict[str, list[str]]:
    months = {
        code: [one for one in reports if last_day(one) <= day]
        for code, reports in county().reports.items()
    }
    return {code: told for code, told in months.items() if told}


def test_these_filters_meet_what_they_are_about() -> None:
    """Each finds somebody on the newest day, and somebody of whom nobody can say."""
    newest: dict[str, Any] = {
        words: listed(f"{words} --as-of {DAYS[-1]}")
        for words in ("--behind-points 10", "--behind-months 1", "--light 红", "--light 黄")
    }
    assert all(one["rows"] for one in newest.values())
    assert any(doubtful(one) for one in newest.values())
