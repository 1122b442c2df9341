"""An import as JSON: what became of every row, of every 亿元, and the projects as they would be.

Amounts are decimal strings in 亿元, what is counted are numbers, flags are true or false.
"""

import json
from decimal import Decimal
from typing import Any

from sangeyipi.ingest.imported import Imported
from sangeyipi.model import term
from sangeyipi.model.declared import Written, kinds
from sangeyipi.model.fields import FLAG, PARTS
from sangeyipi.model.project import Project, project_keys
from sangeyipi.model.rounding import plain
from sangeyipi.store.canonical.text import raw_of

_GROUPS = (term.LISTED, term.MILESTONES, term.PLANNED)


def to_json(found: Imported) -> str:
    """The whole of it, the same bytes everywhere."""
    return json.dumps(said(found), ensure_ascii=False, indent=2) + "\n"


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
        "projects": [_project(one) for one in (*found.added, *found.updated)],
        "notes": [{"cell": one.cell, "text": one.text} for one in found.remarks],
    }


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _project(one: Project) -> dict[str, Any]:
    raw = raw_of(one)
    typed = {key.word: _read_as(kinds(Project)[name]) for name, key in project_keys().items()}
    for key, read in typed.items():
        if read is not None and key in raw:
            raw[key] = read(raw[key])
    if term.LISTED in raw:
        raw[term.LISTED] = {batch: int(phase) for batch, phase in raw[term.LISTED].items()}
    return {
        key: raw.get(key, {} if key in _GROUPS else None)
        for key in typed
        if key in raw or key in _GROUPS
    }


def _read_as(kind: Written | None) -> Any:
    return {FLAG: lambda text: text == "true", PARTS: int}.get(kind) if kind else None
