"""Whatever words that a pattern looks for stand beside figures: no crash.

A pattern of which one way has groups that another has not is read rightly for the way that its
writer thought of.  So each way of every pattern is spelled out once, as the name of a whole and as
the name of a part.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from audit.every_pattern import patterns
from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead

_parser: Any = import_module("re._parser")
_constants: Any = import_module("re._constants")
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
#: A set of characters is spelled by so many of its own; a pattern in at most so many ways.
_OF_A_SET, _WAYS = 2, 24
#: The name of a whole, with the word before it as that of a part; and what is done of it.
_SENTENCES = (
    "{0}320亿元，其中对甲国210亿元、{1}100亿元。",
    "{0}48个，{1}30个，{0}率62.5%。",
)


def _spelled(tree: Any) -> Iterator[str]:
    """Texts that a parsed pattern looks for: each way of each of its parts."""
    parts = [list(_part(kind, given)) for kind, given in tree]
    most = max((len(each) for each in parts), default=0)
    for at in range(min(most, _WAYS)):
        yield "".join(each[(at + n) % len(each)] for n, each in enumerate(parts) if each)


def _part(kind: Any, given: Any) -> Iterator[str]:
    if kind is _constants.LITERAL:
        yield chr(given)
    elif kind is _constants.IN:
        yield from _of_set(given)
    elif kind is _constants.BRANCH:
        for way in given[1]:
            yield from _spelled(way)
    elif kind is _constants.SUBPATTERN:
        yield from _spelled(given[-1])
    elif kind in _REPEATS:
        yield from (once * max(1, given[0]) for once in _spelled(given[2]))
    elif kind is _constants.ASSERT:
        yield from _spelled(given[1])


def _of_set(given: Any) -> Iterator[str]:
    if given[0][0] is _constants.NEGATE:
        yield "甲"
        return
    said = [chr(each) for kind, each in given if kind is _constants.LITERAL]
    yield from said[:_OF_A_SET] if len(said) > _OF_A_SET else said


def _words() -> list[str]:
    """What the patterns look for, without the figures in it."""
    found = {
        "".join(each for each in said if not each.isdecimal())
        for pattern in patterns()
        for said in _spelled(_parser.parse(pattern))
    }
    return sorted(each for each in found if 1 < len(each) < 16 and "\n" not in each)


def test_each_word_that_a_pattern_looks_for_may_name_a_whole_and_its_parts() -> None:
    words = _words()
    assert len(words) > 2000
    assert "进出口" in words
    for sentence in _SENTENCES:
        texts = [sentence.format(words[at], words[at - 1]) for at in range(len(words))]
        for at in range(0, len(texts), 200):
            audited(AsRead("x", "\n\n".join(texts[at : at + 200])))
