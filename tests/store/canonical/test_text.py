"""Canonical text: what is written reads back the same, one fact per line."""

from decimal import Decimal

import pytest

from sangeyipi.model import dates
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.store.canonical.text import Comments, raw_of, scalar, to_csv, to_yaml
from sangeyipi.store.csv import reader as csv_reader
from sangeyipi.store.source import Source
from sangeyipi.store.yaml import reader as yaml_reader

PROJECT = Project(
    id="SL-2023-001",
    name="示例铝基新材料产业园",
    investment=Decimal("12.50"),
    on_platform=True,
    listed={Batch.STARTED: 8, Batch.SIGNED: 6},
    milestones={Milestone.STARTED: dates.UNDATED, Milestone.SIGNED: dates.month(2022, 10)},
    note="“三个一批”: 见 #3",
)

YAML = """\
- 编号: SL-2023-001
  名称: 示例铝基新材料产业园
  总投资: 12.5
  监管平台: true
  在册:
    签约: 6
    开工: 8
  节点:
    签约: 2022-10
    开工: 已
  备注: "“三个一批”: 见 #3"
"""


def test_the_formats_key_order_one_fact_per_line() -> None:
    assert to_yaml([raw_of(PROJECT)]) == YAML


def test_comments_come_out_where_they_belong() -> None:
    notes = Comments(
        before={(0,): ["# 第一个"], (0, "在册"): ["", "# 名单"], (): ["# 文件"]},
        beside={(0, "总投资"): "# 含税", (0, "节点"): "# 实际"},
        end=["# 完"],
    )
    text = to_yaml([raw_of(PROJECT)], notes)
    lines = text.splitlines()
    assert lines[:3] == ["# 文件", "# 第一个", "- 编号: SL-2023-001"]
    assert "  总投资: 12.5  # 含税" in lines
    assert lines[lines.index("  # 名单") - 1] == ""
    assert "  节点:  # 实际" in lines
    assert lines[-1] == "# 完"
    assert yaml_reader.read(Source("a", text.encode())).value == [raw_of(PROJECT)]


@pytest.mark.parametrize(
    "text", ["甲", "12.5", "2022-10", "a b", "“引”", "（一）", "a:b", "a#b", "no", "Null"]
)
def test_what_needs_no_quotes_has_none(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "~", "null", "- a", "a: b", "a #", " a", "a ", "a:", "[x]", "{x}", "*x", "&x", "!x", "'x'",
     '"x"', "a\nb", "\ta", "x\\y\n", "#", "a,b", "\x1b[31m", "\u2028",
     "\ufeffa", "a\x85b", "🚧", "-"],
)  # fmt: skip
def test_any_text_reads_back_alone_and_in_a_list(text: str) -> None:
    source = f"a: {scalar(text)}\nb: [{scalar(text, in_flow=True)}, {scalar('甲')}]\n"
    value = yaml_reader.read(Source("a", source.encode())).value
    assert value == {"a": text, "b": [text, "甲"]}


@pytest.mark.parametrize("text", ["a\ufffe", "甲\uffff"])
def test_noncharacters_read_back(text: str) -> None:
    found = yaml_reader.read(Source("a", f"a: {scalar(text)}\n".encode()))
    assert found.value == {"a": text}


def test_csv_of_the_same_records() -> None:
    columns = [
        "编号",
        "名称",
        "总投资",
        "监管平台",
        "在册.签约",
        "在册.开工",
        "节点.签约",
        "节点.开工",
        "备注",
    ]
    text = to_csv([raw_of(PROJECT), {"编号": "B", "名称": '乙"丙",\n丁'}], columns)
    assert csv_reader.read(Source("a.csv", text.encode())).value == [
        raw_of(PROJECT),
        {"编号": "B", "名称": '乙"丙",\n丁'},
    ]


def test_what_is_absent_is_not_written() -> None:
    assert raw_of(Project(id="A", name="甲")) == {"编号": "A", "名称": "甲"}
