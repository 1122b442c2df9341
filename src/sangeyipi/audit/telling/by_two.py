"""What is told of many findings, worded by two processes.

The reason: a long text has thousands of findings that do not hold, each with excerpts and carets,
and nothing else is left to be done meanwhile (`store/second_process.py` says what the second one
may cost: time and nothing else).  Who worded which cannot be told from what is told.
"""

import pickle
from collections.abc import Callable, Iterable, Sequence

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.store import second_process

#: Fewer are told before there is another process; so many are told at once.
_MANY, _AT_ONCE = 500, 100


def told_lines(found: Sequence[Finding], tell: Callable[[Finding], Iterable[str]]) -> list[str]:
    """The lines that are told of each, one after another."""
    parts = [found[at : at + _AT_ONCE] for at in range(0, len(found), _AT_ONCE)]

    def lines(at: int) -> list[str]:
        return [line for one in parts[at] for line in tell(one)]

    if len(found) < _MANY or not second_process.possible():
        return [line for at in range(len(parts)) for line in lines(at)]
    try:
        second = second_process.SecondProcess(len(parts), lambda at: pickle.dumps(lines(at)))
    except OSError:
        return [line for at in range(len(parts)) for line in lines(at)]
    told: list[str] = []
    try:
        for at in range(len(parts)):
            done = second.take(at)
            told += lines(at) if done is None else pickle.loads(done)
    finally:
        second.close()
    return told
