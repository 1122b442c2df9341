"""States of a ledger by the names users give them: revisions, the index, the working tree, folders.

Owns what such a name means where it is no commit's, and how a state is called in titles.  Reads
from git's objects; nothing is checked out.  Must not compare.

    HEAD~3, v1.2, main@{yesterday}   a revision
    2023-07-05                       the last commit up to the end of that day in China
    REV:some/folder                  a revision in which the ledger lies in that folder
    :                                the index
    ./backup, ../other, /ledger      a folder; so is any name that is no revision
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sangeyipi.git.failures import GitFailed, NoLedger, NotAlone
from sangeyipi.git.repository import Repository, TreeEntry
from sangeyipi.git.revisions import LedgerFolder, Revisions, holds_ledger
from sangeyipi.git.snapshots import at
from sangeyipi.git.working_tree import found_in
from sangeyipi.model.diagnostic import Diagnostic, has_errors
from sangeyipi.model.ledger import Ledger
from sangeyipi.store.files import LEDGER_FILE
from sangeyipi.store.files import DataFiles as FilesFound
from sangeyipi.store.load import Loaded, ReadSource, load_parsed
from sangeyipi.store.memory import ParsedFiles
from sangeyipi.store.settled import settled

INDEX = ":"
_FOLDER = re.compile(r"\.{0,2}[/\\]|\.{1,2}$|[A-Za-z]:[/\\]|~[/\\]")


class Version(NamedTuple):
    """One state of a ledger.  `day` is that of its commit; None where there is none."""

    title: str
    loaded: Loaded
    day: date | None = None


class Stored(NamedTuple):
    """Where a state lies in git, with all that lies beside it.

    `files`: every file of the commit or the index, from the top of the repository; `folder`: the
    ledger's among them, "" or ending in "/", which on the disk is `root`.
    """

    repository: Repository
    files: Callable[[], list[TreeEntry]]
    folder: str
    root: Path


class Gather(NamedTuple):
    """What is done with a ledger that may be made of others.

    `together` puts it together with these, from beside where it lies; `counting` is what counts of
    it, by what was found in it and whether that is past: None where it has errors of its own.
    """

    together: Callable[[Loaded, Stored | Path], Loaded]
    counting: Callable[[Loaded, list[Diagnostic], bool], Ledger | None]


def _alone(loaded: Loaded, _: Stored | Path) -> Loaded:
    """A ledger that is made of no others.  Raises NotAlone."""
    if loaded.ledger is not None and loaded.ledger.config.members:
        raise NotAlone.called(loaded.ledger.config.name)
    return loaded


def _sound(loaded: Loaded, found: list[Diagnostic], past: bool) -> Ledger | None:
    return None if has_errors(found, past) else loaded.ledger


#: Refuses a ledger that is made of others.
ALONE = Gather(_alone, _sound)


class LedgerVersions(Revisions):
    """The states of the ledger in one folder.  A file that several states share is parsed once."""

    def __init__(self, folder: Path, gather: Gather = ALONE) -> None:
        """`gather`: as a ledger that is made of others is put together; else it is refused."""
        super().__init__(folder)
        self.gather = gather
        self._memory = ParsedFiles()

    def forget(self) -> None:
        """Let go of the files parsed so far: no other state is going to share them."""
        self._memory = ParsedFiles()

    def open(self, spec: str | None) -> Version:
        """The state that `spec` names; None is the working tree.  Raises HistoryFailed."""
        if spec is None:
            return self._in_folder(self.folder, "工作区")
        if spec == INDEX:
            return self._in_index()
        if _FOLDER.match(spec):
            return self._in_folder(Path(spec).expanduser(), spec)
        try:
            return self.revision(spec)
        except GitFailed:
            if spec and (Path(spec) / LEDGER_FILE).is_file():
                return self._in_folder(Path(spec), spec)
            raise

    def parted(self, one: str, other: str) -> Version:
        """The state at which two revisions parted."""
        repository = self.repository
        base = repository.merge_base(self.commit(one), self.commit(other))
        return self._in_commit(self.lying(base), f"{one}...{other}")

    def revision(self, spec: str) -> Version:
        """The state of a commit.  Raises HistoryFailed."""
        return self._in_commit(self.found(spec), spec)

    def _in_commit(self, found: LedgerFolder, spec: str) -> Version:
        loaded = at(self.repository, found.entries, self._memory, found.folder)
        commit = found.commit
        where = f"，台账在 {found.folder or '仓库的根目录'}" if found.elsewhere else ""
        lies = Stored(
            self.repository, lambda: self.repository.tree(commit), found.folder, self.folder
        )
        title = f"{spec}（{commit.short}，{commit.day}{where}）"
        return Version(title, self.gather.together(loaded, lies), commit.day)

    def _in_index(self) -> Version:
        entries = self.repository.index()
        if not holds_ledger(entries):
            raise NoLedger(f"暂存区里没有 {self.repository.prefix}{LEDGER_FILE}")
        prefix = self.repository.prefix
        loaded = at(self.repository, entries, self._memory, prefix)
        lies = Stored(
            self.repository, lambda: self.repository.index(whole=True), prefix, self.folder
        )
        return Version("暂存区", self.gather.together(loaded, lies))

    def _in_folder(self, folder: Path, title: str) -> Version:
        if not (folder / LEDGER_FILE).is_file():
            raise NoLedger(f"{folder} 里没有 {LEDGER_FILE}")
        loaded = settled(folder, lambda: found_in(folder), self._load)
        return Version(title, self.gather.together(loaded, folder))

    def _load(self, found: FilesFound, read: ReadSource) -> Loaded:
        return load_parsed(found, lambda kind, name: self._memory.loose(kind, name, read(name)))


def open_revision(spec: str, folder: Path, gather: Gather = ALONE) -> Version:
    """The ledger in `folder` as a commit has it; never a folder or the index.

    `folder` may also be a bare repository, or any folder of one.  Raises HistoryFailed.
    """
    with LedgerVersions(folder, gather) as versions:
        return versions.revision(spec)


def parse_range(args: list[str], folder: Path, gather: Gather = ALONE) -> tuple[Version, Version]:
    """The two states that `diff` is asked about.  Raises HistoryFailed; ValueError for > 2 args.

    Nothing: HEAD and the working tree; OLD: that and the working tree; OLD NEW; A..B; A...B: where
    they parted, and B.  An end of `..` or `...` left out is HEAD.
    """
    with LedgerVersions(folder, gather) as versions:
        if len(args) > 2:
            raise ValueError("至多写两个版本")
        if len(args) == 2:
            return versions.open(args[0]), versions.open(args[1])
        spec = args[0] if args else "HEAD"
        dots = _dots(spec)
        if not dots:
            return versions.open(spec), versions.open(None)
        old, new = (part or "HEAD" for part in spec.split(dots, 1))
        before = versions.parted(old, new) if dots == "..." else versions.open(old)
        return before, versions.open(new)


def _dots(spec: str) -> str:
    """What joins a range; "" where `spec` is none (`../other` is a folder)."""
    if _FOLDER.match(spec) and not spec.startswith(("..", "...")):
        return ""
    if re.match(r"\.\.[/\\]|\.\.$", spec):
        return ""
    return "..." if "..." in spec else ".." if ".." in spec else ""
