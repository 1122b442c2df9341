"""The parts of a Word document beside its text: what they are, what is said of the file.

Owns the package around `word/document.xml`.  The only date in it is the document's day, and nobody
is named but the ledger: the same document gives the same bytes.
"""

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from sangeyipi.render.docx import package
from sangeyipi.render.docx.styles import (
    FOOTER,
    FOOTNOTE,
    HEAD,
    R,
    W,
    font_table_xml,
    fonts,
    styles_xml,
)
from sangeyipi.render.docx.words import bracketed, paragraph, run
from sangeyipi.render.inert import inert
from sangeyipi.version import VERSION

NAME = "sgyp"
DOCUMENT = "word/document.xml"
ODD, EVEN = "rIdOdd", "rIdEven"
#: Of what has no day, not the day of the run.
_UNDATED = date(2000, 1, 1)
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WITHIN = {
    "rIdStyles": ("styles", "styles.xml", styles_xml),
    "rIdFonts": ("fontTable", "fontTable.xml", font_table_xml),
}
_ONE = 280


def parts(
    body: str, title: str, creator: str, day: date | None, sources: Sequence[str] = ()
) -> dict[str, bytes]:
    """All parts of a document with this body; `sources` are the texts of its footnotes."""
    made = {
        package.CONTENT_TYPES: b"",
        "_rels/.rels": _package_relations(),
        DOCUMENT: f"{HEAD}<w:document {_SPACES}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": b"",
    }
    related = [(id, kind, target) for id, (kind, target, _) in _WITHIN.items()]
    made |= {f"word/{target}": part() for _, target, part in _WITHIN.values()}
    made["word/settings.xml"] = _settings(bool(sources))
    related.append(("rIdSettings", "settings", "settings.xml"))
    for id, name, number in ((ODD, "footer1.xml", _ODD), (EVEN, "footer2.xml", _EVEN)):
        made[f"word/{name}"] = f"{HEAD}<w:ftr {_SPACES}>{number}</w:ftr>".encode()
        related.append((id, "footer", name))
    if sources:
        made["word/footnotes.xml"] = _footnotes(sources)
        related.append(("rIdFootnotes", "footnotes", "footnotes.xml"))
    made["docProps/core.xml"] = _core(title, creator, day or _UNDATED)
    made["docProps/app.xml"] = _app()
    made["word/_rels/document.xml.rels"] = _relations(related)
    made[package.CONTENT_TYPES] = _types(made)
    return made


_SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'


def add_picture(made: dict[str, bytes], number: int, png: bytes) -> None:
    """One more part: a picture, as `picture_relation` names it."""
    made[f"word/media/picture{number}.png"] = png
    relations = made["word/_rels/document.xml.rels"].decode()
    one = _relation(picture_relation(number), f"{R}/image", f"media/picture{number}.png")
    end = "</Relationships>"
    made["word/_rels/document.xml.rels"] = relations.replace(end, one + end).encode()


def picture_relation(number: int) -> str:
    """By which id the document names a picture."""
    return f"rIdPicture{number}"


def _relation(id: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>'


def _related(inside: str) -> bytes:
    space = f"{_PACKAGE}/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{inside}</Relationships>'.encode()


def _relations(related: Sequence[tuple[str, str, str]]) -> bytes:
    inside = "".join(_relation(id, f"{R}/{kind}", target) for id, kind, target in related)
    return (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()
    )


def _package_relations() -> bytes:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    inside = (
        _relation("rId1", f"{R}/officeDocument", DOCUMENT)
        + _relation("rId2", core, "docProps/core.xml")
        + _relation("rId3", f"{R}/extended-properties", "docProps/app.xml")
    )
    return (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()
    )


def _types(made: dict[str, bytes]) -> bytes:
    kinds = {
        DOCUMENT: f"{_PART}.document.main+xml",
        "word/footer1.xml": f"{_PART}.footer+xml",
        "word/footer2.xml": f"{_PART}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    } | {
        f"word/{name}.xml": f"{_PART}.{name}+xml"
        for name in ("styles", "settings", "fontTable", "footnotes")
    }
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    inside = (
        f'<Default Extension="rels" ContentType="{rels}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
    ) + "".join(
        f'<Override PartName="/{name}" ContentType="{kinds[name]}"/>'
        for name in made
        if name in kinds
    )
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{inside}</Types>'.encode()


def _settings(footnoted: bool) -> bytes:
    separators = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        + (f"<w:footnotePr>{separators}</w:footnotePr>" if footnoted else "")
        + '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    ).encode()


def _page_number(place: str) -> str:
    field = (
        f'<w:fldSimple w:instr=" PAGE "><w:r><w:rPr>{fonts(FOOTER.font)}<w:noProof/></w:rPr>'
        "<w:t>1</w:t></w:r></w:fldSimple>"
    )
    return paragraph(FOOTER, [run("— ", FOOTER), field, run(" —", FOOTER)], place)


#: Odd pages right, even pages left, each one character from the edge.
_ODD = _page_number(
    f'<w:ind w:rightChars="100" w:right="{_ONE}" w:firstLineChars="0" w:firstLine="0"/>'
    '<w:jc w:val="right"/>'
)
_EVEN = _page_number(
    f'<w:ind w:leftChars="100" w:left="{_ONE}" w:firstLineChars="0" w:firstLine="0"/>'
    '<w:jc w:val="left"/>'
)


def _footnotes(sources: Sequence[str]) -> bytes:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}">'
        + paragraph(FOOTNOTE, f"<w:r><w:{kind}/></w:r>")
        + "</w:footnote>"
        for kind, id in (("separator", -1), ("continuationSeparator", 0))
    )
    told = "".join(_footnote(number, text) for number, text in enumerate(sources, 1))
    return f"{HEAD}<w:footnotes {_SPACES}>{separators}{told}</w:footnotes>".encode()


def _footnote(number: int, text: str) -> str:
    mark = bracketed(FOOTNOTE, "<w:footnoteRef/>")
    return (
        f'<w:footnote w:id="{number}">'
        + paragraph(FOOTNOTE, mark + run(f" {text}", FOOTNOTE))
        + "</w:footnote>"
    )


def _core(title: str, creator: str, day: date) -> bytes:
    at = f"{day.isoformat()}T00:00:00Z"
    dated = "".join(
        f'<dcterms:{which} xsi:type="dcterms:W3CDTF">{at}</dcterms:{which}>'
        for which in ("created", "modified")
    )
    who = escape(inert(creator))
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(inert(title))}</dc:title><dc:creator>{who}</dc:creator>"
        f"<cp:category>{NAME}</cp:category><cp:lastModifiedBy>{who}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision>{dated}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()


def _app() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'{HEAD}<Properties xmlns="{space}"><Application>{NAME} {VERSION}</Application>'
        "<DocSecurity>0</DocSecurity></Properties>"
    ).encode()
