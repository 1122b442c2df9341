"""What changed of a record between two ledgers, in a line, for whoever explains a figure.

Owns the wording and how many facts are named; what differs is `fields`'.
"""

from collections.abc import Callable

from sangeyipi.compare.fields import FieldChange, Text, differences
from sangeyipi.figures.pieces import Record
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project

_NAMED = 3


def of_records(old: Ledger, new: Ledger) -> Callable[[Record | None, Record | None], str]:
    """Says of a source of a figure what its record said before, and says now."""
    before = {one.id: one for one in old.projects}
    after = {one.id: one for one in new.projects}

    def told(was: Record | None, now: Record | None) -> str:
        there = now or was
        if not isinstance(there, Project):
            return _said(differences(was, now)) if was and now else ""
        left, right = before.get(there.id), after.get(there.id)
        if left is None or right is None:
            return "台账新登记" if left is None else "台账里删去"
        return _said(differences(left, right)) or "项目本身没有改，月调度、口径等改了"

    return told


def _said(changes: tuple[FieldChange, ...]) -> str:
    told = [f"{one.word} {_text(one.before)} → {_text(one.after)}" for one in changes[:_NAMED]]
    more = len(changes) - len(told)
    return "；".join((*told, *([f"等 {len(changes)} 处"] if more else [])))


def _text(value: Text | None) -> str:
    if value is None:
        return "没有写"
    return value if isinstance(value, str) else "、".join(value)
