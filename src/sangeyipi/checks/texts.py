"""Rules of texts: what nobody sees in them makes a second row that looks like the first.

Owns which characters are wrong where.  The fields are those that the model declares as text, of
every kind of record; a column of many records is looked at as a whole, and its texts one by one
only where there is something in it that might be odd.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sangeyipi.model import term
from sangeyipi.model.characters import (
    Oddity,
    as_it_looks,
    control_in,
    hidden_in,
    suspect,
    wrapped,
)
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.fields import TextKind
from sangeyipi.model.financing import Financing
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.refusal import brief
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.model.spreadsheet import LEFT
from sangeyipi.model.statement import Statement
from sangeyipi.model.visit import Visit
from sangeyipi.store.text_fields import TextField, text_fields

#: Between the texts of a column while it is looked at as a whole; nothing odd in itself.
_JOINT = "，"
_RETYPE = "删去它，或重新打一遍"
#: The key with the 编号 of the project that a record is about.
_ABOUT = {
    MonthlyReport: term.ID,
    **dict.fromkeys((Problem, Visit, Financing), term.PROJECT),
}


class _Fault(NamedTuple):
    rule: Rule
    said: str
    remedy: str = _RETYPE
    #: Whether it is one only in a CSV file.
    in_csv: bool = False


class _Column(NamedTuple):
    """A field of records of one kind, with the different texts that stand there."""

    field: TextField
    records: Sequence[Any]
    texts: set[str]


class Texts(NamedTuple):
    """What a look at each column of texts as a whole leaves to be looked at one by one."""

    #: Columns with something in them that might be odd.
    suspect: tuple[_Column, ...]
    #: Whether any text begins as what a spreadsheet leaves does.
    may_be_left: bool

    def any_suspect(self, records: Sequence[Any]) -> bool:
        """Whether there is anything that might be odd in the texts of these: all of a kind."""
        return any(column.records is records for column in self.suspect)

    @classmethod
    def of(cls, ledger: Ledger) -> "Texts":
        """The texts of a ledger."""
        found: list[_Column] = []
        left = False
        for column in _columns(ledger):
            joined = _JOINT.join(["", *column.texts])
            left = left or any(_JOINT + mark in joined for mark in LEFT)
            if suspect(joined):
                found.append(column)
        return cls(tuple(found), left)


def _columns(ledger: Ledger) -> Iterator[_Column]:
    about = ledger.reports or ledger.problems or ledger.visits or ledger.financing
    ids = {project.id for project in ledger.projects} if about else set[str]()
    kinds: tuple[tuple[type, Sequence[Any]], ...] = (
        (Config, (ledger.config,)),
        (Project, ledger.projects),
        (Rollup, ledger.rollups),
        (Statement, ledger.statements),
        (MonthlyReport, ledger.reports),
        (Problem, ledger.problems),
        (Visit, ledger.visits),
        (Financing, ledger.financing),
    )
    for model, records in kinds:
        for field in text_fields(model) if records else ():
            # A project's own 编号 is told where it is registered.
            texts = field.values(records)
            if field.word == _ABOUT.get(model):
                texts -= ids
            yield _Column(field, records, texts)


def check_texts(texts: Texts) -> Iterator[Diagnostic]:
    """No text holds what nobody sees, and none looks like another of its column."""
    for column in texts.suspect:
        yield from _column(*column)


def _column(field: TextField, records: Iterable[Any], texts: set[str]) -> Iterator[Diagnostic]:
    odd = {text for text in texts if suspect(text)}
    faults = {text: fault for text in odd if (fault := _fault(field, text))}
    faults |= _alike(field, texts, odd, faults)
    if not faults:
        return
    for record in records:
        for path, text in field.texts(record):
            fault = faults.get(text)
            if fault and not (fault.in_csv and not record.origin.file.lower().endswith(".csv")):
                yield _told(record.origin.at(*path), fault, text, field)


def _told(place: Place, fault: _Fault, text: str, field: TextField) -> Diagnostic:
    message = f"{field.word}“{brief(text)}”{fault.said}"
    return Diagnostic(fault.rule, place, message, fault.remedy)


def _fault(field: TextField, text: str) -> _Fault | None:
    """What is wrong with a text by itself."""
    prose = field.kind is TextKind.PROSE
    control = control_in(text, line_breaks=prose)
    if control:
        return _Fault(Rule.TEXT_CONTROL, control.title)
    hidden = hidden_in(text)
    if hidden is None and not wrapped(text):
        return None
    rule = Rule.KEY_INVISIBLE if field.kind is TextKind.KEY else Rule.TEXT_INVISIBLE
    if wrapped(text):
        return _in_quotes(rule, hidden)
    assert hidden is not None
    return _Fault(rule, hidden.title)


def _in_quotes(rule: Rule, hidden: Oddity | None) -> _Fault:
    if hidden is None:
        return _Fault(rule, "连同引号都成了文字", "删去多余的引号", in_csv=True)
    said = f"{hidden.title}，它里面的引号也成了文字"
    return _Fault(rule, said, "CSV 里引号要紧挨着逗号：删去引号外面的空格，或把空格和引号都删去")


def _alike(
    field: TextField,
    texts: set[str],
    odd: set[str],
    faults: dict[str, _Fault],
) -> dict[str, _Fault]:
    """The texts that look like another of the column and are not the same."""
    by_look: dict[str, list[str]] = {}
    for text in odd:
        by_look.setdefault(as_it_looks(text), []).append(text)
    found: dict[str, _Fault] = {}
    for look, same in by_look.items():
        every = sorted({*same, *({look} & texts)}, key=lambda text: (text in faults, text))
        first, *others = every
        for text in others:
            fault = faults.get(text)
            if fault and fault.rule.severity is Severity.ERROR:
                continue
            hidden = hidden_in(text)
            detail = f"：{hidden.title}" if hidden else ""
            said = f"与“{brief(first)}”只差看不见的字符或空格{detail}"
            found[text] = _Fault(Rule.VALUES_ALIKE, said, "改成同样的写法")
    return found
