"""Loading: a folder of files → a ledger and everything that is wrong with how it is written.

Returns what it could read together with the diagnostics; never raises for what a file says.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.gathering import Member
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.project_file import ProjectFile
from sangeyipi.store import remembered
from sangeyipi.store.beside import Parse, SumsOf, reading_beside
from sangeyipi.store.beside import ReadSource as ReadSource
from sangeyipi.store.files import LEDGER_FILE, DataFiles, FileKind
from sangeyipi.store.kinds import KINDS, RecordKind, in_ledgers_order
from sangeyipi.store.parsed import Parsed as Parsed
from sangeyipi.store.parsed import of_region as of_region
from sangeyipi.store.parsed import unread
from sangeyipi.store.remembered import parse_file as parse_file
from sangeyipi.store.source import Source

#: Called with how many files are done and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """Which reading of files a ledger is, so that what was found out of it can be found again.

    It holds for this very ledger with these very diagnostics; no two are different by it.
    """

    key: str = field(default="", compare=False)
    ledger: Ledger | None = field(default=None, compare=False, repr=False)
    diagnostics: tuple[Diagnostic, ...] = field(default=(), compare=False, repr=False)


class Loaded(NamedTuple):
    """What a folder gave: the ledger (None without a usable ledger.yaml), faults, and the texts."""

    ledger: Ledger | None
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, Source]
    reading: Reading = Reading()
    #: Of a ledger made of others, these, each by itself and as it is written.
    members: "tuple[LoadedMember, ...]" = ()

    @property
    def key(self) -> str:
        """What this ledger, as it was read, is remembered under; "": it is not."""
        return self.reading.key if self.as_read else ""

    @property
    def as_read(self) -> bool:
        """Whether it is just what was read, and was not edited or added to."""
        of, given = self.reading.ledger, self.reading.diagnostics
        return of is not None and of is self.ledger and given is self.diagnostics

    @property
    def complete(self) -> bool:
        """Whether everything was read: only then do totals mean anything."""
        return self.ledger is not None and not self.unread

    def own(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Of what was found, what is in none of the members."""
        theirs = {one.member.region for one in self.members}
        return [one for one in found if one.place.file.partition("/")[0] not in theirs]

    @property
    def unread(self) -> list[Diagnostic]:
        """The faults that kept something from being read."""
        return [one for one in self.diagnostics if unread(one)]


class LoadedMember(NamedTuple):
    """One of the ledgers that one is made of, in files that are called 地区/projects/….

    No `loaded`: there is none, or none that is as it was published; `fault` says why.
    """

    member: Member
    loaded: Loaded | None = None
    fault: str = ""
    #: Whether it is that of a commit, which rules made since do not bind.
    past: bool = False
    #: Whose it says itself that it is; "" where it does not.
    calls_itself: str = ""
    #: Which folder of this machine it was read from, however that is written; "" where none.
    lies: str = ""


def load_from(
    found: DataFiles,
    read: ReadSource,
    progress: Progress | None = None,
    region: str = "",
    sums: SumsOf | None = None,
) -> Loaded:
    """The ledger made of `found` and ledger.yaml, wherever `read` gets their bytes from.

    `region`: it is that of a member, whose files and records are said to be.  `sums`: what is going
    to be asked of each file of projects, rather than for its projects.
    """
    odd = tuple(of_region(one, region) for one in found.diagnostics)
    found = found._replace(diagnostics=odd)
    with reading_beside(found, read, sums, region) as beside:
        return load_parsed(found, beside, progress)


def load_parsed(found: DataFiles, parse: Parse, progress: Progress | None = None) -> Loaded:
    """The ledger made of `found` and ledger.yaml, as `parse` (which may remember) gives them."""
    with without_collector():
        parsed = [parse(None, LEDGER_FILE)]
        for done, (kind, name) in enumerate(found.files):
            if progress:
                progress(done, len(found.files))
            parsed.append(parse(kind, name))
        if progress:
            progress(len(found.files), len(found.files))
        diagnostics = (*found.diagnostics, *(d for one in parsed for d in one.diagnostics))
        sources = {one.source.name: one.source for one in parsed if one.source}
        kinds = (None, *(kind for kind, _ in found.files))
        key = remembered.key_of_all(parsed, found.diagnostics)
        ledger = _ledger_of_parsed(zip(kinds, parsed, strict=True), key)
        return Loaded(ledger, diagnostics, sources, Reading(key, ledger, diagnostics))


def _ledger_of_parsed(files: Iterable[tuple[FileKind | None, Parsed]], key: str) -> Ledger | None:
    """The ledger made of its files: of those that are remembered no record is made.

    `key`: what all of them are remembered under.
    """
    by_kind: dict[FileKind | None, list[Parsed]] = {}
    for kind, one in files:
        by_kind.setdefault(kind, []).append(one)
    # Settings are wanted by everyone.
    known = {kind for kind, of in by_kind.items() if kind and all(one.known for one in of)}
    new = (one.records for kind, of in by_kind.items() if kind not in known for one in of)
    ledger = ledger_of(new)
    if ledger is None:
        return None
    later = {one.part: _in_order(one, by_kind[one.kind]) for one in KINDS if one.kind in known}
    later.pop("projects", None)
    ledger.with_made_later(later)
    if FileKind.PROJECTS in by_kind and FileKind.PROJECTS not in known:
        return ledger
    of_projects = by_kind.get(FileKind.PROJECTS, ())
    return ledger.with_files(
        tuple(ProjectFile(one.known, _records(one)) for one in of_projects if one.known),
        remembered.KnownOf(key) if key else None,
    )


def _records(of: Parsed) -> Callable[[], tuple[Any, ...]]:
    return lambda: of.records


def _in_order(kind: RecordKind, of: list[Parsed]) -> Callable[[], tuple[Any, ...]]:
    def made() -> tuple[Any, ...]:
        with without_collector():
            return in_ledgers_order(kind, chain.from_iterable(one.records for one in of))

    return made


def ledger_of(files: Iterable[tuple[Any, ...]]) -> Ledger | None:
    """The ledger made of the records of its files; None without a Config among them."""
    by_type: dict[type, list[Any]] = {one.model: [] for one in KINDS}
    for records in files:
        if records:
            by_type[type(records[0])].extend(records)
    if not by_type[Config]:
        return None
    parts = {
        one.part: in_ledgers_order(one, by_type[one.model]) for one in KINDS if one.model != Config
    }
    return Ledger(config=by_type[Config][0], **parts)


def locate(sources: dict[str, Source], places: Iterable[Place]) -> dict[Place, Any]:
    """Line and column of each place whose file is among `sources`."""
    from sangeyipi.store.parsing import reader_of

    by_file: dict[str, list[Place]] = {}
    for place in places:
        by_file.setdefault(place.file, []).append(place)
    result: dict[Place, Any] = {}
    for name, wanted in by_file.items():
        if name in sources:
            result.update(reader_of(name).locate(sources[name], wanted))
    return result


@contextmanager
def without_collector() -> Iterator[None]:
    """The cyclic collector off: building many small objects makes it quadratic."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
