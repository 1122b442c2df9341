"""Disks that are really full, really read-only, and files that really may not grow."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publish.sets import MONTH, a_set, forks, manifest, names, present, put
from sangeyipi.model.period import PeriodKind
from sangeyipi.publish.failures import PublishFailed
from sangeyipi.publish.place.lock import lock
from sangeyipi.publish.place.replace import publish
from sangeyipi.publish.place.staging import recover
from sangeyipi.publish.retention import keep

linux = pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")
_READ_ONLY = 1
_REMOUNT = 32
_DETACH = 2


def _mount(target: Path, flags: int, options: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    place = os.fsencode(target)
    if libc.mount(b"tmpfs", place, b"tmpfs", ctypes.c_ulong(flags), options.encode()):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 128 KiB, where mounting one is allowed."""
    disk = tmp_path / "小盘"
    disk.mkdir()
    try:
        _mount(disk, 0, "size=128k,nr_inodes=64")
    except OSError as error:
        pytest.skip(f"may not mount a tmpfs here: {error.strerror}")
    try:
        yield disk
    finally:
        ctypes.CDLL(None).umount2(os.fsencode(disk), _DETACH)


def run(out: Path, of: str, size: int = 0) -> None:
    files = a_set(of)
    if size:
        files["月报.xlsx"] = b"x" * size
    with lock(out) as folder:
        recover(folder)
        publish(folder, MONTH, files, manifest(of))


@linux
@pytest.mark.parametrize("kib", [40, 100, 120, 124, 128, 4000])
def test_a_disk_that_fills_up(small_disk: Path, kib: int) -> None:
    with lock(small_disk):
        put(small_disk, "旧")
    filler = small_disk / "占地"
    filler.write_bytes(b"x" * 4096 * 10)
    if kib == 40:
        run(small_disk, "新", kib * 1024)
        return
    with pytest.raises(PublishFailed, match="原有的一套没有动：磁盘已满。腾出空间后重做"):
        run(small_disk, "新", kib * 1024)
    assert present(small_disk) == "旧"
    assert names(small_disk) == [MONTH, "占地"]
    filler.unlink()
    run(small_disk, "新")
    assert names(small_disk) == [MONTH]


@linux
def test_a_disk_that_is_full_already(small_disk: Path) -> None:
    """Not a byte and not a name is left: nothing can be begun, but old sets can go."""
    with lock(small_disk):
        put(small_disk, "旧", "2023-05")
        put(small_disk, "旧")
    with contextlib.suppress(OSError), (small_disk / "占地").open("wb", buffering=0) as filler:
        while filler.write(b"x" * 4096):
            pass
    with pytest.raises(PublishFailed, match="磁盘已满"):
        run(small_disk, "新")
    assert present(small_disk) == "旧"
    assert names(small_disk) == ["2023-05", MONTH, "占地"]
    with lock(small_disk) as out:
        assert keep(out, 1, PeriodKind.MONTH).removed == ("2023-05",)
    assert names(small_disk) == [MONTH, "占地"]


@linux
def test_a_disk_without_names_left(small_disk: Path) -> None:
    with lock(small_disk):
        put(small_disk, "旧")
    number = 0
    with contextlib.suppress(OSError):
        while True:
            (small_disk / f"占 {number}").touch()
            number += 1
    free = 0
    with pytest.raises(PublishFailed, match="磁盘已满"):
        run(small_disk, "新")
    # A name more each time: it stops at each of its steps, and in the end gets through.
    while present(small_disk) == "旧":
        (small_disk / f"占 {free}").unlink()
        free += 1
        with contextlib.suppress(PublishFailed):
            run(small_disk, "新")
        assert not [name for name in names(small_disk) if name.startswith(".")]
    assert free > 3


@linux
def test_a_disk_that_is_read_only(small_disk: Path) -> None:
    with lock(small_disk):
        put(small_disk, "旧")
    _mount(small_disk, _REMOUNT | _READ_ONLY, "")
    with pytest.raises(PublishFailed, match="磁盘只读") as failed:
        run(small_disk, "新")
    assert str(small_disk) in str(failed.value)
    assert present(small_disk) == "旧"


def as_child(task: Callable[[], None]) -> str:
    """Run in a child of its own, whose limits and user end with it; what its failure said."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            task()
        except PublishFailed as failed:
            os.write(tell, str(failed).encode())
        except BaseException as error:
            os.write(tell, f"not a named failure: {error!r}".encode())
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@forks
@pytest.mark.parametrize("limit", [0, 1, 20, 400, 1100])
def test_files_that_may_not_grow(tmp_path: Path, limit: int) -> None:
    resource = pytest.importorskip("resource")

    def task() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        run(tmp_path, "新", 2000)

    with lock(tmp_path):
        put(tmp_path, "旧")
    said = as_child(task)
    assert "原有的一套没有动：超过了文件大小上限。放宽上限" in said
    assert present(tmp_path) == "旧"
    assert names(tmp_path) == [MONTH]
    run(tmp_path, "新")
    assert names(tmp_path) == [MONTH]


@forks
@pytest.mark.parametrize("wide", [False, True])
def test_a_folder_that_may_not_be_written(tmp_path: Path, wide: bool) -> None:
    """By another user, as cron may be one; first the lock, then the set itself."""
    if os.getuid() != 0:
        pytest.skip("only root can run as another user")
    out = tmp_path / "发布"
    out.mkdir()
    with lock(out):
        put(out, "旧")
    # As deep as pytest has put it, which is one deeper on a worker of several.
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o011)
    if wide:
        (out / ".sgyp.lock").chmod(0o666)

    def task() -> None:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        run(out, "新")

    said = as_child(task)
    assert said.startswith("没有更新" if wide else "锁不住"), said
    assert "没有写入权限" in said
    assert str(out) in said
    assert present(out) == "旧"
    assert names(out) == [MONTH]
