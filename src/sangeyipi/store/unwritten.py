"""What a file says and no record keeps: keys with nothing behind them, and the rest of a cut text.

A blank line of a template is natural, so an empty key is only worth a look; but a word that the
format does not know there is not known without a value either.  Owns both before anything is
validated: the records that come out have no empty keys.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.keys import is_text, keys_at, words_of
from sangeyipi.store.raw import Cut, RawFile, RawValue
from sangeyipi.store.records import misplaced, unknown_key
from sangeyipi.store.words import YEAR, groups

_YEAR = re.compile(YEAR)
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
        for one in _empty(raw.value, model, name, ())
        if one.rule is not Rule.EMPTY_VALUE or one.place.path not in told
    )
    return _dropped(raw.value), chain(found, empty)


def _dropped(value: RawValue) -> RawValue:
    if isinstance(value, dict):
        return {key: _dropped(child) for key, child in value.items() if child is not None}
    return [_dropped(one) for one in value] if isinstance(value, list) else value


def _empty(value: RawValue, model: type, name: str, path: Path) -> Iterator[Diagnostic]:
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
            yield _empty_key(child, known, model, Place(name, here, key=True))
        elif key in known or not known:
            yield from _empty(child, model, name, here)


def _empty_key(child: RawValue, known: list[str], model: type, place: Place) -> Diagnostic:
    key = str(place.path[-1])
    if key in known or (not known and _YEAR.fullmatch(key)):
        return Diagnostic(Rule.EMPTY_VALUE, place, f"“{key}”后面空着，等于没有写")
    parent = place.path[-2] if len(place.path) > 1 else ""
    if isinstance(parent, str) and parent and key in groups():
        # What belongs to it stands right below, and has become its parent's.
        message = f"“{key}”缩进太深，成了“{parent}”里的一项，它下面的内容也算成了“{parent}”的"
        return Diagnostic(Rule.UNKNOWN_KEY, place, message, f"让“{key}”与“{parent}”左边对齐")
    elsewhere = misplaced(place.path, model)
    rule, message, remedy = elsewhere[:3] if elsewhere else unknown_key(key, known, column=False)
    return Diagnostic(rule, place, message, remedy, lossless=child is None)


def _cut(cut: Cut, name: str) -> Diagnostic:
    text = cut.text if len(cut.text) <= _SHOWN else f"{cut.text[:_SHOWN]}…"
    how = "以“#”开头，整段" if cut.whole else "在“#”前断开了，后面的"
    message = f"“{cut.path[-1]}”{how}“{text}”被当成注释，没有读进去"
    if isinstance(cut.path[-1], int):
        message = message.replace(f"“{cut.path[-1]}”", "这段文字", 1)
    return Diagnostic(Rule.TEXT_CUT, Place(name, cut.path), message, position=cut.position)
