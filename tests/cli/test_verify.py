"""`sgyp verify`: what was published against its manifest, and against what its commit gives."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from conftest import Result, Sgyp, inside
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
    settings,
    settled,
    verified,
)
from sangeyipi.publish import issue

__all__ = ["county", "desk", "june", "nobodys_settings", "settled"]


def process(county: County, *arguments: str | Path) -> Result:
    """The real command, beside the county's folder."""
    line = ["verify", *arguments, "--ledger", county.ledger]
    return Sgyp()(*line, cwd=county.root.parent, env=settings())


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
    county.edit(JUNE, (WRONG, WRONG.replace("25.17", "24.17")))
    first, last = verified(county, code=2)
    assert first.startswith(f"{county.out / '2023-06'}：没法核对：由未提交的改动所出")
    county.git("checkout", "-q", ".")
    first, last = verified(county, code=2)
    assert first.startswith(f"{county.out / '2023-06'}：没法核对：清单说由未提交的改动所出")
    assert last == "1 个文件夹中没有不符的，1 个没法核对"


def test_another_version_of_the_tool(
    desk: County, june: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = published(desk, june).out / "2023-06"
    monkeypatch.setattr(issue, "VERSION", "99.0")
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
    relative = os.path.relpath(desk.out, desk.root.parent)
    result = process(desk, relative)
    assert (result.code, result.errors) == (0, "")
    assert list(lines(result.text)) == ["1 个文件夹都完好，与各自的版本重算的一致"]
    assert process(desk, desk.out, "--quiet").text == ""


def test_several_folders_at_once(desk: County, june: Path, tmp_path: Path) -> None:
    published(desk, june)
    shutil.copytree(desk.out / "2023-06", tmp_path / "发出去的" / "2023-06")
    line = ("verify", desk.out, tmp_path / "发出去的", "--ledger", desk.ledger)
    assert inside(*line).text == "2 个文件夹都完好，与各自的版本重算的一致\n"
    (tmp_path / "发出去的/2023-06/2023-06.csv").write_bytes(b"x")
    assert inside(*line).code == 1


def test_the_examples_run(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from sangeyipi.cli.verify import EXAMPLES

    monkeypatch.chdir(county.ledger)
    asked = ("--month", "2023-06..2023-07", "--today", "2023-10-15", "--format", "csv")
    assert inside("export", *asked, "--out", "月报").code == 0
    for line in EXAMPLES.strip().splitlines():
        result = inside(*line.split()[1:])
        assert (result.code, result.errors) == (0, ""), line


def test_the_log_tells_each_set_and_the_end(desk: County, june: Path) -> None:
    published(desk, june)
    said = inside("verify", desk.out, "--ledger", desk.ledger, "--log").errors.splitlines()
    assert [line.split(" ", 1)[1] for line in said] == [
        f"{desk.out / '2023-06'}：无误",
        "1 个文件夹都完好，与各自的版本重算的一致",
    ]
    assert all("+08:00 " in line for line in said)


# The option that it was before


def test_the_old_option_goes_on_working_and_names_the_command(desk: County, june: Path) -> None:
    published(desk, june)
    line = ("export", "--verify", desk.out, "--ledger", desk.ledger)
    result = inside(*line)
    assert (result.code, result.text) == (0, "1 个文件夹都完好，与各自的版本重算的一致\n")
    assert f"sgyp verify {desk.out}" in result.errors
    assert inside(*line, "--quiet").errors == ""
    (desk.out / "2023-06/2023-06.csv").write_bytes(b"x")
    assert inside(*line, "--quiet").code == 1


@pytest.mark.parametrize(
    "line",
    [
        *("--month 2023-06", "--out x", "--keep 3", "--if-changed", "--compare HEAD"),
        *("--allow-dirty", "--format csv", "--today 2023-10-15", "--wait 60", "--must-exist"),
    ],
)
def test_the_old_option_takes_none_of_publishing(line: str, settled: County) -> None:
    result = inside("export", "--verify", "月报", *line.split(), "--ledger", settled.ledger)
    assert result.code == 2
    assert f"不能和 {line.split()[0]} 一起写" in result.errors
