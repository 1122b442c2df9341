"""The three-way merge of trees of facts: what one side changed is taken, what both changed differs.

Owns the rule for each branch; neither text nor files.  Nothing is dropped: what cannot be merged
becomes a conflict node that holds both sides.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sangeyipi.compare.merge.facts import OURS, THEIRS, FactNode, Key, TextShape, Unmergeable

_DIGITS = re.compile(r"([0-9]+)")
Lines = tuple[str, ...]


def merge_nodes(
    base: FactNode, ours: FactNode, theirs: FactNode, whole_records: bool = False
) -> FactNode:
    """The roots of three versions merged; `whole_records`: a record is one line (CSV).

    Raises Unmergeable.
    """
    return _Merging(whole_records).branch(base, ours, theirs)


def merge_lines(base: Lines, ours: Lines, theirs: Lines) -> Lines:
    """Lines of comment: what either side removed goes, what either added stays."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    kept = [line for line in ours if not line or line in theirs or line not in base]
    new = [line for line in theirs if line and line not in ours and line not in base]
    return (*kept, *new)


def in_order(ours: Iterable[Key], theirs: Iterable[Key]) -> list[Key]:
    """Every key of both: ours as they stand, each of theirs behind what it stands behind there.

    What is sorted on both sides stays sorted.
    """
    first, second = list(ours), list(theirs)
    common = set(first) & set(second)
    behind: dict[Key | None, list[Key]] = {}
    anchor: Key | None = None
    for key in second:
        if key in common:
            anchor = key
        else:
            behind.setdefault(anchor, []).append(key)
    result: list[Key] = []
    anchor = None
    for key in first:
        if key in common:
            result += behind.get(anchor, [])
            anchor = key
        result.append(key)
    result += behind.get(anchor, [])
    if not all(isinstance(key, tuple) for key in result):
        return result
    # Phases go by number, 编号 letter by letter.
    rules: tuple[Callable[[Key], Any], ...] = (_by_number, str)
    for rule in rules:
        if sorted(first, key=rule) == first and sorted(second, key=rule) == second:
            return sorted(result, key=rule)
    return result


def _by_number(key: Key) -> list[tuple[int, str]]:
    pieces = _DIGITS.split(str(key))
    return [(int(one), "") if one.isdecimal() else (-1, one) for one in pieces]


def resolved(node: FactNode, side: str) -> FactNode | None:
    """The node with every conflict decided for one side."""
    if node.shape is TextShape.CONFLICT:
        return node.items.get(side)
    pairs = ((key, resolved(child, side)) for key, child in node.items.items())
    return replace(node, items={key: child for key, child in pairs if child is not None})


def has_conflict(node: FactNode) -> bool:
    """Whether there is a conflict here or below."""
    return node.shape is TextShape.CONFLICT or any(map(has_conflict, node.items.values()))


def _conflict(ours: FactNode | None, theirs: FactNode | None) -> FactNode:
    sides = {OURS: ours, THEIRS: theirs}
    return FactNode(
        TextShape.CONFLICT, items={key: one for key, one in sides.items() if one is not None}
    )


class _Merging:
    """One merge."""

    def __init__(self, whole_records: bool) -> None:
        self.whole_records = whole_records

    def branch(self, base: FactNode | None, ours: FactNode, theirs: FactNode) -> FactNode:
        """Two branches of one shape, key by key."""
        known = base.items if base is not None and base.shape is ours.shape else {}
        items: dict[Key, FactNode] = {}
        for key in in_order(ours.items, theirs.items):
            sides = known.get(key), ours.items.get(key), theirs.items.get(key)
            child = self.record(*sides) if ours.shape is TextShape.RECORDS else self.node(*sides)
            if child is not None:
                items[key] = child
        if ours.shape is TextShape.WORDS and any(map(has_conflict, items.values())):
            raise Unmergeable("一列词语里的注释两边都改了")
        return _commented(FactNode(ours.shape, items=items), base, ours, theirs)

    def record(
        self, base: FactNode | None, ours: FactNode | None, theirs: FactNode | None
    ) -> FactNode | None:
        """One record; as a whole where it cannot be told apart fact by fact."""
        if ours is None or theirs is None:
            return self.absent(base, ours, theirs)
        merged = _conflict_not_first(self.branch(base, ours, theirs))
        if not has_conflict(merged):
            return merged
        first = next(iter(merged.items.values()))
        # Two people gave one identity to different things: their facts must not be mixed.
        if base is None:
            return _conflict(ours, theirs)
        if self.whole_records or first.shape is TextShape.CONFLICT:
            return _conflict(resolved(merged, OURS), resolved(merged, THEIRS))
        return merged

    def node(
        self, base: FactNode | None, ours: FactNode | None, theirs: FactNode | None
    ) -> FactNode | None:
        """A fact or branch that is no record."""
        if ours is None or theirs is None:
            present = ours or theirs
            if base is not None and present is not None and present.shape is TextShape.MAPPING:
                return self.group(base, ours, theirs)
            return self.absent(base, ours, theirs)
        if ours.shape is theirs.shape and ours.shape is not TextShape.FACT:
            return self.group(base, ours, theirs)
        if _same(ours, theirs) or (base is not None and _same(theirs, base)):
            return _commented(ours, base, ours, theirs)
        if base is not None and _same(ours, base):
            return _commented(theirs, base, ours, theirs)
        return _conflict(ours, theirs)

    def group(
        self, base: FactNode | None, ours: FactNode | None, theirs: FactNode | None
    ) -> FactNode | None:
        """节点, 计划 and the like, of which a side may have taken away the last fact."""
        present = ours or theirs
        assert present is not None
        nothing = FactNode(present.shape)
        merged = self.branch(base, ours or nothing, theirs or nothing)
        emptied = not merged.items and (ours is None or theirs is None or ours.items)
        return None if emptied and not merged.comments() else merged

    def absent(
        self, base: FactNode | None, ours: FactNode | None, theirs: FactNode | None
    ) -> FactNode | None:
        """One that a side does not have: new on the other, or deleted."""
        present = ours or theirs
        if present is None or base is None:
            return present
        if _same(base, present) and set(present.comments()) <= set(base.comments()):
            return None
        return _conflict(ours, theirs)


def _same(one: FactNode, other: FactNode) -> bool:
    return dict(one.facts()) == dict(other.facts())


def _conflict_not_first(record: FactNode) -> FactNode:
    """The record with a conflict, whose markers need lines of their own, behind the dash's line."""
    settled = [(k, one) for k, one in record.items.items() if one.shape is not TextShape.CONFLICT]
    first = next(iter(record.items.values()), None)
    if first is None or first.shape is not TextShape.CONFLICT or not settled:
        return record
    return replace(record, items=dict([settled[0]]) | record.items)


def _commented(node: FactNode, base: FactNode | None, ours: FactNode, theirs: FactNode) -> FactNode:
    """The node with the comments of all three merged."""
    was = base or FactNode(TextShape.FACT)
    beside = merge_lines(_line(was.beside), _line(ours.beside), _line(theirs.beside))
    return replace(
        node,
        before=merge_lines(was.before, ours.before, theirs.before),
        beside="  ".join(beside),
        after=merge_lines(was.after, ours.after, theirs.after),
    )


def _line(text: str) -> Lines:
    return (text,) if text else ()
