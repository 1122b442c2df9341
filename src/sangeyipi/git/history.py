"""The history of a ledger: its commits, and which of its files each of them changed.

Owns what git is asked for it, and asks early: this module imports nothing that needs Pydantic, so
that git is at work while Python loads that.  A file is changed where its content is, or what its
link leads to is; a ledger that was moved is followed.  Must not know what is in a file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from sangeyipi.git.places import places
from sangeyipi.git.repository import Change, Changes, Commit, Repository, TreeEntry
from sangeyipi.git.tree import FILES, FOLDERS, LINK, plan
from sangeyipi.model.nearest import in_natural_order
from sangeyipi.store.files import LEDGER_FILE, FileKind, sort_files

#: The contents of changed files by name, as git calls them: None is gone.
Changed = dict[str, str | None]
#: In the place of a content: what should be a file cannot be read.
UNREADABLE = "-"
T = TypeVar("T")


class History:
    """The commits of a ledger up to one, parents first."""

    def __init__(
        self, repository: Repository, tip: Commit, folder: str, first_parent: bool = False
    ) -> None:
        """`folder`: where the ledger lies in `tip`, "" or ending in "/".

        With `first_parent` only the line of first parents: a merge is then one step.
        """
        self.commits = repository.history(tip, first_parent=first_parent)
        self.repository = repository
        self._tip = tip
        self._folder = folder
        self._asked = repository.changes(self.commits, _paths([folder]), [LEDGER_FILE])
        self._kinds: dict[str, FileKind | None] = {LEDGER_FILE: None}

    def changes(self) -> dict[str, Changed]:
        """What each commit changed in the ledger, against its first parent; waits for git."""
        told = self._asked()
        lies = places(self.repository, self.commits, told, {self._tip.oid: self._folder})
        folders = sorted({self._folder, *lies.values()})
        if len(folders) > 1:
            told = self.repository.changes(self.commits, _paths(folders))()
        plain = not any(_is_odd(one, folders) for changes in told.values() for one in changes)
        if not plain:
            # What a link leads to may lie anywhere below the ledger's folder.
            told = self.repository.changes(self.commits, folders)()
        return dict(self._changed(told, lies, plain))

    def kind(self, name: str) -> FileKind | None:
        """What one of the ledger's files holds; None for ledger.yaml."""
        return self._kinds.get(name)

    def _changed(
        self, told: Changes, lies: Mapping[str, str], plain: bool
    ) -> Iterator[tuple[str, Changed]]:
        """By the changes where nothing but plain files was ever there, else by whole trees."""
        targets = {} if plain else self._targets(told)
        trees: Kept[dict[str, TreeEntry]] = Kept(self.commits)
        contents: Kept[dict[str, str]] = Kept(self.commits)
        for commit in self.commits:
            changes = told.get(commit.oid, ())
            folder = lies.get(commit.oid, self._folder)
            tree = _after(next(trees.parents(commit), {}), changes)
            before = next(contents.parents(commit), {})
            moved = any(lies.get(one, folder) != folder for one in commit.parents[:1])
            if moved or (changes and not plain):
                changed = _between(before, self._contents(tree, folder, targets))
            else:
                changed = self._files(changes, folder)
            trees.keep(commit, tree)
            contents.keep(commit, _applied(before, changed))
            yield commit.oid, changed

    def _files(self, changes: Iterable[Change], folder: str) -> Changed:
        """The ledger's files among the changes, which are plain files all of them."""
        below = (one for one in changes if one.name.startswith(folder))
        named = ((one.name.removeprefix(folder), one.oid) for one in below)
        return {name: oid for name, oid in named if self._is_ours(name)}

    def _is_ours(self, name: str) -> bool:
        if name not in self._kinds:
            self._kinds.update((found, kind) for kind, found in sort_files([name]).files)
        return name in self._kinds

    def _contents(
        self, tree: Mapping[str, TreeEntry], folder: str, targets: Mapping[str, bytes]
    ) -> dict[str, str]:
        """Where the content of each of the ledger's files is."""
        below = (
            one._replace(name=name.removeprefix(folder))
            for name, one in tree.items()
            if name.startswith(folder)
        )
        planned = plan(below, targets, self.repository.site(folder))
        self._kinds.update((name, kind) for kind, name in planned.found.files)
        names = (LEDGER_FILE, *(name for _, name in planned.found.files))
        found = {name: planned.oids[name] for name in names if name in planned.oids}
        faults = (one for one in planned.faults if one != LEDGER_FILE or folder + one in tree)
        return found | dict.fromkeys(faults, UNREADABLE)

    def _targets(self, told: Changes) -> dict[str, bytes]:
        """What the links say, by their ids."""
        changes = (one for changes in told.values() for one in changes)
        return dict(
            self.repository.blobs({one.oid for one in changes if one.mode == LINK and one.oid})
        )


class Kept(Generic[T]):
    """What commits have (parents first), kept as long as a child is to come."""

    def __init__(self, commits: Iterable[Commit]) -> None:
        self._waiting = Counter(parent for commit in commits for parent in commit.parents)
        self._kept: dict[str, T] = {}

    def parents(self, commit: Commit) -> Iterator[T]:
        """What its parents have, the first one's first."""
        return (self._kept[one] for one in commit.parents if one in self._kept)

    def keep(self, commit: Commit, value: T) -> None:
        """What the commit has; its parents may have waited for nothing else."""
        self._kept[commit.oid] = value
        for parent in commit.parents:
            self._waiting[parent] -= 1
            if not self._waiting[parent]:
                self._kept.pop(parent, None)


def _paths(folders: Iterable[str]) -> list[str]:
    return [folder + name for folder in folders for name in (LEDGER_FILE, *sorted(FOLDERS))]


def _is_odd(one: Change, folders: Iterable[str]) -> bool:
    """Whether it is no plain file, or stands where a folder of the ledger's should be."""
    return one.oid is not None and (
        one.mode not in FILES or any(one.name.removeprefix(folder) in FOLDERS for folder in folders)
    )


def _after(tree: dict[str, TreeEntry], changes: Iterable[Change]) -> dict[str, TreeEntry]:
    found = dict(tree) if changes else tree
    for one in changes:
        if one.oid is None:
            found.pop(one.name, None)
        else:
            found[one.name] = TreeEntry(one.mode, one.oid, one.name)
    return found


def _between(before: Mapping[str, str], after: Mapping[str, str]) -> Changed:
    names = in_natural_order(before.keys() | after.keys())
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def _applied(before: dict[str, str], changed: Changed) -> dict[str, str]:
    both = {**before, **changed} if changed else before
    return {name: oid for name, oid in both.items() if oid is not None} if changed else before
