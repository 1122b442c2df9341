"""Comments put into a Word document, each around a piece of its text.

Owns where a comment may stand and how a run is divided for it.  Everything else of the document
keeps its bytes; what was made is read back before it is given out.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from sangeyipi.audit.documents.building import TextPiece
from sangeyipi.audit.documents.docx import ReadDocument, document
from sangeyipi.render.docx import package
from sangeyipi.render.docx.marks import W
from sangeyipi.render.docx.tree import DocumentPart, XmlNode
from sangeyipi.render.inert import inert

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = re.compile(rb"<[^<>]*Type\s*=\s*[\"'][^\"'<>]*/comments[\"'][^<>]*>")
_TARGET = re.compile(rb"Target\s*=\s*[\"']([^\"'<>]*)[\"']")
_ID = re.compile(
    rb"<[^<>]*:?comment(?:RangeStart|RangeEnd|Reference)?\s[^<>]*:id\s*=\s*[\"'](\d{1,9})[\"']"
)
_AUTHOR = "sgyp 校对"


class WordComment(NamedTuple):
    """What is said of a piece of the text as read: a paragraph a line."""

    start: int
    end: int
    lines: tuple[str, ...]


class _Mark(NamedTuple):
    """Markup before the character at `offset` of an element of text; what ends stands first."""

    node: XmlNode
    offset: int
    begins: bool
    markup: bytes


class Commented(NamedTuple):
    """The document, and the comments that have no place in its body."""

    data: bytes
    left: tuple[WordComment, ...]


def commented(whole: ReadDocument, comments: Iterable[WordComment]) -> Commented:
    """Raises DocxFailed."""
    number = _next_id(whole.parts)
    marks: list[_Mark] = []
    put: list[tuple[int, WordComment]] = []
    left = []
    for one in comments:
        pieces = [p for p in whole.pieces if p.start < one.end and one.start < p.start + p.length]
        if not pieces:
            left.append(one)
            continue
        marks += _marks(pieces, one, number + len(put))
        put.append((number + len(put), one))
    parts = dict(whole.parts)
    if put:
        parts[whole.body.name] = _marked(whole.body, marks)
        _add_comments(parts, whole.body.name, put)
    data = package.packed(parts)
    if document(whole.source.name, data).source.text != whole.source.text:
        raise package.DocxFailed("批注没有加成，文字会变", "把这个文件发给开发者")
    return Commented(data, tuple(left))


def _next_id(parts: Mapping[str, bytes]) -> int:
    return 1 + max((int(one) for part in parts.values() for one in _ID.findall(part)), default=-1)


def _marks(pieces: list[TextPiece], one: WordComment, number: int) -> tuple[_Mark, _Mark]:
    first, last = pieces[0], pieces[-1]
    start = _element("commentRangeStart", number)
    end = _element("commentRangeEnd", number)
    called = f'<w:r xmlns:w="{W}"><w:commentReference w:id="{number}"/></w:r>'.encode()
    return (
        _Mark(first.what, max(0, one.start - first.start), True, start),
        _Mark(last.what, min(last.length, one.end - last.start), False, end + called),
    )


def _element(name: str, number: int) -> bytes:
    return f'<w:{name} xmlns:w="{W}" w:id="{number}"/>'.encode()


def _marked(body: DocumentPart, marks: list[_Mark]) -> bytes:
    """The body with its marks: within a run of a paragraph, else around what the run is in."""
    part = DocumentPart(body.name, body.content)
    at = {node.start: node for node in part.root.walk()}
    within: dict[int, list[_Mark]] = {}
    around: dict[int, list[_Mark]] = {}
    for one in marks:
        run, anchor = _anchor(at[one.node.start])
        into = within if run is anchor else around
        into.setdefault(anchor.start, []).append(one)
    for start in {*within, *around}:
        node = at[start]
        made = _divided(part, node, within.get(start, []))
        outer = around.get(start, [])
        before = b"".join(one.markup for one in outer if one.begins)
        after = b"".join(one.markup for one in outer if not one.begins)
        part.put(node, before + made + after)
    return part.changed()


def _anchor(node: XmlNode) -> tuple[XmlNode, XmlNode]:
    """The run of an element of text, and what of the outermost paragraph it is in."""
    above = [node, *node.above()]
    run = next(one for one in above if one.name == "w:r")
    outermost = max(n for n, one in enumerate(above) if one.name == "w:p")
    return run, above[outermost - 1]


def _divided(part: DocumentPart, run: XmlNode, marks: list[_Mark]) -> bytes:
    """A run cut where marks stand; each piece looks as the run does."""
    if not marks:
        return part.raw(run.start, run.end)
    opened = part.content[run.start : run.opened]
    closed = part.content[run.closing : run.end]
    look = run.child("w:rPr")
    if look is not None:
        opened += part.content[look.start : look.end]
    made: list[bytes] = []
    inside: list[bytes] = []

    def cut(markup: bytes) -> None:
        if inside:
            made.append(opened + b"".join(inside) + closed)
            inside.clear()
        made.append(markup)

    for child in run.children:
        if child is look:
            continue
        here = sorted(
            (one for one in marks if one.node.start == child.start),
            key=lambda one: (one.offset, one.begins),
        )
        last = 0
        for one in here:
            inside += _text(part, child, last, one.offset)
            last = max(last, one.offset)
            cut(one.markup)
        inside += (
            _text(part, child, last, len(child.text))
            if here
            else [part.raw(child.start, child.end)]
        )
    cut(b"")
    return b"".join(made)


def _text(part: DocumentPart, node: XmlNode, start: int, end: int) -> list[bytes]:
    """A piece of an element of text, as an element of its own; of a tab the whole or nothing."""
    if node.name != "w:t":
        return [part.raw(node.start, node.end)] if start == end == 0 and not node.text else []
    said = node.text[start:end]
    if not said:
        return []
    name = re.match(rb"<([^\s/>]+)", part.content[node.start :])
    assert name is not None
    tag = name[1].decode()
    return [f'<{tag} xml:space="preserve">{escape(said)}</{tag}>'.encode()]


def _add_comments(parts: dict[str, bytes], main: str, put: list[tuple[int, WordComment]]) -> None:
    said = "".join(_comment(number, one) for number, one in put).encode()
    relations = package.relations_of(main)
    known = _RELATION.search(parts.get(relations, b""))
    target = _TARGET.search(known[0]) if known else None
    folder = posixpath.dirname(main)
    if target is not None:
        name = posixpath.normpath(
            posixpath.join(folder, target[1].decode("utf-8", "replace"))
        ).lstrip("/")
        parts[name] = _inside(parts[name], said)
        return
    name = posixpath.join(folder, "comments.xml")
    while name in parts:
        name = name.replace(".xml", "1.xml")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts[name] = f'{head}<w:comments xmlns:w="{W}">'.encode() + said + b"</w:comments>"
    override = f'<Override xmlns="{_TYPES}" PartName="/{name}" ContentType="{_KIND}"/>'
    parts[package.CONTENT_TYPES] = _inside(parts[package.CONTENT_TYPES], override.encode())
    own = f'<Relationship xmlns="{_RELATIONS}" Id="rIdSgypComments" Type="{_COMMENTS}" '
    own += f'Target="{posixpath.basename(name)}"/>'
    empty = f'{head}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
    parts[relations] = _inside(parts.get(relations, empty), own.encode())


def _inside(content: bytes, more: bytes) -> bytes:
    """A part with more at the end of its one element."""
    element = DocumentPart("", content).root.children[0]
    if element.end == element.opened and content[element.opened - 2 : element.opened] == b"/>":
        name = re.match(rb"<([^\s/>]+)", content[element.start :])
        assert name is not None
        opened = content[: element.opened - 2] + b">"
        return opened + more + b"</" + name[1] + b">" + content[element.end :]
    return content[: element.closing] + more + content[element.closing :]


def _comment(number: int, one: WordComment) -> str:
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(inert(line))}</w:t></w:r></w:p>'
        for line in one.lines
    )
    return (
        f'<w:comment xmlns:w="{W}" w:id="{number}" w:author="{_AUTHOR}" w:initials="校">'
        f"{lines}</w:comment>"
    )
