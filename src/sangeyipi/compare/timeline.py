"""Which commits changed section one, and by how much.

Pure: steps in, table out.  Told are the figures of the cumulative table; where none of them moves,
those of single phases.  A commit is compared with its first parent; a merge is told only where
it says something that none of its parents said, as the rest has been told by its branches.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.compare.fields import flat
from sangeyipi.compare.figures_along import (
    FIGURES,
    Line,
    Question,
    Said,
    Tally,
    after,
    by_phase,
    counted,
    tally,
)
from sangeyipi.git.commits import COLUMNS, commit_cells
from sangeyipi.git.repository import Commit
from sangeyipi.git.walk import Step, named
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.question import scope_title
from sangeyipi.model.rounding import percentage, plain
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Cell, Column, Rate, Row, Table
from sangeyipi.store.files import Kind
from sangeyipi.tables import footnotes as aside
from sangeyipi.tables.rows import NO_BATCH

_WORDS = {
    "count": "个数",
    "investment": "总投资（亿元）",
    "own_reached": "本步个数",
    "next_reached": "下步个数",
    **{column.key: column.name for column in aside.COLUMNS},
}
_COLUMNS = (
    *COLUMNS,
    Column("scope", "范围"),
    Column("figure", "数"),
    Column("before", "之前"),
    Column("after", "之后"),
    Column("difference", "相差"),
    Column("projects", "涉及项目"),
)
_NAMED = 5
_MISSING = object()
#: What is not told of its own where the other moves.
_TOLD_BY = {"own_reached": "own_rate", "next_reached": "next_rate"}


class Moved(NamedTuple):
    """One figure before and after.  A side that has no such row has no cell: `_MISSING`."""

    question: Question
    key: str
    before: Cell | object
    after: Cell | object
    #: Which of the two sides are only the least that they can be.
    lower_bounds: tuple[str, ...] = ()


class Told(NamedTuple):
    """A commit that is told: the figures it moved, by which projects; or that it is unreadable."""

    commit: Commit
    moved: tuple[Moved, ...]
    projects: tuple[str, ...] = ()
    readable: bool = True


def tell(steps: Iterable[Step], first_parent: bool = False) -> Iterator[Told]:
    """The commits that changed section one, oldest first."""
    tallies: dict[str, Tally | None] = {}
    for step in steps:
        before = tallies.get(step.commit.parents[0]) if step.commit.parents else None
        now = _tally(step, before)
        tallies[step.commit.oid] = now
        if not step.names or (step.others and not first_parent and not _says_something(step)):
            continue
        if not step.after.readable:
            if step.before.readable:
                yield Told(step.commit, (), readable=False)
        elif now is not before:
            moved = tuple(_moved(before, now)) or tuple(_between_phases(step, before, now))
            if moved:
                yield Told(step.commit, moved, tuple(dict.fromkeys(_ids(step, before, now))))


def _tally(step: Step, before: Tally | None) -> Tally | None:
    """Section one after the step; of a state that is not readable, what it was before."""
    if not step.after.readable:
        return before
    if before is None or not step.before.readable:
        return tally(step.after)
    return after(step, before) if step.names else before


def _says_something(merge: Step) -> bool:
    """Whether a merge's ledger says anything that none of its parents does."""
    parents = [merge.before, *merge.others]
    known = [parent.projects() for parent in parents]
    for old, new in merge.projects():
        id = named(old, new).id
        said = [flat(parent[id]) if id in parent else {} for parent in known]
        now = flat(new) if new else {}
        for path in {*now, *(path for facts in said for path in facts)}:
            if all(facts.get(path) != now.get(path) for facts in said):
                return True
    return any(
        all(parent.files.get(name) != merge.after.files.get(name) for parent in parents)
        for name in merge.names
        if not name.startswith("projects/")
    )


def _moved(before: Tally | None, now: Tally | None) -> Iterator[Moved]:
    return _of_rows(before.rows if before else {}, now.rows if now else {})


def _between_phases(step: Step, before: Tally | None, now: Tally | None) -> Iterator[Moved]:
    """What moved in single phases while no figure of several together did."""
    if before and now and _may_move(step, before, now):
        yield from _of_rows(by_phase(step.before), by_phase(step.after))


def _may_move(step: Step, before: Tally, now: Tally) -> bool:
    """Whether anything changed that figures depend on; else there is no need to ask them all."""
    told = (Kind.PROJECTS, Kind.PROGRESS, Kind.STATEMENTS)
    return (
        any(not name.startswith(told) for name in step.names)
        or before.arrived != now.arrived
        or any(counted(old) != counted(new) for old, new in step.projects())
    )


def _of_rows(old: dict[Question, Line], new: dict[Question, Line]) -> Iterator[Moved]:
    for question in dict.fromkeys([*new, *old]):
        was, is_now = old.get(question), new.get(question)
        if was is not is_now:
            yield from _of_row(question, was, is_now)


def _of_row(question: Question, was: Line | None, is_now: Line | None) -> Iterator[Moved]:
    # Of a row that was not there before only its size is news.
    keys = FIGURES if was and is_now else FIGURES[:2]
    pairs = {key: (_said(was, key), _said(is_now, key)) for key in keys}
    moved = {key for key, (one, other) in pairs.items() if _shown(one) != _shown(other)}
    # How many took a step is told by its rate, where that moves.
    moved -= {key for key, rate in _TOLD_BY.items() if rate in moved}
    yield from (_one(question, key, *pairs[key]) for key in keys if key in moved)


def _one(question: Question, key: str, was: Said | None, is_now: Said | None) -> Moved:
    before, after = (_MISSING if said is None else said.cell for said in (was, is_now))
    sides = {"before": was, "after": is_now}
    bounds = tuple(side for side, said in sides.items() if said is not None and said.at_least)
    return Moved(question, key, before, after, bounds)


def _shown(said: Said | None) -> object:
    """What a reader would see of it: a rate moves when its one decimal does."""
    if said is not None and isinstance(said.cell, Rate):
        return percentage(said.cell.numerator, said.cell.denominator), said.cell.base
    return said


def _said(line: Line | None, key: str) -> Said | None:
    return line.get(key) if line else None


def _ids(step: Step, before: Tally | None, now: Tally | None) -> Iterator[str]:
    """The projects of the step that figures depend on."""
    for old, new in step.projects():
        if counted(old) != counted(new):
            yield named(old, new).id
    was = before.arrived if before else {}
    is_now = now.arrived if now else {}
    if was is not is_now:
        ids = was.keys() | is_now.keys()
        yield from sorted(id for id in ids if was.get(id) != is_now.get(id))


def timeline_table(told: Iterable[Told], region: str, notes: Iterable[str] = ()) -> Table:
    """The commits, in the order given.  Id: `log`."""
    rows = [row for one in told for row in _rows(one)]
    remarks = list(notes)
    if not rows:
        remarks.append("没有一次提交改变过这些数。")
    title = f"{region}“三个一批”项目：改变了汇总数的提交"
    return Table("log", title, _COLUMNS, tuple(rows), tuple(remarks), 4)


def _rows(told: Told) -> Iterator[Row]:
    if not told.readable:
        yield Row({**commit_cells(told.commit, True), "scope": "台账有错误，不出数"})
        return
    for number, moved in enumerate(told.moved):
        cells = commit_cells(told.commit, number == 0)
        cells |= {"scope": _title(moved.question), "figure": _word(moved)}
        for key, value in (("before", moved.before), ("after", moved.after)):
            if value is not _MISSING:
                cells[key] = value  # type: ignore[assignment]
        difference = _difference(moved)
        if difference is not None:
            cells["difference"] = difference
        if number == 0:
            cells["projects"] = _some(told.projects)
        yield Row(cells, moved.lower_bounds)


def _title(question: Question) -> str:
    phase, batch, platform = question
    known = Batch(batch) if batch in tuple(Batch) else None
    title = scope_title(parse_phases(phase), known, platform)
    return f"{title}（{NO_BATCH}）" if batch == NO_BATCH else title


def _word(moved: Moved) -> str:
    if moved.key in _WORDS:
        return _WORDS[moved.key]
    rate = next((one for one in (moved.after, moved.before) if isinstance(one, Rate)), None)
    name = rate.name if rate else "本步率" if moved.key.startswith("own") else "下步率"
    return name + ("（按投资）" if moved.key.endswith("investment") else "")


def _difference(moved: Moved) -> str | None:
    """What was added, with its sign; a rate has none, as rates do not add up."""
    if moved.lower_bounds:
        return None
    old, new = moved.before, moved.after
    if isinstance(old, Decimal | int) and isinstance(new, Decimal | int):
        change = Decimal(new) - Decimal(old)
        return ("+" if change > 0 else "") + plain(change)
    return None


def _some(ids: tuple[str, ...]) -> str:
    rest = f" 等 {len(ids)} 个" if len(ids) > _NAMED else ""
    return "、".join(ids[:_NAMED]) + rest
