"""Merging as a whole: independent edits are all there, and no change of anybody is ever lost."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from sangeyipi.compare.merge.conflicts import to_text
from sangeyipi.compare.merge.facts import (
    OURS,
    THEIRS,
    FactNode,
    Facts,
    FactTree,
    Key,
    TextShape,
    parse,
)
from sangeyipi.compare.merge.files import Merged, MergeVersions, merge
from sangeyipi.store.canonical.text import to_csv, to_yaml

NAME = "projects/第1期.yaml"


def merged(base: str, ours: str, theirs: str) -> Merged:
    found = merge(NAME, MergeVersions(base.encode(), ours.encode(), theirs.encode()))
    assert found is not None
    return found


def take(text: str, side: str) -> str:
    """The text as somebody leaves it who decides every conflict for one side."""
    lines, current = [], None
    for line in text.splitlines():
        if line.startswith("<<<<<<< "):
            current = OURS
        elif line == "=======":
            current = THEIRS
        elif line.startswith(">>>>>>> "):
            current = None
        elif current in (None, side):
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


# An edit is a path and the value that it gets; None takes it away.
Edits = Mapping[tuple[Key, ...], str | None]
IDS = [(f"A-{number}",) for number in range(1, 8)]
FACTS: tuple[tuple[Key, ...], ...] = (
    ("总投资",),
    ("备注",),
    ("节点", "签约"),
    ("节点", "开工"),
    ("计划", "投产"),
    ("计划", "年度计划投资", "2023"),
    ("计划", "年度计划投资", "2024"),
)
values = st.sampled_from(["1", "2", "x: y", "#", "是 # 的", "-", "'", "第一\n第二"])
fact_paths = st.tuples(st.sampled_from(IDS), st.sampled_from(FACTS)).map(lambda p: (p[0], *p[1]))
edits = st.dictionaries(fact_paths, st.none() | values, max_size=6)
whole = st.dictionaries(st.sampled_from(IDS), st.booleans(), max_size=3)


@st.composite
def bases(draw: st.DrawFn) -> FactTree:
    """A file of projects with comments between any two lines and beside some."""
    records = [
        {"编号": key[0], "名称": f"名{key[0]}"}
        for key in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=5).map(sorted))
    ]
    text = to_yaml(records) if records else ""
    tree = edited(parse(NAME, text.encode()), draw(edits), {})
    lines = []
    for number, line in enumerate(to_text(tree, 7).splitlines() if tree.root.items else []):
        kind = draw(st.sampled_from(["", "", "", "above", "beside", "blank"]))
        indent = line[: len(line) - len(line.lstrip(" "))]
        lines += [f"{indent}# 注{number}"] if kind == "above" else [""] if kind == "blank" else []
        lines.append(f"{line}  # 旁{number}" if kind == "beside" else line)
    return parse(NAME, "".join(f"{line}\n" for line in lines).encode())


def edited(tree: FactTree, changes: Edits, records: Mapping[Key, bool]) -> FactTree:
    """The tree with facts set where there is such a record, and records added or taken away."""
    items = dict(tree.root.items)
    for key, wanted in records.items():
        if not wanted:
            items.pop(key, None)
        elif key not in items:
            name = {"编号": key[0], "名称": f"新{key[0]}"}
            items[key] = FactNode(
                TextShape.MAPPING, items={k: FactNode(TextShape.FACT, v) for k, v in name.items()}
            )
    for (key, *rest), value in changes.items():
        if key in items:
            items[key] = _set(items[key], rest, value)
    return replace(tree, root=FactNode(TextShape.RECORDS, items=dict(sorted(items.items()))))


def _set(node: FactNode, path: list[Key], value: str | None) -> FactNode:
    items = dict(node.items)
    if len(path) > 1:
        child = _set(items.get(path[0], FactNode(TextShape.MAPPING)), path[1:], value)
        if child.items:
            items[path[0]] = child
        else:
            items.pop(path[0], None)
    elif value is None:
        items.pop(path[0], None)
    else:
        items[path[0]] = replace(items.get(path[0], FactNode(TextShape.FACT)), value=value)
    return replace(node, items=items)


def text_of(tree: FactTree) -> str:
    return to_text(tree, 7) if tree.root.items else ""


def facts_of(text: str) -> Facts:
    return parse(NAME, text.encode()).facts()


@given(bases(), edits, edits, whole, whole)
def test_independent_edits_are_all_there(
    base: FactTree, one: Edits, two: Edits, one_whole: dict[Key, bool], two_whole: dict[Key, bool]
) -> None:
    touched = {path[0] for path in one} | set(one_whole)
    two_whole = {key: wanted for key, wanted in two_whole.items() if key not in touched}
    two = {k: v for k, v in two.items() if k not in one and k[0] not in one_whole}
    ours, theirs = edited(base, one, one_whole), edited(base, two, two_whole)
    both = edited(edited(base, one, one_whole), two, two_whole)
    if not (ours.root.items or theirs.root.items):
        return
    texts = text_of(base), text_of(ours), text_of(theirs)
    found, mirrored = merged(*texts), merged(texts[0], texts[2], texts[1])
    assert found.clean
    assert facts_of(found.data.decode()) == both.facts()
    assert mirrored.clean
    assert facts_of(mirrored.data.decode()) == both.facts()


@given(bases(), edits, edits, whole, whole)
def test_no_change_is_ever_lost(
    base: FactTree, one: Edits, two: Edits, one_whole: dict[Key, bool], two_whole: dict[Key, bool]
) -> None:
    ours, theirs = edited(base, one, one_whole), edited(base, two, two_whole)
    if not (ours.root.items or theirs.root.items):
        return
    texts = text_of(base), text_of(ours), text_of(theirs)
    found, mirrored = merged(*texts), merged(texts[0], texts[2], texts[1])
    assert not found.unproven
    assert {one.path for one in found.conflicts} == {one.path for one in mirrored.conflicts}
    was = base.facts()
    for side, tree in ((OURS, ours), (THEIRS, theirs)):
        told, wanted = facts_of(take(found.data.decode(), side)), tree.facts()
        for path in {**was, **wanted}:
            if was.get(path) != wanted.get(path):
                assert told.get(path) == wanted.get(path), path
    clash = [
        path
        for path in {**was, **ours.facts(), **theirs.facts()}
        if len({was.get(path), ours.facts().get(path), theirs.facts().get(path)}) == 3
    ]
    assert bool(found.conflicts) or not clash


@given(bases(), edits, edits)
def test_comments_of_both_sides_are_kept(base: FactTree, one: Edits, two: Edits) -> None:
    if not base.root.items:
        return
    text = text_of(base)
    at_top = {
        side: f"# {side}\n" + text_of(edited(base, e, {}))
        for side, e in ((OURS, one), (THEIRS, two))
    }
    found = merged(text, at_top[OURS], at_top[THEIRS]).data.decode()
    kept = [set(parse(NAME, at_top[side].encode()).comments()) for side in (OURS, THEIRS)]
    for comment in (kept[0] & kept[1]) | {f"# {OURS}", f"# {THEIRS}"}:
        assert comment in found


MONTH = "progress/2023-06.csv"
WORDS = ("本月完成投资", "累计完成投资", "形象进度")
cells = st.dictionaries(
    st.tuples(st.sampled_from([key[0] for key in IDS]), st.sampled_from(WORDS)),
    st.sampled_from(["", "1", "2.5", "3"]),
    max_size=8,
)


def month_of(said: Mapping[tuple[str, str], str]) -> str:
    """The reports of a month, as canonical as a ledger has them."""
    rows = sorted({id for id, _ in said})
    records = [{"编号": id} | {w: said[id, w] for w in WORDS if said.get((id, w))} for id in rows]
    return to_csv(records, ["编号", *WORDS])


@given(cells, cells, cells)
def test_independent_reports_are_all_there(
    base: dict[tuple[str, str], str],
    one: dict[tuple[str, str], str],
    two: dict[tuple[str, str], str],
) -> None:
    two = {place: value for place, value in two.items() if place not in one}
    assume(base or one or two)
    texts = [month_of(said).encode() for said in (base, base | one, base | two)]
    for sides in (texts, [texts[0], *texts[:0:-1]]):
        found = merge(MONTH, MergeVersions(*sides))
        assert found is not None and found.clean
        assert found.data.decode() == month_of(base | one | two)
