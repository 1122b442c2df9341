"""The fields of a record that hold text, as the model declares them, and the texts they hold.

So that a rule about texts is a rule about every text, whoever adds a field.  Must not judge any.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from sangeyipi.model.declared import is_record
from sangeyipi.model.fields import TextKind
from sangeyipi.model.lazy_dataclass import declared, replace
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.store.keys import key_of

Record = TypeVar("Record")
Path = tuple[str | int, ...]


class FieldStep(NamedTuple):
    """A field on the way to a text: its name, the ledger's word, and whether it holds several."""

    name: str
    word: str
    several: bool


class TextField(NamedTuple):
    """Where in a kind of record texts of one kind stand."""

    steps: tuple[FieldStep, ...]
    kind: TextKind

    @property
    def word(self) -> str:
        """What the ledger calls it: 名称, 调出原因."""
        return "".join(step.word for step in self.steps)

    def values(self, records: Iterable[Any]) -> set[str]:
        """The texts that the records hold there."""
        first, *rest = self.steps
        if not rest and not first.several:
            found = set(map(attrgetter(first.name), records))
            found.discard(None)
            return found
        given = attrgetter(first.name)
        if not rest:
            held = (given(one) for one in records)
            return {t for one in held for t in (one.values() if isinstance(one, dict) else one)}
        return {text for one in records if given(one) for _, text in self.texts(one)}

    def texts(self, record: Any) -> Iterator[tuple[Path, str]]:
        """The texts of one record, each with its path below it."""
        return _texts(record, self.steps, ())


def _texts(value: Any, steps: tuple[FieldStep, ...], path: Path) -> Iterator[tuple[Path, str]]:
    if not steps:
        yield path, value
        return
    step, rest = steps[0], steps[1:]
    inner = getattr(value, step.name)
    if inner is None:
        return
    if not step.several:
        yield from _texts(inner, rest, (*path, step.word))
        return
    for index, one in inner.items() if isinstance(inner, dict) else enumerate(inner):
        yield from _texts(
            one, rest, (*path, step.word, index if isinstance(index, int) else str(index))
        )


@cache
def text_fields(model: Hashable) -> tuple[TextField, ...]:
    """The fields of a kind of record, and of the records inside it, that hold text."""
    hints = get_type_hints(cast(type, model), include_extras=True)
    found: list[TextField] = []
    for one in declared(model):
        word = key_of(model, one.name)
        if word:
            found += _fields(one.name, word, hints[one.name])
    return tuple(found)


def _fields(name: str, word: str, hint: Any) -> Iterator[TextField]:
    kinds = set(_inside(hint))
    several = any(get_origin(part) in (tuple, dict) for part in _parts(hint))
    step = FieldStep(name, word, several)
    for kind in kinds:
        if isinstance(kind, TextKind):
            yield TextField((step,), kind)
        else:
            for below in text_fields(kind):
                yield TextField((step, *below.steps), below.kind)


def _inside(hint: Any) -> Iterator[Any]:
    """The kinds of text and the kinds of record that a type speaks of."""
    return (part for part in _parts(hint) if isinstance(part, TextKind) or is_record(part))


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for part in (*get_args(hint), *getattr(hint, "__metadata__", ())):
        if part is not hint:
            yield from _parts(part)


def with_texts(record: Record, mend: Callable[[str], str]) -> Record:
    """The record with each of its texts as `mend` makes it; itself where none is changed."""
    return cast(Record, _mended(record, mend))


def _mended(value: Any, mend: Callable[[str], str]) -> Any:
    model = cast(Hashable, type(value))
    if is_record(model):
        changed: dict[str, Any] = {}
        for name in {field.steps[0].name for field in text_fields(model)}:
            before = getattr(value, name)
            after = _mended(before, mend)
            if after != before:
                changed[name] = after
        return replace(value, **changed) if changed else value
    if isinstance(value, dict):
        return {key: _mended(one, mend) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_mended(one, mend) for one in value)
    return mend(value) if isinstance(value, str) else value
