"""What a template may be given: figures and words of them, and records of these by Chinese names.

Owns the kinds of value and nothing of where figures come from.  A template finds what it is given
by the words declared here and by no attribute of Python's; docs/报告.md is made from the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from sangeyipi.model.document import Quoted, Run


def given(word: str, about: str) -> Any:
    """A field that templates know by a word."""
    return field(metadata={"word": word, "about": about})


@dataclass(frozen=True)
class Given:
    """A record that templates are given; its fields are declared with `given`."""


@dataclass(frozen=True)
class Phrase(Given):
    """Words with figures in them that know what they answer.  Prints as it reads."""

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        """As it reads, without what the figures answer."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs)

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.runs)


@dataclass(frozen=True)
class Figure(Phrase):
    """A figure with its unit: 26个, 至少26个, 374.5亿元, 83.3%; unknown: 待核实."""

    known: bool = given("有数", "是不是已知，“至少”也算")
    is_zero: bool = given("为零", "是不是确切的 0")
    is_one: bool = given("为一", "是不是确切的 1")
    is_least: bool = given("为至少", "是不是只知道至少有多少")
    #: What it is exactly or at least; not for templates, which print figures and make none.
    value: Decimal | None = None

    @property
    def exact(self) -> Decimal | None:
        """What it is, where that is known exactly."""
        return None if self.is_least else self.value

    def __bool__(self) -> bool:
        """Whether it is known."""
        return self.known


class Named(NamedTuple):
    """A field as templates know it."""

    attribute: str
    word: str
    about: str
    type: Any


def names(kind: type[Given]) -> dict[str, Named]:
    """What templates find in a record, by word."""
    return _names(_any(kind))


def _any(kind: type[Given]) -> Any:
    return kind


@cache
def _names(kind: Any) -> dict[str, Named]:
    hints = get_type_hints(kind)
    found = [one for one in fields(kind) if "word" in one.metadata]
    return {
        one.metadata["word"]: Named(
            one.name, one.metadata["word"], one.metadata["about"], hints[one.name]
        )
        for one in found
    }


def reachable(kind: type[Given]) -> tuple[type[Given], ...]:
    """The kinds of record that templates given one of `kind` can come to, itself first."""
    found: dict[type[Given], None] = {kind: None}
    for one in names(kind).values():
        for inner in _records(one.type):
            found |= dict.fromkeys((inner,) if inner in found else reachable(inner))
    return tuple(found)


def _records(type_: Any) -> tuple[type[Given], ...]:
    if get_origin(type_) in (tuple, UnionType):
        return tuple(one for part in get_args(type_) for one in _records(part))
    return (type_,) if isinstance(type_, type) and issubclass(type_, Given) else ()


def phrase(*parts: str | Quoted | Phrase) -> Phrase:
    """Words, figures and phrases one after another."""
    runs: list[Run] = []
    for part in parts:
        more = part.runs if isinstance(part, Phrase) else (part,)
        runs += [run for run in more if run]
    return Phrase(tuple(runs))


def joined(parts: Iterable[Phrase], between: str) -> Phrase:
    """Phrases with words between them; what says nothing is left out."""
    said: list[str | Phrase] = []
    for part in parts:
        if part.runs:
            said += [between, part] if said else [part]
    return phrase(*said)
