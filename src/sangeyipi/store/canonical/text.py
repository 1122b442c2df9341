"""The one canonical text of records: key order of the format, one fact per line, LF.

Owns how values are spelled when we write them.  Comments are handed in by path and come out where
they belong; reading them out of an existing file is not done here.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast

from sangeyipi.model.dates import When
from sangeyipi.model.interval import Interval
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Level
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Milestone
from sangeyipi.model.statement import Claim
from sangeyipi.store.keys import key_of

Path = tuple[str | int, ...]

# Text that YAML reads back as the same text without quotes, in a block.
_PLAIN = re.compile(
    r"(?![\s?:,\[\]{}#&*!|>'\"%@`])(?!-(?!\d))"
    r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*"
)
_NEEDS_QUOTES = re.compile(r": |:$| #|\s$")
_FLOW_MARKS = re.compile(r"[,，?\[\]{}]")
_CSV_NEEDS_QUOTES = re.compile(r"[,\"\r\n]")
_NULLS = frozenset({"", "~", "null"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(slots=True)
class Comments:
    """Comments and blank lines by the path of the value they stand by.

    `before` are whole lines ("" is a blank one), `beside` what follows a value on its line,
    `after` are whole lines below the last value inside a list or mapping, `end` those at the end
    of the file.
    """

    before: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, str] = field(default_factory=dict)
    after: dict[Path, list[str]] = field(default_factory=dict)
    end: list[str] = field(default_factory=list)


def raw_of(value: Any) -> Any:
    """A model value as the text, list or mapping that the ledger writes for it.

    What equals its default is left out: absent and default are the same to every reader.
    """
    if value.__class__ is str:
        return value
    if isinstance(value, dict):
        return {str(key): raw_of(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, When | Phases | Interval):
        return _raw_record(value)
    if isinstance(value, Mapping):
        return {str(key): raw_of(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [raw_of(one) for one in value]
    return spelled(value)


def _raw_record(record: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, key, default in _keys(cast(Hashable, type(record))):
        value = getattr(record, name)
        if value is None or value is default or value == default:
            continue
        result[key] = _in_order(value) if isinstance(value, dict) else raw_of(value)
        if isinstance(record, Claim):
            result[key] = published(value)
    return result


@cache
def _keys(model: Hashable) -> list[tuple[str, str, Any]]:
    """Of each field that a file says, its name, its key, and what it is where nothing is said."""
    return [
        (one.name, key, _default(one))
        for one in fields(cast(Any, model))
        if (key := key_of(model, one.name)) is not None
    ]


def _in_order(value: dict[Any, Any]) -> dict[str, Any]:
    given = {spelled(key): raw_of(one) for key, one in value.items()}
    return {word: given[word] for word in sorted(given, key=word_order)}


#: Batches, milestones and levels in their own order.
_RANKS = {str(one): place for place, one in enumerate((*Milestone, *Level))}


def word_order(word: str) -> tuple[int, str]:
    """Where a key stands among others of its group that are no record's: years and days by time."""
    return _RANKS.get(word, 0), word


def _default(one: Any) -> Any:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


def published(value: Any) -> str:
    """A value of a claim: a figure keeps the decimals it was published with, as it is proven by."""
    return f"{value:f}" if isinstance(value, Decimal) else spelled(value)


def spelled(value: Any) -> str:
    """A single value as the ledger writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, When):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return " ".join(map(spelled, value))
    return str(value)


def to_yaml(value: Any, comments: Comments | None = None) -> str:
    """A raw mapping, or a list of mappings, as canonical YAML; None is an empty file."""
    notes = comments or Comments()
    lines: Iterable[str] = ()
    if value in ([], {}):
        lines = ["[]" if value == [] else "{}"]
    elif value is not None:
        write = _items if isinstance(value, list) else _mapping
        lines = write(value, (), 0, notes)
    text = [*notes.before.get((), []), *lines, *notes.end]
    return "".join(f"{line}\n" for line in text)


def _items(items: list[Any], path: Path, indent: int, notes: Comments) -> Iterator[str]:
    space = " " * indent
    for index, item in enumerate(items):
        here = (*path, index)
        yield from _before(here, space, notes)
        if not isinstance(item, dict):
            yield f"{space}- {scalar(item)}{_beside(here, notes)}"
            continue
        first = next(iter(item), None)
        if first is None:
            yield f"{space}- {{}}{_beside(here, notes)}"
            continue
        yield from _before((*here, first), space, notes)
        lines = list(_mapping(item, here, indent + 2, notes, skip_before=first))
        yield f"{space}- {lines[0][indent + 2 :]}"
        yield from lines[1:]
    yield from _lines(notes.after.get(path), space)


def _mapping(
    value: dict[str, Any], path: Path, indent: int, notes: Comments, skip_before: str | None = None
) -> Iterator[str]:
    space = " " * indent
    for key, child in value.items():
        here = (*path, key)
        if key != skip_before:
            yield from _before(here, space, notes)
        start = f"{space}{scalar(key)}:"
        if isinstance(child, dict) and child:
            yield start + _beside(here, notes)
            yield from _mapping(child, here, indent + 2, notes)
        elif isinstance(child, list) and _in_lines(child, here, notes):
            yield start + _beside(here, notes)
            yield from _items(child, here, indent + 2, notes)
        else:
            yield f"{start}{_on_the_line(child)}{_beside(here, notes)}"
    yield from _lines(notes.after.get(path), space)


def _in_lines(items: list[Any], path: Path, notes: Comments) -> bool:
    """Whether a list is written one item a line: records, or words that carry comments."""
    if path in notes.after or any(isinstance(one, dict) for one in items):
        return True
    paths = [(*path, index) for index in range(len(items))]
    return any(one in notes.beside or any(notes.before.get(one, ())) for one in paths)


def _on_the_line(child: Any) -> str:
    if child is None:
        return ""
    if isinstance(child, list):
        return f" [{', '.join(scalar(one, in_flow=True) for one in child)}]"
    return " {}" if child == {} else f" {scalar(child)}"


def _before(path: Path, space: str, notes: Comments) -> Iterator[str]:
    return _lines(notes.before.get(path), space)


def _lines(lines: list[str] | None, space: str) -> Iterator[str]:
    for line in lines or ():
        yield space + line if line else ""


def _beside(path: Path, notes: Comments) -> str:
    return f"  {notes.beside[path]}" if path in notes.beside else ""


def scalar(text: str, in_flow: bool = False) -> str:
    """A text as YAML writes it: plain where that reads back the same, else double-quoted."""
    safe = _PLAIN.fullmatch(text) and not _NEEDS_QUOTES.search(text) and text not in _NULLS
    safe = safe and not (in_flow and _FLOW_MARKS.search(text))
    return text if safe else '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def to_csv(records: Iterable[dict[str, Any]], columns: list[str]) -> str:
    """Raw records as canonical CSV with these columns (`在册.签约` for what is nested)."""
    rows = [columns]
    for record in records:
        flat = flattened(record)
        rows.append([flat.get(column, "") for column in columns])
    return "".join(",".join(_cell(text) for text in row) + "\n" for row in rows)


def _cell(text: str) -> str:
    # Not by the csv module, which leaves a lone carriage return unquoted and cannot read it back.
    return '"' + text.replace('"', '""') + '"' if _CSV_NEEDS_QUOTES.search(text) else text


def flattened(record: dict[str, Any]) -> dict[str, str]:
    """A raw record with `在册.签约` for what is nested, and so on; amounts side by side."""
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": text for inner, text in flattened(value).items()})
        elif isinstance(value, list):
            flat[key] = " ".join(value)
        else:
            flat[key] = value
    return flat
