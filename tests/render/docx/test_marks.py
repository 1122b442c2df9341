"""What a Word document remembers of its places, and what is refused of a hostile one."""

import io
import zipfile

import docx
import pytest

from sangeyipi.render.docx import marks, package
from sangeyipi.render.docx.marks import DocumentMemory, WrittenFigure, WrittenPlace

PLACE = WrittenPlace(
    "第8期.开工",
    "开工一批 12 个，<总投资>\t137.7 亿元\n“其中”",
    (
        WrittenFigure(5, "12", '{"measure":"count"}'),
        WrittenFigure(16, "137.7", '{"measure":"investment"}'),
    ),
)
MEMORY = DocumentMemory("示例县“三个一批”台账", "2023-06-30", (PLACE,))


def made(text: str = "一") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_what_is_remembered_is_read_again() -> None:
    before = made()
    once = marks.remembering(before, MEMORY)
    assert marks.memory_of(before) is None
    assert marks.memory_of(once) == MEMORY
    assert marks.remembering(before, MEMORY) == once
    assert marks.remembering(once, MEMORY) == once
    others = package.parts_of(before)
    changed = {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    kept = package.parts_of(once)
    assert {name for name, content in others.items() if kept[name] != content} == changed


def test_python_docx_keeps_it() -> None:
    document = docx.Document(io.BytesIO(marks.remembering(made(), MEMORY)))
    data = io.BytesIO()
    document.save(data)
    assert marks.memory_of(data.getvalue()) == MEMORY


def test_a_marked_paragraph_is_known_by_its_tag() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(PLACE.text)
    marks.mark(paragraph._p, PLACE, "第八期开工一批")
    data = io.BytesIO()
    document.save(data)
    text = package.parts_of(data.getvalue())["word/document.xml"].decode()
    assert f'<w:tag w:val="{PLACE.tag}"/>' in text
    assert marks.parsed(PLACE.tag) == ("第8期.开工", marks.digest(PLACE.text))
    assert MEMORY.of(PLACE.tag) == PLACE
    assert MEMORY.of(PLACE._replace(text="开工 11 个").tag) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1", "RTF"),
        ("一、情况".encode(), "不是 Word 文档"),
        (made()[:-400], "损坏"),
    ],
)
def test_what_is_no_word_document_is_told(data: bytes, said: str) -> None:
    with pytest.raises(package.DocxFailed, match=said):
        marks.memory_of(data)


def test_a_hostile_memory_is_refused() -> None:
    parts = package.parts_of(marks.remembering(made(), MEMORY))
    name = next(
        name for name in parts if marks.SPACE.encode() in parts[name] and "Props" not in name
    )
    parts[name] = parts[name].replace(b"<places", b'<!DOCTYPE p [<!ENTITY a "b">]><places', 1)
    with pytest.raises(package.DocxFailed, match="DTD"):
        marks.memory_of(package.packed(parts))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (package.MOST_UNPACKED + 1))
    with pytest.raises(package.DocxFailed, match="太大"):
        marks.memory_of(bomb.getvalue())
