"""A record read by its declaration alone is the one that Pydantic makes, or it is not read."""

from collections.abc import Hashable
from enum import Enum
from functools import cache
from types import NoneType
from typing import Annotated, Any, cast, get_args, get_origin

import pytest
from pydantic import TypeAdapter, ValidationError

from sangeyipi.model.declared import Key, keys, record
from sangeyipi.model.fields import Text
from sangeyipi.model.interval import Interval
from sangeyipi.model.lazy_dataclass import dataclass, declared, is_declared
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MONTH_KEY, MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.project import ORIGIN_KEY, Project
from sangeyipi.model.score import ScoreRules
from sangeyipi.store.direct import NOT_SOUND, direct
from sangeyipi.store.kinds import KINDS
from sangeyipi.store.plain import codec

#: Texts, one of which any kind of value is written as.
TEXTS = ("1", "2023-05-08", "true", "签约", "A-1", "≥10", "{序号}", "2023", "已")
MODELS = [*(one.model for one in KINDS), ScoreRules]


def written(hint: Any) -> Any:
    """A raw value of a declared type: a text that Pydantic takes for it, or a group of these."""
    bare = getattr(hint, "__origin__", hint) if hasattr(hint, "__metadata__") else hint
    inner = [one for one in get_args(bare) if one is not NoneType]
    kinds = [one for one in (bare, *inner) if isinstance(one, type)]
    words = [word.value for one in kinds if issubclass(one, Enum) for word in one]
    said = next((one for one in (*words, *TEXTS, ["1"] * 12) if is_valid(hint, one)), None)
    if said is not None:
        return said
    if get_origin(bare) is dict:
        return {written(inner[0]): written(inner[1])}
    if get_origin(bare) is tuple:
        return [written(inner[0])] * 2
    return everything(next(one for one in kinds if is_declared(one)))


def everything(model: type[Any]) -> dict[str, Any]:
    """A raw group that says every key that there is."""
    hints = {one.name: one.hint for one in declared(model)}
    return {key.word: written(hints[name]) for name, key in keys(cast(Hashable, model)).items()}


@cache
def validator(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)


def is_valid(hint: Any, raw: Any) -> bool:
    try:
        validator(cast(Hashable, hint)).validate_python(raw)
    except ValidationError:
        return False
    return True


def whole(model: type[Any]) -> dict[str, Any]:
    """A raw record that says every key, and what the store passes with it."""
    passed = {MONTH_KEY: Month(2023, 5)} if model is MonthlyReport else {}
    return {**everything(model), **passed, ORIGIN_KEY: Place("a.yaml", (3,))}


@pytest.mark.parametrize("model", MODELS, ids=lambda one: one.__name__)
def test_a_record_that_says_all_there_is_and_one_without_each(model: type[Any]) -> None:
    read = direct(model)
    assert read is not None
    validate = TypeAdapter(model).validate_python
    plain = codec(cast(Hashable, model)).pack
    raw = whole(model)
    raws = [raw, *({key: raw[key] for key in raw if key != gone} for gone in raw)]
    sound = 0
    for one in raws:
        try:
            expected = validate(dict(one))
        except ValidationError:
            with pytest.raises(NOT_SOUND):
                read(one)
            continue
        sound += 1
        # To the last decimal, and every value of its very class.
        assert plain(read(one)) == plain(expected)
        assert read(one) == expected
        assert read(one).origin == expected.origin
    assert sound > 1


GOOD = {"编号": "A", "名称": "甲", "节点": {"开工": "2023-05"}, "在册": {"签约": "1"}}


@pytest.mark.parametrize(
    "raw",
    [
        {"编号": "A"},
        {**GOOD, "总投咨": "1"},
        {**GOOD, "名称": None},
        {**GOOD, "领域": None},
        {**GOOD, "领域": ["一"]},
        {**GOOD, "总投资": "１"},
        {**GOOD, "包联级别": "国家级"},
        {**GOOD, "包联级别": ["县级"]},
        {**GOOD, "在册": {"达效": "1"}},
        {**GOOD, "在册": "1"},
        {**GOOD, "在册": ["1"]},
        {**GOOD, "在册": None},
        {**GOOD, "计划": {"开工": "已"}},
        {**GOOD, "计划": "2023"},
        {**GOOD, "计划": {"月计划": {"2023": ["1"]}}},
        {**GOOD, "调出": {"原因": "停"}},
        {**GOOD, "调出": {"日期": "2023-05", "原因": "停", "至": "2024"}},
        {**GOOD, "name": "甲"},
        "A",
        None,
        [],
    ],
)
def test_what_is_not_plainly_sound_is_left_to_pydantic(raw: Any) -> None:
    read = direct(Project)
    assert read is not None
    with pytest.raises(NOT_SOUND):
        read(raw)


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class _Bare:
    name: Annotated[str, Key("名称")]


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class _Either:
    name: Annotated[Text | Interval, Key("名称")]


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class _Nameless:
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Undeclared:
    name: Annotated[Text, Key("名称")]


@pytest.mark.parametrize("model", [_Bare, _Either, _Nameless, _Undeclared, Place, str])
def test_what_only_pydantic_knows_is_its_own(model: type[Any]) -> None:
    assert direct(model) is None
