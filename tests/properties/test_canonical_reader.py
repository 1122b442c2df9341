"""Reading line by line says what the events say, or nothing at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.model.place import Place
from sangeyipi.store.canonical.mapping import read_mapping
from sangeyipi.store.canonical.reader import read_canonical
from sangeyipi.store.source import Source
from sangeyipi.store.yaml.building import read_events
from sangeyipi.store.yaml.events import position_of
from sangeyipi.store.yaml.places import locate, walk

ROOT = Path(__file__).parents[2]
KEYS = [
    "编号",
    "名称",
    "总投资",
    "在册",
    "节点",
    "签约",
    "开工",
    "备注",
    "2023",
    "2023-04-01",
    "key",
    "<<",
    "名 称",
    "",
]
VALUES = [
    "",
    "A-1",
    "示例",
    "12.50",
    "null",
    "~",
    "a: b",
    "a:",
    "a #b",
    "a#b",
    "#x",
    "“引”",
    "x ",
    " x",
    "- x",
    "[a]",
    "&a b",
    "*a",
    "!a b",
    "'q'",
    '"q"',
    "|",
    ">",
    "a\tb",
    "x\u3000",
    "\u3000x",
    "a\u2028b",
    "a\x85b",
    "1:2",
    "[0.1, 2]",
    "[0.1,2]",
    "[]",
    "[01, -1]",
    "[资金, null]",
    "[资金, a.5]",
    "[资金，用地]",
    "≥10且<30",
    "<60",
    ">60",
    "[1",
    "a::b",
    "true",
]
INDENTS = ["", " ", "- ", "  ", "    ", "  - ", "      ", "        ", "-  ", "\t"]
LINES = st.one_of(
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(INDENTS),
        st.sampled_from(KEYS),
        st.sampled_from([": ", ":", "：", ":  ", " : "]),
        st.sampled_from(VALUES),
    ),
    st.sampled_from(["", "# 注", "  # 注", "---", "...", "%YAML 1.1", "- ", "-", "  ", "\r", "？"]),
)
#: Mostly what `fmt` writes, so that a good share of the texts is accepted.
PLAIN = st.one_of(
    st.sampled_from(
        [
            *(
                "- 编号: A",
                "- 编号: B",
                "  名称: 示例",
                "  在册:",
                "    签约: 1",
                "    开工: 2",
                "# 注",
            ),
            *("    月计划:", "      2023: [0.1, 2]", "  进展:", "    2023-04-01: 已报征"),
            *("    用地:", "      需求亩: 100"),
        ]
    ),
    LINES,
)


#: The same of a file that is one mapping.
PLAIN_MAPPING = st.one_of(
    st.sampled_from(
        [
            *(
                "名称: 台账",
                "地区: 示例",
                "期次:",
                "  - 期: 1",
                "    日期: 2021-07-10",
                "  - 期: 2",
            ),
            *("口径:", "  分档: 不重叠", "领域: [资金, 用地]", "规模分档: [100, 0.5]", "# 注", ""),
            *("目标:", "  签约开工率: 95", "红黄灯:", "  - 维度: 进度", "    黄: ≥10且<30"),
            *("  - 名单: [甲, 乙]", "走访要求:", "  市级: 4"),
        ]
    ),
    LINES,
)


def same(text: str) -> None:
    single = read_mapping(text)
    if single is not None:
        assert read_canonical(text) is None
        file = read_events(Source("ledger.yaml", text.encode()))
        found = (file.value, list(file.diagnostics), file.empty, file.cuts)
        assert found == (single, [], False, [])
    fast = read_canonical(text)
    if fast is not None:
        source = Source("projects/a.yaml", text.encode())
        events = read_events(source)
        assert (events.value, list(events.diagnostics)) == (fast, [])
        by_events = {
            Place(source.name, path): position_of(event)
            for path, _, event in walk(source)
            if len(path) == 1
        }
        assert locate(source, [Place(source.name, (at,)) for at in range(99)]) == by_events


@given(st.lists(PLAIN, max_size=9), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@settings(max_examples=600, deadline=None)
def test_lines_put_together(lines: list[str], end: str, ended: bool) -> None:
    same(end.join(lines) + (end if ended else ""))


@given(st.lists(PLAIN_MAPPING, max_size=9), st.booleans())
@settings(max_examples=400, deadline=None)
def test_lines_of_a_mapping_put_together(lines: list[str], ended: bool) -> None:
    same("\n".join(lines) + ("\n" if ended else ""))


@given(st.sampled_from(["projects/第1期.yaml", "ledger.yaml"]), st.data())
@settings(max_examples=300, deadline=None)
def test_a_ledger_file_changed_anywhere(name: str, data: st.DataObject) -> None:
    text = (ROOT / "examples/demo-county" / name).read_text("utf-8")[:1500]
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, min(at + 30, len(text))))
    same(text[:at] + data.draw(st.text(max_size=6)) + text[until:])


@pytest.mark.parametrize(
    "folder", ["data/projects", "data/rollups", "examples/demo-county/projects"]
)
def test_our_own_files_are_read_so(folder: str) -> None:
    for path in sorted((ROOT / folder).glob("*.yaml")):
        assert read_canonical(path.read_text("utf-8")) is not None, path.name
        same(path.read_text("utf-8"))


@pytest.mark.parametrize("folder", ["data", "examples/demo-county"])
def test_our_own_mappings_are_read_so(folder: str) -> None:
    for path in (ROOT / folder / "ledger.yaml", *(ROOT / folder / "statements").glob("*.yaml")):
        assert read_mapping(path.read_text("utf-8")) is not None, path.name
        same(path.read_text("utf-8"))
