"""The time chart: each date where it lies, nothing overdue that may have been reached."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import pytest
from conftest import DATA, DEMO
from figures.ledgers import figures, ledger, project

from sangeyipi import api
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.selection import Filter
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.period import of_month
from sangeyipi.model.picture import Picture
from sangeyipi.model.project import Project
from sangeyipi.model.table import Cell
from sangeyipi.render.pictures import to_svg
from sangeyipi.render.pictures.scales import days
from sangeyipi.render.pictures.times import MARK, Sort, extent, placed
from sangeyipi.render.plot_text import to_text
from sangeyipi.tables.monthly.document import document
from sangeyipi.tables.schedule import SchedulePage, backward_table, day_of, schedule_picture

BOOK = ledger(
    project("LATE", "签约=1", "签约=2021-07-10", 计划={"开工": "2022-03", "投产": "2022-12-01"}),
    # 投产 came after it, so 开工 came too, on a day that nobody recorded.
    project("PASSED", "开工=1", "投产=2022-08-01", 计划={"开工": "2022-03"}),
    project("WHEN", "开工=1", "开工=已", 计划={"开工": "2022-03", "投产": "2023-05"}),
    project("DONE", "投产=1", "达效=2021-12-01", 计划={"达效": "2021-12"}),
    project("NO-PLAN", "签约=1", "开工=2022-02"),
    project("SILENT", "签约=1"),
    project("GONE", "签约=1", "签约=2021-07-10", out="2022-01-01"),
)
FIRST = SchedulePage()
PERIOD = of_month(Month(2022, 6))


def _picture(
    as_of: str | None = "2022-06-30", page: SchedulePage = FIRST, **asked: object
) -> Picture:
    return schedule_picture(figures(BOOK, as_of), Filter(**asked), page)  # type: ignore[arg-type]


def _rows(picture: Picture) -> dict[Cell, Mapping[str, Cell]]:
    return {row.cells["id"]: row.cells for row in picture.table.rows}


def test_what_is_overdue_is_certainly_not_reached() -> None:
    rows = _rows(_picture())
    assert {id: cells["overdue"] for id, cells in rows.items() if cells["overdue"]} == {
        "LATE": "开工"
    }
    # Reached after the day: not yet reached, and nobody knows whether 开工 had been by then.
    assert "producing" not in rows["PASSED"]
    assert rows["PASSED"]["started"] is None
    assert rows["WHEN"]["started"] == "已"
    assert rows["DONE"]["committed"] is None
    assert "at_capacity" not in rows["LATE"]


def test_due_on_the_last_day_of_its_month() -> None:
    assert not _rows(_picture("2022-03-30"))["LATE"]["overdue"]
    assert _rows(_picture("2022-03-31"))["LATE"]["overdue"] == "开工"


def test_without_a_day_nothing_is_overdue() -> None:
    picture = _picture(None)
    assert not any(cells["overdue"] for cells in _rows(picture).values())
    assert any("--as-of" in note for note in picture.table.notes)
    assert picture.times and picture.times.day is None


def test_who_has_to_act_first_comes_first_and_who_is_left_out_is_named() -> None:
    picture = _picture()
    assert list(_rows(picture)) == ["LATE", "WHEN", "DONE", "NO-PLAN", "PASSED"]
    said = "\n".join(picture.table.notes)
    assert "共 5 个项目，其中 1 个有逾期的节点" in said
    assert "SILENT 没有计划日期也没有节点" in said
    assert "2022-06-30 以后才到的 1 个节点不画" in said
    assert "不含已调出的 1 个项目" in said


def test_pages_are_parts_of_one_order() -> None:
    pages = [_picture(page=SchedulePage(number, 2)) for number in (1, 2, 3)]
    assert [len(one.table.rows) for one in pages] == [2, 2, 1]
    assert [id for one in pages for id in _rows(one)] == list(_rows(_picture()))
    assert "第 2 页，共 3 页：第 3–4 个" in pages[1].table.notes[-1]
    assert "页" not in _picture().table.notes[-1]


def test_a_filter_that_cannot_decide_says_so() -> None:
    picture = _picture(unit="某局")
    assert not picture.table.rows
    assert "另有 6 个没有写“责任单位”" in "\n".join(picture.table.notes)
    assert "没有数据" in to_svg(picture)


def test_a_month_is_as_long_as_a_month_and_marks_make_room() -> None:
    scale = days([date(2022, 1, 1), date(2022, 12, 31)], 0, 480)
    assert scale
    begin, end = scale.span(date(2022, 2, 1), date(2022, 2, 28))
    assert (begin, end) == (scale.at(date(2022, 2, 1)), scale.at(date(2022, 3, 1)))
    picture = _picture()
    assert picture.times
    drawn = extent(picture.times, 0, 500)
    assert drawn
    for track in picture.times.tracks:
        for lane in placed(track, drawn):
            marks = [mark for mark in lane if mark.span]
            assert all(b.x - a.x >= MARK for a, b in pairwise(marks))
            assert all(0 <= mark.x <= 500 for mark in marks)
            assert all(
                mark.node.actual and mark.node.actual.undated for mark in lane if not mark.span
            )
    late = placed(picture.times.tracks[0], drawn)[0]
    assert [mark.sort for mark in late] == [Sort.OVERDUE, Sort.PLANNED]


def test_in_characters_every_node_is_told_on_eighty_columns() -> None:
    said = to_text(_picture())
    body = said[: said.index("注1")]
    assert "开工 计划2022-03，逾期未到" in body
    assert "开工 计划2022-03，是否已到不明" in body
    assert "开工 计划2022-03，已到，日期不明" in body
    assert "3!" in body


@pytest.mark.parametrize("folder", [DATA, DEMO])
def test_a_whole_county_loses_no_date(folder: object) -> None:
    found = api.verified(api.load(folder))  # type: ignore[arg-type]
    asked = Figures(found.ledger, day_of(found.ledger, None))
    picture = schedule_picture(asked, Filter(), SchedulePage(1, 500))
    by_id = {one.id: one for one in found.ledger.projects}
    drawn = to_svg(picture)
    for row in picture.table.rows:
        one = by_id[str(row.cells["id"])]
        dates = {when.text for _, when in one.planned.dates()}
        dates |= {w.text for w in one.milestones.values() if not asked.as_of or w.by(asked.as_of)}
        assert dates <= {str(cell) for cell in row.cells.values()}
        assert all(text in drawn for text in dates)


def _backward(book: Ledger) -> dict[Cell, Mapping[str, Cell]]:
    table = backward_table(figures(book, "2022-06-30"), PERIOD)
    assert table
    return {row.cells["id"]: row.cells for row in table.rows}


def test_the_sheet_of_months() -> None:
    rows = _backward(BOOK)
    assert rows["LATE"]["2022-03"] == "▲开工"
    assert rows["LATE"]["2022-12"] == "○投产"
    assert rows["LATE"]["before"] == "●签约2021-07-10"
    assert rows["WHEN"]["before"] == "●开工已"
    assert rows["WHEN"]["after"] == "○投产2023-05"
    assert rows["NO-PLAN"]["2022-02"] == "●开工"
    assert "DONE" not in rows
    same = ledger(project("S", "签约=1", "开工=2022-02-20", 计划={"开工": "2022-02-01"}))
    assert _backward(same)["S"]["2022-02"] == "◎开工"


def test_the_sheet_is_left_out_where_nothing_is_planned() -> None:
    book = ledger(project("A", "签约=1", "开工=2022-02"))
    assert backward_table(figures(book, "2022-06-30"), PERIOD) is None
    assert "backward" not in {one.id for one in document(book, PERIOD).sections}
    assert "backward" in {one.id for one in document(BOOK, PERIOD).sections}


def test_several_leaders_are_each_found() -> None:
    book = ledger(
        project("A", "签约=1", "开工=2022-02", 包联领导="张某某、李某某"),
        project("B", "签约=1", "开工=2022-02", 包联领导="王某某"),
    )
    picture = schedule_picture(figures(book, "2022-06-30"), Filter(leader="李某某"), SchedulePage())
    assert list(_rows(picture)) == ["A"]
    assert isinstance(book.projects[0], Project)
