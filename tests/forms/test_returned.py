"""What came back: only what a person changed, and everything that they changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import DEMO

from forms.books import columns, edited, row_of, sent, typed
from sangeyipi import api
from sangeyipi.forms import ours
from sangeyipi.forms.failures import FormsFailed
from sangeyipi.forms.ours import is_ours
from sangeyipi.forms.projects_back import OTHER, STAYS_LISTED
from sangeyipi.forms.returned import Returned, is_edited, returned
from sangeyipi.forms.workbook import PROJECTS
from sangeyipi.ingest.answers import LEAVE_OUT, Answers
from sangeyipi.model import dates
from sangeyipi.model.ledger import Config, Ledger, Phase
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.sheets.reader import read_workbook

CONFIG = Config(
    name="示例县台账",
    phases=(Phase(number=7, date=date(2023, 1, 28)), Phase(number=8, date=date(2023, 5, 8))),
    sectors=("先进制造业", "现代服务业"),
)


def project(number: int, **said: Any) -> Project:
    known = {"investment": Decimal("12.5"), "unit": "甲局", "listed": {Batch.SIGNED: 8}, **said}
    return Project(id=f"SL-{number:03d}", name=f"示例工程{number}号", **known)


LEDGER = Ledger(
    config=CONFIG,
    projects=(
        project(1, milestones={Milestone.SIGNED: dates.month(2023, 5)}),
        project(2, on_platform=True, note="几行\n字"),
        project(3, milestones={Milestone.SIGNED: dates.UNDATED}),
    ),
)


def back(
    path: Path, edit: Callable[[Any], None], ledger: Ledger = LEDGER, answer: str | None = None
) -> Returned:
    return returned([edited(path, edit)], ledger, None, Answers(lambda digest, question: answer))


def facts(result: Returned) -> dict[str, dict[str, Any]]:
    """What is changed, by 编号 and word."""
    found = {}
    for one in result.changes.edited:
        found[one.before.id] = {field.word: field.after for field in one.fields}
    return found


def balanced(result: Returned) -> bool:
    parts = (result.added, result.updated, result.unchanged, result.skipped, result.rejected)
    return result.rows == sum(map(len, parts))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sent(LEDGER, tmp_path)


def test_untouched_it_changes_nothing(path: Path) -> None:
    book = read_workbook(path)
    assert is_ours(book)
    assert not is_edited(book)
    result = returned([book], LEDGER)
    assert not result.changes
    assert len(result.unchanged) == result.rows == 3
    assert not (result.remarks or result.rejected)


def test_saved_again_by_another_program_it_changes_nothing(path: Path) -> None:
    book = edited(path, lambda sheet: None)
    assert not is_edited(book)
    assert not returned([book], LEDGER).changes


def test_the_demo_county_comes_back_as_it_went(tmp_path: Path) -> None:
    ledger = api.verified(api.load(DEMO)).ledger
    book = edited(sent(ledger, tmp_path), lambda sheet: None)
    result = returned([book], ledger)
    assert not result.changes
    assert len(result.unchanged) == len(ledger.projects)


def test_into_an_empty_ledger_every_project_is_added_as_it_was(tmp_path: Path) -> None:
    ledger = api.verified(api.load(DEMO)).ledger
    book = edited(sent(ledger, tmp_path), lambda sheet: None)
    empty = Ledger(config=replace(ledger.config, name="另一个台账"))
    result = returned([book], empty)
    assert result.after.projects == ledger.projects
    assert len(result.added) == len(ledger.projects)


@pytest.mark.parametrize(
    ("word", "typed_in", "said"),
    [
        ("总投资", 13, "13"),
        ("总投资", 0.1 + 0.2, "0.3"),
        ("总投资", "12.50", None),
        ("总投资", "１３．５", "13.5"),
        ("总投资", "5000万元", "0.5"),
        ("到位资金", "3.2亿元", "3.2"),
        ("节点.签约", "2023/6/1", "2023-06-01"),
        ("节点.签约", datetime(2023, 6, 15), "2023-06-15"),
        ("节点.签约", "2023年6月", "2023-06"),
        ("节点.签约", "已", "已"),
        ("监管平台", "否", "false"),
        ("监管平台", True, "true"),
        ("领域", " 现代服务业 ", "现代服务业"),
        ("包联级别", "县级", "县级"),
        ("在册.开工", 8, "8"),
        ("备注", "第一行\n第二行", "第一行\n第二行"),
        ("备注", "=甲乙丙", "=甲乙丙"),
        ("计划.年度计划投资.2023", 4.5, "4.5"),
    ],
)
def test_what_is_typed_is_what_the_ledger_says(
    path: Path, word: str, typed_in: Any, said: str | None
) -> None:
    def edit(sheet: Any) -> None:
        cell = sheet.cell(row_of(sheet, "SL-001"), columns(sheet)[word])
        cell.value = typed_in
        if isinstance(typed_in, str):
            cell.data_type = "s"

    result = back(path, edit)
    assert facts(result) == ({} if said is None else {"SL-001": {word: said}})
    assert not result.rejected
    assert balanced(result)


def test_a_date_shown_to_the_month_is_the_month(path: Path) -> None:
    def edit(sheet: Any) -> None:
        cell = sheet.cell(row_of(sheet, "SL-002"), columns(sheet)["节点.签约"])
        cell.value, cell.number_format = datetime(2023, 5, 1), "mmm-yy"

    assert facts(back(path, edit)) == {"SL-002": {"节点.签约": "2023-05"}}


def test_the_first_of_a_month_is_told_as_it_may_be_the_programs(path: Path) -> None:
    def edit(sheet: Any) -> None:
        cell = sheet.cell(row_of(sheet, "SL-002"), columns(sheet)["计划.开工"])
        cell.value, cell.number_format = datetime(2023, 9, 1), "yyyy-mm-dd"

    result = back(path, edit)
    assert facts(result) == {"SL-002": {"计划.开工": "2023-09-01"}}
    assert "只知道到月的" in result.remarks[0].text


def test_an_emptied_cell_is_a_fact_that_goes(path: Path) -> None:
    result = back(path, typed("SL-002", ("总投资", None), ("备注", "—")))
    assert facts(result) == {"SL-002": {"总投资": None, "备注": None}}


@pytest.mark.parametrize(
    ("word", "typed_in", "told"),
    [
        ("总投资", "约12", "金额“约12”"),
        ("总投资", "#REF!", "#REF!"),
        ("总投资", 0.123456, "小数"),
        ("节点.签约", "待定", "日期“待定”"),
        ("节点.签约", 2023.1, "看不出"),
        ("监管平台", "不清楚", "不清楚"),
        ("包联级别", "国级", "只能是"),
        ("名称", None, "名称"),
        ("在册.签约", 9, "第9期"),
        ("在册.签约", "6、8", "6、8"),
        ("节点.投产", "2021-01-01", "投产"),
    ],
)
def test_what_cannot_be_is_rejected_with_its_cell(
    path: Path, word: str, typed_in: Any, told: str
) -> None:
    def edit(sheet: Any) -> None:
        at = columns(sheet)
        sheet.cell(row_of(sheet, "SL-001"), at[word]).value = typed_in
        sheet.cell(row_of(sheet, "SL-003"), at["备注"]).value = "改了"

    result = back(path, edit)
    (rejected,) = result.rejected
    assert told in rejected.reason
    assert rejected.cell.startswith(f"{PROJECTS}!")
    assert facts(result) == {"SL-003": {"备注": "改了"}}
    assert balanced(result)


def changed(ledger: Ledger, number: int, **said: Any) -> Ledger:
    """The ledger once somebody changed a project of it elsewhere."""
    projects = list(ledger.projects)
    projects[number - 1] = replace(projects[number - 1], **said)
    return replace(ledger, projects=tuple(projects))


def test_what_the_ledger_changed_meanwhile_stays(path: Path) -> None:
    now = changed(LEDGER, 1, investment=Decimal(20), unit="乙局")
    result = back(path, typed("SL-001", ("备注", "改了")), now)
    assert facts(result) == {"SL-001": {"备注": "改了"}}
    assert result.after.projects[0].investment == 20


def test_the_same_change_on_both_sides_is_none(path: Path) -> None:
    now = changed(LEDGER, 1, investment=Decimal(20))
    result = back(path, typed("SL-001", ("总投资", 20)), now)
    assert not result.changes
    assert not result.rejected


def test_a_fact_changed_on_both_sides_is_asked_with_both(path: Path) -> None:
    now = changed(LEDGER, 1, investment=Decimal(20))
    edit = typed("SL-001", ("总投资", 30), ("备注", "改了"))
    result = back(path, edit, now)
    (rejected,) = result.rejected
    assert rejected.question is not None
    assert rejected.question.answers == ("30", "20")
    for value in ("30", "20", "12.5"):
        assert value in rejected.reason
    assert not result.changes
    for answer, investment in (("30", "30"), ("20", None)):
        result = back(path, edit, now, answer)
        want = {"备注": "改了"} | ({"总投资": investment} if investment else {})
        assert facts(result) == {"SL-001": want}


def test_an_emptied_cell_that_the_ledger_changed_is_asked(path: Path) -> None:
    now = changed(LEDGER, 1, investment=Decimal(20))
    (rejected,) = back(path, typed("SL-001", ("总投资", None)), now).rejected
    assert "空着" in rejected.reason


def test_a_row_removed_is_a_question_and_never_more(path: Path) -> None:
    result = back(path, lambda sheet: sheet.delete_rows(row_of(sheet, "SL-002")))
    assert not result.changes
    assert len(result.unchanged) == 2
    (rejected,) = result.rejected
    assert "SL-002" in rejected.reason
    assert rejected.question is not None
    assert balanced(result)
    answered = back(
        path, lambda sheet: sheet.delete_rows(row_of(sheet, "SL-002")), answer=STAYS_LISTED
    )
    assert not answered.rejected
    assert not answered.changes


def new_row(*what: tuple[str, Any]) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        places, row = columns(sheet), row_of(sheet, "SL-003") + 1
        for word, value in what:
            sheet.cell(row, places[word]).value = value

    return edit


def test_a_new_row_is_a_new_project(path: Path) -> None:
    result = back(path, new_row(("名称", "新项目"), ("总投资", 3), ("在册.签约", 8)))
    (added,) = result.changes.added
    assert (added.id, added.name, added.investment) == ("XM-2023-001", "新项目", Decimal(3))
    assert [one.id for one in result.added] == ["XM-2023-001"]
    result = back(path, new_row(("编号", "N-1"), ("名称", "新项目")))
    assert [one.id for one in result.changes.added] == ["N-1"]


def test_a_new_row_met_again_changes_nothing(path: Path) -> None:
    book = edited(path, new_row(("名称", "新项目"), ("总投资", 3)))
    first = returned([book], LEDGER)
    again = returned([book], first.after)
    assert not again.changes
    assert len(again.unchanged) == 4


@pytest.mark.parametrize("name", ["示例工程3号", "示例工程３号"])
def test_a_new_row_of_a_name_that_is_there_is_asked(path: Path, name: str) -> None:
    edit = new_row(("名称", name), ("总投资", 3))
    (rejected,) = back(path, edit).rejected
    assert rejected.question is not None
    assert "SL-003" in rejected.reason
    result = back(path, edit, answer=OTHER)
    # The rules have the last word on two projects of one name.
    assert len(result.added) + len(result.rejected) == 1
    assert balanced(result)


def test_what_is_no_date_is_kept_as_a_note_and_costs_nothing(path: Path) -> None:
    edit = typed("SL-002", ("计划.投产", "待定"), ("总投资", 9))
    result = back(path, edit)
    note = "几行\n字；计划.投产：待定"
    assert facts(result) == {"SL-002": {"总投资": "9", "备注": note}}
    assert "“待定”不是日期" in result.remarks[0].text
    # Taken in once, the same file comes back as unchanged.
    assert not back(path, edit, result.after).changes


def test_a_row_without_a_name_is_rejected(path: Path) -> None:
    (rejected,) = back(path, new_row(("总投资", 3))).rejected
    assert "没有名称" in rejected.reason


def test_a_total_that_somebody_added_is_no_project(path: Path) -> None:
    result = back(path, new_row(("名称", "合计"), ("总投资", 37.5)))
    assert not result.changes
    assert "合计" in result.skipped[0].reason
    assert balanced(result)


@pytest.mark.parametrize("id", ["SL-999", None])
def test_a_编号_that_was_changed_is_no_new_project(path: Path, id: str | None) -> None:
    result = back(path, typed("SL-002", ("编号", id)))
    assert not result.changes
    (rejected,) = result.rejected
    assert "SL-002" in rejected.reason


def copied(sheet: Any, id: str, to: int) -> None:
    row = row_of(sheet, id)
    for cell in list(sheet[row]):
        sheet.cell(to, cell.column).value = cell.value


def test_a_copied_row_that_nobody_changed_counts_once(path: Path) -> None:
    result = back(path, lambda sheet: copied(sheet, "SL-001", 6))
    assert not result.changes
    assert len(result.skipped) == 1
    assert balanced(result)


def test_a_copied_row_that_was_changed_is_not_guessed(path: Path) -> None:
    def edit(sheet: Any) -> None:
        copied(sheet, "SL-001", 6)
        sheet.cell(6, columns(sheet)["名称"]).value = "新项目"

    result = back(path, edit)
    assert not result.changes
    (rejected,) = result.rejected
    assert "编号清空" in rejected.reason
    assert balanced(result)


def test_rows_may_be_sorted_and_hidden_and_columns_inserted(path: Path) -> None:
    def edit(sheet: Any) -> None:
        rows = [[cell.value for cell in sheet[row]] for row in (2, 3, 4)]
        for number, values in enumerate(reversed(rows), 2):
            for at, value in enumerate(values, 1):
                sheet.cell(number, at).value = value
        typed("SL-001", ("备注", "改了"))(sheet)
        sheet.row_dimensions[2].hidden = True
        sheet.insert_cols(3)
        sheet.cell(1, 3).value = "我的批注"
        sheet.cell(3, 3).value = "看一下"

    result = back(path, edit)
    assert facts(result) == {"SL-001": {"备注": "改了"}}
    assert "我的批注" in result.remarks[0].text


@pytest.mark.parametrize("word", ["编号", "名称"])
def test_rows_that_slipped_are_not_taken_for_each_other(path: Path, word: str) -> None:
    def edit(sheet: Any) -> None:
        at = columns(sheet)[word]
        one, other = (sheet.cell(row_of(sheet, id), at) for id in ("SL-001", "SL-003"))
        one.value, other.value = other.value, one.value

    result = back(path, edit)
    assert not result.changes
    assert len(result.rejected) == 2
    assert all("错位" in one.reason for one in result.rejected)
    assert balanced(result)


def test_a_column_deleted_is_not_all_its_values_erased(path: Path) -> None:
    result = back(path, lambda sheet: sheet.delete_cols(columns(sheet)["总投资"]))
    assert not result.changes
    assert [one.text for one in result.remarks] == ["没有“总投资”这一列了：这一项当作一个也没有改"]


def test_a_heading_renamed_is_told_and_its_column_not_read(path: Path) -> None:
    def edit(sheet: Any) -> None:
        typed("SL-001", ("建设单位", "某公司"))(sheet)
        sheet.cell(1, columns(sheet)["建设单位"]).value = "投资方"

    result = back(path, edit)
    assert not result.changes
    told = "".join(one.text for one in result.remarks)
    assert "投资方" in told
    assert "建设单位" in told


def refuse(path: Path, edit: Callable[[Any], None]) -> str:
    with pytest.raises(FormsFailed) as failed:
        back(path, edit)
    return str(failed.value)


def test_another_unit_in_a_heading_is_refused(path: Path) -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(1, columns(sheet)["总投资"]).value = "总投资（万元）"

    assert "万元" in refuse(path, edit)


def test_without_the_编号_nothing_is_guessed(path: Path) -> None:
    assert "编号" in refuse(path, lambda sheet: sheet.delete_cols(1))


def test_two_columns_of_one_heading_are_refused(path: Path) -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(1, columns(sheet)["备注"]).value = "来源"

    assert "来源" in refuse(path, edit)


def test_a_copy_of_the_sheet_is_refused(path: Path) -> None:
    def edit(sheet: Any) -> None:
        copy = sheet.parent.create_sheet("项目 (2)")
        for row in sheet.iter_rows():
            for cell in row:
                copy.cell(cell.row, cell.column).value = cell.value

    assert "项目 (2)" in refuse(path, edit)


def test_without_what_it_carries_it_is_refused_in_words(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    del book[ours.SHEET]
    book.save(path)
    back = read_workbook(path)
    assert is_ours(back)
    assert is_edited(back)
    with pytest.raises(FormsFailed, match="原值没有了"):
        returned([back], LEDGER)


def test_what_it_carries_cannot_be_changed(path: Path) -> None:
    def edit(sheet: Any) -> None:
        sheet.parent[ours.SHEET].cell(4, 2).value = "别的"

    assert "被改动过" in refuse(path, edit)


def test_of_another_ledger_it_is_refused_and_of_a_renamed_one_not(path: Path) -> None:
    renamed = replace(LEDGER, config=replace(CONFIG, name="新名称"))
    assert not returned([read_workbook(path)], renamed).changes
    foreign = replace(renamed, projects=(project(9),))
    with pytest.raises(FormsFailed, match="示例县台账"):
        returned([read_workbook(path)], foreign)


def test_a_project_gone_from_the_ledger_does_not_come_back(path: Path) -> None:
    now = replace(LEDGER, projects=LEDGER.projects[1:])
    result = returned([read_workbook(path)], now)
    assert not result.changes
    assert "台账里已经没有" in result.skipped[0].reason
    (rejected,) = back(path, typed("SL-001", ("备注", "改了")), now).rejected
    assert "SL-001" in rejected.reason


def test_two_people_may_edit_a_copy_each(path: Path) -> None:
    one = edited(path, typed("SL-001", ("备注", "改了")), name="甲.xlsx")
    two = edited(path, typed("SL-001", ("总投资", 13)), name="乙.xlsx")
    result = returned([one, two], LEDGER)
    assert facts(result) == {"SL-001": {"备注": "改了", "总投资": "13"}}
    assert balanced(result)
    three = edited(path, typed("SL-001", ("总投资", 14)), name="丙.xlsx")
    result = returned([one, two, three], LEDGER)
    assert not result.changes
    assert all("13" in one.reason and "14" in one.reason for one in result.rejected)
    assert balanced(result)


def test_the_same_file_twice_is_the_same_as_once(path: Path) -> None:
    book = edited(path, typed("SL-001", ("备注", "改了")))
    assert returned([book, book], LEDGER) == returned([book], LEDGER)


def test_a_row_that_is_left_out_is_skipped(path: Path) -> None:
    now = changed(LEDGER, 1, investment=Decimal(20))
    result = back(path, typed("SL-001", ("总投资", 30)), now, answer=LEAVE_OUT)
    assert not result.rejected
    assert "按回答不导入" in result.skipped[0].reason
