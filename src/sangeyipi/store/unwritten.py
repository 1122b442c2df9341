"""What a file says and no record keeps: keys with nothing behind them, and the rest of a cut text.

A blank line of a template is natural, so an empty key is only worth a look; but a word that the
format does not know there is not known without a value either.  Owns both before anything is
validated: the records that come out have no empty keys.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from sangeyipi.model.diagnostic import MOST_KEPT, Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.explained import misplaced, unknown_key
from sangeyipi.store.keys import is_text, keys_at, words_of
from sangeyipi.store.raw import Cut, RawFile, RawValue
from sangeyipi.store.words import DAY, YEAR, groups

_TIME = re.compile(f"{YEAR}|{DAY}")
_SHOWN = 40
Path = tuple[str | int, ...]


def without_empty(raw: RawFile, model: type, name: str) -> tuple[RawValue, Iterable[Diagnostic]]:
    """The value of a file of such records (or with one) without empty keys, and what they are."""
    cuts = [one for one in raw.cuts if is_text(model, words_of(one.path))]
    found = [_cut(one, name) for one in cuts]
    if not raw.empty:
        return raw.value, found
    told = {one.path for one in cuts}
    empty = (
        one
        for one in _explained(_empty(raw.value, model, name, ()), model)
        if one.rule is not Rule.EMPTY_VALUE or one.place.path not in told
    )
    return _dropped(raw.value), chain(found, empty)


def _dropped(value: RawValue) -> RawValue:
    if isinstance(value, dict):
        return {key: _dropped(child) for key, child in value.items() if child is not None}
    return [_dropped(one) for one in value] if isinstance(value, list) else value


class _Empty(NamedTuple):
    """A key with nothing behind it, and the words that may stand where it does."""

    place: Place
    child: RawValue
    known: list[str]


def _explained(empty: Iterable[_Empty], model: type) -> Iterator[Diagnostic]:
    """What is wrong with each; of those that are only counted nobody looks what was meant."""
    unknown = 0
    for one in empty:
        key = str(one.place.path[-1])
        if key in one.known or (not one.known and _TIME.fullmatch(key)):
            yield Diagnostic(Rule.EMPTY_VALUE, one.place, f"“{key}”后面空着，等于没有写")
            continue
        unknown += 1
        # What belongs to a group that is indented too far has become its parent's.
        lossless = one.child is None and not _stands_too_deep(one.place)
        rule, message, remedy = (
            _unknown(one, model) if unknown <= MOST_KEPT else (Rule.UNKNOWN_KEY, "不认识的键", "")
        )
        yield Diagnostic(rule, one.place, message, remedy, lossless=lossless)


def _stands_too_deep(place: Place) -> bool:
    path = place.path
    return len(path) > 1 and isinstance(path[-2], str) and bool(path[-2]) and path[-1] in groups()


def _empty(value: RawValue, model: type, name: str, path: Path) -> Iterator[_Empty]:
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _empty(one, model, name, (*path, index))
        return
    if not isinstance(value, dict):
        return
    known = keys_at(model, words_of(path))
    for key, child in value.items():
        here = (*path, key)
        if child in (None, {}, []):
            yield _Empty(Place(name, here, key=True), child, known)
        elif key in known or not known:
            yield from _empty(child, model, name, here)


def _unknown(empty: _Empty, model: type) -> tuple[Rule, str, str]:
    path = empty.place.path
    key = str(path[-1])
    if _stands_too_deep(empty.place):
        parent = path[-2]
        message = f"“{key}”缩进太深，成了“{parent}”里的一项，它下面的内容也算成了“{parent}”的"
        return Rule.UNKNOWN_KEY, message, f"让“{key}”与“{parent}”左边对齐"
    elsewhere = misplaced(path, model)
    return elsewhere[:3] if elsewhere else unknown_key(key, empty.known, column=False)


def _cut(cut: Cut, name: str) -> Diagnostic:
    text = cut.text if len(cut.text) <= _SHOWN else f"{cut.text[:_SHOWN]}…"
    how = "以“#”开头，整段" if cut.whole else "在“#”前断开了，后面的"
    message = f"“{cut.path[-1]}”{how}“{text}”被当成注释，没有读进去"
    if isinstance(cut.path[-1], int):
        message = message.replace(f"“{cut.path[-1]}”", "这段文字", 1)
    return Diagnostic(Rule.TEXT_CUT, Place(name, cut.path), message, position=cut.position)
