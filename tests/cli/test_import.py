"""`sgyp import`: from the file that a county has to the ledger, and back again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Sgyp, Write, environment, inside, told, write_files
from openpyxl import Workbook, load_workbook

LEDGER = """\
名称: 示例县项目台账
地区: 示例县
期次:
  - 期: 7
    日期: 2023-01-28
  - 期: 8
    日期: 2023-05-08
领域: [先进制造业, 现代服务业]
"""
HEAD = ("序号", "项目名称", "项目单位", "计划总投资", "类别", "牵头单位", "动工时间", "竣工时间")
_BATCHES = ("签约", "开工", "投产")
_CHARACTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄"


def county_rows() -> list[tuple[Any, ...]]:
    """Twenty-five projects as a county keeps them, in 万元."""
    return [
        (
            number,
            f"示例{name}产业园项目",
            f"示例{name}有限公司",
            10000 + number * 1250,
            _BATCHES[number % 3],
            "示例县工信局",
            "2023.3",
            "2024年6月",
        )
        for number, name in enumerate(_CHARACTERS, 1)
    ]


def county_sheet(path: Path, rows: list[tuple[Any, ...]] | None = None) -> Path:
    """A 台账 as it is passed around: a title, a unit, renamed headings, a total, a note."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "第八期"
    sheet.append(["示例县第八期“三个一批”项目台账（截至2023年6月30日）"])
    sheet.merge_cells("A1:H1")
    sheet.append(["", "", "", "", "", "", "", "单位：万元"])
    sheet.append(HEAD)
    found = county_rows() if rows is None else rows
    for row in found:
        sheet.append(row)
    sheet.append(["合计", "", "", sum(row[3] for row in found)])
    sheet.append(["填报人：张某某"])
    book.save(path)
    return path


@pytest.fixture
def county(ledger: Write) -> Path:
    """An empty ledger of a county."""
    return ledger({"ledger.yaml": LEDGER})


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The county's own file."""
    return county_sheet(tmp_path / "台账.xlsx")


def said(*arguments: str | Path) -> dict[str, Any]:
    """What an import says to a program."""
    found: dict[str, Any] = json.loads(inside("import", *arguments, "--format", "json").out)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a ledger, but for the record of the last edit."""
    files = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in files
        if ".sgyp-edits" not in one.parts
    }


def test_a_county_s_own_file_is_previewed_and_nothing_is_written(
    county: Path, sheet: Path, sgyp: Sgyp
) -> None:
    before = contents(county)
    result = sgyp("import", sheet, "--ledger", county)
    assert result.code == 0
    assert "新增 25 个项目" in result.text
    assert result.text.endswith(
        "对账\n"
        "  行：读到 26 = 新增 25 + 更新 0 + 没有变化 0 + 跳过 1 + 没有导入 0\n"
        "  总投资（亿元）：表里 65.625，台账增加 65.625，相符\n"
        "  表里自己写的合计：65.625 亿元\n"
    )
    assert "加 --apply 写入" in result.errors
    assert contents(county) == before


def test_what_is_applied_is_in_the_ledger_and_passes_its_checks(county: Path, sheet: Path) -> None:
    assert inside("import", sheet, "--ledger", county, "--apply").code == 0
    listed = json.loads(told("list", "--format", "json", "--ledger", county))
    assert len(listed["tables"][0]["rows"]) == 25
    assert inside("check", "--ledger", county).code == 0


def test_the_same_file_again_changes_no_byte(county: Path, sheet: Path) -> None:
    inside("import", sheet, "--ledger", county, "--apply")
    before = contents(county)
    again = inside("import", sheet, "--ledger", county, "--apply")
    assert again.code == 0
    assert "没有要写入的" in again.errors
    assert contents(county) == before
    rows = said(sheet, "--ledger", county)["rows"]
    assert (rows["added"], rows["updated"], rows["unchanged"]) == (0, 0, 25)


def test_the_commands_that_a_message_advises_mean_the_same_ledger(
    county: Path, sheet: Path, tmp_path: Path, sgyp: Sgyp
) -> None:
    spaced = county.rename(county.with_name("县 台账"))
    found = sgyp("import", sheet, "--ledger", spaced, "--apply")
    assert f'要撤回：sgyp import --undo --ledger "{spaced}"' in found.errors
    assert f'核对：sgyp check --ledger "{spaced}"' in found.errors
    assert "sgyp import --undo\n" in sgyp("import", sheet, "--apply", cwd=_bare(tmp_path)).errors


def _bare(folder: Path) -> Path:
    """A ledger that no command has to name: they are run inside it."""
    (folder / "里").mkdir()
    (folder / "里" / "ledger.yaml").write_text(LEDGER, encoding="utf-8")
    return folder / "里"


def test_rows_kept_out_for_one_reason_are_told_together(county: Path, tmp_path: Path) -> None:
    book = county_sheet(tmp_path / "约.xlsx", county_rows()[:12])
    _retyped(book, "约2亿")
    result = inside("import", book, "--ledger", county)
    assert result.code == 1
    assert result.text.count("“约2亿”是约数") == 1
    assert "同样的还有 11 行：第八期!D5、第八期!D6、" in result.text
    assert len(said(book, "--ledger", county)["rows"]["rejected"]) == 12
    # Nothing else is in the file: no advice to write the rest.
    assert "--partial" not in result.errors
    assert "--partial" not in inside("import", book, "--ledger", county, "--apply").errors


def _retyped(path: Path, text: str) -> None:
    book = load_workbook(path)
    for (cell,) in book.worksheets[0]["D4":"D15"]:
        cell.value = text
    book.save(path)


def test_undo_takes_the_import_back(county: Path, sheet: Path) -> None:
    before = contents(county)
    inside("import", sheet, "--ledger", county, "--apply")
    assert contents(county) != before
    assert inside("import", "--undo", "--ledger", county).code == 0
    assert contents(county) == before
    assert inside("import", "--undo", "--ledger", county).code == 2


def test_undo_does_not_take_back_over_a_later_edit(county: Path, sheet: Path) -> None:
    inside("import", sheet, "--ledger", county, "--apply")
    file = next((county / "projects").glob("*.yaml"))
    file.write_text(file.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8", newline="\n")
    before = contents(county)
    assert inside("import", "--undo", "--ledger", county).code == 2
    assert contents(county) == before


def test_rows_in_another_order_get_the_same_numbers(county: Path, tmp_path: Path) -> None:
    straight = said(county_sheet(tmp_path / "a.xlsx"), "--ledger", county)
    turned = said(county_sheet(tmp_path / "b.xlsx", county_rows()[::-1]), "--ledger", county)
    assert {one["名称"]: one["编号"] for one in straight["projects"]} == {
        one["名称"]: one["编号"] for one in turned["projects"]
    }


def test_a_rejected_row_keeps_everything_out_unless_partial(county: Path, tmp_path: Path) -> None:
    rows = county_rows()
    rows[3] = (*rows[3][:3], 0, *rows[3][4:])
    sheet = county_sheet(tmp_path / "台账.xlsx", rows)
    before = contents(county)
    refused = inside("import", sheet, "--ledger", county, "--apply")
    assert refused.code == 1
    assert "没有写入" in refused.errors
    assert contents(county) == before
    assert inside("import", sheet, "--ledger", county, "--apply", "--partial").code == 1
    listed = json.loads(told("list", "--format", "json", "--ledger", county))
    assert len(listed["tables"][0]["rows"]) == 24


def _dispatch(path: Path) -> Path:
    """A month's figures: of a project that began last year, and of one that began this year."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "调度"
    sheet.append(["示例县2023年5月调度表"])
    sheet.append(["单位：万元"])
    sheet.append(["编号", "项目名称", "本月完成投资", "1-5月完成", "形象进度", "存在问题"])
    sheet.append(["A-1", "甲厂", 500, 900, "主体封顶", "用地"])
    sheet.append(["A-2", "乙厂", 0, 800, "基础施工", None])
    book.save(path)
    return path


def test_a_month_s_figures_become_its_reports(ledger: Write, tmp_path: Path) -> None:
    projects = """\
- 编号: A-1
  名称: 甲厂
  总投资: 1.25
  节点:
    开工: 2022-09
- 编号: A-2
  名称: 乙厂
  总投资: 0.75
  节点:
    开工: 2023-02
"""
    county = ledger({"ledger.yaml": LEDGER, "projects/a.yaml": projects})
    sheet = _dispatch(tmp_path / "调度.xlsx")
    arguments = ("import", sheet, "--month", "2023-05", "--ledger", county)
    assert inside(*arguments, "--apply").code == 0
    # What A-1 had completed by the end of last year nobody says; A-2 began this year.
    assert (county / "progress" / "2023-05.csv").read_text(encoding="utf-8") == (
        "编号,本月完成投资,累计完成投资,形象进度,存在问题\n"
        "A-1,0.05,,主体封顶,用地\n"
        "A-2,0,0.08,基础施工,\n"
    )
    found = said(*arguments[1:])
    assert any("上年底" in one["text"] and one["cell"] == "调度!D4" for one in found["notes"])
    assert (found["rows"]["updated"], found["rows"]["unchanged"]) == (0, 2)


def test_a_preview_of_a_plain_table_needs_neither_pydantic_nor_yaml(tmp_path: Path) -> None:
    files = {"县/ledger.yaml": LEDGER, "第八期开工.csv": "项目名称,总投资（亿元）\n甲厂,1.5\n"}
    folder = write_files(tmp_path, files)
    code = (
        "import sys; from sangeyipi.cli.main import main\n"
        "assert main(['import', *sys.argv[1:]]) == 0\n"
        "sys.exit(bool({'pydantic', 'pydantic_core', 'yaml', 'xlsxwriter'} & set(sys.modules)))"
    )
    options = [str(folder / "第八期开工.csv"), "--as-of", "2023-06-30", "--ledger"]
    command = [sys.executable, "-c", code, *options, str(folder / "县")]
    done = subprocess.run(command, env=environment(SGYP_CACHE="off"), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
