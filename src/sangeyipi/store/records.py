"""Raw values → model, by Pydantic; its refusals → diagnostics in the ledger's own words.

Owns the translation of validation errors.  The types themselves are declared in the model.
"""

import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import EnumType
from functools import cache
from typing import Any, Generic, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sangeyipi.model.characters import as_it_looks, hidden_in
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.project import ORIGIN_KEY
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rule import Rule
from sangeyipi.model.spreadsheet import advice, leftover
from sangeyipi.store.headings import MEANT, known_word, meant
from sangeyipi.store.punctuation import slip_of_value
from sangeyipi.store.raw import RawValue

Record = TypeVar("Record")

#: What the keys begin with by which the store passes what is not in the text.
_HIDDEN = "\0"


#: 计划.年度计划投资.2023(万元) is no year.
_UNIT_ENDS = ("元", "元)", "元]", "亿", "亿)")


class RecordType(Generic[Record]):
    """One kind of record: validates raw values of it and explains what does not fit."""

    def __init__(self, model: type[Record]) -> None:
        self.model = model
        # A rollup without the figure that is at fault would be blamed for saying nothing.
        self._mendable = model is not Rollup
        self._validate = TypeAdapter(model).validator.validate_python

    @staticmethod
    def of(model: type[Record]) -> "RecordType[Record]":
        """The validator of a kind of record; built when first needed, as that costs time."""
        if model not in _BUILT:
            _BUILT[model] = RecordType(model)
        return cast("RecordType[Record]", _BUILT[model])

    def read(self, raw: RawValue, origin: Place, diagnostics: list[Diagnostic]) -> Record | None:
        """The record, or None after adding what is wrong with it to `diagnostics`."""
        if raw.__class__ is not dict:
            diagnostics.append(_not_a_mapping(raw, origin))
            return None
        record = cast(dict[str, Any], raw)
        record[ORIGIN_KEY] = origin
        try:
            return cast(Record, self._validate(record))
        except ValidationError as error:
            diagnostics.extend(_explain(error, self.model, record, origin))
            return self._without_faults(record, error) if self._mendable else None

    def _without_faults(self, record: dict[str, Any], error: ValidationError) -> Record | None:
        """What is left of a record without the keys at fault, so that one run shows the rest."""
        for detail in error.errors(include_url=False, include_input=False, include_context=False):
            _remove(record, [key for key in detail["loc"] if key != "[key]"])
        try:
            return cast(Record, self._validate(record))
        except ValidationError:
            return None


_BUILT: dict[type, RecordType[Any]] = {}


def _remove(raw: Any, path: list[str | int]) -> None:
    for key in path[:-1]:
        raw = raw.get(key) if isinstance(raw, dict) else None
    if path and isinstance(raw, dict):
        raw.pop(path[-1], None)


def _not_a_mapping(raw: RawValue, origin: Place) -> Diagnostic:
    slip = slip_of_value(raw) if isinstance(raw, str) else None
    if slip:
        return Diagnostic(slip.rule, origin, slip.message)
    found = "一个列表" if isinstance(raw, list) else "空的" if raw is None else "一段文字"
    return Diagnostic(Rule.WRONG_TYPE, origin, f"这里应是一组“键: 值”，却是{found}")


def _explain(
    error: ValidationError, model: type, raw: dict[str, Any], origin: Place
) -> Iterator[Diagnostic]:
    in_csv = origin.file.lower().endswith(".csv")
    for detail in error.errors(include_url=False, include_input=False):
        path = tuple(key for key in detail["loc"] if key != "[key]")
        rule, message, remedy, on_key = _one(detail, model, raw, path, in_csv)
        if not on_key and _several_lines(_value_at(raw, path)):
            message += "（里面有换行，多半是引号没有配好）"
        if rule is Rule.MISSING_KEY:
            path = path[:-1]
        yield Diagnostic(rule, Place(origin.file, (*origin.path, *path), on_key), message, remedy)


def _several_lines(value: Any) -> bool:
    return isinstance(value, str) and ("\n" in value or "\r" in value)


_Explained = tuple[Rule, str, str, bool]
_RULE_IDS = frozenset(rule.value for rule in Rule)


def _one(
    detail: ErrorDetails,
    model: type,
    raw: dict[str, Any],
    path: tuple[str | int, ...],
    in_csv: bool,
) -> _Explained:
    kind = detail["type"]
    context = detail.get("ctx") or {}
    value = _value_at(raw, path)
    key = str(path[-1]) if path else ""
    if kind in _RULE_IDS:
        spelling = context.get("spelling", "")
        left = leftover(value) if isinstance(value, str) else ""
        if left:
            return Rule(kind), left, advice(in_csv), False
        remedy = f"应写作 {spelling}" if spelling else ""
        if in_csv and kind == Rule.WRONG_TYPE and not spelling:
            remedy = "改好这一格：编号、文字照写，“是”“否”写作 true、false"
        return Rule(kind), context["message"], remedy, False
    if kind == "missing":
        remedy = f"填上这一行的“{key}”" if in_csv else f"补上一行“{key}: …”"
        return Rule.MISSING_KEY, f"缺少“{key}”", remedy, False
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return _unknown(key, keys_at(model, path[:-1]))
    if kind == "enum":
        return _not_in_enum(detail, key, value, context["expected"])
    slip = slip_of_value(value) if isinstance(value, str) else None
    if slip:
        return slip.rule, slip.message, "", False
    wanted = "一个列表" if kind.startswith(("tuple", "list")) else "一组“键: 值”"
    return Rule.WRONG_TYPE, f"“{key}”应是{wanted}", "", False


def _unknown(key: str, known: list[str], column: bool = False) -> _Explained:
    what = "列名" if column else "键"
    in_unit = meant(key, lambda word: known_word(word, known))
    if in_unit:
        message = f"不认识的{what}“{key[:40]}”：不写单位，金额一律以亿元计"
        return Rule.UNKNOWN_KEY, message, in_unit.remedy(column), True
    slip = slip_of_value(key)
    if slip:
        return slip.rule, slip.message, "", True
    look = as_it_looks(key)
    if look != key and look in known:
        hidden = hidden_in(key)
        message = f"键“{look}”{hidden.title if hidden else '里有看不见的字符'}"
        return Rule.UNKNOWN_KEY, message, f"改成“{look}”", True
    if MEANT.get(key) in known:
        other = MEANT[key]
        return Rule.UNKNOWN_KEY, f"不认识的{what}“{key}”；是不是“{other}”？", f"改成“{other}”", True
    import difflib  # only where something is misspelled

    # Two-character words that share one character are no hint at each other: 0.5.
    near = difflib.get_close_matches(key.strip(), known, 1, 0.6)
    hint = f"；是不是“{near[0]}”？" if near else ""
    remedy = f"改成“{near[0]}”" if near else f"可用的{what}：{'、'.join(known)}"
    return Rule.UNKNOWN_KEY, f"不认识的{what}“{key[:40]}”{hint}", remedy, True


def _not_in_enum(detail: ErrorDetails, key: str, value: Any, expected: str) -> _Explained:
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if "[key]" in detail["loc"]:
        return _unknown(key, known)
    shown = value[:40] if isinstance(value, str) else ""
    return Rule.WRONG_TYPE, f"“{key}”不能是“{shown}”", f"只能是：{'、'.join(known)}", False


def _value_at(raw: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        try:
            raw = raw[key]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


@cache
def field_types(model: type) -> dict[str, Any]:
    """Each key of a record, in the format's order, with the type behind it."""
    hints = _hints(model)
    keys = {field.name: key_of(model, field.name) for field in fields(model)}
    return {key: get_args(hints[name])[0] for name, key in keys.items() if key}


def key_of(model: Any, name: str) -> str | None:
    """The ledger's word for a field; None for what no file says."""
    hint = _hints(model)[name]
    for meta in get_args(hint)[1:]:
        if isinstance(meta, FieldInfo) and meta.alias and not meta.alias.startswith(_HIDDEN):
            return meta.alias
    return None


@cache
def _hints(model: Hashable) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def _type_at(model: Any, path: tuple[str | int, ...]) -> Any:
    """The declared type at a path of keys, or None."""
    kind: Any = model
    for key in path:
        kind = next((arg for arg in get_args(kind) if is_dataclass(arg)), kind)
        if is_dataclass(kind):
            kind = field_types(cast(type, kind)).get(str(key))
        elif get_origin(kind) is tuple or isinstance(key, int):
            kind = get_args(kind)[0] if get_args(kind) else None
        else:
            kind = None
    return next((arg for arg in get_args(kind) if is_dataclass(arg)), kind)


def is_text(model: type, path: tuple[str | int, ...]) -> bool:
    """Whether a value at a path of a record is free text, of which any part may be missing."""
    return _holds_text(_type_at(model, path))


def _holds_text(kind: Any) -> bool:
    return kind is str or any(map(_holds_text, get_args(kind)))


@cache
def column_names(model: Hashable) -> list[str]:
    """The columns that a CSV file of such records may have, in the format's order."""
    names: list[str] = []
    for key in field_types(cast(type, model)):
        kind = _type_at(model, (key,))
        nested = (
            keys_at(cast(type, model), (key,))
            if is_dataclass(kind) or get_origin(kind) is dict
            else []
        )
        names += [f"{key}.{inner}" for inner in nested] if nested else [key]
    return names


def is_column(model: Hashable, name: str) -> bool:
    """Whether a CSV file of such records may have this column; years are columns of their own."""
    if name in column_names(model):
        return True
    *parents, _ = name.split(".")
    if unicodedata.normalize("NFKC", name).strip().endswith(_UNIT_ENDS):
        return False
    kind = _type_at(model, tuple(parents)) if parents else None
    return get_origin(kind) is dict and not isinstance(get_args(kind)[0], EnumType)


def unknown_key(key: str, known: list[str]) -> tuple[Rule, str, str]:
    """What is wrong with a column that is none of `known`: rule, message, remedy."""
    rule, message, remedy, _ = _unknown(key, known, column=True)
    return rule, message, remedy


def keys_at(model: type, path: tuple[str | int, ...]) -> list[str]:
    """The words that may stand below a path of a record, in the format's order."""
    kind = _type_at(model, path)
    if is_dataclass(kind):
        return list(field_types(cast(type, kind)))
    keys = get_args(kind)[:1]
    if not keys or not isinstance(keys[0], EnumType):
        return []
    words: Iterable[Any] = keys[0]
    return [str(word) for word in words]
