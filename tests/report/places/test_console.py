"""What a person is told whose document is filled, and what is never written over."""

import re
from datetime import date
from pathlib import Path

import docx
import pytest

from sangeyipi import api
from sangeyipi.cli.console import places
from sangeyipi.cli.console.exits import Stop
from sangeyipi.model.document import Document, Paragraph, Quoted, Section, answer
from sangeyipi.model.question import Measurement, Question, Subject
from sangeyipi.model.table import Basis, Column, Kind, Row, Table
from sangeyipi.render.docx import package
from sangeyipi.render.docx.document import to_docx

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def document() -> Document:
    figures = api.verified(api.load(DATA))
    return answer(api.summary(figures), figures.ledger.config.name)


def typed(path: Path, text: str) -> Path:
    made = docx.Document()
    made.add_paragraph(text)
    made.save(str(path))
    return path


def test_filled_edited_and_filled_again(
    tmp_path: Path, document: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    template, out = typed(tmp_path / "my.docx", "开工{{第8期.开工.个数}}个"), tmp_path / "汇报.docx"
    assert places.fill(template, out, document, False) == 0
    assert places.fill(template, out, document, False) == 0
    assert capsys.readouterr().err == (
        f"已写入 {out}：新填 1 处\n"
        f"{out} 已经填过：更新里面的各处，没有从 {template} 重新做（要重做，先把它移走）\n"
        f"没有要改的 {out}：未变 1 处\n"
    )
    edited = docx.Document(str(out))
    texts = edited.element.body.iter(f"{{{places_space()}}}t")
    next(one for one in texts if one.text == "12").text = "15"
    edited.save(str(out))
    before = out.read_bytes()
    assert places.fill(None, out, document, False) == 1
    assert out.read_bytes() == before
    assert capsys.readouterr().err == (
        f"没有要改的 {out}：没有填\n"
        "没有改：正文的 第8期.开工.个数 有人动过\n"
        "  当时写的：“12”\n  现在是：“15”\n  应为：“12”\n"
        "核对后，要用台账的数盖掉，加 --force\n"
    )
    assert places.fill(None, out, document, True) == 0


def places_space() -> str:
    from sangeyipi.render.docx.marks import W

    return W


def test_what_is_not_ours_is_not_written_over(tmp_path: Path, document: Document) -> None:
    template, out = typed(tmp_path / "my.docx", "{{第8期.开工.个数}}"), tmp_path / "汇报.docx"
    typed(out, "别人的")
    with pytest.raises(Stop, match="不是 sgyp 写的文档"):
        places.fill(template, out, document, True)
    out.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(Stop, match="旧格式"):
        places.fill(template, out, document, True)
    with pytest.raises(Stop, match="同一个文件"):
        places.fill(template, template, document, False)
    out.unlink()
    (tmp_path / "~$汇报.docx").touch()
    with pytest.raises(Stop, match="正在 Word 或 WPS 里打开"):
        places.fill(template, out, document, False)
    assert not out.exists()


def test_a_misspelled_name_is_told_with_its_paragraph(tmp_path: Path, document: Document) -> None:
    template = typed(tmp_path / "my.docx", "开工{{第8期.开工.项目个数}}个")
    with pytest.raises(Stop, match=r"正文第 1 段“开工.*没有名称“第8期.开工.项目个数”，是不是"):
        places.fill(template, tmp_path / "汇报.docx", document, False)
    assert "{{第8期.开工.总投资}}　137.7\n" in places.listed(document)


def written(name: str, day: date, *said: str, rows: int = 1) -> Document:
    """A report of a day, in paragraphs by these ids, with a table."""
    columns = (Column("name", "名称"), Column("count", "个数", Kind.COUNT))
    table = Table(
        "all",
        "情况表",
        columns,
        tuple(Row({"name": f"项目{n}", "count": n}) for n in range(rows)),
        (Basis("个", f"截至 {day}"),),
    )
    quoted = Quoted(str(day.month), COUNT)
    paragraphs = tuple(Paragraph(one, (f"{one}共", quoted, "个。")) for one in said)
    return Document(name, "县", None, day, (Section("s", "情况", (table,), (), paragraphs),))


COUNT = Question(Subject(), Measurement("count"))
MAY, JUNE = date(2023, 5, 31), date(2023, 6, 30)


def test_a_report_written_whole_is_made_one_of_another_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "汇报.docx"
    out.write_bytes(to_docx(written("汇报", MAY, "第一期", "第二期")))
    first = out.read_bytes()
    assert places.fill(None, out, written("汇报", MAY, "第一期", "第二期"), False) == 0
    assert out.read_bytes() == first
    assert places.fill(None, out, written("汇报", JUNE, "第一期", "第三期", rows=3), False) == 1
    told = capsys.readouterr().err
    assert "第二期，这次的报告里没有这一处；不再要的，在 Word 里删去\n" in told
    assert "报告里新有、文档里没有地方放的：第三期\n" in told
    assert "有人动过" not in told and "--force" not in told
    made = docx.Document(str(out))
    text = "".join(one.text or "" for one in made.element.body.iter(f"{{{places_space()}}}t"))
    # The day below the title and above the table are of the day of the figures.
    assert text.count("截至2023年6月30日") == 2 and text.count("2023年5月31日") == 0
    assert "第一期共6个。" in text and "第二期共5个。" in text
    (table,) = made.element.body.iter(f"{{{places_space()}}}tbl")
    rows = list(table.iter(f"{{{places_space()}}}tr"))
    styles = [one.get(f"{{{places_space()}}}val") for one in rows[3].iter() if "pStyle" in one.tag]
    assert len(rows) == 4 and styles == ["Cell24", "Cell24"]


def test_what_cannot_become_whole_is_left_alone(tmp_path: Path) -> None:
    """With footnotes, saved by what knows no places, of another kind: nothing is half new."""
    out, may, june = (
        tmp_path / "a.docx",
        written("汇报", MAY, "第一期"),
        written("汇报", JUNE, "第一期"),
    )
    noted = may._replace(explained={COUNT.text: "来源"})
    bare = package.parts_of(to_docx(may))
    bare["word/document.xml"] = re.sub(
        rb"</?w:sdtContent>|</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>", b"", bare["word/document.xml"]
    )
    other = may._replace(
        sections=(
            Section("m", "其他", (), (), tuple(Paragraph(one, ("无。",)) for one in "子丑寅卯")),
        )
    )
    for data, said in (
        (to_docx(noted), "是带脚注的"),
        (package.packed(bare), "LibreOffice"),
        (to_docx(other), "像是另一种报告"),
    ):
        out.write_bytes(data)
        for force in (False, True):
            with pytest.raises(Stop, match=f"{said}.*没有改。要一份新的，--out 换一个文件名"):
                places.fill(None, out, june, force)
        assert out.read_bytes() == data
