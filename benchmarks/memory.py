"""The memory of a run that may start processes of its own: of all of them together.

What the system remembers of an ended process (`ru_maxrss`) is the largest single one.  So Linux is
asked every few milliseconds what each of them holds, with what they share counted once.  That
slows them down: a run for memory is not one for time.
"""

import contextlib
import os
import re
import sys
import threading
from pathlib import Path

from processes import Command, Taken, run

_SECONDS = 0.005
_PSS = re.compile(r"^Pss: +([0-9]+) kB$", re.MULTILINE)


def peak_of_all(command: Command) -> int | None:
    """Run it once: the peak in bytes of it and all that it starts; None on Windows.

    Elsewhere than on Linux only the largest of them counts.
    """
    return run_watched(command).peak


def run_watched(command: Command, every: float = _SECONDS) -> Taken:
    """Run it once, its peak being that of all its processes, looked at `every` so many seconds."""
    if sys.platform != "linux":
        return run(command)
    seen, done = [0], threading.Event()
    watch = threading.Thread(target=_watch, args=(os.getpid(), done, seen, every))
    watch.start()
    try:
        taken = run(command)
    finally:
        done.set()
        watch.join()
    # One process alone is known better than by looking now and then.
    return taken._replace(peak=max(max(seen), taken.peak or 0))


def _watch(parent: int, done: threading.Event, seen: list[int], every: float) -> None:
    while not done.wait(every):
        seen[0] = max(seen[0], sum(map(_held, _below(parent))))


def _below(process: int) -> list[int]:
    """Its children, their children, and so on; those that have just ended may be missing."""
    found: list[int] = []
    for listing in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, listing.read_text().split()):
                found += [child, *_below(child)]
    return found


def _held(process: int) -> int:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:  # it has ended
        return 0
    found = _PSS.search(rollup)
    return int(found[1]) * 1024 if found else 0
