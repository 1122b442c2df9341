"""Records of one kind in two ledgers → what is different in them, and the way back.

For every kind that is told by its identity alone and is about a project: monthly reports, problems,
visits, financing (`store/kinds.py` declares them).  Pure.  Of a renamed project of which all the
records took the new 编号 they are the same records.  Must not judge what a change means.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from operator import eq
from typing import Any, Generic, TypeVar

from sangeyipi.compare.fields import differences, edited, flat
from sangeyipi.compare.pairing import Edit, Matching, pairs
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.store.files import FileKind
from sangeyipi.store.kinds import of_kind

Record = TypeVar("Record")
Reports = tuple[MonthlyReport, ...]


@dataclass(frozen=True, slots=True)
class RecordChanges(Generic[Record]):
    """The records of one kind that are different, by identity; a project's 编号 is that of now."""

    added: tuple[Record, ...] = ()
    removed: tuple[Record, ...] = ()
    edited: tuple[Edit[Record], ...] = ()
    #: The projects, old and new 编号, whose records went with them: that alone is no change.
    followed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether any record is different."""
        return bool(self.added or self.removed or self.edited)

    @property
    def size(self) -> int:
        """How many records."""
        return len(self.added) + len(self.removed) + len(self.edited)

    def pairs(self) -> "Iterator[tuple[Record | None, Record | None]]":
        """Every one of them, as it was and is."""
        yield from ((None, one) for one in self.added)
        yield from ((one, None) for one in self.removed)
        yield from ((one.before, one.after) for one in self.edited)


ReportChanges = RecordChanges[MonthlyReport]
NO_CHANGES: RecordChanges[Any] = RecordChanges()


@cache
def _matching(kind: FileKind) -> Matching[Any]:
    return Matching[Any](of_kind(kind).identity_of, eq, lambda one: order(kind, one))


def order(kind: FileKind, record: Any) -> tuple[Any, ...]:
    """Where a record stands among those of its kind: by identity, then by what it says."""
    return *of_kind(kind).identity_of(record), sorted(flat(record).items())


def compare_records(
    kind: FileKind,
    old: tuple[Record, ...],
    new: tuple[Record, ...],
    renamed: Iterable[tuple[str, str]] = (),
) -> RecordChanges[Record]:
    """What has to be done to `old` to get `new`, projects having been renamed from old to new."""
    gone, come = _apart(old, new)
    followed: tuple[tuple[str, str], ...] = ()
    wanted = dict(renamed)
    if wanted:
        about = of_kind(kind).about
        kept = {getattr(one, about) for one in new}
        moved = {getattr(one, about) for one in old} & wanted.keys() - kept
        followed = tuple((was, now) for was, now in wanted.items() if was in moved)
    found = pairs(_renamed(kind, gone, followed), come, _matching(kind))
    return RecordChanges(
        added=tuple(b for a, b in found if b and not a),
        removed=tuple(a for a, b in found if a and not b),
        edited=tuple(Edit(a, b, differences(a, b)) for a, b in found if a and b),
        followed=followed,
    )


def _apart(
    old: tuple[Record, ...], new: tuple[Record, ...]
) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Both without what they share, which of files read once for both is the very same object."""
    before, after = set(map(id, old)), set(map(id, new))
    return (
        tuple(one for one in old if id(one) not in after),
        tuple(one for one in new if id(one) not in before),
    )


def _renamed(
    kind: FileKind, records: tuple[Record, ...], followed: Iterable[tuple[str, str]]
) -> tuple[Record, ...]:
    names, about = dict(followed), of_kind(kind).about
    if not names:
        return records
    return tuple(_called(one, about, names) for one in records)


def _called(record: Any, about: str, names: dict[str, str]) -> Any:
    now = names.get(getattr(record, about))
    return record if now is None else replace(record, **{about: now})


def apply_records(
    kind: FileKind, changes: RecordChanges[Record], old: tuple[Record, ...]
) -> tuple[Record, ...]:
    """`old` with the changes made, in no particular order."""
    records: list[Any] = list(_renamed(kind, old, changes.followed))
    if not changes:
        return tuple(records)
    finding = Findable(kind, records)
    for gone in changes.removed:
        records[finding.taken(gone)] = None
    for edit in changes.edited:
        records[finding.taken(edit.before)] = edited(edit.before, edit.fields)
    return (*(one for one in records if one is not None), *changes.added)


class Findable:
    """Where records stand in a list, each found once, also where several say the same."""

    def __init__(self, kind: FileKind, records: Iterable[Any]) -> None:
        self._identity = of_kind(kind).identity_of
        self._places: dict[Any, list[tuple[int, Any]]] = {}
        for place, one in enumerate(records):
            self._places.setdefault(self._identity(one), []).append((place, one))

    def taken(self, record: Any) -> int:
        """The place of one that says the same.  Raises LookupError."""
        left = self._places.get(self._identity(record), [])
        for number, (place, one) in enumerate(left):
            if one == record:
                del left[number]
                return place
        raise LookupError(record)
