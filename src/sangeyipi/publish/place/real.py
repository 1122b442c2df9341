"""Real folders and plain files: opened, listed, written and emptied without following a link.

In an output folder that others may write too, a link can stand wherever a working folder or a file
of ours is expected.  Where the system can, everything goes through a descriptor of the folder that
was looked at, so that what was judged is what is changed, whatever is renamed meanwhile.  Windows
has no such calls: there each step looks first, and a junction counts as a link.

Owns how a name is reached.  Must not know what a published set is.
"""

import os
import stat
from io import BufferedReader
from pathlib import Path
from types import TracebackType

from sangeyipi.publish.failures import PublishFailed
from sangeyipi.store.atomic.durable import sync_descriptor

_BY_DESCRIPTOR = {
    os.open,
    os.unlink,
    os.rmdir,
    os.stat,
} <= os.supports_dir_fd and os.listdir in os.supports_fd
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
#: A pipe without a writer must not keep us waiting.
_PLAIN = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | _NO_LINK | getattr(os, "O_DIRECTORY", 0)
#: What Windows calls a link or junction; other reparse points (OneDrive) are plain folders.
_LINKS = frozenset(
    tag
    for tag in (
        getattr(stat, "IO_REPARSE_TAG_SYMLINK", None),
        getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None),
    )
    if tag
)


class NotPlainFolder(Exception):
    """What stands there is a link, a folder, a pipe or a device."""


def is_real_folder(status: os.stat_result) -> bool:
    """Whether what `lstat` said is of a folder, and no link or junction."""
    return stat.S_ISDIR(status.st_mode) and getattr(status, "st_reparse_tag", 0) not in _LINKS


def open_plain(path: str | Path, within: int | None = None) -> BufferedReader:
    """A plain file for reading.  Raises NotPlain, OSError."""
    if not stat.S_ISREG(os.stat(path, dir_fd=within, follow_symlinks=False).st_mode):
        raise NotPlainFolder
    descriptor = os.open(path, _PLAIN, dir_fd=within)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotPlainFolder
    return os.fdopen(descriptor, "rb")


class RealFolder:
    """A folder that is no link, held open; to be used in `with`.  All methods raise OSError."""

    def __init__(self, path: Path, within: "RealFolder | None" = None) -> None:
        """Raises PublishFailed where something else stands there.  `within`: its parent."""
        self.path = path
        self._descriptor: int | None = None
        place, parent = within._at(path.name) if within else (path, None)
        status = os.stat(place, dir_fd=parent, follow_symlinks=False)
        if not is_real_folder(status):
            linked = stat.S_ISLNK(status.st_mode) or stat.S_ISDIR(status.st_mode)
            raise PublishFailed(f"{path} {'是链接，不跟随' if linked else '不是文件夹'}，请移走")
        if _BY_DESCRIPTOR:
            self._descriptor = os.open(place, _FOLDER, dir_fd=parent)

    def __enter__(self) -> "RealFolder":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def names(self) -> list[str]:
        """What is in it, sorted."""
        place = self.path if self._descriptor is None else self._descriptor
        return sorted(os.listdir(place))  # noqa: PTH208 (pathlib knows no descriptors)

    def holds(self, name: str) -> bool:
        """Whether anything stands there, a link that leads nowhere too."""
        return name in self.names()

    def status(self, name: str) -> os.stat_result:
        """Of the name itself, never of what it may point to."""
        place, parent = self._at(name)
        return os.stat(place, dir_fd=parent, follow_symlinks=False)

    def open(self, name: str) -> BufferedReader:
        """A plain file in it.  Raises NotPlain too."""
        return open_plain(*self._at(name))

    def write(self, name: str, data: bytes) -> None:
        """A new file, on the disk when this returns.  Replaces nothing."""
        place, parent = self._at(name)
        with open(
            place, "xb", opener=lambda path, flags: os.open(path, flags, 0o666, dir_fd=parent)
        ) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def unlink(self, name: str) -> None:
        """Remove a file, or a link and not what it points to."""
        place, parent = self._at(name)
        os.unlink(place, dir_fd=parent)

    def rmdir(self, name: str) -> None:
        """Remove an empty folder in it."""
        place, parent = self._at(name)
        os.rmdir(place, dir_fd=parent)

    def sync(self) -> None:
        """Its names are on the disk when this returns, as far as the system can say."""
        if self._descriptor is not None:
            sync_descriptor(self._descriptor)

    def _at(self, name: str) -> tuple[str | Path, int | None]:
        if self._descriptor is None:
            return self.path / name, None
        return name, self._descriptor
