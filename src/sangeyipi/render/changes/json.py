"""A comparison as JSON: every key always there, empty lists where there is nothing.

Facts are the texts that the ledger writes; counts and amounts are exact.
"""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sangeyipi.compare.causes import Cause
from sangeyipi.compare.comparison import Comparison
from sangeyipi.compare.effects import Effect
from sangeyipi.compare.fields import FieldChange, flat
from sangeyipi.compare.meaning import Moved, meaning
from sangeyipi.compare.pairing import Edit
from sangeyipi.compare.published import StatementChange
from sangeyipi.compare.rules import HeldFigure
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rounding import written
from sangeyipi.model.table import Rate
from sangeyipi.render.changes.fields import growth
from sangeyipi.render.changes.sections import remarks
from sangeyipi.render.diagnostics import LEVELS
from sangeyipi.render.json import rate_parts
from sangeyipi.store.kinds import REGISTERS, RecordKind
from sangeyipi.tables.differences import SideAnswer


def to_json(found: Comparison) -> str:
    """One document."""
    changes, projects, rules = found.changes, found.projects, found.rules
    document = {
        "ledger": found.ledger,
        "old": found.titles[0],
        "new": found.titles[1],
        "added": [*map(_project, changes.added), *map(_rollup, changes.rollups_added)],
        "removed": [*map(_project, changes.removed), *map(_rollup, changes.rollups_removed)],
        "renamed": [{"old": a.id, "new": b.id, "name": b.name} for a, b in changes.renamed],
        "moved_on": list(map(_moved, projects.moved_on)),
        "moved_back": list(map(_moved, projects.moved_back)),
        "changed": [
            *map(_edited_project, projects.changed),
            *map(_edited_rollup, changes.rollups_edited),
            *([{"kind": "ledger", "fields": _fields(changes.config)}] if changes.config else []),
        ],
        "not_changes": list(_not_changes(found)),
        "section_one": list(map(_effect, found.section_one)),
        "statements": [*_statements(changes.statements), *map(_held, rules.held)],
        "rules": [*_rules("broken", rules.broken), *_rules("satisfied", rules.kept)],
        "reports": _reports(found),
        **{one.part: _register(found, one) for one in REGISTERS},
        "remarks": remarks(found),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _project(one: Project) -> dict[str, Any]:
    return {"kind": "project", "id": one.id, "name": one.name, "facts": _facts(one)}


def _rollup(one: Rollup) -> dict[str, Any]:
    return {"kind": "rollup", **_rollup_key(one), "facts": _facts(one)}


def _rollup_key(one: Rollup) -> dict[str, Any]:
    return {"title": one.title, **_scope(one), "date": one.date.isoformat()}


def _scope(one: Any) -> dict[str, Any]:
    """期, 批 and 监管平台; null spans the axis."""
    return {
        "phase": str(one.phases) if one.phases else None,
        "batch": str(one.batch) if one.batch else None,
        "platform": one.on_platform,
    }


def _facts(one: Any) -> dict[str, Any]:
    return {".".join(path): text for path, text in flat(one).items()}


def _moved(one: Moved) -> dict[str, Any]:
    project = one.edit.after
    then, now = one.movement.reached
    when = project.milestones.get(now) if now else None
    return {
        "kind": "project",
        "id": project.id,
        "name": project.name,
        "from": then,
        "to": now,
        "date": when.text if when else None,
        "listed_from": one.movement.listed[0],
        "listed_to": one.movement.listed[1],
        "fields": _fields(one.fields),
    }


def _edited_project(edit: Edit[Project]) -> dict[str, Any]:
    one = edit.after
    return {"kind": "project", "id": one.id, "name": one.name, "fields": _fields(edit.fields)}


def _edited_rollup(edit: Edit[Rollup]) -> dict[str, Any]:
    return {"kind": "rollup", **_rollup_key(edit.after), "fields": _fields(edit.fields)}


def _fields(changes: Iterable[FieldChange]) -> list[dict[str, Any]]:
    return [
        {
            "field": one.word,
            "before": one.before,
            "after": one.after,
            "meaning": meaning(one).name.lower(),
            **({"growth": growth(one)} if growth(one) else {}),
        }
        for one in changes
    ]


def _reports(found: Comparison) -> dict[str, Any]:
    """The monthly reports; `restates`: a figure of a month that a later one followed changed."""
    gone_by = found.reports.gone_by
    restated = {id(one) for one in gone_by.edited}
    for one in (*gone_by.added, *gone_by.removed):
        restated |= set(map(id, one.reports))

    def reported(one: MonthlyReport, record: object) -> dict[str, Any]:
        name = found.reports.names.get(one.id)
        told = {"kind": "report", "id": one.id, "name": name, "month": str(one.month)}
        return {**told, "restates": id(record) in restated}

    changes = found.changes.reports
    return {
        "added": [{**reported(one, one), "facts": _facts(one)} for one in changes.added],
        "removed": [{**reported(one, one), "facts": _facts(one)} for one in changes.removed],
        "edited": [
            {**reported(edit.after, edit), "fields": _fields(edit.fields)}
            for edit in changes.edited
        ],
    }


def _register(found: Comparison, kind: RecordKind) -> dict[str, Any]:
    """Problems, visits or financing."""
    assert kind.kind is not None
    changes = found.changes.of_kind(kind.kind)

    def told(one: Any) -> dict[str, Any]:
        identity = {name: str(getattr(one, name)) for name in kind.identity}
        name = found.names.get(one.project)
        return {**identity, "project": one.project, "name": name}

    return {
        "added": [{**told(one), "facts": _facts(one)} for one in changes.added],
        "removed": [{**told(one), "facts": _facts(one)} for one in changes.removed],
        "edited": [{**told(edit.after), "fields": _fields(edit.fields)} for edit in changes.edited],
    }


def _not_changes(found: Comparison) -> Iterator[dict[str, Any]]:
    for name in found.form.files:
        yield {"kind": "form", "file": name}
    for move in found.form.moves:
        yield {"kind": "moved", "id": move.id, "before": move.before, "after": move.after}


def _effect(one: Effect) -> dict[str, Any]:
    return {
        "table": one.table,
        "region": one.region or None,
        "label": one.label,
        **_scope(one.subject.scope),
        "key": one.column.key,
        "word": one.word,
        "type": one.column.kind.value,
        "before": _value(one.before),
        "after": _value(one.after),
        "difference": _number(one.difference, one.column.kind.value),
        "causes": [_cause(cause, one.column.kind.value) for cause in one.causes],
    }


def _value(one: SideAnswer) -> Any:
    """The cell as a summary's JSON has it; absent: that ledger has no such row."""
    if not one.there:
        return {"absent": True}
    if isinstance(one.cell, Rate):
        return rate_parts(one.cell)
    cell = written(one.cell) if isinstance(one.cell, Decimal) else one.cell
    return {"at_least": cell} if one.at_least else cell


def _number(number: Decimal | None, kind: str) -> int | str | None:
    if number is None:
        return None
    return int(number) if kind == "count" else written(number)


def _cause(one: Cause, kind: str) -> dict[str, Any]:
    named = {"name": one.origin.name} if one.origin.name else {}
    return {
        "kind": one.origin.source.value,
        "id": one.origin.id,
        **named,
        "difference": _number(one.part, kind),
    }


def _statements(changes: Iterable[StatementChange]) -> Iterator[dict[str, Any]]:
    for change in changes:
        state = "changed" if change.before and change.after else "added"
        statement = change.statement
        yield {
            "change": state if change.after else "removed",
            "title": statement.title,
            "date": statement.date.isoformat(),
            "figures": [
                {**_scope(one.key), "word": one.key.word, "before": one.before, "after": one.after}
                for one in change.figures
            ],
            "fields": _fields(change.fields),
        }


def _held(one: HeldFigure) -> dict[str, Any]:
    return {
        "change": {
            "HOLDS": "holds_again",
            "MISMATCH": "no_longer_holds" if one.before else "does_not_hold",
            "UNPROVABLE": "not_provable",
        }[one.after.name],
        "title": one.statement.title,
        "date": one.statement.date.isoformat(),
        **_scope(one.key),
        "word": one.key.word,
        "before": one.before.name.lower() if one.before else None,
        "after": one.after.name.lower(),
        "message": one.message,
    }


def _rules(change: str, found: Iterable[Diagnostic]) -> Iterator[dict[str, Any]]:
    for one in found:
        yield {
            "change": change,
            "rule": one.rule.value,
            "severity": LEVELS[one.rule.severity],
            "file": one.place.file,
            "message": one.message,
        }
