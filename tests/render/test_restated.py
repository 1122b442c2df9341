"""更正: what was said before and is said otherwise now, and nothing else."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from figures.ledgers import ledger, project, rollup
from figures.reported import period, reporting, reports

from sangeyipi.model.document import Document
from sangeyipi.model.ledger import Ledger
from sangeyipi.render.cells import shown
from sangeyipi.render.restated import restated, with_restated
from sangeyipi.tables.monthly.document import document

STARTED = "签约=2021-07-10 开工=2021-11-15"


def county(part: str = "2 5 5", *others: Any, **config: Any) -> Ledger:
    return reporting(
        project("A", "签约=1", STARTED, invest="10"),
        *others,
        said=reports("A", m2022_01="1 3 5", m2022_02=part),
        **config,
    )


def made(book: Ledger) -> Document:
    return document(book, period("2022-02"))


def found(before: Ledger, now: Ledger) -> dict[tuple[str, str, str], tuple[Any, Any]]:
    rows = list(restated(made(before), made(now)))
    known = {
        (str(r.cells["table"]), str(r.cells["row"]), str(r.cells["figure"])): (
            r.cells["before"],
            r.cells["now"],
        )
        for r in rows
    }
    assert len(known) == len(rows), "two corrections of one name"
    return known


def test_nothing_is_restated_where_all_is_equal() -> None:
    assert found(county(), county()) == {}
    told = with_restated(made(county()), made(county()), "6f3a2b1（2022-03-03）")
    assert told.opening[-1] == "与 6f3a2b1（2022-03-03）时所出的同一张表相比，各数没有更正。"
    assert told.sections[1].tables[0].rows == ()


def test_a_corrected_figure_is_listed_with_both() -> None:
    changed = found(county(), county("2.5 5.5 5"))
    assert changed["2022年2月分批次投资完成情况表", "合计", "本月完成投资"] == ("2", "2.5")
    assert changed["2022年2月分批次投资完成情况表", "合计", "累计完成投资"] == ("5", "5.5")
    assert changed["2022年2月末项目一览表", "A A 示例工程", "累计完成投资"] == ("5", "5.5")
    assert changed["2022年2月主要指标对比表", "本月", "累计完成投资"] == ("5", "5.5")
    assert not any(figure == "累计到位资金" for _, _, figure in changed)
    # Rankings are picked from the tables that are compared.
    assert not any("居前" in table or "欠序时进度的项目" in table for table, _, _ in changed)


def test_every_figure_that_is_shown_otherwise_is_listed() -> None:
    before, now = made(county()), made(county("2.5 5.5 5.5"))
    old = {table.id: table for table in before.tables}
    expected = 0
    for table in now.tables:
        if table.id in ("headline", "movers", "behind", "overdue"):
            continue
        for row, other in zip(table.rows, old[table.id].rows, strict=True):
            for column in table.columns:
                if column.kind.value in ("text", "flag"):
                    continue
                was, is_now = shown(other, column, old[table.id]), shown(row, column, table)
                expected += was != is_now
    assert expected == len(list(restated(before, now))) > 0


def test_what_is_shown_alike_is_not_restated() -> None:
    before = county("2 5 5", project("B", "签约=1", "签约=2021-07-10", invest="10"))
    now = county("2 5 5", project("B", "签约=1", "签约=2021-07-10", invest="10.001"))
    tables = {table for table, _, _ in found(before, now)}
    # Only the page of projects shows it in full.
    assert tables == {"2022年2月末项目一览表"}


def test_what_was_unknown_is_a_correction() -> None:
    changed = found(county("2 5"), county("2 5 6"))
    assert changed["2022年2月分批次投资完成情况表", "合计", "累计到位资金"] == ("≥5", "6")
    assert changed["2022年2月分批次投资完成情况表", "合计", "资金到位率"] == ("—", "60%")


def test_rows_that_come_and_go() -> None:
    more = project("B", "签约=1", "签约=2021-07-10", invest="7", 责任单位="乙局")
    came = found(county(), county("2 5 5", more))
    assert came["2022年2月末项目一览表", "B B 示例工程", "总投资"] == ("（无）", "7")
    assert came["“三个一批”项目分责任单位情况表", "乙局", "个数"] == ("（无）", "1")
    gone = found(county("2 5 5", more), county())
    assert gone["2022年2月末项目一览表", "B B 示例工程", "总投资"] == ("7", "（无）")
    # What a row has no figure for is no correction.
    assert ("2022年2月末项目一览表", "B B 示例工程", "本月完成投资") not in came
    assert ("2022年2月末项目一览表", "B B 示例工程", "本月完成投资") not in gone


def test_a_project_that_is_renamed_is_the_same_figure() -> None:
    before = county()
    (one,) = before.projects
    other = (replace(one, unit="甲局", name="改名工程", sector="工业", leader="张某某"),)
    changed = found(before, replace(before, projects=other))
    units = {row for table, row, _ in changed if "责任单位" in table}
    assert units == {"甲局", "未填责任单位"}
    assert not any("一览" in table for table, _, _ in changed)


def test_rows_alike_in_name_are_told_apart_by_phase() -> None:
    before = ledger(
        project("A", "签约=1", "签约=2021-07-10", invest="10"),
        project("B", "签约=2", "签约=2021-10-08", invest="20"),
        project("C", "签约=3", "签约=2021-10-08", invest="20"),
    )
    second = replace(before.projects[1], investment=Decimal(21))
    now = replace(before, projects=(before.projects[0], second, before.projects[2]))
    changed = found(before, now)
    assert changed["“三个一批”项目分期分批次情况表", "第2期 签约一批", "总投资"] == ("20", "21")
    assert not any("第1期" in row or "第3期" in row for _, row, _ in changed)


def test_a_row_called_otherwise_is_the_same_figure() -> None:
    """第1期 is under way without a second one and finished with it; its figures stay."""
    before = county(phases={1: "2021-07-10"})
    now = county(phases={1: "2021-07-10", 2: "2021-10-08"})
    labels = [str(made(book).tables[1].rows[0].cells["label"]) for book in (before, now)]
    assert labels == ["第1期 正在实施", "第1期 已实施"]
    changed = {row for table, row, _ in found(before, now) if table.endswith("累计情况表")}
    assert "第2期 正在实施" in changed
    assert not changed & {*labels, "第1期 签约一批"}


def test_the_opening_says_how_many() -> None:
    before, now = made(county()), made(county("2.5 5.5 5"))
    told = with_restated(now, before, "6f3a2b1（2022-03-03）")
    rows = told.sections[1].tables[0].rows
    own = [row for row in rows if row.cells["table"] == "2022年2月末项目一览表"]
    assert {row.cells["row"] for row in own} == {"A A 示例工程"}
    said = f"有 {len(rows)} 个数更正，其中 {len(own)} 个是 1 个项目自己的，见“更正”。"
    assert said in told.opening[-1]
    assert (told.sections[0], *told.sections[2:]) == now.sections


def test_the_opening_names_no_projects_where_only_totals_are_restated() -> None:
    before = ledger(rollup("1", "签约", 个数="3", day="2021-08-31"))
    now = ledger(rollup("1", "签约", 个数="4", day="2021-08-31"))
    told = with_restated(made(now), made(before), "6f3a2b1")
    assert told.opening[-1].endswith(f"有 {len(told.tables[1].rows)} 个数更正，见“更正”。")
