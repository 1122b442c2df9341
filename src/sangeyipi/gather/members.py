"""One member of 汇集, read from where ledger.yaml says that it is.

Owns the three places: a folder, a commit of a repository that is there, a published set.  Whatever
keeps a member from being read is a fault told with its name, never an exception.
"""

from pathlib import Path

from sangeyipi.git.failures import HistoryFailed
from sangeyipi.git.revisions import Revisions
from sangeyipi.git.snapshots import at
from sangeyipi.git.working_tree import load_folder
from sangeyipi.model.gathering import Member
from sangeyipi.model.ledger import Config
from sangeyipi.store.files import LEDGER_FILE
from sangeyipi.store.load import LoadedMember, Progress
from sangeyipi.store.memory import ParsedFiles


def read(root: Path, member: Member, config: Config, progress: Progress | None) -> LoadedMember:
    """A member of the ledger in `root`, whose ledger.yaml is `config`."""
    if member.published is not None:
        from sangeyipi.gather.published import read_published

        return read_published(root / member.published, member, config)
    folder = root / (member.folder or "")
    if member.revision is not None:
        return _at_revision(folder, member, member.revision)
    if not (folder / LEDGER_FILE).is_file():
        what = "里没有 ledger.yaml" if folder.is_dir() else "不在，没有台账"
        return LoadedMember(member, fault=f"{member.folder} {what}")
    loaded = load_folder(folder, progress, member.region)
    if loaded.ledger is not None and loaded.ledger.config.members:
        return LoadedMember(member, fault=f"{member.folder} 又是一个汇集的台账，只能汇集区县自己的")
    return LoadedMember(member, loaded)


def _at_revision(folder: Path, member: Member, revision: str) -> LoadedMember:
    if not folder.is_dir():
        return LoadedMember(member, fault=f"{member.folder} 不在，没有仓库")
    try:
        with Revisions(folder) as revisions:
            found = revisions.found(revision)
            repository = revisions.repository
            loaded = at(repository, found.entries, ParsedFiles(), found.folder, member.region)
    except HistoryFailed as failed:
        return LoadedMember(member, fault=f"{member.folder} 的 {revision} 取不出来：{failed}")
    return LoadedMember(member, loaded, past=True)
