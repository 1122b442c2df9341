"""What a change means, as far as the data can tell: news, a correction, a step on or back.

Owns the judgement; finds no differences and counts nothing.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar

from sangeyipi.compare.fields import FieldChange, Text, is_amount
from sangeyipi.compare.pairing import Edit
from sangeyipi.compare.records import Changes
from sangeyipi.model import term
from sangeyipi.model.dates import UNDATED_WORD
from sangeyipi.model.project import Project
from sangeyipi.model.stages import STEP, Batch, Milestone

#: Groups of a project in which something happened, each on its day.
_STEPS = frozenset({term.MILESTONES, term.LISTED})
_MONTH = len("2023-06")
Word = TypeVar("Word", Milestone, Batch)


class ChangeMeaning(StrEnum):
    """What a changed fact is."""

    NEW = "新增"  # not known before: something happened, or was found out
    REFINED = "补全"  # the same date, known better
    CORRECTED = "更正"  # a date, amount or count that was recorded wrong
    RETRACTED = "撤回"  # known before, no longer
    EDITED = "改动"  # names, people, plans, remarks: neither happened nor was wrong


def meaning(change: FieldChange) -> ChangeMeaning:
    """Whether the change is news or a correction.

    Funds that grow have arrived, a permit in hand was given; a plan that moves was changed, not
    recorded wrong.
    """
    before, after = change.before, change.after
    if before is None:
        return ChangeMeaning.NEW
    if after is None:
        return ChangeMeaning.RETRACTED
    group = change.path[0]
    if group == term.FUNDS and Decimal(str(after)) > Decimal(str(before)):
        return ChangeMeaning.NEW
    if group == term.GUARANTEES and str(after)[0].isdecimal() and not str(before)[0].isdecimal():
        return ChangeMeaning.NEW
    if group == term.PLANNED or not _measured(change):
        return ChangeMeaning.EDITED
    return ChangeMeaning.REFINED if _refines(before, after) else ChangeMeaning.CORRECTED


def _measured(change: FieldChange) -> bool:
    """Whether the fact is a date, an amount or a count."""
    group, last = change.path[0], change.path[-1]
    return (
        group in _STEPS or is_amount(change.path) or last in (term.DATE, term.COUNT, term.CONVERTED)
    )


def _refines(before: Text, after: Text) -> bool:
    """已 → a date, or a month → a day in it."""
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    return before == UNDATED_WORD or (len(before) == _MONTH and after.startswith(before + "-"))


class Movement(NamedTuple):
    """How far a project had come, and how far it has come now: None for not at all."""

    reached: tuple[Milestone | None, Milestone | None]
    listed: tuple[Batch | None, Batch | None]

    @property
    def back(self) -> bool:
        """Whether it is behind where it was, by milestone or by list."""
        return any(after < before for before, after in self._steps())

    @property
    def on(self) -> bool:
        """Whether it is further by one and behind by neither."""
        return not self.back and any(after > before for before, after in self._steps())

    def _steps(self) -> tuple[tuple[int, int], tuple[int, int]]:
        (reached, now), (listed, listed_now) = self.reached, self.listed
        return (_step(reached), _step(now)), (_step(listed), _step(listed_now))


def _step(word: Milestone | Batch | None) -> int:
    return STEP[Milestone(word.value)] if word else 0


def movement(before: Project, after: Project) -> Movement:
    """The furthest milestone and list on each side, by all that is recorded."""
    return Movement(
        (_furthest(before.milestones), _furthest(after.milestones)),
        (_furthest(before.listed), _furthest(after.listed)),
    )


def _furthest(words: Iterable[Word]) -> Word | None:
    return max(words, key=_step, default=None)


class Moved(NamedTuple):
    """A project that moved, with the facts that say so."""

    edit: Edit[Project]
    movement: Movement
    fields: tuple[FieldChange, ...]


class Sorted(NamedTuple):
    """The edited projects: who moved back, who moved on, and what else changed of whom."""

    moved_back: tuple[Moved, ...] = ()
    moved_on: tuple[Moved, ...] = ()
    changed: tuple[Edit[Project], ...] = ()


def sort_out(changes: Changes) -> Sorted:
    """Every changed fact of every project, once: in its movement, or in `changed`."""
    back: list[Moved] = []
    on: list[Moved] = []
    changed: list[Edit[Project]] = []
    for edit in changes.edited:
        move = movement(edit.before, edit.after)
        fields = edit.fields
        if move.back or move.on:
            steps = tuple(one for one in fields if _is_step(one))
            (back if move.back else on).append(Moved(edit, move, steps))
            fields = _without(fields, steps)
        if fields:
            changed.append(Edit(edit.before, edit.after, fields))
    return Sorted(tuple(back), tuple(on), tuple(changed))


def _is_step(change: FieldChange) -> bool:
    return change.path[0] in _STEPS and meaning(change) in (
        ChangeMeaning.NEW,
        ChangeMeaning.RETRACTED,
    )


def _without(
    fields: Iterable[FieldChange], taken: tuple[FieldChange, ...]
) -> tuple[FieldChange, ...]:
    return tuple(one for one in fields if one not in taken)
