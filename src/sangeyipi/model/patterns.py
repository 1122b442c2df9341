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

    def __getattr__(self, name: str) -> Any:
        # `re` keeps what it compiled, so that two methods are no more work than one.
        method = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, method)
        return method
