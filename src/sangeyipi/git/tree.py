"""Which files a ledger has in a commit or in the index, their links resolved as on a disk.

Owns what an entry that is no plain file means (a link, a submodule, a file in conflict), and where
a link leads: read from its blob, relative to where the ledger lies.  Outside of the ledger nothing
is known, so that a way through there is only followed by its words.  Must not run git itself.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sangeyipi.git.repository import Site, TreeEntry
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.files import (
    LEDGER_FILE,
    DataFiles,
    FileKind,
    files_below,
    sort_files,
    unread,
    unreadable,
)
from sangeyipi.store.layout import GONE, LOOP, EntryKind, NotFollowed, below

LINK, SUBMODULE = "120000", "160000"
FILES = frozenset({"100644", "100755", "100664"})
FOLDERS = frozenset(kind.value for kind in FileKind)
_CONFLICT = "合并有冲突，还没有解决"
#: As many as Linux follows.
_MOST_LINKS = 40


class StoredTree:
    """Entries below a ledger's folder; `targets` are what links say, by their ids."""

    def __init__(
        self, entries: Mapping[str, TreeEntry], targets: Mapping[str, bytes], site: Site
    ) -> None:
        self._entries = entries
        self._targets = targets
        self._site = site
        self._folders = _folders(entries)

    def what(self, real: str) -> EntryKind | None:
        """What stands there."""
        entry = self._entries.get(real)
        if entry is None:
            return EntryKind.FOLDER if real in self._folders else None
        return {LINK: EntryKind.LINK, SUBMODULE: EntryKind.NESTED}.get(entry.mode, EntryKind.FILE)

    def names(self, real: str) -> list[str]:
        """What is in a folder."""
        return list(self._folders[real])

    def followed(self, real: str) -> str:
        """Where a link ends.  Raises NotFollowed."""
        base = self._site.base
        todo = real.split("/")[::-1]
        done = list(base)
        links = 0
        while todo:
            part = todo.pop()
            if part == "..":
                del done[-1:]
            elif part not in ("", "."):
                done.append(part)
            inside = "/".join(done[len(base) :]) if tuple(done[: len(base)]) == base else None
            if not inside:
                continue
            if self.what(inside) is EntryKind.LINK:
                links += 1
                if links > _MOST_LINKS:
                    raise NotFollowed(LOOP)
                done.pop()
                done = self._turn(done, self._text(inside), todo)
        return below(tuple(done), base)

    def _text(self, link: str) -> str:
        return self._targets[self._entries[link].oid].decode("utf-8", "surrogateescape")

    def _turn(self, done: list[str], target: str, todo: list[str]) -> list[str]:
        """Go where a link says: what is left to walk goes to `todo`; from where."""
        parts = target.replace("\\", "/").split("/") if self._site.windows else target.split("/")
        absolute = parts[0] == "" or (self._site.windows and parts[0].endswith(":"))
        if not absolute:
            todo.extend(reversed(parts))
            return done
        for spelled in (self._site.base, self._site.alias):
            told = (f"{parts[0]}/", *parts[1:])
            if spelled and told[: len(spelled)] == spelled:
                todo.extend(reversed(told[len(spelled) :]))
                return list(self._site.base)
        todo.extend(reversed(parts))
        return []


def _folders(entries: Iterable[str]) -> dict[str, dict[str, None]]:
    """Each folder with what is in it."""
    found: dict[str, dict[str, None]] = {}
    for name in entries:
        while name:
            folder, _, last = name.rpartition("/")
            known = found.setdefault(folder, {})
            if last in known:
                break
            known[last] = None
            name = folder
    return found


class ReadingPlan(NamedTuple):
    """Which files a version has: where their contents are, and what keeps others from being read.

    `oids` is by name; a name in `faults` has none.
    """

    found: DataFiles
    oids: dict[str, str]
    faults: dict[str, Diagnostic]


def plan(entries: Iterable[TreeEntry], targets: Mapping[str, bytes], site: Site) -> ReadingPlan:
    """The ledger's files among the entries below its folder; `targets` are what links say."""
    by_name = {entry.name: entry for entry in entries}
    tree = StoredTree(by_name, targets, site)
    listed = files_below(tree)
    files = dict(listed.files)
    faults = {one.place.file: one for one in unreadable(listed)}
    try:
        if tree.what(LEDGER_FILE) is EntryKind.LINK:
            files[LEDGER_FILE] = tree.followed(LEDGER_FILE)
    except NotFollowed as fault:
        faults[LEDGER_FILE] = unread(LEDGER_FILE, str(fault))
    oids = {name: entry.oid for name, entry in by_name.items() if entry.mode in FILES}
    oids |= {name: oids.get(real, "") for name, real in files.items()}
    for name in (*files, LEDGER_FILE):
        if not oids.get(name) and name not in faults:
            faults[name] = unread(name, _CONFLICT if files.get(name, name) in oids else GONE)
    oids = {name: oid for name, oid in oids.items() if oid}
    beside = (name for name in by_name if name.partition("/")[0] not in FOLDERS)
    found = sort_files((*beside, *listed.files))
    return ReadingPlan(
        DataFiles(found.files, (*unreadable(listed), *found.diagnostics)), oids, faults
    )
