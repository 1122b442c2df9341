"""A slip is told where it stands, with what to do about it in that kind of file."""

from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.store.load import load_files


def told(root: Path, name: str, text: str) -> list[str]:
    config = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n"
    (root / "ledger.yaml").write_text(config, encoding="utf-8")
    (root / "projects").mkdir()
    (root / f"projects/{name}").write_text(text, encoding="utf-8")
    found = check(load_files(root))
    return [
        f"{one.position.line if one.position else ''} {one.message} / {one.remedy}" for one in found
    ]


@pytest.mark.parametrize("cell", ["May-23", "Jun-23", "44936", "2023/1/10"])
def test_a_date_of_a_spreadsheet(tmp_path: Path, cell: str) -> None:
    (said,) = told(tmp_path, "a.csv", f"编号,名称,节点.签约\nA,甲厂,{cell}\n")
    assert said.endswith("；在 Excel 或 WPS 里改的，先把这一列设成“文本”格式")
    assert ("应写作 2023-01-10" in said) is (cell == "2023/1/10")


def test_yaml_is_told_nothing_of_spreadsheets(tmp_path: Path) -> None:
    (said,) = told(tmp_path, "a.yaml", "- {编号: A, 名称: 甲厂, 节点: {签约: 2023/1/10}}\n")
    assert said.endswith("/ 应写作 2023-01-10")


@pytest.mark.parametrize("key", ["2023", "2023年"])
def test_a_year_beside_the_years(tmp_path: Path, key: str) -> None:
    (said,) = told(tmp_path, "a.yaml", f"- 编号: A\n  名称: 甲厂\n  计划:\n    {key}: 4.5\n")
    assert "“年度计划投资”下面 / 写成 年度计划投资: {2023: 4.5} 的样子" in said


def test_a_dash_without_a_blank(tmp_path: Path) -> None:
    (said,) = told(tmp_path, "a.yaml", "-编号: A\n  名称: 甲厂\n  总投资: 5\n")
    assert said.startswith("1 “-”后面少一个空格")


def test_full_width_colons_are_told_together(tmp_path: Path) -> None:
    text = "- 编号: A\n  名称：甲厂\n  总投资: 5\n  备注：无\n- 编号: B\n  名称：乙厂\n"
    (said,) = told(tmp_path, "a.yaml", text)
    assert said.startswith("2 用了全角“：”，还有第 4、6 行")
