"""Clearing up after killed runs, and leaving alone whatever is not ours."""

import os
from pathlib import Path

import pytest

from publish.sets import MONTH, a_set, manifest, names, posix, present, put, snapshot
from sangeyipi.publish.failures import PublishFailed
from sangeyipi.publish.manifest import MANIFEST, Manifest, entries
from sangeyipi.publish.place import real, staging
from sangeyipi.publish.place.real import RealFolder
from sangeyipi.publish.place.staging import GONE, NEW, OLD, Recovered, clear, open_work, recover


@pytest.fixture(autouse=True, params=["by descriptor", "by name"])
def reach(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways in which names are reached; the second is Windows'."""
    if request.param == "by name":
        monkeypatch.setattr(real, "_BY_DESCRIPTOR", False)


def moved(out: Path, work: Path, part: str, of: str = "旧") -> None:
    put(out, of)
    (out / MONTH).rename(work / part)


def planned(period: str = MONTH) -> Manifest:
    return manifest(period=period)._replace(files=entries(a_set("a")))


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
    work = open_work(tmp_path, MONTH, planned())
    (work / NEW).mkdir()
    (work / NEW / "月报.csv").write_bytes(b"half")
    (work / NEW / MANIFEST).write_bytes(b"{")
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
        patch.setattr(RealFolder, "rmdir", _denied)
        told = recover(tmp_path)
    assert told.removed == 0
    assert str(work) in told.stuck[0]
    assert "没有写入权限" in told.stuck[0]
    assert recover(tmp_path) == Recovered((), 1)


def _denied(self: RealFolder, name: str) -> None:
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
        patch.setattr(RealFolder, "write", full)
        with pytest.raises(OSError, match="full"):
            open_work(tmp_path, MONTH)
    assert names(tmp_path) == []


def test_a_working_folder_holds_its_mark_until_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, GONE)
    seen: list[list[str]] = []
    unlink = RealFolder.unlink

    def look(self: RealFolder, name: str) -> None:
        seen.append(names(work))
        unlink(self, name)

    monkeypatch.setattr(RealFolder, "unlink", look)
    clear(work)
    assert seen == [[GONE, "sgyp"]] * 4 + [["sgyp"]]


# What somebody else has put there


def planted(out: Path) -> Path:
    """A working folder as a killed run leaves it, or as anybody could make it."""
    work = out / ".sgyp-work-2023-06-0123abcd"
    work.mkdir(parents=True)
    (work / "sgyp").touch()
    return work


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """Somebody's own folder, outside of the output folder, but with files called as ours are."""
    folder = tmp_path / "victim"
    folder.mkdir()
    put(folder)
    (folder / MONTH / "要紧.docx").write_bytes(b"x")
    (folder / "要紧.docx").write_bytes(b"x")
    return folder


@posix
@pytest.mark.parametrize("part", [NEW, OLD, GONE])
@pytest.mark.parametrize("inside", ["", MONTH])
@pytest.mark.parametrize("taken", [False, True])
def test_nothing_behind_a_link_is_removed_or_published(
    tmp_path: Path, victim: Path, part: str, inside: str, taken: bool
) -> None:
    out = tmp_path / "发布"
    work = planted(out)
    (work / part).symlink_to(victim / inside)
    if taken:
        put(out, "b")
    before = snapshot(victim)
    told = recover(out)
    assert (told.put_back, told.removed) == ((), 0)
    assert str(work / part) in told.stuck[0]
    assert "链接" in told.stuck[0]
    assert snapshot(victim) == before
    assert (work / part).is_symlink()
    put(out, "新")
    assert present(out) == "新"
    assert not (out / MONTH).is_symlink()
    assert snapshot(victim) == before


@posix
def test_a_link_to_a_set_of_ours_is_not_put_back(tmp_path: Path) -> None:
    """Not even to one that is whole: it would be in two places at once."""
    out = tmp_path / "发布"
    put(tmp_path)
    work = planted(out)
    (work / OLD).symlink_to(tmp_path / MONTH)
    assert "链接" in recover(out).stuck[0]
    assert not os.path.lexists(out / MONTH)
    assert present(tmp_path) == "a"


@pytest.mark.parametrize("part", [NEW, GONE])
def test_what_no_manifest_lists_is_not_removed(tmp_path: Path, part: str) -> None:
    work = planted(tmp_path)
    (work / part).mkdir()
    (work / part / "notes.docx").write_bytes(b"x")
    before = snapshot(tmp_path)
    assert "notes.docx" in recover(tmp_path).stuck[0]
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("name", ["notes.docx", "~$notes.docx", ".nfs0", "desktop.ini"])
def test_a_document_among_what_was_half_written(tmp_path: Path, name: str) -> None:
    """Litter is small; what is called so and is not is somebody's."""
    work = open_work(tmp_path, MONTH, planned())
    (work / NEW).mkdir()
    (work / NEW / "月报.csv").write_bytes(b"half")
    (work / NEW / name).write_bytes(b"x" * (2 << 20))
    before = snapshot(tmp_path)
    assert name in recover(tmp_path).stuck[0]
    assert snapshot(tmp_path) == before


def test_a_plan_for_another_set_lists_nothing(tmp_path: Path) -> None:
    work = planted(tmp_path)
    (work / "sgyp").write_bytes(planned("2023-05").to_json())
    (work / NEW).mkdir()
    (work / NEW / "月报.csv").write_bytes(b"half")
    assert "月报.csv" in recover(tmp_path).stuck[0]
    assert (work / NEW / "月报.csv").exists()


@pytest.mark.parametrize("name", ["notes.docx", "newer"])
def test_what_stands_beside_is_not_removed(tmp_path: Path, name: str) -> None:
    work = planted(tmp_path)
    (work / name).mkdir()
    before = snapshot(tmp_path)
    for _ in range(2):
        assert name in recover(tmp_path).stuck[0]
        assert snapshot(tmp_path) == before


def test_a_folder_called_as_a_file_of_ours_stays(tmp_path: Path) -> None:
    work = open_work(tmp_path, MONTH)
    moved(tmp_path, work, GONE)
    (work / GONE / "月报.csv").unlink()
    (work / GONE / "月报.csv").mkdir()
    (work / GONE / "月报.csv" / "notes.docx").write_bytes(b"x")
    before = snapshot(tmp_path)
    assert "月报.csv" in recover(tmp_path).stuck[0]
    assert snapshot(tmp_path) == before


def test_somebodys_file_with_the_name_of_our_mark(tmp_path: Path) -> None:
    work = planted(tmp_path)
    (work / "sgyp").write_bytes(b"my notes")
    before = snapshot(tmp_path)
    assert recover(tmp_path) == Recovered()
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("cut", [0, 1, 20, 200])
def test_a_mark_half_written_is_ours(tmp_path: Path, cut: int) -> None:
    work = open_work(tmp_path, MONTH, planned())
    os.truncate(work / "sgyp", cut)
    assert recover(tmp_path) == Recovered((), 1)
    assert names(tmp_path) == []


@posix
@pytest.mark.parametrize("kind", ["edited", "added", "linked", "missing", "another"])
def test_only_what_its_manifest_lists_is_put_back(tmp_path: Path, kind: str) -> None:
    work = planted(tmp_path)
    moved(tmp_path, work, OLD)
    file = work / OLD / "月报.csv"
    if kind == "added":
        (work / OLD / "批示.docx").write_bytes(b"x")
    elif kind == "another":
        work = work.rename(tmp_path / ".sgyp-work-2023-05-0123abcd")
    else:
        file.unlink()
    if kind == "edited":
        file.write_bytes(b"somebody's figures")
    if kind == "linked":
        (tmp_path / "secret").write_bytes(a_set("旧")["月报.csv"])
        file.symlink_to(tmp_path / "secret")
    before = snapshot(tmp_path)
    told = recover(tmp_path)
    assert told.put_back == ()
    assert told.removed == 0
    assert "没有放回" in told.stuck[0]
    assert snapshot(tmp_path) == before
