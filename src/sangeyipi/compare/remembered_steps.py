"""What each commit did to section one, remembered: `log` works out only what is new to it.

To read a ledger after each of a thousand commits and to add up all its figures takes a hundred
times as long as git takes to list what changed, and a commit did what it did for ever.  What is
told of it depends on the ledger before and after and on the program, on nothing else.  What a
ledger says along a history is what its files were told to be, one commit after another, as one that
cannot be read keeps what it last said.  So a state has for its key a digest of the contents (git's
ids) that each commit up to it changed, along first parents; a step has that of the state after it,
and of those of a merge's other parents where these have a say.  A commit's name, its day and its
author are asked of git each time; another parent, a replaced content or a moved folder is another
key, or the very same contents.

All steps of a history are one entry.  Of a ledger made of others `remembered_whole.py` remembers
them, by keys and rows as they are here.  Must not know how figures are made, nor what is printed:
with nothing remembered the result is the same, only later.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from sangeyipi.compare.commits import Told, Whose
from sangeyipi.git.history import Changed, History, Kept
from sangeyipi.git.repository import Commit
from sangeyipi.model.table import Cell, Row
from sangeyipi.store.lasting import key_of, lasting
from sangeyipi.store.plain import UNFIT, NotPlain, codec
from sangeyipi.store.program import program

if TYPE_CHECKING:
    from sangeyipi.git.snapshots import HistoryStep

#: The parts of the program that decide what is told, beside those that read and check.
_PARTS = ("tables", "compare")
#: The rows on a step; none where nothing is told of it.
_Rows = tuple[Row, ...]


class Timeline(NamedTuple):
    """The commits of a history that changed section one, the oldest first; whose it is now."""

    told: list[Told]
    whose: Whose


class _State(NamedTuple):
    """What is known of the ledger after a commit."""

    readable: bool
    whose: Whose


class _Known(NamedTuple):
    """What is known of states and steps, by their keys."""

    states: dict[str, _State]
    steps: dict[str, _Rows]


class StepKeys(NamedTuple):
    """The keys of what a commit did: of the states before and after it, and of the step."""

    before: str
    after: str
    step: str

    @property
    def changed(self) -> bool:
        """Whether it changed the ledger at all."""
        return self.before != self.after


def timeline(history: History, first_parent: bool = False) -> Timeline:
    """The commits that changed section one."""
    changes = history.changes()

    def said(commit: Commit) -> list[str]:
        """Of each file that it changed the name and the content, as git calls it."""
        return [part or "" for one in changes.get(commit.oid, {}).items() for part in one]

    keys = step_keys(history.commits, said, first_parent)
    by = program(*_PARTS)
    memory = lasting() if by else None
    # Where the history began: all that grows from there is much the same steps.
    entry = key_of("steps", by or "", history.commits[0].oid)
    known = _restored(memory.get(entry)) if memory else _Known({}, {})
    wanted = _wanted(keys, known)
    if wanted:
        for one, state, rows in _worked_out(history, changes, wanted, first_parent):
            known.states[keys[one].after] = state
            known.steps[keys[one].step] = rows
        if memory:
            with suppress(NotPlain):
                memory.put(entry, _packed(known, keys.values()))
    told = (Told(one, known.steps.get(keys[one.oid].step, ())) for one in history.commits)
    last = known.states.get(keys[history.commits[-1].oid].after)
    return Timeline([one for one in told if one.rows], last.whose if last else Whose())


def step_keys(
    commits: Sequence[Commit], said: Callable[[Commit], Sequence[str]], first_parent: bool
) -> dict[str, StepKeys]:
    """The keys of each commit, parents first.

    `said` tells by a commit what that changed: nothing where there is no such thing.
    """
    found: dict[str, StepKeys] = {}
    states: Kept[str] = Kept(commits)
    for commit in commits:
        before, *others = list(states.parents(commit)) or [""]
        told = said(commit)
        after = key_of(before, *told) if told else before
        states.keep(commit, after)
        step = key_of(after, *others) if others and not first_parent else after
        found[commit.oid] = StepKeys(before, after, step if told else "")
    return found


def _wanted(keys: dict[str, StepKeys], known: _Known) -> set[str]:
    """The commits that have to be worked out: unknown ones, and what these must start from.

    Figures are compared with those that were last known, so that a state nobody can read is no
    start.
    """
    wanted: set[str] = set()
    starts: set[str] = set()
    for oid, one in reversed(keys.items()):
        if one.changed:
            unknown = one.step not in known.steps or one.after not in known.states
            if unknown or one.after in starts:
                wanted.add(oid)
                before = known.states.get(one.before)
                if before is None or not before.readable:
                    starts.add(one.before)
    return wanted


def _worked_out(
    history: History, changes: dict[str, Changed], wanted: Collection[str], first_parent: bool
) -> Iterator[tuple[str, _State, _Rows]]:
    """Of each commit that is wanted: what state it left, and the rows on it."""
    # The model, and with what is new Pydantic.
    from sangeyipi.compare.timeline import commit_effects
    from sangeyipi.git.snapshots import along

    states: dict[str, _State] = {}

    def noted(steps: "Iterable[HistoryStep]") -> "Iterator[HistoryStep]":
        for step in steps:
            states[step.commit.oid] = _State(step.after.readable, Whose.of(step.after.config))
            yield step

    steps = noted(along(history, changes, wanted))
    rows = {one.commit.oid: one.told.rows for one in commit_effects(steps, first_parent)}
    for oid, state in states.items():
        yield oid, state, rows.get(oid, ())


#: How the cells of a row become plain; nothing else is said of these rows.
_CELLS = codec(dict[str, Cell])
_AS_IS = codec(str | bool)
_BARE = Row({})


def _packed(known: _Known, used: Collection[StepKeys]) -> Any:
    """All that is known, but what is not in use where that is most of it.  Raises NotPlain."""
    states, steps = known
    if len(steps) > 2 * len(used):
        states = {one.after: states[one.after] for one in used if one.changed}
        steps = {one.step: steps[one.step] for one in used if one.changed}
    # What is said by many states is one object, once it is kept.
    every = {one.whose: tuple(map(_AS_IS.pack, one.whose)) for one in states.values()}
    told = {key: (one.readable, every[one.whose]) for key, one in states.items()}
    return told, {key: packed_rows(rows) for key, rows in steps.items()}


def packed_rows(rows: Iterable[Row]) -> Any:
    """Rows on a step as plain values.  Raises NotPlain."""
    return [*map(_packed_row, rows)]


def _packed_row(row: Row) -> Any:
    cells, bounds, *rest = row
    if rest != [*_BARE[2:]]:
        raise NotPlain("Row")
    return _CELLS.pack(cells), bounds


def restored_rows(plain: Any) -> tuple[Row, ...]:
    """What was packed.  Raises one of UNFIT where that is none of this program's."""
    return tuple([Row(_CELLS.unpack(cells), bounds) for cells, bounds in plain])


def _restored(plain: Any) -> _Known:
    """What was packed; nothing where that is none of this program's."""
    try:
        told, steps = plain or ({}, {})
        states = {key: _State(readable, Whose(*whose)) for key, (readable, whose) in told.items()}
        rows = {key: restored_rows(every) for key, every in steps.items()}
    except UNFIT:
        return _Known({}, {})
    return _Known(states, rows)
