"""What a register is broken down by: in which rows each of its records counts.

Owns the vocabulary of `--by` of registers: the keys of projects as everywhere, and what only the
records of one register say.  Must not add anything up.
"""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Config
from sangeyipi.model.project import Project
from sangeyipi.tables.grouping import GROUPINGS

Item = TypeVar("Item")
Sum = TypeVar("Sum")
UNSAID = "未填"
_NO_PROJECT = "未登记的项目"


@dataclass(frozen=True, eq=False)
class By(Generic[Item]):
    """One way to break a register down, by its English name and its Chinese one."""

    key: str
    word: str
    #: The rows in which a record counts, mostly one.
    labels: Callable[[Item], Iterable[str]]
    #: The rows that have a place of their own, in order; the others follow by size.
    places: tuple[str, ...] = ()


def of_projects(config: Config, project: Callable[[Item], Project | None]) -> Iterable[By[Item]]:
    """By what the record's project says of itself."""
    for one in GROUPINGS:
        if one.groups is not None:

            def labels(
                item: Item,
                groups: Callable[[Project, Config], Iterable[str]] = one.groups,
            ) -> Iterable[str]:
                found = project(item)
                return [_NO_PROJECT] if found is None else groups(found, config)

            yield By(one.key, one.word, labels, tuple(map(str, one.places(config))))


def said(value: object, word: str) -> tuple[str, ...]:
    """The row of what a record says; of who says nothing a row of its own."""
    return (UNSAID + word,) if value is None else (str(value),)


def named(ways: Iterable[By[Item]], text: str) -> By[Item] | None:
    """One of the ways by its English or Chinese name."""
    return next((one for one in ways if text in (one.key, one.word)), None)


class Groups(Generic[Item, Sum]):
    """Records added up by row, and all of them once."""

    def __init__(self, by: By[Item], new: Callable[[], Sum]) -> None:
        self._by = by
        self._new = new
        self.whole = new()
        self._rows: dict[str, Sum] = {}
        self._sizes: dict[str, int] = {}
        #: How many records stand in more than one row.
        self.several = 0

    def take(self, item: Item, add: Callable[[Sum, Item], None]) -> None:
        """Count a record in, in each of its rows and once in the whole."""
        add(self.whole, item)
        labels = tuple(dict.fromkeys(self._by.labels(item)))
        self.several += len(labels) > 1
        for label in labels:
            if label not in self._rows:
                self._rows[label] = self._new()
            self._sizes[label] = self._sizes.get(label, 0) + 1
            add(self._rows[label], item)

    @property
    def rows(self) -> list[tuple[str, Sum]]:
        """The rows: as declared, then from large to small; who says nothing last."""
        place = {label: number for number, label in enumerate(self._by.places)}

        def order(named: tuple[str, Sum]) -> tuple[bool, int, int, str]:
            label = named[0]
            unsaid = label.startswith(UNSAID)
            return unsaid, place.get(label, len(place)), -self._sizes[label], label

        return sorted(self._rows.items(), key=order)
