"""A comparison with something in every section, as text, Markdown and JSON.

Run with SGYP_UPDATE_GOLDENS=1 to rewrite the goldens, then read their diff.
"""

import json
import os
from pathlib import Path

import pytest

from sangeyipi.compare.comparison import Comparison, compare_loaded
from sangeyipi.render.changes.document import to_comment
from sangeyipi.render.changes.json import to_json
from sangeyipi.render.changes.sections import to_text
from sangeyipi.render.changes.words import stat
from sangeyipi.store.settled import load_files

GOLDENS = Path(__file__).parent / "goldens"
KEYS = (
    *("added", "removed", "renamed", "moved_on", "moved_back", "changed"),
    *("not_changes", "section_one", "statements", "rules"),
)
LEDGER = """\
名称: 示例县项目台账
期次:
  - 期: 1
    日期: 2021-07-10
  - 期: 2
    日期: 2021-10-08
"""
OLD = {
    "ledger.yaml": LEDGER,
    "projects/a.yaml": """\
- 编号: A-1
  名称: 产业园
  总投资: 5
  责任单位: 甲局
  在册: {签约: 1}
  节点: {签约: 2021-07}
- 编号: A-2
  名称: 数据中心
  总投资: 10
  在册: {开工: 1}
  节点: {开工: 2021-07-10, 投产: 2021-12-01}
- 编号: A-3
  名称: 物流园
  总投资: 3
  在册: {签约: 1}
- 编号: A-4
  名称: 水厂
  总投资: 1
  在册: {签约: 1}
- 编号: A-5
  名称: 冷库
  总投资: 2
  到位资金: 3
  在册: {签约: 2}
""",
    "projects/b.yaml": "- {编号: B-1, 名称: 学校, 总投资: 4, 在册: {签约: 2}}\n",
    "progress/2021-11.csv": "编号,本月完成投资,累计完成投资\nA-1,0.3,0.3\nA-3,0.1,0.1\nA-5,,0.5\n",
    "progress/2021-12.csv": "编号,本月完成投资,累计完成投资\nA-1,0.2,0.5\nA-3,0.1,0.2\n",
    "rollups/a.yaml": """\
- {期: 2, 批: 投产, 个数: 7, 总投资: 20, 截至: 2021-12-31}
""",
    "statements/a.yaml": """\
标题: 通报
截至: 2021-12-31
公布:
  - {期: 1, 个数: 4, 总投资: 19}
  - {期: 2, 个数: 9}
""",
}
NEW = {
    "ledger.yaml": LEDGER.replace("2021-10-08", "2021-10-09"),
    "projects/a.yaml": """\
- 编号: A-1
  名称: 产业园
  总投资: 5.5
  责任单位: 乙局
  在册: {签约: 1, 开工: 2}
  节点: {签约: 2021-07-09, 开工: 2021-10-08}
- 编号: A-2
  名称: 数据中心
  总投资: 10
  在册: {开工: 1}
  节点: {开工: 2021-07-10}
- 编号: A-33
  名称: 物流园
  总投资: 3
  在册: {签约: 1}
- 编号: A-5
  名称: 冷库
  总投资: 2
  到位资金: 1
  在册: {签约: 2}
- 编号: A-6
  名称: "医院\\e[31m_扩建_ |二期|"
  总投资: 0
  在册: {签约: 2}
""",
    "projects/b.yaml": "# 注\n- {编号: B-1, 名称: 学校, 总投资: 4.0, 在册: {签约: 2}}\n",
    "progress/2021-11.csv": "编号,本月完成投资,累计完成投资\nA-1,0.4,0.4\nA-33,0.1,0.1\n",
    "progress/2021-12.csv": """\
编号,本月完成投资,累计完成投资,形象进度
A-1,0.1,0.5,"主体\n封顶"
A-2,,1,
A-33,0.1,0.2,
""",
    "progress/2022-01.csv": """\
编号,本月完成投资,累计完成投资,存在问题
A-1,0.5,1,
A-2,,1.5,
A-5,,,"缺地 |二期|"
""",
    "rollups/a.yaml": """\
- {期: 2, 批: 投产, 个数: 8, 总投资: 20, 截至: 2021-12-31}
""",
    "statements/a.yaml": """\
标题: 通报
截至: 2021-12-31
公布:
  - {期: 1, 个数: 4, 总投资: 19.5}
  - {期: 2, 个数: 9}
""",
}


def ledger(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return root


def compared(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> Comparison:
    left, right = ledger(tmp_path / "old", old), ledger(tmp_path / "new", new)
    return compare_loaded(load_files(left), load_files(right), ("HEAD", "工作区"))


@pytest.fixture
def everything(tmp_path: Path) -> Comparison:
    return compared(tmp_path, OLD, NEW)


@pytest.fixture
def nothing(tmp_path: Path) -> Comparison:
    return compared(tmp_path / "same", OLD, OLD)


@pytest.mark.parametrize(
    ("render", "name"),
    [(to_text, "changes.txt"), (to_comment, "changes.md"), (to_json, "changes.json")],
)
def test_golden(everything: Comparison, render: object, name: str) -> None:
    assert callable(render)
    told = render(everything)
    golden = GOLDENS / name
    if os.environ.get("SGYP_UPDATE_GOLDENS") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, encoding="utf-8", newline="\n")
    assert told == golden.read_text(encoding="utf-8")


def test_what_was_published_is_first_and_who_fell_back_comes_before_other_projects(
    everything: Comparison,
) -> None:
    told = to_text(everything)
    first = ("！公布的数改了", "！公布的数与台账", "！以前月份的月调度", "！退回", "推进")
    titles = (*first, "新增项目", "月调度", "对第一部分")
    order = [f"\n{title}" for title in titles]
    assert sorted(order, key=told.index) == order


def test_json_has_every_key(everything: Comparison, nothing: Comparison) -> None:
    assert all(json.loads(to_json(everything))[key] for key in KEYS)
    assert all(json.loads(to_json(everything))["reports"].values())
    assert all(json.loads(to_json(nothing))[key] == [] for key in KEYS)
    assert list(json.loads(to_json(nothing))["reports"].values()) == [[], [], []]


def test_nothing(nothing: Comparison) -> None:
    assert to_text(nothing).endswith("没有改动。\n")
    assert to_comment(nothing).endswith("没有改动。\n")
    assert stat(nothing) == "没有改动"


def test_foreign_text_neither_steers_the_terminal_nor_breaks_the_page(
    everything: Comparison,
) -> None:
    for told in (to_text(everything), to_comment(everything)):
        assert "\x1b" not in told
    assert "\\|二期\\|" in to_comment(everything)


def test_errors_that_make_totals_wrong_are_named(tmp_path: Path) -> None:
    twice = {**OLD, "rollups/b.yaml": "- {期: 1, 个数: 9, 截至: 2021-12-31}\n"}
    found = compared(tmp_path, OLD, twice)
    assert found.section_one == () and found.totals
    assert "第一部分和公布的数没有比较" in to_text(found)
    assert "rollup-counts-twice" in json.loads(to_json(found))["remarks"][0]
