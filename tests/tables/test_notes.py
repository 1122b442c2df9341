"""Footnotes: what stands behind a table, what is unknown and why, what does not add up."""

from typing import Any

from figures.ledgers import PHASES, ledger, project, rollup, table, tables


def notes(
    book: Any, phases: str | None = None, as_of: str | None = None, **asked: Any
) -> list[str]:
    found: list[str] = table(book, phases, as_of, **asked)["notes"]
    return found


def says(found: list[str], *words: str) -> bool:
    return any(all(word in note for word in words) for note in found)


def test_the_unit_and_the_day_come_first_after_the_ledgers_own_notice() -> None:
    book = ledger(project("A", "签约=1"), 声明="本台账纯属虚构。")
    assert notes(book, "1", "2022-01-31")[:2] == [
        "本台账纯属虚构。",
        "单位：个、亿元；截至 2022-01-31。",
    ]
    assert "未限定截至日" in notes(book, "1")[1]


def test_the_rollups_behind_are_named_with_their_day() -> None:
    book = ledger(rollup("1", "签约", 个数="3", day="2021-08-31"))
    assert says(notes(book, "1"), "截至 2021-08-31", "第1期签约一批")
    assert not says(notes(book, "1"), "早于")


def test_a_snapshot_older_than_the_day_is_named_with_its_date() -> None:
    book = ledger(rollup("1", "签约", 个数="3", day="2021-08-31"))
    assert says(
        notes(book, "1", "2021-12-31"), "截至 2021-08-31", "早于 2021-12-31", "第1期签约一批"
    )
    assert not says(notes(book, "1", "2021-08-31"), "早于")


def test_where_all_snapshots_are_later_they_are_named() -> None:
    book = ledger(rollup("1", "签约", 个数="3", day="2021-12-31"))
    assert says(notes(book, "1", "2021-11-30"), "第1期签约一批", "2021-12-31", "晚于")


def test_an_unknown_names_the_entry_that_does_not_say() -> None:
    book = ledger(
        rollup("1", "签约", 个数="3"), project("A", "开工=1"), project("B", "开工=1", invest="3")
    )
    found = notes(book, "1")
    assert says(found, "汇总没有“总投资”", "第1期签约一批")
    assert says(found, "A 没有“总投资”")
    assert not says(found, "B 没有")
    assert says(found, "第1期投产一批", "没有记录")


def test_undated_is_named() -> None:
    book = ledger(project("A", "签约=1", "开工=已", invest="3"))
    assert says(notes(book, "1", "2022-01-31"), "A", "“已”", "没有日期")
    assert not says(notes(book, "1"), "“已”、没有日期")


def test_a_lower_bound_names_what_only_overlaps() -> None:
    book = ledger(rollup("1", "签约", True, 个数="3"), rollup("1-2", None, False, 个数="18"))
    found = notes(book, "1-2")
    assert says(found, "第1-2期项目（非监管平台）", "第1-2期开工一批", "部分重叠", "未计入")
    assert not says(found, "“≥”")
    assert not says(notes(book, "1"), "部分重叠")


def test_unknown_and_lower_bound_within_one_table_are_told_apart() -> None:
    book = ledger(rollup("1-2", "签约", 个数="18"))
    found = notes(book, "1")
    assert says(found, "第1-2期签约一批", "部分重叠", "未计入")
    assert not says(found, "“≥”为至少数")


def test_single_phases_are_told_together_and_what_spans_several_as_it_is() -> None:
    book = ledger(
        rollup("1", "签约", 个数="1"),
        rollup("2", "签约", 个数="1"),
        rollup("4", "签约", 个数="1"),
        rollup("1-2", "开工", 个数="1"),
        rollup("3-4", "开工", 个数="1"),
        phases={**PHASES, 4: "2022-03-01"},
    )
    (said,) = (note for note in notes(book, "1-4") if "汇总没有“总投资”" in note)
    assert "“总投资”、“节点.开工”（第1-2,4期签约一批、第1-2期开工一批、第3-4期开工一批）" in said
    assert "“节点.签约”（第1-2,4期签约一批）" in said


def test_many_projects_are_not_all_named() -> None:
    book = ledger(*(project(f"P{i}", "签约=1") for i in range(7)))
    assert says(notes(book, "1"), "P0、P1、P2、P3、P4 等 7 个项目", "总投资")


# --- on no list


_UNLISTED = ledger(
    project("A", "签约=1", "签约=2021-07-10", invest="10", platform=True),
    project("H-2", "", "签约=2021-08-01 开工=2022-01-20", invest="3", platform=False),
    project("H-1", "", "签约=已", invest="3"),
    project("W", "", "签约=2021-08-01", out="2021-12-01"),
    project("N", "", ""),
)


def test_who_has_milestones_and_is_on_no_list_is_named_by_every_table_of_phases() -> None:
    said = "另有 2 个项目有节点、没有在册，各期各批都不计：H-1、H-2。"
    asked: list[dict[str, Any]] = [{"by": by} for by in ("phase", "batch")]
    plain: list[dict[str, Any]] = [{}, {"unique": True}]
    for one in (*plain, *asked):
        for made in tables(_UNLISTED, **one).values():
            assert said in made["notes"], made["id"]
    for one in (*plain, {"by": "sector"}, {"by": "band"}, *asked):
        assert said in notes(_UNLISTED, "1", **one)


def test_a_table_of_all_projects_holds_them_and_says_nothing() -> None:
    made = table(_UNLISTED, by="sector")
    assert made["rows"][-1]["count"] == 4
    assert not says(made["notes"], "没有在册")


def test_who_is_on_no_list_is_told_as_of_the_day_and_for_the_platform_asked_for() -> None:
    before = notes(_UNLISTED, "1", "2021-07-31")
    assert says(before, "另有 1 个项目有节点、没有在册", "：H-1。")
    then = notes(_UNLISTED, "1", "2021-08-31")
    assert says(then, "另有 3 个项目有节点、没有在册", "：H-1、H-2、W。")
    assert says(notes(_UNLISTED, "1", on_platform=True), "另有 1 个", "：H-1。")
    assert says(notes(_UNLISTED, "1", on_platform=False), "另有 2 个", "：H-1、H-2。")


def test_where_all_are_on_lists_nothing_is_said_of_it() -> None:
    book = ledger(project("A", "签约=1", "签约=2021-07-10"), project("N", "", ""))
    assert not says(notes(book, "1"), "没有在册")


# --- rounding


def test_shares_that_do_not_add_up_to_100_are_said_not_adjusted() -> None:
    book = ledger(*(rollup("1", batch, 个数="1", 总投资="3") for batch in ("签约", "开工", "投产")))
    made = table(book, "1")
    assert [row["share_count"]["percent"] for row in made["rows"]] == ["33.3%"] * 3 + ["100%"]
    (said,) = (note for note in made["notes"] if "四舍五入" in note)
    assert "分项之和与合计不等，未作调整：个数占比、投资占比。" in said


def test_amounts_rounded_that_do_not_add_up_are_said() -> None:
    book = ledger(*(rollup("1", b, 个数="1", 总投资="0.005") for b in ("签约", "开工", "投产")))
    # 0.01 three times, but 0.015 in all is 0.02.
    assert says(notes(book, "1"), "总投资", " 0.01 亿元")


def test_what_adds_up_needs_no_remark() -> None:
    book = ledger(*(rollup("1", b, 个数=n, 总投资=n) for b, n in (("签约", "1"), ("开工", "3"))))
    book = ledger(
        *(
            rollup("1", b, 个数=n, 总投资=n)
            for b, n in (("签约", "1"), ("开工", "1"), ("投产", "2"))
        )
    )
    assert not says(notes(book, "1"), "四舍五入")


def test_amounts_are_rounded_to_the_places_of_the_ledger() -> None:
    book = ledger(
        *(rollup("1", b, 个数="1", 总投资="0.005") for b in ("签约", "开工", "投产")),
        口径={"金额小数位": "4"},
    )
    assert not says(notes(book, "1"), "四舍五入", "总投资")


def test_rounding_is_remarked_beside_a_part_that_does_not_apply() -> None:
    # 0.005 + 0.005 = 0.01, shown as 0.01 + 0.01; there is no 投产 list at all.
    book = ledger(*(rollup("1", b, 个数="1", 总投资="0.005") for b in ("签约", "开工")))
    assert says(notes(book, "1"), "总投资", " 0.01 亿元")


# --- conversions, other rates, targets


def test_conversions_are_told_exactly_or_as_known_so_far() -> None:
    exact = ledger(rollup("2", "签约", 个数="1"), rollup("2", "开工", 个数="12", 转化="11"))
    assert says(notes(exact, "2"), "其中 11 项次为转化")
    some = ledger(rollup("2", "投产", 个数="1"), rollup("2", "开工", 个数="12", 转化="11"))
    assert says(notes(some, "2"), "其中已知 11 项次为转化")


def test_other_rates_are_told_where_they_are_known() -> None:
    book = ledger(
        project("A", "签约=1", "履约=2021-08-01", invest="10", 到位资金="2.5"),
        project("B", "签约=1", "签约=2021-08-01", invest="10", 到位资金="0"),
    )
    found = notes(book, "1")
    assert says(found, "履约率 50%（1/2）")
    assert says(found, "资金到位率 12.5%（2.5/20）")
    unknown = ledger(project("A", "签约=1", invest="10"))
    assert not says(notes(unknown, "1"), "资金到位率")


def test_the_base_of_the_started_rate_is_said_under_the_table() -> None:
    book = ledger(project("A", "签约=1", "履约=2021-08-01"), 口径={"开工率分母": "履约"})
    assert says(notes(book, "1"), "签约开工率的分母是履约")
    assert says(tables(book)["cumulative"]["notes"], "签约开工率的分母是履约")


def test_the_base_is_said_under_the_table_of_all_phases_too() -> None:
    book = ledger(project("A", "签约=1", "履约=2021-08-01"), 口径={"开工率分母": "履约"})
    rates = [row.get("next_rate") for row in tables(book)["phases"]["rows"]]
    assert any(rate and rate["base"] == "履约" for rate in rates)
