"""`sgyp export` refuses: exit 1, the reason on stderr, and not a file of the folder changed."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from conftest import DEMO, inside
from publish.sets import snapshot

from cli.exporting import (
    JUNE,
    RIGHT,
    WRONG,
    County,
    county,
    desk,
    june,
    nobodys_settings,
    published,
    settings,
    settled,
)
from sangeyipi.publish.files import FORMATS

__all__ = ["county", "desk", "june", "nobodys_settings", "settled"]

PROJECT_FILE = "projects/第8期.yaml"
Break = Callable[[County], object]


def merge(county: County) -> None:
    county.git("merge", "side", check=False)


def rebase(county: County) -> None:
    county.git("rebase", "side", check=False)


def pick(county: County) -> None:
    county.git("cherry-pick", "side", check=False)


def pick_several(county: County) -> None:
    """The first one's conflict is resolved and committed, the second has yet to come."""
    county.git("cherry-pick", "side~1", "side", check=False)
    (county.root / "README.md").write_text("两种说明\n", encoding="utf-8")
    county.commit("解决了冲突")
    assert county.git("status", "--porcelain") == ""


def apply_mail(county: County) -> None:
    patch = county.git("format-patch", "-1", "--stdout", "side")
    (county.root.parent / "补丁").write_text(patch + "\n", encoding="utf-8")
    county.git("am", str(county.root.parent / "补丁"), check=False)


UNFINISHED: dict[str, tuple[Break, str]] = {
    "merge": (merge, "合并"),
    "rebase": (rebase, "变基"),
    "cherry-pick": (pick, "拣选"),
    "cherry-pick of several": (pick_several, "拣选或撤销"),
    "revert": (lambda county: county.git("revert", "--no-commit", "HEAD"), "撤销"),
    "am": (apply_mail, "变基"),
    "bisect": (lambda county: county.git("bisect", "start"), "二分查找"),
}


@pytest.mark.parametrize("what", UNFINISHED)
def test_what_git_has_half_done(what: str, county: County, june: Path) -> None:
    begin, word = UNFINISHED[what]
    begin(published(county, june))
    wanted = f"{word}只做了一半，不发布：先完成或放弃（git status 可看）。\n"
    assert county.refused("--month", "2023-06") == wanted
    # What is half merged is nobody's ledger, uncommitted or not.
    assert county.refused("--month", "2023-06", "--allow-dirty") == wanted


def test_a_half_done_merge_in_a_worktree_of_its_own(county: County) -> None:
    county.git("worktree", "add", "-q", "../另一处", "-b", "other")
    there = County(county.root.parent / "另一处", county.out)
    there.git("merge", "side", check=False)
    assert "合并只做了一半" in there.refused()
    assert county.fine("--month", "2023-06")


def stage(county: County) -> None:
    county.edit(JUNE, (RIGHT, WRONG))
    county.git("add", "-A")


CHANGES: dict[str, tuple[Break, str]] = {
    "changed": (lambda c: c.edit(JUNE, (RIGHT, WRONG)), JUNE),
    "staged": (stage, JUNE),
    "deleted": (lambda c: (c.ledger / JUNE).unlink(), JUNE),
    "new": (lambda c: (c.ledger / "projects/新.yaml").touch(), "projects/新.yaml"),
    "ledger.yaml": (lambda c: c.edit("ledger.yaml", ("目标:", "目标: # ?")), "ledger.yaml"),
    "moved": (lambda c: c.git("mv", f"台账/{JUNE}", "台账/六月.csv"), JUNE),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_not_committed(what: str, county: County, june: Path) -> None:
    change, named = CHANGES[what]
    change(published(county, june))
    said = county.refused("--month", "2023-06")
    first, second = said.splitlines()
    assert first == f"台账有未提交的改动，不发布：{named}。"
    assert "sgyp save" in second and "--allow-dirty" in second


def test_what_git_ignores_is_not_committed_either(county: County) -> None:
    (county.root / ".gitignore").write_text("新*\nrollups/\n", encoding="utf-8")
    county.commit("忽略")
    (county.ledger / "projects/新.yaml").touch()
    (county.ledger / "rollups").mkdir()
    (county.ledger / "rollups/总数.yaml").write_text("[]\n", encoding="utf-8")
    assert "不发布：projects/新.yaml、rollups/。" in county.refused("--month", "2023-06")


def test_of_many_changes_some_are_named(county: County) -> None:
    for number in range(7):
        (county.ledger / f"projects/{number}.yaml").touch()
    said = county.refused("--month", "2023-06")
    assert "projects/4.yaml 等 7 个文件。" in said
    assert "projects/5" not in said


def test_other_files_do_not_matter(county: County) -> None:
    """Notes, an editor's leavings, what lies beside the ledger: none of it is published."""
    (county.root / "README.md").write_text("改了\n", encoding="utf-8")
    for name in ("会议纪要.docx", "台账/说明.md", "台账/projects/.第8期.yaml.swp"):
        (county.root / name).touch()
    county.fine("--month", "2023-06")
    assert county.manifest()["dirty"] is False


def test_what_is_published_is_the_commit(county: County, tmp_path: Path) -> None:
    """Git is told to look away from a file: its change is not seen, and not published."""
    county.git("update-index", "--assume-unchanged", f"台账/{JUNE}")
    clean = County(county.root, tmp_path / "一")
    clean.fine("--month", "2023-06")
    county.edit(JUNE, (RIGHT, WRONG))
    county.fine("--month", "2023-06")
    assert county.files() == clean.files()


def test_uncommitted_changes_if_one_must(county: County) -> None:
    county.edit(JUNE, (RIGHT, WRONG))
    said = county.fine("--month", "2023-06", "--allow-dirty")
    assert "，含未提交的改动）" in said
    told = county.manifest()
    assert (told["dirty"], told["revision"]) == (True, county.git("rev-parse", "HEAD"))
    assert "25.17" in county.files()["2023-06.csv"].decode()
    county.git("checkout", "-q", ".")
    assert "未提交" not in county.fine("--month", "2023-06", "--allow-dirty")
    assert county.manifest()["dirty"] is False
    assert "26.17" in county.files()["2023-06.csv"].decode()


def test_a_ledger_with_errors(county: County, june: Path) -> None:
    county.edit(PROJECT_FILE, ("总投资: 37.7796", "总投资: -1"))
    county.commit("记错了")
    result = published(county, june).process("--month", "2023-06")
    assert (result.code, result.out) == (1, b"")
    lines = next(county.root.rglob("第8期.yaml")).read_text("utf-8").splitlines()
    line = lines.index("  总投资: -1") + 1
    assert f"{PROJECT_FILE}:{line}:8: 错误[investment-not-positive]" in result.errors
    assert result.errors.splitlines()[-1].startswith("台账有 ")
    assert "处错误，不发布" in result.errors
    assert snapshot(county.out) == snapshot(june)


def test_errors_that_are_not_committed(county: County) -> None:
    """With --allow-dirty it is the working tree that must be sound."""
    county.edit(PROJECT_FILE, ("总投资: 37.7796", "总投资: -1"))
    assert "未提交的改动" in county.refused("--month", "2023-06")
    assert "investment-not-positive" in county.refused("--month", "2023-06", "--allow-dirty")
    assert not county.out.exists()


def test_a_ledger_that_once_had_errors(county: County) -> None:
    """Nothing is written of any month if one of them can't be made, nor a folder for it."""
    county.edit(PROJECT_FILE, ("总投资: 37.7796", "总投资: -1"))
    bad = county.commit("记错了", day="2023-08-20")
    county.edit(PROJECT_FILE, ("总投资: -1", "总投资: 37.7796"))
    county.commit("改正", day="2023-09-02")
    said = county.refused("--month", "2023-06", "--compare", bad)
    assert f"{bad[:8]} 的台账有 " in said
    said = county.refused("--month", "2023-07..2023-09", "--rev-at-month-end")
    assert f"{bad[:8]} 的台账有 " in said
    assert not county.out.exists()
    assert county.fine("--month", "2023-06")


def test_no_repository(tmp_path: Path) -> None:
    made = County(tmp_path / "库", tmp_path / "月报")
    shutil.copytree(DEMO, made.ledger)
    said = made.refused("--month", "2023-06")
    assert "不在 git 仓库里" in said
    assert said.endswith("说不出台账是哪一版，不发布；确实要发布，用 --allow-dirty。\n")
    assert made.fine("--month", "2023-06", "--allow-dirty").endswith("（不在 git 里的台账）\n")
    told = made.manifest()
    assert (told["revision"], told["dirty"]) == (None, True)


def test_no_commit_yet(tmp_path: Path) -> None:
    made = County(tmp_path / "库", tmp_path / "月报")
    shutil.copytree(DEMO, made.ledger)
    made.git("init", "-q")
    said = made.refused("--month", "2023-06")
    assert "还没有提交" in said and "sgyp save" in said
    assert not made.out.exists()


def test_no_git(settled: County, tmp_path: Path) -> None:
    county = County(settled.root, tmp_path / "月报")
    nothing = settings(PATH=str(tmp_path))
    result = county.process("--month", "2023-06", env=nothing)
    assert (result.code, result.out) == (2, b"")
    assert result.errors.startswith("找不到 git：看历史和比较版本要先装 git")
    assert "--allow-dirty" in result.errors
    assert not county.out.exists()
    assert county.process("--month", "2023-06", "--allow-dirty", env=nothing).code == 0
    assert county.manifest()["revision"] is None


def test_no_ledger(tmp_path: Path) -> None:
    result = inside("export", "--ledger", tmp_path, "--out", tmp_path / "月报")
    assert result.code == 2
    assert "里没有 ledger.yaml" in result.errors
    assert list(tmp_path.iterdir()) == []


def first_line(form: str, files: dict[str, bytes]) -> str:
    """The first thing that a reader of the file finds below its title."""
    data = files[f"2023-12.{form}"]
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        return str(sheet.cell(2, 1).value)
    if form == "json":
        return str(json.loads(data)["opening"][0])
    text = data.decode("utf-8-sig")
    if form == "html":
        return text.partition("</header>")[2].partition("<li>")[2].partition("</li>")[0]
    second = [line for line in text.splitlines() if line][1]
    return second.strip("*") if form == "md" else second.removeprefix("注,")


def test_a_ledger_that_is_too_old(desk: County, june: Path) -> None:
    """Every format says in its first line how old it is; --require-fresh publishes nothing."""
    old = "台账里没有2023年12月的月调度，在它以前最近的是2023年10月的：以下的数可能已经过时。"
    asked = ("--month", "2023-12", "--today", "2024-01-02")
    published(desk, june)
    said = desk.refused(*asked, "--require-fresh")
    assert said == f"2023年12月：{old}\n--require-fresh：不发布。\n"
    result = desk.export(*asked, "--format", "xlsx,csv,md,json,html")
    assert (result.code, result.errors) == (0, f"2023年12月：{old}\n")
    assert all(first_line(form, desk.files("2023-12")) == old for form in FORMATS)
    # October has figures, so a table of October is fresh.
    assert desk.fine("--month", "2023-10", "--today", "2023-11-02", "--require-fresh")


def test_a_month_that_nobody_reported_is_not_fresh(county: County) -> None:
    """However many of its projects have dates in it or later."""
    for month in ("07", "08", "09", "10"):
        (county.ledger / "progress" / f"2023-{month}.csv").unlink()
    # A form with nothing but the names of the projects is no report either.
    (county.ledger / "progress" / "2023-09.csv").write_text(
        "编号,本月完成投资,累计完成投资,到位资金累计\nYX-2021-008,,,\n", encoding="utf-8"
    )
    county.commit("reports are missing")
    said = county.refused("--month", "2023-09", "--require-fresh")
    assert said.startswith("2023年9月：台账里没有2023年9月的月调度，在它以前最近的是2023年6月的")
    assert not county.out.exists()
    assert county.fine("--month", "2023-06", "--require-fresh")


def test_one_stale_month_of_several(desk: County) -> None:
    said = desk.refused("--month", "2023-10..2023-12", "--today", "2024-01-02", "--require-fresh")
    assert said.startswith("2023年11月：")
    assert not desk.out.exists()
