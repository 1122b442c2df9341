"""One run at a time in an output folder.

A lock of the kernel (flock; LockFileEx on Windows) on `.sgyp.lock` in that folder: it ends with
the process that holds it, however that ends, and the file itself, which stays, means nothing.  A
file rather than the folder itself: Windows and NFS lock files only.  On a share it holds between
machines as far as the share passes locks on (NFS, SMB: yes; NFS mounted `nolock`: within one
machine only).  Where there are no locks at all nothing is published: without one, a run could
take another's half-written set for a killed one's.

Owns the lock and the folder that must exist for it.  Must not know what is published.
"""

import errno
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.publish.failures import FolderBusy, PublishFailed, advice, refused
from sangeyipi.store.atomic.durable import sync_folder

if TYPE_CHECKING:
    from filelock import FileLock

LOCK = ".sgyp.lock"
_NO_LOCKS = frozenset({errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL})
_POLL_SECONDS = 0.1


@contextmanager
def lock(
    folder: Path,
    wait_seconds: float = 0,
    on_wait: Callable[[], None] | None = None,
    must_exist: bool = False,
) -> Iterator[Path]:
    """Hold `folder`; yields it without symbolic links.  Makes it if only its parent is there.

    `must_exist`: it is not made.  Where a share is not mounted its mount point is mostly there all
    the same, as an empty folder of this disk; a folder of the share is not.

    `on_wait` is called once, if another run holds it.  Raises Busy when that one still does after
    `wait_seconds`, PublishFailed where there can be no lock.
    """
    # 40 ms that only a run which publishes needs.
    from filelock import FileLock

    real = _made(folder, must_exist)
    _refuse_foreign(real / LOCK)
    # Where the system has no locks, a marker file would stay behind a killed process for good.
    held = FileLock(real / LOCK, fallback_to_soft=False, poll_interval=_POLL_SECONDS)
    _acquire(held, folder, wait_seconds, on_wait)
    try:
        yield real
    finally:
        held.release()


def _acquire(
    held: "FileLock", folder: Path, wait_seconds: float, on_wait: Callable[[], None] | None
) -> None:
    from filelock import Timeout

    try:
        try:
            held.acquire(timeout=0)
        except Timeout:
            if on_wait and wait_seconds > 0:
                on_wait()
            held.acquire(timeout=wait_seconds)
    except Timeout:
        if not Path(held.lock_file).exists():  # taken for a passing trouble, and tried again
            raise PublishFailed(f"{folder} 里建不了文件。换一个 --out") from None
        waited = f"等了 {wait_seconds:g} 秒仍" if wait_seconds > 0 else ""
        raise FolderBusy(f"另一个 sgyp 正在写 {folder}，{waited}没有轮到。等它结束后重做") from None
    except OSError as error:
        raise PublishFailed(_no_lock(folder, error)) from error


def _refuse_foreign(path: Path) -> None:
    """Ours is an empty file: what has something in it is somebody's, or leads to it."""
    with refused(f"锁不住 {path}"):
        try:
            status = path.lstat()
        except FileNotFoundError:
            return
    if stat.S_ISLNK(status.st_mode):
        raise PublishFailed(f"{path} 是符号链接，不跟随。删掉它后重做")
    if not stat.S_ISREG(status.st_mode) or status.st_size:
        raise PublishFailed(f"{path} 不是 sgyp 的锁文件（那是一个空文件）。移走后重做")


def _no_lock(folder: Path, error: OSError) -> str:
    if error.errno in _NO_LOCKS:
        return f"{folder} 所在的磁盘或共享不支持文件锁。把 --out 放在本机磁盘，再整夹复制过去"
    if error.errno == errno.ELOOP:
        return f"{folder / LOCK} 是符号链接，不跟随。删掉它后重做"
    return f"锁不住 {folder / LOCK}：{advice(error)}"


def _made(folder: Path, must_exist: bool) -> Path:
    try:
        real = folder.resolve()
        is_folder = real.is_dir()
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before 3.13
        why = advice(error) if isinstance(error, OSError) else "符号链接成环"
        raise PublishFailed(f"到不了 {folder}：{why}") from error
    if is_folder:
        return real
    if real.exists():
        raise PublishFailed(f"{folder} 是一个文件，不是文件夹。换一个 --out，或移走它")
    if must_exist:
        raise PublishFailed(
            f"没有文件夹 {folder}（--must-exist）：检查共享是否已挂载；第一次用，请先建好它"
        )
    # Not its parents: a path below a share that is not mounted must not come true on this disk.
    if not real.parent.is_dir():
        raise PublishFailed(f"没有文件夹 {real.parent}：请先建好，或检查共享是否已挂载")
    with refused(f"建不了文件夹 {folder}"):
        real.mkdir(exist_ok=True)
        sync_folder(real.parent)
    return real
