"""What no merge driver can see is caught by what the pre-commit hook and CI run."""

from pathlib import Path

import pytest
import yaml

from cli.merging import A1, A5, PROJECTS, Repo, merge
from sangeyipi.cli.main import main


@pytest.fixture
def repo(driven: Repo) -> Repo:
    return driven


def hooks_of(config: Path) -> list[str]:
    [one] = yaml.safe_load(config.read_text(encoding="utf-8"))["repos"]
    return [hook["entry"] for hook in one["hooks"]]


def ci_commands(root: Path) -> dict[str, list[str]]:
    """The commands of each CI file that need no forge, in their order."""
    github = yaml.safe_load((root / ".github/workflows/ledger.yml").read_text(encoding="utf-8"))
    gitlab = yaml.safe_load((root / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    gitee = yaml.safe_load((root / ".workflow/ledger.yml").read_text(encoding="utf-8"))
    found = {
        "github": [step.get("run", "") for step in github["jobs"]["ledger"]["steps"]],
        "gitlab": gitlab["ledger"]["script"],
        "gitee": gitee["stages"][0]["steps"][0]["commands"],
    }
    return {
        forge: [line for line in lines if line.startswith(("sgyp fmt", "sgyp check"))]
        for forge, lines in found.items()
    }


def test_hook_and_ci_run_the_same_proof(repo: Repo) -> None:
    hooks = hooks_of(repo.root / "data/.pre-commit-config.yaml")
    assert hooks == ["sgyp fmt --check", "sgyp check"]
    for commands in ci_commands(repo.root / "data").values():
        assert [line.replace(" --format github", "") for line in commands] == hooks


def proof_fails(repo: Repo, capsys: pytest.CaptureFixture[str]) -> str:
    """What the pre-commit hook and CI say of the tree as git merged it."""
    capsys.readouterr()
    codes = [
        main(command.split()[1:])
        for command in hooks_of(repo.root / "data/.pre-commit-config.yaml")
    ]
    assert 1 in codes
    told = capsys.readouterr()
    return told.out + told.err


def test_unseen_same_id_added_in_two_files(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.git("branch", "theirs")
    repo.commit("- 编号: A-2\n  名称: 乙化工\n", "data/projects/第2期.yaml")
    repo.git("checkout", "-q", "theirs")
    repo.commit("- 编号: A-2\n  名称: 丙食品\n", "data/projects/第3期.yaml")
    repo.git("checkout", "-q", "main")
    merge(repo)
    assert "duplicate-id" in proof_fails(repo, capsys)


def test_unseen_moved_and_edited(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.git("branch", "theirs")
    repo.write(A5)
    repo.commit(A1, "data/projects/第2期.yaml")
    repo.git("checkout", "-q", "theirs")
    repo.commit(A1.replace("5", "6") + A5)
    repo.git("checkout", "-q", "main")
    merge(repo, fails=True)
    # The editor's side is kept in the old file, as anyone would who sees that file alone.
    repo.git("checkout", "-q", "--theirs", PROJECTS)
    assert "duplicate-id" in proof_fails(repo, capsys)


def test_unseen_by_a_forge_without_drivers(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    main(["git-setup", "--remove"])
    long = A1 + "".join(f"- 编号: A-{n}\n  名称: 第{n}\n" for n in range(2, 5)) + A5
    repo.commit(long)
    new = "- 编号: A-0\n  名称: 新\n"
    repo.diverge(new + long, long + new)
    merge(repo)
    assert "duplicate-id" in proof_fails(repo, capsys)


def test_conflict_markers_never_pass(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.diverge(A1.replace("5", "6") + A5, A1.replace("5", "7") + A5)
    merge(repo, fails=True)
    repo.git("commit", "-qam", "overlooked")
    assert "yaml-syntax" in proof_fails(repo, capsys)


def test_ci_says_what_changed(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    """The diff that each CI file ends with, against what the merge request branched off from."""
    repo.commit(A1.replace("总投资: 5", "总投资: 6") + A5)
    root = repo.root / "data"
    for name in (".github/workflows/ledger.yml", ".gitlab-ci.yml", ".workflow/ledger.yml"):
        assert "sgyp diff " in (root / name).read_text(encoding="utf-8")
    for states in (["HEAD^...HEAD"], ["HEAD^", "HEAD"]):
        capsys.readouterr()
        assert main(["diff", *states, "--format", "md", "--ledger", "data"]) == 0
        assert "A-1" in capsys.readouterr().out
