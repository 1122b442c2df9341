"""All relations of a text, worked out by two processes where it is long.

The reason: what each kind of relation finds rests on the figures alone and on no other kind, and a
megabyte has twenty thousand figures.  The second process is a copy that works from the other end
(`store/second_process.py`, which says what it may cost: time and nothing else) and sends findings,
whose figures stand in it by their number.  Who found what cannot be told from what is found.
"""

from collections.abc import Callable, Iterator, Sequence

from sangeyipi.audit.charsets import remembered
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.parcel import Parcel, is_for_two
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import compile_all
from sangeyipi.store import second_process

Relation = Callable[[TextReading], Iterator[Finding]]


def related(reading: TextReading, relations: Sequence[Relation]) -> list[list[Finding]]:
    """What each kind of relation finds, in the order of the kinds."""
    if not is_for_two(reading):
        return [list(relation(reading)) for relation in relations]
    return _by_two(reading, relations)


def _by_two(reading: TextReading, relations: Sequence[Relation]) -> list[list[Finding]]:
    # The first and the third take the longest, which are sums and rates: one at each end.  Those
    # from the fourteenth on take the least, and stand where the two meet and one waits.
    every = range(len(relations))
    parts = [*every[:1], *every[3:9], *every[14:], *every[9:14], *every[1:3]]
    parcel = Parcel(reading)
    # Before the copy is made, which would compile them again.
    with remembered():
        compile_all()
    try:
        second = second_process.SecondProcess(
            len(parts), lambda at: parcel.packed(relations[parts[at]](reading))
        )
    except OSError:
        return [list(relation(reading)) for relation in relations]
    found: dict[int, list[Finding]] = {}
    try:
        for at, kind in enumerate(parts):
            done = second.take(at)
            found[kind] = (
                list(relations[kind](reading)) if done is None else list(parcel.unpacked(done))
            )
    finally:
        second.close()
    return [found[kind] for kind in every]
