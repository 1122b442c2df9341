"""A commit is read as it was committed: whatever a repository brings along, it changes nothing."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import inside, told

from git.repositories import NewRepo, Repo, project
from sangeyipi.git.environment import environment, git_in
from sangeyipi.git.failures import GitFailed, Unanswered
from sangeyipi.git.repository import Repository
from sangeyipi.git.versions import open_revision
from sangeyipi.git.working_tree import working_tree

posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts and links")


def investments(repo: Repo, spec: str = "HEAD") -> list[str]:
    ledger = open_revision(spec, repo.ledger).loaded.ledger
    assert ledger is not None
    return [str(one.investment) for one in ledger.projects]


def replace(repo: Repo, kind: str) -> None:
    """Put another object in the place of HEAD's commit, tree or blob, as `git replace` does."""
    at = {"commit": "HEAD", "tree": "HEAD^{tree}", "blob": "HEAD:projects/a.yaml"}[kind]
    old = repo.git("rev-parse", at)
    repo.commit("别的", projects__a=project("A", "99") + project("B", "99"))
    new = repo.git("rev-parse", at)
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.git("replace", old, new)


@pytest.mark.parametrize("kind", ["commit", "tree", "blob"])
def test_replacements_say_nothing(kind: str, repo: Repo) -> None:
    log = told("log", "--ledger", repo.ledger)
    replace(repo, kind)
    assert "99" in repo.git("show", "HEAD:projects/a.yaml"), "git itself is taken in"
    assert investments(repo) == ["5", "7.5"]
    assert told("log", "--ledger", repo.ledger) == log
    assert "没有改动" in told("diff", "HEAD", "--ledger", repo.ledger)


def test_what_is_published_is_not_what_was_replaced(repo: Repo, tmp_path: Path) -> None:
    """And a set of the true commit stays verified."""
    asked = ("--ledger", repo.ledger, "--today", "2023-08-01", "--quiet")
    inside("export", "--month", "2023-06", "--out", tmp_path / "前", *asked)
    replace(repo, "blob")
    result = inside("export", "--month", "2023-06", "--out", tmp_path / "后", *asked)
    assert result.code == 0, result.errors
    for name in ("manifest.json", "2023-06.csv"):
        before, after = ((tmp_path / at / "2023-06" / name).read_bytes() for at in ("前", "后"))
        assert before == after
    assert inside("verify", tmp_path / "后", "--ledger", repo.ledger).code == 0


def test_grafts_say_nothing(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    log = told("log", "--ledger", repo.ledger)
    grafts = f"{repo.git('rev-parse', 'HEAD')}\n"
    (repo.root / ".git/info").mkdir(exist_ok=True)
    (repo.root / ".git/info/grafts").write_text(grafts, encoding="utf-8")
    (repo.root / "移植").write_text(grafts, encoding="utf-8")
    assert told("log", "--ledger", repo.ledger) == log
    monkeypatch.setenv("GIT_GRAFT_FILE", str(repo.root / "移植"))
    monkeypatch.setenv("GIT_REPLACE_REF_BASE", "refs/heads/")
    assert told("log", "--ledger", repo.ledger) == log


@posix
def test_programs_of_the_repository_are_not_run(repo: Repo, tmp_path: Path) -> None:
    """Neither monitor nor hook nor filter, whatever is asked."""
    script = tmp_path / "程序"
    script.write_text(f"#!/bin/sh\ntouch '{tmp_path}/跑了'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    (repo.root / ".git/hooks").mkdir(exist_ok=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout"):
        shutil.copy(script, repo.root / ".git/hooks" / hook)
    repo.git("config", "core.fsmonitor", str(script))
    for key in ("clean", "smudge", "process"):
        repo.git("config", f"filter.外来.{key}", str(script))
    repo.git("config", "filter.外来.required", "true")
    repo.write(".git/info/attributes", "* filter=外来 diff=外来\n")
    repo.git("config", "diff.外来.textconv", str(script))
    repo.git("config", "diff.external", str(script))
    (repo.ledger / "projects/a.yaml").touch()
    working_tree(repo.ledger)
    for command in ("log", "diff", "summary", "check"):
        inside(command, "--ledger", repo.ledger)
    inside("export", "--month", "2023-06", "--ledger", repo.ledger, "--out", tmp_path / "月报")
    assert not (tmp_path / "跑了").exists()


@pytest.fixture
def filtered(repo: Repo) -> Repo:
    """A repository whose clean filter turns what is checked out into what is stored."""
    if sys.platform == "win32":
        pytest.skip("needs sed")
    repo.git("config", "filter.换字.clean", "sed s/乙/甲/")
    repo.git("config", "filter.换字.smudge", "sed s/甲/乙/")
    repo.write(".gitattributes", "projects/* filter=换字\n")
    repo.commit("过滤", projects__a=project("A").replace("项目A", "甲"))
    (repo.ledger / "projects/a.yaml").unlink()
    repo.git("checkout", "-q", "--", "projects/a.yaml")
    assert "乙" in (repo.ledger / "projects/a.yaml").read_text(encoding="utf-8")
    return repo


def test_a_filtered_checkout_does_not_look_modified(filtered: Repo) -> None:
    assert working_tree(filtered.ledger)[1:] == ((), None, ())


def test_a_filtered_file_that_was_touched_is_named(filtered: Repo, tmp_path: Path) -> None:
    path = filtered.ledger / "projects/a.yaml"
    os.utime(path, (1, 1))
    assert working_tree(filtered.ledger).untold == (("projects/a.yaml", "换字"),)
    asked = ("export", "--month", "2023-06", "--ledger", filtered.ledger, "--out", tmp_path / "报")
    result = inside(*asked)
    assert result.code == 1
    assert "projects/a.yaml（换字）" in result.errors and "未提交的改动" not in result.errors
    # The advice: git runs the filter, and remembers that nothing changed.
    filtered.git("status")
    assert inside(*asked).code == 0


def test_other_files_with_filters_do_not_matter(filtered: Repo) -> None:
    filtered.write(".gitattributes", "*.png filter=换字\nprojects/* filter=换字\n")
    filtered.write("图.png", "甲")
    filtered.commit("图")
    os.utime(filtered.ledger / "图.png", (1, 1))
    assert working_tree(filtered.ledger)[1:] == ((), None, ())


def test_a_filter_without_a_program_filters_nothing(repo: Repo) -> None:
    repo.write(".gitattributes", "projects/* filter=没有的\n")
    repo.commit("属性")
    repo.write("projects/a.yaml", project("A", "6"))
    assert working_tree(repo.ledger).changed == ("projects/a.yaml",)


def test_a_file_that_git_lfs_keeps_is_what_its_pointer_says(filtered: Repo) -> None:
    import hashlib

    path = filtered.ledger / "projects/a.yaml"
    data = path.read_bytes()
    pointer = (
        "version https://git-lfs.github.com/spec/v1\n"
        f"oid sha256:{hashlib.sha256(data).hexdigest()}\nsize {len(data)}\n"
    )
    filtered.git("config", "--remove-section", "filter.换字")
    filtered.commit("指针", projects__a=pointer)
    filtered.git("config", "filter.换字.clean", "false")
    path.write_bytes(data)
    assert working_tree(filtered.ledger)[1:] == ((), None, ())
    path.write_bytes(data + b"# more\n")
    assert working_tree(filtered.ledger).untold == (("projects/a.yaml", "换字"),)


@pytest.mark.parametrize("name", ["projects/a.yaml", "ledger.yaml", "progress/2023-05.csv"])
@pytest.mark.parametrize(
    ("start", "word"),
    [(b"version https://git-lfs.github.com/spec/v1\noid x\n", "LFS"), (b"\0GITCRYPT\0x", "crypt")],
)
def test_a_stand_in_is_named(name: str, start: bytes, word: str, repo: Repo) -> None:
    """The same from the folder and from the commit."""
    path = repo.ledger / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(start)
    repo.commit("替身")
    for rev in ((), ("--rev", "HEAD")):
        result = inside("check", "--ledger", repo.ledger, *rev)
        assert result.code == 1
        assert word in result.text + result.errors, rev


SWALLOW = """#!/bin/sh
case " $* " in *"{command}"*) {what} ;; esac
exec {git} "$@"
"""


@posix
@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("diff-tree", "cat >/dev/null; exit 0"),
        ("diff-tree", 'head -1 | exec {git} "$@"; exit 0'),
        ("rev-list", "exit 0"),
        ("rev-list", '{git} "$@" | tail -2; exit 0'),
        ("cat-file", "cat >/dev/null; exit 0"),
        ("cat-file", "exit 0"),
        ("cat-file", 'head -1 | {git} "$@"; exit 0'),
    ],
)
def test_a_git_that_does_not_answer_all_is_a_failure(
    command: str, what: str, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.which("git")
    assert real
    place = tmp_path / "bin"
    place.mkdir()
    script = SWALLOW.format(command=command, what=what.replace("{git}", real), git=real)
    (place / "git").write_text(script, encoding="utf-8")
    (place / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    # What was told of the same commits before is not asked of git again.
    monkeypatch.setenv("SGYP_CACHE", "off")
    # One of them keeps silent for as long as it is waited for.
    monkeypatch.setattr("sangeyipi.git.run.TIMEOUT", 3.0)
    result = inside("log", "--ledger", repo.ledger)
    assert result.code == 2, result.text
    assert "没有答完" in result.errors
    assert "没有一次提交" not in result.text


def test_an_answer_to_another_question_is_a_failure(repo: Repo) -> None:
    with Repository(repo.root) as opened, pytest.raises(Unanswered, match="答非所问"):
        list(opened.blobs([repo.git("rev-parse", "HEAD")]))


def test_a_filter_that_cannot_be_turned_off(repo: Repo) -> None:
    repo.git("config", "filter.a=b.clean", "cat")
    with pytest.raises(GitFailed, match="a=b"):
        working_tree(repo.ledger)


def program(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_git_is_taken_from_an_absolute_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever lies in the ledger's folder, by whichever name Windows would find it there."""
    here = tmp_path / "台账"
    real = program(tmp_path / "Git", "git.exe")
    for name in ("git.exe", "git.cmd", "git.bat", "git"):
        program(here, name)
    program(tmp_path / "乙", "git.bat")
    monkeypatch.chdir(here)
    for before in ("", ".", "..", str(here), "子/..", str(tmp_path / "乙")):
        path = os.pathsep.join([before, str(tmp_path / "Git")])
        assert git_in({"PATH": path}, windows=True) == str(real)
        assert git_in({"PATH": before}, windows=True) is None
    for before in ("", ".", "..", "../台账"):
        assert git_in({"PATH": before}, windows=False) is None
    unix = program(tmp_path / "bin", "git")
    assert git_in({"PATH": os.pathsep.join([".", str(unix.parent)])}, windows=False) == str(unix)
    unix.chmod(0o644)
    assert os.name == "nt" or git_in({"PATH": str(unix.parent)}, windows=False) is None


def test_git_is_given_no_relative_place_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", str(Path.cwd())]))
    assert environment()["PATH"] == str(Path.cwd())


def test_new_repo_without_commits_is_not_taken_for_an_empty_history(new_repo: NewRepo) -> None:
    assert "还没有提交" in inside("log", "--ledger", new_repo().root).errors
