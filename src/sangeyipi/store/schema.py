"""JSON Schema (2020-12) of the ledger's files, made from the models, for editors and checkers.

Owns what differs between Pydantic's picture of a record and what a person may type in a file.  A
schema never refuses what the ledger reads; what it accepts may still break a rule of the ledger.
"""

import json
from typing import Any

from pydantic import TypeAdapter

from sangeyipi.model.monthly_report import MONTH_KEY
from sangeyipi.model.project import ORIGIN_KEY, REGION_KEY
from sangeyipi.store.kinds import KINDS as RECORD_KINDS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: The folder beside ledger.yaml in which files made by `sgyp init` look for their schema.
FOLDER = "schemas"

_BY_NAME = {one.schema: one for one in RECORD_KINDS}
KINDS = tuple(_BY_NAME)
#: What the store adds to a record that it has read.
_UNTYPED = frozenset({ORIGIN_KEY, REGION_KEY, MONTH_KEY})


def schema(kind: str) -> Schema:
    """The schema of one kind of file."""
    record = TypeAdapter(_BY_NAME[kind].model).json_schema(by_alias=True)
    definitions = {name: _plain(part) for name, part in record.pop("$defs", {}).items()}
    enums = {name: part["enum"] for name, part in definitions.items() if "enum" in part}
    record = _record(record, enums)
    for name, part in definitions.items():
        definitions[name] = _record(part, enums)
    body: Schema = record
    if not _BY_NAME[kind].single:
        # An empty file, or one of comments only, is an empty list.
        definitions[kind] = record
        body = {"type": ["array", "null"], "items": {"$ref": f"#/$defs/{kind}"}}
    head = {"$schema": DIALECT, "title": _BY_NAME[kind].title}
    return head | body | ({"$defs": definitions} if definitions else {})


def any_schema() -> Schema:
    """One schema for every file of a ledger."""
    definitions: Schema = {}
    kinds = []
    for kind in KINDS:
        one = schema(kind)
        definitions |= one.pop("$defs", {})
        del one["$schema"]
        definitions[f"{kind}-file"] = one
        kinds.append({"$ref": f"#/$defs/{kind}-file"})
    return {"$schema": DIALECT, "title": "“三个一批”台账", "anyOf": kinds, "$defs": definitions}


def to_text(document: Schema) -> str:
    """A schema as it is printed and kept in a file."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def file_name(kind: str) -> str:
    """What the schema's file is called."""
    return f"{kind}.schema.json"


def modeline(kind: str, name: str) -> str:
    """The comment that points an editor from the ledger's file `name` to its schema."""
    up = "../" * name.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{file_name(kind)}"


def _plain(part: Schema) -> Schema:
    """A part without Python's names and docstrings, which are not for users."""
    return {key: value for key, value in part.items() if key not in ("title", "description")}


def _record(record: Schema, enums: dict[str, list[str]]) -> Schema:
    """A record's schema in the ledger's own words only."""
    if "properties" not in record:
        return record
    required = [key for key in record.get("required", []) if key not in _UNTYPED]
    keys = {
        key: _key(part, key in required, enums)
        for key, part in record["properties"].items()
        if key not in _UNTYPED
    }
    needed = {"required": required} if required else {}
    return _plain(record) | {"properties": keys} | needed


def _key(part: Schema, required: bool, enums: dict[str, list[str]]) -> Schema:
    part = {key: value for key, value in part.items() if key != "title"}
    # A record by default is in Python's words, and None is a key left out.
    if isinstance(part.get("default"), dict | None):
        part.pop("default", None)
    # Of a day as a key its pattern says it all.
    if "examples" in part.get("propertyNames", {}):
        del part["propertyNames"]
    if "propertyNames" in part:
        part = _by_word(part, enums)
    if "patternProperties" in part:
        part = _by_pattern(part)
    return part if required else _or_nothing(part)


def _by_word(part: Schema, enums: dict[str, list[str]]) -> Schema:
    """节点 → …: every word a key of its own, so that editors offer it."""
    words = enums[part.pop("propertyNames")["$ref"].rpartition("/")[2]]
    value = _or_nothing(part["additionalProperties"])
    return part | {"properties": dict.fromkeys(words, value), "additionalProperties": False}


def _by_pattern(part: Schema) -> Schema:
    """年度计划投资 → …: keys that are years and nothing else."""
    keys = {key: _or_nothing(value) for key, value in part["patternProperties"].items()}
    return part | {"patternProperties": keys, "additionalProperties": False}


def _or_nothing(part: Schema) -> Schema:
    """The same or null: a key with nothing behind it is the same as no key."""
    if "anyOf" in part:
        value, _ = part.pop("anyOf")
        part = part | value
    if "$ref" in part:
        reference = part.pop("$ref")
        return part | {"anyOf": [{"$ref": reference}, {"type": "null"}]}
    kinds = part["type"]
    return part | {"type": [*(kinds if isinstance(kinds, list) else [kinds]), "null"]}
