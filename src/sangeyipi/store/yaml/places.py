"""Where values stand in a YAML text: looked up only when something is said about a place.

A second pass over the same events, so that a ledger without errors carries no positions.
"""

from collections.abc import Iterable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.limits import NESTING
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.canonical.reader import record_lines
from sangeyipi.store.source import Source
from sangeyipi.store.yaml.events import events, position_of


def placed(source: Source, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is wrong with one file, each with its line, in their order."""
    told = list(found)
    lines = locate(source, [one.place for one in told if one.position is None])
    with_lines = [one._replace(position=one.position or lines.get(one.place)) for one in told]
    return sorted(with_lines, key=lambda one: one.position or (0, 0))


def locate(source: Source, places: Iterable[Place]) -> dict[Place, Position]:
    """Where `places` stand in the text, by a second pass over the same events.

    Only a ledger with something to report pays for positions.  Of a duplicate key, the first.
    """
    wanted = set(places)
    if all(len(place.path) == 1 and not place.key for place in wanted):
        records = record_lines(source.text)
        if records is not None:
            return _of_records(wanted, records)
    found: dict[Place, Position] = {}
    for path, key, value in walk(source):
        for place, event in (
            (Place(source.name, path), value),
            (Place(source.name, path, key=True), key or value),
        ):
            if place in wanted and place not in found:
                found[place] = position_of(event)
        if len(found) == len(wanted):
            break
    return found


def _of_records(wanted: set[Place], lines: list[int]) -> dict[Place, Position]:
    """Where whole records stand, behind the dash of their first line."""
    return {
        place: Position(lines[at], 3)
        for place in wanted
        for at in place.path
        if isinstance(at, int) and at < len(lines)
    }


def walk(source: Source) -> Iterable[tuple[tuple[str | int, ...], Any, Any]]:
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
                if len(stack) > NESTING:
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


def duplicate_keys(source: Source, offsets: set[int]) -> Iterable[Diagnostic]:
    """A diagnostic for each key at `offsets`, naming the line of the same key before it."""
    if not offsets:
        return
    first: dict[tuple[str | int, ...], int] = {}
    for path, key, _ in walk(source):
        if key is None:
            continue
        line = key.start_mark.line + 1
        if key.start_mark.index in offsets:
            message = f"键“{key.value}”写了两次，前一次在第 {first.get(path, line)} 行"
            yield Diagnostic(
                Rule.DUPLICATE_KEY, Place(source.name, path), message, position=position_of(key)
            )
        first.setdefault(path, line)
