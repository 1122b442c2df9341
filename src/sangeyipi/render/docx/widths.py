"""How wide a table's columns are, how large its type, and whether its page lies.

Owns the arithmetic.  A figure is never broken into two lines while there is any other way.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from sangeyipi.render.docx.styles import CELL_MARGIN, TEXT_HEIGHT, TEXT_WIDTH
from sangeyipi.render.width import width

#: Sizes in half points, upright before lying, large before small.
_WAYS = ((24, False), (21, False), (18, False), (21, True), (18, True), (15, True))
#: A text may need so many lines, and no text column is broken narrower than so many columns.
_LINES, _NARROWEST = 4, 8
#: Of a table of more rows than this a row has two lines, for which its type may be smaller: it is
#: half as many pages.
_LONG, _LONG_LINES = 20, 2
_LONG_WAYS = ((21, False), (18, False), (21, True), (18, True))
#: Of a text, more than this asks for no more room.
_LONGEST = 72
#: An ASCII character takes more than half an em in some of the fonts that stand in for others.
_ASCII = 0.68
#: A word longer than this is broken.
_LONGEST_WORD = 26


class Wanted(NamedTuple):
    """What a column wants, in ems: in one line, and so that nothing is broken that must not be;
    of a long table also so that nothing takes more than two lines.
    """

    whole: float
    least: float
    in_two: float


class Fit(NamedTuple):
    """A table's measures: half points of type, columns in twentieths of a point."""

    size: int
    lying: bool
    columns: tuple[int, ...]


@cache
def ems(text: str) -> float:
    """How wide a text is, in its own size."""
    ascii = sum(char.isascii() for char in text)
    wide = text.count("%") * (1 - _ASCII)
    return ascii * _ASCII + wide + (width(text) - ascii) / 2


def figures(texts: Iterable[str], heading: Sequence[str]) -> Wanted:
    """A column of figures: each stays whole; `heading` in the pieces that it may break into."""
    widest = max((ems(text) for text in texts), default=0.0)
    least = max(widest, max(map(_heading, heading), default=0.0))
    return Wanted(max(widest, ems("".join(heading))), least, least)


def words(texts: Iterable[str], heading: Sequence[str]) -> Wanted:
    """A column of texts: they may be broken, but no word or number in them."""
    texts = tuple(texts)
    seen = set(texts)
    whole = max((ems(text) for text in seen), default=0.0)
    longest = max((ems(word) for text in seen for word in _words(text)), default=0.0)
    above = max(map(_heading, heading), default=0.0)

    def broken(length: float, lines: int) -> float:
        narrow = min(length, max(_NARROWEST / 2, min(length, _LONGEST / 2) / lines))
        return max(longest, narrow, above)

    # Of a long table a few rows may be higher than the others.
    usual = sorted(map(ems, texts))[len(texts) * 4 // 5] if texts else 0.0
    return Wanted(
        min(max(whole, ems("".join(heading))), _LONGEST / 2),
        broken(whole, _LINES),
        max(broken(whole, _LINES), broken(usual, _LONG_LINES)),
    )


def _heading(piece: str) -> float:
    """A piece of a heading may take two lines."""
    longest = max((ems(word) for word in _words(piece)), default=0.0)
    return max(longest, min(ems(piece), max(2.0, ems(piece) / 2 + 0.5)))


def _words(text: str) -> Iterable[str]:
    """What is not broken: runs of ASCII."""
    word = ""
    for char in text:
        if char.isascii() and char not in " /,;":
            word += char
        else:
            yield word[:_LONGEST_WORD]
            word = ""
    yield word[:_LONGEST_WORD]


def fitted(wanted: Sequence[Wanted], rows: int = 0) -> Fit:
    """The first way in which all columns have what they need; failing that, all they can have."""
    for size, lying in _LONG_WAYS if rows > _LONG else ():
        least = [_twips(one.in_two, size) for one in wanted]
        if sum(least) <= _room(lying):
            return Fit(size, lying, _shared(wanted, least, size, _room(lying)))
    for size, lying in _WAYS:
        room = _room(lying)
        least = [_twips(one.least, size) for one in wanted]
        if sum(least) <= room:
            return Fit(size, lying, _shared(wanted, least, size, room))
    size, lying = _WAYS[-1]
    least = [_twips(one.least, size) for one in wanted]
    return Fit(size, lying, _scaled(least, _room(lying)))


def _room(lying: bool) -> int:
    return TEXT_HEIGHT if lying else TEXT_WIDTH


def _twips(length: float, size: int) -> int:
    return int(length * size * 10) + 2 * CELL_MARGIN + 20


def _shared(
    wanted: Sequence[Wanted], least: Sequence[int], size: int, room: int
) -> tuple[int, ...]:
    """What is left after all have the least goes to who wants more, then to all."""
    whole = [max(low, _twips(one.whole, size)) for one, low in zip(wanted, least, strict=True)]
    left, missing = room - sum(least), sum(whole) - sum(least)
    if missing > left:
        return tuple(
            low + (high - low) * left // missing for low, high in zip(least, whole, strict=True)
        )
    # A small table is not drawn out over the whole page.
    return _scaled(whole, min(room, 2 * sum(whole)))


def _scaled(columns: Sequence[int], room: int) -> tuple[int, ...]:
    across = sum(columns)
    return tuple(each * room // across for each in columns)
