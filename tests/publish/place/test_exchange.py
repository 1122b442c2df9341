"""The calls that not every system has."""

import errno
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from publish.sets import posix
from sangeyipi.publish.place import exchange
from sangeyipi.store.atomic import durable


def two(tmp_path: Path) -> tuple[Path, Path]:
    one, other = tmp_path / "一", tmp_path / "二"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).write_text("x", encoding="utf-8")
    return one, other


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no exchange here")
def test_two_folders_change_names(tmp_path: Path) -> None:
    one, other = two(tmp_path)
    inodes = one.stat().st_ino, other.stat().st_ino
    if not exchange.swap(one, other):
        pytest.skip("this file system has no exchange")
    assert (other.stat().st_ino, one.stat().st_ino) == inodes
    assert (one / "二").exists()
    assert (other / "一").exists()


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no exchange here")
def test_a_missing_name_is_an_error(tmp_path: Path) -> None:
    one, _ = two(tmp_path)
    with pytest.raises(FileNotFoundError):
        exchange.swap(one, tmp_path / "三")
    assert (one / "一").exists()


@pytest.mark.parametrize(
    "code", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV]
)
def test_a_file_system_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    refusing(monkeypatch, code)
    assert exchange.swap(*two(tmp_path)) is False


def test_any_other_refusal_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match="二") as refused:
        exchange.swap(*two(tmp_path))
    assert refused.value.errno == errno.EIO


def refusing(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    import ctypes

    def refuse(_: bytes, __: bytes) -> int:
        ctypes.set_errno(code)
        return -1

    monkeypatch.setattr(exchange, "_call", lambda: refuse)


@pytest.mark.parametrize("platform", ["win32", "freebsd14"])
def test_a_system_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    exchange._call.cache_clear()
    monkeypatch.setattr(sys, "platform", platform)
    assert exchange.swap(*two(tmp_path)) is False
    monkeypatch.undo()
    exchange._call.cache_clear()


@pytest.mark.parametrize("times", [1, 4, 5])
def test_windows_is_given_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    one, _ = two(tmp_path)
    slept: list[float] = []
    left = times
    real = Path.rename

    def held(self: Path, target: Any) -> Path:
        nonlocal left
        if left:
            left -= 1
            raise in_use()
        return real(self, target)

    monkeypatch.setattr(Path, "rename", held)
    monkeypatch.setattr(time, "sleep", slept.append)
    if times > 4:
        with pytest.raises(PermissionError):
            exchange.rename(one, tmp_path / "三")
        assert one.exists()
    else:
        exchange.rename(one, tmp_path / "三")
        assert (tmp_path / "三" / "一").exists()
    assert slept == [0.1, 0.2, 0.4, 0.8][:times]


def test_no_other_refusal_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("waited"))
    with pytest.raises(FileNotFoundError):
        exchange.rename(tmp_path / "没有", tmp_path / "三")

    def denied(self: Path, target: Any) -> Path:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "rename", denied)
    with pytest.raises(PermissionError):
        exchange.rename(tmp_path, tmp_path / "三")


def in_use() -> PermissionError:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    return error


@posix
def test_a_share_that_syncs_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(code: int) -> None:
        def sync(_: int) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, "fsync", sync)

    refuse(errno.EINVAL)
    durable.sync_folder(tmp_path)
    refuse(errno.EIO)
    with pytest.raises(OSError):
        durable.sync_folder(tmp_path)
