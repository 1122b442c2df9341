"""Members of an enumeration that are looked up as quickly as those of any other class.

The reason: up to Python 3.11 each `Role.COUNT` goes through a hook of enumerations and takes four
times as long as an attribute of a class.  The relations of a long text ask for millions of them: a
twentieth of the time.  Whoever drops 3.11 may drop this.
"""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, TypeVar

E = TypeVar("E", bound=Enum)


class _Members(type):
    """What a class of members does as its enumeration would."""

    enumeration: Callable[[object], Enum]

    def __call__(cls, value: object) -> Any:
        return cls.enumeration(value)

    def __iter__(cls) -> Iterator[Enum]:
        yield from vars(cls)["enumeration"]

    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, vars(cls)["enumeration"])


def quick_members(of: type[E]) -> type[E]:
    """The same members in a class that has them as attributes; to be set above the enumeration."""
    made: Any = _Members(of.__name__, (), {one.name: one for one in of})
    made.__doc__, made.__module__, made.enumeration = of.__doc__, of.__module__, of
    # Where a pickle looks for the class of a member.
    of.__qualname__ = f"{of.__qualname__}.enumeration"
    found: type[E] = made
    return found
