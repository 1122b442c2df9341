"""Several files replaced: all or none, whatever stops the run, and whoever reads sees one state."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from publish.killing import each_kill
from publish.place.test_full_disk import linux, small_disk
from publish.sets import forks

from sangeyipi.git.working_tree import load_folder
from sangeyipi.model.rule import Rule
from sangeyipi.store.atomic import ending, replace, transaction, turn
from sangeyipi.store.atomic.edits import FOLDER, JOURNAL, UNDO
from sangeyipi.store.atomic.journal import Journal, read_journal
from sangeyipi.store.atomic.transaction import (
    ChangedSince,
    HalfDone,
    TransactionFailed,
    replace_files,
)

__all__ = ["small_disk"]
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")
CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n".encode()
Files = dict[str, bytes | None]


def project(id: str, note: str) -> bytes:
    return f"- 编号: {id}\n  名称: 工程{id}\n  备注: {note}\n".encode()


OLD: Files = {
    "ledger.yaml": CONFIG,
    "projects/甲.yaml": project("A", "旧"),
    "projects/乙.yaml": project("B", "旧的"),
    "projects/丙.yaml": project("C", "旧旧旧"),
    "projects/丁.yaml": None,
}
NEW: Files = {
    "projects/甲.yaml": project("A", "新的一个"),
    "projects/乙.yaml": project("B", "新的"),
    "projects/丙.yaml": None,
    "projects/丁.yaml": project("D", "新"),
}
AFTER: Files = {**OLD, **NEW}
MODULES = frozenset(str(one.__file__) for one in (transaction, replace, turn, ending))


def put(root: Path, files: Files) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(data)


def on_disk(root: Path, of: Files = OLD) -> Files:
    return {name: (root / name).read_bytes() if (root / name).exists() else None for name in of}


def read(root: Path) -> Files:
    """What a reader takes the files for."""
    loaded = load_folder(root)
    assert not loaded.unread, loaded.unread
    return {name: loaded.sources[name].data if name in loaded.sources else None for name in OLD}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    put(folder, OLD)
    return folder


def edit(root: Path) -> None:
    replace_files(root, NEW, OLD, whole=True, title="sgyp set")


def left(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.name.endswith(".tmp"))


@pytest.fixture
def without_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill loses nothing that was written; only a power cut does.  So nothing waits for disks."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


# --- nothing stops it


@pytest.mark.parametrize(
    "folder", [".", FOLDER, "projects", "progress", "projects/新", "visits/2024", "真"]
)
def test_what_another_edit_left_is_cleared_wherever_it_was(root: Path, folder: str) -> None:
    """A killed edit may have been of files, even of a new folder, that this one has no part in."""
    (root / "真").mkdir()
    (root / "真" / "乙.yaml").write_bytes(b"[]\n")
    (root / "projects" / "链").symlink_to(Path("..", "真"))
    (root / folder).mkdir(parents=True, exist_ok=True)
    (root / folder / ".2021-08.csv.sgyp-95205c2ac6a3.tmp").write_bytes(b"x")
    replace_files(root, {"projects/甲.yaml": NEW["projects/甲.yaml"]}, OLD)
    assert not left(root)


def test_what_lies_outside_is_left_where_it_is(root: Path, tmp_path: Path) -> None:
    (tmp_path / "外").mkdir()
    mine = tmp_path / "外" / ".2021-08.csv.sgyp-95205c2ac6a3.tmp"
    mine.write_bytes(b"x")
    (root / "visits").symlink_to(tmp_path / "外")
    edit(root)
    assert mine.exists()


def test_all_are_replaced_and_what_they_were_is_kept(root: Path) -> None:
    edit(root)
    assert on_disk(root) == AFTER
    assert not (root / FOLDER / JOURNAL).exists()
    kept = read_journal(root / FOLDER / UNDO)
    assert kept == Journal({name: OLD[name] for name in NEW}, NEW, "sgyp set")
    assert not left(root)
    assert read(root) == AFTER


def test_git_is_told_to_ignore_the_folder(root: Path) -> None:
    subprocess.run(["git", "init", "-q", root], check=True)
    edit(root)
    told = subprocess.run(
        ["git", "-C", root, "status", "--porcelain", "-uall"], check=True, capture_output=True
    )
    assert FOLDER.encode() not in told.stdout
    assert b"ledger.yaml" in told.stdout


def test_nothing_that_changes_is_nothing_done(root: Path) -> None:
    replace_files(root, {"ledger.yaml": CONFIG}, OLD)
    assert not (root / FOLDER / UNDO).exists()


@posix
def test_modes_and_links_stay(root: Path) -> None:
    (root / "projects/甲.yaml").chmod(0o640)
    (root / "真的").mkdir()
    (root / "projects/乙.yaml").rename(root / "真的/乙.yaml")
    (root / "projects/乙.yaml").symlink_to("../真的/乙.yaml")
    edit(root)
    assert stat.S_IMODE((root / "projects/甲.yaml").stat().st_mode) == 0o640
    assert (root / "projects/乙.yaml").is_symlink()
    assert (root / "真的/乙.yaml").read_bytes() == NEW["projects/乙.yaml"]


# --- what is refused, with nothing changed


def refused(root: Path, match: str, kind: type[Exception] = TransactionFailed) -> None:
    before = on_disk(root)
    with pytest.raises(kind, match=match):
        edit(root)
    assert on_disk(root) == before
    assert not left(root)
    assert not (root / FOLDER / JOURNAL).exists()
    assert not (root / FOLDER / UNDO).exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("projects/甲.yaml", b"[]\n"),
        ("projects/丙.yaml", None),
        ("projects/丁.yaml", b"[]\n"),
        ("ledger.yaml", CONFIG + b"\n"),
        ("projects/戊.yaml", b"[]\n"),
        ("progress/2023-05.csv", "编号\n".encode()),
    ],
)
def test_a_ledger_changed_since(root: Path, name: str, data: bytes | None) -> None:
    put(root, {name: data})
    refused(root, f"{name} 又被改过，没有动任何文件。再运行一次", ChangedSince)


def test_a_file_changed_at_the_last_moment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an editor, which takes no turns: what it wrote stays, and what was replaced goes back."""
    put_one = transaction._put

    def put_then_edit(target: Path, old: bytes | None, staged: object) -> None:
        put_one(target, old, staged)  # type: ignore[arg-type]
        (root / "projects/乙.yaml").write_bytes(b"[]  # \xe6\x94\xb9\n")

    monkeypatch.setattr(transaction, "_put", put_then_edit)
    with pytest.raises(ChangedSince, match="projects/乙"):
        edit(root)
    assert on_disk(root) == {**OLD, "projects/乙.yaml": b"[]  # \xe6\x94\xb9\n"}
    assert not left(root) and not (root / FOLDER / JOURNAL).exists()


def test_a_file_that_cannot_be_replaced(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does with one that is open in Excel."""
    rename = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target.name == "丁.yaml":
            raise PermissionError(13, "held open")
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", held)
    refused(root, "若正被 Excel 或 WPS 打开，关闭后再运行一次")


@posix
def test_what_its_owner_has_to_decide_about(root: Path) -> None:
    (root / "projects/甲.yaml").chmod(0o444)
    refused(root, "projects/甲.yaml 是只读的")
    (root / "projects/甲.yaml").chmod(0o644)
    os.link(root / "projects/乙.yaml", root / "另一个")
    refused(root, "projects/乙.yaml 另有硬链接")


@posix
def test_a_link_that_leads_out(root: Path) -> None:
    (root / "projects/甲.yaml").rename(root.parent / "外面.yaml")
    (root / "projects/甲.yaml").symlink_to(root.parent / "外面.yaml")
    before = (root.parent / "外面.yaml").read_bytes()
    with pytest.raises(TransactionFailed, match="台账文件夹以外"):
        edit(root)
    assert (root.parent / "外面.yaml").read_bytes() == before


@posix
@pytest.mark.parametrize("name", [FOLDER, f"{FOLDER}/lock"])
def test_a_planted_folder_of_edits(root: Path, name: str) -> None:
    other = root.parent / "别处"
    other.mkdir()
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(other)
    refused(root, "不是 sgyp 建的，移走后再运行一次")
    assert not list(other.iterdir())


@pytest.mark.parametrize("name", ["../a.yaml", "projects/../../a.yaml", "其他/a.yaml", "/a.yaml"])
def test_only_files_of_the_ledger(root: Path, name: str) -> None:
    with pytest.raises(TransactionFailed, match="不是台账文件"):
        replace_files(root, {name: b""}, {name: None})


# --- kill -9


@forks
@pytest.mark.forks_often
@pytest.mark.usefixtures("without_sync")
def test_killed_at_each_step(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads next sees the old state or the new one, also where it cannot write."""
    seen = set()

    def prepare() -> None:
        for path in (root / FOLDER / JOURNAL, root / FOLDER / UNDO):
            path.unlink(missing_ok=True)
        put(root, OLD)

    def check() -> None:
        half = on_disk(root)
        with monkeypatch.context() as patch:
            patch.setattr(ending, "turn", refusing)
            without_writing = read(root)
            assert on_disk(root) == half
        assert without_writing in (OLD, AFTER)
        assert read(root) == without_writing
        assert on_disk(root) == without_writing
        seen.add((without_writing == AFTER, half in (OLD, AFTER)))
        again = OLD if without_writing == AFTER else AFTER
        changed = {name: data for name, data in again.items() if name in NEW}
        replace_files(root, changed, without_writing, whole=True)
        assert read(root) == on_disk(root) == again
        assert not left(root)

    for _ in each_kill(lambda: edit(root), prepare, root, MODULES):
        check()
    assert seen == {(False, True), (True, False), (True, True)}


def refusing(*_: object) -> None:
    raise PermissionError(13, "read-only")


def cut_off(root: Path, done: int = 2) -> None:
    """The ledger as a run leaves it that was killed after so many files."""
    put(root, dict(list(NEW.items())[:done]))
    old = {name: OLD[name] for name in NEW}
    (root / FOLDER).mkdir(exist_ok=True)
    (root / FOLDER / JOURNAL).write_bytes(Journal(old, NEW).to_bytes())


@forks
@pytest.mark.forks_often
@pytest.mark.usefixtures("without_sync")
def test_who_ends_an_edit_is_killed_at_each_step(root: Path) -> None:
    def prepare() -> None:
        put(root, OLD)
        (root / FOLDER / UNDO).unlink(missing_ok=True)
        cut_off(root, 0)

    for _ in each_kill(lambda: read(root), prepare, root, MODULES):
        assert read(root) == on_disk(root) == AFTER
        assert not left(root)


@pytest.mark.parametrize("done", range(5))
def test_the_next_edit_ends_the_one_before(root: Path, done: int) -> None:
    cut_off(root, done)
    replace_files(root, {"ledger.yaml": CONFIG + b"# \n"}, AFTER, whole=True)
    assert on_disk(root) == {**AFTER, "ledger.yaml": CONFIG + b"# \n"}


@pytest.mark.parametrize("done", range(4))
def test_a_file_edited_after_the_kill(root: Path, done: int) -> None:
    """Nobody can say which is meant: no state is made up, and the advice leads out of it."""
    cut_off(root, done)
    put(root, {"projects/乙.yaml": project("B", "第三种")})
    half = on_disk(root)
    for _ in range(2):
        loaded = load_folder(root)
        assert not loaded.complete
        told = [one for one in loaded.diagnostics if one.rule is Rule.UNREADABLE_FILE]
        assert [one.place.file for one in told] == ["projects/乙.yaml"]
        assert "就以各文件现在的样子为准" in told[0].message
        with pytest.raises(HalfDone, match="projects/乙"):
            edit(root)
    assert on_disk(root) == half
    (root / FOLDER / JOURNAL).unlink()
    assert read(root) == half


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1], lambda data: b"", lambda data: data + b"x"]
)
def test_a_spoiled_journal(root: Path, spoil: Callable[[bytes], bytes]) -> None:
    cut_off(root)
    path = root / FOLDER / JOURNAL
    path.write_bytes(spoil(path.read_bytes()))
    assert not load_folder(root).complete
    with pytest.raises(HalfDone, match="核对各文件后删去它"):
        edit(root)


def test_a_journal_of_files_that_are_none(root: Path) -> None:
    (root / FOLDER).mkdir()
    planted = Journal({"../外面.yaml": None}, {"../外面.yaml": b"x"})
    (root / FOLDER / JOURNAL).write_bytes(planted.to_bytes())
    assert not load_folder(root).complete
    assert not (root.parent / "外面.yaml").exists()


# --- several at once


ADD = """
import sys
from pathlib import Path
from sangeyipi.store.atomic.transaction import ChangedSince, replace_files
root, mark = Path(sys.argv[1]), sys.argv[2]
names = ("projects/甲.yaml", "projects/乙.yaml")
for number in range(6):
    while True:
        old = {name: (root / name).read_bytes() for name in names}
        new = {name: data + f"# {mark}{number}\\n".encode() for name, data in old.items()}
        try:
            replace_files(root, new, old)
            break
        except ChangedSince:
            pass
"""


def test_edits_at_once_lose_none(root: Path) -> None:
    states = set()
    with ExitStack() as stack:
        line = [sys.executable, "-c", ADD, str(root)]
        runs = [stack.enter_context(subprocess.Popen([*line, mark])) for mark in "xyz"]
        while any(run.poll() is None for run in runs):
            seen = read(root)
            first, second = (seen[f"projects/{name}.yaml"] or b"" for name in "甲乙")
            # Who reads meanwhile sees both files of one state.
            assert first.splitlines()[3:] == second.splitlines()[3:]
            states.add(first)
    assert [run.returncode for run in runs] == [0, 0, 0]
    lines = (root / "projects/甲.yaml").read_text(encoding="utf-8").splitlines()[3:]
    assert sorted(lines) == sorted(f"# {mark}{number}" for mark in "xyz" for number in range(6))
    assert len(states) > 1


def test_who_reads_waits_for_an_edit(root: Path) -> None:
    cut_off(root)
    with turn.turn(root):
        found: list[Files] = []
        reader = threading.Thread(target=lambda: found.append(read(root)))
        reader.start()
        reader.join(0.3)
        assert not found
    reader.join(10)
    assert found == [AFTER]


def test_an_edit_that_does_not_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "WAIT_SECONDS", 0.1)
    told: list[str] = []
    with turn.turn(root), pytest.raises(TransactionFailed, match="另一个 sgyp 正在改这个台账"):
        replace_files(root, NEW, OLD, on_wait=lambda: told.append("wait"))
    assert told == ["wait"]
    assert on_disk(root) == OLD


# --- disks


@pytest.fixture
def small_ledger(small_disk: Path) -> Iterator[Path]:
    put(small_disk, OLD)
    yield small_disk


@linux
@pytest.mark.parametrize("pages", range(29))
def test_a_full_disk_leaves_the_old(small_ledger: Path, pages: int) -> None:
    root = small_ledger
    big: Files = {**NEW, "projects/甲.yaml": project("A", "新" * 9000)}
    filler = root / "占地"
    filler.write_bytes(b"x" * 4096 * pages)
    try:
        replace_files(root, big, OLD, whole=True)
        assert pages < 20
        assert on_disk(root) == {**OLD, **big}
    except TransactionFailed as failed:
        assert "磁盘已满" in str(failed)
        assert on_disk(root) == OLD
        assert not left(root)
        assert not (root / FOLDER / JOURNAL).exists()
        filler.unlink()
        edit(root)
        assert on_disk(root) == AFTER


@linux
@pytest.mark.parametrize("before", [False, True])
def test_who_may_only_read(small_ledger: Path, before: bool) -> None:
    """Also where edits were made before, so that all but the lock itself is there."""
    import ctypes

    root = small_ledger
    if before:
        edit(root)
        put(root, OLD)
    cut_off(root)
    half = on_disk(root)
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.mount(b"", os.fsencode(root), b"", ctypes.c_ulong(1 | 32), b"") == 0
    assert read(root) == AFTER
    assert on_disk(root) == half
    with pytest.raises(TransactionFailed, match="磁盘只读"):
        edit(root)
