"""One member of 汇集, read from where ledger.yaml says that it is.

Owns the three places of a ledger in a folder: another folder, a commit of a repository that is
there, a published set.  Whatever keeps a member from being read is a fault told with its name,
never an exception.
"""

from collections.abc import Callable
from pathlib import Path

from sangeyipi.git.failures import HistoryFailed
from sangeyipi.git.repository import Repository, TreeEntry
from sangeyipi.git.revisions import LedgerFolder, Revisions
from sangeyipi.git.snapshots import at
from sangeyipi.git.working_tree import load_folder
from sangeyipi.model.gathering import Member
from sangeyipi.model.ledger import Config
from sangeyipi.store.beside import SumsOf
from sangeyipi.store.files import LEDGER_FILE
from sangeyipi.store.load import Loaded, LoadedMember, Progress
from sangeyipi.store.memory import ParsedFiles


def read(
    root: Path,
    member: Member,
    config: Config,
    progress: Progress | None,
    sums: SumsOf | None = None,
) -> LoadedMember:
    """A member of the ledger in `root`, whose ledger.yaml is `config`.

    `sums`: what is going to be asked of each file of its projects, rather than for these.
    """
    found = _read(root, member, config, progress, sums)
    return found._replace(lies=_lies(root / (member.folder or member.published or "")))


def _lies(folder: Path) -> str:
    """Which folder it is, by whatever links and spellings it is reached; "" where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return ""
    return f"{found.st_dev}:{found.st_ino}"


def _read(
    root: Path,
    member: Member,
    config: Config,
    progress: Progress | None,
    sums: SumsOf | None,
) -> LoadedMember:
    if member.published is not None:
        from sangeyipi.gather.published import read_published

        return read_published(root / member.published, member, config)
    folder = root / (member.folder or "")
    if member.revision is not None:
        revision = member.revision
        return read_revision(
            folder, member, lambda revisions: revisions.found(revision), ParsedFiles()
        )
    if not (folder / LEDGER_FILE).is_file():
        what = "里没有 ledger.yaml" if folder.is_dir() else "不在，没有台账"
        return LoadedMember(member, fault=f"{member.folder} {what}")
    return alone(member, load_folder(folder, progress, member.region, sums))


def read_revision(
    folder: Path,
    member: Member,
    chosen: Callable[[Revisions], LedgerFolder],
    memory: ParsedFiles,
) -> LoadedMember:
    """A member in the commit that is `chosen` of the repository around a folder of its own."""
    if not folder.is_dir():
        return LoadedMember(member, fault=f"{member.folder} 不在，没有仓库")
    try:
        with Revisions(folder) as revisions:
            found = chosen(revisions)
            return read_entries(revisions.repository, found.entries, found.folder, member, memory)
    except HistoryFailed as failed:
        named = f" 的 {member.revision} " if member.revision else " 的那一版"
        return LoadedMember(member, fault=f"{member.folder}{named}取不出来：{failed}")


def read_entries(
    repository: Repository,
    entries: list[TreeEntry],
    folder: str,
    member: Member,
    memory: ParsedFiles,
) -> LoadedMember:
    """A member in the files below a folder of a commit, among them ledger.yaml."""
    loaded = at(repository, entries, memory, folder, member.region)
    return alone(member, loaded, past=True)


def alone(member: Member, loaded: Loaded, *, past: bool = False) -> LoadedMember:
    """A member as it was read; none that is made of others in its turn."""
    if loaded.ledger is not None and loaded.ledger.config.members:
        fault = f"{member.folder} 又是一个汇集的台账，只能汇集区县自己的"
        return LoadedMember(member, fault=fault)
    calls_itself = (loaded.ledger.config.region if loaded.ledger else None) or ""
    return LoadedMember(member, loaded, past=past, calls_itself=calls_itself)
