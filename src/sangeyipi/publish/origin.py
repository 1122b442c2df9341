"""Which ledger is published: the one that was committed, or what makes that impossible.

Owns the refusals of an unattended run.  What is published is read from the commit itself, not from
the working tree beside it, so that an edit at the same moment can change nothing.
"""

from pathlib import Path
from typing import NamedTuple

from sangeyipi.git.failures import GitMissing, NoCommitYet, NotARepository
from sangeyipi.git.versions import LedgerVersions, guard_alone
from sangeyipi.git.working_tree import load_folder, working_tree
from sangeyipi.store.load import Loaded

_NAMED = 5
_NO_VERSION = "说不出台账是哪一版，不发布；确实要发布，用 --allow-dirty。"


class PublishRefused(Exception):
    """This ledger must not be published as it stands; the message is for the user, in Chinese."""


class Origin(NamedTuple):
    """A loaded ledger and the commit it is from: None outside of git."""

    loaded: Loaded
    revision: str | None
    #: Whether the working tree was read, which differs from the commit.
    dirty: bool


def present(folder: Path, versions: LedgerVersions, allow_dirty: bool) -> Origin:
    """The ledger in `folder` as its last commit has it.

    With `allow_dirty` the working tree, where it differs or there is no commit.  Raises Refused,
    GitFailed.
    """
    try:
        state = working_tree(folder)
    except (NotARepository, NoCommitYet, GitMissing) as failed:
        if not allow_dirty and isinstance(failed, GitMissing):
            raise GitMissing(f"{failed}。\n{_NO_VERSION}") from failed
        if not allow_dirty:
            raise PublishRefused(f"{failed}。\n{_NO_VERSION}") from failed
        return Origin(_alone(folder), None, True)
    if state.unfinished:
        raise PublishRefused(
            f"{state.unfinished}只做了一半，不发布：先完成或放弃（git status 可看）。"
        )
    if state.changed and not allow_dirty:
        raise PublishRefused(
            f"台账有未提交的改动，不发布：{_some(state.changed)}。\n"
            "先运行 sgyp save 说明；确实要连改动一起发布，用 --allow-dirty。"
        )
    if state.untold and not allow_dirty:
        raise PublishRefused(_untold(state.untold))
    if state.changed or state.untold:
        return Origin(_alone(folder), state.revision, True)
    return Origin(versions.revision(state.revision).loaded, state.revision, False)


def _alone(folder: Path) -> Loaded:
    """The ledger in a folder, as it is.  Raises GitFailed where it is made of others."""
    loaded = load_folder(folder)
    guard_alone(loaded.ledger)
    return loaded


def at_revision(versions: LedgerVersions, revision: str) -> Origin:
    """The ledger of a commit; a day names the last one until its end.  Raises GitFailed."""
    commit = versions.commit(revision)
    return Origin(versions.revision(commit.oid).loaded, commit.oid, False)


def _untold(files: tuple[tuple[str, str], ...]) -> str:
    names = _some(tuple(f"{name}（{word}）" for name, word in files))
    return (
        f"台账的文件由 git 过滤器处理，检出以后又动过：{names}。\n"
        "sgyp 不运行仓库带来的过滤器，说不出改过没有，不发布。"
        "先运行 git status（它会运行过滤器）：没有改动的，再运行本命令就可以；"
        "有改动的先 sgyp save。确实要连改动一起发布，用 --allow-dirty。"
    )


def _some(names: tuple[str, ...]) -> str:
    more = f" 等 {len(names)} 个文件" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
