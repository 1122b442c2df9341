"""All patterns of an audit, compiled by a second process while a long text is being read.

The reason: a long text asks for all of the four hundred patterns that no short one does, and until
it is read a processor has nothing to do.  What `re` makes of a pattern is numbers; these are sent
and made a pattern of here, which takes a tenth of the time.  A Python that goes another way
compiles them here, as does one without a second process (`store/second_process.py`, which says what
it may cost: time and nothing else).
"""

import marshal
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from sangeyipi.audit.charsets import remembered
from sangeyipi.model import patterns
from sangeyipi.store import second_process

#: Of a text of fewer characters not all patterns are asked for.
_LONG = 100_000
#: It works when nobody else has anything to do.
_LAST = 10

#: What `re` makes a pattern of.
_Made = tuple[Any, ...]


class Compiling:
    """The patterns that no text has asked for yet, being compiled."""

    def __init__(self, characters: int) -> None:
        self._second: second_process.SecondProcess | None = None
        if characters >= _LONG and second_process.possible():
            try:
                self._second = second_process.SecondProcess(1, lambda _: sent())
            except OSError:
                return

    def done(self) -> None:
        """Take them, if somebody compiles them; asked once, and always."""
        if self._second is None:
            return
        try:
            data = self._second.take(0)
        finally:
            self._second.close()
        if data is not None:
            taken(data)


def sent() -> bytes | None:
    """What becomes of all patterns that are not compiled yet; None where `re` does not tell it."""
    if hasattr(os, "nice"):
        os.nice(_LAST)
    made: list[tuple[int, _Made]] = []
    with remembered(), _told() as told:
        for number, one in enumerate(patterns.EVERY):
            if not one.is_compiled:
                told.clear()
                one.compiled()
                # One that `re` remembers is not made again.
                made += [(number, each) for each in told]
    return marshal.dumps(made) if made else None


def taken(data: bytes) -> None:
    """Make the patterns of what was sent, all but those that were asked for meanwhile."""
    make = import_module("re._compiler")._sre.compile
    for number, made in marshal.loads(data):
        if not patterns.EVERY[number].is_compiled:
            patterns.EVERY[number].take(make(*made))


@contextmanager
def _told() -> Iterator[list[_Made]]:
    """Within this, what `re` makes each pattern of is told; nothing where it has no such place."""
    compiler: Any = import_module("re._compiler")
    told: list[_Made] = []
    maker: Any = getattr(compiler, "_sre", None)
    if not hasattr(maker, "compile"):
        yield told
        return

    def compiled(*made: Any) -> Any:
        told.append(tuple(map(_plainly, made)))
        return maker.compile(*made)

    compiler._sre = SimpleNamespace(**{**vars(maker), "compile": compiled})
    try:
        yield told
    finally:
        compiler._sre = maker


def _plainly(one: Any) -> Any:
    """With bare numbers: those that `re` has a name for cannot be sent."""
    if isinstance(one, list):
        return list(map(int, one))
    return int(one) if isinstance(one, int) else one
