"""`log` on a history seen before: the same to the byte, and only what is new is worked out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Result, inside
from git.repositories import CONFIG, NewRepo, Repo, project

from sangeyipi.compare import remembered_steps
from sangeyipi.git import snapshots

ASKED = (("--format", "json"), ("--format", "csv", "--first-parent"), ("-n", "2"))
BAD = project("A") + "- 编号: [\n"


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many commits each run has worked out, where it has worked out any."""
    found: list[int] = []
    along = snapshots.along

    def counted(history: Any, changes: Any, wanted: Any) -> Any:
        found.append(len(wanted))
        return along(history, changes, wanted)

    monkeypatch.setattr(snapshots, "along", counted)
    return found


def logs(repo: Repo) -> list[Result]:
    return [inside("log", *asked, "--ledger", repo.ledger) for asked in ASKED]


def moved(repo: Repo, old: str = "旧", new: str = "新") -> None:
    repo.git("mv", old, new)
    repo.ledger = repo.root / new


def moved_back(repo: Repo) -> None:
    moved(repo, "新", "旧")


def beside(repo: Repo) -> None:
    (repo.root / "无关.txt").write_text("1", encoding="utf-8")


def merged(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "支", "HEAD~1")
    repo.commit("支", projects__a=project("A", "8"), projects__c=project("C"))
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "-s", "ours", "--no-commit", "支")
    repo.write("projects/a.yaml", project("A", "10"))


#: What is done before each commit, and how many commits are worked out then.
STEPS: tuple[tuple[str, dict[str, str | None], Callable[[Repo], None] | None, int], ...] = (
    ("B 增资", {"projects__b": project("B", "7.5")}, None, 1),
    ("无关", {}, beside, 0),
    ("写坏", {"projects__a": BAD}, None, 1),
    # What nobody can read is no start: the one before is worked out again.
    ("还坏着", {"projects__b": project("B", "8")}, None, 2),
    ("修好", {"projects__a": project("A", "6", "开工 2023-02-03")}, None, 3),
    ("搬家", {}, moved, 0),
    ("搬回又改", {"projects__b": project("B", "9")}, moved_back, 1),
    ("改口径", {"ledger": CONFIG.replace("试验县", "另一县")}, None, 1),
    ("合并", {}, merged, 2),
    ("退回", {"projects__a": project("A"), "projects__b": project("B")}, None, 1),
)


def test_remembered_is_fresh_to_the_byte_and_only_what_is_new_is_worked_out(
    new_repo: NewRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: list[int]
) -> None:
    repo = new_repo(ledger="旧")
    repo.commit("没有台账")
    repo.commit("建账", ledger=CONFIG, projects__a=project("A"), projects__b=project("B"))
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path / "kept"))
    assert logs(repo) == logs(repo)
    assert worked == [1]
    for subject, files, done, new in STEPS:
        if done:
            done(repo)
        repo.commit(subject, **files)
        worked.clear()
        monkeypatch.setenv("SGYP_CACHE", str(tmp_path / "kept"))
        grown = logs(repo)
        assert sum(worked[:1]) == new, subject
        assert logs(repo) == grown
        # What a merge says is asked again where it is a step by itself.
        assert len(worked) <= 1 + (subject == "合并"), subject
        monkeypatch.setenv("SGYP_CACHE", "off")
        assert logs(repo) == grown, subject


def test_another_history_with_the_same_files_is_asked_of_git(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: list[int]
) -> None:
    monkeypatch.setenv("SGYP_CACHE", str(tmp_path / "kept"))
    before = logs(repo)
    worked.clear()
    # Another parent of the same tree moves other figures.
    repo.git("checkout", "-q", "HEAD^{tree}", "--", ".")
    tree, first = repo.git("rev-parse", "HEAD^{tree}"), repo.git("rev-list", "HEAD").split()[-1]
    repo.git("reset", "-q", "--hard", repo.git("commit-tree", tree, "-p", first, "-m", "另一个"))
    after = logs(repo)
    assert worked == [1]
    assert "另一个" in after[0].text
    monkeypatch.setenv("SGYP_CACHE", "off")
    assert after == logs(repo) != before


def test_another_program_and_a_torn_entry_are_no_memory(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: list[int]
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setenv("SGYP_CACHE", str(kept))
    fresh = logs(repo)
    monkeypatch.setattr(remembered_steps, "program", lambda *parts: "另一个程序")
    assert logs(repo) == fresh
    monkeypatch.setattr(remembered_steps, "program", lambda *parts: None)
    assert logs(repo) == fresh
    assert worked == [3, 3, 3, 3, 3]
    monkeypatch.undo()
    monkeypatch.setenv("SGYP_CACHE", str(kept))
    for one in kept.iterdir():
        one.write_bytes(one.read_bytes()[:-1])
    assert logs(repo) == fresh


@pytest.mark.parametrize("plain", [3, (), ({"a": 1}, {}), ({}, {"a": [({"x": 1}, ())]})])
def test_what_is_none_of_ours_is_nothing(plain: Any) -> None:
    assert remembered_steps._restored(plain) == ({}, {})
