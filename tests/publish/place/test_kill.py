"""kill -9 at each step: what stands in place is whole, and the next run cleans up."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.killing import each_kill, killed
from publish.sets import MONTH, a_set, forks, manifest, names, present, put, snapshot
from sangeyipi.model.period import PeriodKind
from sangeyipi.publish.place import exchange
from sangeyipi.publish.place.lock import lock
from sangeyipi.publish.place.replace import publish
from sangeyipi.publish.place.staging import OLD, recover
from sangeyipi.publish.retention import keep

pytestmark = [forks, pytest.mark.forks_often]


@pytest.fixture(autouse=True)
def without_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill loses nothing that was written; only a power cut does.  So nothing waits for disks."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "发布"
    folder.mkdir()
    return folder


@pytest.fixture
def two_renames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "swap", lambda one, other: False)


def emptied(out: Path) -> None:
    for entry in out.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def whole_run(out: Path, of: str) -> Callable[[], None]:
    def run() -> None:
        with lock(out) as folder:
            publishing(folder, of)()

    return run


def publishing(out: Path, of: str) -> Callable[[], None]:
    """What a run does under its lock."""

    def run() -> None:
        recover(out)
        put(out, of)

    return run


def with_old_set(out: Path) -> Callable[[], None]:
    def prepare() -> None:
        emptied(out)
        put(out, "旧")

    return prepare


def next_run(out: Path, of: str = "后") -> None:
    whole_run(out, of)()
    assert names(out) == [MONTH]
    assert present(out) == of


def test_a_set_is_replaced(out: Path) -> None:
    seen = set()
    for _ in each_kill(publishing(out, "新"), with_old_set(out), out):
        seen.add(present(out))
        next_run(out)
    assert seen == {"旧", "新"}


def test_a_first_set_is_written(out: Path) -> None:
    seen = set()
    for _ in each_kill(whole_run(out, "新"), lambda: emptied(out), out):
        seen.add(present(out))
        next_run(out)
    assert seen == {None, "新"}


@pytest.mark.usefixtures("two_renames")
def test_a_set_is_replaced_where_nothing_exchanges(out: Path) -> None:
    seen = set()
    for _ in each_kill(publishing(out, "新"), with_old_set(out), out):
        before = present(out)
        told = recover(out)
        assert told.put_back == ((MONTH,) if before is None else ())
        assert told.stuck == ()
        assert names(out) == [MONTH]
        assert present(out) == (before or "旧")
        seen.add(before)
        next_run(out)
    assert seen == {"旧", None, "新"}


def killed_between_renames(out: Path) -> dict[str, bytes | None]:
    """The folder as the worst moment leaves it: the old set aside, nothing in place."""
    put(out, "旧")
    step = 0
    while present(out) is not None:
        step += 1
        recover(out)
        assert killed(publishing(out, "新"), step)
    (aside,) = out.glob(f".sgyp-work-*/{OLD}")
    assert len(list(aside.iterdir())) == 4
    return dict(snapshot(out))


def restored(out: Path, state: dict[str, bytes | None]) -> None:
    emptied(out)
    for name, data in state.items():
        if data is None:
            (out / name).mkdir(parents=True, exist_ok=True)
        else:
            (out / name).write_bytes(data)


@pytest.mark.usefixtures("two_renames")
def test_the_cleaning_up_is_killed_too(out: Path) -> None:
    worst = killed_between_renames(out)
    for _ in each_kill(lambda: recover(out), lambda: restored(out, worst), out):
        assert present(out) in (None, "旧")
        recover(out)
        assert present(out) == "旧"
        assert names(out) == [MONTH]


def test_retention_is_killed(out: Path) -> None:
    months = ["2023-04", "2023-05", "2023-06"]

    def prepare() -> None:
        emptied(out)
        for month in months:
            put(out, "旧", month)

    for _ in each_kill(lambda: keep(out, 1, PeriodKind.MONTH), prepare, out):
        assert [present(out, month) for month in months][-1] == "旧"
        assert {present(out, month) for month in months[:-1]} <= {"旧", None}
        recover(out)
        keep(out, 1, PeriodKind.MONTH)
        assert names(out) == [MONTH]


@pytest.mark.parametrize("at", range(1, 5))
def test_killed_with_a_file_half_written(
    out: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(out, "旧")
    synced = 0

    def cut(descriptor: int) -> None:
        nonlocal synced
        synced += 1
        # The first three are the working folder's mark and names.
        if synced == at + 3:
            os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)

    def run() -> None:
        monkeypatch.setattr(os, "fsync", cut)
        publish(out, MONTH, a_set("新"), manifest("新"))

    assert killed(run, 1_000_000)
    assert present(out) == "旧"
    assert len(names(out)) == 2
    next_run(out)
