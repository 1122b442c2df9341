"""`sgyp log`: its two tables, its options, and that nobody's git settings change them."""

import csv
import io
import json

import pytest
from git.repositories import Repo

from sangeyipi.cli.console import exits
from sangeyipi.cli.main import main


@pytest.fixture(autouse=True)
def here(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SGYP_LEDGER", raising=False)
    monkeypatch.chdir(repo.root)


def out(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["log", *arguments]) == exits.OK, capfd.readouterr().err
    return capfd.readouterr().out


def test_text(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    lines = out(capfd).splitlines()
    short = repo.git("rev-parse", "--short=8", "HEAD")
    assert lines[0] == "试验县“三个一批”项目：改变了汇总数的提交"
    who = [short, "2023-03-31", "张三", "B", "增资"]
    what = ["第1期项目（监管平台）", "总投资（亿元）", "12", "12.5", "+0.5", "B"]
    assert lines[3].split() == [*who, *what]
    assert next(line for line in lines if "A 开工" in line).endswith("A")


def test_json_and_csv_name_the_commit_in_every_row(
    repo: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    table = json.loads(out(capfd, "--format", "json"))["tables"][0]
    assert table["id"] == "log"
    commits = set(repo.git("rev-list", "HEAD").split())
    assert {row["commit"] for row in table["rows"]} == commits
    rate = next(row for row in table["rows"] if row["figure"] == "签约开工率")
    assert (rate["before"]["percent"], rate["after"]["percent"]) == ("0%", "50%")
    rows = list(csv.DictReader(io.StringIO(out(capfd, "--format", "csv"))))
    assert {row["提交全号"] for row in rows} == commits


def test_most_and_rev(capfd: pytest.CaptureFixture[str]) -> None:
    found = out(capfd, "-n", "1")
    assert "B 增资" in found
    assert "A 开工" not in found
    assert "共 3 次提交，只列了最近 1 次提交" in found
    assert "B 增资" not in out(capfd, "--rev", "HEAD~1")


def test_life(capfd: pytest.CaptureFixture[str]) -> None:
    lines = out(capfd, "A").splitlines()
    assert lines[0] == "A 的来历"
    assert lines[-1].split()[-4:] == ["A", "开工", "节点.开工", "2023-02-03"]
    assert "建账" in lines[3]


def test_life_of_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "a"]) == exits.USAGE
    assert "没有编号为“a”的项目" in capfd.readouterr().err


def test_settings_of_the_user_change_nothing(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    plain = out(capfd), out(capfd, "A")
    for name, value in (
        ("core.quotepath", "on"),
        ("core.pager", "false"),
        ("diff.external", "/bin/false"),
        ("diff.relative", "true"),
        ("diff.renames", "copies"),
        ("diff.orderFile", "/nonexistent"),
        ("color.ui", "always"),
        ("log.showSignature", "true"),
        ("log.date", "relative"),
        ("format.pretty", "oneline"),
        ("i18n.logOutputEncoding", "GBK"),
        ("alias.rev-list", "!false"),
        ("alias.diff-tree", "!false"),
        ("alias.cat-file", "!false"),
    ):
        repo.git("config", name, value)
    assert (out(capfd), out(capfd, "A")) == plain


def test_no_commit_yet(new_repo: object, repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.git("checkout", "-q", "--orphan", "空")
    assert main(["log"]) == exits.USAGE
    assert "还没有提交" in capfd.readouterr().err


def test_reports_without_funds_are_part_of_a_life_and_of_nothing_else(
    repo: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    before = out(capfd)
    repo.write("progress/2023-02.csv", "编号,本月完成投资\nA,0.5\n")
    repo.commit("二月")
    assert out(capfd) == before
    repo.write("progress/2023-03.csv", "不是表\n")
    repo.commit("写坏")
    found = [line for line in out(capfd).splitlines() if "写坏" in line]
    assert [line.split()[-1] for line in found] == ["台账有错误，不出数"]
    last = out(capfd, "A").splitlines()[-1].split()
    assert last[-5:] == ["二月", "月调度", "2023-02", "本月完成投资", "0.5"]
