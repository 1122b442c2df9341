"""What the tests of `sgyp export` share: a county's ledger in a real repository, and its output.

Owns the repository: three commits of the demo county, of which the second corrects a figure of the
first and the third changes nothing of the ledger.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import DEMO, Result, Sgyp, environment, inside, replaced
from publish.sets import snapshot

from sangeyipi.publish.manifest import MANIFEST
from sangeyipi.publish.verify import verify

#: The figure that the second commit corrects: 到位资金累计 of YX-2021-023 at the end of June.
WRONG, RIGHT = "20.87,25.17,", "20.87,26.17,"
JUNE = "progress/2023-06.csv"
TODAY = "2023-10-15"
#: The formats that are made quickest.
QUICK = "json,csv"
_DAYS = {"建账": "2023-07-03", "更正六月到位资金": "2023-08-03", "说明": "2023-08-04"}
_PERSON = {"NAME": "张某某", "EMAIL": "someone@example.com"}


def settings(**extra: str) -> dict[str, str]:
    """An environment in which nobody's git settings count."""
    return environment(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", **extra)


@dataclass(frozen=True)
class County:
    """A repository with the ledger in a folder of it, and a place to publish beside it."""

    root: Path
    out: Path

    @property
    def ledger(self) -> Path:
        """The ledger's folder."""
        return self.root / "台账"

    def git(self, *arguments: str, day: str = "2023-09-01", check: bool = True) -> str:
        """Run git on a given day; its output."""
        moment = f"{day}T09:00:00+08:00"
        roles = ("AUTHOR", "COMMITTER")
        signed = {f"GIT_{role}_{key}": _PERSON[key] for role in roles for key in _PERSON}
        dated = {f"GIT_{role}_DATE": moment for role in roles}
        done = subprocess.run(
            ["git", "-c", "gc.auto=0", "-c", "maintenance.auto=false", *arguments],
            cwd=self.root,
            env=settings(**signed, **dated, GIT_EDITOR="true"),
            check=check,
            capture_output=True,
        )
        return done.stdout.decode().strip()

    def commit(self, said: str, day: str = "2023-09-01") -> str:
        """Everything as it is, committed; the id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", said, day=day)
        return self.git("rev-parse", "HEAD")

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Replace texts in a file of the ledger."""
        replaced(self.ledger / name, *changes)

    def said(self, *arguments: str | Path) -> list[str | Path]:
        """The command line, with what every run of a test shares."""
        shared: list[str | Path] = ["--ledger", self.ledger]
        shared += ["--out", self.out] if "--out" not in arguments else []
        shared += ["--today", TODAY] if "--today" not in arguments else []
        shared += ["--format", QUICK] if "--format" not in arguments else []
        return ["export", *arguments, *shared]

    def export(self, *arguments: str | Path) -> Result:
        """Run the command within this process."""
        return inside(*self.said(*arguments))

    def process(self, *arguments: str | Path, env: Mapping[str, str] | None = None) -> Result:
        """Run the real command."""
        return Sgyp()(*self.said(*arguments), cwd=self.root.parent, env=env or settings())

    def fine(self, *arguments: str | Path) -> str:
        """The stdout of a run that must succeed with nothing on stderr."""
        result = self.export(*arguments)
        assert (result.code, result.errors) == (0, "")
        return result.text

    def refused(self, *arguments: str | Path, code: int = 1) -> str:
        """The stderr of a run that must leave the folder as it is, or not make one."""
        had = self.out.exists() and snapshot(self.out)
        result = self.export(*arguments)
        assert (result.code, result.out) == (code, b""), result
        assert (self.out.exists() and snapshot(self.out)) == had
        return result.errors

    def manifest(self, name: str = "2023-06") -> dict[str, Any]:
        """A set's manifest, once the set was found whole."""
        assert whole(self.out / name)
        told: dict[str, Any] = json.loads((self.out / name / MANIFEST).read_bytes())
        return told

    def files(self, name: str = "2023-06") -> dict[str, bytes]:
        """A set's files, the manifest among them."""
        return {one.name: one.read_bytes() for one in sorted((self.out / name).iterdir())}

    def sets(self) -> list[str]:
        """What is in the output folder beside the lock."""
        return sorted(one.name for one in self.out.iterdir() if one.name != ".sgyp.lock")

    def opening(self, name: str = "2023-06") -> list[str]:
        """What a table says before its first figure."""
        opening: list[str] = json.loads((self.out / name / f"{name}.json").read_bytes())["opening"]
        return opening


def whole(folder: Path) -> bool:
    """Whether every file of a set is as its manifest says, and nothing else is there."""
    return verify(folder, None) == []


def copy(county: County, folder: Path) -> County:
    """The same county with a history of its own, that nothing was published of."""
    return County(Path(shutil.copytree(county.root, folder / "库", symlinks=True)), folder / "月报")


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> County:
    """The county that no test may change; what is published of it goes elsewhere."""
    folder = tmp_path_factory.mktemp("县")
    made = County(folder / "库", folder / "月报")
    shutil.copytree(DEMO, made.ledger)
    (made.root / "README.md").write_text("台账\n", encoding="utf-8")
    made.git("init", "-q", "-b", "main", "--template=")
    made.edit(JUNE, (RIGHT, WRONG))
    first, second, third = _DAYS.items()
    made.commit(*first)
    made.edit(JUNE, (WRONG, RIGHT))
    made.commit(*second)
    (made.root / "README.md").write_text("台账的说明\n", encoding="utf-8")
    made.commit(*third)
    made.git("checkout", "-q", "-b", "side", "HEAD~1")
    for text in ("另一种说明\n", "又一种说明\n"):
        (made.root / "README.md").write_text(text, encoding="utf-8")
        made.commit(text)
    made.git("checkout", "-q", "main")
    return made


@pytest.fixture
def county(settled: County, tmp_path: Path) -> County:
    """A county of the test's own."""
    return copy(settled, tmp_path)


@pytest.fixture
def desk(settled: County, tmp_path: Path) -> County:
    """The settled county, published in a folder of the test's own."""
    return County(settled.root, tmp_path / "月报")


@pytest.fixture(scope="session")
def june(settled: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the set of June in it, to be copied."""
    made = County(settled.root, tmp_path_factory.mktemp("六月") / "月报")
    with pytest.MonkeyPatch.context() as patch:
        _nobodys(patch)
        made.fine("--month", "2023-06")
    return made.out


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's git settings, no ledger of the environment."""
    _nobodys(monkeypatch)


def _nobodys(patch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        patch.delenv(name)
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    patch.delenv("SGYP_LEDGER", raising=False)


def published(county: County, june: Path) -> County:
    """The county with the set of June in place."""
    shutil.copytree(june, county.out)
    return county


def lines(text: str) -> Iterator[str]:
    """The lines that are not empty."""
    return (line for line in text.splitlines() if line)


def verified(county: County, folder: Path | None = None, code: int = 0) -> list[str]:
    """What `sgyp verify` says of what was published."""
    result = inside("verify", folder or county.out, "--ledger", county.ledger)
    assert result.code == code, result.errors
    if code:
        assert result.out == b""
        return result.errors.splitlines()
    assert result.errors == ""
    return result.text.splitlines()
