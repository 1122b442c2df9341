"""A file replaced whole or not at all, and what is left when a run is killed on the way."""

import os
import secrets
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sangeyipi.store.atomic.replace import FileChanged, replace, sweep

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
LEFT = ".a.yaml.sgyp-0123456789ab.tmp"


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("name", ["a.yaml", "项" * 60 + ".yaml", ".隐.csv"])
def test_a_file_is_made_and_replaced(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    replace(target, b"one")
    replace(target, b"two", expected=b"one")
    assert target.read_bytes() == b"two"
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("now", [b"edited", b"", None])
def test_what_has_changed_meanwhile_is_left(tmp_path: Path, now: bytes | None) -> None:
    target = tmp_path / "a.yaml"
    if now is not None:
        target.write_bytes(now)
    with pytest.raises(FileChanged):
        replace(target, b"new", expected=b"old")
    assert (target.read_bytes() if target.exists() else None) == now
    assert names(tmp_path) == ([] if now is None else ["a.yaml"])


def test_the_last_look_is_the_last_thing_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Putting the copy on the disk takes longest: a change made during that is seen."""
    target = tmp_path / "a.yaml"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda _: target.write_bytes(b"edited"))
    with pytest.raises(FileChanged):
        replace(target, b"new", expected=b"old")
    assert target.read_bytes() == b"edited"
    assert names(tmp_path) == ["a.yaml"]


@posix
def test_mode_is_kept_and_no_copy_is_more_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(b"old")
    target.chmod(0o640)
    seen: list[int] = []

    def look(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))

    monkeypatch.setattr(os, "fsync", look)
    replace(target, b"new")
    assert seen == [0o600]
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix
def test_a_new_file_is_as_readable_as_others(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace(tmp_path / "a.yaml", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o640


@posix
def test_the_owner_is_kept(tmp_path: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can give files away")
    target = tmp_path / "a.yaml"
    target.write_bytes(b"old")
    os.chown(target, 65534, 65534)
    replace(target, b"new")
    assert (target.stat().st_uid, target.stat().st_gid) == (65534, 65534)


@forks
def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(b"old")
    child = os.fork()
    if child == 0:
        os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        replace(target, b"new")
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert target.read_bytes() == b"old"
    assert len(names(tmp_path)) == 2
    sweep(tmp_path)
    assert names(tmp_path) == ["a.yaml"]


def test_a_left_file_blocks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one by the very name that would be taken next."""
    numbers = iter(["0123456789ab", "ba9876543210"])
    (tmp_path / LEFT).write_bytes(b"half")
    (tmp_path / f".a.yaml.{os.getpid()}.tmp").write_bytes(b"half")
    monkeypatch.setattr(secrets, "token_hex", lambda _: next(numbers))
    sweep(tmp_path)
    replace(tmp_path / "a.yaml", b"new")
    assert (tmp_path / "a.yaml").read_bytes() == b"new"


@posix
def test_what_is_being_written_stays(tmp_path: Path) -> None:
    code = (
        "import fcntl, sys; f = open(sys.argv[1], 'wb'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / LEFT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout
        other.stdout.readline()
        sweep(tmp_path)
        assert names(tmp_path) == [LEFT]
        other.communicate()
    sweep(tmp_path)
    assert names(tmp_path) == []


@posix
def test_only_plain_files_of_our_names_are_cleared(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"x")
    (tmp_path / LEFT).symlink_to(victim)
    (tmp_path / LEFT.replace("a.", "b.")).mkdir()
    for name in (".a.yaml.123.tmp", "a.yaml.sgyp-0123456789ab.tmp", ".a.sgyp-0123456789aB.tmp"):
        (tmp_path / name).write_bytes(b"x")
    before = names(tmp_path)
    sweep(tmp_path)
    assert names(tmp_path) == before
    assert victim.read_bytes() == b"x"
    sweep(tmp_path / "missing")
