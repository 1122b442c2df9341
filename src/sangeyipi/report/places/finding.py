"""Where the places of a Word document are: content controls of ours, and names typed in braces.

Owns which parts hold text, how a placeholder is typed, and how text that Word keeps in several runs
is read as one.  What somebody has struck out under tracked changes is no text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.render.docx import package
from sangeyipi.render.docx.marks import parsed
from sangeyipi.render.docx.tree import DocumentPart, XmlNode

#: {{第8期.开工.个数}}, in the braces of either width.
PLACEHOLDER = re.compile(r"[{｛]{2}([^{}｛｝\t\n]*)[}｝]{2}")
#: What is left of one that was not typed to its end.
BROKEN = re.compile(r"[{｛]{2}|[}｝]{2}")
_BLANKS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_STRUCK = frozenset({"w:del", "w:moveFrom", "w:delText"})
#: Blocks within a paragraph that have text of their own.
_APART = frozenset({"w:p", "w:txbxContent", "w:sdtPr", "w:pPr", "w:rPr", "w:sdtEndPr"})


class PlacesFailed(Exception):
    """Why a document is not filled: a line for each fault."""


class Atom(NamedTuple):
    """A piece of text of a paragraph, from which character of it."""

    node: XmlNode
    text: str
    start: int


class Control(NamedTuple):
    """A content control with a tag."""

    node: XmlNode
    tag: str
    content: XmlNode

    @property
    def inline(self) -> bool:
        """Whether it stands within a paragraph."""
        return any(one.name == "w:p" for one in self.node.above()) and not any(
            one.name == "w:p" for one in self.content.children
        )


def atoms(node: XmlNode) -> list[Atom]:
    """The pieces of text of a paragraph, or of what stands in one."""
    found: list[Atom] = []
    at = 0
    for one in node.walk(lambda inner: inner.name not in _STRUCK | _APART):
        text = one.text if one.name == "w:t" else _BLANKS.get(one.name, "")
        if text and any(above.name == "w:r" for above in one.above()):
            found.append(Atom(one, text, at))
            at += len(text)
    return found


def text_of(node: XmlNode) -> str:
    """How a paragraph reads."""
    return "".join(one.text for one in atoms(node))


def paragraphs(node: XmlNode) -> Iterator[XmlNode]:
    """The paragraphs below an element, in order; those of text boxes after what they are in."""
    return (one for one in node.walk() if one.name == "w:p")


def controls(part: DocumentPart) -> Iterator[Control]:
    """The content controls that have a tag; not those within one of ours."""
    inside = 0
    for one in part.root.walk():
        if one.name != "w:sdt" or one.start < inside:
            continue
        told, content = one.child("w:sdtPr"), one.child("w:sdtContent")
        tag = told.value("w:tag") if told else ""
        if tag and content is not None:
            if parsed(tag):
                inside = one.end
            yield Control(one, tag, content)


def standing(control: Control) -> str:
    """What stands in a place now, read as `Place.text` was written."""
    if control.inline:
        return text_of(control.content)
    return "\n".join(_block_lines(control.content))


def _block_lines(node: XmlNode) -> Iterator[str]:
    for one in node.children:
        if one.name == "w:p":
            yield text_of(one)
        elif one.name == "w:tr":
            yield "\t".join(" ".join(_block_lines(cell)) for cell in _cells(one))
        elif one.name not in _STRUCK:
            yield from _block_lines(one)


def _cells(row: XmlNode) -> Iterator[XmlNode]:
    for one in row.children:
        if one.name == "w:tc":
            yield one
        elif one.name in ("w:sdt", "w:sdtContent"):
            yield from _cells(one)


def texts_of(parts: dict[str, bytes]) -> Iterator[DocumentPart]:
    """The parts that hold text of the document.  Raises PlacesFailed: a name stands elsewhere."""
    main = package.main_part(parts)
    for name, content in parts.items():
        if not name.endswith(".xml") or not name.startswith("word/"):
            continue
        if name == main or re.match(r"word/(header|footer|footnotes|endnotes)\d*\.xml", name):
            yield DocumentPart(name, content)
        elif b"{{" in content or "｛｛".encode() in content:
            shown = re.sub(rb"<[^<>]*>", b"", content).decode("utf-8", "replace")
            found = PLACEHOLDER.search(shown)
            if found:
                raise PlacesFailed(
                    f"{found[0]} 在批注、图表一类的地方（{name}），填不了：移到正文里"
                )
