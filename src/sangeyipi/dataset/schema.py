"""What a dataset says of itself in `schema.json`, read back.

Owns which file that is, and what it must hold to be believed.  Must not open a Parquet file:
whether these are as told is `engine.py`'s to see.
"""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

SCHEMA = "schema.json"
FORMAT = "sgyp-dataset-1"
#: Under this name each Parquet file has the `written` of its schema.json.
MARK = "sgyp"
_ANY_FORMAT = re.compile(r"sgyp-dataset-[0-9]+")
_NAME = re.compile(r"[a-z_]+")
Told = dict[str, Any]


class NotOurDataset(Exception):
    """A folder that is no dataset of ours; the message is for the user, in Chinese."""


def told_of(folder: Path) -> Told:
    """What a dataset of any version says of its tables' files.  Raises NotOurDataset."""
    if not folder.is_dir():
        raise NotOurDataset(f"没有数据集 {folder}：先运行 sgyp dataset {folder}")
    try:
        told = json.loads((folder / SCHEMA).read_bytes())
        ours = _ANY_FORMAT.fullmatch(told["format"]) and all(map(_has_files, told["tables"]))
    except (OSError, ValueError, RecursionError, LookupError, TypeError):
        ours = None
    if not ours:
        raise NotOurDataset(f"{folder} 不是 sgyp 的数据集（里面没有它的 {SCHEMA}）")
    return dict(told)


def schema_of(folder: Path) -> Told:
    """The same of one that can be asked.  Raises NotOurDataset."""
    told = told_of(folder)
    if told["format"] != FORMAT:
        raise NotOurDataset(
            f"{folder} 是另一版 sgyp 写的数据集，读不了：重新运行 sgyp dataset {folder}"
        )
    wrong = next((key for key, holds in _HOLDS.items() if not _holds(told, key, holds)), None)
    if wrong is not None:
        raise NotOurDataset(
            f"{folder / SCHEMA} 里的 {wrong} 缺了、改过，或是另一版 sgyp 写的："
            f"重新运行 sgyp dataset {folder}"
        )
    return told


def _has_files(table: Any) -> bool:
    name, files = table["name"], table["files"]
    if not (isinstance(name, str) and _NAME.fullmatch(name) and isinstance(files, list)):
        return False
    within = re.compile(rf"{name}/(?:region=[^/]+/)?part-[0-9]+\.parquet")
    return all(isinstance(file, str) and within.fullmatch(file) for file in files)


def _holds(told: Told, key: str, holds: Callable[[Any, Told], bool]) -> bool:
    try:
        return holds(told[key], told)
    except (LookupError, ValueError, TypeError, AttributeError):
        return False


def _tables(tables: Any, _: Told) -> bool:
    return len({one["name"] for one in tables}) == len(tables) and all(map(_is_table, tables))


def _is_table(table: Told) -> bool:
    named = [(one["name"], one["type"]) for one in table["columns"]]
    texts = all(isinstance(text, str) for pair in named for text in pair)
    return texts and bool(table["files"]) and type(table["rows"]) is int


def _rows_of(name: str) -> Callable[[Any, Told], bool]:
    """As many as that table has rows."""
    return lambda value, told: (
        [value] == [one["rows"] for one in told["tables"] if one["name"] == name]
    )


def _days(value: Any, _: Told) -> bool:
    return all(isinstance(name, str) and date.fromisoformat(day) for name, day in value.items())


def _is(kind: type) -> Callable[[Any, Told], bool]:
    return lambda value, _: isinstance(value, kind)


#: What has to stand under each key that is read.
_HOLDS: dict[str, Callable[[Any, Told], bool]] = {
    "tables": _tables,
    "written": _is(str),
    "settings": _is(str),
    "partitioned": _is(bool),
    "gathered": _is(bool),
    "rollups": _rows_of("rollups"),
    "reports": _rows_of("reports"),
    "known_to": _days,
}
