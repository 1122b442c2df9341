"""A commit made before a rule about what a value may hold: its figures stay what they were."""

from pathlib import Path

import pytest
from git.repositories import Repo

from sangeyipi.cli.console import exits
from sangeyipi.cli.main import main

#: What each such rule refuses now; the project stands in both commits.
OLD = {
    "amount-ten-times": "- {编号: C, 名称: 丙厂, 总投资: 12.5, 到位资金: 62500}\n",
    "year-out-of-range": "- {编号: C, 名称: 丙厂, 总投资: 12.5, 节点: {签约: 2204-07}}\n",
    "spreadsheet-leftover": "- {编号: C, 名称: 丙厂, 总投资: 12.5, 责任单位: '#REF!'}\n",
    "fact-in-future": "- {编号: C, 名称: 丙厂, 总投资: 12.5, 节点: {签约: 2099-07}}\n",
}


@pytest.fixture(params=OLD)
def rule(repo: Repo, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    monkeypatch.delenv("SGYP_LEDGER", raising=False)
    monkeypatch.chdir(repo.root)
    repo.commit("旧", projects__c=OLD[request.param])
    repo.commit("新", projects__c="- {编号: C, 名称: 丙厂, 总投资: 12.5}\n")
    return str(request.param)


def test_it_is_told_and_read_all_the_same(rule: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rev", "HEAD~1"]) == exits.ERRORS
    assert rule in capfd.readouterr().out
    for command in (["summary"], ["list"], ["show", "C"], ["chart", "rates"]):
        assert main([*command, "--rev", "HEAD~1"]) == exits.OK
        assert "不合现在的规则" in capfd.readouterr().err
    for command in (["diff", "HEAD~1", "HEAD"], ["log"], ["log", "C"]):
        assert main(command) == exits.OK, capfd.readouterr().err
    out = Path("月报")
    month = ["export", "--month", "2023-04", "--out", str(out), "--format", "csv"]
    assert main([*month, "--compare", "HEAD~1"]) == exits.OK, capfd.readouterr().err


def test_the_present_is_bound(rule: str, repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.commit("又错", projects__c=OLD[rule])
    assert main(["summary"]) == exits.ERRORS
    assert rule in capfd.readouterr().err


def test_a_target_nobody_can_mean(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SGYP_LEDGER", raising=False)
    monkeypatch.chdir(repo.root)
    right = (repo.root / "ledger.yaml").read_text(encoding="utf-8")
    repo.commit("旧", ledger=right + "目标: {签约开工率: 1000}\n")
    assert main(["summary"]) == exits.ERRORS
    assert "bad-rate" in capfd.readouterr().err
    repo.commit("新", ledger=right)
    for command in (["summary", "--rev", "HEAD~1"], ["diff", "HEAD~1", "HEAD"], ["log"]):
        assert main(command) == exits.OK, capfd.readouterr().err


def test_a_set_published_before_the_rule_verifies(
    rule: str, repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    repo.commit("又旧", projects__c=OLD[rule])
    month = ["export", "--month", "2023-04", "--out", "月报", "--format", "csv"]
    with monkeypatch.context() as before:
        before.setattr("sangeyipi.api.has_errors", lambda *_, **__: False)
        code = main(month)
    assert code == exits.OK, capfd.readouterr().err
    assert main(["verify", "月报"]) == exits.OK, capfd.readouterr().err
