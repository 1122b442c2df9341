"""A state of a ledger's lists read beside another one: only records of other text are read.

The reason: of two states that are compared most records are the same, and to read them is most of
the work.  A file is cut where a line begins with “- ”.  Of one that was read whole, and sound, that
is where its records begin if there are as many of them as cuts: each begins on a line of its own,
which begins so.  What a reader makes of a record depends on its text alone, as long as no line of
the file is anything else than part of a record, blank, or a comment.  So records of a text that was
read are those; what is new is read as a file of its own, which must be sound and cut the same way.
The last record is always read, as it ends with the file.  Of all else nothing is said: then the
file is read whole.  `tests/store/test_incremental.py` holds the two to the same.
"""

import re
from collections.abc import Callable
from typing import Any

from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.place import Place
from sangeyipi.store.files import FileKind
from sangeyipi.store.kinds import LISTS
from sangeyipi.store.parsed import Parsed
from sangeyipi.store.source import Source

_ITEM = b"\n- "
_BOM = b"\xef\xbb\xbf"
#: A line that is no record's, no comment and not blank.
_FOREIGN = re.compile(rb"\n(?![ \n#]|- |\Z)")
#: What ends a line for YAML beside that.
_BREAKS = (b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
#: A monthly report is more than its text: the month is in the file's name.
_CUT = LISTS.keys() - {FileKind.PROGRESS}


class RecordsByText:
    """Records of sound files by the text that they were read from, of each kind."""

    def __init__(self) -> None:
        self._known: dict[FileKind, dict[bytes, Any]] = {}
        #: Files that nobody has asked about yet: of one state alone nobody does.
        self._read: list[tuple[FileKind, Source, Parsed]] = []

    def learn(self, kind: FileKind | None, source: Source, parsed: Parsed) -> None:
        """Know the records of a file that was read."""
        if kind is not None and kind in _CUT and not parsed.diagnostics:
            self._read.append((kind, source, parsed))

    def _known_of(self, kind: FileKind) -> dict[bytes, Any]:
        for one, source, parsed in self._read:
            items = _cut(one, source)
            if items is not None and len(parsed.records) == len(items) - 1:
                known = self._known.setdefault(one, {})
                known.update(zip(items[1:-1], parsed.records, strict=False))
        self._read.clear()
        return self._known.get(kind, {})

    def read(
        self, kind: FileKind | None, source: Source, whole: Callable[[Source], Parsed]
    ) -> Parsed | None:
        """A file, of which `whole` reads what is new; None: it has to be read whole."""
        items = _cut(kind, source)
        known = self._known_of(kind) if kind and items else None
        if not known or items is None or len(items) == 1:
            return None
        found = [*map(known.get, items[1:-1]), None]
        new = [text for text, one in zip(items[1:], found, strict=True) if one is None]
        if len(new) * 2 > len(items):
            return None
        read = whole(source._replace(data=_ITEM.join([items[0], *new]).removeprefix(b"\n")))
        if read.diagnostics or len(read.records) != len(new):
            return None
        come = iter(read.records)
        records = (
            _placed(next(come) if one is None else one, source.name, at)
            for at, one in enumerate(found)
        )
        return Parsed(tuple(records), (), source)


def _cut(kind: FileKind | None, source: Source) -> list[bytes] | None:
    """What is before the first record, and the text of each; None: it cannot be cut."""
    if kind not in _CUT or source.name.lower().endswith(".csv"):
        return None
    text = b"\n" + source.data.removeprefix(_BOM)
    if any(one in text for one in _BREAKS) or _FOREIGN.search(text):
        return None
    return text.split(_ITEM)


def _placed(record: Any, name: str, index: int) -> Any:
    """The record where it stands now."""
    origin = record.origin
    if origin.path == (index,) and origin.file == name:
        return record
    return replace(record, origin=Place(name, (index,)))
