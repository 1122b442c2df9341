"""The kinds of record that a ledger is made of, each declared once.

Owns which class stands in the files of which folder, which field of the ledger holds them, by what
one is told from another, and what it is called.  Reading, formatting, comparing, merging, editing,
the schema and the words of the format go by this list: a new kind of record is a class, a field of
`Ledger` and one entry here.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from sangeyipi.model import term
from sangeyipi.model.declared import HIDDEN
from sangeyipi.model.financing import Financing
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Config
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.statement import Statement
from sangeyipi.model.visit import Visit
from sangeyipi.store.files import FileKind
from sangeyipi.store.keys import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """One kind of record.  Its files hold a list of them, unless it is `single`."""

    #: What its files hold; None: ledger.yaml.
    kind: FileKind | None
    model: type[Any]
    #: The field of `Ledger` that has them.
    part: str
    #: What its schema is called, and what a reader of that is told.
    schema: str
    title: str
    single: bool = False
    #: The fields by which one is told from the others, and by which those that changed are ordered.
    identity: tuple[str, ...] = ()
    #: The field by which the ledger has them in order; "": as the files do.
    order: str = ""
    #: Whether its files stand in the order of 编号.
    by_id: bool = False
    #: The field with the 编号 of the project that it is about: where that is renamed, it follows.
    about: str = ""
    #: Whether a new file of them is YAML, as they are more than a row says.
    in_yaml: bool = False
    #: What it is called where one of them is told of.
    word: str = ""

    def identity_of(self, record: Any) -> tuple[Any, ...]:
        """By what a record is told from the others of its kind."""
        return tuple(getattr(record, name) for name in self.identity)

    def title_of(self, record: Any) -> str:
        """How a message names a record: 问题 WT-2023-014, 走访 2023-05-08 SL-2023-001 张某某."""
        return " ".join([self.word, *map(str, self.identity_of(record))])

    @property
    def identity_words(self) -> tuple[str, ...]:
        """The same in the words that its file says."""
        said = (key_of(self.model, name) for name in self.identity)
        return tuple(word for word in said if word and not word.startswith(HIDDEN))


_PROJECTS = RecordKind(
    kind=FileKind.PROJECTS,
    model=Project,
    part="projects",
    schema="project",
    title="项目（projects/*.yaml）",
    identity=("id",),
    order="id",
    by_id=True,
)
_ROLLUPS = RecordKind(
    kind=FileKind.ROLLUPS,
    model=Rollup,
    part="rollups",
    schema="rollup",
    title="汇总（rollups/*.yaml）",
    identity=("phases", "batch", "on_platform", "date"),
)
_CONFIG = RecordKind(
    kind=None,
    model=Config,
    part="config",
    schema="ledger",
    title="台账（ledger.yaml）",
    single=True,
)
_STATEMENTS = RecordKind(
    kind=FileKind.STATEMENTS,
    model=Statement,
    part="statements",
    schema="statement",
    title="公布（statements/*.yaml）",
    single=True,
)
REPORTS = RecordKind(
    kind=FileKind.PROGRESS,
    model=MonthlyReport,
    part="reports",
    schema="progress",
    title="月调度（progress/2023-05.yaml）",
    identity=("month", "id"),
    order="month",
    by_id=True,
    about="id",
    word=term.REPORTS,
)
PROBLEMS = RecordKind(
    kind=FileKind.PROBLEMS,
    model=Problem,
    part="problems",
    schema="problem",
    title="问题（problems/*.yaml）",
    identity=("id",),
    order="id",
    by_id=True,
    about="project",
    in_yaml=True,
    word=term.REGISTERED_PROBLEMS,
)
VISITS = RecordKind(
    kind=FileKind.VISITS,
    model=Visit,
    part="visits",
    schema="visit",
    title="走访（visits/2023.yaml）",
    identity=("date", "project", "visitor", "capacity"),
    order="date",
    about="project",
    word=term.VISITS,
)
FINANCING = RecordKind(
    kind=FileKind.FINANCE,
    model=Financing,
    part="financing",
    schema="financing",
    title="银企对接（finance/*.yaml）",
    identity=("date", "project", "bank"),
    order="date",
    about="project",
    word=term.FINANCING,
)
#: All of them, in the order in which they are told.
KINDS = (_PROJECTS, _ROLLUPS, _CONFIG, _STATEMENTS, REPORTS, PROBLEMS, VISITS, FINANCING)
#: Those that are compared, edited and merged by their identity alone.
REGISTERS = (PROBLEMS, VISITS, FINANCING)
#: Those that are about one project each.
OF_PROJECTS = tuple(one for one in KINDS if one.about)
#: The records of a file that holds a list of them.
LISTS: dict[FileKind, type[Any]] = {
    one.kind: one.model for one in KINDS if one.kind is not None and not one.single
}
#: Files whose records stand in the order of their 编号.
BY_ID = frozenset(one.kind for one in KINDS if one.by_id)
_BY_KIND = {one.kind: one for one in KINDS}


def of_kind(kind: FileKind | None) -> RecordKind:
    """What is declared of the records of a file."""
    return _BY_KIND[kind]


def model_of(kind: FileKind | None) -> type[Any]:
    """The class of the records of a file."""
    return _BY_KIND[kind].model


def records_of(ledger: Any, *, but: tuple[str, ...] = ()) -> list[Any]:
    """Every record of a ledger, its settings too; `but` those of some parts."""
    found: list[Any] = []
    for one in KINDS:
        if one.part not in but:
            part = getattr(ledger, one.part)
            found += part if isinstance(part, tuple) else [part]
    return found


def in_ledgers_order(one: RecordKind, records: Iterable[Any]) -> tuple[Any, ...]:
    """Records as a ledger holds them."""
    return tuple(sorted(records, key=attrgetter(one.order)) if one.order else records)
