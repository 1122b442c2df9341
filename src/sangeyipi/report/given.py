"""What a template may be given: figures and words of them, and records of these by Chinese names.

Owns the kinds of value and nothing of where figures come from.  A template finds what it is given
by the words declared here and by no attribute of Python's; docs/报告.md is made from the same.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import (
    Any,
    ClassVar,
    NamedTuple,
    Never,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from sangeyipi.model.document import Quoted, Run


class _Word(NamedTuple):
    """By which word templates know a field."""

    word: str
    about: str


def given(word: str, about: str) -> Any:
    """A field that templates know by a word."""
    return _Word(word, about)


@dataclass_transform(field_specifiers=(given,), frozen_default=True)
class Given:
    """A record that templates are given; its fields are declared with `given`.

    A frozen dataclass in all but the code that `dataclass` would compile for each kind at every
    start, which took longer than making a report.
    """

    _declared: ClassVar[tuple[str, ...]] = ()
    _required: ClassVar[int] = 0

    def __init_subclass__(cls) -> None:
        """Its fields stand behind those of what it is a kind of."""
        own = (name for name in cls.__annotations__ if name not in cls._declared)
        cls._declared = (*cls._declared, *own)
        given = (getattr(cls, name, _Word) for name in cls._declared)
        cls._required = sum(one is _Word or isinstance(one, _Word) for one in given)

    def __init__(self, *values: Any) -> None:
        if not self._required <= len(values) <= len(self._declared):
            raise TypeError(f"{type(self).__name__}: {len(values)} values of {self._declared}")
        self.__dict__.update(zip(self._declared, values, strict=False))

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, one) for one in self._declared)))


class Phrase(Given):
    """Words with figures in them that know what they answer.  Prints as it reads."""

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        """As it reads, without what the figures answer."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs)

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.runs)


class ProseFigure(Phrase):
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


class NamedField(NamedTuple):
    """A field as templates know it."""

    attribute: str
    word: str
    about: str
    type: Any


def names(kind: type[Given]) -> dict[str, NamedField]:
    """What templates find in a record, by word."""
    return _names(_any(kind))


def _any(kind: type[Given]) -> Any:
    return kind


@cache
def _names(kind: Any) -> dict[str, NamedField]:
    hints = get_type_hints(kind)
    found = ((name, getattr(kind, name, None)) for name in kind._declared)
    return {
        one.word: NamedField(name, *one, hints[name])
        for name, one in found
        if isinstance(one, _Word)
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
