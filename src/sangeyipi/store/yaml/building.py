"""YAML as libyaml's event stream, straight into raw values.

No implicit typing: `no`, `010`, `1_000` and `12:30` stay what was typed.  What a ledger has no use
for and a reviewer could be fooled by (duplicate keys, anchors, tags, merge keys, several
documents, deep nesting) is refused, each by its own rule.
"""

import re
from collections.abc import Callable
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

from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.limits import NESTING
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.raw import Cut, RawFile, RawValue
from sangeyipi.store.source import Source
from sangeyipi.store.yaml import events as yaml_events
from sangeyipi.store.yaml.comments import comment_faults, cuts
from sangeyipi.store.yaml.events import position_of, text_of_marks
from sangeyipi.store.yaml.faults import syntax_fault, too_deep
from sangeyipi.store.yaml.form import Form, Inside
from sangeyipi.store.yaml.places import duplicate_keys
from sangeyipi.store.yaml.repeated import openings

_COLON = re.compile(r"\s*:")
_NULLS = frozenset({"", "~", "null"})


class _TooDeep(Exception):
    """Nesting beyond NESTING: reading stops there."""


def read_events(source: Source) -> RawFile:
    """The raw value of any YAML file and every structural fault in it."""
    builder = _Builder(source)
    found = builder.diagnostics
    value: RawValue = None
    cut: list[Cut] = []
    try:
        value = builder.document()
    except yaml.YAMLError as error:
        # A stray quote that hid something is also what libyaml stumbles over next.
        if not any(one.rule is Rule.YAML_SWALLOWED for one in found):
            found.append(syntax_fault(source, error))
        return RawFile(None, found)
    except _TooDeep:
        pass
    else:
        if not found:
            found.extend(comment_faults(source))
            cut = cuts(source)
    found.extend(duplicate_keys(source, builder.duplicates))
    return RawFile(value, found, builder.empty, cut)


class _Builder:
    """One pass over one file's events."""

    def __init__(self, source: Source) -> None:
        self.source = source
        text = source.text
        self.text = text_of_marks(text)
        self.diagnostics = Findings()
        self.form = Form(source.name, self.text, self.diagnostics)
        #: Where in the text a key stands that its mapping already has.
        self.duplicates: set[int] = set()
        #: Whether a key has nothing behind it.
        self.empty = False
        #: What closed the last list or mapping.
        self.closed: Any = None
        self.next: Callable[[], Any] = yaml_events.LOADER(text).get_event

    def document(self) -> RawValue:
        value: RawValue = None
        self.next()
        event = self.next()
        if event.__class__ is DocumentStartEvent:
            value = self.node(self.next(), 1, Inside())
            self.next()
            event = self.next()
        if event.__class__ is not StreamEndEvent:
            self.report(
                Rule.YAML_DOCUMENTS, event, "一个文件里只能有一份内容，这里的“---”又起了一份"
            )
        return value

    def node(self, event: Any, depth: int, inside: Inside, is_item: bool = False) -> RawValue:
        kind = event.__class__
        if kind is AliasEvent:
            self.report(Rule.YAML_ALIAS, event, f"不能用引用“*{event.anchor}”")
            return None
        if event.anchor is not None:
            self.report(Rule.YAML_ALIAS, event, f"不能用锚点“&{event.anchor}”")
        if event.tag is not None:
            self.report(Rule.YAML_TAG, event, f"不能用类型标签“{_typed_tag(event.tag)}”")
        if kind is ScalarEvent:
            if event.style or _is_long(event):
                self.form.scalar(event, inside)
            return None if event.value in _NULLS and not event.style else str(event.value)
        if depth > NESTING:
            self.diagnostics.append(too_deep(self.source, position_of(event)))
            raise _TooDeep
        return self.collection(event, depth, inside, is_item)

    def collection(self, event: Any, depth: int, inside: Inside, is_item: bool) -> RawValue:
        flow = event.flow_style
        own = Inside(
            inside.column if flow else event.start_mark.column,
            flow,
            # A list of records is at the top; texts are listed inside of one.
            event.__class__ is SequenceStartEvent and depth > 1,
        )
        if event.__class__ is SequenceStartEvent:
            value: RawValue = self.sequence(depth, own)
        else:
            value = self.mapping(depth, own, is_item)
        if flow:
            self.form.flow(event, self.closed, inside)
            self.empty = self.empty or not value
        return value

    def sequence(self, depth: int, inside: Inside) -> list[RawValue]:
        items: list[RawValue] = []
        while True:
            event = self.next()
            if event.__class__ is SequenceEndEvent:
                self.closed = event
                return items
            items.append(self.node(event, depth + 1, inside, True))
            if inside.flow and event.__class__ is ScalarEvent and not event.style:
                self.form.item(event)

    def mapping(self, depth: int, inside: Inside, is_item: bool) -> dict[str, RawValue]:
        result: dict[str, RawValue] = {}
        again: list[tuple[Any, RawValue]] = []
        following = self.next
        while True:
            event = following()
            if event.__class__ is not ScalarEvent:
                if event.__class__ is MappingEndEvent:
                    break
                self.skip_complex_key(event, depth, inside)
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
                if value.style or _is_long(value):
                    self.form.scalar(value, inside)
            else:
                content = self.node(value, depth + 1, inside)
                if content is None:
                    self.nothing_behind(event, value, inside)
            key = event.value
            if key in result or key == "<<" or event.tag is not None or event.anchor is not None:
                self.odd_key(event, content, again)
            else:
                result[key] = content
        self.closed = event
        if again:
            self.repeated(result, again, inside, is_item if depth > 1 else None)
        return result

    def nothing_behind(self, key: Any, value: Any, inside: Inside) -> None:
        """A key whose value is empty; in brackets it may be no key at all."""
        self.empty = True
        if not inside.flow or value.__class__ is not ScalarEvent or value.value:
            return
        if not _COLON.match(self.text, key.end_mark.index):
            self.form.entry(key)

    def repeated(
        self,
        result: dict[str, RawValue],
        again: list[tuple[Any, RawValue]],
        inside: Inside,
        is_item: bool | None,
    ) -> None:
        """Keys that a mapping has already: those of another record, or the same fact twice.

        `is_item`: whether it is one of a list; None where it is the whole file.
        """
        found = (
            []
            if is_item is False
            else list(openings(result, again, inside.flow, is_item is not None))
        )
        for opening in found:
            self.diagnostics.append(
                Diagnostic(
                    Rule.DUPLICATE_KEY,
                    Place(self.source.name),
                    opening.message,
                    opening.remedy,
                    position_of(opening.key),
                )
            )
        if not found:
            self.duplicates.update(key.start_mark.index for key, _ in again)

    def skip_complex_key(self, key: Any, depth: int, inside: Inside) -> None:
        """Report a key that is no text, and read past it and its value."""
        self.report(Rule.WRONG_TYPE, key, "键必须是文字")
        still_open = _opens(key)
        while still_open:
            still_open += _opens(self.next())
            if still_open > NESTING:
                raise _TooDeep
        self.node(self.next(), depth + 1, inside)

    def odd_key(
        self,
        event: Any,
        content: RawValue,
        again: list[tuple[Any, RawValue]],
    ) -> None:
        if event.value == "<<":
            self.report(Rule.YAML_MERGE_KEY, event, "不能用合并键“<<”")
        elif event.tag is not None:
            self.report(Rule.YAML_TAG, event, f"键上不能有类型标签“{_typed_tag(event.tag)}”")
        elif event.anchor is not None:
            self.report(Rule.YAML_ALIAS, event, f"键上不能有锚点“&{event.anchor}”")
        else:
            again.append((event, content))

    def report(self, rule: Rule, event: Any, message: str) -> None:
        self.diagnostics.append(
            Diagnostic(rule, Place(self.source.name), message, position=position_of(event))
        )


def _is_long(event: Any) -> bool:
    """Whether a value goes on below its line."""
    return bool(event.start_mark.line != event.end_mark.line)


def _opens(event: Any) -> int:
    kind = event.__class__
    if kind in (MappingStartEvent, SequenceStartEvent):
        return 1
    return -1 if kind in (MappingEndEvent, SequenceEndEvent) else 0


def _typed_tag(tag: str) -> str:
    """A tag as it was typed: !!str, not tag:yaml.org,2002:str."""
    standard = "tag:yaml.org,2002:"
    return "!!" + tag.removeprefix(standard) if tag.startswith(standard) else tag
