"""The members of a ledger as a commit (or the index) has it, each as it was then.

Owns what a commit of the whole says of a member: one in the same repository is that of the very
commit; a submodule that of the commit which is written there; one of another repository that of
its 版本, where this names one commit for ever (a tag, a commit, a day); a published set that of the
commit.  Of any other nobody knows what it said then, so it is not there, and why is told.
"""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sangeyipi.gather.members import read_entries, read_revision
from sangeyipi.git.failures import GitFailed, HistoryFailed, UnknownRevision
from sangeyipi.git.repository import TreeEntry
from sangeyipi.git.revisions import DAY, LedgerFolder, Revisions, holds_ledger
from sangeyipi.git.tree import FILES, LINK, SUBMODULE
from sangeyipi.git.versions import Stored
from sangeyipi.model.gathering import Member
from sangeyipi.model.ledger import Config
from sangeyipi.store.load import LoadedMember
from sangeyipi.store.memory import ParsedFiles

_COMMIT = re.compile("[0-9a-fA-F]{7,64}", re.ASCII)
#: A set lies in a folder of its own, maybe below the one that is named; nothing lies deeper.
_DEPTH = 2


class Elsewhere(NamedTuple):
    """A ledger in a commit of another repository, around `folder` (from the top of the disk).

    `written`: the commit of the whole says itself which one that is; else it is a 版本.
    """

    folder: str
    spec: str
    written: bool = False

    def chosen(self, revisions: Revisions) -> LedgerFolder:
        """That commit.  Raises HistoryFailed."""
        return revisions.found(self.spec) if self.written else _lasting(revisions, self.spec)

    def leads_to(self) -> str:
        """What that is at present, in git's ids; "" where it leads nowhere."""
        if not Path(self.folder).is_dir():
            return ""
        try:
            with Revisions(Path(self.folder)) as revisions:
                found = self.chosen(revisions)
                return f"{found.commit.oid}:{found.folder}"
        except HistoryFailed:
            return ""


class StoredMembers:
    """The members of one state; the files of the repository are listed once."""

    def __init__(self, lies: Stored, memory: ParsedFiles | None = None) -> None:
        self._lies = lies
        self._memory = memory or ParsedFiles()
        self._files: Mapping[str, TreeEntry] | None = None

    def mark(self, member: Member) -> tuple[object, ...]:
        """What a member is read from, in git's ids: two that are the same are read the same."""
        said = member.published or member.folder or ""
        inside = self._path(said)
        if member.revision is not None or inside is None:
            return (member,)
        odd = self._odd(inside)
        entries = [odd] if odd else self._below(inside)
        return (member, *((one.name, one.mode, one.oid) for one in entries))

    def elsewhere(self, member: Member) -> "Elsewhere | None":
        """Where a member is read from that is a commit of another repository."""
        if member.revision is not None:
            folder = self._lies.root / (member.published or member.folder or "")
            return Elsewhere(str(folder.absolute()), member.revision)
        inside = self._path(member.published or member.folder or "")
        odd = self._odd(inside) if inside is not None else None
        if inside is None or odd is None or odd.mode != SUBMODULE or member.published is not None:
            return None
        # One whose commit is written in the whole's; its repository has to be there.
        top = self._lies.root.joinpath(*(".." for _ in PurePosixPath(self._lies.folder).parts))
        rest = inside.removeprefix(f"{odd.name}/")
        folder = top / odd.name
        return Elsewhere(str(folder.absolute()), f"{odd.oid}:{rest}", written=True)

    def read(self, member: Member, config: Config) -> LoadedMember:
        """A member of the ledger whose ledger.yaml is `config`."""
        try:
            return self._read(member, config)
        except HistoryFailed as failed:
            where = member.published or member.folder
            return LoadedMember(member, fault=f"{where} 的那一版取不出来：{failed}")

    def _read(self, member: Member, config: Config) -> LoadedMember:
        said = member.published or member.folder or ""
        elsewhere = self.elsewhere(member)
        if elsewhere is not None:
            return read_revision(Path(elsewhere.folder), member, elsewhere.chosen, self._memory)
        inside = self._path(said)
        if inside is None:
            return LoadedMember(member, fault=f"{said} 不在这个仓库里，那时它的数不知道：{_REMEDY}")
        odd = self._odd(inside)
        if odd is not None:
            what = {LINK: "是链接", SUBMODULE: "是子模块"}[odd.mode]
            return LoadedMember(member, fault=f"{said} 那时{what}，不能从一版里取")
        entries = self._below(inside)
        if member.published is not None:
            return self._published(member, config, entries)
        if holds_ledger(entries):
            return read_entries(self._lies.repository, entries, inside, member, self._memory)
        what = f"里没有 ledger.yaml，{_REMEDY}" if entries else f"不在这一版里，{_REMEDY}"
        return LoadedMember(member, fault=f"{said} {what}")

    def _path(self, said: str) -> str | None:
        """A folder by its path from the top of the repository, "" or ending in "/"."""
        if PurePosixPath(said).is_absolute() or Path(said).is_absolute():
            return None
        parts = [*PurePosixPath(self._lies.folder).parts]
        for part in PurePosixPath(said).parts:
            if part != "..":
                parts.append(part)
            elif not parts:
                return None
            else:
                parts.pop()
        return "".join(f"{part}/" for part in parts)

    def _all(self) -> Mapping[str, TreeEntry]:
        if self._files is None:
            self._files = {one.name: one for one in self._lies.files()}
        return self._files

    def _odd(self, inside: str) -> TreeEntry | None:
        """What stands on the way to a folder and is none itself: a link, a submodule."""
        parts = inside.split("/")[:-1]
        ways = ("/".join(parts[:many]) for many in range(1, len(parts) + 1))
        found = (self._all().get(way) for way in ways)
        return next((one for one in found if one and one.mode in (LINK, SUBMODULE)), None)

    def _below(self, inside: str) -> list[TreeEntry]:
        return [
            one._replace(name=name.removeprefix(inside))
            for name, one in self._all().items()
            if name.startswith(inside)
        ]

    def _published(self, member: Member, config: Config, entries: list[TreeEntry]) -> LoadedMember:
        from sangeyipi.gather.published import read_published

        kept = [one for one in entries if one.mode in FILES and _is_plain(one.name)]
        with TemporaryDirectory(prefix="sgyp-") as made:
            folder = Path(made) / (PurePosixPath(member.published or "").name or "set")
            contents = dict(self._lies.repository.blobs({one.oid for one in kept}))
            for one in kept:
                (folder / one.name).parent.mkdir(parents=True, exist_ok=True)
                (folder / one.name).write_bytes(contents[one.oid])
            return read_published(folder, member, config)


_REMEDY = "要它那一版，给它写“版本”（标签、提交或日子）"


def _is_plain(name: str) -> bool:
    """Whether it names a file of a set, on any system."""
    parts = name.split("/")
    odd = any(part in ("", ".", "..") or set(part) & set('\\:*?"<>|') for part in parts)
    return len(parts) <= _DEPTH and not odd


def _lasting(revisions: Revisions, spec: str) -> LedgerFolder:
    """The ledger of a 版本 that has meant the same ever since.  Raises HistoryFailed."""
    revision = spec.partition(":")[0]
    found = revisions.found(spec)
    if DAY.fullmatch(revision):
        return found
    if _COMMIT.fullmatch(revision) and found.commit.oid.startswith(revision.lower()):
        return found
    try:
        tagged = revisions.commit(f"refs/tags/{revision}")
    except GitFailed:
        tagged = None
    if tagged is None or tagged.oid != found.commit.oid:
        raise UnknownRevision(f"“{revision}”会变，那时它是哪一版不知道；写标签、提交或日子")
    return found
