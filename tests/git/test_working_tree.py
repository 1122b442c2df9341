"""Which changes are changes to the ledger, and what git may be in the middle of."""

import subprocess
from pathlib import Path

import pytest

from git.repositories import CONFIG, NewRepo, Repo, project
from sangeyipi.git.failures import NoCommitYet, NotARepository
from sangeyipi.git.working_tree import working_tree


@pytest.fixture
def placed(new_repo: NewRepo) -> Repo:
    """A ledger in a folder of a repository, its name in Chinese."""
    made = new_repo("库", "县/台账")
    made.commit("建账", ledger=CONFIG, projects__a=project("A"))
    return made


def changed(repo: Repo) -> tuple[str, ...]:
    return working_tree(repo.ledger).changed


def test_a_clean_tree(repo: Repo) -> None:
    state = working_tree(repo.root)
    assert state == (repo.git("rev-parse", "HEAD"), (), None, ())


def test_names_are_relative_to_the_ledger(placed: Repo) -> None:
    placed.write("projects/a.yaml", project("A", "6"))
    placed.write("projects/新的.csv", "编号\n")
    placed.write("ledger.yaml", CONFIG + "\n")
    assert changed(placed) == ("ledger.yaml", "projects/a.yaml", "projects/新的.csv")


@pytest.mark.parametrize(
    "name",
    [
        "projects/b.yaml",
        "projects/深/处/b.yml",
        "projects/b.csv",
        "rollups/r.yaml",
        "statements/s.yaml",
        "progress/2023-05.csv",
    ],
)
def test_new_files_that_are_read(name: str, placed: Repo) -> None:
    placed.write(name, "x")
    assert changed(placed) == (name,)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "报告.docx",
        "projects/.b.yaml.swp",
        "projects/b.yaml~",
        "projects/说明.md",
        "export/2023-06/2023-06.csv",
        "../外面.yaml",
        "../../ledger.yaml",
        "../projects/b.yaml",
        "../台账2/projects/b.yaml",
    ],
)
def test_other_files_are_no_change(name: str, placed: Repo) -> None:
    placed.write(name, "x")
    assert changed(placed) == ()


def test_deleted_renamed_and_staged(placed: Repo) -> None:
    placed.commit("更多", projects__b=project("B"), projects__c=project("C"))
    placed.git("rm", "-q", "县/台账/projects/b.yaml")
    placed.git("mv", "县/台账/projects/c.yaml", "县/台账/projects/d.yaml")
    (placed.ledger / "projects/a.yaml").unlink()
    assert changed(placed) == tuple(f"projects/{name}.yaml" for name in "abcd")


def test_changed_and_changed_back(placed: Repo) -> None:
    placed.write("projects/a.yaml", project("A", "6"))
    placed.git("add", "-A")
    placed.write("projects/a.yaml", project("A"))
    assert changed(placed) == ("projects/a.yaml",), "the index still says otherwise"
    placed.git("add", "-A")
    assert changed(placed) == ()


@pytest.mark.parametrize(
    "pattern", ["b.yaml", "projects/*", "rollups/", "rollups", "台账/rollups/*"]
)
def test_ignored_files_are_read_all_the_same(pattern: str, placed: Repo) -> None:
    placed.write("../../.gitignore", pattern + "\n")
    placed.commit("忽略")
    placed.write("projects/b.yaml" if "rollups" not in pattern else "rollups/b.yaml", "[]")
    (found,) = changed(placed)
    assert found in ("projects/b.yaml", "rollups/b.yaml", "rollups/")


def test_a_ledger_in_an_ignored_folder(placed: Repo) -> None:
    """Its files were added by force; one more was not."""
    placed.write("../../.gitignore", "县/\n")
    placed.commit("忽略")
    assert changed(placed) == ()
    placed.write("projects/b.yaml", "[]")
    assert changed(placed) == ("projects/b.yaml",)


def test_a_ledger_that_was_never_added(placed: Repo) -> None:
    made = Repo(placed.root, "另/一本")
    made.write("ledger.yaml", CONFIG)
    made.write("projects/a.yaml", project("A"))
    assert changed(made) == ("ledger.yaml", "projects/a.yaml")
    made.write("../../.gitignore", "另/一本/\n")
    assert changed(made) == ("",), "git names the folder itself"


def test_settings_that_hide_files_do_not(placed: Repo) -> None:
    for setting in (
        "status.showUntrackedFiles=no",
        "status.relativePaths=true",
        "core.quotePath=on",
    ):
        placed.git("config", *setting.split("="))
    placed.write("projects/新.yaml", "[]")
    assert changed(placed) == ("projects/新.yaml",)


def tried(repo: Repo, *words: str, folder: Path | None = None) -> None:
    """A git command that ends in a conflict."""
    subprocess.run(["git", *words], cwd=folder or repo.root, capture_output=True, check=False)


def conflict(repo: Repo) -> None:
    """Two branches that say something else of one project."""
    repo.git("checkout", "-q", "-b", "other")
    repo.commit("七", projects__a=project("A", "7"))
    repo.commit("八", projects__a=project("A", "8"))
    repo.git("checkout", "-q", "main")
    repo.commit("九", projects__a=project("A", "9"))


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("merge other", "合并"),
        ("rebase other", "变基"),
        ("cherry-pick other", "拣选"),
        ("cherry-pick other~1 other", "拣选"),
        ("revert --no-commit HEAD", "撤销"),
        ("bisect start", "二分查找"),
        ("stash", None),
        ("merge --squash -Xours other", None),
    ],
)
def test_what_is_half_done(command: str, word: str | None, placed: Repo) -> None:
    conflict(placed)
    tried(placed, *command.split())
    assert working_tree(placed.ledger).unfinished == word


def test_the_first_of_several_was_committed(placed: Repo) -> None:
    """Git then says nothing but in a folder of its own; it is still in the midst of it."""
    conflict(placed)
    tried(placed, "cherry-pick", "other~1", "other")
    placed.commit("解决", projects__a=project("A", "7"))
    state = working_tree(placed.ledger)
    assert (state.changed, state.unfinished) == ((), "拣选或撤销")
    placed.git("cherry-pick", "--quit")
    assert working_tree(placed.ledger).unfinished is None


def test_a_conflict_is_a_change_too(placed: Repo) -> None:
    conflict(placed)
    tried(placed, "merge", "other")
    assert changed(placed) == ("projects/a.yaml",)


def test_a_worktree_has_its_own_state(placed: Repo, tmp_path: Path) -> None:
    conflict(placed)
    placed.git("worktree", "add", "-q", "-b", "third", str(tmp_path / "另一处"))
    there = tmp_path / "另一处"
    tried(placed, "merge", "other", folder=there)
    assert working_tree(there / "县/台账").unfinished == "合并"
    assert working_tree(placed.ledger).unfinished is None


def test_through_a_link(placed: Repo, tmp_path: Path) -> None:
    link = tmp_path / "链接"
    link.symlink_to(placed.ledger)
    placed.write("projects/b.yaml", "[]")
    assert working_tree(link).changed == ("projects/b.yaml",)


def test_nothing_is_written(placed: Repo) -> None:
    """Not even the index is refreshed: a server's clone may be read-only, and others may use it."""
    index = placed.root / ".git/index"
    (placed.ledger / "ledger.yaml").touch()
    before = index.read_bytes(), index.stat().st_mtime_ns
    working_tree(placed.ledger)
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


def test_no_commit_and_no_repository(new_repo: NewRepo, tmp_path: Path) -> None:
    empty = new_repo()
    with pytest.raises(NoCommitYet):
        working_tree(empty.root)
    (tmp_path / "空").mkdir()
    with pytest.raises(NotARepository):
        working_tree(tmp_path / "空")
