"""Work in parts done by two processes, where there can be two: each part's result, in order.

`store/second_process.py` says what the second one may cost: time and nothing else.  Who did which
part cannot be told from what comes of it.
"""

import pickle
from collections.abc import Callable
from typing import TypeVar

from sangeyipi.store import second_process

_EACH_ONE = 2

T = TypeVar("T")
#: Told how many parts are done, of how many.
Progress = Callable[[int, int], None]


def by_two(parts: int, work: Callable[[int], T], progress: Progress | None = None) -> list[T]:
    """What the work comes to of each part, by its number; the results are sent as bytes."""
    second = _second(parts, work)
    found: list[T] = []
    try:
        for at in range(parts):
            done = None if second is None else second.take(at)
            found.append(work(at) if done is None else pickle.loads(done))
            if progress is not None and parts > 1:
                progress(at + 1, parts)
    finally:
        if second is not None:
            second.close()
    return found


def _second(parts: int, work: Callable[[int], T]) -> second_process.SecondProcess | None:
    if parts < _EACH_ONE or not second_process.possible():
        return None
    try:
        return second_process.SecondProcess(
            parts, lambda at: pickle.dumps(work(at), pickle.HIGHEST_PROTOCOL)
        )
    except OSError:
        return None
