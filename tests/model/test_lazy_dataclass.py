"""A class of ours is to everyone what `dataclasses` makes of the same declaration."""

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from typing import Any

import pytest

import sangeyipi
from sangeyipi.model import lazy_dataclass
from sangeyipi.model.lazy_dataclass import OFTEN, SOON, is_declared
from sangeyipi.model.place import Place


def _pair(**options: Any) -> tuple[Any, Any]:
    """The same declaration, made by us and by `dataclasses`."""

    def made(by: Any) -> Any:
        @by.dataclass(**options)
        class Sample:
            a: int
            b: str = "b"
            c: list[int] = by.field(default_factory=list)
            d: object = by.field(default=None, compare=False, repr=False)
            e: list[int] = by.field(init=False, default_factory=list, compare=False)

            @property
            def twice(self) -> int:
                return self.a * 2

        return Sample

    return made(lazy_dataclass), made(dataclasses)


def _outcome(question: Any, kind: Any) -> Any:
    try:
        return question(kind, kind(a=1))
    except Exception as error:
        return type(error), str(error)


def _changed(one: Any) -> Any:
    one.a = 3
    return one.a


OPTIONS = [
    {},
    {"frozen": True},
    {"slots": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True, "eq": False, "slots": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_does_what_dataclasses_does(options: dict[str, Any]) -> None:
    questions: list[Any] = [
        lambda kind, one: repr(one),
        lambda kind, one: one == kind(a=1, d=5),
        lambda kind, one: one == kind(a=2),
        lambda kind, one: one == (1, "b", []),
        lambda kind, one: one == copy.copy(one) if kind.__eq__ is not object.__eq__ else None,
        lambda kind, one: hash(kind(a=1, c=())) == hash(kind(a=1, c=(), d=4)),
        lambda kind, one: kind.__hash__ is None,
        lambda kind, one: _changed(one),
        lambda kind, one: repr(dataclasses.replace(one, b="x")),
        lambda kind, one: dataclasses.asdict(one),
        lambda kind, one: [(f.name, f.type, f.compare, f.kw_only) for f in dataclasses.fields(one)],
        lambda kind, one: repr(kind.__dataclass_params__),
        lambda kind, one: kind.__match_args__,
        lambda kind, one: (one.twice, one.c, one.d, one.e, one.c is kind(a=1).c),
        lambda kind, one: str(inspect.signature(kind)).replace(" ", ""),
        lambda kind, one: kind(),
        lambda kind, one: repr(kind(1, "x")),
        lambda kind, one: kind(1, a=2),
        lambda kind, one: kind(a=1, nobody=2),
        lambda kind, one: hasattr(one, "__dict__"),
        lambda kind, one: dataclasses.is_dataclass(kind),
    ]
    for question in questions:
        # Each is the first that is asked: whatever it is, it has the class made.
        ours, theirs = (_outcome(question, kind) for kind in _pair(**options))
        assert ours == theirs


def test_is_the_same_before_and_after_it_is_made() -> None:
    ours, _ = _pair(frozen=True, slots=True)
    before = ours(1, c=())
    many = [ours(1, c=()) for _ in range(OFTEN + 2)]
    assert "MISSING" not in repr(before)
    assert {before, *many} == {before}
    assert len({hash(one) for one in (before, *many)}) == 1


def test_an_init_that_is_called_often_is_made_sooner_where_nothing_is_imported_for_it() -> None:
    ours, _ = _pair(frozen=True, slots=True)
    looked_up = ours.__init__
    few = [ours(1, c=()) for _ in range(SOON)]
    assert ours.__init__ is looked_up
    assert ours(1, c=()) in few  # `dataclasses` is imported here.
    assert ours.__init__ is not looked_up
    assert ours(1, c=()) in few


def test_is_pickled_and_copied() -> None:
    place = Place("projects/a.yaml", (3, "编号"), key=True)
    assert pickle.loads(pickle.dumps(place)) == place == copy.deepcopy(place)


def _every() -> set[Any]:
    found = set()
    for module in pkgutil.walk_packages(sangeyipi.__path__, "sangeyipi."):
        if "__main__" not in module.name:
            space = vars(importlib.import_module(module.name)).values()
            found |= {one for one in space if is_declared(one)}
    return found


def test_every_class_of_the_program_can_be_made_and_has_the_fields_that_it_declares() -> None:
    every = _every()
    assert len(every) > 100
    for kind in every:
        declared = lazy_dataclass.declared(kind)
        fields = dataclasses.fields(kind)
        assert [(one.name, one.hint) for one in declared] == [(f.name, f.type) for f in fields]
        matched = tuple(f.name for f in fields if f.init and not f.kw_only)
        assert kind.__match_args__ == matched
        required = [
            f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
            for f in fields
        ]
        assert [one.required for one in declared] == required


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_replaces_as_dataclasses_does(options: dict[str, Any]) -> None:
    kind = _pair(**options)[0]
    one = kind(a=1, c=[2])
    for by in (lazy_dataclass, dataclasses):
        other = by.replace(one, b="x", d=3)
        assert type(other) is kind
        assert (other.a, other.b, other.c, other.d, other.e) == (1, "x", [2], 3, [])
        assert other.c is one.c
        with pytest.raises(TypeError):
            by.replace(one, z=1)
