"""An unknown value of an option is named, and the nearest is offered; findings by number."""

from pathlib import Path

import pytest
from conftest import DEMO, inside

from sangeyipi.model.nearest import natural, nearest

ASKED = [
    ("list --unit 工信局", "是不是“云岫县工业和信息化局”？"),
    ("list --unit 没有的局", "台账里没有责任单位“没有的局”"),
    ("list --sector 制造", "是不是“先进制造业”？"),
    ("list --batch 开", "是不是“开工”？"),
    ("list --reached 投", "是不是“投产”？"),
    ("list --phase 第8期", "是不是 8？"),
    ("list --phase 第八期", "是不是 8？"),
    ("summary --phase 1至3期", "是不是 1-3？"),
    ("summary --by 责任部门", "是不是“责任单位”？"),
    ("summary --phase 99", "第99期不在台账里；台账里有第 1、2"),
    ("chart 率", "图的种类 不能是“率”"),
    ("chart rate", "是不是“rates”？"),
    ("show 液压件", "是不是 YX-2021-023 云岫县砺岩工程机械液压件项目、"),
    ("show yx-2021-023", "是不是 YX-2021-023 云岫县砺岩工程机械液压件项目"),
]


@pytest.mark.parametrize(("line", "said"), ASKED)
def test_the_nearest_is_offered(line: str, said: str) -> None:
    result = inside(*line.split(), "--ledger", DEMO)
    assert (result.code, result.out) == (2, b"")
    assert said in result.errors


def test_nearest() -> None:
    units = ["示例县工业和信息化局", "示例县商务局", "城关镇"]
    assert nearest("工信局", units) == ["示例县工业和信息化局"]
    assert nearest("商务局", units)[0] == "示例县商务局"
    assert nearest("铁路", units) == []


def test_in_the_order_in_which_people_count() -> None:
    names = ["第10期.yaml", "第2期.yaml", "第十期.yaml", "第二期.yaml", "第十二期.yaml", "a.yaml"]
    counted = ["a.yaml", "第2期.yaml", "第二期.yaml", "第10期.yaml", "第十期.yaml", "第十二期.yaml"]
    assert sorted(names, key=natural) == counted


def test_findings_are_told_by_number(tmp_path: Path) -> None:
    config = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n"
    (tmp_path / "ledger.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "projects").mkdir()
    for number in (10, 2, 1):
        text = f"- {{编号: A-{number}, 名称: {number}厂, 总投资: 五}}\n"
        (tmp_path / f"projects/第{number}期.yaml").write_text(text, encoding="utf-8")
    said = inside("check", "--ledger", tmp_path).text
    places = [said.index(f"第{number}期.yaml") for number in (1, 2, 10)]
    assert places == sorted(places)
