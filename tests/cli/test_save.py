"""`sgyp save`: the ledger's files and no others, proven, whatever state the repository is in."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Result, Sgyp, environment, inside
from git.repositories import CONFIG, NewRepo, Repo, project

from cli.asked import asked
from sangeyipi.store.template import supporting_files

ONE = project("A", milestones="签约 2023-01-02")
DAY = ("--today", "2023-08-01")


def save(where: Repo | Path, *said: str) -> Result:
    folder = where.ledger if isinstance(where, Repo) else where
    return inside("save", *said, *DAY, "--ledger", folder)


def fine(where: Repo | Path, *said: str) -> str:
    result = save(where, *said)
    assert result.code == 0, result.errors
    return result.text


def refused(where: Repo | Path, *said: str, code: int = 1) -> str:
    before = head(where) if isinstance(where, Repo) else ""
    result = save(where, *said)
    assert (result.code, result.out) == (code, b""), result
    if isinstance(where, Repo):
        assert head(where) == before
    return result.errors


def head(repo: Repo) -> str:
    return repo.git("rev-parse", "-q", "--verify", "HEAD")


def committed(repo: Repo) -> list[str]:
    """What the last commit changed, and how."""
    told = repo.git(
        "-c", "core.quotepath=off", "show", "--format=", "--name-status", "--no-renames"
    )
    return told.splitlines()


def status(repo: Repo) -> list[str]:
    told = repo.git("-c", "core.quotepath=off", "status", "--porcelain", "--untracked-files=all")
    return [line.strip() for line in told.splitlines()]


@pytest.fixture
def plain(tmp_path: Path, alone: None) -> Path:
    """A ledger in no repository."""
    root = tmp_path / "新 台账"
    (root / "projects").mkdir(parents=True)
    (root / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    (root / "projects/a.yaml").write_text(ONE, encoding="utf-8")
    return root


def test_the_first_time_makes_the_repository(plain: Path) -> None:
    (plain / "报表.xlsx").write_bytes(b"x")
    (plain / "projects/~$a.xlsx").write_bytes(b"x")
    assert inside("init", plain).code == 0
    told = fine(plain, "建账").splitlines()
    assert told[0].startswith("已建好 git 仓库") and told[1].startswith("已保存 2 个文件：")
    repo = Repo(plain)
    assert repo.git("log", "-1", "--format=%an %s") == "张三 建账"
    names = set(repo.git("-c", "core.quotepath=off", "ls-files").splitlines())
    assert names == {"ledger.yaml", "projects/a.yaml", *supporting_files("")}
    assert status(repo) == [], "tables and locks are ignored"
    assert "没有要保存的" in fine(plain, "再存")
    assert head(repo) == repo.git("rev-list", "--all"), "one commit"


def test_only_files_of_the_ledger(repo: Repo) -> None:
    """Added, changed, deleted and renamed ones; of the others nothing is committed or lost."""
    repo.write("projects/下/一.yaml", project("C", milestones="签约 2023-01-03"))
    repo.write("progress/2023-05.csv", "编号,本月完成投资,累计完成投资\nA,0.5,0.5\n")
    repo.git("mv", "projects/a.yaml", "projects/b.yaml")
    for name in ("笔记.txt", "已暂存.txt"):
        (repo.root / name).write_text("x", encoding="utf-8")
    repo.git("add", "已暂存.txt")
    told = fine(repo, "五月进度")
    assert told.startswith("已保存 4 个文件：") and "新增项目 1" in told
    assert committed(repo) == [
        "A\tprogress/2023-05.csv",
        "D\tprojects/a.yaml",
        "A\tprojects/b.yaml",
        "A\tprojects/下/一.yaml",
    ]
    assert status(repo) == ["A  已暂存.txt", "?? 笔记.txt"]
    (repo.ledger / "projects/下/一.yaml").unlink()
    (repo.ledger / "progress/2023-05.csv").unlink()
    fine(repo, "撤掉")
    assert committed(repo) == ["D\tprogress/2023-05.csv", "D\tprojects/下/一.yaml"]


def test_what_was_staged_otherwise_is_saved_as_it_lies(repo: Repo) -> None:
    repo.write("projects/a.yaml", project("A") + project("B", "9"))
    repo.git("add", "-A")
    repo.write("projects/a.yaml", project("A") + project("B", "8"))
    fine(repo, "八")
    assert "总投资: 8" in repo.git("show", "HEAD:projects/a.yaml")
    assert status(repo) == []


def test_a_ledger_below_a_bigger_repository(new_repo: NewRepo) -> None:
    repo = new_repo(ledger="县/data")
    repo.write("ledger.yaml", CONFIG)
    repo.commit("建账", projects__a=ONE)
    (repo.root / "县/projects").mkdir()
    (repo.root / "县/projects/别的.yaml").write_text("x", encoding="utf-8")
    (repo.root / "README").write_text("x", encoding="utf-8")
    repo.write("projects/a.yaml", project("A", "6", "签约 2023-01-02"))
    told = fine(repo, "改")
    assert "1 个文件：projects/a.yaml" in told and "，仓库 " in told
    assert committed(repo) == ["M\t县/data/projects/a.yaml"]
    assert status(repo) == ["?? README", "?? 县/projects/别的.yaml"]


@pytest.mark.parametrize("pattern", ["*.csv", "projects/", "/projects/b.csv"])
def test_what_git_ignores_is_part_of_the_ledger_all_the_same(repo: Repo, pattern: str) -> None:
    (repo.root / ".gitignore").write_text(f"{pattern}\n", encoding="utf-8")
    repo.write("projects/b.csv", "编号,名称\nC-1,丙\n")
    (repo.ledger / "projects/草稿.txt.bak").write_text("x", encoding="utf-8")
    assert "projects/b.csv" in fine(repo, "加表")
    assert committed(repo) == ["A\tprojects/b.csv"]


def test_a_folder_that_the_repository_does_not_want(new_repo: NewRepo) -> None:
    repo = new_repo(ledger="data")
    (repo.root / ".gitignore").write_text("data/\n", encoding="utf-8")
    repo.git("add", "-A")
    repo.git("commit", "-qm", "x")
    repo.write("ledger.yaml", CONFIG)
    repo.write("projects/a.yaml", ONE)
    assert "git init" in refused(repo, "建账")
    subprocess.run(["git", "init", "-q", repo.ledger], check=True)
    assert "已保存 2 个文件" in fine(repo.ledger, "建账"), "the advice leads on"


def test_links_within_the_ledger(repo: Repo) -> None:
    (repo.ledger / "库").mkdir()
    (repo.ledger / "库/c.yaml").write_text(project("C"), encoding="utf-8")
    (repo.ledger / "projects/c.yaml").symlink_to("../库/c.yaml")
    fine(repo, "链接")
    assert committed(repo) == ["A\tprojects/c.yaml", "A\t库/c.yaml"]


@pytest.mark.parametrize(
    "said",
    ["-x", "#第八期", "一行\n\n第二段", "--amend", "$(touch 坏)", "“八月”\t进度", ":!ledger.yaml"],
)
def test_whatever_is_said(repo: Repo, said: str) -> None:
    repo.write("projects/a.yaml", project("A") + project("B", "9"))
    result = inside("save", *DAY, "--ledger", repo.ledger, "--", said)
    assert result.code == 0, result.errors
    assert repo.git("log", "-1", "--format=%B") == said
    assert len(repo.git("rev-list", "HEAD").split()) == 4
    assert not (repo.root / "坏").exists()


def test_words_without_quotes(repo: Repo) -> None:
    repo.write("projects/a.yaml", project("A") + project("B", "9"))
    fine(repo, "八月", "进度")
    assert repo.git("log", "-1", "--format=%B") == "八月 进度"


@pytest.mark.parametrize("said", ["", " \n "])
def test_nothing_said(repo: Repo, said: str) -> None:
    repo.write("projects/a.yaml", project("A") + project("B", "9"))
    assert "说明不能是空的" in refused(repo, said, code=2)


def test_a_locale_without_chinese(repo: Repo, tmp_path: Path) -> None:
    repo.write("projects/a.yaml", project("A") + project("B", "9"))
    kept = {name: os.environ[name] for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM")}
    env = environment(**kept, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert Sgyp()("save", "八月进度", *DAY, cwd=repo.ledger, env=env).code == 0
    assert repo.git("log", "-1", "--format=%s") == "八月进度"


def test_errors_are_not_saved(repo: Repo) -> None:
    repo.write("projects/a.yaml", project("A", "x"))
    told = refused(repo, "坏")
    assert "bad-amount" in told and "没有保存" in told
    assert status(repo) == ["M projects/a.yaml"]


def test_warnings_are_told(repo: Repo) -> None:
    repo.write("projects/a.yaml", project("A", "12000"))
    result = save(repo, "大")
    assert result.code == 0
    assert "处警告" in result.errors


def test_a_day_that_is_still_to_come_is_not_saved(repo: Repo) -> None:
    repo.write("projects/a.yaml", project("A", milestones="签约 2023-09-01"))
    assert "没有保存" in refused(repo, "早")
    assert inside("save", "晚", "--today", "2023-09-02", "--ledger", repo.ledger).code == 0


def test_nothing_to_save(repo: Repo) -> None:
    (repo.root / "别的.txt").write_text("x", encoding="utf-8")
    before = head(repo)
    assert "没有要保存的" in fine(repo, "空")
    assert head(repo) == before


@pytest.mark.parametrize("what", ["merge", "cherry-pick"])
def test_half_merged(repo: Repo, what: str) -> None:
    repo.git("checkout", "-qb", "另")
    repo.commit("另", projects__a=project("A", "1"))
    repo.git("checkout", "-q", "main")
    repo.commit("这", projects__a=project("A", "2"))
    subprocess.run(["git", what, "另"], cwd=repo.root, capture_output=True, check=False)
    repo.write("projects/a.yaml", project("A", "3"))
    assert "只做了一半" in refused(repo, "合并")
    repo.git(what, "--abort")
    assert "没有要保存的" in fine(repo, "合并")


def test_unmerged_files_of_others(repo: Repo) -> None:
    """Left by a stash, which is no merge that git remembers."""
    repo.git("checkout", "-q", "main")
    other = repo.root / "别的.txt"
    other.write_text("1\n", encoding="utf-8")
    repo.commit("别的")
    other.write_text("2\n", encoding="utf-8")
    repo.git("stash", "-q")
    other.write_text("3\n", encoding="utf-8")
    repo.commit("又")
    subprocess.run(["git", "stash", "pop"], cwd=repo.root, capture_output=True, check=False)
    repo.write("projects/c.yaml", project("C"))
    fine(repo, "改")
    assert committed(repo) == ["A\tprojects/c.yaml"]
    assert status(repo) == ["UU 别的.txt"], "a conflict of others is not decided"


def test_a_conflict_that_a_stash_left_in_the_ledger(repo: Repo) -> None:
    repo.write("projects/a.yaml", project("A", "3"))
    repo.git("stash", "-q")
    repo.commit("又", projects__a=project("A", "4"))
    subprocess.run(["git", "stash", "pop"], cwd=repo.root, capture_output=True, check=False)
    assert "没有保存" in refused(repo, "改")
    repo.write("projects/a.yaml", project("A", "3"))
    fine(repo, "定了")
    assert status(repo) == []


def test_no_branch(repo: Repo) -> None:
    repo.git("checkout", "-q", "--detach")
    repo.write("projects/a.yaml", project("A", "3"))
    assert "git switch -c" in refused(repo, "改")
    repo.git("switch", "-qc", "新")
    fine(repo, "改")


def test_a_linked_worktree(repo: Repo, tmp_path: Path) -> None:
    repo.git("worktree", "add", "-q", "-b", "另", str(tmp_path / "另一处"))
    (tmp_path / "另一处/projects/a.yaml").write_text(project("A", "3"), encoding="utf-8")
    before = head(repo)
    fine(tmp_path / "另一处", "另一处")
    assert head(repo) == before
    assert repo.git("log", "-1", "--format=%s", "另") == "另一处"


def test_a_submodule(repo: Repo, new_repo: NewRepo) -> None:
    outer = new_repo("外")
    outer.git("submodule", "--quiet", "add", str(repo.root), "里")
    outer.git("commit", "-qm", "子模块")
    inner = outer.root / "里"
    (inner / "projects/a.yaml").write_text(project("A", "3"), encoding="utf-8")
    before = head(outer)
    fine(inner, "里面")
    assert head(outer) == before
    assert status(outer) == ["M 里"]


def test_a_sparse_checkout(repo: Repo) -> None:
    repo.write("progress/2023-05.csv", "编号,本月完成投资,累计完成投资\nA,0.5,0.5\n")
    repo.commit("五月")
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/progress/")
    repo.write("projects/a.yaml", project("A", "3") + project("B", "7.5"))
    assert "稀疏检出" in refused(repo, "改")
    repo.git("sparse-checkout", "disable")
    fine(repo, "改")
    assert committed(repo) == ["M\tprojects/a.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_a_hook_has_its_say(repo: Repo) -> None:
    hook = repo.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 不行：写法\ngit diff --cached --name-only\nexit 1\n")
    hook.chmod(0o755)
    repo.write("projects/c.yaml", project("C"))
    (repo.root / "已暂存.txt").write_text("x", encoding="utf-8")
    repo.git("add", "已暂存.txt")
    before = status(repo)
    told = refused(repo, "改")
    assert "不行：写法" in told and "projects/c.yaml" in told and "已暂存" not in told
    assert status(repo) == before
    hook.write_text("#!/bin/sh\nexit 0\n")
    fine(repo, "改")


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_what_was_edited_meanwhile_is_told(repo: Repo) -> None:
    """What is committed was proven; what came after that was not, and is still to be saved."""
    hook = repo.root / ".git/hooks/post-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho '# 又改' >> projects/a.yaml\nrm .git/hooks/post-commit\n")
    hook.chmod(0o755)
    repo.write("projects/a.yaml", project("A", "3") + project("B", "7.5"))
    result = save(repo, "改")
    assert result.code == 1 and "再运行一次 sgyp save" in result.errors
    assert "又改" not in repo.git("show", "HEAD:projects/a.yaml")
    fine(repo, "又改")
    assert "又改" in repo.git("show", "HEAD:projects/a.yaml")


def test_what_was_edited_while_it_was_checked_is_not_saved(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sangeyipi.cli import save as command

    def checked(session: object) -> None:
        repo.write("projects/a.yaml", project("A", "x"))

    repo.write("projects/a.yaml", project("A", "3"))
    monkeypatch.setattr(command, "_stop_at_errors", checked)
    assert "又被改了" in refused(repo, "改")


def test_another_git_at_work(repo: Repo) -> None:
    repo.write("projects/c.yaml", project("C"))
    lock = repo.root / ".git/index.lock"
    lock.touch()
    assert "index.lock" in refused(repo, "改")
    lock.unlink()
    fine(repo, "改")


def test_a_broken_repository_is_not_made_anew(plain: Path) -> None:
    (plain / ".git").write_text("gitdir: 没有了\n", encoding="utf-8")
    assert "坏了" in refused(plain, "建账", code=2)
    assert (plain / ".git").is_file()


def test_no_git(plain: Path, tmp_path: Path) -> None:
    result = Sgyp()("save", "建账", cwd=plain, env=environment(PATH=str(tmp_path)))
    assert (result.code, result.out) == (2, b"")
    assert "git-scm.com" in result.errors and "apt install git" in result.errors
    assert Sgyp()("check", cwd=plain, env=environment(PATH=str(tmp_path))).code == 0


@pytest.fixture
def nobody(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of whom git does not know who keeps it."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "没有"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("EMAIL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return plain


def test_nobody_known(nobody: Path) -> None:
    told = refused(nobody, "建账", code=2)
    assert not (nobody / ".git").exists()
    advice = [line.strip() for line in told.splitlines() if "git config" in line]
    for line in advice:
        subprocess.run(line, shell=True, check=True)
    assert "已保存" in fine(nobody, "建账"), "the advice leads on"


def test_somebody_is_asked(nobody: Path) -> None:
    code, screen = asked("save", *DAY, answers="建账\n-李 某\nli@示例县\n", cwd=nobody)
    assert code == 0, screen
    assert "姓名" in screen and "已保存" in screen
    repo = Repo(nobody)
    assert repo.git("log", "-1", "--format=%an|%ae|%s") == "-李 某|li@示例县|建账"


def test_the_environment_says_who(nobody: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "流水线")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ci@example.com")
    fine(nobody, "建账")
    assert Repo(nobody).git("log", "-1", "--format=%an") == "流水线"


def test_names_that_git_would_take_for_patterns(repo: Repo) -> None:
    if os.name == "nt":
        pytest.skip("no such names")
    repo.write("projects/*.yaml", project("C"))
    repo.write("projects/:(top)x.yaml", project("D"))
    (repo.root / "别的.yaml").write_text("x", encoding="utf-8")
    fine(repo, "怪名")
    assert committed(repo) == ["A\tprojects/*.yaml", "A\tprojects/:(top)x.yaml"]


def test_a_filter_of_the_user_is_run(repo: Repo) -> None:
    """What is committed is what `git commit` would have: line ends as the attributes say."""
    (repo.root / ".gitattributes").write_text("*.yaml text eol=lf\n", encoding="utf-8")
    repo.git("add", "-A")
    repo.git("commit", "-qm", "x")
    path = repo.ledger / "projects/a.yaml"
    path.write_bytes(project("A", "3").replace("\n", "\r\n").encode())
    fine(repo, "改")
    shown = subprocess.run(
        ["git", "show", "HEAD:projects/a.yaml"], cwd=repo.root, capture_output=True, check=True
    )
    assert b"\r" not in shown.stdout


def test_before_the_first_commit(new_repo: NewRepo) -> None:
    repo = new_repo()
    repo.write("ledger.yaml", CONFIG)
    repo.write("projects/a.yaml", ONE)
    (repo.root / "已暂存.txt").write_text("x", encoding="utf-8")
    repo.git("add", "已暂存.txt")
    fine(repo, "建账")
    assert committed(repo) == ["A\tledger.yaml", "A\tprojects/a.yaml"]
    assert status(repo) == ["A  已暂存.txt"]


def test_many_files(repo: Repo) -> None:
    """More names than fit on a command line."""
    for number in range(1500):
        name = "很长的文件名" * 6
        repo.write(f"projects/{name}{number}.yaml", project(f"N-{number}"))
    assert "1500 个文件" in fine(repo, "多")
    assert status(repo) == []
    shutil.rmtree(repo.root)
