"""The line of progress, for whoever watches a terminal's stderr.  Owns how it comes and goes."""

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

#: Seconds of silence before progress is shown.
_PATIENCE = 0.7


class ProgressLine:
    """A line that appears once it takes long enough to wonder; `doing` is a verb: 读取.

    `of` is what is counted; without it the line says how many of a hundred parts are done.
    Where others know that it is going to take long, they `show` a text at once.
    """

    def __init__(self, doing: str = "", of: str = "个文件") -> None:
        self._doing = doing
        self._of = of
        self._since = time.monotonic()
        self._width = 0
        self.watched = sys.stderr.isatty()
        self._timer: threading.Timer | None = None

    def __call__(self, done: int, total: int) -> None:
        """So many of all are done."""
        if not self.watched:
            return
        self._stop_timer()
        left = _PATIENCE - (time.monotonic() - self._since)
        if left <= 0:
            self._count(done, total)
        else:  # the next file may be the one that takes long
            import threading  # for whoever watches alone

            self._timer = threading.Timer(left, self._count, (done, total))
            self._timer.daemon = True
            self._timer.start()

    def clear(self) -> None:
        """Take the line away again."""
        self._stop_timer()
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0

    def show(self, text: str) -> None:
        """What is being done, in place of what was shown before."""
        if self.watched:
            self._stop_timer()
            self._write(text)

    def _count(self, done: int, total: int) -> None:
        share = f"{done}/{total} {self._of}" if self._of else f"{done * 100 // max(total, 1)}%"
        self._write(f"正在{self._doing} {share} ")

    def _write(self, line: str) -> None:
        before, self._width = self._width, 2 * len(line)
        wiped = f"\r{' ' * before}" if before > self._width else ""
        sys.stderr.write(f"{wiped}\r{line}")
        sys.stderr.flush()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._timer = None
