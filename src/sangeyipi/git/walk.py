"""Along the history of a ledger: its files at every commit, each text parsed once.

Owns the course: commits come parents first, each with the state before (its first parent's) and
after.  A file that cannot be read keeps what it last said, and the state is marked; nobody must
give totals of such a state.  Must not know figures or wording.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple

from sangeyipi.git.course import Course
from sangeyipi.git.links import followed, of_ledger
from sangeyipi.git.repository import Change, Commit
from sangeyipi.git.tree import LINK, SUBMODULE
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.project import Project
from sangeyipi.store.canonical.chunks import RecordCache
from sangeyipi.store.files import LEDGER_FILE, Kind, sort_files
from sangeyipi.store.load import ledger_of, without_collector


class File(NamedTuple):
    """One file at one commit: its records, or those it last had where it is unreadable now."""

    records: tuple[Any, ...]
    readable: bool = True


_NO_FILE = File(())


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The ledger's files at one commit, by name."""

    files: dict[str, File] = field(default_factory=dict)

    @property
    def readable(self) -> bool:
        """Whether all of it could be read, and there is a ledger.yaml."""
        return LEDGER_FILE in self.files and all(file.readable for file in self.files.values())

    def ledger(self) -> Ledger | None:
        """The ledger, from what could be read."""
        return ledger_of(file.records for file in self.files.values())

    def projects(self) -> dict[str, Project]:
        """The projects by 编号."""
        return _by_id(self.files.values())


class Step(NamedTuple):
    """One commit: the state before and after, and the states of a merge's other parents."""

    commit: Commit
    before: State
    after: State
    names: tuple[str, ...] = ()
    others: tuple[State, ...] = ()

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


def walk(course: Course) -> Iterator[Step]:
    """Every commit of the course, parents first, with what it did to the ledger."""
    changes = followed(course.repository, course.commits, course.folder, course.changes())
    reader = _Reader(course, changes)
    waiting = _children(course.commits)
    states: dict[str, State] = {}
    with without_collector():
        for commit in course.commits:
            parents = [states[one] for one in commit.parents if one in states] or [State()]
            step = _step(commit, parents, changes.get(commit.oid, ()), reader)
            states[commit.oid] = step.after
            for parent in commit.parents:
                waiting[parent] -= 1
                if not waiting[parent]:
                    states.pop(parent, None)
            yield step


def _children(commits: list[Commit]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for commit in commits:
        for parent in commit.parents:
            counts[parent] = counts.get(parent, 0) + 1
    return counts


def _step(
    commit: Commit, parents: list[State], changes: Iterable[Change], reader: "_Reader"
) -> Step:
    before = parents[0]
    files = dict(before.files)
    names = []
    for change in changes:
        name, kind = reader.kind(change.name)
        if kind is None and name != LEDGER_FILE and not _in_the_way(change, name, files):
            continue
        names.append(name)
        if change.oid is None:
            files.pop(name, None)
        else:
            files[name] = reader.file(kind, name, change, files.get(name, _NO_FILE))
    return Step(commit, before, State(files) if names else before, tuple(names), tuple(parents[1:]))


class _Reader:
    """The contents of files, each read once, in the order in which the commits need them."""

    def __init__(self, course: Course, changes: dict[str, tuple[Change, ...]]) -> None:
        self._folder = course.folder
        self._kinds: dict[str, tuple[str, Kind | None]] = {}
        self._files: dict[tuple[str, str], File | None] = {}
        self._records = RecordCache()
        self._contents = course.repository.contents(oid for _, oid in self._needed(course, changes))

    def kind(self, path: str) -> tuple[str, Kind | None]:
        """A file's name in the ledger and its kind; None for ledger.yaml and what is no data."""
        if path not in self._kinds:
            name = path.removeprefix(self._folder)
            files = sort_files([name]).files
            self._kinds[path] = (name, files[0][0] if files else None)
        return self._kinds[path]

    def file(self, kind: Kind | None, name: str, change: Change, before: File) -> File:
        """The file as the commit left it; unreadable, it keeps what it said before."""
        found = None
        if _is_file(change):
            assert change.oid is not None
            key = (name, change.oid)
            if key not in self._files:
                self._files[key] = self._read(kind, name, next(self._contents))
            found = self._files[key]
        return found or File(before.records, readable=False)

    def _needed(
        self, course: Course, changes: dict[str, tuple[Change, ...]]
    ) -> dict[tuple[str, str], None]:
        """The contents that `file` will ask for, in that order: names and ids."""
        needed: dict[tuple[str, str], None] = {}
        for commit in course.commits:
            for change in changes.get(commit.oid, ()):
                name, kind = self.kind(change.name)
                if (kind or name == LEDGER_FILE) and change.oid and _is_file(change):
                    needed[name, change.oid] = None
        return needed

    def _read(self, kind: Kind | None, name: str, data: bytes) -> File | None:
        parsed = self._records.parse(kind, name, data)
        return File(parsed.records) if parsed.complete else None


def _in_the_way(change: Change, name: str, files: dict[str, File]) -> bool:
    """Whether a link or submodule stands, or stood, where data of the ledger should be."""
    return name in files if change.oid is None else not _is_file(change) and of_ledger(name)


def _is_file(change: Change) -> bool:
    return change.mode not in (SUBMODULE, LINK)


def _projects(records: list[Any]) -> list[Project]:
    return [record for record in records if record.__class__ is Project]


def _by_id(files: Iterable[File]) -> dict[str, Project]:
    return {
        record.id: record
        for file in files
        for record in file.records
        if record.__class__ is Project
    }


def config_of(state: State) -> Config | None:
    """What ledger.yaml says, or last said."""
    records = state.files.get(LEDGER_FILE, _NO_FILE).records
    return records[0] if records else None


def named(old: Project | None, new: Project | None) -> Project:
    """The one of a pair that there is, the new one first."""
    project = new or old
    assert project is not None
    return project
