"""Reading many versions of one file: records whose text has been seen before are not read again.

Owns the cutting of a YAML list into the texts of its records.  A file that cannot be cut for
certain, or in which anything is wrong, is read whole: the result is always that of
`loader.parse_file`, but for hints: nobody asks a version that was for what is worth a look.
"""

import re
from dataclasses import replace
from typing import Any, NamedTuple

from sangeyipi.model.place import Place
from sangeyipi.model.rule import Severity
from sangeyipi.store.files import Kind
from sangeyipi.store.load import LISTS, Parsed, parse_file
from sangeyipi.store.records import RecordType
from sangeyipi.store.source import MAX_BYTES, Source, checked_source
from sangeyipi.store.unwritten import without_empty
from sangeyipi.store.yaml.reader import read

_ITEM = b"\n- "
_HEAD = re.compile(rb"(?:[ ]*(?:#[^\n]*)?\r?\n)*")
#: A line that is neither part of the record nor a comment: the file is no plain list.
_FOREIGN = re.compile(rb"\n[^ \n\r#]")
_BOM = b"\xef\xbb\xbf"
#: A monthly report is more than its text: the month is in the file's name.
_CUT = LISTS.keys() - {Kind.PROGRESS}


class _Version(NamedTuple):
    """A file as it was last read.

    `cuts` are its text in pieces: what comes before the first record, then each record with the
    line break and “- ” before it.
    """

    cuts: list[bytes]
    records: tuple[Any, ...]


_UNREAD = _Version([], ())


class RecordCache:
    """Records by the text they were read from."""

    def __init__(self) -> None:
        self._records: dict[tuple[Kind, bytes], Any] = {}
        self._last: dict[str, _Version] = {}

    def parse(self, kind: Kind | None, name: str, data: bytes) -> Parsed:
        """As parse_file; a record of known text is the very same object, if it has not moved."""
        csv = name.lower().endswith(".csv")
        if kind is not None and kind in _CUT and len(data) <= MAX_BYTES and not csv:
            records = self._list(kind, name, data.removeprefix(_BOM))
            if records is not None:
                return Parsed(records, (), Source(name, data))
        return parse_file(kind, name, checked_source(name, data))

    def _list(self, kind: Kind, name: str, data: bytes) -> tuple[Any, ...] | None:
        """The records of a list, or None where it must be read whole."""
        last = self._last.get(name, _UNREAD)
        front, new, back = _recut(last.cuts, b"\n" + data)
        cuts = last.cuts[:front] + new + last.cuts[back:]
        if len(cuts) == 1 or (front == 0 and not _is_head(cuts[0])):
            return None
        records = list(last.records[: max(front - 1, 0)])
        for cut in new if front else new[1:]:
            # The last one ends where the file does: blank lines can belong to a text.
            ended = len(records) == len(cuts) - 2
            piece = cut[len(_ITEM) :] + (b"" if ended else b"\n")
            record = self._record(kind, name, len(records), piece)
            if record is None:
                return None
            records.append(record)
        for record in last.records[back - 1 :] if last.cuts else ():
            records.append(_placed(record, name, len(records)))
        found = tuple(records)
        self._last[name] = _Version(cuts, found)
        return found

    def _record(self, kind: Kind, name: str, index: int, piece: bytes) -> Any:
        """The record in a text; None where there is not one, or anything is wrong with it."""
        known = self._records.get((kind, piece))
        known = _placed(known, name, index) if known else _read(kind, name, index, piece)
        self._records[kind, piece] = known
        return known


def _recut(cuts: list[bytes], text: bytes) -> tuple[int, list[bytes], int]:
    """Where a text is not the one that was cut before.

    It begins with `cuts` up to a first number, ends with those from a second on, and has other
    pieces between.  Comparing is many times faster than searching it for records.
    """
    front = start = 0
    while front < len(cuts) and text.startswith(cuts[front], start):
        start += len(cuts[front])
        front += 1
    # The last of them has to end there too: the file, or where the next record begins.
    ended = start == len(text) if front == len(cuts) else text.startswith(_ITEM, start)
    if front and not ended:
        front -= 1
        start -= len(cuts[front])
    back, end = len(cuts), len(text)
    while back > max(front, 1) and text.endswith(cuts[back - 1], start, end):
        back -= 1
        end -= len(cuts[back])
    head, *items = text[start:end].split(_ITEM)
    new = [_ITEM + item for item in items]
    return front, new if front else [head, *new], back


def _placed(record: Any, name: str, index: int) -> Any:
    """The record where it stands now."""
    if record.origin.path == (index,) and record.origin.file == name:
        return record
    return replace(record, origin=Place(name, (index,)))


def _is_head(text: bytes) -> bool:
    """Whether nothing but comments stands before the first record."""
    return bool(_HEAD.fullmatch(text + b"\n")) and isinstance(checked_source("", text), Source)


def _read(kind: Kind, name: str, index: int, piece: bytes) -> Any:
    """The one record in a text; None unless it is one and nothing is wrong with it."""
    source = checked_source(name, b"- " + piece)
    if _FOREIGN.search(piece) or not isinstance(source, Source):
        return None
    raw = read(source)
    value, told = without_empty(raw, LISTS[kind], name)
    faults: list[Any] = [one for one in told if one.rule.severity is not Severity.HINT]
    if raw.diagnostics or not isinstance(value, list) or len(value) != 1:
        return None
    record = RecordType.of(LISTS[kind]).read(value[0], Place(name, (index,)), faults)
    return None if faults else record
