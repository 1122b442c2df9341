"""What is kept for the next run: found again whole or not at all, and by its owner alone."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import SOURCE

from sangeyipi.store import lasting as module
from sangeyipi.store.lasting import Lasting, folder, key_of, lasting

KEY, OTHER = key_of("甲"), key_of("乙")
VALUE = (["甲", "乙", None, True, 10**20], (1, ("x",)))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lasting:
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path / "a" / "b"))
    found = lasting()
    assert found is not None
    return found


def entry(tmp_path: Path, key: str = KEY) -> Path:
    return tmp_path / "a" / "b" / f"{key}.sgyp"


def test_what_is_put_is_got(kept: Lasting) -> None:
    assert kept.get(KEY) is None
    kept.put(KEY, VALUE)
    assert kept.get(KEY) == VALUE
    assert kept.get(OTHER) is None


def test_what_cannot_be_kept_ends_nothing(kept: Lasting) -> None:
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    for odd in (object(), {"甲": object()}, deep):
        kept.put(OTHER, odd)
        assert kept.get(OTHER) is None
    kept.put(KEY, VALUE)
    assert kept.get(KEY) == VALUE


def test_parts_of_a_key_do_not_run_together() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", "")}) == 4


def test_an_entry_that_is_not_whole_is_none(kept: Lasting, tmp_path: Path) -> None:
    kept.put(KEY, VALUE)
    path = entry(tmp_path)
    data = path.read_bytes()
    for end in range(len(data)):
        path.write_bytes(data[:end])
        assert kept.get(KEY) is None, end
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :])
        assert kept.get(KEY) is None, place
    for foreign in (data + b"\0", data + data, b"", b"\0" * len(data), b"sgyp 2" + data[6:]):
        path.write_bytes(foreign)
        assert kept.get(KEY) is None
    path.write_bytes(data)
    assert kept.get(KEY) == VALUE


def test_an_entry_of_another_key_is_none(kept: Lasting, tmp_path: Path) -> None:
    kept.put(KEY, VALUE)
    shutil.copy(entry(tmp_path), entry(tmp_path, OTHER))
    assert kept.get(OTHER) is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_what_stands_in_the_place_of_an_entry_is_none(kept: Lasting, tmp_path: Path) -> None:
    kept.put(OTHER, VALUE)
    entry(tmp_path, OTHER).rename(tmp_path / "there")
    path = entry(tmp_path)
    path.symlink_to(tmp_path / "there")
    assert kept.get(KEY) is None
    path.unlink()
    path.mkdir()
    assert kept.get(KEY) is None
    kept.put(KEY, VALUE)  # cannot take its place
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_it_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path / "a" / "b"))
    before = os.umask(0)
    try:
        found = lasting()
        assert found is not None
        found.put(KEY, VALUE)
    finally:
        os.umask(before)
    assert entry(tmp_path).stat().st_mode & 0o777 == 0o600
    assert {one.stat().st_mode & 0o777 for one in (tmp_path / "a" / "b", tmp_path / "a")} == {0o700}


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777, 0o702])
def test_a_folder_that_others_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    tmp_path.chmod(mode)
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path))
    assert lasting() is None
    tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_folder_of_another_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert lasting() is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_link_is_as_good_as_what_it_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, open_to_all, link = tmp_path / "s", tmp_path / "o", tmp_path / "link"
    sound.mkdir(0o700)
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    for end, used in ((sound, True), (open_to_all, False), (tmp_path / "gone", False)):
        link.unlink(missing_ok=True)
        link.symlink_to(end)
        module._opened.cache_clear()
        monkeypatch.setenv("SGYP_CACHE", str(link))
        assert (lasting() is not None) == used, end


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/nowhere", "x" * 300])
def test_nowhere_to_write_is_nobodys_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path / place))
    assert lasting() is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_here_may_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setenv("SGYP_CACHE", "kept")
    assert lasting() is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SGYP_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    assert folder() is None
    assert lasting() is None
    monkeypatch.setenv("HOME", "relative")
    assert folder() is None
    monkeypatch.setenv("HOME", "/h")
    assert folder() == Path("/h/.cache/sgyp")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert folder() == Path("/h/.cache/sgyp")
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert folder() == Path("/x/sgyp")
    monkeypatch.setenv("SGYP_CACHE", "d")
    assert folder() == Path.cwd() / "d"
    for off in ("off", "OFF"):
        monkeypatch.setenv("SGYP_CACHE", off)
        assert folder() is None
    monkeypatch.setenv("SGYP_CACHE", "")
    assert folder() == Path("/x/sgyp")


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_a_full_disk_leaves_nothing_behind(kept: Lasting, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        kept.put(KEY, "x" * 1000)
        kept.put(OTHER, "x")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_the_oldest_go_where_it_is_too_much(
    kept: Lasting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [key_of(str(number)) for number in range(10)]
    for age, key in enumerate(keys):
        kept.put(key, "x" * 1000)
        os.utime(entry(tmp_path, key), (time.time() - age, time.time() - age))
    left = tmp_path / "a" / "b" / ".0123456789abcdef.tmp"
    young = tmp_path / "a" / "b" / ".fedcba9876543210.tmp"
    for one in (left, young):
        one.touch()
    os.utime(left, (0, 0))
    monkeypatch.setattr(module, "MOST_BYTES", 6000)
    kept._cleared = False
    kept.put(KEY, "x")
    assert [kept.get(key) is not None for key in keys] == [True] * 4 + [False] * 6
    assert kept.get(KEY) == "x"
    assert (left.exists(), young.exists()) == (False, True)
    monkeypatch.setattr(module, "MOST_ENTRIES", 4)
    kept._cleared = False
    kept.put(OTHER, "x")
    assert len(list((tmp_path / "a" / "b").glob("*.sgyp"))) == 4


def test_what_is_too_large_is_not_kept(kept: Lasting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LARGEST", 1000)
    kept.put(KEY, "x" * 1001)
    assert kept.get(KEY) is None


def test_what_is_in_use_stays_young(kept: Lasting, tmp_path: Path) -> None:
    kept.put(KEY, VALUE)
    os.utime(entry(tmp_path), (0, 0))
    assert kept.get(KEY) == VALUE
    assert entry(tmp_path).stat().st_mtime > time.time() - 60


WRITER = """
import sys
from sangeyipi.store.lasting import lasting
mark, kept, number = sys.argv[1], lasting(), 0
while True:
    number += 1
    kept.put("k", [mark + str(number)] * 20000)
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_two_that_write_and_are_killed_leave_a_whole_entry_or_none(
    kept: Lasting, tmp_path: Path
) -> None:
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    for _ in range(2):
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, mark], env=env, stdout=subprocess.PIPE)
            for mark in "ab"
        ]
        for one in writers:
            assert one.stdout is not None
            one.stdout.readline()
        for _ in range(40):
            found = kept.get("k")
            assert len(found) == 20000 and len(set(found)) == 1
        for one in writers:
            one.send_signal(signal.SIGKILL)
            one.communicate()
    found = kept.get("k")
    assert len(found) == 20000 and len(set(found)) == 1
