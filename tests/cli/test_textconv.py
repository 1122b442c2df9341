"""What git diff is given: a heading for each record, one fact a line, spelled one way."""

from pathlib import Path

import pytest

from sangeyipi.cli.main import main

PROJECT = """\
# 第一期
- 节点: {投产: 已, 签约: 2021-07-10}
  总投资: 5.50   # 亿元
  编号: A-2
  名称: '乙: 化工'
- 编号: A-1
  名称: 甲
  调出:
    日期: 2023-01
  # 待补
"""
PROJECT_FACTS = """\
A-1 甲
  调出.日期: 2023-01
  # 待补
# 第一期
A-2 乙: 化工
  总投资: 5.5  # 亿元
  节点.签约: 2021-07-10
  节点.投产: 已
"""
STATEMENT = """\
标题: 汇报
截至: 2023-06-19
公布:
  - 期: 1-3
    批: 签约
    总投资: 132.90
"""
STATEMENT_FACTS = """\
标题: 汇报
截至: 2023-06-19
公布 第1-3期 签约一批
  总投资: 132.90
"""
LEDGER = "名称: 台账\n期次:\n  - 期: 1\n    日期: 2021-07-10\n领域: [制造, 农业]\n"
LEDGER_FACTS = "名称: 台账\n期次 1\n  日期: 2021-07-10\n领域: 制造、农业\n"
CASES = {
    "project": ("a.yaml", PROJECT, PROJECT_FACTS),
    "csv": (
        "a.csv",
        "编号,名称,节点.签约\nA-2,乙,\nA-1,甲,2021-07-10\n",
        "A-1 甲\n  节点.签约: 2021-07-10\nA-2 乙\n",
    ),
    "reports": (
        "2023-05.csv",
        "累计完成投资,编号,本月完成投资,形象进度\n3.20,A-2,,\n1,A-1,0.50,封顶\n",
        "A-1\n  本月完成投资: 0.5\n  累计完成投资: 1\n  形象进度: 封顶\nA-2\n  累计完成投资: 3.2\n",
    ),
    "reports under another name": (
        "Xa81Zb_2023-05.csv",
        "累计完成投资,编号\n3.20,A-2\n1,A-1\n",
        "A-1\n  累计完成投资: 1\nA-2\n  累计完成投资: 3.2\n",
    ),
    "reports in YAML": (
        "x.yaml",
        "- 累计完成投资: 3.20\n  本月完成投资: '1'\n  编号: A-2\n",
        "A-2\n  本月完成投资: 1\n  累计完成投资: 3.2\n",
    ),
    "years of a plan": (
        "a.yaml",
        "- {编号: A, 名称: 甲, 计划: {年度计划投资: {2024: 2.50, 2023: 3}, 开工: 2023-05}}\n",
        "A 甲\n  计划.开工: 2023-05\n  计划.年度计划投资.2023: 3\n  计划.年度计划投资.2024: 2.5\n",
    ),
    "rollup": (
        "a.yaml",
        "- 个数: 3\n  期: 1,2\n  监管平台: false\n  截至: 2023-06-19\n",
        "第1-2期 非监管平台 截至2023-06-19\n  个数: 3\n",
    ),
    "statement": ("a.yaml", STATEMENT, STATEMENT_FACTS),
    "ledger": ("ledger.yaml", LEDGER, LEDGER_FACTS),
    "invalid values are shown": ("a.yaml", "- 编号: A-1\n  总投资: 五\n", "A-1\n  总投资: 五\n"),
}


def shown(path: Path, data: bytes, capsysbinary: pytest.CaptureFixture[bytes]) -> bytes:
    path.write_bytes(data)
    assert main(["textconv", "--", str(path)]) == 0
    return capsysbinary.readouterr().out


@pytest.mark.parametrize(("name", "text", "facts"), CASES.values(), ids=list(CASES))
def test_facts(
    name: str, text: str, facts: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert shown(tmp_path / name, text.encode(), capsysbinary).decode() == facts


@pytest.mark.parametrize(
    "data", [b"- a: [\n", b"\xff\xfe\x00", b"<<<<<<< x\n", b"- 1\n- 2\n"], ids=repr
)
def test_what_is_no_ledger_file_comes_as_it_is(
    data: bytes, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert shown(tmp_path / "a.yaml", data, capsysbinary) == data


def test_no_such_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["textconv", str(tmp_path / "none.yaml")]) == 2
    assert "没有文件" in capsys.readouterr().err
