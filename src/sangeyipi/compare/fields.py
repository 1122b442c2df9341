"""Records as facts: every fact under its path of ledger words, and what differs between two.

Owns how a record is taken apart and put together again; works on the text that a ledger would
write (`5.5`, `2023-06`), so that spelling is no difference.  Only records that changed come here.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from sangeyipi.model import term
from sangeyipi.model.declared import keys, kinds
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.fields import AMOUNT
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import RankGroup
from sangeyipi.model.monthly_report import MONTH_KEY, MonthlyReport
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import STEP
from sangeyipi.model.statement import Claim
from sangeyipi.store.canonical.text import raw_of
from sangeyipi.store.keys import field_types
from sangeyipi.store.records import RecordType

#: The words that lead to a fact: ("节点", "开工"), ("总投资",), ("期次", "8", "日期").
Path = tuple[str, ...]
#: What a ledger would write: a text, or a list of texts on one line.
Text = str | tuple[str, ...]
Flat = dict[Path, Text]
Record = TypeVar("Record")

PHASES = term.PHASES
#: Lists of records in ledger.yaml, and the keys by which one is told from the others.
INNER = {
    PHASES: (term.PHASE,),
    term.LIGHTS: (term.DIMENSION,),
    term.GATHERED: (term.REGION,),
    term.RANKED_APART: tuple(keys(RankGroup)[name].word for name in ("by", "group")),
}
#: Tells apart entries that are called the same, as no text can; it is shown as #.
_AGAIN = "\0"
#: Between the words of one that is told by several; it is shown as a blank.
_AND = "\1"
_STEPS = {str(milestone): step for milestone, step in STEP.items()}


def is_amount(path: Sequence[object]) -> bool:
    """Whether the fact at a path of words is an amount in 亿元: by its own word, or by year."""
    return path[-1] in _amounts() or (len(path) > 1 and path[-2] == keys(Plan)["yearly"].word)


@cache
def _amounts() -> frozenset[str]:
    return frozenset(
        keys(model)[name].word
        for model in (Project, Rollup, Claim, MonthlyReport, Financing)
        for name, kind in kinds(model).items()
        if kind is AMOUNT
    )


class FieldChange(NamedTuple):
    """One fact, old → new, as the ledger writes it; None: not written."""

    path: Path
    before: Text | None
    after: Text | None

    @property
    def word(self) -> str:
        """The fact in the ledger's words: 节点.开工."""
        return ".".join(self.path).replace(_AGAIN, "#").replace(_AND, " ")


def flat(record: Any) -> Flat:
    """Every fact of a record that is not the default."""
    found: Flat = {}
    for key, value in raw_of(record).items():
        if value.__class__ is str:
            found[key,] = value
        else:
            found.update(_facts(value, (key,)))
    return found


def _facts(value: Any, path: Path) -> Iterator[tuple[Path, Text]]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _facts(child, (*path, key))
    elif len(path) == 1 and path[0] in INNER:
        yield from _each(value, path[0])
    else:
        yield path, tuple(value) if isinstance(value, list) else value


def name_in(one: dict[str, Any], word: str) -> str:
    """What a record of one of these lists is called."""
    return _AND.join(one[key] for key in INNER[word])


def _each(value: list[dict[str, Any]], word: str) -> Iterator[tuple[Path, Text]]:
    """The facts of records that are listed in one, each under what tells it from the others."""
    seen: dict[str, int] = {}
    for one in value:
        said = name_in(one, word)
        seen[said] = seen.get(said, 0) + 1
        name = said if seen[said] == 1 else f"{said}{_AGAIN}{seen[said]}"
        for key, text in one.items():
            if key not in INNER[word]:
                yield (word, name, key), tuple(text) if isinstance(text, list) else text


def nested(facts: Flat) -> dict[str, Any]:
    """Facts as a raw record has them: what is below a key in a group."""
    raw: dict[str, Any] = {}
    for path, value in facts.items():
        inner = raw
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = list(value) if isinstance(value, tuple) else value
    return raw


def put_together(model: type[Record], facts: Flat, untold: dict[str, Any]) -> Record:
    """The record that says exactly these facts, and what the text does not tell."""
    raw: dict[str, Any] = {**untold, **nested(facts)}
    for word in INNER.keys() & set(_keys(model)):
        raw[word] = _listed(raw.get(word, {}), word)
    return read(model, raw)


def _keys(model: type) -> list[str]:
    return list(field_types(model))


def _listed(raw: dict[str, dict[str, Any]], word: str) -> list[dict[str, Any]]:
    return [{**_told_by(name, word), **raw[name]} for name in sorted(raw, key=_rank)]


def _told_by(name: str, word: str) -> dict[str, str]:
    return dict(zip(INNER[word], name.partition(_AGAIN)[0].split(_AND), strict=True))


def read(model: type[Record], raw: dict[str, Any]) -> Record:
    """A raw record that is known to be valid, as the model has it."""
    faults: list[Diagnostic] = []
    record = RecordType.of(model).read(raw, NOWHERE, faults)
    if record is None:
        raise ValueError(f"facts that make no {model.__name__}: {faults}")
    return record


def differences(before: Any, after: Any) -> tuple[FieldChange, ...]:
    """What is not the same in two records of one kind, in the format's order."""
    old, new = flat(before), flat(after)
    order = {key: i for i, key in enumerate(_keys(type(after)))}
    changed = [path for path in old.keys() | new.keys() if old.get(path) != new.get(path)]
    changed.sort(key=lambda path: (order[path[0]], *map(_rank, path[1:])))
    return tuple(FieldChange(path, old.get(path), new.get(path)) for path in changed)


def _rank(word: str) -> tuple[int, str]:
    """Milestones and batches in their order, numbers by size, other words behind them."""
    number, _, again = word.partition(_AGAIN)
    if number.isdecimal():
        return int(number), again.zfill(4)
    return _STEPS.get(word, len(_STEPS) + 1), word


def edited(record: Record, changes: Iterable[FieldChange]) -> Record:
    """The record with these facts changed."""
    facts = flat(record)
    for change in changes:
        if change.after is None:
            del facts[change.path]
        else:
            facts[change.path] = change.after
    # A report's month is said by its file's name.
    untold = {MONTH_KEY: record.month} if isinstance(record, MonthlyReport) else {}
    return put_together(type(record), facts, untold)
