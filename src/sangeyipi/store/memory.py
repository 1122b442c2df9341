"""Reading many versions of a ledger's files: what has been seen before is not read again.

Owns the one memory of parsed text: whole files by name and content, and the records of YAML lists
by their own text, for versions that follow each other.  A file that cannot be cut for certain, or
in which anything is wrong, is read whole: the result is always that of `parse_file`.
"""

import hashlib
import re
from typing import Any, NamedTuple, TypeGuard

from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Severity
from sangeyipi.store import remembered
from sangeyipi.store.files import FileKind
from sangeyipi.store.incremental import RecordsByText
from sangeyipi.store.kinds import LISTS
from sangeyipi.store.lasting import key_of, lasting
from sangeyipi.store.parsed import Parsed
from sangeyipi.store.plain import UNFIT, NotPlain, Records, pack_records, unpack_records
from sangeyipi.store.program import program
from sangeyipi.store.source import Source, checked_source

_ITEM = b"\n- "
_HEAD = re.compile(rb"(?:[ ]*(?:#[^\n]*)?\r?\n)*")
#: A line that is neither part of the record nor a comment: the file is no plain list.
_FOREIGN = re.compile(rb"\n[^ \n\r#]")
_BOM = b"\xef\xbb\xbf"
#: A monthly report is more than its text: the month is in the file's name.
_CUT = LISTS.keys() - {FileKind.PROGRESS}
#: Records remembered by their text, beside those of the last version of each file.
_MOST = 1 << 14


class ParsedFiles:
    """Files parsed once per name and content, however many versions hold them."""

    def __init__(self, *, keeps: bool = True) -> None:
        """`keeps`: what is read of a member is kept for the next run, as it is asked for again."""
        self._keeps = keeps
        self._parsed: dict[tuple[str, str], Parsed] = {}
        self._records = _Records()
        #: What other states say, of which this one has most.
        self._others = RecordsByText()
        self.hash = "sha1"

    def known(self, name: str, oid: str) -> Parsed | None:
        """A file that has been parsed already."""
        return self._parsed.get((name, oid))

    def stored(
        self, kind: FileKind | None, name: str, oid: str, data: bytes, *, by_record: bool = False
    ) -> Parsed:
        """A file from git.

        `by_record`: other versions of it are going to follow, of which only what is new is read; a
        record of known text is then the very same object, if it has not moved.
        """
        self.hash = "sha1" if len(oid) == 40 else "sha256"
        return self._parse(kind, name, oid, checked_source(name, data), by_record)

    def of_member(
        self, kind: FileKind | None, name: str, oid: str, data: bytes, region: str
    ) -> Parsed:
        """A member's file from git, which is another one than that of the county itself."""
        source = checked_source(name, data)
        if isinstance(source, Diagnostic) or not self._keeps:
            return remembered.parse_file(kind, name, source, region)
        hash = "sha1" if len(oid) == 40 else "sha256"
        key = remembered.key_of_content(kind, name, f"{hash} {oid}", region)
        known = remembered.known(kind, name, key, source, region)
        return known or remembered.parse_new(kind, name, key, source, region)

    def loose(self, kind: FileKind | None, name: str, source: Source | Diagnostic) -> Parsed:
        """A file from a folder, under the id that git would give it."""
        if isinstance(source, Diagnostic):
            return remembered.parse_file(kind, name, source)
        blob = b"blob %d\0" % len(source.data) + source.data
        oid = hashlib.new(self.hash, blob, usedforsecurity=False).hexdigest()
        found = self._parsed.get((name, oid))
        if found is None:
            key = remembered.key_of_file(kind, name, source)
            found = self._parsed[name, oid] = self._beside(kind, name, key, source)
        return found

    def forget(self, name: str, oid: str) -> None:
        """Let go of a file that no version is going to ask for any more."""
        self._parsed.pop((name, oid), None)

    def restore(self, name: str) -> None:
        """Know the records that an earlier run has kept under this name."""
        self._records.restore(name)

    def keep(self) -> None:
        """Keep the records that are known by now for the next run."""
        self._records.keep()

    def _parse(
        self,
        kind: FileKind | None,
        name: str,
        oid: str,
        source: Source | Diagnostic,
        by_record: bool,
    ) -> Parsed:
        found = self._parsed.get((name, oid))
        if found is None:
            found = self._read(kind, name, oid, source, by_record)
            self._parsed[name, oid] = found
        return found

    def _read(
        self,
        kind: FileKind | None,
        name: str,
        oid: str,
        source: Source | Diagnostic,
        by_record: bool,
    ) -> Parsed:
        if isinstance(source, Diagnostic):
            return remembered.parse_file(kind, name, source)
        if by_record and _is_cut(kind, name):
            # Versions that follow each other are more than is worth keeping one by one.
            found = self._records.parse(kind, name, source)
            return found or remembered.parse_file(kind, name, source)
        key = remembered.key_of_content(kind, name, f"{self.hash} {oid}")
        return self._beside(kind, name, key, source)

    def _beside(self, kind: FileKind | None, name: str, key: str, source: Source) -> Parsed:
        """A file of one of a few states, which have most records in common."""
        found = remembered.known(kind, name, key, source)
        if found is None:

            def whole(source: Source) -> Parsed:
                return remembered.parse_file(kind, name, source)

            read = self._others.read(kind, source, whole)
            found = remembered.kept(kind, key, read or whole(source))
        self._others.learn(kind, source, found)
        return found


def _is_cut(kind: FileKind | None, name: str) -> TypeGuard[FileKind]:
    return kind is not None and kind in _CUT and not name.lower().endswith(".csv")


class _Version(NamedTuple):
    """A file as it was last read.

    `cuts` are its text in pieces: what comes before the first record, then each record with the
    line break and “- ” before it; `hints` are what is worth a look, by the record's index.
    """

    cuts: list[bytes]
    records: tuple[Any, ...]
    hints: dict[int, tuple[Diagnostic, ...]]


class _Read(NamedTuple):
    """The record in a text (None where it must be read with its file) and the hints at it."""

    record: Any
    hints: tuple[Diagnostic, ...] = ()


_UNREAD = _Version([], (), {})
_NOT_ONE = _Read(None)


class _Records:
    """Records by the text they were read from."""

    def __init__(self) -> None:
        self._last: dict[str, _Version] = {}
        self._known: dict[tuple[FileKind, bytes], _Read] = {}
        #: Those that were known before: what nobody asks for any more goes with them.
        self._before: dict[tuple[FileKind, bytes], _Read] = {}
        self._kept_as = ""
        self._news = 0

    def restore(self, name: str) -> None:
        """Know what was kept: records by their text hold wherever that stands."""
        memory, by = lasting(), program()
        if memory is None or by is None:
            return
        self._kept_as = key_of("records", by, name)
        try:
            for kind, cuts, records, hints in memory.get(self._kept_as) or ():
                known = unpack_records(LISTS[FileKind(kind)], records)
                told = map(remembered.unpack_findings, hints)
                for cut, one, said in zip(cuts, known, told, strict=True):
                    self._known[FileKind(kind), cut] = _Read(one, said)
        except UNFIT:
            self._known.clear()
        self._news = 0

    def keep(self) -> None:
        """Keep what is known, if any of it is new."""
        memory = lasting()
        if memory is None or not self._kept_as or not self._news:
            return
        by_kind: dict[FileKind, list[tuple[bytes, _Read]]] = {}
        for (kind, cut), read in (self._before | self._known).items():
            if read.record is not None:
                by_kind.setdefault(kind, []).append((cut, read))
        try:
            memory.put(self._kept_as, [_packed(*one) for one in by_kind.items()])
        except NotPlain:
            return

    def parse(self, kind: FileKind, name: str, source: Source) -> Parsed | None:
        """A list as parse_file reads it; None where it must be read whole."""
        found = self._list(kind, name, source.data.removeprefix(_BOM))
        if found is None:
            return None
        self._last[name] = found
        hints = (_hint(one, name, at) for at in sorted(found.hints) for one in found.hints[at])
        return Parsed(found.records, tuple(Findings(hints)), source)

    def _list(self, kind: FileKind, name: str, data: bytes) -> _Version | None:
        last = self._last.get(name, _UNREAD)
        front, new, back = _recut(last.cuts, b"\n" + data)
        cuts = last.cuts[:front] + new + last.cuts[back:]
        if len(cuts) == 1 or (front == 0 and not _is_head(cuts[0])):
            return None
        records = list(last.records[: max(front - 1, 0)])
        hints = {at: told for at, told in last.hints.items() if at < len(records)}
        for cut in new if front else new[1:]:
            # The last one ends where the file does: blank lines can belong to a text.
            ended = len(records) == len(cuts) - 2
            piece = cut[len(_ITEM) :] + (b"" if ended else b"\n")
            read = self._record(kind, name, len(records), piece)
            if read.record is None:
                return None
            if read.hints:
                hints[len(records)] = read.hints
            records.append(_placed(read.record, name, len(records)))
        if last.cuts:
            moved = len(records) - (back - 1)
            hints |= {at + moved: told for at, told in last.hints.items() if at >= back - 1}
            for record in last.records[back - 1 :]:
                records.append(_placed(record, name, len(records)))
        return _Version(cuts, tuple(records), hints)

    def _record(self, kind: FileKind, name: str, index: int, piece: bytes) -> _Read:
        key = kind, piece
        found = self._known.get(key) or self._before.get(key)
        if found is None:
            found = _read(kind, name, index, piece)
            self._news += 1
        if len(self._known) >= _MOST:
            self._before, self._known = self._known, {}
        self._known[key] = found
        return found


def _packed(
    kind: FileKind, known: list[tuple[bytes, _Read]]
) -> tuple[str, list[bytes], Records, list[Any]]:
    records = pack_records(LISTS[kind], [read.record for _, read in known])
    hints = [remembered.pack_findings(read.hints) for _, read in known]
    return kind.value, [cut for cut, _ in known], records, hints


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


def _hint(one: Diagnostic, name: str, index: int) -> Diagnostic:
    """A hint at a record, where that stands now."""
    place = Place(name, (index, *one.place.path[1:]), one.place.key)
    return one._replace(place=place)


def _read(kind: FileKind, name: str, index: int, piece: bytes) -> _Read:
    """The one record in a text, unless there is not one or anything is wrong with it."""
    # What is known needs none of these, and they take longest to import.
    from sangeyipi.store.records import RecordType
    from sangeyipi.store.unwritten import without_empty
    from sangeyipi.store.yaml.reader import read

    source = checked_source(name, b"- " + piece)
    if _FOREIGN.search(piece) or not isinstance(source, Source):
        return _NOT_ONE
    raw = read(source)
    value, told = without_empty(raw, LISTS[kind], name)
    if raw.diagnostics or not isinstance(value, list) or len(value) != 1:
        return _NOT_ONE
    faults = Findings()
    record = RecordType.of(LISTS[kind]).read(value[0], Place(name, (index,)), faults)
    hints = tuple(told)
    if faults or any(one.rule.severity is not Severity.HINT for one in hints):
        return _NOT_ONE
    return _Read(record, hints)
