"""One rule for links: followed to what lies below the ledger's folder, and nowhere else.

The same answers from the folder, the index and commits, in `log` too.
"""

import shutil
import sys
from pathlib import Path

import pytest
from conftest import inside, told

from git.repositories import CONFIG, NewRepo, Repo, project
from sangeyipi.git.working_tree import working_tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")

SECRET = "密码-很长很长的一行"
A = project("A", "5")

#: A link's name and what it says; {ledger} and {outside} are absolute.
FOLLOWED = {
    "a file beside": ("projects/b.yaml", "../存/b.yaml"),
    "a file by its absolute path": ("projects/b.yaml", "{ledger}/存/b.yaml"),
    "out and in again": ("projects/b.yaml", "../../{name}/存/b.yaml"),
    "a link to a link": ("projects/b.yaml", "../存/链"),
    "a chain of dots": ("projects/b.yaml", ".././存/../存/./b.yaml"),
    "a folder": ("projects/夹", "../存"),
    "a folder in place of ours": ("rollups", "存"),
    "a file in a linked folder": ("projects/b.yaml", "../远/b.yaml"),
}
REFUSED = {
    "a file outside": ("projects/b.yaml", "../../外/密.yaml"),
    "by its absolute path": ("projects/b.yaml", "{outside}/密.yaml"),
    "a folder outside": ("projects/夹", "../../外"),
    "a folder in place of ours": ("rollups", "../外"),
    "a link to a link outside": ("projects/b.yaml", "../存/出去"),
    "git's own": ("projects/b.yaml", "../.git/config"),
    "the ledger itself": ("projects/夹", ".."),
    "a loop": ("projects/b.yaml", "b.yaml"),
    "a loop of two": ("projects/b.yaml", "../存/来回"),
    "a loop of folders": ("projects/夹", "../projects"),
    "nothing": ("projects/b.yaml", "没有.yaml"),
    "nothing outside": ("projects/b.yaml", "../../没有.yaml"),
    "below a file": ("projects/b.yaml", "a.yaml/a.yaml"),
    "a monthly report": ("progress/2023-05.csv", "../../外/密.yaml"),
    "settings": ("ledger.yaml", "../外/密.yaml"),
    "a device": ("projects/b.yaml", "/dev/null"),
    "a folder through links": ("projects/夹", "../存/外夹"),
}


def linked(repo: Repo, link: tuple[str, str]) -> Path:
    """The link made and committed, in a ledger with something to link to."""
    outside = repo.root.parent / "外"
    outside.mkdir(exist_ok=True)
    (outside / "密.yaml").write_text(f"{SECRET}\n", encoding="utf-8")
    name, target = link
    repo.write("存/b.yaml", project("C", "7") if name != "rollups" else "[]\n")
    for old, to in (("存/链", "b.yaml"), ("远", "存")):
        (repo.ledger / old).symlink_to(to)
    if name != "rollups" and "夹" not in name:
        (repo.ledger / "存/出去").symlink_to("../../外/密.yaml")
        (repo.ledger / "存/来回").symlink_to("../projects/b.yaml")
    if "外夹" in target:
        (repo.ledger / "存/外夹").symlink_to("../../外")
    if name == "rollups" or target == "../存":
        (repo.ledger / "存/链").unlink()
    path = repo.ledger / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    ledger = {"ledger": repo.ledger, "outside": outside, "name": repo.ledger.name}
    path.symlink_to(target.format(**ledger))
    repo.commit("链")
    return path


def every_way(repo: Repo) -> dict[str, str]:
    """What a check says of the ledger: from the folder, through a link to it, from the commit."""
    through = repo.root.parent / "台账的链"
    if not through.is_symlink():
        through.symlink_to(repo.ledger)
    ways = {
        "folder": ("--ledger", repo.ledger),
        "link": ("--ledger", through),
        "commit": ("--ledger", repo.ledger, "--rev", "HEAD"),
        "commit by link": ("--ledger", through, "--rev", "HEAD"),
    }
    found = {}
    for way, asked in ways.items():
        result = inside("check", "--format", "json", *asked)
        said = result.text + result.errors
        for folder in (repo.ledger, through):
            said = said.replace(f"{folder}/", "")
        found[way] = f"{result.code} {said}"
    return found


@pytest.mark.parametrize("case", FOLLOWED)
def test_what_is_followed(case: str, repo: Repo) -> None:
    before = repo.git("rev-parse", "HEAD")
    linked(repo, FOLLOWED[case])
    ways = every_way(repo)
    assert set(ways.values()) == {ways["folder"]} and ways["folder"].startswith("0"), ways
    asked = ("--format", "csv", "--ledger", repo.ledger)
    here = told("list", *asked)
    assert told("list", "--rev", "HEAD", *asked).replace("台账取自", "") or here
    for states in (("HEAD",), ("HEAD", ":")):
        assert "没有改动" in told("diff", *states, "--ledger", repo.ledger)
    assert working_tree(repo.ledger).changed == ()
    if FOLLOWED[case][0] == "rollups":
        return
    # What the target says is a fact of the ledger, and log knows when it came and changed.
    assert "C" in here
    assert "没有改动" not in told("diff", before, "--ledger", repo.ledger)
    repo.write("存/b.yaml", project("C", "8"))
    assert working_tree(repo.ledger).changed == ("存/b.yaml",)
    repo.commit("增资到八")
    log = told("log", "--ledger", repo.ledger)
    assert "增资到八" in log and "台账有错误" not in log
    assert "增资到八" in told("log", "C", "--ledger", repo.ledger)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(case: str, repo: Repo) -> None:
    path = linked(repo, REFUSED[case])
    name = REFUSED[case][0]
    ways = every_way(repo)
    for way, said in ways.items():
        assert said.startswith("1"), (way, said)
        assert "unreadable-file" in said and name in said, (way, said)
    if case not in ("a device",):
        assert set(ways.values()) == {ways["folder"]}, ways
    for command in (
        ("check",),
        ("summary",),
        ("summary", "--rev", "HEAD"),
        ("diff", "HEAD~1"),
        ("diff", "HEAD~1", "HEAD"),
        ("fmt", "--check"),
        ("fmt", "--diff"),
        ("fmt",),
        ("log",),
        ("export", "--month", "2023-06", "--today", "2023-08-01", "--out", path.parents[2] / "报"),
    ):
        result = inside(*command, "--ledger", repo.ledger)
        said = result.text + result.errors
        assert SECRET not in said and "密" not in said.replace("密.yaml", ""), command
        if command != ("log",):
            assert result.code != 0, (command, said)
        else:
            assert "台账有错误" in said, said
    outside = repo.root.parent / "外/密.yaml"
    assert outside.read_text(encoding="utf-8") == f"{SECRET}\n"


def test_an_outer_folder_with_a_name_like_ours_is_not_looked_into(repo: Repo) -> None:
    outside = repo.root.parent / "外"
    outside.mkdir()
    (outside / "工资.xlsx").write_text("", encoding="utf-8")
    (repo.ledger / "项目").symlink_to(outside)
    assert "工资" not in inside("check", "--ledger", repo.ledger).text


def test_a_nested_repository_is_refused_as_a_submodule_is(repo: Repo, new_repo: NewRepo) -> None:
    """Its files are in no commit of this one."""
    other = new_repo("另")
    other.commit("别的", b=project("B"))
    for place in ("projects/子", "rollups"):
        repo.git("submodule", "add", "-q", f"file://{other.root}", place)
        repo.commit("子模块")
        ways = every_way(repo)
        assert set(ways.values()) == {ways["folder"]}, ways
        assert "子模块" in ways["folder"] and ways["folder"].startswith("1")
        assert "台账有错误" in inside("log", "--ledger", repo.ledger).text


def test_links_that_come_and_go_along_a_history(repo: Repo) -> None:
    """Also through a merge; the tip's figures are those of the commit itself."""
    linked(repo, FOLLOWED["a file beside"])
    repo.git("checkout", "-q", "-b", "支")
    repo.write("存/b.yaml", project("C", "8"))
    repo.commit("支上八")
    repo.git("checkout", "-q", "main")
    repo.commit("主线")
    repo.git("merge", "-q", "--no-ff", "-m", "合并", "支")
    (repo.ledger / "projects/b.yaml").unlink()
    (repo.ledger / "projects/b.yaml").symlink_to("../../外/密.yaml")
    repo.commit("指到外面")
    (repo.ledger / "projects/b.yaml").unlink()
    repo.commit("拆了链")
    log = told("log", "--ledger", repo.ledger)
    for subject in ("链", "支上八", "拆了链"):
        assert f"  {subject}  " in log, log
    (line,) = [one for one in log.splitlines() if "指到外面" in one]
    assert "台账有错误" in line


def test_a_bare_repository_has_no_place_of_its_own(repo: Repo, tmp_path: Path) -> None:
    linked(repo, FOLLOWED["a file beside"])
    repo.git("clone", "-q", "--bare", str(repo.root), str(tmp_path / "裸.git"))
    asked = ("list", "--rev", "HEAD", "--format", "csv", "--ledger")
    assert told(*asked, tmp_path / "裸.git") == told(*asked, repo.ledger)


def test_a_copy_elsewhere_is_not_followed_back(repo: Repo, tmp_path: Path) -> None:
    """An absolute link leads out of a copy, on the disk and in the commit alike."""
    linked(repo, FOLLOWED["a file by its absolute path"])
    copy = tmp_path / "副本"
    shutil.copytree(repo.root, copy, symlinks=True)
    for rev in ((), ("--rev", "HEAD")):
        result = inside("check", "--ledger", copy, *rev)
        assert result.code == 1 and "指到台账文件夹以外" in result.text


@pytest.fixture
def sparse(new_repo: NewRepo) -> Repo:
    """A ledger in a folder, of which one file is not checked out."""
    made = new_repo("稀疏", "台账")
    made.commit("建账", ledger=CONFIG, projects__a=A, projects__b=project("B", "7"))
    made.commit("增资", projects__b=project("B", "7.5"))
    made.git("sparse-checkout", "set", "--no-cone", "/*", "!/台账/projects/b.yaml")
    assert not (made.ledger / "projects/b.yaml").exists()
    return made


def test_a_sparse_checkout_is_no_low_total(sparse: Repo, tmp_path: Path) -> None:
    for command in ("check", "summary", "list", "diff"):
        result = inside(command, "--ledger", sparse.ledger)
        assert result.code == 1, (command, result.text)
        said = result.text + result.errors
        assert "projects/b.yaml" in said and "git sparse-checkout disable" in said
    # What is committed is there.
    assert "12.5" in told("summary", "--rev", "HEAD", "--format", "csv", "--ledger", sparse.ledger)
    assert "没有改动" in told("diff", "HEAD", "--cached", "--ledger", sparse.ledger)
    assert working_tree(sparse.ledger).changed == ()
    asked = ("export", "--month", "2023-06", "--today", "2023-08-01", "--ledger", sparse.ledger)
    assert inside(*asked, "--out", tmp_path / "报").code == 0
    sparse.write("projects/a.yaml", project("A", "6"))
    assert inside(*asked, "--out", tmp_path / "改", "--allow-dirty").code == 1
    # The advice.
    sparse.git("checkout", "-q", "--", "台账/projects/a.yaml")
    sparse.git("sparse-checkout", "disable")
    assert inside("check", "--ledger", sparse.ledger).code == 0


def test_a_sparse_worktree_too(sparse: Repo, tmp_path: Path) -> None:
    sparse.git("worktree", "add", "-q", "--detach", str(tmp_path / "另一处"))
    there = tmp_path / "另一处" / "台账"
    result = inside("check", "--ledger", there)
    assert (result.code == 0) == (there / "projects/b.yaml").exists()


def test_without_git_a_sparse_checkout_says_nothing_certain(
    sparse: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    result = inside("summary", "--ledger", sparse.ledger)
    assert result.code == 1 and "稀疏检出" in result.errors


def test_git_is_not_asked_where_nothing_says_sparse(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert inside("check", "--ledger", repo.ledger).code == 0


def test_a_sparse_checkout_that_leaves_out_other_files_is_whole(sparse: Repo) -> None:
    sparse.git("sparse-checkout", "disable")
    sparse.write("别的/图.txt", "x")
    sparse.commit("别的")
    sparse.git("sparse-checkout", "set", "台账/projects")
    assert not (sparse.root / "台账/别的").exists()
    assert inside("check", "--ledger", sparse.ledger).code == 0
