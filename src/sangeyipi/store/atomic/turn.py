"""One edit of a ledger at a time: a lock of the kernel in its folder of edits.

It ends with the process that holds it, however that ends; the file itself means nothing.  Owns how
the folder of edits is made, with its own word to git to ignore it.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sangeyipi.store.atomic.durable import sync_folder
from sangeyipi.store.atomic.edits import FOLDER, LOCK
from sangeyipi.store.atomic.replace import replace

_IGNORE = ".gitignore"
_POLL_SECONDS = 0.05
#: As long as one edit of a large ledger takes, on a slow share.
WAIT_SECONDS = 30.0


class Busy(Exception):
    """Another edit of the ledger is under way, and did not end."""


class NotOurs(Exception):
    """What stands where the folder of edits should is none, or leads elsewhere."""


@contextmanager
def turn(
    root: Path, wait_seconds: float = WAIT_SECONDS, on_wait: Callable[[], None] | None = None
) -> Iterator[Path]:
    """Hold the ledger in `root` for an edit; yields its folder of edits, made if need be.

    `on_wait` is called once, if another one is under way.  Raises Busy, NotOurs, OSError.
    """
    # Only who edits needs it.
    from filelock import FileLock, Timeout

    folder = _made(root)
    # Where the system has no locks, a marker file would stay behind a killed process for good.
    # Whoever may write in the ledger's folder may edit it.
    mode = stat.S_IMODE(root.stat().st_mode) & 0o666
    path = folder / LOCK
    # Where it may not be written it says so now: it would be tried again as if it were held.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), mode))
    held = FileLock(path, fallback_to_soft=False, poll_interval=_POLL_SECONDS, mode=mode)
    try:
        try:
            held.acquire(timeout=0)
        except Timeout:
            if on_wait:
                on_wait()
            held.acquire(timeout=wait_seconds)
    except Timeout:
        raise Busy from None
    try:
        yield folder
    finally:
        held.release()


def _made(root: Path) -> Path:
    folder = root / FOLDER
    try:
        folder.mkdir()
    except FileExistsError:
        pass
    else:
        with contextlib.suppress(OSError):
            folder.chmod(stat.S_IMODE(root.stat().st_mode))
        sync_folder(root)
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise NotOurs(str(folder))
    lock = folder / LOCK
    if lock.is_symlink() or (lock.exists() and lock.stat().st_size):
        raise NotOurs(str(lock))
    # Old and new content of the ledger's files is nothing to commit.
    if not (folder / _IGNORE).exists():
        replace(folder / _IGNORE, b"*\n")
    return folder
