"""How a record of the ledger is declared: each key once, with its word and what is done with it.

A record's class is the only place where a key is named; what reads files, lists, searches, groups
and documents asks here.  Nothing imports Pydantic before a record is read: what it needs to know
stands in the plain metadata of `dataclasses`, and in the two methods that it looks for by name.
"""

from collections.abc import Callable, Hashable, Mapping
from enum import Enum, auto
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, cast, get_args, get_origin

from sangeyipi.model.lazy_dataclass import dataclass, declared, then
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.people import each

#: What the keys begin with by which the store passes what is not in the text.
HIDDEN = "\0"
Class = TypeVar("Class", bound=type)


class Shown(Enum):
    """Where a table of projects shows a key."""

    #: To everyone.
    ALWAYS = auto()
    #: In data (CSV, JSON) always; to a reader as soon as one of the projects says it.
    IF_SAID = auto()
    #: In data only: to sort and to filter by.
    IN_DATA = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a record: the ledger's word for it, and what an editor says of it."""

    word: str
    meaning: str = ""

    @property
    def hidden(self) -> bool:
        """Whether no file says it."""
        return self.word.startswith(HIDDEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectKey(Key):
    """A key of a project, with where tables show it; `sgyp show` shows every one.

    What is not said of a new key is what suits a text: it is found, listed and put out.
    """

    #: In `sgyp list`.
    listed: Shown = Shown.IF_SAID
    #: On the page of projects of the monthly set.
    on_page: Shown = Shown.IN_DATA
    #: By `sgyp list --text`.
    searched: bool = True
    #: By `sgyp summary --by`.
    grouped: bool = False
    #: Whether its text may name several people: each of them is asked about, and grouped by.
    several: bool = False

    def named(self, said: object) -> tuple[str, ...]:
        """Each that a value names: everyone of a text of people; none where nothing is said."""
        if said is None:
            return ()
        return each(str(said)) if self.several else (str(said),)


# By identity, as the members of a type must have a hash.
@dataclass(frozen=True, eq=False, slots=True)
class WrittenKind:
    """How a kind of value is read from what a ledger writes, and what an editor is told of it."""

    read: Callable[[Any], Any]
    json: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """What Pydantic calls, and nothing else decides: YAML's own guesses never get a say."""
        from pydantic_core.core_schema import no_info_plain_validator_function

        return no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """What an editor is told."""
        return dict(self.json)


class ReadThen(NamedTuple):
    """What is made of a value after it was read."""

    made: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """What Pydantic calls."""
        from pydantic_core.core_schema import no_info_after_validator_function

        return no_info_after_validator_function(self.made, handler(source))


class AsPassed:
    """A value that the store passes, and that nobody reads."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """What Pydantic calls."""
        from pydantic_core.core_schema import any_schema

        return any_schema()


#: No key that the format does not name, no input echoed in errors.
_READING = {"extra": "forbid", "hide_input_in_errors": True}


def record(model: Class) -> Class:
    """A dataclass whose fields carry a `Key`: made known to whoever reads it from a file."""
    cast(Any, model).__pydantic_config__ = _READING
    then(model, _described)
    return model


def _described(model: Any) -> None:
    """Tell `dataclasses` of the keys: there Pydantic looks for them."""
    for one in model.__dataclass_fields__.values():
        key = key_in(one.type)
        if key is not None:
            said = {"alias": key.word, "description": key.meaning or None, "key": key}
            one.metadata = MappingProxyType(said)


def key_in(hint: Any) -> Key | None:
    """The key that a declared type carries, if any."""
    return next((one for one in get_args(hint) if isinstance(one, Key)), None)


def is_record(kind: Any) -> bool:
    """Whether a type is a record of the ledger."""
    return isinstance(kind, type) and hasattr(kind, "__pydantic_config__")


def written(hint: Any) -> WrittenKind | None:
    """How the value of a declared type is read, where it is a single one, or none."""
    for one in getattr(hint, "__metadata__", ()):
        if isinstance(one, WrittenKind):
            return one
    if get_origin(hint) in (dict, tuple):
        return None
    return next((found for one in get_args(hint) if (found := written(one))), None)


@cache
def value_types(model: Hashable) -> dict[str, Any]:
    """The declared type of each key's value, by the name of the field, in the format's order."""
    hints = {one.name: one.hint for one in declared(model)}
    return {name: get_args(hints[name])[0] for name in keys(model)}


@cache
def kinds(model: Hashable) -> dict[str, WrittenKind | None]:
    """How the value of each key is read, by the name of the field; None: as a group or a word."""
    hints = {one.name: one.hint for one in declared(model)}
    return {name: written(hints[name]) for name in keys(model)}


@cache
def keys(model: Hashable) -> dict[str, Key]:
    """The keys that a file says of a record, by the name of the field, in the format's order."""
    found = {one.name: key_in(one.hint) for one in declared(model)}
    return {name: key for name, key in found.items() if key and not key.hidden}
