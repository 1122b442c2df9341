"""`sgyp export`: which periods, which files, and what it says of them."""

import datetime
import hashlib
import json
import os
import re
import time
from pathlib import Path

import pytest
from conftest import Sgyp, inside

from cli.exporting import (
    TODAY,
    County,
    copy,
    county,
    desk,
    june,
    nobodys_settings,
    settings,
    settled,
)
from sangeyipi.cli.console import options
from sangeyipi.version import VERSION

__all__ = ["county", "desk", "june", "nobodys_settings", "settled"]

STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00 ")
FORMATS = ["xlsx", "csv", "md", "json", "html"]


def test_a_month_in_five_formats(desk: County) -> None:
    result = desk.process("--month", "2023-06", "--format", ",".join(reversed(FORMATS)))
    assert (result.code, result.errors) == (0, "")
    (line,) = result.text.splitlines()
    head = desk.git("rev-parse", "HEAD")
    assert line == f"已写入 {desk.out / '2023-06'}（版本 {head[:8]}）"
    files = desk.files()
    assert sorted(files) == [*sorted(f"2023-06.{form}" for form in FORMATS), "manifest.json"]
    told = desk.manifest()
    listed = told.pop("files")
    content = hashlib.sha256(files["2023-06.json"]).hexdigest()
    assert told == {
        **{"kind": "sgyp-export", "layout": 1, "period": "2023-06", "as_of": "2023-06-30"},
        **{"title": "云岫县“三个一批”项目月报（2023年6月）", "revision": head, "dirty": False},
        **{"version": VERSION, "content": content, "formats": FORMATS},
        **{"compare": None, "options": {}},
    }
    for one in listed:
        data = files[one["name"]]
        assert one["sha256"] == hashlib.sha256(data).hexdigest()
        assert one["size"] == len(data)
    assert len(listed) == 5


@pytest.mark.parametrize(
    ("asked", "names", "last"),
    [
        ("--month 2023-06", ["2023-06"], "2023-06-30"),
        ("--month 2022-11..2023-02", ["2022-11", "2022-12", "2023-01", "2023-02"], "2023-02-28"),
        ("--quarter 2023-Q2", ["2023-Q2"], "2023-06-30"),
        ("--quarter 2022q4..2023-Q1", ["2022-Q4", "2023-Q1"], "2023-03-31"),
        ("--year 2021..2022", ["2021", "2022"], "2022-12-31"),
        ("--phase 8", ["phase-8"], "2023-07-12"),
        ("--phase 8..9", ["phase-8", "phase-9"], TODAY),
        ("", ["2023-09"], "2023-09-30"),
        ("--today 2023-03-01", ["2023-02"], "2023-02-28"),
        ("--today 2023-01-31", ["2022-12"], "2022-12-31"),
    ],
)
def test_periods(desk: County, asked: str, names: list[str], last: str) -> None:
    told = desk.fine(*asked.split())
    assert desk.sets() == names
    for name in names:
        assert desk.manifest(name)["period"] == name
    assert desk.manifest(names[-1])["as_of"] == last
    assert names[0] in told and names[-1] in told


def test_a_range_is_what_each_of_it_is(desk: County, tmp_path: Path) -> None:
    """In every format, whatever this process has made before."""
    every = ("--format", ",".join(FORMATS))
    desk.fine("--month", "2023-05..2023-06", *every)
    alone = County(desk.root, tmp_path / "单")
    assert alone.process("--month", "2023-06", *every).code == 0
    assert desk.files() == alone.files()


def test_today_is_that_of_china(monkeypatch: pytest.MonkeyPatch) -> None:
    """One o'clock in the morning of July 1 there, still June in Los Angeles."""
    moment = datetime.datetime(2023, 6, 30, 17, tzinfo=datetime.UTC)

    class Then(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Then":
            return cls.fromtimestamp(moment.timestamp(), tz)

    monkeypatch.setattr(datetime, "datetime", Then)
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    if hasattr(time, "tzset"):
        time.tzset()
    try:
        assert options.today(None) == datetime.date(2023, 7, 1)
    finally:
        monkeypatch.delenv("TZ")
        if hasattr(time, "tzset"):
            time.tzset()


def test_the_real_day_decides_without_today(desk: County) -> None:
    def last_month() -> str:
        first = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).replace(day=1)
        return (first - datetime.timedelta(days=1)).strftime("%Y-%m")

    before = last_month()
    said = ("export", "--out", desk.out, "--format", "csv", "--ledger", desk.ledger)
    assert Sgyp()(*said, env=settings(TZ="America/Los_Angeles")).code == 0
    (name,) = desk.sets()
    assert name in (before, last_month())


#: command line → what the message must say.
WRONG = {
    "--month 2023-6": ["--month“2023-6”", "2023-06 或 2021-07..2023-06", "是不是 2023-06？"],
    "--month 202306": ["是不是 2023-06？"],
    "--month 2023年6月": ["是不是 2023-06？"],
    "--month 2023-05至2023-06": ["是不是 2023-05..2023-06？"],
    "--month 2023-06..2023-7": ["“2023-7”", "是不是 2023-07？"],
    "--month 2023-13": ["“2023-13”写法不对"],
    "--month 2023-06..": ["“”写法不对"],
    "--month ..2023-06": ["“”写法不对"],
    "--month 上月": ["“上月”写法不对"],
    "--month 2023-06..2023-05": ["2023-06..2023-05 前后颠倒了"],
    "--month 2023-11": ["2023年11月还没有到", "2023-10-15", "--today"],
    "--month 2023-09..2023-12": ["2023年10月还没有过完", "2023-10-15"],
    "--month 2023-10": ["2023年10月还没有过完"],
    "--month 2023-06 --today 2023-06-29": ["2023年6月还没有过完"],
    "--month 2023-06 --today 2023-06-30": ["2023年6月还没有过完"],
    "--month 2023-06 --today 2023-06": ["2023年6月还没有过完", "2023-06-30"],
    "--month 2023-05..2023-06 --today 2023-06-30": ["2023年6月还没有过完"],
    "--quarter 2023-Q2 --today 2023-06-30": ["2023年第二季度还没有过完"],
    "--year 2022 --today 2022-12-31": ["2022年还没有过完"],
    "--quarter 2023-Q4": ["2023年第四季度还没有过完"],
    "--year 2023": ["2023年还没有过完"],
    "--month 1900-01..2023-01": ["太长", "240"],
    "--quarter 2023-5": ["2023-Q2 或 2022-Q1..2023-Q2"],
    "--quarter 2023年第二季度": ["是不是 2023-Q2？"],
    "--quarter 2023-2": ["是不是 2023-Q2？"],
    "--year 23": ["2023 或 2021..2023"],
    "--year 2023年": ["是不是 2023？"],
    "--phase 1-7": ["8 或 1..8", "是不是 1..7？"],
    "--phase 第8期": ["8 或 1..8", "是不是 8？"],
    "--phase 99": ["第99期不在台账里"],
    "--phase 9 --today 2023-07-01": ["第9期在 2023-07-01 还没有举行"],
    "--month 2023-06 --quarter 2023-Q2": ["--month 和 --quarter 只能写一个"],
    "--year 2022 --phase 1": ["--year 和 --phase 只能写一个"],
    "--format docx": ["--format", "docx", "xlsx、csv、md、json、html"],
    "--format ,": ["--format 至少要有一种"],
    "--today 2023-02-30": ["--today", "2023 年 2 月只有 28 天"],
    "--keep 0": ["--keep", "0", "0 不行，至少 1"],
    "--keep 多": ["--keep", "“多”不是整数"],
    "--wait -1": ["--wait", "-1 不行，至少 0"],
    "--compare 没有": ["没有名为“没有”的版本"],
    "--compare 2023-07-01": ["2023-07-01 以前还没有提交"],
    "--compare 2023-02-30": ["没有 2023-02-30 这一天"],
    "2023-06": ["多出了参数：2023-06"],
}


@pytest.mark.parametrize("line", WRONG)
def test_wrong_usage_is_named_and_touches_nothing(line: str, desk: County) -> None:
    said = desk.refused(*line.split(), code=2)
    for words in WRONG[line]:
        assert words in said
    assert len(said.splitlines()) <= 2
    assert not desk.out.exists()


def test_a_month_is_over_after_its_last_day(desk: County) -> None:
    assert desk.fine("--month", "2023-06", "--today", "2023-07-01")


def test_as_it_was_known_then(county: County, tmp_path: Path) -> None:
    """July by what had been committed at its end, August by what had been by then."""
    told = county.fine("--month", "2023-07..2023-08", "--rev-at-month-end")
    assert "2023-07" in told
    first, *_, last = county.git("log", "--reverse", "--format=%H").split()
    assert county.manifest("2023-07")["revision"] == first
    assert county.manifest("2023-08")["revision"] == last
    assert county.manifest("2023-07")["options"] == {"rev_at_month_end": "true"}
    then = copy(county, tmp_path / "当时")
    then.git("checkout", "-q", first)
    then.fine("--month", "2023-07")
    assert then.files("2023-07")["2023-07.json"] == county.files("2023-07")["2023-07.json"]
    now = County(county.root, tmp_path / "现在")
    now.fine("--month", "2023-07")
    assert now.files("2023-07")["2023-07.json"] != county.files("2023-07")["2023-07.json"]


def test_the_version_that_each_month_was_made_from_is_named(county: County) -> None:
    first, *_, last = county.git("log", "--reverse", "--format=%H").split()
    told = county.fine("--month", "2023-07..2023-08", "--rev-at-month-end", "--format", "md")
    sets = f"{county.out}{os.sep}2023-07、2023-08"
    assert told == f"已写入 {sets}（2023-07 版本 {first[:8]}、2023-08 版本 {last[:8]}）\n"
    told = county.fine("--month", "2023-07", "--rev-at-month-end", "--format", "md")
    assert told == f"已写入 {county.out}{os.sep}2023-07（版本 {first[:8]}）\n"
    # The older of the two is not written again, so its version is not named.
    again = ("--rev-at-month-end", "--if-changed", "--format", "md")
    told = county.fine("--month", "2023-07..2023-09", *again, "--today", "2023-10-05")
    written = f"已写入 {county.out}{os.sep}2023-09（版本 {last[:8]}）"
    assert told == f"{written}；另有 2 个内容没有变，没有重写\n"


def test_a_month_before_the_first_commit(county: County, june: Path) -> None:
    said = county.refused("--month", "2023-06..2023-08", "--rev-at-month-end")
    assert said == "2023年6月：2023-06-30 以前还没有提交\n"
    assert not county.out.exists()


def test_quiet_is_silent(desk: County) -> None:
    for _ in range(2):
        result = desk.process("--month", "2023-06", "--quiet", "--if-changed", "--keep", "2")
        assert (result.code, result.out, result.err) == (0, b"", b"")
    assert desk.manifest()


def test_a_log_tells_each_step_and_when(desk: County) -> None:
    result = desk.process("--month", "2023-05..2023-06", "--log", env=settings(TZ="Asia/Tokyo"))
    assert (result.code, result.out) == (0, b"")
    told = result.errors.splitlines()
    assert all(STAMP.match(line) for line in told)
    steps = [STAMP.sub("", line) for line in told]
    assert [line.split("：")[0] for line in steps[1:3]] == ["2023-05", "2023-06"]
    assert steps[0].startswith("台账 云岫县“三个一批”项目台账（虚构示例），版本 ")
    assert steps[-1].startswith("已写入 ")
    moment = datetime.datetime.fromisoformat(told[0].split()[0])
    now = datetime.datetime.now(datetime.UTC)
    assert abs(now - moment) < datetime.timedelta(minutes=5)


def test_a_log_stamps_the_reason_too(desk: County) -> None:
    result = desk.export("--compare", "没有", "--log")
    assert result.code == 2
    assert all(STAMP.match(line) for line in result.errors.splitlines())
    assert "没有名为“没有”的版本" in result.errors


def test_help_tells_the_exit_codes_and_examples() -> None:
    page = inside("export", "--help").text
    codes = page.split("退出码:\n")[1]
    starts = [line.strip()[:2] for line in codes.splitlines()]
    assert [start for start in starts if start[:1].isdigit()] == ["0 ", "1 ", "2 ", "3 "]
    assert "sgyp export --month 2023-06 --out 月报" in page.split("例:\n")[1]
    assert not re.search("default|range", page)


def test_the_examples_run(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from sangeyipi.cli.export import EXAMPLES

    monkeypatch.chdir(county.ledger)
    # Where a server publishes need not exist here; what is quick to make need not be pretty.
    for line in EXAMPLES.strip().splitlines():
        words = line.replace("/srv/", "").replace("2021-07..2023-06", "2023-05..2023-06").split()
        quick = [] if "--format" in words else ["--format", "csv"]
        result = inside(*words[1:], *quick)
        assert (result.code, "sgyp" in result.errors) == (0, False), (line, result.errors)


def test_every_format_says_the_same_as_json(desk: County) -> None:
    desk.fine("--month", "2023-06", "--format", "csv,md,json")
    told = json.loads(desk.files()["2023-06.json"])
    for form in ("csv", "md"):
        assert told["title"] in desk.files()[f"2023-06.{form}"].decode("utf-8-sig")
