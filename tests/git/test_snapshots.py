"""One door from a commit to a ledger: what `log` tells is, commit by commit, what `--rev` reads."""

import json
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import inside, told

from git.repositories import CONFIG, NewRepo, Repo, project
from sangeyipi.compare.timeline import commit_effects
from sangeyipi.git.failures import NoLedger
from sangeyipi.git.snapshots import HistoryStep, Snapshot, along
from sangeyipi.git.versions import LedgerVersions
from sangeyipi.model.ledger import Ledger

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def content(ledger: Ledger | None) -> object:
    return ledger and (ledger.config, ledger.projects, sorted(map(repr, ledger.rollups)))


def agreed(folder: Path, rev: str = "HEAD") -> list[HistoryStep]:
    """The steps to a revision, each as its commit is read by itself."""
    with LedgerVersions(folder) as versions:
        steps = list(along(versions.history(rev)))
        for step in steps:
            said = step.after
            try:
                loaded = versions.revision(step.commit.oid).loaded
            except NoLedger:
                assert not said.readable and not said.config, step.commit.subject
                continue
            assert said.readable == loaded.complete, step.commit.subject
            if loaded.complete:
                assert content(said.ledger()) == content(loaded.ledger), step.commit.subject
    return steps


def investments(snapshot: Snapshot) -> dict[str, str]:
    return {id: str(one.investment) for id, one in sorted(snapshot.projects().items())}


def log_of(folder: Path, *more: str) -> list[str]:
    """The commits that log tells, oldest first, by their subjects."""
    found = json.loads(told("log", "--format", "json", "--ledger", folder, *more))
    rows = found["tables"][0]["rows"]
    return [row["subject"] for row in rows if "subject" in row][::-1]


A, B = project("A"), project("B", "7")


def history(repo: Repo) -> None:
    """Two commits in the ledger's folder, before it is moved."""
    repo.commit("建账", ledger=CONFIG, projects__a=A, projects__b=B)
    repo.commit("B 增资", projects__b=project("B", "7.5"))


def move(repo: Repo, to: str) -> None:
    """Move the ledger within the repository; nothing is committed."""
    old, repo.ledger = repo.ledger, repo.root / to
    repo.ledger.mkdir(parents=True, exist_ok=True)
    for name in ("ledger.yaml", "projects", "rollups", "progress", "statements"):
        if (old / name).exists():
            (old / name).rename(repo.ledger / name)


PLACES = {
    "from the top": ("", "data"),
    "to the top": ("data", ""),
    "beside": ("旧", "新/台账"),
    "deeper": ("旧", "旧/台账"),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_moved_ledger_is_followed(case: str, new_repo: NewRepo, tmp_path: Path) -> None:
    old, new = PLACES[case]
    repo = new_repo(ledger=old)
    history(repo)
    move(repo, new)
    repo.commit("搬家")
    repo.commit("A 增资", projects__a=project("A", "6"))
    steps = agreed(repo.ledger)
    assert [investments(one.after) for one in steps] == [
        {"A": "5", "B": "7"}, {"A": "5", "B": "7.5"}, {"A": "5", "B": "7.5"},
        {"A": "6", "B": "7.5"},
    ]  # fmt: skip
    assert [one.names for one in steps[2:]] == [(), ("projects/a.yaml",)]
    assert log_of(repo.ledger) == ["建账", "B 增资", "A 增资"]
    life = told("log", "B", "--ledger", repo.ledger)
    assert "建账" in life and "B 增资" in life and "搬家" not in life
    assert "没有改动" in told("diff", "HEAD~2", "HEAD~1", "--ledger", repo.ledger)
    diff = told("diff", "HEAD~3", "--ledger", repo.ledger)
    assert "增资" not in diff and "7.5" in diff
    for command in (("summary",), ("list",), ("show", "B")):
        said = told(*command, "--rev", "HEAD~3", "--ledger", repo.ledger)
        assert f"台账在 {old + '/' if old else '仓库的根目录'}" in said
    asked = ("--ledger", repo.ledger, "--today", "2024-08-01", "--quiet")
    day = ("export", "--month", "2023-03", "--rev-at-month-end", "--out", tmp_path / "报")
    result = inside(*day, *asked)
    assert result.code == 0, result.errors
    assert inside("export", "--verify", tmp_path / "报", "--ledger", repo.ledger).code == 0


def test_moved_twice_and_back(new_repo: NewRepo) -> None:
    repo = new_repo(ledger="旧")
    history(repo)
    for number, to in enumerate(("data", "县/台账", "旧")):
        move(repo, to)
        repo.commit(f"搬家{number}")
        repo.commit(f"A 增资{number}", projects__a=project("A", f"{6 + number}"))
    steps = agreed(repo.ledger)
    assert log_of(repo.ledger) == ["建账", "B 增资", "A 增资0", "A 增资1", "A 增资2"]
    assert not any(one.names for one in steps if one.commit.subject.startswith("搬家"))
    # Seen from the middle of the way too.
    asked = ("--rev", "HEAD~4:data", "--ledger", repo.ledger)
    assert "A 增资1" not in told("log", *asked) and "B 增资" in told("log", *asked)


@pytest.mark.parametrize(
    "files",
    [
        {"projects__a": project("A", "6")},
        {"ledger": CONFIG + "  - 期: 3\n    日期: 2023-07-01\n", "projects__a": project("A", "6")},
        {
            "ledger": CONFIG + "# 注\n",
            "projects__a": project("A", "6"),
            "projects__b": B,
        },
        {"ledger": CONFIG.replace("试验县", "试验区"), "projects__a": project("A", "6")},
        {"projects__a": None, "projects__新": project("A", "6")},
        {"projects__a": project("A", "6"), "projects__c": project("C")},
    ],
    ids=["a project", "settings", "every file", "the region", "a file's name", "one more"],
)
def test_moved_and_edited_in_the_same_commit(files: dict[str, str], new_repo: NewRepo) -> None:
    repo = new_repo()
    history(repo)
    move(repo, "data")
    repo.commit("搬家又改", **files)
    agreed(repo.ledger)
    assert log_of(repo.ledger) == ["建账", "B 增资", "搬家又改"]
    found = json.loads(told("diff", "HEAD~1", "HEAD", "--format", "json", "--ledger", repo.ledger))
    assert "A" in json.dumps(found, ensure_ascii=False)
    life = told("log", "A", "--ledger", repo.ledger).splitlines()
    assert life[-1].split()[-3:] == ["总投资", "5", "6"], life


def test_moved_on_a_branch_that_is_merged(new_repo: NewRepo) -> None:
    repo = new_repo(ledger="旧")
    history(repo)
    repo.git("checkout", "-q", "-b", "支")
    old = repo.ledger
    move(repo, "data")
    repo.commit("支上搬家")
    repo.commit("支上 A", projects__a=project("A", "6"))
    repo.git("checkout", "-q", "main")
    repo.ledger = old
    repo.commit("主线 B", projects__b=project("B", "8"))
    repo.git("merge", "-q", "--no-ff", "-m", "合并", "支")
    repo.ledger = repo.root / "data"
    assert (repo.ledger / "ledger.yaml").is_file() and not (old / "ledger.yaml").exists()
    steps = agreed(repo.ledger)
    assert investments(steps[-1].after) == {"A": "6", "B": "8"}
    assert sorted(log_of(repo.ledger)) == sorted(["建账", "B 增资", "支上 A", "主线 B"])
    assert log_of(repo.ledger, "--first-parent") == ["建账", "B 增资", "主线 B", "合并"]
    # A branch that still has it in the old place, seen from the new one.
    assert "8" in told("list", "--rev", "HEAD^1", "--format", "csv", "--ledger", repo.ledger)
    assert "6" in told("diff", "HEAD^1...HEAD^2", "--ledger", repo.ledger)


def test_an_old_branch_merged_into_the_new_place(new_repo: NewRepo) -> None:
    repo = new_repo(ledger="旧")
    history(repo)
    repo.git("checkout", "-q", "-b", "支")
    old = repo.ledger
    repo.commit("支上 A", projects__a=project("A", "6"))
    repo.git("checkout", "-q", "main")
    move(repo, "data")
    repo.commit("搬家")
    repo.git("merge", "-q", "--no-ff", "-m", "合并", "支")
    assert not (old / "ledger.yaml").exists()
    agreed(repo.ledger)
    assert log_of(repo.ledger) == ["建账", "B 增资", "支上 A"]
    # And of a branch that is not merged: from the new place, and from the old one.
    repo.git("reset", "-q", "--hard", "HEAD~1")
    assert "6" in told("diff", "HEAD", "支", "--ledger", repo.ledger)
    repo.git("checkout", "-q", "支")
    agreed(old, "main")
    assert log_of(old, "--rev", "main") == ["建账", "B 增资"]
    assert "没有改动" in told("diff", "支~1", "main", "--ledger", old)


def test_two_ledgers_moved_in_one_commit(new_repo: NewRepo) -> None:
    repo = new_repo(ledger="甲")
    history(repo)
    repo.ledger = repo.root / "乙"
    other = CONFIG.replace("试验县", "别的县")
    repo.commit("乙建账", ledger=other, projects__a=project("A", "50"), projects__b=B)
    (repo.root / "data").mkdir()
    for name in ("甲", "乙"):
        (repo.root / name).rename(repo.root / "data" / name)
    repo.commit("都搬")
    for name, log in (("甲", ["建账", "B 增资"]), ("乙", ["乙建账"])):
        agreed(repo.root / "data" / name)
        assert log_of(repo.root / "data" / name) == log


def test_another_county_in_its_place_is_no_move(new_repo: NewRepo) -> None:
    repo = new_repo(ledger="甲")
    history(repo)
    shutil.rmtree(repo.ledger)
    repo.ledger = repo.root / "乙"
    other = CONFIG.replace("试验县", "别的县")
    repo.commit("换了一个县", ledger=other, projects__x=project("X", "50"))
    agreed(repo.ledger)
    assert log_of(repo.ledger) == ["换了一个县"]
    result = inside("diff", "HEAD~1", "--ledger", repo.ledger)
    assert result.code == 2 and "甲" in result.errors


def test_a_ledger_that_lies_beside_is_no_move(new_repo: NewRepo) -> None:
    repo = new_repo(ledger="甲")
    history(repo)
    repo.ledger = repo.root / "乙"
    repo.commit("同县另一本", ledger=CONFIG, projects__x=project("X", "50"))
    agreed(repo.ledger)
    assert log_of(repo.ledger) == ["同县另一本"]
    assert inside("summary", "--rev", "HEAD~1", "--ledger", repo.ledger).code == 2


def test_a_ledger_that_went_and_came_back(repo: Repo) -> None:
    text = (repo.ledger / "projects/a.yaml").read_text(encoding="utf-8")
    repo.commit("误删", ledger=None, projects__a=None)
    repo.commit("找回", ledger=CONFIG, projects__a=text)
    agreed(repo.ledger)
    # What comes back as it was is compared with the last that could be read.
    assert log_of(repo.ledger) == ["建账", "A 开工", "B 增资", "误删"]


def test_moved_in_a_bare_repository(new_repo: NewRepo, tmp_path: Path) -> None:
    repo = new_repo(ledger="旧")
    history(repo)
    move(repo, "data")
    repo.commit("搬家")
    repo.commit("A 增资", projects__a=project("A", "6"))
    repo.git("clone", "-q", "--bare", str(repo.root), str(tmp_path / "裸.git"))
    agreed(tmp_path / "裸.git")
    assert log_of(tmp_path / "裸.git") == log_of(repo.ledger)
    asked = ("list", "--rev", "HEAD~2", "--format", "csv", "--ledger")
    assert "7.5" in told(*asked, tmp_path / "裸.git")


def link(repo: Repo, name: str, target: str) -> None:
    path = repo.ledger / name
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)
    path.symlink_to(target)


@links
@pytest.mark.parametrize("ledger", ["", "县/台账"])
def test_a_link_that_comes_is_turned_and_goes(ledger: str, new_repo: NewRepo) -> None:
    repo = new_repo(ledger=ledger)
    repo.write("存/a.yaml", project("A", "6"))
    repo.write("存/b.yaml", project("A", "7"))
    repo.commit("建账", ledger=CONFIG, projects__a=A)
    link(repo, "projects/a.yaml", "../存/a.yaml")
    repo.commit("成了链")
    repo.write("存/a.yaml", project("A", "6.5"))
    repo.commit("改所指")
    link(repo, "projects/a.yaml", "../存/b.yaml")
    repo.commit("改指")
    link(repo, "projects/a.yaml", "../存/没有.yaml")
    repo.commit("断了")
    (repo.ledger / "projects/a.yaml").unlink()
    repo.commit("又是文件", projects__a=project("A", "8"))
    link(repo, "projects", "存")
    repo.write("存/b.yaml", project("B", "7"))
    repo.commit("整个夹是链")
    repo.write("存/b.yaml", project("B", "7.5"))
    repo.commit("改夹里")
    link(repo, "ledger.yaml", "存/账.yml")
    repo.write("存/账.yml", CONFIG)
    repo.commit("账也是链")
    steps = agreed(repo.ledger)
    assert [investments(one.after) for one in steps] == [
        {"A": "5"}, {"A": "6"}, {"A": "6.5"}, {"A": "7"}, {"A": "7"}, {"A": "8"},
        {"A": "6.5", "B": "7"}, {"A": "6.5", "B": "7.5"}, {"A": "6.5", "B": "7.5"},
    ]  # fmt: skip
    assert [one.after.readable for one in steps] == [True] * 4 + [False] + [True] * 3 + [False]


@links
def test_a_moved_ledger_with_links(new_repo: NewRepo) -> None:
    repo = new_repo()
    repo.write("存/b.yaml", B)
    repo.commit("建账", ledger=CONFIG, projects__a=A)
    link(repo, "projects/b.yaml", "../存/b.yaml")
    repo.commit("链")
    move(repo, "data")
    (repo.root / "存").rename(repo.ledger / "存")
    repo.commit("搬家")
    repo.write("存/b.yaml", project("B", "8"))
    repo.commit("改所指")
    agreed(repo.ledger)
    assert log_of(repo.ledger) == ["建账", "链", "改所指"]


def odd(repo: Repo, name: str, text: str | None, subject: str) -> None:
    path = repo.ledger / name
    if text is None:
        path.unlink()
    else:
        repo.write(name, text)
    repo.commit(subject)


def test_what_is_no_data_where_data_should_be(repo: Repo) -> None:
    """Neither way takes a stand-in for nothing."""
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"
    for name, text, subject in (
        ("rollups", "不是夹\n", "夹成了文件"),
        ("rollups", None, "夹没了"),
        ("projects/c.yaml", pointer, "指针"),
        ("projects/c.yaml", project("C"), "取回"),
        ("projects/c.yaml", "- 编号: [\n", "写坏"),
        ("projects/c.yaml", None, "删了"),
        ("projects/d.txt", "x", "别的"),
    ):
        odd(repo, name, text, subject)
    steps = agreed(repo.ledger)
    assert [one.commit.subject for one in steps if not one.after.readable] == [
        "夹成了文件", "指针", "写坏",
    ]  # fmt: skip


def test_a_submodule_in_the_place_of_a_file(repo: Repo, new_repo: NewRepo) -> None:
    other = new_repo("另")
    other.commit("别的", b=B)
    (repo.ledger / "projects/a.yaml").unlink()
    repo.git("rm", "-q", "--cached", "projects/a.yaml")
    repo.git("submodule", "add", "-q", f"file://{other.root}", "projects/a.yaml")
    repo.commit("子模块")
    steps = agreed(repo.ledger)
    assert not steps[-1].after.readable and steps[-2].after.readable
    assert "台账有错误" in told("log", "--ledger", repo.ledger)
    repo.git("rm", "-q", "-f", "projects/a.yaml")
    repo.commit("拆了", projects__a=A)
    assert agreed(repo.ledger)[-1].after.readable


CLONES: dict[str, Callable[[Repo, Path], None]] = {
    "blob:none": lambda repo, to: clone(repo, to, "--filter=blob:none"),
    "tree:0": lambda repo, to: clone(repo, to, "--filter=tree:0"),
    "shallow": lambda repo, to: clone(repo, to, "--depth=3"),
    "worktree": lambda repo, to: git(repo, "worktree", "add", "-q", "--detach", str(to)),
    "sparse": lambda repo, to: sparse(repo, to),
}


def git(repo: Repo, *arguments: str) -> None:
    repo.git(*arguments)


def clone(repo: Repo, to: Path, *how: str) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", *how, f"file://{repo.root}", str(to))


def sparse(repo: Repo, to: Path) -> None:
    repo.git("clone", "-q", f"file://{repo.root}", str(to))
    repo.git("-C", str(to), "sparse-checkout", "set", "--no-cone", "/*", "!/data/projects/b.yaml")


@pytest.mark.parametrize("how", CLONES)
def test_every_kind_of_clone_says_the_same(how: str, new_repo: NewRepo, tmp_path: Path) -> None:
    repo = new_repo(ledger="旧")
    history(repo)
    move(repo, "data")
    repo.commit("搬家", projects__a=project("A", "6"))
    repo.commit("A 增资", projects__a=project("A", "6.5"))
    repo.commit("B 减", projects__b=project("B", "7.25"))
    there = tmp_path / "处"
    CLONES[how](repo, there)
    # Each command by itself has to get what is not there yet.
    asked = ("--format", "csv", "--ledger")
    for command in (("diff", "HEAD~2", "HEAD", "--ledger"), ("summary", "--rev", "HEAD~1", *asked)):
        assert told(*command, there / "data") == told(*command, repo.ledger)
    agreed(there / "data")
    if how == "shallow":
        assert log_of(there / "data") == ["搬家", "A 增资", "B 减"]
    else:
        assert told("log", "--ledger", there / "data") == told("log", "--ledger", repo.ledger)


def test_a_partial_clone_that_cannot_get_more_says_so(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What each commit did is remembered of other tests' repositories, where no content is asked.
    monkeypatch.setenv("SGYP_CACHE", "off")
    there = tmp_path / "处"
    clone(repo, there, "--filter=blob:none")
    commands = (("log",), ("diff", "HEAD~2"), ("summary", "--rev", "HEAD~2"))
    repo.root.rename(tmp_path / "移走")
    for command in commands:
        result = inside(*command, "--ledger", there)
        assert result.code == 2 and not result.text, command
        assert "部分克隆" in result.errors and "--refetch --no-filter" in result.errors
    assert "总投资" in told("summary", "--rev", "HEAD", "--ledger", there)
    # The advice.
    (tmp_path / "移走").rename(repo.root)
    repo.git("-C", str(there), "fetch", "-q", "--refetch", "--no-filter")
    repo.root.rename(tmp_path / "移走")
    for command in commands:
        assert inside(*command, "--ledger", there).code == 0


def scrambled(repo: Repo, chance: random.Random, number: int) -> None:
    """One commit of a history that does anything."""
    what = chance.randrange(9)
    name = f"projects/{chance.choice('abc')}.yaml"
    amount = f"{chance.randrange(1, 40)}"
    path = repo.ledger / name
    if what < 3:
        path.unlink(missing_ok=True)
        repo.write(name, project(name[9].upper(), amount))
    elif what == 3:
        path.unlink(missing_ok=True)
    elif what == 4:
        repo.write("存/x.yaml", project("X", amount))
        path.unlink(missing_ok=True)
        path.parent.mkdir(exist_ok=True)
        path.symlink_to("../存/x.yaml")
    elif what == 5:
        repo.write("存/x.yaml", project("X", amount))
    elif what == 6:
        path.unlink(missing_ok=True)
        repo.write(name, chance.choice(["- 编号: [\n", "", "[]\n", "\ufeff" + project("Z")]))
    elif what == 7:
        rows = f"编号,本月完成投资\nA,{amount}\n"
        repo.write(f"progress/2023-0{chance.randrange(1, 9)}.csv", rows)
    else:
        old, to = repo.ledger, repo.root / f"处{number}"
        to.mkdir()
        for one in ("ledger.yaml", "projects", "progress", "存"):
            if (old / one).exists():
                (old / one).rename(to / one)
        repo.ledger = to
    repo.commit(f"{number}")


@links
@pytest.mark.parametrize("seed", range(4))
def test_any_history_is_read_as_its_commits_are(seed: int, new_repo: NewRepo) -> None:
    chance = random.Random(seed)
    repo = new_repo(ledger="台账")
    repo.commit("建账", ledger=CONFIG, projects__a=A)
    for number in range(25):
        scrambled(repo, chance, number)
    steps = agreed(repo.ledger)
    assert len(steps) == 26
    assert all(one.before.readable or not one.after.readable for one in tell_of(steps))


def tell_of(steps: list[HistoryStep]) -> list[HistoryStep]:
    """Those of which no figures are told."""
    unreadable = {one.commit.oid for one in commit_effects(steps) if not one.readable}
    return [one for one in steps if one.commit.oid in unreadable]
