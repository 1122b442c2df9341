"""Comments and blank lines of a YAML text, by the value that they stand by.

Owns which value that is: a comment stands by what follows it, one behind a value by that value, one
below the last value and as far in as it by the list or mapping that ends there.  Takes a text that
the reader has accepted; must not know what the values mean, nor write anything.
"""

import re
from typing import Any, NamedTuple

from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from sangeyipi.store.canonical.gaps import SourceLine, WrittenToken, tokens
from sangeyipi.store.canonical.text import Comments, Path
from sangeyipi.store.source import Source

#: Tells an editor which schema the whole file keeps, so it is nobody's but the file's.
_MODELINE = re.compile(r"#\s*yaml-language-server:")
_NOWHERE = 1 << 30


def read_comments(source: Source) -> Comments:
    """Every comment of an accepted YAML text, and the blank lines that separate what is written."""
    attaching = _Attaching()
    for token in tokens(source):
        attaching.token(token)
    return attaching.notes


class _Frame(NamedTuple):
    """An open list or mapping: where it is, and where its values start on their lines."""

    path: Path
    mapping: bool
    start: int
    #: A comment from this column on, below the last value, is still inside.
    column: int


class _Walk:
    """Where in the text's value we are: the paths of what comes along."""

    def __init__(self) -> None:
        self.open: list[_Frame] = []
        #: How many values each open collection has so far.
        self.counts: list[int] = []
        self.key: list[str | None] = []

    def step(self, event: Any) -> Path:
        """The path of a key or value, which `event` is or opens."""
        if not self.open:
            return ()
        frame = self.open[-1]
        self.counts[-1] += 1
        if not frame.mapping:
            return (*frame.path, self.counts[-1] - 1)
        key = self.key[-1]
        self.key[-1] = event.value if key is None else None
        return (*frame.path, event.value if key is None else key)

    def enter(self, event: Any, path: Path) -> None:
        """Open the collection that `event` starts."""
        parent = self.open[-1] if self.open else None
        mapping, start = event.__class__ is MappingStartEvent, event.start_mark.column
        column = start
        if parent is None or event.flow_style:
            column = _NOWHERE
        elif not mapping and parent.mapping and parent.start == start:
            # `- ` right below its key: a comment there stands before the next key.
            column += 1
        self.open.append(_Frame(path, mapping, start, column))
        self.counts.append(0)
        self.key.append(None)

    def leave(self) -> tuple[_Frame, bool]:
        """Close the innermost collection; whether it had anything in it."""
        self.key.pop()
        return self.open.pop(), self.counts.pop() > 0


class _Attaching:
    """One pass over one text's tokens."""

    def __init__(self) -> None:
        self.notes = Comments()
        self.walk = _Walk()
        #: Collections that ended since the last thing written, the innermost first.
        self.ended: list[_Frame] = []
        #: The list item that opened since the last thing written.
        self.opened: Path | None = None
        #: The path of the last thing written.
        self.last: Path | None = None
        #: Items that are mappings: they have no line of their own to put a comment beside.
        self.records: set[Path] = set()
        #: What stands before and behind `---`.
        self.head: list[SourceLine] = []
        self.begun = False

    def token(self, token: WrittenToken) -> None:
        kind = token.event.__class__
        if kind in (ScalarEvent, MappingStartEvent, SequenceStartEvent):
            self.value(token)
        elif kind in (MappingEndEvent, SequenceEndEvent):
            self.end(token)
        elif kind is DocumentStartEvent:
            self.head.extend(token.gap)
        elif token.written:
            self.finish(token)

    def value(self, token: WrittenToken) -> None:
        path = self.walk.step(token.event)
        is_item = bool(path) and isinstance(path[-1], int)
        if is_item and self.opened is None:
            self.opened = path
        if token.written:
            self.above(self.opened or path, self.remaining(token.gap))
            self.last, self.opened = path, None
        if token.header:
            self.beside(path, token.header)
        if token.event.__class__ is not ScalarEvent:
            self.walk.enter(token.event, path)
            if is_item and token.event.__class__ is MappingStartEvent:
                self.records.add(path)

    def end(self, token: WrittenToken) -> None:
        frame, filled = self.walk.leave()
        if not token.written:
            self.ended.append(frame)
            return
        lines = [line.text for line in self.remaining(token.gap)]
        if not frame.path:
            _put(self.notes.end, lines)
        else:
            place = self.notes.after if filled else self.notes.before
            _put(place.setdefault(frame.path, []), [text for text in lines if text])
        self.last = frame.path

    def finish(self, token: WrittenToken) -> None:
        """The end of the document or of the text."""
        lines = [line.text for line in self.remaining(token.gap)]
        _put(self.notes.end if self.begun else self.notes.before.setdefault((), []), lines)
        self.last = None
        if token.event.__class__ is StreamEndEvent:
            self.tidy()

    def remaining(self, gap: tuple[SourceLine, ...]) -> list[SourceLine]:
        """What of a gap stands by what comes next; the rest is attached to what came before."""
        lines = [*self.head, *gap]
        self.head.clear()
        if lines and lines[0].trailing and self.last is not None:
            self.beside(self.last, lines.pop(0).text)
        kept, lowest = 0, _NOWHERE
        for number, line in enumerate(lines):
            lowest = min(lowest, line.column) if line.text else lowest
            inside = next((one for one in self.ended if one.column <= lowest < _NOWHERE), None)
            if line.inside_next or (line.text and inside is None):
                break
            if line.text and inside:
                below = self.notes.after.setdefault(inside.path, [])
                _put(below, [one.text for one in lines[kept : number + 1]])
                kept = number + 1
        self.ended.clear()
        return lines[kept:]

    def above(self, path: Path, lines: list[SourceLine]) -> None:
        """Lines that stand above a value."""
        texts = [line.text for line in lines]
        if not self.begun:
            texts = self.split_head(texts)
            self.begun = True
        if path == self.last:
            # Between a key and its value: the comment goes above both, a blank line nowhere.
            texts = [text for text in texts if text]
            if texts and path in self.notes.beside:
                texts.insert(0, self.notes.beside.pop(path))
        if texts:
            _put(self.notes.before.setdefault(path, []), texts)

    def split_head(self, texts: list[str]) -> list[str]:
        """Give the file what a blank line sets apart from the first value; the rest."""
        cut = 0
        while cut < len(texts) and _MODELINE.match(texts[cut]):
            cut += 1
        if "" in texts:
            cut = len(texts) - texts[::-1].index("")
        _put(self.notes.before.setdefault((), []), texts[:cut])
        return texts[cut:]

    def beside(self, path: Path, text: str) -> None:
        """A comment behind something on its line."""
        if not path:
            _put(self.notes.before.setdefault((), []) if self.walk.open else self.notes.end, [text])
        elif path in self.records:
            _put(self.notes.before.setdefault(path, []), [text])
        else:
            # One line takes one comment; an earlier one goes above.
            if path in self.notes.beside:
                _put(self.notes.before.setdefault(path, []), [self.notes.beside[path]])
            self.notes.beside[path] = text

    def tidy(self) -> None:
        """No blank lines at either end of the text, no place without a line."""
        notes = self.notes
        while notes.end and not notes.end[-1]:
            notes.end.pop()
        head = notes.before.get((), [])
        while head and not head[0]:
            head.pop(0)
        while head and not head[-1] and not self.begun:
            head.pop()
        for places in (notes.before, notes.after):
            for path in [path for path, lines in places.items() if not lines]:
                del places[path]


def _put(lines: list[str], more: list[str]) -> None:
    """Append lines; of blank ones that meet, one stays."""
    for text in more:
        if text or (not lines or lines[-1]):
            lines.append(text)
