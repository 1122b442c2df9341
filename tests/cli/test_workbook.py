"""`sgyp workbook`: what it writes, what it leaves alone, what it says next."""

from pathlib import Path

import openpyxl
import pytest
from conftest import DEMO, LEDGER, PROJECT, Sgyp

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


def test_the_demo_countys_forms(sgyp: Sgyp, tmp_path: Path) -> None:
    out = tmp_path / "报表"
    asked = ("--month", "2023-09", "--by", "属地", "--out", out, "--ledger", DEMO)
    assert "未填属地" in done(sgyp, *asked, cwd=tmp_path)
