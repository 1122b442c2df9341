"""The wall chart of the demo county beside what the other commands answer, and beside its files."""

import json
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO, inside

from . import lights_oracle as oracle
from .county_oracle import County, Row
from .ranks_oracle import REACHED, Books, Part, month_figures, on_list, reached

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


# The month's cards

CARDS = {
    "在册项次": "listings",
    "在册总投资": "listed_investment",
    "项目": "projects",
    "已开工": REACHED["开工"],
    "已投产": REACHED["投产"],
    "已达效": REACHED["达效"],
    "本期完成投资": "completed",
    "当年完成投资": "year_completed",
    "年度完成率": "year_rate",
    "累计完成投资": "completed_to_date",
    "累计到位资金": "funds",
    "资金到位率": "funds_rate",
}


def figures_at(county: County, month: int) -> Row:
    """Each card's figure at a month's end: a number, a rate or None; and which are the least."""
    end = oracle.end_of(month)
    listed = [code for batch in ("签约", "开工", "投产") for code in on_list(county, batch, end)]
    there = county.population(end)
    books = [Books(county, code, end) for code in there]
    line = month_figures([one for one in books if one.reports() or one.plan() is not None], month)
    line["listings"] = Fraction(len(listed))
    money = (Fraction(county.projects[one]["总投资"]) for one in listed)
    line["listed_investment"] = sum(money, Fraction(0))
    line["projects"] = Fraction(len(there))
    for step in ("开工", "投产", "达效"):
        answers = [reached(county, one, step, end) for one in there]
        line[REACHED[step]] = Fraction(answers.count(True)) or (None if None in answers else 0)
        if None in answers:
            line["at_least"].add(REACHED[step])
    return line


def half_up(value: Fraction, places: int) -> str:
    whole, rest = divmod(int(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    text = f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and text != "0" else text


def as_shown(line: Row, key: str) -> str:
    said = line[key]
    if said is None:
        return "—"
    if isinstance(said, Part):
        return f"{half_up(said.value * 100, 1)}%"
    return f"{'≥' if key in line['at_least'] else ''}{half_up(Fraction(said), 2)}"


def difference(now: Row, then: Row, key: str) -> str:
    if any(one[key] is None or key in one["at_least"] for one in (now, then)):
        return "比上月 —"
    if isinstance(now[key], Part):
        more, unit = (now[key].value - then[key].value) * 100, " 个百分点"
        return f"比上月 {'+' if more > 0 else ''}{half_up(more, 1)}{unit}"
    more = Fraction(now[key]) - Fraction(then[key])
    return f"比上月 {'+' if more > 0 else ''}{half_up(more, 2)}"


@pytest.mark.parametrize("day", ["2021-12-31", "2022-01-31", "2023-08-15", "2023-10-31"])
def test_the_cards_and_what_they_differ_by(day: str, tmp_path: Path) -> None:
    """Within a month, in January (nothing of the year is compared), where reports are lacking."""
    county, out = County(DEMO), tmp_path / "b.html"
    some = ("--phase", "1", "--batch", "签约")  # the cards are of all, whoever is picked
    assert inside("board", "--as-of", day, *some, "--ledger", DEMO, "--out", out).code == 0
    page = out.read_text("utf-8")
    cards = re.findall(
        r"<div><dt>(.*?)</dt><dd>(.*?)\s*<small>(.*?)</small></dd><dd>(.*?)</dd></div>", page
    )
    month = oracle.Life(county, next(iter(county.projects)), date.fromisoformat(day)).month
    now, then = figures_at(county, month), figures_at(county, month - 1)
    expected = []
    for name, key in CARDS.items():
        new = month % 12 == 0 and key.startswith("year")
        unit = "" if key.endswith("rate") else " 亿元"
        if key in ("listings", "projects", *REACHED.values()):
            unit = " 个"
        less = "" if new else difference(now, then, key)
        expected.append((name, as_shown(now, key), unit, less))
    assert [tuple(map(unescape, one)) for one in cards] == expected
