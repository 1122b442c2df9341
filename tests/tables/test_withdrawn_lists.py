"""Lists from which every project was withdrawn: a 0 where a row is asked for, never a row more."""

from itertools import product
from typing import Any

import pytest
from figures.ledgers import Raw, figures, ledger, project, rollup, rows, table, tables
from figures.reported import published, reporting, reports

from sangeyipi.api import summary
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.table import Table
from sangeyipi.tables import grouping
from sangeyipi.tables.pictures.pictures import MAKERS

OUT = "2021-10-20"
MIXED = (
    project("A", "签约=1", "签约=2021-07-10", invest="10", platform=True),
    project("B", "签约=2", "签约=2021-10-08", invest="20", platform=False),
)
LEDGERS: dict[str, tuple[Raw, ...]] = {
    "both sides of the platform": MIXED,
    "not on the platform": (project("A", "签约=1", invest="10", platform=False),),
    "nobody says": (project("A", "签约=1", "签约=2021-07-10", invest="10"),),
    "a total beside": (
        *MIXED,
        rollup("1-2", None, False, 个数="3", 总投资="29", whole=True, day="2022-01-31"),
    ),
    "only totals": (rollup("1", 个数="5", 总投资="50", whole=True, day="2022-01-31"),),
    "none left": (),
}
GONE = [
    project("W", f"{batch}={phase}", invest="7", platform=platform, out=OUT, 责任单位="撤销局")
    for batch, phase, platform in product(("签约", "开工", "投产"), (1, 2), (True, False, None))
]


def labels(made: Any) -> list[Any]:
    first = made["columns"][0]["key"]
    return [row[first] for row in made["rows"]]


def summaries(*records: Raw, as_of: str | None) -> dict[str, int]:
    """How many rows each table of the summary has."""
    source = figures(ledger(*records), as_of)
    found: dict[str, int] = {}
    groupings = (None, *grouping.GROUPINGS)
    for chosen, by, unique in product((None, "1", "1-2"), groupings, (False, True)):
        for made in summary(source, chosen, by=by, unique=unique):
            found[f"{made.id} {chosen} {by} {unique}"] = len(made.rows)
    return found


def pictures(*records: Raw) -> dict[str, int]:
    """How many rows the table of each picture has."""
    book = figures(ledger(*records), "2022-02-28")
    drawn: dict[str, Table] = {}
    for id, make in MAKERS.items():
        for chosen in (None, "1", "1-2"):
            drawn[f"{id} {chosen}"] = make(
                book, parse_phases(chosen) if chosen else None, None
            ).table
    return {id: len(made.rows) for id, made in drawn.items()}


@pytest.mark.parametrize("name", LEDGERS)
@pytest.mark.parametrize("as_of", [None, "2022-02-28"])
def test_no_table_has_a_row_more(name: str, as_of: str | None) -> None:
    without = summaries(*LEDGERS[name], as_of=as_of)
    for one in GONE:
        assert summaries(*LEDGERS[name], one, as_of=as_of) == without, one["在册"]


@pytest.mark.parametrize("name", LEDGERS)
def test_no_picture_has_a_row_more(name: str) -> None:
    without = pictures(*LEDGERS[name])
    for one in GONE:
        assert pictures(*LEDGERS[name], one) == without, one["在册"]


@pytest.mark.parametrize("one", GONE[::4])
def test_no_table_of_the_month_has_a_row_more(one: Raw) -> None:
    said = reports("A", m2022_01="1 1 1", m2022_02="1 2 2")
    before = published(reporting(*MIXED, said=said), "2022-02")
    after = published(reporting(*MIXED, one, said=said), "2022-02")
    assert {id: labels(made) for id, made in after["by_id"].items()} == {
        id: labels(made) for id, made in before["by_id"].items()
    }


def test_by_phase_the_other_side_of_the_platform_is_no_row() -> None:
    book = ledger(*MIXED, project("W", "签约=1", invest="7", platform=False, out=OUT))
    made = table(book, by=grouping.PHASE)
    assert [(row["label"], row["count"]) for row in made["rows"]] == [
        ("第1期 平台", 1),
        ("第2期 非平台", 1),
        ("第3期", None),
        ("合计", 2),
    ]


def test_nobody_left_on_the_platform_is_not_a_part_of_it() -> None:
    book = ledger(
        project("V", "签约=1", invest="7", platform=False, out=OUT),
        project("W", "签约=1", invest="7", platform=True, out=OUT),
    )
    assert "其中监管平台" not in labels(tables(book)["cumulative"])


def test_a_phase_that_was_held_keeps_its_row_and_its_nought() -> None:
    book = ledger(*MIXED, project("W", "签约=3", invest="7", platform=False, out="2022-02-01"))
    made = {row.get("phase"): row for row in table(book, by=grouping.PHASE)["rows"][:-1]}
    assert [made[phase]["count"] for phase in ("1", "2", "3")] == [1, 1, 0]
    assert rows(table(book, "3"))["签约一批"]["count"] == 0


def test_before_it_was_withdrawn_it_has_its_row() -> None:
    book = ledger(*MIXED, project("W", "签约=1", invest="7", platform=False, out=OUT))
    made = rows(table(book, by=grouping.PHASE, as_of="2021-10-19"))
    assert made["第1期"]["count"] == 2
