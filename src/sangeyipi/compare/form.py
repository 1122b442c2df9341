"""What differs in the files and not in what they say: form, order, comments, moves.

Owns the count of what is no change.  Must not look into the text of a file.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sangeyipi.compare.records import Changes
from sangeyipi.compare.reports import ReportChanges
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.nearest import in_natural_order
from sangeyipi.model.place import Place
from sangeyipi.store.files import LEDGER_FILE
from sangeyipi.store.load import Loaded


class Move(NamedTuple):
    """A project that says the same in another file."""

    id: str
    before: str
    after: str


class NotChanges(NamedTuple):
    """Files in both states with other bytes and nothing else, and projects that only moved."""

    files: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()


def not_changes(changes: Changes, old: Loaded, new: Loaded) -> NotChanges:
    """What a textual diff would show and this one does not."""
    assert old.ledger is not None and new.ledger is not None
    moves = tuple(_moves(changes, old.ledger, new.ledger))
    touched = _files_of(changes) | {file for move in moves for file in move[1:]}
    touched |= set(_followed(changes.reports, old.ledger, new.ledger))
    files = (
        name
        for name in in_natural_order(old.sources.keys() & new.sources.keys())
        if old.sources[name].data != new.sources[name].data and name not in touched
    )
    return NotChanges(tuple(files), moves)


def _moves(changes: Changes, old: Ledger, new: Ledger) -> Iterator[Move]:
    changed = {edit.after.id for edit in changes.edited}
    before = {project.id: project.origin.file for project in old.projects}
    for project in new.projects:
        file = before.get(project.id, project.origin.file)
        if file != project.origin.file and project.id not in changed:
            yield Move(project.id, file, project.origin.file)


def _files_of(changes: Changes) -> set[str]:
    """The files in which a record changed, on either side."""
    files = {place.file for place in _origins(changes)}
    return files | {LEDGER_FILE} if changes.config else files


def _origins(changes: Changes) -> Iterator[Place]:
    for project in (*changes.added, *changes.removed):
        yield project.origin
    for rollup in (*changes.rollups_added, *changes.rollups_removed):
        yield rollup.origin
    pairs: Iterable[tuple[Place, Place]] = (
        *((one.before.origin, one.after.origin) for one in changes.renamed),
        *((one.before.origin, one.after.origin) for one in changes.edited),
        *((one.before.origin, one.after.origin) for one in changes.rollups_edited),
    )
    for pair in pairs:
        yield from pair
    yield from _of_reports(changes.reports)
    for change in changes.statements:
        yield from (one.origin for one in (change.before, change.after) if one)


def _of_reports(changes: ReportChanges) -> Iterator[Place]:
    for report in (*changes.added, *changes.removed):
        yield report.origin
    for edit in changes.edited:
        yield from (edit.before.origin, edit.after.origin)


def _followed(changes: ReportChanges, old: Ledger, new: Ledger) -> Iterator[str]:
    """The files in which reports took the new 编号 of their project."""
    ids = {id for pair in changes.followed for id in pair}
    if ids:
        reports = (*old.reports, *new.reports)
        yield from (report.origin.file for report in reports if report.id in ids)
