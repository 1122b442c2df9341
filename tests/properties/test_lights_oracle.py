"""`sgyp alerts` on the demo county: each light, its number and since when, beside an oracle."""

import json
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from conftest import DEMO, inside

from . import lights_oracle as oracle
from .county_oracle import County
from .lights_oracle import ORDER, Values

KEYS = dict(
    zip(ORDER, ("red", "yellow", "unknown", "exempt", "green", "not_applicable"), strict=True)
)
#: Among them a day within a month, and the newest one.
DAYS = [date(2022, 12, 31), date(2023, 6, 30), date(2023, 8, 15), date(2023, 10, 31)]


@cache
def county() -> County:
    return County(DEMO)


@cache
def told(day: date) -> dict[str, list[dict[str, Any]]]:
    done = inside("alerts", "--as-of", str(day), "--ledger", DEMO, "--format", "json")
    assert done.code == 0, done.errors
    return {table["id"]: table["rows"] for table in json.loads(done.text)["tables"]}


@cache
def expected(day: date) -> dict[str, dict[str, tuple[str, Values]]]:
    """Project → dimension → its mark and its figure."""
    found: dict[str, dict[str, tuple[str, Values]]] = {}
    for code in county().population(day):
        found[code] = {}
        for rule in county().config["红黄灯"]:
            mark, values = oracle.measured(county(), code, rule, day)
            if oracle.exempt(county(), code, rule, day):
                mark = "豁免"
            found[code][rule["维度"]] = (mark, values)
    return found


def worst(code: str, day: date) -> str:
    """What a project shows."""
    return oracle.lamp(county(), code, day).shown


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_how_many_of_each_light(day: date) -> None:
    rows = {row["dimension"]: row for row in told(day)["lights"]}
    for rule in county().config["红黄灯"]:
        marks = {code: each[rule["维度"]][0] for code, each in expected(day).items()}
        row = rows[rule["维度"]]
        for mark, key in KEYS.items():
            here = [code for code, one in marks.items() if one == mark]
            assert row[key] == len(here), (rule["维度"], mark, row[key], here)
    projects = [worst(code, day) for code in expected(day)]
    assert {key: rows["项目"][key] for key in KEYS.values()} == {
        key: projects.count(mark) for mark, key in KEYS.items()
    }


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_light_with_its_number_and_since_when(day: date) -> None:
    rows = {(row["id"], row["dimension"]): row for row in told(day)["alerts"]}
    rules = {rule["维度"]: rule for rule in county().config["红黄灯"]}
    lit = {
        (code, name): (mark, values)
        for code, each in expected(day).items()
        for name, (mark, values) in each.items()
        if mark in ("红", "黄")
    }
    assert {key for key, row in rows.items() if row["light"] in ("红", "黄")} == set(lit)
    for (code, name), (mark, values) in lit.items():
        row = rows[code, name]
        assert row["light"] == mark and not isinstance(values, str)
        if len(values) == 1:
            assert abs(Fraction(row["number"]) - values[0]) < Fraction(1, 10**11), (code, name)
        since = oracle.since(county(), code, rules[name], day)
        assert since is None or row["since"] == since, (code, name)
        assert row["project_light"] == worst(code, day)


def test_lights_of_each_colour_by_each_reason_occur() -> None:
    """On the days looked at here, together."""
    for rule in county().config["红黄灯"]:
        marks = {each[rule["维度"]][0] for day in DAYS for each in expected(day).values()}
        assert marks >= {"红", "黄", "绿"}, rule["维度"]
    assert {worst(code, DAYS[-1]) for code in expected(DAYS[-1])} >= {"红", "黄", "绿", "豁免"}
