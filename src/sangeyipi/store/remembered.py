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
from sangeyipi.store.lasting import Lasting, key_of, lasting
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
    found = _restored(memory, key, kind, called)
    if found is not None:
        return found
    parsed = parse_file(kind, name, source, region)
    try:
        plain = _packed(kind, parsed)
    except NotPlain:
        return parsed
    memory.put(key, plain)
    return parsed._replace(key=key)


def _restored(memory: Lasting, key: str, kind: FileKind | None, source: Source) -> Parsed | None:
    plain = memory.get(key)
    if plain is None:
        return None
    try:
        records, told = plain
        return Parsed(unpack_records(model_of(kind), records), unpack_findings(told), source, key)
    except UNFIT:
        return None


def _packed(kind: FileKind | None, parsed: Parsed) -> Any:
    return pack_records(model_of(kind), parsed.records), pack_findings(parsed.diagnostics)


def pack_findings(diagnostics: Iterable[Diagnostic]) -> Any:
    """Diagnostics as plain values.  Raises NotPlain."""
    return codec(tuple[Diagnostic, ...]).pack(tuple(diagnostics)) if diagnostics else ()


def unpack_findings(plain: Any) -> tuple[Diagnostic, ...]:
    """What was packed."""
    return codec(tuple[Diagnostic, ...]).unpack(plain) if plain else ()


def key_of_all(parsed: Iterable[Parsed], odd: tuple[Diagnostic, ...]) -> str:
    """What a ledger of these files is remembered under; "" where one of them is by nobody.

    `odd`: what is wrong with what is beside them.
    """
    keys = [one.key for one in parsed]
    try:
        return key_of("ledger", repr(pack_findings(odd)), *keys) if all(keys) else ""
    except NotPlain:
        return ""
