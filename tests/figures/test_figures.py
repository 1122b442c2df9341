"""Scope and time (design, “How figures are made”): each rule by its name, worked out by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sangeyipi.figures.measures import CONVERTED, COUNT, FUNDS, INVESTMENT, Measure, reached
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.question import Scope
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Batch, Milestone

from .ledgers import faults, figures, ledger, project, rollup

STARTED = reached(Milestone.STARTED)
PRODUCING = reached(Milestone.PRODUCING)


def scope(text: str = "", batch: str | None = None, platform: bool | None = None) -> Scope:
    found = parse_phases(text) if text else None
    return Scope(found, Batch(batch) if batch else None, platform)


def ask(
    source: Ledger | Figures, where: Scope, measure: Measure = COUNT, as_of: str | None = None
) -> str:
    """A figure as text: `7`, `≥7`, or `—`."""
    asked = source if isinstance(source, Figures) else figures(source, as_of)
    return spelled(asked.ask(where, measure))


def spelled(figure: Figure) -> str:
    if figure.value is None:
        return "—"
    return f"{'≥' if figure.is_lower_bound else ''}{plain(figure.value)}"


def missing(book: Ledger, where: Scope, measure: Measure) -> list[str]:
    return [entry.scope.title for entry in figures(book).ask(where, measure).missing]


def outside(book: Ledger, where: Scope, measure: Measure = COUNT) -> list[str]:
    return [entry.scope.title for entry in figures(book).ask(where, measure).outside]


# --- absent is unknown, never zero


def test_nothing_inside_is_unknown() -> None:
    book = ledger(project("A", "签约=1"))
    assert ask(book, scope("1", "开工")) == "—"
    assert ask(book, scope("2")) == "—"
    assert ask(book, scope("9")) == "—"


def test_one_project_without_investment_makes_the_sum_unknown() -> None:
    book = ledger(project("A", "签约=1", invest="3"), project("B", "签约=1"))
    assert ask(book, scope("1"), INVESTMENT) == "—"
    assert ask(book, scope("1")) == "2"


def test_a_stated_zero_is_a_zero() -> None:
    book = ledger(rollup("1", "签约", 个数="0", reached="开工=0"))
    assert ask(book, scope("1", "签约")) == "0"
    assert ask(book, scope("1", "签约"), STARTED) == "0"


def test_funds_are_known_only_where_all_are() -> None:
    some = ledger(project("A", "签约=1", 到位资金="1.5"), project("B", "签约=1", 到位资金="0"))
    assert ask(some, scope("1"), FUNDS) == "1.5"
    assert (
        ask(
            ledger(project("A", "签约=1", 到位资金="1.5"), project("B", "签约=1")),
            scope("1"),
            FUNDS,
        )
        == "—"
    )


def test_sums_are_exact() -> None:
    book = ledger(*(project(f"P{i}", "签约=1", invest="0.1") for i in range(10)))
    assert figures(book).ask(scope("1"), INVESTMENT).value == Decimal("1.0")


# --- each measure is resolved by itself


def test_an_entry_that_lacks_the_measure_makes_it_unknown_and_is_named() -> None:
    book = ledger(rollup("1", "签约", 个数="3", 总投资="9"), rollup("1", "开工", 个数="4"))
    assert ask(book, scope("1")) == "7"
    assert ask(book, scope("1"), INVESTMENT) == "—"
    assert missing(book, scope("1"), INVESTMENT) == ["第1期开工一批"]


def test_a_container_gives_what_the_finer_lack() -> None:
    book = ledger(
        rollup("1", "签约", 个数="3"),
        rollup("2", "签约", 个数="4"),
        rollup("1-2", "签约", 总投资="132.9"),
    )
    assert ask(book, scope("1-2"), INVESTMENT) == "132.9"
    assert ask(book, scope("1"), INVESTMENT) == "—"
    assert ask(book, scope("1-2")) == "7"


def test_a_complete_finer_cover_gives_what_the_container_lacks() -> None:
    book = ledger(
        rollup("1", "签约", True, 个数="3"),
        rollup("1", "签约", False, 个数="4"),
        rollup("1", "签约", 总投资="50"),
    )
    assert ask(book, scope("1", "签约")) == "7"
    assert ask(book, scope("1", "签约"), INVESTMENT) == "50"


def test_a_partial_finer_cover_does_not() -> None:
    book = ledger(rollup("1", "签约", True, 个数="3"), rollup("1", "签约", 总投资="50"))
    assert ask(book, scope("1", "签约")) == "—"
    assert missing(book, scope("1", "签约"), COUNT) == ["第1期签约一批"]


def test_a_complete_cover_must_agree() -> None:
    book = ledger(
        rollup("1", "签约", True, 个数="3"),
        rollup("1", "签约", False, 个数="4"),
        rollup("1", "签约", 个数="8"),
    )
    assert faults(book) == ["rollup-disagrees"]


def test_a_partial_cover_uses_the_coarse() -> None:
    book = ledger(rollup("1", "签约", 个数="3"), rollup("1-2", "签约", 个数="10"))
    assert ask(book, scope("1-2")) == "10"
    assert ask(book, scope("1")) == "3"


def test_a_partial_cover_may_not_exceed_the_coarse() -> None:
    book = ledger(rollup("1", "签约", 个数="11"), rollup("1-2", "签约", 个数="10"))
    assert faults(book) == ["rollup-disagrees"]


def test_covers_add_up_through_several_levels() -> None:
    book = ledger(
        rollup("1", "签约", True, 个数="1"),
        rollup("1", "签约", False, 个数="2"),
        rollup("1", "开工", 个数="4"),
        rollup("1", "投产", 个数="8"),
        rollup("1", 总投资="100"),
        rollup("1", "签约", 总投资="10"),
    )
    assert ask(book, scope("1")) == "15"
    assert ask(book, scope("1"), INVESTMENT) == "100"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (rollup("1-2", 个数="1"), rollup("2-3", 个数="1")),
        (rollup("1", "签约", 个数="1"), rollup("1", None, True, 个数="1")),
        (rollup(None, "签约", 个数="1"), rollup("1", 个数="1")),
    ],
)
def test_scopes_that_cross_are_an_error(one: dict[str, str], other: dict[str, str]) -> None:
    assert faults(ledger(one, other)) == ["rollup-crosses"]


# --- what only overlaps the question


def test_what_only_overlaps_makes_a_lower_bound_and_is_named() -> None:
    book = ledger(rollup("1", "签约", True, 个数="3"), rollup("1-2", None, False, 个数="18"))
    assert ask(book, scope("1")) == "≥3"
    assert outside(book, scope("1")) == ["第1-2期项目（非监管平台）"]
    assert ask(book, scope("1-2")) == "21"


def test_with_nothing_inside_an_overlap_is_unknown_not_zero() -> None:
    book = ledger(rollup("1-2", 个数="18"))
    assert ask(book, scope("1")) == "—"
    assert outside(book, scope("1")) == ["第1-2期项目"]


def test_a_coarse_entry_adds_nothing_to_what_a_finer_one_gives_whole() -> None:
    book = ledger(rollup("1", "签约", 个数="3", reached="开工=2"), rollup("1-2", "签约", 个数="10"))
    assert ask(book, scope("1", "签约")) == "3"
    assert ask(book, scope("1", "签约"), STARTED) == "2"


def test_a_project_of_unknown_platform_is_a_lower_bound_on_either_side() -> None:
    book = ledger(
        project("A", "签约=1", platform=True),
        project("B", "签约=1", platform=False),
        project("C", "签约=1"),
    )
    assert ask(book, scope("1")) == "3"
    assert ask(book, scope("1", None, True)) == "≥1"
    assert ask(book, scope("1", None, False)) == "≥1"


def test_only_projects_of_unknown_platform_are_unknown_on_the_platform() -> None:
    book = ledger(project("A", "签约=1"))
    assert ask(book, scope("1", None, True)) == "—"


def test_a_withdrawn_project_of_unknown_platform_spoils_nothing() -> None:
    book = ledger(project("A", "签约=1", platform=True), project("B", "签约=1", out="2022-01-10"))
    assert ask(book, scope("1", None, True)) == "1"


# --- narrowing to one platform value


def test_where_all_entries_inside_agree_the_question_is_narrowed() -> None:
    book = ledger(rollup("1", "签约", True, 个数="5"), rollup("1-2", None, False, 个数="18"))
    asked = figures(book)
    assert asked.narrowed(scope("1")) == scope("1", None, True)
    assert ask(asked, asked.narrowed(scope("1"))) == "5"
    assert asked.narrowed(scope("1-2")) == scope("1-2")
    assert ask(asked, scope("1-2")) == "23"


def test_an_entry_of_both_platform_values_is_not_narrowed() -> None:
    book = ledger(rollup("1", "签约", True, 个数="5"), rollup("1", "开工", 个数="2"))
    assert figures(book).narrowed(scope("1")) == scope("1")


def test_an_explicit_platform_is_not_narrowed_away() -> None:
    book = ledger(rollup("1", "签约", True, 个数="5"))
    asked = figures(book)
    assert asked.narrowed(scope("1", None, False)) == scope("1", None, False)
    assert ask(asked, scope("1", None, False)) == "—"


def test_nothing_inside_is_not_narrowed() -> None:
    assert figures(ledger(rollup("1", 个数="1"))).narrowed(scope("2")) == scope("2")


def test_a_withdrawn_project_does_not_stop_the_narrowing() -> None:
    book = ledger(
        project("A", "签约=1", platform=True),
        project("B", "签约=1", platform=False, out="2022-01-10"),
    )
    assert figures(book).narrowed(scope("1")) == scope("1", None, True)


# --- 含明细: the total, with the projects listed part of it


def test_a_remainder_adds_to_nothing_listed_in_its_scope() -> None:
    book = ledger(project("A", "签约=1"), rollup("1", "签约", 个数="3"))
    assert faults(book) == ["rollup-counts-twice"]


def test_a_remainder_beside_a_project_of_unknown_platform_is_an_error() -> None:
    book = ledger(project("A", "签约=1"), rollup("1", "签约", True, 个数="3"))
    assert faults(book) == ["rollup-counts-twice"]


def test_a_total_holds_its_projects() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2022-01-01", invest="3"),
        rollup("1", "签约", 个数="5", 总投资="20", reached="开工=2", whole=True),
    )
    assert [ask(book, scope("1", "签约"), m) for m in (COUNT, INVESTMENT, STARTED)] == [
        "5",
        "20",
        "2",
    ]


def test_a_total_of_projects_all_listed_is_told_by_the_projects() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2022-01-01", invest="3"),
        project("B", "签约=1", "投产=2022-02-01", invest="4.5"),
        rollup("1", "签约", 个数="2", whole=True),
    )
    assert [ask(book, scope("1", "签约"), m) for m in (COUNT, INVESTMENT, STARTED, PRODUCING)] == [
        "2",
        "7.5",
        "2",
        "1",
    ]


def test_of_projects_all_listed_those_that_say_when_are_counted() -> None:
    listed = [
        project("A", "签约=1", "开工=2021-08-01"),
        project("B", "签约=1", "开工=已"),
    ]
    asked = scope("1", "签约")
    all_listed = ledger(*listed, rollup("1", "签约", 个数="2", whole=True))
    assert ask(all_listed, asked, STARTED, "2022-12-31") == "≥1"
    # Of the third the rollup would have to say it.
    more = ledger(*listed, rollup("1", "签约", 个数="3", whole=True))
    assert ask(more, asked, STARTED, "2022-12-31") == "—"
    told = ledger(*listed, rollup("1", "签约", 个数="3", reached="开工=2", whole=True))
    assert ask(told, asked, STARTED, "2022-12-31") == "2"
    # A list on which somebody says nothing leaves what is certain of another.
    other = ledger(*listed, project("C", "签约=2", "开工=2022-02-01"))
    assert ask(other, scope("1-2", "签约"), STARTED, "2022-12-31") == "≥2"
    beside = ledger(*listed, rollup("2", "签约", 个数="3", reached="开工=2"))
    assert ask(beside, scope("1-2", "签约"), STARTED, "2022-12-31") == "≥3"
    silent = ledger(*listed, rollup("2", "签约", 个数="3"))
    assert ask(silent, scope("1-2", "签约"), STARTED, "2022-12-31") == "—"


@pytest.mark.parametrize(
    "stated",
    [
        {"个数": "1"},
        {"个数": "3", "总投资": "7"},
        {"个数": "3", "reached": "开工=1"},
        {"个数": "2", "总投资": "8"},
        {"个数": "2", "reached": "开工=1"},
    ],
)
def test_listed_projects_may_not_exceed_a_total_and_a_complete_list_must_agree(
    stated: Any,
) -> None:
    book = ledger(
        project("A", "签约=1", "开工=2022-01-01", invest="3"),
        project("B", "签约=1", "投产=2022-02-01", invest="4.5"),
        rollup("1", "签约", whole=True, **stated),
    )
    assert faults(book) == ["rollup-disagrees"]


def test_a_part_of_a_total_is_a_lower_bound() -> None:
    book = ledger(project("A", "签约=1"), rollup("1-2", "签约", 个数="5", whole=True))
    assert ask(book, scope("1")) == "≥1"
    assert ask(book, scope("2")) == "—"


def test_a_part_of_a_total_whose_projects_are_all_listed_is_exact() -> None:
    book = ledger(
        project("A", "签约=1"), project("B", "签约=2"), rollup("1-2", "签约", 个数="2", whole=True)
    )
    assert ask(book, scope("1")) == "1"


def test_a_part_of_a_total_all_listed_is_exact_for_every_measure() -> None:
    book = ledger(
        project("A", "签约=1", invest="3"),
        project("B", "签约=2"),
        rollup("1-2", "签约", 个数="2", whole=True),
    )
    assert ask(book, scope("1"), INVESTMENT) == "3"


def test_two_unknown_counts_are_no_complete_cover() -> None:
    book = ledger(
        rollup("1-2", "签约", 总投资="100", whole=True),
        rollup("1", "签约", reached="开工=3"),
        project("A", "签约=2", "开工=2021-11-01", invest="30"),
    )
    assert ask(book, scope("1-2"), STARTED) == "—"


def test_two_unknown_counts_do_not_have_to_agree() -> None:
    book = ledger(
        rollup("1-2", "签约", 总投资="100", whole=True),
        rollup("1", "签约", 总投资="20"),
        project("A", "签约=2", invest="30"),
    )
    assert faults(book) == []
    assert ask(book, scope("1-2"), INVESTMENT) == "100"


@pytest.mark.parametrize(
    "totals",
    [
        [
            rollup("1", "签约", True, 个数="5", whole=True),
            rollup("1", "签约", False, 个数="3", whole=True),
        ],
        [rollup("1", "签约", True, 个数="5", whole=True)],
        [rollup("1", None, True, 个数="5", whole=True)],
    ],
)
def test_a_total_of_one_platform_value_and_a_project_of_unknown_platform(
    totals: list[dict[str, str]],
) -> None:
    book = ledger(project("A", "签约=1"), *totals)
    assert faults(book) or ask(book, scope("1")) in ("8", "≥5", "—")


# --- time


def test_a_listing_counts_from_its_phases_date() -> None:
    book = ledger(project("A", "签约=1 开工=2", "签约=2021-07-01"))
    assert ask(book, scope("2"), COUNT, "2021-10-07") == "—"
    assert ask(book, scope("2"), COUNT, "2021-10-08") == "1"
    assert ask(book, scope("1-2"), COUNT, "2021-10-07") == "1"
    assert ask(book, scope("2"), COUNT) == "1"


def test_a_milestone_counts_when_reached_by_then() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2021-09-15"),
        project("B", "签约=1", "开工=2021-10"),
        project("C", "签约=1"),
    )
    asked = scope("1", "签约")
    got = [
        ask(book, asked, STARTED, day)
        for day in ("2021-09-14", "2021-09-15", "2021-10-30", "2021-10-31")
    ]
    assert got == ["0", "1", "1", "2"]
    assert ask(book, asked, STARTED) == "2"


def test_undated_counts_without_a_day_and_is_left_out_with_one() -> None:
    book = ledger(project("A", "签约=1", "开工=已"), project("B", "签约=1", "开工=2021-09-15"))
    asked = scope("1", "签约")
    assert ask(book, asked, STARTED) == "2"
    assert ask(book, asked, STARTED, "2022-01-01") == "≥1"
    assert ask(book, asked, PRODUCING, "2022-01-01") == "0"
    # Of what is at least nothing, nothing is known.
    assert ask(book, asked, STARTED, "2021-09-14") == "—"


def test_a_withdrawn_project_leaves_every_count_from_its_date() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2021-09-01", invest="3"),
        project("B", "签约=1", "开工=2021-09-01", invest="4", out="2021-12-01"),
    )
    asked = scope("1")
    for measure, before, after in ((COUNT, "2", "1"), (INVESTMENT, "7", "3"), (STARTED, "2", "1")):
        assert ask(book, asked, measure, "2021-11-30") == before
        assert ask(book, asked, measure, "2021-12-01") == after
        assert ask(book, asked, measure) == after


def test_a_list_that_withdrawals_have_emptied_is_known_to_be_empty() -> None:
    book = ledger(project("A", "签约=1", out="2021-12-01"))
    assert ask(book, scope("1", "签约")) == "0"


SNAPSHOTS = ledger(
    rollup("1", "签约", 个数="3", reached="开工=1", day="2021-08-31"),
    rollup("1", "签约", 个数="3", reached="开工=2", day="2021-12-31"),
)


@pytest.mark.parametrize(
    ("as_of", "started"),
    [
        (None, "2"),
        ("2022-05-01", "2"),
        ("2021-12-31", "2"),
        ("2021-12-30", "1"),
        ("2021-08-31", "1"),
        ("2021-08-30", "—"),
    ],
)
def test_the_latest_snapshot_not_after_the_day_is_used(as_of: str | None, started: str) -> None:
    assert ask(SNAPSHOTS, scope("1", "签约"), STARTED, as_of) == started


def test_all_snapshots_later_is_unknown_even_beside_known_ones() -> None:
    book = ledger(
        rollup("1", "签约", 个数="3", day="2021-08-31"),
        rollup("1", "开工", 个数="4", day="2022-08-31"),
    )
    assert ask(book, scope("1"), COUNT, "2021-12-31") == "—"
    assert ask(book, scope("1", "签约"), COUNT, "2021-12-31") == "3"
    assert ask(book, scope("1")) == "7"


def test_two_spellings_of_one_scope_are_one_series() -> None:
    book = ledger(
        rollup("1-3", "签约", 个数="3", day="2022-02-28"),
        rollup(None, "签约", 个数="4", day="2022-05-31"),
    )
    assert ask(book, scope("1-3")) == "4"
    assert ask(book, scope("1-3"), COUNT, "2022-03-01") == "3"


def test_a_finer_newer_cover_is_used_before_the_coarse_snapshot_of_its_day() -> None:
    book = ledger(
        rollup("1", "签约", 个数="7", day="2021-08-31"),
        rollup("1", "签约", True, 个数="5", day="2021-08-31"),
        rollup("1", "签约", False, 个数="2", day="2021-08-31"),
    )
    assert ask(book, scope("1", "签约"), COUNT, "2021-09-30") == "7"


def test_a_total_is_compared_with_its_projects_as_of_its_own_day() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2021-11-01"),
        project("B", "签约=1", "开工=2022-02-01"),
        rollup("1", "签约", 个数="2", reached="开工=1", day="2021-12-01", whole=True),
    )
    assert faults(book) == []
    assert ask(book, scope("1", "签约"), STARTED, "2021-12-01") == "1"
    assert ask(book, scope("1", "签约"), STARTED) == "2"


def test_earlier_snapshots_must_agree_too() -> None:
    book = ledger(
        rollup("1", "签约", True, 个数="3", day="2021-12-01"),
        rollup("1", "签约", False, 个数="3", day="2021-12-01"),
        rollup("1", "签约", 个数="5", day="2021-12-01"),
        rollup("1", "签约", 个数="6", day="2022-06-01"),
    )
    assert faults(book) == ["rollup-disagrees"]


def test_a_withdrawal_after_a_complete_total_is_counted() -> None:
    book = ledger(
        project("A", "签约=1"),
        project("B", "签约=1", out="2022-02-01"),
        rollup("1", "签约", 个数="2", day="2021-12-01", whole=True),
    )
    assert ask(book, scope("1", "签约"), COUNT, "2022-01-31") == "2"
    assert ask(book, scope("1", "签约"), COUNT, "2022-02-01") == "1"
    assert ask(book, scope("1", "签约")) == "1"


@pytest.mark.parametrize("phases", ["1-3", None])
def test_a_rollup_says_nothing_of_phases_held_after_it(phases: str | None) -> None:
    book = ledger(rollup(phases, "签约", 个数="10", day="2021-12-01"), project("A", "签约=3"))
    assert faults(book) or ask(book, scope("1-3", "签约")) in ("11", "—")


def test_an_entry_without_phases_is_inside_the_phases_held_by_the_day() -> None:
    book = ledger(
        rollup(None, None, False, 个数="18", day="2021-11-01"),
        project("A", "签约=1", platform=True),
    )
    assert ask(book, scope("1-2"), COUNT, "2021-12-01") == "19"


# --- conversions


def test_conversions_are_counted_where_the_project_moved_to() -> None:
    book = ledger(
        project("A", "签约=1 开工=2"), project("B", "开工=2"), project("C", "签约=2 开工=2")
    )
    assert ask(book, scope("2", "开工"), CONVERTED) == "1"
    assert ask(book, scope("2"), CONVERTED) == "1"
    assert ask(book, scope("1"), CONVERTED) == "0"


def test_a_rollup_that_does_not_say_leaves_conversions_unknown() -> None:
    book = ledger(rollup("2", "开工", 个数="3"), rollup("2", "签约", 个数="1"))
    assert ask(book, scope("2"), CONVERTED) == "—"
    assert ask(book, scope("2", "签约"), CONVERTED) == "0"


# --- what a rollup implies


def test_a_rollup_whose_projects_all_reached_a_later_milestone() -> None:
    book = ledger(rollup("1", "签约", 个数="5", reached="开工=5"))
    assert ask(book, scope("1", "签约"), reached(Milestone.COMMITTED)) == "5"
    assert ask(book, scope("1", "签约"), PRODUCING) == "—"


def test_a_rollup_of_which_some_reached_a_later_milestone() -> None:
    book = ledger(rollup("1", "签约", 个数="5", reached="开工=4"))
    assert ask(book, scope("1", "签约"), reached(Milestone.COMMITTED)) == "—"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"个数": "5", "reached": "开工=0"}, "0"),
        ({"个数": "0"}, "0"),
        ({"个数": "5", "reached": "开工=3 达效=3"}, "3"),
    ],
)
def test_a_rollup_between_two_equal_counts(stated: Any, expected: str) -> None:
    book = ledger(rollup("1", "签约", **stated))
    assert ask(book, scope("1", "签约"), PRODUCING) == expected


def test_as_of_is_a_plain_date() -> None:
    assert figures(SNAPSHOTS, "2021-12-31").as_of == date(2021, 12, 31)
