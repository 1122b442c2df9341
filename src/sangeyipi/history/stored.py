"""A ledger as git stores it: which entries of a tree are its files, and their contents parsed.

Owns what an entry that is no plain file means (symbolic link, submodule, a file in conflict) and
the memory of files already parsed, by content.  Must not run git itself.
"""

import hashlib
import posixpath
from collections.abc import Iterable
from typing import NamedTuple

from sangeyipi.history.repository import Entry, Repository
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.files import LEDGER_FILE, Found, Kind, is_our_own, sort_files
from sangeyipi.store.loader import Loaded, Parsed, load_parsed, parse_file
from sangeyipi.store.source import Source, checked_source

LINK, SUBMODULE = "120000", "160000"
_FILES = frozenset({"100644", "100755", "100664"})
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


def plan(entries: Iterable[Entry]) -> Plan:
    """The ledger's files among the entries below its folder."""
    by_name = {entry.name: entry for entry in entries}
    oids: dict[str, str] = {}
    faults: dict[str, Diagnostic] = {}
    for name, entry in by_name.items():
        target = _target(entry, by_name)
        if isinstance(target, Diagnostic):
            faults[name] = target
        else:
            oids[name] = target
    return Plan(_found(by_name, faults), oids, faults)


def _found(by_name: dict[str, Entry], faults: dict[str, Diagnostic]) -> Found:
    """As the files of a folder; a submodule or a link in a folder's place is a fault of its own."""
    found = sort_files(name for name, entry in by_name.items() if entry.mode != SUBMODULE)
    read = {name for _, name in found.files}
    odd = tuple(
        fault
        for name, fault in faults.items()
        if name.partition("/")[0] in _FOLDERS and name not in read
    )
    ignored = tuple(one for one in found.diagnostics if one.place.file not in faults)
    return Found(found.files, (*odd, *ignored))


def _target(entry: Entry, by_name: dict[str, Entry]) -> str | Diagnostic:
    """The id of an entry's content, or why it has none."""
    if entry.mode in _FILES:
        return entry.oid or _fault(entry.name, "合并有冲突，还没有解决")
    if entry.mode == SUBMODULE:
        return _fault(entry.name, "是子模块，内容不在这个仓库里，未读取")
    return _fault(entry.name, "在提交里是符号链接，未跟随")


def _fault(name: str, message: str) -> Diagnostic:
    return Diagnostic(Rule.UNREADABLE_FILE, Place(name), message)


def links(repository: Repository, entries: list[Entry]) -> list[Entry]:
    """The entries with symbolic links to files among them followed, as a working tree does."""
    wanted = [entry for entry in entries if entry.mode == LINK]
    if not wanted:
        return entries
    by_name = {entry.name: entry for entry in entries}
    targets = dict(repository.blobs({entry.oid for entry in wanted}))
    return [
        _followed(entry, targets[entry.oid], by_name) if entry.mode == LINK else entry
        for entry in entries
    ]


def _followed(entry: Entry, target: bytes, by_name: dict[str, Entry]) -> Entry:
    path = posixpath.join(posixpath.dirname(entry.name), target.decode("utf-8", "replace"))
    found = by_name.get(posixpath.normpath(path))
    return found._replace(name=entry.name) if found and found.mode in _FILES else entry


def load_entries(repository: Repository, entries: list[Entry], memory: Memory) -> Loaded:
    """The ledger in the entries below its folder, among them ledger.yaml."""
    planned = plan(links(repository, entries))
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
