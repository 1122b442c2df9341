"""A second process for work in parts: it takes them from the end, this one from the front.

The reason: to read a large ledger that nobody has read before is seconds of work for one processor,
and every machine has two.  Python's threads share one.

What it does is never needed: a part that it has not handed over is done here, so that one that
dies, hangs, is killed or finds no room costs time and nothing else.  It is a copy of this process
(`os.fork`; where there is none, there is no second one), which reads and writes nothing of this
one's but the pipe, and is gone when `close` returns.  Must not know what the work is.
"""

import os
import select
import signal
import threading
import time
from collections.abc import Callable

#: A part is handed over as so many bytes that say its length, and that many more.
_LENGTH = 8
#: As much as fits into one pipe without waiting, where that can be asked for.
_ROOM = 1 << 20
_AT_ONCE = 1 << 20
#: What ends a process that is waited for no more.
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE) if hasattr(signal, "SIGPIPE") else ()
#: Seconds that are always waited for a part that the other process is at.
_LEAST = 0.05

#: One part, by its number; None: no use to go on.
Work = Callable[[int], bytes | None]


def possible() -> bool:
    """Whether there can be one, and a processor for it; with other threads a copy is not safe."""
    return hasattr(os, "fork") and processors() > 1 and threading.active_count() == 1


def processors() -> int:
    """How many this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class SecondProcess:
    """Does the parts of some work from the last one on, until it is closed."""

    def __init__(self, parts: int, work: Work) -> None:
        """Raises OSError where no process can be had."""
        self._found: dict[int, bytes] = {}
        #: The part that it is at.
        self._at = parts - 1
        self._came = bytearray()
        self._since = time.monotonic()
        ours, theirs = os.pipe()
        try:
            _widen(theirs)
            # No signal may find the copy in the middle of what this process is doing.
            held = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
            try:
                self._process = os.fork()
                if self._process == 0:
                    _do(parts, work, ours, theirs)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, held)
        except OSError:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        os.set_blocking(ours, False)
        self._pipe: int | None = ours

    def take(self, at: int) -> bytes | None:
        """A part, if it is done; None: to be done here.  To be asked from the first part on.

        Waits for one that the other process is at, though no longer than all has taken so far.
        """
        self._read()
        if self._pipe is not None and at == self._at:
            until = time.monotonic() + max(time.monotonic() - self._since, _LEAST)
            while self._pipe is not None and at == self._at and time.monotonic() < until:
                waiting = select.poll()
                waiting.register(self._pipe, select.POLLIN)
                waiting.poll(max(until - time.monotonic(), 0) * 1000)
                self._read()
        if at >= self._at:
            # What it does from here on is done here, too.
            self.close()
        return self._found.pop(at, None)

    def close(self) -> None:
        """End the other process, whatever it does."""
        if self._pipe is None:
            return
        os.close(self._pipe)
        self._pipe = None
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def _read(self) -> None:
        """Take what is in the pipe."""
        while self._pipe is not None:
            try:
                came = os.read(self._pipe, _AT_ONCE)
            except BlockingIOError:
                break
            self._came += came
            self._cut()
            if not came:
                self.close()

    def _cut(self) -> None:
        while len(self._came) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._came[:_LENGTH], "big")
            if len(self._came) < end:
                return
            self._found[self._at] = bytes(self._came[_LENGTH:end])
            self._at -= 1
            del self._came[:end]


def _widen(pipe: int) -> None:
    try:
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)
    except (ImportError, AttributeError, OSError):
        return


def _do(parts: int, work: Work, theirs: int, pipe: int) -> None:
    """All that the copy does.  Never returns."""
    try:
        for one in _SIGNALS:
            signal.signal(one, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        # Else nobody would tell it that the process that it works for is gone.
        os.close(theirs)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        for at in reversed(range(parts)):
            done = work(at)
            if done is None:
                break
            left = memoryview(len(done).to_bytes(_LENGTH, "big") + done)
            while left:
                left = left[os.write(pipe, left) :]
    finally:
        # Nothing that is open here is this process's to end in good order.
        os._exit(0)
