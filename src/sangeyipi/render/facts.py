"""One file of the ledger as lines to compare: a heading for each record, then one fact a line.

Every line says by itself what it is about (`节点.开工: 2023-05-08`), in an order and spelling that
do not depend on how the file was written.  For reading only: nothing reads it back.
"""

from collections.abc import Iterable, Iterator

from sangeyipi.compare.merge.facts import FactNode, FactTree, Key, TextShape, title
from sangeyipi.model import term
from sangeyipi.store.canonical.text import scalar

#: What a heading says already.
_IN_HEADING = frozenset({term.ID, term.NAME, term.PHASE})


def to_facts(tree: FactTree) -> str:
    """The whole file."""
    root = tree.root
    lines = [*_shown(root.before), *_body(root, ""), *_shown(root.after), *_shown(tree.end)]
    return "".join(f"{line}\n" for line in lines)


def _body(root: FactNode, name: str) -> Iterator[str]:
    if root.shape is not TextShape.RECORDS:
        yield from _facts(root.items.items(), "", ())
        return
    # By identity, so that a record that only moved is no difference.
    for key, record in sorted(root.items.items(), key=lambda pair: pair[0]):
        yield from _record(key, record, name)


def _record(key: Key, record: FactNode, name: str) -> Iterator[str]:
    yield from _shown(record.before)
    called = record.items.get(term.NAME)
    words = [name, title((key,)), called.value if called else None]
    yield " ".join(word for word in words if isinstance(word, str) and word)
    skipped = [(k, child) for k, child in record.items.items() if not _said(key, k)]
    yield from _facts(skipped, "  ", ())
    yield from _shown(record.after, "  ")


def _said(record: Key, key: Key) -> bool:
    scope = (term.PHASE, term.BATCH, term.PLATFORM, term.AS_OF)
    return key in (_IN_HEADING if len(record) == 1 else scope)


def _facts(
    items: Iterable[tuple[Key, FactNode]], space: str, path: tuple[str, ...]
) -> Iterator[str]:
    for key, node in items:
        here = (*path, str(key))
        yield from _shown(node.before, space)
        if node.shape is TextShape.MAPPING:
            yield from _facts(node.items.items(), space, here)
            yield from _shown(node.after, space)
        elif node.shape is TextShape.RECORDS:
            yield from _body(node, ".".join(here))
        else:
            beside = f"  {node.beside}" if node.beside else ""
            yield f"{space}{'.'.join(here)}:{_value(node)}{beside}"


def _value(node: FactNode) -> str:
    if node.shape is TextShape.WORDS:
        return " " + "、".join(str(key) for key in node.items)
    if isinstance(node.value, tuple):
        return " " + "、".join(node.value)
    return "" if node.value is None else f" {scalar(node.value)}"


def _shown(lines: Iterable[str], space: str = "") -> Iterator[str]:
    return (space + line for line in lines if line)
