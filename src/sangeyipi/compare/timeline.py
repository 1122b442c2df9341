"""Which commits changed section one, and by how much.

Pure: steps in, rows out.  Told are the figures of the cumulative table; where none of them moves,
those of single phases.  A commit is compared with its first parent; a merge is told only where
it says something that none of its parents said, as the rest has been told by its branches.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sangeyipi.compare.commits import Told
from sangeyipi.compare.fields import flat
from sangeyipi.compare.figures_along import (
    FIGURES,
    Moved,
    Tally,
    after,
    between_phases,
    counted,
    cumulatively,
    tally,
)
from sangeyipi.git.repository import Commit
from sangeyipi.git.snapshots import HistoryStep, Snapshot, named
from sangeyipi.model import term
from sangeyipi.model.question import Measured, Measurement, Subject
from sangeyipi.model.rounding import plain
from sangeyipi.model.table import Cell, Row
from sangeyipi.store.files import FileKind
from sangeyipi.tables import footnotes as aside
from sangeyipi.tables.differences import Difference, differences
from sangeyipi.tables.rows import NO_BATCH, word

_WORDS = {
    "count": term.COUNT,
    "investment": "总投资（亿元）",
    **{column.key: column.name for column in aside.COLUMNS},
}
_NAMED = 5


class CommitEffect(NamedTuple):
    """A commit that is told: the figures it moved, by which projects; or that it is unreadable."""

    commit: Commit
    differences: tuple[Difference, ...]
    projects: tuple[str, ...] = ()
    readable: bool = True

    @property
    def told(self) -> Told:
        """What the table of `log` says of it."""
        return Told(self.commit, tuple(_rows(self)))


def commit_effects(
    steps: Iterable[HistoryStep], first_parent: bool = False
) -> Iterator[CommitEffect]:
    """The commits that changed section one, oldest first.

    Of commits that are told alone, one that follows a state nobody can read comes after those that
    make it so.
    """
    # As long as somebody may still ask for the snapshot.
    tallies: WeakKeyDictionary[Snapshot, Tally | None] = WeakKeyDictionary()
    for step in steps:
        if step.before.readable and step.before not in tallies:
            tallies[step.before] = tally(step.before)
        before = tallies.get(step.before)
        now = tallies[step.after] = _tally(step, before)
        if not step.names or (step.others and not first_parent and not _says_something(step)):
            continue
        if not step.after.readable:
            if step.before.readable:
                yield CommitEffect(step.commit, (), readable=False)
        elif now is not before:
            moved = tuple(moved_figures(cumulatively(before, now)))
            moved = moved or tuple(_between_phases(step, before, now))
            if moved:
                yield CommitEffect(
                    step.commit, moved, tuple(dict.fromkeys(_ids(step, before, now)))
                )


def _tally(step: HistoryStep, before: Tally | None) -> Tally | None:
    """Section one after the step; of a state that is not readable, what it was before."""
    if not step.after.readable:
        return before
    if before is None or not step.before.readable:
        return tally(step.after)
    return after(step, before) if step.names else before


def _says_something(merge: HistoryStep) -> bool:
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


def _between_phases(
    step: HistoryStep, before: Tally | None, now: Tally | None
) -> Iterator[Difference]:
    """What moved in single phases while no figure of several together did."""
    if before and now and _may_move(step, before, now):
        yield from moved_figures(between_phases(step, before, now))


def _may_move(step: HistoryStep, before: Tally, now: Tally) -> bool:
    """Whether anything changed that figures depend on; else there is no need to ask them all."""
    told = (FileKind.PROJECTS, FileKind.PROGRESS, FileKind.STATEMENTS)
    return (
        any(not name.startswith(told) for name in step.names)
        or before.arrived != now.arrived
        or any(counted(old) != counted(new) for old, new in step.projects())
    )


def moved_figures(rows: Iterable[Moved]) -> Iterator[Difference]:
    """What is told of rows before and after."""
    for was, is_now in rows:
        # Of a row that was not there before only its size is news.
        moved = list(differences(was, is_now, FIGURES if was and is_now else FIGURES[:2]))
        told = {one.column.measurement for one in moved}
        yield from (one for one in moved if _its_rate(one) not in told)


def _its_rate(one: Difference) -> Measurement | None:
    """How many took a step is told by the rate of the step, where that moves."""
    asks = one.column.measurement
    return asks._replace(name=Measured.RATE) if asks.name == Measured.REACHED else None


def _ids(step: HistoryStep, before: Tally | None, now: Tally | None) -> Iterator[str]:
    """The projects of the step that figures depend on."""
    for old, new in step.projects():
        if counted(old) != counted(new):
            yield named(old, new).id
    was = before.arrived if before else {}
    is_now = now.arrived if now else {}
    if was is not is_now:
        ids = was.keys() | is_now.keys()
        yield from sorted(id for id in ids if was.get(id) != is_now.get(id))


def _rows(told: CommitEffect) -> Iterator[Row]:
    if not told.readable:
        yield Row({"scope": "台账有错误，不出数"})
        return
    for number, moved in enumerate(told.differences):
        cells: dict[str, Cell] = {"scope": _title(moved.subject), "figure": _word(moved)}
        sides = {"before": moved.before, "after": moved.after}
        cells |= {key: side.cell for key, side in sides.items() if side.there}
        exact = moved.exact
        if exact is not None:
            # A rate has none, as rates do not add up.
            cells["difference"] = ("+" if exact > 0 else "") + plain(exact)
        if number == 0:
            cells["projects"] = _some(told.projects)
        yield Row(cells, tuple(key for key, side in sides.items() if side.at_least))


def _title(subject: Subject) -> str:
    if not subject.part.is_rest:
        return subject.scope.title
    return f"{subject.scope.title}（{'其余' if subject.scope.batch else NO_BATCH}）"


def _word(moved: Difference) -> str:
    key, asks = moved.column.key, moved.column.measurement
    if key in _WORDS:
        return _WORDS[key]
    counts = asks.name == Measured.REACHED
    return word(moved.column, moved.subject) + (term.COUNT if counts else "")


def _some(ids: tuple[str, ...]) -> str:
    rest = f" 等 {len(ids)} 个" if len(ids) > _NAMED else ""
    return "、".join(ids[:_NAMED]) + rest
