"""The only place that runs git: to read a repository, and (`git.commit`) to commit to it.

Plumbing only, without a shell, in an environment of our own.  What a user typed is never an
argument: revisions are resolved through the standard input of one long-lived `git cat-file
--batch`, and every other command is given object ids, so nothing can be taken for an option.
Where much is asked git works ahead of us.  Must not know what a ledger is.
"""

import contextlib
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from sangeyipi.git.environment import SETTINGS, WRITING_SETTINGS, environment, find_git
from sangeyipi.git.failures import (
    DubiousOwnership,
    GitFailed,
    NotARepository,
    ObjectMissing,
    Unanswered,
)

TIMEOUT = 120.0
#: A hook may fetch its tools when it first runs, and a signature may be waited for.
WRITING_TIMEOUT = 1800.0
#: What to do where contents are not in a clone.
PARTIAL = "部分克隆缺的内容要从远端取：连上远端再试，或 git fetch --refetch --no-filter 取全"
#: Ids asked for before their answers are read: fewer bytes than any system's pipe holds.
_BATCH = 48
#: Answers taken at a time where git works ahead: a part of those asked for.
_PART = 16
#: Bytes that git may be ahead of us, where the system lets us say so.
_PIPE = 1 << 20
_TRUST = re.compile(r"git config --global --add safe\.directory .+")


class Object(NamedTuple):
    """An object of the store."""

    oid: str
    type: str
    data: bytes


class Running:
    """A git command under way, which works while Python does something else."""

    def __init__(
        self, folder: Path, process: "subprocess.Popen[bytes]", timeout: float = TIMEOUT
    ) -> None:
        self._folder = folder
        self._process = process
        self._timeout = timeout

    def output(self) -> bytes:
        """What it says, once it is done.  Raises GitFailed."""
        code, out, told = self.ended()
        if code:
            raise _failure(self._folder, told)
        return out

    def ended(self) -> tuple[int, bytes, bytes]:
        """Its exit code, and what it said on stdout and stderr.  Raises GitFailed for its time."""
        try:
            out, told = self._process.communicate(timeout=self._timeout)
        except subprocess.TimeoutExpired:
            self.stop()
            raise GitFailed(f"git 运行超过 {self._timeout:.0f} 秒，已停止") from None
        return self._process.returncode, out, told

    def stop(self) -> None:
        """End it, whatever it is doing, unless its output has been taken."""
        if self._process.stdout and not self._process.stdout.closed:
            self._process.kill()
            self._process.communicate()


class _Batch:
    """A process that answers for one object after another."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._folder = folder
        # A file, as nobody reads it while git runs, and a pipe would fill.
        self._told: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._told,
        )
        _widen(self._process.stdout)

    def ask(self, names: list[str]) -> None:
        """Put the names of objects to git, at most _BATCH before the answers are taken."""
        assert self._process.stdin
        asked = "".join(f"{name}\n" for name in names)
        try:
            self._process.stdin.write(asked.encode("utf-8", "surrogateescape"))
            self._process.stdin.flush()
        except OSError:
            told = self.close()
            raise _failure(self._folder, told) if told else unanswered(len(names), 0) from None

    def answers(self, count: int) -> list[Object | None]:
        """The next answers, in the order of asking."""
        stream = self._process.stdout
        assert stream
        watch = threading.Timer(TIMEOUT, self._process.kill)
        watch.daemon = True
        watch.start()
        found: list[Object | None] = []
        try:
            for _ in range(count):
                found.append(_answer(stream))
        except (EOFError, OSError, ValueError):
            told = self.close()
            raise _failure(self._folder, told) if told else unanswered(count, len(found)) from None
        finally:
            watch.cancel()
        return found

    def close(self) -> bytes:
        """End the process, if it has not been; what it said on stderr."""
        if self._told.closed:
            return b""
        self._process.kill()
        self._process.communicate()
        self._told.seek(0)
        told = self._told.read()
        self._told.close()
        return told


class Git:
    """Git in one folder: single commands, and one process that answers for objects.

    `writing`: as the user's own git, whose hooks and filters have their say.
    """

    def __init__(self, folder: Path, *, writing: bool = False) -> None:
        self._git = find_git()
        self._folder = folder
        self._writing = writing
        self._batch: _Batch | None = None
        self._running: list[Running] = []

    def close(self) -> None:
        """End what still runs."""
        if self._batch is not None:
            self._batch.close()
            self._batch = None
        for one in self._running:
            one.stop()
        self._running.clear()

    def start(
        self,
        *arguments: str,
        given: bytes = b"",
        index: Path | None = None,
        settings: Iterable[str] = (),
    ) -> Running:
        """A git command, whose arguments must be ours, set to work; `settings` beside our own."""
        # From a file, as nobody feeds it while it runs.
        with tempfile.TemporaryFile() as file:
            file.write(given)
            file.seek(0)
            try:
                process = subprocess.Popen(
                    self._command(arguments, settings),
                    cwd=self._folder,
                    env=environment(index, writing=self._writing),
                    stdin=file if given else subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                )
            except OSError as error:
                raise NotARepository(f"{self._folder} 打不开") from error
        _widen(process.stdout)
        timeout = WRITING_TIMEOUT if self._writing else TIMEOUT
        self._running.append(Running(self._folder, process, timeout))
        return self._running[-1]

    def run(
        self, *arguments: str, index: Path | None = None, settings: Iterable[str] = ()
    ) -> bytes:
        """The output of a git command, whose arguments must be ours.  Raises GitFailed."""
        return self.start(*arguments, index=index, settings=settings).output()

    def objects(self, names: Iterable[str]) -> Iterator[Object | None]:
        """Objects by id or revision, in order; None for what is not there or not unique."""
        pending = list(names)
        for start in range(0, len(pending), _BATCH):
            if self._batch is None:
                self._batch = self._new_batch()
            piece = pending[start : start + _BATCH]
            try:
                self._batch.ask(piece)
                found = self._batch.answers(len(piece))
            except GitFailed:
                self._batch = None
                raise
            yield from found

    def objects_ahead(self, names: Iterable[str]) -> Generator[Object | None]:
        """The same from a process of its own, which reads the next ones while these are used."""
        pending = list(names)
        parts = [pending[start : start + _PART] for start in range(0, len(pending), _PART)]
        ahead = _BATCH // _PART
        batch = self._new_batch()
        try:
            for part in parts[:ahead]:
                batch.ask(part)
            for number, part in enumerate(parts):
                found = batch.answers(len(part))
                if number + ahead < len(parts):
                    batch.ask(parts[number + ahead])
                yield from found
        finally:
            batch.close()

    def _new_batch(self) -> _Batch:
        return _Batch(self._command(("cat-file", "--batch")), self._folder)

    def _command(self, arguments: Iterable[str], settings: Iterable[str] = ()) -> list[str]:
        ours = WRITING_SETTINGS if self._writing else SETTINGS
        words = [word for one in (*ours, *settings) for word in ("-c", one)]
        return [self._git, "--no-pager", *words, *arguments]


def _widen(pipe: IO[bytes] | None) -> None:
    """Room for git to work on while nobody reads; it is only slower where there is none."""
    if sys.platform == "linux" and pipe is not None:
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _failure(folder: Path, stderr: bytes) -> GitFailed:
    told = stderr.decode("utf-8", "replace").strip()
    if "not a git repository" in told or "must be run in a work tree" in told:
        return NotARepository(
            f"{folder} 不在 git 仓库里：看历史和比较版本要先运行 sgyp save 说明，它会建好"
        )
    if "dubious ownership" in told or "unsafe repository" in told:
        command = _TRUST.search(told)
        way = f"：\n  {command[0]}" if command else "（git config --global --add safe.directory）"
        return DubiousOwnership(
            f"{folder} 的仓库属于另一个用户，git 不肯读（dubious ownership）。\n"
            f"确认可信后，用运行 sgyp 的那个账号只放行这一个文件夹{way}"
        )
    if "promisor remote" in told:
        return ObjectMissing(
            f"{PARTIAL}，现在取不到（{told.splitlines()[0].removeprefix('fatal: ')}）"
        )
    first = told.splitlines()[0] if told else "没有说明原因"
    return GitFailed(f"git 出错：{first.removeprefix('fatal: ')}")


def unanswered(asked: int, answered: int) -> Unanswered:
    """Git ended well and said too little: what is missing must not pass for nothing there."""
    return Unanswered(
        f"git 没有答完：问了 {asked} 项，只答了 {answered} 项。"
        "运行的 git 可能是包了一层的脚本，把输入吞掉了；换成真正的 git 再试"
    )


def _answer(stream: IO[bytes]) -> Object | None:
    head = stream.readline()
    if not head.endswith(b"\n"):
        raise EOFError
    if head.endswith((b" missing\n", b" ambiguous\n")):
        return None
    oid, kind, size = head.decode("ascii").split()
    data = stream.read(int(size))
    if len(data) < int(size) or stream.read(1) != b"\n":
        raise EOFError
    return Object(oid, kind, data)
