"""Which program reads: a digest that is another one as soon as a ledger might be read otherwise.

What is remembered of a file holds for the program that read it: our own source that reads and
checks, the libraries below it, and Python.  To read all that source at every start costs as much as
what is remembered saves of a small ledger; each file's size and times and its number on the disk
say the same, and the system, not the writer, sets the last of these times.  Python itself goes by
less.  What was changed a moment ago may be changed again within one tick of the clock: then nobody
can say, and nothing is remembered.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sangeyipi.store.lasting import key_of

_HERE = Path(__file__).parents[1]
#: All that decides what a file's records are, and which findings a ledger gives.
_PARTS = ("model", "store", "figures", "checks", "git")
_SUFFIXES = (".py", ".yaml")
_LIBRARIES = ("yaml", "pydantic", "pydantic_core")
_DISTRIBUTIONS = ("pyyaml-", "pydantic-", "pydantic_core-")
#: No clock of a file system ticks more slowly.
_TICK = 2_000_000_000


@cache
def program(*more: str) -> str | None:
    """The digest of the program that runs; None where nobody can say which it is.

    `more`: parts of it that decide what is remembered, beside those that read and check.
    """
    try:
        every = [*_sources((*_PARTS, *more)), *_libraries()]
    except (OSError, ValueError, ImportError):
        return None
    newest = max(max(changed) for _, changed in every)
    if newest > time.time_ns() - _TICK:
        return None
    return key_of(sys.version, sys.platform, *(told for told, _ in every))


def _sources(parts: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    todo = [str(_HERE / part) for part in parts]
    while todo:
        with os.scandir(todo.pop()) as found:
            entries = sorted(found, key=lambda one: one.name)
        for one in entries:
            if one.name.endswith(_SUFFIXES):
                yield _told(one.path, one.stat())
            elif one.is_dir() and one.name != "__pycache__":
                todo.append(one.path)


def _libraries() -> Iterator[tuple[str, tuple[int, ...]]]:
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise ImportError(name)
        told, changed = _told(spec.origin, Path(spec.origin).stat())
        names = os.listdir(Path(spec.origin).parents[1])  # noqa: PTH208
        versions = (one for one in names if one.lower().startswith(_DISTRIBUTIONS))
        yield f"{told} {sorted(versions)}", changed


def _told(name: str, status: os.stat_result) -> tuple[str, tuple[int, ...]]:
    changed = status.st_mtime_ns, status.st_ctime_ns
    return f"{name} {status.st_size} {status.st_ino} {changed}", changed
