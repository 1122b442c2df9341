"""Everything `diff` has to say about two states of a ledger, in one value.

Owns the order of the steps: compare, sort out, count, run the rules; and the count of what is no
change, as files differ and not what they say: form, order, comments, moves.  Must not render.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from sangeyipi.compare.effects import Effect, effects
from sangeyipi.compare.meaning import Sorted, sort_out
from sangeyipi.compare.records import Changes, compare
from sangeyipi.compare.registers import RecordChanges
from sangeyipi.compare.restated import Restated, sort_reports
from sangeyipi.compare.rules import RuleChanges, compare_rules
from sangeyipi.figures.monthly import funds_reported
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.nearest import in_natural_order
from sangeyipi.model.place import Place
from sangeyipi.store.files import LEDGER_FILE, FileKind
from sangeyipi.store.kinds import OF_PROJECTS, RecordKind
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
    for one in OF_PROJECTS:
        assert one.kind is not None
        found, records = changes.of_kind(one.kind), (old.ledger, new.ledger)
        touched |= set(_followed(found, one, records))
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
    for found in (changes.reports, *changes.registers.values()):
        yield from _of_records(found)
    for change in changes.statements:
        yield from (one.origin for one in (change.before, change.after) if one)


def _of_records(changes: RecordChanges[Any]) -> Iterator[Place]:
    for pair in changes.pairs():
        yield from (one.origin for one in pair if one)


def _followed(
    changes: RecordChanges[Any], kind: RecordKind, ledgers: tuple[Ledger, Ledger]
) -> Iterator[str]:
    """The files in which records took the new 编号 of their project."""
    ids = {id for pair in changes.followed for id in pair}
    if ids:
        records = (one for ledger in ledgers for one in getattr(ledger, kind.part))
        yield from (one.origin.file for one in records if getattr(one, kind.about) in ids)


class Comparison(NamedTuple):
    """What changed between two states, and what it does."""

    ledger: str
    titles: tuple[str, str]
    changes: Changes
    projects: Sorted
    section_one: tuple[Effect, ...]
    rules: RuleChanges
    form: NotChanges
    reports: Restated
    #: Whether anything changed that section one depends on.
    asked: bool
    #: Of ledgers made of others those that are in neither side, each with why, in words.
    left_out: tuple[str, ...] = ()
    #: The names, by 编号, of the projects of which a problem, visit or financing changed.
    names: Mapping[str, str] = MappingProxyType({})
    #: What stood before each new financing, by its project, bank and day.
    earlier: Mapping[tuple[str, str, date], Financing] = MappingProxyType({})

    @property
    def backward(self) -> bool:
        """Whether a project fell back, or is gone without having been withdrawn."""
        return bool(self.projects.moved_back or self.changes.removed)

    @property
    def totals(self) -> bool:
        """Whether a figure of section one or a published one changed, or holds no longer.

        Where an error makes totals wrong it cannot be ruled out, so any change is one.
        """
        unknown = any(self.rules.no_totals) and self.asked
        figures = any(one.figures for one in self.changes.statements)
        return bool(self.section_one or figures or self.rules.held or unknown)

    @property
    def anything(self) -> bool:
        """Whether anything changed but form."""
        rules = self.rules
        return bool(self.changes or rules.broken or rules.kept or rules.held)


def compare_loaded(
    old: Loaded, new: Loaded, titles: tuple[str, str], left_out: tuple[str, ...] = ()
) -> Comparison:
    """The comparison of two ledgers that can be compared (`rules.stopping` is empty for both)."""
    assert old.ledger is not None and new.ledger is not None
    changes = compare(old.ledger, new.ledger)
    rules = compare_rules(changes, old, new)
    asked = changes.beside_reports or _paid(old.ledger) != _paid(new.ledger)
    totals = asked and not any(rules.no_totals)
    return Comparison(
        ledger=new.ledger.config.name,
        titles=titles,
        changes=changes,
        projects=sort_out(changes),
        section_one=effects(changes, old.ledger, new.ledger) if totals else (),
        rules=rules,
        form=not_changes(changes, old, new),
        reports=sort_reports(changes, old.ledger, new.ledger),
        asked=asked,
        left_out=left_out,
        names=dict(_names(changes, old.ledger, new.ledger)),
        earlier=dict(_earlier(changes, new.ledger)),
    )


def _names(changes: Changes, old: Ledger, new: Ledger) -> Iterator[tuple[str, str]]:
    """As they are now, if they are."""
    pairs = (pair for found in changes.registers.values() for pair in found.pairs())
    told = {one.project for pair in pairs for one in pair if one}
    for project in (*old.projects, *new.projects) if told else ():
        if project.id in told:
            yield project.id, project.name


def _earlier(changes: Changes, new: Ledger) -> Iterator[tuple[tuple[str, str, date], Financing]]:
    added = {(one.project, one.bank, one.date) for one in changes.of_kind(FileKind.FINANCE).added}
    last: dict[tuple[str, str], Financing] = {}
    for one in new.financing if added else ():
        before = last.get((one.project, one.bank))
        if before and (one.project, one.bank, one.date) in added:
            yield (one.project, one.bank, one.date), before
        last[one.project, one.bank] = one


def _paid(ledger: Ledger) -> dict[str, Decimal | None]:
    """What section one takes from monthly reports: what has arrived."""
    return funds_reported(ledger, None)
