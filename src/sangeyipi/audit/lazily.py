"""What follows from a value, worked out when it is first asked for and then kept beside it.

`functools.cached_property` does the same, but up to Python 3.11 takes a lock each time that it
works something out: a text has tens of thousands of figures, of which a third of the time went
there.  Nothing here runs in threads.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class lazily(Generic[T]):
    """A method without arguments that is worked out once; its object must have a `__dict__`."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work, self._name = work, work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, of: Any, _: object = None) -> T:
        found: T = self._work(of)
        # From now on it stands in the way of this method, which has no setter.
        of.__dict__[self._name] = found
        return found
