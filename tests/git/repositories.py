"""Real repositories, built by the real git in an environment of their own.

What git does unasked after a commit, and waits for the disk, would take most of the time.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

CONFIG = """名称: 试验县台账
地区: 试验县
期次:
  - 期: 1
    日期: 2023-01-01
  - 期: 2
    日期: 2023-04-01
"""


def project(id: str, investment: str = "5", milestones: str = "", phase: int = 1) -> str:
    """One project as a ledger writes it; `milestones` as "签约 2023-01-02,开工 2023-02-03"."""
    dated = [one.split() for one in milestones.split(",") if one]
    lines = [f"- 编号: {id}", f"  名称: 项目{id}", f"  总投资: {investment}", "  监管平台: true"]
    lines += ["  在册:", f"    签约: {phase}"]
    lines += ["  节点:", *(f"    {what}: {when}" for what, when in dated)] if dated else []
    return "".join(f"{line}\n" for line in lines)


_USER = """[user]
	name = 张三
	email = z@example.com
[protocol "file"]
	allow = always
[gc]
	auto = 0
[maintenance]
	auto = false
[core]
	fsync = none
"""


class Repo:
    """A repository with a ledger in a folder of it."""

    def __init__(self, root: Path, ledger: str = "") -> None:
        self.root = root
        self.ledger = root / ledger
        self.clock = 1_680_000_000
        root.mkdir(parents=True, exist_ok=True)
        if not (root / ".git").exists():
            self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """Run git as a user would, on a clock of our own; its output."""
        stamp = f"{self.clock} +0000"
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
            check=True,
            capture_output=True,
        )
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, name: str, text: str) -> None:
        """One file of the ledger."""
        path = self.ledger / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def commit(self, subject: str = "改", **files: str | None) -> str:
        """Write files (a__b.yaml is a/b.yaml; None: delete), commit everything; the id."""
        for name, text in files.items():
            path = name.replace("__", "/") + ".yaml"
            if text is None:
                (self.ledger / path).unlink()
            else:
                self.write(path, text)
        self.clock += 86_400
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD")


#: Makes a repository of a name below the test's folder, with its ledger in a folder of it.
NewRepo = Callable[..., Repo]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's git settings but the test's own."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    config = tmp_path / "gitconfig"
    config.write_text(_USER, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("SGYP_LEDGER", raising=False)


@pytest.fixture
def new_repo(tmp_path: Path, alone: None) -> NewRepo:
    """Makes repositories below the test's folder."""

    def make(name: str = "库", ledger: str = "") -> Repo:
        return Repo(tmp_path / name, ledger)

    return make


#: The repository that `repo` is a copy of, once it is made.
_made: list[Repo] = []


@pytest.fixture
def repo(new_repo: NewRepo, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A ledger of two projects, three commits: made, one started, one grown."""
    if not _made:
        _made.append(_of_three_commits(Repo(tmp_path_factory.mktemp("三次提交"))))
    shutil.copytree(_made[0].root, tmp_path / "库")
    copy = new_repo()
    copy.clock = _made[0].clock
    # What git remembers of its files is of those that it was copied from.
    copy.git("update-index", "-q", "--refresh")
    return copy


def _of_three_commits(made: Repo) -> Repo:
    made.commit("建账", ledger=CONFIG, projects__a=project("A") + project("B", "7"))
    made.commit("A 开工", projects__a=project("A", "5", "开工 2023-02-03") + project("B", "7"))
    made.commit("B 增资", projects__a=project("A", "5", "开工 2023-02-03") + project("B", "7.5"))
    return made
