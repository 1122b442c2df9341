"""Paragraphs and runs as WordprocessingML: what is written is nothing but text.

Owns how a text becomes runs and how headings are counted (一、 （一） 1. （1）).
"""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from sangeyipi.model.numerals import in_words
from sangeyipi.render.docx.styles import BREAK, REFERENCE, ParagraphStyle, fonts
from sangeyipi.render.inert import inert

_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])")
#: Between words and a day in words.
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d{4}年)")
_BEGUN = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．](?!\d)|（\d+）)"
)


def run(text: str, style: ParagraphStyle, bold: bool = False) -> str:
    """A run of text in a style's font."""
    if not text:
        return ""
    look = "<w:b/>" if bold else ""
    told = escape(inert(text))
    return (
        f"<w:r><w:rPr>{fonts(style.font, hint=True)}{look}</w:rPr>"
        f'<w:t xml:space="preserve">{told}</w:t></w:r>'
    )


def paragraph(style: ParagraphStyle, runs: Iterable[str] | str, properties: str = "") -> str:
    """A paragraph; `properties` are what it has of its own."""
    inside = runs if isinstance(runs, str) else "".join(runs)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/>{properties}'
        f"<w:rPr>{fonts(style.font)}</w:rPr></w:pPr>{inside}</w:p>"
    )


def section_end(page: str) -> str:
    """The paragraph that ends a section, whose page is told in it."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{BREAK.id}"/><w:rPr>{fonts(BREAK.font)}</w:rPr>{page}'
        "</w:pPr></w:p>"
    )


def reference(style: ParagraphStyle, number: int) -> str:
    """The mark of a footnote in a text."""
    return bracketed(style, f'<w:footnoteReference w:id="{number}"/>')


def bracketed(style: ParagraphStyle, mark: str) -> str:
    """A raised number in brackets: 150 with a raised 3 beside it could be read as 1503."""
    look = f'<w:rPr><w:rStyle w:val="{REFERENCE}"/>{fonts(style.font, hint=True)}</w:rPr>'
    return "".join(f"<w:r>{look}{one}</w:r>" for one in ("<w:t>〔</w:t>", mark, "<w:t>〕</w:t>"))


def counted(title: str, level: int, number: int) -> str:
    """A heading with its number, unless it has one already; level 0 is a section's own."""
    if _BEGUN.match(title):
        return title
    words = in_words(number)
    return (f"{words}、", f"（{words}）", f"{number}.", f"（{number}）")[level] + title


def days_in_words(text: str) -> str:
    """2023-06-09 as 2023年6月9日, without leading zeros; blanks around it go."""
    return _BLANK.sub("", _ISO.sub(_day, text))


def _day(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")
