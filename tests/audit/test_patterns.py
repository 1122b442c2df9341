"""No regular expression of the audit takes time that doubles with every character.

A backtracking matcher does so where a repeat without end stands in another repeat and both may take
the same characters: `(?:a+)+`.  Every pattern that the package compiles is looked at as parsed.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from audit.every_pattern import patterns

_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_constants: Any = import_module("re._constants")
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
_NO_END = _constants.MAXREPEAT


def _inside(tree: Any) -> Iterator[Any]:
    """What each part of a pattern is made of."""
    for _, given in tree:
        yield from _trees(given)


def _trees(given: Any) -> Iterator[Any]:
    if isinstance(given, _parser.SubPattern):
        yield given
    elif isinstance(given, tuple | list):
        for each in given:
            yield from _trees(each)


def _repeats(tree: Any) -> Iterator[tuple[int, Any]]:
    """How often at most, and what, of every repeat at any depth."""
    for kind, given in tree:
        if kind in _REPEATS:
            yield given[1], given[2]
    for each in _inside(tree):
        yield from _repeats(each)


def _doubles(pattern: str) -> bool:
    return any(
        most > 1 and any(inner == _NO_END and not _is_parted(body) for inner, _ in _repeats(body))
        for most, body in _repeats(_parser.parse(pattern))
    )


def _is_parted(body: Any) -> bool:
    """Whether each turn begins with a character that no repeat without end in it can take."""
    kind, first = body[0]
    if kind is not _constants.LITERAL:
        return False
    return not any(
        _compiler.compile(inner).search(chr(first))
        for most, inner in _repeats(body)
        if most == _NO_END
    )


def test_no_pattern_repeats_without_end_what_repeats_without_end() -> None:
    every = patterns()
    assert len(every) > 500
    assert [one for one in sorted(every) if _doubles(one)] == []


@pytest.mark.parametrize(
    ("pattern", "doubles"),
    [
        ("(?:a+)+b", True),
        ("(?:a|b*c)*", True),
        ("(?:[^,]*,?){2,9}", True),
        ("(?:\\|\\s*-+)*", False),
        ("(?:-\\s*-+)*", True),
        ("(?:ab)*c+", False),
    ],
)
def test_a_pattern_that_doubles_is_told(pattern: str, doubles: bool) -> None:
    assert _doubles(pattern) is doubles
