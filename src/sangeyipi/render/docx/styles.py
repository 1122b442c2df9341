"""How an official document looks (GB/T 9704): its page, its styles, its fonts.

Owns the measures and `styles.xml`, `fontTable.xml`, and the properties of a section.  Every style
and every run names its font for Chinese (`w:eastAsia`): Word takes a font of its own otherwise.
"""

from typing import NamedTuple
from xml.sax.saxutils import quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SONG_TITLE, FANG, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
#: What stands in for a font that a machine lacks, as every Windows has it.
_INSTEAD = {SONG_TITLE: "宋体", FANG: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun"}
_PANOSE = {
    SONG_TITLE: "02010601030101010101",
    FANG: "02010609030101010101",
    HEI: "02010609060101010101",
    KAI: "02010609030101010101",
    SONG: "02010600030101010101",
}


def _mm(length: float) -> int:
    """Twentieths of a point."""
    return int(length / 25.4 * 1440)


#: A4; the text is 156 mm × 225 mm, with 37 mm above it and 28 mm at its binding.
LONG, SHORT = 16838, 11906
_ABOVE, _BINDING = _mm(37), _mm(28)
#: What a page of text is wide, and what a page lying is.
TEXT_WIDTH, TEXT_HEIGHT = _mm(156), _mm(225)
#: From the edge of the paper to the foot of its number: the dashes are 7 mm below the text.
_NUMBER = _mm(25)
#: 22 of these stand on a page.
LINE = 560
#: 28 characters of 16 points are wider than the text: each yields a quarter of a point.
_CLOSER = -5


class ParagraphStyle(NamedTuple):
    """A style of paragraphs; sizes are half points, lengths twentieths of a point."""

    id: str
    name: str
    font: str
    size: int
    paragraph: str
    run: str = ""
    outline: int | None = None


def _lines(line: int = LINE, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


_CLOSE = f'<w:spacing w:val="{_CLOSER}"/>'
_TWO = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_NONE = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_KEPT = "<w:keepNext/><w:keepLines/>"
_SINGLE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_LEFT, _CENTRE, _RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("left", "center", "right"))

BODY = ParagraphStyle(
    "Normal", "Normal", FANG, 32, _lines() + _TWO + '<w:jc w:val="both"/>', _CLOSE
)
TITLE = ParagraphStyle("Title", "Title", SONG_TITLE, 44, _KEPT + _lines(700) + _NONE + _CENTRE)
ABOUT = ParagraphStyle("About", "公文题下", KAI, 32, _lines(after=LINE) + _NONE + _CENTRE, _CLOSE)
HEADINGS = (
    ParagraphStyle("Heading1", "heading 1", HEI, 32, _KEPT + _lines() + _TWO, _CLOSE, 0),
    ParagraphStyle("Heading2", "heading 2", KAI, 32, _KEPT + _lines() + _TWO, _CLOSE, 1),
    ParagraphStyle("Heading3", "heading 3", FANG, 32, _KEPT + _lines() + _TWO, _CLOSE, 2),
    ParagraphStyle("Heading4", "heading 4", FANG, 32, _KEPT + _lines() + _TWO, _CLOSE, 3),
)
#: What must be read before any figure.
OPENING = ParagraphStyle(
    "Opening", "公文须知", KAI, 32, _lines() + _TWO + '<w:jc w:val="both"/>', _CLOSE
)
CAPTION = ParagraphStyle("Caption", "caption", HEI, 28, _KEPT + _lines(400, 200) + _NONE + _CENTRE)
CORNERS = ParagraphStyle("Corners", "表上", FANG, 21, _KEPT + _lines(320) + _NONE + _LEFT)
NOTE = ParagraphStyle("TableNote", "表注", FANG, 21, _lines(320) + _NONE + _LEFT)
PICTURE = ParagraphStyle("Picture", "图", FANG, 21, "<w:keepLines/>" + _SINGLE + _NONE + _CENTRE)
FOOTNOTE = ParagraphStyle("FootnoteText", "footnote text", FANG, 18, _lines(280) + _NONE + _LEFT)
FOOTER = ParagraphStyle("Footer", "footer", SONG, 28, _lines(400) + _NONE)
#: The end of a section, which must take no room.
BREAK = ParagraphStyle("SectionEnd", "节末", FANG, 2, _lines(20) + _NONE)
#: Cells, by the size of their type.
CELLS = {
    size: ParagraphStyle(f"Cell{size}", f"表格{word}", FANG, size, _SINGLE + _NONE + _LEFT)
    for size, word in ((24, "小四"), (21, "五号"), (18, "小五"), (15, "六号"))
}
HEADS = {
    size: style._replace(id=f"Head{size}", name=f"表头{style.name[2:]}", font=HEI)
    for size, style in CELLS.items()
}
_ALL = (
    *(BODY, TITLE, ABOUT, *HEADINGS, OPENING, CAPTION, CORNERS, NOTE, PICTURE, FOOTNOTE),
    *(FOOTER, BREAK, *CELLS.values(), *HEADS.values()),
)
REFERENCE = "FootnoteReference"
TABLE = "TableGrid"


def fonts(font: str, hint: bool = False) -> str:
    """The fonts of a style or a run; `hint`: what is in both kinds is Chinese (“”, —, ≥)."""
    east = f' w:hint="eastAsia" w:eastAsia="{font}"' if hint else f' w:eastAsia="{font}"'
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}"{east}/>'


def styles_xml() -> bytes:
    """`word/styles.xml`."""
    default = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}<w:sz w:val='32'/><w:szCs w:val='32'/>"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa"/>'
        for side, wide in (
            ("top", 20),
            ("left", CELL_MARGIN),
            ("bottom", 20),
            ("right", CELL_MARGIN),
        )
    )
    others = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f'<w:style w:type="character" w:styleId="{REFERENCE}"><w:name w:val="footnote reference"/>'
        f'<w:rPr>{fonts(FANG)}<w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'</w:style><w:style w:type="table" w:styleId="{TABLE}"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/><w:rPr>{fonts(FANG)}</w:rPr><w:tblPr>'
        f"<w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        "</w:style>"
    )
    own = "".join(map(_style, _ALL))
    return f'{HEAD}<w:styles xmlns:w="{W}">{default}{own}{others}</w:styles>'.encode()


#: Left and right of what stands in a cell.
CELL_MARGIN = 70


def _style(style: ParagraphStyle) -> str:
    normal = style is BODY
    kept, lines, rest = _split(style.paragraph)
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    spacing = style.run or '<w:spacing w:val="0"/>'
    default = ' w:default="1"' if normal else ""
    return (
        f'<w:style w:type="paragraph"{default} '
        f"w:styleId={quoteattr(style.id)}><w:name w:val={quoteattr(style.name)}/>"
        + ("" if normal else '<w:basedOn w:val="Normal"/>')
        + ("" if normal or style in CELLS.values() else '<w:next w:val="Normal"/>')
        + f"<w:qFormat/><w:pPr>{kept}<w:widowControl w:val='0'/><w:snapToGrid w:val='0'/>{lines}"
        f"{rest}{outline}</w:pPr><w:rPr>{fonts(style.font)}{spacing}"
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _split(paragraph: str) -> tuple[str, str, str]:
    """Properties before, at and behind the spacing: their order is the schema's."""
    before, _, rest = paragraph.partition("<w:spacing")
    spacing, _, behind = rest.partition("/>")
    return before, f"<w:spacing{spacing}/>", behind


def font_table_xml() -> bytes:
    """`word/fontTable.xml`: with the names that Word takes instead where a font is absent."""
    chinese = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/>'
        f'<w:panose1 w:val="{_PANOSE[name]}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, instead in _INSTEAD.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{chinese}{latin}</w:fonts>'.encode()


def section_properties(lying: bool, odd: str, even: str) -> str:
    """The end of a section: its page, and its footers by the ids of their relations."""
    right, below = SHORT - _BINDING - TEXT_WIDTH, LONG - _ABOVE - TEXT_HEIGHT
    if lying:
        # Turned left, so that it is bound at its head.
        size = f'<w:pgSz w:w="{LONG}" w:h="{SHORT}" w:orient="landscape"/>'
        top, bottom, left, right = _BINDING, right, below, _ABOVE
        number = _mm(15)
    else:
        size = f'<w:pgSz w:w="{SHORT}" w:h="{LONG}"/>'
        top, bottom, left = _ABOVE, below, _BINDING
        number = _NUMBER
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:footerReference w:type="even" r:id="{even}"/><w:type w:val="nextPage"/>{size}'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{_mm(15)}" w:footer="{number}" w:gutter="0"/></w:sectPr>'
    )
