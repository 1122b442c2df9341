"""Three versions of one ledger file made one: by identity of the record, fact by fact.

Pure: takes and gives bytes, asks git nothing.  A merge is called clean only after its text has been
read back and says, fact for fact, what a second and much simpler reckoning expects of it.
"""

from codecs import BOM_UTF8
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from sangeyipi.compare.merge.conflicts import Conflict, conflicts_in, to_text, used_columns
from sangeyipi.compare.merge.facts import (
    FactNode,
    Facts,
    FactTree,
    Key,
    TextShape,
    Unmergeable,
    parse,
)
from sangeyipi.compare.merge.three_way import merge_lines, merge_nodes
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.canonical.format import NotTheSame, formatted
from sangeyipi.store.files import FileKind, month_of_file
from sangeyipi.store.kinds import PROBLEMS, REGISTERS, RecordKind
from sangeyipi.store.source import checked_source

MARKER_SIZE = 7


class MergeVersions(NamedTuple):
    """The common ancestor (empty where both sides added the file) and the two sides."""

    base: bytes
    ours: bytes
    theirs: bytes


class Merged(NamedTuple):
    """What the file becomes.  `unproven`: no text could be shown to say both sides' facts."""

    data: bytes
    conflicts: tuple[Conflict, ...] = ()
    unproven: bool = False

    @property
    def clean(self) -> bool:
        """Whether nobody has to look at it."""
        return not self.conflicts and not self.unproven


def merge(
    name: str,
    versions: MergeVersions,
    by_lines: bytes | None = None,
    marker_size: int = MARKER_SIZE,
) -> Merged | None:
    """The versions of the file `name` merged; None where they are no trees of facts.

    `by_lines` is what merging line by line gave, if that was without conflict: it is preferred
    where it says the right thing, as it leaves everything else as it was written.
    """
    try:
        base, ours, theirs = (parse(name, data) for data in versions)
        tree = _merged(base, ours, theirs)
        found = tuple(conflicts_in(tree))
    except Unmergeable:
        return None
    # The mark by which a spreadsheet knows the encoding of a CSV file.
    mark = BOM_UTF8 if tree.columns and versions.ours.startswith(BOM_UTF8) else b""
    text = mark + to_text(tree, marker_size).encode()
    if found:
        return Merged(text, found)
    expected = _expected(base.facts(), ours.facts(), theirs.facts())
    kind = kind_of(tree)
    tidy = all(canonical(name, data, kind) == data for data in (versions.ours, versions.theirs))
    for candidate in (by_lines, text):
        if candidate is not None and _says(name, candidate, expected, tree):
            return Merged((canonical(name, candidate, kind) if tidy else None) or candidate)
    return Merged(text, unproven=True)


def _merged(base: FactTree, ours: FactTree, theirs: FactTree) -> FactTree:
    roots = [side.root for side in (ours, theirs) if not side.empty]
    shapes = {root.shape for root in roots}
    if len(shapes) != 1:
        raise Unmergeable("两边不是同一种文件")
    empty = FactNode(shapes.pop())
    if not base.empty and base.root.shape is not empty.shape:
        raise Unmergeable("与共同祖先不是同一种文件")
    root = merge_nodes(
        empty if base.empty else base.root,
        empty if ours.empty else ours.root,
        empty if theirs.empty else theirs.root,
        whole_records=bool(ours.columns or theirs.columns),
    )
    tree = FactTree(root, merge_lines(base.end, ours.end, theirs.end))
    if base.empty and empty.shape is TextShape.MAPPING and any(conflicts_in(tree)):
        raise Unmergeable("两边各新建了一份，不是同一份的两个版本")
    if ours.columns or theirs.columns:
        return replace(tree, columns=_columns(base, ours, theirs, used_columns(tree)))
    return tree


def _columns(base: FactTree, ours: FactTree, theirs: FactTree, used: set[str]) -> tuple[str, ...]:
    """The columns of either side, but those that one of them dropped and nobody needs."""
    dropped = {column for column in base.columns if column not in used}
    dropped -= set(ours.columns) & set(theirs.columns)
    new = [column for column in theirs.columns if column not in ours.columns]
    return tuple(column for column in (*ours.columns, *new) if column not in dropped)


def _expected(base: Facts, ours: Facts, theirs: Facts) -> Facts:
    """What the facts must be where no fact is in conflict: for each, whatever a side changed."""
    expected: Facts = {}
    for path in {**base, **ours, **theirs}:
        was, one, other = base.get(path), ours.get(path), theirs.get(path)
        value = other if one == was else one
        if value is not None:
            expected[path] = value
    return expected


def _says(name: str, data: bytes, expected: Facts, tree: FactTree) -> bool:
    """Whether a text, read back, says exactly what is expected and loses no comment."""
    try:
        read = parse(name, data)
    except Unmergeable:
        return False
    return read.facts() == expected and set(tree.comments()) <= set(read.comments())


def canonical(name: str, data: bytes, kind: FileKind | None) -> bytes | None:
    """The file as `sgyp fmt` would write it, or None where it would not."""
    source = checked_source(_with_month(name) if kind is FileKind.PROGRESS else name, data)
    if isinstance(source, Diagnostic):
        return None
    try:
        text = formatted(source, kind)
    except NotTheSame:
        return None
    return text.encode() if isinstance(text, str) else None


def kind_of(tree: FactTree) -> FileKind | None:
    """What a file holds (None: ledger.yaml), by its content: git hands out copies elsewhere."""
    keys = tree.root.items
    if tree.root.shape is TextShape.RECORDS:
        said = set(tree.columns).union(*(one.items for one in keys.values()))
        if any(len(key) > 1 for key in keys):
            return next((one.kind for one in REGISTERS if _is_of(one, said)), FileKind.ROLLUPS)
        if _is_of(PROBLEMS, said) and term.PROJECT in said:
            return FileKind.PROBLEMS
        return FileKind.PROJECTS if term.NAME in said or term.ID not in said else FileKind.PROGRESS
    return FileKind.STATEMENTS if term.CLAIMS in keys or term.TITLE in keys else None


def _is_of(kind: RecordKind, said: set[Key]) -> bool:
    """Whether the keys of records are such as tell records of a kind apart."""
    return said.issuperset(kind.identity_words)


def _with_month(name: str) -> str:
    """The name of a file of monthly reports; git's copies may have lost the month from it.

    Which month it is makes no difference to how the file is written.
    """
    return name if month_of_file(name) else f"2000-01{PurePosixPath(name).suffix}"
