"""A dataset that is not as it was written: an error that names the place, never a figure."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="the extra `dataset` is not installed")
pytest.importorskip("pyarrow", reason="the extra `dataset` is not installed")

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from conftest import DEMO, inside

from sangeyipi import api
from sangeyipi.dataset.answers import NotAnswered, opened
from sangeyipi.dataset.engine import Engine, SqlAsked
from sangeyipi.dataset.place import replaceable
from sangeyipi.dataset.schema import NotOurDataset
from sangeyipi.publish.failures import PublishFailed

from .asked import made

Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("whole") / "数据集", api.load(DEMO))


def part(folder: Path, table: str) -> Path:
    return folder / table / "part-0.parquet"


def rows(table: str, change: Callable[[Any], Any]) -> Damage:
    """Written anew by another program, that keeps what the file says of itself."""
    return lambda folder: pq.write_table(
        change(pq.read_table(part(folder, table), partitioning=None)), part(folder, table)
    )


def typed(name: str, kind: Any) -> Callable[[Any], Any]:
    def cast(table: Any) -> Any:
        place = table.column_names.index(name)
        return table.set_column(place, name, pc.cast(table[name], kind, safe=False))

    return cast


def octets(change: Callable[[bytes], bytes]) -> Damage:
    def damage(folder: Path) -> None:
        file = part(folder, "projects")
        file.write_bytes(change(file.read_bytes()))

    return damage


def schema(change: Callable[[dict[str, Any]], object]) -> Damage:
    def damage(folder: Path) -> None:
        told = json.loads((folder / "schema.json").read_bytes())
        change(told)
        (folder / "schema.json").write_text(json.dumps(told), encoding="utf-8")

    return damage


def without(name: str) -> Callable[[dict[str, Any]], object]:
    def change(told: dict[str, Any]) -> None:
        told["tables"] = [one for one in told["tables"] if one["name"] != name]

    return change


FOREIGN = pa.table({"项目": ["甲", "乙"]})
DAMAGES: dict[str, tuple[Damage, str]] = {
    "foreign": (
        lambda folder: pq.write_table(FOREIGN, part(folder, "phases")),
        "phases/part-0.parquet 不是和 schema.json 一起写的",
    ),
    "missing": (lambda folder: shutil.rmtree(folder / "reports"), "reports 缺了或坏了"),
    "a folder": (
        lambda folder: [
            do() for do in (part(folder, "visits").unlink, part(folder, "visits").mkdir)
        ],
        "visits 缺了或坏了",
    ),
    "truncated": (octets(lambda found: found[:-9]), "projects 缺了或坏了"),
    "empty": (octets(lambda _: b""), "projects 缺了或坏了"),
    "zeros": (octets(lambda found: found[:2000] + bytes(3000) + found[5000:]), "读不了"),
    "older": (rows("projects", lambda one: one.drop(["listed_started"])), "的列 listed_started"),
    "of text": (rows("projects", typed("investment", pa.string())), "的列 investment 缺了，或不是"),
    "of floats": (rows("projects", typed("investment", pa.float64())), "的列 investment"),
    "of days as text": (
        rows("projects", typed("milestones_signed_last", pa.string())),
        "的列 milestones_signed_last",
    ),
    "fewer rows": (
        rows("projects", lambda one: one.slice(3)),
        "projects 有 154 行，写的时候是 157 行",
    ),
    "rows twice": (rows("phases", lambda one: pa.concat_tables([one, one])), "phases 有 18 行"),
    "no table of projects": (schema(without("projects")), "读不了"),
    "no table of rollups": (schema(without("rollups")), "schema.json 里的 rollups"),
    "hidden reports": (schema(lambda told: told.update(reports=0)), "schema.json 里的 reports"),
    "no days": (schema(lambda told: told.update(known_to={"甲县": "六月"})), "里的 known_to"),
    "no settings": (schema(lambda told: told.pop("settings")), "里的 settings"),
    "other settings": (schema(lambda told: told.update(settings="- [")), "台账设置读不了"),
    "no files": (schema(lambda told: told["tables"][0].update(files=[])), "里的 tables"),
    "another version": (schema(lambda told: told.update(format="sgyp-dataset-0")), "另一版 sgyp"),
}


UNLISTED = {"no table of projects", "no table of rollups", "no files"}


@pytest.mark.parametrize("name", DAMAGES)
def test_it_is_said(whole: Path, tmp_path: Path, name: str) -> None:
    damage, told = DAMAGES[name]
    folder = tmp_path / "数据集"
    shutil.copytree(whole, folder)
    damage(folder)
    with pytest.raises((NotOurDataset, NotAnswered)) as said:
        engine = Engine(folder)
        opened(engine)
        engine.ask(SqlAsked())
        engine.run("progress")
    assert told in str(said.value)
    assert str(said.value).endswith(f"重新运行 sgyp dataset {folder}")
    # As it says: unless files of it are no longer listed, and so nobody's.
    if name not in UNLISTED:
        assert replaceable(folder)


@pytest.mark.parametrize(
    "files", [5, ["../../别处.parquet"], ["/别处.parquet"], ["projects/我的.txt"], [["projects"]]]
)
def test_what_is_not_ours_is_not_replaced(whole: Path, tmp_path: Path, files: object) -> None:
    """A list of files that no run of ours could have written gives nobody's file away."""
    folder = tmp_path / "数据集"
    shutil.copytree(whole, folder)
    schema(lambda told: told["tables"][0].update(files=files))(folder)
    with pytest.raises(NotOurDataset, match="不是 sgyp 的数据集"):
        Engine(folder)
    with pytest.raises(PublishFailed, match="不替换"):
        replaceable(folder)


def test_of_two_datasets_none_is_made(whole: Path, tmp_path: Path) -> None:
    """A copy that was cut off: some files are of last month's."""
    folder = tmp_path / "数据集"
    ledger = tmp_path / "ledger"
    shutil.copytree(DEMO, ledger)
    (ledger / "projects" / "第1期.yaml").unlink()
    shutil.rmtree(ledger / "progress")
    later = api.load(ledger)
    made(folder, later)
    shutil.copyfile(part(whole, "plans"), part(folder, "plans"))
    done = inside("summary", "--dataset", folder)
    assert done.code == 2
    assert "plans/part-0.parquet 不是和 schema.json 一起写的" in done.errors
