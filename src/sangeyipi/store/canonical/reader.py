"""Reading lists of records in canonical form, line by line: what `canonical` writes, and no more.

A fraction of the time of a YAML parser, for the one shape nearly every ledger file has.  It never
decides anything: at the first line that is not plainly canonical it gives up on the whole file,
and the event reader reads it.  What it does read is what the events say, which a property holds.
"""

import re

from sangeyipi.model import term
from sangeyipi.store.raw import RawValue

# No control character, no line break of YAML's, no space but U+0020, nothing unprintable.
_BAD = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
# Text without a comment, and without a colon that could end a key.
_REST = rf"[^:#{_BAD}]*(?::[^ :#{_BAD}][^:#{_BAD}]*)*"
KEY = r"[\u4e00-\u9fff]{1,16}"
#: A text that stands alone on its line, and none that is nothing.
TEXT = rf"(?!null\Z)([0-9A-Za-z\u3400-\u9fff“（《【≥≤＞＜<]{_REST})(?<! )"
_ITEM = r"(?!null\b)[0-9A-Za-z\u3400-\u9fff]+(?:\.[0-9]+)?"
#: Words or amounts side by side.
ITEMS = rf"\[({_ITEM}(?:, {_ITEM})*)\]"
_LINE = re.compile(
    r"(- |  |    |      )"  # first key of a record, another key, a nested key, a year below that
    rf"({KEY}|[0-9]{{4}}(?:-[0-9]{{2}}-[0-9]{{2}})?):(?: (?:{TEXT}|{ITEMS}))?"
)
#: A comment, but none that may have been the first line of a record or of a group.
SKIPPED = re.compile(
    rf"#(?!.*(?:-[\[{{\"' ]*[\u4e00-\u9fff]{{1,16}}[\"']?[ ]*:|:[ ]+#))[^{_BAD}]*(?<![: ])|"
)

_NEW, _NOTHING = -1, -2
_DEPTHS = {"- ": _NEW, "  ": 0, "    ": 1, "      ": 2}
#: Depth, key and value of a line; the value is empty where the line opens a nested mapping, and a
#: tuple where it is a list.
_Parts = tuple[int, str, str | tuple[str, ...]]
_SKIP: _Parts = (_NOTHING, "", "")
#: Deeper than anything that can be open.
_NOT_CANONICAL: _Parts = (9, "", "")


def read_canonical(text: str) -> list[RawValue] | None:
    """The records of a file in canonical form; None for any other, which says nothing about it."""
    records: list[RawValue] = []
    #: The record being read, the mapping open in it, and the one open in that.
    opened: list[dict[str, RawValue]] = []
    known = _known.get
    for line in text.split("\n"):
        depth, key, value = known(line) or _parts(line)
        if depth == _NOTHING:
            continue
        if depth < len(opened) - 1:
            if not opened[-1]:
                return None
            del opened[max(depth, 0) + 1 :]
        if depth == _NEW:
            if not value:
                return None
            opened = [{key: value if value.__class__ is str else list(value)}]
            records.append(opened[0])
        elif depth >= len(opened) or key in opened[depth]:
            return None
        elif value:
            opened[depth][key] = value if value.__class__ is str else list(value)
        else:
            inner: dict[str, RawValue] = {}
            opened[depth][key] = inner
            opened.append(inner)
    return records if opened and opened[-1] else None


def record_lines(text: str) -> list[int] | None:
    """The line that each record begins on, of a file in canonical form; None for any other."""
    if read_canonical(text) is None:
        return None
    lines = enumerate(text.split("\n"), 1)
    return [number for number, line in lines if line.startswith("- ")]


#: What lines say that have been read before.  Most lines of a ledger recur; what is each project's
#: own does not, and would only push the others out.
_known: dict[str, _Parts] = {}
_MOST_KNOWN = 1 << 16
_OWN = frozenset({term.ID, term.NAME})


def _parts(line: str) -> _Parts:
    """What a line says."""
    match = _LINE.fullmatch(line)
    if not match:
        return _SKIP if SKIPPED.fullmatch(line) else _NOT_CANONICAL
    several = tuple(match[4].split(", ")) if match[4] else ""
    parts = _DEPTHS[match[1]], match[2], match[3] or several
    if parts[1] not in _OWN and len(_known) < _MOST_KNOWN:
        _known[line] = parts
    return parts
