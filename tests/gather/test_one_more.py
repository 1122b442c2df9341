"""A county with one project joins a city: the cells change that must, and no other, in any table.

The oracle asks of each row whether the project is among what it says that it is about: its phases,
its list, its group.  Then there is one more, with its investment, and it has taken no step; else
nothing is other than the whole that a share is of, or the place among those it is ranked with.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import inside

from sangeyipi import api
from sangeyipi.figures.selection import Filter
from sangeyipi.tables.board import Board, board

from .cities import city, county, member, projects

_SETTINGS = """\
规模分档: [50, 10]
排名分组:
- {按: 地区, 组: 区, 名单: [市辖区]}
- {按: 地区, 组: 县, 名单: [县]}
"""
_MORE = "7.25"
_GROUPS = {
    "sector": "制造业",
    "band": "10亿元以下",
    "unit": "新单位",
    "leader": "新领导",
    "region": "新县",
}
_WHOLE = "合计"
_TABLES = (
    (),
    ("--phase", "1"),
    ("--phase", "2"),
    ("--unique",),
    *(("--by", one) for one in ("期", "批", "领域", "规模", "责任单位", "包联领导", "地区")),
    ("--by", "地区", "--unique"),
    *(("--by", one, "--rank", "个数") for one in ("地区", "责任单位")),
    *(("--by", one, "--rank", "签约开工率") for one in ("地区", "包联领导")),
)


def _cities(tmp_path: Path, seed: int) -> tuple[Path, Path]:
    """A city, and the same with one county more."""
    found = []
    for name in ("原", "加"):
        root = tmp_path / name
        members = []
        for at, (region, kind) in enumerate(
            {"甲县": "县", "乙区": "市辖区", "丙县": "直管县", "戊区": "市辖区"}.items()
        ):
            drawn = projects(seed * 10 + at, 14, f"P{at}")
            own = [
                {**one, "责任单位": f"单位{at}-{index % 3}", "包联领导": f"领导{at}-{index % 3}"}
                for index, one in enumerate(drawn)
            ]
            county(root, region, own)
            counted = {} if kind != "直管县" else {"计入": False}
            members.append(member(region, kind, **counted))
        if name == "加":
            one = {
                **{"编号": "新-1", "名称": "新项目", "领域": "制造业", "总投资": _MORE},
                **{"责任单位": "新单位", "包联领导": "新领导", "在册": {"签约": 1}, "节点": {}},
            }
            county(root, "新县", [one])
            members.append(member("新县"))
        found.append(city(root, members, _SETTINGS))
    return found[0], found[1]


def _rows(root: Path, *asked: str | Path) -> dict[tuple[str, ...], dict[str, Any]]:
    result = inside(*asked, "--format", "json", "--ledger", root)
    assert result.code == 0, result.errors
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for table in json.loads(result.text)["tables"]:
        for row in table["rows"]:
            names = ("label", "phase", "batch", "rank_group", *_GROUPS)
            key = (table["id"], *(str(row.get(one, "")) for one in names))
            assert key not in found
            found[key] = row
    return found


def _is_in(row: Mapping[str, Any]) -> bool:
    """Whether the project is among what a row is about."""
    if row.get("phase"):
        first, _, last = row["phase"].partition("-")
        if not int(first) <= 1 <= int(last or first):
            return False
    if row.get("batch", _WHOLE) not in ("签约", _WHOLE):
        return False
    return all(row.get(key, _WHOLE) in (one, _WHOLE) for key, one in _GROUPS.items())


def _board(root: Path, day: date | None) -> Board:
    loaded = api.load(root)
    figures = api.trusted(loaded, api.check(loaded), day)
    return board(figures, Filter(), lambda place: f"{place.file}{place.path}")


@pytest.mark.parametrize("day", [None, date(2022, 7, 31)])
def test_the_board_has_one_more(day: date | None, tmp_path: Path) -> None:
    """A line of its own, and the figures beside the chart; every other line is as it was."""
    old, new = (_board(root, day) for root in _cities(tmp_path, 5))
    assert "（不含丙县）" in new.title
    lines = [{one.line.project.id: one for one in found.entries} for found in (old, new)]
    assert lines[1].pop("新-1").line.project.investment == Decimal(_MORE)
    assert lines[0] == lines[1]
    assert len(new.times.tracks) == len(old.times.tracks) + 1
    assert [old.title, old.day, old.lights, old.notes] == [
        new.title,
        new.day,
        new.lights,
        new.notes,
    ]
    tables = [found.month or found.whole for found in (old, new)]
    rows = [
        {(row.cells.get("label"), row.cells.get("month")): row.cells for row in table.rows}
        for table in tables
        if table is not None
    ]
    assert rows[0].keys() == rows[1].keys()
    grown: dict[str, set[Decimal]] = {}
    for key, cells in rows[0].items():
        for name, cell in cells.items():
            then = rows[1][key].get(name)
            if cell != then and isinstance(cell, int | Decimal) and isinstance(then, int | Decimal):
                grown.setdefault(name, set()).add(Decimal(then - cell))
            elif cell != then:
                assert name == "share_count" or "rate" in name or name == "share_investment", name
    more = {
        **dict.fromkeys(("count", "projects", "listings"), Decimal(1)),
        **dict.fromkeys(("investment", "listed_investment"), Decimal(_MORE)),
    }
    assert grown == {name: {more[name]} for name in grown}
    assert grown.keys() == (
        {"count", "investment"} if day is None else more.keys() - {"count", "investment"}
    )


def _grown(was: Any, now: Any) -> Decimal:
    return Decimal(now) - Decimal(was)


@pytest.mark.parametrize("seed", range(2))
def test_one_more_changes_what_it_must(seed: int, tmp_path: Path) -> None:
    before, after = _cities(tmp_path, seed)
    for asked in _TABLES:
        old, new = (_rows(root, "summary", *asked) for root in (before, after))
        come = [row for key, row in new.items() if key not in old]
        assert all(_is_in(row) and row["count"] == 1 for row in come), asked
        by = asked[1] if asked[:1] == ("--by",) else ""
        assert len(come) == (by in ("责任单位", "包联领导", "地区")), asked
        assert old.keys() <= new.keys()
        grown = 0
        for key, was in old.items():
            now, inside_it = new[key], _is_in(was)
            grown += inside_it
            assert was.keys() == now.keys(), (asked, key)
            for name, cell in was.items():
                _compared(name, cell, now[name], inside_it, (asked, key, name))
        # It is of the first phase.
        assert (grown > 0) is (asked != ("--phase", "2")), asked


def _compared(name: str, was: Any, now: Any, is_in: bool, where: object) -> None:
    if name in ("rank", "rank_base") or was == now:
        # A place is one among others; a project without a step is in no count of steps.
        assert not (is_in and name in ("count", "investment")), where
    elif name in ("share_count", "share_investment"):
        more = Decimal(1) if name == "share_count" else Decimal(_MORE)
        assert _grown(was["numerator"], now["numerator"]) == (more if is_in else 0), where
        assert _grown(was["denominator"], now["denominator"]) == more, where
    elif isinstance(was, Mapping):
        # A rate of its own list: one more to divide by, or its investment.
        assert is_in, where
        assert was["numerator"] == now["numerator"], where
        assert _grown(was["denominator"], now["denominator"]) in (1, Decimal(_MORE)), where
    else:
        assert is_in, where
        more = {"count": Decimal(1), "investment": Decimal(_MORE)}[name]
        assert _grown(was, now) == more, where


def test_places_apart_stay_as_they_were(tmp_path: Path) -> None:
    """Of a group that the county is not in; the list of projects has that one line more."""
    before, after = _cities(tmp_path, 3)
    asked = ("summary", "--by", "地区", "--rank", "个数")
    old, new = (_rows(root, *asked) for root in (before, after))
    places = [
        {
            row["region"]: row.get("rank")
            for row in found.values()
            if row["region"] in ("乙区", "戊区")
        }
        for found in (old, new)
    ]
    assert places[0] == places[1]
    assert set(places[0].values()) == {1, 2}

    rules = tmp_path / "办法.yaml"
    rules.write_text(
        "名称: 办法\n指标:\n- {名称: 签约开工率, 分值: 10, 算法: 比例}\n"
        "- {名称: 个数, 分值: 10, 算法: 排名, 每名: 1}\n",
        "utf-8",
    )
    scored = [
        {
            row["region"]: row
            for row in _rows(root, "score", rules, "--as-of", "2022-06-30").values()
        }
        for root in (before, after)
    ]
    for region in ("乙区", "戊区"):
        assert scored[0][region] == scored[1][region]
    assert scored[0]["甲县"]["mark_0"] == scored[1]["甲县"]["mark_0"]
    assert "新县" not in scored[0]
    assert "新县" in scored[1]

    listed = [
        inside("list", "--format", "csv", "--ledger", root).text.splitlines()
        for root in (before, after)
    ]
    more = [one for one in listed[1] if "新-1" in one]
    assert len(more) == 1
    told = [[one for one in lines if not one.startswith("注")] for lines in listed]
    assert [one for one in told[1] if one not in more] == told[0]
