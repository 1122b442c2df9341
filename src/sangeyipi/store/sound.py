"""The records of a sound file in canonical form, each distinct piece of its text read once.

The reason: of a large ledger that is read for the first time, a third of the time went into making
raw records line by line, and another third into making records of these, though most of what they
say is said alike by many: `领域: 农业`, or that a milestone was reached on a day.  A piece is a key
of a record with all that stands below it, or a line below it; what it says is made of it by the
same two readers (`canonical/reader.py`, `direct.py`), and is that of every record that says it, to
be changed by none.  At the first piece that is not plainly canonical and sound, all of the file is
read as ever.  `tests/store/test_sound.py` and `benchmarks/fuzz.py` hold the two to the same.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping
from functools import cache
from itertools import repeat
from typing import Any

from sangeyipi.model import term
from sangeyipi.model.place import Place
from sangeyipi.model.project import ORIGIN_KEY
from sangeyipi.store.canonical.reader import NEW, NOTHING, Said, parts, read_key
from sangeyipi.store.direct import NOT_SOUND, Fields, Put, ReadMapping, ReadRecord, fields_of
from sangeyipi.store.raw import RawValue

#: Where a key of a record begins.
_PIECE = re.compile(r"\n(?=- |  [^ ])")
#: A piece of text that is longer, or says one of these, is a record's own and hardly comes again.
_LONG = 32
_OWN = frozenset({term.ID, term.NAME, term.CODE})
_MOST_KNOWN = 1 << 15
#: How deep a line stands that says a key of a group.
_NESTED = 1
#: Every key: before the first record none may come.
_NO_RECORD = -1
#: Whether it is a record's first, the bit of its key, how its value is set, and the value.
_Piece = tuple[bool, int, Put, Any]
#: How a field is set of which nothing is said, and what it is or what makes that.
_Usual = tuple[Put, Any, Callable[[], Any] | None]


class _Bits:
    """The fields of a record, each with a bit of its own."""

    def __init__(self, fields: Fields) -> None:
        self.model = fields.model
        self.read = {
            word: (1 << place, put, read)
            for place, (word, (put, read)) in enumerate(fields.read.items())
        }
        self._required = sum(self.read[word][0] for word in fields.required)
        self._usual = [(self.read[word][0], *usual) for word, *usual in fields.usual]
        self._known_unsaid: dict[int, list[_Usual]] = {}

    def complete(self, records: list[Any], said: int) -> None:
        """Set what records that say these keys do not say.  Raises TypeError if they have to."""
        for put, default, make in self._unsaid(said):
            values = repeat(default) if make is None else (make() for _ in records)
            deque(map(put, records, values), maxlen=0)

    def complete_one(self, record: Any, said: int) -> None:
        """The same of one."""
        for put, default, make in self._known_unsaid.get(said) or self._unsaid(said):
            put(record, default if make is None else make())

    def _unsaid(self, said: int) -> list[_Usual]:
        if self._required & ~said:
            raise TypeError
        unsaid = [(put, default, make) for bit, put, default, make in self._usual if not bit & said]
        if len(self._known_unsaid) < _MOST_KNOWN:
            self._known_unsaid[said] = unsaid
        return unsaid


class _Lines(dict[str, Any]):
    """What lines below a key say, each by itself."""

    def __missing__(self, line: str) -> Any:
        """Raises one of NOT_SOUND for a line that does not say a key of the group."""
        depth, key, value = parts(line)
        if depth != _NESTED or not value:
            raise ValueError(line)
        said = self._said(key, value if isinstance(value, str) else list(value))
        if len(self) < _MOST_KNOWN:
            self[line] = said
        return said

    def _said(self, key: str, raw: Any) -> Any:
        raise NotImplementedError

    def group(self, lines: list[str]) -> Any:
        """What they say together.  Raises one of NOT_SOUND."""
        raise NotImplementedError


class _MappingLines(_Lines):
    """Those of a mapping: a key and its value."""

    def __init__(self, read: ReadMapping) -> None:
        super().__init__()
        self._read = read

    def _said(self, key: str, raw: Any) -> tuple[Any, Any]:
        return self._read.key(key), self._read.value(raw)

    def group(self, lines: list[str]) -> dict[Any, Any]:
        """A dict."""
        made = dict(map(self.__getitem__, lines))
        if len(made) < len(lines):
            raise ValueError(lines)
        return made


class _RecordLines(_Lines):
    """Those of a record within a record: the bit of a field, how it is set, and its value."""

    def __init__(self, read: ReadRecord) -> None:
        super().__init__()
        self._bits = _Bits(read.fields)
        self._of = read.fields.model

    def _said(self, key: str, raw: Any) -> tuple[int, Put, Any]:
        bit, put, read = self._bits.read[key]
        return bit, put, read(raw)

    def group(self, lines: list[str]) -> Any:
        """The record."""
        made, said = self._of.__new__(self._of), 0
        for bit, put, value in map(self.__getitem__, lines):
            if said & bit:
                raise ValueError(lines)
            said |= bit
            put(made, value)
        self._bits.complete_one(made, said)
        return made


class SoundFiles:
    """Reads the files that hold records of one kind."""

    def __init__(self, fields: Fields) -> None:
        self._bits = _Bits(fields)
        #: By the line of its key: the bit of a group, how it is set, and what reads its lines.
        self._groups: dict[str, tuple[int, Put, _Lines]] = {}
        for word, (bit, put, read) in self._bits.read.items():
            if isinstance(read, ReadMapping):
                self._groups[f"  {word}:"] = bit, put, _MappingLines(read)
            if isinstance(read, ReadRecord):
                self._groups[f"  {word}:"] = bit, put, _RecordLines(read)
        self._known: dict[str, _Piece] = {}

    @staticmethod
    def of(model: type) -> "SoundFiles | None":
        """What reads those of a kind; None where only Pydantic can read a record of it."""
        fields = fields_of(model)
        return None if fields is None or ORIGIN_KEY not in fields.read else SoundFiles(fields)

    def read(self, text: str, name: str, passed: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """All records of the file of that name; None: it is not plainly sound.

        `passed`: what no file says, and each of them is told.
        """
        try:
            return self._read(text, name, passed)
        except NOT_SOUND:
            return None

    def _read(self, text: str, name: str, passed: Mapping[str, Any]) -> tuple[Any, ...] | None:
        head, *pieces = _PIECE.split("\n" + text.removesuffix("\n"))
        if any(parts(line)[0] != NOTHING for line in head.split("\n")):
            return None
        fields, model = self._bits.read, self._bits.model
        passed_bits, put_origin, _ = fields[ORIGIN_KEY]
        passed_bits += sum(fields[key][0] for key in passed)
        known, new = self._known.get, model.__new__
        made: list[Any] = []
        by_said: dict[int, list[Any]] = {}
        record, said = None, _NO_RECORD
        for piece in pieces:
            first, bit, put, value = known(piece) or self._piece(piece)
            if first:
                by_said.setdefault(said, []).append(record)
                record, said = new(model), passed_bits
                put_origin(record, Place(name, at(len(made))))
                made.append(record)
            if said & bit:
                return None
            said |= bit
            put(record, value)
        by_said.setdefault(said, []).append(record)
        by_said.pop(_NO_RECORD)
        for keys, records in by_said.items():
            self._bits.complete(records, keys)
        for key, value in passed.items():
            deque(map(fields[key][1], made, repeat(value)), maxlen=0)
        return tuple(made) or None

    def _piece(self, text: str) -> _Piece:
        """What a piece says.  Raises one of NOT_SOUND."""
        above, below, rest = text.partition("\n")
        if below:
            group = self._groups.get(above)
            piece = (group and _of_group(*group, rest)) or self._of(read_key(text))
        else:
            depth, key, value = parts(text)
            if depth > 0 or not value:
                raise ValueError(text)
            raw: RawValue = value if isinstance(value, str) else [*value]
            piece = self._of((depth == NEW, key, raw))
            if key in _OWN:
                return piece
        if len(text) <= _LONG and len(self._known) < _MOST_KNOWN:
            self._known[text] = piece
        return piece

    def _of(self, said: Said | None) -> _Piece:
        if said is None:
            raise ValueError
        first, key, raw = said
        bit, put, read = self._bits.read[key]
        return first, bit, put, read(raw)


def _of_group(bit: int, put: Put, lines: _Lines, text: str) -> _Piece | None:
    """A piece of a group, where each of its lines says something by itself."""
    try:
        return False, bit, put, lines.group(text.split("\n"))
    except NOT_SOUND:
        return None


@cache
def at(index: int) -> tuple[int]:
    """The path of a record; the same for all files, which together have many more records."""
    return (index,)
