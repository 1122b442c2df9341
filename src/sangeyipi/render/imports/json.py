"""An import as JSON: what became of every row, of every 亿元, and the projects as they would be.

Amounts are decimal strings in 亿元, what is counted are numbers, flags are true or false.
"""

import json
from decimal import Decimal
from functools import cache
from typing import Any

from sangeyipi.compare.fields import nested
from sangeyipi.ingest.imported import Imported
from sangeyipi.model import term
from sangeyipi.model.declared import WrittenKind, kinds
from sangeyipi.model.fields import FLAG, PARTS
from sangeyipi.model.project import Project, project_keys
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Milestone
from sangeyipi.store.canonical.text import raw_of
from sangeyipi.store.kinds import REGISTERS

_ORDER = {str(one): at for at, one in enumerate(Milestone)}
_GROUPS = (term.LISTED, term.MILESTONES, term.PLANNED)


def to_json(found: Imported) -> str:
    """The whole of it, the same bytes everywhere; a project, a row, a note a line."""
    parts = (f"  {_line(key)}: {_spread(value)}" for key, value in said(found).items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


#: By the encoder that is not slowed down by indenting.
_line = json.JSONEncoder(ensure_ascii=False).encode


def _spread(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {_line(one)}" for one in value) + "\n  ]"
    return _line(value)


def said(found: Imported) -> dict[str, Any]:
    """What a program is told."""
    rows, amounts = found.reconciliation
    return {
        "rows": {
            "read": rows.read,
            "added": rows.added,
            "updated": rows.updated,
            "unchanged": rows.unchanged,
            "skipped": [{"cell": one.cell, "reason": one.reason} for one in rows.skipped],
            "rejected": [
                {"cell": one.cell, "row": list(one.row), "reason": one.reason}
                for one in rows.rejected
            ],
        },
        "investment": {
            "sheet": plain(amounts.sheet),
            "ledger": plain(amounts.ledger),
            "difference": plain(amounts.difference),
            "rejected": plain(amounts.rejected),
            "declared": _amount(amounts.declared),
        },
        "projects": [_project(found, one) for one in (*found.added, *found.updated)],
        "notes": [{"cell": one.cell, "text": one.text} for one in found.remarks],
    } | _registers(found)


def _registers(found: Imported) -> dict[str, Any]:
    """What an import of problems, visits, financing has besides; nothing of one of projects."""
    if found.sums is None:
        return {}
    kinds = {one: found.changes.registers.get(one.kind) for one in REGISTERS if one.kind}
    return {
        "records": [
            {"kind": kind.word, **raw_of(record)}
            for kind, changes in kinds.items()
            if changes
            for record in (*changes.added, *(one.after for one in changes.edited))
        ],
        "sums": [
            {"name": one.word, "sheet": plain(one.sheet), "ledger": plain(one.ledger)}
            for one in found.sums
        ],
    }


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _project(found: Imported, one: Project) -> dict[str, Any]:
    """A project with the keys in the format's order, each as JSON has it."""
    facts = found.facts.get(one.id)
    raw = raw_of(one) if facts is None else nested(facts)
    return {key: read(raw[key]) for key, read in _reading().items() if key in raw} | {
        key: _group(raw.get(key, {}), key) for key in _GROUPS
    }


@cache
def _reading() -> dict[str, Any]:
    """How the text of each key becomes what JSON has."""
    readers: dict[WrittenKind | None, Any] = {FLAG: _flag, PARTS: int}
    return {
        key.word: readers.get(kind, _same)
        for name, key in project_keys().items()
        if (kind := kinds(Project)[name]) is not None or key.word not in _GROUPS
    }


def _flag(text: str) -> bool:
    return text == "true"


def _same(value: Any) -> Any:
    return value


def _group(raw: dict[str, Any], key: str) -> dict[str, Any]:
    found = {word: raw[word] for word in sorted(raw, key=lambda one: _ORDER.get(one, len(_ORDER)))}
    return {word: int(phase) for word, phase in found.items()} if key == term.LISTED else found
