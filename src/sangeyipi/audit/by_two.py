"""Work in parts done by two processes, where there can be two: each part's result, in order.

`store/second_process.py` says what the second one may cost: time and nothing else.  Who did which
part cannot be told from what comes of it.
"""

import pickle
from collections.abc import Callable
from typing import TypeVar

from sangeyipi.store import second_process

T = TypeVar("T")


def by_two(parts: int, work: Callable[[int], T]) -> list[T]:
    """What the work comes to of each part, by its number; the results are sent as bytes."""
    if parts < 2 or not second_process.possible():
        return [work(at) for at in range(parts)]

    def sent(at: int) -> bytes:
        return pickle.dumps(work(at), pickle.HIGHEST_PROTOCOL)

    try:
        second = second_process.SecondProcess(parts, sent)
    except OSError:
        return [work(at) for at in range(parts)]
    found: list[T] = []
    try:
        for at in range(parts):
            done = second.take(at)
            found.append(work(at) if done is None else pickle.loads(done))
    finally:
        second.close()
    return found
