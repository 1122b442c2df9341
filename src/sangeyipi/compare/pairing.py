"""Records of two ledgers matched by their identity: what is in both and not the same, what is not.

Owns the matching.  Must not know what any kind of record says.
"""

from collections.abc import Callable, Hashable, Iterable
from itertools import zip_longest
from typing import Any, Generic, NamedTuple, TypeVar, cast

from sangeyipi.compare.fields import FieldChange
from sangeyipi.model.lazy_dataclass import dataclass

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Edit(Generic[Record]):
    """One record that is in both ledgers and not the same."""

    before: Record
    after: Record
    fields: tuple[FieldChange, ...]


class Matching(NamedTuple, Generic[Record]):
    """How records of one kind are told apart."""

    key: Callable[[Record], Hashable]
    same: Callable[[Record, Record], bool]
    order: Callable[[Record], Any]


def pairs(
    old: Iterable[Record], new: Iterable[Record], kind: Matching[Record]
) -> list[tuple[Record | None, Record | None]]:
    """Records of one identity that are not the same; None where one side has none to match.

    An identity should be used once; where it is not, what is the same matches first.
    """
    before, after = _by_key(old, kind), _by_key(new, kind)
    found: list[tuple[Record | None, Record | None]] = []
    for key in dict.fromkeys([*before, *after]):
        left, right = _without_same(before.get(key, []), after.get(key, []), kind)
        found.extend(zip_longest(left, right))
    return sorted(found, key=lambda pair: kind.order(cast(Record, pair[1] or pair[0])))


def _without_same(
    left: list[Record], right: list[Record], kind: Matching[Record]
) -> tuple[list[Record], list[Record]]:
    rest = list(right)
    gone: list[Record] = []
    for one in left:
        match = next((i for i, other in enumerate(rest) if kind.same(one, other)), None)
        if match is None:
            gone.append(one)
        else:
            del rest[match]
    return sorted(gone, key=kind.order), sorted(rest, key=kind.order)


def _by_key(records: Iterable[Record], kind: Matching[Record]) -> dict[Hashable, list[Record]]:
    found: dict[Hashable, list[Record]] = {}
    for record in records:
        found.setdefault(kind.key(record), []).append(record)
    return found
