"""Named places of a Word document: how one is marked, and what the document remembers of each.

A place is a content control (`w:sdt`) around a paragraph, a table or some words.  Its tag is
`sgyp:<id>#<digest>`: which place it is, and the digest of what was written there, so that even a
document robbed of its memory tells what a person has touched.  The memory is a custom XML part:
what was written in each place, and of every figure in it the question that it answers.

Owns the tag and the memory, writing and reading; not what is written in a place.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sangeyipi.render.docx import package
from sangeyipi.version import VERSION

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PREFIX = "sgyp:"
#: Word takes no longer tag and no longer title.
MOST_OF_TAG = 64
_DIGEST = 8
#: So many characters a place's id can have.
MOST_OF_ID = MOST_OF_TAG - len(PREFIX) - 1 - _DIGEST
_TAG = re.compile(rf"{PREFIX}(.+)#([0-9a-f]{{{_DIGEST}}})", re.DOTALL)

_YES = "yes"
#: Places around what a document says: its title, its day, and around a table of an id.
TITLE, DAY, NOTICE = "标题", "截至", "须知"
CAPTION, CORNERS, NOTES = ".表题", ".表上", ".表注"

SPACE = "urn:sangeyipi:places:1"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID = "{7C2B6B0E-58A4-4B57-9C0F-2E1D5A9F3B61}"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ITEM = re.compile(r"customXml/item(\d+)\.xml")


class WrittenFigure(NamedTuple):
    """A figure as written: from which character of its place's text, and what it answers."""

    start: int
    text: str
    #: `Question.text`.
    question: str


class WrittenPlace(NamedTuple):
    """What was written in a place.

    `text` as a person reads it: a line for each paragraph and each row of a table, a tab between
    its cells.
    """

    id: str
    text: str
    figures: tuple[WrittenFigure, ...] = ()

    @property
    def tag(self) -> str:
        """How its content control is tagged.  Raises ValueError: the id is too long."""
        if not self.id or len(self.id) > MOST_OF_ID or not self.id.isprintable():
            raise ValueError(self.id)
        return f"{PREFIX}{self.id}#{digest(self.text)}"


class DocumentMemory(NamedTuple):
    """What a document remembers of its places: of which ledger, which day, by which version.

    A place can be in it more than once, with what different copies of it hold.
    """

    ledger: str
    #: 2023-06-30; empty where all that is recorded counts.
    as_of: str
    places: tuple[WrittenPlace, ...]
    tool: str = VERSION
    #: Whether the whole document was written by us, and not names filled in a person's.
    whole: bool = False

    def of(self, tag: str) -> WrittenPlace | None:
        """What was written where this tag stands."""
        return next((place for place in self.places if place.tag == tag), None)


class Tag(NamedTuple):
    """A tag taken apart."""

    id: str
    digest: str


def digest(text: str) -> str:
    """A short one of what was written, blind to what programs that save it do to blanks."""
    same = " ".join(text.split())
    return hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def parsed(tag: str) -> Tag | None:
    """Which place a tag marks; None if it is none of ours."""
    found = _TAG.fullmatch(tag)
    return Tag(found[1], found[2]) if found else None


def properties(place: WrittenPlace, title: str, copy: int = 0) -> str:
    """The `w:sdtPr` of a place; `title` is what a person sees above it, `copy` which one of
    several with the same id.
    """
    inner = (f"<w:{name} w:val={quoteattr(value)}/>" for name, value in _told(place, title, copy))
    return f"<w:sdtPr>{''.join(inner)}</w:sdtPr>"


def _told(place: WrittenPlace, title: str, copy: int) -> Iterable[tuple[str, str]]:
    number = zlib.crc32(f"{place.id}#{copy}".encode()) & 0x7FFFFFFF or 1
    return ("alias", title[:MOST_OF_TAG]), ("tag", place.tag), ("id", str(number))


def mark(element: Any, place: WrittenPlace, title: str, copy: int = 0) -> None:
    """Put a paragraph or table of a document (`w:p`, `w:tbl` of lxml) into a content control,
    where it is.  `place.text` must be what it says, as `WrittenPlace` tells.
    """
    made = element.makeelement
    control = made(f"{{{W}}}sdt", nsmap={"w": W})
    told = made(f"{{{W}}}sdtPr")
    for name, value in _told(place, title, copy):
        told.append(made(f"{{{W}}}{name}", {f"{{{W}}}val": value}))
    element.getparent().replace(element, control)
    content = made(f"{{{W}}}sdtContent")
    content.append(element)
    control.extend((told, content))


def remembering(data: bytes, memory: DocumentMemory) -> bytes:
    """The same document with a memory, instead of the one that it may have.  Raises DocxFailed.

    The same bytes for the same document and memory; all its other parts are as they were.
    """
    parts = package.parts_of(data)
    remember(parts, memory)
    return package.packed(parts)


def remember(parts: dict[str, bytes], memory: DocumentMemory) -> None:
    """Put a memory into a document's parts.  Raises DocxFailed."""
    content = _written(memory).encode()
    item = next((name for name in parts if _memory(parts, name) is not None), None)
    if item is not None:
        parts[item] = content
        return
    taken = {name.lower() for name in parts}
    number = next(n for n in range(1, len(parts) + 2) if f"customxml/item{n}.xml" not in taken)
    relations = package.relations_of(package.main_part(parts))
    props = f"customXml/itemProps{number}.xml"
    parts[relations] = _related(
        parts.get(relations), f"{_OFFICE}/customXml", f"/customXml/item{number}.xml", relations
    )
    parts[package.CONTENT_TYPES] = _typed(parts[package.CONTENT_TYPES], f"/{props}")
    parts[f"customXml/item{number}.xml"] = content
    parts[props] = (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_CUSTOM}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts[f"customXml/_rels/item{number}.xml.rels"] = _related(
        None, f"{_OFFICE}/customXmlProps", f"itemProps{number}.xml", ""
    )


def memory_of(data: bytes) -> DocumentMemory | None:
    """What a document remembers; None where it has no memory, or none that is whole.

    Raises DocxFailed: it is no Word document, or may do harm.
    """
    return memory_in(package.parts_of(data))


def memory_in(parts: dict[str, bytes]) -> DocumentMemory | None:
    """The same of a document's parts."""
    found = (_memory(parts, name) for name in parts)
    return next((one for one in found if one is not None), None)


def _memory(parts: dict[str, bytes], name: str) -> DocumentMemory | None:
    content = parts[name]
    if not _ITEM.fullmatch(name) or SPACE.encode() not in content:
        return None
    reader = _Reader()
    parser = package.parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    package.parse(parser, content, name)
    return reader.memory


class _Reader:
    """Makes a memory of what a parser tells."""

    def __init__(self) -> None:
        self._places: list[WrittenPlace] = []
        self._head: dict[str, str] | None = None
        self._id = ""
        self._text: list[str] = []
        self._figures: list[WrittenFigure] = []
        self._within = ""

    @property
    def memory(self) -> DocumentMemory | None:
        if self._head is None:
            return None
        head = self._head
        whole = head["whole"] == _YES
        return DocumentMemory(
            head["ledger"], head["as-of"], tuple(self._places), head["tool"], whole
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._within = name
        if name == f"{SPACE} places":
            self._head = {
                key: attributes.get(key, "") for key in ("ledger", "as-of", "tool", "whole")
            }
        elif name == f"{SPACE} place":
            self._id, self._text, self._figures = attributes.get("id", ""), [], []
        elif name == f"{SPACE} figure":
            start, text = attributes.get("at", ""), attributes.get("text", "")
            if re.fullmatch(r"[0-9]{1,9}", start):
                figure = WrittenFigure(int(start), text, attributes.get("question", ""))
                self._figures.append(figure)

    def data(self, text: str) -> None:
        if self._within == f"{SPACE} text":
            self._text.append(text)

    def end(self, name: str) -> None:
        self._within = ""
        whole = 0 < len(self._id) <= MOST_OF_ID and self._id.isprintable()
        if name == f"{SPACE} place" and whole:
            text = "".join(self._text)
            sound = (one for one in self._figures if text.startswith(one.text, one.start))
            self._places.append(WrittenPlace(self._id, text, tuple(sound)))


def _written(memory: DocumentMemory) -> str:
    return "".join(_lines(memory))


def _lines(memory: DocumentMemory) -> Iterable[str]:
    whole = f' whole="{_YES}"' if memory.whole else ""
    yield (
        f"{_HEAD}<places xmlns={quoteattr(SPACE)} tool={quoteattr(memory.tool)} "
        f"ledger={quoteattr(memory.ledger)} as-of={quoteattr(memory.as_of)}{whole}>\n"
    )
    for place in memory.places:
        # A text's line breaks would not survive in an attribute.
        yield f'<place id={quoteattr(place.id)}><text xml:space="preserve">{escape(place.text)}'
        yield "</text>\n"
        for one in place.figures:
            yield (
                f'<figure at="{one.start}" text={quoteattr(one.text)} '
                f"question={quoteattr(one.question)}/>\n"
            )
        yield "</place>\n"
    yield "</places>\n"


def _related(content: bytes | None, kind: str, target: str, part: str) -> bytes:
    """A list of relationships with one more, under an id that none of them has."""
    if content is None:
        content = f'{_HEAD}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
    taken = set(re.findall(rb'\bId\s*=\s*["\']([^"\']*)', content))
    id = next(n for n in range(1, len(taken) + 2) if b"rIdSgyp%d" % n not in taken)
    one = f'Relationship Id="rIdSgyp{id}" Type="{kind}" Target="{target}"/>'.encode()
    return _with_last_child(content, b"Relationships", one, part)


def _typed(content: bytes, part: str) -> bytes:
    """The list of content types with one more part, and with XML as what any `.xml` is."""
    one = f'Override PartName="{part}" ContentType="{_PROPERTIES}"/>'.encode()
    made = _with_last_child(content, b"Types", one, package.CONTENT_TYPES)
    if re.search(rb'\bExtension\s*=\s*["\']xml["\']', made, re.IGNORECASE):
        return made
    default = b'Default Extension="xml" ContentType="application/xml"/>'
    return _with_last_child(made, b"Types", default, package.CONTENT_TYPES)


def _with_last_child(content: bytes, root: bytes, child: bytes, part: str) -> bytes:
    """XML whose root element gets one more child, in the root's own prefix; else as it was."""
    package.parse(package.parser(), content, part)
    empty = re.search(rb"<((?:[\w.-]+:)?)%s\b([^<>]*?)/>\s*\Z" % root, content)
    if empty is not None:
        prefix, rest = empty[1], empty[2]
        whole = b"<%s%s%s><%s%s</%s%s>" % (prefix, root, rest, prefix, child, prefix, root)
        return content[: empty.start()] + whole
    ending = re.search(rb"</((?:[\w.-]+:)?)%s\s*>\s*\Z" % root, content)
    if ending is None:
        raise package.DocxFailed(f"文件已损坏（部件 {part}）", "在 Word 里打开修复后另存，再用它")
    return content[: ending.start()] + b"<%s%s" % (ending[1], child) + content[ending.start() :]
