"""A repository with a ledger and its merge driver, for tests of real merges."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sangeyipi.cli.main import main

PROJECTS = "data/projects/第1期.yaml"
A1 = """\
- 编号: A-1
  名称: 甲纺织
  总投资: 5
  节点:
    签约: 2021-07-10
"""
A5 = """\
- 编号: A-5
  名称: 戊建材
  总投资: 7
"""
GIT_ENV = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@example.com",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.com",
    "GIT_EDITOR": "true",
    "LC_ALL": "C.UTF-8",
}


class Repo:
    """A repository with a ledger in data/, made by `sgyp init`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str, fails: bool = False) -> str:
        done = subprocess.run(
            ["git", "-c", "maintenance.auto=false", *arguments],
            cwd=self.root,
            env={**os.environ, **GIT_ENV},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert bool(done.returncode) is fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def read(self, name: str = PROJECTS) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, text: str, name: str = PROJECTS) -> None:
        (self.root / name).write_text(text, encoding="utf-8", newline="\n")

    def commit(self, text: str, name: str = PROJECTS) -> None:
        self.write(text, name)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", name)

    def diverge(self, ours: str, theirs: str, name: str = PROJECTS) -> None:
        """Two branches off here, each with its text of a file; on `main` afterwards."""
        self.git("branch", "theirs")
        self.commit(ours, name)
        self.git("checkout", "-q", "theirs")
        self.commit(theirs, name)
        self.git("checkout", "-q", "main")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that each test gets a copy of."""
    root = tmp_path_factory.mktemp("made") / "台账 repo"
    root.mkdir()
    repo = Repo(root)
    repo.git("init", "-q", "-b", "main")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for name, value in GIT_ENV.items():
            patch.setenv(name, value)
        told = ["--name", "台账", "--region", "示例县", "--phase", "1=2021-07-10"]
        assert main(["init", "data", *told]) == 0
        assert main(["git-setup"]) == 0
    (root / "data/projects/示例.yaml").unlink()
    repo.commit(A1 + A5)
    return root


@pytest.fixture
def driven(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    root = tmp_path / made.name
    shutil.copytree(made, root)
    monkeypatch.chdir(root)
    for name, value in GIT_ENV.items():
        monkeypatch.setenv(name, value)
    return Repo(root)


def merge(repo: Repo, fails: bool = False) -> str:
    return repo.git("merge", "--no-edit", "theirs", fails=fails)
