"""The ledger as it lies in the working tree: all of it, as its commit says, and nothing half done?

Owns what counts as a change to a ledger (one of its own files, tracked, new or ignored; other files
of the repository do not matter), and what a sparse checkout has left out of it, which is never
taken for deleted.  To load a folder git is asked only where the repository's configuration speaks
of sparse checkouts: nothing else pays.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.nearest import in_natural_order
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.beside import SumsOf
from sangeyipi.store.files import (
    LEDGER_FILE,
    DataFiles,
    FileKind,
    files_below,
    find_files,
    sort_files,
)
from sangeyipi.store.layout import Disk
from sangeyipi.store.load import Loaded, Progress, load_from
from sangeyipi.store.settled import settled

_REMEDY = "在仓库里运行 git sparse-checkout disable，取全后再试"
#: Words of a configuration that may turn it on: its own, and another file's that is included.
_WORDS = (b"sparse", b"[include")
_CONFIGURATIONS = ("config", "config.worktree")


def load_folder(
    root: Path, progress: Progress | None = None, region: str = "", sums: SumsOf | None = None
) -> Loaded:
    """The ledger in the folder `root`, which holds a ledger.yaml; `region`: that of a member.

    `sums`: what is going to be asked of each file of projects, rather than for its projects.
    """
    return settled(
        root,
        lambda: found_in(root),
        lambda found, read: load_from(found, read, progress, region, sums),
    )


def found_in(root: Path) -> DataFiles:
    """The data files under `root`; those that a sparse checkout left out are faults."""
    found = find_files(root)
    odd = tuple(_left_out(root)) if _speaks_of_sparse(root) else ()
    return DataFiles(found.files, (*odd, *found.diagnostics))


def _left_out(root: Path) -> Iterator[Diagnostic]:
    from sangeyipi.git.checkout import Checkout
    from sangeyipi.git.failures import GitFailed

    try:
        with Checkout(root) as checkout:
            skipped = checkout.skipped()
    except GitFailed as failed:
        message = f"仓库是稀疏检出，问不了 git 缺了哪些文件：{failed}"
        yield Diagnostic(Rule.UNREADABLE_FILE, Place(LEDGER_FILE), message, _REMEDY)
        return
    for name in skipped:
        ours = name == LEDGER_FILE or sort_files([name]).files
        if ours and not (root / name).exists():
            message = "稀疏检出（sparse checkout）没有取出这个文件"
            yield Diagnostic(Rule.UNREADABLE_FILE, Place(name), message, _REMEDY)


def _speaks_of_sparse(root: Path) -> bool:
    texts = (_read(one / name) for one in _git_folders(root) for name in _CONFIGURATIONS)
    return any(word in text.lower() for text in texts for word in _WORDS)


def _git_folders(root: Path) -> list[Path]:
    """Git's own folder of the repository around `root`, and the one that worktrees share."""
    here = root.resolve()
    for folder in (here, *here.parents):
        git = folder / ".git"
        if git.is_dir():
            return [git]
        said = _read(git).decode("utf-8", "replace")
        if said.startswith("gitdir:"):
            own = folder / said.removeprefix("gitdir:").strip()
            shared = _read(own / "commondir").decode("utf-8", "replace").strip()
            return [own, own / shared] if shared else [own]
    return []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


class WorkingTree(NamedTuple):
    """A ledger's working tree beside its commit."""

    #: The commit that HEAD names; "" before the first.
    revision: str
    #: The ledger's files that differ from it, relative to the ledger.
    changed: tuple[str, ...]
    #: What git has begun and not ended: 合并, 变基, …; None is nothing.
    unfinished: str | None
    #: The ledger's files that a filter keeps from being compared, with its name.
    untold: tuple[tuple[str, str], ...] = ()


def working_tree(folder: Path, *, unborn: bool = False, whole: bool = False) -> WorkingTree:
    """The state of the ledger in `folder`, or of all that is in it.  Raises GitFailed.

    NoCommitYet is among them, unless `unborn`: then all of it is new.
    """
    from sangeyipi.git.checkout import Checkout
    from sangeyipi.git.failures import NoCommitYet

    with Checkout(folder) as checkout:
        try:
            revision = checkout.commit("HEAD").oid
        except NoCommitYet:
            if not unborn:
                raise
            revision = ""
        unfinished = checkout.unfinished()
        status = checkout.status()
        prefix = checkout.prefix
    ends = set() if whole else files_below(Disk(folder)).ends
    ours = _below if whole else _ours
    changed = in_natural_order(ours(status.changed, prefix, ends))
    unsure = in_natural_order(ours(status.untold, prefix, ends))
    untold = ((name, status.untold[prefix + name]) for name in unsure)
    return WorkingTree(revision, tuple(changed), unfinished, tuple(untold))


def _ours(names: Iterable[str], prefix: str, ends: set[str]) -> Iterator[str]:
    """The ledger's files among them, relative to it; also those that its links lead to."""
    for name in names:
        inside = _within(name, prefix)
        if inside is not None and (_of_ledger(inside) or _leads_to(inside, ends)):
            yield inside


def _below(names: Iterable[str], prefix: str, _: set[str]) -> Iterator[str]:
    """All files among them below a folder, relative to it."""
    inside = (_within(name, prefix) for name in names)
    return (name for name in inside if name is not None)


def _leads_to(name: str, ends: set[str]) -> bool:
    path = name.removesuffix("/")
    return any(path == end or path.startswith(end + "/") for end in ends)


def _within(name: str, prefix: str) -> str | None:
    return name.removeprefix(prefix) if name.startswith(prefix) else None


def _of_ledger(name: str) -> bool:
    """Whether it is one of the ledger's files, or a folder of them, which git ignores whole."""
    if name in ("", LEDGER_FILE) or name.removesuffix("/") in set(FileKind):
        return True
    folder, _, rest = name.partition("/")
    return bool(sort_files([name]).files) or (rest.endswith("/") and folder in set(FileKind))
