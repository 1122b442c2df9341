"""No regular expression of the audit takes time that doubles with every character.

A backtracking matcher does so where a repeat without end stands in another repeat and both may take
the same characters: `(?:a+)+`.  Every pattern that the package compiles is looked at as parsed.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import sangeyipi.audit
from sangeyipi.model.patterns import later

_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_constants: Any = import_module("re._constants")
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
_NO_END = _constants.MAXREPEAT
#: What stands for a pattern that is compiled when it is first used.
_LATER = type(later(""))
_COMPILES = re.compile(r"re\.|later$").match


def _patterns() -> set[str]:
    """What stands compiled in the modules, and what is written where it is used."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(sangeyipi.audit.__path__, "sangeyipi.audit."):
        loaded = importlib.import_module(module.name)
        found.update(_compiled(vars(loaded).values()))
        path = Path(loaded.__file__ or "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _COMPILES(ast.unparse(node.func)):
                said = node.args[0] if node.args else None
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    found.add(said.value)
    return found


def _compiled(values: Iterable[object]) -> Iterator[str]:
    for one in values:
        if isinstance(one, re.Pattern | _LATER):
            if isinstance(one.pattern, str):
                yield one.pattern
        elif isinstance(one, tuple | list):
            yield from _compiled(one)
        elif isinstance(one, dict):
            yield from _compiled(one.values())


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
    patterns = _patterns()
    assert len(patterns) > 500
    assert [one for one in sorted(patterns) if _doubles(one)] == []


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
