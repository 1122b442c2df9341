"""Pydantic's refusals → diagnostics in the ledger's own words.

A sound ledger has no use for any of it; nor does this import what refuses.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sangeyipi.model import term
from sangeyipi.model.characters import as_it_looks, hidden_in
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.limits import WRITTEN_YEAR
from sangeyipi.model.nearest import alike, may_mean, nearest, says_more
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.model.spreadsheet import advice, date_advice, leftover
from sangeyipi.model.stages import Milestone
from sangeyipi.store.csv.headings import known_word, meant, stands_for, undecided
from sangeyipi.store.csv.years import daily, meant_for_a_year, yearly
from sangeyipi.store.keys import keys_at, words_of
from sangeyipi.store.raw import RawValue
from sangeyipi.store.yaml.punctuation import slip_of_value

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

#: Rule, message, remedy, and whether the key is meant.
Explained = tuple[Rule, str, str, bool]
_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")


def not_a_mapping(raw: RawValue, origin: Place) -> Diagnostic:
    """What is wrong with a record that is none."""
    slip = slip_of_value(raw) if isinstance(raw, str) else None
    if slip:
        return Diagnostic(slip.rule, origin, slip.message)
    found = "一个列表" if isinstance(raw, list) else "空的" if raw is None else "一段文字"
    return Diagnostic(Rule.WRONG_TYPE, origin, f"这里应是一组“键: 值”，却是{found}")


def explain(
    error: "ValidationError", model: type, raw: dict[str, Any], origin: Place
) -> Iterator[Diagnostic]:
    """What is wrong with a record, one by one."""
    in_csv = origin.file.lower().endswith(".csv")
    details = error.errors(include_url=False, include_input=False)
    # What stands behind a key that does not belong there is no second fault.
    odd = {_path(detail) for detail in details if _of_key(detail)}
    for detail in details:
        path = _path(detail)
        if path in odd and not _of_key(detail):
            continue
        elsewhere = misplaced(path, model) if path in odd and not in_csv else None
        rule, message, remedy, on_key = elsewhere or _one(detail, model, raw, path, in_csv)
        if not on_key and _several_lines(_value_at(raw, path)):
            message += "（里面有换行，多半是引号没有配好）"
        if rule is Rule.MISSING_KEY:
            path = () if in_csv else path[:-1]
        yield Diagnostic(rule, Place(origin.file, (*origin.path, *path), on_key), message, remedy)


def _path(detail: "ErrorDetails") -> tuple[str | int, ...]:
    return tuple(key for key in detail["loc"] if key != "[key]")


def _of_key(detail: "ErrorDetails") -> bool:
    return "[key]" in detail["loc"] or detail["type"] in _UNKNOWN


def misplaced(path: tuple[str | int, ...], model: type) -> Explained | None:
    """A key that stands within a group whose neighbour it is: what is wrong with it."""
    *above, key = words_of(path)
    for depth in reversed(range(len(above))):
        if key in keys_at(model, tuple(above[:depth])):
            message = f"“{key}”写到“{above[depth]}”里面去了，它们应当并列"
            remedy = (
                f"把“{key}”（连同属于它的各行）左移，与“{above[depth]}”左边对齐；"
                f"写在花括号里的，移到“{above[depth]}”的花括号外面"
            )
            return Rule.UNKNOWN_KEY, message, remedy, True
    return None


def _several_lines(value: Any) -> bool:
    return isinstance(value, str) and ("\n" in value or "\r" in value)


def lacks(name: str) -> str:
    """What is told of a record without a key or a cell that it must have."""
    return f"缺少“{name}”"


#: What is only meant to happen.
_PLANNED = re.compile("计划|预计|预期|拟")
_YEARLY = term.YEARLY_PLAN
_YEAR = re.compile(f"{WRITTEN_YEAR}年?", re.ASCII)
_RULE_IDS = frozenset(rule.value for rule in Rule)


def _one(
    detail: "ErrorDetails",
    model: type,
    raw: dict[str, Any],
    path: tuple[str | int, ...],
    in_csv: bool,
) -> Explained:
    kind = detail["type"]
    context = detail.get("ctx") or {}
    value = _value_at(raw, path)
    key = str(path[-1]) if path else ""
    if kind in _RULE_IDS:
        spelling = context.get("spelling", "")
        left = leftover(value) if isinstance(value, str) else ""
        if left:
            return Rule(kind), left, advice(in_csv), False
        unknown = _unless_known(Rule(kind), value, path, in_csv)
        remedy = f"应写作 {spelling}" if spelling else unknown
        if in_csv and kind == Rule.BAD_DATE and (spelling or not remedy):
            remedy = date_advice(str(value), spelling)
        if kind == Rule.WRONG_TYPE and not remedy:
            remedy = _as_written(path, value, in_csv)
        return Rule(kind), context["message"], remedy, False
    if kind == "missing":
        column = ".".join(map(str, path))
        if in_csv:
            # A heading or a sum of others lacks one as well, and would be a project with it.
            other = "；是合计、小标题或注的，删去这一行" if column == term.ID else ""
            return Rule.MISSING_KEY, lacks(column), f"填上这一行的“{column}”{other}", False
        return Rule.MISSING_KEY, lacks(key), f"补上一行“{key}: …”", False
    if kind in _UNKNOWN:
        return _unknown(key, keys_at(model, words_of(path[:-1])))
    if kind == "enum":
        return _not_in_enum(detail, key, value, context["expected"])
    slip = slip_of_value(value) if isinstance(value, str) else None
    if slip:
        return slip.rule, slip.message, "", False
    wanted = "一个列表" if kind.startswith(("tuple", "list")) else "一组“键: 值”"
    return Rule.WRONG_TYPE, f"“{key}”应是{wanted}", "", False


def _as_written(path: tuple[str | int, ...], value: Any, in_csv: bool) -> str:
    """What to do about a value that should be twelve amounts, or one text of some form."""
    if len(path) > 1 and path[-2] == term.MONTHLY_PLAN:
        return "十二个月都写上；没有分到月的，整项删去"
    key = str(path[-1]) if path else ""
    if isinstance(value, list | dict):
        return "只写一段文字；文字以方括号、花括号开头的，整段用半角双引号括起来"
    if key == term.ID and value:
        return "去掉或换掉这样的字符；别处写着这个编号的，一并改"
    return f"改好这{'一格' if in_csv else '个值'}：编号、文字照写，“是”“否”写作 true、false"


def _unless_known(rule: Rule, value: Any, path: tuple[str | int, ...], in_csv: bool) -> str:
    """What to do about a word where a date or an amount belongs: often there is none yet.

    Whoever is only told how one is written invents one for 未开工 or 待定.
    """
    if not isinstance(value, str) or any(char.isnumeric() for char in value):
        return ""
    omit = "让这一格空着" if in_csv else "删去这一项"
    if rule is Rule.BAD_AMOUNT:
        return f"只写数字，以亿元计；还不知道的，{omit}"
    group = str(path[-2]) if rule is Rule.BAD_DATE and path[1:] else ""
    if group == term.MILESTONES:
        return f"还没有发生的，{omit}；发生了的写日期，日期不明的写“已”"
    return f"没有计划日期的，{omit}" if group == term.PLANNED else ""


def _unknown(key: str, known: list[str], column: bool = False) -> Explained:
    """What is wrong with a key; whoever misspells one does so in every record of a file."""
    if _YEARLY in known and _YEAR.fullmatch(key):
        message = f"“{key}”要写在“{_YEARLY}”下面"
        return Rule.UNKNOWN_KEY, message, f"写成 {_YEARLY}: {{{key[:4]}: 4.5}} 的样子", True
    return _unknown_once(key, tuple(known), column)


@lru_cache(1024)
def _unknown_once(key: str, words: tuple[str, ...], column: bool) -> Explained:
    known = list(words)
    what = "列名" if column else "键"
    of_column = _unknown_column(key, known) if column else None
    if of_column:
        return Rule.UNKNOWN_KEY, f"不认识的列名“{key[:40]}”：{of_column[0]}", of_column[1], True
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
    other = stands_for(key, known)
    if other:
        return Rule.UNKNOWN_KEY, f"不认识的{what}“{key}”；是不是“{other}”？", f"改成“{other}”", True
    message = f"不认识的{what}“{key[:40]}”"
    near = next(iter(alike(key, known)), "")
    if near and may_mean(key, near):
        return Rule.UNKNOWN_KEY, f"{message}；是不是“{near}”？", f"改成“{near}”", True
    timed = {
        **dict.fromkeys(yearly(known) if column else (), ".2023（每年一列）"),
        **dict.fromkeys(daily(known) if column else (), ".2023-04-01（每天一列）"),
    }
    usable = (f"{name}{timed.get(name, '')}" for name in known)
    listed = f"可用的{what}：{'、'.join(usable)}" + ("；用不着的整列删去" if column else "")
    remedy = undecided(key, known) or listed
    if near and says_more(key, near):
        message += f"：它与“{near}”不是一回事，不要改成“{near}”"
    elif near:
        message += f"：没有写明是不是“{near}”"
    group, _, milestone = near.rpartition(".")
    if milestone in tuple(Milestone) and group in ("", term.MILESTONES) and _PLANNED.search(key):
        remedy = f"节点只记实际发生的日期；计划的日期写在“计划”的“{milestone}”里"
    return Rule.UNKNOWN_KEY, message, remedy, True


def _unknown_column(key: str, known: list[str]) -> tuple[str, str] | None:
    """What is wrong with a heading without its year, day or last word, and the remedy."""
    inner = [one for one in known if "." in key and one.startswith(f"{key}.")]
    if inner:
        return "是一组，没有写明是其中哪一个", f"改成{'或'.join(f'“{one}”' for one in inner)}"
    return meant_for_a_year(key, known)


def _not_in_enum(detail: "ErrorDetails", key: str, value: Any, expected: str) -> Explained:
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if "[key]" in detail["loc"]:
        return _unknown(key, known)
    shown = value[:40] if isinstance(value, str) else ""
    near = nearest(shown, known, 1)
    hint = f"；是不是“{near[0]}”？" if near else ""
    return Rule.WRONG_TYPE, f"“{key}”不能是“{shown}”{hint}", f"只能是：{'、'.join(known)}", False


def _value_at(raw: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        try:
            raw = raw[key]
        except (KeyError, IndexError, TypeError):
            return None
    return raw


def unknown_key(key: str, known: list[str], column: bool = True) -> tuple[Rule, str, str]:
    """What is wrong with a column (or key) that is none of `known`: rule, message, remedy."""
    rule, message, remedy, _ = _unknown(key, known, column)
    return rule, message, remedy
