"""Figures of different days (口径.md, “不同日子的数”): never subtracted, never compared."""

from typing import Any

import pytest

from sangeyipi.figures.measures import COUNT, INVESTMENT, reached
from sangeyipi.model.stages import Milestone

from . import ledgers
from .ledgers import faults, ledger, project, rows, table
from .test_figures import ask, scope

PHASES = {1: "2023-01-10", 2: "2023-04-10", 3: "2023-07-10"}
STARTED, PRODUCING = reached(Milestone.STARTED), reached(Milestone.PRODUCING)
EARLY, LATE = "2023-04-30", "2023-05-31"


def rollup(*where: Any, day: str = LATE, **figures: Any) -> dict[str, Any]:
    return ledgers.rollup(*where, day=day, **figures)


def statement(*claims: dict[str, Any], day: str = LATE) -> dict[str, Any]:
    return ledgers.statement(*claims, day=day)


def book(*records: Any, **config: Any) -> Any:
    return ledger(*records, phases=PHASES, **config)


def shown(row: dict[str, Any], key: str) -> str:
    value = "—" if row.get(key) is None else str(row[key])
    return ("≥" if key in row.get("lower_bounds", ()) else "") + value


def said(found: list[str], *words: str) -> bool:
    return any(all(word in note for word in words) for note in found)


# --- finer figures newer than the coarse


def test_a_newer_part_above_the_whole_is_its_lower_bound_and_leaves_no_remainder() -> None:
    made = table(
        book(
            rollup("1", 个数="10", 总投资="50", day=EARLY),
            rollup("1", "签约", 个数="11", 总投资="60", day=LATE),
        ),
        "1",
    )
    row = rows(made)
    assert [shown(row["合计"], key) for key in ("count", "investment")] == ["≥11", "≥60"]
    assert [shown(row["签约一批"], key) for key in ("count", "share_count")] == ["11", "—"]
    assert [shown(row["未分批"], key) for key in ("count", "investment")] == ["—", "—"]
    assert said(made["notes"], "“≥”为至少数", f"截至 {EARLY}", f"第1期签约一批截至 {LATE}")


def test_a_newer_part_below_the_whole_leaves_no_remainder_either() -> None:
    made = table(
        book(rollup("1", 个数="10", day=EARLY), rollup("1", "签约", 个数="8", day=LATE)), "1"
    )
    row = rows(made)
    assert [shown(row[label], "count") for label in ("签约一批", "未分批", "合计")] == [
        "8",
        "—",
        "10",
    ]
    assert row["签约一批"]["share_count"] is None
    assert said(made["notes"], "不同日子的数", f"截至 {EARLY}", f"截至 {LATE}")


def test_on_one_day_a_part_above_the_whole_is_an_error() -> None:
    for whole, part in ((EARLY, EARLY), (LATE, EARLY)):
        records = (rollup("1", 个数="10", day=whole), rollup("1", "签约", 个数="11", day=part))
        assert faults(book(*records)) == ["rollup-disagrees"]


def test_a_rate_is_never_made_of_two_days() -> None:
    claim = statement({"期": "1-2", "批": "开工", "开工投产率": "30"}, day=LATE)
    records = (
        rollup("1-2", "开工", 个数="10", reached="投产=3", day=EARLY),
        rollup("1", "开工", 个数="6", reached="投产=5", day=LATE),
    )
    row = rows(table(book(*records), "1-2"))["开工一批"]
    assert [shown(row, key) for key in ("count", "next_reached", "next_rate")] == ["10", "≥5", "—"]
    assert faults(book(*records, statements=[claim])) == ["statement-unprovable"]


def test_newer_parts_that_cover_the_whole_are_the_answer() -> None:
    records = (
        rollup("1-2", "签约", 个数="10", day=EARLY),
        rollup("1", "签约", 个数="5", day=LATE),
        rollup("2", "签约", 个数="6", day=LATE),
    )
    assert ask(book(*records), scope("1-2", "签约")) == "11"
    assert ask(book(*records), scope("1-2", "签约"), COUNT, EARLY) == "10"


def test_more_steps_in_the_parts_than_projects_in_the_whole_are_an_error() -> None:
    records = (
        rollup("1", "开工", 个数="10", day=EARLY),
        rollup("1", "开工", True, reached="投产=8", day=EARLY),
        rollup("1", "开工", False, reached="投产=5", day=EARLY),
    )
    assert faults(book(*records)) == ["rollup-disagrees"]
    assert faults(book(records[0], records[1])) == []


# --- the coarse newer than its parts


def test_a_newer_whole_does_not_contradict_its_parts() -> None:
    made = table(
        book(
            rollup("1-2", "签约", 个数="12", day=LATE),
            rollup("1", "签约", 个数="5", day=EARLY),
            rollup("2", "签约", 个数="6", day=EARLY),
        ),
        by="期",
    )
    row = rows(made)
    labels = ("第1期", "第2期", "1-2期签约", "合计")
    assert [shown(row[label], "count") for label in labels] == ["5", "6", "—", "12"]
    assert said(made["notes"], f"截至 {LATE}", f"截至 {EARLY}", "不相加减")


def test_a_complete_list_is_as_old_as_the_rollup_that_makes_it_complete() -> None:
    records = (
        rollup("1-2", "签约", 个数="5", whole=True, day=EARLY),
        rollup("1", "签约", 个数="2", whole=True, day="2023-01-31"),
        rollup("2", "签约", 个数="0", day=EARLY),
        project("A", "签约=1"),
        project("B", "签约=1"),
    )
    assert ask(book(*records), scope("1-2", "签约")) == "5"


# --- listed projects inside a total


LISTED = [project(f"P{i}", "签约=1", "开工=2023-02-01", invest="1") for i in range(3)]
TOTAL = rollup("1", "签约", 个数="4", reached="开工=1", whole=True, day="2023-01-31")


def test_newer_steps_of_listed_projects_count() -> None:
    claim = statement({"期": "1", "批": "签约", "签约开工率": "75"}, day="2023-03-01")
    found = book(*LISTED, TOTAL)
    assert ask(found, scope("1", "签约"), STARTED, "2023-01-31") == "1"
    assert ask(found, scope("1", "签约"), STARTED, "2023-03-01") == "≥3"
    assert ask(found, scope("1", "签约"), COUNT, "2023-03-01") == "4"
    assert rows(table(found, "1"))["签约一批"]["next_rate"] is None
    assert faults(book(*LISTED, TOTAL, statements=[claim])) == ["statement-unprovable"]


def test_a_step_that_does_not_exceed_the_total_still_makes_it_a_bound() -> None:
    found = book(
        *LISTED[:1], rollup("1", "签约", 个数="9", reached="开工=5", whole=True, day="2023-01-31")
    )
    assert ask(found, scope("1", "签约"), STARTED) == "≥5"


def test_a_withdrawn_project_does_not_slide_into_the_remainder() -> None:
    made = table(
        book(
            project("A", "签约=1", invest="3"),
            project("B", "签约=1", invest="4", out="2023-05-15"),
            rollup("1-2", "签约", 个数="3", 总投资="9", whole=True, day=EARLY),
        ),
        by="期",
    )
    row = rows(made)
    assert [shown(row[label], "count") for label in ("第1期", "1-2期签约", "合计")] == [
        "≥1",
        "1",
        "2",
    ]
    assert [shown(row[label], "investment") for label in ("1-2期签约", "合计")] == ["2", "5"]


def test_a_withdrawn_project_without_investment_makes_the_rest_unknown_and_is_named() -> None:
    made = table(
        book(
            project("A", "签约=1", invest="3"),
            project("B", "签约=1", out="2023-05-15"),
            rollup("1", "签约", 个数="3", 总投资="9", whole=True, day=EARLY),
        ),
        "1",
    )
    row = rows(made)["签约一批"]
    assert [shown(row, key) for key in ("count", "investment")] == ["2", "—"]
    assert said(made["notes"], "B 没有“总投资”")


# --- scopes that cross on some day only


@pytest.mark.parametrize("batch", [None, "开工"])
def test_scopes_that_cross_on_an_earlier_day_are_an_error(batch: str | None) -> None:
    inner = "签约" if batch is None else None
    records = (
        rollup(None, batch, 个数="10", day="2023-01-31"),
        rollup(None, batch, 个数="30", day="2023-07-31"),
        rollup("1-2", inner, 个数="6" if batch is None else "16", day=EARLY),
    )
    assert faults(book(*records)) == ["rollup-crosses"]


def test_what_only_later_crosses_is_not_counted_yet() -> None:
    """The later of two series that cross on no day counts nothing twice before its time."""
    records = (
        rollup(None, 个数="2", day="2023-01-31"),
        rollup("1-2", "签约", 个数="2", day=LATE),
        rollup("1", "签约", 个数="2", day="2023-01-31"),
        rollup("2", "签约", 个数="0", day=EARLY),
        rollup(None, 个数="2", day=LATE),
    )
    assert faults(book(*records)) == []
    assert ask(book(*records), scope(), COUNT, EARLY) == "2"


# --- totals that leave 转化 out

WITHOUT = {"转化计入总数": "false"}


def test_a_published_total_without_batch_is_counted_as_it_was_published() -> None:
    claim = statement({"期": "1", "总投资": "14919"})
    found = book(rollup("1", 总投资="14919"), 口径=WITHOUT, statements=[claim])
    assert faults(found) == []
    assert shown(rows(table(found, "1"))["合计"], "investment") == "14919"


def test_batches_without_their_conversions_agree_with_a_total_without_batch() -> None:
    batches = (
        rollup("1", "签约", 个数="3"),
        rollup("1", "开工", 个数="12", 转化="12"),
        rollup("1", "投产", 个数="5", 转化="4"),
    )
    assert faults(book(rollup("1", 个数="4"), *batches, 口径=WITHOUT)) == []
    assert faults(book(rollup("1", 个数="20"), *batches, 口径=WITHOUT)) == ["rollup-disagrees"]
    made = table(book(rollup("1", 个数="6"), *batches[:2], 口径=WITHOUT), "1")
    row = rows(made)
    assert [shown(row[label], "count") for label in ("未分批", "合计")] == ["3", "6"]


def test_a_conversion_without_investment_is_not_missed_where_it_is_not_counted() -> None:
    records = (project("A", "签约=1 开工=2"), project("B", "开工=2", invest="5"))
    row = rows(table(book(*records, 口径=WITHOUT), "2"))
    assert shown(row["合计"], "investment") == "5"
    assert shown(row["开工一批"], "investment") == "—"
    assert ask(book(*records), scope("2"), INVESTMENT) == "—"


# --- published rates


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ("100", ["statement-rate-rounded"]),
        ("99", ["statement-mismatch"]),
        ("100.0", ["statement-rate-rounded"]),
        ("99.9", []),
        ("99.95", []),
        ("99.94", ["statement-mismatch"]),
    ],
)
def test_a_published_rate_is_rounded_half_up_at_its_own_decimals(
    published: str, found: list[str]
) -> None:
    claim = statement({"期": "1", "批": "签约", "签约开工率": published})
    records = rollup("1", "签约", 个数="2000", reached="开工=1999")
    assert faults(book(records, statements=[claim])) == found


@pytest.mark.parametrize(
    ("published", "found"),
    [("0", ["statement-rate-rounded"]), ("1", ["statement-mismatch"]), ("0.1", []), ("0.05", [])],
)
def test_a_published_rate_of_nothing(published: str, found: list[str]) -> None:
    claim = statement({"期": "1", "批": "签约", "签约开工率": published})
    records = rollup("1", "签约", 个数="2000", reached="开工=1")
    assert faults(book(records, statements=[claim])) == found


def test_an_exact_rate_of_100_or_0_is_no_warning() -> None:
    claims = [
        statement({"期": "1", "批": "签约", "签约率": "100", "签约开工率": "0.0"}),
    ]
    records = rollup("1", "签约", 个数="7", reached="签约=7 开工=0")
    assert faults(book(records, statements=claims)) == []


# --- notes do not contradict the table


def test_a_phase_still_to_come_is_not_called_unrecorded() -> None:
    found = book(project("A", "签约=1 开工=3"))
    notes = table(found, "3", "2023-02-01")["notes"]
    assert said(notes, "第3期到 2023-02-01 还没有举行")
    assert not said(notes, "没有记录")
    assert not said(table(found, "3")["notes"], "还没有举行")


def test_what_lies_inside_a_coarser_rollup_is_not_called_unrecorded() -> None:
    notes = table(book(rollup("1", 个数="10")), "1")["notes"]
    assert not said(notes, "没有记录")
    assert said(notes, "第1期项目", "第1期签约一批")


def test_a_bound_names_the_project_and_is_not_called_unknown() -> None:
    found = book(
        project("A", "签约=1", platform=True, invest="1"), project("B", "签约=1", invest="1")
    )
    made = table(found, "1", on_platform=True, unique=True)
    assert shown(rows(made)["合计"], "count") == "≥1"
    assert said(made["notes"], "“≥”为至少数：B 没有写“监管平台”")
    assert not said(made["notes"], "部分重叠")
    assert not said(made["notes"], "无法去重，记“—”")
