"""Reading many versions of one file: records whose text has been seen before are not read again.

Owns the cutting of a YAML list into the texts of its records.  A file that cannot be cut for
certain, or in which anything is wrong, is read whole: the result is always that of
`loader.parse_file`.
"""

import re
from dataclasses import replace
from typing import Any

from sangeyipi.model.place import Place
from sangeyipi.store.files import Kind
from sangeyipi.store.loader import LISTS, Parsed, parse_file
from sangeyipi.store.records import RecordType
from sangeyipi.store.source import Source, checked_source
from sangeyipi.store.yaml_reader import read

_ITEM = b"\n- "
_HEAD = re.compile(rb"(?:[ ]*(?:#[^\n]*)?\r?\n)*")
#: A line that is neither part of the record nor a comment: the file is no plain list.
_FOREIGN = re.compile(rb"\n[^ \n\r#]")
_BOM = b"\xef\xbb\xbf"
#: A monthly report is more than its text: the month is in the file's name.
_CUT = LISTS.keys() - {Kind.PROGRESS}


class RecordCache:
    """Records by the text they were read from."""

    def __init__(self) -> None:
        self._records: dict[tuple[Kind, bytes], Any] = {}

    def parse(self, kind: Kind | None, name: str, data: bytes) -> Parsed:
        """As parse_file; a record of known text is the very same object, if it has not moved."""
        source = checked_source(name, data)
        csv = name.lower().endswith(".csv")
        if kind is not None and kind in _CUT and isinstance(source, Source) and not csv:
            records = self._list(kind, name, data.removeprefix(_BOM))
            if records is not None:
                return Parsed(records, (), source)
        return parse_file(kind, name, source)

    def _list(self, kind: Kind, name: str, data: bytes) -> tuple[Any, ...] | None:
        """The records of a list, or None where it must be read whole."""
        pieces = _pieces(data)
        if not pieces:
            return None
        records = []
        for index, piece in enumerate(pieces):
            known = self._records.get((kind, piece))
            if known is None:
                known = _record(kind, name, index, piece)
                if known is None:
                    return None
                self._records[kind, piece] = known
            elif known.origin.path != (index,) or known.origin.file != name:
                known = replace(known, origin=Place(name, (index,)))
                self._records[kind, piece] = known
            records.append(known)
        return tuple(records)


def _pieces(data: bytes) -> list[bytes]:
    """The text of each record after its “- ”; nothing where the cuts would not be certain."""
    head, *rest = (b"\n" + data).split(_ITEM)
    if not rest or not _HEAD.fullmatch(head + b"\n"):
        return []
    # The last one ends where the file does: blank lines can belong to a text.
    return [piece + b"\n" for piece in rest[:-1]] + rest[-1:]


def _record(kind: Kind, name: str, index: int, piece: bytes) -> Any:
    """The one record in a text; None unless it is one and nothing is wrong with it."""
    if _FOREIGN.search(piece):
        return None
    raw = read(Source(name, b"- " + piece))
    if raw.diagnostics or not isinstance(raw.value, list) or len(raw.value) != 1:
        return None
    faults: list[Any] = []
    record = RecordType.of(LISTS[kind]).read(raw.value[0], Place(name, (index,)), faults)
    return None if faults else record
