"""The columns of a table of facts, from the declaration of its record.

Owns how a declared value becomes columns of Parquet: a key that is added to a record has its own
here at once.  Must not know which tables there are, nor touch a file.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple, get_args, get_origin

from sangeyipi.model.dates import When
from sangeyipi.model.declared import Key, is_record, keys, value_types
from sangeyipi.model.fields import RATE
from sangeyipi.model.month import Month
from sangeyipi.model.phases import Phases

#: How a column is called in Arrow; `map<…>` and `list<…>` take others.
AMOUNT, COUNT, FLAG, TEXT, DATE, ROW = "decimal", "int", "bool", "text", "date", "long"
_PLAIN: dict[type, str] = {Decimal: AMOUNT, int: COUNT, bool: FLAG, str: TEXT, date: DATE}
#: What a date is known to.
DAY, MONTH, WORD = "日", "月", "字"

Get = Callable[[Any], Any]


class FactColumn(NamedTuple):
    """One column: its name, its type, what it means in Chinese, and its value in a record."""

    name: str
    type: str
    meaning: str
    get: Get


def columns_of(
    model: type, prefix: str = "", word: str = "", leaving: tuple[str, ...] = ()
) -> Iterator[FactColumn]:
    """The columns of a record, in the format's order, without those of the fields `leaving`."""
    types = value_types(model)
    for name, key in keys(model).items():
        if name in leaving:
            continue
        told = replace(key, word=f"{word}{key.word}")
        yield from _of_value(types[name], f"{prefix}{name}", told, _attribute(name))


def _attribute(name: str) -> Get:
    return lambda record: getattr(record, name)


def _behind(get: Get, more: Get) -> Get:
    """What `more` says of what `get` gives; unknown where that is."""

    def found(record: Any) -> Any:
        value = get(record)
        return None if value is None else more(value)

    return found


def _of_value(hint: Any, name: str, key: Key, get: Get) -> Iterator[FactColumn]:
    if get_origin(hint) is not None and type(None) in get_args(hint):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    rate = RATE in getattr(hint, "__metadata__", ())
    base = hint.__origin__ if hasattr(hint, "__metadata__") else hint
    meaning = f"{key.word}：{key.meaning}" if key.meaning else key.word
    if is_record(base):
        for one in columns_of(base, f"{name}_", f"{key.word}."):
            yield one._replace(get=_behind(get, one.get))
    elif base is When:
        yield from when_columns(name, meaning, get)
    elif get_origin(base) is dict:
        yield from _of_mapping(base, name, key, get)
    else:
        yield FactColumn(name, type_of(base), meaning, _behind(get, _shown(base)))
        if rate:
            told = f"{key.word}公布到几位小数"
            yield FactColumn(f"{name}_places", COUNT, told, _behind(get, _places))


def when_columns(name: str, meaning: str, get: Get) -> Iterator[FactColumn]:
    """A date as it is written, its first and last possible day, and what it is known to."""
    yield FactColumn(name, TEXT, meaning, _behind(get, lambda when: when.text))
    yield FactColumn(f"{name}_first", DATE, f"{meaning}（最早的一天）", _behind(get, _first))
    yield FactColumn(f"{name}_last", DATE, f"{meaning}（最晚的一天）", _behind(get, _last))
    told = f"{meaning}（精度：日、月，或没有日期只有字）"
    yield FactColumn(f"{name}_precision", TEXT, told, _behind(get, _precision))


def _first(when: When) -> date | None:
    return when.first if when.dated else None


def _last(when: When) -> date | None:
    return when.last if when.dated else None


def _precision(when: When) -> str:
    if not when.dated:
        return WORD
    return DAY if when.first == when.last else MONTH


def _places(rate: Decimal) -> int:
    exponent = rate.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _of_mapping(base: Any, name: str, key: Key, get: Get) -> Iterator[FactColumn]:
    """A column for each word of a closed list; else a map."""
    of, value = get_args(base)
    if isinstance(of, type) and issubclass(of, Enum):
        for member in of:
            told = Key(f"{key.word}.{member.value}", key.meaning)
            yield from _of_value(value, f"{name}_{member.name.lower()}", told, _item(get, member))
        return
    held = f"map<{type_of(of)},{type_of(value)}>"
    meaning = f"{key.word}：{key.meaning}"
    yield FactColumn(name, held, meaning, lambda record: list((get(record) or {}).items()))


def _item(get: Get, member: Enum) -> Get:
    return lambda record: (get(record) or {}).get(member)


def type_of(hint: Any) -> str:
    """The type of a single value."""
    base = hint.__origin__ if hasattr(hint, "__metadata__") else hint
    if get_origin(base) is tuple:
        return f"list<{type_of(get_args(base)[0])}>"
    if isinstance(base, type) and (issubclass(base, Enum) or base in (Phases, Month)):
        return TEXT
    return _PLAIN[base]


def _shown(base: Any) -> Get:
    """How a value is handed over."""
    if isinstance(base, type) and issubclass(base, Enum):
        return lambda value: str(value.value)
    return str if base in (Phases, Month) else lambda value: value
