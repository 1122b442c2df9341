"""A temporary folder that is gone afterwards, also where the run that made it was killed.

Owns the folders `sgyp-…` among the machine's temporary files: how they are made and cleared.
"""

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sangeyipi.store.atomic.claim import claim

_PREFIX = "sgyp-"
_MARK = "sgyp.lock"
#: All that is ever in one: versions to be merged by git, a commit's message, and our mark.
_OURS = re.compile(r"ours|base|theirs|message|sgyp\.lock(\.new)?")


@contextmanager
def scratch() -> Iterator[Path]:
    """A new folder, ours alone; those that killed runs have left are removed.  Raises OSError."""
    _clear_left()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as name:
        folder = Path(name)
        mark = folder / f"{_MARK}.new"
        with mark.open("xb") as file:
            claim(file.fileno())
            if os.name != "nt":  # which renames no open file, and removes none
                # Only now it is a mark: nobody finds one that is not claimed yet.
                mark.rename(folder / _MARK)
            yield folder


def _clear_left() -> None:
    with contextlib.suppress(OSError):
        for entry in list(Path(tempfile.gettempdir()).iterdir()):
            if entry.name.startswith(_PREFIX):
                with contextlib.suppress(OSError):
                    _clear_if_left(entry)


def _clear_if_left(folder: Path) -> None:
    """Remove a folder of ours whose run has ended, if nothing else is in it."""
    status = folder.lstat()
    if (
        not stat.S_ISDIR(status.st_mode)
        or folder.resolve() != folder.parent.resolve() / folder.name
    ):
        return  # a link, or on Windows a junction
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        return
    names = sorted(entry.name for entry in folder.iterdir())
    if not all(_OURS.fullmatch(name) and _is_plain(folder / name) for name in names):
        return
    if os.name == "nt":
        (folder / f"{_MARK}.new").unlink()  # refused while its run has it open
        _empty(folder, [name for name in names if name != f"{_MARK}.new"])
        return
    descriptor = os.open(folder / _MARK, os.O_RDWR | os.O_NOFOLLOW)
    try:
        if claim(descriptor):
            _empty(folder, names)
    finally:
        os.close(descriptor)


def _empty(folder: Path, names: list[str]) -> None:
    """The mark last: until then the next run can go on with it."""
    for name in sorted(names, key=lambda name: name == _MARK):
        (folder / name).unlink()
    folder.rmdir()


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)
