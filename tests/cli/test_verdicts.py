"""Whoever stops reading early takes nothing along: not the exit code, and no half of the work."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COMMAND, LEDGER, PATIENCE, PROJECT, environment
from git.repositories import NewRepo, Repo

from sangeyipi.store.schema import KINDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")

#: What becomes of stdout, and the exit code where nothing else is wrong.
GONE = {"| true": 0, ">&-": 2, ">/dev/full": 2}
UNTIDY = PROJECT.replace("总投资: 12.5", '总投资: "12.50"')


def run(line: str, gone: str, cwd: Path) -> int:
    """The exit code of `sgyp LINE`, which begins once its reader has left."""
    command = shlex.join(COMMAND)
    script = f'{{ sleep 0.1; {command} {line}; }} {gone}; echo "${{PIPESTATUS[0]}}" >&3'
    reader, writer = os.pipe()
    done = subprocess.run(
        ["bash", "-c", f"exec 3>&{writer}; {script}"],
        cwd=cwd,
        env=environment(HOME=str(cwd), GIT_CONFIG_GLOBAL=os.environ.get("GIT_CONFIG_GLOBAL", "")),
        pass_fds=[writer],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        code = int(told.read())
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return code


@pytest.fixture
def changed(new_repo: NewRepo) -> Repo:
    """A ledger in git with a project deleted since, and a file not in its canonical form."""
    repo: Repo = new_repo("库")
    repo.write("ledger.yaml", LEDGER)
    repo.write("projects/a.yaml", PROJECT)
    repo.write("projects/b.yaml", PROJECT.replace("A-1", "B-1"))
    repo.commit("建账")
    repo.write("projects/a.yaml", UNTIDY)
    (repo.root / "projects" / "b.yaml").unlink()
    return repo


VERDICTS = [
    "fmt --check",
    "fmt --diff",
    "diff --fail-on any",
    "diff --fail-on backward --format json",
    "check --ledger bad",
    "check --format json --ledger bad",
]


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("line", VERDICTS)
def test_a_verdict_stays(changed: Repo, line: str, gone: str) -> None:
    bad = changed.root / "bad"
    (bad / "projects").mkdir(parents=True)
    (bad / "ledger.yaml").write_text(LEDGER, encoding="utf-8")
    (bad / "projects" / "a.yaml").write_text(PROJECT.replace("12.5", "一"), encoding="utf-8")
    assert run(line, gone, changed.root) == 1


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("line", ["summary", "list --format json", "rules", "--help", "diff"])
def test_nothing_wrong_stays_nothing_wrong(changed: Repo, line: str, gone: str) -> None:
    assert run(line, gone, changed.root) == GONE[gone]


@pytest.mark.parametrize("gone", GONE)
def test_a_new_ledger_is_whole(tmp_path: Path, gone: str) -> None:
    line = "init {} --name 台账 --region 示例县 --phase 1=2021-07-10"
    assert run(line.format("常"), "", tmp_path) == 0
    assert run(line.format("断"), gone, tmp_path) == GONE[gone]
    usual, cut = (
        sorted(one.relative_to(tmp_path / name) for one in (tmp_path / name).rglob("*"))
        for name in ("常", "断")
    )
    assert Path("ledger.yaml") in cut
    assert cut == usual


@pytest.mark.parametrize("gone", GONE)
def test_all_schemas_are_written(tmp_path: Path, gone: str) -> None:
    assert run("schema --write 夹", gone, tmp_path) == GONE[gone]
    assert len(list((tmp_path / "夹").iterdir())) == len(KINDS)


@pytest.mark.parametrize("gone", GONE)
def test_files_are_formatted_and_sets_published(changed: Repo, gone: str) -> None:
    assert run("fmt", gone, changed.root) == GONE[gone]
    text = (changed.root / "projects" / "a.yaml").read_text(encoding="utf-8")
    assert "总投资: 12.5\n" in text
    changed.commit("改")
    line = "export --month 2022-01 --format csv --out 月报"
    assert run(line, gone, changed.root) == GONE[gone]
    assert (changed.root / "月报/2022-01/manifest.json").is_file()
    (changed.root / "月报/2022-01/2022-01.csv").write_text("改", encoding="utf-8")
    assert run("verify 月报", gone, changed.root) == 1
    assert run("git-setup", gone, changed.root) == GONE[gone]
    assert changed.git("config", "merge.sgyp.driver")


def test_a_fault_without_a_name_is_no_success(
    one_project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk that fails below a command, not below its output."""
    from sangeyipi.cli.main import main

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sangeyipi.api.load", full)
    assert main(["check", "--ledger", str(one_project)]) == 2
    assert "磁盘已满" in capsys.readouterr().err
