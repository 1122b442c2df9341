"""What is made in a process beside this one is what would be made here, whatever happens to it."""

import os
import signal
from pathlib import Path

import pytest

from sangeyipi.publish.beside import begin

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_it_is_made_elsewhere_and_comes_back_whole() -> None:
    large = os.urandom(1 << 20)
    finish = begin(lambda: large + str(os.getpid()).encode())
    made = finish()
    assert made.startswith(large)
    assert made[len(large) :] != str(os.getpid()).encode()


def test_what_fails_there_is_tried_here_and_fails_as_it_should() -> None:
    here = os.getpid()

    def make() -> bytes:
        if os.getpid() != here:
            raise ValueError("there")
        return b"here"

    assert begin(make)() == b"here"

    def never() -> bytes:
        raise KeyError(os.getpid())

    with pytest.raises(KeyError) as failed:
        begin(never)()
    assert failed.value.args == (here,)


def test_a_child_that_is_killed_half_way_is_no_result() -> None:
    here = os.getpid()

    def make() -> bytes:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return b"here"

    assert begin(make)() == b"here"


def test_without_another_process_it_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert begin(lambda: str(os.getpid()).encode())() == str(os.getpid()).encode()


def test_no_child_is_left_behind() -> None:
    for _ in range(3):
        begin(lambda: b"x")()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_lock_is_not_handed_on(tmp_path: Path) -> None:
    import fcntl

    path = tmp_path / "lock"
    held = os.open(path, os.O_CREAT | os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)

    def make() -> bytes:
        # Fails there, and so is tried here as well, if the child still held it itself.
        while not (tmp_path / "go").exists():
            pass
        other = os.open(path, os.O_RDWR)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return b"free"

    finish = begin(make)
    os.close(held)
    (tmp_path / "go").touch()
    assert finish() == b"free"
