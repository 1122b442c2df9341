"""Texts told apart by eight bytes each, for what is known of a file without its records.

Two that are the same have the same digest, whichever run made it.  That two others have one by
chance may only ever have somebody look at the texts themselves.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

_SIZE = 8


def digests(texts: Iterable[str]) -> bytes:
    """Those of texts, one behind the other."""
    every = (one.encode("utf-8", "surrogatepass") for one in texts)
    return b"".join(blake2b(one, digest_size=_SIZE).digest() for one in every)


def are_digests(plain: object) -> bool:
    """Whether it is what `digests` makes."""
    return isinstance(plain, bytes) and len(plain) % _SIZE == 0


def all_distinct(many: list[bytes]) -> bool:
    """Whether no two of the texts are the same."""
    return len(_numbers(many)) * _SIZE == sum(map(len, many))


def shared(by_place: Mapping[str, list[bytes]]) -> set[int]:
    """What texts of two places have in common."""
    seen: set[int] = set()
    twice: set[int] = set()
    for many in by_place.values():
        here = _numbers(many)
        twice |= seen & here
        seen |= here
    return twice


def any_of(wanted: set[int], found: bytes) -> bool:
    """Whether one of the texts is among those that `shared` has found."""
    return bool(wanted) and not wanted.isdisjoint(memoryview(found).cast("Q"))


def _numbers(many: Iterable[bytes]) -> set[int]:
    found: set[int] = set()
    for one in many:
        found.update(memoryview(one).cast("Q"))
    return found
