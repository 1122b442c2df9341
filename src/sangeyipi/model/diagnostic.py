"""A diagnostic: what is wrong, where, and what to do about it.  A value, never an exception.

Owns, too, how many are kept of what is wrong in the same way again and again.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule, Severity

#: So many breaches of one rule in one file are told one by one; of others it is told how many.
MOST_KEPT = 1000


class Diagnostic(NamedTuple):
    """One breach of one rule.  `remedy` is empty where the catalogue's own remedy is meant.

    `position` is set by whoever knew the line already; otherwise the store looks `place` up.
    `lossless`: what it refuses holds no fact, so that a commit made before the rule stays readable.
    `more`: it stands for so many breaches of its rule in its file, of which `place` is the first.
    """

    rule: Rule
    place: Place
    message: str
    remedy: str = ""
    position: Position | None = None
    lossless: bool = False
    more: int = 0

    @property
    def present_only(self) -> bool:
        """Whether it binds only the ledger as it stands, and no commit named as such."""
        return self.lossless or self.rule.present_only

    @property
    def row(self) -> int:
        """The number of the record that it is about, where that is one of a list; else -1."""
        first = self.place.path[0] if self.place.path else -1
        return first if isinstance(first, int) else -1


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """How many breaches of that severity they tell."""
    return sum(one.more or 1 for one in diagnostics if one.rule.severity is severity)


def has_errors(diagnostics: Iterable[Diagnostic], past: bool = False) -> bool:
    """Whether any of them is an error: then nothing may be totalled.

    `past`: they are of a commit named as such, which rules for the present do not bind.
    """
    return any(
        one.rule.severity is Severity.ERROR and not (past and one.present_only)
        for one in diagnostics
    )


class Sink(Protocol):
    """Where diagnostics go: a list, or `Findings`."""

    def append(self, one: Diagnostic, /) -> None:
        """Add one."""

    def extend(self, many: Iterable[Diagnostic], /) -> None:
        """Add them all."""


_Key = tuple[Rule, str, bool, str]


class Findings:
    """Diagnostics as they are found: the first of each rule in each file, and how many more.

    `apart`: messages that are counted by themselves, as they may be taken back.
    """

    def __init__(self, found: Iterable[Diagnostic] = (), apart: frozenset[str] = frozenset()):
        self.apart = apart
        self._kept: list[Diagnostic] = []
        self._numbers: dict[_Key, int] = {}
        self._rest: dict[_Key, _Rest] = {}
        self.extend(found)

    def append(self, one: Diagnostic, /) -> None:
        """Add one."""
        message = one.message if one.message in self.apart else ""
        key = (one.rule, one.place.file, one.lossless, message)
        number = self._numbers.get(key, 0)
        if one.more or number >= MOST_KEPT:
            self._rest.setdefault(key, _Rest(one)).add(one)
            return
        self._numbers[key] = number + 1
        self._kept.append(one)

    def extend(self, many: Iterable[Diagnostic], /) -> None:
        """Add them all."""
        for one in many:
            self.append(one)

    def __iter__(self) -> Iterator[Diagnostic]:
        yield from self._kept
        for rest in self._rest.values():
            yield rest.told()

    def __len__(self) -> int:
        return len(self._kept) + len(self._rest)

    def rows(self, rule: Rule | None = None) -> set[int]:
        """The numbers of the records that anything is wrong with, or a breach of `rule`."""
        found = {one.row for one in self._kept if rule in (None, one.rule)}
        for key, rest in self._rest.items():
            if rule in (None, key[0]):
                found.update(rest.rows)
        return found

    def messages(self) -> set[str]:
        """Those of `apart` that were told."""
        return {message for *_, message in (*self._numbers, *self._rest) if message}

    def without(self, gone: Callable[[Rule, int, str], bool]) -> "Findings":
        """The rest, once those are taken back that `gone` says so of: rule, row and message."""
        left = Findings((), self.apart)
        left.extend(one for one in self._kept if not gone(one.rule, one.row, one.message))
        for key, rest in self._rest.items():
            rows = array("i", (row for row in rest.rows if not gone(key[0], row, key[3])))
            if rows or rest.others:
                left._rest[key] = _Rest(rest.first, rows, rest.others)
        return left


class _Rest:
    """Breaches of one rule in one file that are only counted, by their records where known."""

    __slots__ = ("first", "others", "rows")

    def __init__(self, first: Diagnostic, rows: "array[int] | None" = None, others: int = 0):
        self.first = first
        self.rows = array("i") if rows is None else rows
        self.others = others

    def add(self, one: Diagnostic) -> None:
        if one.more:
            self.others += one.more
        else:
            self.rows.append(one.row)

    def told(self) -> Diagnostic:
        """All of them as one, where the first of them is."""
        number, place, position = len(self.rows) + self.others, self.first.place, None
        row = self.rows[0] if self.rows else self.first.row
        if row in (-1, self.first.row):
            position = self.first.position
        else:
            place = Place(place.file, (row,))
        message = f"从这里起，这个文件里这一类的还有 {number} 处，没有一一列出"
        return self.first._replace(
            place=place, message=message, remedy="", position=position, more=number
        )
