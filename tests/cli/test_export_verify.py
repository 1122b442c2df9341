"""`sgyp export` again: --if-changed, --compare, --keep, and --verify of what stands there."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from conftest import Result, inside
from publish.sets import posix, snapshot

from cli.exporting import (
    JUNE,
    RIGHT,
    WRONG,
    County,
    county,
    desk,
    june,
    lines,
    nobodys_settings,
    published,
    settled,
)
from sangeyipi.publish import issue as editor

__all__ = ["county", "desk", "june", "nobodys_settings", "settled"]

SAME = "内容没有变，没有重写：2023-06\n"
ASKED = ("--month", "2023-06", "--if-changed")


def stamps(county: County) -> dict[str, tuple[int, int]]:
    """Which files stand there, and since when."""
    folder = county.out / "2023-06"
    return {one.name: (one.stat().st_ino, one.stat().st_mtime_ns) for one in folder.iterdir()}


def verified(county: County, folder: Path | None = None, code: int = 0) -> list[str]:
    """What --verify says of what was published."""
    result = inside("export", "--verify", folder or county.out, "--ledger", county.ledger)
    assert result.code == code, result.errors
    if code:
        assert result.out == b""
        return result.errors.splitlines()
    assert result.errors == ""
    return result.text.splitlines()


# --if-changed


def test_nothing_changed(county: County, june: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a commit that changes no figure, nor an upgrade, nor a comment is a change."""
    before = stamps(published(county, june))
    assert county.fine(*ASKED) == SAME
    county.edit("ledger.yaml", ("目标:", "# 目标由县里定\n目标:"))
    county.commit("注释")
    assert county.fine(*ASKED) == SAME
    monkeypatch.setattr(editor, "VERSION", "99.0")
    assert county.fine(*ASKED) == SAME
    assert stamps(county) == before


def test_a_figure_changed(county: County, june: Path) -> None:
    before = published(county, june).files()
    county.edit(JUNE, (RIGHT, WRONG))
    head = county.commit("改数")
    assert county.fine(*ASKED) == f"已写入 {county.out / '2023-06'}（版本 {head[:8]}）\n"
    after = county.files()
    assert {name for name in after if after[name] != before[name]} == set(after)
    assert county.fine(*ASKED) == SAME


@pytest.mark.parametrize(
    ("name", "how"),
    [
        *(("2023-06.csv", how) for how in ("gone", "cut", "changed")),
        *(("manifest.json", how) for how in ("gone", "changed")),
    ],
)
def test_a_damaged_file_is_written_again(name: str, how: str, desk: County, june: Path) -> None:
    path = published(desk, june).out / "2023-06" / name
    good = desk.files()
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:100])
    else:
        path.write_bytes(path.read_bytes().replace(b"0", b"O", 1))
    if name == "manifest.json":
        # Whose folder it is can't be told any more: nothing is replaced.
        said = desk.refused(*ASKED, code=2)
        assert "不替换" in said and "移走后重做" in said
        return
    assert desk.fine(*ASKED).startswith("已写入")
    assert desk.files() == good
    assert desk.fine(*ASKED) == SAME


def test_other_formats_are_a_change(desk: County, june: Path) -> None:
    published(desk, june)
    assert desk.fine(*ASKED, "--format", "md").startswith("已写入")
    assert sorted(desk.files()) == ["2023-06.md", "manifest.json"]


def test_some_months_changed(county: County, june: Path) -> None:
    published(county, june)
    told = county.fine("--month", "2023-05..2023-06", "--if-changed")
    assert told.startswith(f"已写入 {county.out / '2023-05'}（")
    assert told.endswith("；另有 1 个内容没有变，没有重写\n")
    assert county.fine("--month", "2023-05..2023-06", "--if-changed").startswith("内容没有变")


# --compare


def test_what_was_restated(desk: County) -> None:
    """Every format shows both figures, and says so before any of them."""
    desk.fine("--month", "2023-06", "--compare", "2023-07-05", "--format", "csv,md,json,html,xlsx")
    first = desk.git("rev-list", "--max-parents=0", "HEAD")
    assert desk.manifest()["compare"] == first
    said = f"与 {first[:8]}（2023-07-03）"
    assert [line for line in desk.opening() if line.startswith(said)]
    told = json.loads(desk.files()["2023-06.json"])
    (table,) = [one for one in told["tables"] if one["id"] == "restated"]
    rows = [one for one in table["rows"] if "YX-2021-023" in one["row"]]
    assert ("25.17", "26.17") in [(one["before"], one["now"]) for one in rows]
    for form in ("csv", "md", "html"):
        text = desk.files()[f"2023-06.{form}"].decode("utf-8-sig")
        assert said in text
        assert text.index(said) < text.index("25.17") < text.rindex("26.17")
    assert verified(desk) == ["1 个文件夹都完好，与各自的版本重算的一致"]


def test_nothing_was_restated(desk: County) -> None:
    desk.fine("--month", "2023-06", "--compare", "HEAD")
    (said,) = [line for line in desk.opening() if "时所出的同一张表相比" in line]
    assert said.endswith("，各数没有更正。")


def test_compared_with_a_ledger_without_the_phase(county: County) -> None:
    """What was not in the ledger then is told as absent, not as a bug of ours."""
    county.git("checkout", "-q", "--orphan", "past")
    county.edit("ledger.yaml", ("  - 期: 9\n    日期: 2023-07-13\n    来源: 虚构\n", ""))
    shutil.rmtree(county.ledger / "progress")
    shutil.rmtree(county.ledger / "statements")
    (county.ledger / "projects/第9期.yaml").unlink()
    for file in (county.ledger / "projects").iterdir():
        kept = [line for line in file.read_text("utf-8").splitlines() if line[-3:] != ": 9"]
        file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    past = county.commit("第九期以前")
    county.git("checkout", "-q", "-f", "main")
    county.fine("--phase", "9", "--compare", past)
    assert county.manifest("phase-9")["compare"] == past


# --keep


def test_the_newest_are_kept(desk: County) -> None:
    desk.fine("--month", "2023-03..2023-06")
    desk.fine("--quarter", "2023-Q1")
    (desk.out / "2023-01").mkdir()
    (desk.out / "说明.txt").touch()
    result = desk.export("--month", "2023-06", "--keep", "2", "--log")
    assert "--keep 2：删去 2023-03、2023-04\n" in result.errors
    assert desk.sets() == ["2023-01", "2023-05", "2023-06", "2023-Q1", "说明.txt"]


def test_somebodys_file_is_never_removed(desk: County) -> None:
    desk.fine("--month", "2023-04..2023-06")
    (desk.out / "2023-04" / "批注.docx").touch()
    result = desk.export("--month", "2023-06", "--keep", "1", "--quiet")
    assert result.errors == "--keep 1：2023-04 里有别人的文件，没有删。\n"
    assert desk.sets() == ["2023-04", "2023-06"]


def test_what_is_older_than_what_is_kept_goes_at_once(desk: County, june: Path) -> None:
    published(desk, june)
    result = desk.export("--month", "2023-01", "--keep", "1")
    assert result.errors == "比 --keep 1 留下的都早，写完又删去了：2023-01\n"
    assert desk.sets() == ["2023-06"]


# --verify


def test_good_sets(county: County, june: Path) -> None:
    """Of other commits, periods and options; each is made again from its own."""
    published(county, june)
    county.fine("--month", "2023-07..2023-08", "--rev-at-month-end")
    county.fine("--quarter", "2023-Q2", "--compare", "HEAD~2")
    county.fine("--phase", "9")
    county.edit(JUNE, (RIGHT, WRONG))
    county.commit("后来又改")
    assert verified(county) == ["5 个文件夹都完好，与各自的版本重算的一致"]
    assert verified(county, county.out / "2023-06") == ["1 个文件夹都完好，与各自的版本重算的一致"]
    before = snapshot(county.out)
    verified(county)
    assert snapshot(county.out) == before


def test_what_is_wrong_with_a_set(desk: County) -> None:
    desk.fine("--month", "2023-01..2023-06")
    place = desk.out
    (place / "2023-01/2023-01.csv").write_bytes(b"x")
    (place / "2023-02/2023-02.json").unlink()
    (place / "2023-03/多的.txt").touch()
    (place / "2023-04/manifest.json").unlink()
    (place / "2023-05").rename(place / "2022-05")
    told = verified(desk, code=1)
    assert [line.removeprefix(f"{place}/").split("：")[0] for line in told[:-1]] == [
        "2022-05",
        "2023-01/2023-01.csv",
        "2023-02/2023-02.json",
        "2023-03/多的.txt",
        f"没有 {place}/2023-04/manifest.json",
    ]
    assert "大小不符" in told[1]
    assert told[2].endswith("缺少")
    assert told[3].endswith("清单里没有的文件")
    assert told[-1] == "6 个文件夹中有 5 个不符"


def test_a_figure_changed_with_its_digest(desk: County, june: Path) -> None:
    """Whoever makes the manifest agree is found by what the ledger says."""
    place = published(desk, june).out / "2023-06"
    path = place / "2023-06.csv"
    manifest = place / "manifest.json"
    old = desk.manifest()["files"][0]
    path.write_bytes(path.read_bytes().replace(b"26.17", b"27.17"))
    now = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_bytes(manifest.read_bytes().replace(old["sha256"].encode(), now.encode()))
    first, last = verified(desk, code=1)
    assert first == f"{path}：与台账现在算出的不同"
    assert last == "1 个文件夹中有 1 个不符"


def test_a_revision_that_is_gone(county: County, june: Path) -> None:
    """A set of another repository, or of a history that was rewritten."""
    published(county, june)
    gone = county.manifest()["revision"]
    shutil.rmtree(county.root / ".git")
    county.git("init", "-q")
    county.commit("重新建库")
    first, last = verified(county, code=2)
    told = f"{county.out / '2023-06'}：没法核对：不能重算：没有名为“{gone}”的版本"
    assert first.startswith(told)
    assert last == "1 个文件夹中没有不符的，1 个没法核对"
    # What is wrong with the files themselves is wrong all the same.
    (county.out / "2023-06/2023-06.csv").unlink()
    assert verified(county, code=1)[-1] == "1 个文件夹中有 1 个不符"


def test_a_set_of_uncommitted_changes(county: County) -> None:
    """It can only be made again while the ledger is as it was."""
    county.edit(JUNE, (RIGHT, WRONG))
    county.fine("--month", "2023-06", "--allow-dirty")
    assert verified(county) == ["1 个文件夹都完好，与各自的版本重算的一致"]
    county.git("checkout", "-q", ".")
    first, last = verified(county, code=2)
    assert first.startswith(f"{county.out / '2023-06'}：没法核对：清单说由未提交的改动所出")
    assert last == "1 个文件夹中没有不符的，1 个没法核对"


def test_another_version_of_the_tool(
    desk: County, june: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = published(desk, june).out / "2023-06"
    monkeypatch.setattr(editor, "VERSION", "99.0")
    first, _ = verified(desk, code=2)
    assert "没法核对" in first and "现在是 99.0" in first
    (place / "2023-06.csv").unlink()
    told = verified(desk, code=1)
    assert "现在是 99.0" in told[1]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("as_of", "2023-05-31", 1),
        ("title", "别的标题", 1),
        ("dirty", True, 2),
        ("version", "0.0.1", 2),
        ("content", "0" * 64, 1),
        ("compare", "HEAD", 1),
        ("revision", "HEAD", 1),
        ("revision", None, 1),
        ("revision", "0" * 40, 2),
        ("formats", ["json", "csv"], 1),
        ("formats", ["csv"], 1),
        ("options", {"别的": "true"}, 1),
        ("options", {"rev_at_month_end": "no"}, 1),
        ("options", {"rev_at_month_end": "true"}, 2),
    ],
)
def test_every_field_of_a_manifest_is_derived_again(
    field: str, value: object, code: int, desk: County, june: Path
) -> None:
    """What was edited is not what comes out; where nobody can tell, that is said."""
    path = published(desk, june).out / "2023-06/manifest.json"
    said = json.loads(path.read_bytes())
    assert said[field] != value
    said[field] = value
    path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    *told, last = verified(desk, code=code)
    assert ("没法核对" in last and "没有不符" in last) == (code == 2), told
    assert told and all("2023-06" in line for line in told)


def test_without_git_nothing_can_be_told(
    desk: County, june: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(desk, june)
    monkeypatch.setenv("PATH", "/nonexistent")
    first, last = verified(desk, code=2)
    assert "没法核对" in first and "找不到 git" in first
    assert last == "1 个文件夹中没有不符的，1 个没法核对"


@pytest.mark.parametrize("name", ["没有", "空"])
def test_nothing_to_verify(name: str, desk: County, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (said,) = verified(desk, tmp_path / name, code=2)
    assert said.endswith("里没有 sgyp export 出的文件夹（没有 manifest.json）")


@posix
def test_verify_as_a_process_in_another_place(desk: County, june: Path) -> None:
    published(desk, june)
    result: Result = desk.process("--verify", os.path.relpath(desk.out, desk.root.parent))
    assert (result.code, result.errors) == (0, "")
    assert list(lines(result.text)) == ["1 个文件夹都完好，与各自的版本重算的一致"]
    assert desk.process("--verify", desk.out, "--quiet").text == ""
