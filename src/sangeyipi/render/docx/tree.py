"""XML of a Word document as a tree that knows where in the bytes each element lies.

Owns positions, so that a change replaces the bytes of what it changes and no others.
"""

import re
from collections.abc import Callable, Iterator

from sangeyipi.render.docx import package
from sangeyipi.render.docx.marks import W

#: The namespace of text, as Word writes it and as its strict form does.
_SPACES = {W: "w:", "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:"}
_TAG = re.compile(rb"<[^\s/>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_ENCODING = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)")


class XmlNode:
    """An element: `start` to `end` are its bytes, `opened` to `closing` those of its content."""

    __slots__ = (
        "attributes",
        "children",
        "closing",
        "end",
        "name",
        "opened",
        "parent",
        "space",
        "start",
        "text",
    )

    def __init__(
        self, full: str, attributes: dict[str, str], start: int, parent: "XmlNode | None"
    ) -> None:
        self.space, _, local = full.rpartition(" ")
        self.name = f"{_SPACES.get(self.space, '')}{local}"
        self.attributes = attributes
        self.start = start
        self.opened = self.closing = self.end = start
        self.parent = parent
        self.children: list[XmlNode] = []
        #: What stands directly in it.
        self.text = ""

    def child(self, name: str) -> "XmlNode | None":
        """The first child of a name."""
        return next((one for one in self.children if one.name == name), None)

    def walk(self, into: Callable[["XmlNode"], bool] = lambda _: True) -> Iterator["XmlNode"]:
        """Everything below it, in order; not below what `into` is false of."""
        for one in self.children:
            yield one
            if into(one):
                yield from one.walk(into)

    def above(self) -> Iterator["XmlNode"]:
        """What it stands in, inside out."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    def value(self, name: str) -> str:
        """The `w:val` of a child, "" if there is none."""
        found = self.child(name)
        if found is None:
            return ""
        return next((v for k, v in found.attributes.items() if k.endswith(" val")), "")


class DocumentPart:
    """A part of a document, and what is to change in it."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content
        self._edits: dict[int, tuple[XmlNode, bytes]] = {}
        said = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
        if b"\0" in content[:100] or (said and said[1].lower() not in (b"utf-8", b"us-ascii")):
            raise package.DocxFailed(
                f"部件 {name} 不是 UTF-8 编码", "在 Word 或 WPS 里打开、保存一次，再用它"
            )
        self.root = _read(name, content)

    def raw(self, start: int, end: int) -> bytes:
        """The bytes from one place to another, with what was changed within."""
        made, at = [], start
        for where in sorted(one for one in self._edits if start <= one < end):
            node, new = self._edits[where]
            if where >= at and node.end <= end:
                made += [self.content[at:where], new]
                at = node.end
        return b"".join((*made, self.content[at:end]))

    def put(self, node: XmlNode, new: bytes) -> None:
        """Replace an element.  What was to change within it is in `new`, or is given up."""
        self._edits[node.start] = node, new

    def changed(self) -> bytes:
        """All of it, as changed."""
        return self.raw(0, len(self.content))


def _read(name: str, content: bytes) -> XmlNode:
    root = XmlNode("", {}, 0, None)
    open_ = [root]
    parser = package.parser()

    def start(full: str, attributes: dict[str, str]) -> None:
        if len(open_) > package.MOST_DEPTH:
            raise package.DocxFailed(f"部件 {name} 嵌套过深，不像文档，没有读", "另找一份")
        node = XmlNode(full, attributes, parser.CurrentByteIndex, open_[-1])
        found = _TAG.match(content, node.start)
        node.opened = found.end() if found else node.start
        open_[-1].children.append(node)
        open_.append(node)

    def end(_: str) -> None:
        node = open_.pop()
        if content[node.opened - 2 : node.opened] == b"/>":
            node.closing = node.end = node.opened
            return
        node.closing = parser.CurrentByteIndex
        node.end = content.index(b">", node.closing) + 1

    def data(text: str) -> None:
        open_[-1].text += text

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    package.parse(parser, content, name)
    root.end = root.closing = len(content)
    return root
