"""Keys that a record has twice because another record begins there: its `- ` was forgotten.

Told apart from one fact written twice, whose remedy (delete one of them) would delete a project.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sangeyipi.store.raw import RawValue

_IDENTITY = "编号"


class Opening(NamedTuple):
    """The first key of a record that should have begun there, and what to do about it."""

    key: Any
    message: str
    remedy: str


def openings(
    record: dict[str, RawValue], again: Sequence[tuple[Any, RawValue]], flow: bool
) -> Iterator[Opening]:
    """Where further records begin among the keys that a record has again, if they do.

    They do where the key that tells records apart comes with another value, or, in records that
    have none, where the first key and another one do.
    """
    first = next(iter(record))
    identity = _IDENTITY if _IDENTITY in record else first
    others = any(key.value == identity and value != record[identity] for key, value in again)
    if not others or (identity != _IDENTITY and len(again) < 2):
        return
    what = "另一个项目" if "名称" in record else "另一条记录"
    missing, remedy = _advice(flow)
    seen: set[str] = set()
    for number, (key, _) in enumerate(again):
        if number and key.value not in seen:
            seen.add(key.value)
            continue
        seen = {key.value}
        here = "这里" if key.value == first else "这几行"
        yield Opening(key, f"{here}像是{what}，前面少了“{missing}”", remedy)


def _advice(flow: bool) -> tuple[str, str]:
    if flow:
        return "}, {", "在它的第一项前面补上“}, {”"
    return "- ", "把它第一行缩进的最后两个空格改成“- ”，与上一条的“- ”对齐"
