"""`summary --by … --rank …` on the demo county: whole tables, by an oracle that reads its files."""

import json
import shutil
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO, inside

from . import ranks_oracle as oracle
from .county_oracle import LAST_LINE, County, Row
from .ranks_oracle import GROUPS, RATES, Ahead, Part, Ranked

MONTH_DAYS = [date(2022, 12, 31), date(2023, 8, 15)]
DAYS = [None, *MONTH_DAYS]
#: What months say, by heading; the key of its column.
OF_MONTH = {
    "年度完成率": "year_rate",
    "超/欠序时（百分点）": "ahead",
    "累计完成投资": "completed_to_date",
    "资金到位率": "funds_rate",
}
_ENDLESS = Fraction(1, 10**11)


@cache
def read(folder: Path) -> County:
    return County(folder)


@cache
def table(folder: Path, word: str, rank: str, day: date | None) -> Row:
    as_of = ("--as-of", str(day)) if day else ()
    words = ("summary", "--by", word, "--rank", rank, *as_of)
    done = inside(*words, "--ledger", folder, "--format", "json")
    assert done.code == 0, done.errors
    (found,) = json.loads(done.text)["tables"]
    return dict(found)


def same(told: Any, expected: Any) -> bool:
    """Whether a cell says what it should."""
    if expected is None or told is None:
        return told is expected
    if isinstance(expected, Part):
        return all(
            _equal(told[name], one)
            for name, one in zip(("numerator", "denominator"), expected, strict=True)
        )
    if isinstance(expected, Ahead):
        return same(told["rate"], expected.rate) and _equal(
            _quotient(told["against"]), expected.due.value
        )
    return _equal(told, expected)


def _quotient(told: Row) -> Fraction:
    return Fraction(told["numerator"]) / Fraction(told["denominator"])


def _equal(told: Any, expected: Any) -> bool:
    return abs(Fraction(told) - Fraction(expected)) < _ENDLESS


def check(told: Row, word: str, lines: dict[str, Row], expected: list[Ranked]) -> None:
    """Every row, in order, and every cell of it."""
    key = GROUPS[word]
    *rows, total = told["rows"]
    placed = [(one.label, one.place) for one in expected]
    assert sorted(map(str, placed)) == sorted(str((row[key], row.get("rank"))) for row in rows)
    # Who has no place stands after those who have one, of its own group.
    shown = [(row[key], row.get("rank")) for row in rows if row.get("rank")]
    assert shown == [one for one in placed if one[1]]
    assert [bool(row.get("rank")) for row in rows] == [bool(place) for _, place in placed]
    by_label = {one.label: one for one in expected}
    for row in (*rows, total):
        figures = lines[row[key]]
        assert set(row.get("lower_bounds", ())) == figures["at_least"], row
        for name, value in figures.items():
            if name != "at_least" and name in row:
                assert same(row[name], value), (row[key], name, row[name], value)
        missing = {name for name in figures if name not in row} - {"at_least"}
        assert not missing, (row[key], missing)
        if row[key] in by_label and by_label[row[key]].group:
            assert row["rank_group"] == by_label[row[key]].group
    assert total[key] == LAST_LINE and "rank" not in total


def base(value: Part | Ahead) -> str:
    """What a rate is made of, as it is printed."""
    if isinstance(value, Ahead):
        return f"{_percent(value.rate)}-{_percent(value.due)}"
    return f"{_rounded(value.above, 2)}/{_rounded(value.below, 2)}"


def _rounded(value: Fraction, places: int) -> str:
    whole, rest = divmod(int(value * 10**places + Fraction(1, 2)), 10**places)
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")


def _percent(rate: Part) -> str:
    return f"{_rounded(rate.value * 100, 1)}%"


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("word", GROUPS)
@pytest.mark.parametrize("rank", ["签约开工率", "投产达效率", "总投资"])
def test_of_lists(rank: str, word: str, day: date | None) -> None:
    batch, step = RATES.get(rank, (None, ""))
    key = oracle.REACHED[step] if batch else "investment"
    lines = oracle.of_lists(read(DEMO), word, batch, day)
    told = table(DEMO, word, rank, day)
    expected = oracle.ranked(lines, key, {})
    check(told, word, lines, expected)
    places = [one.place for one in expected if one.place]
    assert places == sorted(places)
    for row in told["rows"][:-1]:
        if batch and row.get("rank"):
            assert row[key]["name"] == rank
            assert row["rank_base"] == base(lines[row[GROUPS[word]]][key])


@pytest.mark.parametrize("day", MONTH_DAYS, ids=str)
@pytest.mark.parametrize("word", GROUPS)
@pytest.mark.parametrize("rank", OF_MONTH)
def test_of_the_month(rank: str, word: str, day: date) -> None:
    lines = oracle.of_month(read(DEMO), word, day)
    told = table(DEMO, word, rank, day)
    assert oracle.month_said(day) in told["title"]
    key = OF_MONTH[rank]
    check(told, word, lines, oracle.ranked(lines, key, {}))
    for row in told["rows"][:-1]:
        if row.get("rank") and "rank_base" in row:
            assert row["rank_base"] == base(lines[row[GROUPS[word]]][key])


def test_the_month_is_the_newest_one_reported() -> None:
    newest = date(2023, 10, 31)
    assert (
        table(DEMO, "领域", "年度完成率", None)["rows"]
        == (table(DEMO, "领域", "年度完成率", newest)["rows"])
    )


def test_from_the_smallest() -> None:
    lines = oracle.of_lists(read(DEMO), "责任单位", None, None)
    told = table(DEMO, "责任单位", "+总投资", None)
    check(told, "责任单位", lines, oracle.ranked(lines, "investment", {}, rising=True))


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county with units, leaders and sectors ranked apart in groups; some in none."""
    folder = Path(shutil.copytree(DEMO, tmp_path_factory.mktemp("apart") / "demo"))
    lines = ["排名分组:"]
    for word in GROUPS:
        names = sorted(
            {label for one in read(DEMO).projects.values() for label in oracle.labels(one, word)}
        )
        for group, some in (("甲组", names[::3]), ("乙组", names[1::3])):
            said = "".join(f"\n      - {one}" for one in some if not one.startswith("未填"))
            lines.append(f"  - 按: {word}\n    组: {group}\n    名单:{said}")
    file = folder / "ledger.yaml"
    file.write_text(file.read_text("utf-8") + "\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.mark.parametrize("word", GROUPS)
@pytest.mark.parametrize("rank", ["签约开工率", "年度完成率"])
def test_groups_are_ranked_apart(apart: Path, rank: str, word: str) -> None:
    day = date(2022, 12, 31)
    county = read(apart)
    groups = oracle.apart(county, word)
    assert list(groups) == ["甲组", "乙组"]
    if rank in RATES:
        lines, key = oracle.of_lists(county, word, "签约", day), "started"
    else:
        lines, key = oracle.of_month(county, word, day), "year_rate"
    expected = oracle.ranked(lines, key, groups)
    check(table(apart, word, rank, day), word, lines, expected)
    assert {one.group for one in expected} == {"甲组", "乙组", "未分组"}


def test_places_are_shared_and_some_have_none() -> None:
    """On these days, of what is looked at here."""
    found = [
        one
        for day in MONTH_DAYS
        for word in GROUPS
        for rank, key in OF_MONTH.items()
        for one in oracle.ranked(oracle.of_month(read(DEMO), word, day), key, {})
    ]
    assert any(one.place is None for one in found)
    lines = oracle.of_lists(read(DEMO), "责任单位", "签约", None)
    places = [one.place for one in oracle.ranked(lines, "started", {})]
    assert len(set(places)) < len(places)
