"""What an unattended run says: nothing, one line, or every step with its time.

Owns the three manners; what is said is the command's.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sangeyipi.cli.console import output
from sangeyipi.cli.console.exits import Stop
from sangeyipi.cli.console.progress import ProgressLine


class Narrator:
    """`quiet`: only what went wrong; `log`: every step on stderr with the time in China."""

    def __init__(self, quiet: bool, log: bool) -> None:
        self._quiet = quiet
        self._log = log
        self._line = ProgressLine()
        self._line.watched = self._line.watched and not log and not quiet

    def step(self, text: str) -> None:
        """Something was done: only a log tells it."""
        if self._log:
            output.warn(self.stamped(text))

    def notice(self, text: str) -> None:
        """Something that a person should know though nothing is wrong."""
        if self._log or not self._quiet:
            self.clear()
            output.warn(self.stamped(text))

    def fault(self, text: str) -> None:
        """Something that is wrong and needs a person: told in every manner."""
        self.clear()
        output.warn(self.stamped(text))

    def stamped(self, text: str) -> str:
        """The text, with the time at each line if there is a log."""
        if not self._log:
            return text
        from datetime import datetime

        from sangeyipi.model.today import CHINA

        now = datetime.now(CHINA).isoformat(timespec="seconds")
        return "\n".join(f"{now} {line}" for line in text.splitlines())

    def summary(self, text: str) -> None:
        """The one line at the end."""
        self.clear()
        if self._log:
            output.warn(self.stamped(text))
        elif not self._quiet:
            output.write_text(text + "\n")

    @contextmanager
    def to_the_end(self) -> Iterator[None]:
        """What stops the run is told in its manner too, and the line of progress is taken away."""
        try:
            yield
        except Stop as stop:
            raise Stop(self.stamped(str(stop)), stop.code) from stop.__cause__
        finally:
            self.clear()

    def progress(self, what: str, done: int = 0, total: int = 0) -> None:
        """What is being done, and how far it is, for whoever watches a terminal."""
        self._line.show(f"{what} {done}/{total} " if total > 1 else f"{what}…… ")

    def clear(self) -> None:
        """Take the line of progress away."""
        self._line.clear()
