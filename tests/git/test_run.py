"""Git itself: what we run, in which environment, and what its refusals become."""

import os
import shutil
from pathlib import Path

import pytest

from git.repositories import NewRepo, Repo
from sangeyipi.git.failures import (
    DubiousOwnership,
    GitFailed,
    GitMissing,
    NoCommitYet,
    NoMergeBase,
    NotARepository,
    UnknownRevision,
)
from sangeyipi.git.repository import Repository
from sangeyipi.git.run import Git


def test_no_git(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(GitMissing, match="先装 git"):
        Repository(repo.root)


def test_no_repository(tmp_path: Path, alone: None) -> None:
    with pytest.raises(NotARepository):
        Repository(tmp_path)


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotARepository):
        Repository(tmp_path / "无")


def test_no_commit_yet(new_repo: NewRepo) -> None:
    with Repository(new_repo().root) as opened, pytest.raises(NoCommitYet):
        opened.commit("HEAD")


@pytest.mark.parametrize(
    "name", ["nope", "--output=x", "-h", "--help", "", " ", "a\nb", "x\ud800", "HEAD~99", "^HEAD"]
)
def test_unknown_revisions(repo: Repo, name: str) -> None:
    with Repository(repo.root) as opened, pytest.raises(UnknownRevision):
        opened.commit(name)
    assert sorted(p.name for p in repo.root.iterdir()) == [".git", "ledger.yaml", "projects"]


def test_branch_called_like_an_option(repo: Repo) -> None:
    """Git's own porcelain refuses to make one; a fetched ref may still be called that."""
    repo.git("update-ref", "refs/heads/--output=x", "HEAD~1")
    with Repository(repo.root) as opened:
        assert opened.commit("--output=x").oid == repo.git("rev-parse", "HEAD~1")
    assert not (repo.root / "x").exists()


def test_ambiguous_short_id_is_unknown(repo: Repo) -> None:
    with Repository(repo.root) as opened, pytest.raises(UnknownRevision):
        opened.commit("000")


def test_no_merge_base(repo: Repo) -> None:
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("另起")
    with Repository(repo.root) as opened, pytest.raises(NoMergeBase):
        opened.merge_base(opened.commit("main"), opened.commit("other"))


def test_dubious_ownership_says_what_to_do(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(DubiousOwnership) as raised:
        Repository(repo.root)
    assert "git config --global --add safe.directory" in str(raised.value)
    assert "'*'" not in str(raised.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_another_owner_and_safe_directory_for_that_path_alone(repo: Repo) -> None:
    for path in [repo.root, *repo.root.rglob("*")]:
        shutil.chown(path, 12345, 12345)
    with pytest.raises(DubiousOwnership):
        Repository(repo.root)
    config = Path(os.environ["GIT_CONFIG_GLOBAL"])
    with config.open("a", encoding="utf-8") as file:
        file.write(f"[safe]\n\tdirectory = {repo.root}\n")
    with Repository(repo.root) as opened:
        assert len(opened.commit("HEAD").oid) == 40


def test_callers_git_variables_do_not_lead_elsewhere(
    repo: Repo, new_repo: NewRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_repo("别处")
    other.commit("别的")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    with Repository(repo.root) as opened:
        assert opened.commit("HEAD").oid != other.git("rev-parse", "HEAD")
        assert [entry.name for entry in opened.index()] == ["ledger.yaml", "projects/a.yaml"]


def test_index_that_a_hook_was_given(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(repo.root / ".git/index", repo.root / ".git/next-index")
    repo.git("rm", "-q", "--cached", "projects/a.yaml")
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    with Repository(repo.root) as opened:
        assert len(opened.index()) == 2


def test_many_objects_and_closing_twice(repo: Repo) -> None:
    git = Git(repo.root)
    assert len(list(git.objects(["HEAD"] * 200 + ["nope"]))) == 201
    git.close()
    git.close()
    assert next(git.objects(["HEAD"])) is not None
    git.close()


def test_objects_read_ahead_are_those_asked_for(repo: Repo) -> None:
    git = Git(repo.root)
    names = ["HEAD", "HEAD~1", "nope", "HEAD^{tree}"] * 40
    assert list(git.objects_ahead(names)) == list(git.objects(names))
    ahead = git.objects_ahead(names)
    # Others may be asked for while they are read, and not all of them need to be.
    assert next(ahead) == next(git.objects(["HEAD"]))
    ahead.close()
    assert list(git.objects_ahead([])) == []
    git.close()


def test_git_that_dies_is_a_failure_and_can_be_asked_again(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = Git(repo.root)
    with monkeypatch.context() as broken:
        broken.setattr("sangeyipi.git.run.SETTINGS", ("core.bare=perhaps",))
        for ask in (git.objects, git.objects_ahead):
            with pytest.raises(GitFailed, match="bad boolean"):
                list(ask(["HEAD"]))
    assert len(list(git.objects(["HEAD"]))) == 1
    git.close()


def test_a_command_that_nobody_waits_for_ends_with_the_rest(repo: Repo) -> None:
    git = Git(repo.root)
    done, left = (
        git.start("rev-parse", "HEAD"),
        git.start("cat-file", "--batch-all-objects", "--batch"),
    )
    given = git.start("cat-file", "--batch-check", given=b"HEAD\n" * 5000)
    assert len(done.output()) == 41
    assert given.output().count(b"commit") == 5000
    git.close()
    left.stop()


def test_shallow_clone_is_known(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "-q", "--depth=1", f"file://{repo.root}", str(tmp_path / "浅"))
    with Repository(tmp_path / "浅") as opened:
        assert opened.shallow
        with pytest.raises(UnknownRevision, match="unshallow"):
            opened.commit("HEAD~1")
        assert opened.history(opened.commit("HEAD"))[0].parents == ()
