from pathlib import Path

import pytest

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.rule import Rule
from sangeyipi.store.load import Loaded
from sangeyipi.store.settled import load_files
from sangeyipi.store.source import checked_source

LEDGER = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"


def load(root: Path, **files: str) -> Loaded:
    """A folder of files (`projects_a` is projects/a.yaml), loaded."""
    for name, text in {"ledger": LEDGER, **files}.items():
        path = root / (name.replace("_", "/") + ("" if "." in name else ".yaml"))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    return load_files(root)


def rules(loaded: Loaded) -> list[str]:
    return [one.rule.value for one in loaded.diagnostics]


def test_any_number_of_files_sorted_by_id(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        projects_z="- 编号: A\n  名称: 甲\n",
        projects_a="- 编号: C\n  名称: 丙\n- 编号: B\n  名称: 乙\n",
    )
    assert loaded.complete
    assert loaded.ledger is not None
    assert [project.id for project in loaded.ledger.projects] == ["A", "B", "C"]


def test_csv_loads_to_the_same_model(tmp_path: Path) -> None:
    yaml, csv = tmp_path / "y", tmp_path / "c"
    for folder in (yaml, csv):
        folder.mkdir()
    one = load(
        yaml,
        projects_a="- 编号: A\n  名称: 甲\n  总投资: 12.50\n  监管平台: true\n"
        "  在册:\n    签约: 1\n"
        "  节点:\n    开工: 2021-08\n    投产: 已\n  调出:\n    日期: 2022-01-01\n",
    )
    header = "\ufeff编号,名称,总投资,监管平台,在册.签约,节点.开工,节点.投产,调出.日期,备注\r\n"
    other = load(csv, **{"projects_a.csv": header + "A,甲,12.50,true,1,2021-08,已,2022-01-01,\r\n"})
    assert one.diagnostics == other.diagnostics == ()
    assert one.ledger == other.ledger


def test_a_missing_ledger_file_gives_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    loaded = load_files(tmp_path)
    assert loaded.ledger is None
    assert not loaded.complete
    assert rules(loaded) == ["unreadable-file"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("编号: A\n名称: 甲\n", "wrong-type"),
        ("- 编号: A\n", "missing-key"),
        ("- 编号: A\n  名称: 甲\n  名称: 乙\n", "duplicate-key"),
        ("- *a\n", "yaml-alias"),
        ("- [\n", "yaml-syntax"),
    ],
)
def test_half_a_ledger_is_never_complete(tmp_path: Path, text: str, rule: str) -> None:
    loaded = load(tmp_path, projects_a=text, projects_b="- 编号: B\n  名称: 乙\n")
    assert not loaded.complete
    assert rule in rules(loaded)
    assert loaded.ledger is not None
    assert "B" in [project.id for project in loaded.ledger.projects]


def test_an_empty_file_holds_no_records(tmp_path: Path) -> None:
    loaded = load(tmp_path, projects_a="", rollups_a="# 还没有\n")
    assert loaded.complete
    assert loaded.diagnostics == ()


def test_a_file_that_is_not_read_is_said(tmp_path: Path) -> None:
    loaded = load(tmp_path, **{"projects_甲.xlsx": "x", "projects_~$甲.xlsx": "x"})
    assert rules(loaded) == ["ignored-file"]
    assert loaded.complete


def test_all_faults_of_all_files_in_one_run(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        projects_a="- 编号: A\n  名称: 甲\n  总投资: 一\n",
        projects_b="- 编号: B\n  名称: 乙\n  总投资: 二\n",
        rollups_a="- 个数: 三\n  截至: 2022-01-01\n",
    )
    assert rules(loaded) == ["bad-amount", "bad-amount", "bad-count"]


def test_progress_is_told(tmp_path: Path) -> None:
    load(tmp_path, projects_a="", projects_b="")
    told: list[tuple[int, int]] = []
    load_files(tmp_path, lambda done, of: told.append((done, of)))
    assert told[0] == (0, 2)
    assert told[-1] == (2, 2)


@pytest.mark.parametrize("ending", ["yaml", "csv"])
@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "git lfs pull"),
        (b"\0GITCRYPT\0\x01\x02", "git-crypt unlock"),
    ],
)
def test_what_stands_for_a_file_is_told_how_to_get_the_file(
    data: bytes, remedy: str, ending: str
) -> None:
    found = checked_source(f"projects/a.{ending}", data)
    assert isinstance(found, Diagnostic)
    assert found.rule is Rule.UNREADABLE_FILE
    assert remedy in found.remedy
    assert "符号链接" not in found.remedy
