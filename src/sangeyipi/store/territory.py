"""What of a ledger must not be written over by a result, however its path is spelled.

Owns that question only: links, hard links and upper case are seen through.  Writes nothing.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sangeyipi.store.files import LEDGER_FILE, FileKind, members, unresolved

_KINDS = frozenset(kind.value for kind in FileKind)
_GIT = ".git"


def trespass(target: Path, ledgers: Iterable[Path]) -> str:
    """What a result written to `target` would replace or get into; empty where nothing is harmed.

    `ledgers` are folders of ledgers to look at beside those in which `target` stands.
    """
    spellings = _spellings(target)
    around = [one for path in spellings for one in (path, *path.parents) if _is_ledger(one)]
    roots = list(dict.fromkeys((*around, *ledgers)))
    for path in spellings:
        if _GIT in (part.lower() for part in path.parts):
            return "git 仓库自己的文件夹 .git"
        for root in roots:
            found = _inside(path, root)
            if found:
                return found
    return _same_file(target, roots)


def _spellings(target: Path) -> list[Path]:
    """Where it stands and, links followed, where it goes."""
    here = unresolved(target)
    try:
        return list(dict.fromkeys((here, here.resolve(), target.resolve())))
    except (OSError, RuntimeError):  # links in a circle: whoever writes says so
        return [here]


def _is_ledger(folder: Path) -> bool:
    return os.path.lexists(folder / LEDGER_FILE)


def _inside(path: Path, root: Path) -> str:
    for top in _spellings(root):
        if path != top and path.is_relative_to(top):
            # A system that knows no case, or drops dots and blanks at the end, sees the same name.
            parts = [part.lower().rstrip(". ") for part in path.relative_to(top).parts]
            if parts[0] in _KINDS:
                return f"台账的 {parts[0]} 文件夹"
            if parts == [LEDGER_FILE]:
                return f"台账的 {LEDGER_FILE}"
    linked = (kind for kind in FileKind if (root / kind).is_symlink())
    return next((f"台账的 {kind} 文件夹" for kind in linked if _below(path, root / kind)), "")


def _below(path: Path, folder: Path) -> bool:
    return any(path.is_relative_to(one) for one in _spellings(folder))


def _same_file(target: Path, roots: Iterable[Path]) -> str:
    """A file of a ledger by another name: a hard link, or what a link in the ledger leads to."""
    status = _status(target)
    if status is None:
        return ""
    for root in roots:
        for name, own in _files(root):
            if os.path.samestat(status, own):
                return f"台账的 {name}"
    return ""


def _files(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    for member in members(root):
        status = _status(member.path)
        if status is not None:
            yield member.name, status


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (OSError, ValueError):
        return None
