"""The one door from a commit to a ledger: a snapshot of its files, each text parsed once.

`at` gives the ledger of one commit or of the index, with all that is wrong with it; `along` gives
every commit of a history, parents first, with the snapshot before (its first parent's) and after.
Both read by one rule what files a ledger has and what is in them.  Along a history a file that
cannot be read keeps what it last said, and the snapshot is marked; nobody must give totals of it.
Must not know figures or wording.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from io import BytesIO
from itertools import chain, zip_longest
from typing import Any, NamedTuple, cast

from sangeyipi.git.history import UNREADABLE, Changed, History, Kept
from sangeyipi.git.repository import Commit, Repository, TreeEntry
from sangeyipi.git.tree import LINK, ReadingPlan, plan
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule
from sangeyipi.store.files import LEDGER_FILE, FileKind, is_our_own, may_be_our_own
from sangeyipi.store.load import (
    Loaded,
    Parsed,
    ledger_of,
    load_parsed,
    of_region,
    parse_file,
    without_collector,
)
from sangeyipi.store.memory import ParsedFiles


def at(
    repository: Repository,
    entries: list[TreeEntry],
    memory: ParsedFiles,
    folder: str,
    region: str = "",
) -> Loaded:
    """The ledger in the entries below its folder, among them ledger.yaml.

    `region`: that of a member.
    """
    links = {entry.oid for entry in entries if entry.mode == LINK}
    planned = plan(entries, dict(repository.blobs(links)), repository.site(folder))
    names = [(None, LEDGER_FILE), *planned.found.files]
    needed = {
        planned.oids[name]
        for _, name in names
        if name in planned.oids and (region or not memory.known(name, planned.oids[name]))
    }
    beside = _tables_beside(planned)
    contents = dict(repository.blobs(needed | {*beside.values()}))
    ours = {name for name, oid in beside.items() if is_our_own(BytesIO(contents[oid]))}
    odd = tuple(
        of_region(one, region) for one in planned.found.diagnostics if one.place.file not in ours
    )

    def parse(kind: FileKind | None, name: str) -> Parsed:
        if name in planned.faults:
            return parse_file(kind, name, planned.faults[name], region)
        oid = planned.oids[name]
        if region:
            return memory.of_member(kind, name, oid, contents[oid], region)
        return memory.known(name, oid) or memory.stored(kind, name, oid, contents[oid])

    return load_parsed(planned.found._replace(diagnostics=odd), parse)


def _tables_beside(planned: ReadingPlan) -> dict[str, str]:
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


class HistoryStep(NamedTuple):
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
        return all(name.startswith(FileKind.PROJECTS) for name in self.names)


def along(
    history: History,
    changes: dict[str, Changed] | None = None,
    wanted: Container[str] | None = None,
) -> Iterator[HistoryStep]:
    """Every commit of a history, parents first, with what it did to the ledger.

    `changes`: the history's, where they have been asked for.  `wanted`: of which commits alone, by
    their ids; what lies before these is read where they need it.
    """
    changes = history.changes() if changes is None else changes
    chosen = [one for one in history.commits if wanted is None or one.oid in wanted]
    reader = _Reader(history, [changes.get(one.oid, {}) for one in chosen])
    states: Kept[_State] = Kept(history.commits)
    with without_collector():
        for commit in history.commits:
            parents = list(states.parents(commit)) or [_State(Snapshot())]
            changed = changes.get(commit.oid, {})
            state = _State(None, changed, parents[0]) if changed else parents[0]
            states.keep(commit, state)
            if wanted is None or commit.oid in wanted:
                before, *others = map(reader.snapshot, parents)
                after = reader.snapshot(state, ahead=True)
                yield HistoryStep(commit, before, after, tuple(changed), tuple(others))
        reader.keep()


@dataclass(slots=True, eq=False)
class _State:
    """The ledger at a commit: its snapshot, or what that is made of as long as nobody asks."""

    snapshot: Snapshot | None
    changed: Changed = field(default_factory=dict)
    before: "_State | None" = None


class _Unread(NamedTuple):
    """A file that has not been read yet, and what was there before, for where it cannot be."""

    oid: str
    before: "File | _Unread"


class _Reader:
    """The contents of files, each read once, in the order in which the commits need them."""

    def __init__(self, history: History, changes: list[Changed]) -> None:
        """`changes`: of those commits that are told, which git reads ahead."""
        self._kind = history.kind
        self._repository = history.repository
        self._memory = ParsedFiles()
        # Where the history began: all that grows from there is much the same records.
        self._memory.restore(history.commits[0].oid if history.commits else "")
        #: How often each content is going to be asked for, in the order of the first time.
        self._needed = Counter(
            (name, oid) for one in changes for name, oid in one.items() if oid and oid != UNREADABLE
        )
        every = list(self._needed)
        contents = history.repository.contents(oid for _, oid in every)
        self._contents = zip(every, contents, strict=True)

    def snapshot(self, state: _State, ahead: bool = False) -> Snapshot:
        """The snapshot of a state; `ahead`: of a commit that is told, after the one before it."""
        changes, at = [], state
        while at.snapshot is None:
            changes.append(at.changed)
            assert at.before is not None
            at = at.before
        if changes:
            state.snapshot = self._after(at.snapshot, changes[::-1], ahead)
            state.before = None
        assert state.snapshot is not None
        return state.snapshot

    def keep(self) -> None:
        """Spare the next run what this one has read."""
        self._memory.keep()

    def _after(self, before: Snapshot, changes: list[Changed], ahead: bool) -> Snapshot:
        """The snapshot some commits later: of each file only the last content is read."""
        files: dict[str, File | _Unread] = {**before.files}
        for changed in changes:
            for name, oid in changed.items():
                if oid is None:
                    files.pop(name, None)
                else:
                    files[name] = _Unread(oid, files.get(name, _NO_FILE))
        # In the order in which they changed, which is that of reading ahead.
        read = {
            name: self._file(name, files[name], ahead)
            for name in dict.fromkeys(chain.from_iterable(changes))
            if name in files
        }
        return Snapshot(cast(dict[str, File], files | read))

    def _file(self, name: str, asked: File | _Unread, ahead: bool) -> File:
        """The file, with the records that it last had where it cannot be read."""
        readable = True
        while isinstance(asked, _Unread):
            parsed = None if asked.oid == UNREADABLE else self._parsed(name, asked.oid, ahead)
            if parsed and parsed.complete:
                return File(parsed.records, readable)
            asked, readable = asked.before, False
        return File(asked.records, readable=False)

    def _parsed(self, name: str, oid: str, ahead: bool) -> Parsed:
        key = name, oid
        parsed = self._memory.known(name, oid)
        if parsed is None:
            # What was read beside is passed over when it comes.
            coming = (data for one, data in self._contents if one == key)
            beside = (data for _, data in self._repository.blobs([oid]))
            data = next(coming if ahead else beside)
            parsed = self._memory.stored(self._kind(name), name, oid, data, by_record=True)
        if ahead:
            self._needed[key] -= 1
        if not self._needed[key]:
            self._memory.forget(name, oid)
        return parsed


def _projects(records: Iterable[Any]) -> list[Project]:
    return [record for record in records if record.__class__ is Project]


def named(old: Project | None, new: Project | None) -> Project:
    """The one of a pair that there is, the new one first."""
    project = new or old
    assert project is not None
    return project
