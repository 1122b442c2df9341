"""A history whose old commit breaks rules about what a value may hold, made since: still read."""

import json
from pathlib import Path

import pytest
from git.repositories import CONFIG, NewRepo, Repo

from sangeyipi.cli.console import exits
from sangeyipi.cli.main import main

#: Every line of it would be refused today, and none was when it was committed.
OLD = """\
编号,名称,责任单位,总投资,在册.签约,节点.签约,备注
A-1,甲工程,县工信局,5,1,2023-01-01,"一期
二期"
a–1,乙工程,县工信局\u200b,6,1,2023-01-01,
A(2),丙工程\u202e, 县工信局,7,1,2023-01-01,
2.02E+08,"丁
工程","县工信局 ",8,1,2023-01-01,
45054,戊工程,县工信局,9,1,2023-01-01,"一
A-7,癸工程,县工信局,11,1,2023-01-01,二"
合计,五个,,35,,,
"""
NEW = """\
编号,名称,责任单位,总投资,在册.签约,节点.签约,备注
A-1,甲工程,县工信局,5,1,2023-01-01,"一期
二期"
B-1,乙工程,县工信局,6,1,2023-01-01,
A-2,丙工程,县工信局,7,1,2023-01-01,
A-3,丁工程,县工信局,8,1,2023-01-01,
"""
INVESTMENTS = {"A-1": "5", "a–1": "6", "A(2)": "7", "2.02E+08": "8", "45054": "9", "合计": "35"}
BROKEN = {
    *("csv-hidden-row", "csv-total-row", "text-control", "key-invisible", "similar-id"),
    *("unsafe-id", "mangled-id", "odd-id"),
}


@pytest.fixture
def older(new_repo: NewRepo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo = new_repo()
    repo.write("projects/a.csv", OLD)
    repo.commit("建账", ledger=CONFIG)
    monkeypatch.chdir(repo.root)
    return repo


def mend(repo: Repo) -> None:
    repo.write("projects/a.csv", NEW)
    repo.commit("改正")


def out(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = exits.OK) -> str:
    found = main(arguments)
    told = capfd.readouterr()
    assert found == code, told.err
    return told.out


def test_the_present_is_held_to_them(older: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    found = json.loads(out(capfd, "check", "--strict", "--format", "json", code=exits.ERRORS))
    assert {one["rule"] for one in found["diagnostics"]} >= BROKEN
    out(capfd, "summary", code=exits.ERRORS)
    mend(older)
    out(capfd, "check", "--strict")


def test_the_past_is_read_as_it_was(older: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    mend(older)
    table = json.loads(out(capfd, "list", "--rev", "HEAD~1", "--format", "json"))["tables"][0]
    rows = {row["id"]: row.get("investment") for row in table["rows"]}
    assert rows == INVESTMENTS
    assert "70" in out(capfd, "summary", "--rev", "HEAD~1", "--by", "unit")
    assert "乙工程" in out(capfd, "show", "a–1", "--rev", "HEAD~1")
    assert "改正" in out(capfd, "log")
    assert "B-1" in out(capfd, "diff", "HEAD~1", "HEAD")


def test_what_was_published_then_is_verified_and_compared(
    older: Repo, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["--month", "2023-01", "--format", "json", "--out", str(tmp_path / "出")]
    with monkeypatch.context() as before_the_rules:
        before_the_rules.setattr("sangeyipi.api.has_errors", lambda *_, **__: False)
        out(capfd, "export", *arguments)
    out(capfd, "export", *arguments, code=exits.ERRORS)
    mend(older)
    out(capfd, "verify", str(tmp_path / "出"))
    out(capfd, "export", *arguments, "--compare", "HEAD~1")
    out(capfd, "verify", str(tmp_path / "出"))
