"""Documents as text: what a person reads of them, where it stands, and what is not read."""

import io

import pytest

from audit.words import p, r, tc, tr, word
from sangeyipi.audit.check import audited
from sangeyipi.audit.documents.docx import document
from sangeyipi.audit.documents.failures import NotRead
from sangeyipi.audit.documents.opened import opened
from sangeyipi.audit.documents.pdf import laid_out
from sangeyipi.audit.judging.finding import RelationVerdict
from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.audit.text.figure import Role
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.render.docx.marks import W


def cells(source: AsRead) -> list[str]:
    return [
        f"{one.label}/{one.head}: {one.figure.text} {one.figure.unit}"
        for table in TextReading(source).tables
        for one in table.entries
    ]


BOX = f"<w:txbxContent>{p(r('框里4个。'))}</w:txbxContent>"
BODY = "".join(
    (
        p(r("共1"), r("2个，"), f"<w:del>{r('旧9个，')}</w:del><w:ins>{r('新3个，')}</w:ins>"),
        p(),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('控件5个。'))}</w:sdtContent></w:sdt>",
        p(f"<w:hyperlink>{r('链接6个')}</w:hyperlink>", r("隐7个", "<w:vanish/>"), r("。")),
        p(
            f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>"
            f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"
        ),
        p(r("表1 情况表（单位：个、亿元）")),
        "<w:tbl>",
        tr(tc("县区", '<w:vMerge w:val="restart"/>'), tc("第八期", '<w:gridSpan w:val="2"/>')),
        tr(tc("", "<w:vMerge/>"), tc("个数"), tc("总投资")),
        tr(tc("甲县"), tc("３"), tc("1,020.5")),
        f"<w:tr><w:trPr><w:del/></w:trPr>{tc('废')}{tc('9')}{tc('9')}</w:tr>",
        tr(tc("乙县"), tc("4"), tc("—")),
        "</w:tbl>",
        f"<w:tbl>{tr('<w:tc>' + p(r('版面8个。')) + p(r('又一段。')) + '</w:tc>')}</w:tbl>",
    )
)
NOTES = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{p(r("1"))}</w:footnote>'
    f"<w:footnote>{p(r('注：另有2个。'))}</w:footnote></w:footnotes>"
)


def test_a_word_document_is_read_as_a_person_reads_it() -> None:
    found = document("x", word(BODY, footnotes=NOTES))
    text = found.source.text
    assert text.split("\n")[:5] == ["共12个，新3个，", "", "控件5个。", "链接6个。", ""]
    assert text.count("框里4个。") == 1
    assert "废" not in text
    assert text.endswith("版面8个。\n又一段。\n注：另有2个。\n")
    places = {
        word: found.source.where(text.index(word)).label
        for word in ("新3", "控件", "框里", "甲县", "1,020", "版面", "注：")
    }
    assert places == {
        "新3": "第1段",
        "控件": "第2段",
        "框里": "第4段",
        "甲县": "表1第3行第1列",
        "1,020": "表1第3行第3列",
        "版面": "表2第1行第1列",
        "注：": "脚注1",
    }
    assert cells(found.source) == [
        "甲县/第八期 个数: 3 个",
        "甲县/第八期 总投资: 1,020.5 亿元",
        "乙县/第八期 个数: 4 个",
    ]
    for piece in found.pieces:
        assert text[piece.start : piece.start + piece.length].strip() == piece.what.text.strip()


PAGE = """<!DOCTYPE html><html><head><title>共9个</title>
<style>.no{display:none}</style><script>var a = "共8个";</script></head><body>
<h1>情况&nbsp;通报</h1><p>共12个，<b>其中</b>甲 5个、
乙7个。<span class="no">藏1个</span><del>删2个</del><p hidden>隐3个<p>尾4个&amp;
<table><caption>单位：亿元</caption><tr><th rowspan=2>县区<th colspan=2>投资<tr><th>总投资<th>占比
<tr><td>甲县<td>12.5<td>83.3%（5/6）</table>
<table><tr><td><p>版面6个。</p><p>又一段。</p></td></tr></table></body></html>"""


def test_a_page_is_read_as_a_person_sees_it() -> None:
    source = opened("x", PAGE.encode("gb18030"), ".html").source
    assert source.text.split("\n") == [
        "情况\xa0通报",
        "共12个，其中甲 5个、 乙7个。",
        "尾4个&",
        "单位：亿元",
        "县区\t投资",
        "总投资\t占比",
        "甲县\t12.5\t83.3%（5/6）",
        "版面6个。",
        "又一段。",
        "",
    ]
    assert source.where(source.text.index("尾")).label == "第4行"
    assert cells(source) == ["甲县/投资 总投资: 12.5 亿元", "甲县/投资 占比: 83.3% %"]


MARKDOWN = r"""# 一、情况
共[12][aaaaaaaa]个，**其中**甲[5](#a "共99个")个、乙\*7个。![图8个](a.png)

### 表（单位：亿元）
| 县区 | 总投资 |
| :--- | ---: |
| 甲\|县 | 12.5 |

```
代码9个
```
[aaaaaaaa]: #q?a=1 "个数 共30个"
"""


def test_markdown_keeps_its_offsets_and_hides_its_markup() -> None:
    source = opened("x", MARKDOWN.encode("utf-8-sig"), ".md").source
    assert source.text == MARKDOWN
    reading = TextReading(source)
    assert [one.text for one in reading.figures] == ["12个", "5个", "7个"]
    assert cells(source) == ["甲|县/总投资: 12.5 亿元"]
    (finding,) = audited(source).findings
    stated = finding.stated
    assert stated is not None
    assert source.text[stated.start : stated.end] == "12][aaaaaaaa]个"
    assert source.where(stated.start)[:2] == (2, 3)


def test_a_comment_that_nothing_ends_is_text() -> None:
    page = "<html><p>共5个<!-- 占60% --><p>甲<!-- 3个<p>乙"
    assert opened("x", page.encode(), ".html").source.text == "共5个\n甲<!-- 3个<p>乙\n"
    for text, read in (("共5个<!-- 3个 -->、4个", "5 4"), ("共5个<!-- 3个、4个", "5 3 4")):
        figures = TextReading(opened("x", text.encode(), ".md").source).figures
        assert " ".join(f"{one.printed:f}" for one in figures) == read


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings(encoding: str) -> None:
    text = "总数12個，其中签约５个。\n"
    assert opened("x", text.encode(encoding), ".txt").source.text == text


def _pdf(user: str = "", owner: str = "") -> bytes:
    from pypdf import PdfWriter

    made, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    if owner:
        writer.encrypt(user, owner, algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "message", "remedy"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, ".doc", "旧格式", "另存为"),
        (word(BODY)[:300], ".docx", "不完整", "完好"),
        (b"", ".txt", "没有文字", "核对"),
        ("共3个".encode() + "共3个".encode("gbk"), ".txt", "读不出文字", "记事本"),
        (b"%PDF-1.7\n" + b"junk" * 9, ".pdf", "损坏", "Word 原件"),
        (_pdf(), ".pdf", "扫描", "Word 原件"),
        (_pdf("a", "b"), ".pdf", "加了密", "密码"),
        (b"abc", ".pdf", "不是 PDF", "扩展名"),
        # Each would be looked for to the end of the page.
        (b"<html>" + b"<!--" * 9000, ".html", "不完整", "复制"),
        (b"<html>" + b"<![CDATA[" * 9000, ".html", "不完整", "复制"),
    ],
)
def test_what_is_not_read_says_what_to_do(
    data: bytes, suffix: str, message: str, remedy: str
) -> None:
    with pytest.raises(NotRead) as caught:
        opened("x", data, suffix)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_lines_of_a_pdf_are_paragraphs_again() -> None:
    pages = (
        "全县“三个一批”共有项目 12 个，这几行都是\n满的，其中签约 3个，开工 9 个，"
        "都已经开\n始施工；"
        "另有一些项目还没有进入，也没有安\n排。\n— 1 —\n",
        "甲县 52 422.3 96.6%\n",
    )
    source = laid_out("x", pages)
    assert TextReading(source).plain.text == (
        "全县“三个一批”共有项目12个,这几行都是满的,其中签约3个,开工9个,都已经开始施工;"
        "另有一些项目还没有进入,也没有安排。\n甲县 52 422.3 96.6%\n"
    )
    assert source.where(source.text.index("甲县")).label == "第2页"


def test_a_text_broken_at_a_width_is_read_whole_and_a_list_is_not() -> None:
    lines = (
        "重点建设项目一共安排了十二个其中已经\n开工建设的有五个正在开展前期工作的有\n"
        "七个总的来看进展是比较顺利也很平稳的\n推进。\n"
    )
    assert len(opened("x", lines.encode(), ".txt").source.hidden) == 3
    listed = lines.replace("平稳的\n", "平稳的，但是有一些项目进展缓慢\n")
    assert opened("x", listed.encode(), ".txt").source.hidden == ()


def test_no_false_alarm_in_tables_whose_rows_overlap_or_stand_in_each_other() -> None:
    tables = (
        "|领导|项目|走访|\n|--|--|--|\n|甲|13|1|\n|乙|9|0|\n|丙|7|0|\n|合计|24|1|\n",
        "|范围|个数|总投资（亿元）|\n|--|--|--|\n|第1期|30|90|\n|平台签约|10|40|\n|平台开工|20|50|\n"
        "|第2期|12|30|\n|总计（项次）|42|120|\n",
        "|个数|\n|--|\n|12|\n",
        "银企对接项目5个，对接银行12家。\n\n|银行|项目|对接银行|\n|--|--|--|\n|甲|20|4|\n|乙|10|8|\n"
        "|合计|30|12|\n",
    )
    for text in tables:
        found = audited(opened("x", text.encode(), ".md").source)
        assert [one.message for one in found.findings if one.verdict is RelationVerdict.WRONG] == []
        assert [one for one in found.figures if one.role is Role.UNREADABLE] == []
