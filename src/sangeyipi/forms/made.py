"""Records made of facts, and the rules of the ledger asked of what came back, row by row.

Owns which row is to blame for what the ledger would break.  Must not write anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from sangeyipi.checks.run import check_all
from sangeyipi.compare.fields import Path
from sangeyipi.forms.merged import Facts, Stays
from sangeyipi.forms.rows import Back
from sangeyipi.ingest.findings import Remark
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Severity
from sangeyipi.store.load import Loaded
from sangeyipi.store.records import RecordType

Record = TypeVar("Record", Project, MonthlyReport)
#: Where a record that came back stands, as diagnostics of it say: here, and the row's number.
_HERE = "\0forms"


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """What the ledger is to say of one 编号, by the rows that say so; None: nothing any more."""

    rows: tuple[Back, ...]
    id: str
    before: Any
    after: Any


def record(
    model: type[Record], facts: Facts, untold: Mapping[str, Any], row: Back, number: int
) -> Record:
    """The record of these facts.  Raises Stays where they make none."""
    raw: dict[str, Any] = {}
    for path, text in facts.items():
        inner = raw
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = text
    raw |= untold
    faults: list[Diagnostic] = []
    made = RecordType.of(model).read(raw, Place(_HERE, (number,)), faults)
    if faults or made is None:
        raise Stays(_cell(row, faults[0]), "；".join(map(_told, faults)))
    return made


class JudgedRecord(NamedTuple):
    """What the rules say of what was made: which of it does not get in, what is doubtful."""

    faults: dict[int, Stays]
    doubts: list[Remark]


def judged(ledger: Ledger, after: Ledger, made: Sequence[MadeRecord]) -> JudgedRecord:
    """Which of `made`, by their numbers, break rules that the ledger did not break before."""
    before = {(one.rule, one.message) for one in _said(ledger)}
    found = JudgedRecord({}, [])
    for one in _said(after):
        if one.place.file != _HERE or (one.rule, one.message) in before:
            continue
        number = int(one.place.path[0])
        cell = _cell(_by_whom(made[number].rows, one), one)
        if one.rule.severity is Severity.ERROR:
            found.faults.setdefault(number, Stays(cell, _told(one)))
        elif one.rule.severity is Severity.WARNING:
            found.doubts.append(Remark(cell, f"请核对：{_told(one)}"))
    return found


def _said(ledger: Ledger) -> list[Diagnostic]:
    return check_all(Loaded(ledger, (), {}))


def renumbered(one: MadeRecord, number: int) -> MadeRecord:
    """The same with the number by which diagnostics know it."""
    if one.after is None:
        return one
    return replace(one, after=replace(one.after, origin=Place(_HERE, (number,))))


def _by_whom(rows: Sequence[Back], fault: Diagnostic) -> Back:
    """Of the forms that have the project, the one in which somebody typed what is at fault."""
    said = (row for row in rows if _path(row, fault) in row.edits)
    typed = (row for row in rows if row.edits)
    return next(said, next(typed, rows[0]))


def _cell(row: Back, fault: Diagnostic) -> str:
    path = _path(row, fault)
    return row.cell(path) if path else row.cell()


def _path(row: Back, fault: Diagnostic) -> Path:
    path: Path = tuple(str(key) for key in fault.place.path[1:])
    while path and path not in row.at:
        path = path[:-1]
    return path


def _told(fault: Diagnostic) -> str:
    return f"{fault.message}（{fault.remedy}）" if fault.remedy else fault.message
