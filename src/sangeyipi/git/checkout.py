"""What sgyp asks of git about the files that are checked out, beside what was committed.

No filter that a repository brings (clean, smudge, process) is run for our reading: git compares
the bytes as they lie there, and whether a filtered file is what it was is worked out here.  Must
not know what a ledger is.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sangeyipi.git.environment import without_filters
from sangeyipi.git.failures import GitFailed
from sangeyipi.git.repository import Repository, lines

#: Files by which git remembers what it is in the middle of.
_UNFINISHED = {
    "MERGE_HEAD": "合并",
    "rebase-merge": "变基",
    "rebase-apply": "变基",
    "CHERRY_PICK_HEAD": "拣选",
    "REVERT_HEAD": "撤销",
    # Several were to be picked or reverted, and the one that stopped it has been committed.
    "sequencer": "拣选或撤销",
    "BISECT_LOG": "二分查找",
}
_FILTER = re.compile(r"filter\.(.+)\.(?:clean|smudge|process)", re.DOTALL | re.IGNORECASE)
#: What `ls-files --debug` says behind a name.
_STAT = re.compile(
    r"  ctime: \d+:\d+\n  mtime: (\d+):(\d+)\n  dev: .*\n  uid: .*\n  size: (\d+)\tflags: .*\n"
)
_LFS = re.compile(rb"version https://git-lfs\.github\.com/spec/.*\noid sha256:([0-9a-f]{64})\n")


class Status(NamedTuple):
    """Files below the folder, from the top: those that differ from HEAD, are new, or are ignored.

    `untold`: those that a filter stands before, so that nobody can say whether they differ, with
    the filter's name.
    """

    changed: list[str]
    untold: dict[str, str]


class Checkout(Repository):
    """The repository around a folder of its working tree."""

    def status(self) -> Status:
        """How the files below the folder differ from HEAD."""
        configured = self._filters()
        out = self._git.run(
            "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all",
            "--ignored=matching", "--ignore-submodules=dirty", "--", ".",
            settings=without_filters(configured),
        )  # fmt: skip
        told = [(line[:2], line[3:]) for line in lines(out)]
        filtered = self._filtered([name for code, name in told if code == " M"], configured)
        same = self._same(filtered)
        untold = {name: word for name, word in filtered.items() if name not in same}
        return Status([name for _, name in told if name not in filtered], untold)

    def skipped(self) -> list[str]:
        """Files below the folder, relative to it, that a sparse checkout has left out."""
        listed = lines(self._git.run("ls-files", "-t", "-z", "--", "."))
        return [line[2:] for line in listed if line.startswith("S ")]

    def unfinished(self) -> str | None:
        """What git has begun here and not ended, in Chinese."""
        for name, word in _UNFINISHED.items():
            found = os.fsdecode(self._git.run("rev-parse", "--git-path", name).rstrip(b"\n"))
            if (self._folder / found).exists():
                return word
        return None

    def _filters(self) -> set[str]:
        """The filters that have a program to run."""
        listed = lines(self._git.run("config", "--list", "--name-only", "-z"))
        found = {match[1] for name in listed if (match := _FILTER.fullmatch(name))}
        odd = sorted(name for name in found if set(name) & set("=\n"))
        if odd:
            raise GitFailed(f"git 配置里的过滤器名字 {odd[0]!r} 读不成，改名后再试")
        return found

    def _filtered(self, names: list[str], configured: set[str]) -> dict[str, str]:
        """Those of `names` that such a filter stands before, with its name."""
        if not names or not configured:
            return {}
        given = b"".join(os.fsencode(self._within(name)) + b"\0" for name in names)
        words = lines(
            self._git.start("check-attr", "-z", "--stdin", "filter", given=given).output()
        )
        told = zip(names, words[2::3], strict=True)
        return {name: word for name, word in told if word in configured}

    def _same(self, names: Iterable[str]) -> set[str]:
        """The files of `names` that are certainly as they were checked out, without a filter."""
        wanted = list(names)
        if not wanted:
            return set()
        paths = [f":(top,literal){name}" for name in wanted]
        kept = self._recorded(paths)
        entries = {self.prefix + one.name: one.oid for one in self.index()}
        known = {name: entries[name] for name in wanted if entries.get(name)}
        blobs = dict(self.blobs(set(known.values())))
        return {
            name
            for name, oid in known.items()
            if _untouched(self._path(name), kept.get(name)) or _is(self._path(name), blobs[oid])
        }

    def _recorded(self, paths: list[str]) -> dict[str, tuple[int, int]]:
        """When a file was written (ns) and how long it was, as git remembers from the checkout."""
        out = self._git.run("ls-files", "--debug", "-z", "--full-name", "--", *paths)
        found: dict[str, tuple[int, int]] = {}
        name, *rest = os.fsdecode(out).split("\0")
        for piece in rest:
            match = _STAT.match(piece)
            if match:
                seconds, nanoseconds, size = map(int, match.groups())
                found[name] = seconds * 10**9 + nanoseconds, size
                name = piece[match.end() :]
        return found

    def _within(self, name: str) -> str:
        return name.removeprefix(self.prefix)

    def _path(self, name: str) -> Path:
        return self._folder / self._within(name)


def _untouched(path: Path, recorded: tuple[int, int] | None) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return (status.st_mtime_ns, status.st_size) == recorded


def _is(path: Path, stored: bytes) -> bool:
    """Whether a file is what git has stored, or what Git LFS has stored for it."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    pointer = _LFS.match(stored)
    if pointer:
        return hashlib.sha256(data).hexdigest().encode() == pointer[1]
    return data.replace(b"\r\n", b"\n") == stored.replace(b"\r\n", b"\n")
