"""Patterns that are compiled when they are first used: most are for what is hardly ever there.

Compiling all of them takes longer than reading a small ledger.  Must not know what any looks for.
"""

import re
from typing import Any, cast


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, at its first use."""
    return cast("re.Pattern[str]", _Later(pattern, flags))


class _Later:
    """A pattern not compiled yet; afterwards its methods are this object's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None
        EVERY.append(self)

    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled once: `re` forgets what it compiled where there are many."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.compiled(), name)
        setattr(self, name, method)
        return method


#: All of them, in the order in which modules declare them.
EVERY: list[_Later] = []


def compile_all() -> None:
    """Compile every one now, so that a copy of the process need not do it again for itself."""
    for one in EVERY:
        one.compiled()
