"""Whole processes, timed: run in turn, one uncounted warm-up each, medians.

Owns how a process is run and measured.  Must not know what is run or what the figures should be.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

#: The only settings of the interpreter that find a package rather than change how fast it runs.
_KEPT = frozenset({"PYTHONHOME", "PYTHONPATH"})


class Command(NamedTuple):
    """A process to run.

    With `prints`, its output must be just that for it to have worked.  With `makes`, that folder
    or file must be there afterwards; what an earlier run made is taken away before the clock
    starts.  With `changes`, that file has another last line, a comment, before the clock starts.
    `settings` are added to the environment, and `exits` is the exit code of one that worked.
    """

    arguments: tuple[str, ...]
    folder: Path
    prints: str | None = None
    makes: Path | None = None
    changes: Path | None = None
    settings: Mapping[str, str] = MappingProxyType({})
    exits: int = 0


class Taken(NamedTuple):
    """What one run took: seconds, peak memory in bytes and seconds of all cores (None: unknown)."""

    seconds: float
    peak: int | None
    work: float | None


@dataclass(slots=True)
class Sample:
    """What the runs of one command took."""

    seconds: list[float] = field(default_factory=list)
    peaks: list[int | None] = field(default_factory=list)
    works: list[float | None] = field(default_factory=list)

    def add(self, taken: Taken) -> None:
        """One run more."""
        self.seconds.append(taken.seconds)
        self.peaks.append(taken.peak)
        self.works.append(taken.work)

    @property
    def time(self) -> float:
        """The median time."""
        return median(self.seconds)

    @property
    def peak(self) -> float | None:
        """The median peak."""
        known = [peak for peak in self.peaks if peak is not None]
        return median(known) if known else None

    @property
    def work(self) -> float | None:
        """The least work: what else the machine does only adds to it."""
        return min((work for work in self.works if work is not None), default=None)


def run_in_turn(commands: Mapping[str, Command], rounds: int) -> dict[str, Sample]:
    """A B C, A B C, …: what else the machine does falls on all of them alike."""
    samples = {name: Sample() for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            said = "warm-up" if turn == 0 else f"run {turn}/{rounds}"
            print(f"{said}: {name}", file=sys.stderr, flush=True)
            taken = run(command)
            if turn:
                samples[name].add(taken)
    return samples


def run(command: Command) -> Taken:
    """Run it once, from start to end.

    Raises RuntimeError where it fails, or prints something else than it should.
    """
    if command.makes is not None:
        _take_away(command.makes)
    if command.changes is not None:
        with command.changes.open("a", encoding="utf-8") as file:
            file.write(f"# {time.time_ns()}\n")
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        # subprocess.run would not tell the peak.
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env={**_environment(), **command.settings},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        peak, work = _wait(process)
        seconds = time.perf_counter() - start
        output.seek(0)
        errors.seek(0)
        said = output.read().decode("utf-8", "replace").strip()
        if process.returncode != command.exits or (
            command.prints is not None and said != command.prints
        ):
            fault = errors.read().decode("utf-8", "replace").strip()
            raise RuntimeError(
                f"{' '.join(command.arguments)}: exit {process.returncode}\n{said}\n{fault}"
            )
    if command.makes is not None and not command.makes.exists():
        raise RuntimeError(f"{' '.join(command.arguments)}: did not make {command.makes}")
    return Taken(seconds, peak, work)


def _take_away(made: Path) -> None:
    if made.is_dir():
        shutil.rmtree(made)
    else:
        made.unlink(missing_ok=True)


def _environment() -> dict[str, str]:
    """Ours without what would slow Python down (no byte code, …) or name another ledger.

    Nor with a user's settings of git, some of which make it do more.
    """
    ours = {
        key: value
        for key, value in os.environ.items()
        if key in _KEPT or not key.startswith(("PYTHON", "SGYP", "GIT_"))
    }
    return {**ours, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def _wait(process: "subprocess.Popen[bytes]") -> tuple[int | None, float | None]:
    """Wait for its end; the peak in bytes and the seconds of work, None on Windows.

    Those of processes that it has waited for are in the work.  Linux lets a child begin with its
    parent's peak, so the parent has to stay small.
    """
    if sys.platform == "win32":
        process.wait()
        return None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
    return peak, usage.ru_utime + usage.ru_stime


def python(*arguments: str | Path) -> tuple[str, ...]:
    """A command line of this very interpreter."""
    return (sys.executable, *map(str, arguments))


def script(name: str, module: str) -> tuple[str, ...]:
    """What a user runs: the script beside this interpreter, or the module where there is none."""
    beside = Path(sys.executable).with_name(f"{name}.exe" if os.name == "nt" else name)
    return (str(beside),) if beside.exists() else python("-m", module)
