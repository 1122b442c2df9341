"""Files that were read before: what they hold is taken from the lasting memory, not read again.

A file is known by its content, by its kind and name (which say what its content means), and by the
program that reads it.  What is kept is what reading it gave, faults and all, so that whoever asks
cannot tell.  Pydantic and PyYAML are imported for what is new alone.
"""

from collections.abc import Iterable
from typing import Any

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.digest import sha256
from sangeyipi.store.files import FileKind
from sangeyipi.store.kinds import model_of
from sangeyipi.store.lasting import key_of, lasting, sealed, unsealed
from sangeyipi.store.parsed import Parsed
from sangeyipi.store.plain import UNFIT, NotPlain, codec, pack_records, unpack_records
from sangeyipi.store.program import program
from sangeyipi.store.source import Source


def parse_file(
    kind: FileKind | None, name: str, source: Source | Diagnostic, region: str = ""
) -> Parsed:
    """One file of a kind (None: ledger.yaml), from its text or from why there is none.

    `region`: it is a member's, by whose name it is called.
    """
    from sangeyipi.store import parsing

    return parsing.parse_file(kind, name, source, region)


def parse(
    kind: FileKind | None, name: str, source: Source | Diagnostic, region: str = ""
) -> Parsed:
    """The same, from what is remembered of it where that is known."""
    if isinstance(source, Diagnostic):
        return parse_file(kind, name, source, region)
    key = key_of_file(kind, name, source, region)
    return known(kind, name, key, source, region) or parse_new(kind, name, key, source, region)


def key_of_file(kind: FileKind | None, name: str, source: Source, region: str = "") -> str:
    """What a file is remembered under; "": nowhere."""
    if lasting() is None:
        return ""
    content = sha256(source.data).hexdigest()
    return key_of_content(kind, name, f"sha256 {content}", region)


def key_of_content(kind: FileKind | None, name: str, content: str, region: str = "") -> str:
    """The same of a file whose content has a name that no other content has."""
    by = program()
    if lasting() is None or by is None:
        return ""
    # A member's file is another one than that of the county itself: its records say whose they are.
    whose = (region,) if region else ()
    return key_of("file", by, kind or "", name, content, *whose)


def known(
    kind: FileKind | None, name: str, key: str, source: Source, region: str = ""
) -> Parsed | None:
    """A file as it is remembered; None where it is not."""
    memory = lasting() if key else None
    return None if memory is None else of_entry(kind, name, key, memory.get(key), source, region)


def of_entry(
    kind: FileKind | None, name: str, key: str, entry: Any, source: Source, region: str = ""
) -> Parsed | None:
    """A file as an entry has it, its records made when they are asked for; None: it is none."""
    found = _told(entry)
    if found is None:
        return None
    records, told = found

    def later() -> tuple[Any, ...]:
        made = _made(kind, records)
        return parse_file(kind, name, source, region).records if made is None else made

    return Parsed((), told, called(source, region), key, later, KnownOf(key))


def called(source: Source, region: str) -> Source:
    """A file as it is called: a member's by its name."""
    return source._replace(name=f"{region}/{source.name}") if region else source


def parse_new(
    kind: FileKind | None, name: str, key: str, source: Source, region: str = ""
) -> Parsed:
    """A file that is not remembered, which then is if that can be done."""
    return kept(kind, key, parse_file(kind, name, source, region))


def kept(kind: FileKind | None, key: str, parsed: Parsed) -> Parsed:
    """A file that was read, kept under its key if that can be done."""
    memory = lasting() if key else None
    entry = entry_of(kind, parsed) if memory is not None else None
    if memory is None or entry is None:
        return parsed
    memory.put(key, entry)
    return Parsed(parsed.records, parsed.diagnostics, parsed.source, key, known=KnownOf(key))


def entry_of(kind: FileKind | None, parsed: Parsed) -> Any:
    """What is to be kept of a file; None: it cannot be."""
    try:
        records = sealed(pack_records(model_of(kind), parsed.records))
        return records, pack_findings(parsed.diagnostics)
    except NotPlain:
        return None


def _told(plain: Any) -> tuple[bytes, tuple[Diagnostic, ...]] | None:
    """Of what is kept of a file, the records as they are kept, and the findings."""
    try:
        records, told = plain
        return records, unpack_findings(told)
    except UNFIT:
        return None


def _made(kind: FileKind | None, records: bytes) -> tuple[Any, ...] | None:
    """The records that were kept; None where that is not what this program writes."""
    try:
        return unpack_records(model_of(kind), unsealed(records))
    except (*UNFIT, EOFError):
        return None


def pack_findings(diagnostics: Iterable[Diagnostic]) -> Any:
    """Diagnostics as plain values.  Raises NotPlain."""
    return codec(tuple[Diagnostic, ...]).pack(tuple(diagnostics)) if diagnostics else ()


def unpack_findings(plain: Any) -> tuple[Diagnostic, ...]:
    """What was packed."""
    return codec(tuple[Diagnostic, ...]).unpack(plain) if plain else ()


class KnownOf:
    """What else is remembered of a file, by whoever works it out of its records alone."""

    __slots__ = ("_key",)

    def __init__(self, key: str) -> None:
        """`key`: that of the file."""
        self._key = key

    def get(self, name: str, /) -> Any:
        """A plain value; None: nothing, or nothing to rely on."""
        memory = lasting()
        return None if memory is None else memory.get(key_of("of file", name, self._key))

    def put(self, name: str, value: Any, /) -> None:
        """Keep it for the next run, if that can be done."""
        memory = lasting()
        if memory is not None:
            memory.put(key_of("of file", name, self._key), value)


class KnownHere:
    """The same of a file that is not remembered, for this run alone."""

    __slots__ = ("_said",)

    def __init__(self) -> None:
        self._said: dict[str, Any] = {}

    def get(self, name: str, /) -> Any:
        """A plain value; None: nothing."""
        return self._said.get(name)

    def put(self, name: str, value: Any, /) -> None:
        """Keep it as long as this run."""
        self._said[name] = value


def key_of_all(parsed: Iterable[Parsed], odd: tuple[Diagnostic, ...]) -> str:
    """What a ledger of these files is remembered under; "" where one of them is by nobody.

    `odd`: what is wrong with what is beside them.
    """
    keys = [one.key for one in parsed]
    try:
        return key_of("ledger", repr(pack_findings(odd)), *keys) if all(keys) else ""
    except NotPlain:
        return ""
