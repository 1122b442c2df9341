"""What was worked out once, kept in the user's cache folder for the next run.

Owns where that is, whether it can be trusted, and the form of an entry: a checksum over its key and
its content, verified before anything is decoded.  An entry that is torn, foreign or of another key
is none.  Nowhere to keep it, nobody's fault: the work is done again, and nothing is said.  What is
kept holds names, so that the folder and its files are the user's alone.

The content is in the form of `marshal`: it reads several times as fast as JSON, and nothing of it
is decoded that this module has not written.  Nothing is flushed to the disk: what a power cut tears
fails its checksum.  Must not know what is kept.
"""

import contextlib
import marshal
import os
import stat
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sangeyipi.store.digest import sha256

#: The form of an entry.
_MAGIC = b"sgyp 1\n"
#: Before the content: that, and a checksum.
_FRONT = len(_MAGIC) + 32
#: All that is ever kept, and of how many entries: then the oldest go.
MOST_BYTES = 256 << 20
MOST_ENTRIES = 4096
#: Of what is kept when room is made: so that it is not made again at once.
_KEPT = 4
_OF = 5
#: Larger than anything that fits beside others.
_LARGEST = MOST_BYTES // 4
#: An entry in use is marked as such once a day.
_DAY = 86400
_SUFFIX = ".sgyp"
_ASIDE = ".tmp"
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
#: Where a name can be looked up below an open folder, nobody can put another one in its place.
_BELOW = os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd
OFF = "off"
#: Where it is unless that is said: the first of these that is a folder, and what lies below it.
_VARIABLES = (
    {"LOCALAPPDATA": ("sgyp", "cache")}
    if os.name == "nt"
    else {"XDG_CACHE_HOME": ("sgyp",), "HOME": (".cache", "sgyp")}
)


class Lasting:
    """An open folder of entries.  No method raises for what the disk does."""

    def __init__(self, folder: Path, descriptor: int | None) -> None:
        self._folder = folder
        self._descriptor = descriptor
        self._left = MOST_BYTES // 2
        self._cleared = False

    def get(self, key: str) -> Any:
        """What is kept under a key; None: nothing, or nothing to rely on."""
        try:
            with os.fdopen(self._open(key + _SUFFIX, os.O_RDONLY), "rb", buffering=0) as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST + _FRONT:
                    return None
                data = file.readall()
                if status.st_mtime < time.time() - _DAY:
                    self._in_use(file.fileno(), key)
        except (OSError, ValueError, MemoryError):
            return None
        content = memoryview(data)[_FRONT:]
        if data[:_FRONT] != _MAGIC + _checksum(key, content):
            return None
        try:
            return marshal.loads(content)
        except (ValueError, EOFError, TypeError):  # written by us, by an interpreter gone wrong
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep a plain value under a key, if that can be done."""
        try:
            content = marshal.dumps(value)
        except (ValueError, MemoryError):  # not plain, too deep or too large: this value alone
            return
        try:
            if len(content) <= min(_LARGEST, self._left):
                self._make_room()
                self._write(key, _MAGIC + _checksum(key, content) + content)
                self._left -= len(content)
        except (OSError, MemoryError):
            # A full disk is full for what comes next, too.
            self._left = 0

    def _in_use(self, descriptor: int, key: str) -> None:
        where = descriptor if os.utime in os.supports_fd else self._path(key + _SUFFIX)
        with contextlib.suppress(OSError):
            os.utime(where)

    def _write(self, key: str, data: bytes) -> None:
        aside = f".{os.urandom(8).hex()}{_ASIDE}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY
        descriptor = self._open(aside, flags)
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                left = memoryview(data)
                while left:
                    left = left[os.write(file.fileno(), left) :]
            self._replace(aside, key + _SUFFIX)
        except BaseException:
            self._remove(aside)
            raise

    def _make_room(self) -> None:
        """Once a run: what was not used for longest goes where it is too much."""
        if self._cleared:
            return
        self._cleared = True
        entries = sorted(self._entries(), reverse=True)
        size = sum(one[1] for one in entries)
        if size <= MOST_BYTES and len(entries) <= MOST_ENTRIES:
            return
        left_bytes, left_entries = MOST_BYTES * _KEPT // _OF, MOST_ENTRIES * _KEPT // _OF
        for _, one, name in entries:
            left_bytes -= one
            left_entries -= 1
            if left_bytes < 0 or left_entries < 0:
                self._remove(name)

    def _entries(self) -> Iterator[tuple[float, int, str]]:
        """When each entry was last in use, its size and name; what killed runs left is removed."""
        with os.scandir(self._folder if self._descriptor is None else self._descriptor) as every:
            for one in every:
                status = one.stat(follow_symlinks=False)
                if one.name.endswith(_SUFFIX):
                    yield status.st_mtime, status.st_size, one.name
                elif one.name.endswith(_ASIDE) and status.st_mtime < time.time() - _DAY:
                    self._remove(one.name)

    def _path(self, name: str) -> str:
        return name if self._descriptor is not None else str(self._folder / name)

    def _open(self, name: str, flags: int) -> int:
        return os.open(self._path(name), flags | _NO_LINK | _BINARY, 0o600, dir_fd=self._descriptor)

    def _replace(self, old: str, new: str) -> None:
        os.replace(
            self._path(old),
            self._path(new),
            src_dir_fd=self._descriptor,
            dst_dir_fd=self._descriptor,
        )

    def _remove(self, name: str) -> None:
        with contextlib.suppress(OSError):
            os.unlink(self._path(name), dir_fd=self._descriptor)


def _checksum(key: str, content: bytes | memoryview) -> bytes:
    return sha256(key.encode(), content).digest()


def sealed(value: Any) -> bytes:
    """A plain value that is to be part of what is kept, and is decoded only when it is wanted."""
    return marshal.dumps(value)


def unsealed(part: bytes) -> Any:
    """What was sealed; `part` has come out of an entry, whose checksum was verified."""
    return marshal.loads(part)


def key_of(*parts: str) -> str:
    """The key of what these parts determine, each by itself."""
    told = "".join(f"{len(one)}:{one}" for one in parts)
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def lasting() -> Lasting | None:
    """The folder where this user's entries are; None where there is none to rely on."""
    try:
        found = folder()
    except OSError:  # a folder named from here, and here is gone
        return None
    return _opened(found) if found else None


def folder() -> Path | None:
    """Where entries are to be kept, as the environment has it; None for nowhere."""
    said = os.environ.get("SGYP_CACHE", "")
    if said:
        return None if said.lower() == OFF else Path.cwd() / said
    return _usual(*(os.environ.get(name, "") for name in _VARIABLES))


@cache  # it is asked for with every file
def _usual(*said: str) -> Path | None:
    for base, names in zip(map(Path, said), _VARIABLES.values(), strict=True):
        if base.is_absolute():
            return base.joinpath(*names)
    return None


@cache
def _opened(folder: Path) -> Lasting | None:
    try:
        _make(folder)
        if not _BELOW:  # Windows, where what is below a user's own folder is the user's
            return Lasting(folder, None)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    status = os.fstat(descriptor)
    if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        os.close(descriptor)
        return None
    return Lasting(folder, descriptor)


def _make(folder: Path) -> None:
    """The folder, and those that it is in: nobody else's to look into."""
    if not folder.is_dir():
        if folder.parent != folder:
            _make(folder.parent)
        folder.mkdir(0o700, exist_ok=True)
