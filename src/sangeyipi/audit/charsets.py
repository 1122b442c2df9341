"""Sets of characters in patterns, worked out once for all patterns that have them.

The reason: a third of the start of an audit is `re` making a table of 65,536 characters for every
`[一-龥]` and `[^,。;]`, of which its five hundred patterns have two thousand, most of them
the same again.  So long as patterns are compiled within `remembered`, an equal set is not worked
out again; a Python whose `re` is built otherwise compiles them as it does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

_NAME = "_optimize_charset"
_Made = tuple[Any, ...]


@contextmanager
def remembered() -> Iterator[None]:
    """Within this, patterns with equal sets of characters are compiled faster, to the same."""
    compiler: Any = import_module("re._compiler")
    plainly = getattr(compiler, _NAME, None)
    if plainly is None:
        yield
        return
    setattr(compiler, _NAME, _remembering(plainly))
    try:
        yield
    finally:
        setattr(compiler, _NAME, plainly)


def _remembering(plainly: Callable[..., Any]) -> Callable[..., Any]:
    made: dict[_Made, Any] = {}

    def known(charset: list[_Made], *folded: Any) -> Any:
        # Where case is folded it depends on the flags, too.
        if any(folded):
            return plainly(charset, *folded)
        try:
            key = tuple(charset)
            found = made.get(key)
        except TypeError:
            return plainly(charset, *folded)
        if found is None:
            found = made[key] = plainly(charset, *folded)
        return found

    return known
