"""A set in its place: whole, or what stood there before."""

import errno
import os
import shutil
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.place.test_exchange import in_use
from publish.sets import MONTH, a_set, manifest, names, posix, present, put, snapshot
from sangeyipi.publish.failures import PublishFailed
from sangeyipi.publish.manifest import MANIFEST, entries, read
from sangeyipi.publish.place import exchange
from sangeyipi.publish.place import replace as folder
from sangeyipi.publish.place.replace import Outcome, is_current, publish
from sangeyipi.publish.place.staging import OLD, recover


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a set is replaced."""
    if request.param == "two renames":
        monkeypatch.setattr(exchange, "swap", lambda one, other: False)
    return str(request.param)


def refused(out: Path, of: str = "新", name: str = MONTH) -> str:
    with pytest.raises(PublishFailed) as failed:
        put(out, of, name)
    assert str(out / name) in str(failed.value)
    return str(failed.value)


def test_a_first_set_and_the_next(tmp_path: Path, way: str) -> None:
    assert put(tmp_path, "旧") == Outcome(tmp_path / MONTH, False, True)
    assert present(tmp_path) == "旧"
    assert put(tmp_path, "新") == Outcome(tmp_path / MONTH, True, way == "exchange")
    assert present(tmp_path) == "新"
    assert names(tmp_path) == [MONTH]


def test_the_manifest_lists_what_was_written(tmp_path: Path) -> None:
    put(tmp_path)
    assert read(tmp_path / MONTH / MANIFEST) == manifest()._replace(files=entries(a_set("a")))


def test_the_same_set_is_the_same_bytes(tmp_path: Path) -> None:
    put(tmp_path)
    first = snapshot(tmp_path)
    put(tmp_path, "b")
    put(tmp_path)
    assert snapshot(tmp_path) == first


def test_other_sets_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path, "五", "2023-05")
    put(tmp_path, "六")
    assert present(tmp_path, "2023-05") == "五"


@posix
def test_modes_are_those_of_any_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        put(tmp_path)
        (tmp_path / "普通").mkdir()
    finally:
        os.umask(before)
    usual = (tmp_path / "普通").stat()
    assert (tmp_path / MONTH).stat().st_mode == usual.st_mode
    for file in (tmp_path / MONTH).iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert file.stat().st_gid == usual.st_gid


@pytest.mark.parametrize("name", ["2023-13", "..", "a/b", "", "2023-06/", ".sgyp.lock"])
def test_a_callers_mistake_in_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        publish(tmp_path, name, a_set("a"), manifest("a", name))
    with pytest.raises(ValueError, match="no name"):
        publish(tmp_path, "2023-07", a_set("a"), manifest())
    assert names(tmp_path) == []


@pytest.mark.parametrize("file", ["../x", "a/b", MANIFEST, "", "x\0"])
def test_a_callers_mistake_in_a_file(tmp_path: Path, file: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        publish(tmp_path, MONTH, {file: b""}, manifest())
    assert names(tmp_path) == []


# What is not ours is never replaced


def test_a_target_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / MONTH).write_text("别人的", encoding="utf-8")
    assert "是一个文件，不替换" in refused(tmp_path)
    assert snapshot(tmp_path) == {MONTH: "别人的".encode()}


@posix
@pytest.mark.parametrize("to", ["真", "没有"])
def test_a_target_that_is_a_link(tmp_path: Path, to: str) -> None:
    put(tmp_path, "旧")
    (tmp_path / MONTH).rename(tmp_path / "真")
    (tmp_path / MONTH).symlink_to(to)
    assert "是符号链接，不替换" in refused(tmp_path)
    assert names(tmp_path) == [MONTH, "真"]
    assert (tmp_path / MONTH).is_symlink()
    assert not is_current(tmp_path, MONTH, manifest("旧"))


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ({}, "不是 sgyp export 写的"),
        ({"报告.docx": b"x"}, "不是 sgyp export 写的"),
        ({MANIFEST: b'{"name": "app"}'}, "不是 sgyp export 写的"),
        ({MANIFEST: manifest().to_json()[:-9]}, "已损坏"),
    ],
)
def test_somebody_elses_folder(tmp_path: Path, inside: dict[str, bytes], words: str) -> None:
    (tmp_path / MONTH).mkdir()
    for name, data in inside.items():
        (tmp_path / MONTH / name).write_bytes(data)
    before = snapshot(tmp_path)
    message = refused(tmp_path)
    assert words in message
    assert message.endswith("移走后重做")
    assert snapshot(tmp_path) == before


def test_somebodys_file_in_our_folder(tmp_path: Path) -> None:
    put(tmp_path, "旧")
    (tmp_path / MONTH / "批示.docx").write_bytes(b"x")
    before = snapshot(tmp_path)
    assert "批示.docx" in refused(tmp_path)
    assert snapshot(tmp_path) == before


def test_litter_is_nobodys_file(tmp_path: Path, way: str) -> None:
    put(tmp_path, "旧")
    for name in ("~$月报.xlsx", "Thumbs.db", ".DS_Store", "desktop.ini", ".nfs0001"):
        (tmp_path / MONTH / name).write_bytes(b"x")
    put(tmp_path, "新")
    assert present(tmp_path) == "新"
    assert names(tmp_path) == [MONTH]


def test_a_damaged_set_of_ours_is_replaced(tmp_path: Path) -> None:
    put(tmp_path, "旧")
    (tmp_path / MONTH / "月报.csv").write_bytes(b"half")
    (tmp_path / MONTH / "月报.json").unlink()
    put(tmp_path, "新")
    assert present(tmp_path) == "新"


# What the system refuses

CALLS: dict[str, tuple[object, str]] = {
    "mkdir": (Path, "mkdir"),
    "open": (os, "open"),
    "fsync": (os, "fsync"),
    "swap": (exchange, "swap"),
    "rename": (exchange, "rename"),
}


def failing(
    monkeypatch: pytest.MonkeyPatch, call: str, at: int, error: Callable[[], OSError]
) -> list[int]:
    """Make the n-th call of its kind fail; the list grows as it is called."""
    owner, name = CALLS[call]
    real = getattr(owner, name)
    calls: list[int] = []

    def fail(*given: Any, **named: Any) -> Any:
        if call == "open" and not given[1] & os.O_EXCL:
            return real(*given, **named)
        calls.append(1)
        if len(calls) == at:
            raise error()
        return real(*given, **named)

    monkeypatch.setattr(owner, name, fail)
    return calls


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘已满。腾出空间"),
        (errno.EDQUOT, "磁盘配额已满。腾出空间"),
        (errno.EFBIG, "超过了文件大小上限。放宽"),
        (errno.EROFS, "磁盘只读。"),
        (errno.EIO, "磁盘读写出错。检查磁盘"),
        (errno.EACCES, "没有写入权限"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_each_call_refused_in_turn(
    tmp_path: Path, way: str, call: str, code: int, words: str, first: bool
) -> None:
    """Until the run gets through: whatever fails, the old set is whole and nothing is left."""
    done = unsure = 0
    while True:
        done += 1
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", lambda _: None)
            if not first and present(tmp_path) != "旧":
                put(tmp_path, "旧")
            calls = failing(patch, call, done, lambda: OSError(code, os.strerror(code)))
            try:
                put(tmp_path, "新")
            except PublishFailed as failed:
                message = str(failed)
            else:
                message = ""
        if len(calls) < done:
            break
        if not message:
            # Only the removal of what was replaced failed: the next run's work.
            assert present(tmp_path) == "新"
            recover(tmp_path)
        elif present(tmp_path) == "新":
            assert "已换成新的一套，但没能确认已写入磁盘" in message
            unsure += 1
            recover(tmp_path)
        else:
            assert present(tmp_path) == (None if first else "旧")
            assert words in message
            assert str(tmp_path / MONTH) in message
        assert set(names(tmp_path)) <= {MONTH}
        if first:
            shutil.rmtree(tmp_path / MONTH, ignore_errors=True)
    assert present(tmp_path) == "新"
    # A first set is never exchanged; where sets are exchanged, none is renamed.
    unused = "swap" if first else "rename" if way == "exchange" else None
    assert (done == 1) == (call == unused)
    assert unsure == (call == "fsync")


def test_a_file_held_open_by_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows has it: no exchange, and a folder with an open file can't be renamed."""
    put(tmp_path, "旧")
    monkeypatch.setattr(exchange, "swap", lambda one, other: False)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    real = Path.rename

    def held(self: Path, target: Any) -> Path:
        if self == tmp_path / MONTH:
            raise in_use()
        return real(self, target)

    monkeypatch.setattr(Path, "rename", held)
    message = refused(tmp_path)
    assert "正被 Excel 或 WPS 打开，关闭后再试" in message
    assert "原有的一套没有动" in message
    assert present(tmp_path) == "旧"
    assert names(tmp_path) == [MONTH]


def test_the_old_set_that_cannot_go_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two renames, of which the second fails, and so does the first one's undoing."""
    put(tmp_path, "旧")
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "swap", lambda one, other: False)
        patch.setattr(time, "sleep", lambda _: None)
        real = Path.rename

        def held(self: Path, target: Any) -> Path:
            if Path(target) == tmp_path / MONTH:
                raise in_use()
            return real(self, target)

        patch.setattr(Path, "rename", held)
        message = refused(tmp_path)
        (aside,) = tmp_path.glob(f".sgyp-work-*/{OLD}")
        assert f"原有的一套暂存在 {aside}，下次运行时放回" in message
        assert "没有动" not in message
        with pytest.raises(PublishFailed, match="没能把"):
            recover(tmp_path)
    assert recover(tmp_path).put_back == (MONTH,)
    assert present(tmp_path) == "旧"
    assert names(tmp_path) == [MONTH]


def test_interrupted_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    put(tmp_path, "旧")
    real = exchange.rename

    def interrupt(source: Path, target: Path) -> None:
        real(source, target)
        if target.name == OLD:
            raise KeyboardInterrupt

    def at_once(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(exchange, "rename", interrupt)
    if way == "exchange":
        monkeypatch.setattr(exchange, "swap", at_once)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, "新")
    assert present(tmp_path) == "旧"
    assert names(tmp_path) == [MONTH]


# Durability and readers


@posix
def test_what_is_durable_before_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """A power cut can't be made here, but the order that survives one can be held to."""
    put(tmp_path, "旧")
    happened: list[str] = []
    numbers: dict[int, str] = {}

    def named(path: Path) -> str:
        parts = path.relative_to(tmp_path).parts
        return "/".join("work" if part.startswith(".sgyp-work") else part for part in parts) or "."

    def sync(descriptor: int) -> None:
        inode = os.fstat(descriptor).st_ino
        for path in (tmp_path, *tmp_path.rglob("*")):
            numbers.setdefault(path.stat().st_ino, named(path))
        happened.append(f"sync {numbers[inode]}")

    def spying(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def spy(*paths: Path, **options: bool) -> object:
            happened.append(" ".join([name, *map(named, paths)]))
            return real(*paths, **options)

        monkeypatch.setattr(owner, name, spy)

    monkeypatch.setattr(os, "fsync", sync)
    spying(exchange, "rename")
    spying(exchange, "swap")
    removed = os.unlink

    def unlink(name: str, *, dir_fd: int) -> None:
        inode = os.fstat(dir_fd).st_ino
        inside = next(path for path in tmp_path.rglob("*") if path.stat().st_ino == inode)
        happened.append(f"unlink {named(inside)}/{name}")
        removed(name, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", unlink)
    put(tmp_path, "新")
    placed = {
        "exchange": ["swap work/new 2023-06"],
        "two renames": [
            "swap work/new 2023-06",
            "rename 2023-06 work/old",
            "rename work/new 2023-06",
        ],
    }[way]
    start = happened.index(placed[0])
    assert happened[start : start + len(placed)] == placed
    before, after = happened[:start], happened[start + len(placed) :]
    assert before[:3] == ["sync work/sgyp", "sync work", "sync ."]
    files = [*sorted([*a_set("新")]), MANIFEST]
    assert before[3:] == [*(f"sync work/new/{file}" for file in files), "sync work/new"]
    assert after[0] == "sync ."
    assert any(event.startswith("unlink work/") for event in after)


def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    """Where sets are exchanged, the name is there at every moment."""
    if not put(tmp_path, "旧") or not put(tmp_path, "新").in_one_step:
        pytest.skip("this file system has no exchange")
    ended = threading.Event()
    missing: list[str] = []
    looks = 0

    def look() -> None:
        nonlocal looks
        while not ended.is_set():
            looks += 1
            try:
                descriptor = os.open(tmp_path / MONTH, os.O_RDONLY)
            except FileNotFoundError:
                missing.append("gone")
                continue
            os.close(descriptor)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for of in "甲乙" * 15:
            put(tmp_path, of)
    finally:
        ended.set()
        reader.join()
    assert looks > 0
    assert missing == []


# Is there anything to publish?


def test_current_is_what_says_the_same(tmp_path: Path) -> None:
    assert not is_current(tmp_path, MONTH, manifest())
    put(tmp_path)
    assert is_current(tmp_path, MONTH, manifest())
    assert is_current(tmp_path, MONTH, manifest(revision=None, dirty=True, version="9"))
    assert not is_current(tmp_path, MONTH, manifest("b"))
    assert not is_current(tmp_path, MONTH, manifest(formats=("csv",)))
    assert not is_current(tmp_path, MONTH, manifest(compare="f" * 40))
    assert not is_current(tmp_path, MONTH, manifest(options={"today": "2023-07-03"}))


@pytest.mark.parametrize("file", ["月报.csv", "a.md", MANIFEST])
def test_a_set_that_was_touched_is_not_current(tmp_path: Path, file: str) -> None:
    put(tmp_path)
    path = tmp_path / MONTH / file
    kept = path.read_bytes()
    path.write_bytes(kept + b" ")
    assert not is_current(tmp_path, MONTH, manifest())
    path.write_bytes(kept)
    assert is_current(tmp_path, MONTH, manifest())
    path.unlink()
    assert not is_current(tmp_path, MONTH, manifest())


def test_the_docstring_says_what_windows_gets() -> None:
    assert "Windows" in str(folder.__doc__)
