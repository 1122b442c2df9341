"""Where a ledger lies in each commit: in the same folder, or in the one from which it was moved.

Owns what a move is: one commit in which a ledger.yaml goes from one folder and comes in another,
and what lies there is the same ledger, edited or not.  A copy is no move, nor is another county's
ledger that comes as one goes.  Must not read what projects say.
"""

import re
from collections.abc import Iterable, Mapping

from sangeyipi.git.repository import Changes, Commit, Repository
from sangeyipi.store.files import LEDGER_FILE, FileKind

#: Where a ledger.yaml lies in a commit: folders, "" or ending in "/".
Folders = frozenset[str]
_NOWHERE: Folders = frozenset()
_UNLIKE = (False, 0, 0)
_REGION = re.compile(r"""(?:^|[{,])[ "']*地区["']?[ ]*:[ "']*([^"',#}\r\n]+)""", re.MULTILINE)


def places(
    repository: Repository, commits: list[Commit], changes: Changes, known: Mapping[str, str]
) -> dict[str, str]:
    """The ledger's folder in each commit (parents first), from those where it is `known`.

    `changes` hold those of every ledger.yaml.  Where the ledger is not there at all its folder is
    that of the next commit.
    """
    held = _held(commits, changes)
    by_id = {one.oid: one for one in commits}
    found = {oid: folder for oid, folder in known.items() if folder in held.get(oid, _NOWHERE)}

    def follow(one: str, other: str) -> None:
        """From a commit where the place is known to a neighbour where it is not."""
        if one not in found or other in found or other not in held:
            return
        folder, moved = found[one], held[other] - held[one]
        stays = folder in held[other] or folder not in held[one] or not moved
        found[other] = (
            folder if stays else _moved(repository, by_id[one], folder, by_id[other], moved)
        )

    for commit in reversed(commits):
        for parent in commit.parents:
            follow(commit.oid, parent)
    for commit in commits:
        for parent in commit.parents:
            follow(parent, commit.oid)
    return found


def folders_of(entries: Iterable[str]) -> list[str]:
    """The folders in which a ledger.yaml lies, by the names of files."""
    ending = "/" + LEDGER_FILE
    return [
        name.removesuffix(LEDGER_FILE)
        for name in entries
        if name == LEDGER_FILE or name.endswith(ending)
    ]


def _held(commits: list[Commit], changes: Changes) -> dict[str, Folders]:
    held: dict[str, Folders] = {}
    for commit in commits:
        before = held.get(commit.parents[0], _NOWHERE) if commit.parents else _NOWHERE
        told = changes.get(commit.oid, ())
        gone = folders_of(one.name for one in told if one.oid is None)
        come = folders_of(one.name for one in told if one.oid is not None)
        held[commit.oid] = (before - set(gone)) | set(come) if gone or come else before
    return held


def _moved(
    repository: Repository, here: Commit, folder: str, there: Commit, candidates: Folders
) -> str:
    """The folder, in a neighbouring commit, of the ledger that lies in `folder` here."""
    ours = _Ledger(repository, here, folder)
    likeness = {one: _Ledger(repository, there, one).like(ours) for one in sorted(candidates)}
    best = max(likeness.values())
    alike = [one for one, how in likeness.items() if how == best]
    return alike[0] if len(alike) == 1 and best > _UNLIKE else folder


class _Ledger:
    """As much of a ledger in a commit as tells it from another."""

    def __init__(self, repository: Repository, commit: Commit, folder: str) -> None:
        kinds = {LEDGER_FILE, *FileKind}
        listed = repository.tree(commit, folder)
        entries = [one for one in listed if one.name.partition("/")[0] in kinds]
        self._files = {(one.name, one.oid) for one in entries}
        projects = (one.oid for one in entries if one.name.startswith(f"{FileKind.PROJECTS}/"))
        self._projects = set(projects)
        oid = next((one.oid for one in entries if one.name == LEDGER_FILE), None)
        texts = repository.blobs([oid] if oid else [])
        region = _REGION.search("".join(data.decode("utf-8-sig", "replace") for _, data in texts))
        self._region = region[1].strip() if region else None

    def like(self, other: "_Ledger") -> tuple[bool, int, int]:
        """How certain it is that they are the same: by region, files of projects, any files."""
        region = self._region is not None and self._region == other._region
        projects = len(self._projects & other._projects)
        files = len(self._files & other._files) if region or projects else 0
        return region, projects, files
