"""A ledger's files read by two processes at once, where there is enough to read.

What the second one hands over of a file is what is remembered of it (its records, sealed), where
anything is, and what was asked of it (`SumsOf`): whoever asks for projects that were read there
gets them from that, or by reading them again.  To hand over projects as such takes longer than to
read them, so that without a memory there are two only where sums are asked and no project.  Where
the sums say nothing of a file, all is asked of the projects: then the rest is read here.  The first
part of the files is read here, the last part there (`second_process`); who read what cannot be told
from the result, to which `tests/store/test_beside.py` holds it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Config
from sangeyipi.model.project import Project
from sangeyipi.store import remembered
from sangeyipi.store.files import LEDGER_FILE, DataFiles, FileKind
from sangeyipi.store.lasting import lasting, sealed, unsealed
from sangeyipi.store.parsed import Parsed
from sangeyipi.store.source import Source

if TYPE_CHECKING:
    from sangeyipi.store.second_process import SecondProcess

#: The text of a file by its name, or what is wrong with it.
ReadSource = Callable[[str], Source | Diagnostic]
#: The file of a kind (None: ledger.yaml) by its name, parsed.
Parse = Callable[[FileKind | None, str], Parsed]
Sums = Iterable[tuple[str, Any]]
#: What is asked of the projects of a file, as plain values by the names that they are known by (see
#: `KnownOfFile`); None: it says nothing, and all that is asked is asked of the projects.
SumsOf = Callable[[Config, Sequence[Project]], Sums | None]

#: With fewer bytes than that to read, a second process takes longer to start than it saves.
LEAST_BYTES = 1 << 20
#: Of more files than this, what is known of each by itself is more entries than it is worth.
MOST_FILES = 1000
#: Of so many bytes that are read here, the projects are kept, though their sums are known.  As
#: objects they are several times as many, and hardly anybody asks for them.
MOST_KEPT = 64 << 20


@contextmanager
def reading_beside(
    found: DataFiles, read: ReadSource, sums: SumsOf | None, region: str = ""
) -> Iterator[Parse]:
    """What parses the files of a ledger, some of them in a second process.

    `region`: it is that of a member, by whose name they are called.
    """
    if len(found.files) < 2 or (sums is None and lasting() is None):
        yield lambda kind, name: remembered.parse(kind, name, read(name), region)
        return
    files = _Files(found, read, sums, region)
    try:
        files.begin()
        yield files.parse
    finally:
        files.end()


class _New:
    """A file of projects that is not remembered."""

    __slots__ = ("at", "key", "name", "source")

    def __init__(self, at: int, name: str, key: str, source: Source) -> None:
        self.at = at
        self.name = name
        self.key = key
        self.source = source


class _Files:
    """The files of a ledger, each parsed once."""

    def __init__(
        self, found: DataFiles, read: ReadSource, sums: SumsOf | None, region: str
    ) -> None:
        self._found = found
        self._read = read
        self._region = region
        # Sums are of projects alone: whatever else a ledger holds bears on what is asked of these.
        of_projects = all(kind is FileKind.PROJECTS for kind, _ in found.files)
        few = lasting() is None or len(found.files) <= MOST_FILES
        self._sums = sums if of_projects and few else None
        self._parsed: dict[str, Parsed] = {}
        self._new: dict[str, _New] = {}
        self._config: Config | None = None
        self._second: SecondProcess | None = None
        self._room = MOST_KEPT

    def begin(self) -> None:
        """Read ledger.yaml and what is remembered, and have the second process begin."""
        settings = self._parse(None, LEDGER_FILE, self._read(LEDGER_FILE))
        self._parsed[LEDGER_FILE] = settings
        if settings.diagnostics or not settings.records:
            return
        self._config = settings.records[0]
        for kind, name in self._found.files:
            self._look_up(kind, name)
        size = sum(len(one.source.data) for one in self._new.values())
        if len(self._new) < 2 or size < LEAST_BYTES:
            return
        from sangeyipi.store import second_process

        if second_process.possible():
            new = [*self._new.values()]
            try:
                self._second = second_process.SecondProcess(
                    len(new), lambda at: self._handed_over(new[at])
                )
            except OSError:
                return

    def _look_up(self, kind: FileKind, name: str) -> None:
        source = self._read(name)
        if isinstance(source, Diagnostic) or kind is not FileKind.PROJECTS:
            self._parsed[name] = self._parse(kind, name, source)
            return
        key = remembered.key_of_file(kind, name, source, self._region)
        known = remembered.known(kind, name, key, source, self._region)
        if known is not None:
            self._parsed[name] = known
        else:
            self._new[name] = _New(len(self._new), name, key, source)

    def end(self) -> None:
        """Have no second process any more."""
        if self._second is not None:
            self._second.close()

    def parse(self, kind: FileKind | None, name: str) -> Parsed:
        """One of them."""
        new = self._new.pop(name, None)
        if new is not None:
            handed = None if self._second is None else self._second.take(new.at)
            return self._here(new) if handed is None else self._there(new, handed)
        if name in self._parsed:
            return self._parsed.pop(name)
        return self._parse(kind, name, self._read(name))

    def _parse(self, kind: FileKind | None, name: str, source: Source | Diagnostic) -> Parsed:
        return remembered.parse(kind, name, source, self._region)

    def _handed_over(self, new: _New) -> bytes | None:
        """What the second process says of a file; None: no use to read on."""
        parsed = self._again(new)
        sums = self._sums_of(parsed)
        entry = remembered.entry_of(FileKind.PROJECTS, parsed) if new.key else None
        if sums is None and entry is None:
            return None
        return sealed((entry, sums))

    def _sums_of(self, parsed: Parsed) -> list[tuple[str, Any]] | None:
        """What is asked of a file; once one says nothing, no other is asked."""
        if self._sums is None or self._config is None:
            return None
        sums = None if parsed.diagnostics else self._sums(self._config, parsed.records)
        if sums is None:
            self._sums = None
            return None
        return [*sums]

    def _there(self, new: _New, handed: bytes) -> Parsed:
        """A file as it was read in the second process."""
        entry, sums = unsealed(handed)
        if sums is None:
            self._sums = None
        if entry is None:
            source = remembered.called(new.source, self._region)
            return Parsed((), (), source, later=self._later(new), known=_known(sums))
        memory = lasting()
        assert memory is not None
        memory.put(new.key, entry)
        parsed = remembered.of_entry(
            FileKind.PROJECTS, new.name, new.key, entry, new.source, self._region
        )
        assert parsed is not None and parsed.known is not None
        for one, value in sums or ():
            parsed.known.put(one, value)
        return parsed

    def _again(self, new: _New) -> Parsed:
        return remembered.parse_file(FileKind.PROJECTS, new.name, new.source, self._region)

    def _later(self, new: _New) -> Callable[[], tuple[Any, ...]]:
        return lambda: self._again(new).records

    def _here(self, new: _New) -> Parsed:
        """A file as it is read in this process."""
        parsed = remembered.parse_new(
            FileKind.PROJECTS, new.name, new.key, new.source, self._region
        )
        if self._second is None or self._sums is None:
            return parsed
        sums = self._sums_of(parsed)
        if sums is None:
            if not new.key:
                # All is going to be asked of the projects, which have to be read here.
                self._second.close()
            return parsed
        known = parsed.known or remembered.KnownHere()
        for one, value in sums:
            known.put(one, value)
        self._room -= len(new.source.data)
        if self._room >= 0:
            return Parsed(parsed.records, (), parsed.source, parsed.key, known=known)
        return Parsed((), (), parsed.source, parsed.key, self._later(new), known)


def _known(sums: Sums) -> remembered.KnownHere:
    known = remembered.KnownHere()
    for name, value in sums:
        known.put(name, value)
    return known
