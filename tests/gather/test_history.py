"""A city's versions: what its commit holds of each county, compared, along the history, published.

Every figure is that of an oracle of its own, or known by what was changed.
"""

import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import inside

from .cities import answered, city, county, expected, member, projects, read, rows

_GIT = (
    "-c",
    "user.name=示例",
    "-c",
    "user.email=a@example.org",
    "-c",
    "protocol.file.allow=always",
)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *_GIT, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder: Path, said: str) -> str:
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", said)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Three counties in one repository, of which two count."""
    root = tmp_path / "市"
    for seed, name in enumerate(("甲县", "乙县", "丙县")):
        county(root, name, projects(seed, 12, f"P{seed}"))
    city(root, [member("甲县"), member("乙县"), member("丙县", "直管县", 计入=False)])
    commit(root, "一")
    return root


def _edit(root: Path, name: str, grows: str = "1") -> dict[str, Any]:
    """The county's first project of the first list that is not withdrawn costs so much more."""
    found = read(root / name)
    one = next(one for one in found if "调出" not in one and len(one["在册"]) == 1)
    one["总投资"] = str(Decimal(one["总投资"]) + Decimal(grows))
    county(root, name, found)
    return one


def _compared(root: Path, *states: str) -> dict[str, Any]:
    result = inside("diff", *states, "--format", "json", "--ledger", root)
    assert result.code == 0, result.errors
    found: dict[str, Any] = json.loads(result.text)
    return found


def _of_totals(found: dict[str, Any]) -> dict[str | None, tuple[str, dict[str, str]]]:
    """By place, by how much all of its investment grew, and because of whom."""
    return {
        one["region"]: (
            one["difference"],
            {cause["id"]: cause["difference"] for cause in one["causes"]},
        )
        for one in found["section_one"]
        if one["key"] == "investment" and one["label"].endswith("总计")
    }


def test_a_commit_is_what_its_counties_were(kept: Path) -> None:
    before = {name: expected(read(kept / name)) for name in ("甲县", "乙县")}
    _edit(kept, "甲县")
    county(kept, "乙县", projects(50, 3, "P1"))
    found = rows("--ledger", kept, "--rev", "HEAD")
    assert {name: answered(found[name]) for name in before} == before
    now = rows("--ledger", kept)
    assert answered(now["甲县"]) == expected(read(kept / "甲县")) != before["甲县"]
    assert "台账取自 HEAD" in inside("summary", "--rev", "HEAD", "--ledger", kept).text
    leads = inside(
        "why", "个数", "--by", "地区", "--group", "甲县", "--rev", "HEAD", "--ledger", kept
    )
    assert "甲县/projects/a.yaml" in leads.text


def test_two_versions_are_compared_place_by_place(kept: Path) -> None:
    one, other = _edit(kept, "甲县"), _edit(kept, "乙县", "3")
    for states in ((), (":",)):
        found = _compared(kept, "HEAD", *states) if states else _compared(kept)
        if states:
            assert not found["section_one"]
            git(kept, "add", "-A")
            found = _compared(kept, "HEAD", *states)
        assert _of_totals(found) == {
            None: ("4", {one["编号"]: "1", other["编号"]: "3"}),
            "甲县": ("1", {one["编号"]: "1"}),
            "乙县": ("3", {other["编号"]: "3"}),
        }
    assert found["remarks"] == ["没有比较：丙县（不计入）。"]
    told = inside("diff", "--ledger", kept).text
    assert f"甲县 {one['编号']} {one['名称']}" in told
    assert "前后都不包括没有比较的：丙县（不计入）。" in told


def test_a_figure_is_told_from_another_version(kept: Path) -> None:
    one, other = _edit(kept, "甲县"), _edit(kept, "乙县", "3")

    def grown(*more: str) -> dict[str, str]:
        asked = ("why", "总投资", "--since", "HEAD", *more)
        result = inside(*asked, "--format", "json", "--ledger", kept)
        assert result.code == 0, result.errors
        tables = json.loads(result.text)["tables"]
        (found,) = (table for table in tables if table["id"] == "changes")
        *sources, _ = found["rows"]
        assert all(row["where"].partition("/")[0] in ("甲县", "乙县") for row in sources)
        return {row["source"]: row["part1"] for row in sources}

    assert grown() == {one["编号"]: "1", other["编号"]: "3"}
    assert grown("--by", "地区", "--group", "乙县") == {other["编号"]: "3"}
    # A 编号 that two counties use by now is the same project's that it was.
    county(kept, "丙县", [{**one, "名称": "别的项目"}])
    city(kept, [member("甲县"), member("乙县"), member("丙县", "直管县", 计入=False)])
    assert grown()[f"甲县/{one['编号']}"] == "1"
    # Who has not been whole in both is in no difference.
    county(kept, "乙县", [{**other, "总投资": "约3"}])
    refused = inside("why", "总投资", "--since", "HEAD", "--ledger", kept)
    assert refused.code == 2
    assert "乙县（台账有 1 处错误）在两版里的一版不齐" in refused.errors
    assert "sgyp diff HEAD --ledger" in refused.errors
    assert grown("--by", "地区", "--group", "甲县") == {f"甲县/{one['编号']}": "1"}


def test_the_last_commit_is_that_of_the_countys_own_file(tmp_path: Path) -> None:
    """Whatever its folder is called, and wherever it lies."""
    root = tmp_path / "市"
    for name in ("jia", "yi"):
        county(root, name, projects(len(name), 6, name))
    shutil.move(root / "yi", tmp_path / "yi")
    city(root, [member("甲县", 文件夹="jia"), member("乙县", 文件夹="../yi")])
    told = [commit(one, "一")[:7] for one in (root, tmp_path / "yi")]
    asked = ("why", "个数", "--all", "--ledger", root)
    found = inside(*asked).text
    assert "未提交" not in found
    assert all(one in found for one in told)
    city(root, [member("甲县", 文件夹="jia"), member("乙县", 文件夹="../yi", 版本=told[1])])
    commit(root, "二")
    found = inside(*asked).text
    assert (told[0] in found, told[1] in found) == (True, False)


def test_a_city_saves_its_own_files(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in (("user.name", "甲"), ("user.email", "a@example.com")):
        git(kept, "config", key, value)
    told = inside("save", "无事", "--ledger", kept)
    assert (told.code, told.errors) == (0, "")
    one = _edit(kept, "甲县")
    county(kept, "乙县", [{**one, "总投资": "约3"}])
    told = inside("save", "无事", "--ledger", kept)
    assert "没有要保存的" in told.text
    assert "区县的改动没有存：甲县 1 个文件、乙县 1 个文件" in told.errors
    city(kept, [member("甲县"), member("乙县", "市辖区")])
    told = inside("save", "乙县改区", "--ledger", kept)
    assert (told.code, "已保存 1 个文件：ledger.yaml" in told.text) == (0, True)
    assert f"--ledger {kept / '甲县'}" in told.errors
    assert git(kept, "show", "--name-only", "--format=", "HEAD") == "ledger.yaml"
    # Its own errors stop it.
    city(kept, [member("甲县"), member("甲县")])
    told = inside("save", "重复", "--ledger", kept)
    assert (told.code, "没有保存" in told.errors) == (1, True)


def test_a_county_that_joins_or_comes_otherwise_is_told(kept: Path, tmp_path: Path) -> None:
    before = _compared(kept)
    assert not before["changed"]
    joined = [member("甲县"), member("乙县", "市辖区"), member("丙县")]
    city(kept, joined)
    found = _compared(kept)
    (settings,) = (one for one in found["changed"] if one["kind"] == "ledger")
    assert {one["field"] for one in settings["fields"]} == {
        "汇集.乙县.类别",
        "汇集.丙县.类别",
        "汇集.丙县.计入",
    }
    own = read(kept / "丙县")
    assert {one["id"] for one in found["added"]} == {one["编号"] for one in own}
    grown = next(
        one
        for one in found["section_one"]
        if one["region"] is None and one["key"] == "count" and one["label"] == "总计"
    )
    assert grown["difference"] == expected(own)["count"]
    city(kept, [member("甲县"), member("甲县"), member("乙县")])
    out = tmp_path / "出"
    asked = ("--month", "2022-08", "--out", out, "--allow-dirty", "--ledger", kept)
    refused = inside("export", *asked)
    assert (refused.code, out.exists()) == (1, False)
    assert "台账有 1 处错误，不发布" in refused.errors


def test_two_counties_with_one_number_stay_apart(kept: Path) -> None:
    """What the other county has come to have makes no project another one."""
    county(kept, "乙县", projects(9, 12, "P0"))
    commit(kept, "二")
    one = _edit(kept, "甲县")
    found = _compared(kept, "HEAD~1")
    assert {each["id"].partition("/")[0] for each in found["added"]} == {"乙县"}
    assert [each["id"] for each in found["changed"]] == [f"甲县/{one['编号']}"]
    git(kept, "add", "-A")
    commit(kept, "三")
    told = inside("log", "-n", "1", "--ledger", kept).text
    assert f"甲县/{one['编号']}" in told
    assert "等" not in told.splitlines()[3]


def test_who_is_not_whole_on_a_side_is_on_neither(kept: Path) -> None:
    path = kept / "甲县" / "projects" / "a.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"总投资": "', '"总投资": "约', 1), "utf-8")
    one = _edit(kept, "乙县")
    found = _compared(kept)
    assert _of_totals(found)[None] == ("1", {one["编号"]: "1"})
    assert not found["removed"]
    assert found["remarks"][0].startswith("没有比较：甲县（台账有 1 处错误）")
    assert any(rule["file"].startswith("甲县/") for rule in found["rules"])
    git(kept, "add", "-A")
    commit(kept, "二")
    told = inside("log", "-n", "1", "--ledger", kept).text
    assert "≥" in told.split("之后")[1]


def test_the_history_tells_what_each_commit_did(kept: Path) -> None:
    one = _edit(kept, "甲县")
    commit(kept, "甲县加一亿")
    (kept / "说明.md").write_text("不是台账的文件", "utf-8")
    commit(kept, "别的")
    other = _edit(kept, "乙县", "3")
    commit(kept, "乙县加三亿")
    told = json.loads(inside("log", "--format", "json", "--ledger", kept).text)["tables"][0]
    rows = [row for row in told["rows"] if row["figure"] == "总投资（亿元）"]
    grown = {
        (row["scope"].partition(" ")[0] if " " in row["scope"] else "", row["difference"])
        for row in rows
        if row.get("difference")
    }
    assert grown == {("", "+1"), ("甲县", "+1"), ("", "+3"), ("乙县", "+3")}
    subjects = [row["subject"] for row in told["rows"] if "subject" in row]
    assert subjects == ["乙县加三亿", "甲县加一亿", "一"]
    assert [row["projects"] for row in told["rows"] if "projects" in row][:2] == [
        other["编号"],
        one["编号"],
    ]
    life = inside("log", one["编号"], "--ledger", kept)
    assert "这是甲县台账（甲县）里的历史。" in life.text
    assert "甲县加一亿" in life.text
    assert inside("log", "P9-1", "--ledger", kept).code == 2


def test_a_merge_tells_only_what_its_branches_have_not(kept: Path) -> None:
    git(kept, "checkout", "-q", "-b", "支")
    _edit(kept, "甲县")
    commit(kept, "支上")
    git(kept, "checkout", "-q", "main")
    _edit(kept, "乙县", "3")
    commit(kept, "主线")
    git(kept, "merge", "-q", "--no-ff", "-m", "合并", "支")
    assert "合并" not in inside("log", "--ledger", kept).text
    assert "合并" in inside("log", "--first-parent", "--ledger", kept).text


def test_what_a_commit_cannot_know_is_named(kept: Path, tmp_path: Path) -> None:
    away = county(tmp_path, "丁县", projects(4, 8, "P4"))
    commit(away, "一")
    git(away, "tag", "v1")
    for more, known in (({}, False), ({"版本": "main"}, False), ({"版本": "v1"}, True)):
        city(kept, [member("甲县"), {**member("丁县"), "文件夹": "../丁县", **more}])
        commit(kept, "丁县")
        found = rows("--ledger", kept, "--rev", "HEAD")
        assert (found["丁县"]["count"] is not None) is known
        assert ("count" in found["合计"].get("lower_bounds", ())) is not known
    county(tmp_path, "丁县", projects(5, 2, "P4"))
    commit(away, "二")
    assert rows("--ledger", kept, "--rev", "HEAD")["丁县"]["count"] == found["丁县"]["count"]
    city(kept, [member("甲县"), {**member("丁县"), "文件夹": "../丁县", "版本": "main"}])
    commit(kept, "会变的版本")
    assert "“main”会变" in inside("check", "--rev", "HEAD", "--ledger", kept).text
    assert "../丁县 的 main" not in inside("check", "--ledger", kept).text


def test_a_submodule_is_the_commit_that_is_written(kept: Path, tmp_path: Path) -> None:
    away = county(tmp_path / "来", "丁县", projects(4, 8, "P4"))
    commit(away, "一")
    git(kept, "submodule", "--quiet", "add", str(away), "丁县")
    city(kept, [member("甲县"), member("丁县")])
    commit(kept, "子模块")
    then = expected(read(away))
    county(kept, "丁县", projects(5, 2, "P4"))
    assert answered(rows("--ledger", kept, "--rev", "HEAD")["丁县"]) == then
    assert answered(rows("--ledger", kept)["丁县"]) == expected(read(kept / "丁县")) != then


def test_a_link_is_not_followed_through_a_commit(kept: Path) -> None:
    (kept / "乙县").rename(kept / "别处")
    (kept / "乙县").symlink_to("别处")
    commit(kept, "链接")
    assert rows("--ledger", kept)["乙县"]["count"]
    found = rows("--ledger", kept, "--rev", "HEAD")
    assert found["乙县"]["count"] is None
    assert "count" in found["合计"]["lower_bounds"]


def _issued(out: Path, root: Path, *more: str) -> Any:
    made = inside("export", "--month", "2022-08", "--out", out, "--ledger", root, *more)
    assert made.code == 0, made.errors
    return json.loads((out / "2022-08" / "2022-08.json").read_bytes())


def test_the_months_set_is_the_committed_citys(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "出"
    before = {name: expected(read(kept / name)) for name in ("甲县", "乙县")}
    _edit(kept, "甲县")
    refused = inside("export", "--month", "2022-08", "--out", out, "--ledger", kept)
    assert (refused.code, out.exists()) == (1, False)
    assert "甲县/projects/a.yaml" in refused.errors
    git(kept, "checkout", "-q", ".")
    made = _issued(out, kept, "--format", "json,md")
    tables = {one["id"]: one for one in made["tables"]}
    found = {row["region"]: row for row in tables["by-region"]["rows"]}
    assert {name: answered(found[name]) for name in before} == before
    assert "ranking-by-region-signed_rate" in tables
    assert "（不含丙县）" in made["title"]
    checked = inside("verify", out, "--ledger", kept)
    assert checked.code == 0, checked.errors
    commit_of = json.loads((out / "2022-08" / "manifest.json").read_bytes())["revision"]
    assert commit_of == git(kept, "rev-parse", "HEAD")


def test_a_set_says_who_is_not_in_it(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "出"
    path = kept / "甲县" / "projects" / "a.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"总投资": "', '"总投资": "约', 1), "utf-8")
    commit(kept, "错")
    made = _issued(out, kept, "--format", "json,html")
    assert "甲县（台账有 1 处错误）" in made["opening"][0]
    assert "<svg" not in (out / "2022-08" / "2022-08.html").read_text("utf-8")
    total = next(one for one in made["tables"] if one["id"] == "by-region")["rows"][-2]
    assert total["count"] == expected(read(kept / "乙县"))["count"]
    assert "count" in total["lower_bounds"]
    assert inside("verify", out, "--ledger", kept).code == 0


def test_what_was_published_is_that_of_the_commit(kept: Path, tmp_path: Path) -> None:
    here = ("--ledger", kept / "乙县", "--allow-dirty", "--format", "json")
    made = inside("export", "--month", "2022-08", "--out", kept / "公布", *here)
    assert made.code == 0, made.errors
    then = expected(read(kept / "乙县"))
    sent = {"地区": "丁县", "类别": "县", "公布文件夹": "公布"}
    city(kept, [member("甲县"), sent])
    commit(kept, "公布")
    whole = kept / "公布" / "2022-08" / "2022-08.json"
    whole.write_text(whole.read_text("utf-8").replace("签约一批", "签约一 批", 1), "utf-8")
    found = rows("--ledger", kept, "--rev", "HEAD")
    assert found["丁县"]["count"] == then["count"]
    assert "与清单不符" in inside("summary", "--ledger", kept).errors
    commit(kept, "改坏")
    told = inside("summary", "--rev", "HEAD", "--ledger", kept).errors
    assert "公布的表与清单不符：公布/2022-08/2022-08.json" in told


def test_a_shallow_clone_says_so(kept: Path, tmp_path: Path) -> None:
    _edit(kept, "甲县")
    commit(kept, "二")
    shallow = tmp_path / "浅"
    git(tmp_path, "clone", "-q", "--depth", "1", kept.as_uri(), str(shallow))
    told = inside("log", "--ledger", shallow)
    assert (told.code, told.errors) == (0, "")
    assert "浅克隆" in told.text
    assert inside("summary", "--rev", "HEAD~1", "--ledger", shallow).code == 2
