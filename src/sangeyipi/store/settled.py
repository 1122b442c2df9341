"""A ledger's folder read between edits, never in the middle of one.

An edit of several files that was cut off is ended first; where the folder cannot be written to, the
files are read as that edit leaves them; where neither can be, it is said.  A ledger that was edited
while it was read is read again.  A folder in which nothing is under way pays for two looks at names
that are not there.  Must not know what the files mean.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.nearest import in_natural_order
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.atomic.edits import FOLDER, JOURNAL, UNDO
from sangeyipi.store.files import LEDGER_FILE, DataFiles, find_files, sort_files
from sangeyipi.store.layout import Disk
from sangeyipi.store.load import Loaded, Progress, ReadSource, load_from
from sangeyipi.store.source import Source, checked_source, read_source

if TYPE_CHECKING:
    from sangeyipi.store.atomic.ending import UnsettledEdit

#: Of readings and waits in turn: several people editing at once, on a machine that is busy besides.
_TRIES = 20
_BUSY = "台账正在被修改，没有读到完整的一份"
_AGAIN = "等修改完成后再运行一次"


def load_files(root: Path, progress: Progress | None = None) -> Loaded:
    """The ledger in the folder `root`, which holds a ledger.yaml; git is not asked."""
    return settled(
        root, lambda: find_files(root), lambda found, read: load_from(found, read, progress)
    )


def settled(
    root: Path, find: Callable[[], DataFiles], load: Callable[[DataFiles, ReadSource], Loaded]
) -> Loaded:
    """What `load` makes of the files that `find` finds in the folder `root`."""

    disk = Disk(root)

    def read(name: str) -> Source | Diagnostic:
        return read_source(disk, name)

    for _ in range(_TRIES):
        before = _stamp(root)
        left = settle(root) if before[0] else None
        if left is None:
            if before[0]:
                continue
            loaded = load(find(), read)
        elif left.fault:
            return _with(load(find(), read), left.fault)
        else:
            loaded = _instead(find(), read, load, left.files)
        if _stamp(root) == before:
            return loaded
    return _with(loaded, Diagnostic(Rule.UNREADABLE_FILE, Place(LEDGER_FILE), _BUSY, _AGAIN))


def settle(root: Path) -> "UnsettledEdit | None":
    """End an edit that was cut off, or wait for one under way; None: nothing is left of it."""
    if not os.path.lexists(root / FOLDER / JOURNAL):
        return None
    # What few ledgers ever need.
    from sangeyipi.store.atomic.ending import ended

    return ended(root)


def _stamp(root: Path) -> tuple[object, object]:
    """Changes with every edit."""
    return _identity(root / FOLDER / JOURNAL), _identity(root / FOLDER / UNDO)


def _identity(path: Path) -> object:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _with(loaded: Loaded, fault: Diagnostic) -> Loaded:
    return loaded._replace(diagnostics=(*loaded.diagnostics, fault))


def _instead(
    found: DataFiles,
    read: ReadSource,
    load: Callable[[DataFiles, ReadSource], Loaded],
    files: Mapping[str, bytes | None],
) -> Loaded:
    """The ledger with these files instead of those on the disk."""
    names = {name for _, name in found.files} - files.keys()
    names |= {name for name, data in files.items() if data is not None}
    listed = sort_files(in_natural_order(names))

    def instead(name: str) -> Source | Diagnostic:
        data = files.get(name)
        return read(name) if data is None else checked_source(name, data)

    return load(DataFiles(listed.files, found.diagnostics), instead)
