"""Word documents written by hand, for tests."""

from sangeyipi.render.docx import package
from sangeyipi.render.docx.marks import W

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word(body: str, **parts: str) -> bytes:
    """A Word document of this body."""
    made = {
        package.CONTENT_TYPES: _TYPES,
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="{_MC}"><w:body>'
        f"{body}</w:body></w:document>",
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    return package.packed({name: content.encode() for name, content in made.items()})


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def tc(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{p(r(text))}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"
