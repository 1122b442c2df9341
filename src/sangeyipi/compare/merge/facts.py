"""A file of the ledger as a tree of facts whose branches are known by what they are, not by where.

Records are keyed by identity (编号; scope and 截至; scope; 期) and carry their comments, so that
two versions of a file can be laid side by side.  Owns that identity and the way from a text to the
tree and back; must not know of merging.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from sangeyipi.compare.fields import INNER, is_amount
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.rounding import plain
from sangeyipi.store.canonical.comments import read_comments
from sangeyipi.store.canonical.text import Comments, Path
from sangeyipi.store.csv import reader as csv_reader
from sangeyipi.store.kinds import REGISTERS
from sangeyipi.store.source import Source, checked_source
from sangeyipi.store.yaml import reader as yaml_reader

Key = str | tuple[str, ...]
#: A fact is a value at a path of keys.
Facts = dict[tuple[Key, ...], str]

_SCOPE = (term.PHASE, term.BATCH, term.PLATFORM)
_PROJECT = (term.ID,)
_ROLLUP = (*_SCOPE, term.AS_OF)
#: Visits, and financing: each begins with a day.
_REGISTERS = tuple(one.identity_words for one in REGISTERS if "id" not in one.identity)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
#: Lists of records inside a record, and what tells their records apart.
_INNER = {**INNER, term.CLAIMS: _SCOPE}
#: A list whose words stand for themselves: two people may each add one.
_WORDS = frozenset({term.SECTOR, term.PROBLEM_KINDS})
_AMOUNT = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,4})?", re.ASCII)
_FLAGS = frozenset({term.PLATFORM, term.WHITELISTED, term.WITH_PROJECTS, "转化计入总数"})


OURS, THEIRS = "本方", "对方"


class Unmergeable(Exception):
    """The file is no tree of facts: it does not parse, or two records have one identity."""


class TextShape(Enum):
    """What a node's text looks like."""

    FACT = auto()
    #: Facts by key.
    MAPPING = auto()
    #: Records by identity.
    RECORDS = auto()
    #: A set of words on one line.
    WORDS = auto()
    #: Both sides of what could not be merged, under OURS and THEIRS; a side that deleted it is not.
    CONFLICT = auto()


@dataclass(frozen=True, slots=True)
class FactNode:
    """A fact (`value` is a text, a list taken as one, or None for an empty key) or a branch."""

    shape: TextShape
    value: str | tuple[str, ...] | None = None
    items: dict[Key, "FactNode"] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    beside: str = ""
    after: tuple[str, ...] = ()

    def facts(self, path: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], str]]:
        """Every fact below, with its path."""
        if self.shape is TextShape.FACT and self.value is not None:
            yield path, self.value if isinstance(self.value, str) else "\0".join(self.value)
        for key, child in self.items.items():
            yield from child.facts((*path, key))

    def comments(self) -> list[str]:
        """The text of every comment here and below."""
        own = [*self.before, *self.after, self.beside]
        below = [text for child in self.items.values() for text in child.comments()]
        return [text for text in own if text] + below


@dataclass(frozen=True, slots=True)
class FactTree:
    """A file: its facts, and what stands after the last of them.  `columns` are those of a CSV."""

    root: FactNode
    end: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.root.items

    def facts(self) -> Facts:
        """Every fact with its path."""
        return dict(self.root.facts())

    def comments(self) -> list[str]:
        """The text of every comment, in no particular order."""
        return sorted([*self.root.comments(), *(line for line in self.end if line)])


def parse(name: str, data: bytes) -> FactTree:
    """The tree of a file, whose name says whether it is a CSV.  Raises Unmergeable."""
    source = checked_source(name, data)
    if isinstance(source, Diagnostic):
        raise Unmergeable(source.message)
    if name.lower().endswith(".csv"):
        return _parse_csv(source)
    raw = yaml_reader.read(source)
    if raw.diagnostics:
        raise Unmergeable(next(iter(raw.diagnostics)).message)
    notes = read_comments(source)
    root = _build(raw.value if raw.value is not None else {}, (), notes)
    if root.shape not in (TextShape.MAPPING, TextShape.RECORDS):
        raise Unmergeable("不是一列记录，也不是一组键值")
    return FactTree(root, tuple(notes.end))


def _parse_csv(source: Source) -> FactTree:
    if not source.text.strip():
        return FactTree(FactNode(TextShape.RECORDS))
    raw = csv_reader.read(source)
    if raw.diagnostics:
        raise Unmergeable(next(iter(raw.diagnostics)).message)
    return FactTree(_build(raw.value, (), Comments()), columns=_header(source))


def _header(source: Source) -> tuple[str, ...]:
    rows = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    return tuple(next(row for row in rows if any(row)))


def _build(raw: Any, path: Path, notes: Comments) -> FactNode:
    name = path[-1] if path else ""
    marks: dict[str, Any] = {
        "before": tuple(notes.before.get(path, ())),
        "beside": notes.beside.get(path, ""),
        "after": tuple(notes.after.get(path, ())),
    }
    if isinstance(raw, dict):
        items: dict[Key, FactNode] = {k: _build(v, (*path, k), notes) for k, v in raw.items()}
        return FactNode(TextShape.MAPPING, items=items, **marks)
    if not isinstance(raw, list):
        # What was published is left alone: there 132.90 says more than 132.9.
        value = raw if path[:1] == (term.CLAIMS,) else _one_spelling(path, raw)
        return FactNode(TextShape.FACT, value, **marks)
    if raw and all(isinstance(one, dict) for one in raw):
        return FactNode(TextShape.RECORDS, items=_records(raw, path, notes), **marks)
    if any(not isinstance(one, str) for one in raw):
        raise Unmergeable(f"“{name}”里有看不懂的一项")
    if not path and not raw:
        return FactNode(TextShape.RECORDS, **marks)
    lines = [_build(word, (*path, index), notes) for index, word in enumerate(raw)]
    if name in _WORDS and len(set(raw)) == len(raw):
        return FactNode(TextShape.WORDS, items=dict(zip(raw, lines, strict=True)), **marks)
    if any(one.comments() for one in lines):
        raise Unmergeable(f"“{name}”的各项带着注释")
    return FactNode(TextShape.FACT, tuple(raw), **marks)


def _records(raw: list[dict[str, Any]], path: Path, notes: Comments) -> dict[Key, FactNode]:
    if path:
        identity = _INNER.get(str(path[-1]))
        if identity is None:
            raise Unmergeable(f"“{path[-1]}”不该是一列记录")
    else:
        identity = _identity(raw)
    items: dict[Key, FactNode] = {}
    for index, one in enumerate(raw):
        parts = [_one_spelling((word,), one.get(word)) for word in identity]
        if not all(part is None or isinstance(part, str) for part in parts):
            raise Unmergeable("一条记录认不出是哪一条")
        key = tuple(part or "" for part in parts)
        if key in items:
            raise Unmergeable(f"“{title((key,))}”有两条")
        items[key] = _build(one, (*path, index), notes)
    return items


def _identity(raw: list[dict[str, Any]]) -> tuple[str, ...]:
    """By what the records of a file are told apart."""
    if all(term.ID in one for one in raw):
        return _PROJECT
    for words in _REGISTERS:
        if all(word in one for one in raw for word in words):
            return words
    return _ROLLUP


def _one_spelling(path: Path, text: Any) -> Any:
    """A value in the one spelling that the ledger keeps, where it knows several for the same."""
    if not isinstance(text, str):
        return text
    name = path[-1] if path else ""
    if path and is_amount(path):
        return plain(Decimal(text)) if _AMOUNT.fullmatch(text) else text
    if name in _FLAGS and text.lower() in ("true", "false"):
        return text.lower()
    found = parse_phases(text) if name == term.PHASE else None
    return str(found) if found else text


def title(path: tuple[Key, ...]) -> str:
    """How a message names what stands at a path: `SL-2023-001 节点 开工`."""
    parts = [part for key in path for part in ((key,) if isinstance(key, str) else _named(key))]
    return " ".join(part for part in parts if part) or "全部"


def _named(identity: tuple[str, ...]) -> Iterator[str]:
    """An identity in words: `第3期 开工一批 监管平台 截至2023-06-19`."""
    if len(identity) < len(_SCOPE) or _DAY.fullmatch(identity[0]):
        yield from identity
        return
    phases, batch, platform, *day = identity
    yield f"第{phases}期" if phases else "各期"
    yield f"{batch}一批" if batch else ""
    yield {"true": term.PLATFORM, "false": "非监管平台"}.get(platform, platform)
    yield from (f"截至{one}" for one in day)


def unfold(tree: FactTree, token: Callable[[], str]) -> tuple[Any, Comments]:
    """The raw value and comments that canonical text is made of.

    For each conflict, in their order, a `token` stands where its key's value or its record would.
    """
    notes = Comments(end=list(tree.end))
    return _unfold(tree.root, (), notes, token), notes


def _unfold(node: FactNode, path: Path, notes: Comments, token: Callable[[], str]) -> Any:
    if node.shape is TextShape.CONFLICT:
        return {token(): "x"} if path and isinstance(path[-1], int) else token()
    if node.before:
        notes.before[path] = list(node.before)
    if node.after:
        notes.after[path] = list(node.after)
    if node.beside:
        notes.beside[path] = node.beside
    if node.shape is TextShape.FACT:
        return list(node.value) if isinstance(node.value, tuple) else node.value
    if node.shape is TextShape.MAPPING:
        pairs = node.items.items()
        return {key: _unfold(child, (*path, str(key)), notes, token) for key, child in pairs}
    return [_unfold(one, (*path, i), notes, token) for i, one in enumerate(node.items.values())]
