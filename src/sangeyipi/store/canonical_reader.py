"""Reading lists of records in canonical form, line by line: what `canonical` writes, and no more.

A fraction of the time of a YAML parser, for the one shape nearly every ledger file has.  It never
decides anything: at the first line that is not plainly canonical it gives up on the whole file,
and the event reader reads it.  What it does read is what the events say, which a property holds.
"""

import re

from sangeyipi.store.raw import RawValue

# No control character, no line break of YAML's, no space but U+0020, nothing unprintable.
_BAD = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
# Text without a comment, and without a colon that could end a key.
_TEXT = rf"[^:#{_BAD}]*(?::[^ :#{_BAD}][^:#{_BAD}]*)*"
_LINE = re.compile(
    r"(- |  |    )"  # first key of a record, another key, a nested key
    r"([\u4e00-\u9fff]{1,16}):"
    rf"(?: (?!null\Z)([0-9A-Za-z\u3400-\u9fff“（《【]{_TEXT})(?<! ))?"
)
_SKIPPED = re.compile(rf"#[^{_BAD}]*|")

#: Indent, key and value of a line; the value is empty where the line opens a nested mapping.
_Parts = tuple[str, str, str]
_SKIP = ("", "", "")
_NOT_CANONICAL = ("?", "", "")


def read_canonical(text: str) -> list[RawValue] | None:
    """The records of a file in canonical form; None for any other, which says nothing about it."""
    records: list[RawValue] = []
    record: dict[str, RawValue] = {}
    nested: dict[str, RawValue] | None = None
    known = _known.get
    for line in text.split("\n"):
        indent, key, value = known(line) or _parts(line)
        if indent == "    ":
            if nested is None or not value or key in nested:
                return None
            nested[key] = value
            continue
        if indent == "":
            continue
        if nested is not None and not nested:
            return None
        nested = None
        if indent == "- " and value:
            record = {key: value}
            records.append(record)
        elif indent != "  " or not records or key in record:
            return None
        elif value:
            record[key] = value
        else:
            record[key] = nested = {}
    return None if nested is not None and not nested else records or None


#: What lines say that have been read before.  Most lines of a ledger recur; what is each project's
#: own does not, and would only push the others out.
_known: dict[str, _Parts] = {}
_MOST_KNOWN = 1 << 16
_OWN = frozenset({"编号", "名称"})


def _parts(line: str) -> _Parts:
    """What a line says."""
    match = _LINE.fullmatch(line)
    if not match:
        return _SKIP if _SKIPPED.fullmatch(line) else _NOT_CANONICAL
    parts = match[1], match[2], match[3] or ""
    if parts[1] not in _OWN and len(_known) < _MOST_KNOWN:
        _known[line] = parts
    return parts
