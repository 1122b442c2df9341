"""Records that say the same keys, made column by column, each distinct text of a column read once.

The reason: an import makes as many projects as a sheet has rows, and to make a raw record of each
and to read it by itself took half of all that came after the reading of the sheet, though most of
its columns say the same few things all along.  What a text says is made of it by the same readers
(`direct.py`), and is that of every record that says it, to be changed by none.  Nothing is decided
here: a record of which a text is not plainly sound is not made, and `records.py` says why.
`tests/store/test_alike.py` holds what is made to what `records.py` makes.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import repeat
from typing import Any

from sangeyipi.model.place import Place
from sangeyipi.model.project import ORIGIN_KEY
from sangeyipi.store.direct import NOT_SOUND, fields_of
from sangeyipi.store.raw import RawValue

#: The words that lead to a text, and what a ledger writes there: a text, or several on one line.
Path = tuple[str, ...]
Text = str | tuple[str, ...]
#: Of so many texts one is another one's, and they are worth being known.
_FEW = 2


def made_alike(
    model: type, paths: Sequence[Path], rows: Sequence[Sequence[Text]], origins: Iterable[Place]
) -> list[Any]:
    """A record of each row, which says a text under each of the paths; None: it is not sound."""
    fields = fields_of(model)
    columns = _by_word(paths)
    said = columns.keys() | {ORIGIN_KEY}
    if fields is None or not fields.required <= said <= fields.read.keys():
        return [None] * len(rows)
    of: Any = fields.model
    made = [of.__new__(of) for _ in rows]
    unsound = set[int]()
    texts = list(zip(*rows, strict=True))
    for word, places in columns.items():
        put, read = fields.read[word]
        below = [paths[at][1:] for at in places]
        _put_all(put, made, _values([texts[at] for at in places], below, read, unsound))
    _put_all(fields.read[ORIGIN_KEY][0], made, origins)
    for word, put, default, factory in fields.usual:
        if word not in said:
            usual = repeat(default) if factory is None else (factory() for _ in made)
            _put_all(put, made, usual)
    return [None if at in unsound else one for at, one in enumerate(made)] if unsound else made


def _by_word(paths: Iterable[Path]) -> dict[str, list[int]]:
    """Which of the paths lead through each key."""
    found: dict[str, list[int]] = {}
    for at, path in enumerate(paths):
        found.setdefault(path[0], []).append(at)
    return found


def _put_all(put: Callable[[Any, Any], None], made: Iterable[Any], values: Iterable[Any]) -> None:
    # Whatever is the same for all of them goes on without end.
    deque(map(put, made, values), maxlen=0)


def _values(
    texts: Sequence[Sequence[Text]],
    paths: Sequence[Path],
    read: Callable[[Any], Any],
    unsound: set[int],
) -> list[Any]:
    """What the columns of one key come to, row by row; `paths` are those below it."""
    if paths == [()]:
        plain = {*map(type, texts[0])} == {str}
        return _once(texts[0], read if plain else lambda text: read(_raw(text)), unsound)
    rows = list(zip(*texts, strict=True))
    return _once(rows, lambda row: read(_group(paths, row)), unsound)


def _once(said: Sequence[Hashable], read: Callable[[Any], Any], unsound: set[int]) -> list[Any]:
    """What each says; the places of what is not plainly sound are added to `unsound`."""
    if len({*said}) * _FEW > len(said):
        # Nearly all of them are their own: to look them up would take longer than to read them.
        try:
            return list(map(read, said))
        except NOT_SOUND:
            pass
    known: dict[Hashable, Any] = {}
    odd = set[Hashable]()
    for one in dict.fromkeys(said):
        try:
            known[one] = read(one)
        except NOT_SOUND:
            known[one] = None
            odd.add(one)
    if odd:
        unsound.update(at for at, one in enumerate(said) if one in odd)
    return list(map(known.__getitem__, said))


def _raw(text: Text) -> RawValue:
    return text if isinstance(text, str) else [*text]


def _group(paths: Iterable[Path], texts: Iterable[Text]) -> dict[str, Any]:
    """What stands below a key."""
    group: dict[str, Any] = {}
    for path, text in zip(paths, texts, strict=True):
        inner = group
        for word in path[:-1]:
            inner = inner.setdefault(word, {})
        inner[path[-1]] = _raw(text)
    return group
