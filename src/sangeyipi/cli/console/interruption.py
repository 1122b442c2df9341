"""Being told to stop.  Ctrl-C: one word, exit code 130, and never a traceback, whenever it comes.

Owns the signals.  While a command runs it is an exception, so that what is half written is taken
away again; before and after there is nothing to tidy up, and the program leaves at once.

SIGTERM and SIGHUP (cron, systemd, a terminal that closes) would end the run on the spot, temporary
files and all: what is under way is left as it should be, then the run ends by that signal.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

CODE = 130
SAID = "已中断"
#: Whether it came: what fails after that failed for no other reason.
_came = False


def at_once() -> None:
    """From here on there is nothing to tidy up."""
    _answer(lambda *_: leave())


def tidily() -> None:
    """From here on it is an exception."""
    _answer(_raise)
    sys.excepthook = _hooked(sys.excepthook, lambda kind, *_: kind)
    # Raised where Python cannot pass it on (a callback of the import system), it would be printed,
    # traceback and all, and forgotten.
    sys.unraisablehook = _hooked(sys.unraisablehook, lambda one: one.exc_type)


def came() -> bool:
    """Whether the command was interrupted, whatever became of the exception."""
    return _came


def leave() -> "NoReturn":
    """Say so and end, now."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    try:
        os.write(2, f"{SAID}\n".encode(encoding, "backslashreplace"))
    finally:
        os._exit(CODE)


def _answer(handler: "Callable[..., Any]") -> None:
    # Where it is ignored (nohup, a job in the background) it stays so.
    if signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, None):
        signal.signal(signal.SIGINT, handler)


def _raise(*_: object) -> None:
    global _came
    _came = True
    raise KeyboardInterrupt


def _hooked(before: "Callable[..., Any]", kind_of: "Callable[..., Any]") -> "Callable[..., Any]":
    def hook(*told: object) -> None:
        kind = kind_of(*told)
        if isinstance(kind, type) and issubclass(kind, KeyboardInterrupt):
            leave()
        before(*told)

    return hook


class Ended(BaseException):
    """This run was told to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def listen() -> None:
    """From here on a signal to stop is raised as Ended; one that is ignored (nohup) still is."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def die_of(number: int) -> None:
    """End as whoever sent the signal expects it; returns only where the system can't."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _end(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)  # a second one does not wait
    raise Ended(number)
