"""Raw values → model, by Pydantic.  The types themselves are declared in the model.

A sound record needs none of it (`direct`), and a sound ledger never imports it, nor `explained`,
which says what does not fit.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from sangeyipi.model.diagnostic import MOST_KEPT, Findings, Sink
from sangeyipi.model.place import Place
from sangeyipi.model.project import ORIGIN_KEY
from sangeyipi.model.rollup import Rollup
from sangeyipi.store.direct import NOT_SOUND, direct
from sangeyipi.store.raw import RawValue
from sangeyipi.store.sound import SoundFiles

if TYPE_CHECKING:
    from pydantic import ValidationError

Record = TypeVar("Record")


class RecordType(Generic[Record]):
    """One kind of record: validates raw values of it and explains what does not fit."""

    def __init__(self, model: type[Record]) -> None:
        self.model = model
        # A rollup without the figure that is at fault would be blamed for saying nothing.
        self._mendable = model is not Rollup
        #: What reads a sound one without Pydantic, if it can be, and a file of sound ones.
        self.direct = direct(model)
        self.sound_files = SoundFiles.of(model)

    @cached_property
    def _validate(self) -> Any:
        """Pydantic's validator; built when first needed, as that costs time."""
        from pydantic import TypeAdapter

        return TypeAdapter(self.model).validator.validate_python

    @staticmethod
    def of(model: type[Record]) -> "RecordType[Record]":
        """The one of a kind of record."""
        if model not in _BUILT:
            _BUILT[model] = RecordType(model)
        return cast("RecordType[Record]", _BUILT[model])

    def read(self, raw: RawValue, origin: Place, diagnostics: Sink) -> Record | None:
        """The record, or None after adding what is wrong with it to `diagnostics`."""
        if raw.__class__ is not dict:
            from sangeyipi.store.explained import not_a_mapping

            diagnostics.append(not_a_mapping(raw, origin))
            return None
        record = cast(dict[str, Any], raw)
        sound = self._sound(record, origin)
        return self._validated(record, origin, diagnostics) if sound is None else sound

    def _sound(self, record: dict[str, Any], origin: Place) -> Record | None:
        """The record, if plainly nothing is wrong with it."""
        if self.direct is None:
            return None
        try:
            return cast(Record, self.direct({**record, ORIGIN_KEY: origin}))
        except NOT_SOUND:
            return None

    def _validated(self, record: dict[str, Any], origin: Place, diagnostics: Sink) -> Record | None:
        from pydantic import ValidationError

        whole = not _is_wide(record) or self._bound(record, origin, diagnostics)
        record[ORIGIN_KEY] = origin
        try:
            return cast(Record, self._validate(record))
        except ValidationError as error:
            from sangeyipi.store.explained import explain

            diagnostics.extend(explain(error, self.model, record, origin))
            return self._without_faults(record, error) if self._mendable and whole else None

    def _bound(self, record: dict[str, Any], origin: Place, diagnostics: Sink) -> bool:
        """Leave of a record what can be told one by one; False if what it says went as well."""
        from sangeyipi.store.beyond import long_lists, odd_keys

        diagnostics.extend(odd_keys(record, self.model, origin))
        faults = Findings(long_lists(record, self.model, origin, self._validate))
        diagnostics.extend(faults)
        return not len(faults)

    def _without_faults(self, record: dict[str, Any], error: "ValidationError") -> Record | None:
        """What is left of a record without the keys at fault, so that one run shows the rest."""
        for detail in error.errors(include_url=False, include_input=False, include_context=False):
            _remove(record, [key for key in detail["loc"] if key != "[key]"])
        try:
            return cast(Record, self._validate(record))
        except type(error):
            return None


_BUILT: dict[type, RecordType[Any]] = {}
_GROUPS = frozenset((dict, list))


def _is_wide(value: Any) -> bool:
    """Whether a group or a list within has more entries than are told one by one."""
    if len(value) > MOST_KEPT:
        return True
    children = value.values() if value.__class__ is dict else value
    # Most records have neither, which is told without a look at each value.
    if _GROUPS.isdisjoint(map(type, children)):
        return False
    return any(type(child) in _GROUPS and _is_wide(child) for child in children)


def _remove(raw: Any, path: list[str | int]) -> None:
    for key in path[:-1]:
        raw = raw.get(key) if isinstance(raw, dict) else None
    if path and isinstance(raw, dict):
        raw.pop(path[-1], None)
