"""Temporary folders are gone afterwards, however the run that made them ended."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sangeyipi.store.atomic.scratch import scratch

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")
CODE = """
import sys, time
from sangeyipi.cli import main
from sangeyipi.store.atomic.scratch import scratch

def wait(arguments):
    with scratch() as folder:
        (folder / "ours").write_bytes(b"x")
        print("there", flush=True)
        time.sleep(60)

main.main = wait
main.run()
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def begun(here: Path) -> "subprocess.Popen[bytes]":
    """A run that is in the middle of using its folder."""
    run = subprocess.Popen(
        [sys.executable, "-c", CODE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(here)},
    )
    assert run.stdout
    assert run.stdout.readline() == b"there\n"
    return run


def test_it_is_there_and_then_gone(here: Path) -> None:
    with scratch() as folder, scratch() as other:
        assert folder != other
        (folder / "ours").write_bytes(b"x")
        assert len(list(here.iterdir())) == 2
    assert list(here.iterdir()) == []


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_run_told_to_stop_clears_up(here: Path, number: int) -> None:
    run = begun(here)
    run.send_signal(number)
    assert run.communicate() == (b"", "已中断\n".encode())
    assert run.returncode == -number
    assert list(here.iterdir()) == []


@posix
def test_a_signal_that_is_ignored_still_is(here: Path) -> None:
    """As under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        run = begun(here)
    finally:
        signal.signal(signal.SIGHUP, before)
    run.send_signal(signal.SIGHUP)
    run.send_signal(signal.SIGTERM)
    run.communicate()
    assert run.returncode == -signal.SIGTERM


@posix
def test_the_next_clears_up_after_a_killed_one(here: Path) -> None:
    run = begun(here)
    with scratch() as folder:
        assert len(list(here.iterdir())) == 2  # it still runs
    run.kill()
    run.communicate()
    assert len(list(here.iterdir())) == 1
    with scratch() as folder:
        assert list(here.iterdir()) == [folder]
    assert list(here.iterdir()) == []


@posix
def test_what_is_not_ours_stays(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    victim = tmp_path_factory.mktemp("victim")
    (victim / "sgyp.lock").touch()
    (victim / "ours").write_bytes(b"x")
    (here / "sgyp-链").symlink_to(victim)
    for name, files in {
        "sgyp-文件": ["sgyp.lock", "notes.docx"],
        "sgyp-空": [],
        "sgyp-无": ["ours"],
        "别的": ["sgyp.lock", "ours"],
    }.items():
        (here / name).mkdir()
        for file in files:
            (here / name / file).touch()
    (here / "sgyp-夹").mkdir()
    (here / "sgyp-夹" / "sgyp.lock").touch()
    (here / "sgyp-夹" / "ours").symlink_to(victim / "ours")
    before = sorted(here.rglob("*"))
    with scratch():
        pass
    assert sorted(here.rglob("*")) == before
    assert (victim / "ours").read_bytes() == b"x"
