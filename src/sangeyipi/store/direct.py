"""A sound raw value → its record, by what the model declares of it, without Pydantic.

The reason: importing Pydantic and having it build its validators took more than half of a command
on a ledger of a hundred projects, to find nothing wrong in it.  What a value is, is said by the
function that its kind declares (`WrittenKind.read`), which Pydantic calls as well; what else it
does for a sound record is little: which key is which field, the members of an enum, what stands
where nothing is said.  This does that much and decides nothing: at the first value that is not
plainly as declared it gives up on the record, and Pydantic reads it and says what is wrong.
`tests/store/test_direct.py` and `benchmarks/fuzz.py` hold what it reads to what Pydantic does.
"""

from collections.abc import Callable
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from sangeyipi.model.declared import AsPassed, Key, ReadThen, WrittenKind, is_record, key_in
from sangeyipi.model.fields import TextKind
from sangeyipi.model.lazy_dataclass import declared

Read = Callable[[Any], Any]
#: Sets a field of a record.
Put = Callable[[Any, Any], None]
#: What reading raises where a value is not plainly as declared: what `refuse` raises, too.
NOT_SOUND = (ValueError, TypeError, LookupError)
#: What says nothing of how a value is read.
_BESIDE = (Key, TextKind)


class _NotPlainly(Exception):
    """A declaration that only Pydantic knows what to make of."""


def direct(model: type) -> Read | None:
    """What reads a sound record; None for a class that only Pydantic can read.

    It raises one of NOT_SOUND for any record that it does not read.
    """
    try:
        return ReadRecord(_fields(model))
    except _NotPlainly:
        return None


class Fields(NamedTuple):
    """What a record's class declares, as far as reading one goes."""

    model: Any
    #: By the key: the slot itself, as a frozen class refuses the name, and how its value is read.
    read: dict[str, tuple[Put, Read]]
    #: The keys that have to be there.
    required: frozenset[str]
    #: Of the others: the slot, and what it holds where nothing is said, or what makes that.
    usual: tuple[tuple[str, Put, Any, Callable[[], Any] | None], ...]


def fields_of(model: type) -> Fields | None:
    """What reads the fields of a sound record; None for a class that only Pydantic can read."""
    try:
        return _fields(model)
    except _NotPlainly:
        return None


def _fields(model: type) -> Fields:
    if not is_record(model) or hasattr(model, "__post_init__") or not hasattr(model, "__slots__"):
        raise _NotPlainly
    fields: dict[str, tuple[Put, Read]] = {}
    required = set[str]()
    usual: list[tuple[str, Put, Any, Callable[[], Any] | None]] = []
    for one in declared(model):
        key = key_in(one.hint)
        if key is None or not one.given:
            raise _NotPlainly
        put = getattr(model, one.name).__set__
        fields[key.word] = put, _read(one.hint)
        if one.required:
            required.add(key.word)
        else:
            usual.append((key.word, put, one.default, one.default_factory))
    return Fields(model, fields, frozenset(required), tuple(usual))


class ReadRecord:
    """Reads a record, or a group within one."""

    __slots__ = ("fields",)

    def __init__(self, fields: Fields) -> None:
        self.fields = fields

    def __call__(self, raw: Any) -> Any:
        """What it says, as an object of its class."""
        model, fields, required, usual = self.fields
        if raw.__class__ is not dict or not raw.keys() >= required:
            raise TypeError
        made = model.__new__(model)
        for word, value in raw.items():
            put, how = fields[word]
            put(made, how(value))
        for word, put, default, factory in usual:
            if word not in raw:
                put(made, default if factory is None else factory())
        return made


@cache
def _read(hint: Any) -> Read:
    """How a value of a declared type is read."""
    if hasattr(hint, "__metadata__"):
        return _annotated(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        some = [one for one in inner if one is not NoneType]
        if len(some) == 1:
            return _read(some[0])
    if origin is tuple and inner[1:] == (...,):
        return _several(_read(inner[0]))
    if origin is dict:
        return ReadMapping(*map(_read, inner))
    if isinstance(hint, type) and issubclass(hint, Enum) and "_missing_" not in hint.__dict__:
        return hint._value2member_map_.__getitem__
    if isinstance(hint, type):
        return ReadRecord(_fields(hint))
    raise _NotPlainly


def _annotated(hint: Any) -> Read:
    found: Read | None = None
    for one in hint.__metadata__:
        if isinstance(one, WrittenKind):
            found = one.read
        elif isinstance(one, AsPassed):
            found = _as_passed
        elif isinstance(one, ReadThen):
            found = _then(found or _read(hint.__origin__), one.made)
        elif not isinstance(one, _BESIDE):
            raise _NotPlainly
    return found or _read(hint.__origin__)


def _as_passed(value: Any) -> Any:
    return value


def _then(read: Read, made: Read) -> Read:
    return lambda raw: made(read(raw))


def _several(read: Read) -> Read:
    def several(raw: Any) -> Any:
        if raw.__class__ is not list:
            raise TypeError
        return tuple(map(read, raw))

    return several


class ReadMapping:
    """Reads a mapping, each entry by itself."""

    __slots__ = ("key", "value")

    def __init__(self, key: Read, value: Read) -> None:
        self.key = key
        self.value = value

    def __call__(self, raw: Any) -> Any:
        """A dict of what it says."""
        if raw.__class__ is not dict:
            raise TypeError
        of_key, of_value = self.key, self.value
        return {of_key(key): of_value(value) for key, value in raw.items()}
