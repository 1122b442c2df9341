"""Every figure of the fictional county, counted once more from the YAML by a second hand.

Shares nothing with the package but the files: PyYAML, a loop, and school arithmetic.
"""

import calendar
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
import yaml
from conftest import DEMO, told

Raw = dict[str, Any]

MILESTONES = ["签约", "履约", "开工", "投产", "达效"]
NEXT = {"签约": "开工", "开工": "投产", "投产": "达效"}
PHASES = [str(number) for number in range(1, 10)]
DAYS = [None, "2022-06-30", "2022-12-31", "2023-09-30"]
#: In C where it is there: each worker reads the county while it collects.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _read(pattern: str) -> Iterator[Any]:
    for path in DEMO.glob(pattern):
        yield yaml.load(path.read_text(encoding="utf-8"), LOADER)


PROJECTS: list[Raw] = [project for file in _read("projects/*.yaml") for project in file]
HELD = {phase["期"]: phase["日期"] for file in _read("ledger.yaml") for phase in file["期次"]}


def _last_day(text: str) -> str:
    if len(text) > len("2023-06"):
        return text
    year, month = map(int, text.split("-"))
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _counts(project: Raw, day: str | None) -> bool:
    gone = project.get("调出")
    return not gone or (day is not None and _last_day(gone["日期"]) > day)


def _reached(project: Raw, milestone: str, day: str | None) -> bool | None:
    """Whether it or a later one was reached; None where only “已” is known of it."""
    found: bool | None = False
    for later in MILESTONES[MILESTONES.index(milestone) :]:
        when = project.get("节点", {}).get(later)
        if when is None:
            continue
        if day is None or (when != "已" and _last_day(when) <= day):
            return True
        if when != "已":
            return found  # still to come then, and so is all that comes after it
        if not _was_to_come(project, later, day):
            found = None
    return found


def _was_to_come(project: Raw, milestone: str, day: str) -> bool:
    """Whether a dated earlier milestone was still to come on that day."""
    before = MILESTONES[: MILESTONES.index(milestone)]
    dates = [project.get("节点", {}).get(one, "已") for one in before]
    return any(when != "已" and _last_day(when) > day for when in dates)


@dataclass
class Sum:
    """What a row should say."""

    projects: list[Raw]
    day: str | None

    @property
    def count(self) -> int:
        return len(self.projects)

    @property
    def investment(self) -> str:
        return _plain(sum((Decimal(p["总投资"]) for p in self.projects), Decimal(0)))

    def reached(self, milestone: str) -> int | None:
        answers = [_reached(project, milestone, self.day) for project in self.projects]
        return None if None in answers else answers.count(True)

    def least(self, milestone: str) -> int:
        """How many have certainly reached it."""
        return sum(bool(_reached(project, milestone, self.day)) for project in self.projects)


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(part: int, whole: int) -> str:
    exact = Decimal(part) * 100 / Decimal(whole)
    return _plain(exact.quantize(Decimal("0.1"), ROUND_HALF_UP)) + "%"


def _listed(phases: list[str], batch: str | None, day: str | None) -> Sum:
    """Listings (项次) in phases held by the day."""
    found = [
        project
        for project in PROJECTS
        if _counts(project, day)
        for listed, phase in project.get("在册", {}).items()
        if phase in phases and batch in (None, listed) and (day is None or HELD[phase] <= day)
    ]
    return Sum(found, day)


def _rows(*arguments: str) -> list[Raw]:
    text = told("summary", *arguments, "--format", "json", "--ledger", DEMO)
    return [row for table in json.loads(text)["tables"] for row in table["rows"]]


def _expand(phases: str) -> list[str]:
    found: list[str] = []
    for part in phases.split(","):
        first, _, last = part.partition("-")
        found += [str(n) for n in range(int(first), int(last or first) + 1)]
    return found


@pytest.mark.parametrize("day", DAYS)
def test_every_row_of_both_tables(day: str | None) -> None:
    rows = _rows(*(["--as-of", day] if day else []))
    # 其中监管平台 and a phase all of which is on the platform say so; the rest is unrestricted.
    seen = 0
    for row in rows:
        expected = _listed(
            _expand(row["phase"]), row["batch"] if row["batch"] != "合计" else None, day
        )
        if row.get("platform"):
            expected.projects = [p for p in expected.projects if p["监管平台"] == "true"]
        assert row["count"] == expected.count
        assert row["investment"] == expected.investment
        if row["batch"] != "合计":
            seen += 1
            _steps(row, expected)
    assert seen >= 12


def _steps(row: Raw, expected: Sum) -> None:
    for prefix, milestone in (("own", row["batch"]), ("next", NEXT[row["batch"]])):
        reached = expected.reached(milestone)
        rate = row[f"{prefix}_rate"]
        bound = f"{prefix}_reached" in row.get("lower_bounds", ())
        if reached is None:
            least = expected.least(milestone)
            # Of what is at least nothing, nothing is known.
            assert (row[f"{prefix}_reached"], bound) == ((least, True) if least else (None, False))
            assert rate is None
        else:
            assert (row[f"{prefix}_reached"], bound) == (reached, False)
            assert rate["percent"] == _percent(reached, expected.count)


@pytest.mark.parametrize("day", DAYS)
def test_each_project_once(day: str | None) -> None:
    rows = _rows("--unique", *(["--as-of", day] if day else []))
    total = next(row for row in rows if row["label"].startswith("总计"))
    unique = {p["编号"]: p for p in _listed(PHASES, None, day).projects}
    assert total["count"] == len(unique)
    assert total["investment"] == Sum(list(unique.values()), day).investment


@pytest.mark.parametrize(("by", "key"), [("sector", "领域"), ("unit", "责任单位")])
def test_by_sector_and_unit(by: str, key: str) -> None:
    columns = dict(
        zip(MILESTONES, ("signed", "committed", "started", "producing", "at_capacity"), strict=True)
    )
    there = [project for project in PROJECTS if _counts(project, None)]
    rows = _rows("--by", by)
    assert {row[by] for row in rows} == {project[key] for project in there} | {"合计"}
    for row in rows:
        expected = Sum([p for p in there if row[by] in (p[key], "合计")], None)
        assert (row["count"], row["investment"]) == (expected.count, expected.investment)
        for milestone, column in columns.items():
            assert row[column]["numerator"] == expected.reached(milestone)
            assert row[column]["denominator"] == expected.count


def test_by_band() -> None:
    there = [project for project in PROJECTS if _counts(project, None)]
    floors = [Decimal(100), Decimal(50), Decimal(10), Decimal(5), Decimal(0)]
    above = Decimal(10) ** 9
    for row, floor in zip(_rows("--by", "band"), floors, strict=False):
        fits = [p for p in there if floor <= Decimal(p["总投资"]) < above]
        assert (row["count"], row["investment"]) == (len(fits), Sum(fits, None).investment)
        above = floor


def test_list_of_a_batch() -> None:
    text = told(
        *["list", "--phase", "8-9", "--batch", "开工", "--not-reached", "投产", "--format", "json"],
        "--ledger",
        DEMO,
    )
    expected = [
        project["编号"]
        for project in _listed(["8", "9"], "开工", None).projects
        if _reached(project, "投产", None) is False
    ]
    assert [row["id"] for row in json.loads(text)["tables"][0]["rows"]] == sorted(expected)
