"""Files of a working tree into a commit: the only place that changes a repository.

Owns how: only the files named, whatever else is staged stays staged; by the user's own git, with
the hooks, filters and signature that a `git commit` of theirs has.  What a user typed goes through
a file, never an argument.  Must not know what a ledger is.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from sangeyipi.git.failures import GitFailed, NoCommitYet
from sangeyipi.git.repository import Commit, Repository
from sangeyipi.git.run import Git
from sangeyipi.store.atomic.scratch import scratch

_GIT = ".git"
#: Of what git and hooks say, so many lines are passed on: the last, where the reason stands.
_LINES = 30
#: How git says (LC_ALL=C) that there is nothing to commit.
_NOTHING = (b"nothing to commit", b"nothing added to commit", b"no changes added to commit")
#: What it says on stderr, and what that means.
_TOLD = (
    (
        "index.lock",
        "另一个程序正在用这个仓库（.git 里有 index.lock）。等它做完再试；"
        "确实没有别的程序在用的，是上次中断留下的，删去 index.lock 这个文件再试",
    ),
    ("unmerged files", "仓库里有没解决的冲突，git status 可看；解决以后再试"),
    ("partial commit during", "仓库里有一次合并只做了一半：先完成或放弃（git status 可看）"),
    ("gpg failed to sign", "git 设了给每次提交签名，这次没有签成；签名的设置修好后再试"),
)


class NotCommitted(GitFailed):
    """Git, or a hook of the repository, did not take it."""


def top_above(folder: Path) -> Path | None:
    """The folder of the repository around `folder`, whether or not git can use it."""
    here = folder.resolve()
    return next((one for one in (here, *here.parents) if os.path.lexists(one / _GIT)), None)


class Author:
    """Who git takes for the author of what is committed in a folder."""

    def __init__(self, folder: Path) -> None:
        self._git = Git(folder, writing=True)

    @property
    def known(self) -> bool:
        """Whether git knows whom to name, without guessing."""
        for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            code, _, _ = self._git.start("var", who).ended()
            if code:
                return False
        return True

    def introduce(self, name: str, email: str) -> None:
        """Whom to name, in this repository only.  Raises GitFailed."""
        for key, value in (("user.name", name), ("user.email", email)):
            self._git.run("config", "--local", "--replace-all", "--", key, value)


def make_repository(folder: Path) -> None:
    """A new repository in `folder`.  Raises GitFailed."""
    Git(folder, writing=True).run("init", "--quiet")


def on_branch(folder: Path) -> bool:
    """Whether what is committed there is found again: HEAD names a branch."""
    code, _, _ = Git(folder).start("symbolic-ref", "--quiet", "HEAD").ended()
    return code == 0


def commit(folder: Path, names: Sequence[str], message: str) -> Commit | None:
    """The files `names` (relative to `folder`), as they are, in a commit of their own.

    A file that is gone is gone in the commit.  None: nothing of them is other than in HEAD.
    Raises NotCommitted; then nothing is committed, and nothing staged that was not.
    """
    git = Git(folder, writing=True)
    with Repository(folder) as repository:
        before = _head(repository)
        paths = [f":(top,literal){repository.prefix}{name}" for name in names]
        known = {entry.name for entry in repository.index()}
        new = [
            path
            for path, name in zip(paths, names, strict=True)
            if name not in known and os.path.lexists(folder / name)
        ]
        if new:
            # Only their names: what they hold is taken when all is committed at once.
            _checked(git, ("add", "--intent-to-add", "--force"), new)
        try:
            done = _commit(git, paths, message)
        except BaseException:
            _forget(git, new, before)
            raise
        if not done:
            _forget(git, new, before)
            return None
        return repository.commit("HEAD")


def _head(repository: Repository) -> Commit | None:
    try:
        return repository.commit("HEAD")
    except NoCommitYet:
        return None


def _commit(git: Git, paths: list[str], message: str) -> bool:
    with scratch() as folder:
        said = folder / "message"
        said.write_bytes(message.encode("utf-8", "replace"))
        # --only: of what is staged nothing else is taken, and it stays staged.
        words = ("commit", "--quiet", "--only", "--cleanup=whitespace", "--file", str(said))
        code, out, told = git.start(*words, *_FROM_STDIN, given=_given(paths)).ended()
    if code and any(one in out for one in _NOTHING):
        return False
    if code:
        raise _not_committed(told or out)
    return True


_FROM_STDIN = ("--pathspec-from-file=-", "--pathspec-file-nul")


def _given(paths: list[str]) -> bytes:
    return b"".join(os.fsencode(path) + b"\0" for path in paths)


def _checked(git: Git, words: tuple[str, ...], paths: list[str]) -> None:
    code, out, told = git.start(*words, *_FROM_STDIN, given=_given(paths)).ended()
    if code:
        raise _not_committed(told or out)


def _forget(git: Git, new: list[str], before: Commit | None) -> None:
    """Take back that git was told of new files."""
    if not new:
        return
    words = ("reset", "--quiet") if before else ("rm", "--quiet", "--cached", "--force")
    git.start(*words, *_FROM_STDIN, given=_given(new)).ended()


def _not_committed(told: bytes) -> NotCommitted:
    text = told.decode("utf-8", "replace").strip()
    for mark, meaning in _TOLD:
        if mark in text:
            return NotCommitted(meaning)
    lines = text.splitlines()[-_LINES:] or ["（没有说明原因）"]
    said = "\n".join(f"  {line}" for line in lines)
    return NotCommitted(f"git 或仓库的提交前检查（hook）不让提交，它说：\n{said}")
