"""Which file a new record goes to: the same for the same ledger, whoever asks, in whatever order.

A project goes to the file that holds most of the projects first listed in its own first phase; in a
ledger whose projects are all in one file that is not a phase's own, to that file; else to
`projects/第N期.yaml` (`projects/未列入.yaml` for one on no list).  A monthly report goes to its
month's file (one that a CSV cannot say, to a YAML file of the month), a problem, visit or financing
to the file with the most of its year (else to the year's own), a rollup to the file with the most
of them, a statement to a file of its own.
"""

from collections import Counter
from collections.abc import Container
from pathlib import PurePosixPath
from typing import Any

from sangeyipi.edit.csv_text import unsayable_in_csv
from sangeyipi.edit.failures import EditFailed
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.statement import Statement
from sangeyipi.store.canonical.text import raw_of
from sangeyipi.store.example import EXAMPLE_FILE
from sangeyipi.store.files import FileKind, month_of_file, sort_files
from sangeyipi.store.kinds import OF_PROJECTS, RecordKind
from sangeyipi.store.load import Loaded


class Placing:
    """Where the new records of a ledger go."""

    def __init__(self, loaded: Loaded, ledger: Ledger, into: str | None) -> None:
        self._ledger = ledger
        self._sources = loaded.sources
        self._into = into if into is None else checked(into)
        self._phases: dict[int, Counter[str]] = {}
        # What a new ledger shows how to write projects by is no place to keep them.
        for project in (one for one in ledger.projects if one.origin.file != EXAMPLE_FILE):
            self._phases.setdefault(first_phase(project), Counter())[project.origin.file] += 1
        self._files = sorted(
            name for name in loaded.sources if name.startswith("projects/") and name != EXAMPLE_FILE
        )
        self._dated: dict[tuple[FileKind | None, Month | int], Counter[str]] = {}
        for kind in OF_PROJECTS:
            for record in getattr(ledger, kind.part):
                when = kind.kind, time_of(record)
                self._dated.setdefault(when, Counter())[record.origin.file] += 1

    def of_project(self, project: Project) -> str:
        """The file for a new project."""
        if self._into is not None:
            return self._into
        phase = first_phase(project)
        if phase in self._phases:
            return _most(self._phases[phase])
        if len(self._files) == 1 and len(self._phases) != 1:
            return self._files[0]
        return (
            f"{FileKind.PROJECTS}/第{phase}期.yaml" if phase else f"{FileKind.PROJECTS}/未列入.yaml"
        )

    def of_rollup(self, rollup: Any) -> str:
        """The file for a new rollup."""
        files = Counter(one.origin.file for one in self._ledger.rollups)
        return _most(files) if files else f"{FileKind.ROLLUPS}/汇总.yaml"

    def of_record(self, kind: RecordKind, record: Any) -> str:
        """The file for a new monthly report, problem, visit or financing."""
        assert kind.kind is not None
        when, folder = time_of(record), kind.kind
        plain = not unsayable_in_csv(raw_of(record))
        in_yaml = f"{folder}/{when}.yaml"
        known = self._dated.get((folder, when), Counter[str]())
        fit = Counter({name: n for name, n in known.items() if plain or not _in_csv(name)})
        if fit:
            return _most(fit)
        empty = sorted(name for name in self._sources if _is_of(name, folder, when))
        found = [name for name in empty if plain or not _in_csv(name)]
        if found:
            return found[0]
        return in_yaml if kind.in_yaml or not plain else f"{folder}/{when}.csv"

    def of_statement(self, statement: Statement, taken: Container[str]) -> str:
        """A file for a new statement, which none of the others is called like."""
        day = statement.date.isoformat()
        numbers = ("", *(f"-{number}" for number in range(2, 1000)))
        names = (f"{FileKind.STATEMENTS}/{day}{number}.yaml" for number in numbers)
        return next(name for name in names if name not in self._sources and name not in taken)


def time_of(record: Any) -> Month | int:
    """The month or year by whose name the file of a record goes."""
    if isinstance(record, MonthlyReport):
        return record.month
    if isinstance(record, Problem):
        return record.raised.first.year
    year: int = record.date.year
    return year


def _is_of(name: str, folder: FileKind, when: Month | int) -> bool:
    """Whether a file is called like a month, or a year, of a folder."""
    if not name.startswith(f"{folder}/"):
        return False
    stem = PurePosixPath(name).stem
    return stem == str(when) if isinstance(when, int) else month_of_file(name) == when


def _in_csv(name: str) -> bool:
    return name.lower().endswith(".csv")


def first_phase(project: Project) -> int:
    """The phase in which a project was first listed; 0: it is on no list."""
    return min(project.listed.values(), default=0)


def checked(into: str) -> str:
    """The name of a file of projects that a user gave.  Raises EditFailed."""
    name = into.replace("\\", "/")
    parts = PurePosixPath(name).parts
    files = sort_files([name]).files
    if (
        ".." in parts
        or not files
        or files[0][0] is not FileKind.PROJECTS
        or "/".join(parts) != name
    ):
        raise EditFailed(f"{into} 不是放项目的文件：应是 projects/名字.yaml 或 projects/名字.csv")
    return name


def _most(files: "Counter[str]") -> str:
    return min(files, key=lambda name: (-files[name], name))
