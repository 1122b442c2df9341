"""`sgyp workbook`: what it writes, what it leaves alone, what it says next."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import DEMO, LEDGER, PROJECT, Sgyp

from sangeyipi.render.width import width

MONTH = ("--month", "2021-10", "--out", "报表")


def done(sgyp: Sgyp, *arguments: str | Path, cwd: Path) -> str:
    """The stdout of a run that must succeed in silence, into a folder."""
    result = sgyp("workbook", *arguments, cwd=cwd)
    assert (result.code, result.errors) == (0, "")
    return result.text


@pytest.fixture
def county(tmp_path: Path) -> Path:
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "projects" / "一.yaml").write_text(PROJECT + "  责任单位: 甲局\n", encoding="utf-8")
    return tmp_path


def test_the_projects_as_a_workbook(sgyp: Sgyp, county: Path) -> None:
    said = sgyp.fine("workbook", "项目.xlsx", cwd=county)
    assert "已写入 项目.xlsx：1 个项目" in said
    assert "sgyp import 项目.xlsx" in said
    book = openpyxl.load_workbook(county / "项目.xlsx")
    assert book.sheetnames[0] == "项目"
    again = sgyp.fine("workbook", "项目二.xlsx", cwd=county)
    assert "项目二.xlsx" in again
    assert (county / "项目.xlsx").read_bytes() == (county / "项目二.xlsx").read_bytes()


def test_what_it_says_next_means_the_same_ledger(sgyp: Sgyp, county: Path) -> None:
    said = sgyp.fine("workbook", county / "项 目.xlsx", "--ledger", county, cwd=county.parent)
    assert f'sgyp import "{county / "项 目.xlsx"}" --ledger {county}\n' in said


def test_what_somebody_typed_into_is_not_written_over(sgyp: Sgyp, county: Path) -> None:
    sgyp.fine("workbook", "项目.xlsx", cwd=county)
    sgyp.fine("workbook", "项目.xlsx", cwd=county)
    book = openpyxl.load_workbook(county / "项目.xlsx")
    book["项目"]["B2"] = "改了名"
    book.save(county / "项目.xlsx")
    held = (county / "项目.xlsx").read_bytes()
    refused = sgyp("workbook", "项目.xlsx", cwd=county)
    assert refused.code == 2
    assert "--force" in refused.errors
    assert "sgyp import" in refused.errors
    assert (county / "项目.xlsx").read_bytes() == held
    sgyp.fine("workbook", "项目.xlsx", "--force", cwd=county)
    assert (county / "项目.xlsx").read_bytes() != held


def test_what_is_not_ours_is_not_written_over(sgyp: Sgyp, county: Path) -> None:
    (county / "台账.xlsx").write_bytes(b"not ours")
    assert sgyp("workbook", "台账.xlsx", cwd=county).code == 2
    assert (county / "台账.xlsx").read_bytes() == b"not ours"


def test_a_months_forms(sgyp: Sgyp, county: Path) -> None:
    said = done(sgyp, *MONTH, cwd=county)
    names = sorted(path.name for path in (county / "报表").iterdir())
    assert names == ["2021-10 全部.xlsx", "2021-10 甲局.xlsx"]
    assert "按责任单位 1 家，共 1 个项目" in said
    assert "sgyp import 报表/2021-10*.xlsx --month 2021-10" in said
    first = {path.name: path.read_bytes() for path in (county / "报表").iterdir()}
    done(sgyp, *MONTH, cwd=county)
    assert first == {path.name: path.read_bytes() for path in (county / "报表").iterdir()}


def test_a_form_that_was_filled_in_keeps_all_of_them(sgyp: Sgyp, county: Path) -> None:
    done(sgyp, *MONTH, cwd=county)
    path = county / "报表" / "2021-10 甲局.xlsx"
    book = openpyxl.load_workbook(path)
    book["月调度"]["H5"] = 0.5
    book.save(path)
    held = path.read_bytes()
    refused = sgyp("workbook", *MONTH, cwd=county)
    assert refused.code == 2
    assert "2021-10 甲局.xlsx" in refused.errors
    assert "全部" not in refused.errors
    assert path.read_bytes() == held


def test_forms_that_are_not_made_any_more_are_told(sgyp: Sgyp, county: Path) -> None:
    done(sgyp, *MONTH, cwd=county)
    path = county / "projects" / "一.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("甲局", "乙局"), encoding="utf-8")
    assert "2021-10 甲局.xlsx" in done(sgyp, *MONTH, cwd=county)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "sgyp workbook 项目.xlsx"),
        (("项目.csv",), "项目.xlsx"),
        (("--by", "责任单位"), "--month"),
        (("--month", "2021-10"), "--out"),
        (("--month", "2021年10月", "--out", "报表"), "2023-09"),
        (("--month", "2021-10", "--by", "责任人", "--out", "报表"), "责任单位"),
        (("a.xlsx", *MONTH), "a.xlsx"),
        (("--month", "2021-06", "--out", "报表"), "没有要报的项目"),
        (("--month", "2022-01", "--out", "报表", "--today", "2021-12-31"), "还没有到"),
        (("projects/a.xlsx",), "projects"),
        (("--month", "2021-10", "--out", "projects"), "projects"),
    ],
)
def test_what_cannot_be_done_is_said(
    sgyp: Sgyp, county: Path, arguments: tuple[str, ...], told: str
) -> None:
    refused = sgyp("workbook", *arguments, cwd=county)
    assert refused.code == 2
    assert told in refused.errors
    assert not list(county.glob("**/*.xlsx"))


def test_no_workbook_of_a_ledger_with_errors(sgyp: Sgyp, county: Path) -> None:
    (county / "projects" / "二.yaml").write_text(PROJECT, encoding="utf-8")
    assert sgyp("workbook", "项目.xlsx", cwd=county).code == 1
    assert not (county / "项目.xlsx").exists()


def taken(sgyp: Sgyp, *arguments: str, cwd: Path) -> dict[str, Any]:
    """What an import says in JSON."""
    said = sgyp("import", *arguments, "--format", "json", cwd=cwd)
    found: dict[str, Any] = json.loads(said.out)
    return {**found, "code": said.code}


def typed(path: Path, sheet: str, **cells: Any) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)


def tree(county: Path) -> dict[str, bytes]:
    files = (path for path in county.rglob("*") if path.is_file())
    return {
        str(path.relative_to(county)): path.read_bytes()
        for path in files
        if path.suffix in (".yaml", ".csv")
    }


def test_an_edited_workbook_changes_just_what_was_edited(sgyp: Sgyp, county: Path) -> None:
    file = county / "projects" / "一.yaml"
    file.write_text("# 说明\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    sgyp.fine("workbook", "项目.xlsx", cwd=county)
    before = tree(county)
    untouched = taken(sgyp, "项目.xlsx", "--apply", cwd=county)
    assert untouched["rows"]["unchanged"] == untouched["rows"]["read"] == 1
    assert tree(county) == before
    typed(county / "项目.xlsx", "项目", B2="示例产业园二期", B3="新项目", E3=3)
    found = taken(sgyp, "项目.xlsx", "--apply", cwd=county)
    assert found["code"] == 0
    assert [one["名称"] for one in found["projects"]] == ["新项目", "示例产业园二期"]
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# 说明\n- 编号: A-1\n  名称: 示例产业园二期\n  总投资: 12.5\n")
    after = tree(county)
    assert taken(sgyp, "项目.xlsx", "--apply", cwd=county)["rows"]["unchanged"] == 2
    assert tree(county) == after
    assert sgyp("import", "--undo", cwd=county).code == 0
    assert tree(county) == before


def test_a_row_removed_is_asked_and_the_rest_can_be_taken(sgyp: Sgyp, county: Path) -> None:
    sgyp.fine("workbook", "项目.xlsx", cwd=county)
    before = tree(county)
    book = openpyxl.load_workbook(county / "项目.xlsx")
    book["项目"].delete_rows(2)
    book.save(county / "项目.xlsx")
    found = taken(sgyp, "项目.xlsx", "--apply", cwd=county)
    assert found["code"] == 1
    assert "A-1" in found["rows"]["rejected"][0]["reason"]
    assert "调出" not in str(found["projects"])
    assert tree(county) == before


def test_a_months_forms_are_taken_back_together(sgyp: Sgyp, county: Path) -> None:
    done(sgyp, *MONTH, cwd=county)
    typed(county / "报表" / "2021-10 甲局.xlsx", "月调度", H5=0.5, I5=0.5, L5="缺电")
    asked = ("报表/2021-10*.xlsx", "--month", "2021-10")
    seen = sgyp("import", *asked, cwd=county)
    assert "A-1" in seen.text
    assert "本月完成投资" in seen.text
    assert max(map(width, seen.text.splitlines())) <= 80
    assert taken(sgyp, *asked, "--apply", cwd=county)["code"] == 0
    assert (county / "progress" / "2021-10.csv").read_text(encoding="utf-8-sig") == (
        "编号,本月完成投资,累计完成投资,存在问题\nA-1,0.5,0.5,缺电\n"
    )
    wrong = sgyp("import", "报表/2021-10*.xlsx", "--month", "2021-09", cwd=county)
    assert wrong.code == 2
    assert "2021-10" in wrong.errors


def test_ours_and_others_are_not_imported_together(sgyp: Sgyp, county: Path) -> None:
    sgyp.fine("workbook", "项目.xlsx", cwd=county)
    book = openpyxl.Workbook()
    book.active.append(["项目名称", "总投资（亿元）"])
    book.active.append(["甲项目", 1])
    book.save(county / "别的.xlsx")
    refused = sgyp("import", "项目.xlsx", "别的.xlsx", cwd=county)
    assert refused.code == 2
    assert "别的.xlsx" in refused.errors


def test_what_a_workbook_of_ours_has_no_use_for_is_refused(sgyp: Sgyp, county: Path) -> None:
    sgyp.fine("workbook", "项目.xlsx", cwd=county)
    for option in (["--phase", "2"], ["--sheet", "项目"], ["--keep-unmapped"]):
        result = sgyp("import", "项目.xlsx", *option, cwd=county)
        assert result.code == 2
        assert f"不用写 {option[0]}" in result.errors


def test_the_demo_countys_forms(sgyp: Sgyp, tmp_path: Path) -> None:
    out = tmp_path / "报表"
    asked = ("--month", "2023-09", "--by", "属地", "--out", out, "--ledger", DEMO)
    assert "未填属地" in done(sgyp, *asked, cwd=tmp_path)
