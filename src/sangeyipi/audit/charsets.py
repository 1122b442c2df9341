"""Sets of characters in patterns, worked out once for all patterns that have them, and fast.

The reason: a third of the start of an audit is `re` making a table of 65,536 characters for every
`[一-龥]` and `[^,。;]`, of which its five hundred patterns have two thousand, most of them
the same again.  So long as patterns are compiled within `remembered`, an equal set is not worked
out again, and one of Chinese characters is made of its few pages of 256 characters, not character
by character.  A Python whose `re` makes another table of a set that is tried first compiles them
as it does, and so does one whose `re` is built otherwise.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

_NAME = "_optimize_charset"
_Made = tuple[Any, ...]
_PAGE = 256
_ALL, _WORD = (1 << _PAGE) - 1, (1 << 32) - 1
_LAST = 0xFFFF
#: A set of no more pieces is told by these.
_FEW = 2


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
    quickly = table if _is_as_known(plainly) else _nothing

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
            found = made[key] = quickly(charset) or plainly(charset, *folded)
        return found

    return known


def _nothing(_: Sequence[_Made]) -> None:
    return None


@cache
def _is_as_known(plainly: Callable[..., Any]) -> bool:
    """Whether a Python makes such tables as `table` does, of a set of all that it knows."""
    try:
        tried = import_module("re._parser").parse("[^ -/,。;一-鿿\\d]")[0][1]
        return bool(table(tried) == plainly(tried))
    except Exception:
        return False


def table(charset: Sequence[_Made]) -> tuple[list[_Made], bool] | None:
    """What `re` makes of a set in which case says nothing; None for a set that has no such table.

    One without Chinese characters is made fast by `re` itself, and one with odder ones is rare.
    """
    constants: Any = import_module("re._constants")
    literal, several, negated = constants.LITERAL, constants.RANGE, constants.NEGATE
    spans: list[tuple[int, int]] = []
    before: list[_Made] = []
    behind: list[_Made] = []
    for one in charset:
        kind, what = one
        if kind is literal:
            spans.append((what, what))
        elif kind is several:
            spans.append(what)
        else:
            (before if kind is negated else behind).append(one)
    pieces = _joined(sorted(spans))
    if len(pieces) <= _FEW or not _PAGE <= pieces[-1][1] <= _LAST:
        return None
    return [*before, (constants.BIGCHARSET, _pages(pieces)), *behind], False


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, none beside another."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _pages(pieces: list[tuple[int, int]]) -> list[int]:
    """How many different pages there are, which of them each 256 characters are, and these."""
    pages = [0] * _PAGE
    for first, last in pieces:
        begin, end = first // _PAGE, last // _PAGE
        if end > begin + 1:
            pages[begin + 1 : end] = [_ALL] * (end - begin - 1)
        after = _ALL >> (_PAGE - 1 - last % _PAGE)
        if begin == end:
            pages[begin] |= after & (_ALL << first % _PAGE)
        else:
            pages[begin] |= _ALL & (_ALL << first % _PAGE)
            pages[end] |= after
    different = {page: at for at, page in enumerate(dict.fromkeys(pages))}
    which = memoryview(bytes(map(different.__getitem__, pages))).cast("I").tolist()
    words = (page >> at & _WORD for page in different for at in range(0, _PAGE, 32))
    return [len(different), *which, *words]
