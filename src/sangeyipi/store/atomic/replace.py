"""A file replaced whole or not at all: the one way in which a single file of a user's is written.

The new content is written beside the file under a name that nobody else has, and is on the disk
before it takes the file's name.  What a killed run leaves there is cleared by the next (`sweep`),
which can tell it from what a run is writing at this moment.

Owns the names of those files.  Must not know what is written, nor tell anybody.
"""

import contextlib
import os
import re
import secrets
import stat
from pathlib import Path

from sangeyipi.store.atomic.claim import claim
from sangeyipi.store.atomic.durable import sync_folder

_OURS = re.compile(r"\..{1,40}\.sgyp-[0-9a-f]{12}\.tmp", re.DOTALL)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class FileChanged(Exception):
    """The file is no longer what it was read as."""


class Staged:
    """New content that is on the disk beside its target, and has not yet taken its name."""

    def __init__(self, target: Path, data: bytes) -> None:
        existing = _status(target)
        self._target = target
        self._beside, self._descriptor = _made(target, private=existing is not None)
        try:
            _write(self._descriptor, data)
            if existing is not None:
                _like(existing, self._descriptor, self._beside)
        except BaseException:
            self.drop()
            raise

    def put(self, expected: bytes | None = None) -> None:
        """Take the target's name.  Raises Changed, OSError; then nothing was changed."""
        if os.name == "nt":  # which renames no open file
            os.close(self._descriptor)
        if expected is not None and _content(self._target) != expected:
            raise FileChanged
        self._beside.replace(self._target)

    def drop(self) -> None:
        """Leave nothing of it beside the target, which it may have become."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        with contextlib.suppress(OSError):
            self._beside.unlink()


def replace(target: Path, data: bytes, expected: bytes | None = None) -> None:
    """`data` as the content of `target`, which keeps its mode and owner; a link is not followed.

    `expected`: what the file must still hold at the last moment.  Raises Changed, OSError; then
    nothing was changed and nothing is left beside it.
    """
    staged = Staged(target, data)
    try:
        staged.put(expected)
    finally:
        staged.drop()
    with contextlib.suppress(OSError):  # written it is; how durably is for the disk to say
        sync_folder(target.parent)


def sweep(folder: Path) -> None:
    """Remove what killed runs have left in a folder; what a living one writes stays."""
    with contextlib.suppress(OSError):
        for entry in list(folder.iterdir()):
            if _OURS.fullmatch(entry.name):
                _remove_if_left(entry)


def _made(target: Path, *, private: bool) -> tuple[Path, int]:
    """A new file beside `target`, ours for as long as it is open."""
    while True:
        beside = target.with_name(f".{target.name[:40]}.sgyp-{secrets.token_hex(6)}.tmp")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY
        # The copy of a file that only its owner may read is no other's to read either.
        descriptor = os.open(beside, flags, 0o600 if private else 0o666)
        claim(descriptor)
        # Between making and claiming it another run may have taken it for one left behind.
        if os.name == "nt" or os.fstat(descriptor).st_nlink:
            return beside, descriptor
        os.close(descriptor)


def _write(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)


def _like(existing: os.stat_result, descriptor: int, beside: Path) -> None:
    """The mode that the file has had, and its owner where we may give it back."""
    if os.name == "nt":
        beside.chmod(stat.S_IMODE(existing.st_mode))
        return
    made = os.fstat(descriptor)
    if (made.st_uid, made.st_gid) != (existing.st_uid, existing.st_gid):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, existing.st_uid, existing.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(existing.st_mode))


def _status(target: Path) -> os.stat_result | None:
    try:
        return target.lstat()
    except FileNotFoundError:
        return None


def _content(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _remove_if_left(path: Path) -> None:
    with contextlib.suppress(OSError):
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or _of_another(status):
            return
        descriptor = os.open(path, os.O_RDWR | _NO_LINK | _BINARY)
        try:
            if os.name != "nt" and claim(descriptor):
                path.unlink()
        finally:
            os.close(descriptor)
        if os.name == "nt":
            path.unlink()  # refused where a program has it open


def _of_another(status: os.stat_result) -> bool:
    return hasattr(os, "getuid") and status.st_uid != os.getuid()
