"""What is looked for in a long text, looked for ahead by a second process.

The reason: what a search finds of a figure rests on the text alone, and a megabyte has tens of
thousands of searches; whether one is asked at all rests on what was found before.  So the second
process (`store/second_process.py`, which says what it may cost: time and nothing else) answers from
the end what would be asked if nothing were found meanwhile, and this one asks from the front.  An
answer to what is not asked is not read, and what has no answer is looked for here.

Owns the sending of answers; knows no search.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sangeyipi.audit.finding import Finding
from sangeyipi.audit.parcel import Parcel, is_for_two
from sangeyipi.audit.reading import TextReading
from sangeyipi.store import second_process

_AT_ONCE = 1000


class Answer(NamedTuple):
    """What was looked for at one place ahead of its turn."""

    #: So many searches one after another, of which the last found this.
    tried: int = 0
    found: Finding | None = None
    #: The sums of a figure that has these parts already; None: not looked for.
    parts: frozenset[int] | None = None
    sums: Sequence[Finding] = ()


_NOTHING = Answer()
Look = Callable[[int], Answer]


def answers(reading: TextReading, many: int, look: Look) -> Iterator[Answer]:
    """The answers at so many places in turn, each to be used before the next is asked for."""
    if not is_for_two(reading):
        yield from (_NOTHING for _ in range(many))
        return
    parcel = _Answers(reading)
    pieces = [range(at, min(at + _AT_ONCE, many)) for at in range(0, many, _AT_ONCE)]
    try:
        second = second_process.SecondProcess(
            len(pieces), lambda at: parcel.packed([look(place) for place in pieces[at]])
        )
    except OSError:
        yield from (_NOTHING for _ in range(many))
        return
    try:
        for at, piece in enumerate(pieces):
            done = second.take(at)
            yield from (_NOTHING for _ in piece) if done is None else parcel.unpacked(done)
    finally:
        second.close()


class _Answers:
    """Answers as bytes: the findings in one parcel, and how many of these each answer has."""

    def __init__(self, reading: TextReading) -> None:
        self._parcel = Parcel(reading)

    def packed(self, every: list[Answer]) -> bytes:
        found = [f for one in every for f in (*((one.found,) if one.found else ()), *one.sums)]
        marks = [(one.tried, one.found is not None, one.parts, len(one.sums)) for one in every]
        return pickle.dumps((marks, self._parcel.packed(found)), pickle.HIGHEST_PROTOCOL)

    def unpacked(self, data: bytes) -> Iterator[Answer]:
        marks, packed = pickle.loads(data)
        found = self._parcel.unpacked(packed)
        for tried, has, parts, sums in marks:
            one = next(found) if has else None
            yield Answer(tried, one, parts, tuple(islice(found, sums)))
