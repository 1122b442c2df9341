"""A sound file that is read piece by piece gives the records that it gives as ever, or none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest

from sangeyipi.model.project import Project
from sangeyipi.store.canonical.text import to_yaml
from sangeyipi.store.files import FileKind
from sangeyipi.store.kinds import LISTS
from sangeyipi.store.parsing import parse_file
from sangeyipi.store.plain import codec
from sangeyipi.store.records import RecordType
from sangeyipi.store.source import Source
from store.test_direct import everything

NAMES = {FileKind.PROGRESS: "progress/2023-05.yaml"}
FULL = """\
# 示例
- 编号: A-1
  名称: 甲
  总投资: 1.50
  在册:
    签约: 1
    开工: 2

  节点:
    签约: 2023-05-08
    开工: 已
  计划:
    投产: 2024-02
    年度计划投资:
      2023: 0.5
# 完
- 编号: A-2
  名称: 乙
  在册:
    签约: 1
"""


def both(text: str, kind: FileKind = FileKind.PROJECTS, region: str = "") -> tuple[Any, Any]:
    """What a file is read as piece by piece (None: it is not), and what as ever."""
    name = NAMES.get(kind, "projects/1.yaml")
    source = Source(name, text.encode())
    of = RecordType.of(LISTS[kind])
    assert of.sound_files is not None
    given: list[Any] = []
    real = of.sound_files.read

    def read(*asked: Any) -> Any:
        given.append(real(*asked))
        return given[-1]

    with patch.object(of.sound_files, "read", read):
        quick = parse_file(kind, name, source, region)
    with patch.object(of, "sound_files", None):
        slow = parse_file(kind, name, source, region)
    assert quick.records == slow.records
    assert quick.diagnostics == slow.diagnostics
    assert [one.origin for one in quick.records] == [one.origin for one in slow.records]
    # To the last decimal, and every value of its very class.
    pack = codec(cast(Any, LISTS[kind])).pack
    assert [*map(pack, quick.records)] == [*map(pack, slow.records)]
    return given[0], slow.records


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("region", ["", "梁园区"])
def test_a_file_whose_records_say_all_there_is(kind: FileKind, region: str) -> None:
    raw = everything(LISTS[kind])
    # The first key of a record is no group, and two records are no different ones.
    raws = [raw, *({key: raw[key] for key in raw if key != gone} for gone in [*raw][1:])]
    plain = [one for one in raws if isinstance(next(iter(one.values())), str)]
    read = [both(to_yaml([one, one]), kind, region)[0] for one in plain]
    assert any(read)


def test_the_ledgers_of_this_project(demo_files: list[tuple[FileKind, str]]) -> None:
    read = [both(text, kind)[0] is not None for kind, text in demo_files]
    assert sum(read) > len(read) / 2


@pytest.fixture
def demo_files() -> Iterator[list[tuple[FileKind, str]]]:
    kinds = {"projects": FileKind.PROJECTS, "rollups": FileKind.ROLLUPS}
    root = Path(__file__).parents[2]
    every = [*root.glob("data/*/*.yaml"), *root.glob("examples/*/*/*.yaml")]
    yield [
        (kinds[path.parent.name], path.read_text(encoding="utf-8"))
        for path in every
        if path.parent.name in kinds
    ]


@pytest.mark.parametrize(
    "changed",
    [
        (),
        ("\n\n", "\n"),
        ("# 完\n", ""),
        ("# 完\n", "\n\n"),
        ("    开工: 2\n", "# 第二批\n    开工: 2\n"),
        ("    开工: 2\n", "    开工: 2\n\n# 注\n"),
        ("# 示例\n", ""),
        ("# 示例\n", "\ufeff"),
        ("# 示例\n", "\n"),
        ("A-2", "A-1"),
    ],
)
def test_what_is_read_piece_by_piece(changed: tuple[str, str] | tuple[()]) -> None:
    quick, slow = both(FULL.replace(*changed) if changed else FULL)
    assert quick == slow
    assert len(quick) == 2


@pytest.mark.parametrize(
    "changed",
    [
        # Not canonical.
        ("# 示例\n", "# 示例\n  备注: 甲\n"),
        ("# 示例\n", "甲\n"),
        ("- 编号: A-1\n", "- 编号:\n    甲: 1\n"),
        ("- 编号: A-1\n", "-  编号: A-1\n"),
        ("  名称: 甲\n", "  名称: 甲 # 注\n"),
        ("  名称: 甲\n", "  名称: 甲\n   乙\n"),
        ("  名称: 甲\n", '  名称: "甲"\n'),
        ("  名称: 甲\n", "  名称: 甲\u2028\n"),
        ("  名称: 甲\n", "  名称: 甲\r\n"),
        ("  名称: 甲\n", "  名称: 甲\n  # 注\n"),
        ("  名称: 甲\n", "  名称:\n"),
        ("  名称: 甲\n", "  名称: 甲\n  名称: 甲\n"),
        ("    开工: 2\n", "    开工: 2\n    开工: 2\n"),
        ("    开工: 2\n", "    开工: 2\n    签约: 2\n"),
        ("    投产: 2024-02\n", "    投产: 2024-02\n    投产: 2024-02\n"),
        ("    签约: 1\n    开工: 2\n", ""),
        ("      2023: 0.5\n", ""),
        ("      2023: 0.5\n", "        2023: 0.5\n"),
        ("  在册:\n    签约: 1\n    开工: 2\n", "  在册: {}\n"),
        ("  在册:\n    签约: 1\n    开工: 2\n", "  在册:\n  - 1\n"),
        # Not sound.
        ("  名称: 甲\n", ""),
        ("  名称: 甲\n", "  名字: 甲\n"),
        ("总投资: 1.50", "总投资: 1,5"),
        ("    开工: 2\n", "    达效: 2\n"),
        ("    开工: 已\n", "    开工: 2023-13\n"),
        ("    投产: 2024-02\n", "    投产: 已\n"),
        ("    投产: 2024-02\n", "    试产: 2024-02\n"),
        ("      2023: 0.5\n", "      2023: 0.5\n      23: 1\n"),
        ("  计划:\n", "  计划: 2024\n"),
        ("    开工: 2\n", "    # 第二批\n    开工: 2\n"),
    ],
)
def test_what_is_read_as_ever(changed: tuple[str, str]) -> None:
    assert changed[0] in FULL
    quick, _ = both(FULL.replace(*changed))
    assert quick is None


@pytest.mark.parametrize("text", ["", "[]\n", "# 示例\n", "编号: A\n", "- 甲\n"])
def test_what_has_no_record_is_read_as_ever(text: str) -> None:
    assert both(text)[0] is None


def test_what_is_said_alike_is_read_once() -> None:
    files = RecordType.of(Project).sound_files
    assert files is not None
    text = "- 编号: A-1\n  名称: 甲\n  在册:\n    签约: 1\n"
    both_of_them = text + text.replace("A-1", "A-2")
    first, second = files.read(both_of_them, "projects/1.yaml", {}) or ()
    assert first.listed is second.listed
