"""The words of the format, all of them together: what a line of any ledger file may begin with.

For telling a line that was meant as a fact from prose.  Derived from the model, never listed.
"""

import re
from collections.abc import Hashable, Iterable
from datetime import date
from decimal import Decimal
from enum import EnumType
from functools import cache
from typing import Any, cast, get_args, get_origin

from sangeyipi.model import limits
from sangeyipi.model.dates import When
from sangeyipi.model.declared import is_record
from sangeyipi.model.phases import Phases
from sangeyipi.store.keys import field_types
from sangeyipi.store.kinds import KINDS

_MODELS: tuple[type, ...] = tuple(one.model for one in KINDS)
YEAR = limits.WRITTEN_YEAR
DAY = f"{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"


@cache
def groups() -> dict[str, frozenset[str]]:
    """Each key that has others below it, with those; years and days are patterns."""
    found: dict[str, frozenset[str]] = {}
    for model in _MODELS:
        found.update(_groups(model))
    return found


def _groups(model: Any) -> Iterable[tuple[str, frozenset[str]]]:
    for key, kind in field_types(model).items():
        inner = _record_in(kind)
        if inner:
            yield key, frozenset(field_types(cast(type, inner)))
            yield from _groups(inner)
            continue
        mapping = _mapping_in(kind)
        if mapping:
            words = get_args(mapping)[0]
            if isinstance(words, EnumType):
                yield key, frozenset(map(str, words))
            else:
                yield key, frozenset({DAY if date in get_args(words) else YEAR})


def _mapping_in(kind: Any) -> Any:
    """The mapping that a declared type is, or may be; or None."""
    return next((one for one in (kind, *get_args(kind)) if get_origin(one) is dict), None)


def _record_in(kind: Any) -> Hashable | None:
    """The record in a declared type: itself, or what it is a list of."""
    if is_record(kind):
        return cast(Hashable, kind)
    return next((found for one in get_args(kind) if (found := _record_in(one))), None)


@cache
def all_words() -> frozenset[str]:
    """Every key of every kind of record."""
    inner = frozenset().union(*groups().values()) - {YEAR, DAY}
    return inner.union(*(field_types(model) for model in _MODELS))


@cache
def _any_word() -> str:
    return "|".join(sorted(map(re.escape, all_words()), key=len, reverse=True))


def reads_as_prose(word: str, rest: str) -> bool:
    """Whether what stands behind a word and its colon is nothing that such a key takes.

    `开工: 2023 年`, where a milestone takes a day or 已; a text takes anything.
    """
    return word in _figures() and bool(rest.strip()) and not _FIGURE.match(rest)


#: A figure or a day as a ledger writes it, or one with a slip; a mapping in brackets or quotes.
_FIGURE = re.compile(r"[ \t]*(?:[-+]?[0-9][-0-9.,/%]*[ \t]*(?:#.*)?$|已|[\[{\"'~#])")


@cache
def _figures() -> frozenset[str]:
    """The keys that take an amount, a count, a day or phases wherever they stand."""
    found: dict[str, bool] = {}
    models: list[Any] = list(_MODELS)
    for model in models:
        for key, kind in field_types(model).items():
            inner = _record_in(kind)
            mapping = next(
                (one for one in (kind, *get_args(kind)) if get_origin(one) is dict), None
            )
            if inner and inner not in models:
                models.append(inner)
            if mapping and isinstance(get_args(mapping)[0], EnumType):
                found |= {str(word): True for word in get_args(mapping)[0]}
            figure = not (inner or mapping) and _is_figure(kind)
            found[key] = figure and found.get(key, True)
    return frozenset(key for key, figure in found.items() if figure)


def _is_figure(kind: Any) -> bool:
    return kind in (Decimal, int, date, When, Phases) or any(map(_is_figure, get_args(kind)))


@cache
def fact_line() -> re.Pattern[str]:
    """A line that begins as a record, or as a fact of one: `总投资: 5`, `- {编号: A`."""
    word = f"[\"']?(?P<word>{_any_word()})[\"']?[ \\t]*:"
    year = rf"(?P<year>{YEAR})[ \t]*:[ \t]*-?[0-9.]+[ \t]*$"
    return re.compile(rf"[ \t]*(?:-[ \t]+)*[\[{{ \t]*(?:{word}|{year})")


@cache
def fact_inside() -> re.Pattern[str]:
    """A fact behind another one in brackets: `, 总投资: 5`, `{编号: A`."""
    return re.compile(rf"[,{{][ \t]*[\"']?(?P<word>{_any_word()})[\"']?[ \t]*:[ \t]")


@cache
def record_opening() -> re.Pattern[str]:
    """The first line of a record, wherever it begins: `- 编号: A`."""
    return re.compile(rf"-[\[{{\"' \t]*(?P<word>{_any_word()})[\"']?[ \t]*:(?=[ \t])")


@cache
def begins_with_word() -> re.Pattern[str]:
    """A word of the format, and whatever follows it."""
    return re.compile(rf"(?P<word>{_any_word()})(?P<rest>.*)", re.DOTALL)
