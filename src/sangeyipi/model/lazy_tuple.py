"""`NamedTuple`, whose `__new__` is compiled when it has been called often.

The reason: `typing.NamedTuple` compiles a function of every class each time that a program starts,
looks at every annotation and sets one method after the other, ten times what Python takes for a
class; of the sixty classes that a daily command imports that was a twentieth of its time, for a
handful of values of each.  Here a class is made at once.  Whatever is unusual — a generic class, a
slip in its declaration, a value made with arguments that it does not take — is left to `typing` and
`collections`.  `tests/model/test_lazy_tuple.py` holds the two to the same.
"""

import collections
import sys
import types
from collections import namedtuple
from collections.abc import Iterable
from functools import partial
from keyword import iskeyword
from operator import itemgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, cast
from typing import NamedTuple as Usual

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple

Value = TypeVar("Value")
#: After as many values of a class, its `__new__` is worth compiling.
OFTEN = 50
#: What a class may not have of its own, and `typing` refuses.
_OURS = frozenset(
    {"__slots__", "__new__", "__init__", "__getnewargs__", "_fields", "_field_defaults"}
    | {"_field_types", "_make", "_replace", "_asdict", "_source"}
)
#: What gets at each field, by its place: the same of all classes.
_GETTERS: list[Any] = []


def all_made(kind: type[Value], *fields: Iterable[Any]) -> list[Value]:
    """A value of each row of fields, every one of them given; what all have in common may repeat.

    A table has ten thousand rows, and a call of `__new__` takes four times as long.
    """
    if len(fields) != len(cast(Any, kind)._fields):
        raise TypeError(f"{kind.__name__} has other fields than {len(fields)}")
    return list(map(cast(Any, partial(tuple.__new__, kind)), zip(*fields, strict=False)))


def _getter(place: int) -> Any:
    """As `collections` has it: quicker than a property, where it is there."""
    own = getattr(collections, "_tuplegetter", None)
    return own(place, f"Alias for field number {place}") if own else property(itemgetter(place))


def _make(cls: Any, iterable: Any) -> Any:
    """Make a value from a sequence or iterable."""
    made = tuple.__new__(cls, iterable)
    if len(made) != len(cls._fields):
        raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
    return made


def _replace(self: Any, /, **kwds: Any) -> Any:
    """A value with other fields."""
    if not kwds.keys() <= set(self._fields):
        return _usual(type(self)).__dict__["_replace"](self, **kwds)
    return self._make(map(kwds.pop, self._fields, self))


def _repr(self: Any) -> str:
    """The value as it would be written."""
    said = ", ".join(f"{name}={one!r}" for name, one in zip(self._fields, self, strict=True))
    return f"{self.__class__.__name__}({said})"


def _asdict(self: Any) -> dict[str, Any]:
    """What each field says."""
    return dict(zip(self._fields, self, strict=True))


def _getnewargs(self: Any) -> tuple[Any, ...]:
    """For copies and pickles."""
    return tuple(self)


_EVERYONES = {
    "__slots__": (),
    "__getnewargs__": _getnewargs,
    "_make": classmethod(_make),
    "_replace": _replace,
    "_asdict": _asdict,
}
if sys.version_info >= (3, 13):
    _EVERYONES["__replace__"] = _replace


def _declared(name: str, space: dict[str, Any]) -> Any:
    """The class; None where it is for `typing` to make, or to refuse."""
    hints = space.get("__annotations__", {})
    fields = tuple(hints)
    defaults = {one: space[one] for one in fields if one in space}
    last = fields[len(fields) - len(defaults) :]
    if not fields or tuple(defaults) != last or not _OURS.isdisjoint(space):
        return None
    if any(one[0] == "_" or iskeyword(one) for one in fields):
        return None
    while len(_GETTERS) < len(fields):
        _GETTERS.append(_getter(len(_GETTERS)))
    whole: dict[str, Any] = {
        "__doc__": f"{name}({', '.join(fields)})",
        "__repr__": _repr,
        **space,
        **_EVERYONES,
        **dict(zip(fields, _GETTERS, strict=False)),
        "__new__": _simple(fields, defaults),
        "__match_args__": fields,
        "_fields": fields,
        "_field_defaults": defaults,
    }
    whole["__annotations__"] = {
        one: NoneType if hint is None else hint for one, hint in hints.items()
    }
    return type(name, (tuple,), whole)


def _simple(fields: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """A `__new__` that looks up what it is to take."""
    number, left = len(fields), OFTEN

    def __new__(cls: Any, /, *given: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left > 0:
            if not named and len(given) == number:
                return tuple.__new__(cls, given)
            said = {**defaults, **dict(zip(fields, given, strict=False)), **named}
            twice = not named.keys().isdisjoint(fields[: len(given)])
            if len(said) == number and len(given) <= number and not twice:
                return tuple.__new__(cls, map(said.__getitem__, fields))
        # Often, or not as it is to be called.
        return _compiled(cls)(cls, *given, **named)

    return __new__


def _compiled(kind: Any) -> Any:
    """The `__new__` that `collections` compiles, which the class has from then on."""
    owner = next(base for base in kind.__mro__ if "_fields" in base.__dict__)
    owner.__new__ = staticmethod(_usual(owner).__dict__["__new__"])
    return owner.__new__


def _usual(kind: Any) -> Any:
    """The class as `collections` makes it."""
    defaults = kind._field_defaults.values()
    return namedtuple(kind.__name__, kind._fields, defaults=defaults)


class _Declaring(type):
    """What `class … (NamedTuple)` asks."""

    def __new__(cls, name: str, bases: tuple[Any, ...], space: dict[str, Any]) -> Any:
        if not bases:
            return type.__new__(cls, name, bases, space)
        made = _declared(name, space) if len(bases) == 1 else None
        if made is not None:
            return made
        said = space.pop("__orig_bases__", bases)
        usual = tuple(Usual if base is NamedTuple else base for base in said)
        return types.new_class(name, usual, exec_body=lambda given: given.update(space))


if not TYPE_CHECKING:

    class NamedTuple(metaclass=_Declaring):
        """`typing.NamedTuple`."""
