"""A record with more in it than is told one by one: what nobody knows is counted, not validated.

The validator answers every fault with an object of its own, so that it must never see them all.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sangeyipi.model.declared import HIDDEN
from sangeyipi.model.diagnostic import MOST_KEPT, Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.explained import explain
from sangeyipi.store.keys import keys_at, words_of
from sangeyipi.store.words import DAY, YEAR, groups

#: What knows the keys that are years, or days.
_TIMES = {one: re.compile(one, re.ASCII).fullmatch for one in (YEAR, DAY)}
_Path = tuple[str | int, ...]


def odd_keys(record: dict[str, Any], model: type, origin: Place) -> Iterator[Diagnostic]:
    """Take the keys out of a record, at any depth, that nobody knows, and count them.

    Those stay that are told one by one.
    """
    left = MOST_KEPT
    for path, group, knows in _groups(record, model, ()):
        odd = [key for key in group if not knows(key) and not key.startswith(HIDDEN)]
        gone = odd[left:]
        left -= len(odd) - len(gone)
        for key in gone:
            del group[key]
        if gone:
            place = Place(origin.file, (*origin.path, *path, gone[0]), key=True)
            rule = Rule.BAD_DATE if knows in _TIMES.values() else Rule.UNKNOWN_KEY
            yield Diagnostic(rule, place, "不认识的键", more=len(gone))


def _groups(
    value: Any, model: type, path: _Path
) -> Iterator[tuple[_Path, dict[str, Any], Callable[[str], object]]]:
    """The mappings in a record, each with what knows its keys."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _groups(one, model, (*path, index))
    knows = _keys_known(model, words_of(path)) if isinstance(value, dict) else None
    if knows is None:
        return
    yield path, value, knows
    for key, child in value.items():
        if isinstance(child, dict | list) and knows(key):
            yield from _groups(child, model, (*path, key))


def _keys_known(model: type, words: tuple[str, ...]) -> Callable[[str], object] | None:
    """What knows the keys that may stand at a place; None where no mapping may."""
    known = keys_at(model, words)
    if known:
        return frozenset(known).__contains__
    below = groups().get(words[-1], frozenset()) if words else frozenset()
    return next((knows for one, knows in _TIMES.items() if one in below), None)


def long_lists(
    record: dict[str, Any], model: type, origin: Place, validate: Callable[[Any], Any]
) -> Iterator[Diagnostic]:
    """What is wrong with the items of the long lists of a record; such lists are emptied."""
    lists = [(key, one) for key, one in record.items() if _is_long(one)]
    for key, items in lists:
        faulty = False
        for start in range(0, len(items), MOST_KEPT):
            record[key] = items[start : start + MOST_KEPT]
            for one in _faults(record, model, origin, validate):
                path = one.place.path[len(origin.path) :]
                if path[0:1] == (key,) and len(path) > 1:
                    faulty = True
                    yield one._replace(place=_moved(one.place, len(origin.path) + 1, start))
        record[key] = [] if faulty else items


def _is_long(value: Any) -> bool:
    return isinstance(value, list) and len(value) > MOST_KEPT


def _faults(
    record: dict[str, Any], model: type, origin: Place, validate: Callable[[Any], Any]
) -> Iterator[Diagnostic]:
    from pydantic import ValidationError

    try:
        validate(record)
    except ValidationError as error:
        yield from explain(error, model, record, origin)


def _moved(place: Place, depth: int, by: int) -> Place:
    """The place with the number of an item, which stands at `depth`, moved on."""
    path = list(place.path)
    path[depth] = int(path[depth]) + by
    return Place(place.file, tuple(path), place.key)
