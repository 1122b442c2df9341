"""`--today`: what has not happened stops every table, and the clock changes no figure."""

import datetime
import json
from pathlib import Path

import pytest
from conftest import DEMO, inside

from sangeyipi import api

CONFIG = """\
名称: 示例县项目台账
期次:
  - {期: 1, 日期: 2023-01-28}
  - {期: 2, 日期: 2023-05-08}
  - {期: 3, 日期: 2029-05-08}
"""
YAML = """\
- 编号: A-1
  名称: 甲厂
  总投资: 5
  在册: {签约: 1}
  节点: {签约: 2023-01-28, 开工: 2023-06-10}
"""
CSV = """\
编号,名称,总投资,在册.签约,节点.签约,节点.开工,计划.开工
A-1,甲厂,5,1,2023-01-28,2023-06-10,
"""
COMMANDS = [
    ["summary"],
    ["summary", "--as-of", "2023-03-31"],
    ["summary", "--by", "责任单位"],
    ["list"],
    ["show", "A-1"],
    ["chart", "rates"],
]


def ledger(folder: Path, **files: str) -> Path:
    (folder / "projects").mkdir(parents=True)
    (folder / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_csv", ".csv").replace("_yaml", ".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_fact_after_today_stops_every_table(tmp_path: Path, command: list[str]) -> None:
    root = ledger(tmp_path / "台账", projects__a_yaml=YAML)
    early = inside(*command, "--ledger", root, "--today", "2023-06-09")
    assert (early.code, early.out) == (1, b"")
    assert "错误[fact-in-future]: 开工 2023-06-10 在今天（2023-06-09）之后" in early.errors
    then = inside(*command, "--ledger", root, "--today", "2023-06-10")
    late = inside(*command, "--ledger", root, "--today", "2030-01-01")
    assert then.code == 0
    assert then.out == late.out == inside(*command, "--ledger", root).out


def test_check_says_what_to_do_in_the_words_of_the_file(tmp_path: Path) -> None:
    yaml = ledger(tmp_path / "一", projects__a_yaml=YAML)
    said = inside("check", "--ledger", yaml, "--today", "2023-06-09")
    assert said.code == 1 and "从“节点”移到“计划”下面" in said.text
    csv = ledger(tmp_path / "二", projects__a_csv=CSV)
    said = inside("check", "--ledger", csv, "--today", "2023-06-09")
    assert said.code == 1 and "从“节点.开工”移到“计划.开工”一列" in said.text
    planned = CSV.replace("2023-06-10,\n", "2023-06-10,2023-07\n")
    both = ledger(tmp_path / "三", projects__a_csv=planned)
    said = inside("check", "--ledger", both, "--today", "2023-06-09", "--format", "json")
    (told,) = json.loads(said.text)["diagnostics"]
    assert told["remedy"] == "核对日期；还没有发生的，清空这一格（计划开工已写 2023-07）"


def test_a_month_has_begun_with_its_first_day_and_已_is_no_date(tmp_path: Path) -> None:
    text = YAML.replace("签约: 2023-01-28, 开工: 2023-06-10", "签约: 已, 开工: 2023-06")
    root = ledger(tmp_path / "台账", projects__a_yaml=text)
    assert inside("check", "--ledger", root, "--today", "2023-06-01").code == 0
    assert inside("check", "--ledger", root, "--today", "2023-05-31").code == 1


def test_without_the_option_it_is_the_clock(tmp_path: Path) -> None:
    text = YAML.replace("2023-06-10", "2099-06-10")
    root = ledger(tmp_path / "台账", projects__a_yaml=text)
    assert inside("summary", "--ledger", root).code == 1
    loaded = api.load(root)
    with pytest.raises(api.LedgerHasErrors):
        api.summary(loaded)
    assert api.verified(loaded, today=datetime.date(2099, 6, 10))


def test_what_lies_ahead_by_its_nature_is_no_fault(tmp_path: Path) -> None:
    """A phase declared ahead, a plan; the figures of this month's end, written a little early."""
    files = {
        "projects__a_yaml": YAML + "  计划: {投产: 2025-01, 年度计划投资: {2024: 2}}\n",
        "rollups__a_yaml": "- {期: 2, 批: 签约, 个数: 3, 截至: 2023-06-30}\n",
        "progress__2023-06_csv": "编号,累计完成投资\nA-1,0.5\n",
    }
    root = ledger(tmp_path / "台账", **files)
    said = inside("check", "--strict", "--ledger", root, "--today", "2023-06-12")
    assert "future" not in said.text


def test_figures_and_withdrawals_after_today_are_warned_of(tmp_path: Path) -> None:
    files = {
        "projects__a_yaml": YAML + "  调出: {日期: 2023-08}\n",
        "rollups__a_yaml": "- {期: 2, 批: 签约, 个数: 3, 截至: 2023-07-01}\n",
        "statements__a_yaml": "标题: 通报\n截至: 2023-07-01\n",
    }
    root = ledger(tmp_path / "台账", **files)
    said = inside("check", "--ledger", root, "--today", "2023-06-12")
    assert said.code == 0
    assert said.text.count("警告[as-of-in-future]") == 3
    assert inside("check", "--ledger", root, "--today", "2023-08-01").text.count("警告[") == 0


def test_a_month_that_has_not_begun_has_no_reports_told_once(tmp_path: Path) -> None:
    rows = "编号,累计完成投资\nA-1,0.5\nA-2,0.5\n"
    other = YAML.replace("A-1", "A-2").replace("甲", "乙")
    files = {"projects__a_yaml": YAML + other, "progress__2023-07_csv": rows}
    root = ledger(tmp_path / "台账", **files)
    said = inside("check", "--ledger", root, "--today", "2023-06-30")
    assert said.code == 1 and said.text.count("fact-in-future") == 1
    assert "核对文件名里的月份" in said.text
    assert inside("check", "--ledger", root, "--today", "2023-07-01").code == 0


def test_export_as_of_an_earlier_day_knows_what_has_happened_since(tmp_path: Path) -> None:
    root = ledger(tmp_path / "台账", projects__a_yaml=YAML)
    asked: list[str | Path] = [
        "export",
        "--ledger",
        root,
        "--out",
        tmp_path / "月报",
        "--format",
        "csv",
    ]
    more = ["--allow-dirty", "--month", "2023-04", "--today", "2023-05-05"]
    assert inside(*asked, *more).code == 0
    (root / "projects/a.yaml").write_text(YAML.replace("2023-06", "2099-06"), encoding="utf-8")
    refused = inside(*asked, *more)
    assert refused.code == 1 and "fact-in-future" in refused.errors


def test_the_demo_says_the_same_on_every_later_day() -> None:
    days = ("2023-10-31", "2024-02-29", "2099-12-31")
    assert {inside("summary", "--ledger", DEMO, "--today", day).out for day in days} == {
        inside("summary", "--ledger", DEMO).out
    }


def test_a_wrong_today_is_wrong_usage() -> None:
    said = inside("summary", "--ledger", DEMO, "--today", "昨天")
    assert said.code == 2 and "--today" in said.errors
