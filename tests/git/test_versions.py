"""States of a ledger by name, and ranges of them."""

import os
from pathlib import Path

import pytest

from git.repositories import CONFIG, NewRepo, Repo, project
from sangeyipi.checks.run import check
from sangeyipi.git.failures import HistoryFailed, NoLedger, UnknownRevision
from sangeyipi.git.versions import LedgerVersions, Version, open_revision, parse_range
from sangeyipi.store.files import find_files
from sangeyipi.store.settled import load_files


def open_version(spec: str | None, folder: Path) -> Version:
    with LedgerVersions(folder) as versions:
        return versions.open(spec)


def investments(version: Version) -> dict[str, str]:
    ledger = version.loaded.ledger
    return {p.id: str(p.investment) for p in ledger.projects} if ledger else {}


OLD, NEW = {"A": "5", "B": "7"}, {"A": "5", "B": "7.5"}


def test_working_tree_index_and_revisions(repo: Repo) -> None:
    repo.write("projects/a.yaml", project("A", "6"))
    repo.git("add", "-A")
    repo.write("projects/a.yaml", project("A", "9"))
    assert investments(open_version(None, repo.root)) == {"A": "9"}
    assert investments(open_version(":", repo.root)) == {"A": "6"}
    assert investments(open_version("HEAD", repo.root)) == NEW
    assert investments(open_version("HEAD~1", repo.root)) == OLD
    repo.git("tag", "v1", "HEAD~2")
    assert investments(open_version("v1", repo.root)) == OLD


def test_title_names_revision_and_day(repo: Repo) -> None:
    short = repo.git("rev-parse", "--short=8", "HEAD")
    assert open_version("HEAD", repo.root).title == f"HEAD（{short}，2023-03-31）"
    assert open_version(None, repo.root).title == "工作区"
    assert open_version(":", repo.root).title == "暂存区"


def test_day_is_the_last_commit_by_then_in_china(repo: Repo) -> None:
    assert str(open_version("2023-03-30", repo.root).day) == "2023-03-30"
    assert str(open_version("2025-01-01", repo.root).day) == "2023-03-31"
    with pytest.raises(UnknownRevision, match="还没有提交"):
        open_version("2023-03-28", repo.root)
    with pytest.raises(UnknownRevision, match="没有 2023-02-30"):
        open_version("2023-02-30", repo.root)


def test_detached_head(repo: Repo) -> None:
    repo.git("checkout", "-q", "--detach", "HEAD~1")
    assert investments(open_version("HEAD", repo.root)) == OLD
    assert investments(open_version("main", repo.root)) == NEW


def test_a_commit_reads_as_its_folder_does(repo: Repo) -> None:
    by_folder = load_files(repo.root)
    by_git = open_version("HEAD", repo.root).loaded
    assert by_git == by_folder
    assert check(by_git) == check(by_folder)


@pytest.mark.parametrize("folder", ["数据", "a b/c", '引"号', "it's", "-x", ":(top)", "*"])
def test_ledger_in_a_sub_folder(new_repo: NewRepo, folder: str) -> None:
    made = new_repo(ledger=folder)
    made.write("../别的.txt", "x")
    made.commit("建账", ledger=CONFIG, projects__a=project("A"))
    made.commit("改", **{'projects__第 一"期': project("B")})
    assert investments(open_version("HEAD", made.ledger)) == {"A": "5", "B": "5"}
    assert investments(open_version("HEAD~1", made.ledger)) == {"A": "5"}
    assert investments(open_version(":", made.ledger)) == {"A": "5", "B": "5"}
    assert investments(open_version(f"HEAD:{folder}", made.root)) == {"A": "5", "B": "5"}


def test_bare_repository_finds_the_ledger_in_the_tree(new_repo: NewRepo, tmp_path: Path) -> None:
    made = new_repo(ledger="县/台账")
    made.commit("建账", ledger=CONFIG, projects__a=project("A"))
    made.git("clone", "-q", "--bare", str(made.root), str(tmp_path / "裸.git"))
    assert investments(open_revision("main", tmp_path / "裸.git")) == {"A": "5"}
    made.ledger = made.root / "另一县"
    made.commit("又一本", ledger=CONFIG, projects__b=project("B"))
    made.git("push", "-q", str(tmp_path / "裸.git"), "main")
    with pytest.raises(NoLedger, match="另一县/"):
        open_revision("main", tmp_path / "裸.git")
    assert investments(open_revision("main:另一县", tmp_path / "裸.git")) == {"B": "5"}


def test_ledger_that_was_elsewhere_is_named(new_repo: NewRepo) -> None:
    """Another one: this one came beside it."""
    made = new_repo(ledger="旧")
    made.commit("建账", ledger=CONFIG, projects__a=project("A"))
    made.ledger = made.root / "新"
    made.commit("另一本", ledger=CONFIG, projects__a=project("A", "6"))
    with pytest.raises(NoLedger, match="旧/"):
        open_version("HEAD~1", made.root / "新")
    assert investments(open_version("HEAD~1:旧", made.root / "新")) == {"A": "5"}


def test_renamed_ledger_file_is_the_same_ledger(repo: Repo) -> None:
    repo.git("mv", "projects/a.yaml", "projects/第一期.yaml")
    repo.commit("改名")
    old, new = parse_range(["HEAD~1..HEAD"], repo.root)
    assert old.loaded.ledger == new.loaded.ledger


def test_submodule_absent(repo: Repo, new_repo: NewRepo) -> None:
    other = new_repo("模块")
    other.commit("x", x=project("S"))
    repo.git("submodule", "-q", "add", str(other.root), "projects/模块")
    repo.commit("加子模块")
    repo.git("submodule", "deinit", "-q", "-f", "projects/模块")
    version = open_version("HEAD", repo.root)
    loaded = version.loaded
    assert ["子模块" in one.message for one in loaded.diagnostics] == [True]
    assert not loaded.complete
    assert set(investments(version)) == {"A", "B"}


def test_lfs_pointer_is_not_a_ledger(repo: Repo) -> None:
    repo.commit("lfs", projects__b="version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    assert ["LFS" in d.message for d in open_version("HEAD", repo.root).loaded.diagnostics] == [
        True
    ]


def test_symbolic_links_are_followed_inside_the_ledger_only(repo: Repo) -> None:
    Path(repo.root / "projects/链.yaml").symlink_to("../rollups/源.yaml")
    repo.write("rollups/源.yaml", "")
    Path(repo.root / "projects/外.yaml").symlink_to(os.devnull)
    repo.commit("链接")
    faults = open_version("HEAD", repo.root).loaded.diagnostics
    assert [one.place.file for one in faults] == ["projects/外.yaml"]


def test_conflict_in_the_index(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "b", "HEAD~1")
    repo.commit("另改", projects__a=project("A", "8"))
    with pytest.raises(Exception, match="merge"):
        repo.git("merge", "-q", "main")
    faults = open_version(":", repo.root).loaded.diagnostics
    assert [one.message for one in faults] == ["合并有冲突，还没有解决"]


def test_shared_files_are_parsed_once(repo: Repo) -> None:
    repo.commit("新文件", projects__b=project("C"))
    old, new = parse_range([], repo.root)
    one, other = old.loaded.ledger, new.loaded.ledger
    assert one and other
    assert len(one.projects) == 3
    assert all(a is b for a, b in zip(one.projects, other.projects, strict=True))


def test_ranges(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "支", "HEAD~1")
    repo.commit("支上", projects__b=project("C"))

    def ids(*args: str) -> list[list[tuple[str, str]]]:
        return [sorted(investments(one).items()) for one in parse_range([*args], repo.root)]

    base, tip, side = sorted(OLD.items()), sorted(NEW.items()), [*sorted(OLD.items()), ("C", "5")]
    assert ids() == [side, side]
    assert ids("main") == [tip, side]
    assert ids("main", "支") == [tip, side]
    assert ids("main..支") == [tip, side]
    assert ids("main..") == [tip, side]
    assert ids("main...支") == [base, side]
    assert ids("HEAD", ":") == [side, side]
    with pytest.raises(ValueError, match="两个"):
        ids("a", "b", "c")


def test_two_folders_need_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, amount in (("上月", "5"), ("本月", "6")):
        (tmp_path / name / "projects").mkdir(parents=True)
        (tmp_path / name / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
        (tmp_path / name / "projects/a.yaml").write_text(project("A", amount), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for spelled in (["./上月", "./本月"], ["上月", "本月"], [str(tmp_path / "上月"), "本月"]):
        old, new = parse_range(spelled, tmp_path / "本月")
        assert (investments(old), investments(new)) == ({"A": "5"}, {"A": "6"})
    old, new = parse_range(["./上月"], tmp_path / "本月")
    assert investments(new) == {"A": "6"}
    with pytest.raises(NoLedger):
        open_version("./无", tmp_path)
    with pytest.raises(HistoryFailed):
        open_version("无", tmp_path)


def test_settings_of_the_user_change_nothing(repo: Repo) -> None:
    repo.git("mv", "projects/a.yaml", "projects/第一期.yaml")
    repo.commit("改名")
    plain = open_version("HEAD", repo.root), open_version(":", repo.root)
    for name, value in HOSTILE:
        repo.git("config", name, value)
    assert (open_version("HEAD", repo.root), open_version(":", repo.root)) == plain


HOSTILE = [
    ("core.quotepath", "on"),
    ("core.pager", "false"),
    ("diff.external", "/bin/false"),
    ("diff.relative", "true"),
    ("diff.renames", "copies"),
    ("diff.noprefix", "true"),
    ("color.ui", "always"),
    ("log.showSignature", "true"),
    ("log.date", "relative"),
    ("i18n.logOutputEncoding", "GBK"),
    ("alias.log", "!false"),
    ("alias.ls-tree", "!false"),
    ("alias.cat-file", "!false"),
    ("alias.rev-list", "!false"),
]


def test_versions_start_no_git_for_folders(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with LedgerVersions(repo.root) as versions:
        assert investments(versions.open(None)) == NEW
    assert find_files(repo.root).files
