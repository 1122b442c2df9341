"""Files that were read before: what they hold is taken from the lasting memory, not read again.

A file is known by its content, by its kind and name (which say what its content means), and by the
program that reads it.  What is kept is what reading it gave, faults and all, so that whoever asks
cannot tell.  Pydantic and PyYAML are imported for what is new alone.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from sangeyipi.model.diagnostic import Diagnostic
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
    if isinstance(source, Diagnostic) or lasting() is None:
        return parse_file(kind, name, source, region)
    content = hashlib.sha256(source.data, usedforsecurity=False).hexdigest()
    return parse_known(kind, name, f"sha256 {content}", source, region)


def parse_known(
    kind: FileKind | None, name: str, content: str, source: Source, region: str = ""
) -> Parsed:
    """The same, of a file whose content has a name that no other content has."""
    memory, by = lasting(), program()
    if memory is None or by is None:
        return parse_file(kind, name, source, region)
    # A member's file is another one than that of the county itself: its records say whose they are.
    whose = (region,) if region else ()
    key = key_of("file", by, kind or "", name, content, *whose)
    called = source._replace(name=f"{region}/{name}") if region else source
    known = _told(memory.get(key))
    if known is not None:
        records, told = known

        def later() -> tuple[Any, ...]:
            made = _made(kind, records)
            return parse_file(kind, name, source, region).records if made is None else made

        return Parsed((), told, called, key, later)
    parsed = parse_file(kind, name, source, region)
    try:
        plain = _packed(kind, parsed)
    except NotPlain:
        return parsed
    memory.put(key, plain)
    return Parsed(parsed.records, parsed.diagnostics, parsed.source, key)


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


def _packed(kind: FileKind | None, parsed: Parsed) -> Any:
    records = sealed(pack_records(model_of(kind), parsed.records))
    return records, pack_findings(parsed.diagnostics)


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


def key_of_all(parsed: Iterable[Parsed], odd: tuple[Diagnostic, ...]) -> str:
    """What a ledger of these files is remembered under; "" where one of them is by nobody.

    `odd`: what is wrong with what is beside them.
    """
    keys = [one.key for one in parsed]
    try:
        return key_of("ledger", repr(pack_findings(odd)), *keys) if all(keys) else ""
    except NotPlain:
        return ""
