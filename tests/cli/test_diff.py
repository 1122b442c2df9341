"""`sgyp diff`: states, formats, exit codes; git only as far as the command reaches for it."""

import csv
import html
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from sangeyipi.cli.main import main

LEDGER = "名称: 示例台账\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"
PROJECT = """\
- 编号: A-1
  名称: 产业园
  总投资: 5
  在册:
    签约: 1
  节点:
    签约: 2021-07-10
"""
RAISED = PROJECT.replace("总投资: 5", "总投资: 5.5")
BACK = PROJECT.partition("  节点:")[0]
RENAMED_UNIT = PROJECT + "  备注: 注\n"


class Result(NamedTuple):
    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Result:
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", newline="\n"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", newline="\n"))
        code = main(["diff", *map(str, arguments)])
        sys.stdout.flush()
        sys.stderr.flush()
        return Result(code, out.getvalue().decode(), err.getvalue().decode())


def ledger(root: Path, projects: str = PROJECT) -> Path:
    (root / "projects").mkdir(parents=True, exist_ok=True)
    (root / "ledger.yaml").write_text(LEDGER, encoding="utf-8")
    (root / "projects" / "第一 期.yaml").write_text(projects, encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, in which git knows no settings but the test's."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "SGYP_"))]:
        monkeypatch.delenv(name)
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CEILING_DIRECTORIES": str(tmp_path.parent),
    }
    for who in ("AUTHOR", "COMMITTER"):
        settings[f"GIT_{who}_NAME"], settings[f"GIT_{who}_EMAIL"] = "甲", "a@example.org"
        settings[f"GIT_{who}_DATE"] = "2023-07-05T12:00:00+08:00"
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def git(*arguments: str) -> None:
    words = ["git", "-c", "maintenance.auto=false", *arguments]
    subprocess.run(words, check=True, capture_output=True)


@pytest.fixture
def repository(here: Path) -> Path:
    """A repository at its first commit, with the ledger in a sub-folder."""
    git("init", "-q", "-b", "main", ".")
    ledger(here / "data")
    git("add", ".")
    git("commit", "-q", "-m", "一")
    return here


def test_two_folders(here: Path) -> None:
    ledger(here / "上月")
    ledger(here / "本 月", RAISED)
    told = run("上月", "本 月")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("示例台账：上月 → 本 月\n")
    assert "总投资：5 → 5.5 亿元（+10%）" in told.out
    assert "A-1 +0.5" in told.out


def test_the_same_twice_is_nothing_and_the_same_bytes(here: Path) -> None:
    ledger(here / "a")
    ledger(here / "b", RAISED)
    assert run("a", "a").out.endswith("\n没有改动。\n")
    for form in ("text", "md", "json"):
        assert run("a", "b", "--format", form) == run("a", "b", "--format", form)


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        (PROJECT, {"backward": 0, "totals": 0, "any": 0}),
        ("# 注\n" + PROJECT.replace("5\n", "5.00\n"), {"backward": 0, "totals": 0, "any": 0}),
        (RENAMED_UNIT, {"backward": 0, "totals": 0, "any": 1}),
        (RAISED, {"backward": 0, "totals": 1, "any": 1}),
        (BACK, {"backward": 1, "totals": 1, "any": 1}),
        ("[]\n", {"backward": 1, "totals": 1, "any": 1}),
    ],
    ids=["same", "form", "remark", "amount", "back", "removed"],
)
def test_fail_on(here: Path, after: str, codes: dict[str, int]) -> None:
    ledger(here / "a")
    ledger(here / "b", after)
    assert run("a", "b").code == 0
    assert {name: run("a", "b", "--fail-on", name).code for name in codes} == codes


def test_a_workbook_and_a_page_say_what_the_text_says(here: Path) -> None:
    """Each line of the sections stands in a cell, and so do the figures that moved."""
    ledger(here / "a", PROJECT.replace("  节点", "  备注: 旧\n  节点"))
    ledger(here / "b", BACK.replace("总投资: 5", "总投资: 5.5"))
    text = run("a", "b").out
    for name in ("改.xlsx", "改.html", "改.csv"):
        assert run("a", "b", "--out", name).code == 0
    book = openpyxl.load_workbook(here / "改.xlsx")
    cells = {str(cell) for sheet in book for row in sheet.values for cell in row if cell}
    rows = list(csv.reader(io.StringIO((here / "改.csv").read_text(encoding="utf-8-sig"))))
    said = {cell for row in rows for cell in row if cell}
    page = (here / "改.html").read_text(encoding="utf-8")
    listed = [line.strip() for line in text.splitlines() if line.startswith("  ")]
    assert len(listed) >= 3
    for line in listed:
        assert line in cells and line in said and html.escape(line) in page
    title, counted = text.splitlines()[:2]
    assert {title, counted} <= cells and {title, counted} <= said
    assert "对第一部分的影响" in cells


def test_stat_is_one_line(here: Path) -> None:
    ledger(here / "a")
    ledger(here / "b", BACK)
    assert run("a", "b", "--stat").out == "退回 1，第一部分的数 3\n"


def test_out_goes_by_the_suffix(here: Path) -> None:
    ledger(here / "a")
    ledger(here / "b", RAISED)
    assert run("a", "b", "--out", "x.json").out == ""
    assert json.loads((here / "x.json").read_text(encoding="utf-8"))["changed"]
    run("a", "b", "--out", "x.md")
    assert (here / "x.md").read_text(encoding="utf-8").startswith("## 示例台账：a → b\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a", "b", "c"], "至多写两个版本"),
        (["a", "b", "--cached"], "--cached 以暂存区为新的一侧"),
        (["a", "b", "--fail-on", "x"], "--fail-on 不能是“x”"),
        (["a", "b", "--format", "pdf"], "--format 不能是“pdf”"),
        (["a", "b", "--stat", "--format", "json"], "--stat 只出一行"),
        (["a", "b", "--stat", "--out", "改.xlsx"], "--stat 只出一行"),
        (["a", "不在"], "不在"),
    ],
)
def test_wrong_usage(here: Path, arguments: list[str], said: str) -> None:
    ledger(here / "a")
    ledger(here / "b")
    told = run(*arguments)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


@pytest.mark.parametrize(
    ("projects", "rule"),
    [("- 编号: [\n", "yaml-syntax"), (PROJECT + PROJECT, "duplicate-id")],
)
def test_what_cannot_be_compared_stops(here: Path, projects: str, rule: str) -> None:
    ledger(here / "a")
    ledger(here / "b", projects)
    for states in (("a", "b"), ("b", "a")):
        told = run(*states)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith("b：\nprojects/第一 期.yaml:")
        assert rule in told.err


def test_a_statement_that_no_longer_holds_does_not_stop(here: Path) -> None:
    for name, projects in (("a", PROJECT), ("b", RAISED)):
        statements = ledger(here / name, projects) / "statements"
        statements.mkdir()
        text = "标题: 通报\n截至: 2021-12-31\n公布:\n  - 总投资: 5\n"
        (statements / "a.yaml").write_text(text, encoding="utf-8")
    told = run("a", "b")
    assert told.code == 0
    assert "各期项目 总投资：相符 → 不再相符（公布 5，台账 6，台账多 1）" in told.out
    assert run("a", "b", "--fail-on", "totals").code == 1


# --- monthly reports


MAY = "编号,本月完成投资,累计完成投资\nA-1,0.5,0.5\n"
JUNE = "编号,本月完成投资,累计完成投资\nA-1,0.7,1.2\n"


def reported(root: Path, **months: str) -> Path:
    """The ledger with files of reports: _05="…" is progress/2023-05.csv."""
    folder = ledger(root) / "progress"
    folder.mkdir(exist_ok=True)
    for name, text in months.items():
        (folder / f"2023-{name[1:]}.csv").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("old", "new", "stat", "told"),
    [
        (
            {"_05": MAY},
            {"_05": MAY, "_06": JUNE},
            "月调度 1",
            "2023-06：新报 1 个项目，本月完成 0.7",
        ),
        (
            {"_05": MAY, "_06": JUNE},
            {"_05": MAY.replace("A-1,0.5", "A-1,0.4"), "_06": JUNE},
            "以前月份月调度 1",
            "更正 本月完成投资：0.5 → 0.4 亿元（-20%）",
        ),
        ({"_05": MAY}, {}, "月调度 1", "2023-05：撤回 1 个项目，本月完成 0.5 亿元"),
    ],
    ids=["new", "corrected", "gone"],
)
def test_reports_are_changes(
    here: Path, old: dict[str, str], new: dict[str, str], stat: str, told: str
) -> None:
    reported(here / "a", **old)
    reported(here / "b", **new)
    found = run("a", "b")
    assert told in found.out
    assert "没有改动" not in found.out
    assert stat in run("a", "b", "--stat").out
    assert "第一部分" not in found.out
    codes = {name: run("a", "b", "--fail-on", name).code for name in ("backward", "totals", "any")}
    assert codes == {"backward": 0, "totals": 0, "any": 1}
    assert any(json.loads(run("a", "b", "--format", "json").out)["reports"].values())


def test_errors_that_make_totals_wrong_leave_reports_out_of_totals(here: Path) -> None:
    """Whatever is wrong with the rest, reports cannot have changed section one."""
    for name, months in (("a", {"_05": MAY}), ("b", {"_05": MAY, "_06": JUNE})):
        rollups = reported(here / name, **months) / "rollups"
        rollups.mkdir()
        rollup = "- {期: 1, 个数: 9, 截至: 2021-12-31}\n"
        (rollups / "a.yaml").write_text(rollup, encoding="utf-8")
    assert "合计不可信" in run("a", "b").out
    assert run("a", "b", "--fail-on", "totals").code == 0
    ledger(here / "b", RENAMED_UNIT)
    assert run("a", "b", "--fail-on", "totals").code == 1


PAID = "编号,本月完成投资,到位资金累计\nA-1,0.5,{}\n"


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_what_reports_say_has_arrived_is_section_ones(here: Path, form: str) -> None:
    """资金到位率 is printed by section one, and may be known from monthly reports alone."""
    for name, amount in (("a", "2"), ("b", "3.7")):
        reported(here / name, _05=PAID.format(amount))
    found = run("a", "b", "--format", form)
    assert "资金到位率" in found.out
    assert run("a", "b", "--fail-on", "totals").code == 1
    assert run("a", "a", "--fail-on", "totals").code == 0


# --- git


def test_reports_in_the_index_and_in_commits(repository: Path) -> None:
    reported(repository / "data", _05=MAY)
    assert "2023-05：新报 1 个项目" in run().out
    assert "没有改动" in run("--cached").out
    git("add", ".")
    git("commit", "-q", "-m", "五月")
    reported(repository / "data", _05=MAY.replace("0.5,0.5", "0.5,0.50"))
    assert "不算改动：1 个文件" in run().out
    reported(repository / "data", _05=MAY.replace("0.5,0.5", "0.5,0.6"))
    assert "更正 累计完成投资：0.5 → 0.6 亿元（+20%）" in run().out
    reported(repository / "data", _06=JUNE)
    told = run("HEAD", "--format", "md").out
    assert told.index("### ⚠ 以前月份的月调度改了（1）") < told.index("### 月调度（1）")


def test_reports_follow_a_project_to_its_new_id(repository: Path) -> None:
    reported(repository / "data", _05=MAY)
    git("add", ".")
    git("commit", "-q", "-m", "五月")
    ledger(repository / "data", PROJECT.replace("A-1", "B-1"))
    (repository / "data/progress/2023-05.csv").write_text(MAY.replace("A-1", "B-1"), "utf-8")
    told = run()
    assert "A-1 → B-1 产业园" in told.out
    assert "月调度" not in told.out
    assert "不算改动" not in told.out


def test_head_index_and_working_tree(repository: Path) -> None:
    assert "没有改动" in run().out
    ledger(repository / "data", RAISED)
    assert "总投资：5 → 5.5 亿元" in run().out
    assert "没有改动" in run("--cached").out
    git("add", ".")
    assert "→ 暂存区\n" in run("--cached").out
    assert "总投资：5 → 5.5 亿元" in run("--cached").out
    git("commit", "-q", "-m", "二")
    assert "没有改动" in run().out
    assert "总投资：5 → 5.5 亿元" in run("HEAD~1..HEAD").out
    assert "总投资：5.5 → 5 亿元（-9.1%）" in run("HEAD", "HEAD~1").out


def test_a_renamed_file_is_a_move(repository: Path) -> None:
    git("mv", "data/projects/第一 期.yaml", "data/projects/“一”.yaml")
    told = run()
    assert "没有改动" in told.out
    assert "不算改动：1 个项目只是换了文件。" in told.out


def test_three_dots_compare_with_where_they_parted(repository: Path) -> None:
    git("checkout", "-q", "-b", "别的")
    ledger(repository / "data", RAISED)
    git("commit", "-q", "-a", "-m", "二")
    git("checkout", "-q", "main")
    ledger(repository / "data", RENAMED_UNIT)
    git("commit", "-q", "-a", "-m", "三")
    assert "备注" not in run("main...别的").out
    assert "备注" in run("main..别的").out


def test_a_revision_is_never_an_option(repository: Path) -> None:
    told = run("--", "--output=x")
    assert (told.code, told.out) == (2, "")
    assert not (repository / "x").exists()


def test_no_commit_and_no_repository(here: Path) -> None:
    ledger(here)
    assert run().code == 2
    git("init", "-q", ".")
    assert run().code == 2


def test_a_state_that_does_not_parse_is_named(repository: Path) -> None:
    path = repository / "data" / "projects" / "第一 期.yaml"
    path.write_text("- 编号: [\n", encoding="utf-8")
    told = run()
    assert told.code == 1
    assert told.err.startswith("工作区：\nprojects/第一 期.yaml:")
