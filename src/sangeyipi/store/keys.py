"""What a model's records look like in files: their keys, the groups within them, their columns.

Owns the way from a path of keys to the type declared there.  Must not know what a file holds.
"""

import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from enum import EnumType
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from sangeyipi.model.declared import keys
from sangeyipi.model.lazy_dataclass import declared, is_declared

#: 计划.年度计划投资.2023(万元) is no year.
_UNIT_ENDS = ("元", "元)", "元]", "亿", "亿)")


def words_of(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """A path without the places in lists: what a model knows it by."""
    return tuple(key for key in path if isinstance(key, str))


@cache
def field_types(model: type) -> dict[str, Any]:
    """Each key of a record, in the format's order, with the type behind it."""
    hints = _hints(model)
    return {key.word: get_args(hints[name])[0] for name, key in keys(model).items()}


def key_of(model: Any, name: str) -> str | None:
    """The ledger's word for a field; None for what no file says."""
    key = keys(model).get(name)
    return key.word if key else None


@cache
def _hints(model: Hashable) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def _type_at(model: Any, path: tuple[str | int, ...]) -> Any:
    """The declared type at a path of keys, or None."""
    kind: Any = model
    for key in path:
        kind = next((arg for arg in get_args(kind) if is_declared(arg)), kind)
        if is_declared(kind):
            kind = field_types(cast(type, kind)).get(str(key))
        elif get_origin(kind) is tuple or isinstance(key, int):
            kind = get_args(kind)[0] if get_args(kind) else None
        else:
            kind = None
    return next((arg for arg in get_args(kind) if is_declared(arg)), kind)


def is_text(model: type, path: tuple[str | int, ...]) -> bool:
    """Whether a value at a path of a record is free text, of which any part may be missing."""
    return _holds_text(_type_at(model, path))


def _holds_text(kind: Any) -> bool:
    return kind is str or any(map(_holds_text, get_args(kind)))


@cache
def column_names(model: Hashable) -> list[str]:
    """The columns that a CSV file of such records may have, in the format's order.

    Of years and days, each of which has one, there is the column that they stand behind.
    """
    return [name for name, below in _named(cast(type, model), ()) if not below]


@cache
def column_places(model: Hashable) -> dict[str, int]:
    """Where each column stands among all, and each group of them before its own."""
    return {name: place for place, (name, _) in enumerate(_named(cast(type, model), ()))}


def _named(model: type, path: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Every key of a record, in words joined by dots, with whether others stand below it."""
    for key in keys_at(model, path):
        here = (*path, key)
        kind = _type_at(model, here)
        group = is_declared(kind) or get_origin(kind) is dict
        below = group and bool(keys_at(model, here))
        yield ".".join(here), below
        if below:
            yield from _named(model, here)


@cache
def required_columns(model: Hashable) -> list[str]:
    """Those without which a row is no record."""
    kind = cast(type, model)
    keys = [key_of(kind, one.name) for one in declared(kind) if one.required]
    return [key for key in keys if key]


def is_column(model: Hashable, name: str) -> bool:
    """Whether a CSV file of such records may have this column; years are columns of their own."""
    if name in column_names(model):
        return True
    *parents, _ = name.split(".")
    if unicodedata.normalize("NFKC", name).strip().endswith(_UNIT_ENDS):
        return False
    kind = _type_at(model, tuple(parents)) if parents else None
    return get_origin(kind) is dict and not isinstance(get_args(kind)[0], EnumType)


def keys_at(model: type, path: tuple[str | int, ...]) -> list[str]:
    """The words that may stand below a path of a record, in the format's order."""
    kind = _type_at(model, path)
    if is_declared(kind):
        return list(field_types(cast(type, kind)))
    keys = get_args(kind)[:1]
    if not keys or not isinstance(keys[0], EnumType):
        return []
    words: Iterable[Any] = keys[0]
    return [str(word) for word in words]
