"""What is made in a process beside this one is what would be made here, whatever happens to it."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DEMO

from sangeyipi.api import load
from sangeyipi.figures.monthly import book
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.table import Table
from sangeyipi.publish import formats as edition
from sangeyipi.publish.beside import begin
from sangeyipi.publish.formats import FORMATS, Edition
from sangeyipi.tables.monthly.document import compared_with_before, document

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


def test_a_long_document_is_the_same_however_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = load(DEMO).ledger
    assert ledger is not None
    period, said = of_month(Month(2023, 6)), book(ledger.reports)
    here = document(ledger, period, said)
    asked: list[bool] = []

    def compared() -> Table:
        asked.append(True)
        return begin(lambda: compared_with_before(ledger, period, said))()

    there = document(ledger, period, said, compared)
    assert asked
    assert there == here
    files = Edition(here).files(FORMATS)
    begun: list[object] = []

    def seen(make: Callable[[], object]) -> Callable[[], object]:
        begun.append(make)
        return begin(make)

    monkeypatch.setattr(edition, "LONG", 0)
    monkeypatch.setattr(edition, "begin", seen)
    assert Edition(here, FORMATS).files(FORMATS) == files
    assert len(begun) == 1
