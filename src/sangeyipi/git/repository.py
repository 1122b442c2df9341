"""What sgyp asks of a git repository: revisions, trees, the index, the history.

Owns the reading of git's answers.  Every argument made here is an object id, an option of ours or
a path after `--`; what a user typed only ever goes to `Git.objects`.  Must not know what a ledger
is.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, Self

from sangeyipi.git.failures import (
    GitFailed,
    NoCommitYet,
    NoMergeBase,
    ObjectMissing,
    Unanswered,
    UnknownRevision,
)
from sangeyipi.git.run import PARTIAL, Git, Object, unanswered
from sangeyipi.model.today import CHINA


class Commit(NamedTuple):
    """A commit: `time` is the committer's, in seconds; `author` and `subject` may be empty."""

    oid: str
    parents: tuple[str, ...]
    time: int
    author: str = ""
    subject: str = ""

    @property
    def day(self) -> date:
        """Its calendar day in China, whatever the machine's clock says."""
        return datetime.fromtimestamp(self.time, CHINA).date()

    @property
    def short(self) -> str:
        """Its id as it is shown: always as long."""
        return self.oid[:8]


class TreeEntry(NamedTuple):
    """A file in a tree or in the index: `mode` as git writes it."""

    mode: str
    oid: str
    name: str


class Change(NamedTuple):
    """A file that a commit changed, against its first parent; `oid` is None where it is gone."""

    mode: str
    oid: str | None
    name: str


#: By a commit's id; a commit that changed nothing is there too.
Changes = dict[str, tuple[Change, ...]]


class Site(NamedTuple):
    """Where a ledger's folder lies, part by part from the top of the disk, and how else it is
    called; `windows`: as that system spells paths."""

    base: tuple[str, ...]
    alias: tuple[str, ...] = ()
    windows: bool = False


class Repository:
    """The repository around a folder.  A context manager: git runs until it is closed.

    `prefix` is the folder's path in it, "" or ending in "/".
    """

    def __init__(self, folder: Path) -> None:
        self._git = Git(folder)
        self._folder = folder
        facts = self._git.run(
            "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--show-prefix"
        )
        bare, shallow, prefix = facts.split(b"\n", 2)
        self.bare = bare == b"true"
        self.shallow = shallow == b"true"
        self.prefix = os.fsdecode(prefix.removesuffix(b"\n"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._git.close()

    def commit(self, revision: str) -> Commit:
        """The commit that a revision names.  Raises UnknownRevision, NoCommitYet."""
        if not _speakable(revision):
            raise UnknownRevision(f"版本不能是 {revision!r}")
        found = next(self._git.objects([f"{revision}^{{commit}}"]))
        if found is None and revision == "HEAD":
            raise NoCommitYet("仓库里还没有提交：先运行 sgyp save 说明，再看历史")
        if found is None:
            hint = "；这是浅克隆，更早的提交要先 git fetch --unshallow" if self.shallow else ""
            raise UnknownRevision(
                f"没有名为“{revision}”的版本（提交、标签、分支，或简写不唯一）{hint}"
            )
        return _commit(found)

    def names(self, most: int) -> list[str]:
        """So many of its tags and branches."""
        format = "--format=%(refname:short)"
        listed = self._git.run("for-each-ref", f"--count={most}", format)
        return listed.decode("utf-8", "replace").splitlines()

    def site(self, prefix: str) -> Site:
        """Where a folder of the repository lies, as far as links can tell."""
        parts = tuple(prefix.strip("/").split("/")) if prefix else ()
        if self.bare:
            return Site(("\0", *parts))
        real = Path(os.path.realpath(self._folder))
        up = self.prefix.count("/")
        top = (real, *real.parents)[up]
        own = Path(os.path.abspath(self._folder)).parts  # noqa: PTH100
        alias = own if prefix == self.prefix else ()
        return Site((*top.parts, *parts), alias, os.name == "nt")

    def merge_base(self, one: Commit, other: Commit) -> Commit:
        """The commit at which two histories parted.  Raises NoMergeBase."""
        try:
            found = self._git.run("merge-base", one.oid, other.oid).decode().split()
        except GitFailed:
            raise NoMergeBase(
                "两个版本没有共同的祖先"
                + ("；这是浅克隆，先 git fetch --unshallow" if self.shallow else "")
            ) from None
        return self.commit(found[0])

    def last_before(self, time: int, tip: Commit) -> Commit | None:
        """The last commit up to a moment on the first-parent line of `tip`."""
        found = self._git.run("rev-list", "--first-parent", "-1", f"--before={time}", tip.oid)
        return self.commit(found.decode().strip()) if found.strip() else None

    def tree(self, commit: Commit, prefix: str = "") -> list[TreeEntry]:
        """Every file below a folder of a commit; [] where there is no such folder."""
        tree = f"{commit.oid}:{prefix}" if prefix else commit.oid
        try:
            listed = self._git.run("ls-tree", "-r", "-z", "--full-tree", tree)
        except GitFailed as error:
            if prefix and "Not a valid object name" in str(error):
                return []
            raise
        return [
            TreeEntry(about.split()[0], about.split()[2], name)
            for about, _, name in (line.partition("\t") for line in lines(listed))
        ]

    def index(self, *, whole: bool = False) -> list[TreeEntry]:
        """Every file below the folder in the index; one in conflict has the oid "".

        `whole`: every one of the repository, by its path from the top.
        """
        below = ":(top)" if whole else "."
        listed = self._git.run(
            "ls-files", "-s", "-z", "--full-name", "--", below, index=self._own_index()
        )
        prefix = "" if whole else self.prefix
        found: dict[str, TreeEntry] = {}
        for line in lines(listed):
            about, _, name = line.partition("\t")
            mode, oid, stage = about.split()
            name = name.removeprefix(prefix)
            found[name] = TreeEntry(mode, oid if stage == "0" else "", name)
        return list(found.values())

    def history(self, *tips: Commit, first_parent: bool = False) -> list[Commit]:
        """The commits up to the tips, parents first; with `first_parent` only that line of them."""
        out = self._git.run(
            "rev-list",
            "--topo-order",
            "--reverse",
            "--parents",
            "--format=%ct%x00%an%x00%s",
            *(("--first-parent",) if first_parent else ()),
            *(tip.oid for tip in tips),
        )
        lines = out.decode("utf-8", "replace").split("\n")
        found = [_listed(head, body) for head, body in zip(lines[::2], lines[1::2], strict=False)]
        missing = _unlisted(found, tips)
        if missing:
            raise unanswered(len(found) + len(missing), len(found))
        return found

    def changes(
        self, commits: Iterable[Commit], paths: Iterable[str], anywhere: Iterable[str] = ()
    ) -> Callable[[], Changes]:
        """What each commit changed against the first of its parents, by its id.

        Asked are `paths`, and files called as one of `anywhere` in any folder.
        Git is at work from here on; what is returned waits for it and gives the answer.
        """
        named = list(commits)
        given = "".join(" ".join((one.oid, *one.parents[:1])) + "\n" for one in named)
        # Always: a commit that changed nothing answers too, so that answers can be counted.
        asked = self._git.start(
            "diff-tree", "--stdin", "--always", "--root", "-r", "-z", "--raw", "--no-abbrev",
            "--no-renames", "--no-ext-diff", "--no-textconv", "--",
            *(f":(top,literal){path}" for path in paths),
            *(f":(top,glob)**/{name}" for name in anywhere),
            given=given.encode(),
        )  # fmt: skip

        def answer() -> Changes:
            found = _raw_changes(asked.output())
            told = sum(one.oid in found for one in named)
            if told < len(named):
                raise unanswered(len(named), told)
            return found

        return answer

    def blobs(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The contents of files by id.  Raises ObjectMissing."""
        wanted = list(oids)
        for oid, found in zip(wanted, self._git.objects(wanted), strict=True):
            yield oid, _data(oid, found)

    def contents(self, oids: Iterable[str]) -> Iterator[bytes]:
        """The same for very many, in order, git reading ahead; no ids."""
        wanted = list(oids)
        for oid, found in zip(wanted, self._git.objects_ahead(wanted), strict=True):
            yield _data(oid, found)

    def _own_index(self) -> Path | None:
        """The index that a hook was given (`git commit FILE` has one of its own), if it is ours."""
        given = os.environ.get("GIT_INDEX_FILE")
        if not given:
            return None
        own = os.fsdecode(self._git.run("rev-parse", "--absolute-git-dir").removesuffix(b"\n"))
        path = Path(given).resolve()
        return path if path.is_relative_to(Path(own).resolve()) else None


def _speakable(revision: str) -> bool:
    """Whether it can be put to git on a line of its own."""
    try:
        revision.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return bool(revision.strip()) and not set(revision) & set("\n\r\0")


def _commit(found: Object) -> Commit:
    head = found.data.partition(b"\n\n")[0].decode("utf-8", "replace").split("\n")
    parents = tuple(line.split()[1] for line in head if line.startswith("parent "))
    committer = next(line for line in head if line.startswith("committer "))
    return Commit(found.oid, parents, int(committer.split()[-2]))


def _data(oid: str, found: Object | None) -> bytes:
    if found is None:
        raise ObjectMissing(f"仓库里缺对象 {oid}：仓库已损坏，或者{PARTIAL}")
    if (found.oid, found.type) != (oid, "blob"):
        raise Unanswered(f"git 答非所问：问的是文件 {oid}，答的是 {found.type} {found.oid}")
    return found.data


def _unlisted(listed: list[Commit], tips: Iterable[Commit]) -> set[str]:
    """What a whole listing would hold besides: the tips, and the first parent of each commit."""
    needed = {*(one.oid for one in tips), *(one.parents[0] for one in listed if one.parents)}
    return needed - {one.oid for one in listed}


def _listed(head: str, body: str) -> Commit:
    oid, *parents = head.split()[1:]
    time, author, subject = body.split("\0")
    return Commit(oid, tuple(parents), int(time), author, subject)


def lines(listed: bytes) -> list[str]:
    """The names in an answer whose lines end in NUL."""
    return [os.fsdecode(line) for line in listed.split(b"\0") if line]


def _raw_changes(out: bytes) -> Changes:
    result: dict[str, tuple[Change, ...]] = {}
    found: list[Change] = []
    words = iter(out.split(b"\0"))
    for word in words:
        if word.startswith(b":"):
            _, mode, _, oid, _ = word.decode("ascii").split()
            gone = set(oid) == {"0"}
            found.append(Change(mode, None if gone else oid, os.fsdecode(next(words))))
        elif word:
            found = []
            result[word.decode("ascii").strip()] = found  # type: ignore[assignment]
    return {oid: tuple(changes) for oid, changes in result.items()}
