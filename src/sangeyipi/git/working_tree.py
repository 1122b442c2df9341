"""Is the ledger in the working tree what its commit says, and is nothing half done to it?

Owns what counts as a change to a ledger: one of its own files, tracked, new or ignored.  Other
files of the repository do not matter.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sangeyipi.git.checkout import Checkout
from sangeyipi.model.nearest import in_natural_order
from sangeyipi.store.files import LEDGER_FILE, Kind, files_below, sort_files
from sangeyipi.store.layout import Disk


class WorkingTree(NamedTuple):
    """A ledger's working tree beside its commit."""

    #: The commit that HEAD names.
    revision: str
    #: The ledger's files that differ from it, relative to the ledger.
    changed: tuple[str, ...]
    #: What git has begun and not ended: 合并, 变基, …; None is nothing.
    unfinished: str | None
    #: The ledger's files that a filter keeps from being compared, with its name.
    untold: tuple[tuple[str, str], ...] = ()


def working_tree(folder: Path) -> WorkingTree:
    """The state of the ledger in `folder`.  Raises GitFailed, NoCommitYet among them."""
    with Checkout(folder) as checkout:
        revision = checkout.commit("HEAD").oid
        unfinished = checkout.unfinished()
        status = checkout.status()
        prefix = checkout.prefix
    ends = files_below(Disk(folder)).ends
    changed = in_natural_order(_ours(status.changed, prefix, ends))
    unsure = in_natural_order(_ours(status.untold, prefix, ends))
    untold = ((name, status.untold[prefix + name]) for name in unsure)
    return WorkingTree(revision, tuple(changed), unfinished, tuple(untold))


def _ours(names: Iterable[str], prefix: str, ends: set[str]) -> Iterator[str]:
    """The ledger's files among them, relative to it; also those that its links lead to."""
    for name in names:
        inside = _within(name, prefix)
        if inside is not None and (_of_ledger(inside) or _leads_to(inside, ends)):
            yield inside


def _leads_to(name: str, ends: set[str]) -> bool:
    path = name.removesuffix("/")
    return any(path == end or path.startswith(end + "/") for end in ends)


def _within(name: str, prefix: str) -> str | None:
    return name.removeprefix(prefix) if name.startswith(prefix) else None


def _of_ledger(name: str) -> bool:
    """Whether it is one of the ledger's files, or a folder of them, which git ignores whole."""
    if name in ("", LEDGER_FILE) or name.removesuffix("/") in set(Kind):
        return True
    folder, _, rest = name.partition("/")
    return bool(sort_files([name]).files) or (rest.endswith("/") and folder in set(Kind))
