"""Which ledger is published: the one that was committed, or what makes that impossible.

Owns the refusals of an unattended run.  What is published is read from the commit itself, not from
the working tree beside it, so that an edit at the same moment can change nothing.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sangeyipi.git.failures import GitFailed, GitMissing, NoCommitYet, NotARepository
from sangeyipi.git.versions import LedgerVersions
from sangeyipi.git.working_tree import WorkingTree, load_folder, working_tree
from sangeyipi.model.gathering import Member
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
        return Origin(_as_it_lies(folder, versions), None, True)
    if state.unfinished:
        raise PublishRefused(
            f"{state.unfinished}只做了一半，不发布：先完成或放弃（git status 可看）。"
        )
    if _differs(state, allow_dirty):
        return Origin(_as_it_lies(folder, versions), state.revision, True)
    loaded = versions.revision(state.revision).loaded
    members = (one.member for one in loaded.members)
    if any(_differs(one, allow_dirty) for one in _beside(folder, state, members)):
        return Origin(_as_it_lies(folder, versions), state.revision, True)
    return Origin(loaded, state.revision, False)


def _differs(state: WorkingTree, allow_dirty: bool) -> bool:
    """Whether a working tree is not as its commit says.  Raises Refused, unless that may be."""
    if state.changed and not allow_dirty:
        raise PublishRefused(
            f"台账有未提交的改动，不发布：{_some(state.changed)}。\n"
            "先运行 sgyp save 说明；确实要连改动一起发布，用 --allow-dirty。"
        )
    if state.untold and not allow_dirty:
        raise PublishRefused(_untold(state.untold))
    return bool(state.changed or state.untold)


def _as_it_lies(folder: Path, versions: LedgerVersions) -> Loaded:
    return versions.gather.together(load_folder(folder), folder)


def _beside(folder: Path, state: WorkingTree, members: Iterable[Member]) -> Iterator[WorkingTree]:
    """The working trees of the members of 汇集 that are of the same commit.

    One of another repository is not in this commit, so that nothing of it is published from here
    but by its 版本.
    """
    for one in members:
        said = one.folder or one.published
        if one.revision is not None or said is None or not (folder / said).is_dir():
            continue
        try:
            theirs = working_tree(folder / said, whole=one.published is not None)
        except GitFailed:
            continue
        if theirs.revision == state.revision:
            changed = tuple(f"{said}/{name}" for name in theirs.changed)
            yield theirs._replace(changed=changed)


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
