"""Text files: their encodings, separators and quotes, and what is called so but is not."""

from pathlib import Path

import pytest

from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.grid import CellKind, Workbook
from sangeyipi.sheets.reader import read_workbook

TABLE = "编号,项目名称,总投资\n001,铝基新材料产业园,12.5\n002,年产五万吨高端装备,3\n"
BIG5 = "縣裡的專案,總投資,開發單位,聯絡電話,備註說明\n"
ROWS = [line.split(",") for line in TABLE.splitlines()]


def write(tmp_path: Path, data: bytes | str, name: str = "台账.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(tmp_path: Path, data: bytes | str, name: str = "台账.csv") -> Workbook:
    return read_workbook(write(tmp_path, data, name))


def rows(book: Workbook) -> list[list[str]]:
    return [[cell.text for cell in row] for row in book.sheets[0].rows]


def refused(tmp_path: Path, data: bytes | str) -> str:
    with pytest.raises(SheetsFailed) as caught:
        read(tmp_path, data)
    assert caught.value.remedy
    return caught.value.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TABLE.encode(), "UTF-8"),
        (TABLE.encode("utf-8-sig"), "UTF-8（带 BOM）"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "UTF-16"),
        (TABLE.encode("utf-16-le"), "UTF-16（没有 BOM，按内容判断）"),
        (TABLE.encode("utf-16-be"), "UTF-16（没有 BOM，按内容判断）"),
        (TABLE.encode("utf-32"), "UTF-32"),
        (TABLE.encode("gb18030"), "GB18030（Windows 的“ANSI”）"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, said: str) -> None:
    book = read(tmp_path, data)
    assert rows(book) == ROWS
    assert book.notes == (f"编码是 {said}", "按逗号分列")
    assert book.sheets[0].name == "台账"


def test_rare_characters_of_names(tmp_path: Path) -> None:
    table = "姓名,单位,备注\n张𬭚,㑇李镇,王䶮\n"
    assert rows(read(tmp_path, table.encode("gb18030")))[1] == ["张𬭚", "㑇李镇", "王䶮"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            TABLE.encode() + "003,后来粘贴的,1\n".encode("gbk"),
            "第 1 行是 UTF-8，第 4 行不是",
        ),
        ("名称\n".encode("gb18030") + TABLE.encode(), "第 2 行是 UTF-8，第 1 行不是"),
        (TABLE.encode()[:-20] + b"\xff" + TABLE.encode()[-20:], "有损坏"),
        (TABLE.encode("gb18030") + b"\xff\xff\n", "第 4 行读不出文字"),
        (b"\xef\xbb\xbf" + TABLE.encode("gb18030"), "第 1 行读不出文字"),
        (TABLE.encode("utf-16")[:-1], "读不出文字"),
        (
            "縣裡的專案總投資與產業園區開發單位聯絡電話備註說明,1\n".encode("big5"),
            "认不出文件的编码",
        ),
        (TABLE.encode("ascii", "replace"), "都变成了问号"),
        (b"a,b\nc\x07,d\n", "第 2 行有不能显示的字符"),
        (bytes(range(256)) * 4, "读不出文字"),
    ],
)
def test_what_is_no_text_in_one_encoding(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refused(tmp_path, data)


@pytest.mark.parametrize(
    ("separator", "said"),
    [(",", "逗号"), ("\t", "制表符"), (";", "分号"), ("，", "全角逗号"), ("|", "竖线")],
)
def test_separators(tmp_path: Path, separator: str, said: str) -> None:
    book = read(tmp_path, TABLE.replace(",", separator), "台账.txt")
    assert rows(book) == ROWS
    assert book.notes[1] == f"按{said}分列"


def test_a_separator_within_cells_separates_nothing(tmp_path: Path) -> None:
    table = "编号\t名称\t备注\n1\t甲\ta,b,c,d,e\n2\t乙\tf,g,h,i,j;k\n"
    assert rows(read(tmp_path, table))[1] == ["1", "甲", "a,b,c,d,e"]
    table = "编号,名称,备注\n1,甲,a;b;c;d\n2,乙，丙，丁，戊,f;g;h;i\n"
    assert rows(read(tmp_path, table))[2] == ["2", "乙，丙，丁，戊", "f;g;h;i"]


def test_a_separator_that_is_declared(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "sep=;\r\na;b,c;d\r\n")) == [["a", "b,c", "d"]]


def test_titles_and_empty_rows(tmp_path: Path) -> None:
    table = f"某县台账\n单位：亿元\n\n{TABLE},,\n,,\n"
    assert rows(read(tmp_path, table)) == [["某县台账"], ["单位：亿元"], [], *ROWS]


def test_breaks_that_word_leaves_and_the_end_that_dos_wrote(tmp_path: Path) -> None:
    table = "编号,名称,备注\r1,甲,上\x0b下\r\x1a"
    assert rows(read(tmp_path, table)) == [["编号", "名称", "备注"], ["1", "甲", "上\n下"]]


def test_a_heading_is_no_other_format(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "ID;Project\n1;甲\n"))[0] == ["ID", "Project"]
    assert rows(read(tmp_path, "BM,PK,II*\n1,甲,x\n"))[0] == ["BM", "PK", "II*"]
    assert "SYLK" in refused(tmp_path, "ID;PWXL;N;E\r\nP;PGeneral\r\n")


def test_one_column(tmp_path: Path) -> None:
    book = read(tmp_path, "名称\n甲\n乙\n")
    assert rows(book) == [["名称"], ["甲"], ["乙"]]
    assert book.notes[1] == "没有找到分隔符，只有一列"


def test_cells_kept_from_excel(tmp_path: Path) -> None:
    table = '="00123",名称,"=""00456"""\n\t411421200001010011,"\t甲",=待定\n'
    assert rows(read(tmp_path, table)) == [
        ["00123", "名称", "00456"],
        ["411421200001010011", "甲", "=待定"],
    ]


def test_all_is_text_but_errors(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "1.50,2023/1/10,TRUE,#REF!,#N/A\n").sheets[0].rows
    assert [cell.kind for cell in row] == [CellKind.TEXT] * 3 + [CellKind.ERROR] * 2
    assert row[0].shown == row[0].text == "1.50"


def test_cells_of_several_lines(tmp_path: Path) -> None:
    table = '编号,名称,备注,单位\r\n1,甲,"第一行\r\n第二行，""引号""",乙\r\n'
    assert rows(read(tmp_path, table))[1] == ["1", "甲", '第一行\n第二行，"引号"', "乙"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('编号,名称,备注\n1,"甲,x\n2,乙,y\n', "第 2 行起的英文引号"),
        ('编号,名称,备注\n1,甲,x\n2,"乙"公司,y\n', "第 3 行起的英文引号"),
        (
            '编号,名称,投资,单位\n1,"甲,3,工信局\n2,乙,4,发改委\n3,丙",5,住建局\n',
            '第 2 行有一个英文引号（"）到第 4 行才合上，把这几行并成了一格',
        ),
        ('编号,名称,投资,单位\n1,"甲,3,局\n2,乙",4,委\n', "把这几行并成了一格"),
    ],
)
def test_quotes_that_would_hide_rows(tmp_path: Path, table: str, said: str) -> None:
    assert said in refused(tmp_path, table)


def test_a_text_file_called_xlsx_is_said(tmp_path: Path) -> None:
    book = read(tmp_path, TABLE, "台账.xlsx")
    assert book.notes[0] == "文件名是 .xlsx，按内容是文本，照此读"
    assert rows(book) == ROWS
