"""万元 for 亿元, wherever an amount stands: what is told, how often, and that the rest still is."""

from decimal import Decimal
from pathlib import Path

import pytest
from test_catalogue import lines, write

from sangeyipi.checks.run import check, has_errors
from sangeyipi.store.settled import load_files

PROJECTS = """\
- 编号: A-1
  名称: 甲厂
  总投资: 12.5
- 编号: A-2
  名称: 乙厂
  总投资: 8
- 编号: A-3
  名称: 丙厂
  总投资: 3.6
"""


#: Of 12.5, and the rule it breaks.
ABOVE = {
    "12.5": "",
    "12.5001": "警告[funds-exceed-investment] 到位资金累计 12.5001 大于总投资 12.5",
    "124.9999": "警告[funds-exceed-investment] 到位资金累计 124.9999 大于总投资 12.5",
    "125": "错误[amount-ten-times]",
}


def told(root: Path, files: dict[str, str], past: bool = False) -> str:
    write(root, {"projects/a.yaml": PROJECTS} | files)
    loaded = load_files(root)
    return lines(loaded, check(loaded, past=past))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("projects/b.yaml", "- {编号: B, 名称: 丁厂, 总投资: 12.5, 到位资金: 62500}"),
        ("projects/b.csv", "编号,名称,总投资,到位资金\nB,丁厂,12.5,62500\n"),
        ("projects/b.csv", "编号,名称,总投资,计划.年度计划投资.2023\nB,丁厂,12.5,62500\n"),
        ("progress/2023-05.csv", "编号,到位资金累计\nA-1,62500\n"),
        ("progress/2023-05.csv", "编号,累计完成投资\nA-1,62500\n"),
        ("progress/2023-05.csv", "编号,本月完成投资\nA-1,62500\n"),
        ("progress/2023-05.yaml", "- {编号: A-1, 到位资金累计: 62500}\n"),
        (
            "rollups/a.yaml",
            "- {期: 1, 批: 签约, 个数: 3, 总投资: 12.5, 到位资金: 62500, 截至: 2021-08-31}",
        ),
        ("rollups/a.csv", "期,批,总投资,到位资金,截至\n1,签约,12.5,62500,2021-08-31\n"),
    ],
)
def test_ten_times_all_there_is_to_invest_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    said = told(tmp_path, {name: text})
    assert said.count("\n") == 1
    assert "错误[amount-ten-times]" in said
    assert "62500 是总投资 12.5 的 5000 倍" in said
    assert said.endswith("62500 万元写作 6.25\n")


@pytest.mark.parametrize("amount", ["125", "124.9999", "12.6"])
def test_the_line_is_drawn_at_ten_times(tmp_path: Path, amount: str) -> None:
    said = told(tmp_path, {"projects/b.csv": f"编号,名称,总投资,到位资金\nB,丁厂,12.5,{amount}\n"})
    wanted = "amount-ten-times" if Decimal(amount) >= 125 else "funds-exceed-investment"
    assert f"[{wanted}]" in said and said.count("\n") == 1


@pytest.mark.parametrize("name", ["progress/2023-05.csv", "progress/2023-05.yaml"])
@pytest.mark.parametrize("past", [False, True])
@pytest.mark.parametrize(("amount", "rule"), ABOVE.items())
def test_reported_funds_above_the_investment_are_a_warning(
    tmp_path: Path, name: str, past: bool, amount: str, rule: str
) -> None:
    row = f"编号,到位资金累计\nA-1,{amount}\n"
    text = row if name.endswith(".csv") else f"- {{编号: A-1, 到位资金累计: {amount}}}\n"
    said = told(tmp_path, {name: text}, past=past)
    assert said.count("\n") == bool(rule)
    assert rule in said
    assert not rule or name in said


def test_reported_funds_above_the_investment_are_told_once_a_project(tmp_path: Path) -> None:
    again = {
        f"progress/2023-{month:02}.csv": f"编号,到位资金累计\nA-1,{13 + month}\nA-2,8\n"
        for month in range(3, 7)
    }
    said = told(tmp_path, again)
    assert said.count("\n") == 1
    assert "progress/2023-03.csv:2:5 警告[funds-exceed-investment]" in said
    assert "到位资金累计 16 大于总投资 12.5（2023-03，A-1 甲厂）" in said
    # With 到位资金 or 累计完成投资 above it as well it is 总投资 that is asked about, once.
    own = "编号,名称,总投资,到位资金\nB,丁厂,12.5,13\n"
    funds = {"projects/b.csv": own, "progress/2023-03.csv": "编号,到位资金累计\nB,14\n"}
    (tmp_path / "own").mkdir()
    assert told(tmp_path / "own", funds).count("funds-exceed-investment") == 1
    both = {"progress/2023-03.csv": "编号,累计完成投资,到位资金累计\nA-1,13,14\n"}
    (tmp_path / "both").mkdir()
    said = told(tmp_path / "both", both)
    assert said.count("\n") == 1 and "[progress-exceeds-investment]" in said


def test_what_could_not_be_万元_is_not_converted(tmp_path: Path) -> None:
    said = told(tmp_path, {"projects/b.csv": "编号,名称,总投资,到位资金\nB,丁厂,12.5,125.5\n"})
    assert "的 10 多倍" in said and "万元写作" not in said


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("projects/b.csv", "编号,名称,到位资金\nB,丁厂,62500\n", "到位资金 62500"),
        (
            "projects/b.csv",
            "编号,名称,计划.年度计划投资.2023\nB,丁厂,62500\n",
            "2023 年的年度计划投资 62500",
        ),
        ("rollups/a.csv", "期,批,个数,总投资,截至\n1,签约,7,1329000,2021-08-31\n", "1329000"),
        ("rollups/a.csv", "期,批,总投资,截至\n1,签约,1329000,2021-08-31\n", "1329000"),
        ("rollups/a.csv", "期,批,个数,总投资,截至\n1,签约,7,0.0133,2021-08-31\n", "0.0133"),
        ("rollups/a.csv", "期,批,个数,到位资金,截至\n1,签约,7,60000,2021-08-31\n", "60000"),
    ],
)
def test_without_anything_beside_it_a_size_nobody_has_is_a_warning(
    tmp_path: Path, name: str, text: str, word: str
) -> None:
    said = told(tmp_path, {name: text})
    assert said.count("\n") == 1
    assert "警告[investment-unit-slip]" in said and word in said


def test_a_report_of_a_project_without_investment_too(tmp_path: Path) -> None:
    files = {
        "projects/b.csv": "编号,名称\nB,丁厂\n",
        "progress/2023-05.csv": "编号,累计完成投资\nB,62500\n",
        "progress/2023-06.csv": "编号,累计完成投资\nB,62600\n",
    }
    said = told(tmp_path, files)
    assert said.count("\n") == 1
    assert "警告[investment-unit-slip]" in said and "还有 1 个月也是" in said


def test_bands_in_万元_are_told(tmp_path: Path) -> None:
    config = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n规模分档: [500000, 100000]\n"
    said = told(tmp_path, {"ledger.yaml": config})
    assert "警告[investment-unit-slip] 规模分档 500000 亿元" in said


def test_a_published_total_in_万元_is_told(tmp_path: Path) -> None:
    text = "标题: 通报\n截至: 2021-08-31\n公布: [{期: 1, 批: 签约, 个数: 3, 总投资: 241000}]\n"
    assert "[investment-unit-slip] 总投资 241000 亿元" in told(
        tmp_path, {"statements/a.yaml": text}
    )


COLUMN = "编号,累计完成投资,到位资金累计\nA-1,62500,70000\nA-2,30000,30000\nA-3,9000,9900\n"
BEFORE = "编号,累计完成投资,到位资金累计\nA-1,6.2,7\nA-2,2.9,3\nA-3,0.8,0.9\n"
AFTER = "编号,累计完成投资,到位资金累计\nA-1,6.4,7\nA-2,3,3\nA-3,0.9,1\n"


@pytest.mark.parametrize("around", [False, True])
def test_a_whole_column_is_said_once(tmp_path: Path, around: bool) -> None:
    files = {"progress/2023-06.csv": COLUMN}
    if around:
        files |= {"progress/2023-05.csv": BEFORE, "progress/2023-07.csv": AFTER}
    said = told(tmp_path, files)
    assert said.count("\n") == 2, "one of each column, and nothing of the months beside it"
    assert "“累计完成投资”这一列3 个数都不小于总投资的十倍" in said
    assert "“到位资金累计”这一列3 个数都不小于总投资的十倍" in said
    assert said.count("把这一列都除以 10000") == 2


def test_a_column_of_projects_is_said_once_and_one_row_by_itself(tmp_path: Path) -> None:
    rows = "".join(f"B-{number},{number}厂,{number}25000\n" for number in range(1, 9))
    said = told(tmp_path, {"projects/b.csv": f"编号,名称,总投资\n{rows}"})
    assert said.count("\n") == 1
    assert "警告[investment-unit-slip] “总投资”这一列8 个数都大得不寻常，如 125000 亿元" in said
    mixed = f"编号,名称,总投资\n{rows}B-9,9厂,5\n"
    assert "9 个数里有 8 个大得不寻常" in told(tmp_path, {"projects/b.csv": mixed})
    few = "编号,名称,总投资\nB-1,1厂,125000\nB-2,2厂,5\nB-3,3厂,6\n"
    assert "这一列" not in told(tmp_path, {"projects/b.csv": few})


def test_in_yaml_it_is_the_file_that_is_named(tmp_path: Path) -> None:
    text = "".join(f"- {{编号: B-{n}, 名称: {n}厂, 总投资: {n}25000}}\n" for n in range(1, 5))
    said = told(tmp_path, {"projects/b.yaml": text})
    assert "这个文件里的“总投资”4 个数都大得不寻常" in said and "列" not in said


def test_a_fault_of_another_kind_is_still_told(tmp_path: Path) -> None:
    files = {
        "progress/2023-05.csv": "编号,累计完成投资,到位资金累计\nA-1,6.2,7\n",
        "progress/2023-06.csv": "编号,累计完成投资,到位资金累计\nA-1,6.1,70000\n",
    }
    said = told(tmp_path, files)
    assert "[amount-ten-times] 到位资金累计" in said and "[progress-decreases] 累计完成投资" in said


def test_a_commit_made_before_the_rule_keeps_the_errors_it_had(tmp_path: Path) -> None:
    files = {
        "progress/2023-05.csv": "编号,累计完成投资\nA-1,62500\n",
        "progress/2023-06.csv": "编号,累计完成投资\nA-1,6.1\n",
    }
    now, then = told(tmp_path, files), told(tmp_path, files, past=True)
    assert "progress-decreases" not in now and "progress-decreases" in then
    found = check(load_files(tmp_path), past=True)
    assert has_errors(found, past=True)
    (tmp_path / "progress/2023-06.csv").unlink()
    assert not has_errors(check(load_files(tmp_path), past=True), past=True)
