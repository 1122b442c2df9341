"""Two ledgers → what is different in them as facts, and the way back: old + changes = new.

Pure.  Identity is 编号 for projects, (地区, 期, 批, 监管平台, 截至) for rollups, (截至, 标题)
for statements; for monthly reports, problems, visits and financing what `store/kinds.py` says.  The
order of records, files, claims and rules of 红黄灯 carries no meaning here.  Must not judge what a
change means (classify) nor what it does to totals (effects).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import eq
from typing import Any, NamedTuple

from sangeyipi.compare import published
from sangeyipi.compare.fields import FieldChange, differences, edited, flat
from sangeyipi.compare.pairing import Edit, Matching, pairs
from sangeyipi.compare.published import StatementChange
from sangeyipi.compare.registers import (
    NO_CHANGES,
    RecordChanges,
    ReportChanges,
    apply_records,
    compare_records,
    order,
)
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import STEP
from sangeyipi.model.statement import Statement
from sangeyipi.store.canonical.text import raw_of
from sangeyipi.store.files import FileKind
from sangeyipi.store.kinds import REGISTERS


class Renamed(NamedTuple):
    """A project of which nothing but the 编号 changed."""

    before: Project
    after: Project


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different, each part in the order of its identity."""

    config: tuple[FieldChange, ...] = ()
    added: tuple[Project, ...] = ()
    removed: tuple[Project, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    edited: tuple[Edit[Project], ...] = ()
    rollups_added: tuple[Rollup, ...] = ()
    rollups_removed: tuple[Rollup, ...] = ()
    rollups_edited: tuple[Edit[Rollup], ...] = ()
    statements: tuple[StatementChange, ...] = ()
    reports: ReportChanges = NO_CHANGES
    #: Of problems, visits, financing (`store.kinds.REGISTERS`): of each kind that has any.
    registers: Mapping[FileKind, RecordChanges[Any]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return self != _NOTHING

    @property
    def beside_reports(self) -> bool:
        """Whether anything is different but monthly reports and registers."""
        return replace(self, reports=NO_CHANGES, registers={}) != _NOTHING

    def of_kind(self, kind: FileKind) -> RecordChanges[Any]:
        """The changed records of a kind that is compared by its identity alone."""
        return self.reports if kind is FileKind.PROGRESS else self.registers.get(kind, NO_CHANGES)


_NOTHING = Changes()


def compare(old: Ledger, new: Ledger) -> Changes:
    """What has to be done to `old` to get `new`.  In both, a 编号 is used once."""
    added, removed, both = _projects(old, new)
    renamed = tuple(_renames(removed, added))
    gone, come = {one.before.id for one in renamed}, {one.after.id for one in renamed}
    names = [(one.before.id, one.after.id) for one in renamed]
    reports = compare_records(FileKind.PROGRESS, old.reports, new.reports, names)
    rollups = pairs(old.rollups, new.rollups, _ROLLUPS)
    statements = pairs(old.statements, new.statements, _STATEMENTS)
    said = (published.compare_statement(*pair) for pair in statements)
    return Changes(
        config=_config(old.config, new.config),
        added=tuple(one for one in added if one.id not in come),
        removed=tuple(one for one in removed if one.id not in gone),
        renamed=renamed,
        edited=tuple(Edit(a, b, differences(a, b)) for a, b in both),
        rollups_added=tuple(b for a, b in rollups if b and not a),
        rollups_removed=tuple(a for a, b in rollups if a and not b),
        rollups_edited=tuple(Edit(a, b, differences(a, b)) for a, b in rollups if a and b),
        statements=tuple(one for one in said if one is not None),
        reports=reports,
        registers=dict(_registers(old, new, names)),
    )


def _registers(
    old: Ledger, new: Ledger, names: list[tuple[str, str]]
) -> Iterator[tuple[FileKind, RecordChanges[Any]]]:
    for one in REGISTERS:
        assert one.kind is not None
        found = compare_records(one.kind, getattr(old, one.part), getattr(new, one.part), names)
        if found or found.followed:
            yield one.kind, found


def _config(old: Config, new: Config) -> tuple[FieldChange, ...]:
    return () if old == new else differences(*map(config_in_order, (old, new)))


def _projects(
    old: Ledger, new: Ledger
) -> tuple[list[Project], list[Project], list[tuple[Project, Project]]]:
    """Added, removed, and the pairs that differ; each by 编号."""
    before = {project.id: project for project in old.projects}
    added: list[Project] = []
    both: list[tuple[Project, Project]] = []
    for project in new.projects:
        other = before.pop(project.id, None)
        if other is None:
            added.append(project)
        elif other is not project and other != project:
            both.append((other, project))
    return added, list(before.values()), both


def _renames(removed: list[Project], added: list[Project]) -> Iterator[Renamed]:
    """Who went and came back with another 编号 and the same content; each once, in order."""
    by_name: dict[str, list[Project]] = {}
    for project in added:
        by_name.setdefault(project.name, []).append(project)
    for project in removed:
        candidates = by_name.get(project.name, [])
        same = next((c for c in candidates if replace(project, id=c.id) == c), None)
        if same is not None:
            candidates.remove(same)
            yield Renamed(project, same)


def rollup_key(rollup: Rollup) -> tuple[Any, ...]:
    """A rollup's identity."""
    return rollup.region, rollup.phases, rollup.batch, rollup.on_platform, rollup.date


def _rollup_order(rollup: Rollup) -> tuple[Any, ...]:
    return (
        rollup.region,
        *scope_order(rollup.phases, rollup.batch, rollup.on_platform),
        rollup.date,
        sorted(flat(rollup).items()),
    )


def scope_order(phases: Phases | None, batch: Any, on_platform: bool | None) -> tuple[Any, ...]:
    """Where a scope stands among others: by phases, batch, platform."""
    place = STEP[batch.own] if batch else 0
    return phases.numbers if phases else (), place, {None: 0, True: 1, False: 2}[on_platform]


def _statement_order(statement: Statement) -> tuple[Any, ...]:
    words = [(key.order, one.value) for key, one in published.published_figures(statement).items()]
    return (*published.key_of(statement), statement.source or "", words)


def _same_said(one: Statement, other: Statement) -> bool:
    # Not ==: a figure published as 100.0 claims more than one published as 100.
    return bool(_statement_order(one) == _statement_order(other))


_ROLLUPS = Matching[Rollup](rollup_key, eq, _rollup_order)
_STATEMENTS = Matching[Statement](published.key_of, _same_said, _statement_order)


def apply(changes: Changes, old: Ledger) -> Ledger:
    """`old` with the changes made: equal to `in_order` of the ledger they were found in."""
    config = edited(config_in_order(old.config), changes.config)
    registers: dict[str, Any] = {
        one.part: apply_records(one.kind, changes.of_kind(one.kind), getattr(old, one.part))
        for one in REGISTERS
        if one.kind
    }
    return in_order(
        Ledger(
            config=replace(config, origin=old.config.origin),
            projects=tuple(_apply_projects(changes, old.projects)),
            rollups=tuple(_apply_rollups(changes, old.rollups)),
            statements=tuple(_apply_statements(changes, old.statements)),
            reports=apply_records(FileKind.PROGRESS, changes.reports, old.reports),
            **registers,
        )
    )


def _apply_projects(changes: Changes, old: tuple[Project, ...]) -> Iterator[Project]:
    gone = {one.id for one in changes.removed}
    names = {one.before.id: one.after.id for one in changes.renamed}
    edits = {one.before.id: one.fields for one in changes.edited}
    for project in old:
        if project.id in names:
            yield replace(project, id=names[project.id])
        elif project.id in edits:
            yield edited(project, edits[project.id])
        elif project.id not in gone:
            yield project
    yield from changes.added


def _apply_rollups(changes: Changes, old: tuple[Rollup, ...]) -> list[Rollup]:
    rollups = list(old)
    for rollup in changes.rollups_removed:
        rollups.remove(rollup)
    for edit in changes.rollups_edited:
        rollups[rollups.index(edit.before)] = edited(edit.before, edit.fields)
    return [*rollups, *changes.rollups_added]


def _apply_statements(changes: Changes, old: tuple[Statement, ...]) -> list[Statement]:
    statements = list(old)
    for change in changes.statements:
        if change.before is None:
            statements.append(change.statement)
        elif change.after is None:
            statements.remove(change.before)
        else:
            index = statements.index(change.before)
            statements[index] = published.applied(change, change.before)
    return statements


def in_order(ledger: Ledger) -> Ledger:
    """The same ledger in normal form: its parts sorted, its statements' claims by scope."""
    statements = map(published.in_order, ledger.statements)
    registers: dict[str, Any] = {
        one.part: _sorted(one.kind, getattr(ledger, one.part)) for one in REGISTERS if one.kind
    }
    return Ledger(
        config=config_in_order(ledger.config),
        projects=tuple(sorted(ledger.projects, key=lambda project: project.id)),
        rollups=tuple(sorted(ledger.rollups, key=_rollup_order)),
        statements=tuple(sorted(statements, key=_statement_order)),
        reports=_sorted(FileKind.PROGRESS, ledger.reports),
        **registers,
    )


def _sorted(kind: FileKind, records: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda one: order(kind, one)))


def config_in_order(config: Config) -> Config:
    """ledger.yaml with what it lists in normal order."""
    ordered = sorted(config.phases, key=lambda one: (one.number, one.date, one.source or ""))
    return replace(
        config,
        phases=tuple(ordered),
        lights=_as_written(config.lights),
        ranked_apart=_as_written(config.ranked_apart),
        members=_as_written(config.members),
    )


def _as_written(listed: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(listed, key=lambda one: sorted(raw_of(one).items())))
