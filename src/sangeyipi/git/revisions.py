"""The commits that users name, and where the ledger lies in them.

Owns what a name means: a revision, a day, `REV:some/folder`.  Imports nothing that needs Pydantic,
so that git can be at work before that is loaded.  Must not know what is in a file.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from sangeyipi.git.commits import CHINA, short
from sangeyipi.git.failures import NoLedger, UnknownRevision
from sangeyipi.git.repository import Commit, Entry, Repository
from sangeyipi.store.files import LEDGER_FILE

_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", re.ASCII)


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
        except UnknownRevision:
            if not _DAY.fullmatch(spec):
                raise
        try:
            end = datetime.fromisoformat(spec).replace(tzinfo=CHINA) + timedelta(days=1, seconds=-1)
        except ValueError:
            raise UnknownRevision(f"没有 {spec} 这一天") from None
        found = repository.last_before(int(end.timestamp()), repository.commit("HEAD"))
        if found is None:
            raise UnknownRevision(f"{spec} 以前还没有提交")
        return found

    def placed(self, spec: str) -> tuple[Commit, str]:
        """The commit that `spec` names, and where the ledger lies in it."""
        revision, folder = parted_spec(spec)
        commit = self.commit(revision)
        return commit, self.located(commit, folder)[0]

    def located(self, commit: Commit, folder: str | None) -> tuple[str, list[Entry]]:
        """The ledger's folder in a commit, and the entries below it.  Raises NoLedger.

        `folder` is where it must lie; None: where it does.
        """
        prefix = self.repository.prefix if folder is None else folder
        entries = self.repository.tree(commit, prefix)
        if holds_ledger(entries):
            return prefix, entries
        everything = self.repository.tree(commit) if prefix else entries
        places = _ledger_folders(everything)
        if folder is None and not self._is_ledger():
            for candidate in ("", "data/", *(places if len(places) == 1 else ())):
                if candidate in places:
                    return candidate, _below(everything, candidate)
        where = f"{short(commit)} 里没有 {prefix}{LEDGER_FILE}"
        if not places:
            raise NoLedger(f"{where}，别处也没有台账")
        spelled = "、".join(f"{short(commit)}:{place or '.'}" for place in places)
        raise NoLedger(f"{where}；那时台账在别的文件夹，可写作 {spelled}")

    def _is_ledger(self) -> bool:
        return (self.folder / LEDGER_FILE).is_file()


def parted_spec(spec: str) -> tuple[str, str | None]:
    """The revision of `REV:some/folder`, and the folder as `located` takes it."""
    revision, colon, folder = spec.partition(":")
    return revision, _prefix(folder) if colon else None


def _prefix(folder: str) -> str:
    trimmed = folder.strip("/").removeprefix("./")
    return "" if trimmed in ("", ".") else trimmed + "/"


def holds_ledger(entries: list[Entry]) -> bool:
    """Whether there is a ledger.yaml at the top of them."""
    return any(entry.name == LEDGER_FILE for entry in entries)


def _ledger_folders(entries: list[Entry]) -> list[str]:
    ending = "/" + LEDGER_FILE
    return [
        entry.name.removesuffix(LEDGER_FILE)
        for entry in entries
        if entry.name == LEDGER_FILE or entry.name.endswith(ending)
    ]


def _below(entries: list[Entry], prefix: str) -> list[Entry]:
    def below() -> Iterator[Entry]:
        for entry in entries:
            if entry.name.startswith(prefix):
                yield entry._replace(name=entry.name.removeprefix(prefix))

    return list(below())
