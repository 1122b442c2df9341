"""YAML as libyaml's event stream, straight into raw values.

No implicit typing: `no`, `010`, `1_000` and `12:30` stay what was typed.  What a ledger has no use
for and a reviewer could be fooled by (duplicate keys, anchors, tags, merge keys, several
documents, deep nesting) is refused, each by its own rule.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.canonical_reader import read_canonical
from sangeyipi.store.raw import RawFile, RawValue
from sangeyipi.store.source import Source
from sangeyipi.store.yaml_faults import MAX_DEPTH, syntax_fault, too_deep

# The pure-Python loader gives the same events where PyYAML was built without libyaml.
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null"})


class _TooDeep(Exception):
    """Nesting beyond MAX_DEPTH: reading stops there."""


def read(source: Source, keep_empty: bool = False) -> RawFile:
    """The raw value of a YAML file and every structural fault in it.

    A key with nothing behind it is the same as no key, unless `keep_empty`.
    """
    records = read_canonical(source.text)
    return read_events(source, keep_empty) if records is None else RawFile(records, [])


def read_events(source: Source, keep_empty: bool = False) -> RawFile:
    """The same by libyaml's events: any YAML, and whatever is wrong with it."""
    builder = _Builder(source, keep_empty)
    value: RawValue = None
    try:
        value = builder.document()
    except yaml.YAMLError as error:
        builder.diagnostics.append(syntax_fault(source, error))
    except _TooDeep:
        pass
    builder.diagnostics.extend(_duplicate_keys(source, builder.duplicates))
    return RawFile(value, builder.diagnostics)


class _Builder:
    """One pass over one file's events."""

    def __init__(self, source: Source, keep_empty: bool) -> None:
        self.source = source
        self.keep_empty = keep_empty
        self.diagnostics: list[Diagnostic] = []
        #: Where in the text a key stands that its mapping already has.
        self.duplicates: set[int] = set()
        self.next: Callable[[], Any] = _Loader(source.text).get_event

    def document(self) -> RawValue:
        value: RawValue = None
        self.next()
        event = self.next()
        if event.__class__ is DocumentStartEvent:
            value = self.node(self.next(), 1)
            self.next()
            event = self.next()
        if event.__class__ is not StreamEndEvent:
            self.report(
                Rule.YAML_DOCUMENTS, event, "一个文件里只能有一份内容，这里的“---”又起了一份"
            )
        return value

    def node(self, event: Any, depth: int) -> RawValue:
        kind = event.__class__
        if kind is AliasEvent:
            self.report(Rule.YAML_ALIAS, event, f"不能用引用“*{event.anchor}”")
            return None
        if event.anchor is not None:
            self.report(Rule.YAML_ALIAS, event, f"不能用锚点“&{event.anchor}”")
        if event.tag is not None:
            self.report(Rule.YAML_TAG, event, f"不能用类型标签“{_typed_tag(event.tag)}”")
        if kind is ScalarEvent:
            return None if event.value in _NULLS and not event.style else str(event.value)
        if depth > MAX_DEPTH:
            self.diagnostics.append(too_deep(self.source, _position(event)))
            raise _TooDeep
        return self.mapping(depth) if kind is MappingStartEvent else self.sequence(depth)

    def sequence(self, depth: int) -> list[RawValue]:
        items: list[RawValue] = []
        while True:
            event = self.next()
            if event.__class__ is SequenceEndEvent:
                return items
            items.append(self.node(event, depth + 1))

    def mapping(self, depth: int) -> dict[str, RawValue]:
        result: dict[str, RawValue] = {}
        empty = False
        following = self.next
        while True:
            event = following()
            if event.__class__ is not ScalarEvent:
                if event.__class__ is MappingEndEvent:
                    return {k: v for k, v in result.items() if v is not None} if empty else result
                self.skip_complex_key(event, depth)
                continue
            value = following()
            # The common case, inlined: this loop is where the time of a cold load goes.
            if (
                value.__class__ is ScalarEvent
                and value.tag is None
                and value.anchor is None
                and value.value not in _NULLS
            ):
                content: RawValue = value.value
            else:
                content = self.node(value, depth + 1)
                empty = empty or (content is None and not self.keep_empty)
            key = event.value
            if key in result or key == "<<" or event.tag is not None or event.anchor is not None:
                self.odd_key(event, result)
            else:
                result[key] = content

    def skip_complex_key(self, key: Any, depth: int) -> None:
        """Report a key that is no text, and read past it and its value."""
        self.report(Rule.WRONG_TYPE, key, "键必须是文字")
        still_open = _opens(key)
        while still_open:
            still_open += _opens(self.next())
            if still_open > MAX_DEPTH:
                raise _TooDeep
        self.node(self.next(), depth + 1)

    def odd_key(self, event: Any, result: dict[str, RawValue]) -> None:
        if event.value == "<<":
            self.report(Rule.YAML_MERGE_KEY, event, "不能用合并键“<<”")
        elif event.tag is not None:
            self.report(Rule.YAML_TAG, event, f"键上不能有类型标签“{_typed_tag(event.tag)}”")
        elif event.anchor is not None:
            self.report(Rule.YAML_ALIAS, event, f"键上不能有锚点“&{event.anchor}”")
        else:
            self.duplicates.add(event.start_mark.index)

    def report(self, rule: Rule, event: Any, message: str) -> None:
        self.diagnostics.append(
            Diagnostic(rule, Place(self.source.name), message, position=_position(event))
        )


def events(text: str) -> Iterator[Any]:
    """The parser's events, each with its marks.  Raises YAMLError."""
    following = _Loader(text).get_event
    event = None
    while event.__class__ is not StreamEndEvent:
        event = following()
        yield event


def locate(source: Source, places: Iterable[Place]) -> dict[Place, Position]:
    """Where `places` stand in the text, by a second pass over the same events.

    Only a ledger with something to report pays for positions.  Of a duplicate key, the first.
    """
    wanted = set(places)
    found: dict[Place, Position] = {}
    for path, key, value in _walk(source):
        for place, event in (
            (Place(source.name, path), value),
            (Place(source.name, path, key=True), key or value),
        ):
            if place in wanted and place not in found:
                found[place] = _position(event)
        if len(found) == len(wanted):
            break
    return found


def _walk(source: Source) -> Iterable[tuple[tuple[str | int, ...], Any, Any]]:
    """Every value with its path and the event of its key, until the end or a syntax error."""
    stack: list[_Frame] = []
    try:
        for event in events(source.text):
            kind = event.__class__
            if kind in (MappingEndEvent, SequenceEndEvent):
                stack.pop()
                continue
            if kind not in (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent):
                continue
            if stack and stack[-1].takes_key(event):
                continue
            path, key = stack[-1].step() if stack else ((), None)
            yield path, key, event
            if kind in (MappingStartEvent, SequenceStartEvent):
                stack.append(_Frame(path, kind is MappingStartEvent))
                if len(stack) > MAX_DEPTH:
                    return
    except yaml.YAMLError:
        return


class _Frame:
    """An open collection while walking: where we are in it."""

    __slots__ = ("index", "key", "mapping", "path")

    def __init__(self, path: tuple[str | int, ...], mapping: bool) -> None:
        self.path = path
        self.mapping = mapping
        self.key: Any = None
        self.index = 0

    def takes_key(self, event: Any) -> bool:
        """Whether `event` is the next key of this mapping."""
        if not self.mapping or self.key is not None or event.__class__ is not ScalarEvent:
            return False
        self.key = event
        return True

    def step(self) -> tuple[tuple[str | int, ...], Any]:
        """Path and key event of the value that comes now."""
        key, self.key = self.key, None
        if self.mapping:
            return (*self.path, key.value if key is not None else ""), key
        self.index += 1
        return (*self.path, self.index - 1), None


def _duplicate_keys(source: Source, offsets: set[int]) -> Iterable[Diagnostic]:
    """A diagnostic for each key at `offsets`, naming the line of the same key before it."""
    if not offsets:
        return
    first: dict[tuple[str | int, ...], int] = {}
    for path, key, _ in _walk(source):
        if key is None:
            continue
        line = key.start_mark.line + 1
        if key.start_mark.index in offsets:
            message = f"键“{key.value}”写了两次，前一次在第 {first.get(path, line)} 行"
            yield Diagnostic(
                Rule.DUPLICATE_KEY, Place(source.name, path), message, position=_position(key)
            )
        first.setdefault(path, line)


def _opens(event: Any) -> int:
    kind = event.__class__
    if kind in (MappingStartEvent, SequenceStartEvent):
        return 1
    return -1 if kind in (MappingEndEvent, SequenceEndEvent) else 0


def _position(event: Any) -> Position:
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else 0
    return Position(start.line + 1, start.column + 1, max(width, 0))


def _typed_tag(tag: str) -> str:
    """A tag as it was typed: !!str, not tag:yaml.org,2002:str."""
    standard = "tag:yaml.org,2002:"
    return "!!" + tag.removeprefix(standard) if tag.startswith(standard) else tag
