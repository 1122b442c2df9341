"""Several files of a ledger replaced, all of them or none, whatever stops the run.

First the new content is put on the disk beside each file, then a journal of what each held and
holds takes its place: from that moment on the edit is made, and whoever finds it half done ends it
(`end`).  Then the files are replaced, and the journal becomes the record by which the edit can be
taken back.  Where a file cannot be replaced after all, those that were are put back.

Owns these steps and their order.  Must not know what is in the files.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sangeyipi.store.atomic.durable import sync_folder
from sangeyipi.store.atomic.edits import FOLDER, JOURNAL, UNDO
from sangeyipi.store.atomic.journal import Broken, Journal, is_ledger_file, read_journal
from sangeyipi.store.atomic.replace import FileChanged, Staged, replace, sweep
from sangeyipi.store.atomic.turn import WAIT_SECONDS, Busy, NotOurs, turn
from sangeyipi.store.files import LEDGER_FILE, FileKind, files_below, find_files
from sangeyipi.store.layout import Disk, NotFollowed

Content = Mapping[str, bytes | None]


class TransactionFailed(Exception):
    """Nothing was changed; the message is for the user, in Chinese."""


class ChangedSince(TransactionFailed):
    """A file no longer holds what the edit was made from: load again, and make it anew."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} 又被改过，没有动任何文件。再运行一次")
        self.file = file


class HalfDone(TransactionFailed):
    """An edit was cut off, and cannot be ended or taken back by itself."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(f"{file}：{message}")
        self.file = file
        self.message = message


def replace_files(
    root: Path,
    new: Content,
    expected: Content,
    *,
    whole: bool = False,
    title: str = "",
    takes_back: bool = False,
    on_wait: Callable[[], None] | None = None,
) -> None:
    """The files `new` (None: removed) of the ledger in `root`, by their names in it.

    `expected` is what the ledger's files hold: those that change, and others that must be the same
    still; `whole`: it has no others.  Raises TransactionFailed, ChangedSince among them: then
    nothing was changed.
    """
    changing = {name: data for name, data in new.items() if data != expected[name]}
    with _ours(root, on_wait) as folder:
        end(root, folder)
        targets = _targets(root, changing)
        _still(root, expected, whole)
        if not changing:
            return
        old = {name: expected[name] for name in changing}
        _sweep(root, folder, targets)
        _replace(folder, targets, Journal(old, changing, title, takes_back))


@contextmanager
def _ours(root: Path, on_wait: Callable[[], None] | None) -> Iterator[Path]:
    try:
        with turn(root, WAIT_SECONDS, on_wait) as folder:
            yield folder
    except Busy:
        raise TransactionFailed("另一个 sgyp 正在改这个台账，等它结束后再运行一次") from None
    except NotOurs as fault:
        raise TransactionFailed(f"{fault} 不是 sgyp 建的，移走后再运行一次") from None
    except OSError as error:
        raise TransactionFailed(f"写不了：{reason(error)}。没有动任何文件") from error


_REASONS = {
    errno.ENOSPC: "磁盘已满，腾出空间后再运行一次",
    errno.EDQUOT: "磁盘配额已满，腾出空间后再运行一次",
    errno.EROFS: "磁盘只读",
    errno.EFBIG: "超过了文件大小上限",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOLCK: "这个磁盘或共享不支持文件锁，把台账放到本机磁盘",
    errno.ENOSYS: "这个磁盘或共享不支持文件锁，把台账放到本机磁盘",
}


def reason(error: OSError) -> str:
    """Why the system refused."""
    if error.errno in (errno.EACCES, errno.EPERM) or getattr(error, "winerror", 0) in (5, 32):
        return "没有写入权限；若正被 Excel 或 WPS 打开，关闭后再运行一次"
    code = error.errno or 0
    return _REASONS.get(code, f"系统错误 {errno.errorcode.get(code, '')}")


def _targets(root: Path, names: Content) -> dict[str, Path]:
    """Where each file really is: links are followed below the ledger's folder, and only there."""
    found: dict[str, Path] = {}
    for name in names:
        if not is_ledger_file(name):
            raise TransactionFailed(f"{name} 不是台账文件")
        found[name] = _target(root, name)
        _refuse_kept(name, found[name])
    if len(set(found.values())) < len(found):
        raise TransactionFailed("有两个文件名是同一个文件（链接），没有动任何文件")
    return found


def _target(root: Path, name: str) -> Path:
    try:
        path = Disk(root).path(name)
    except NotFollowed as fault:
        raise TransactionFailed(f"{name} {fault}") from None
    if not os.path.lexists(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _refuse_kept(name: str, path: Path) -> None:
    """A file that its owner has to decide about first."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode):
        raise TransactionFailed(f"{name} 不是普通文件")
    if not status.st_mode & 0o200:
        raise TransactionFailed(f"{name} 是只读的，没有动任何文件。确要修改，先改成可写")
    if status.st_nlink > 1:
        raise TransactionFailed(
            f"{name} 另有硬链接指着同一个文件，没有动任何文件。确要修改，先另存一份换上"
        )


def _still(root: Path, expected: Content, whole: bool) -> None:
    """The files hold what they should, as do no others if they are the `whole`."""
    for name, data in expected.items():
        if _content(root, name) != data:
            raise ChangedSince(name)
    if whole:
        for _, name in find_files(root).files:
            if name not in expected or expected[name] is None:
                raise ChangedSince(name)


def _content(root: Path, name: str) -> bytes | None:
    try:
        return Disk(root).path(name).read_bytes()
    except (FileNotFoundError, NotFollowed):
        return None


# --- the steps


def _sweep(root: Path, folder: Path, targets: dict[str, Path]) -> None:
    """Clear what killed edits have left, of whichever files: before the journal nothing says which.

    A folder may have been made for a new file, and hold nothing else.
    """
    folders = {folder, root, *(path.parent for path in targets.values())}
    folders |= {(root / real).parent for real in files_below(Disk(root)).files.values()}
    for kind in FileKind:
        if not (root / kind).is_symlink():
            folders |= {Path(below) for below, _, _ in os.walk(root / kind)}
    for one in folders:
        sweep(one)


def _replace(folder: Path, targets: dict[str, Path], journal: Journal) -> None:
    staged: dict[str, Staged] = {}
    try:
        for name, data in journal.new.items():
            if data is not None:
                staged[name] = Staged(targets[name], data)
        replace(folder / JOURNAL, journal.to_bytes())
        sync_folder(folder)
        _put_all(folder, targets, journal, staged)
    finally:
        for one in staged.values():
            one.drop()
    _close(folder, targets)


def _put_all(
    folder: Path, targets: dict[str, Path], journal: Journal, staged: dict[str, Staged]
) -> None:
    """Each file replaced, or all as they were."""
    done: list[str] = []
    try:
        for name in journal.new:
            _put(targets[name], journal.old[name], staged.get(name))
            done.append(name)
    except FileChanged:
        _put_back(folder, targets, journal, done)
        raise ChangedSince(name) from None
    except OSError:
        _put_back(folder, targets, journal, done)
        raise


def _put(target: Path, old: bytes | None, staged: Staged | None) -> None:
    if staged is None:
        if target.read_bytes() != old:
            raise FileChanged
        target.unlink()
    elif old is None and os.path.lexists(target):
        raise FileChanged
    else:
        staged.put(old)


def _put_back(folder: Path, targets: dict[str, Path], journal: Journal, done: list[str]) -> None:
    try:
        for name in reversed(done):
            _make(targets[name], journal.old[name])
        (folder / JOURNAL).unlink()
        sync_folder(folder)
    except OSError as error:
        message = f"改到一半，退不回去：{reason(error)}。下一次运行 sgyp 时会接着改完"
        raise HalfDone(name, message) from error


def _make(target: Path, data: bytes | None) -> None:
    if data is None:
        target.unlink(missing_ok=True)
        sync_folder(target.parent)
    else:
        replace(target, data)


def _close(folder: Path, targets: dict[str, Path]) -> None:
    """The files are in place: what was the journal says from now on what can be taken back."""
    for parent in {path.parent for path in targets.values()}:
        with contextlib.suppress(OSError):  # written they are; how durably is for the disk to say
            sync_folder(parent)
    (folder / JOURNAL).replace(folder / UNDO)
    with contextlib.suppress(OSError):
        sync_folder(folder)


# --- an edit that was cut off


def end(root: Path, folder: Path) -> None:
    """End an edit that was cut off.  To be called by who holds the ledger.

    Raises HalfDone where a file was changed since, TransactionFailed, OSError.
    """
    journal = pending(root)
    if journal is None:
        return
    current = state_of(root, journal)
    targets = {name: _target(root, name) for name in journal.new}
    for name, data in journal.new.items():
        if current[name] != data:
            _make(targets[name], data)
    _sweep(root, folder, targets)
    _close(folder, targets)


def pending(root: Path) -> Journal | None:
    """The journal of an edit that is under way or was cut off.  Raises HalfDone, OSError."""
    path = root / FOLDER / JOURNAL
    try:
        return read_journal(path)
    except Broken:
        message = f"上一次修改的记录 {path} 坏了，不知道改完没有。核对各文件后删去它，再运行一次"
        raise HalfDone(LEDGER_FILE, message) from None


def state_of(root: Path, journal: Journal) -> dict[str, bytes | None]:
    """What its files hold, each as before the edit or as after it.  Raises HalfDone."""
    current = {name: _content(root, name) for name in journal.new}
    for name, data in current.items():
        if data not in (journal.old[name], journal.new[name]):
            message = (
                "上一次修改写到一半被打断，之后这个文件又被改过，不知道以哪个为准。"
                f"核对后删去 {root / FOLDER / JOURNAL}，就以各文件现在的样子为准"
            )
            raise HalfDone(name, message)
    return current
