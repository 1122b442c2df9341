"""What stands between the values of a YAML text: comments and blank lines, cut out exactly.

libyaml drops comments, but between two things that it reports there is nothing else.  Takes a text
that the reader has accepted; must not know which value a comment belongs to.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from yaml.events import (
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from sangeyipi.store.source import Source
from sangeyipi.store.yaml.events import BLANKS, BREAK, events, text_of_marks

#: What may stand between two values beside blanks and comments.
_INDICATORS = "-?:,\ufeff"
_HEADER = re.compile("[|>][-+0-9]*[ \t]*(#[^\r\n\x85\u2028\u2029]*)?")
_BEHIND_DIRECTIVE = re.compile("(?:^|[ \t])(#.*)")
_COLLECTIONS = (MappingStartEvent, SequenceStartEvent)


class MarksAreOff(Exception):
    """A gap holds something that is no comment: the positions of the events are wrong."""


class SourceLine(NamedTuple):
    """A line of a gap: a comment, or "" for a blank line."""

    text: str
    column: int = 0
    #: Behind something on its line.
    trailing: bool = False
    #: Behind the dash or the question mark of what comes next.
    inside_next: bool = False
    #: Where its text begins in the gap, and whether nothing sets it apart from what it is behind.
    at: int = 0
    glued: bool = False


class WrittenToken(NamedTuple):
    """Something that is written, or (not `written`) an event that only says what opens or ends.

    `gap` is what stands between the last thing written, which ends `since`, and this; `header` is
    the comment behind the `|` of a text.
    """

    event: Any
    written: bool = False
    gap: tuple[SourceLine, ...] = ()
    header: str = ""
    since: int = 0


def tokens(source: Source) -> Iterator[WrittenToken]:
    """What is written in an accepted YAML text, and what only opens or ends, in its order."""
    text = text_of_marks(source.text)
    done = 0
    for event in events(text):
        start, end = event.start_mark.index, event.end_mark.index
        kind = event.__class__
        if kind is StreamEndEvent:
            start = end = len(text)
        # A block collection has no brackets: where it starts and ends is said by its content.
        elif end == start or (kind in _COLLECTIONS and not event.flow_style):
            yield WrittenToken(event)
            continue
        gap = _gap(text[done:start], done == 0)
        header = ""
        if kind is DocumentStartEvent:
            gap += tuple(_directives(text[start:end]))
        elif kind is ScalarEvent and event.style in ("|", ">"):
            end = start + len(text[start:end].rstrip(BLANKS))
            match = _HEADER.match(text, start)
            header = (match[1] or "").rstrip() if match else ""
        yield WrittenToken(event, True, gap, header, done)
        done = end


@lru_cache(4096)
def _gap(gap: str, starts_text: bool) -> tuple[SourceLine, ...]:
    pieces = BREAK.split(gap)
    lines: list[SourceLine] = []
    inside_next, at = False, 0
    for number, piece in enumerate(pieces):
        before, mark, comment = piece.partition("#")
        # `...` may stand there twice.
        if before.strip(BLANKS + _INDICATORS) not in ("", "..."):
            raise MarksAreOff(repr(before))
        first, last = number == 0 and not starts_text, number == len(pieces) - 1
        inside_next = inside_next or (not first and ("-" in before or "?" in before))
        if mark:
            glued = before[-1:] not in (" ", "\t") if before else first
            where = at + len(before)
            text = "#" + comment.rstrip()
            lines.append(SourceLine(text, len(before), first, inside_next, where, glued))
        elif not (before.strip(BLANKS) or first or last):
            lines.append(SourceLine("", inside_next=inside_next))
        at += len(piece) + (2 if gap.startswith("\r\n", at + len(piece)) else 1)
    return tuple(lines)


def _directives(text: str) -> Iterator[SourceLine]:
    """The comments among %YAML lines and behind them, which come in one event with the `---`."""
    for line in BREAK.split(text):
        match = _BEHIND_DIRECTIVE.search(line)
        if match:
            yield SourceLine(match[1].rstrip())


def comment_texts(source: Source) -> list[str]:
    """Every comment of an accepted YAML text, in its order, attached to nothing."""
    found: list[str] = []
    if b"#" not in source.data:
        return found
    for token in tokens(source):
        found.extend(line.text for line in token.gap if line.text)
        found.extend([token.header] if token.header else [])
    return found
