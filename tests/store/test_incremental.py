"""A state read beside another one is what it is when it is read alone."""

import random
from collections.abc import Sequence

import pytest

from sangeyipi.store import remembered
from sangeyipi.store.files import FileKind
from sangeyipi.store.incremental import RecordsByText
from sangeyipi.store.memory import ParsedFiles
from sangeyipi.store.parsed import Parsed
from sangeyipi.store.source import Source, checked_source
from store.test_memory import edited, record, told

NAME, OTHER = "projects/a.yaml", "projects/b.yaml"
KIND = FileKind.PROJECTS


def source(data: bytes, name: str = NAME) -> Source:
    found = checked_source(name, data)
    assert isinstance(found, Source)
    return found


def whole(one: Source) -> Parsed:
    return remembered.parse_file(KIND, one.name, one)


def beside(data: bytes, other: bytes, name: str = NAME) -> Parsed | None:
    known = RecordsByText()
    known.learn(KIND, source(other), whole(source(other)))
    return known.read(KIND, source(data, name), whole)


def sound(numbers: Sequence[int]) -> bytes:
    """Records without a hint."""
    return b"# \xe5\xa4\xb4\n\n" + b"".join(record(one, one * 7 + 1) for one in numbers)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_edited(seed: int) -> None:
    chance = random.Random(seed)
    first = sound(range(8))
    read = 0
    for _ in range(40):
        data = first
        for _ in range(chance.randrange(1, 4)):
            data = edited(data, chance)
        if not isinstance(checked_source(NAME, data), Source):
            continue
        memory = ParsedFiles()
        memory.loose(KIND, OTHER, source(first, OTHER))
        found = memory.loose(KIND, NAME, source(data))
        assert told(found) == told(whole(source(data)))
        read += beside(data, first) is not None
    assert read > 5


def test_only_what_is_new_is_read() -> None:
    first, later = sound(range(9)), sound([0, 1, 2, 30, 5, 4, 6, 7, 8])
    known, texts = RecordsByText(), list[bytes]()

    def reading(one: Source) -> Parsed:
        texts.append(one.data)
        return whole(one)

    before = whole(source(first))
    known.learn(KIND, source(first), before)
    found = known.read(KIND, source(later), reading)
    assert found is not None and told(found) == told(whole(source(later)))
    assert texts == [sound([30, 8])]
    assert found.records[1] is before.records[1]
    # One that stands in another place says the same, and knows where it stands.
    assert found.records[4] is not before.records[5]
    assert found.records[4] == before.records[5]


#: Texts in which a line that begins with “- ” is no record's, or a record begins elsewhere.
ODD = (
    '- 编号: A\n  名称: "甲\n- 乙"\n- 编号: B\n  名称: 乙\n',
    "- 编号: A\n  名称: 甲\n  领域: [甲\n- 乙]\n- 编号: B\n  名称: 乙\n",
    "-  编号: A\n   名称: 甲\n-\n  编号: B\n  名称: 乙\n",
    "  - 编号: A\n    名称: 甲\n  - 编号: B\n    名称: 乙\n",
    "- 编号: A\n  名称: 甲\r- 编号: B\n  名称: 乙\n",
    "- 编号: A\n  名称: 甲\u2028- 编号: B\n  名称: 乙\n",
    "---\n- 编号: A\n  名称: 甲\n...\n",
    "- 编号: A\n  名称: &a 甲\n- 编号: B\n  名称: *a\n",
    "- 编号: A\n  名称: 甲\n  备注: |\n    一\n  # 注\n- 编号: B\n  名称: 乙\n",
    "",
    "# 只有注\n",
    "编号: A\n",
)


@pytest.mark.parametrize("odd", ODD)
def test_what_is_cut_otherwise_is_read_as_ever(odd: str) -> None:
    for first, later in (
        (odd, odd.replace("乙", "丙")),
        (sound(range(5)).decode(), odd),
        (odd, sound(range(5)).decode() + odd),
        (sound(range(5)).decode(), sound(range(5)).decode() + odd),
        (sound(range(5)).decode() + odd, sound(range(4)).decode() + odd + odd),
        (sound(range(5)).decode() + odd, odd + sound(range(4)).decode()),
    ):
        data = later.encode()
        found = beside(data, first.encode())
        if found is not None:
            assert told(found) == told(whole(source(data)))


def test_tables_and_months_are_read_whole() -> None:
    for kind, name in ((KIND, "projects/a.csv"), (FileKind.PROGRESS, "progress/2023-05.yaml")):
        known = RecordsByText()
        text = source(sound(range(5)), name)
        known.learn(kind, text, remembered.parse_file(kind, name, text))
        assert known.read(kind, text, whole) is None
