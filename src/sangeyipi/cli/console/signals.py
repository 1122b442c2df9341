"""Being told to stop: what is under way is left as it should be, then the run ends by that signal.

Owns SIGTERM and SIGHUP (cron, systemd, a terminal that closes).  Python itself turns Ctrl-C into
KeyboardInterrupt; these two it would let end the run on the spot, temporary files and all.
"""

import os
import signal
from types import FrameType


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
            signal.signal(number, _raise)


def die_of(number: int) -> None:
    """End as whoever sent the signal expects it; returns only where the system can't."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _raise(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)  # a second one does not wait
    raise Ended(number)
