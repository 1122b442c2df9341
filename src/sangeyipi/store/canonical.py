"""The one canonical text of records: key order of the format, one fact per line, LF.

Owns how values are spelled when we write them.  Comments are handed in by path and come out where
they belong; reading them out of an existing file is not done here.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sangeyipi.model.dates import When
from sangeyipi.model.phases import Phases
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import STEP
from sangeyipi.model.statement import Claim
from sangeyipi.store.records import key_of

Path = tuple[str | int, ...]

# Text that YAML reads back as the same text without quotes, in a block or a flow list alike.
_PLAIN = re.compile(r"[\w（(“《].*")
_NEEDS_QUOTES = re.compile(r": |:$| #|[,\[\]{}]|\s$")
_NULLS = frozenset({"", "~", "null"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(slots=True)
class Comments:
    """Comments and blank lines by the path of the value they stand by.

    `before` are whole lines ("" is a blank one), `beside` what follows a value on its line, `end`
    what stands after the last value.
    """

    before: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, str] = field(default_factory=dict)
    end: list[str] = field(default_factory=list)


def raw_of(value: Any) -> Any:
    """A model value as the text, list or mapping that the ledger writes for it.

    What equals its default is left out: absent and default are the same to every reader.
    """
    if is_dataclass(value) and not isinstance(value, When | Phases):
        return _raw_record(value)
    if isinstance(value, Mapping):
        return {str(key): raw_of(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [raw_of(one) for one in value]
    return _spelled(value)


def _raw_record(record: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for one in fields(record):
        key = key_of(type(record), one.name)
        value = getattr(record, one.name)
        if key is None or value is None or value == _default(one):
            continue
        if isinstance(record, Claim) and isinstance(value, Decimal):
            # Published figures are compared at the decimals they were published with.
            result[key] = f"{value:f}"
        else:
            result[key] = _in_order(value) if isinstance(value, dict) else raw_of(value)
    return result


def _in_order(value: dict[Any, Any]) -> dict[str, Any]:
    """Batches and milestones in their own order."""
    return {str(key): raw_of(value[key]) for key in sorted(value, key=STEP.__getitem__)}


def _default(one: Any) -> Any:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


def _spelled(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, When):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def to_yaml(value: Any, comments: Comments | None = None) -> str:
    """A raw mapping, or a list of mappings, as canonical YAML."""
    notes = comments or Comments()
    lines = (
        _items(value, (), 0, notes) if isinstance(value, list) else _mapping(value, (), 0, notes)
    )
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


def _mapping(
    value: dict[str, Any], path: Path, indent: int, notes: Comments, skip_before: str | None = None
) -> Iterator[str]:
    space = " " * indent
    for key, child in value.items():
        here = (*path, key)
        if key != skip_before:
            yield from _before(here, space, notes)
        beside = _beside(here, notes)
        if isinstance(child, dict) and child:
            yield f"{space}{key}:{beside}"
            yield from _mapping(child, here, indent + 2, notes)
        elif isinstance(child, list) and any(isinstance(one, dict) for one in child):
            yield f"{space}{key}:{beside}"
            yield from _items(child, here, indent + 2, notes)
        elif isinstance(child, list):
            yield f"{space}{key}: [{', '.join(scalar(one) for one in child)}]{beside}"
        else:
            yield f"{space}{key}: {scalar(child) if child != {} else '{}'}{beside}"


def _before(path: Path, space: str, notes: Comments) -> Iterator[str]:
    for line in notes.before.get(path, ()):
        yield space + line if line else ""


def _beside(path: Path, notes: Comments) -> str:
    return f"  {notes.beside[path]}" if path in notes.beside else ""


def scalar(text: str) -> str:
    """A text as YAML writes it: plain where that reads back the same, else double-quoted."""
    safe = text.isprintable() and _PLAIN.fullmatch(text) and text not in _NULLS
    if safe and not _NEEDS_QUOTES.search(text):
        return text
    return '"' + "".join(_escaped(char) for char in text) + '"'


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
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        flat = flattened(record)
        writer.writerow([flat.get(column, "") for column in columns])
    return out.getvalue()


def flattened(record: dict[str, Any]) -> dict[str, str]:
    """A raw record with `在册.签约` for what is nested."""
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": text for inner, text in value.items()})
        else:
            flat[key] = value
    return flat
