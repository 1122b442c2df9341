"""The text of a merged tree: canonical, with conflict markers around what could not be merged.

Owns the markers, each around the lines of one fact (or of one record), and how a conflict is told.
"""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.compare.merge.facts import (
    OURS,
    THEIRS,
    FactNode,
    FactTree,
    Key,
    TextShape,
    title,
    unfold,
)
from sangeyipi.compare.merge.three_way import resolved
from sangeyipi.store.canonical.text import flattened, to_csv, to_yaml


class Conflict(NamedTuple):
    """What both sides changed, by its path; a side that deleted it is None."""

    path: tuple[Key, ...]
    ours: FactNode | None
    theirs: FactNode | None

    def told(self) -> str:
        """`SL-2023-001 总投资：本方 5，对方 6`."""
        sides = ((OURS, self.ours), (THEIRS, self.theirs))
        return f"{title(self.path)}：" + "，".join(f"{side} {_said(one)}" for side, one in sides)


def _said(node: FactNode | None) -> str:
    if node is None:
        return "删去"
    if node.shape is not TextShape.FACT:
        return "改动"
    return "、".join(node.value) if isinstance(node.value, tuple) else node.value or "（空）"


def conflicts_in(tree: FactTree) -> Iterator[Conflict]:
    """Every conflict of a tree, in the order of its text."""
    return _conflicts(tree.root, ())


def _conflicts(node: FactNode, path: tuple[Key, ...]) -> Iterator[Conflict]:
    if node.shape is TextShape.CONFLICT:
        yield Conflict(path, node.items.get(OURS), node.items.get(THEIRS))
        return
    for key, child in node.items.items():
        yield from _conflicts(child, (*path, key))


def to_text(tree: FactTree, marker_size: int) -> str:
    """The whole file."""
    if tree.columns:
        return _csv(tree, marker_size)
    found = list(conflicts_in(tree))
    word = _unused_word(tree)
    numbers = itertools.count()
    raw, notes = unfold(tree, lambda: f"{word}{next(numbers)}")
    text = to_yaml(raw, notes)
    if not found:
        return text
    token = re.compile(rf"( *).*\b{word}(\d+)\b")
    lines: list[str] = []
    for line in text.removesuffix("\n").split("\n"):
        match = token.fullmatch(line.removesuffix(": x"))
        if match:
            lines += _marked(found[int(match[2])], match[1], marker_size)
        else:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _unused_word(tree: FactTree) -> str:
    """A word that stands nowhere in the tree, on either side."""
    sides = [resolved(tree.root, side) for side in (OURS, THEIRS)]
    texts = [text for root in sides if root for _, text in root.facts()]
    texts += [text for root in sides if root for text in root.comments()]
    everything = "\n".join([*texts, *tree.end])
    return next(w for n in itertools.count() if (w := f"sgyp{n}conflict") not in everything)


def _marked(conflict: Conflict, indent: str, size: int) -> Iterator[str]:
    name = title(conflict.path)
    yield f"{'<' * size} {OURS} {name}"
    yield from _side(conflict, conflict.ours, indent)
    yield "=" * size
    yield from _side(conflict, conflict.theirs, indent)
    yield f"{'>' * size} {THEIRS} {name}"


def _side(conflict: Conflict, node: FactNode | None, indent: str) -> Iterator[str]:
    if node is None:
        return
    key = conflict.path[-1]
    shape = TextShape.RECORDS if isinstance(key, tuple) else TextShape.MAPPING
    raw, notes = unfold(FactTree(FactNode(shape, items={key: node})), str)
    for line in to_yaml(raw, notes).removesuffix("\n").split("\n"):
        yield indent + line if line else ""


def _csv(tree: FactTree, marker_size: int) -> str:
    """One record a row; markers are around rows."""
    columns = list(tree.columns)
    lines = [to_csv([], columns)]
    for key, record in tree.root.items.items():
        if record.shape is not TextShape.CONFLICT:
            lines.append(_row(record, columns))
            continue
        name = title((key,))
        ours, theirs = (record.items.get(side) for side in (OURS, THEIRS))
        lines.append(f"{'<' * marker_size} {OURS} {name}\n{_row(ours, columns)}")
        lines.append(f"{'=' * marker_size}\n{_row(theirs, columns)}")
        lines.append(f"{'>' * marker_size} {THEIRS} {name}\n")
    return "".join(lines)


def _row(record: FactNode | None, columns: list[str]) -> str:
    if record is None:
        return ""
    raw, _ = unfold(FactTree(record), str)
    return to_csv([raw], columns).removeprefix(to_csv([], columns))


def used_columns(tree: FactTree) -> set[str]:
    """The columns of a CSV in which anything is written."""
    used: set[str] = set()
    for side in (OURS, THEIRS):
        root = resolved(tree.root, side)
        for record in root.items.values() if root else ():
            used |= flattened(unfold(FactTree(record), str)[0]).keys()
    return used
