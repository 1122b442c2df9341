"""The ledger in a folder, with what a sparse checkout has left out of it.

Git is asked only where the repository's configuration speaks of it: nothing else pays.  Owns that
question; what is left out is never taken for deleted.
"""

from collections.abc import Iterator
from pathlib import Path

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.files import LEDGER_FILE, Found, find_files, sort_files
from sangeyipi.store.load import Loaded, Progress, load_from
from sangeyipi.store.source import read_source

_REMEDY = "在仓库里运行 git sparse-checkout disable，取全后再试"
#: Words of a configuration that may turn it on: its own, and another file's that is included.
_WORDS = (b"sparse", b"[include")


def load_folder(root: Path, progress: Progress | None = None) -> Loaded:
    """The ledger in the folder `root`, which holds a ledger.yaml."""
    return load_from(found_in(root), lambda name: read_source(root, name), progress)


def found_in(root: Path) -> Found:
    """The data files under `root`; those that a sparse checkout left out are faults."""
    found = find_files(root)
    odd = tuple(_left_out(root)) if _speaks_of_sparse(root) else ()
    return Found(found.files, (*odd, *found.diagnostics))


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


_CONFIGURATIONS = ("config", "config.worktree")


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
