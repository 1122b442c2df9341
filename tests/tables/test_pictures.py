"""Pictures' tables: the same figures as the summary's, and nothing where nothing is known."""

import json
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from conftest import DATA, DEMO
from figures.ledgers import figures, ledger, project, rollup

from sangeyipi import api
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import answer
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.question import Scope
from sangeyipi.render.json import to_json
from sangeyipi.render.plot_text import to_text
from sangeyipi.tables.breakdown import breakdown
from sangeyipi.tables.grouping import OF_KEYS
from sangeyipi.tables.notes import opening
from sangeyipi.tables.pictures.pictures import MAKERS
from sangeyipi.tables.summary import phases_table

REAL = api.verified(api.load(DATA))
COUNTY = api.verified(api.load(DEMO))
BOOK = ledger(
    project("A", "签约=1 开工=2", "开工=2021-10-08", invest="10", platform=True),
    project("B", "签约=1", "履约=2021-09-01", invest="20", platform=True),
    project("C", "签约=2", "签约=2021-10-08", invest="30.25", platform=False),
    project("D", "投产=2", "达效=2022-01-01", invest="0.75", platform=True),
)


def _table(picture: Picture) -> Any:
    return json.loads(to_json(answer([picture.table], "", None)))["tables"][0]


def _rows(kind: str, source: Figures, phases: str | None = None, **asked: Any) -> dict[str, Any]:
    chosen = parse_phases(phases) if phases else None
    picture = MAKERS[kind](source, chosen, asked.get("on_platform"))
    return {row[picture.category]: row for row in _table(picture)["rows"]}


def _notes(kind: str, source: Figures, **asked: Any) -> str:
    return "\n".join(MAKERS[kind](source, None, asked.get("on_platform")).table.notes)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("source", [REAL, COUNTY], ids=["real", "demo"])
def test_a_picture_fits_its_table(kind: str, source: Figures) -> None:
    picture = MAKERS[kind](source, None, None)
    columns = {column.key: column for column in picture.table.columns}
    assert picture.id == picture.table.id == kind
    drawn = [*picture.series, *picture.lines, *filter(None, [picture.whole])]
    assert len({columns[key].kind for key in drawn}) == 1
    for row in picture.table.rows:
        assert isinstance(row.cells[picture.category], str)
        assert set(row.cells) <= set(columns)
    # What is reported by months is as of the last month reported.
    reports = source.ledger.reports if kind == "progress" else ()
    day = Figures(source.ledger, reports[-1].month.last) if reports else source
    assert set(picture.table.notes) >= set(opening(day))
    assert picture.table.title.startswith(source.ledger.config.region or "")


@pytest.mark.parametrize("source", [REAL, COUNTY], ids=["real", "demo"])
def test_rates_are_those_of_the_table_of_phases(source: Figures) -> None:
    keys = {"签约": "signed_started_rate", "开工": "started_producing_rate"}
    keys["投产"] = "producing_capacity_rate"
    drawn = {row["phase"]: row for row in _rows("rates", source).values()}
    compared = 0
    for row in phases_table(source).rows:
        key = keys.get(str(row.cells.get("batch")))
        if key and row.level and row.cells.get("phase") in drawn:
            told = row.cells["next_rate"]
            shown = drawn[str(row.cells["phase"])][key]
            assert (told is None) == (shown is None)
            if told is not None:
                assert (shown["numerator"], shown["denominator"]) == tuple(map(int, told[1:3]))  # type: ignore[index]
            compared += 1
    assert compared == 3 * len(drawn) > 20


@pytest.mark.parametrize("source", [REAL, COUNTY], ids=["real", "demo"])
def test_investments_are_those_of_the_table_of_phases(source: Figures) -> None:
    keys = {"签约": "signed", "开工": "started", "投产": "producing", "合计": "total"}
    drawn = {row["phase"]: row for row in _rows("investment", source).values()}
    told = json.loads(to_json(answer([phases_table(source)], "", None)))["tables"][0]["rows"]
    for row in told:
        if row["phase"] in drawn and row["batch"] in keys:
            assert drawn[row["phase"]][keys[row["batch"]]] == row["investment"]


def test_what_is_known_only_together_stands_last_and_adds_up() -> None:
    rows = _rows("investment", REAL)
    assert list(rows)[-2:] == ["第8期", "1-7期 未分期"]
    last = rows["1-7期 未分期"]
    parts = [last[key] for key in ("signed", "started", "producing", "no_batch")]
    assert parts == ["132.9", "695.9", "454.2", "146.6"]
    assert last["total"] == "1429.6"
    assert Decimal(last["total"]) + Decimal(rows["第8期"]["total"]) == Decimal("1804.1")
    assert rows["第3期 平台"]["total"] is None
    assert "未分期" in _notes("investment", REAL)


def test_a_batch_unknown_within_a_phase() -> None:
    book = ledger(
        project("A", "签约=1", "签约=2021-07-10", invest="10", platform=True),
        rollup("2", None, True, 个数="3", 总投资="7.5", day="2021-12-01"),
    )
    rows = _rows("investment", figures(book))
    assert (rows["第2期"]["no_batch"], rows["第2期"]["total"]) == ("7.5", "7.5")
    assert rows["第2期"]["signed"] is None
    assert "no_batch" not in rows["第1期"]


def test_unknown_is_never_zero() -> None:
    first, second, third = _rows("rates", figures(BOOK)).values()
    # Nothing stands on the 开工 and 投产 lists of phase 1, nothing at all in phase 3.
    assert (first["started_producing_rate"], first["producing_capacity_rate"]) == (None, None)
    assert first["committed_rate"]["percent"] == "100%"
    assert first["signed_started_rate"]["percent"] == "50%"
    assert second["producing_capacity_rate"]["percent"] == "100%"
    assert set(third.values()) == {"第3期", "3", None}
    assert "第3期签约一批" in _notes("rates", figures(BOOK))
    lacking = ledger(project("A", "签约=1", "签约=2021-07-10", platform=True))
    assert _rows("investment", figures(lacking))["第1期"]["signed"] is None
    assert "A 没有“总投资”" in _notes("investment", figures(lacking))


def test_nothing_divides_by_zero() -> None:
    book = ledger(project("A", "签约=1", "签约=2021-07-10"), 口径={"开工率分母": "履约"})
    assert _rows("rates", figures(book))["第1期"]["signed_started_rate"] is None
    assert "“—”：第1期签约一批的分母为 0，没有率。" in _notes("rates", figures(book))


def test_another_base_is_told() -> None:
    book = ledger(project("A", "签约=1", "履约=2021-07-10"), 口径={"开工率分母": "履约"})
    rate = _rows("rates", figures(book))["第1期"]["signed_started_rate"]
    assert (rate["base"], rate["percent"]) == ("履约", "0%")
    assert "签约开工率的分母是履约个数" in _notes("rates", figures(book))


def test_a_lower_bound_is_marked() -> None:
    book = ledger(
        project("A", "签约=1", "签约=2021-07-10", invest="10", platform=True),
        project("B", "签约=1", "签约=2021-07-10", invest="5", platform=False),
        rollup("1-2", "签约", None, 个数="9", 总投资="100", day="2021-12-01", whole=True),
    )
    first = MAKERS["investment"](figures(book), parse_phases("1"), None).table.rows[0]
    assert (first.cells["signed"], first.cells["total"]) == (15, 15)
    assert set(first.lower_bounds) == {"signed", "total"}
    assert "“≥”为至少数：第1-2期签约一批与" in _notes("investment", figures(book))


def test_rates_show_no_bounds_and_speak_of_none() -> None:
    book = ledger(
        project("A", "签约=1", "签约=2021-07-10", platform=True),
        project("B", "签约=1", "签约=2021-07-10"),
    )
    made = MAKERS["rates"](figures(book), parse_phases("1"), True).table
    assert made.rows[0].cells["signed_started_rate"] is None
    said = "".join(made.notes)
    assert "“—”：B 没有写“监管平台”，不知道算不算。" in said
    assert "≥" not in said


def test_a_bound_that_is_not_shown_is_not_told() -> None:
    book = ledger(
        project("A", "签约=1", "签约=2021-07-10", invest="10", platform=True),
        project("B", "签约=2", "签约=2021-10-08", invest="5"),
    )
    made = MAKERS["investment"](figures(book), None, True).table
    assert not any(row.lower_bounds for row in made.rows)
    said = "".join(made.notes)
    assert "“—”：B 没有写“监管平台”，不知道算不算。" in said
    assert "≥" not in said


@pytest.mark.parametrize("phases", [None, "3", "1-4"])
@pytest.mark.parametrize("source", [REAL, COUNTY], ids=["real", "demo"])
def test_the_pipeline_counts_as_the_breakdown_does(source: Figures, phases: str | None) -> None:
    chosen = parse_phases(phases) if phases else None
    table = breakdown(source, OF_KEYS["unit"], Scope(chosen))
    rows = _rows("pipeline", source, phases)
    assert bool(rows) == bool(table.rows)
    if not rows:
        return
    total = table.rows[-1].cells
    steps = ("signed", "committed", "started", "producing", "at_capacity")
    for key, row in zip(steps, rows.values(), strict=True):
        share = total[key]
        told = None if share is None else int(share.numerator)  # type: ignore[union-attr]
        assert row["reached"] == told


def test_the_pipeline_adds_up() -> None:
    rows = list(_rows("pipeline", figures(BOOK)).values())
    assert [row["reached"] for row in rows] == [4, 3, 2, 1, 1]
    assert [row.get("standing") for row in rows] == [1, 1, 1, 0, None]
    assert [row.get("beyond") for row in rows] == [3, 2, 1, 1, None]
    assert [row.get("finished") for row in rows] == [None] * 4 + [1]
    for row, after in pairwise(rows):
        assert row["beyond"] == after["reached"] == row["reached"] - row["standing"]


def test_a_project_without_dates_leaves_gaps_where_it_may_be() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2021-10-08"),
        project("B", "签约=1", "签约=2021-07-10 投产=已"),
    )
    rows = _rows("pipeline", figures(book, "2022-06-30"))
    # At least A; of what is at least nothing, nothing is known.
    assert [row["reached"] for row in rows.values()] == [2, 1, 1, None, 0]
    assert [row.get("lower_bounds", []) for row in rows.values()] == [
        ["beyond"],
        ["reached", "share", "beyond"],
        ["reached", "share", "standing"],
        [],
        [],
    ]
    assert rows["签约"]["standing"] is None
    assert (rows["开工"]["standing"], rows["投产"]["beyond"]) == (1, 0)
    said = "“≥”、“—”：B 没有节点日期，到没到不明，未计入；补上“节点.投产”的日期。"
    assert said in _notes("pipeline", figures(book, "2022-06-30"))


def test_one_undated_step_blanks_no_bar() -> None:
    many = [project(f"A-{n}", "签约=1", "开工=2021-10-08 投产=2021-12-01") for n in range(5)]
    book = ledger(*many, project("B", "签约=1", "开工=2021-10-08 达效=已"))
    asked = figures(book, "2022-06-30")
    rows = _rows("pipeline", asked)
    assert (rows["开工"]["reached"], rows["开工"]["beyond"]) == (6, 5)
    assert (rows["投产"]["reached"], rows["投产"]["standing"]) == (5, 5)
    assert (rows["投产"]["beyond"], rows["达效"]["finished"]) == (None, None)
    picture = MAKERS["pipeline"](asked, None, None)
    told = [line for line in to_text(picture).splitlines() if line.endswith("≥5")]
    assert told
    # The bar is as long as what is certain, under its “≥”.
    assert any("===" in line for line in told)
    # Before B's 开工 its 达效 cannot have been.
    before = _rows("pipeline", figures(book, "2021-10-07"))
    assert [row["reached"] for row in before.values()] == [0] * 5


def test_a_project_of_no_known_platform_leaves_everything_open() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2021-10-08", platform=True),
        project("B", "签约=1", "签约=2021-07-10"),
    )
    rows = _rows("pipeline", figures(book), on_platform=True)
    assert {row["reached"] for row in rows.values()} == {None}
    assert "B 没有写“监管平台”" in _notes("pipeline", figures(book), on_platform=True)


def test_who_has_reached_nothing_is_told() -> None:
    book = ledger(project("A", "签约=1"), project("B", "签约=1", "签约=2021-07-10"))
    assert "共 2 个项目，每个只计一次，其中 1 个没有到达任何节点" in _notes(
        "pipeline", figures(book)
    )


def test_rollups_are_named_where_projects_are_counted() -> None:
    assert "汇总不能拆分到项目，未计入：" in _notes("pipeline", REAL)


def test_before_the_first_phase() -> None:
    source = figures(BOOK, "2020-01-01")
    for kind in ("rates", "investment"):
        picture = MAKERS[kind](source, None, None)
        assert not picture.table.rows
        assert "还没有举行过一期" in _notes(kind, source)
    assert "没有逐项登记的项目。" in _notes("pipeline", source)


def test_the_phases_asked_for() -> None:
    assert list(_rows("rates", COUNTY, "3-4")) == ["第3期", "第4期"]
    assert MAKERS["pipeline"](COUNTY, parse_phases("3-4"), None).table.title.startswith(
        "云岫县第3-4期"
    )


def test_the_platform_asked_for() -> None:
    for make in MAKERS.values():
        inside, outside = make(COUNTY, None, True).table, make(COUNTY, None, False).table
        assert "（监管平台口径）" in inside.title
        assert "（非监管平台口径）" in outside.title
        assert inside.rows != outside.rows


def test_shapes() -> None:
    shapes = {kind: make(COUNTY, None, None).shape for kind, make in MAKERS.items()}
    assert shapes["rates"] is PictureShape.LINES
    assert shapes["investment"] is PictureShape.STACKED
    assert shapes["pipeline"] is PictureShape.STEPS


def test_who_stands_on_no_list_is_named_beside_a_picture_of_the_phases() -> None:
    book = ledger(project("A", "签约=1", invest="10"), project("H", "", "签约=2021-08-01"))
    asked = figures(book)
    for kind, phases, told in (
        ("rates", None, True),
        ("investment", None, True),
        ("investment", "1", True),
        ("pipeline", "1", True),
        ("pipeline", None, False),  # all projects, on a list or not
    ):
        said = MAKERS[kind](asked, parse_phases(phases) if phases else None, None).table.notes
        assert any("1 个项目有节点、没有在册" in note for note in said) is told, (kind, phases)
