"""Loading: a folder of files → a ledger and everything that is wrong with how it is written.

Returns what it could read together with the diagnostics; never raises for what a file says.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.model.statement import Statement
from sangeyipi.store import csv_reader, yaml_reader
from sangeyipi.store.files import LEDGER_FILE, Found, Kind, find_files
from sangeyipi.store.punctuation import slip_of_value
from sangeyipi.store.raw import RawFile, RawValue
from sangeyipi.store.records import RecordType
from sangeyipi.store.source import Source, read_source

#: Called with how many files are done and how many there are.
Progress = Callable[[int, int], None]
#: The text of a file by its name, or what is wrong with it.
ReadSource = Callable[[str], Source | Diagnostic]
Record = TypeVar("Record")


class Loaded(NamedTuple):
    """What a folder gave: the ledger (None without a usable ledger.yaml), faults, and the texts."""

    ledger: Ledger | None
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, Source]

    @property
    def complete(self) -> bool:
        """Whether everything was read: only then do totals mean anything."""
        return self.ledger is not None and not any(
            diagnostic.rule.severity is Severity.ERROR for diagnostic in self.diagnostics
        )


def load_files(root: Path, progress: Progress | None = None) -> Loaded:
    """The ledger in the folder `root`, which holds a ledger.yaml."""
    return load_from(find_files(root), lambda name: read_source(root, name), progress)


def load_from(found: Found, read: ReadSource, progress: Progress | None = None) -> Loaded:
    """The ledger made of `found` and ledger.yaml, wherever `read` gets their bytes from."""
    with _without_collector():
        return _load(found, read, progress)


def _load(found: Found, read: ReadSource, progress: Progress | None) -> Loaded:
    reading = _Reading(list(found.diagnostics), read)
    config = reading.config()
    for done, (kind, name) in enumerate(found.files):
        if progress:
            progress(done, len(found.files))
        reading.file(kind, name)
    if progress:
        progress(len(found.files), len(found.files))
    ledger = reading.ledger(config) if config else None
    return Loaded(ledger, tuple(reading.diagnostics), reading.sources)


def _project_order(project: Project) -> tuple[Any, ...]:
    return (project.id, project.origin.file, project.origin.path)


class _Reading:
    """The state of one load."""

    def __init__(self, diagnostics: list[Diagnostic], read: ReadSource) -> None:
        self.read = read
        self.diagnostics = diagnostics
        self.sources: dict[str, Source] = {}
        self.projects: list[Project] = []
        self.rollups: list[Rollup] = []
        self.statements: list[Statement] = []

    def config(self) -> Config | None:
        raw = self.raw(LEDGER_FILE)
        if raw is None:
            return None
        return RecordType.of(Config).read(raw.value, Place(LEDGER_FILE), self.diagnostics)

    def ledger(self, config: Config) -> Ledger:
        return Ledger(
            config=config,
            projects=tuple(sorted(self.projects, key=_project_order)),
            rollups=tuple(self.rollups),
            statements=tuple(self.statements),
        )

    def file(self, kind: Kind, name: str) -> None:
        raw = self.raw(name)
        if raw is None or raw.value is None:
            return
        if kind is Kind.PROJECTS:
            self.projects.extend(self.records(Project, raw.value, name))
        elif kind is Kind.ROLLUPS:
            self.rollups.extend(self.records(Rollup, raw.value, name))
        else:
            statement = RecordType.of(Statement).read(raw.value, Place(name), self.diagnostics)
            self.statements.extend([statement] if statement else [])

    def raw(self, name: str) -> RawFile | None:
        source = self.read(name)
        if isinstance(source, Diagnostic):
            self.diagnostics.append(source)
            return None
        self.sources[name] = source
        raw = _reader(name).read(source)
        self.diagnostics.extend(raw.diagnostics)
        stopped = any(d.rule in _STOPS for d in raw.diagnostics)
        return None if stopped else raw

    def records(self, model: type[Record], value: RawValue, name: str) -> Iterator[Record]:
        if not isinstance(value, list):
            self.diagnostics.append(_not_a_list(value, name))
            return
        read = RecordType.of(model).read
        for index, raw in enumerate(value):
            record = read(raw, Place(name, (index,)), self.diagnostics)
            if record is not None:
                yield record


#: After these a file has no value worth reading on.
_STOPS = frozenset(
    {
        Rule.YAML_SYNTAX,
        Rule.FULL_WIDTH_PUNCTUATION,
        Rule.NESTING_TOO_DEEP,
        Rule.YAML_DOCUMENTS,
        Rule.YAML_ALIAS,
        Rule.CSV_HEADER,
        Rule.CSV_ROW,
    }
)


def _not_a_list(value: RawValue, name: str) -> Diagnostic:
    slip = slip_of_value(value) if isinstance(value, str) else None
    if slip:
        return Diagnostic(slip.rule, Place(name), slip.message)
    return Diagnostic(
        Rule.WRONG_TYPE,
        Place(name),
        "文件应是一个列表",
        "每条记录的第一行以“- ”开头，其余各行缩进两格",
    )


def _reader(name: str) -> Any:
    return csv_reader if name.lower().endswith(".csv") else yaml_reader


def locate(sources: dict[str, Source], places: Iterable[Place]) -> dict[Place, Any]:
    """Line and column of each place whose file is among `sources`."""
    by_file: dict[str, list[Place]] = {}
    for place in places:
        by_file.setdefault(place.file, []).append(place)
    result: dict[Place, Any] = {}
    for name, wanted in by_file.items():
        if name in sources:
            result.update(_reader(name).locate(sources[name], wanted))
    return result


@contextmanager
def _without_collector() -> Iterator[None]:
    """The cyclic collector off: building many small objects makes it quadratic."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
