"""Patterns that are compiled when they are first used."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import sangeyipi
from sangeyipi.model.patterns import compile_all, later

MODULES = [one.name for one in pkgutil.walk_packages(sangeyipi.__path__, "sangeyipi.")]
MODULES.remove("sangeyipi.__main__")


def test_one_is_what_re_compiles() -> None:
    late, now = later(r"(?P<word>a.)b", re.DOTALL), re.compile(r"(?P<word>a.)b", re.DOTALL)
    assert late.pattern == now.pattern
    assert (found := late.search("xa\nb")) is not None
    assert found["word"] == "a\n"
    assert late.sub("-", "a\nbc") == now.sub("-", "a\nbc")
    assert late.flags == now.flags


def test_each_is_compiled_once_however_many_methods_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = later("a.c"), later("a.d")
    compile_all()
    monkeypatch.setattr(re, "compile", None)
    assert one.search("abc") and one.fullmatch("abc") and other.match("abd")


def test_every_one_can_be_compiled() -> None:
    """As a plain one could not be imported otherwise."""
    found = [pattern for name in MODULES for pattern in _patterns(vars(import_module(name)))]
    assert len(found) > 20
    assert all(isinstance(pattern.flags, int) for pattern in found)


def _patterns(value: Any) -> Iterator[Any]:
    """Those that a module declares, in tuples too."""
    if isinstance(value, type(later(""))):
        yield value
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _patterns(one) if not isinstance(one, dict) else ()
