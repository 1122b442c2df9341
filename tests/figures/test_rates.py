"""口径: what each rate is made of, and when there is none."""

from decimal import Decimal

import pytest

from sangeyipi.figures.rates import RULES, investment_rate, named_rate, ratio
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Rate

from .ledgers import figures, ledger, percents, project, rollup, rows, table

#: Signed list: 4; committed 3, started 2.  Started list: 3; started 3, producing 1.  Production: 2.
BOOK = ledger(
    project("A", "签约=1 开工=2 投产=3", "达效=2022-02-01", invest="10", 到位资金="5"),
    project("B", "签约=1 开工=2", "开工=2021-10-08", invest="20", 到位资金="0"),
    project("C", "签约=1", "履约=2021-08-01", invest="30.5", 到位资金="1.25"),
    project("D", "签约=1", "签约=2021-07-10", invest="39.5", 到位资金="0.5"),
    project("E", "开工=2 投产=3", "投产=已", invest="0.5", 到位资金="0.5"),
)


@pytest.mark.parametrize(
    ("name", "numerator", "denominator"),
    [
        ("签约率", 4, 4),
        ("履约率", 3, 4),
        ("签约开工率", 2, 4),
        ("开工率", 3, 3),
        ("开工投产率", 2, 3),
        ("投产率", 2, 2),
        ("投产达效率", 1, 2),
    ],
)
def test_each_rate_by_count(name: str, numerator: int, denominator: int) -> None:
    answer = named_rate(figures(BOOK), Scope(), name)
    assert answer is not None
    assert answer.rate == Rate(name, Decimal(numerator), Decimal(denominator))


def test_a_rate_belongs_to_its_batch() -> None:
    asked = figures(BOOK)
    assert named_rate(asked, Scope(None, Batch.SIGNED), "开工投产率") is None
    assert named_rate(asked, Scope(None, Batch.STARTED), "开工投产率") is not None


@pytest.mark.parametrize(
    ("name", "numerator", "denominator"),
    [("签约开工率", "30", "100"), ("履约率", "60.5", "100"), ("开工投产率", "10.5", "30.5")],
)
def test_each_rate_by_investment(name: str, numerator: str, denominator: str) -> None:
    rule = RULES[name]
    rate = investment_rate(figures(BOOK), Scope(None, rule.batch), rule).rate
    assert rate is not None
    assert rate.of_amounts
    assert (str(rate.numerator), str(rate.denominator)) in [
        (numerator, denominator),
        (f"{numerator}.0", f"{denominator}.0"),
        (numerator, f"{denominator}.0"),
    ]


def test_funds_rate() -> None:
    # A 5 and B 0 and C 1.25 and D 0.5 of 100 in phase 1.
    answer = named_rate(figures(BOOK), Scope(Phases((1,))), "资金到位率")
    assert answer is not None
    assert answer.rate is not None
    assert (answer.rate.numerator * 100 / answer.rate.denominator) == answer.rate.numerator
    assert str(answer.rate.numerator) == "6.75"


def test_one_unknown_investment_leaves_no_rate_by_investment_but_one_by_count() -> None:
    book = ledger(project("A", "签约=1", "开工=已", invest="3"), project("B", "签约=1"))
    row = rows(table(book, "1"))["签约一批"]
    assert row["next_rate"]["percent"] == "50%"
    assert row["next_rate_investment"] is None


def test_a_rollup_gives_a_rate_by_investment_only_where_all_or_none_took_the_step() -> None:
    def by_investment(started: str) -> str | None:
        book = ledger(rollup("1", "签约", 个数="5", 总投资="43", reached=f"签约=5 开工={started}"))
        return percents(rows(table(book, "1"))["签约一批"])["next_rate_investment"]

    assert [by_investment(n) for n in ("0", "3", "5")] == ["0%", None, "100%"]


def test_all_took_the_step_is_certain_across_entries() -> None:
    book = ledger(
        rollup("1", "签约", 个数="2", reached="开工=2"),
        rollup("2", "签约", 个数="3", reached="开工=3"),
        rollup("1-2", "签约", 总投资="132.9"),
    )
    row = rows(table(book, "1-2"))["签约一批"]
    assert row["next_rate_investment"] == {
        "name": "签约开工率",
        "numerator": "132.9",
        "denominator": "132.9",
        "percent": "100%",
    }


def test_zero_denominator_is_no_rate() -> None:
    book = ledger(rollup("1", "签约", 个数="0", 总投资="0", reached="签约=0 开工=0"))
    row = rows(table(book, "1"))["签约一批"]
    assert row["count"] == 0
    assert row["own_rate"] is row["next_rate"] is row["share_count"] is None
    assert row["next_rate_investment"] is row["share_investment"] is None


def test_a_rate_that_needs_a_lower_bound_is_unknown() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2021-08-01", platform=True, invest="3"),
        project("B", "签约=1", "开工=2021-08-01", invest="3"),
    )
    row = rows(table(book, "1", on_platform=True))["签约一批"]
    assert row["lower_bounds"] == ["count", "investment", "own_reached", "next_reached"]
    assert set(percents(row).values()) == {None}


def committed_base(*records: dict[str, str]) -> dict[str, object]:
    book = ledger(*records, 口径={"开工率分母": "履约"})
    row = rows(table(book, "1"))["签约一批"]
    rate = row["next_rate"]
    assert isinstance(rate, dict)
    return rate


def test_the_base_of_the_started_rate_is_a_setting_and_is_said() -> None:
    rate = committed_base(
        project("A", "签约=1", "开工=2021-08-01"),
        project("B", "签约=1", "履约=2021-08-01"),
        project("C", "签约=1", "签约=2021-07-10"),
    )
    assert rate == {
        "name": "签约开工率",
        "numerator": 1,
        "denominator": 2,
        "percent": "50%",
        "base": "履约",
    }


def test_the_base_by_investment_too() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2021-08-01", invest="1"),
        project("B", "签约=1", "履约=2021-08-01", invest="3"),
        project("C", "签约=1", "签约=2021-07-10", invest="6"),
        口径={"开工率分母": "履约"},
    )
    row = rows(table(book, "1"))["签约一批"]
    assert row["next_rate_investment"]["percent"] == "25%"
    assert row["next_rate_investment"]["denominator"] == "4"
    assert rows(table(book, "1"))["签约一批"]["own_rate"]["denominator"] == 3


def test_nobody_committed_is_no_rate() -> None:
    book = ledger(project("A", "签约=1"), 口径={"开工率分母": "履约"})
    assert rows(table(book, "1"))["签约一批"]["next_rate"] is None


@pytest.mark.parametrize(
    ("done", "shown"), [(1999, "99.9%"), (2000, "100%"), (1, "0.1%"), (0, "0%")]
)
def test_100_and_0_per_cent_only_when_exact(done: int, shown: str) -> None:
    book = ledger(rollup("1", "开工", 个数="2000", reached=f"开工=2000 投产={done}"))
    assert rows(table(book, "1"))["开工一批"]["next_rate"]["percent"] == shown


def test_a_share_of_nothing_or_of_the_unknown_is_none() -> None:
    assert ratio("占比", None, None) is None
    answer = named_rate(figures(ledger(project("A", "签约=1"))), Scope(Phases((2,))), "签约率")
    assert answer is not None
    assert answer.rate is None
