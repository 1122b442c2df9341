"""A Word document of ours: what is in the file, and what LibreOffice makes of it on paper."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sangeyipi.model.document import Document, Paragraph, Quoted, Section
from sangeyipi.model.question import Measurement, Question, Subject
from sangeyipi.model.table import Basis, Column, Kind, Row, Table
from sangeyipi.render.docx import widths
from sangeyipi.render.docx.document import title_lines, to_docx
from sangeyipi.render.docx.marks import memory_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COUNT, AMOUNT = (Question(Subject(), Measurement(name)) for name in ("count", "investment"))
BRIEF = "全部项次的个数：projects/第八期.yaml 等 26 处之和"
#: 28 in a line, 22 lines on a page: more than two of them.
PLAIN = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸" * 80


def table(rows: int, columns: int = 3) -> Table:
    heads = (
        Column("name", "名称"),
        *(Column(f"n{at}", f"第 {at} 项个数", Kind.COUNT) for at in range(1, columns)),
    )
    said = {f"n{at}": 1_234_567 for at in range(1, columns)}
    return Table(
        "projects",
        "项目情况表",
        heads,
        tuple(Row({"name": f"示例县第 {n} 个项目", **said}) for n in range(rows)),
        (Basis("个、亿元", "截至 2023-06-09"), "一条注。"),
    )


def report(*sections: Section, explained: bool = False) -> Document:
    told = {COUNT.text: BRIEF} if explained else {}
    title = "示例县“三个一批”项目建设情况汇报"
    return Document(
        title, "示例县台账", None, date(2023, 6, 9), sections, ("须知。",), ("口径。",), told
    )


LONG_TITLE = ("河南省商丘市民权县", "“三个一批”项目情况汇报")
PROSE = Section(
    "one",
    "项目推进情况",
    (table(60),),
    paragraphs=(
        Paragraph("all", ("目前共", Quoted("176", COUNT), "个，总投资至少", Quoted("43", AMOUNT))),
        Paragraph("held", ("已实施各期",), 1),
        Paragraph("again", ("总数仍为", Quoted("176", COUNT), "个，即", Quoted("176", COUNT))),
    ),
)
WIDE = Section("two", "其他", (table(3, 12),))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(data)["word/document.xml"])


def said(element: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def test_file() -> None:
    """The same bytes; every part is XML and known; each run names its font; our own name."""
    made = report(PROSE, WIDE, explained=True)
    data = to_docx(made)
    assert data == to_docx(made)
    found = parts(data)
    kinds = found["[Content_Types].xml"].decode()
    for name, content in found.items():
        ElementTree.fromstring(content)
        if name.startswith("word/") and name.endswith(".xml"):
            assert f'PartName="/{name}"' in kinds
    for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml"):
        for run in ElementTree.fromstring(found[name]).iter(f"{W}r"):
            fonts = run.find(f"{W}rPr/{W}rFonts")
            assert run.find(f"{W}t") is None or (fonts is not None and fonts.get(f"{W}eastAsia")), (
                said(run)
            )
    for style in ElementTree.fromstring(found["word/styles.xml"]).iter(f"{W}style"):
        if style.get(f"{W}type") == "paragraph":
            fonts = style.find(f"{W}rPr/{W}rFonts")
            assert fonts is not None and fonts.get(f"{W}eastAsia")
    core = found["docProps/core.xml"].decode()
    assert "<dc:creator>示例县台账<" in core and ">2023-06-09T00:00:00Z<" in core
    assert b"python-docx" not in b"".join(found.values())


def test_texts() -> None:
    """Headings are counted, the day has no leading zeros, a figure's source is told once in each
    paragraph, and the document remembers what its figures answer.
    """
    data = to_docx(report(PROSE, WIDE, explained=True))
    lines = [said(one) for one in body(data).iter(f"{W}p")]
    for line in (
        "（截至2023年6月9日）",
        "一、项目推进情况",
        "（一）已实施各期",
        "二、其他",
        "三、口径",
        "目前共176〔〕个，总投资至少43",
        "总数仍为176〔〕个，即176",
        "截至2023年6月9日单位：个、亿元",
        "注：一条注。",
    ):
        assert line in lines
    notes = ElementTree.fromstring(parts(data)["word/footnotes.xml"])
    assert [said(one) for one in notes] == ["", "", f"〔〕 {BRIEF}", f"〔〕 {BRIEF}"]
    memory = memory_of(data)
    assert memory and [place.id for place in memory.places][:5] == [
        *("标题", "截至", "须知", "all", "again")
    ]
    assert memory.places[3].figures[1] == (15, "43", AMOUNT.text)
    plain = to_docx(report(PROSE))
    assert "word/footnotes.xml" not in parts(plain)
    assert "目前共176个，总投资至少43" in [said(one) for one in body(plain).iter(f"{W}p")]


def test_tables() -> None:
    """The head comes again, rows stay whole, figures stand right, a wide table has a page lying."""
    found = body(to_docx(report(PROSE, WIDE)))
    for one in found.iter(f"{W}tbl"):
        head, *rows = one.iter(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        figure = rows[0].findall(f"{W}tc")[1].find(f"{W}p/{W}pPr/{W}jc")
        assert figure is not None and figure.get(f"{W}val") == "right"
    pages = [one.get(f"{W}w") for one in found.iter(f"{W}pgSz")]
    assert pages == ["11906", "16838", "11906"]


def test_long_titles_are_broken_between_words() -> None:
    for lines in (
        LONG_TITLE,
        ("云岫县“三个一批”项目情况汇报",),
        ("云岫县“三个一批”项目建设情况通报", "（2023年10月）"),
        ("河南省商丘市民权县", "“三个一批”项目建设情况通报", "（2023年10月）"),
    ):
        assert tuple(title_lines("".join(lines))) == lines


def test_rows_of_a_long_table_have_two_lines() -> None:
    """In smaller type rather than in rows of three; a few long texts do not count."""
    texts = ["云岫县栖桐铜箔延压生产线项目"] * 40 + ["很长的话" * 5] * 5
    wanted = [widths.words(texts, ["名称"])] * 5
    short, long = widths.fitted(wanted, 10), widths.fitted(wanted, 45)
    assert long.size < short.size and not long.lying
    assert min(long.columns) >= 7 * long.size * 10


def test_hostile() -> None:
    """What no XML may hold, what looks like markup, and a row higher than a page."""
    long = "很长的备注" * 3000
    row = Row({"name": f"<w:p>\x00\ud800&]]>{long}"})
    made = Table("t", "\x1b表<", (Column("name", "名\n称"),), (row,))
    data = to_docx(Document("", "", None, None, (Section("s", "", (made,)),)))
    (only,) = list(body(data).iter(f"{W}tbl"))
    assert said(only).startswith("名\\n称<w:p>\\x00\\ud800&]]>很长")
    assert only.findall(f"{W}tr")[1].find(f"{W}trPr/{W}cantSplit") is None


def _printed(folder: Path, made: dict[str, Document]) -> dict[str, Path]:
    """PDF files of documents, all made by one run of LibreOffice."""
    for name, document in made.items():
        (folder / f"{name}.docx").write_bytes(to_docx(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    sources = [str(folder / f"{name}.docx") for name in made]
    subprocess.run([*command, *sources], capture_output=True, timeout=240, check=False)
    if not all((folder / f"{name}.pdf").exists() for name in made):
        pytest.skip("needs libreoffice-writer")
    return {name: folder / f"{name}.pdf" for name in made}


Page = list[tuple[str, float, float, float, float]]


def _pages(pdf: Path) -> list[tuple[float, Page]]:
    """Of each page its width, and its words with where they stand, in points."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    found = []
    for page in re.findall(r'<page width="([\d.]+)".*?>(.*?)</page>', text, re.S):
        words = re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', page[1]
        )
        found.append((float(page[0]), [(w[4], *map(float, w[:4])) for w in words]))
    return found


@pytest.mark.skipif(
    not all(map(shutil.which, ("soffice", "pdftotext"))),
    reason="needs LibreOffice and poppler-utils",
)
def test_printed(tmp_path: Path) -> None:
    """A4; 22 lines of 28 characters; numbers odd right, even left; heads again; all on the page."""
    plain = Section("p", "", paragraphs=(Paragraph("p", (PLAIN,)),))
    made = {
        "plain": Document("", "", None, None, (plain,)),
        "report": report(PROSE, WIDE, explained=True)._replace(title="".join(LONG_TITLE)),
    }
    printed = _printed(tmp_path, made)
    first, second, *_ = _pages(printed["plain"])
    assert first[0] == pytest.approx(595.3, abs=0.5)
    *lines, _, number, _ = second[1]
    assert (len(lines), number[0]) == (22, "2")
    assert {len(line[0]) for line in lines} == {28}
    assert min(line[1] for line in lines) == pytest.approx(28 / 25.4 * 72, abs=1)
    assert max(line[3] for line in lines) <= (28 + 156) / 25.4 * 72 + 1
    assert first[1][-2][1] > 450 > 120 > second[1][-2][1]
    pages = _pages(printed["report"])
    assert tuple(word[0] for word in pages[0][1][:2]) == LONG_TITLE
    listed = subprocess.run(["pdffonts", str(printed["report"])], capture_output=True, check=True)
    fonts = listed.stdout.decode().splitlines()[2:]
    # Name, kind and encoding, then whether it is in the file: nobody's reader must have it.
    assert fonts and all(line.split()[-5] == "yes" for line in fonts)
    assert [round(width) for width, _ in pages][-2:] == [842, 595]
    heads = [page for _, page in pages if any("名称" in word[0] for word in page)]
    assert len(heads) == len(pages) - 2 or len(heads) == len(pages) - 1
    for width, page in pages:
        assert all(word[1] > 60 and word[3] < width - 60 for word in page)
