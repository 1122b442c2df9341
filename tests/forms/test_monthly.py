"""A month's forms: of whom, what stands in them, and what comes back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from forms.books import columns, edited, form, row_of, typed
from sangeyipi.forms.failures import FormsFailed
from sangeyipi.forms.monthly import SHEET, file_name, forms_of, reporting
from sangeyipi.forms.returned import Returned, is_edited, returned
from sangeyipi.model import dates
from sangeyipi.model.ledger import Config, Ledger, Phase
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.plan import Plan
from sangeyipi.model.project import Project, Withdrawal
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.sheets.reader import read_workbook

MONTH = Month(2023, 9)
CONFIG = Config(
    name="示例县台账",
    region="示例县",
    phases=(Phase(number=8, date=date(2023, 5, 8)), Phase(number=9, date=date(2023, 10, 8))),
)
HEAD = 4


def project(number: int, unit: str | None = "甲局", **said: Any) -> Project:
    known = {
        "investment": Decimal(10),
        "listed": {Batch.STARTED: 8},
        "milestones": {Milestone.STARTED: dates.day(date(2023, 5, 8))},
        **said,
    }
    return Project(id=f"P-{number}", name=f"示例工程{number}号", unit=unit, **known)


def report(id: str, month: Month, part: str | None, total: str | None) -> MonthlyReport:
    return MonthlyReport(
        id=id,
        month=month,
        completed=None if part is None else Decimal(part),
        completed_to_date=None if total is None else Decimal(total),
    )


AUGUST = Month(2023, 8)
LEDGER = Ledger(
    config=CONFIG,
    projects=(
        project(1, planned=Plan(yearly={2023: Decimal("4.5")})),
        project(2, "乙局"),
        project(3, None),
    ),
    reports=(
        report("P-1", AUGUST, "1", "3.5"),
        report("P-2", AUGUST, None, None),
        report("P-2", Month(2023, 7), "1", "2"),
    ),
)
LEDGER = replace(LEDGER, reports=tuple(sorted(LEDGER.reports, key=lambda one: one.month)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return form(LEDGER, MONTH, tmp_path)


def fill(id: str, *what: tuple[str, Any]) -> Callable[[Any], None]:
    return typed(id, *what, head=HEAD)


def back(path: Path, edit: Callable[[Any], None], ledger: Ledger = LEDGER) -> Returned:
    return returned([edited(path, edit, SHEET)], ledger, MONTH)


def figures(result: Returned) -> dict[str, tuple[Any, ...]]:
    return {
        one.id: (one.completed, one.completed_to_date, one.problems)
        for one in result.changes.reports.added
    }


def ids(ledger: Ledger, month: Month = MONTH) -> list[str]:
    return [one.project.id for one in reporting(ledger, month)]


def test_those_under_way_are_asked() -> None:
    done = {Milestone.AT_CAPACITY: dates.day(date(2023, 8, 31))}
    this_month = {Milestone.AT_CAPACITY: dates.day(date(2023, 9, 2))}
    gone = Withdrawal(date=dates.day(date(2023, 8, 31)))
    going = Withdrawal(date=dates.day(date(2023, 9, 1)))
    ledger = Ledger(
        config=CONFIG,
        projects=(
            project(1),
            project(2, milestones=done),
            project(3, milestones=this_month),
            project(4, withdrawn=gone),
            project(5, withdrawn=going),
            project(6, listed={Batch.STARTED: 9}, milestones={}),
            project(7, listed={}),
            project(8, listed={}),
        ),
        reports=(report("P-8", AUGUST, "1", "1"),),
    )
    assert ids(ledger) == ["P-1", "P-3", "P-5", "P-8"]
    assert "P-6" in ids(ledger, Month(2023, 10))


def test_what_stands_beside_is_known_or_said_not_to_be(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)[SHEET]
    places = columns(sheet, HEAD)

    def said(id: str) -> dict[str, Any]:
        row = row_of(sheet, id)
        return {word: sheet.cell(row, at).value for word, at in places.items()}

    one, two = said("P-1"), said("P-2")
    assert one["2023年度计划投资"] == 4.5
    assert one["到8月底.累计完成投资"] == 3.5
    assert two["到8月底.累计完成投资"] == "≥2"
    assert two["到8月底.到位资金累计"] == "—"
    assert one["本月完成投资"] is None
    total = row_of(sheet, "合计")
    assert sheet.cell(total, places["总投资"]).value == 30
    assert sheet.cell(total, places["到8月底.累计完成投资"]).value == "≥5.5"
    assert str(sheet.cell(total, places["本月完成投资"]).value).startswith("=IF(COUNT(")


def test_what_is_not_to_be_filled_in_is_locked(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)[SHEET]
    assert sheet.protection.sheet
    places = columns(sheet, HEAD)
    row = row_of(sheet, "P-1")
    open_ = {word for word, at in places.items() if not sheet.cell(row, at).protection.locked}
    assert open_ == {
        "本月完成投资",
        "累计完成投资",
        "到位资金累计",
        "形象进度",
        "存在问题",
        "责任单位意见",
    }
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"


def test_which_projects_is_said_on_the_sheet(path: Path) -> None:
    said = "".join(str(cell.value) for row in openpyxl.load_workbook(path)[SHEET] for cell in row)
    assert "2023-09-30 在册" in said
    assert "共 3 个" in said


def test_one_for_all_and_one_for_each() -> None:
    made = {one.name: one.projects for one in forms_of(LEDGER, MONTH, "责任单位")}
    assert made == {
        "2023-09 全部.xlsx": 3,
        "2023-09 乙局.xlsx": 1,
        "2023-09 甲局.xlsx": 1,
        "2023-09 未填责任单位.xlsx": 1,
    }


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("甲/乙局", "2023-09 甲_乙局.xlsx"),
        ("../../etc", "2023-09 .._.._etc.xlsx"),
        ("CON", "2023-09 CON.xlsx"),
        ('"<>|?*:\\', "2023-09 ________.xlsx"),
        ("局. ", "2023-09 局.xlsx"),
        ("长" * 300, f"2023-09 {'长' * 52}.xlsx"),
    ],
)
def test_a_units_name_makes_a_safe_files_name(unit: str, name: str) -> None:
    assert file_name(f"2023-09 {unit}", set()) == name


def test_units_of_one_safe_name_have_two_files() -> None:
    projects = (project(1, "甲/乙"), project(2, "甲:乙"), project(3, "全部"), project(4, "ab"))
    ledger = Ledger(config=CONFIG, projects=(*projects, project(5, "AB")))
    names = [one.name.casefold() for one in forms_of(ledger, MONTH, "责任单位")]
    assert len(set(names)) == len(names) == 6


def test_the_same_ledger_gives_the_same_forms() -> None:
    one, two = (list(forms_of(LEDGER, MONTH, "责任单位")) for _ in range(2))
    assert one == two


def test_an_untouched_form_reports_nothing_and_says_who_has_not(path: Path) -> None:
    book = read_workbook(path)
    assert not is_edited(book)
    result = returned([book], LEDGER, MONTH)
    assert not result.changes
    assert len(result.unchanged) == 3
    assert [one.reason for one in result.skipped] == ["“合计”行不是项目"]
    told = [one.text for one in result.remarks]
    assert len(told) == 3
    assert any("甲局" in one and "P-1" in one for one in told)


def test_what_is_filled_in_is_reported(path: Path) -> None:
    edit = fill("P-1", ("本月完成投资", 0.5), ("累计完成投资", 4), ("存在问题", "缺电"))
    result = back(path, edit)
    assert figures(result) == {"P-1": (Decimal("0.5"), Decimal(4), "缺电")}
    assert result.changes.reports.added[0].month == MONTH
    assert not any("P-1" in one.text for one in result.remarks)


def test_a_zero_is_a_figure_and_a_blank_is_none(path: Path) -> None:
    assert figures(back(path, fill("P-1", ("本月完成投资", 0)))) == {"P-1": (0, None, None)}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ((("累计完成投资", 3),), ("3", "3.5")),
        ((("本月完成投资", 1), ("累计完成投资", 4)), ("3.5", "4")),
        ((("本月完成投资", -1),), ("-1",)),
        ((("累计完成投资", "40000"),), ("40000",)),
        ((("累计完成投资", "约4"),), ("约4",)),
    ],
)
def test_what_falls_or_does_not_add_up_is_rejected(path: Path, what: Any, told: Any) -> None:
    def edit(sheet: Any) -> None:
        fill("P-1", *what)(sheet)
        fill("P-2", ("本月完成投资", 0.5))(sheet)

    result = back(path, edit)
    (rejected,) = result.rejected
    assert all(one in rejected.reason for one in told)
    assert set(figures(result)) == {"P-2"}


def test_what_is_doubtful_is_told_and_taken(path: Path) -> None:
    result = back(path, fill("P-1", ("累计完成投资", 11)))
    assert figures(result) == {"P-1": (None, 11, None)}
    assert any("大于总投资" in one.text for one in result.remarks)


@pytest.mark.parametrize(("total", "told"), [("0.5", True), ("0.03", False)])
def test_a_sum_that_cannot_come_of_nothing_is_told(tmp_path: Path, total: str, told: bool) -> None:
    begins = project(1, milestones={Milestone.STARTED: dates.day(date(2023, 9, 4))})
    ledger = Ledger(config=CONFIG, projects=(begins,))
    what = (("本月完成投资", Decimal("0.03")), ("累计完成投资", Decimal(total)))
    result = back(form(ledger, MONTH, tmp_path), fill("P-1", *what), ledger)
    assert figures(result) == {"P-1": (Decimal("0.03"), Decimal(total), None)}
    assert any("到2023年8月底还没有开工" in one.text for one in result.remarks) is told


@pytest.mark.parametrize("figure", [11, "40000"])
def test_what_is_wrong_is_said_of_the_form_in_which_it_was_typed(
    path: Path, tmp_path: Path, figure: Any
) -> None:
    """The project stands in two forms; one of them is blank."""
    typed_in = edited(path, fill("P-1", ("累计完成投资", figure)), SHEET)
    blank = read_workbook(form(LEDGER, MONTH, tmp_path, "全部.xlsx"))
    result = returned([blank, typed_in], LEDGER)
    (cell,) = {
        *(one.cell for one in result.remarks if "大于总投资" in one.text),
        *(one.cell for one in result.rejected if "40000" in one.reason),
    }
    assert cell.startswith(f"[{typed_in.name}]")


def test_a_wrong_months_form_is_refused_by_name(path: Path) -> None:
    with pytest.raises(FormsFailed, match=r"表\.xlsx 是2023年9月.*2023-08"):
        returned([read_workbook(path)], LEDGER, AUGUST)


def test_forms_of_two_months_are_refused_by_name(path: Path, tmp_path: Path) -> None:
    other = form(LEDGER, AUGUST, tmp_path, "八月.xlsx")
    with pytest.raises(FormsFailed, match=r"八月\.xlsx 是2023年8月"):
        returned([read_workbook(path), read_workbook(other)], LEDGER)


def test_one_project_in_two_forms(path: Path) -> None:
    whole = edited(path, fill("P-1", ("本月完成投资", 0.5)), SHEET, "全部.xlsx")
    unit = edited(path, fill("P-1", ("本月完成投资", 0.6)), SHEET, "甲局.xlsx")
    blank = read_workbook(path)
    assert figures(returned([whole, blank], LEDGER)) == {"P-1": (Decimal("0.5"), None, None)}
    result = returned([whole, unit], LEDGER)
    assert not result.changes
    assert len(result.rejected) == 2
    assert all("0.5" in one.reason and "0.6" in one.reason for one in result.rejected)


REPORTED = replace(LEDGER, reports=(*LEDGER.reports, report("P-1", MONTH, "0.5", "4")))


def test_what_is_reported_already_is_there_to_be_corrected(tmp_path: Path) -> None:
    path = form(REPORTED, MONTH, tmp_path)
    assert not returned([read_workbook(path)], REPORTED).changes
    result = back(path, fill("P-1", ("存在问题", "缺电")), REPORTED)
    (edit,) = result.changes.reports.edited
    assert [(one.word, one.after) for one in edit.fields] == [("存在问题", "缺电")]
    result = back(path, fill("P-1", ("本月完成投资", None), ("累计完成投资", None)), REPORTED)
    assert [one.id for one in result.changes.reports.removed] == ["P-1"]


def test_what_was_reported_meanwhile_otherwise_is_asked(path: Path) -> None:
    (rejected,) = back(path, fill("P-1", ("本月完成投资", 0.6)), REPORTED).rejected
    assert rejected.question is not None
    assert rejected.question.answers == ("0.6", "0.5")
    assert not back(path, fill("P-1", ("本月完成投资", 0.5)), REPORTED).changes


def test_rows_that_slipped_are_not_taken_for_another_project(path: Path) -> None:
    def edit(sheet: Any) -> None:
        fill("P-1", ("名称", "示例工程2号"), ("本月完成投资", 0.5))(sheet)

    (rejected,) = back(path, edit).rejected
    assert "示例工程1号" in rejected.reason
    assert "示例工程2号" in rejected.reason


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("责任单位：甲局　　月份：2023年9月　　单位：万元", True),
        ("单位: 元", True),
        ("（金额单位：人民币万元）", True),
        ("责任单位：甲局　　单位：亿元", False),
        ("责任单位：元通公司　　填表人：张某某", False),
    ],
)
def test_another_unit_in_the_line_above_is_refused(path: Path, said: str, refused: bool) -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(2, 1).value = said
        fill("P-1", ("本月完成投资", 0.5))(sheet)

    if refused:
        with pytest.raises(FormsFailed, match="亿元"):
            back(path, edit)
    else:
        assert not back(path, edit).rejected


def test_a_project_that_the_ledger_has_not_is_rejected(path: Path) -> None:
    def edit(sheet: Any) -> None:
        row = row_of(sheet, "合计") + 1
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = "N-1", "新项目"

    (rejected,) = back(path, edit).rejected
    assert "N-1" in rejected.reason


def test_what_was_changed_in_grey_is_told(path: Path) -> None:
    result = back(path, fill("P-1", ("到8月底.累计完成投资", 4)))
    assert not result.changes
    assert any("改不了" in one.text for one in result.remarks)


def test_a_form_that_did_not_come_back_is_told(tmp_path: Path) -> None:
    for one in forms_of(LEDGER, MONTH, "责任单位"):
        (tmp_path / one.name).write_bytes(one.data)
    result = returned([read_workbook(tmp_path / "2023-09 甲局.xlsx")], LEDGER)
    told = [one.text for one in result.remarks]
    assert any("乙局" in one and "没有交回来" in one for one in told)
    assert any("甲局" in one and "没有报" in one for one in told)


def test_who_filled_it_in_is_no_project(path: Path) -> None:
    def edit(sheet: Any) -> None:
        fill("P-1", ("本月完成投资", 0.5))(sheet)
        last = sheet.max_row
        sheet.cell(last + 1, 1).value = "填表人：张某某"
        sheet.cell(last + 1, 4).value = "联系电话：12345"
        sheet.cell(last + 2, 2).value = "注：2号工程的数下月补报"
        # What has a figure beside it is no note.
        sheet.cell(last + 3, 1).value = "注：3号工程"
        sheet.cell(last + 3, columns(sheet, HEAD)["本月完成投资"]).value = 2

    result = back(path, edit)
    assert set(figures(result)) == {"P-1"}
    assert [one.reason.partition("”")[2] for one in result.skipped[1:]] == [
        "是说明或落款，不是项目"
    ] * 2
    assert [one.reason for one in result.rejected] == [
        "台账里没有编号 注：3号工程（）：先把项目写进台账，再报"
    ]


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (0.5, "0%", "“50%”是百分数"),
        (5000, "0.0,", "存的数是 5000，显示的是“5.0”"),
        (500, '0"万元"', Decimal("0.05")),
        (0.5, '0.0"亿元"', Decimal("0.5")),
        (0.123, "0.0", Decimal("0.123")),
        (0, "0%", Decimal(0)),
    ],
)
def test_an_amount_is_what_is_shown(path: Path, number: float, form: str, said: Any) -> None:
    def edit(sheet: Any) -> None:
        fill("P-1", ("本月完成投资", number))(sheet)
        at = columns(sheet, HEAD)["本月完成投资"]
        sheet.cell(row_of(sheet, "P-1"), at).number_format = form

    result = back(path, edit)
    if isinstance(said, Decimal):
        assert figures(result)["P-1"][0] == said
    else:
        (rejected,) = result.rejected
        assert said in rejected.reason
