"""A city's ledger: every figure that of its counties, worked out by an oracle of its own."""

import json
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, inside, replaced

from .cities import (
    BATCHES,
    answered,
    city,
    county,
    expected,
    member,
    projects,
    reached,
    read,
    rows,
)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Two counties that count, and one run by the province that does not."""
    root = tmp_path / "市"
    for seed, name in enumerate(("甲县", "乙区", "丙县")):
        county(root, name, projects(seed, 30, f"P{seed}"))
    members = [member("甲县"), member("乙区", "市辖区"), member("丙县", "直管县", 计入=False)]
    return city(root, members)


@pytest.mark.parametrize("seed", range(4))
def test_every_cell_is_that_of_an_oracle(seed: int, tmp_path: Path) -> None:
    root = tmp_path / "市"
    names = ["甲县", "乙县", "丙区", "丁县"]
    for at, name in enumerate(names):
        county(root, name, projects(seed * 10 + at, 25 * at + 5, f"P{at}"))
    converted = bool(seed % 2)
    said = f"口径:\n  转化计入总数: {str(converted).lower()}\n"
    city(root, [member(one) for one in names], said)
    found = rows("--ledger", root)
    every = []
    for name in names:
        own = read(root / name)
        every += own
        assert answered(found[name]) == expected(own, converted=converted), name
    assert answered(found["合计"]) == expected(every, converted=converted)
    assert not any(row.get("lower_bounds") for row in found.values())


def test_a_county_with_one_project_changes_the_cells_that_it_must(three: Path) -> None:
    before = rows("--ledger", three)
    one = {**projects(7, 1, "新")[0], "在册": {"签约": 1}, "总投资": "7.5", "节点": {}}
    one.pop("调出", None)
    county(three, "新县", [one])
    city(three, [member("甲县"), member("乙区"), member("丙县", 计入=False), member("新县")])
    after = rows("--ledger", three)
    assert answered(after["新县"]) == expected(read(three / "新县"))
    for name in ("甲县", "乙区", "丙县"):
        assert answered(after[name]) == answered(before[name])
    counted = [project for name in ("甲县", "乙区", "新县") for project in read(three / name)]
    was, now = answered(before["合计"]), answered(after["合计"])
    assert now == expected(counted)
    # Lists that it does not stand on keep their rates.
    assert {key for key in now if now[key] != was[key]} == {"count", "investment", "签约"}


def test_who_does_not_count_is_shown_and_said(three: Path) -> None:
    told = inside("summary", "--by", "地区", "--ledger", three).text
    assert "分地区情况表（不含丙县）" in told.splitlines()[0]
    report = inside("report", "--ledger", three).text.splitlines()
    assert report[0].endswith("项目情况汇报（不含丙县）")
    listed = inside("list", "--ledger", three, "--format", "csv").text
    assert "P0-1" in listed
    assert "P2-1" not in listed
    ranked = rows("--ledger", three, "--rank", "个数")
    assert ranked["丙县"].get("rank") is None
    assert sorted(ranked[one]["rank"] for one in ("甲县", "乙区")) == [1, 2]


def test_counties_are_ranked_apart_by_what_they_are(three: Path) -> None:
    county(three, "丁县", projects(9, 3, "P9"))
    apart = (
        "排名分组:\n- {按: 地区, 组: 县组, 名单: [县]}\n- {按: 地区, 组: 区组, 名单: [市辖区]}\n"
    )
    city(three, [member("甲县"), member("乙区", "市辖区"), member("丁县")], apart)
    ranked = rows("--ledger", three, "--rank", "个数")
    places = {
        one: (ranked[one]["rank_group"], ranked[one]["rank"]) for one in ("甲县", "丁县", "乙区")
    }
    assert places == {"甲县": ("县组", 1), "丁县": ("县组", 2), "乙区": ("区组", 1)}


def test_what_a_county_lacks_is_never_passed_off_as_the_whole(three: Path) -> None:
    replaced(three / "乙区" / "projects" / "a.yaml", ('"总投资": "', '"总投资": "x'))
    result = inside("summary", "--by", "地区", "--format", "json", "--ledger", three)
    assert "乙区（台账有 1 处错误）" in result.errors
    found = {row["region"]: row for row in json.loads(result.text)["tables"][0]["rows"]}
    own = expected(read(three / "甲县"))
    assert answered(found["甲县"]) == own
    assert found["乙区"]["count"] is None
    assert found["合计"]["count"] == own["count"]
    assert set(found["合计"]["lower_bounds"]) == {"count", "investment"}
    assert found["合计"]["signed_rate"] is None
    plain = inside("summary", "--ledger", three).text
    assert f"≥{own['count']}" in plain
    assert "%" not in plain
    checked = inside("check", "--ledger", three)
    assert checked.code == 1
    assert f"{three}/乙区/projects/a.yaml:1:" in checked.text
    shutil.rmtree(three / "乙区")
    assert "乙区（乙区 不在，没有台账）" in inside("summary", "--ledger", three).errors
    for command in (["board", "--out", str(three.parent / "图.html")], ["report"]):
        refused = inside(*command, "--ledger", three)
        assert (refused.code, refused.text) == (1, "")
        assert "乙区（乙区 不在，没有台账）" in refused.errors


def test_a_county_that_has_begun_no_ledger_leaves_the_whole_open(three: Path) -> None:
    county(three, "乙区", [])
    found = rows("--ledger", three)
    own = expected(read(three / "甲县"))
    assert found["乙区"]["count"] is None
    assert (found["合计"]["count"], found["合计"]["signed_rate"]) == (own["count"], None)
    assert set(found["合计"]["lower_bounds"]) == {"count", "investment"}
    assert "乙区（台账里还没有项目，也没有汇总）" in inside("summary", "--ledger", three).text


def test_one_source_is_counted_once(three: Path) -> None:
    members = [member("甲县"), member("乙区", "市辖区", 文件夹="丙县/../甲县/")]
    checked = inside("check", "--ledger", city(three, members))
    assert checked.text.count("错误[gathered-source]") == 1
    assert "“丙县/../甲县/”是甲县的，又写作乙区的" in checked.text
    assert "乙区的台账写的地区是“甲县”" in checked.text
    assert inside("summary", "--ledger", three).code == 1


def test_one_source_is_known_by_any_way_to_it(three: Path) -> None:
    (three / "另").symlink_to(three / "甲县")
    for said in ("另", str(three / "甲县"), "../市/甲县"):
        members = [member("甲县"), member("乙区", "市辖区", 文件夹=said), member("丙县")]
        checked = inside("check", "--ledger", city(three, members))
        assert checked.text.count("错误[gathered-source]") == 1, said
        assert f"“{said}”" in checked.text
        assert "它的数会算两次" in checked.text
        assert inside("summary", "--ledger", three).code == 1
    # A copy is another folder, and is known by what is in it.
    shutil.copytree(three / "甲县", three / "抄")
    city(three, [member("甲县"), member("乙区", "市辖区", 文件夹="抄")])
    copied = inside("check", "--ledger", three).text
    assert "gathered-source" not in copied
    assert "乙区的台账写的地区是“甲县”" in copied


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        ("合计", "县", "当成合计"),
        ("全 市", "县", "当成合计"),
        ("市直", "县", "一种类别"),
        ("..", "县", "以地区开头"),
        ("乙　区", "县", "看不出是两个地区"),
        ("市直", "市直", ""),
        ("新县", "县", ""),
    ],
)
def test_a_place_is_called_so_that_nobody_takes_it_for_another(
    name: str, kind: str, why: str, three: Path
) -> None:
    odd = {"地区": name, "类别": kind, "文件夹": "丙县"}
    checked = inside("check", "--ledger", city(three, [member("甲县"), member("乙区"), odd])).text
    assert ("gathered-source" in checked) is bool(why)
    assert why in checked


def test_a_project_beside_the_sums_is_shown(three: Path) -> None:
    shown = inside("show", "P2-1", "--ledger", three)
    assert shown.code == 0
    assert f"{three}/丙县/projects/a.yaml:1" in shown.text.replace("\n    ", "")
    shutil.rmtree(three / "丙县")
    told = inside("show", "P2-1", "--ledger", three)
    assert told.code == 1
    assert "丙县（丙县 不在，没有台账）的没有查" in told.errors


def test_a_published_county_has_its_shares_and_says_whose_it_is(
    tmp_path: Path, three: Path
) -> None:
    for at in ("公布甲", "公布"):
        out = tmp_path / at
        asked = ("--month", "2022-08", "--format", "json", "--allow-dirty")
        made = inside("export", *asked, "--out", out, "--ledger", three / "甲县")
        assert made.code == 0, made.errors
    sent = {"地区": "甲县", "类别": "县", "公布文件夹": "../公布甲"}
    city(three, [sent, member("乙区")])
    found = rows("--ledger", three)
    for key, share in (("count", "share_count"), ("investment", "share_investment")):
        rates = [found[name][share] for name in ("甲县", "乙区")]
        assert [one["numerator"] for one in rates] == [found[n][key] for n in ("甲县", "乙区")]
        assert {one["denominator"] for one in rates} == {found["合计"][key]}
    # Another county's set in a folder of this one's name, and a folder of the city's own.
    own = {"地区": "市直", "类别": "市直", "文件夹": "丙县"}
    city(three, [sent, {**sent, "地区": "丁县", "公布文件夹": "../公布"}, own])
    checked = inside("check", "--ledger", three).text
    assert checked.count("[gathered-others]") == 1
    assert "丁县的台账写的地区是“甲县”" in checked


def test_a_place_that_is_unknown_is_told_in_each_row(three: Path) -> None:
    one = {"总投资": "7.5", "在册": {"签约": 1}, "建设单位": "示例公司"}
    two = [
        {"编号": f"A-{of}", "名称": f"{of}项目", "领域": of, **one} for of in ("制造业", "服务业")
    ]
    county(three, "甲县", two)
    city(three, [member("甲县"), {**member("丁县"), "文件夹": "不在"}])
    shown = inside("summary", "--by", "领域", "--rank", "个数", "--ledger", three).text
    tied = [line.split() for line in shown.splitlines() if line.startswith("  ") and "≥1" in line]
    assert [line[-2:] for line in tied] == [["≥1", "—"], ["≥1", "—"]]


def test_who_has_not_come_as_far_as_the_others_is_named(three: Path) -> None:
    """Without a day each county's figures are its newest, which are not of one day."""
    head = "编号,本月完成投资,累计完成投资,到位资金累计\n"
    for name, month in (("甲县", "2022-07"), ("乙区", "2022-06"), ("丙县", "2022-05")):
        (three / name / "progress").mkdir()
        text = f"{head}P{'甲乙丙'.index(name[0])}-1,0,0,0\n"
        (three / name / "progress" / f"{month}.csv").write_text(text, "utf-8")
    said = "各地区报到的日子不同：乙区（2022-06-30），其余到 2022-07-31"
    for more in ((), ("--by", "地区"), ("--by", "领域")):
        assert said in inside("summary", *more, "--ledger", three).text.replace("\n     ", "")
    dated = inside("summary", "--as-of", "2022-07-31", "--ledger", three).text
    assert "各地区报到的日子不同" not in dated
    assert "乙区（只报到 2022-06-30）" in dated


def test_one_project_of_two_counties_is_found_and_one_id_of_two_told_apart(tmp_path: Path) -> None:
    one = {
        "编号": "A-1",
        "名称": "示例园",
        "建设单位": "示例公司",
        "总投资": 1,
        "在册": {"签约": 1},
    }
    root = tmp_path / "市"
    county(root, "甲县", [one, {**one, "编号": "A-2", "名称": "别的"}])
    county(root, "乙县", [{**one, "名称": "示例园项目", "建设单位": "示例有限公司"}])
    city(root, [member("甲县"), member("乙县")])
    assert "gathered-twice" in inside("check", "--ledger", root).text
    listed = inside("list", "--ledger", root, "--format", "csv").text
    assert "甲县/A-1" in listed
    assert "乙县/A-1" in listed
    assert "甲县/A-2" not in listed
    why = inside("why", "个数", "--ledger", root, "--by", "地区", "--group", "乙县")
    assert "乙县/A-1" in why.text
    assert "乙县/projects/a.yaml:1" in why.text


def test_units_and_leaders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    root = tmp_path / "市"
    base = {"总投资": 1, "在册": {"签约": 1}, "责任单位": "发改委", "包联领导": "张三、李四"}
    of_city = {"责任单位": "示例市工信局", "包联领导": "张三", "包联级别": "市级"}
    for name in ("甲县", "乙县"):
        one = {**base, "编号": f"{name}1", "名称": f"{name}一"}
        county(root, name, [one, {**one, "编号": f"{name}2", "名称": f"{name}二", **of_city}])
    (root / "甲县" / "visits").mkdir()
    visits = (
        "日期,项目,走访人,身份\n2022-07-01,甲县1,张三,包联领导\n2022-07-02,甲县2,张三,包联领导\n"
    )
    (root / "甲县" / "visits" / "2022.csv").write_text(visits, "utf-8")
    city(root, [member("甲县"), member("乙县")])
    found = json.loads(
        inside("summary", "--by", "责任单位", "--format", "json", "--ledger", root).text
    )
    counts = {row["unit"]: row["count"] for row in found["tables"][0]["rows"]}
    assert counts == {"发改委（甲县）": 1, "发改委（乙县）": 1, "示例市工信局": 2, "合计": 4}
    told = ("register", "走访", "--as-of", "2022-12-31", "--format", "json", "--ledger", root)
    rows_of = json.loads(inside(*told).text)["tables"][0]["rows"]
    walked = {row["leader"]: (row["led"], row["visits"]) for row in rows_of}
    assert walked["张三（甲县）"] == (1, 1)
    assert walked["张三"] == (2, 1)
    assert walked["张三（乙县）"][0] == walked["李四（乙县）"][0] == 1


def test_a_unit_is_the_citys_by_its_name_and_not_by_a_first_letter(tmp_path: Path) -> None:
    """市场监管局 and 市政管理局 are what each county has; 市政府办 is one."""
    root = tmp_path / "市"
    apart = ["市场监管局", "市政管理局", "市容中心", "市民中心", "省道管理站", "民政局"]
    ours = ["市政府办", "市民政局", "市市场监管局", "示例市交通局", "省能源局"]
    for name in ("甲县", "乙县"):
        every = enumerate([*apart, *ours])
        base = {"总投资": 1, "在册": {"签约": 1}}
        found = [
            {**base, "编号": f"{name}{at}", "名称": f"{name}{unit}", "责任单位": unit}
            for at, unit in every
        ]
        county(root, name, found)
    city(root, [member("甲县"), member("乙县")])
    asked = ("summary", "--by", "责任单位", "--format", "json", "--ledger", root)
    found = json.loads(inside(*asked).text)["tables"][0]["rows"]
    counts = {row["unit"]: row["count"] for row in found[:-1]}
    each = {f"{one}（{name}）": 1 for one in apart for name in ("甲县", "乙县")}
    assert counts == {**each, **dict.fromkeys(ours, 2)}


def test_a_ledger_copied_for_another_place_is_found(three: Path) -> None:
    """Its projects have no 建设单位 and no code: their names and 编号 are the same."""
    for one in ("ledger.yaml", "projects/a.yaml"):
        text = (three / "甲县" / one).read_text("utf-8").replace("地区: 甲县", "地区: 乙区")
        (three / "乙区" / one).write_text(text, "utf-8")
    checked = inside("check", "--ledger", three).text
    assert "的 甲县/P0-1“P0项目1号”名称和编号相同，是不是同一个项目？" in checked


def test_one_code_is_one_however_it_is_typed(tmp_path: Path) -> None:
    root = tmp_path / "市"
    code = "2201-410000-04-01-10000A"
    said = {"甲县": code, "乙县": code.replace("-", "－").lower()}
    for name, theirs in said.items():
        one = {"编号": name, "名称": f"{name}园", "在册": {"签约": 1}, "项目代码": theirs}
        county(root, name, [one])
    city(root, [member("甲县"), member("乙县")])
    assert "[gathered-twice]" in inside("check", "--ledger", root).text


def _rates(found: list[dict[str, Any]], phases: int) -> dict[str, Fraction | None]:
    """The rate of each list by a day on which so many phases had been held."""
    rates: dict[str, Fraction | None] = {}
    for batch, step in BATCHES.items():
        here = [one for one in found if int(one["在册"].get(batch, 9)) <= phases]
        come = [one for one in here if reached(one, step)]
        rates[batch] = Fraction(len(come), len(here)) if here else None
    return rates


_NEXT = {"签约": "签约开工率", "开工": "开工投产率", "投产": "投产达效率"}


def test_the_month_ranks_counties_by_each_rate_and_says_who_moved(tmp_path: Path) -> None:
    """Places of June beside those of May, when the second phase had not been held."""
    names = [f"{one}县" for one in "甲乙丙丁戊己庚"]
    root = tmp_path / "市"
    every = {name: projects(50 + at, 24, f"P{at}") for at, name in enumerate(names)}
    every["庚县"] = [{**one, "编号": f"Q{one['编号']}"} for one in every["甲县"]]
    for name, found in every.items():
        county(root, name, found)
    city(root, [member(name) for name in names])
    report = inside("report", "--month", "2022-06", "--format", "json", "--ledger", root)
    assert report.code == 0, report.errors
    made = json.loads(report.text)
    tables = {one["id"]: one for one in made["tables"]}
    ways = {"签约": "signed_rate", "开工": "started_rate", "投产": "producing_rate"}
    for batch, key in ways.items():
        place: list[dict[str, int]] = []
        for phases in (1, 2):
            values = {name: _rates(found, phases)[batch] for name, found in every.items()}
            order = sorted({one for one in values.values() if one is not None}, reverse=True)
            place.append(
                {name: order.index(one) + 1 for name, one in values.items() if one is not None}
            )
        rows_of = {row["region"]: row for row in tables[f"ranking-by-region-{key}"]["rows"]}
        assert {name: rows_of[name]["rank"] for name in names} == place[1]
        assert rows_of["甲县"]["rank"] == rows_of["庚县"]["rank"]
        for name in names:
            up = place[0][name] - place[1][name]
            said = f"升{up}" if up > 0 else f"降{-up}" if up else "平"
            assert rows_of[name]["rank_before"] == str(place[0][name])
            assert rows_of[name]["rank_moved"] == said
        asked = ("--rank", _NEXT[batch], "--as-of", "2022-06-30", "--ledger", root)
        ranked = rows(*asked)
        keys = ("rank", "rank_before", "rank_moved")
        assert [[ranked[name][key] for key in keys] for name in names] == [
            [rows_of[name][key] for key in keys] for name in names
        ]
        assert "rank_before" not in rows(*asked[:2], "--ledger", root)["甲县"]
    prose = inside("report", "--month", "2022-06", "--ledger", root).text
    first = next(one for one, at in place[1].items() if at == 1)
    standing = prose.split("各地区按投产达效率从高到低：")[1]
    assert f"{first}（" in standing.split("第2位")[0]


def test_marks_by_rank_and_by_distance_are_made_across_the_counties(tmp_path: Path) -> None:
    names = ["甲县", "乙县", "丙县", "丁县"]
    root = tmp_path / "市"
    every = {name: projects(70 + at, 30, f"P{at}") for at, name in enumerate(names)}
    every["丁县"] = [{**one, "编号": f"Q{one['编号']}"} for one in every["甲县"]]
    for name, found in every.items():
        county(root, name, found)
    city(root, [member(name) for name in names])
    rules = tmp_path / "办法.yaml"
    rules.write_text(
        "名称: 办法\n指标:\n- {名称: 签约开工率, 分值: 10, 算法: 排名, 每名: 1}\n"
        "- {名称: 开工投产率, 分值: 20, 算法: 功效系数, 底分: 50}\n",
        "utf-8",
    )
    asked = ("score", rules, "--as-of", "2022-06-30", "--ledger", root)
    table = json.loads(inside(*asked, "--format", "json").text)["tables"][0]
    rows_of = {row["region"]: row for row in table["rows"]}
    signed = {name: _rates(found, 2)["签约"] or 0 for name, found in every.items()}
    started = {name: _rates(found, 2)["开工"] or 0 for name, found in every.items()}
    order = sorted(set(signed.values()), reverse=True)
    worst, best = min(started.values()), max(started.values())
    totals = {
        name: 10
        - order.index(signed[name])
        + (Fraction(started[name] - worst) / (best - worst) * 50 + 50) * 20 / 100
        for name in names
    }
    places = sorted(set(totals.values()), reverse=True)
    for name in names:
        assert abs(Fraction(rows_of[name]["mark"]) - totals[name]) < Fraction(1, 10**6)
        assert rows_of[name]["rank"] == places.index(totals[name]) + 1
    card = inside(*asked, "--region", "乙县").text
    assert card.startswith("乙县办法得分")
    assert "4 个中第" in card


def test_lines_of_one_quantity_are_each_compared_by_their_own_phases(tmp_path: Path) -> None:
    """Also where one of them is called as the quantity is, and figures come from outside."""
    names = ["甲县", "乙县", "丙县"]
    root = tmp_path / "市"
    for at, name in enumerate(names):
        county(root, name, projects(90 + at, 40, f"P{at}"))
    city(root, [member(name) for name in names])
    rules = tmp_path / "办法.yaml"

    def marked(*lines: str, given: str = "", ledger: Path = root) -> dict[str, list[Any]]:
        rules.write_text("名称: 办法\n指标:\n" + "".join(f"- {one}\n" for one in lines), "utf-8")
        outside = tmp_path / "外部.csv"
        outside.write_text(f"地区,指标,数值,来源\n{given}", "utf-8")
        asked = ("score", rules, "--as-of", "2022-06-30", "--ledger", ledger, "--format", "json")
        more = ("--figures", outside) if given else ()
        (table,) = json.loads(inside(*asked, *more).text)["tables"]
        if ledger != root:
            return {row["indicator"]: [row.get("mark"), row["how"]] for row in table["rows"][:-1]}
        columns = [f"mark_{at}" for at in range(len(lines))]
        return {row["region"]: [row[one] for one in columns] for row in table["rows"]}

    way = "分值: 10, 算法: 功效系数, 底分: 0"
    whole = f"{{名称: 签约开工率, 期: 1-2, {way}}}"
    first = f"{{名称: 一期, 量: 签约开工率, 期: 1, {way}}}"
    second = f"{{名称: 二期, 量: 签约开工率, 期: 2, {way}}}"
    alone = [marked(one) for one in (whole, first, second)]
    assert alone[0] != alone[1] != alone[2]
    together = marked(whole, first, second)
    assert together == {name: [one[name][0] for one in alone] for name in names}

    # A county by itself: what is given of others by the quantity alone is of no line for certain.
    given = "乙县,签约开工率,50,示例\n乙县,一期,90,示例\n"
    found = marked(first, second, given=given, ledger=root / "甲县")
    assert "90%" in found["一期"][1]
    mark, why = found["二期"]
    assert mark is None
    assert "“签约开工率”没有说是哪几期、哪一批的：指标写成“二期”" in why
    found = marked(second, given=given, ledger=root / "甲县")
    assert "50%" in found["二期"][1]


def test_a_countys_rollups_stay_its_own(tmp_path: Path) -> None:
    """What is a remainder in one county covers no project of another's, and sums go across."""
    root = tmp_path / "市"
    for name in ("甲县", "乙县"):
        shutil.copytree(DATA, root / name)
    text = (DATA / "ledger.yaml").read_text("utf-8")
    members = f"汇集:\n- {json.dumps(member('甲县'))}\n- {json.dumps(member('乙县'))}\n"
    (root / "ledger.yaml").write_text(f"{text.rstrip()}\n{members}", "utf-8")
    alone = json.loads(inside("summary", "--format", "json", "--ledger", DATA).text)
    both = json.loads(inside("summary", "--format", "json", "--ledger", root).text)
    for one, two in zip(alone["tables"], both["tables"], strict=True):
        left = {row["label"] for row in two["rows"] if row["label"][:2] in ("甲县", "乙县")}
        mine = [row for row in one["rows"] if f"甲县{row['label']}" not in left]
        whole = [row for row in two["rows"] if row["label"] not in left]
        for own, row in zip(mine, whole, strict=True):
            assert row["label"] == own["label"]
            assert row["count"] == (own["count"] and 2 * own["count"])
            assert row.get("next_rate", {}) == _twice(own.get("next_rate", {}))
        assert len(left) == 2 * (len(one["rows"]) - len(mine))


def _twice(rate: dict[str, Any] | None) -> dict[str, Any] | None:
    """A rate of twice as many."""
    numbers = ("numerator", "denominator")
    return rate and {key: 2 * rate[key] if key in numbers else rate[key] for key in rate}


def test_a_commit_and_a_published_set_count_as_they_were(tmp_path: Path, three: Path) -> None:
    folder = three / "甲县"
    git = ["git", "-C", str(folder), "-c", "user.name=示例", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "一"], ["tag", "v1"]):
        subprocess.run([*git, *command], check=True)
    before = expected(read(folder))
    published = tmp_path / "公布"
    made = inside("export", "--month", "2022-08", "--out", published, "--ledger", folder)
    assert made.code == 0, made.errors
    county(three, "甲县", projects(99, 3, "P0"))
    sent = {"地区": "丁县", "类别": "县", "公布文件夹": "../公布"}
    city(three, [member("甲县", 版本="v1"), member("乙区"), sent])
    found = rows("--ledger", three)
    assert answered(found["甲县"]) == before
    kept = {key: found["丁县"][key] for key in ("count", "investment")}
    assert kept == {"count": before["count"], "investment": str(before["investment"])}
    assert rows("--ledger", three, "--as-of", "2022-07-31")["丁县"]["count"] is None
    late = rows("--ledger", three, "--as-of", "2022-09-30")
    assert "count" in late["丁县"]["lower_bounds"]
    assert "count" in late["合计"]["lower_bounds"]
    whole = published / "2022-08" / "2022-08.json"
    whole.write_text(whole.read_text("utf-8").replace("签约一批", "签约一 批", 1), "utf-8")
    assert "与清单不符" in inside("summary", "--ledger", three).errors


@pytest.mark.parametrize(
    "command",
    [
        ["set", "P0-1", "总投资=3", "--yes"],
        ["add", "编号=X-1", "名称=示例", "--yes"],
        ["import", "x.xlsx"],
        ["workbook", "x.xlsx"],
    ],
)
def test_an_edit_is_sent_to_the_county(command: list[str], three: Path) -> None:
    refused = inside(*command, "--ledger", three)
    assert (refused.code, refused.text) == (2, "")
    assert f"--ledger {three}/甲县" in refused.errors


def test_who_keeps_no_register_leaves_its_sums_open(three: Path) -> None:
    """A county that says nothing of problems, or sent lists alone, has not none of them."""
    said = "- {编号: W-1, 项目: P0-1, 类别: 用地, 问题: 示例, 提出: 2022-08-01}\n"
    (three / "甲县" / "problems").mkdir()
    (three / "甲县" / "problems" / "a.yaml").write_text(said, "utf-8")
    told = inside("register", "问题", "--by", "地区", "--month", "2022-08", "--ledger", three).text
    assert "乙区（没有问题的台账）" in told
    assert "合计" in told
    assert "≥1" in told.split("合计")[1].splitlines()[0]
    county(three, "戊县", [])
    (three / "戊县" / "rollups").mkdir()
    rollup = "- {期: 1, 批: 签约, 个数: 3, 总投资: 5, 截至: 2022-08-31}\n"
    (three / "戊县" / "rollups" / "a.yaml").write_text(rollup, "utf-8")
    city(three, [member("甲县"), member("戊县")])
    own = expected(read(three / "甲县"))
    assert rows("--ledger", three)["合计"]["count"] == own["count"] + 3
    refused = inside("report", "--month", "2022-08", "--ledger", three)
    assert (refused.code, refused.text) == (1, "")
    assert "戊县（只有汇总的数，没有逐项的台账）" in refused.errors
    told = inside("report", "--ledger", three).text
    assert f" {own['count'] + 3} 100.0%" in told
    assert "≥" not in told
    assert "戊县（只有汇总的数，没有逐项的台账）：要逐项的台账才写得出的部分没有写。" in told
    assert "%" in inside("chart", "rates", "--ledger", three).text.split("开工投产率")[1]
    by_sector = inside("summary", "--by", "领域", "--ledger", three).text
    assert "戊县（只有汇总的数，没有逐项的台账）" in by_sector
    assert "%" not in by_sector
