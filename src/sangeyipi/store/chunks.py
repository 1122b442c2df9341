"""Reading many versions of one file: records whose text has been seen before are not read again.

Owns the cutting of a YAML list into the texts of its records.  A file that cannot be cut for
certain, or in which anything is wrong, is read whole: the result is always that of
`loader.parse_file`.
"""

import re
from dataclasses import replace
from typing import Any, NamedTuple

from sangeyipi.model.place import Place
from sangeyipi.store.files import Kind
from sangeyipi.store.loader import LISTS, Parsed, parse_file
from sangeyipi.store.records import RecordType
from sangeyipi.store.source import MAX_BYTES, Source, checked_source
from sangeyipi.store.yaml_reader import read

_ITEM = b"\n- "
_HEAD = re.compile(rb"(?:[ ]*(?:#[^\n]*)?\r?\n)*")
#: A line that is neither part of the record nor a comment: the file is no plain list.
_FOREIGN = re.compile(rb"\n[^ \n\r#]")
_BOM = b"\xef\xbb\xbf"


class _Version(NamedTuple):
    """What was last read of a file: its text, cut before each record, and the records."""

    cuts: list[bytes]
    records: tuple[Any, ...]


class RecordCache:
    """Records by the text they were read from."""

    def __init__(self) -> None:
        self._records: dict[tuple[Kind, bytes], Any] = {}
        self._last: dict[str, _Version] = {}

    def parse(self, kind: Kind | None, name: str, data: bytes) -> Parsed:
        """As parse_file; a record of known text is the very same object, if it has not moved."""
        if kind in LISTS and len(data) <= MAX_BYTES and not name.lower().endswith(".csv"):
            records = self._list(kind, name, data.removeprefix(_BOM))
            if records is not None:
                return Parsed(records, (), Source(name, data))
        return parse_file(kind, name, checked_source(name, data))

    def _list(self, kind: Kind, name: str, data: bytes) -> tuple[Any, ...] | None:
        """The records of a list, or None where it must be read whole."""
        cuts = (b"\n" + data).split(_ITEM)
        if len(cuts) == 1 or not _is_head(cuts[0]):
            return None
        last = self._last.get(name)
        if last is None or len(last.cuts) != len(cuts):
            last = _Version([b""] * len(cuts), (None,) * (len(cuts) - 1))
        records = list(last.records)
        for index, (old, new) in enumerate(zip(last.cuts[1:], cuts[1:], strict=True)):
            if old != new or records[index] is None:
                # The last one ends where the file does: blank lines can belong to a text.
                piece = new if index == len(records) - 1 else new + b"\n"
                records[index] = self._record(kind, name, index, piece)
                if records[index] is None:
                    return None
        found = tuple(records)
        self._last[name] = _Version(cuts, found)
        return found

    def _record(self, kind: Kind, name: str, index: int, piece: bytes) -> Any:
        """The record in a text; None where there is not one, or anything is wrong with it."""
        known = self._records.get((kind, piece))
        if known is None:
            known = _read(kind, name, index, piece)
        elif known.origin.path != (index,) or known.origin.file != name:
            known = replace(known, origin=Place(name, (index,)))
        self._records[kind, piece] = known
        return known


def _is_head(text: bytes) -> bool:
    """Whether nothing but comments stands before the first record."""
    return bool(_HEAD.fullmatch(text + b"\n")) and isinstance(checked_source("", text), Source)


def _read(kind: Kind, name: str, index: int, piece: bytes) -> Any:
    """The one record in a text; None unless it is one and nothing is wrong with it."""
    source = checked_source(name, b"- " + piece)
    if _FOREIGN.search(piece) or not isinstance(source, Source):
        return None
    raw = read(source)
    if raw.diagnostics or not isinstance(raw.value, list) or len(raw.value) != 1:
        return None
    faults: list[Any] = []
    record = RecordType.of(LISTS[kind]).read(raw.value[0], Place(name, (index,)), faults)
    return None if faults else record
