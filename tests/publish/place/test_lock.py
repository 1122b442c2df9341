"""One run at a time; whoever is killed holds nothing."""

import errno
import os
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from publish.sets import MONTH, forks, names, posix, present, put
from sangeyipi.publish.failures import FolderBusy, PublishFailed
from sangeyipi.publish.place.lock import LOCK, lock
from sangeyipi.publish.place.staging import recover


def holder(out: Path) -> tuple[int, int]:
    """A child that holds the lock; it ends when the pipe that is returned is closed."""
    told, tell = os.pipe()
    ask, asked = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(asked)
            with lock(out):
                os.write(tell, b"x")
                os.read(ask, 1)
                put(out, "先")
        finally:
            os._exit(0)
    os.close(ask)
    os.close(tell)
    assert os.read(told, 1) == b"x"
    os.close(told)
    return child, asked


@forks
def test_the_second_run_gives_up(tmp_path: Path) -> None:
    child, asked = holder(tmp_path)
    waits: list[int] = []
    with pytest.raises(FolderBusy, match="另一个 sgyp 正在写") as refused, lock(tmp_path, 0):
        pytest.fail("two runs at once")
    assert str(tmp_path) in str(refused.value)
    with (
        pytest.raises(FolderBusy, match=r"等了 0\.3 秒"),
        lock(tmp_path, 0.3, lambda: waits.append(1)),
    ):
        pytest.fail("two runs at once")
    assert waits == [1]
    os.close(asked)
    os.waitpid(child, 0)
    assert present(tmp_path) == "先"


@forks
def test_the_second_run_waits(tmp_path: Path) -> None:
    child, asked = holder(tmp_path)
    # The first run goes on only when the second says that it waits.
    with lock(tmp_path, 30, lambda: os.close(asked)) as out:
        assert present(out) == "先"
        assert recover(out) == ((), 0, ())
        put(out, "后")
    os.waitpid(child, 0)
    assert present(tmp_path) == "后"
    assert names(tmp_path) == [MONTH]


@forks
def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    child, asked = holder(tmp_path)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    started = time.monotonic()
    with lock(tmp_path, 30):
        pass
    assert time.monotonic() - started < 20
    os.close(asked)


def test_a_free_lock_is_had_without_waiting(tmp_path: Path) -> None:
    for _ in range(3):
        with lock(tmp_path, 5, lambda: pytest.fail("nobody else is there")):
            pass
    assert [entry.name for entry in tmp_path.iterdir()] == [LOCK]


def test_a_failure_inside_frees_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), lock(tmp_path):
        raise KeyError
    with lock(tmp_path):
        pass


def test_the_folder_is_made_but_not_its_parents(tmp_path: Path) -> None:
    with lock(tmp_path / "发布") as out:
        assert out == tmp_path.resolve() / "发布"
    with pytest.raises(PublishFailed, match="共享是否已挂载"), lock(tmp_path / "没有" / "发布"):
        pytest.fail("made a folder nobody asked for")
    assert not (tmp_path / "没有").exists()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    with pytest.raises(PublishFailed, match="是一个文件"), lock(tmp_path / "文件"):
        pytest.fail("locked a file")
    with pytest.raises(PublishFailed, match=r"到不了|没有文件夹"), lock(tmp_path / "文件" / "下"):
        pytest.fail("locked below a file")


@posix
def test_a_folder_behind_a_link_is_one_folder(tmp_path: Path) -> None:
    (tmp_path / "真").mkdir()
    (tmp_path / "链").symlink_to("真")
    with lock(tmp_path / "链") as out:
        assert out == tmp_path.resolve() / "真"
        with pytest.raises(FolderBusy), lock(tmp_path / "真"):
            pytest.fail("the same folder twice")
    (tmp_path / "圈").symlink_to("圈")
    with pytest.raises(PublishFailed), lock(tmp_path / "圈"):
        pytest.fail("a link to itself")


@posix
def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    out = tmp_path / "发布"
    out.mkdir()
    (out / LOCK).symlink_to(tmp_path / "别处")
    with pytest.raises(PublishFailed, match="是符号链接"), lock(out):
        pytest.fail("followed a link")
    assert not (tmp_path / "别处").exists()


@posix
@pytest.mark.parametrize("kind", ["hard link", "notes", "folder", "pipe"])
def test_a_lock_that_is_somebodys_is_left_alone(tmp_path: Path, kind: str) -> None:
    """Older versions of the library empty the file that they lock."""
    out = tmp_path / "发布"
    out.mkdir()
    victim = tmp_path / "要紧.docx"
    victim.write_bytes(b"x")
    if kind == "hard link":
        os.link(victim, out / LOCK)
    elif kind == "notes":
        (out / LOCK).write_bytes(b"x")
    elif kind == "folder":
        (out / LOCK).mkdir()
    else:
        os.mkfifo(out / LOCK)
    with pytest.raises(PublishFailed, match="不是 sgyp 的锁文件"), lock(out):
        pytest.fail("locked somebody's file")
    assert victim.read_bytes() == b"x"


@posix
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_share_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(PublishFailed, match="不支持文件锁"), lock(tmp_path):
        pytest.fail("went on without a lock")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_a_folder_in_which_nothing_can_be_made() -> None:
    with pytest.raises(PublishFailed, match="建不了文件"), lock(Path("/proc")):
        pytest.fail("went on without a lock")


@posix
def test_the_lock_is_as_readable_as_other_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with lock(tmp_path):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / LOCK).stat().st_mode) == 0o640


def test_nothing_is_imported_for_it_until_it_is_needed() -> None:
    import subprocess

    code = "import sys; import sangeyipi.publish.place.replace, sangeyipi.publish.place.lock; "
    code += "sys.exit('filelock' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
