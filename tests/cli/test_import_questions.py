"""What only a person can decide: asked at a terminal, answered in a mapping file, else left out."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Write, inside
from openpyxl import Workbook

from cli.asked import asked
from cli.test_import import LEDGER, contents, said

_HEAD = ("序号", "项目名称", "总投资", "期次", "批", "所属行业")
_ROWS = (
    (1, "甲厂", 12500, "第8期", "签约", "先进制造业"),
    (2, "乙厂", 7500, "第8期", "签约", "现代农业"),
)


@pytest.fixture
def county(ledger: Write) -> Path:
    """An empty ledger of a county."""
    return ledger({"ledger.yaml": LEDGER})


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Two projects, in a unit that nobody names, one of a 领域 that the ledger does not list."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "台账"
    for row in (_HEAD, *_ROWS):
        page.append(row)
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def _mapping(sheet: Path, county: Path, folder: Path) -> Path:
    """The mapping file that an import writes, with its questions."""
    path = folder / "映射.yaml"
    inside("import", sheet, "--ledger", county, "--write-mapping", path)
    return path


def _answered(path: Path, *answers: tuple[str, str]) -> None:
    """The answer written behind each question about something, as with an editor."""
    text = path.read_text(encoding="utf-8")
    for about, answer in answers:
        assert f"问: {about}\n" in text
        text = text.replace(f"问: {about}\n", f"问: {about}\n    答: {answer}\n")
    path.write_text(text, encoding="utf-8", newline="\n")


def test_without_anybody_to_ask_the_rows_stay_out_with_their_questions(
    county: Path, sheet: Path
) -> None:
    found = said(sheet, "--ledger", county)
    assert [one["cell"] for one in found["rows"]["rejected"]] == ["台账!C2", "台账!C3"]
    assert all("单位" in one["reason"] for one in found["rows"]["rejected"])
    assert found["projects"] == []


def test_a_mapping_file_takes_the_answers(county: Path, sheet: Path, tmp_path: Path) -> None:
    path = _mapping(sheet, county, tmp_path)
    _answered(path, ("总投资", "万元"))
    found = said(sheet, "--ledger", county, "--mapping", path)
    assert [one["名称"] for one in found["projects"]] == ["甲厂"]
    assert found["projects"][0]["总投资"] == "1.25"
    assert ["现代农业" in one["reason"] for one in found["rows"]["rejected"]] == [True]


def test_a_new_sector_extends_the_ledger_s_list(county: Path, sheet: Path, tmp_path: Path) -> None:
    path = _mapping(sheet, county, tmp_path)
    _answered(path, ("总投资", "万元"))
    inside("import", sheet, "--ledger", county, "--mapping", path, "--write-mapping", path)
    again = path.read_text(encoding="utf-8")
    assert "问: 领域" in again
    _answered(path, ("领域", "加入“现代农业”"))
    result = inside("import", sheet, "--ledger", county, "--mapping", path, "--apply")
    told = result.text + result.errors
    assert "领域" in told
    assert result.code == 0, told
    text = (county / "ledger.yaml").read_text(encoding="utf-8")
    assert "领域: [先进制造业, 现代服务业, 现代农业]" in text


def test_answers_are_of_one_file_and_the_next_month_is_asked_anew(
    county: Path, sheet: Path, tmp_path: Path
) -> None:
    path = _mapping(sheet, county, tmp_path)
    _answered(path, ("总投资", "万元"))
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "台账"
    for row in (_HEAD, (1, "丙厂", 3, "第8期", "签约", "先进制造业")):
        page.append(row)
    other = tmp_path / "下月.xlsx"
    book.save(other)
    found: dict[str, Any] = json.loads(
        inside("import", other, "--ledger", county, "--mapping", path, "--format", "json").out
    )
    assert len(found["rows"]["rejected"]) == 1


def test_a_question_is_asked_once_and_the_answer_is_taken(county: Path, sheet: Path) -> None:
    before = contents(county)
    code, screen = asked("import", sheet, "--ledger", county, answers="2\n1\n", cwd=county)
    assert screen.count("没有写单位") == 1
    assert "甲厂 | 12500" in screen
    assert "新增 2 个项目" in screen, screen
    assert code == 0
    assert contents(county) == before


def test_a_phase_is_answered_by_its_own_number(county: Path, tmp_path: Path) -> None:
    """Numbered as well, who types 2 for 第2期 would get the second of those listed."""
    (county / "ledger.yaml").write_text(
        LEDGER.replace("期: 7", "期: 2").replace("期: 8", "期: 3"), encoding="utf-8"
    )
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (("项目名称", "总投资（万元）", "批"), ("甲厂", 12500, "签约")):
        page.append(row)
    book.save(tmp_path / "表.xlsx")
    path = tmp_path / "表.xlsx"
    code, screen = asked("import", path, "--ledger", county, answers="1\n2\n", cwd=tmp_path)
    assert "没有“1”这个答案：写 2、3、不导入" in screen
    assert code == 0
    assert "第2期签约一批" in screen


_TWICE = ("项目名称", "总投资（亿元）", "期次", "项目代码")
_CODES = ("2301-411421-04-01-100001", "2301-411421-04-01-100002", "2301-411421-04-01-100003")


@pytest.fixture
def namesakes(tmp_path: Path) -> Path:
    """Three tables of one file, in each a project of the very same name with a code of its own."""
    book = Workbook()
    for batch, amount, code in zip(("签约", "开工", "投产"), (1, 2, 3), _CODES, strict=True):
        page = book.create_sheet(batch)
        page.append(_TWICE)
        page.append(("甲厂", amount, "第8期", code))
    book.remove(book.worksheets[0])
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def test_of_one_name_in_several_tables_each_is_another_project_where_that_is_answered(
    county: Path, namesakes: Path, tmp_path: Path
) -> None:
    path = _mapping(namesakes, county, tmp_path)
    first = said(namesakes, "--ledger", county)
    assert [one["cell"] for one in first["rows"]["rejected"]] == ["开工!A2", "投产!A2"]
    assert all("同名，项目代码却不同" in one["reason"] for one in first["rows"]["rejected"])
    # Of the third it is then asked which of the two it is: none of them.
    _answered(path, ("名称", "不是同一个项目"))
    result = inside("import", namesakes, "--ledger", county, "--mapping", path, "--apply")
    assert result.code == 0, result.text + result.errors
    text = (county / "projects" / "第8期.yaml").read_text(encoding="utf-8")
    assert text.count("名称: 甲厂\n") == len(_CODES)
    assert [code in text for code in _CODES] == [True] * len(_CODES)
    again = said(namesakes, "--ledger", county)
    assert (again["rows"]["unchanged"], again["rows"]["rejected"]) == (len(_CODES), [])


def test_of_one_name_in_two_tables_it_is_one_project_where_that_is_answered(
    county: Path, namesakes: Path
) -> None:
    code, screen = asked(
        "import", namesakes, "--ledger", county, answers="1\n1\n1\n1\n", cwd=county
    )
    assert "新增 1 个项目" in screen, screen
    assert code == 0
