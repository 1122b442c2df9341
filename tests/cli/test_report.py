"""`sgyp report` as it is typed: its forms, and a ledger's own templates."""

from csv import reader
from pathlib import Path

from conftest import DATA, Sgyp
from openpyxl import load_workbook

DAY = ("--as-of", "2023-06-30")


def test_the_advice_to_keep_a_template_works(sgyp: Sgyp, demo_copy: Path) -> None:
    book = demo_copy
    own = book / "templates" / "第一部分.txt"
    before = sgyp.fine("report", *DAY, "--ledger", book)
    said = sgyp("report", "--print-template", "--out", own)
    assert (said.code, said.errors) == (0, f"已写入 {own}\n")
    assert sgyp.fine("report", *DAY, "--ledger", book) == before
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace("共实施", "累计实施"), encoding="utf-8")
    assert sgyp.fine("report", *DAY, "--ledger", book) == before.replace("共实施", "累计实施")
    assert "没有错误" in sgyp.fine("check", "--strict", "--hints", "--ledger", book)
    own.rename(own.with_name("第一部份.txt"))
    told = sgyp("report", *DAY, "--ledger", book)
    assert told.text == before
    assert "templates/第一部份.txt" in told.errors
    assert "是不是 第一部分.txt" in told.errors
    checked = sgyp("check", "--strict", "--ledger", book)
    assert (checked.code, checked.errors) == (0, told.errors)


def test_a_bad_template_is_told_with_its_line(sgyp: Sgyp, demo_copy: Path) -> None:
    book = demo_copy
    own = book / "templates" / "第一部分.txt"
    own.parent.mkdir()
    own.write_text("{% 段 '一' %}\n{{ 地域 }}\n", encoding="utf-8")
    told = sgyp.refused("report", "--ledger", book)
    assert told.startswith("templates/第一部分.txt:2: 错误[template]: 没有“地域”")


def test_a_template_is_not_written_into_the_ledgers_data(sgyp: Sgyp, demo_copy: Path) -> None:
    book = demo_copy
    told = sgyp.refused("report", "--print-template", "--out", book / "projects" / "甲.yaml")
    assert "不往里写" in told
    assert not (book / "projects" / "甲.yaml").exists()


def _prose(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines() if line.startswith("　　")]


def test_sheets_say_the_sentences_of_the_text(sgyp: Sgyp, tmp_path: Path) -> None:
    prose = _prose(sgyp.fine("report", "--ledger", DATA))
    csv, xlsx = tmp_path / "汇报.csv", tmp_path / "汇报.xlsx"
    for out in (csv, xlsx):
        sgyp.fine("report", "--ledger", DATA, "--out", out)
    rows = list(reader(csv.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[1] for row in rows if row[:1] == ["正文"]] == prose
    sheets = load_workbook(xlsx).worksheets
    cells = {cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    assert len(prose) > 8
    assert set(prose) <= cells


def test_braces_of_names_stand_in_the_help(sgyp: Sgyp) -> None:
    assert "{{名称}}" in sgyp.fine("report", "--help")
