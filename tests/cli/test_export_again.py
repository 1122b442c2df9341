"""`sgyp export` again: --if-changed, --compare and --keep."""

import json
import shutil
from pathlib import Path

import pytest

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
    settled,
    verified,
)
from sangeyipi.publish import issue

__all__ = ["county", "desk", "june", "nobodys_settings", "settled"]

SAME = "内容没有变，没有重写：2023-06\n"
ASKED = ("--month", "2023-06", "--if-changed")


def stamps(county: County) -> dict[str, tuple[int, int]]:
    """Which files stand there, and since when."""
    folder = county.out / "2023-06"
    return {one.name: (one.stat().st_ino, one.stat().st_mtime_ns) for one in folder.iterdir()}


# --if-changed


def test_nothing_changed(county: County, june: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a commit that changes no figure, nor an upgrade, nor a comment is a change."""
    before = stamps(published(county, june))
    assert county.fine(*ASKED) == SAME
    county.edit("ledger.yaml", ("目标:", "# 目标由县里定\n目标:"))
    county.commit("注释")
    assert county.fine(*ASKED) == SAME
    monkeypatch.setattr(issue, "VERSION", "99.0")
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
    for register in ("progress", "statements", "problems", "visits", "finance"):
        shutil.rmtree(county.ledger / register)
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
