"""Clearing up after killed runs, and leaving alone whatever is not ours."""

import os
from pathlib import Path

import pytest

from publish.sets import MONTH, names, posix, present, put, snapshot
from sangeyipi.publish import staging
from sangeyipi.publish.failures import PublishFailed
from sangeyipi.publish.staging import GONE, NEW, OLD, Recovered, clear, open_work, recover


def moved(out: Path, work: Path, part: str, of: str = "旧") -> None:
    put(out, of)
    (out / MONTH).rename(work / part)


def test_nothing_to_do(tmp_path: Path) -> None:
    put(tmp_path)
    assert recover(tmp_path) == Recovered()
    assert present(tmp_path) == "a"


def test_a_set_taken_away_is_put_back(tmp_path: Path) -> None:
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, NEW, "新")
    moved(tmp_path, work, OLD)
    assert recover(tmp_path) == Recovered((MONTH,), 1)
    assert present(tmp_path) == "旧"
    assert names(tmp_path) == [MONTH]


@pytest.mark.parametrize("part", [NEW, OLD, GONE])
def test_what_was_replaced_is_removed(tmp_path: Path, part: str) -> None:
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, part)
    put(tmp_path, "新")
    assert recover(tmp_path) == Recovered((), 1)
    assert present(tmp_path) == "新"
    assert names(tmp_path) == [MONTH]


@pytest.mark.parametrize("part", [NEW, GONE])
def test_only_a_set_kept_aside_is_put_back(tmp_path: Path, part: str) -> None:
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, part)
    assert recover(tmp_path) == Recovered((), 1)
    assert names(tmp_path) == []


def test_a_half_written_set_is_removed(tmp_path: Path) -> None:
    work = open_work(tmp_path, MONTH)
    (work / NEW).mkdir()
    (work / NEW / "月报.csv").write_bytes(b"half")
    open_work(tmp_path, "2023-05")
    assert recover(tmp_path) == Recovered((), 2)
    assert names(tmp_path) == []


def test_a_folder_without_our_mark_is_not_ours(tmp_path: Path) -> None:
    put(tmp_path)
    for name in (
        ".sgyp-work-2023-06-0123abcd",  # our name, but somebody's file in it
        ".sgyp-work-2023-06-0123ABCD",
        ".sgyp-work-2023-06-0123abcd.bak",
        ".sgyp-work-2023-13-0123abcd",
        "sgyp-work-2023-06-0123abcd",
        ".sgyp-work-随便-0123abcd",
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "文件").write_text("x", encoding="utf-8")
        if name != ".sgyp-work-2023-06-0123abcd":
            (tmp_path / name / "sgyp").touch()
    (tmp_path / ".sgyp-work-2023-06-aaaaaaaa").write_text("x", encoding="utf-8")
    before = snapshot(tmp_path)
    assert recover(tmp_path) == Recovered()
    assert snapshot(tmp_path) == before


def test_a_folder_killed_before_its_mark_is_ours(tmp_path: Path) -> None:
    (tmp_path / ".sgyp-work-2023-06-0123abcd").mkdir()
    assert recover(tmp_path) == Recovered((), 1)
    assert names(tmp_path) == []


@posix
def test_a_link_with_our_name_is_not_followed(tmp_path: Path) -> None:
    out = tmp_path / "发布"
    out.mkdir()
    work = open_work(tmp_path, MONTH)
    (out / ".sgyp-work-2023-06-0123abcd").symlink_to(work)
    before = snapshot(tmp_path)
    assert recover(out) == Recovered()
    assert snapshot(tmp_path) == before


def test_somebodys_file_is_never_removed(tmp_path: Path) -> None:
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, OLD)
    (work / OLD / "批示.docx").write_bytes(b"x")
    put(tmp_path, "新")
    for _ in range(2):
        told = recover(tmp_path)
        assert (told.put_back, told.removed) == ((), 0)
        (stuck,) = told.stuck
        assert "批示.docx" in stuck
        assert str(work) in stuck
    (work / GONE / "批示.docx").unlink()
    assert recover(tmp_path) == Recovered((), 1)
    assert present(tmp_path) == "新"


def test_what_cannot_be_removed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = open_work(tmp_path, MONTH)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rmdir", _denied)
        told = recover(tmp_path)
    assert told.removed == 0
    assert str(work) in told.stuck[0]
    assert "没有写入权限" in told.stuck[0]
    assert recover(tmp_path) == Recovered((), 1)


def _denied(self: Path) -> None:
    raise PermissionError(13, "denied")


def test_a_set_that_cannot_be_put_back_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, OLD)

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(staging, "rename", refuse)
    with pytest.raises(PublishFailed, match="没能把") as failed:
        recover(tmp_path)
    assert str(work / OLD) in str(failed.value)
    assert len(list((work / OLD).iterdir())) == 4


@posix
def test_nothing_is_removed_before_the_rest_is_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in place may have been put there a moment before the kill."""
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, NEW)
    put(tmp_path, "新")

    def refuse(_: int) -> None:
        raise OSError(5, "broken disk")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        assert "磁盘读写出错" in recover(tmp_path).stuck[0]
    assert len(list((work / NEW).iterdir())) == 4
    assert recover(tmp_path) == Recovered((), 1)


def test_a_working_folder_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        with pytest.raises(OSError, match="full"):
            open_work(tmp_path, MONTH)
    assert names(tmp_path) == []


def test_a_working_folder_holds_its_mark_until_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, GONE)
    seen: list[list[str]] = []
    real = Path.unlink

    def look(self: Path, missing_ok: bool = False) -> None:
        seen.append(names(work))
        real(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", look)
    clear(work)
    assert seen == [[GONE, "sgyp"]] * 4 + [["sgyp"]]
