"""Files that mean harm, that are damaged, or that no program would write."""

import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.grid import CellKind, Sheet
from sangeyipi.sheets.reader import read_workbook

from .conftest import write_everything
from .handmade import (
    STRICT,
    STRICT_LINKS,
    book,
    links,
    packed,
    parts,
    sheet,
    strings,
)

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def read(tmp_path: Path, members: dict[str, str]) -> Sheet:
    (only,) = read_workbook(packed(tmp_path / "表.xlsx", members.items())).sheets
    return only


def refused(path: Path) -> str:
    with pytest.raises(SheetsFailed) as caught:
        read_workbook(path)
    assert caught.value.remedy
    return caught.value.message


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def cell(place: str, value: str | int = 1) -> str:
    return f'<c r="{place}"><v>{value}</v></c>'


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = parts("")
    bomb["xl/worksheets/sheet1.xml"] = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    )
    assert "DTD" in refused(packed(tmp_path / "表.xlsx", bomb.items()))
    texts = parts(ROW) | strings("")
    texts["xl/strings.xml"] = "<!DOCTYPE sst SYSTEM 'file:///etc/passwd'><sst/>"
    assert "DTD" in refused(packed(tmp_path / "表.xlsx", texts.items()))


@pytest.mark.parametrize("item", ["<si/>", "<si><t>字</t></si>", "<si><r><t>字</t></r></si>"])
def test_more_texts_than_cells_have_need_of(tmp_path: Path, item: str) -> None:
    members = parts(ROW) | strings(item * 500_001)
    path = packed(tmp_path / "表.xlsx", members.items())
    assert refused(path) == "不同的文字超过上限 50 万条，没有读"


@pytest.mark.parametrize("item", ["<si><t>字</t></si>", "<si><r><t>字字字字</t></r></si>"])
def test_a_bomb_of_texts(tmp_path: Path, item: str) -> None:
    members = parts(ROW) | strings(item * (50_000_000 // len(item.encode())))
    path = packed(tmp_path / "表.xlsx", members.items())
    assert path.stat().st_size < 1_000_000
    start = time.process_time()
    assert refused(path) == "xl/strings.xml 解压后的大小超过上限 40 MB，没有读"
    assert time.process_time() - start < 2


def test_a_bomb_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        members = parts("")
        for name in list(members)[:-1]:
            archive.writestr(name, members[name])
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            before, after = sheet("#").split("#")
            part.write(before.encode())
            for row in range(1, 70_000):
                part.write(f'<row r="{row}">{cell(f"XFD{row}")}</row>'.encode())
            part.write(after.encode())
    assert refused(path) == "表格的行数乘列数超过上限 400 万格，没有读"


def test_a_sheet_that_claims_to_be_everything(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("B1048576")}</row>'
    members = parts(rows, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    claims = members["xl/worksheets/sheet1.xml"].replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    read_sheet = read(tmp_path, members | {"xl/worksheets/sheet1.xml": claims})
    # What lies below a merged cell nobody sees; it is told.
    assert texts(read_sheet) == [["1"]]
    assert read_sheet.merged == ()
    plain = read(tmp_path, parts(rows))
    assert (len(plain.rows), plain.at(1048575, 1).text) == (1048576, "1")


def test_cells_in_any_order(tmp_path: Path) -> None:
    rows = f'<row r="2">{cell("C2", 3)}{cell("A2", 1)}</row><row r="1">{cell("B1", 2)}</row>'
    assert texts(read(tmp_path, parts(rows))) == [["", "2"], ["1", "", "3"]]


def test_cells_without_a_place_follow_each_other(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c></row>'
    assert texts(read(tmp_path, parts(f"{rows}<row><c><v>4</v></c></row>"))) == [
        ["1", "2"],
        [],
        [],
        ["", "3"],
        ["4"],
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (f'<row r="1">{cell("A1")}{cell("A1", 2)}</row>', "表!A1 在文件里有两份内容"),
        (f'<row r="1">{cell("A1")}</row><row r="1">{cell("A1", 2)}</row>', "两份内容"),
        (f'<row r="1">{cell("A2")}</row>', "A2 写在第 1 行里"),
        (f'<row r="1"><c r="1A"><v>1</v></c></row>{cell("")}', "格号 1A"),
        (f'<row r="0">{cell("A1")}</row>', "行号 0"),
        (f'<row r="1048577">{cell("A1048577")}</row>', "行号 1048577"),
        (f'<row r="1">{cell("XFE1")}</row>', "XFE1"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "表!A1 的文字不在文件里"),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "表!A1 的文字不在文件里"),
        ('<row r="1"><c r="A1"><v>1</c></row>', "XML 读不下去"),
    ],
)
def test_what_contradicts_itself_is_refused(tmp_path: Path, rows: str, said: str) -> None:
    assert said in refused(packed(tmp_path / "表.xlsx", parts(rows).items()))


def test_merged_areas_that_lie_over_each_other(tmp_path: Path) -> None:
    areas = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A1:B2"/></mergeCells>'
    rows = f'<row r="1">{cell("A1")}</row><row r="2">{cell("A2")}{cell("B2")}</row>'
    assert "重叠" in refused(packed(tmp_path / "表.xlsx", parts(rows, areas).items()))


def test_what_a_merged_cell_hides_is_told(tmp_path: Path) -> None:
    areas = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    rows = f'<row r="1">{cell("A1")}{cell("B1")}</row><row r="2">{cell("A2", 9)}{cell("B2")}</row>'
    read_book = read_workbook(packed(tmp_path / "表.xlsx", parts(rows, areas).items()))
    assert texts(read_book.sheets[0]) == [["1", "1"], ["", "1"]]
    assert read_book.notes == ("合并单元格底下还藏着 1 格看不见的内容，没有采用：表!A2（9）",)


def test_one_member_twice(tmp_path: Path) -> None:
    members = [*parts(ROW).items()]
    twice = [*members, ("xl/worksheets/Sheet1.xml", sheet(""))]
    assert "sheet1.xml 有几份" in refused(packed(tmp_path / "表.xlsx", twice))


@pytest.mark.parametrize("target", ["/xl/deep/表一.xml", "deep/%E8%A1%A8%E4%B8%80.xml"])
def test_parts_are_found_by_their_links(tmp_path: Path, target: str) -> None:
    members = {
        "_rels/.rels": links(("a", "officeDocument", "/xl/Book.xml")),
        "xl/book.xml": book("表"),
        "xl/_rels/book.xml.rels": links(("s1", "worksheet", target)),
        "xl/deep/表一.xml": sheet(f'<row r="1">{cell("A1")}</row>'),
    }
    assert texts(read(tmp_path, members)) == [["1"]]


def test_a_strict_workbook(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="d"><v>2023-05-08</v></c><c r="B1"><v>2.5</v></c></row>'
    members = {
        "_rels/.rels": links(("a", "officeDocument", "xl/workbook.xml"), kind=STRICT_LINKS),
        "xl/workbook.xml": book("表", space=STRICT, kind=STRICT_LINKS),
        "xl/_rels/workbook.xml.rels": links(
            ("s1", "worksheet", "worksheets/sheet1.xml"), kind=STRICT_LINKS
        ),
        "xl/worksheets/sheet1.xml": sheet(rows, space=STRICT),
    }
    read_sheet = read(tmp_path, members)
    assert texts(read_sheet) == [["2023-05-08", "2.5"]]
    assert read_sheet.at(0, 0).kind is CellKind.DATE


def test_elements_of_other_namespaces_are_not_cells(tmp_path: Path) -> None:
    members = parts("")
    foreign = sheet(f'<row r="1">{cell("A1")}</row>', space="urn:other")
    assert texts(read(tmp_path, members | {"xl/worksheets/sheet1.xml": foreign})) == []
    prefixed = sheet("").replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    prefixed = prefixed.replace("xmlns=", "xmlns:x=").replace(
        "<x:sheetData>",
        '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>',
    )
    assert texts(read(tmp_path, members | {"xl/worksheets/sheet1.xml": prefixed})) == [["5"]]


def test_sheets_that_have_no_cells(tmp_path: Path) -> None:
    members = parts(ROW) | {
        "xl/workbook.xml": book("表", "图", "宏"),
        "xl/_rels/workbook.xml.rels": links(
            ("s1", "worksheet", "worksheets/sheet1.xml"),
            ("s2", "chartsheet", "chartsheets/sheet1.xml"),
            ("s3", "xlMacrosheet", "macrosheets/sheet1.xml"),
        ),
    }
    notes = read_workbook(packed(tmp_path / "表.xlsx", members.items())).notes
    assert notes == ("“图”是图表页，没有单元格，没有读", "“宏”是宏表，没有单元格，没有读")
    members["xl/_rels/workbook.xml.rels"] = links(("s1", "chartsheet", "a.xml"))
    members["xl/workbook.xml"] = book("图")
    assert "没有工作表" in refused(packed(tmp_path / "表.xlsx", members.items()))


def _sound() -> bytes:
    made = openpyxl.Workbook()
    for row in range(200):
        made.active.append([f"项目{row}", row, "其他"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_workbook_cut_off(tmp_path: Path, share: float) -> None:
    data = _sound()
    path = tmp_path / "表.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    assert "不完整或已损坏" in refused(path)


def test_a_workbook_with_damaged_bytes(tmp_path: Path) -> None:
    """Whatever byte is damaged: the file fails, or says what it said."""
    data = _sound()
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    sound = read_workbook(path).sheets
    for at in range(0, len(data), max(1, len(data) // 200)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x5A]) + data[at + 1 :])
        try:
            damaged = read_workbook(path)
        except SheetsFailed:
            continue
        assert damaged.sheets == sound, at


def _damaged(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    if chance.random() < 0.5:
        return data[:at] + bytes([chance.choice(b'<>/"=& 09aA.-\x00\xff')]) + data[at + 1 :]
    end = min(len(data), at + chance.randrange(1, 40))
    return data[:at] + data[at:end] * chance.choice([0, 2]) + data[end:]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_damaged_is_told_and_nothing_else_happens(tmp_path: Path, seed: int) -> None:
    source = tmp_path / "台账.xlsx"
    write_everything(source)
    with zipfile.ZipFile(source) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(seed)
    path = tmp_path / "表.xlsx"
    for _ in range(60):
        name = chance.choice(sorted(whole))
        packed(path, (whole | {name: _damaged(whole[name], chance)}).items())
        if chance.random() < 0.3:
            path.write_bytes(_damaged(path.read_bytes(), chance))
        try:
            read_workbook(path)
        except SheetsFailed as failure:
            assert failure.remedy


def test_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    members = parts(ROW)
    members["xl/workbook.xml"] = book("表").replace("UTF-8", "UTX-8")
    assert "编码不认识" in refused(packed(tmp_path / "表.xlsx", members.items()))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("~$台账.xlsx", lambda p: p.write_bytes(b"x" * 165), "锁定文件"),
        (".~lock.台账.ods#", lambda p: p.write_bytes(b"x"), "锁定文件"),
        ("空.xlsx", lambda p: p.write_bytes(b""), "文件是空的"),
        ("零.xlsx", lambda p: p.write_bytes(bytes(4096)), "文件是空的"),
        ("夹.xlsx", lambda p: p.mkdir(), "是一个文件夹"),
        ("管.xlsx", _pipe, "不是普通文件"),
        ("无.xlsx", lambda p: None, "没有这个文件"),
        ("环.xlsx", lambda p: p.symlink_to(p), "符号链接成环"),
        ("a.xlsx", lambda p: p.write_bytes(b"%PDF-1.7\n"), "这是 PDF"),
        ("b.xls", lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n"), "这是图片"),
        ("c.xlsx", lambda p: p.write_bytes(b"Rar!\x1a\x07\x00"), "RAR 压缩包"),
        ("d.xls", lambda p: p.write_bytes(b"{\\rtf1"), "这是 Word"),
        ("e.xlsx", lambda p: p.write_bytes(b"version https://git-lfs.github.com/spec/v1\n"), "LFS"),
        ("f.xls", lambda p: p.write_bytes(b"MIME-Version: 1.0\r\n"), "mht"),
        ("g.docx", lambda p: packed(p, [("word/document.xml", "<x/>")]), "这是 Word 文档"),
        ("h.xlsb", lambda p: packed(p, [("xl/workbook.bin", "x")]), "xlsb"),
        ("i.numbers", lambda p: packed(p, [("Index/Document.iwa", "x")]), "Numbers"),
        ("j.zip", lambda p: packed(p, [("台账.xlsx", "x")]), "zip 压缩包"),
        ("k.xls", lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 900), "xls"),
    ],
)
def test_what_is_no_spreadsheet(
    tmp_path: Path, name: str, make: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / name
    make(path)
    assert said in refused(path)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(_sound())

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", denied)
    assert "没有权限" in refused(path)


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    """What Excel makes of a workbook with a password is a compound file with this stream."""
    name = "EncryptedPackage".encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + len(name).to_bytes(2, "little")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    path = tmp_path / "表.xlsx"
    path.write_bytes(head + entry.ljust(128, b"\0"))
    assert refused(path) == "文件有打开密码"


def test_a_workbook_called_otherwise_is_said(tmp_path: Path) -> None:
    path = tmp_path / "台账.xls"
    path.write_bytes(_sound())
    assert read_workbook(path).notes == ("文件名是 .xls，按内容是Excel 工作簿（xlsx），照此读",)
