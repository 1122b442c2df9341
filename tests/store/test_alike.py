"""Records that are made together are those that each of them is read as by itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from sangeyipi.compare.fields import Flat, flat, nested
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.store.alike import made_alike
from sangeyipi.store.plain import codec
from sangeyipi.store.records import RecordType
from store.test_direct import TEXTS, everything

#: Of each a text that is another's, none at all, or not as a ledger writes it.
ODD = (*TEXTS, "", " ", "１", "2023-13", "2023", "乙 丙", "0", ("1",) * 12, ("1",))


def by_itself(facts: Flat, place: Place) -> Any:
    """The record as any other is read; None: something is wrong with it."""
    faults: list[Diagnostic] = []
    record = RecordType.of(Project).read(nested(facts), place, faults)
    return None if faults else record


def variants() -> Iterator[Flat]:
    """All that a project can say, then each of its facts as every odd text."""
    whole: list[Diagnostic] = []
    record = RecordType.of(Project).read(everything(Project), Place(""), whole)
    assert not whole
    facts = flat(record)
    yield facts
    for path in facts:
        for text in ODD:
            yield {**facts, path: text}


def test_of_all_that_a_project_can_say_each_record_is_the_same_or_is_not_made() -> None:
    rows = list(variants())
    paths = tuple(rows[0])
    origins = [Place("a.yaml", (at,)) for at in range(len(rows))]
    made = made_alike(Project, paths, [tuple(one.values()) for one in rows], origins)
    plain = codec(Project).pack
    assert len(made) == len(rows)
    for facts, place, record in zip(rows, origins, made, strict=True):
        expected = by_itself(facts, place)
        assert (record is None) is (expected is None), facts
        if record is not None:
            assert record == expected
            assert record.origin == place
            # To the last decimal, and in the order in which it is said.
            assert plain(record) == plain(expected)
    assert 1 < sum(one is not None for one in made) < len(made)


def test_what_is_not_said_is_nothing_and_each_has_its_own() -> None:
    one, other = made_alike(
        Project, (("编号",), ("名称",)), [("A", "甲"), ("B", "甲")], [Place("a"), Place("b")]
    )
    assert one == Project(id="A", name="甲")
    assert other == Project(id="B", name="甲")
    assert one.listed is not other.listed


@pytest.mark.parametrize(
    "paths",
    [
        (("编号",),),
        (("编号",), ("名称",), ("总投咨",)),
        (("编号",), ("名称",), ("名称", "开工")),
        (("编号",), ("名称",), ("节点", "开工", "月")),
    ],
)
def test_what_a_project_does_not_say_so_is_not_made(paths: tuple[tuple[str, ...], ...]) -> None:
    assert made_alike(Project, paths, [("A",) * len(paths)], [Place("a")]) == [None]
