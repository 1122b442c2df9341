"""Groups in order of a figure, with 名次: ties, who has none, groups ranked apart, words."""

import json
from dataclasses import replace
from typing import Any

import pytest
from figures.ledgers import figures, ledger, project, rollup
from figures.reported import reports

from sangeyipi.api import summary
from sangeyipi.model.document import answer
from sangeyipi.model.ledger import Ledger
from sangeyipi.render.csv import to_csv
from sangeyipi.render.json import to_json
from sangeyipi.render.text import text
from sangeyipi.tables.ranked_summary import NotRanked, NotTold, Rank


def one(id: str, unit: str | None, steps: str = "", **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {} if unit is None else {"责任单位": unit}
    return project(id, "签约=1", steps, **said, **more)


BOOK = ledger(
    one("A", "第10局", "开工=2021-10-08", invest="3"),
    one("B", "第10局", "签约=2021-07-10", invest="4"),
    one("C", "第2局", "开工=2021-09-01", invest="5"),
    one("D", "第2局", "签约=2021-07-10"),
    one("E", "甲局", "投产=2021-12-08", invest="6"),
    one("F", "乙局", "开工=已", invest="1"),
    one("G", "乙局", "开工=2021-10-08", invest="1"),
    one("H", None, "投产=2021-12-08", invest="9"),
)


def made(word: str | Rank, book: Ledger = BOOK, as_of: str | None = None, **asked: Any) -> Any:
    source = figures(book, as_of)
    tables = summary(source, by=asked.pop("by", "unit"), rank=word, **asked)
    parsed: Any = json.loads(to_json(answer(tables, "", source.as_of)))["tables"][0]
    return parsed


def ranks(table: Any) -> list[tuple[str, int | None]]:
    first = table["columns"][0]["key"]
    return [(row[first], row.get("rank")) for row in table["rows"]]


def test_ties_share_a_place_in_natural_order_and_the_total_comes_last() -> None:
    table = made("已开工", as_of="2021-12-31")
    assert ranks(table) == [
        ("甲局", 1),
        ("第2局", 2),
        ("第10局", 2),
        ("乙局", None),
        ("未填责任单位", None),
        ("合计", None),
    ]
    said = [note for note in table["notes"] if note.startswith("没有名次")]
    assert said == [
        "没有名次：乙局，已开工只知道至少是多少（≥）。",
        "没有名次：未填责任单位，不知道是谁的。",
    ]
    assert table["rows"][1]["rank_base"] == "1/2"
    assert table["columns"][-1] == {"key": "rank", "label": "名次", "type": "count"}


def test_a_reader_sees_a_shared_place_once() -> None:
    (table,) = summary(figures(BOOK), by="unit", rank="已开工")
    lines = text([table]).splitlines()
    assert [line.split()[-1] for line in lines if "局" in line][:4] == ["1", "1/1", "2", "1/2"]
    csv = to_csv(answer([table], "", None))
    assert [line.split(",")[-1] for line in csv.splitlines()[1:5]] == ["1", "1", "2", "2"]


def test_the_smallest_first_when_so_asked_and_unknown_last_all_the_same() -> None:
    table = made(Rank("总投资", rising=True))
    assert ranks(table)[:4] == [("乙局", 1), ("甲局", 2), ("第10局", 3), ("第2局", None)]
    assert "没有名次：第2局，总投资不明，或者分母为 0（—）。" in table["notes"]


def test_groups_of_the_ledger_are_ranked_apart_and_strays_are_named() -> None:
    groups = [
        {"按": "责任单位", "组": "市直", "名单": ["甲局", "没有项目的局"]},
        {"按": "责任单位", "组": "局", "名单": ["第2局", "第10局"]},
        {"按": "领域", "组": "别的", "名单": ["乙局"]},
    ]
    book = replace(BOOK, config=ledger(排名分组=groups).config)
    table = made("已开工", book)
    assert [(row["unit"], row["rank_group"], row.get("rank")) for row in table["rows"][:-1]] == [
        ("甲局", "市直", 1),
        ("第2局", "局", 1),
        ("第10局", "局", 1),
        ("乙局", "未分组", 1),
        ("未填责任单位", "未分组", None),
    ]
    assert "排名分组里没有写，归未分组：乙局。" in table["notes"]


@pytest.mark.parametrize(
    ("base", "first"),
    [("签约", {"numerator": 1, "denominator": 2}), ("履约", {"numerator": 1, "denominator": 1})],
)
def test_the_rate_of_a_list_by_its_name(base: str, first: dict[str, int]) -> None:
    book = ledger(
        one("A", "甲局", "开工=2021-10-08"),
        one("B", "甲局"),
        project("C", "", "开工=2021-10-08", 责任单位="乙局"),
        口径={"开工率分母": base},
    )
    table = made("签约开工率", book, phases="1")
    row, _ = table["rows"]
    assert row["started"].items() >= {"name": "签约开工率", **first}.items()
    assert table["title"].startswith("第1期签约一批")
    assert table["columns"][-3]["label"] == "签约开工率"


def test_the_months_figures_as_of_the_newest_month_reported() -> None:
    plan: dict[str, Any] = {"计划": {"年度计划投资": {"2023": "10"}}}
    book = ledger(
        *(
            project(id, "签约=1", "开工=2023-01-05", 责任单位=unit, 包联领导=leader, **plan)
            for id, unit, leader in (
                ("A", "甲局", "张、李"),
                ("B", "乙局", "李"),
                ("C", "丙局", "王"),
            )
        ),
        project("D", "签约=1", "开工=2023-01-05", 责任单位="丙局", 包联领导="王"),
    )
    book = replace(
        book,
        reports=tuple(
            report
            for month in ("m2022_12", "m2023_06")
            for id, told in (("A", "6"), ("B", "3"), ("C", "9"))
            for report in reports(id, **{month: "0 0" if month == "m2022_12" else f"- {told}"})
        ),
    )
    table = made("年度完成率", book)
    assert ranks(table) == [("甲局", 1), ("乙局", 2), ("丙局", None), ("合计", None)]
    assert "2023年6月" in table["title"]
    assert ranks(made("超欠序时进度", book, by="包联领导"))[:2] == [("张", 1), ("李", 2)]
    # Of a day within a month the last whole one, and so it says.
    may = made("年度完成率", book, as_of="2023-07-15")
    assert any("最近的整月是2023年6月" in note for note in may["notes"])
    phase = made("年度完成率", book, phases="1")
    assert "第1期" in phase["title"]
    with pytest.raises(NotTold, match="A、B、C、D 没有写“监管平台”"):
        made("年度完成率", book, on_platform=True)


def test_a_word_that_is_none_is_told_what_there_is() -> None:
    with pytest.raises(NotRanked) as caught:
        made("完工率")
    assert {"已开工", "签约开工率", "总投资"} <= set(caught.value.words)
    assert "年度完成率" not in caught.value.words and caught.value.monthless
    with pytest.raises(NotRanked):
        made("领域", by="phase")


def test_a_phase_known_for_the_platform_alone_has_no_place() -> None:
    book = ledger(
        project("A", "签约=1", platform=True),
        project("B", "签约=1", platform=False),
        rollup("2", "签约", True, 个数="7"),
    )
    table = made("个数", book, by="phase")
    assert ranks(table)[:2] == [("第1期", 1), ("第2期 平台", None)]
    assert any("只有监管平台口径的数" in note for note in table["notes"])
