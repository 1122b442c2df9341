"""What stands below a ledger's folder, links followed by one rule, wherever the files are kept.

A link inside a ledger, to a file or a folder, is followed only to what lies below the ledger's
folder; of anything else not a byte is read.  The folder itself may be reached through a link.  The
rule is the same for a folder (`Disk`) and for a commit (`git.tree`).
"""

import errno
import os
import stat
from collections.abc import Iterator
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import Protocol

from sangeyipi.model.lazy_tuple import NamedTuple

OUTSIDE = "是指到台账文件夹以外的链接，不跟随，一个字也没有读"
LOOP = "读不了：符号链接成环"
GONE = "读不了：文件不存在（可能是失效的符号链接）"
NESTED = "是子模块（另一个 git 仓库），内容不在这个仓库里，未读取"
NO_FOLDER = "文件夹读不了"
#: What to do about each.
REMEDIES = {
    OUTSIDE: "把它指的文件放到台账文件夹里，或删去这个链接",
    NESTED: "把文件直接放进台账的文件夹，不用子模块",
}
#: Git's own folder may lie in the ledger's, and is nobody's data.
_GIT = ".git"


class EntryKind(Enum):
    """What a name stands for."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    NESTED = auto()


class NotFollowed(Exception):
    """A link that must not or cannot be followed; the message is in Chinese."""


class LedgerTree(Protocol):
    """Files and folders by their path below a ledger's folder, with `/`."""

    def what(self, real: str) -> EntryKind | None:
        """What stands there; None: nothing."""

    def names(self, real: str) -> list[str] | None:
        """What is in a folder; None: it cannot be read."""

    def followed(self, real: str) -> str:
        """Where a link ends.  Raises NotFollowed."""


class Listing(NamedTuple):
    """The files below a folder: where each really is, by the name it is known by; and faults.

    `ends` is where links lead.
    """

    files: dict[str, str]
    faults: dict[str, str]
    ends: set[str]


class _Step(NamedTuple):
    shown: str
    real: str
    #: The real folders on the way.
    way: tuple[str, ...] = ()


def listing(tree: LedgerTree, folders: tuple[str, ...], is_litter: "IsLitter") -> Listing:
    """Everything below the folders, but what is litter."""
    found = Listing({}, {}, set())
    todo = [_Step(folder, folder) for folder in folders if tree.what(folder) is not None]
    while todo:
        step = todo.pop()
        try:
            todo.extend(_visit(tree, step, found, is_litter))
        except NotFollowed as fault:
            found.faults[step.shown] = str(fault)
    return found


class IsLitter(Protocol):
    """Whether nobody takes a name for part of the ledger."""

    def __call__(self, name: str, /) -> bool:
        """Of one name."""


def _visit(tree: LedgerTree, step: _Step, found: Listing, is_litter: IsLitter) -> Iterator[_Step]:
    real, what = step.real, tree.what(step.real)
    if what is EntryKind.LINK:
        real = tree.followed(real)
        found.ends.add(real)
        what = tree.what(real)
    if what is None:
        raise NotFollowed(GONE)
    if what is EntryKind.NESTED:
        raise NotFollowed(NESTED)
    if what is not EntryKind.FOLDER and not step.way:
        raise NotFollowed(NO_FOLDER)
    if what is not EntryKind.FOLDER:
        found.files[step.shown] = real
        return
    if real in step.way:
        raise NotFollowed(LOOP)
    names = tree.names(real)
    if names is None:
        raise NotFollowed(NO_FOLDER)
    for name in names:
        if not is_litter(name):
            yield _Step(f"{step.shown}/{name}", f"{real}/{name}", (*step.way, real))


class Disk:
    """A ledger's folder as it lies on the disk."""

    def __init__(self, root: Path) -> None:
        self._base = os.path.realpath(root)

    @cached_property
    def _versioned(self) -> bool:
        """Whether the ledger is in a repository, which then has not what another one has."""
        base = Path(self._base)
        return any((folder / _GIT).exists() for folder in (base, *base.parents))

    def what(self, real: str) -> EntryKind | None:
        """What stands there; a pipe or device passes for a file, and is refused when read."""
        path = f"{self._base}/{real}"
        try:
            mode = os.lstat(path).st_mode
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        if stat.S_ISLNK(mode):
            return EntryKind.LINK
        if stat.S_ISDIR(mode):
            nested = self._versioned and Path(path, _GIT).exists()
            return EntryKind.NESTED if nested else EntryKind.FOLDER
        return EntryKind.FILE

    def names(self, real: str) -> list[str] | None:
        """What is in a folder, in no order."""
        try:
            return os.listdir(Path(self._base, real))  # noqa: PTH208
        except OSError:
            return None

    def followed(self, real: str) -> str:
        """Where a link ends, as the system sees it."""
        path = Path(self._base, real)
        try:
            end = os.path.realpath(path, strict=True)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise NotFollowed(LOOP) from None
            end = os.path.realpath(path)
        return below(Path(end).parts, Path(self._base).parts)

    def path(self, name: str) -> Path:
        """Where to read a file of the ledger from: no link stands on the way any more."""
        path = Path(self._base, name)
        if os.path.realpath(path) == str(path):
            return path
        return Path(self._base, self.followed(name))


def below(path: tuple[str, ...], base: tuple[str, ...]) -> str:
    """A path as seen from the ledger's folder, below which it must lie.  Raises NotFollowed."""
    inside = path[len(base) :]
    if not inside or path[: len(base)] != base or _GIT in map(str.lower, inside):
        raise NotFollowed(OUTSIDE)
    return "/".join(inside)
