"""Reading a file that is one mapping, ledger.yaml or a publication, in canonical form.

As `reader` does with lists of records, and for the same reason: a ledger that is written as `fmt`
writes it needs no YAML parser.  It gives up on the whole file at the first line that is not plainly
canonical.
"""

from sangeyipi.store.canonical.reader import NOTHING, parts, read_canonical
from sangeyipi.store.raw import RawValue


def read_mapping(text: str) -> dict[str, RawValue] | None:
    """The mapping of a file in canonical form; None for any other, which says nothing about it."""
    return _mapping(text.split("\n"), True)


def _mapping(lines: list[str], whole: bool) -> dict[str, RawValue] | None:
    """The mapping that lines are; within the `whole` file there are others and lists of them."""
    found: dict[str, RawValue] = {}
    opened, below = "", list[str]()
    for line in lines:
        if line.startswith("  ") and opened:
            below.append(line[2:])
            continue
        # A key at the top is what a record has behind two spaces.
        depth, key, value = parts(line if line[:1] in ("", "#") else f"  {line}")
        if depth == NOTHING:
            continue
        if depth or key in found or not _closed(found, opened, below):
            return None
        opened, below = "", []
        if value:
            found[key] = value if value.__class__ is str else list(value)
        elif whole:
            opened = key
            found[opened] = None
        else:
            return None
    return found if found and _closed(found, opened, below) else None


def _closed(found: dict[str, RawValue], opened: str, below: list[str]) -> bool:
    """Whether what stands below the key that was opened last, if any, is plainly canonical."""
    if not opened:
        return True
    if below and below[0].startswith("- "):
        found[opened] = read_canonical("\n".join(below))
    else:
        found[opened] = _mapping(below, False)
    return found[opened] is not None
