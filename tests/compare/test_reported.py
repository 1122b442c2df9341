"""Monthly reports compared by 编号 and month; those of a renamed project go with it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.compare import registers as reported
from sangeyipi.compare.comparison import Comparison, compare_loaded
from sangeyipi.compare.fields import FieldChange
from sangeyipi.compare.registers import ReportChanges, Reports, compare_records
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.store.files import FileKind
from sangeyipi.store.settled import load_files

MAY, JUNE = Month(2023, 5), Month(2023, 6)
ONE = MonthlyReport(id="A-1", month=MAY, completed=Decimal("0.5"), on_site="基础")


def compare_reports(old: Reports, new: Reports) -> ReportChanges:
    return compare_records(FileKind.PROGRESS, old, new)


def test_a_figure_is_a_field_old_and_new() -> None:
    found = compare_records(
        FileKind.PROGRESS, (ONE,), (replace(ONE, completed=Decimal("0.6"), on_site=None),)
    )
    (edit,) = found.edited
    assert edit.fields == (
        FieldChange(("本月完成投资",), "0.5", "0.6"),
        FieldChange(("形象进度",), "基础", None),
    )
    assert not found.added and not found.removed


def test_another_month_is_another_report() -> None:
    found = compare_reports((ONE,), (replace(ONE, month=JUNE),))
    assert [one.month for one in found.removed] == [MAY]
    assert [one.month for one in found.added] == [JUNE]
    assert not found.edited


def test_spelling_and_place_are_no_change() -> None:
    other = replace(ONE, completed=Decimal("0.50"), origin=Place("progress/2023-05.yaml", (3,)))
    assert not compare_reports((ONE,), (other,))


CONFIG = "名称: 台账\n期次: []\n"


def ledger(root: Path, projects: str, **months: str) -> Path:
    files = {"ledger.yaml": CONFIG, "projects/a.yaml": projects}
    files |= {f"progress/{name.strip('_')}.csv": text for name, text in months.items()}
    for name, text in files.items():
        path = root / name.replace("_", "-")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def compared(old: Path, new: Path) -> Comparison:
    return compare_loaded(load_files(old), load_files(new), ("旧", "新"))


A, B = "- 编号: A\n  名称: 甲\n", "- 编号: B\n  名称: 甲\n"
ROW = "编号,本月完成投资\nA,0.5\n"


def test_reports_that_took_the_new_id_are_no_change(tmp_path: Path) -> None:
    old = ledger(tmp_path / "old", A, _2023_05=ROW)
    new = ledger(tmp_path / "new", B, _2023_05=ROW.replace("A", "B"))
    found = compared(old, new)
    assert [(one.before.id, one.after.id) for one in found.changes.renamed] == [("A", "B")]
    assert not found.changes.reports
    assert found.form.files == (), "the file of reports says something else"


def test_what_changed_beside_the_id_is_told_under_the_new_one(tmp_path: Path) -> None:
    old = ledger(tmp_path / "old", A, _2023_05=ROW)
    new = ledger(tmp_path / "new", B, _2023_05="编号,本月完成投资\nB,0.6\n")
    (edit,) = compared(old, new).changes.reports.edited
    assert edit.after.id == "B"
    assert [one.word for one in edit.fields] == ["本月完成投资"]


def test_reports_left_under_the_old_id_are_no_change_of_theirs(tmp_path: Path) -> None:
    old, new = ledger(tmp_path / "old", A, _2023_05=ROW), ledger(tmp_path / "new", B, _2023_05=ROW)
    found = compared(old, new)
    assert found.changes.renamed and not found.changes.reports
    assert [one.rule.value for one in found.rules.broken] == ["progress-unknown-project"]


def test_a_file_in_another_order_is_form(tmp_path: Path) -> None:
    two = A + "- 编号: B\n  名称: 乙\n"
    old = ledger(tmp_path / "old", two, _2023_05="编号,本月完成投资\nA,0.5\nB,1\n")
    new = ledger(tmp_path / "new", two, _2023_05="本月完成投资,编号\n1.00,B\n0.5,A\n")
    found = compared(old, new)
    assert not found.anything
    assert found.form.files == ("progress/2023-05.csv",)


def test_years_of_a_plan_are_facts_of_their_own(tmp_path: Path) -> None:
    plan = "  计划:\n    开工: 2023-06\n    年度计划投资:\n      2023: {}\n"
    old = ledger(tmp_path / "old", A + plan.format(3))
    new = ledger(tmp_path / "new", A + plan.format("3.5\n      2024: 2"))
    (edit,) = compared(old, new).changes.edited
    assert edit.fields == (
        FieldChange(("计划", "年度计划投资", "2023"), "3", "3.5"),
        FieldChange(("计划", "年度计划投资", "2024"), None, "2"),
    )


def test_records_that_two_states_share_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of every file that did not change: of years of reports they are most."""
    given: list[MonthlyReport] = []

    def pairs(old: Reports, new: Reports, _: object) -> tuple[()]:
        given.extend((*old, *new))
        return ()

    monkeypatch.setattr(reported, "pairs", pairs)
    other = replace(ONE, month=JUNE)
    assert not compare_reports((ONE, other), (ONE,))
    assert given == [other]


def test_the_same_breach_in_another_row_or_under_a_new_id_is_not_new(tmp_path: Path) -> None:
    two = A + "- 编号: B\n  名称: 乙\n"
    head = "编号,本月完成投资,累计完成投资\n"
    april, may = head + "A,1,1\n", head + "A,0.5,0.4\n"
    old = ledger(tmp_path / "old", two, _2023_04=april, _2023_05=may)
    assert [one for one in check(load_files(old)) if one.place.file == "progress/2023-05.csv"]
    moved = may.replace("\n", "\nB,1,1\n", 1)
    assert not compared(
        old, ledger(tmp_path / "new", two, _2023_04=april, _2023_05=moved)
    ).rules.broken
    texts = [text.replace("A,", "C,") for text in (two, april, may)]
    two, april, may = texts[0].replace(": A", ": C"), *texts[1:]
    found = compared(old, ledger(tmp_path / "renamed", two, _2023_04=april, _2023_05=may))
    assert found.changes.renamed
    assert not found.rules.broken and not found.rules.kept
