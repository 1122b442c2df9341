"""What a list of projects can show and be sorted by: every key of a project, and its figures.

Owns the words of `--columns` and `--sort`, what stands in a cell and in which order it comes.
Keys are named where they are declared; months' figures are those of the progress tables.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from sangeyipi.figures.status import AHEAD, YEAR_RATE
from sangeyipi.model import term
from sangeyipi.model.declared import WrittenKind, is_record, keys, kinds, value_types
from sangeyipi.model.fields import AMOUNT, FLAG, PARTS
from sangeyipi.model.nearest import folded
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Project, StepsTaken, project_keys
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import STEP, Batch, Milestone
from sangeyipi.model.table import Column, Kind
from sangeyipi.tables.list_figures import (
    Facts,
    ListColumn,
    Value,
    of_alerts,
    of_months,
    value_of,
)

_KINDS = {AMOUNT: Kind.AMOUNT, FLAG: Kind.FLAG, PARTS: Kind.COUNT}
#: Columns that are not called by the name and the word of their key.
COLUMNS = {
    "on_platform": Column("platform", keys(Project)["on_platform"].word),
    "milestones": Column("milestone", "已到节点"),
}
#: What is no part of a column's name: 超/欠序时（百分点）.
_MARKS = re.compile("（.*?）|/")
#: What some columns are called as well.
_ALSO = {YEAR_RATE: "year_rate", AHEAD: "ahead", term.LIGHTS: "light", term.MILESTONES: "milestone"}
_YEARS = re.compile(r"(.+)\.([0-9]{4})")


#: Of which of the ledgers that one is made of a project is.
OF_REGION = ListColumn(
    term.REGION,
    Column("region", term.REGION),
    lambda project, facts: value_of(project.region or None),
)


class NoColumn(Exception):
    """Nothing is called by the word; `words` are what there is."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.words = [*vocabulary()]


def named(word: str) -> ListColumn:
    """The column that a word asks for.  Raises NoColumn."""
    wanted = folded(word)
    found = _by_name().get(wanted)
    if found is not None:
        return found
    year = _YEARS.fullmatch(wanted)
    whole = _by_name().get(year[1]) if year else None
    if year and whole and whole.column.key in (_YEARLY, _MONTHLY):
        return _of_year(whole, int(year[2]))
    raise NoColumn(word)


@cache
def vocabulary() -> dict[str, ListColumn]:
    """Every column by its word."""
    return {one.word: one for one in (*_of_keys(), OF_REGION, *of_months(), *of_alerts())}


@cache
def _by_name() -> dict[str, ListColumn]:
    found: dict[str, ListColumn] = {}
    for one in vocabulary().values():
        for name in (one.word, one.column.name, one.column.key):
            found.setdefault(folded(name), one)
            found.setdefault(folded(_MARKS.sub("", name)), one)
    for word, key in _ALSO.items():
        found.setdefault(word, found[key])
    return found


def _kind(written: WrittenKind | None) -> Kind:
    return _KINDS.get(written, Kind.TEXT) if written else Kind.TEXT


def _of_keys() -> Iterator[ListColumn]:
    """Every key of a project, and what stands below it."""
    for name, key in project_keys().items():
        told = _GROUPS.get(name)
        if told:
            yield from told(key.word)
            continue
        column = COLUMNS.get(name) or Column(name, key.word)
        column = column._replace(kind=_kind(kinds(Project)[name]))
        below = _record_in(value_types(Project)[name])
        if below:
            yield ListColumn(key.word, column, _whole(name))
            yield from _below(key.word, (name,), below)
        else:
            yield ListColumn(key.word, column, _plain(name))


def _record_in(kind: Any) -> Any:
    return next((one for one in (kind, *get_args(kind)) if is_record(one)), None)


def _plain(name: str) -> Callable[[Project, Facts], Value]:
    applies = name != "on_platform"

    def value(project: Project, facts: Facts) -> Value:
        raw = getattr(project, name)
        return value_of(raw)._replace(applies=applies or raw is not None)

    return value


def _below(word: str, path: tuple[str, ...], model: Hashable) -> Iterator[ListColumn]:
    for name, key in keys(model).items():
        here = (*path, name)
        inner = _record_in(value_types(model)[name])
        said = f"{word}.{key.word}"
        if inner:
            yield from _below(said, here, inner)
        else:
            column = Column("_".join(here), said, _kind(kinds(model)[name]))
            yield ListColumn(said, column, _at(here))


def _at(path: tuple[str, ...]) -> Callable[[Project, Facts], Value]:
    def value(project: Project, facts: Facts) -> Value:
        raw: Any = project
        for name in path:
            raw = None if raw is None else getattr(raw, name)
        if isinstance(raw, Decimal) and len(path) > 1:
            return Value(plain(raw), raw)
        return value_of(raw)

    return value


def _whole(name: str) -> Callable[[Project, Facts], Value]:
    """All that is said below a key on one line: 环评 2023-03 能评 办理中."""

    def value(project: Project, facts: Facts) -> Value:
        said = " ".join(_spelled(getattr(project, name)))
        return value_of(said or None)

    return value


def _spelled(record: Any) -> Iterator[str]:
    model: Any = type(record)
    for name, key in keys(model).items() if is_record(model) else ():
        raw = getattr(record, name)
        if is_record(type(raw)):
            yield from _spelled(raw)
        elif raw is not None:
            yield f"{key.word} {plain(raw) if isinstance(raw, Decimal) else value_of(raw).cell}"


def listed(project: Project, as_of: date | None, held: Iterable[int]) -> str:
    """On which lists it stands by a day: 签约6 开工8."""
    there = set(held)
    return " ".join(
        f"{batch}{phase}"
        for batch in Batch
        if (phase := project.listed.get(batch)) and (as_of is None or phase in there)
    )


def _listed(word: str) -> Iterator[ListColumn]:
    def held(facts: Facts) -> set[int]:
        figures = facts.figures
        return {one.number for one in figures.ledger.config.held(figures.as_of)}

    def whole(project: Project, facts: Facts) -> Value:
        return value_of(listed(project, facts.figures.as_of, held(facts)) or None)

    yield ListColumn(word, Column("listed", word), whole)
    for batch in Batch:

        def one(project: Project, facts: Facts, batch: Batch = batch) -> Value:
            phase = project.listed.get(batch)
            there = facts.figures.as_of is None or phase in held(facts)
            return Value(phase, phase) if phase and there else Value(None, None, applies=False)

        name = f"{word}.{batch}"
        yield ListColumn(name, Column(f"listed_{batch.name.lower()}", name, Kind.COUNT), one)


def furthest(project: Project, progress: StepsTaken) -> str | None:
    """The last milestone reached for certain, with its date; None where nobody knows."""
    certain, possible = progress
    if possible > certain == 0:
        return None
    for milestone, step in STEP.items():
        if step == certain:
            when = project.milestones.get(milestone)
            return f"{milestone} {when.text}" if when else milestone.value
    return "无"


def _milestones(word: str) -> Iterator[ListColumn]:
    def whole(project: Project, facts: Facts) -> Value:
        progress = facts.figures.progress(project)
        cell = furthest(project, progress)
        last = next(
            (when for m, when in project.milestones.items() if STEP[m] == progress[0]), None
        )
        day = last.last if last else date.max
        return Value(cell, None if cell is None else (progress[0], day))

    yield ListColumn(word, COLUMNS["milestones"], whole)
    for milestone in Milestone:

        def one(project: Project, facts: Facts, milestone: Milestone = milestone) -> Value:
            return _reached(project, milestone, facts.figures.as_of)

        name = f"{word}.{milestone}"
        yield ListColumn(name, Column(f"milestones_{milestone.name.lower()}", name), one)


def _reached(project: Project, milestone: Milestone, as_of: date | None) -> Value:
    """The date of a milestone; empty where it is not reached, “—” where nobody knows."""
    when = project.milestones.get(milestone)
    state = project.reached(milestone, as_of)
    if state is None:
        return Value(when.text if when and as_of is None else None)
    if not state:
        return Value(None, applies=False)
    later = when is not None and as_of is not None and when.dated and when.last > as_of
    return Value("未记日期") if when is None or later else value_of(when)


def _planned(word: str) -> Iterator[ListColumn]:
    def whole(project: Project, facts: Facts) -> Value:
        said = " ".join(f"{node} {when.text}" for node, when in project.planned.dates())
        return value_of(said or None)

    yield ListColumn(word, Column("planned", word), whole)
    for name, key in keys(Plan).items():
        said = f"{word}.{key.word}"
        if name in ("yearly", "monthly"):
            amount = Kind.AMOUNT if name == "yearly" else Kind.TEXT
            column = Column(f"planned_{name}", said, amount)
            yield ListColumn(said, column, _this_year(name), of_dispatch=True)
        else:
            yield ListColumn(said, Column(f"planned_{name}", said), _at(("planned", name)))


_YEARLY, _MONTHLY = "planned_yearly", "planned_monthly"
_GROUPS = {"listed": _listed, "milestones": _milestones, "planned": _planned}


def _this_year(name: str) -> Callable[[Project, Facts], Value]:
    def value(project: Project, facts: Facts) -> Value:
        return value_of(getattr(project.planned, name).get(facts.month.year))

    return value


def _of_year(whole: ListColumn, year: int) -> ListColumn:
    """计划.年度计划投资.2023."""
    name = whole.column.key.removeprefix("planned_")

    def value(project: Project, facts: Facts) -> Value:
        return value_of(getattr(project.planned, name).get(year))

    word = f"{whole.word}.{year}"
    column = whole.column._replace(key=f"{whole.column.key}_{year}", label=word)
    return ListColumn(word, column, value)
