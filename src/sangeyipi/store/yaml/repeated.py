"""A `- ` too few or too many: two records that became one, and one that became two.

Told apart from one fact written twice, whose remedy (delete one of them) would delete a project,
and from a key that is missing, whose remedy (add it) would make two projects of one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from typing import Any, NamedTuple

from sangeyipi.model import term
from sangeyipi.model.declared import HIDDEN
from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.place import Place
from sangeyipi.model.rule import Rule
from sangeyipi.store.keys import key_of
from sangeyipi.store.raw import RawValue

_IDENTITY = term.ID
#: What no file that is one mapping has at its top: only records of a list do.
_LISTED = (_IDENTITY, term.PHASE)


class Opening(NamedTuple):
    """The first key of a record that should have begun there, and what to do about it."""

    key: Any
    message: str
    remedy: str


def openings(
    record: dict[str, RawValue], again: Sequence[tuple[Any, RawValue]], flow: bool, is_item: bool
) -> Iterator[Opening]:
    """Where further records begin among the keys that a record has again, if they do.

    They do where the key that tells records apart comes with another value, or, in records that
    have none, where the first key and another one do.  Not `is_item`: a file without any `- `.
    """
    if not is_item and not any(key in record for key in _LISTED):
        return
    first = next(iter(record))
    identity = _IDENTITY if _IDENTITY in record else first
    others = any(key.value == identity and value != record[identity] for key, value in again)
    if not others or (identity != _IDENTITY and len(again) < 2):
        return
    what = "另一个项目" if term.NAME in record else "另一条记录"
    missing, remedy = _advice(flow, is_item)
    seen: set[str] = set()
    for number, (key, _) in enumerate(again):
        if number and key.value not in seen:
            seen.add(key.value)
            continue
        seen = {key.value}
        here = "这里" if key.value == first else "这几行"
        yield Opening(key, f"{here}像是{what}，前面少了“{missing}”", remedy)


def _advice(flow: bool, is_item: bool) -> tuple[str, str]:
    if flow:
        return "}, {", "在它的第一项前面补上“}, {”"
    if not is_item:
        return "- ", "每条记录的第一行以“- ”开头，其余各行缩进两格"
    return "- ", "把它第一行缩进的最后两个空格改成“- ”，与上一条的“- ”对齐"


def joined(records: list[RawValue], model: type, name: str, found: Findings) -> Findings:
    """The diagnostics of the records of a YAML list, those cut in two told as such.

    A record that has none of the keys of the one above, and cannot do without them, is its rest.
    """
    missing = found.rows(Rule.MISSING_KEY)
    parts, cut = Findings(), set[int]()
    whole: set[str] = set()
    for index, one in enumerate(records if missing else ()):
        keys = set(_keys(one))
        lacking = [key for key in _required(model) if key not in keys]
        apart = not whole or not keys or _IDENTITY in keys or bool(whole & keys)
        # What it has, but not as it should be, it does not lack.
        apart = apart or (index not in missing and bool(lacking))
        if apart or not missing & {index - 1, index}:
            whole = keys
            continue
        whole |= keys
        key = lacking[0] if lacking else ""
        other = f"补上一行“{key}: …”" if key else "补上它上面一条缺的内容"
        what = f"这一条没有“{key}”，像是上一条的一部分" if key else "这里像是上一条的一部分"
        remedy = f"是上一条的，把这一行的“- ”改成两个空格；确是另一条的，{other}"
        message = f"{what}：多了“- ”"
        parts.append(Diagnostic(Rule.MISSING_KEY, Place(name, (index,)), message, remedy))
        cut |= {index - 1, index}
    kept = found.without(lambda rule, row, _: rule is Rule.MISSING_KEY and row in cut)
    kept.extend(parts)
    return kept


def _keys(record: RawValue) -> Iterator[str]:
    """The keys of a record that stand in the file."""
    for key in record if isinstance(record, dict) else ():
        if not key.startswith(HIDDEN):
            yield key


def _required(model: Any) -> Iterator[str]:
    for field in fields(model):
        key = key_of(model, field.name)
        if key and field.default is MISSING and field.default_factory is MISSING:
            yield key
