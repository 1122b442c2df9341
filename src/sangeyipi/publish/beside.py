"""Making something in a process beside this one, where the system can fork.

Owns only speed: a workbook of ten thousand projects takes as long as the other formats together,
and the second core has nothing to do.  Whatever goes wrong over there, it is made here after all,
so that a failure has one place and one message.
"""

import contextlib
import os
import pickle
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

Made = TypeVar("Made")


def begin(make: Callable[[], Made]) -> Callable[[], Made]:
    """Start making; call the result to have what was made.  `make` must have no other effect."""
    if not hasattr(os, "fork"):
        return make
    try:
        reader, writer = os.pipe()
        child = _forked()
    except OSError:  # no memory, or no process to be had: there is time enough
        return make
    if not child:
        _send(make, writer)
    os.close(writer)

    def finish() -> Made:
        with os.fdopen(reader, "rb") as stream:
            sent = stream.read()
        _, status = os.waitpid(child, 0)
        # What is unpacked here was packed by ourselves.
        return cast(Made, pickle.loads(sent)) if status == 0 else make()

    return finish


def _forked() -> int:
    """Fork.  Ctrl-C goes to both: the child ends of it without a word, at every moment."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    child = -1
    try:
        child = os.fork()
        if not child and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return child


def _send(make: Callable[[], object], writer: int) -> None:
    """Make it, hand it over, and leave without the parent's way of ending."""
    code = 1
    with contextlib.suppress(BaseException):
        _let_go(writer)
        with os.fdopen(writer, "wb") as stream:
            pickle.dump(make(), stream)
        code = 0
    os._exit(code)


def _let_go(writer: int) -> None:
    """Close what the parent has open, its lock above all: that must end with the parent."""
    for one in list(Path("/dev/fd").iterdir()):
        descriptor = int(one.name)
        if descriptor > 2 and descriptor != writer:
            with contextlib.suppress(OSError):
                os.close(descriptor)
