"""The merge that git makes by itself, line by line: for files that are no ledger's, and to compare.

Owns calling `git merge-file`, on copies; must not know what the lines mean.
"""

from typing import NamedTuple

from sangeyipi.compare.merge.facts import OURS, THEIRS
from sangeyipi.compare.merge.files import MergeVersions
from sangeyipi.git.failures import GitFailed
from sangeyipi.git.run import Git
from sangeyipi.store.atomic.scratch import scratch

_BASE = "祖先"


class ByLines(NamedTuple):
    """What the file becomes, and whether it has no conflict markers."""

    data: bytes
    clean: bool


def merge_by_lines(versions: MergeVersions, marker_size: int) -> ByLines:
    """The versions merged as git does without a driver.  Raises GitFailed without a git."""
    with scratch() as folder:
        for part, data in versions._asdict().items():
            (folder / part).write_bytes(data)
        labels = [word for label in (OURS, _BASE, THEIRS) for word in ("-L", label)]
        arguments = [*labels, f"--marker-size={marker_size}", "ours", "base", "theirs"]
        git = Git(folder)
        try:
            git.run("merge-file", "--quiet", *arguments)
            clean = True
        except GitFailed:
            clean = False
        return ByLines((folder / "ours").read_bytes(), clean)
