"""`sgyp audit`: what it puts out, as a person and a program meet it."""

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from audit.words import p, r, tc, tr, word
from browser import CHROMIUM, Browser
from conftest import inside

from sangeyipi.render.width import width

BODY = "".join(
    (
        p(r("全县共有项目"), r("1", "<w:b/>"), r("2个，其中签约5个、开工4个、投产4个。")),
        p(f"<w:hyperlink>{r('总数H个')}</w:hyperlink>", r("，另有甲&amp;乙。")),
        "<w:tbl>",
        *(
            tr(*map(tc, one.split()))
            for one in ("县区 个数 开工", "甲县 12 9", "乙县 20 8", "合计 31 17")
        ),
        "</w:tbl>",
        p(r("末段。")),
    )
)


def test_the_text_fits_eighty_columns_and_carets_stand_under_figures(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    kinds = (("工业类", 3), ("农业类", 5), ("服务业类", 4))
    parts = "、".join(f"{what}{n}个" for what, n in kinds)
    file.write_text(
        f"{'前言。' * 30}全市项目总数１３个，按行业分：{parts}。\r\n尾。\r\n", encoding="gbk"
    )
    done = inside("audit", file)
    assert done.code == 1
    lines = done.text.splitlines()
    assert re.fullmatch(r".*甲\.txt:1:97: 错误\[sum\]: .*", lines[0])
    assert "  = 算式: 3 + 5 + 4 = 12个" in lines
    shown = [one for one in lines if re.match(r"  [1 ] \| ", one)]
    assert len(shown) == 4
    assert shown
    assert max(map(width, shown)) <= 80
    under = []
    for said, carets in zip(shown[::2], shown[1::2], strict=True):
        cells = "".join(char * width(char) for char in said)
        under += [cells[m.start() : m.end()] for m in re.finditer(r"\^+", carets)]
    assert under == ["１１３３个个", "3个个", "5个个", "4个个"]


def test_json_gives_the_text_that_its_offsets_are_of(tmp_path: Path) -> None:
    file = tmp_path / "甲.docx"
    file.write_bytes(word(BODY))
    told = json.loads(inside("audit", file, "--format", "json").text)
    first = told["findings"][0]
    assert [told["text"][o["start"] : o["end"]] for o in first["operands"]] == [
        "12个",
        "5个",
        "4个",
        "4个",
    ]
    assert first["place"] == "第1段"
    assert {one["place"] for one in told["findings"]} >= {"第1段", "第2段", "表1第4行第2列"}
    assert list(told) == ["findings", "figures", "text"]


def test_comments_stand_at_wrong_figures_and_nothing_else_changes(tmp_path: Path) -> None:
    file, out = tmp_path / "甲.docx", tmp_path / "乙.docx"
    before = word(BODY, settings="<w/>")
    file.write_bytes(before)
    done = inside("audit", file, "--annotate", out)
    assert done.code == 1
    assert "批注 3 处" in done.errors
    data = out.read_bytes()
    old, new = (zipfile.ZipFile(io.BytesIO(one)) for one in (before, data))
    changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
    assert changed == {"word/document.xml", "[Content_Types].xml"}
    assert set(new.namelist()) - set(old.namelist()) == {
        "word/comments.xml",
        "word/_rels/document.xml.rels",
    }
    body = new.read("word/document.xml").decode()
    around = re.findall(r"<w:commentRangeStart.*?<w:commentRangeEnd", body, re.DOTALL)
    assert [re.sub("<[^>]*>?", "", one) for one in around] == ["12个", "总数H个", "31"]
    assert "甲&amp;乙" in body
    # Once more on what was made: comments of before stay, new ones have other numbers.
    again = tmp_path / "丙.docx"
    assert inside("audit", out, "--annotate", again).code == 1
    numbers = re.findall(
        r'<w:comment [^>]*w:id="(\d+)"', zipfile.ZipFile(again).read("word/comments.xml").decode()
    )
    assert numbers == ["0", "1", "2", "3", "4", "5"]
    assert file.read_bytes() == before


def test_word_s_own_reader_finds_the_comments(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("开场白。")
    made.add_paragraph("共12个，其中签约5个、开工4个、投产4个。")
    made.save(str(tmp_path / "甲.docx"))
    inside("audit", tmp_path / "甲.docx", "--annotate", tmp_path / "乙.docx")
    read = docx.Document(str(tmp_path / "乙.docx"))
    (comment,) = read.comments
    assert comment.author == "sgyp 校对"
    assert comment.text.startswith("错误：各部分合计 13个，写的是 12个")
    assert [one.text for one in read.paragraphs] == [one.text for one in made.paragraphs]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["甲.docx", "--annotate", "甲.docx"], "就是要校对的文件"),
        (["甲.docx", "--annotate", "有.docx"], "已经有了"),
        (["甲.docx", "--annotate", "乙.doc"], "只能写成 .docx"),
        (["甲.txt", "--annotate", "乙.docx"], "只给 Word 文档"),
        (["甲.txt", "--out", "甲.txt"], "就是要校对的文件"),
        (["甲.txt", "--out", "乙.docx"], "用 --annotate"),
        (["甲.txt", "--out", "乙.json", "--format", "html"], "对不上"),
        (["甲.txt", "--force"], "--annotate"),
        (["没有.txt"], "读不了 没有.txt：没有这个文件"),
        (["."], "这是文件夹，不是文件"),
    ],
)
def test_refusals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("甲.docx").write_bytes(word(BODY))
    Path("有.docx").write_bytes(b"x")
    Path("甲.txt").write_text("共3个。", encoding="utf-8")
    done = inside("audit", *given)
    assert done.code == 2
    assert said in done.errors
    assert Path("有.docx").read_bytes() == b"x"
    assert not Path("乙.docx").exists()


_TIP = "getComputedStyle(document.querySelector('main .wrong .tip'))"
HOSTILE = '<script>document.title="x"</script>共13个，其中签约5个、开工4个、投产3个。总数H个。\n'


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_shows_the_arithmetic_of_the_figure_it_is_on(tmp_path: Path) -> None:
    file, out = tmp_path / "甲.txt", tmp_path / "乙.html"
    file.write_text(HOSTILE, encoding="utf-8")
    assert inside("audit", file, "--out", out).code == 1
    page = out.read_text(encoding="utf-8")
    assert "<script" not in page
    with Browser(tmp_path / "profile") as browser:
        browser.open(out)
        assert browser.run("document.title") != "x"
        before = browser.run(f"({_TIP}).display")
        browser.run("document.querySelector('main .wrong').focus()")
        after, tip, sign, inside_window = browser.run(
            f"[({_TIP}).display, document.querySelector('main .wrong .tip').innerText,"
            "document.querySelector('main .wrong i').innerText, document.querySelector"
            "('main .wrong .tip').getBoundingClientRect().bottom <= innerHeight]"
        )
    assert (before, after, sign, inside_window) == ("none", "block", "✗", True)
    assert tip.startswith("错误：5 + 4 + 3 = 12个")
