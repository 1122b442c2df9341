"""The history that is walked: always the same, all loose, a ledger without errors throughout."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from commits import Edit, history
from conftest import ROOT, environment, inside

COMMITS = 101
ENVIRONMENT = environment(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def make(folder: Path) -> Path:
    command = [sys.executable, "-B", str(ROOT / "benchmarks" / "commits.py"), str(COMMITS)]
    subprocess.run([*command, str(folder)], env=ENVIRONMENT, check=True)
    return folder


def git(repository: Path, *arguments: str) -> str:
    command = ["git", "-C", str(repository), *arguments]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=True)
    return done.stdout.decode("utf-8").strip()


@needs_git
def test_the_same_commits_every_time_and_all_loose(tmp_path: Path) -> None:
    one, other = make(tmp_path / "one"), make(tmp_path / "other")
    assert git(one, "rev-parse", "HEAD") == git(other, "rev-parse", "HEAD")
    assert git(one, "rev-list", "--count", "HEAD") == str(COMMITS)
    assert git(one, "status", "--porcelain") == ""
    assert "in-pack: 0" in git(one, "count-objects", "-v").splitlines()
    git(one, "fsck", "--strict")


@needs_git
def test_nothing_is_made_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(subprocess.CalledProcessError):
        make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def written(folder: Path, edits: list[Edit]) -> Path:
    for edit in edits:
        for name, text in edit.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("commits", [1, 40, 400, 1000])
def test_no_commit_breaks_the_ledger(commits: int, tmp_path: Path) -> None:
    checked = inside("check", "--ledger", written(tmp_path, list(history(commits))))
    assert checked.code == 0
    assert "没有错误" in checked.text


def test_every_kind_of_commit_is_in_it_and_changes_one_file() -> None:
    edits = list(history(1000))
    later = edits[1:]
    assert {len(edit.files) for edit in later} == {1}
    added = [edit for edit in later if edit.message.startswith("新增 ")]
    kinds = Counter(edit.message.split(" ")[1][:2] for edit in later if edit not in added)
    assert len(added) == 39
    assert sum(kinds.values()) == 960
    assert kinds["到位"] > kinds["更正"] > 300
    assert sum(kinds[name] for name in ("履约", "开工", "投产", "达效")) > 100
    first = {name for name in edits[0].files if name.startswith("projects/")}
    assert len({name for edit in later for name in edit.files} - first) == 9
    assert sum(text.count("- 编号: ") for text in edits[0].files.values()) >= 150


def test_every_commit_changes_what_it_says() -> None:
    texts: dict[str, str] = {}
    for edit in history(200):
        for name, text in edit.files.items():
            assert texts.get(name) != text
            if len(edit.files) == 1 and not edit.message.startswith("新增"):
                before, after = texts[name].split("\n- "), text.split("\n- ")
                changed = [new for old, new in zip(before, after, strict=True) if old != new]
                assert [record.split("\n")[0].split(": ")[1] for record in changed] == [
                    edit.message.split(" ")[0]
                ]
            texts[name] = text
