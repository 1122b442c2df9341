"""Is the ledger in the working tree what its commit says, and is nothing half done to it?

Owns what counts as a change to a ledger: one of its own files, tracked, new or ignored.  Other
files of the repository do not matter.
"""

from pathlib import Path
from typing import NamedTuple

from sangeyipi.history.repository import Repository
from sangeyipi.store.files import LEDGER_FILE, Kind, sort_files


class WorkingTree(NamedTuple):
    """A ledger's working tree beside its commit."""

    #: The commit that HEAD names.
    revision: str
    #: The ledger's files that differ from it, relative to the ledger.
    changed: tuple[str, ...]
    #: What git has begun and not ended: 合并, 变基, …; None is nothing.
    unfinished: str | None


def working_tree(folder: Path) -> WorkingTree:
    """The state of the ledger in `folder`.  Raises GitFailed, NoCommitYet among them."""
    with Repository(folder) as repository:
        revision = repository.commit("HEAD").oid
        unfinished = repository.unfinished()
        names = [_within(name, repository.prefix) for name in repository.status()]
    ours = [name for name in names if name is not None and _of_ledger(name)]
    return WorkingTree(revision, tuple(sorted(ours)), unfinished)


def _within(name: str, prefix: str) -> str | None:
    return name.removeprefix(prefix) if name.startswith(prefix) else None


def _of_ledger(name: str) -> bool:
    """Whether it is one of the ledger's files, or a folder of them, which git ignores whole."""
    if name in ("", LEDGER_FILE) or name.removesuffix("/") in set(Kind):
        return True
    folder, _, rest = name.partition("/")
    return bool(sort_files([name]).files) or (rest.endswith("/") and folder in set(Kind))
