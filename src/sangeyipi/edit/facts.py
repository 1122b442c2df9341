"""Facts as a person types them (`节点.投产=2023-06-30`) → a record with those facts.

Owns how they are typed and which word is meant.  What a value may be is for the model to say, whose
own words a refusal has.  Must not know of files.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar, cast

from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.monthly_report import MONTH_KEY, MonthlyReport
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Project
from sangeyipi.store.canonical.text import raw_of
from sangeyipi.store.explained import unknown_key
from sangeyipi.store.keys import column_names, is_column
from sangeyipi.store.records import RecordType

Record = TypeVar("Record")
#: What stands between a field and its value; whoever has a Chinese keyboard types the wide ones.
_BETWEEN = re.compile("[=＝:：]")
_DOTS = str.maketrans("．。·", "...")
_YEARLY = f"{term.PLANNED}.{term.YEARLY_PLAN}"
_OF_YEARS = (_YEARLY, f"{term.PLANNED}.{term.MONTHLY_PLAN}")
_MONTH = "2023-08"


class NotAFact(Exception):
    """What was typed names no field; the message is for the user, in Chinese."""


class FactRefused(Exception):
    """The model refuses values: which of what was typed (None: what lacks), and its words."""

    def __init__(self, faults: "Sequence[tuple[Fact | None, Diagnostic]]") -> None:
        super().__init__("；".join(one.message for _, one in faults))
        self.faults = faults


class Fact(NamedTuple):
    """A field by its path of words, and what it is to be; "" is nothing any more."""

    path: tuple[str, ...]
    value: str

    @property
    def word(self) -> str:
        """The field in the ledger's words."""
        return ".".join(self.path)

    @property
    def said(self) -> str:
        """As it is typed."""
        return f"{self.word}={self.value}"


def typed(text: str, model: Any) -> Fact:
    """The fact that a person typed.  Raises NotAFact."""
    between = _BETWEEN.search(text)
    if between is None:
        raise NotAFact(f"“{text}”没有写等号：写成 字段=值，如 {term.INVESTMENT}=12.5")
    name = "".join(text[: between.start()].translate(_DOTS).split())
    return named(name, text[between.end() :].strip(), model)


def named(name: str, value: str, model: Any) -> Fact:
    """The field of a name as it was typed, with a value.  Raises NotAFact."""
    word = unicodedata.normalize("NFKC", name)
    path = tuple(word.split("."))
    inner = within(word, model)
    if word == term.WITHDRAWN and inner and value:
        return Fact((word, term.DATE), value)
    if inner and value:
        raise NotAFact(f"“{word}”是一组，要写是其中哪一个：{'、'.join(inner)}")
    if word in _OF_YEARS and value:
        raise NotAFact(f"“{word}”要写是哪一年的：写成 {word}.2023={value}")
    if not inner and not is_column(model, word):
        raise NotAFact(_unknown(word, value, model))
    return Fact(path, value)


def within(word: str, model: Any) -> list[str]:
    """The fields of a group; [] where the word is no group's."""
    return [one for one in column_names(model) if one.startswith(f"{word}.")]


def fields(model: Any) -> list[str]:
    """What may be typed, in the format's order; years are written behind their field."""
    return list(column_names(model))


def _unknown(word: str, value: str, model: Any) -> str:
    """What is wrong with a word that names no field, and which one was meant."""
    other: Any = {Project: MonthlyReport, MonthlyReport: Project}.get(model)
    if other is not None and is_column(other, word):
        if other is MonthlyReport:
            return f"“{word}”是{term.REPORTS}里的，要写明是哪个月的：加 --month {_MONTH}"
        return f"“{word}”是项目的，不是{term.REPORTS}里的：去掉 --month 另写一行"
    ends = [one for one in column_names(model) if one.endswith(f".{word}")]
    years = word.rpartition(".")
    if model is Project and years[0] == term.YEARLY_PLAN:
        return f"“{word}”要写全：{_YEARLY}.{years[2]}={value}"
    if len(ends) > 1:
        return f"“{word}”说不清是哪一个：{'、'.join(ends)}"
    if ends:
        return f"“{word}”要写全：{ends[0]}"
    _, message, remedy = unknown_key(word, fields(model), column=False)
    return message + remedy if message.endswith("？") else f"{message}。{remedy}"


def with_facts(record: Record, facts: Iterable[Fact]) -> Record:
    """The record with these facts instead of what it said.  Raises NotAFact, Refused."""
    wanted = list(facts)
    _each_once(wanted)
    raw = raw_of(record)
    for fact in wanted:
        _put(raw, fact)
    read: Any = _read(record.__class__, raw, wanted, record)
    return cast(Record, replace(read, origin=cast(Any, record).origin))


def with_only(model: type[Record], facts: Iterable[Fact]) -> Record:
    """A new record that says these facts.  Raises NotAFact, Refused."""
    wanted = list(facts)
    _each_once(wanted)
    raw: dict[str, Any] = {}
    for fact in wanted:
        _put(raw, fact)
    return _read(model, raw, wanted)


def refused_among(
    facts: Sequence[Fact], model: type[Any] = Project
) -> "list[tuple[Fact | None, Diagnostic]]":
    """Those of the facts of a record that its model refuses.  Raises NotAFact."""
    _each_once(facts)
    raw: dict[str, Any] = {}
    for fact in facts:
        _put(raw, fact)
    faults = Findings()
    RecordType.of(model).read(raw, NOWHERE, faults)
    told = [(_about(one, facts), one) for one in faults]
    return [(fact, one) for fact, one in told if fact is not None]


def says_nothing(report: MonthlyReport) -> bool:
    """Whether a monthly report has no figure and no text."""
    return set(raw_of(report)) <= {term.ID, term.NAME}


def _each_once(facts: Sequence[Fact]) -> None:
    for number, one in enumerate(facts):
        for other in facts[:number]:
            shorter = min(len(one.path), len(other.path))
            if one.path[:shorter] == other.path[:shorter]:
                raise NotAFact(f"“{other.said}”和“{one.said}”说的是同一件事，只写一个")


def _put(raw: dict[str, Any], fact: Fact) -> None:
    group, *inner = fact.path
    if not inner:
        if fact.value:
            raw[group] = fact.value
        else:
            raw.pop(group, None)
        return
    within = dict(raw.get(group) or {})
    _put(within, Fact(tuple(inner), fact.value))
    if within:
        raw[group] = within
    else:
        raw.pop(group, None)


def _read(
    model: type[Record], raw: dict[str, Any], facts: Sequence[Fact], old: Record | None = None
) -> Record:
    if isinstance(old, MonthlyReport):
        raw[MONTH_KEY] = old.month
    faults = Findings()
    record = RecordType.of(model).read(raw, NOWHERE, faults)
    if record is None or list(faults):
        raise FactRefused([(_about(one, facts), one) for one in faults])
    return record


def _about(one: Diagnostic, facts: Sequence[Fact]) -> Fact | None:
    path = tuple(map(str, one.place.path))
    return next((fact for fact in facts if path and path[: len(fact.path)] == fact.path), None)
