"""What is said of a key that the format does not know: followed to the letter, no fact changes."""

from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.store.settled import load_files

HEAD = "名称: 示例县台账\n期次:\n  - {期: 1, 日期: 2021-07-10}\n"
PROJECT = "- 编号: A-1\n  名称: 甲\n  总投资: 10\n  在册: {签约: 1}\n"


def told(root: Path, name: str, text: str) -> list[tuple[str, str]]:
    for path, content in (("ledger.yaml", HEAD), ("projects/a.yaml", PROJECT), (name, text)):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return [(one.message, one.remedy) for one in check(load_files(root))]


@pytest.mark.parametrize("word", ["计划开工", "预计投产", "拟达效", "未开工", "实际开工"])
@pytest.mark.parametrize("value", ["2024-05", ""])
def test_a_plan_is_never_advised_into_a_fact(tmp_path: Path, word: str, value: str) -> None:
    found = told(tmp_path, "projects/a.yaml", f"{PROJECT}  节点:\n    {word}: {value}\n")
    (message, remedy) = found[0]
    assert "不是一回事" in message
    assert "改成" not in remedy
    if word not in ("未开工", "实际开工"):
        assert "“计划”的" in remedy


def test_nor_in_a_csv_file(tmp_path: Path) -> None:
    text = "编号,名称,节点.计划开工\nA-2,乙,2024-05\n"
    found = told(tmp_path, "projects/b.csv", text)
    assert ["改成" in remedy for _, remedy in found] == [False]
    assert "“计划”的“开工”" in found[0][1]


@pytest.mark.parametrize(
    "word",
    ["本月计划投资", "计划投资", "年累计完成投资", "本年完成投资", "本月到位资金", "完成投资"],
)
def test_one_figure_is_never_advised_into_another(tmp_path: Path, word: str) -> None:
    found = told(tmp_path, "progress/2023-05.csv", f"编号,{word}\nA-1,3\n")
    assert all("改成" not in remedy for _, remedy in found if word in _), found
    assert any(word in message for message, _ in found)


@pytest.mark.parametrize(
    "key", ["不含明细: true", "非转化: 3", "未到位资金: 3", "节点: {未开工: 3}"]
)
def test_nor_is_a_meaning_reversed(tmp_path: Path, key: str) -> None:
    text = f"- 期: 1\n  批: 签约\n  个数: 3\n  截至: 2023-05-31\n  {key}\n"
    found = told(tmp_path, "rollups/a.yaml", text)
    assert "不是一回事" in found[0][0]
    assert "改成" not in found[0][1]
