"""The county's report, section one, figure by figure, read out of `summary --format json`.

The figures here are typed from the report itself, not from data/: a slip in the ledger and in its
statement alike would be found here.
"""

import json
from typing import Any

import pytest
from conftest import DATA, Sgyp, told

Row = dict[str, Any]
Rows = dict[tuple[str, str, bool | None], Row]

FULL = {"percent": "100%"}
#: phase → 签约, 开工, 投产, as the report lists them.
PHASES = {
    "1": (1, 6, 8),
    "2": (2, 3, 2),
    "3": (5, 7, 5),
    "4": (5, 8, 10),
    "5": (2, 7, 7),
    "6": (2, 14, 12),
    "7": (2, 13, 11),
}
BATCHES = ("签约", "开工", "投产")
OWN = {"签约": "签约率", "开工": "开工率", "投产": "投产率"}
NEXT = {"签约": "签约开工率", "开工": "开工投产率", "投产": "投产达效率"}


@pytest.fixture(scope="module")
def tables(sgyp: Sgyp) -> dict[str, Rows]:
    document = json.loads(sgyp.fine("summary", "--format", "json", "--ledger", DATA))
    return {table["id"]: _rows(table["rows"]) for table in document["tables"]}


def _rows(rows: list[Row]) -> Rows:
    found = {(row["phase"], row["batch"], row.get("platform")): row for row in rows}
    assert len(found) == len(rows), "two rows answer the same question"
    return found


def _size(row: Row) -> tuple[int, str | None]:
    return row["count"], row["investment"]


def _full(rate: Row, name: str, count: int) -> bool:
    return rate == {"name": name, "numerator": count, "denominator": count, **FULL}


def test_finished_phases(tables: dict[str, Rows]) -> None:
    rows = tables["cumulative"]
    assert _size(rows["1-7", "合计", None]) == (150, "1429.6")
    assert _size(rows["1-7", "合计", True]) == (132, "1283")
    assert _size(rows["1-7", "未分批", False]) == (18, "146.6")


@pytest.mark.parametrize(
    ("batch", "count", "investment"),
    [("签约", 19, "132.9"), ("开工", 58, "695.9"), ("投产", 55, "454.2")],
)
def test_batches_of_the_finished_phases(
    tables: dict[str, Rows], batch: str, count: int, investment: str
) -> None:
    row = tables["cumulative"]["1-7", batch, True]
    assert _size(row) == (count, investment)
    assert row["own_reached"] == row["next_reached"] == count
    assert _full(row["own_rate"], OWN[batch], count)
    assert _full(row["next_rate"], NEXT[batch], count)
    for key, name in (("own_rate_investment", OWN[batch]), ("next_rate_investment", NEXT[batch])):
        both = {"numerator": investment, "denominator": investment}
        assert row[key] == {"name": name, **both, **FULL}


def test_the_phase_under_way(tables: dict[str, Rows]) -> None:
    for table in ("cumulative", "phases"):
        rows = tables[table]
        assert _size(rows["8", "合计", None]) == (26, "374.5")
        assert _size(rows["8", "签约", None]) == (3, "43")
        assert _size(rows["8", "开工", None]) == (12, "137.7")
        assert _size(rows["8", "投产", None]) == (11, "193.8")
        assert _full(rows["8", "签约", None]["own_rate"], "签约率", 3)
        assert _full(rows["8", "开工", None]["own_rate"], "开工率", 12)
        # 正在有序推进: how many are in production is not said, so it is unknown, not zero.
        assert rows["8", "投产", None]["own_reached"] is None
        for batch in BATCHES:
            assert rows["8", batch, None]["next_reached"] is None
            assert rows["8", batch, None]["next_rate"] is None


def test_everything(tables: dict[str, Rows]) -> None:
    row = tables["cumulative"]["1-8", "合计", None]
    assert _size(row) == (176, "1804.1")
    assert row["label"] == "总计（项次）"
    assert "lower_bounds" not in row


@pytest.mark.parametrize("phase", PHASES)
def test_each_finished_phase(tables: dict[str, Rows], phase: str) -> None:
    rows, counts = tables["phases"], PHASES[phase]
    assert _size(rows[phase, "合计", True]) == (sum(counts), None)
    for batch, count in zip(BATCHES, counts, strict=True):
        row = rows[phase, batch, True]
        assert _size(row) == (count, None)
        assert _full(row["own_rate"], OWN[batch], count)
        assert _full(row["next_rate"], NEXT[batch], count)
        assert row["own_rate_investment"] is None
        assert "lower_bounds" not in row


def test_the_phases_totals_are_the_report_s(tables: dict[str, Rows]) -> None:
    totals = [tables["phases"][phase, "合计", True]["count"] for phase in PHASES]
    assert totals == [15, 7, 17, 23, 16, 28, 26]
    assert sum(totals) == 132


@pytest.mark.parametrize("phase", [*PHASES, "8"])
def test_asking_for_one_phase_gives_the_same(tables: dict[str, Rows], phase: str) -> None:
    document = json.loads(told("summary", "--phase", phase, "--format", "json", "--ledger", DATA))
    (table,) = document["tables"]
    platform = None if phase == "8" else True
    assert ("监管平台口径" in table["title"]) is bool(platform)
    for key, row in _rows(table["rows"]).items():
        same = {k: v for k, v in tables["phases"][key].items() if k != "label"}
        assert {k: v for k, v in row.items() if k != "label"} == same


def test_columns_of_rows_add_up(tables: dict[str, Rows]) -> None:
    parts = [r for (p, b, _), r in tables["phases"].items() if b != "合计"]
    assert sum(row.get("count") or 0 for row in parts) == 176
    # Only phases 1-7 together have investments, so only their own rows carry them.
    known = [row["investment"] for row in parts if row.get("investment")]
    assert sorted(known, key=float) == ["43", "132.9", "137.7", "146.6", "193.8", "454.2", "695.9"]


def test_conversions_are_in_a_footnote() -> None:
    assert "23 项次为转化" in told("summary", "--ledger", DATA)


def test_first_three_phases_as_the_design_says() -> None:
    document = json.loads(told("summary", "--phase", "1-3", "--format", "json", "--ledger", DATA))
    assert _size(document["tables"][0]["rows"][-1]) == (39, None)


def test_named_projects_by_size() -> None:
    document = json.loads(told("summary", "--by", "规模", "--format", "json", "--ledger", DATA))
    rows = {row["band"]: row for row in document["tables"][0]["rows"]}
    # The report counts disjointly: 100亿元以上 1, 50亿元以上 2.
    assert _size(rows["100亿元以上"]) == (1, "120")
    assert _size(rows["50-100亿元"]) == (2, "140")
    assert _size(rows["10-50亿元"]) == (3, "42")
    assert _size(rows["5-10亿元"]) == (2, "10")
    assert _size(rows["合计"]) == (8, "312")


def test_every_published_figure_is_proven(sgyp: Sgyp) -> None:
    assert "公布的 90 个数都对得上" in sgyp.fine("check", "--strict", "--ledger", DATA)


def test_by_phase_gives_the_figures_of_the_phases_table() -> None:
    document = json.loads(told("summary", "--by", "phase", "--format", "json", "--ledger", DATA))
    rows = {row["phase"]: row for row in document["tables"][0]["rows"] if row["batch"] == "合计"}
    for phase, counts in PHASES.items():
        assert rows[phase]["count"] == sum(counts)
        assert "lower_bounds" not in rows[phase]
