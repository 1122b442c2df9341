"""A pattern that a second process has compiled is the one that `re` compiles here."""

import os
import re
from importlib import import_module
from typing import Any

import pytest

from sangeyipi.audit import compiling
from sangeyipi.model import patterns
from sangeyipi.model.patterns import later
from sangeyipi.store import second_process

_LATE = ("共计?(?P<many>[一二两\\d]+)[个项](?!月)", "[^,。;\u4e00-\u9fff]{2,}?$", "(?i:GDP|占)")
_LONG_TEXT = 1_000_000


@pytest.fixture(autouse=True)
def _as_hasty_as_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.nice", lambda _: 0, raising=False)


def _fresh(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Some that nobody has compiled, and no others."""
    monkeypatch.setattr(patterns, "EVERY", [])
    re.purge()
    return [later(one, re.DOTALL) for one in _LATE]


def _plain() -> list["re.Pattern[str]"]:
    re.purge()
    return [re.compile(one, re.DOTALL) for one in _LATE]


def test_what_is_sent_becomes_the_same_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    _fresh(monkeypatch)
    data = compiling.sent()
    assert data is not None
    taking = _fresh(monkeypatch)
    asked_before = taking[1].compiled()
    with monkeypatch.context() as nobody:
        nobody.setattr(re, "compile", None)
        compiling.taken(data)
        got = [one.compiled() for one in taking]
        assert taking[0].search("共12个项目")["many"] == "12"
    # Equal are those of one text, the same flags and the same code.
    assert got == _plain()
    assert got[1] is asked_before


def test_a_second_process_compiles_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "possible", lambda: hasattr(os, "fork"))
    monkeypatch.setattr(second_process, "_LEAST", 60)
    late = _fresh(monkeypatch)
    compiling.Compiling(_LONG_TEXT).done()
    assert [one.is_compiled for one in late] == [second_process.possible()] * len(late)
    assert [one.compiled() for one in late] == _plain()


def test_a_short_text_has_none_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    late = _fresh(monkeypatch)
    compiling.Compiling(5000).done()
    assert not any(one.is_compiled for one in late)


def test_a_python_that_does_not_tell_compiles_them_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler: Any = import_module("re._compiler")
    maker = vars(compiler)["_sre"]
    late = _fresh(monkeypatch)
    assert compiling.sent() is not None
    assert vars(compiler)["_sre"] is maker
    with monkeypatch.context() as other:
        other.setattr(compiler, "_sre", None)
        with compiling._told() as told:
            assert not told
            assert vars(compiler)["_sre"] is None
    assert [one.compiled() for one in late] == _plain()
    # All are compiled: there is nothing to send.
    assert compiling.sent() is None
