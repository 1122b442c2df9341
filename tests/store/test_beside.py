"""Two processes read a ledger as one does; what the second does not do, the first does."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO, SOURCE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.slips import slips
from properties.test_round_trip import ledgers
from properties.written import dump

from sangeyipi import api
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.place import Place
from sangeyipi.store import beside, parsing, second_process
from sangeyipi.store.files import FileKind, find_files, sort_files
from sangeyipi.store.load import Loaded, load_from
from sangeyipi.store.second_process import SecondProcess
from sangeyipi.store.source import checked_source

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is one process alone"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]

BASE = {"ledger.yaml": "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"}
SOUND = BASE | {
    f"projects/{name}.yaml": f"- 编号: {name}-1\n  名称: {word}园\n  总投资: {at}.50\n"
    f"  在册:\n    签约: 1\n  节点:\n    签约: 2021-06-0{at + 1}\n"
    for at, (name, word) in enumerate(zip("abcdef", "甲乙丙丁戊己", strict=True))
}


@pytest.fixture(autouse=True, scope="module")
def always() -> Iterator[None]:
    """However little there is to read, two processes do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "LEAST_BYTES", 0)
        patch.setattr(second_process, "possible", lambda: True)
        yield


def load(files: Mapping[str, str], sums: bool = True) -> Loaded:
    return load_from(
        sort_files(files),
        lambda name: checked_source(name, files[name].encode()),
        sums=api._totals if sums else None,
    )


def told(loaded: Loaded) -> object:
    """All that anybody can tell of it, what needs no project first."""
    found: list[object] = [loaded.diagnostics, loaded.sources, api.check(loaded)]
    if loaded.ledger is not None:
        figures = Figures(loaded.ledger)
        found += [repr(figures.entries), figures.atoms, figures.unlisted()]
        found += [repr(api.summary(figures)), repr(api.summary(figures, by=None))]
    return found, repr(loaded.ledger)


def in_every_way(files: Mapping[str, str], kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In two processes, without a memory, with one that knows nothing of it, and one that does."""
    plain = told(load(files, sums=False))
    assert told(load(files)) == plain
    # Nor whether what is read here is kept, or only its sums.
    with monkeypatch.context() as patch:
        patch.setattr(beside, "MOST_KEPT", 0)
        assert told(load(files)) == plain
    monkeypatch.setenv("SGYP_CACHE", str(kept))
    try:
        for sums in (True, False, True):
            assert told(load(files, sums)) == plain
    finally:
        monkeypatch.setenv("SGYP_CACHE", "off")


@settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck])
@given(ledgers(), st.data())
def test_any_ledger(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    ledger: Ledger,
    data: st.DataObject,
) -> None:
    some = st.sampled_from([f"projects/{one}.yaml" for one in "abcde"])
    projects = tuple(
        replace(one, origin=Place(data.draw(some), (0,)), id=f"{number % 3}{one.id}")
        for number, one in enumerate(ledger.projects)
    )
    ledger = replace(ledger, projects=projects)
    if data.draw(st.booleans()):
        ledger = replace(ledger, reports=(), rollups=(), problems=(), visits=(), financing=())
    texts = dump(ledger)
    if data.draw(st.booleans()):
        name = data.draw(st.sampled_from(sorted(texts)))
        texts = {**texts, name: data.draw(slips(texts[name])).of(texts[name])}
    in_every_way(texts, tmp_path_factory.mktemp("kept"), monkeypatch)


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"projects/f.yaml": "- 编号: F\n  名称: [\n"},
        {"projects/a.yaml": "- 编号: A\n  名称: 甲\n  总投资: 五\n"},
        {"projects/c.yaml": "- 编号: b-1\n  名称: 丙园\n"},
        {"projects/d.yaml": "- 编号: d-1\n  名称: 丁园\n  节点:\n    签约: 1021-06-01\n"},
        {"ledger.yaml": "名称: 示例\n期次: 3\n"},
        {"progress/2021-08.yaml": "- 编号: a-1\n  到位资金: 0.5\n"},
    ],
)
def test_each_kind_of_fault(
    odd: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_every_way(SOUND | odd, tmp_path, monkeypatch)


def test_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["ledger.yaml", *(name for _, name in find_files(DEMO).files)]
    files = {name: (DEMO / name).read_text(encoding="utf-8") for name in names}
    in_every_way(files, tmp_path, monkeypatch)


def test_a_sound_ledger_asks_for_no_project(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(SOUND)
    assert loaded.ledger is not None and loaded.ledger.files is not None
    monkeypatch.setattr(parsing, "parse_file", None)
    assert api.check(loaded) == []
    assert [table.rows for table in api.summary(Figures(loaded.ledger))]
    # Some of them were read by the other process, and are read here when they are asked for.
    with pytest.raises(TypeError):
        _ = loaded.ledger.projects
    monkeypatch.undo()
    assert len(loaded.ledger.projects) == 6


def test_of_more_than_fits_no_project_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(SOUND["projects/a.yaml"].encode())
    monkeypatch.setattr(beside, "MOST_KEPT", 2 * size)
    # All but the last is read here.
    monkeypatch.setattr(SecondProcess, "take", lambda self, at: None)
    again: list[str] = []
    real = parsing.parse_file
    loaded = load(SOUND)

    def read_again(kind: FileKind, name: str, *more: Any) -> Any:
        again.append(name)
        return real(kind, name, *more)

    monkeypatch.setattr(parsing, "parse_file", read_again)
    assert loaded.ledger is not None
    assert len(loaded.ledger.projects) == 6
    assert again == [*SOUND][3:]


@pytest.mark.parametrize("odd", ["projects/a.yaml", "projects/f.yaml"])
def test_where_one_is_not_sound_all_rules_are_asked(odd: str) -> None:
    loaded = load({**SOUND, odd: SOUND[odd].replace("签约: 1\n", "签约: 3\n")})
    assert [one.rule.value for one in api.check(loaded)] == ["undeclared-phase"]


def parts_of(work: Callable[[int], bytes | None], number: int = 6) -> list[bytes]:
    """All parts, each by whoever did it; nothing of the other process is left."""
    second = SecondProcess(number, work)
    found = []
    for at in range(number):
        done = second.take(at)
        found.append(b"%d" % at * 9 if done is None else done)
    second.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(second._process, 0)
    second.close()
    return found


EXPECTED = [b"%d" % at * 9 for at in range(6)]


def _faulty(fault: Callable[[], object], at: int = 3) -> Callable[[int], bytes | None]:
    def work(part: int) -> bytes | None:
        if part == at:
            fault()
            return None
        return EXPECTED[part]

    return work


@pytest.mark.parametrize("at", [5, 4, 0])
@pytest.mark.parametrize(
    "fault",
    [
        lambda: None,
        lambda: 1 // 0,
        lambda: os._exit(3),
        sys.exit,
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: os.kill(os.getpid(), signal.SIGINT),
        lambda: os.kill(os.getpid(), signal.SIGSTOP),
        lambda: time.sleep(60),
    ],
    ids=["stops", "raises", "exits", "system exit", "killed", "interrupted", "stopped", "hangs"],
)
def test_what_it_does_not_do_is_done_here(fault: Callable[[], object], at: int) -> None:
    assert parts_of(_faulty(fault, at)) == EXPECTED


def test_more_than_fits_into_a_pipe() -> None:
    large = [bytes([at]) * (3 << 20) for at in range(6)]
    second = SecondProcess(6, large.__getitem__)
    time.sleep(0.05)
    for at in range(3):  # so that it has time for the others
        assert second.take(at) in (None, large[at])
    came = [second.take(at) for at in range(3, 6)]
    second.close()
    assert came == large[3:] or None in came


def test_it_is_waited_for() -> None:
    allowed, allow = os.pipe()

    def work(part: int) -> bytes:
        os.read(allowed, 1)
        time.sleep(0.05)
        return b"%d" % part

    second = SecondProcess(2, work)
    time.sleep(0.5)  # it is waited for as long as all has taken so far
    assert second.take(0) is None
    os.write(allow, b".")
    assert second.take(1) == b"1"
    second.close()
    os.close(allow)
    os.close(allowed)


def test_part_of_a_part_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def torn(pipe: int, data: bytes) -> int:
        write(pipe, data[:-1])
        os._exit(0)

    monkeypatch.setattr(os, "write", torn)
    assert parts_of(EXPECTED.__getitem__) == EXPECTED


def test_no_process_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    opened = len([*Path("/dev/fd").iterdir()])
    assert told(load(SOUND)) == told(load(SOUND, sums=False))
    assert len([*Path("/dev/fd").iterdir()]) == opened


def test_it_writes_and_reads_nothing_of_ours(capfd: pytest.CaptureFixture[str]) -> None:
    def work(part: int) -> bytes:
        os.write(1, b"x")
        os.write(2, b"y")
        return os.read(0, 9) + EXPECTED[part]

    assert parts_of(work) == EXPECTED
    assert capfd.readouterr() == ("", "")


SCRIPT = """
import os, sys, time
from sangeyipi.store.second_process import SecondProcess
second = SecondProcess(2, lambda at: time.sleep(0.2) or b"x" * (4 << 20))
print(second._process, flush=True)
try:
    time.sleep(60)
finally:
    {end}
"""


@pytest.mark.parametrize(
    ("ending", "end"),
    [(signal.SIGINT, "second.close()"), (signal.SIGTERM, "pass"), (signal.SIGKILL, "pass")],
)
def test_it_does_not_outlive_the_first(ending: int, end: str) -> None:
    script = SCRIPT.format(end=end)
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as first:
        assert first.stdout is not None
        second = int(first.stdout.readline())
        first.send_signal(ending)
        # Its end of our pipe is closed when both are gone.
        assert first.stdout.read() == b""
        first.wait(60)
    for _ in range(1200):
        try:
            os.kill(second, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError(second)
