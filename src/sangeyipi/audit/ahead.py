"""What is looked for in a long text, looked for ahead by two processes, a piece of the text each.

The reason: a megabyte has tens of thousands of searches, which are most of an audit.  What one
finds rests on the text and its figure alone, whoever asks; whether it is asked at all rests on what
was found before.  So each piece is gone through as if it were all of the text, from both ends at
once (`store/second_process.py`, which says what the other process may cost: time and nothing else),
and the answers are kept.  Then the text is gone through as a whole: an answer to what is not asked
then is not read, and what has none is looked for then.  A piece stays with one process through all
of its searches, so that what they have in common is worked out once.

Owns the answers and the sending of them; knows no search.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.parcel import Parcel, is_for_two
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.store import second_process

#: So many figures are a piece.
_AT_ONCE = 200

#: What a figure comes from; the sums of one that has these parts already.
Search = Callable[[Surroundings, TextFigure], Finding | None]
Adding = Callable[[Surroundings, TextFigure, frozenset[int]], Iterable[Finding]]


class Answers:
    """What searches find, each of each figure looked for once.

    `weighed` is what is told of some of the findings that there are before, by their place; what
    puts it there is the caller's.
    """

    def __init__(
        self,
        around: Surroundings,
        before: Sequence[Finding],
        searches: Sequence[Search],
        adding: Adding,
    ) -> None:
        self.around, self._before = around, before
        self._searches, self._adding = searches, adding
        self.weighed: dict[int, Finding | None] = {}
        self._found: dict[Search, dict[int, Finding | None]] = {one: {} for one in searches}
        self._sums: dict[int, tuple[frozenset[int], Sequence[Finding]]] = {}

    def fresh(self) -> "Answers":
        """The same with none found yet."""
        return Answers(self.around, self._before, self._searches, self._adding)

    def one(self, search: Search, figure: TextFigure) -> Finding | None:
        """What a search finds of a figure."""
        known, order = self._found[search], figure.order
        if order in known:
            return known[order]
        found = known[order] = search(self.around, figure)
        return found

    def sums(self, figure: TextFigure, parts: frozenset[int]) -> Sequence[Finding]:
        """The sums of a figure that has these parts already."""
        known = self._sums.get(figure.order)
        if known is None or known[0] != parts:
            found = tuple(self._adding(self.around, figure, parts))
            known = self._sums[figure.order] = parts, found
        return known[1]

    def packed(self, parcel: Parcel) -> bytes:
        """All answers as bytes: the findings in one parcel, and what these are answers to."""
        every: list[Finding] = []
        nothing: list[list[int]] = []
        marks: list[list[int]] = []
        for search in self._searches:
            known = self._found[search]
            nothing.append([order for order, one in known.items() if one is None])
            marks.append([order for order, one in known.items() if one is not None])
            every += [one for one in known.values() if one is not None]
        sums = [(order, parts, len(found)) for order, (parts, found) in self._sums.items()]
        every += [one for _, found in self._sums.values() for one in found]
        # Nearly every finding is told as it is.
        same = [at for at, one in self.weighed.items() if one is self._before[at]]
        others = {at: one for at, one in self.weighed.items() if one is not self._before[at]}
        changed = [(at, one is not None) for at, one in others.items()]
        every += [one for one in others.values() if one is not None]
        sent = nothing, marks, sums, same, changed, parcel.packed(every)
        return pickle.dumps(sent, pickle.HIGHEST_PROTOCOL)

    def unpack(self, parcel: Parcel, data: bytes) -> None:
        """Take what another process has packed."""
        nothing, marks, sums, same, changed, packed = pickle.loads(data)
        every: Iterator[Finding] = parcel.unpacked(packed)
        for search, none, some in zip(self._searches, nothing, marks, strict=True):
            known = self._found[search]
            known.update(dict.fromkeys(none))
            known.update(zip(some, islice(every, len(some)), strict=True))
        for order, parts, many in sums:
            self._sums[order] = parts, tuple(islice(every, many))
        self.weighed.update((at, self._before[at]) for at in same)
        self.weighed.update((at, next(every) if told else None) for at, told in changed)


#: Goes through some figures as if there were no others, and asks of them.
Look = Callable[[Sequence[TextFigure], Answers], None]


def look_ahead(answers: Answers, around: Surroundings, look: Look) -> None:
    """Go through a text piece by piece, if there is another process to do half of that."""
    reading = around.reading
    if not is_for_two(reading):
        return
    parcel = Parcel(reading)
    many = len(reading.figures)
    pieces = [reading.figures[at : at + _AT_ONCE] for at in range(0, many, _AT_ONCE)]

    def packed(at: int) -> bytes:
        own = answers.fresh()
        look(pieces[at], own)
        return own.packed(parcel)

    try:
        second = second_process.SecondProcess(len(pieces), packed)
    except OSError:
        return
    try:
        for at, piece in enumerate(pieces):
            done = second.take(at)
            if done is None:
                look(piece, answers)
            else:
                answers.unpack(parcel, done)
    finally:
        second.close()
