"""Records and findings as plain values, and back: by declaration, without validating again.

What a value becomes is told by the type that the model declares for it, so that a new field or a
new kind of record needs no second place.  Records of one kind become columns, a field each, as most
fields of most records say nothing.  Only what is exactly of its declared type becomes plain:
anything else is `NotPlain`, and whoever wanted to remember it does without.

Plain is: None, bool, int, str, and tuples, lists and dicts of these.  Must not know where it is
kept.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import repeat
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin

from sangeyipi.model.lazy_dataclass import Declared, declared, is_declared
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.place import Place

_NOTHING = frozenset({NoneType})
_AS_IS = (str, int, bool)


class NotPlain(TypeError):
    """A value that is not what its type declares, or a type that nothing is known of."""


#: What restoring may raise, were what was kept not what this program writes.
UNFIT = (NotPlain, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


class _Memo(dict[Any, Any]):
    """What is made of a plain value, made once: amounts and days recur."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._make = make

    def __missing__(self, key: Any) -> Any:
        made = self[key] = self._make(key)
        return made


class Codec(NamedTuple):
    """How values of one declared type become plain, and come back.

    `as_is`: the classes of values that are plain already; then nothing is done to them.
    """

    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]
    as_is: frozenset[type] = frozenset()
    #: Whether one value may stand wherever an equal one does.
    shared: bool = True
    #: The class, where a column of such values is best kept as columns of its own.
    group: type | None = None
    #: Of what makes a dict: its keys, all of them as one value, and what each of them says.
    entries: "tuple[Codec, Codec] | None" = None


def _of_class(kind: type, pack: Callable[[Any], Any], unpack: Callable[[Any], Any]) -> Codec:
    def checked(value: Any) -> Any:
        if value.__class__ is not kind:
            raise NotPlain(kind.__name__)
        return pack(value)

    return Codec(checked, _Memo(unpack).__getitem__)


def _unchanged(kinds: frozenset[type]) -> Codec:
    def checked(value: Any) -> Any:
        if value.__class__ not in kinds:
            raise NotPlain(value.__class__.__name__)
        return value

    return Codec(checked, lambda plain: plain, kinds)


@cache
def codec(hint: Any) -> Codec:
    """How values of a declared type become plain.  Raises NotPlain for a type that it cannot."""
    if hasattr(hint, "__metadata__"):
        return codec(hint.__origin__)
    if hint in _AS_IS or hint is NoneType:
        return _unchanged(frozenset({hint}))
    if hint is Decimal:
        return _of_class(Decimal, str, Decimal)
    if hint is date:
        return _of_class(date, date.toordinal, date.fromordinal)
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _either(get_args(hint))
    if origin is tuple and get_args(hint)[1:] == (...,):
        return _several(codec(get_args(hint)[0]))
    if origin is dict:
        return _mapping(*map(codec, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _of_class(hint, attrgetter("value"), hint)
    if isinstance(hint, type) and (is_declared(hint) or hasattr(hint, "_fields")):
        return _group(hint)
    raise NotPlain(str(hint))


def _either(hints: tuple[Any, ...]) -> Codec:
    some = [codec(one) for one in hints if one is not NoneType]
    kinds = frozenset[type]().union(*(one.as_is for one in some))
    if all(one.as_is for one in some):
        return _unchanged(kinds | (_NOTHING if NoneType in hints else frozenset()))
    if len(some) > 1:
        return _one_of([one for one in hints if one is not NoneType], some)
    pack, unpack, _, shared, group, _ = some[0]
    return Codec(
        lambda value: None if value is None else pack(value),
        # What is made once knows of nothing by itself.
        unpack if shared else lambda plain: None if plain is None else unpack(plain),
        shared=shared,
        group=group,
    )


def _one_of(hints: list[Any], some: list[Codec]) -> Codec:
    """A value of one of several classes, with the number of its class."""
    numbers = {one: number for number, one in enumerate(hints)}

    def pack(value: Any) -> Any:
        if value is None:
            return None
        number = numbers.get(value.__class__)
        if number is None:
            raise NotPlain(value.__class__.__name__)
        return number, some[number].pack(value)

    def unpack(plain: Any) -> Any:
        return some[plain[0]].unpack(plain[1])

    if all(one.shared for one in some):
        return Codec(pack, _Memo(unpack).__getitem__)
    return Codec(pack, lambda plain: plain and unpack(plain), shared=False)


def _several(one: Codec) -> Codec:
    def unpack(plain: Any) -> Any:
        return tuple(map(one.unpack, plain))

    found = _of_class(tuple, lambda value: tuple(map(one.pack, value)), unpack)
    return found if one.shared else found._replace(unpack=unpack, shared=False)


def _mapping(key: Codec, inner: Codec) -> Codec:
    # Which keys there are recurs far more often than what they say.
    keys = _several(key)

    def pack(value: Any) -> Any:
        if value.__class__ is not dict:
            raise NotPlain(value.__class__.__name__)
        return keys.pack(tuple(value)), tuple(map(inner.pack, value.values()))

    def unpack(plain: Any) -> Any:
        return dict(zip(keys.unpack(plain[0]), map(inner.unpack, plain[1]), strict=True))

    return Codec(pack, unpack, shared=False, entries=(keys, inner))


def _group(model: type) -> Codec:
    """A record within a record, or another value of several parts."""
    names, parts = _parts(model)
    given = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    packs, unpacks = [one.pack for one in parts], [one.unpack for one in parts]
    # The slots of a class that has them; another one has an `__init__` to call.
    new = cast(Any, model).__new__
    puts = [getattr(model, name).__set__ for name in names] if _has_slots(model) else []

    def pack(value: Any) -> Any:
        return tuple([each(part) for each, part in zip(packs, given(value), strict=True)])

    def unpack(plain: Any) -> Any:
        said = [each(part) for each, part in zip(unpacks, plain, strict=True)]
        if not puts:
            return model(**dict(zip(names, said, strict=True)))
        made = new(model)
        for put, part in zip(puts, said, strict=True):
            put(made, part)
        return made

    found = _of_class(model, pack, unpack)
    if all(one.shared for one in parts):
        return found
    return found._replace(unpack=unpack, shared=False, group=model if is_declared(model) else None)


def _has_slots(model: type) -> bool:
    return is_declared(model) and hasattr(model, "__slots__")


def _parts(model: type) -> tuple[tuple[str, ...], list[Codec]]:
    if is_declared(model):
        every = declared(model)
        return tuple(one.name for one in every), [_of_field(one) for one in every]
    hints = cast(Any, model).__annotations__
    return tuple(hints), [codec(one) for one in hints.values()]


class _Field(NamedTuple):
    """A field of a record: its name and declared type, and how a column of it becomes plain."""

    name: str
    hint: Any
    how: Codec
    #: What it is where nothing is said.
    usual: Any = None


@cache
def _columns(model: Hashable) -> tuple[_Field, ...]:
    return tuple(
        _Field(
            one.name,
            one.hint,
            _of_field(one),
            None if one.default_factory is None else one.default_factory(),
        )
        for one in declared(model)
    )


def _of_field(one: Declared) -> Codec:
    """The codec of a field; where it says what it says by default, it is that very default."""
    found = codec(cast(Hashable, one.hint))
    if found.shared or one.default_factory is None:
        return found
    unpack, usual = found.unpack, one.default_factory
    if usual() is not usual():
        return found
    plain_usual = found.pack(usual())
    return found._replace(unpack=lambda plain: usual() if plain == plain_usual else unpack(plain))


Column = Any
Records = tuple[int, tuple[Column, ...]]


def pack_records(model: type, records: Sequence[Any]) -> Records:
    """Records of one kind as columns.  Raises NotPlain."""
    if any(one.__class__ is not model for one in records):
        raise NotPlain(model.__name__)
    columns = (_packed(one, [*map(attrgetter(one.name), records)]) for one in _columns(model))
    return len(records), tuple(columns)


def _packed(of: _Field, values: list[Any]) -> Column:
    hint, how = of.hint, of.how
    classes = set(map(type, values))
    if classes <= _NOTHING:
        return None
    if _is_place(hint):
        return _packed_places(values)
    if how.as_is:
        if not how.as_is >= classes:
            raise NotPlain(str(hint))
        once = dict(zip(values, values, strict=True))
        if len(once) == 1 and len(values) > 1:
            return {0: values[0]}
        return [*map(once.__getitem__, values)] if len(once) * 2 < len(values) else values
    # The readers give the same object for the same text, and so it becomes plain once.
    once = {id(value): value for value in values}
    if how.entries is not None:
        return _packed_entries(*how.entries, values)
    if how.group is not None and len(once) > 1:
        return _packed_groups(how.group, of.usual, once, values)
    plain = {key: how.pack(value) for key, value in once.items()}
    if len(plain) == 1 and len(values) > 1:
        return {0: how.pack(values[0])}
    return [*map(plain.__getitem__, map(id, values))]


def unpack_records(model: type, plain: Records) -> tuple[Any, ...]:
    """The records that were packed: as validation gave them, which is not done again."""
    number, columns = plain
    every = _columns(model)
    new = cast(Any, model).__new__
    made = [new(model) for _ in range(number)]
    for one, column in zip(every, columns, strict=True):
        _fill(getattr(model, one.name).__set__, made, _unpacked(one, column))
    return tuple(made)


def _unpacked(of: _Field, column: Column) -> Iterable[Any]:
    hint, how = of.hint, of.how
    if column is None or column.__class__ is dict:
        # The same of every record.
        return repeat(None if column is None else how.unpack(column[0]))
    if _is_place(hint):
        return _unpacked_places(column)
    if how.entries is not None:
        return _unpacked_entries(*how.entries, column)
    if column.__class__ is tuple:
        return _unpacked_groups(cast(type, how.group), of.usual, column)
    return column if how.as_is else map(how.unpack, column)


def _packed_entries(keys: Codec, inner: Codec, values: list[dict[Any, Any]]) -> Column:
    """Dicts: the keys of each, which recur, and what all of them say in one row."""
    if any(one.__class__ is not dict for one in values):
        raise NotPlain("dict")
    plain_keys = _Memo(keys.pack)
    every = [inner.pack(said) for one in values for said in one.values()]
    return [plain_keys[tuple(one)] for one in values], every


def _unpacked_entries(keys: Codec, inner: Codec, column: Column) -> Iterable[dict[Any, Any]]:
    own, every = column
    said = map(inner.unpack, every)
    # Each takes from the row as many as it has keys.
    return [dict(zip(one, said)) for one in map(keys.unpack, own)]  # noqa: B905


def _packed_groups(
    model: type, usual: Any, once: dict[int, Any], values: list[Any]
) -> tuple[Records, list[int]]:
    """Records within records: those there are as columns, and which of them each record has.

    -1 is none, and -2 what there is where nothing is said: most have one of these.
    """
    numbers = {id(usual): -2, id(None): -1}
    there = [value for key, value in once.items() if key not in numbers]
    numbers |= {id(value): at for at, value in enumerate(there)}
    return pack_records(model, there), [numbers[id(value)] for value in values]


def _unpacked_groups(model: type, usual: Any, column: tuple[Records, list[int]]) -> Iterable[Any]:
    records, numbers = column
    # Counted from the end, those two come last.
    made = [*unpack_records(model, records), usual, None]
    return map(made.__getitem__, numbers)


def _fill(put: Callable[[Any, Any], None], made: list[Any], values: Iterable[Any]) -> None:
    """Set one field of every record: the slot itself, as a frozen class refuses the name."""
    deque(map(put, made, values), maxlen=0)


def _is_place(hint: Any) -> bool:
    return getattr(hint, "__origin__", hint) is Place


def _packed_places(places: list[Place]) -> Column:
    """Where records stand: mostly one after the other in one file."""
    if any(one.key or one.__class__ is not Place for one in places):
        raise NotPlain("origin")
    files = [one.file for one in places]
    paths = [one.path for one in places]
    rows = [path[0] for path in paths if len(path) == 1]
    if any(file.__class__ is not str for file in files):
        raise NotPlain("origin")
    of = files[0] if len(set(files)) == 1 else files
    if len(rows) < len(paths):
        return of, [codec(tuple[str | int, ...]).pack(path) for path in paths]
    if any(row.__class__ is not int for row in rows):
        raise NotPlain("origin")
    return of, len(rows) if rows == [*range(len(rows))] else rows


def _unpacked_places(column: Column) -> Iterable[Place]:
    files, rows = column
    every = range(rows) if isinstance(rows, int) else rows
    paths = [row if isinstance(row, tuple) else _at(row) for row in every]
    made = [Place.__new__(Place) for _ in paths]
    said = {
        "file": repeat(files) if isinstance(files, str) else files,
        "path": paths,
        "key": repeat(False),
    }
    for name, values in said.items():
        _fill(getattr(Place, name).__set__, made, values)
    return made


@cache
def _at(row: int) -> tuple[int]:
    """The path of a record; the same for all files, which together have many more records."""
    return (row,)
