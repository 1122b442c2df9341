"""`sgyp set`: one fact changed, shown, proven and written, and nothing else."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import COMMAND, SOURCE, Result, Write, environment, inside

from cli.asked import asked
from sangeyipi import api
from sangeyipi.compare.fields import flat
from sangeyipi.model.project import Project

DAY = ("--today", "2023-10-15")
PROJECTS = """\
# 一行注释
- 编号: A-1
  名称: 甲纺织
  总投资: 12.5  # 批复
  责任单位: 某局
  在册:
    签约: 1
  节点:
    签约: 2021-07-10

- 编号: A-2
  名称: 乙化工
  总投资: "3.20"
"""
REPORTS = "编号,本月完成投资,累计完成投资,存在问题\nA-1,0.5,0.5,\n"
FILES = {"projects/a.yaml": PROJECTS, "progress/2021-08.csv": REPORTS}


@pytest.fixture
def county(ledger: Write) -> Path:
    return ledger(FILES)


def set_(county: Path, *said: str) -> Result:
    return inside("set", *said, *DAY, "--ledger", county)


def fine(county: Path, *said: str) -> str:
    result = set_(county, *said, "--yes")
    assert result.code == 0, result.errors
    return result.text


def refused(county: Path, *said: str, code: int = 2) -> str:
    before = texts(county)
    result = set_(county, *said, "--yes")
    assert result.code == code, result
    assert texts(county) == before
    return result.errors


def texts(county: Path) -> dict[str, str]:
    """The ledger's files."""
    names = (one.relative_to(county) for one in county.rglob("*.*") if one.is_file())
    return {
        name.as_posix(): (county / name).read_text(encoding="utf-8")
        for name in names
        if not name.as_posix().startswith(".")
    }


def project(county: Path, id: str = "A-1") -> Project:
    ledger = api.load(county).ledger
    assert ledger is not None
    return next(one for one in ledger.projects if one.id == id)


def test_only_the_line_of_the_fact(county: Path) -> None:
    fine(county, "A-1", "总投资=13", "节点.开工=2021-09-01", "责任单位=")
    expected = (
        PROJECTS.replace("12.5  # 批复", "13  # 批复")
        .replace("  责任单位: 某局\n", "")
        .replace("签约: 2021-07-10\n", "签约: 2021-07-10\n    开工: 2021-09-01\n")
    )
    assert texts(county)["projects/a.yaml"] == expected
    assert texts(county)["progress/2021-08.csv"] == REPORTS


def test_how_to_take_it_back_is_said_and_does(county: Path) -> None:
    before = texts(county)
    done = set_(county, "A-1", "总投资=13", "--yes")
    assert f"要撤回：sgyp undo --ledger {county}\n" in done.errors
    assert "撤回了 sgyp set" in inside("undo", "--ledger", county).text
    assert texts(county) == before
    again = inside("undo", "--ledger", county)
    assert again.code == 2 and "没有可以撤回的修改" in again.errors


def test_what_it_does_is_shown_before_it_is_written(county: Path) -> None:
    before = texts(county)
    shown = set_(county, "A-1", "总投资=13", "--dry-run")
    assert shown.code == 0 and "没有写入（--dry-run）" in shown.text
    assert "总投资：12.5 → 13 亿元" in shown.text and "对第一部分的影响" in shown.text
    nobody = set_(county, "A-1", "总投资=13")
    assert nobody.code == 2 and "--yes" in nobody.errors
    assert "总投资：12.5 → 13 亿元" in nobody.text
    assert texts(county) == before
    assert "总投资：12.5 → 13 亿元" in fine(county, "A-1", "总投资=13")
    assert "没有要改的" in fine(county, "A-1", "总投资=13.0")


#: Every key that a project has, with a value that it can have.
VALUES = {
    "编号": "A-9",
    "名称": "甲: 纺织# “二期”",
    "领域": "",
    "总投资": "12.3456",
    "监管平台": "true",
    "包联级别": "县级",
    "在册.签约": "2",
    "在册.开工": "2",
    "在册.投产": "2",
    "节点.签约": "2021-07",
    "节点.履约": "已",
    "计划.投产": "2024-06",
    "调出.日期": "2022-01-01",
    "调出.原因": "企业=放弃：投资",
    "计划.年度计划投资": "",
}


@pytest.mark.parametrize("word", [name for name in VALUES if VALUES[name]] + ["备注", "来源"])
def test_every_kind_of_field(county: Path, word: str) -> None:
    value = VALUES.get(word, "一段话，yes")
    first = ["调出=2022-01-01"] if word == "调出.原因" else []
    fine(county, "A-1", *first, f"{word}={value}")
    id = value if word == "编号" else "A-1"
    assert flat(project(county, id))[tuple(word.split("."))] == value
    if word not in ("编号", "名称", "调出.日期"):
        fine(county, id, f"{word}=")
        assert tuple(word.split(".")) not in flat(project(county, id))


def test_every_declared_field_is_taken() -> None:
    from sangeyipi.edit.facts import fields, typed

    for word in fields(Project):
        assert typed(f"{word}=", Project).word == word


def test_help_lists_what_is_declared() -> None:
    from sangeyipi.edit.facts import fields

    for command in ("set", "add"):
        page = inside(command, "--help").text
        assert all(f"{word}、" in page or f"{word}\n" in page for word in fields(Project))


@pytest.mark.parametrize(
    "value",
    [
        "- a: b # c",
        "一行\n又一行",
        "'单' \"双\"",
        "{a}",
        "null",
        "0012",
        "&x",
        "😀",
        "a=b＝c：d",
    ],
)
def test_a_text_is_written_as_it_was_typed(county: Path, value: str) -> None:
    fine(county, "A-1", f"备注={value}")
    assert project(county).note == value
    assert inside("fmt", "--check", "--ledger", county).code == 1, "as unformatted as before"


def test_a_year_of_the_plan(county: Path) -> None:
    fine(county, "A-1", "计划.年度计划投资.2023=5", "计划.年度计划投资.2024=6")
    assert {2023, 2024} == set(project(county).planned.yearly)
    fine(county, "A-1", "计划.年度计划投资.2023=")
    assert {2024} == set(project(county).planned.yearly)
    assert "写成 计划.年度计划投资.2023=5" in refused(county, "A-1", "计划.年度计划投资=5")
    assert "计划.年度计划投资.2023=5" in refused(county, "A-1", "年度计划投资.2023=5")


def test_withdrawn_with_its_reason(county: Path) -> None:
    fine(county, "A-1", "调出=2022-01-01", "--reason", "企业放弃")
    withdrawn = project(county).withdrawn
    assert withdrawn is not None
    assert (withdrawn.date.text, withdrawn.reason) == ("2022-01-01", "企业放弃")
    fine(county, "A-1", "调出=")
    assert project(county).withdrawn is None
    assert texts(county) == {"ledger.yaml": texts(county)["ledger.yaml"], **FILES}
    assert "日期" in refused(county, "A-1", "--reason", "没有日期")


@pytest.mark.parametrize(
    "said",
    ["总投资＝13", "总投资：13", "总投资:13", " 总投资 = 13 ", "节点．签约=2021-07-09"],
)
def test_a_chinese_keyboard(county: Path, said: str) -> None:
    fine(county, "A-1", said)
    assert texts(county)["projects/a.yaml"] != PROJECTS


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("总投资=13.5亿元", "总投资=13.5"),
        ("总投资=135000万元", "总投资=13.5"),
        ("节点.签约=2021/7/9", "节点.签约=2021-07-09"),
        ("监管平台=是", "监管平台=true"),
    ],
)
def test_a_value_is_read_as_an_import_reads_it(county: Path, said: str, same: str) -> None:
    before = texts(county)
    assert fine(county, "A-1", same)
    wanted = texts(county)
    assert inside("undo", "--ledger", county).code == 0
    assert texts(county) == before
    fine(county, "A-1", said)
    assert texts(county) == wanted


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("总投资=约13亿元", ["错误[bad-amount]", "改法"]),
        ("总投资=１３", ["错误[bad-amount]", "应写作 13"]),
        ("节点.投产=2022/6/31", ["错误[bad-date]"]),
        ("节点.投产=2022.1", ["2022-01 还是 2022-10"]),
        ("监管平台=白名单", ["错误["]),
        ("在册.投产=二、三", ["错误["]),
        ("包联级别=省", ["省级"]),
        ("名称=", ["缺少“名称”"]),
        ("投资=5", ["“投资”在台账里叫“总投资”：写成 总投资=5"]),
        ("节点.竣工=2022-01-01", ["不认识的键"]),
        ("投产=2022-01-01", ["在册.投产、节点.投产、计划.投产"]),
        ("竣工时间=2022-01-01", ["叫“节点.投产”：写成 节点.投产=2022-01-01"]),
        ("节点=2022-01-01", ["节点.签约", "节点.达效"]),
        ("原因=x", ["调出.原因"]),
        ("总投资", ["没有写等号"]),
        ("累计完成投资=3", ["--month"]),
        ("编号=", ["缺少“编号”"]),
        ("编号=A-2", ["已经有了"]),
        ("编号=a b", ["错误["]),
    ],
)
def test_what_is_not_taken(county: Path, said: str, told: list[str]) -> None:
    errors = refused(county, "A-1", said)
    assert all(one in errors for one in told), errors


def test_said_twice(county: Path) -> None:
    assert "只写一个" in refused(county, "A-1", "总投资=1", "总投资=2")
    assert "只写一个" in refused(county, "A-1", "节点=", "节点.开工=2021-09-01")
    assert "单独写一行" in refused(county, "A-1", "编号=A-9", "总投资=2")


def test_nothing_said(county: Path) -> None:
    assert "字段=值" in refused(county, "A-1")


def test_an_unknown_project(county: Path) -> None:
    assert "是不是 A-1 甲纺织" in refused(county, "A1", "总投资=1")
    assert "是不是 A-1 甲纺织" in refused(county, "甲纺", "总投资=1")


def test_what_check_would_say_of_the_whole(county: Path) -> None:
    told = refused(county, "A-1", "节点.开工=2021-01-01", code=1)
    assert "milestone-out-of-order" in told and "没有写入" in told
    assert "future" in refused(county, "A-1", "节点.开工=2023-12-01", code=1)
    assert "undeclared-phase" in refused(county, "A-1", "在册.签约=7", code=1)


def test_a_statement_that_would_not_hold(ledger: Write) -> None:
    statement = "标题: 通报\n截至: 2022-01-01\n公布:\n  - 期: 1\n    批: 签约\n    总投资: 12.5\n"
    county = ledger({**FILES, "statements/s.yaml": statement})
    assert "statement-mismatch" in refused(county, "A-1", "总投资=13", code=1)
    fine(county, "A-1", "备注=x")


def test_a_ledger_with_errors_can_be_mended(ledger: Write) -> None:
    """Errors elsewhere stay; the same one may stay; no new one comes."""
    wrong = PROJECTS.replace("签约: 2021-07-10", "签约: 2021-07-10\n    开工: 2021-01-01")
    county = ledger({"projects/a.yaml": wrong, "projects/b.yaml": "- 编号: B-1\n  总投资: x\n"})
    told = set_(county, "A-2", "总投资=4", "--yes")
    assert "A-2 乙化工  总投资：3.2 → 4 亿元" in told.text
    assert "说不出对第一部分的影响" in told.errors
    fine(county, "A-1", "总投资=13")
    fine(county, "A-1", "节点.开工=2021-02-01")
    assert "milestone-out-of-order" in refused(
        county, "A-2", "节点.签约=2021-07-10", "节点.开工=2021-01-01", code=1
    )
    fine(county, "A-1", "节点.开工=2021-08-01")
    assert "没有编号 B-1" in refused(county, "B-1", "总投资=1"), "it could not be read"
    assert inside("check", "--ledger", county).code == 1


@pytest.mark.parametrize("id", ["A-1", "A-2"])
def test_a_number_of_two_projects(ledger: Write, id: str) -> None:
    """Nothing is added or taken for another."""
    county = ledger({"projects/a.yaml": PROJECTS, "projects/b.yaml": "- 编号: A-2\n  名称: 丙\n"})
    assert "编号 A-2 有 2 个项目" in refused(county, id, "总投资=4", code=1)


def test_mending_what_hid_the_sums(ledger: Write) -> None:
    """Statements compared for the first time are no fault of the edit that made it possible."""
    statement = "标题: 通报\n截至: 2022-01-01\n公布:\n  - 期: 1\n    批: 签约\n    总投资: 99\n"
    listed = PROJECTS + "  在册:\n    签约: 9\n"
    county = ledger({"projects/a.yaml": listed, "statements/s.yaml": statement})
    assert "undeclared-phase" in inside("check", "--ledger", county).text
    fine(county, "A-2", "在册.签约=2")
    assert "statement-mismatch" in inside("check", "--ledger", county).text


def test_a_project_in_csv(ledger: Write) -> None:
    table = "\ufeff编号,名称,总投资,节点.签约\r\nA-1,甲,5,2021-07-10\r\nA-2,乙,6,\r\n"
    county = ledger({"projects/a.csv": table})
    fine(county, "A-2", "节点.签约=2021-08", "总投资=7")
    after = (county / "projects/a.csv").read_bytes().decode()
    assert after == table.replace("A-2,乙,6,\r\n", "A-2,乙,7,2021-08\r\n")


def test_another_number_takes_the_reports_along(county: Path) -> None:
    told = fine(county, "A-1", "编号=XM-2021-001")
    assert "A-1 → XM-2021-001" in told
    assert "XM-2021-001,0.5,0.5," in texts(county)["progress/2021-08.csv"]
    assert inside("check", "--ledger", county, *DAY).code == 0


def test_monthly_figures(county: Path) -> None:
    fine(county, "A-1", "--month", "2021-08", "累计完成投资=0.6", "存在问题=缺电，待增容")
    assert texts(county)["progress/2021-08.csv"].endswith("\nA-1,0.5,0.6,缺电，待增容\n")
    fine(county, "A-1", "--month", "2021-09", "本月完成投资=0.1")
    fine(county, "A-2", "--month", "2021-09", "本月完成投资=0.2")
    ledger = api.load(county).ledger
    assert ledger is not None
    assert [(one.id, str(one.month)) for one in ledger.reports] == [
        ("A-1", "2021-08"),
        ("A-1", "2021-09"),
        ("A-2", "2021-09"),
    ]
    fine(county, "A-2", "--month", "2021-09", "本月完成投资=")
    assert "A-2" not in texts(county)["progress/2021-09.csv"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["--month", "2021-13", "本月完成投资=1"], "写法不对"),
        (["--month", "2021-08", "总投资=1"], "去掉 --month"),
        (["--month", "2021-08", "本月完成投资=一"], "错误[bad-amount]"),
        (["--month", "2021-08", "完成投资=1"], "完成投资"),
        (["--month", "2021-08", "编号=A-2"], "跟着项目走"),
        (["--month", "2021-08", "--reason", "x"], "调出"),
    ],
)
def test_monthly_figures_that_are_not_taken(county: Path, said: list[str], told: str) -> None:
    assert told in refused(county, "A-1", *said)


def test_somebody_is_asked(county: Path) -> None:
    before = texts(county)
    code, screen = asked("set", "A-1", "总投资=13", *DAY, answers="n\n", cwd=county)
    assert code == 1 and "没有写入" in screen and "总投资：12.5 → 13" in screen
    assert texts(county) == before
    code, screen = asked("set", "A-1", "总投资=13", *DAY, answers="y\n", cwd=county)
    assert code == 0 and "已写入" in screen
    assert "总投资: 13  # 批复" in texts(county)["projects/a.yaml"]


def test_edits_at_once_lose_none(county: Path) -> None:
    """Each is made anew on what the others left."""
    runs = [
        subprocess.Popen(
            [*COMMAND, "set", id, said, *DAY, "--yes"],
            cwd=county,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for id, said in (
            ("A-1", "备注=一"),
            ("A-1", "来源=二"),
            ("A-2", "备注=三"),
            ("A-1", "首席服务员=四"),
        )
    ]
    for run in runs:
        _, err = run.communicate(timeout=120)
        assert run.returncode == 0, err.decode()
    facts = flat(project(county))
    assert [facts[(one,)] for one in ("备注", "来源", "首席服务员")] == ["一", "二", "四"]
    assert flat(project(county, "A-2"))[("备注",)] == "三"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_killed_at_any_moment(county: Path, tmp_path: Path) -> None:
    """Old or new, in both files, once the next command has looked."""
    old = texts(county)
    shutil.copytree(county, tmp_path / "新")
    assert inside("set", "A-1", "编号=X-1", *DAY, "--yes", "--ledger", tmp_path / "新").code == 0
    new = texts(tmp_path / "新")
    started = time.monotonic()
    subprocess.run([*COMMAND, "set", "A-1", "备注=x", *DAY, "--dry-run"], cwd=county, check=True,
                   env=environment(), capture_output=True)  # fmt: skip
    whole = time.monotonic() - started
    for step in range(12):
        shutil.rmtree(county)
        for name, text in old.items():
            (county / name).parent.mkdir(parents=True, exist_ok=True)
            (county / name).write_text(text, encoding="utf-8")
        run = subprocess.Popen(
            [sys.executable, "-m", "sangeyipi", "set", "A-1", "编号=X-1", *DAY, "--yes"],
            cwd=county, env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(whole * (0.6 + 0.05 * step))
        run.send_signal(signal.SIGKILL)
        run.wait()
        # Whatever was begun is ended by whoever edits next.
        inside("set", "A-2", "备注=y", *DAY, "--yes", "--ledger", county)
        inside("set", "A-2", "备注=", *DAY, "--yes", "--ledger", county)
        after = texts(county)
        assert after in (old, new), step


def test_a_problem_is_not_set_but_registered(county: Path) -> None:
    text = "- 编号: WT-1\n  项目: A-1\n  类别: 用地\n  问题: 差五亩\n  提出: 2021-08-01\n"
    (county / "problems").mkdir()
    (county / "problems" / "2021.yaml").write_text(text, "utf-8")
    said = refused(county, "WT-1", "销号=2021-09-01")
    assert "WT-1 是一个问题，不是项目" in said
    advised = said[said.index("register") :].split("，")[0].replace("日期", "2021-09-01").split()
    assert inside(*advised, "--yes", "--ledger", county).code == 0
    assert "销号: 2021-09-01" in (county / "problems" / "2021.yaml").read_text("utf-8")
