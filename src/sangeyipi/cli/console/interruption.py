"""Ctrl-C: one word, exit code 130, and never a traceback, whenever it comes.

Owns the signal.  While a command runs it is an exception, so that what is half written is taken
away again; before and after there is nothing to tidy up, and the program leaves at once.
"""

import os
import signal
import sys
from collections.abc import Callable

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
