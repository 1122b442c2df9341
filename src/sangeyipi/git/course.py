"""The course of a ledger: its commits, and which of its files each of them changed.

Owns what git is asked for a walk, and asks it early: this module imports nothing that needs
Pydantic, so that git is at work while Python loads that.  Must not know what is in a file.
"""

from collections.abc import Callable
from typing import NamedTuple

from sangeyipi.git.repository import Change, Commit, Repository
from sangeyipi.store.files import LEDGER_FILE, Kind


class Course(NamedTuple):
    """The commits, parents first; `changes` waits for git: the changed files by a commit's id."""

    repository: Repository
    folder: str
    commits: list[Commit]
    changes: Callable[[], dict[str, tuple[Change, ...]]]


def course(repository: Repository, tip: Commit, folder: str, first_parent: bool = False) -> Course:
    """The course of the ledger in `folder` ("" or ending in "/") up to `tip`.

    With `first_parent` only the line of first parents: a merge is then one step.
    """
    commits = repository.history(tip, first_parent)
    changes = repository.changes(commits, [folder + path for path in (LEDGER_FILE, *sorted(Kind))])
    return Course(repository, folder, commits, changes)
