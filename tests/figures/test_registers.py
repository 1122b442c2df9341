"""Visits, guarantees and financing on a day, recomputed from the raw words of random registers."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import pytest

from figures.registered import BANKS, LEADERS, LEVELS, Raw, book, days_of, project, rows, shown
from sangeyipi.tables.registers import financing, guarantees, visits

DAYS = [date(2023, 9, 30), date(2023, 9, 15), date(2023, 1, 20)]
PERMITS = ("环评", "能评", "规划许可", "施工许可", "水电气路")
SECTORS = ["工业", "基础设施"]


def county(chance: random.Random, number: int = 40) -> list[Raw]:
    """Projects with leaders, some with levels, some withdrawn, some with needs."""
    made = []
    for n in range(number):
        named = chance.sample(LEADERS, chance.choice((0, 1, 1, 2)))
        needs: Raw = {one: _permit(chance) for one in PERMITS if chance.random() < 0.8}
        if chance.random() < 0.7:
            needs["用地"] = {"需求亩": str(chance.randrange(5, 90))}
            if chance.random() < 0.7:
                needs["用地"]["已供亩"] = f"{chance.randrange(60)}.5"
        made.append(
            project(
                f"A-{n:02d}",
                领域=chance.choice([*SECTORS, None]),
                包联领导="、".join(named) or None,
                包联级别=LEVELS[LEADERS.index(named[0]) % 3] if named else None,
                子项目个数=chance.choice((None, None, None, "3")),
                白名单=chance.choice(("true", "false", None)),
                计划={"年度计划投资": {"2023": f"{n}.25"}},
                要素=needs or None,
                纳统=chance.choice(
                    (None, {"入库": "2023-09"}, {"入库": "2023-03-05"}, {"未入库": "手续"})
                ),
                调出=chance.choice((None, None, None, {"日期": "2023-09-10"})),
            )
        )
    return made


def _permit(chance: random.Random) -> str:
    return chance.choice(("2023-05-06", "2023-09", "2024-01-02", "办理中", "不需要", "未办"))


def there(projects: list[Raw], day: date) -> list[Raw]:
    return [one for one in projects if "调出" not in one or day < date(2023, 9, 10)]


def names(text: str) -> list[str]:
    return text.split("、") if text else []


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_leaders_are_held_against_what_is_required(day: date) -> None:
    chance = random.Random(day.toordinal())
    projects = county(chance)
    problems = [
        {
            "编号": f"WT-{n}",
            "项目": projects[n]["编号"],
            "类别": "用地",
            "问题": "差地",
            "提出": "2023-01-02",
            **({"销号": "2023-01-15"} if n % 2 else {}),
        }
        for n in range(30)
    ]
    walks: list[Raw] = []
    for _ in range(120):
        went = date(2022, 12, 1) + timedelta(days=chance.randrange(400))
        found = chance.sample(problems, chance.choice((0, 0, 1, 2)))
        walks.append(
            {
                "日期": went.isoformat(),
                "项目": chance.choice(projects)["编号"],
                "走访人": "、".join(chance.sample([*LEADERS, "孙某某"], chance.choice((1, 2)))),
                "身份": chance.choice(("包联领导", "包联领导", "首席服务员", "核查组")),
                **({"问题": "、".join(one["编号"] for one in found)} if found else {}),
            }
        )
    ledger = book(
        *projects,
        problems=problems,
        visits=walks,
        领域=SECTORS,
        走访要求={"县级": "10"},
    )
    told = rows(shown(visits.tables, ledger, day)["visits-leaders"])
    inside = [
        one
        for one in walks
        if one["身份"] == "包联领导" and f"{day.year}-01-01" <= one["日期"] <= day.isoformat()
    ]
    led = there(projects, day)
    everyone = {name for one in led for name in names(one.get("包联领导", ""))}
    everyone |= {name for one in inside for name in names(one["走访人"])}
    assert set(told) == everyone | {"合计"}
    months = day.month if (day + timedelta(days=1)).month != day.month else day.month - 1
    for name in everyone:
        row = told[name]
        theirs = [one for one in inside if name in names(one["走访人"])]
        days = {one["日期"] for one in theirs}
        numbers = {n for one in theirs for n in names(one.get("问题", ""))}
        solved = {one["编号"] for one in problems if "销号" in one and one["销号"] <= str(day)}
        assert row["visit_days"] == len(days)
        assert row["visits"] == len(theirs)
        assert row.get("visited_last") == max(days, default=None)
        assert (row["found"], row["found_closed"]) == (len(numbers), len(numbers & solved))
        levels = {one.get("包联级别") for one in led if name in names(one.get("包联领导", ""))} - {
            None
        }
        if levels == {"市级"}:
            assert "visits_due" not in row
        elif levels == {"县级"}:
            due = Fraction(10 * months, 12)
            assert abs(Fraction(row["visits_due"]) - due) < Fraction(1, 10**11)
            assert row["visits_short"] == max(0, ceil(due - len(days)))
            assert row["visits_required"] == 10
        else:
            assert row["visits_due"] is row["visits_short"] is row["visits_required"] is None


def test_a_problem_raised_after_the_day_is_not_closed_by_it() -> None:
    problem = {"编号": "WT-1", "项目": "A", "类别": "用地", "问题": "差地", "提出": "2023-09-01"}
    went = {
        "日期": "2023-05-01",
        "项目": "A",
        "走访人": "张某某",
        "身份": "包联领导",
        "问题": "WT-1",
    }
    one = book(project("A", 包联领导="张某某"), problems=[problem], visits=[went])
    table = shown(visits.tables, one, date(2023, 6, 30))["visits-leaders"]
    assert rows(table)["张某某"]["found_closed"] == 0


def test_of_a_year_without_any_visit_nothing_is_known() -> None:
    ledger = book(
        project("A-1", 包联领导="张某某", 包联级别="县级"),
        visits=[{"日期": "2022-05-01", "项目": "A-1", "走访人": "张某某", "身份": "包联领导"}],
    )
    told = shown(visits.tables, ledger, date(2023, 6, 30))["visits-leaders"]
    row = rows(told)["张某某"]
    assert (row["visit_days"], row["visits_short"], row["visited_last"]) == (None, None, None)
    assert row["visits_due"] == "6"
    assert "没有 2023 年的走访" in "".join(told["notes"])


@pytest.mark.parametrize(
    ("day", "months", "waiting"),
    [
        ("2023-06-30", 3, ["A-3", "A-1"]),
        ("2023-06-30", 4, ["A-3"]),
        # From the end of February to the end of November: A-1 was visited on March 31.
        ("2023-05-31", 2, ["A-3", "A-1"]),
        ("2023-05-30", 2, ["A-3"]),
        ("2023-03-31", 1, ["A-3"]),
    ],
)
def test_projects_that_nobody_visited(day: str, months: int, waiting: list[str]) -> None:
    walks = [("2023-03-31", "A-1"), ("2023-05-20", "A-2"), ("2022-12-01", "A-9")]
    ledger = book(
        project("A-1"),
        project("A-2"),
        project("A-3"),
        project("A-4", 在册={}, 节点={"签约": "2023-06-20"}),
        project("A-9", 调出={"日期": "2023-01-01"}),
        visits=[
            {"日期": went, "项目": id, "走访人": "某组", "身份": "督导组"} for went, id in walks
        ],
    )
    told = shown(visits.tables, ledger, date.fromisoformat(day), months=months)
    found = told["visits-unvisited"]["rows"]
    if day == "2023-03-31":
        found = [row for row in found if row["project"] != "A-2"]
    assert [row["project"] for row in found] == waiting
    assert all(row.get("visited_last") is not None for row in found)


def test_whether_nobody_went_is_unknown_of_a_year_that_was_not_kept() -> None:
    ledger = book(
        project("A-1"),
        project("A-2"),
        visits=[{"日期": "2023-02-01", "项目": "A-2", "走访人": "某组", "身份": "督导组"}],
    )
    told = shown(visits.tables, ledger, date(2023, 2, 28), months=6)["visits-unvisited"]
    assert [(row["project"], row["visited_last"]) for row in told["rows"]] == [("A-1", None)]
    assert "不明" in told["notes"][-1]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_guarantees_land_and_the_list_s_share(day: date) -> None:
    chance = random.Random(day.toordinal() + 1)
    projects = county(chance)
    ledger = book(*projects, 领域=SECTORS)
    told = shown(guarantees.tables, ledger, day, by="领域")
    counted = there(projects, day)
    groups: dict[str, list[Raw]] = defaultdict(list)
    for one in counted:
        groups[one.get("领域", "未填领域")].append(one)
    groups["合计"] = counted
    lines = {(row["sector"], row["guarantee"]): row for row in told["guarantees"]["rows"]}
    assert len(lines) == len(groups) * 6
    for label, theirs in groups.items():
        for kind in (*PERMITS, "纳统"):
            row = lines[label, kind]
            stand = [_stands(one, kind, day) for one in theirs]
            states = ("done", "in_hand", "not_needed", "missing", "unknown")
            assert [row[key] for key in states] == [stand.count(key) for key in states]
            assert row["guarantee_projects"] == len(theirs)
            need = len(theirs) - row["not_needed"]
            if row["unknown"] or not need:
                assert row["done_rate"] is None
            else:
                assert row["done_rate"]["denominator"] == need
        _land_is(rows(told["land"])[label], theirs)
    _list_is(rows(told["whitelist"]), [one for one in counted if "子项目个数" not in one])


def _stands(one: Raw, kind: str, day: date) -> str:
    if kind == "纳统":
        said = one.get("纳统", {})
        if "未入库" in said:
            return "missing"
        entered = said.get("入库")
        if entered is None:
            return "unknown"
        ways = {other <= day for other in days_of(entered)}
        return "unknown" if len(ways) > 1 else "done" if ways == {True} else "missing"
    words = {"办理中": "in_hand", "不需要": "not_needed", "未办": "missing"}
    word = one.get("要素", {}).get(kind)
    if word is None:
        return "unknown"
    return words.get(word) or ("done" if max(days_of(word)) <= day else "unknown")


def _land_is(row: Any, theirs: list[Raw]) -> None:
    lands = [one.get("要素", {}).get("用地", {}) for one in theirs]
    for key, word in (("land_wanted", "需求亩"), ("land_given", "已供亩")):
        known = [Decimal(land[word]) for land in lands if word in land]
        assert Decimal(row[key]) == sum(known)
        assert (key in row.get("lower_bounds", ())) == (len(known) < len(lands))
    both = [land for land in lands if "已供亩" in land]
    lacking = sum(max(Decimal(one["需求亩"]) - Decimal(one["已供亩"]), Decimal(0)) for one in both)
    assert Decimal(row["land_lacking"]) == lacking
    assert row["land_unsaid"] == len(lands) - len(both)


def _list_is(told: Any, projects: list[Raw]) -> None:
    plan = {one["编号"]: Decimal(one["计划"]["年度计划投资"]["2023"]) for one in projects}
    whole = sum(plan.values())
    for label, answer in (("在白名单", "true"), ("不在白名单", "false"), ("没有写", None)):
        theirs = [one for one in projects if one.get("白名单") == answer]
        row = told[label]
        assert row["whitelist_projects"] == len(theirs)
        part = sum(plan[one["编号"]] for one in theirs)
        assert Decimal(row["whitelist_share"]["numerator"]) == part
        assert Decimal(row["whitelist_share"]["denominator"]) == whole


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("true", "false"), "至少 70%，达到要求"),
        (("true", None), "至少 70%，达到要求"),
        ((None, "false"), "0% 到 70% 之间，达没达到要求不明"),
        (("false", "true"), "至多 30%，没有达到要求"),
    ],
)
def test_what_is_certain_of_the_share_is_said(answers: tuple[str | None, ...], said: str) -> None:
    ledger = book(
        project("A-1", 白名单=answers[0], 计划={"年度计划投资": {"2023": "7"}}),
        project("A-2", 白名单=answers[1], 计划={"年度计划投资": {"2023": "3"}}),
    )
    assert said in "".join(shown(guarantees.tables, ledger, DAYS[0])["whitelist"]["notes"])


def test_without_a_plan_no_share_is_known_unless_nothing_was_left_to_complete() -> None:
    def share(**others: Any) -> Any:
        ledger = book(
            project("A-1", 白名单="true", 计划={"年度计划投资": {"2023": "7"}}),
            project("A-2", 白名单="false", 总投资="5", **others.pop("project", {})),
            **others,
        )
        return rows(shown(guarantees.tables, ledger, DAYS[0])["whitelist"])["在白名单"]

    assert share()["whitelist_share"] is None
    complete = [{"编号": "A-2", "累计完成投资": "5", "\0month": "2022-11"}]
    assert share(reports=complete)["whitelist_share"]["denominator"] == "7"
    months = {"月计划": {"2023": ["0.25"] * 12}}
    assert share(project={"计划": months})["whitelist_share"]["denominator"] == "10"


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("by", [None, "包联领导"])
def test_financing_takes_the_latest_of_a_project_and_bank(day: date, by: str | None) -> None:
    chance = random.Random(day.toordinal() + 2)
    projects = county(chance)
    lines: dict[tuple[str, str, str], Raw] = {}
    for _ in range(150):
        of = date(2022, 12, 1) + timedelta(days=chance.randrange(400))
        one: Raw = {"项目": chance.choice(projects)["编号"], "银行": chance.choice(BANKS)}
        for word in ("需求", "授信", "投放"):
            if chance.random() < 0.8:
                one[word] = f"{chance.randrange(9)}.5"
        lines[one["项目"], one["银行"], of.isoformat()] = {**one, "截至": of.isoformat()}
    ledger = book(*projects, finance=list(lines.values()), 领域=SECTORS)
    told = rows(shown(financing.tables, ledger, day, by=by)["financing"])
    counted = {one["编号"]: one for one in there(projects, day)}
    latest: dict[tuple[str, str], Raw] = {}
    for (id, bank, of_day), one in sorted(lines.items(), key=lambda item: item[0][2]):
        if of_day <= day.isoformat() and id in counted:
            latest[id, bank] = one
    members = _members(counted)
    groups: dict[str, list[Raw]] = defaultdict(list)
    for (id, bank), one in latest.items():
        for label in [row for row in members if id in members[row]] if by else [bank]:
            groups[label].append(one)
    groups["合计"], members["合计"] = list(latest.values()), set(counted)
    assert set(told) == (set(groups) | set(members) if by else set(groups))
    for label, row in told.items():
        _sums_are(row, groups[label])
        if by or label == "合计":
            matched = {one["项目"] for one in groups[label]}
            rate = row["coverage"]
            assert (rate["numerator"], rate["denominator"]) == (len(matched), len(members[label]))


def _members(projects: dict[str, Raw]) -> dict[str, set[str]]:
    """Who stands in which leader's row."""
    members: dict[str, set[str]] = defaultdict(set)
    for id, one in projects.items():
        for label in names(one.get("包联领导", "")) or ["未填包联领导"]:
            members[label].add(id)
    return members


def _sums_are(row: Any, theirs: list[Raw]) -> None:
    assert row["matched"] == len({one["项目"] for one in theirs})
    for key, word in (("demand", "需求"), ("granted", "授信"), ("drawn", "投放")):
        known = [Decimal(one[word]) for one in theirs if word in one]
        if theirs and not known:
            assert row[key] is None
        else:
            assert Decimal(row[key]) == sum(known)
        bound = bool(known) and len(known) < len(theirs)
        assert (key in row.get("lower_bounds", ())) == bound
