"""A value as a person types it at the command line or into our own workbook, as an import reads it.

Owns that both doors read the same spellings.  Only what has exactly one reading is read; what a
number without a unit is of, nobody knows here, so that it stays as it was typed.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sangeyipi.compare.fields import Path, is_amount
from sangeyipi.edit.facts import Fact, FactRefused
from sangeyipi.ingest import columns
from sangeyipi.ingest.meanings import MeaningKind
from sangeyipi.ingest.values import amounts, days, lists, spellings
from sangeyipi.ingest.values.plain import plain
from sangeyipi.ingest.values.results import NOTHING, TakenValue
from sangeyipi.model import term
from sangeyipi.model.patterns import later
from sangeyipi.model.stages import Milestone
from sangeyipi.sheets.grid import Cell, CellKind

Record = TypeVar("Record")
_EITHER_MONTH = later(r"[0-9]{2,4}[.]1")
_STEPS = frozenset(map(str, Milestone))


def as_imported(path: Path, text: str) -> str:
    """The value as the ledger writes it; the text itself where it has not exactly one reading."""
    taken = _taken(path, Cell(CellKind.TEXT, text, shown=text))
    said = taken.note or taken.remark or taken.question or taken.refused
    return text if said or taken.text is None else taken.text


def _taken(path: Path, cell: Cell) -> TakenValue:
    if path == (term.WITHDRAWN, term.DATE):
        return _day(cell, planned=False, step=None)
    if path[0] in (term.MILESTONES, term.PLANNED) and path[-1] in _STEPS:
        return _day(cell, planned=path[0] == term.PLANNED, step=Milestone(path[-1]))
    if path[0] == term.LISTED:
        phases = lists.phase(cell, ())
        return TakenValue(str(phases[0])) if len(phases) == 1 else NOTHING
    if is_amount(path):
        return amounts.amount(cell, "", path != (term.INVESTMENT,))
    return plain(cell, path) if path == (term.PLATFORM,) else NOTHING


def _day(cell: Cell, *, planned: bool, step: Milestone | None) -> TakenValue:
    # Nobody types a serial number; 2022.1 may be January or October.
    bare = spellings.plain(cell.text)
    if spellings.is_serial(bare) or _EITHER_MONTH.fullmatch(bare):
        return NOTHING
    taken = days.day(cell, planned, None, step)
    return NOTHING if taken.planned and not planned else taken


def made_of(make: Callable[[Sequence[Fact]], Record], facts: Sequence[Fact]) -> Record:
    """What is made of facts; what the model refuses is read as an import does.  Raises Refused."""
    try:
        return make(facts)
    except FactRefused as refused:
        wrong = {fact for fact, _ in refused.faults}
        again = [
            one._replace(value=as_imported(one.path, one.value)) if one in wrong else one
            for one in facts
        ]
        if again == list(facts):
            raise
        try:
            return make(again)
        except FactRefused:
            raise refused from None


def meant(word: str, *, monthly: bool = False) -> str:
    """The ledger's word for what counties call so; "" where there is none for certain."""
    found = columns.meaning((word,))
    kind = MeaningKind.MONTHLY if monthly else MeaningKind.FIELD
    return found.word if found.kind is kind and all(found.path) and found.word != word else ""
