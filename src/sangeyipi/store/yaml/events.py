"""YAML as libyaml's events, each with its marks.

Owns the choice of the parser and what a mark means.  Must not know what an event says.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml
from yaml.events import StreamEndEvent

from sangeyipi.model.place import Position

# The pure-Python loader gives the same events where PyYAML was built without libyaml.
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What ends a line for libyaml.
BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
BLANKS = " \t\r\n\x85\u2028\u2029"


def events(text: str) -> Iterator[Any]:
    """The parser's events, each with its marks.  Raises YAMLError."""
    following = LOADER(text).get_event
    event = None
    while event.__class__ is not StreamEndEvent:
        event = following()
        yield event


def text_of_marks(text: str) -> str:
    """The text that marks count in: libyaml skips a byte order mark of its own uncounted."""
    return text.lstrip("\ufeff")


def position_of(event: Any) -> Position:
    """Where an event's text stands."""
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else 0
    return Position(start.line + 1, start.column + 1, max(width, 0))


def position_at(text: str, index: int) -> Position:
    """Where a character of such a text stands."""
    starts = _starts(text)
    line = bisect_right(starts, index)
    return Position(line, index - starts[line - 1] + 1)


@lru_cache(1)
def _starts(text: str) -> "array[int]":
    """Where the lines of a text begin: found once, however much is said about it."""
    return array("i", (0, *(match.end() for match in BREAK.finditer(text))))
