"""`dataclass`, whose methods are compiled when they are first wanted.

The reason: `dataclasses` compiles five methods of every class each time that a program starts, and
imports `inspect` for it; that was a third of what a daily command took, for classes of which it
makes a handful of objects or none.  Here a class is given its slots at once, and an `__init__`,
`==` and `hash` that look its fields up; everything else — `repr`, refusing to be changed,
`fields()`, pickling, what Pydantic asks — is made by `dataclasses` itself as soon as the first of
them is asked for, and so is an `__init__` that is called often.
`tests/model/test_lazy_dataclass.py` holds the two to the same.
"""

from collections.abc import Callable
from operator import attrgetter
from sys import modules
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sangeyipi.model.lazy_tuple import NamedTuple

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field

Class = TypeVar("Class")
#: After as many objects of a class, its `__init__` is worth compiling, and `inspect` importing.
OFTEN = 4000
#: After so many of them it is where somebody has imported that already.
SOON = 500
_NONE: Any = object()
_FIELDS = "__dataclass_fields__"
_PLAN = "__lazily__"
#: What is set on a class when it is completed, where it does not have it of its own.
_MADE = ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")
_OF_SLOTS = ("__getstate__", "__setstate__")
#: What is asked for by name.  `inspect` looks for the last one before it looks at the methods.
_ASKED = (_FIELDS, "__dataclass_params__", "__replace__", "__signature__")


class Declared(NamedTuple):
    """A field as a class declares it."""

    name: str
    hint: Any
    default: Any = _NONE
    default_factory: Callable[[], Any] | None = None
    #: Whether it is given by its place too.
    placed: bool = True
    #: Whether it is given at all.
    given: bool = True
    compared: bool = True

    @property
    def required(self) -> bool:
        """Whether nothing stands in where nobody says it."""
        return self.default is _NONE and self.default_factory is None


class _Plan:
    """What a class was declared with, until `dataclasses` makes it."""

    def __init__(self, space: dict[str, Any], options: dict[str, Any]) -> None:
        self.space = space
        self.options = options
        self.fields: dict[str, Declared] = {}
        self.then: Callable[[Any], None] | None = None
        self.made = False
        #: The class itself.
        self.kind: Any = None


class _Field(NamedTuple):
    """What `field` was told."""

    said: dict[str, Any]


class _Asked:
    """What `dataclasses` knows of a class: asked for by name, it is there."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, one: object, kind: type) -> Any:
        owner = next(base for base in kind.__mro__ if base.__dict__.get(self._name) is self)
        _complete(owner)
        found = owner.__dict__.get(self._name)
        if found is None or found is self:
            raise AttributeError(self._name)
        return found.__get__(one, kind) if hasattr(found, "__get__") else found


_EVERYONES = {name: _Asked(name) for name in _ASKED}


if not TYPE_CHECKING:

    def field(**said: Any) -> _Field:
        """`dataclasses.field`."""
        return _Field(said)

    def dataclass(kind: Any = None, /, **options: Any) -> Any:
        """`dataclasses.dataclass`."""
        return _declared(kind, options) if kind else lambda one: _declared(one, options)


def declared(kind: Any) -> tuple[Declared, ...]:
    """The fields of a class, without making anything: `dataclasses.fields`, as far as this goes."""
    return tuple(kind.__dict__[_PLAN].fields.values())


def is_declared(kind: Any) -> bool:
    """Whether a class is one of these: `dataclasses.is_dataclass` of a class."""
    return isinstance(kind, type) and _PLAN in kind.__dict__


def replace(one: Class, /, **changes: Any) -> Class:
    """`dataclasses.replace`, without making anything."""
    kind: Any = type(one)
    said = {each.name: getattr(one, each.name) for each in declared(kind) if each.given}
    return cast(Class, kind(**{**said, **changes}))


def then(kind: Any, done: Callable[[Any], None]) -> None:
    """What else is to be done to a class as soon as `dataclasses` has made it."""
    kind.__dict__[_PLAN].then = done


def _declared(kind: Any, options: dict[str, Any]) -> Any:
    space = dict(kind.__dict__)
    plan = _Plan(space, options)
    for base in reversed(kind.__mro__[1:]):
        if is_declared(base):
            plan.fields.update(base.__dict__[_PLAN].fields)
    own = dict(kind.__annotations__)
    placed = not options.get("kw_only")
    plan.fields.update({name: _field(name, hint, space, placed) for name, hint in own.items()})
    more = _more(plan)
    # Each name that is set on a class afterwards has Python look at all its methods again.
    plan.kind = _slotted(kind, plan, own, more) if options.get("slots") else _bare(kind, own, more)
    return plan.kind


def _more(plan: _Plan) -> dict[str, Any]:
    """What a class has beside what is written in it."""
    space = plan.space
    found: dict[str, Any] = {_PLAN: plan, **_EVERYONES}
    for name in _wanted(plan):
        if name not in space or space[name] is None:
            found[name] = _stub(plan, name)
    found.update(_compared(plan))
    if "__init__" not in space:
        found["__init__"] = _simple(plan) if _is_simple(plan) else _stub(plan, "__init__")
    if "__match_args__" not in space:
        every = plan.fields.values()
        found["__match_args__"] = tuple(one.name for one in every if one.placed and one.given)
    return found


def _field(name: str, hint: Any, space: dict[str, Any], placed: bool) -> Declared:
    default = space.get(name, _NONE)
    if not isinstance(default, _Field):
        return Declared(name, hint, default, placed=placed)
    said = default.said
    return Declared(
        name,
        hint,
        said.get("default", _NONE),
        said.get("default_factory"),
        placed and not said.get("kw_only"),
        said.get("init", True),
        said.get("compare", True),
    )


def _is_simple(plan: _Plan) -> bool:
    """Whether nothing is set for what nobody may give but what a factory makes."""
    return all(one.given or one.default is _NONE for one in plan.fields.values())


def _compared(plan: _Plan) -> dict[str, Any]:
    """`==` and `hash`, by the fields that are compared."""
    names = [one.name for one in plan.fields.values() if one.compared]
    if not plan.options.get("eq", True) or not names:
        return {}
    # Of one name it gives that alone, and not a tuple of one.
    said = attrgetter(*names) if len(names) > 1 else lambda one: (getattr(one, names[0]),)

    def __eq__(self: Any, other: object) -> Any:
        return said(self) == said(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(said(self))

    found: dict[str, Any] = {} if "__eq__" in plan.space else {"__eq__": __eq__}
    if not plan.options.get("frozen"):
        if "__hash__" not in plan.space:
            found["__hash__"] = None
    elif plan.space.get("__hash__") is None:
        found["__hash__"] = __hash__
    return found


def _slotted(kind: Any, plan: _Plan, own: dict[str, Any], more: dict[str, Any]) -> Any:
    """The class again, with slots: as `dataclasses` makes it."""
    space = {name: value for name, value in kind.__dict__.items() if name not in own}
    space.update(more)
    for name in ("__dict__", "__weakref__"):
        space.pop(name, None)
    inherited = {name for base in kind.__mro__[1:-1] for name in getattr(base, "__slots__", ())}
    weak = ("__weakref__",) if plan.options.get("weakref_slot") else ()
    space["__slots__"] = tuple(name for name in (*own, *weak) if name not in inherited)
    made = type(kind)(kind.__name__, kind.__bases__, space)
    made.__qualname__ = kind.__qualname__
    return made


def _bare(kind: Any, own: dict[str, Any], more: dict[str, Any]) -> Any:
    """The class itself, its defaults in their places."""
    for name in own:
        given = kind.__dict__.get(name)
        if isinstance(given, _Field):
            if "default" in given.said:
                setattr(kind, name, given.said["default"])
            else:
                delattr(kind, name)
    for name, value in more.items():
        setattr(kind, name, value)
    return kind


def _wanted(plan: _Plan) -> list[str]:
    """The methods that `dataclasses` makes of such a class, but `__init__`."""
    options = plan.options
    found = ["__repr__"]
    if options.get("eq", True):
        found.append("__eq__")
        if options.get("frozen"):
            found.append("__hash__")
    if options.get("frozen"):
        found += ("__setattr__", "__delattr__")
        if options.get("slots"):
            found += _OF_SLOTS
    return found


def _stub(plan: _Plan, name: str) -> Any:
    """A method that has itself made, and is that from then on."""

    def wanted(*given: Any, **named: Any) -> Any:
        _complete(plan.kind)
        return plan.kind.__dict__[name](*given, **named)

    return wanted


def _simple(plan: _Plan) -> Any:
    """An `__init__` that looks up what it is to set."""
    every = tuple(plan.fields.values())
    placed = [one.name for one in every if one.placed and one.given]
    known = {one.name for one in every if one.given}
    required = {one.name for one in every if one.given and one.required}
    put = object.__setattr__
    left, soon = OFTEN, OFTEN - SOON

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        said = dict(zip(placed, given, strict=False)) if given else {}
        strange = len(said) < len(given) or not named.keys().isdisjoint(said)
        said.update(named)
        often = left < soon and (not left or "dataclasses" in modules)
        if strange or often or not known >= said.keys() >= required:
            _complete(plan.kind)
            plan.kind.__dict__["__init__"](self, *given, **named)
            return
        for name, _, default, factory, *_ in every:
            if name in said:
                put(self, name, said[name])
            elif factory is not None:
                put(self, name, factory())
            elif default is not _NONE:
                put(self, name, default)
        after = getattr(self, "__post_init__", None)
        if after:
            after()

    return __init__


def _complete(kind: Any) -> None:
    """Have a class made by `dataclasses`, and take from that what it has not."""
    plan = kind.__dict__[_PLAN]
    if plan.made:
        return
    import dataclasses

    space = dict(plan.space)
    for name, value in plan.space.items():
        if isinstance(value, _Field):
            space[name] = dataclasses.field(**value.said)
    for name in ("__dict__", "__weakref__"):
        space.pop(name, None)
    twin: Any = type(kind)(kind.__name__, kind.__bases__, space)
    twin.__qualname__ = kind.__qualname__
    made = dataclasses.dataclass(**plan.options)(twin)
    for name in (*_MADE, *_OF_SLOTS, *_ASKED, "__match_args__", "__doc__"):
        if name in made.__dict__ and plan.space.get(name) is not made.__dict__[name]:
            setattr(kind, name, made.__dict__[name])
    for name in _ASKED:
        if name not in made.__dict__:
            delattr(kind, name)
    plan.made = True
    if plan.then:
        plan.then(kind)
