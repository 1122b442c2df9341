"""Section one's tables: rows, shares, what adds up, and the two conventions of a total."""

from typing import Any

import pytest
from figures.ledgers import (
    DAY,
    faults,
    figures,
    ledger,
    percents,
    project,
    rollup,
    rows,
    statement,
    table,
    tables,
)

from sangeyipi.model.phases import phases
from sangeyipi.tables.summary import periods

BOOK = ledger(
    project("A", "签约=1 开工=2", "开工=2021-10-08", invest="10", platform=True),
    project("B", "签约=1", "履约=2021-09-01", invest="20", platform=True),
    project("C", "签约=2", "签约=2021-10-08", invest="30.25", platform=False),
    project("D", "投产=2", "达效=2022-01-01", invest="0.75", platform=True),
)


def figures_of(made: Any, *keys: str) -> list[list[Any]]:
    return [[row.get(key, "") for key in keys] for row in made["rows"]]


def test_one_phase() -> None:
    made = table(BOOK, "2")
    assert made["id"] == "phase"
    assert figures_of(made, "label", "phase", "batch", "count", "investment") == [
        ["签约一批", "2", "签约", 1, "30.25"],
        ["开工一批", "2", "开工", 1, "10"],
        ["投产一批", "2", "投产", 1, "0.75"],
        ["合计", "2", "合计", 3, "41"],
    ]
    assert percents(rows(made)["签约一批"]) == {
        "share_count": "33.3%",
        "share_investment": "73.8%",  # 30.25 / 41 = 73.78…
        "own_rate": "100%",
        "own_rate_investment": "100%",
        "next_rate": "0%",
        "next_rate_investment": "0%",
    }
    # 达效 implies 投产.
    assert rows(made)["投产一批"]["own_reached"] == 1
    assert rows(made)["投产一批"]["next_reached"] == 1


def test_a_total_has_no_steps() -> None:
    assert not [key for key in rows(table(BOOK, "2"))["合计"] if key.startswith(("own_", "next_"))]


def test_several_phases_are_taken_together() -> None:
    made = table(BOOK, "1-2")
    assert figures_of(made, "batch", "count", "investment") == [
        ["签约", 3, "60.25"],
        ["开工", 1, "10"],
        ["投产", 1, "0.75"],
        ["合计", 5, "71"],
    ]


def test_a_narrowed_phase_says_so_in_title_and_rows() -> None:
    made = table(BOOK, "1")
    assert "监管平台口径" in made["title"]
    assert {row["platform"] for row in made["rows"]} == {True}


def test_the_platform_asked_for() -> None:
    assert figures_of(table(BOOK, "2", on_platform=True), "batch", "count") == [
        ["签约", None],
        ["开工", 1],
        ["投产", 1],
        ["合计", 2],
    ]


# --- rows that add up


UNSPLIT = ledger(
    rollup("1", "签约", True, 个数="3", 总投资="10"),
    rollup("1", "开工", True, 个数="4", 总投资="20"),
    rollup("1", None, False, 个数="18", 总投资="146.6"),
)


def test_what_has_no_batch_gets_a_row_so_that_rows_add_up() -> None:
    made = table(UNSPLIT, "1")
    assert figures_of(made, "batch", "count", "investment", "platform") == [
        ["签约", 3, "10", True],
        ["开工", 4, "20", True],
        ["投产", None, None, ""],
        ["未分批", 18, "146.6", False],
        ["合计", 25, "176.6", ""],
    ]
    assert "lower_bounds" not in rows(made)["平台签约一批"]


def test_what_has_no_phase_gets_a_row_so_that_rows_add_up() -> None:
    book = ledger(
        rollup("1", "签约", 个数="3"),
        rollup("2", "签约", 个数="4"),
        rollup("1-2", "签约", 总投资="50"),
        rollup("3", "签约", 个数="5", 总投资="7"),
        rollup("3", "开工", 个数="6", 总投资="8"),
    )
    made = tables(book)["phases"]
    got = [row for row in figures_of(made, "label", "batch", "count", "investment") if row[2]]
    assert got == [
        ["第1期", "合计", 3, None],
        ["签约一批", "签约", 3, None],
        ["第2期", "合计", 4, None],
        ["签约一批", "签约", 4, None],
        ["第3期", "合计", 11, "15"],
        ["签约一批", "签约", 5, "7"],
        ["开工一批", "开工", 6, "8"],
    ]
    assert made["rows"][-1]["investment"] == "50"
    assert "count" not in made["rows"][-1]


def total_and_parts(made: Any, key: str) -> tuple[Any, Any]:
    """A table's total and the sum of its other rows, of those that are known."""
    *parts, total = made["rows"]
    return total[key], sum(part[key] for part in parts if part.get(key) is not None)


def test_an_unsplit_row_is_only_what_the_others_leave() -> None:
    book = ledger(
        project("A", "签约=1", invest="3"), rollup("1", 个数="26", 总投资="100", whole=True)
    )
    made = table(book, "1")
    assert total_and_parts(made, "count") == (26, 26)
    assert rows(made)["未分批"]["investment"] == "97"


def test_an_undivided_row_is_only_what_the_phases_leave() -> None:
    book = ledger(
        rollup("3", "签约", 个数="1", 总投资="10"), rollup("1-3", "签约", 个数="5", 总投资="132.9")
    )
    last = tables(book)["phases"]["rows"][-1]
    assert (last["count"], last["investment"]) == (4, "122.9")


def test_an_unsplit_row_that_does_not_say_is_unknown_not_absent() -> None:
    book = ledger(
        project("A", "签约=1", invest="3", platform=True), rollup("1", None, False, 个数="18")
    )
    made = table(book, "1")
    assert rows(made)["合计"]["investment"] is None
    assert rows(made)["非平台未分批"]["investment"] is None


@pytest.mark.parametrize("spanned", [None, "1-3"])
def test_the_cumulative_table_adds_up_too(spanned: str | None) -> None:
    book = ledger(
        project("A", "签约=1", platform=True),
        project("B", "签约=3", platform=True),
        rollup(spanned, None, False, 个数="18"),
    )
    made = tables(book)["cumulative"]
    top = [row for row in made["rows"] if row["batch"] in ("合计", "未分批")]
    *parts, total = top
    assert total["count"] == 20
    assert sum(row["count"] for row in parts) == 20


# --- the whole ledger


def test_cumulative_finished_under_way_and_everything() -> None:
    book = ledger(
        project("A", "签约=1 开工=3", "开工=2022-01-04", invest="10"),
        project("B", "签约=2", invest="20"),
        project("C", "签约=3", invest="30"),
    )
    made = tables(book)["cumulative"]
    got = [row for row in figures_of(made, "label", "phase", "count", "investment") if row[2]]
    assert got == [
        ["第1-2期 已实施", "1-2", 2, "30"],
        ["签约一批", "1-2", 2, "30"],
        ["第3期 正在实施", "3", 2, "40"],
        ["签约一批", "3", 1, "30"],
        ["开工一批", "3", 1, "10"],
        ["总计（项次）", "1-3", 4, "70"],
    ]


@pytest.mark.parametrize(
    ("as_of", "finished", "under_way"),
    [
        ("2021-07-09", None, None),
        ("2021-07-10", None, [1]),
        ("2021-10-07", None, [1]),
        ("2021-10-08", [1], [2]),
        ("2022-01-04", [1, 2], [3]),
        (None, [1, 2], [3]),
    ],
)
def test_the_phase_under_way_is_the_last_one_held(
    as_of: str | None, finished: list[int] | None, under_way: list[int] | None
) -> None:
    found = periods(figures(BOOK, as_of))
    assert found.finished == (phases(finished) if finished else None)
    assert found.under_way == (phases(under_way) if under_way else None)


def test_before_the_first_phase_there_is_nothing_to_count() -> None:
    found = tables(BOOK, as_of="2021-07-09")
    assert found["cumulative"]["rows"] == []
    assert any("还没有举行过一期" in note for note in found["cumulative"]["notes"])
    once = tables(BOOK, as_of="2021-07-09", unique=True)
    assert not any("去重" in note for note in once["cumulative"]["notes"])
    assert found["phases"]["rows"] == []


def test_by_phase_and_by_batch() -> None:
    by_phase = table(BOOK, by="期")
    assert figures_of(by_phase, "label", "count", "investment") == [
        ["第1期 平台", 2, "30"],
        ["第2期", 3, "41"],
        ["第3期", None, None],
        ["合计", 5, "71"],
    ]
    by_batch = table(BOOK, by="批")
    assert [row["count"] for row in by_batch["rows"]] == [3, 1, 1, 5]
    assert by_batch["id"] == "by-batch"


# --- counted once


def test_unique_counts_each_project_once_and_says_by_how_many_listings_exceed() -> None:
    made = table(BOOK, "1-2", unique=True)
    assert figures_of(made, "batch", "count", "investment") == [
        ["签约", 3, "60.25"],
        ["开工", 1, "10"],
        ["投产", 1, "0.75"],
        ["合计", 4, "61"],
    ]
    assert "按项目去重：4 个项目，5 项次，项次多 1。" in made["notes"]


def test_unique_is_unknown_with_a_rollup_in_scope_and_says_why() -> None:
    book = ledger(project("A", "签约=1"), rollup("2", "开工", 个数="3"))
    made = table(book, "1-2", unique=True)
    assert rows(made)["合计"]["count"] is None
    assert rows(made)["开工一批"]["count"] is None
    assert rows(made)["签约一批"]["count"] == 1
    assert any("无法去重" in note for note in made["notes"])


def test_unique_is_unknown_where_a_rollup_only_overlaps() -> None:
    book = ledger(project("A", "签约=1", platform=True), rollup("1-2", None, False, 个数="3"))
    assert rows(table(book, "1", unique=True))["合计"]["count"] == 1  # narrowed to the platform
    assert rows(table(book, "1-2", unique=True))["合计"]["count"] is None


def test_unique_does_not_call_what_is_recorded_unrecorded() -> None:
    made = table(ledger(rollup("2", "开工", 个数="3")), "2", unique=True)
    unrecorded = [note for note in made["notes"] if "没有记录" in note]
    assert not any("开工" in note or "第2期项目" in note for note in unrecorded)


def test_unique_does_not_call_its_total_listings() -> None:
    assert not any("合计为项次" in note for note in table(BOOK, "1-2", unique=True)["notes"])


# --- does a total include 转化


WITHOUT = {"转化计入总数": "false"}


def test_a_total_without_conversions() -> None:
    records = [
        project("A", "签约=1 开工=2", invest="10"),
        project("B", "签约=1", invest="20"),
        project("C", "签约=2", invest="30"),
    ]
    included, excluded = ledger(*records), ledger(*records, 口径=WITHOUT)
    assert rows(table(included, "2"))["合计"]["count"] == 2
    row = rows(table(excluded, "2"))["合计"]
    assert (row["count"], row["investment"]) == (1, "30")
    assert rows(table(excluded, "2"))["开工一批"]["count"] == 1
    assert (rows(table(excluded, "1-2"))["合计"]["count"]) == 3
    assert any("合计不含转化项目 1 个" in note for note in table(excluded, "2")["notes"])
    assert any("1 项次为转化" in note for note in table(included, "2")["notes"])


def test_a_total_without_conversions_that_nobody_counted_is_unknown() -> None:
    book = ledger(rollup("2", "开工", 个数="12"), rollup("2", "签约", 个数="1"), 口径=WITHOUT)
    assert rows(table(book, "2"))["合计"]["count"] is None


def test_the_note_names_what_is_really_missing() -> None:
    book = ledger(rollup("2", "开工", 个数="12"), rollup("2", "签约", 个数="1"), 口径=WITHOUT)
    notes = table(book, "2")["notes"]
    (said,) = (note for note in notes if "汇总没有" in note)
    assert "“转化”" in said
    assert not any("“个数”" in note for note in notes)


def test_a_lower_bound_without_conversions_still_names_what_overlaps() -> None:
    book = ledger(
        project("A", "签约=1 开工=2", invest="10"), rollup("2-3", "投产", 个数="3"), 口径=WITHOUT
    )
    made = table(book, by="期", phases="2")
    assert any("部分重叠" in note for note in made["notes"] if "第2-3期投产" in note)


def test_no_share_exceeds_its_whole() -> None:
    book = ledger(
        rollup("2", "签约", 个数="1"), rollup("2", "开工", 个数="12", 转化="12"), 口径=WITHOUT
    )
    for row in table(book, "2")["rows"]:
        share = row.get("share_count")
        assert share is None or share["numerator"] <= share["denominator"]


def test_a_statement_uses_the_same_convention_as_the_table() -> None:
    book = ledger(
        rollup("2", "签约", 个数="1"),
        rollup("2", "开工", 个数="12", 转化="12"),
        口径=WITHOUT,
        statements=[statement({"期": "2", "个数": "1"}, day=DAY)],
    )
    assert faults(book) == []


# --- targets


def test_a_target_is_judged_by_the_exact_rate() -> None:
    def verdict(done: int) -> list[str]:
        book = ledger(
            rollup("1", "开工", 个数="2000", reached=f"开工=2000 投产={done}"),
            目标={"开工投产率": "99.95"},
        )
        return [note[-4:] for note in table(book, "1")["notes"] if "目标" in note]

    assert verdict(1999) == ["，达标。"]
    assert verdict(1998) == ["未达标。"]


def test_one_undated_step_leaves_the_others_as_a_lower_bound() -> None:
    many = [project(f"A-{n}", "投产=1", "投产=2021-08-01 达效=2021-12-01") for n in range(3)]
    book = ledger(*many, project("B", "投产=1", "投产=2021-08-01 达效=已"))
    made = table(book, "1", "2022-01-31")
    row = next(row for row in made["rows"] if row["batch"] == "投产")
    assert (row["own_reached"], row["own_rate"]["percent"]) == (4, "100%")
    assert (row["next_reached"], row["next_rate"]) == (3, None)
    assert row["lower_bounds"] == ["next_reached"]
    said = "“≥”为至少数：B 节点只写“已”、没有日期，到没到不明，未计入，率记“—”；"
    assert said + "补上“节点.达效”的日期。" in made["notes"]
    # By all that is recorded it has come to the end, and there is nothing to add.
    now = table(book, "1")
    row = next(row for row in now["rows"] if row["batch"] == "投产")
    assert (row["next_reached"], row["next_rate"]["percent"]) == (4, "100%")
    assert "lower_bounds" not in row
    assert not [note for note in now["notes"] if "已" in note and "B" in note]


def test_an_undated_step_names_only_whom_the_table_lacks() -> None:
    # 开工 on 9-15 is certain of both; nobody asks a list of 签约 for 投产 or 达效.
    book = ledger(
        project("A", "签约=1", "开工=2021-09-15 达效=已"),
        project("B", "签约=1", "开工=已 投产=已"),
        project("C", "签约=1", "开工=2021-09-15"),
    )
    made = table(book, "1", "2022-01-31")
    row = next(row for row in made["rows"] if row["batch"] == "签约")
    assert (row["next_reached"], row["lower_bounds"]) == (2, ["own_reached", "next_reached"])
    (said,) = [note for note in made["notes"] if "只写“已”" in note]
    assert "A" not in said
    assert said.endswith("补上“节点.开工”、“节点.投产”的日期。")


def test_undated_steps_are_told_in_one_note() -> None:
    book = ledger(
        project("A", "开工=1", "签约=已 开工=已"),
        project("B", "投产=1", "签约=2021-07-10 投产=已"),
    )
    said = [note for note in table(book, "1", "2022-01-31")["notes"] if "只写“已”" in note]
    assert said == [
        "“—”：A、B 节点只写“已”、没有日期；"
        "A 补上“节点.签约”、“节点.开工”，B 补上“节点.投产”的日期。"
    ]
