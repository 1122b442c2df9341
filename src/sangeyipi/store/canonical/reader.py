"""Reading lists of records in canonical form, line by line: what `canonical` writes, and no more.

A fraction of the time of a YAML parser, for the one shape nearly every ledger file has.  It never
decides anything: at the first line that is not plainly canonical it gives up on the whole file,
and the event reader reads it.  What it does read is what the events say, which a property holds.
"""

import re
from typing import Any

from sangeyipi.model import term
from sangeyipi.store.raw import RawValue

# A set with Chinese characters in it takes milliseconds to compile, which a quick start has not:
# `\w` stands for them, and what no line may hold is asked of `str.isprintable` (`_plain`).
# Text without a comment, and without a colon that could end a key.
_TEXT = r"[^:#]*(?::[^ :#][^:#]*)*"
_WORD = r"(?!null\b)\w+(?:\.[0-9]+)?"
_LINE = re.compile(
    r"(- |  |    |      )"  # first key of a record, another key, a nested key, a year below that
    r"(\w{1,16}|[0-9]{4}-[0-9]{2}-[0-9]{2}):"
    rf"(?: (?:(?!null\Z)((?:[0-9A-Za-z<]|[^\x00-\x7f]){_TEXT})(?<! )"
    rf"|\[({_WORD}(?:, {_WORD})*)\]))?"  # amounts or words side by side
)
#: A comment, but none that may have been the first line of a record or of a group.
_SKIPPED = re.compile(r"#(?!.*(?:-[\[{\"' ]*\w{1,16}[\"']?[ ]*:|:[ ]+#)).*(?<![: ])|")

NEW, NOTHING = -1, -2
_DEPTHS = {"- ": NEW, "  ": 0, "    ": 1, "      ": 2}
#: Depth, key and value of a line; the value is empty where the line opens a nested mapping, and a
#: tuple where it is a list.
Parts = tuple[int, str, str | tuple[str, ...]]
_SKIP: Parts = (NOTHING, "", "")
#: Whether a key is a record's first, the key, and what it says.
Said = tuple[bool, str, RawValue]
#: Deeper than anything that can be open.
_NOT_CANONICAL: Parts = (9, "", "")


def read_canonical(text: str) -> list[RawValue] | None:
    """The records of a file in canonical form; None for any other, which says nothing about it."""
    records: list[RawValue] = []
    return records if _read(text.split("\n"), [], records) else None


def read_key(text: str) -> Said | None:
    """What one key of a record says in canonical form, with all that stands below it.

    `text`: its lines, from that of the key on.  None where that is not plainly canonical.
    """
    record, records = dict[str, RawValue](), list[RawValue]()
    first = text.startswith("- ")
    if not _read(text.split("\n"), [] if first else [record], records):
        return None
    found: list[Any] = records if first else [record, *records]
    if len(found) != 1 or len(found[0]) != 1:
        return None
    return first, *next(iter(found[0].items()))


def _read(lines: list[str], opened: list[dict[str, RawValue]], records: list[RawValue]) -> bool:
    """Read lines into records; whether all of them are plainly canonical.

    `opened`: the record being read, the mapping open in it, and the one open in that.
    """
    known = _known.get
    for line in lines:
        depth, key, value = known(line) or parts(line)
        if depth == NOTHING:
            continue
        if depth < len(opened) - 1:
            if not opened[-1]:
                return False
            del opened[max(depth, 0) + 1 :]
        if depth == NEW:
            if not value:
                return False
            opened = [{key: value if value.__class__ is str else list(value)}]
            records.append(opened[0])
        elif depth >= len(opened) or key in opened[depth]:
            return False
        elif value:
            opened[depth][key] = value if value.__class__ is str else list(value)
        else:
            inner: dict[str, RawValue] = {}
            opened[depth][key] = inner
            opened.append(inner)
    return bool(opened and opened[-1])


def record_lines(text: str) -> list[int] | None:
    """The line that each record begins on, of a file in canonical form; None for any other."""
    if read_canonical(text) is None:
        return None
    lines = enumerate(text.split("\n"), 1)
    return [number for number, line in lines if line.startswith("- ")]


#: What lines say that have been read before.  Most lines of a ledger recur; what is each project's
#: own does not, and would only push the others out.
_known: dict[str, Parts] = {}
_MOST_KNOWN = 1 << 16
_OWN = frozenset({term.ID, term.NAME})


def parts(line: str) -> Parts:
    """What a line says."""
    match = _LINE.fullmatch(line) if _plain(line) else None
    if not match:
        return _SKIP if _SKIPPED.fullmatch(line) and _plain(line) else _NOT_CANONICAL
    several = tuple(match[4].split(", ")) if match[4] else ""
    found = _DEPTHS[match[1]], match[2], match[3] or several
    if found[1] not in _OWN and len(_known) < _MOST_KNOWN:
        _known[line] = found
    return found


def _plain(line: str) -> bool:
    """Whether there is no control character, no break of YAML's, no space but U+0020 and U+3000."""
    return line.isprintable() or line.replace("\u3000", "").isprintable()
