"""Killing a run for real, at each of its steps that leaves the disk as no other does.

A run's steps are the lines of the modules that change something (those of `sangeyipi.publish`, or
others that a test names), and each change of names anywhere below them: between any two of its
system calls there is one.  A first run
is watched: before each step, what is there by now?  Then one run is killed (SIGKILL) at each step
before which something had changed.  What comes after a kill depends on nothing else.
"""

import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import sangeyipi.publish

#: Fewer than any run has: a loop that ended early would prove nothing.
FEWEST_STEPS = 60
FEWEST_STATES = 7
_RANDOM = re.compile(r"-[0-9a-f]{8}(?=/|$)|-[0-9a-f]{12}(?=\.tmp)")
_PACKAGE = Path(sangeyipi.publish.__file__).parent
#: These only read and reckon: a kill among their lines is one before the next line of the others.
_READING = frozenset({"contents", "failures", "manifest", "names", "verify"})
_CHANGING = frozenset(str(path) for path in _PACKAGE.rglob("*.py") if path.stem not in _READING)
#: As the interpreter reports them before they are made.
_CHANGES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir"})


def each_kill(
    task: Callable[[], object],
    prepare: Callable[[], object],
    out: Path,
    changing: frozenset[str] = _CHANGING,
) -> Iterator[int]:
    """Kill `task` at each step before which `out` had changed; yield after each kill."""
    prepare()
    task()  # what is made only once is made, so that each run takes the same steps
    prepare()
    for step in _watched(task, out, changing):
        prepare()
        assert killed(task, step, changing)
        yield step


def killed(task: Callable[[], object], step: int, changing: frozenset[str] = _CHANGING) -> bool:
    """Run `task` in a child killed before its n-th step; False: it ended before there was one."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    status = _in_child(task, count, lambda: None, changing)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the run failed by itself"
    return False


def _watched(task: Callable[[], object], out: Path, changing: frozenset[str]) -> list[int]:
    """The numbers of the steps before which what is in `out` had changed, and of the first."""
    told, tell = os.pipe()
    steps: list[int] = []
    count = 0
    before: object = None

    def look() -> None:
        nonlocal count, before
        count += 1
        now = _state(out)
        if now != before:
            steps.append(count)
            before = now

    def report() -> None:
        os.write(tell, json.dumps([count, steps]).encode())

    status = _in_child(task, look, report, changing)
    os.close(tell)
    assert os.WEXITSTATUS(status) == 0, "the run failed by itself"
    with os.fdopen(told) as pipe:
        total, changed = json.load(pipe)
    assert total > FEWEST_STEPS
    assert len(changed) > FEWEST_STATES
    return list(changed)


def _state(out: Path) -> dict[str, int]:
    """All names below `out` and their sizes, without what is random in them."""
    return {
        _RANDOM.sub("", str(path.relative_to(out))): path.lstat().st_size if path.is_file() else 0
        for path in out.rglob("*")
    }


def _in_child(
    task: Callable[[], object],
    step: Callable[[], None],
    end: Callable[[], None],
    changing: frozenset[str],
) -> int:
    """Run `task` in a forked child that calls `step` before each of its steps; its status."""

    def line(frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        if frame.f_code.co_filename not in changing:
            return None
        if event == "line":
            step()
        return line

    def change(event: str, _: tuple[Any, ...]) -> None:
        if event in _CHANGES:
            step()

    child = os.fork()
    if child == 0:
        code = 1
        try:
            sys.addaudithook(change)
            sys.settrace(line)
            task()
            sys.settrace(None)
            end()
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]
