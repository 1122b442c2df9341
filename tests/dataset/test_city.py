"""A ledger made of others as a dataset: the same tables, by place too, and never a smaller sum."""

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the extra `dataset` is not installed")
pytest.importorskip("pyarrow", reason="the extra `dataset` is not installed")

from conftest import inside
from gather.cities import city, county, member, projects

from sangeyipi import api
from sangeyipi.dataset.engine import Engine, SqlAsked
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.phases import parse_phases
from sangeyipi.tables.summary import phase_table

from .asked import cells, same

ROLLUP = "{期: 1, 批: 签约, 个数: 3, 总投资: 5, 截至: 2022-06-30, 来源: 示例}"
REPORTED = "编号,本月完成投资,累计完成投资,到位资金累计"
NAMES = ("甲县", "乙区", "丙县")
ASKED = (
    (),
    ("--phase", "1-2", "--unique"),
    ("--phase", "2", "--as-of", "2022-03-31"),
    ("--as-of", "2022-06-30"),
    ("--by", "领域", "--as-of", "2022-06-30"),
    ("--by", "地区"),
    ("--by", "地区", "--phase", "1", "--as-of", "2022-06-30"),
    ("--by", "地区", "--rank", "+个数"),
    ("--by", "地区", "--unique"),
    ("--by", "期"),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three counties, one of which reports by the month, until March 2022."""
    root = tmp_path_factory.mktemp("city") / "市"
    for seed, name in enumerate(NAMES):
        found = projects(seed, 20, f"P{seed}")
        county(root, name, [{**one, "到位资金": "0.0001"} for one in found])
    reports = root / "乙区" / "progress"
    reports.mkdir()
    (reports / "2022-03.csv").write_text(f"{REPORTED}\nP1-1,0,0,0\n", encoding="utf-8")
    return city(root, [member(one) for one in NAMES])


@pytest.fixture(scope="module")
def out(whole: Path) -> Path:
    folder = whole.parent / "数据集"
    done = inside("dataset", folder, "--partition", "地区", "--ledger", whole)
    assert done.code == 0, done.errors
    return folder


def told(*arguments: str | Path) -> object:
    """The tables, but for what only a dataset has to say of 到位资金."""
    done = inside("summary", "--format", "json", *arguments)
    assert done.code == 0, done.errors
    found = json.loads(done.text)
    for one in found["tables"]:
        one["notes"] = [note for note in one["notes"] if "资金到位率" not in note]
    return found


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_city_and_its_dataset(whole: Path, out: Path, asked: tuple[str, ...]) -> None:
    answer = told("--dataset", out, *asked)
    assert answer == told("--ledger", whole, *asked)
    # 乙区 told of nothing after March.
    assert ("只报到" in json.dumps(answer, ensure_ascii=False)) == ("2022-06-30" in asked)


def test_the_sql_of_a_place(whole: Path, out: Path) -> None:
    """`region` in `asked` gives a county's own table; `region.sql` a row for each."""
    with_regions = Engine(out)
    loaded = {one: api.load(whole / one).ledger for one in NAMES}
    for name, ledger in loaded.items():
        assert ledger is not None
        chosen = parse_phases("1-2")
        assert chosen is not None
        with_regions.ask(SqlAsked(None, chosen, name))
        same(with_regions.run("summary"), cells(phase_table(Figures(ledger), chosen)), name)
    with_regions.ask(SqlAsked())
    with_regions.run("region")
    found = {one["label"]: one["count"] for one in with_regions.run("by")}
    own = {
        name: sum(one.withdrawn is None for one in ledger.projects)
        for name, ledger in loaded.items()
        if ledger
    }
    assert found == {**own, "合计": sum(own.values())}
    with_regions.close()


def test_what_is_not_whole_is_not_told(whole: Path, tmp_path: Path) -> None:
    """A place beside the sum has no facts here; rollups of several are the ledger's to resolve."""
    root = tmp_path / "市"
    for name in NAMES[:2]:
        shutil.copytree(whole / name, root / name)
    city(root, [member("甲县"), member("乙区", 计入=False)])
    inside("dataset", tmp_path / "d", "--ledger", root)
    told_of = inside("summary", "--dataset", tmp_path / "d").text
    assert "（不含乙区）" in told_of
    refused = inside("summary", "--dataset", tmp_path / "d", "--by", "地区")
    assert refused.code == 2
    assert "乙区不计入" in refused.errors
    rollups = county(root, "丁县", []) / "rollups"
    rollups.mkdir()
    (rollups / "一.yaml").write_text(f"- {ROLLUP}\n", "utf-8")
    city(root, [member("甲县"), member("丁县")])
    done = inside("dataset", tmp_path / "d", "--ledger", root)
    assert "不答：汇总的数用台账问" in done.errors
    refused = inside("summary", "--dataset", tmp_path / "d")
    assert refused.code == 2, done.errors
    assert "用台账问" in refused.errors
