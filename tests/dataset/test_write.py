"""`sgyp dataset`: what is written, where it may be, and what is said where it may not."""

import errno
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="the extra `dataset` is not installed")
pytest.importorskip("pyarrow", reason="the extra `dataset` is not installed")

import duckdb
from conftest import inside

from sangeyipi.dataset.place import put
from sangeyipi.dataset.schema import FORMAT
from sangeyipi.dataset.tables import facts
from sangeyipi.model.declared import keys
from sangeyipi.model.project import Project
from sangeyipi.publish.failures import PublishFailed

EMPTY = json.dumps({"format": FORMAT, "tables": []})
LEDGER = "名称: 台账\n地区: 甲=县/1%\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"
PROJECT = (
    "- 编号: A-1\n  名称: 甲项目\n  总投资: 12.3456\n  在册:\n    签约: 1\n"
    "  节点:\n    签约: 2021-07-10\n    开工: 2021-09\n  计划:\n    投产: 2022-06\n"
    "    年度计划投资:\n      2022: 3.5\n"
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    (folder / "projects").mkdir(parents=True)
    (folder / "ledger.yaml").write_text(LEDGER, encoding="utf-8")
    (folder / "projects" / "p.yaml").write_text(PROJECT, encoding="utf-8")
    return folder


def run(*arguments: str | Path, code: int = 0) -> str:
    """What is said on both streams."""
    found = inside(*arguments)
    said = found.out.decode() + found.err.decode()
    assert found.code == code, said
    return said


def files(folder: Path) -> dict[str, bytes]:
    found = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def table(out: Path, name: str) -> Iterator[dict[str, Any]]:
    found = duckdb.sql(f"SELECT * FROM read_parquet('{out}/{name}/**/*.parquet') ORDER BY row")
    assert found is not None
    names = found.columns
    return (dict(zip(names, row, strict=True)) for row in found.fetchall())


def test_facts_keep_what_is_known(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "d"
    run("dataset", out, "--ledger", ledger)
    (project,) = table(out, "projects")
    assert project["investment"] == Decimal("12.3456")
    assert project["milestones_started"] == "2021-09"
    assert project["milestones_started_first"] == date(2021, 9, 1)
    assert project["milestones_started_last"] == date(2021, 9, 30)
    assert project["milestones_started_precision"] == "月"
    assert (project["funds"], project["on_platform"]) == (None, None)
    planned, yearly = table(out, "plans")
    assert (planned["milestone"], planned["date_last"]) == ("投产", date(2022, 6, 30))
    assert (yearly["year"], yearly["investment"]) == (2022, Decimal("3.5"))
    (listing,) = table(out, "listings")
    assert (listing["batch"], listing["phase"], listing["converted"]) == ("签约", 1, False)
    first = next(one for one in table(out, "provenance") if one["table"] == "projects")
    assert (first["file"], first["line"], first["commit"]) == ("projects/p.yaml", 1, None)
    schema = json.loads((out / "schema.json").read_text(encoding="utf-8"))
    told = {one["name"]: one for one in schema["tables"]}
    columns = {one["name"]: one for one in told["projects"]["columns"]}
    assert columns["investment"]["type"] == "decimal128(18, 4)"
    assert columns["investment"]["meaning"].startswith("总投资：亿元")
    assert all(one["meaning"] for one in told["projects"]["columns"])


def test_every_declared_key_has_a_column() -> None:
    (projects,) = (one for one in facts() if one.name == "projects")
    names = [one.name for one in projects.columns]
    for key in keys(Project):
        assert any(name == key or name.startswith(f"{key}_") for name in names), key
    assert len(set(names)) == len(names)


def test_the_same_bytes_and_a_region_in_the_path(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "d"
    run("dataset", out, "--ledger", ledger, "--partition", "地区")
    first = files(out)
    assert "换掉了原有的" in run("dataset", out, "--ledger", ledger, "--partition", "地区")
    assert files(out) == first
    assert "projects/region=甲%3D县%2F1%25/part-0.parquet" in first
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".sgyp")] == []
    assert "未填" not in run("summary", "--dataset", out, "--by", "规模")
    regions = duckdb.sql(
        f"SELECT DISTINCT region FROM read_parquet('{out}/projects/**/*.parquet', "
        "hive_partitioning=true)"
    )
    assert regions is not None
    assert regions.fetchall() == [("甲=县/1%",)]


def test_nothing_of_anybody_else_is_replaced(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "d"
    out.mkdir()
    (out / "我的.txt").write_text("我的", encoding="utf-8")
    assert "不替换" in run("dataset", out, "--ledger", ledger, code=2)
    assert list(files(out)) == ["我的.txt"]
    (out / "我的.txt").unlink()
    run("dataset", out, "--ledger", ledger)
    before = files(out)
    (out / "projects" / "我的.txt").write_text("我的", encoding="utf-8")
    assert "我的.txt" in run("dataset", out, "--ledger", ledger, code=2)
    (out / "projects" / "我的.txt").unlink()
    (ledger / "projects" / "q.yaml").write_text(PROJECT, encoding="utf-8")
    assert "不出数" in run("dataset", out, "--ledger", ledger, code=1)
    assert files(out) == before


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    """By the next run; of one that still runs nothing is touched."""
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom sangeyipi.dataset.place import put\n"
        "def fill(work):\n"
        "    (work / 'projects').mkdir()\n"
        "    (work / 'projects' / 'part-0.parquet').write_bytes(b'half')\n"
        "    print(work.name, flush=True)\n"
        "    time.sleep(600)\n"
        "put(Path(sys.argv[1]), fill)\n"
    )

    def fill(work: Path) -> list[str]:
        (work / "schema.json").write_text(EMPTY, encoding="utf-8")
        return ["schema.json"]

    out = tmp_path / "数据集"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        left = tmp_path / killed.stdout.readline().strip()
        put(out, fill)
        assert left.is_dir()
        killed.kill()
        killed.wait()
    # And one that was killed after the exchange: what stood there before is whole.
    shutil.copytree(out, tmp_path / f".sgyp-dataset-{out.name}-0123abcd")
    mine = tmp_path / f".sgyp-dataset-{out.name}-4567abcd"
    mine.mkdir()
    (mine / "我的.txt").touch()
    assert put(out, fill)
    assert {one.name for one in tmp_path.iterdir()} == {out.name, mine.name}
    assert [one.name for one in out.iterdir()] == ["schema.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_kill_where_no_names_are_exchanged(tmp_path: Path) -> None:
    """Between two renames nothing stands there: the next run puts the old one back first."""
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom sangeyipi.dataset import place\n"
        "left = int(sys.argv[2])\nrename = place.exchange.rename\n"
        "def renamed(source, target):\n"
        "    global left\n    rename(source, target)\n    left -= 1\n"
        "    if not left:\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "place.exchange.rename, place.exchange.swap = renamed, lambda *names: False\n"
        "def fill(work):\n"
        "    (work / 'schema.json').write_text(sys.argv[3])\n"
        "    return ['schema.json']\n"
        "place.put(Path(sys.argv[1]), fill)\n"
    )
    out = tmp_path / "数据集"
    texts = [EMPTY + " " * at for at in range(3)]

    def filled(text: str) -> Callable[[Path], list[str]]:
        def fill(work: Path) -> list[str]:
            (work / "schema.json").write_text(text, encoding="utf-8")
            return ["schema.json"]

        return fill

    def full(work: Path) -> list[str]:
        raise OSError(errno.ENOSPC, "no space")

    put(out, filled(texts[0]))
    for renames, stands in ((1, texts[0]), (2, texts[1])):
        words = [sys.executable, "-c", code, str(out), str(renames), texts[1]]
        assert subprocess.run(words, check=False).returncode == -signal.SIGKILL
        assert out.exists() is (renames == 2)
        assert [one for one in tmp_path.iterdir() if one.name.endswith("-old")]
        with pytest.raises(PublishFailed):
            put(out, full)
        assert (out / "schema.json").read_text(encoding="utf-8") == stands
        assert put(out, filled(texts[2]))
        assert [one.name for one in tmp_path.iterdir()] == [out.name]
        assert list(files(out).values()) == [texts[2].encode()]


def test_what_a_dataset_is_not_asked(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = run("summary", "--dataset", tmp_path / "没有", code=2)
    assert "sgyp dataset" in missing
    assert "不是 sgyp 的数据集" in run("summary", "--dataset", ledger, code=2)
    out = tmp_path / "d"
    run("dataset", out, "--ledger", ledger)
    told = run("summary", "--dataset", out, "--by", "领域", "--rank", "签约开工率", code=2)
    assert "名单的率、按月的指标用台账问" in told
    assert "--rev 不能与 --dataset 连用" in run(
        "summary", "--dataset", out, "--rev", "HEAD", code=2
    )
    assert "第9期不在台账里" in run("summary", "--dataset", out, "--phase", "9", code=2)
    part = out / "projects" / "part-0.parquet"
    part.write_bytes(part.read_bytes()[:-9])
    assert "projects 缺了或坏了" in run("summary", "--dataset", out, code=2)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert "pip install 'sangeyipi[dataset]'" in run("summary", "--dataset", out, code=2)
