"""An unknown value of an option is named, and the nearest is offered; findings by number."""

import re
import subprocess
from pathlib import Path

import pytest
from conftest import DEMO, inside
from git.repositories import CONFIG, NewRepo, Repo

from sangeyipi.model.nearest import in_natural_order, natural, nearest

_AUTHOR = ("-c", "user.name=z", "-c", "user.email=z@example.com", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", folder, *_AUTHOR, *arguments], check=True, capture_output=True)


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
    ("summary --phase 99", "；是不是 9？"),
    ("summary --as-of 3024-05-08", "不在 2000 到 2100 年之间"),
    ("summary --phase 10000", "一期是 1 到 9999 的整数"),
    ("summary --phase 2-1", "“-”前面的一期要早于后面的一期"),
    ("rules bad-amout", "没有名为“bad-amout”的规则；是不是“bad-amount”"),
    ("rules AMOUNT", "是不是“bad-amount”"),
    ("rules 没有", "没有名为“没有”的规则；sgyp rules 可列出全部规则"),
    ("list --sector 先进制造", "是不是“先进制造业”？"),
    ("show yx-2021-023", "是不是 YX-2021-023 云岫县砺岩工程机械液压件项目"),
]


@pytest.mark.parametrize(("line", "said"), ASKED)
def test_the_nearest_is_offered(line: str, said: str) -> None:
    ledger = () if line.startswith("rules") else ("--ledger", DEMO)
    result = inside(*line.split(), *ledger)
    assert (result.code, result.out) == (2, b"")
    assert said in result.errors


def test_nearest() -> None:
    units = ["示例县工业和信息化局", "示例县商务局", "城关镇"]
    assert nearest("工信局", units) == ["示例县工业和信息化局"]
    assert nearest("商务局", units)[0] == "示例县商务局"
    assert nearest("铁路", units) == []


def test_the_nearest_number_comes_first() -> None:
    ids = [f"SS-{number:02}" for number in range(12, 0, -1)]
    assert nearest("SS-1", ids)[:2] == ["SS-01", "SS-12"]
    assert nearest("ss1", ids)[0] == "SS-01"
    assert nearest("ＳＳ－１", ids)[0] == "SS-01"
    assert nearest("SS-99", ids) == ["SS-12", "SS-11", "SS-10"]
    years = [f"SL-{year}-{number:03}" for year in (2021, 2022, 2023) for number in range(1, 40)]
    assert nearest("SL-2032-005", years)[0] == "SL-2023-005"
    assert nearest("SL-2023-41", years)[0] == "SL-2023-039"
    assert nearest("88", map(str, range(1, 10)), 1) == ["9"]
    assert nearest("第" + "1" * 5000, ["第1"]) == []


@pytest.mark.parametrize("command", ["show", "log"])
def test_of_a_project(tmp_path: Path, command: str) -> None:
    (tmp_path / "projects").mkdir()
    rows = "".join(f"SS-{number:02},{number}号铝板厂\n" for number in (10, 11, 1, 2))
    (tmp_path / "projects/a.csv").write_text(f"编号,名称\n{rows}", encoding="utf-8")
    config = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n"
    (tmp_path / "ledger.yaml").write_text(config, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    said = inside(command, "SS-1", "--ledger", tmp_path).errors
    assert "；是不是 SS-01 1号铝板厂、SS-10 10号铝板厂、SS-11 11号铝板厂？" in said
    said = inside(command, "铝板", "--ledger", tmp_path).errors
    assert "；是不是 SS-01 1号铝板厂、" in said or "；是不是 SS-10 10号铝板厂、" in said


@pytest.mark.parametrize(
    ("rev", "said"),
    [
        ("mian", "；是不是“main”？"),
        ("v2023-6", "；是不是“v2023-06”"),
        ("2023.7.5", "；按日子写作 2023-07-05"),
        ("2023年7月5日", "；按日子写作 2023-07-05"),
        ("2023-7-5", "；按日子写作 2023-07-05"),
    ],
)
def test_of_a_revision(tmp_path: Path, rev: str, said: str) -> None:
    config = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n"
    (tmp_path / "ledger.yaml").write_text(config, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "tag", "v2023-06")
    result = inside("summary", "--rev", rev, "--ledger", tmp_path)
    assert (result.code, result.out) == (2, b"")
    assert said in result.errors


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("监管平台", "ture", "应写作 true"),
        ("监管平台", "Flase", "应写作 false"),
        ("监管平台", "有", "应写作 true"),
        ("监管平台", "√", "应写作 true"),
        ("包联级别", "县", "是不是“县级”？"),
        ("领域", "制造业", "是不是“先进制造业”？"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "yaml"])
def test_of_a_value(tmp_path: Path, key: str, value: str, said: str, form: str) -> None:
    config = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n领域: [先进制造业, 基础设施]\n"
    (tmp_path / "ledger.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "projects").mkdir()
    written = {
        "csv": f"编号,名称,{key}\nA,甲,{value}\n",
        "yaml": f"- {{编号: A, 名称: 甲, {key}: {value}}}\n",
    }
    (tmp_path / f"projects/a.{form}").write_text(written[form], encoding="utf-8")
    assert said in inside("check", "--ledger", tmp_path).text


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


NAMES = ["p1.yaml", "p2.yaml", "p10.yaml", "第二期.yaml", "第十期.yaml"]


@pytest.mark.parametrize("text", ["p²", "²", "p１", "9" * 5000, "p" + "0" * 5000 + "1"])
def test_any_name_has_its_place(text: str) -> None:
    assert in_natural_order([text, "p1"]) == in_natural_order(["p1", text])


def numbered(repo: Repo, text: str) -> None:
    for number, name in enumerate(NAMES):
        repo.write(f"projects/{name}", text.format(number))


def listed(said: str) -> list[str]:
    """The files of `projects/` that a text names, in its order."""
    found = re.findall(r"projects/([\w.]+?\.yaml)", said)
    return list(dict.fromkeys(found))


def test_every_command_lists_files_by_number(new_repo: NewRepo) -> None:
    repo = new_repo("库")
    repo.write("ledger.yaml", CONFIG)
    numbered(repo, "- 编号: A{0}\n  名称: 甲{0}\n  总投资: 5\n")
    repo.commit("建账")
    # Another spelling and nothing else, in every file.
    numbered(repo, "- {{名称: 甲{0}, 编号: A{0}, 总投资: 5.0}}\n")
    shown = inside("diff", "--format", "json", "--ledger", repo.ledger).text
    assert listed(shown) == NAMES
    refused = inside(
        "export", "--month", "2023-06", "--out", repo.root.parent / "出", "--ledger", repo.ledger
    )
    assert refused.code != 0 and listed(refused.errors) == NAMES[: len(listed(refused.errors))]
    assert len(listed(refused.errors)) > 2
    assert listed(inside("fmt", "--check", "--ledger", repo.ledger).text) == NAMES
    numbered(repo, "- 编号: A{0}\n  名称: 甲{0}\n  总投资: 5亿\n")
    for form in ("text", "json", "github"):
        said = inside("check", "--format", form, "--ledger", repo.ledger).text
        assert listed(said) == NAMES, form
