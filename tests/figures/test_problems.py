"""Problems on a day, held against each way in which they may have gone."""

import random
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from figures.registered import Raw, book, days_of, project, random_problems, rows, shown, worlds
from sangeyipi.figures.problems import says_problem
from sangeyipi.model.ledger import Ledger
from sangeyipi.tables.registers.problems import tables

DAYS = [date(2023, 6, 15), date(2023, 6, 30), date(2023, 2, 1), date(2023, 12, 31)]
PROJECTS = [
    project("A-1", 包联领导="张某某、李某某"),
    project("A-2", 包联领导="李某某"),
    project("A-3"),
    project("A-4", 调出={"日期": "2023-06-20"}),
]
OF = {"A-1": ("张某某", "李某某"), "A-2": ("李某某",), "A-3": ("未填包联领导",)}


def expected(problems: list[Raw], day: date) -> dict[str, tuple[int, int]]:
    """Each number at the least and at the most, as every possible course of events has it."""
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for problem in problems:
        ways = [_course(problem, *way, day) for way in worlds(problem)]
        for name in ways[0]:
            total[name][0] += min(way[name] for way in ways)
            total[name][1] += max(way[name] for way in ways)
    return {name: (least, most) for name, (least, most) in total.items()}


def _course(
    problem: Raw, raised: date, closed: date | None, given: date | None, day: date
) -> dict[str, bool]:
    month = (day.year, day.month)
    due = problem.get("时限", "待定")
    there, over = raised <= day, closed is not None and closed <= day
    up = given is not None and given <= day
    still = there and not over and not up
    ended = over or up or (there and closed is None and given is None)
    answered = "回访" in problem and ended
    return {
        "raised": there,
        "raised_now": there and (raised.year, raised.month) == month,
        "closed": over,
        "closed_now": bool(over and closed and (closed.year, closed.month) == month),
        "given_up": up,
        "open": still,
        "overdue": still and due != "待定" and max(days_of(due)) < day,
        "limitless": still and due == "待定",
        "answered": answered,
        "pleased": answered and problem.get("回访") != "不满意",
    }


def held(row: Any, key: str, answer: tuple[int, int]) -> None:
    """A cell says just as much as is certain."""
    least, most = answer
    told = row[key]
    bound = key in row.get("lower_bounds", ())
    if least == most:
        assert (told, bound) == (least, False), key
    else:
        assert (told, bound) == ((least, True) if least else (None, False)), key


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("by", [None, "包联领导"])
def test_numbers_and_rates_are_those_of_every_possible_course(day: date, by: str | None) -> None:
    chance = random.Random(day.toordinal())
    raw = random_problems(chance, ["A-1", "A-2", "A-3", "A-4"], 80)
    ledger = book(*PROJECTS, problems=raw)
    told = shown(tables, ledger, day, by=by)
    gone = ["A-4"] if day >= date(2023, 6, 20) else []
    counted = [one for one in raw if one["项目"] not in gone]
    groups: dict[str, list[Raw]] = defaultdict(list)
    for one in counted:
        if expected([one], day)["raised"][1]:
            for label in [one["类别"]] if by is None else OF.get(one["项目"], ("未填包联领导",)):
                groups[label].append(one)
    groups["合计"] = counted
    counts, outcomes = rows(told["problems"]), rows(told["problems-outcome"])
    assert set(counts) == set(groups) == set(outcomes)
    for label, theirs in groups.items():
        answers = expected(theirs, day)
        for key, answer in answers.items():
            held(outcomes[label] if key in ("answered", "pleased") else counts[label], key, answer)
        _rate_is(counts[label]["solved_rate"], answers["closed"], answers["raised"])
        _rate_is(outcomes[label]["satisfied_rate"], answers["pleased"], answers["answered"])
        _days_are(outcomes[label], theirs, day)


def _rate_is(rate: Any, part: tuple[int, int], whole: tuple[int, int]) -> None:
    if len({*part}) == len({*whole}) == 1 and whole[0]:
        assert (rate["numerator"], rate["denominator"]) == (part[0], whole[0])
    else:
        assert rate is None


def _days_are(row: Any, problems: list[Raw], day: date) -> None:
    """Means over those dated to the day, to a tenth as shown."""
    spans: dict[str, list[int]] = {"closed": [], "open": []}
    for one in problems:
        certain = expected([one], day)
        if len(one["提出"]) < 10:
            continue
        raised = date.fromisoformat(one["提出"])
        if certain["closed"][0] and len(one["销号"]) == 10:
            spans["closed"].append((date.fromisoformat(one["销号"]) - raised).days)
        elif certain["open"][0] and not certain["closed"][0]:
            spans["open"].append((day - raised).days)
    for name, found in spans.items():
        assert row[f"days_{name}_known"] == len(found)
        mean = row[f"mean_days_{name}"]
        if not found:
            assert mean is None
        else:
            exact = Decimal(sum(found)) / len(found)
            shown_as = Decimal(mean).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert shown_as == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _one(**others: Any) -> Ledger:
    raw = {"编号": "WT-1", "项目": "A-3", "类别": "用地", "问题": "差地", "提出": "2023-05-01"}
    return book(*PROJECTS, problems=[{**raw, **others}])


def listed(ledger: Ledger, day: str, **asked: Any) -> list[tuple[str, str | None, int | None]]:
    told = shown(tables, ledger, date.fromisoformat(day), **asked)["problems-list"]["rows"]
    return [(row["id"], row["status"], row.get("days_over")) for row in told]


@pytest.mark.parametrize(
    ("others", "day", "status", "over"),
    [
        ({"时限": "2023-06-15"}, "2023-06-15", "未销号", None),
        ({"时限": "2023-06-15"}, "2023-06-16", "超期", 1),
        ({"时限": "2023-06"}, "2023-06-30", "未销号", None),
        ({"时限": "2023-06"}, "2023-07-02", "超期", 2),
        ({"时限": "待定"}, "2023-12-31", "未销号", None),
        ({}, "2023-12-31", "未销号", None),
        ({"时限": "2023-05-02", "销号": "2023-06"}, "2023-06-30", "已销号", None),
        ({"时限": "2023-05-02", "销号": "2023-06"}, "2023-06-10", None, None),
        ({"时限": "2023-05-02", "销号": "2023-06"}, "2023-05-31", "超期", 29),
        ({"无法办理": {"日期": "2023-06-01", "原因": "无"}}, "2023-06-01", "无法办理", None),
    ],
)
def test_how_one_problem_stands(
    others: Raw, day: str, status: str | None, over: int | None
) -> None:
    assert listed(_one(**others), day) == [("WT-1", status, over)]


def test_lists_of_the_open_and_of_the_overdue_name_whom_they_cannot_place() -> None:
    ledger = _one(时限="2023-05-02", 销号="2023-06")
    assert listed(ledger, "2023-05-31", overdue=True) == [("WT-1", "超期", 29)]
    assert listed(ledger, "2023-06-30", open=True) == []
    for asked in ({"open": True}, {"overdue": True}):
        told = shown(tables, ledger, date(2023, 6, 10), **asked)["problems-list"]
        assert told["rows"] == []
        assert "1 个是不是" in told["notes"][-1]
        assert "WT-1" in told["notes"][-1]


def test_of_another_project_and_of_a_withdrawn_one_nothing_is_counted() -> None:
    ledger = _one(项目="A-4")
    told = shown(tables, ledger, date(2023, 7, 1))
    assert told["problems"]["rows"] == []
    assert "WT-1" in "".join(told["problems"]["notes"])
    assert listed(ledger, "2023-06-19") == [("WT-1", "未销号", None)]
    assert listed(ledger, "2023-06-19", project="A-1") == []


@pytest.mark.parametrize("text", ["无", "无。", " 暂无 ", "不存在问题", "/", "—", ""])
def test_a_report_that_says_there_is_no_problem(text: str) -> None:
    assert not says_problem(text)


@pytest.mark.parametrize("text", ["无电", "暂无贷款", "没有路", "资金"])
def test_a_report_that_tells_of_a_problem(text: str) -> None:
    assert says_problem(text)


def test_what_reports_tell_of_without_an_open_record_is_listed_and_not_counted() -> None:
    def report(id: str, month: str, text: str | None) -> Raw:
        said = {"编号": id, "存在问题": text, "\0month": month}
        return {key: value for key, value in said.items() if value is not None}

    ledger = book(
        *PROJECTS,
        problems=[
            {"编号": "WT-1", "项目": "A-1", "类别": "用地", "问题": "差地", "提出": "2023-05-01"},
            {
                "编号": "WT-2",
                "项目": "A-2",
                "类别": "用地",
                "问题": "差地",
                "提出": "2023-05-01",
                "销号": "2023-05-20",
            },
        ],
        reports=[
            report("A-3", "2023-04", "旧问题"),
            report("A-1", "2023-05", "差地"),
            report("A-2", "2023-05", "又差地"),
            report("A-3", "2023-05", None),
            report("A-4", "2023-06", "差路"),
            report("A-2", "2023-06", "无"),
        ],
    )
    told = shown(tables, ledger, date(2023, 6, 10))
    named = [(row["project"], row["text"]) for row in told["problems-unregistered"]["rows"]]
    assert named == [("A-2", "又差地")]
    assert rows(told["problems"])["合计"]["raised"] == 2
    # Next month A-2 says that there is none, and A-4 has left.
    assert "problems-unregistered" not in shown(tables, ledger, date(2023, 6, 30))
