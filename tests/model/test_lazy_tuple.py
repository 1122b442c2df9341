"""A value of ours is what `typing.NamedTuple` would have made."""

import copy
import itertools
import pickle
import typing
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import pytest

from sangeyipi.model import lazy_tuple

T = TypeVar("T")


def declared(base: Any) -> Any:
    class Point(base):  # type: ignore[misc]
        """A point."""

        x: int
        y: "int | None" = None
        z: tuple[str, ...] = ()
        none: None = None

        @property
        def sum(self) -> int:
            return self.x + (self.y or 0)

        @staticmethod
        def origin() -> Any:
            return Point(0)

        def __bool__(self) -> bool:
            return self.x > 0

    return Point


def bare(base: Any) -> Any:
    class One(base):  # type: ignore[misc]
        only: str

        def __repr__(self) -> str:
            return f"<{self.only}>"

    return One


class Kept(lazy_tuple.NamedTuple):
    """For pickles, which look classes up by their names."""

    a: int
    b: str = "b"


class Below(Kept):
    """One below another."""

    @property
    def both(self) -> str:
        """Both."""
        return f"{self.a}{self.b}"


CALLS: tuple[Callable[[Any], Any], ...] = (
    lambda kind: kind(1),
    lambda kind: kind(1, 2, ("a",), None),
    lambda kind: kind(x=3, z=("b",)),
    lambda kind: kind(1, y=4),
    lambda kind: kind(),
    lambda kind: kind(1, 2, (), None, 5),
    lambda kind: kind(1, x=2),
    lambda kind: kind(1, w=2),
    lambda kind: kind(y=2),
    lambda kind: kind._make([1, 2, (), None]),
    lambda kind: kind._make([1]),
    lambda kind: kind(1)._replace(y=7, x=9),
    lambda kind: kind(1)._replace(w=7),
    lambda kind: kind(1)._replace(),
    lambda kind: kind(1)._asdict(),
    lambda kind: kind(1).sum,
    lambda kind: bool(kind(0)),
    lambda kind: kind.origin().y,
    lambda kind: hash(kind(1, 2)),
    lambda kind: kind(1) == (1, None, (), None),
    lambda kind: kind(1) < kind(2),
    lambda kind: copy.copy(kind(1)),
    lambda kind: copy.deepcopy(kind(1, z=("a",))),
    lambda kind: setattr(kind(1), "x", 2),
    lambda kind: setattr(kind(1), "w", 2),
    lambda kind: kind(1).__dict__,
    lambda kind: (kind.__doc__, kind.__name__, kind.__qualname__, kind.__module__),
    lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__slots__),
    lambda kind: (kind.__bases__, type(kind)),
    lambda kind: typing.get_type_hints(kind),
    lambda kind: kind.x.__get__(kind(5), kind),
)


def outcome(call: Callable[[Any], Any], kind: Any) -> tuple[str, str]:
    try:
        found = call(kind)
    except Exception as error:
        # Which of several words an interpreter uses for it is its own affair.
        return type(error).__name__, "" if isinstance(error, AttributeError) else str(error)
    return type(found).__name__, repr(found)


@pytest.mark.parametrize("often", [1, 2, 1000])
def test_whatever_is_asked_of_it(often: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy_tuple, "OFTEN", often)
    usual = declared(typing.NamedTuple)
    for call in (*CALLS, *CALLS):
        assert outcome(call, declared(lazy_tuple.NamedTuple)) == outcome(call, usual)
    same = declared(lazy_tuple.NamedTuple)
    for call in (*CALLS, *reversed(CALLS)):
        assert outcome(call, same) == outcome(call, usual)
    assert repr(bare(lazy_tuple.NamedTuple)("a")) == repr(bare(typing.NamedTuple)("a"))
    assert bare(lazy_tuple.NamedTuple).__doc__ == "One(only)"


def test_it_is_matched_by_place_and_by_name() -> None:
    match declared(lazy_tuple.NamedTuple)(1, 2):
        case (1, 2, (), None):
            pass
        case _:
            pytest.fail("not matched")


def test_it_is_pickled_and_can_have_another_below_it() -> None:
    for _ in range(lazy_tuple.OFTEN * 2):
        assert pickle.loads(pickle.dumps(Kept(1, b="c"))) == Kept(1, "c")
        below = Below(1)
        assert type(below) is Below and below.both == "1b"
        assert type(below._replace(b="c")) is Below and below._replace(b="c").both == "1c"


@pytest.mark.parametrize("base", [lazy_tuple.NamedTuple, typing.NamedTuple])
def test_many_made_at_once(base: Any) -> None:
    kind = declared(base)
    made = lazy_tuple.all_made(kind, range(3), itertools.repeat(7), "abc", itertools.repeat(None))
    assert made == [kind(at, 7, text) for at, text in enumerate("abc")]
    assert {type(one) for one in made} == {kind} and [one.sum for one in made] == [7, 8, 9]
    with pytest.raises(TypeError, match="Point has other fields than 2"):
        lazy_tuple.all_made(kind, range(3), "abc")


def test_a_generic_class_and_a_slip_are_for_typing() -> None:
    class Holding(lazy_tuple.NamedTuple, Generic[T]):
        held: T

    assert Holding[int](1).held == 1

    for base in (lazy_tuple.NamedTuple, typing.NamedTuple):
        with pytest.raises(TypeError, match="cannot follow default"):

            class Odd(base):  # type: ignore[misc,valid-type]
                a: int = 1
                b: int

        with pytest.raises(AttributeError, match="Cannot overwrite"):

            class Own(base):  # type: ignore[misc,valid-type]
                a: int

                def _replace(self) -> None:
                    """Nothing."""

        with pytest.raises(ValueError, match="underscore"):

            class Hidden(base):  # type: ignore[misc,valid-type]
                _a: int
