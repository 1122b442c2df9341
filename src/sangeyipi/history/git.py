"""Reading a git repository: the only place that runs git.

Plumbing only, without a shell, in an environment of our own.  What a user typed is never an
argument: revisions are resolved through the standard input of one long-lived `git cat-file
--batch`, and every other command is given object ids, so nothing can be taken for an option.
Writes nothing.  Must not know what a ledger is.
"""

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from sangeyipi.history.failures import (
    DubiousOwnership,
    GitFailed,
    GitMissing,
    NotARepository,
)

TIMEOUT = 120.0
#: Ids asked for before their answers are read: fewer bytes than any system's pipe holds.
_BATCH = 48
#: What of the caller's GIT_… may reach git: where its trust is configured, and the objects that a
#: server's hook is still receiving.  The repository is found from the folder, not from GIT_DIR.
_KEPT = re.compile(
    r"GIT_(CONFIG_.*|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH|QUARANTINE_PATH"
    r"|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|TEST_ASSUME_DIFFERENT_OWNER)"
)
_OURS = {
    "LC_ALL": "C",
    "LANGUAGE": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
}
_SETTINGS = (
    "core.quotepath=off",
    "color.ui=never",
    "diff.external=",
    "diff.relative=false",
    "i18n.logOutputEncoding=UTF-8",
    "log.showSignature=false",
)
_TRUST = re.compile(r"git config --global --add safe\.directory .+")


class Object(NamedTuple):
    """An object of the store."""

    oid: str
    type: str
    data: bytes


class Git:
    """Git in one folder: single commands, and one process that answers for objects."""

    def __init__(self, folder: Path) -> None:
        self._git = _find_git()
        self._folder = folder
        self._batch: subprocess.Popen[bytes] | None = None
        # A file, as nobody reads it while git runs, and a pipe would fill.
        self._told: IO[bytes] | None = None

    def close(self) -> bytes:
        """End the long-lived process; what it said on stderr."""
        told = b""
        if self._batch is not None:
            self._batch.kill()
            self._batch.communicate()
            self._batch = None
        if self._told is not None:
            self._told.seek(0)
            told = self._told.read()
            self._told.close()
            self._told = None
        return told

    def run(self, *arguments: str, given: bytes | None = None, index: Path | None = None) -> bytes:
        """The output of a git command, whose arguments must be ours.  Raises GitFailed."""
        try:
            done = subprocess.run(
                self._command(arguments),
                cwd=self._folder,
                env=_environment(index),
                input=given,
                stdin=subprocess.DEVNULL if given is None else None,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise GitFailed(f"git 运行超过 {TIMEOUT:.0f} 秒，已停止") from None
        except OSError as error:
            raise NotARepository(f"{self._folder} 打不开") from error
        if done.returncode:
            raise _failure(self._folder, done.stderr)
        return done.stdout

    def objects(self, names: Iterable[str]) -> Iterator[Object | None]:
        """Objects by id or revision, in order; None for what is not there or not unique."""
        pending = list(names)
        for start in range(0, len(pending), _BATCH):
            yield from self._answers(pending[start : start + _BATCH])

    def _answers(self, names: list[str]) -> list[Object | None]:
        process = self._running()
        assert process.stdin and process.stdout
        watch = threading.Timer(TIMEOUT, process.kill)
        watch.daemon = True
        watch.start()
        try:
            asked = "".join(f"{name}\n" for name in names)
            process.stdin.write(asked.encode("utf-8", "surrogateescape"))
            process.stdin.flush()
            return [_answer(process.stdout) for _ in names]
        except (EOFError, OSError):
            raise _failure(self._folder, self.close()) from None
        finally:
            watch.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._batch is None:
            self._told = tempfile.TemporaryFile()  # noqa: SIM115
            self._batch = subprocess.Popen(
                self._command(("cat-file", "--batch")),
                cwd=self._folder,
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._told,
            )
        return self._batch

    def _command(self, arguments: Iterable[str]) -> list[str]:
        settings = [word for one in _SETTINGS for word in ("-c", one)]
        return [self._git, "--no-pager", *settings, *arguments]


def _find_git() -> str:
    found = shutil.which("git")
    if found is None:
        raise GitMissing("找不到 git：看历史和比较版本要先装 git；其他命令不受影响")
    return found


def _environment(index: Path | None = None) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or _KEPT.fullmatch(name)
    }
    return {**kept, **_OURS, **({"GIT_INDEX_FILE": str(index)} if index else {})}


def _failure(folder: Path, stderr: bytes) -> GitFailed:
    told = stderr.decode("utf-8", "replace").strip()
    if "not a git repository" in told or "must be run in a work tree" in told:
        return NotARepository(f"{folder} 不在 git 仓库里：看历史和比较版本要有 git")
    if "dubious ownership" in told or "unsafe repository" in told:
        command = _TRUST.search(told)
        way = f"：\n  {command[0]}" if command else "（git config --global --add safe.directory）"
        return DubiousOwnership(
            f"{folder} 的仓库属于另一个用户，git 不肯读（dubious ownership）。\n"
            f"确认可信后，用运行 sgyp 的那个账号只放行这一个文件夹{way}"
        )
    first = told.splitlines()[0] if told else "没有说明原因"
    return GitFailed(f"git 出错：{first.removeprefix('fatal: ')}")


def _answer(stream: IO[bytes]) -> Object | None:
    head = stream.readline()
    if not head.endswith(b"\n"):
        raise EOFError
    if head.endswith((b" missing\n", b" ambiguous\n")):
        return None
    oid, kind, size = head.decode("ascii").split()
    data = stream.read(int(size))
    stream.read(1)
    return Object(oid, kind, data)
