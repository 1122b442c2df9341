"""The commits that users name, and where the ledger lies in them.

Owns what a name means: a revision, a day, `REV:some/folder`.  Imports nothing that needs Pydantic,
so that git can be at work before that is loaded.  Must not know what is in a file.
"""

import re
import unicodedata
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

from sangeyipi.git.failures import GitFailed, NoLedger, UnknownRevision
from sangeyipi.git.history import History
from sangeyipi.git.places import folders_of, places
from sangeyipi.git.repository import Commit, Repository, TreeEntry
from sangeyipi.model.today import CHINA
from sangeyipi.store.files import LEDGER_FILE

#: A day as people write it: 2023.7.5, 2023年7月5日.
_LOOSE_DAY = re.compile("([12][0-9]{3})[-./年]?([0-9]{1,2})[-./月]?([0-9]{1,2})[日号]?")
#: Of so many tags and branches the nearest to a mistyped one is looked for.
_MOST_NAMES = 1000
DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", re.ASCII)


class LedgerFolder(NamedTuple):
    """The ledger in a commit: its folder, "" or ending in "/", and the entries below that."""

    commit: Commit
    folder: str
    entries: list[TreeEntry]
    #: Whether it has been moved since, or was before.
    elsewhere: bool = False


class Revisions:
    """The commits that have the ledger of one folder.  A context manager.

    `folder` is the ledger's in the working tree, or a bare repository.  Git runs only if it is
    needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._repository: Repository | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._repository is not None:
            self._repository.__exit__()

    @property
    def repository(self) -> Repository:
        """The repository around the folder.  Raises GitFailed."""
        if self._repository is None:
            self._repository = Repository(self.folder)
        return self._repository

    def commit(self, spec: str) -> Commit:
        """The commit that a revision or a day names."""
        repository = self.repository
        try:
            return repository.commit(spec)
        except UnknownRevision as unknown:
            if not DAY.fullmatch(spec):
                raise UnknownRevision(f"{unknown}{self._near(spec)}") from None
        try:
            end = datetime.fromisoformat(spec).replace(tzinfo=CHINA) + timedelta(days=1, seconds=-1)
        except ValueError:
            raise UnknownRevision(f"没有 {spec} 这一天") from None
        found = repository.last_before(int(end.timestamp()), repository.commit("HEAD"))
        if found is None:
            raise UnknownRevision(f"{spec} 以前还没有提交")
        return found

    def _near(self, spec: str) -> str:
        """Which tag, branch or day was probably meant, as the end of a message."""
        from sangeyipi.model.nearest import nearest

        day = _LOOSE_DAY.fullmatch(unicodedata.normalize("NFKC", spec))
        if day:
            return f"；按日子写作 {day[1]}-{int(day[2]):02d}-{int(day[3]):02d}"
        near = nearest(spec, self.repository.names(_MOST_NAMES))
        return f"；是不是{'、'.join(f'“{one}”' for one in near)}？" if near else ""

    def history(self, spec: str, first_parent: bool = False) -> History:
        """The history up to the commit that `spec` names; git is at work from here on."""
        tip = self.found(spec)
        return History(self.repository, tip.commit, tip.folder, first_parent)

    def found(self, spec: str) -> LedgerFolder:
        """The ledger in the commit that `spec` names.  Raises NoLedger."""
        revision, colon, folder = spec.partition(":")
        commit = self.commit(revision)
        return self._in(commit, _prefix(folder)) if colon else self.lying(commit)

    def lying(self, commit: Commit) -> LedgerFolder:
        """The ledger where it lay in a commit, before or after it was moved.  Raises NoLedger."""
        try:
            return self._in(commit, self.repository.prefix if self._home is None else self._home)
        except NoLedger:
            folder = self._followed(commit)
            if folder is None:
                raise
        return self._in(commit, folder)._replace(elsewhere=True)

    def _in(self, commit: Commit, folder: str) -> LedgerFolder:
        entries = self.repository.tree(commit, folder)
        if holds_ledger(entries):
            return LedgerFolder(commit, folder, entries)
        where = f"{commit.short} 里没有 {folder}{LEDGER_FILE}"
        others = folders_of(one.name for one in self.repository.tree(commit))
        if not others:
            raise NoLedger(f"{where}，别处也没有台账")
        spelled = "、".join(f"{commit.short}:{other or '.'}" for other in others)
        raise NoLedger(f"{where}；那时台账在别的文件夹，可写作 {spelled}")

    @cached_property
    def _home(self) -> str | None:
        """Where the ledger lies at present; None where nobody can tell."""
        if self._is_ledger():
            return self.repository.prefix
        head = self._head()
        return self._only(head) if head else None

    def _followed(self, commit: Commit) -> str | None:
        """Where it lay in a commit that does not have it where it lies at present."""
        head, repository = self._head(), self.repository
        if head and self._home is not None:
            commits = repository.history(head, commit)
            changes = repository.changes(commits, (), [LEDGER_FILE])()
            folder = places(repository, commits, changes, {head.oid: self._home}).get(commit.oid)
            if folder != self._home:
                return folder
        return None if self._is_ledger() else self._only(commit)

    def _only(self, commit: Commit) -> str | None:
        """Where it lies in a commit, when no folder holds it at present."""
        folders = folders_of(one.name for one in self.repository.tree(commit))
        usual = (self.repository.prefix, "", "data/", *(folders if len(folders) == 1 else ()))
        return next((folder for folder in usual if folder in folders), None)

    def _head(self) -> Commit | None:
        try:
            return self.repository.commit("HEAD")
        except GitFailed:
            return None

    def _is_ledger(self) -> bool:
        return (self.folder / LEDGER_FILE).is_file()


def _prefix(folder: str) -> str:
    trimmed = folder.strip("/").removeprefix("./")
    return "" if trimmed in ("", ".") else trimmed + "/"


def holds_ledger(entries: list[TreeEntry]) -> bool:
    """Whether there is a ledger.yaml at the top of them."""
    return any(entry.name == LEDGER_FILE for entry in entries)
