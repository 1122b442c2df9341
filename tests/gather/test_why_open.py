"""`why` of a city says of every cell what its table does, whoever is there or is not."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from conftest import inside, replaced

from sangeyipi import api
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Table
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import named
from sangeyipi.tables.regions import by_region_table, opened
from sangeyipi.tables.summary import cumulative_table, phases_table
from sangeyipi.tables.why import Why

from .cities import answered, city, county, expected, member, projects, read, rows

_HEAD = "编号,本月完成投资,累计完成投资,到位资金累计\n"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Two counties that count, of which one reports a month later, and one that does not."""
    root = tmp_path / "市"
    for seed, name in enumerate(("甲县", "乙区", "丙县")):
        folder = county(root, name, projects(seed, 20, f"P{seed}"))
        (folder / "progress").mkdir()
        months = ("2022-07",) if name == "甲县" else ("2022-07", "2022-08")
        for month in months:
            text = f"{_HEAD}P{seed}-1,0,0,0\n"
            (folder / "progress" / f"{month}.csv").write_text(text, "utf-8")
    members = [member("甲县"), member("乙区", "市辖区"), member("丙县", "直管县", 计入=False)]
    return city(root, members)


def _tables(root: Path, day: date | None) -> tuple[Why, Iterable[Table]]:
    loaded = api.load(root)
    figures = api.trusted(loaded, api.check(loaded), day)
    by_sector = named("领域")
    assert by_sector is not None
    made = (
        by_region_table(figures, None),
        cumulative_table(figures),
        phases_table(figures),
        breakdown(figures, by_sector, Scope()),
    )
    return Why(figures), [opened(one, figures.ledger) for one in made]


@pytest.mark.parametrize("lacks", [False, True])
@pytest.mark.parametrize("day", [None, date(2022, 7, 31), date(2022, 8, 31)])
def test_every_cell_is_explained_as_it_is_told(lacks: bool, day: date | None, three: Path) -> None:
    if lacks:
        replaced(three / "乙区" / "projects" / "a.yaml", ('"总投资": "', '"总投资": "约'))
    why, tables = _tables(three, day)
    asked = 0
    for table in tables:
        for row in table.rows:
            for column in table.columns:
                cell = row.cells.get(column.key)
                question = table.question(row, column)
                if question is None or column.key not in row.cells:
                    continue
                found = why.explain(question)
                if found is None:
                    # Of who is not there nobody can say anything.
                    assert cell is None, (table.id, row.cells, column.key)
                    continue
                told = (cell, column.key in row.lower_bounds)
                assert (found.cell, found.at_least) == told, (table.id, row.cells, column.key)
                asked += 1
    assert asked > 100


def test_what_is_asked_of_a_place_is_what_its_row_says(three: Path) -> None:
    """By the words of the table's head, with the options of the table."""
    for name in ("甲县", "丙县"):
        row = expected(read(three / name))

        def said(word: str, *more: str, name: str = name) -> str:
            asked = ("why", word, "--by", "地区", "--group", name, *more)
            result = inside(*asked, "--format", "json", "--ledger", three)
            assert result.code == 0, result.errors
            facts = json.loads(result.text)["tables"][0]["rows"]
            return str(next(one["value"] for one in facts if one["key"] == "数"))

        assert said("个数") == f"{row['count']} 个"
        rate = row["签约"]
        assert said("签约开工率").startswith(str(int(100 * rate)))
        once = [one for one in read(three / name) if "调出" not in one]
        assert said("个数", "--unique") == f"{len(once)} 个"
    assert answered(rows("--ledger", three)["甲县"]) == expected(read(three / "甲县"))


def test_a_list_of_one_place_rests_on_that_place_alone(three: Path) -> None:
    def listed(name: str) -> str:
        result = inside("list", "--region", name, "--ledger", three)
        assert result.code == 0, result.errors
        return result.text

    for _ in range(2):
        for at, name in enumerate(("甲县", None, "丙县")):
            if name is not None:
                there = [one for one in read(three / name) if "调出" not in one]
                found = listed(name)
                assert f"共 {len(there)} 个项目" in found
                assert all(f"P{at}-" in one for one in found.splitlines() if f" {name}  " in one)
                assert "不明或不全" not in found
                assert "不含" not in found.splitlines()[0]
        replaced(three / "乙区" / "projects" / "a.yaml", ('"总投资": "', '"总投资": "约'))
    refused = inside("list", "--region", "乙区", "--ledger", three)
    assert (refused.code, refused.text) == (1, "")
    assert "乙区（台账有 1 处错误），它的项目列不出" in refused.errors
    (three / "丁县" / "rollups").mkdir(parents=True)
    county(three, "丁县", [])
    rollup = "- {期: 1, 批: 签约, 个数: 3, 总投资: 5, 截至: 2022-08-31}\n"
    (three / "丁县" / "rollups" / "a.yaml").write_text(rollup, "utf-8")
    city(three, [member("甲县"), member("丁县")])
    refused = inside("list", "--region", "丁县", "--ledger", three)
    assert (refused.code, refused.text) == (1, "")
    assert "只有汇总的数" in refused.errors
    early = inside("summary", "--by", "地区", "--as-of", "2022-07-31", "--ledger", three).text
    assert "丁县第1期签约一批的汇总截至 2022-08-31，晚于所问的日子" in early.replace("\n     ", "")


def test_a_place_is_no_bound(three: Path) -> None:
    """Who stands first among those that are there may not among all; of 地区 it is said so."""
    for lacks in (False, True):
        asked = ("summary", "--by", "领域", "--rank", "个数", "--format", "json")
        (table,) = json.loads(inside(*asked, "--ledger", three).text)["tables"]
        *parts, _ = table["rows"]
        assert all((row["rank"] is None) is lacks for row in parts)
        assert not any("rank" in row.get("lower_bounds", ()) for row in parts)
        assert any("count" in row.get("lower_bounds", ()) for row in parts) is lacks
        assert rows("--rank", "个数", "--ledger", three)["甲县"]["rank"] in (1, 2)
        replaced(three / "乙区" / "projects" / "a.yaml", ('"总投资": "', '"总投资": "约'))


def test_one_record_rests_on_nobody_else(three: Path) -> None:
    replaced(three / "乙区" / "projects" / "a.yaml", ('"总投资": "', '"总投资": "约'))
    shown = inside("show", "P0-1", "--ledger", three)
    assert shown.code == 0
    assert "不明或不全" not in shown.text
