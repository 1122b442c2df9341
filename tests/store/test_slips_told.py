"""A slip is told where it stands, with what to do about it in that kind of file."""

from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.store.settled import load_files


def told(root: Path, name: str, text: str) -> list[str]:
    config = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n"
    (root / "ledger.yaml").write_text(config, encoding="utf-8")
    (root / "projects").mkdir()
    (root / f"projects/{name}").write_text(text, encoding="utf-8")
    found = check(load_files(root))
    return [
        f"{one.position.line if one.position else ''} {one.message} / {one.remedy}" for one in found
    ]


@pytest.mark.parametrize("cell", ["May-23", "Jun-23", "2023/1/10", "2023-01-10 0:00"])
def test_a_date_of_a_spreadsheet(tmp_path: Path, cell: str) -> None:
    (said,) = told(tmp_path, "a.csv", f"编号,名称,节点.签约\nA,甲厂,{cell}\n")
    how = "把这一格的格式设成“自定义”的 yyyy-mm-dd（只知道到月的 yyyy-mm）"
    assert said.endswith(f"；在 Excel 或 WPS 里改的，先{how}，再填")
    assert ("应写作 2023-01-10" in said) is (cell == "2023/1/10")
    # A column of dates set to 文本 turns into serial numbers.
    assert "文本" not in said


@pytest.mark.parametrize("cell", ["44936", "45095", "44927.0", "45095.5"])
@pytest.mark.parametrize("column", ["节点.签约", "计划.开工", "调出.日期"])
def test_a_date_as_a_serial_number(tmp_path: Path, cell: str, column: str) -> None:
    (said,) = told(tmp_path, "a.csv", f"编号,名称,{column}\nA,甲厂,{cell}\n")
    assert "/ 像是 Excel 存日期的数：" in said and said.endswith("，对照原件，再另存")


@pytest.mark.parametrize("word", ["未开工", "无", "—", "/", "待定", "否", "√", "已开工", "May"])
def test_a_word_for_a_date_is_not_to_be_made_one(tmp_path: Path, word: str) -> None:
    (said,) = told(tmp_path, "a.csv", f"编号,名称,节点.开工\nA,甲厂,{word}\n")
    assert said.endswith("/ 还没有发生的，让这一格空着；发生了的写日期，日期不明的写“已”")


@pytest.mark.parametrize("word", ["待定", "已", "-", "未定"])
def test_a_word_for_a_planned_date(tmp_path: Path, word: str) -> None:
    (said,) = told(tmp_path, "a.csv", f"编号,名称,计划.开工\nA,甲厂,{word}\n")
    assert said.endswith("/ 没有计划日期的，让这一格空着")


@pytest.mark.parametrize("word", ["待定", "-", "—", "无", "未报"])
@pytest.mark.parametrize("column", ["总投资", "到位资金", "计划.年度计划投资.2023"])
def test_a_word_for_an_amount(tmp_path: Path, word: str, column: str) -> None:
    (said,) = told(tmp_path, "a.csv", f"编号,名称,{column}\nA,甲厂,{word}\n")
    assert said.endswith("/ 只写数字，以亿元计；还不知道的，让这一格空着")


def test_a_word_for_a_value_in_yaml(tmp_path: Path) -> None:
    text = "- 编号: A\n  名称: 甲厂\n  总投资: 待定\n  节点: {开工: 未开工}\n  计划: {开工: 待定}\n"
    said = [one.partition(" / ")[2] for one in told(tmp_path, "a.yaml", text)]
    assert said == [
        "只写数字，以亿元计；还不知道的，删去这一项",
        "还没有发生的，删去这一项；发生了的写日期，日期不明的写“已”",
        "没有计划日期的，删去这一项",
    ]


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


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("6月.csv", "按年-月改名：2023 年 5 月的叫 2023-05.csv"),
        ("六月.yaml", "按年-月改名：2023 年 5 月的叫 2023-05.yaml"),
        ("2023年7月.csv", "是 2023 年 7 月的，改名为 2023-07.csv"),
    ],
)
def test_a_file_of_reports_without_a_month(tmp_path: Path, name: str, remedy: str) -> None:
    (tmp_path / "progress").mkdir()
    text = "编号,形象进度\nA,打桩\n" if name.endswith(".csv") else "- {编号: A, 形象进度: 打桩}\n"
    (tmp_path / "progress" / name).write_text(text, encoding="utf-8")
    said = told(tmp_path, "a.csv", "编号,名称\nA,甲厂\n")
    assert any(one.endswith(f"/ {remedy}") for one in said)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_dash_without_a_blank_on_the_only_line(tmp_path: Path, end: str) -> None:
    (said,) = told(tmp_path, "a.yaml", f"-编号: A{end}")
    assert said.startswith(" “-”后面少一个空格")


@pytest.mark.parametrize("written", ["B{1,2}", "B[1|2]", "B;1"])
@pytest.mark.parametrize(
    ("name", "text"),
    [("a.yaml", "- 编号: {0}\n  名称: 甲厂\n"), ("a.csv", '编号,名称\n"{0}",甲厂\n')],
)
def test_an_id_of_odd_characters(tmp_path: Path, written: str, name: str, text: str) -> None:
    """Nobody is told of blanks and indentation where a text has a mark too many."""
    (said,) = told(tmp_path, name, text.replace("{0}", written))
    assert said.endswith(" / 去掉或换掉这样的字符；别处写着这个编号的，一并改")


@pytest.mark.parametrize("written", ["[县商务局]", "{县商务局: 甲}"])
@pytest.mark.parametrize("key", ["责任单位", "备注", "建设单位"])
def test_a_text_in_brackets(tmp_path: Path, key: str, written: str) -> None:
    (said,) = told(tmp_path, "a.yaml", f"- 编号: A\n  名称: 甲厂\n  {key}: {written}\n")
    assert said.endswith("/ 只写一段文字；文字以方括号、花括号开头的，整段用半角双引号括起来")


def test_a_header_again_with_other_columns(tmp_path: Path) -> None:
    text = "编号,名称,总投资\nA,甲,1\n编号,名称\nB,乙\n编号,名称,责任单位,总投资\nC,丙,局,1\n"
    first, row, second, last = told(tmp_path, "a.csv", text)
    assert first.startswith("3 这里又是一行表头，有 2 列，与第一行的 3 列不同 / 从这一行起另存为")
    assert second.startswith("5 这里又是一行表头，有 4 列，与第一行的 3 列不同")
    assert "这一行有 2 格" in row
    assert "这一行有 4 格" in last
