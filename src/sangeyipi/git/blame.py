"""Which commit last changed each line of a file.

Owns asking git for it.  A file's name never is an option; what is not committed is said to be so.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sangeyipi.git.run import Git

#: `0a1b… 11 11 2`: the commit, the line then, the line now.
_LINE = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")
#: Whatever commits a user has git pass over elsewhere: who changed a figure is told.
_EVERY_COMMIT = "--ignore-revs-file="
#: So many spans are asked for one by one.
_MOST = 400


class LastCommit(NamedTuple):
    """A commit as the last to change something."""

    #: Empty: not committed yet.
    commit: str
    time: int = 0


def last_changes(
    folder: Path, file: str, spans: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], LastCommit]:
    """The newest commit of each span of lines, first and last, of a file below `folder`.

    As the file is now.  Raises GitFailed: also where git does not know the file.
    """
    wanted = sorted(set(spans))
    # Of very many the whole file costs less, and fits on any system's command line.
    ranges = [f"-L{first},{last}" for first, last in wanted[: _MOST + 1]]
    ranges = ranges if len(ranges) <= _MOST else []
    git = Git(folder)
    try:
        # Not of what `git-setup` has git show instead: its lines are others, each a fact.
        asked = ("blame", "--no-textconv", _EVERY_COMMIT, "--porcelain")
        told = git.run(*asked, *ranges, "--", file)
    finally:
        git.close()
    lines = _read(told)
    found = {}
    for first, last in wanted:
        inside = [lines[number] for number in range(first, last + 1) if number in lines]
        if inside:
            new = next((one for one in inside if not one.commit), None)
            found[first, last] = new or max(inside, key=lambda one: one.time)
    return found


def _read(told: bytes) -> dict[int, LastCommit]:
    """The commit of each line."""
    known: dict[bytes, LastCommit] = {}
    lines: dict[int, bytes] = {}
    commit = b""
    for line in told.split(b"\n"):
        head = None if line.startswith(b"\t") else _LINE.fullmatch(line)
        if head:
            commit = head[1]
            lines[int(head[2])] = commit
            known.setdefault(commit, LastCommit(commit.decode() if commit.strip(b"0") else ""))
        elif line.startswith(b"committer-time "):
            known[commit] = known[commit]._replace(time=int(line.split()[1]))
    return {number: known[one] for number, one in lines.items()}
