"""A ledger as git stores it: which entries of a tree are its files, and their contents parsed.

Owns what an entry that is no plain file means (what links lead to, a file in conflict) and the
memory of files already parsed, by content.  Must not run git itself.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sangeyipi.git.repository import Entry, Repository, Site
from sangeyipi.git.tree import LINK, StoredTree
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.rule import Rule
from sangeyipi.store.files import (
    LEDGER_FILE,
    Found,
    Kind,
    files_below,
    is_our_own,
    sort_files,
    unread,
    unreadable,
)
from sangeyipi.store.layout import GONE, NotFollowed, What
from sangeyipi.store.load import Loaded, Parsed, load_parsed, parse_file
from sangeyipi.store.source import Source, checked_source

_FILES = frozenset({"100644", "100755", "100664"})
_CONFLICT = "合并有冲突，还没有解决"
_FOLDERS = frozenset(kind.value for kind in Kind)


class Memory:
    """Files parsed once per name and content, however many versions hold them."""

    def __init__(self) -> None:
        self._parsed: dict[tuple[str, str], Parsed] = {}
        self.hash = "sha1"

    def stored(self, kind: Kind | None, name: str, oid: str, data: bytes) -> Parsed:
        """A file from git."""
        self.hash = "sha1" if len(oid) == 40 else "sha256"
        return self._parse(kind, name, oid, checked_source(name, data))

    def known(self, name: str, oid: str) -> Parsed | None:
        """A file that has been parsed already."""
        return self._parsed.get((name, oid))

    def loose(self, kind: Kind | None, name: str, source: Source | Diagnostic) -> Parsed:
        """A file from a folder, under the id that git would give it."""
        if isinstance(source, Diagnostic):
            return parse_file(kind, name, source)
        blob = b"blob %d\0" % len(source.data) + source.data
        oid = hashlib.new(self.hash, blob, usedforsecurity=False).hexdigest()
        return self._parse(kind, name, oid, source)

    def _parse(self, kind: Kind | None, name: str, oid: str, source: Source | Diagnostic) -> Parsed:
        found = self._parsed.get((name, oid))
        if found is None:
            found = self._parsed[name, oid] = parse_file(kind, name, source)
        return found


class Plan(NamedTuple):
    """Which files a version has: where their contents are, and what keeps others from being read.

    `oids` is by name; a name in `faults` has none.
    """

    found: Found
    oids: dict[str, str]
    faults: dict[str, Diagnostic]


def plan(entries: Iterable[Entry], targets: Mapping[str, bytes], site: Site) -> Plan:
    """The ledger's files among the entries below its folder; `targets` are what links say."""
    by_name = {entry.name: entry for entry in entries}
    tree = StoredTree(by_name, targets, site)
    listed = files_below(tree)
    files = dict(listed.files)
    faults = {one.place.file: one for one in unreadable(listed)}
    try:
        if tree.what(LEDGER_FILE) is What.LINK:
            files[LEDGER_FILE] = tree.followed(LEDGER_FILE)
    except NotFollowed as fault:
        faults[LEDGER_FILE] = unread(LEDGER_FILE, str(fault))
    oids = {name: entry.oid for name, entry in by_name.items() if entry.mode in _FILES}
    oids |= {name: oids.get(real, "") for name, real in files.items()}
    for name in (*files, LEDGER_FILE):
        if not oids.get(name) and name not in faults:
            faults[name] = unread(name, _CONFLICT if files.get(name, name) in oids else GONE)
    oids = {name: oid for name, oid in oids.items() if oid}
    beside = (name for name in by_name if name.partition("/")[0] not in _FOLDERS)
    found = sort_files((*beside, *listed.files))
    return Plan(Found(found.files, (*unreadable(listed), *found.diagnostics)), oids, faults)


def targets_of(repository: Repository, entries: Iterable[Entry]) -> dict[str, bytes]:
    """What the links among the entries say, by their ids."""
    return dict(repository.blobs({entry.oid for entry in entries if entry.mode == LINK}))


def load_entries(
    repository: Repository, entries: list[Entry], memory: Memory, folder: str
) -> Loaded:
    """The ledger in the entries below its folder, among them ledger.yaml."""
    planned = plan(entries, targets_of(repository, entries), repository.site(folder))
    names = [(None, LEDGER_FILE), *planned.found.files]
    needed = {
        planned.oids[name]
        for _, name in names
        if name in planned.oids and not memory.known(name, planned.oids[name])
    }
    beside = _tables_beside(planned)
    contents = dict(repository.blobs(needed | {*beside.values()}))
    ours = {name for name, oid in beside.items() if is_our_own(contents[oid])}
    odd = tuple(one for one in planned.found.diagnostics if one.place.file not in ours)

    def parse(kind: Kind | None, name: str) -> Parsed:
        if name in planned.faults:
            return parse_file(kind, name, planned.faults[name])
        oid = planned.oids[name]
        return memory.known(name, oid) or memory.stored(kind, name, oid, contents[oid])

    return load_parsed(planned.found._replace(diagnostics=odd), parse)


def _tables_beside(planned: Plan) -> dict[str, str]:
    """CSV files beside the ledger's folders, which may be tables of ours, with their ids."""
    odd = (one for one in planned.found.diagnostics if one.rule is Rule.IGNORED_FILE)
    names = (one.place.file for one in odd if one.place.file.lower().endswith(".csv"))
    return {name: planned.oids[name] for name in names if name in planned.oids}
