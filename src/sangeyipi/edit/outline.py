"""A YAML text as a tree of what is written, each thing with where it begins and ends.

Owns the way from libyaml's events to positions that can be cut at.  Must not know what the values
mean, nor write anything.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.store.canonical.gaps import tokens
from sangeyipi.store.source import Source
from sangeyipi.store.yaml.events import BLANKS, BREAK, events

_COLON = re.compile(r"[ \t]*:")
_HEADER = re.compile("[|>][-+0-9]*")
_NULLS = frozenset({"", "~", "null"})
_BREAKS = "\r\n\x85\u2028\u2029"
_COMMENT_LINE = re.compile(r"([ \t]*)#")


@dataclass(slots=True)
class WrittenNode:
    """A value: `start` to `end` is what is written of it, nothing where the two are the same.

    `below` is where a line under it may begin at the earliest.
    """

    event: Any
    start: int
    end: int
    below: int
    entries: list["WrittenEntry"] = field(default_factory=list)
    items: list["WrittenNode"] = field(default_factory=list)

    @property
    def mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.event, MappingStartEvent)

    @property
    def sequence(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.event, SequenceStartEvent)

    @property
    def flow(self) -> bool:
        """Whether it is a list or mapping in brackets."""
        return not isinstance(self.event, ScalarEvent) and bool(self.event.flow_style)

    @property
    def column(self) -> int:
        """Where its first line begins: the keys of a mapping, the dashes of a list."""
        return int(self.event.start_mark.column)

    @property
    def nothing(self) -> bool:
        """Whether it says nothing: not written, null, or an empty list or mapping."""
        if isinstance(self.event, ScalarEvent):
            return not self.event.style and self.event.value in _NULLS
        return not (self.entries or self.items)


class WrittenEntry(NamedTuple):
    """A key and its value; `colon` is where its colon ends."""

    key: WrittenNode
    value: WrittenNode
    colon: int

    @property
    def end(self) -> int:
        """Where what is written of it ends."""
        return self.value.end if self.value.end > self.value.start else self.colon

    @property
    def below(self) -> int:
        """Where a line under it may begin at the earliest."""
        return self.value.below if self.value.end > self.value.start else self.colon


def outline(text: str) -> WrittenNode | None:
    """The value of an accepted text without a byte order mark; None: there is none."""
    builder = _Builder(text)
    for event in events(text):
        builder.take(event)
    return builder.root


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root: WrittenNode | None = None
        self.open: list[WrittenNode] = []
        self.keys: list[WrittenNode | None] = []

    def take(self, event: Any) -> None:
        if isinstance(event, ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            start: int = cast(Any, event).start_mark.index
            node = WrittenNode(event, start, start + 1, start + 1)
            self._add(node)
            self.open.append(node)
            self.keys.append(None)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            node = self.open.pop()
            self.keys.pop()
            if node.flow:
                node.end = node.below = cast(Any, event).end_mark.index
            self._spread(node)

    def _spread(self, node: WrittenNode) -> None:
        """What contains a value ends no earlier than it."""
        if self.open:
            outer = self.open[-1]
            outer.end = max(outer.end, node.end)
            outer.below = max(outer.below, node.below)

    def _scalar(self, event: Any) -> WrittenNode:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style not in ("|", ">"):
            return WrittenNode(event, start, end, end)
        written = start + len(self.text[start:end].rstrip(BLANKS))
        header = _HEADER.match(self.text, start)
        keeps = header is not None and "+" in header[0]
        return WrittenNode(event, start, written, end if keeps else written)

    def _add(self, node: WrittenNode) -> None:
        if not self.open:
            self.root = node
        elif self.open[-1].sequence:
            self.open[-1].items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            key = self.keys[-1]
            colon = _COLON.match(self.text, key.end)
            entry = WrittenEntry(key, node, colon.end() if colon else key.end)
            self.open[-1].entries.append(entry)
            self.open[-1].end = max(self.open[-1].end, entry.end)
            self.open[-1].below = max(self.open[-1].below, entry.below)
            self.keys[-1] = None
        self._spread(node)


class WrittenComment(NamedTuple):
    """A comment and where it begins."""

    at: int
    text: str


def comments(text: str) -> Iterator[WrittenComment]:
    """Every comment of such a text, in its order."""
    if "#" not in text:
        return
    for token in tokens(Source("", text.encode())):
        for line in token.gap:
            if line.text:
                yield WrittenComment(token.since + line.at, line.text)
        if token.header:
            yield WrittenComment(
                text.index(token.header, token.event.start_mark.index), token.header
            )


def line_start(text: str, at: int) -> int:
    """Where the line begins that a place is on."""
    return max(text.rfind(mark, 0, at) for mark in _BREAKS) + 1


def next_line(text: str, at: int) -> int:
    """Where the line below a place begins: the end of the text where there is none."""
    if at and text[at - 1] in _BREAKS:
        return at
    match = BREAK.search(text, at)
    return match.end() if match else len(text)


def past_deeper_comments(text: str, at: int, column: int) -> int:
    """`at`, the start of a line, moved past comments that stand further in than a column."""
    reached = at
    while at < len(text):
        match = BREAK.search(text, at)
        end = match.start() if match else len(text)
        line = text[at:end]
        comment = _COMMENT_LINE.match(line)
        at = match.end() if match else len(text)
        if comment and len(comment[1]) > column:
            reached = at
        elif line.strip(BLANKS):
            break
    return reached
