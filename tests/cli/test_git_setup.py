"""Registering the drivers in a clone, and what git then shows."""

import os
import subprocess
from pathlib import Path

import pytest

from sangeyipi.cli.git_setup import settings
from sangeyipi.cli.main import main

PROJECTS = """\
- 编号: A-1
  名称: 甲纺织
  总投资: 5
- 编号: A-2
  名称: 乙化工
  节点:
    签约: 2021-07-10
"""


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, check=True)
    return done.stdout.decode()


def config() -> dict[str, str]:
    done = subprocess.run(
        ["git", "config", "--local", "--null", "--get-regexp", r"\.sgyp\."], capture_output=True
    )
    pairs = [line.partition("\n") for line in done.stdout.decode().split("\0") if line]
    return {name: value for name, _, value in pairs}


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "克隆 1"
    (root / "projects").mkdir(parents=True)
    monkeypatch.chdir(root)
    git("init", "-q")
    (root / "projects/一.yaml").write_text(PROJECTS, encoding="utf-8")
    assert main(["init", "--name", "台账", "--region", "示例县"]) == 0
    git("add", "-A")
    return root


def test_registers_in_this_clone_only(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["git-setup"]) == 0
    registered = config()
    assert set(registered) == {name.lower() for name in settings("sgyp")}
    told = capsys.readouterr().out
    assert all(value in told for value in registered.values()), "it says what it did"
    assert git("config", "--get", "merge.sgyp.driver")
    assert not git("status", "--porcelain", "--ignored", "--", ".git")


def test_twice_is_once(clone: Path) -> None:
    main(["git-setup"])
    first = config()
    assert main(["git-setup"]) == 0
    assert config() == first


def test_remove(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git("config", "merge.other.driver", "true")
    main(["git-setup"])
    assert main(["git-setup", "--remove"]) == 0
    assert config() == {}
    assert git("config", "merge.other.driver") == "true\n"
    capsys.readouterr()
    assert main(["git-setup", "--remove"]) == 0
    assert "没有登记过" in capsys.readouterr().out


def test_works_below_the_root(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone / "projects")
    assert main(["git-setup"]) == 0
    assert config()


def test_says_that_attributes_are_missing(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git("rm", "-qf", ".gitattributes")
    main(["git-setup"])
    assert "缺 .gitattributes" in capsys.readouterr().out


def test_outside_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "none").mkdir()
    monkeypatch.chdir(tmp_path / "none")
    assert main(["git-setup"]) == 2
    assert "不在 git 仓库里" in capsys.readouterr().err


def test_without_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["git-setup"]) == 2
    assert "找不到 git" in capsys.readouterr().err


def test_nothing_is_registered_by_init(clone: Path) -> None:
    assert config() == {}


def changed(clone: Path) -> str:
    text = PROJECTS.replace("签约: 2021-07-10", "签约: 2021-07-10\n    开工: 2022-03-01")
    reordered = text[text.index("- 编号: A-2") :] + text[: text.index("- 编号: A-2")]
    (clone / "projects/一.yaml").write_text(reordered, encoding="utf-8")
    return git("diff", "--", "projects")


def test_git_diff_shows_the_fact(clone: Path) -> None:
    main(["git-setup"])
    lines = changed(clone).splitlines()
    body = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert body == ["+  节点.开工: 2022-03-01"], "one fact; the new order is no difference"
    assert "A-2 乙化工" in "\n".join(lines)


def test_git_diff_without_the_program(clone: Path) -> None:
    for name, value in settings("no-such-program").items():
        git("config", name, value)
    assert "+    开工: 2022-03-01" in changed(clone)
