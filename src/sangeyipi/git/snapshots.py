"""The one door from a commit to a ledger: a snapshot of its files, each text parsed once.

`at` gives the ledger of one commit or of the index, with all that is wrong with it; `along` gives
every commit of a history, parents first, with the snapshot before (its first parent's) and after.
Both read by one rule what files a ledger has and what is in them.  Along a history a file that
cannot be read keeps what it last said, and the snapshot is marked; nobody must give totals of it.
Must not know figures or wording.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import zip_longest
from typing import Any, NamedTuple

from sangeyipi.git.history import UNREADABLE, Changed, History, Kept
from sangeyipi.git.repository import Commit, Repository, TreeEntry
from sangeyipi.git.tree import LINK, Plan, plan
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule
from sangeyipi.store.files import LEDGER_FILE, Kind, is_our_own, may_be_our_own
from sangeyipi.store.load import (
    Loaded,
    Parsed,
    ledger_of,
    load_parsed,
    of_region,
    parse_file,
    without_collector,
)
from sangeyipi.store.memory import Memory
from sangeyipi.store.source import checked_source


def at(
    repository: Repository,
    entries: list[TreeEntry],
    memory: Memory,
    folder: str,
    region: str = "",
) -> Loaded:
    """The ledger in the entries below its folder, among them ledger.yaml.

    `region`: that of a member, of which nothing is remembered.
    """
    links = {entry.oid for entry in entries if entry.mode == LINK}
    planned = plan(entries, dict(repository.blobs(links)), repository.site(folder))
    names = [(None, LEDGER_FILE), *planned.found.files]
    needed = {
        planned.oids[name]
        for _, name in names
        if name in planned.oids and not memory.known(name, planned.oids[name])
    }
    beside = _tables_beside(planned)
    contents = dict(repository.blobs(needed | {*beside.values()}))
    ours = {name for name, oid in beside.items() if is_our_own(BytesIO(contents[oid]))}
    odd = tuple(
        of_region(one, region) for one in planned.found.diagnostics if one.place.file not in ours
    )

    def parse(kind: Kind | None, name: str) -> Parsed:
        if name in planned.faults:
            return parse_file(kind, name, planned.faults[name], region)
        oid = planned.oids[name]
        if region:
            return parse_file(kind, name, checked_source(name, contents[oid]), region)
        return memory.known(name, oid) or memory.stored(kind, name, oid, contents[oid])

    return load_parsed(planned.found._replace(diagnostics=odd), parse)


def _tables_beside(planned: Plan) -> dict[str, str]:
    """Files beside the ledger's folders that may be tables of ours, with their ids."""
    odd = (one for one in planned.found.diagnostics if one.rule is Rule.IGNORED_FILE)
    names = (one.place.file for one in odd if may_be_our_own(one.place.file))
    return {name: planned.oids[name] for name in names if name in planned.oids}


class File(NamedTuple):
    """One file at one commit: its records, or those it last had where it is unreadable now."""

    records: tuple[Any, ...]
    readable: bool = True


_NO_FILE = File(())


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Snapshot:
    """The ledger's files at one commit, by name; the same object where a commit left them alone."""

    files: dict[str, File] = field(default_factory=dict)

    @property
    def readable(self) -> bool:
        """Whether all of it could be read, and there is a ledger.yaml."""
        return LEDGER_FILE in self.files and all(file.readable for file in self.files.values())

    @property
    def config(self) -> Config | None:
        """What ledger.yaml says, or last said."""
        records = self.files.get(LEDGER_FILE, _NO_FILE).records
        return records[0] if records else None

    def ledger(self) -> Ledger | None:
        """The ledger, from what could be read."""
        return ledger_of(file.records for file in self.files.values())

    def projects(self) -> dict[str, Project]:
        """The projects by 编号."""
        records = (record for file in self.files.values() for record in file.records)
        return {record.id: record for record in records if record.__class__ is Project}


class Step(NamedTuple):
    """One commit: the snapshot before and after, and those of a merge's other parents."""

    commit: Commit
    before: Snapshot
    after: Snapshot
    names: tuple[str, ...] = ()
    others: tuple[Snapshot, ...] = ()

    def turnover(self) -> tuple[list[Project], list[Project]]:
        """The records of projects that the commit took away, and those that it brought."""
        gone, come = [], []
        for name in self.names:
            old = self.before.files.get(name, _NO_FILE).records
            new = self.after.files.get(name, _NO_FILE).records
            for was, now in zip_longest(old, new):
                # What was left alone is the very same object.
                if was is not now:
                    gone.append(was)
                    come.append(now)
        return _projects(gone), _projects(come)

    def projects(self) -> Iterator[tuple[Project | None, Project | None]]:
        """Each project that the commit added, removed or changed: old, new."""
        gone, come = self.turnover()
        new = {one.id: one for one in come}
        for id, was in {one.id: one for one in gone}.items():
            now = new.pop(id, None)
            if now != was:
                yield was, now
        for now in new.values():
            yield None, now

    def only_projects(self) -> bool:
        """Whether nothing but projects can have changed."""
        return all(name.startswith(Kind.PROJECTS) for name in self.names)


def along(history: History) -> Iterator[Step]:
    """Every commit of a history, parents first, with what it did to the ledger."""
    changes = history.changes()
    reader = _Reader(history, changes)
    snapshots: Kept[Snapshot] = Kept(history.commits)
    with without_collector():
        for commit in history.commits:
            parents = list(snapshots.parents(commit)) or [Snapshot()]
            changed = changes.get(commit.oid, {})
            after = reader.snapshot(parents[0], changed) if changed else parents[0]
            snapshots.keep(commit, after)
            yield Step(commit, parents[0], after, tuple(changed), tuple(parents[1:]))
        reader.keep()


class _Reader:
    """The contents of files, each read once, in the order in which the commits need them."""

    def __init__(self, history: History, changes: dict[str, Changed]) -> None:
        self._kind = history.kind
        self._memory = Memory()
        # Where the history began: all that grows from there is much the same records.
        self._memory.restore(history.commits[0].oid if history.commits else "")
        every = (changes.get(commit.oid, {}) for commit in history.commits)
        #: How often each content is going to be asked for, in the order of the first time.
        self._needed = Counter(
            (name, oid) for one in every for name, oid in one.items() if oid and oid != UNREADABLE
        )
        self._contents = history.repository.contents(oid for _, oid in self._needed)

    def snapshot(self, before: Snapshot, changed: Changed) -> Snapshot:
        """The snapshot after a commit."""
        files = dict(before.files)
        for name, oid in changed.items():
            if oid is None:
                files.pop(name, None)
            else:
                files[name] = self._file(name, oid) or File(
                    files.get(name, _NO_FILE).records, readable=False
                )
        return Snapshot(files)

    def keep(self) -> None:
        """Spare the next run what this one has read."""
        self._memory.keep()

    def _file(self, name: str, oid: str) -> File | None:
        """The file with that content; None where it cannot be read."""
        if oid == UNREADABLE:
            return None
        parsed = self._memory.known(name, oid)
        if parsed is None:
            data = next(self._contents)
            parsed = self._memory.stored(self._kind(name), name, oid, data, by_record=True)
        self._needed[name, oid] -= 1
        if not self._needed[name, oid]:
            self._memory.forget(name, oid)
        return File(parsed.records) if parsed.complete else None


def _projects(records: Iterable[Any]) -> list[Project]:
    return [record for record in records if record.__class__ is Project]


def named(old: Project | None, new: Project | None) -> Project:
    """The one of a pair that there is, the new one first."""
    project = new or old
    assert project is not None
    return project
