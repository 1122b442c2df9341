"""What a published folder no longer is."""

import os
from pathlib import Path

import pytest

from publish.sets import MONTH, a_set, posix, put
from sangeyipi.publish.manifest import MANIFEST
from sangeyipi.publish.verify import verify


@pytest.fixture
def month(tmp_path: Path) -> Path:
    return put(tmp_path).path


def test_all_is_well(month: Path) -> None:
    assert verify(month, None) == []
    assert verify(month, a_set("a")) == []
    (month / "~$月报.xlsx").write_bytes(b"x")
    assert verify(month, a_set("a")) == []


def test_each_finding_by_name(month: Path) -> None:
    (month / "a.md").unlink()
    (month / "月报.csv").write_bytes((month / "月报.csv").read_bytes().upper())
    (month / "月报.csv").write_bytes((month / "月报.csv").read_bytes().replace(b"A", b"B"))
    (month / "月报.json").write_bytes(b"{}")
    (month / "新.txt").write_bytes(b"")
    expected = [
        f"{month / 'a.md'}：缺少",
        f"{month / '新.txt'}：清单里没有的文件",
        f"{month / '月报.csv'}：内容不符：sha256 与清单不同",
        f"{month / '月报.json'}：大小不符：清单为 9 字节，现为 2 字节",
    ]
    assert verify(month, None) == expected
    assert verify(month, a_set("a")) == expected


def test_what_the_ledger_gives_today(month: Path) -> None:
    derived = {"月报.csv": b"x", "月报.json": a_set("a")["月报.json"], "月报.xlsx": b""}
    assert verify(month, derived) == [
        f"{month / 'a.md'}：按台账现在不会有这个文件",
        f"{month / '月报.csv'}：与台账现在算出的不同",
        f"{month / '月报.xlsx'}：按台账现在应有这个文件，清单里没有",
    ]
    assert len(verify(month, {})) == 3


def test_no_set_at_all(tmp_path: Path) -> None:
    assert "不是 sgyp export 写的" in verify(tmp_path / "没有", None)[0]
    assert "不是 sgyp export 写的" in verify(tmp_path, {})[0]
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    (told,) = verify(tmp_path / "文件", None)
    assert "读不了" in told


def test_a_damaged_manifest(month: Path) -> None:
    (month / MANIFEST).write_bytes((month / MANIFEST).read_bytes()[:-5])
    (told,) = verify(month, None)
    assert "已损坏" in told


def test_a_folder_under_another_name(month: Path) -> None:
    moved = month.rename(month.with_name("2023-07"))
    assert verify(moved, None) == [f"{moved}：文件夹名与清单里的“{MONTH}”不同"]


def test_here(month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(month)
    assert verify(Path(), None) == []


@posix
def test_what_only_looks_like_a_file(month: Path) -> None:
    (month / "月报.csv").rename(month.parent / "真.csv")
    (month / "月报.csv").symlink_to("../真.csv")
    (month / "月报.json").unlink()
    os.mkfifo(month / "月报.json")
    (month / "a.md").unlink()
    (month / "a.md").mkdir()
    told = verify(month, a_set("a"))
    assert [line.rpartition("：")[2] for line in told] == ["不是普通文件"] * 3


@posix
@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(month: Path) -> None:
    (month / "月报.csv").chmod(0)
    (told,) = verify(month, None)
    assert "读不了" in told
