"""The wall chart of the demo county beside what the other commands answer, and beside its files."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO, inside

from . import lights_oracle as oracle
from .county_oracle import County, Row

DAY = date(2023, 8, 15)


def answered(words: str) -> dict[str, Row]:
    done = inside(*words.split(), "--as-of", str(DAY), "--ledger", DEMO, "--format", "json")
    assert done.code == 0, done.errors
    return {table["id"]: table for table in json.loads(done.text)["tables"]}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    out: Path = tmp_path_factory.mktemp("board") / "看板.html"
    assert inside("board", "--as-of", str(DAY), "--ledger", DEMO, "--out", out).code == 0
    return out.read_text("utf-8")


def attributes(page: str, name: str) -> dict[str, str]:
    rows = re.findall(r'<div class="row" role="row"([^>]*)>', page)
    pairs = ((re.search(r'data-id="([^"]+)"', one), one) for one in rows)
    return {
        id[1]: (found[1] if (found := re.search(f'data-{name}="([^"]*)"', one)) else "")
        for id, one in pairs
        if id
    }


def test_it_lights_as_alerts_and_list_and_the_files_say(page: str) -> None:
    shown = attributes(page, "light")
    county = County(DEMO)
    assert shown == {code: oracle.lamp(county, code, DAY).shown for code in county.population(DAY)}
    total = answered("alerts")["lights"]["rows"][-1]
    counts = Counter(shown.values())
    keys = {"红": "red", "黄": "yellow", "绿": "green", "—": "unknown", "豁免": "exempt"}
    assert {key: counts[mark] for mark, key in keys.items()} == {
        key: total[key] for key in keys.values()
    }
    red = {row["id"] for row in answered("list --light 红")["projects"]["rows"]}
    assert red == {id for id, mark in shown.items() if mark == "红"} != set()


def test_who_is_late_is_as_the_files_say(page: str) -> None:
    county = County(DEMO)
    late = {id for id, said in attributes(page, "late").items() if said}
    sure = {code: oracle.Life(county, code, DAY).late()[0] for code in county.population(DAY)}
    assert late == {code for code, months in sure.items() if months} != set()


def test_each_project_opens_with_its_own_records(page: str) -> None:
    county = County(DEMO)
    found = re.search(r'id="details">(.*?)</script>', page, re.S)
    assert found
    details: dict[str, Any] = json.loads(found[1])
    kinds = {
        "月调度": Counter(code for code, some in county.reports.items() for _ in some),
        "问题": Counter(one["项目"] for one in county.problems),
        "走访": Counter(one["项目"] for one in county.visits),
        "银企对接": Counter(one["项目"] for one in county.finance),
    }
    seen = set()
    for code, one in details.items():
        parts = {part["title"]: len(part["rows"]) for part in one["parts"]}
        for title, said in kinds.items():
            mine = next((count for name, count in parts.items() if title in name), 0)
            assert mine == said[code], (code, title, parts)
            seen |= {title} if mine else set()
    assert seen == set(kinds)
