"""`log` of a city on a history seen before: the same to the byte, and only what is new is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import inside, replaced
from git.repositories import NewRepo, Repo

from sangeyipi.compare import remembered_whole
from sangeyipi.gather.history import WholeHistory

from .cities import city, county, member, projects

ASKED = (("--format", "json"), ("--format", "csv", "--first-parent"), ("-n", "2"))
MEMBERS = [
    member("甲县"),
    member("乙县"),
    {**member("丁县"), "文件夹": "../../丁县", "版本": "v1"},
]


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commits that were worked out."""
    found: list[str] = []
    step = WholeHistory.step

    def counted(self: WholeHistory, commit: Any) -> Any:
        found.append(commit.subject)
        return step(self, commit)

    monkeypatch.setattr(WholeHistory, "step", counted)
    return found


@pytest.fixture
def away(new_repo: NewRepo) -> Repo:
    """A county in a repository of its own, of which one version is tagged."""
    repo = new_repo("丁县")
    county(repo.root.parent, "丁县", projects(4, 6, "P4"))
    repo.commit("一")
    repo.git("tag", "v1")
    return repo


@pytest.fixture
def kept(new_repo: NewRepo, away: Repo) -> Repo:
    """A city in a folder of its repository, with two counties in it and one elsewhere."""
    assert away.root.name == "丁县"
    repo = new_repo("市库", ledger="市")
    for seed, name in enumerate(("甲县", "乙县")):
        county(repo.ledger, name, projects(seed, 8, f"P{seed}"))
    city(repo.ledger, MEMBERS)
    repo.commit("一")
    return repo


def logs(repo: Repo) -> list[tuple[int, str, str]]:
    found = [inside("log", *asked, "--ledger", repo.ledger) for asked in ASKED]
    return [(one.code, one.text, one.errors) for one in found]


def grown(name: str, by: int = 1) -> Callable[[Repo], None]:
    def done(repo: Repo) -> None:
        county(repo.ledger, name, [*projects(by, 3 + by, f"P{name}")])

    return done


def broken(repo: Repo) -> None:
    replaced(repo.ledger / "甲县" / "projects" / "a.yaml", ('"总投资": "', '"总投资": "约'))


def own_error(repo: Repo) -> None:
    city(repo.ledger, [*MEMBERS, MEMBERS[0]])


def mended(repo: Repo) -> None:
    city(repo.ledger, MEMBERS)


def beside(repo: Repo) -> None:
    (repo.root / "无关.txt").write_text("1", "utf-8")


def moved(repo: Repo) -> None:
    repo.git("mv", "市", "新")
    repo.ledger = repo.root / "新"


def merged(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "支", "HEAD~1")
    grown("乙县", 4)(repo)
    repo.commit("支上")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "-s", "ours", "--no-commit", "支")
    grown("甲县", 5)(repo)


#: What is done before each commit, and which commits are worked out then.
STEPS: tuple[tuple[str, Callable[[Repo], None], list[str]], ...] = (
    ("甲县改", grown("甲县"), ["甲县改"]),
    ("无关", beside, ["无关"]),
    ("有错", broken, ["有错"]),
    ("市有错", own_error, ["市有错"]),
    ("改好", mended, ["改好"]),
    ("再改", grown("甲县", 2), ["再改"]),
    # From where it lies now, what is elsewhere might be another.
    ("搬家", moved, ["搬家", "再改", "改好", "市有错", "有错", "无关", "甲县改", "一"]),
    ("合并", merged, ["合并", "支上"]),
)


def test_remembered_is_fresh_to_the_byte_and_only_what_is_new_is_worked_out(
    kept: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: list[str]
) -> None:
    memory = str(tmp_path / "kept")
    monkeypatch.setenv("SGYP_CACHE", memory)
    logs(kept)
    assert worked == ["一"]
    for subject, done, new in STEPS:
        done(kept)
        kept.commit(subject)
        worked.clear()
        monkeypatch.setenv("SGYP_CACHE", memory)
        found = logs(kept)
        # What a merge says is asked again where it is a step by itself.
        again = ["合并"] if subject == "合并" else []
        assert worked == [*new, *again], subject
    assert all(code == 0 for code, *_ in found)
    assert logs(kept) == found
    assert worked == [*new, *again]
    monkeypatch.setenv("SGYP_CACHE", "off")
    assert logs(kept) == found


def test_where_another_repository_leads_elsewhere_it_is_worked_out_again(
    kept: Repo, away: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: list[str]
) -> None:
    memory = str(tmp_path / "kept")

    def seen() -> list[tuple[int, str, str]]:
        worked.clear()
        monkeypatch.setenv("SGYP_CACHE", "off")
        fresh = logs(kept)
        worked.clear()
        monkeypatch.setenv("SGYP_CACHE", memory)
        assert logs(kept) == fresh
        return fresh

    before = seen()
    assert worked == ["一"]
    seen()
    assert worked == []
    county(away.root.parent, "丁县", projects(5, 3, "P4"))
    away.commit("二")
    seen()
    assert worked == []
    away.git("tag", "-f", "v1")
    assert seen() != before
    assert worked == ["一"]
    away.root.rename(away.root.with_name("别处"))
    assert "≥" in seen()[2][1]
    assert worked == ["一"]
    away.root.with_name("别处").rename(away.root)
    away.git("tag", "-f", "v1", "HEAD~1")
    assert seen() == before


def test_members_of_a_commit_are_remembered_as_they_were_read(
    kept: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two counties with the very same files are two, and a county by itself is a third."""
    text = (kept.ledger / "甲县" / "projects" / "a.yaml").read_text("utf-8")
    (kept.ledger / "乙县" / "projects" / "a.yaml").write_text(text, "utf-8")
    kept.commit("相同")
    broken(kept)
    kept.commit("有错")
    asked = (
        ("list", "--rev", "HEAD~1", "--ledger", kept.ledger),
        ("list", "--rev", "HEAD~1", "--ledger", kept.ledger / "乙县"),
        ("diff", "HEAD~2", "HEAD~1", "--ledger", kept.ledger),
        ("check", "--rev", "HEAD", "--ledger", kept.ledger),
    )
    answers = []
    for memory in ("off", str(tmp_path / "kept"), str(tmp_path / "kept")):
        monkeypatch.setenv("SGYP_CACHE", memory)
        answers.append([(one.code, one.text, one.errors) for one in (inside(*a) for a in asked)])
    assert answers[0] == answers[1] == answers[2]
    assert "甲县/P0-1" in answers[0][0][1]


def test_another_program_and_a_torn_entry_are_no_memory(
    kept: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: list[str]
) -> None:
    memory = tmp_path / "kept"
    monkeypatch.setenv("SGYP_CACHE", str(memory))
    fresh = logs(kept)
    monkeypatch.setattr(remembered_whole, "program", lambda *parts: "另一个程序")
    assert logs(kept) == fresh
    assert worked == ["一", "一"]
    monkeypatch.undo()
    monkeypatch.setenv("SGYP_CACHE", str(memory))
    for one in memory.iterdir():
        one.write_bytes(one.read_bytes()[:-1])
    assert logs(kept) == fresh


@pytest.mark.parametrize(
    "plain", [3, ("a",), {"a": 1}, {"a": ([("x", "y")], [])}, {"a": ([], [({"x": 1}, ())])}]
)
def test_what_is_none_of_ours_is_nothing(plain: Any) -> None:
    assert remembered_whole._restored(plain) == {}
