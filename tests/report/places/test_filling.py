"""A county's own document: filled, edited by a person, filled again."""

import io
import re
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi import api
from sangeyipi.model.document import Quoted, answer
from sangeyipi.model.question import Measured, Measurement, Question, Subject
from sangeyipi.render.docx import marks, package
from sangeyipi.report.places.filling import Filled, fill, is_ours
from sangeyipi.report.places.finding import PlacesFailed
from sangeyipi.report.places.values import (
    Blocks,
    NamedValues,
    TableCells,
    Words,
    of_document,
    place,
)

W = marks.W
QUESTION = Question(Subject(), Measurement(Measured.COUNT))


def figure(text: str) -> Words:
    return Words((Quoted(text, QUESTION), "个"))


def values(count: str = "12") -> NamedValues:
    table = TableCells(
        ((Words(("期",)), Words(("个数",))), (Words(("8",)), figure(count))), 1, (False, True)
    )
    return NamedValues(
        {
            "第8期.开工.个数": figure(count),
            "第8期.投产.个数": figure("11"),
            "第一部分": Blocks(
                (Words(("开工", Quoted(count, QUESTION), "个。")), Words(("完。",)))
            ),
            "表": Blocks((table,)),
        }
    )


def made(*paragraphs: str, document: str | None = None) -> bytes:
    """A document as Word writes one, with these paragraphs of XML."""
    held = io.BytesIO()
    docx.Document().save(held)
    parts = package.parts_of(held.getvalue())
    parts["word/document.xml"] = (
        document or f'<w:document xmlns:w="{W}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    ).encode()
    return package.packed(parts)


def p(text: str, format: str = "") -> str:
    return f"<w:p><w:r>{format}<w:t>{text}</w:t></w:r></w:p>"


def body(data: bytes) -> str:
    return package.parts_of(data)["word/document.xml"].decode()


def read(data: bytes) -> str:
    inner = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", body(data))
    return re.sub(r"<[^<>]*>", "", inner.replace("</w:p>", "\n"))


def filled(data: bytes, names: NamedValues | None = None, force: bool = False) -> Filled:
    return fill(data, names or values(), "示例县", "2023-06-30", force)


def test_a_name_in_several_runs_keeps_its_formatting() -> None:
    split = (
        '<w:p><w:pPr><w:jc w:val="both"/></w:pPr>'
        '<w:r w:rsidR="00B2"><w:rPr><w:b/></w:rPr>'
        '<w:t>开工{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:i/></w:rPr>'
        '<w:t>{第8期.</w:t></w:r><w:smartTag w:element="x"><w:r>'
        "<w:t>开工. 个数</w:t></w:r></w:smartTag>"
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
        '<w:r><w:t xml:space="preserve">}} 完</w:t><w:tab/></w:r></w:p>'
    )
    before = made(p("前"), split, p("后"))
    done = filled(before)
    assert read(done.data) == "前\n开工12个 完\n后\n"
    assert "<w:sdtContent><w:r><w:rPr><w:b/></w:rPr><w:t" in body(done.data)
    assert body(done.data).startswith(body(before)[: body(before).index("<w:t>开工{")])
    assert '_GoBack"/><w:bookmarkEnd w:id="0"/>' in body(done.data)
    others = package.parts_of(before)
    after = package.parts_of(done.data)
    touched = {name for name in others if others[name] != after[name]}
    assert touched == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    memory = marks.memory_of(done.data)
    assert memory and memory.places[0].figures == (marks.WrittenFigure(0, "12", QUESTION.text),)
    docx.Document(io.BytesIO(done.data))


def test_filled_again_nothing_changes() -> None:
    once = filled(made(p("{{第一部分}}"), p("有｛｛第8期.开工.个数｝｝"), p("{{表}}")))
    again = filled(once.data)
    assert again.data == once.data
    assert (again.new, again.updated, again.same) == (0, 0, 3)


def test_a_persons_edits_outside_survive_and_places_are_updated() -> None:
    once = filled(made(p("{{第一部分}}"), p("有{{第8期.开工.个数}}")))
    text = body(once.data).replace("有", "现有（县领导加的话）")
    again = filled(_with(once.data, text), values("13"))
    assert read(again.data) == "开工13个。\n完。\n现有（县领导加的话）13个\n"
    assert again.updated == 2 and not again.held


def _with(data: bytes, text: str) -> bytes:
    parts = package.parts_of(data)
    parts["word/document.xml"] = text.encode()
    return package.packed(parts)


def test_an_edited_place_is_told_and_stays_unless_forced() -> None:
    once = filled(made(p("有{{第8期.开工.个数}}"), p("{{第8期.投产.个数}}")))
    edited = _with(once.data, body(once.data).replace(">12个<", ">15个<"))
    again = filled(edited, values("13"))
    assert [(h.id, h.written, h.now, h.would_be) for h in again.held] == [
        ("第8期.开工.个数", "12个", "15个", "13个")
    ]
    assert read(again.data) == read(edited)
    assert [h.now for h in filled(again.data, values("14")).held] == ["15个"]
    assert read(filled(edited, values("13"), force=True).data) == "有13个\n11个\n"
    # What was typed is what it would be: nothing to tell.
    assert filled(edited, values("15")).held == ()


def test_tracked_changes_and_comments_in_a_place_are_a_persons() -> None:
    once = filled(made(p("有{{第8期.开工.个数}}")))
    for old, new in (
        ("<w:sdtContent>", '<w:sdtContent><w:commentRangeStart w:id="1"/>'),
        (
            "<w:sdtContent>",
            '<w:sdtContent><w:ins w:id="3" w:author="x"><w:r><w:t>约</w:t></w:r></w:ins>',
        ),
    ):
        edited = _with(once.data, body(once.data).replace(old, new))
        again = filled(edited, values("13"))
        assert len(again.held) == 1
        assert body(again.data) == body(edited)


def test_a_deleted_place_stays_away_and_a_copied_one_is_filled() -> None:
    once = filled(made(p("有{{第8期.开工.个数}}"), p("{{第8期.投产.个数}}")))
    first, second = re.findall(r"<w:p>.*?</w:p>", body(once.data))
    text = body(once.data).replace(second, first)
    again = filled(_with(once.data, text), values("13"))
    assert again.gone == ("第8期.投产.个数",)
    assert read(again.data) == "有13个\n有13个\n"


def test_without_its_memory_the_tags_still_tell() -> None:
    once = filled(made(p("有{{第8期.开工.个数}}"), p("{{第8期.投产.个数}}")))
    edited = _with(once.data, body(once.data).replace(">12个<", ">15个<"))
    parts = package.parts_of(edited)
    robbed = package.packed(
        {n: c for n, c in parts.items() if marks.SPACE.encode() not in c or "Props" in n}
    )
    assert marks.memory_of(robbed) is None and is_ours(robbed)
    again = filled(robbed, values("13"))
    assert [(h.written, h.now) for h in again.held] == [(None, "15个")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("有{{第8期.开工.个 数目}}个", "第 1 段“有{{第8期.开工.个 数目}}个”：没有名称"),
        ("{{第8期.开工个数}}", "是不是：第8期.开工.个数"),
        ("有{{第8期.开工.个数}", "没有成对"),
        ("见{{第一部分}}", "单独成一段"),
        ("</w:t><w:instrText>IF {{表}}</w:instrText><w:t>", "域代码"),
        ("没有", "没有可以填的地方"),
    ],
)
def test_what_cannot_be_filled_is_told(text: str, said: str) -> None:
    with pytest.raises(PlacesFailed, match=re.escape(said)):
        filled(made(p(text)))


def test_cells_boxes_headers_and_controls_are_filled() -> None:
    box = f"<w:txbxContent>{p('{{第8期.投产.个数}}')}</w:txbxContent>"
    cell = f"<w:tbl><w:tr><w:tc>{p('{{表}}')}</w:tc></w:tr></w:tbl>"
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="第8期.开工.个数"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>点此输入</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    outer = f"<w:p><w:r><w:t>有{{{{第8期.开工.个数}}}}</w:t><w:pict>{box}</w:pict></w:r></w:p>"
    parts = package.parts_of(made(outer, cell, control))
    parts["word/header1.xml"] = f'<w:hdr xmlns:w="{W}">{p("{{第8期.开工.个数}}")}</w:hdr>'.encode()
    done = filled(package.packed(parts))
    assert "{{" not in body(done.data)
    assert "点此输入" not in body(done.data)
    assert "12个".encode() in package.parts_of(done.data)["word/header1.xml"]
    assert done.new + done.updated == 5
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{p("{{表}}")}</w:comments>'.encode()
    with pytest.raises(PlacesFailed, match="填不了"):
        filled(package.packed(parts))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["甲", "&lt;乙", " ", "{{第8期.开工.个数}}", "{{第8期.投产.个数}}"]),
            min_size=1,
        ),
        min_size=1,
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_text_outside_places_is_never_changed(texts: list[list[str]], random: object) -> None:
    """However the text is cut into runs."""
    told = []
    for words in texts:
        pieces = re.findall(r"&lt;|.", "".join(words))
        runs, cut = "", 0
        while cut < len(pieces):
            size = random.randint(1, 6)  # type: ignore[attr-defined]
            runs += (
                f'<w:r><w:t xml:space="preserve">{"".join(pieces[cut : cut + size])}</w:t></w:r>'
            )
            cut += size
        told.append(f"<w:p>{runs}</w:p>")
    before = made(*told)
    if "{{" not in read(before):
        return
    done = filled(before)
    wanted = (
        read(before).replace("{{第8期.开工.个数}}", "12个").replace("{{第8期.投产.个数}}", "11个")
    )
    assert read(done.data) == wanted
    assert filled(done.data).data == done.data


def test_names_of_figures_are_of_one_figure_each() -> None:
    figures = api.verified(api.load(Path(__file__).parents[3] / "data"))
    found = of_document(answer(api.summary(figures), figures.ledger.config.name))
    told = {name: place(name, one).text for name, one in found.items()}
    assert told["第8期.开工.总投资"] == "137.7"
    assert told["第1-7期.监管平台.总投资"] == "1283"
    assert told["第3期.签约.转化率"] == "100%"
    assert told["第3期.总投资"] == "—"
    assert place("", found["第8期.开工.个数"]).figures[0].text == "12"
    assert told["phases"].startswith("范围\t")


def test_a_table_keeps_what_a_person_made_of_its_looks() -> None:
    once = filled(made(p("{{表}}")))
    text = body(once.data).replace(
        "<w:tcPr/>", '<w:tcPr><w:shd w:val="clear" w:fill="FFFF00"/></w:tcPr>'
    )
    text = text.replace(
        '<w:r><w:t xml:space="preserve">12个', "<w:r><w:rPr><w:b/></w:rPr><w:t>12个"
    )
    again = body(filled(_with(once.data, text), values("13")).data)
    blind = [
        re.sub("#[0-9a-f]{8}", "", one).replace(' xml:space="preserve"', "")
        for one in (text, again)
    ]
    assert blind[0].replace("12个", "13个") == blind[1]
    assert "<w:rPr><w:b/></w:rPr><w:t>13个" in blind[1]


def test_a_footnote_in_a_place_is_no_edit() -> None:
    once = filled(made(p("有{{第8期.开工.个数}}")))
    note = (
        '<w:r><w:t>〔</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>〕</w:t></w:r>'
    )
    text = body(once.data).replace("</w:sdtContent>", f"{note}</w:sdtContent>")
    noted = values()["第8期.开工.个数"]
    as_written = Words((*noted.runs, "〔〕")) if isinstance(noted, Words) else noted
    text = text.replace(place("x", noted).tag[-8:], place("x", as_written).tag[-8:])
    assert filled(_with(once.data, text)).held == ()
    assert len(filled(_with(once.data, text), values("13")).held) == 1
