"""Markdown in which a ledger's text is only text, on GitHub and GitLab too."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from sangeyipi.model.document import answer
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.markdown import escaped, to_markdown

#: What the services look for in each piece of text of a finished page.
LOOKED_FOR = {
    "mention": r"@[A-Za-z0-9_]",
    "issue": r"#[0-9A-Za-z]|\bGH-\d",
    "merge request, milestone, label, epic": r"!\d|%[\w{\"]|~[\w\"]|&\d",
    "address": r"\w+://|\bwww\.|\w@\w",
    "emoji": r":(?!\d+:)[a-z0-9_+-]+:|:100:",
    "formula": r"\$.*\$|\$\S",
    "change": r"\{[-+].*[-+]\}|\[[-+].*[-+]\]",
    "reference in brackets": r"\[[a-z_]+:|\[\[",
}
HOSTILE = [
    *("@zhangsan 阅", "请@all", "(@a)", "a@b.cn", "mailto:a@b.cn", "@张三"),
    *(
        "#12",
        "见#12",
        "a/b#12",
        "!2",
        "见!2",
        "%1",
        '%"一期"',
        "~bug",
        "~1",
        "&12",
        "GH-12",
        "gh-1",
    ),
    *("http://a.cn", "HTTPS://a.cn", "ftp://a", "www.a.cn", "WWW.a.cn", "见www.a.cn"),
    *("$x$", "$a_b$ 元", "$$x$$", "US$5", ":smile:", "a:+1:b", ":100:", "::smile::"),
    *("<script>alert(1)</script>", "<!-- x -->", "<b>", "&copy;", "&#64;all", "&lt;b>"),
    *("[^1]", "[^1]: x", "[ ] x", "[x](http://a)", "![x](y)", "[x]: y", "[[维基]]", "[TOC]"),
    *("{+a+}", "{-a-}", "[+a+]", "[-a-]", "[vulnerability:1]", "*a*", "_a_", "**a**", "~~a~~"),
    *("`a`", "``` a", "a|b", "| a | b |", "- a", "+ a", "* a", "1. a", "1) a", "---", "===", "+"),
    *("# a", "a #", "#", "> a", "\\", "\\@a", "a\\|b", "12:30:00", "/close", "*[a]: b"),
]
PLAIN = ["1#", "1#、2#车间", "8#楼", "62.2%", "-1.5", "1.5", "2023-05", "12:30:00", "第1期（8个）"]


class _Page(HTMLParser):
    """The pieces of text of a page, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def page(markdown: str) -> _Page:
    made = _Page()
    made.feed(
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    )
    return made


def table(text: str) -> str:
    columns = (Column("a", "名称", Kind.TEXT), Column("b", "备注", Kind.TEXT))
    return to_markdown(
        answer([Table("t", text, columns, (Row({"a": text, "b": text}),), (text,))], "")
    )


@pytest.mark.parametrize("text", [*HOSTILE, *PLAIN])
def test_every_text_is_only_text(text: str) -> None:
    """In a heading, in cells and in a list: as it was, and no more elements than a plain word."""
    made, plain = page(table(text)), page(table("甲"))
    assert [one for one in made.elements if one != "span"] == plain.elements
    said = "".join(made.pieces).replace("\u200b", "")
    assert said == "".join(plain.pieces).replace("甲", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_found_in_the_page(text: str) -> None:
    for piece in page(table(text)).pieces:
        for what, looked_for in LOOKED_FOR.items():
            if piece != "$":  # alone in its element
                assert not re.search(looked_for, piece), (what, piece)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_found_in_the_file(text: str) -> None:
    """By what looks at the Markdown itself, and nothing invisible is put there."""
    made = table(text).replace("&#8203;", "\u200b").replace("&#36;", "\u200b")
    for what in ("mention", "issue", "address", "emoji", "formula"):
        assert not re.search(LOOKED_FOR[what], made), what
    assert table(text).replace("\n", "").isprintable()


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_harmless_is_written_as_it_is(text: str) -> None:
    assert escaped(text) == text


def test_the_bytes() -> None:
    assert escaped("@a #1 1# $") == "@&#8203;a \\#&#8203;1 1# <span>&#36;</span>"
