"""A Word document with its places filled: those typed as names, and those filled before.

What a person has changed in a place is told and stays; everything outside places keeps its bytes.
Owns which place may be written; every fault is found before anything is.
"""

import re
from collections import Counter
from typing import NamedTuple

from sangeyipi.model.nearest import nearest
from sangeyipi.render.docx import marks, package
from sangeyipi.render.docx.marks import DocumentMemory, WrittenPlace
from sangeyipi.render.docx.tree import DocumentPart, XmlNode
from sangeyipi.report.places import writing
from sangeyipi.report.places.finding import (
    BROKEN,
    PLACEHOLDER,
    Atom,
    Control,
    PlacesFailed,
    atoms,
    controls,
    paragraphs,
    standing,
    text_of,
    texts_of,
)
from sangeyipi.report.places.values import NamedValues, Value, Words, lines, place

_KINDS = {"hdr": "页眉", "ftr": "页脚", "footnotes": "脚注", "endnotes": "尾注", "document": "正文"}
#: What makes a place more than its text: it is not written over unasked.
_OTHERS_WORK = frozenset(
    {"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:commentReference", "w:commentRangeStart"}
    | {"w:commentRangeEnd", "w:footnoteReference", "w:endnoteReference", "w:drawing", "w:pict"}
    | {"w:sdt", "w:object", "w:fldChar", "w:fldSimple", "AlternateContent"}
)
_MARKERS = frozenset({"w:bookmarkStart", "w:bookmarkEnd"})
#: How a place's text reads where a footnote is called, between the brackets of its number.
_NOTED = "〔〕"
_ANEW = "要一份新的，--out 换一个文件名，或先把它移走"
_BLANKS = re.compile(r"[\t\n]")
_SHOWN = 30


class HeldPlace(NamedTuple):
    """A place that is not as it was written, and was left alone."""

    where: str
    id: str
    #: None: the document does not remember.
    written: str | None
    now: str
    #: None: the report has nothing of that name today, or nothing that can stand there.
    would_be: str | None
    known: bool = True


class Filled(NamedTuple):
    """A document, filled, and what came of its places."""

    data: bytes
    new: int
    updated: int
    same: int
    held: tuple[HeldPlace, ...]
    #: Names of places that a person has taken out.
    gone: tuple[str, ...]
    #: What the report has, and a document written whole has no place for.
    missing: tuple[str, ...] = ()


def is_ours(data: bytes) -> bool:
    """Whether a document has places that were filled, or remembers some.  Raises DocxFailed."""
    parts = package.parts_of(data)
    if marks.memory_in(parts) is not None:
        return True
    return any(marks.parsed(one.tag) for part in texts_of(parts) for one in controls(part))


def fill(data: bytes, names: NamedValues, ledger: str, as_of: str, force: bool = False) -> Filled:
    """A document with what its places name.  Raises PlacesFailed, DocxFailed."""
    parts = package.parts_of(data)
    memory = marks.memory_in(parts) or DocumentMemory(ledger, as_of, ())
    if memory.ledger != ledger and memory.places and not force:
        raise PlacesFailed(
            f"文档是按另一个台账“{memory.ledger}”填的，现在的是“{ledger}”；确实要换，加 --force"
        )
    filling = _Filling(names, memory, force)
    texts = list(texts_of(parts))
    _sound(texts, names, memory)
    for part in texts:
        filling.part(part)
    if filling.faults:
        raise PlacesFailed("\n".join(filling.faults))
    parts |= {part.name: part.changed() for part in texts}
    standing_ids = {one.id for one in filling.places}
    gone = [one for one in memory.places if one.id not in standing_ids]
    if not filling.places and not gone:
        raise PlacesFailed(
            "文档里没有可以填的地方：在要填的地方打上 {{名称}}，名称见 sgyp report --places"
        )
    kept = tuple(sorted({*filling.places, *gone}))
    after = DocumentMemory(ledger, as_of, kept, whole=memory.whole)
    changed = bool(filling.new or filling.updated) or after != memory._replace(
        places=tuple(sorted(set(memory.places)))
    )
    if changed:
        marks.remember(parts, after)
    return Filled(
        package.packed(parts) if changed else data,
        filling.new,
        filling.updated,
        filling.same,
        tuple(filling.held),
        tuple(dict.fromkeys(one.id for one in gone)),
        tuple(one for one in names.own if one not in {each.id for each in kept})
        if memory.whole
        else (),
    )


def _sound(texts: list[DocumentPart], names: NamedValues, memory: DocumentMemory) -> None:
    """Raises PlacesFailed: a document of ours that would be half of this day and half of that."""
    standing_ids = {
        tag.id for part in texts for one in controls(part) if (tag := marks.parsed(one.tag))
    }
    gone = [one for one in memory.places if one.id not in standing_ids]
    if standing_ids and (gone or not memory.places) and any(map(_noted, texts)):
        raise PlacesFailed(f"是带脚注的，句子和脚注不能就地更新：没有改。{_ANEW}")
    if not memory.whole:
        return
    if not standing_ids:
        raise PlacesFailed(
            "里面记着各处位置的内容控件都没有了，多半是用 LibreOffice 存过（Word、WPS 不会）："
            f"没有改。{_ANEW}"
        )
    known = sum(one in names for one in standing_ids)
    if known * 2 < len(standing_ids):
        raise PlacesFailed(
            f"里面的 {len(standing_ids)} 处有 {len(standing_ids) - known} 处是这份报告没有的，"
            f"像是另一种报告（汇报、通报）写的：没有改。{_ANEW}"
        )


def _noted(part: DocumentPart) -> bool:
    """Whether a footnote is called in a paragraph that is no place, between our brackets."""
    for one in part.root.walk(lambda node: node.name != "w:sdt"):
        if one.name == "w:footnoteReference":
            paragraph = next((above for above in one.above() if above.name == "w:p"), None)
            if paragraph is not None and _NOTED in text_of(paragraph):
                return True
    return False


class _Filling:
    """Goes through the parts, notes what is to change, and what is the matter."""

    def __init__(self, names: NamedValues, memory: DocumentMemory, force: bool) -> None:
        self._names, self._force = names, force
        self._remembered = {one.tag: one for one in memory.places}
        self._copies: Counter[str] = Counter()
        self.faults: list[str] = []
        self.places: list[WrittenPlace] = []
        self.held: list[HeldPlace] = []
        self.new = self.updated = self.same = 0

    def part(self, part: DocumentPart) -> None:
        """The places of a part."""
        root = part.root.children[0]
        self._where = _KINDS.get(root.name.removeprefix("w:"), part.name)
        done: list[tuple[int, int]] = []
        for control in controls(part):
            name = control.tag.removeprefix(marks.PREFIX)
            if marks.parsed(control.tag) or self._names.meant(name):
                self._prefixed(part, control.node)
                done.append((control.node.start, control.node.end))
                self._control(part, control)
        # What stands in a text box is changed before what that stands in.
        for number, one in reversed(list(enumerate(paragraphs(part.root), 1))):
            if not any(start <= one.start < end for start, end in done):
                self._paragraph(part, one, number, done)

    def _prefixed(self, part: DocumentPart, node: XmlNode) -> None:
        if not part.content.startswith(b"<w:", node.start):
            raise package.DocxFailed(
                "文档不是 Word、WPS 存的样子", "在 Word 或 WPS 里打开、保存一次，再用它"
            )

    def _control(self, part: DocumentPart, control: Control) -> None:
        tag = marks.parsed(control.tag)
        name = tag.id if tag else self._names.meant(control.tag.removeprefix(marks.PREFIX))
        assert name is not None
        now = standing(control)
        value = self._names.get(name)
        before = self._remembered.get(control.tag)
        if value is None or (control.inline and not isinstance(value, Words)):
            self._keep(name, before, now, None, control.tag)
            return
        fresh = place(name, value)
        as_written = tag is None or tag.digest == marks.digest(now)
        others = any(one.name in _OTHERS_WORK for one in control.content.walk())
        noted = as_written and _NOTED in now
        if noted and tag and now.replace(_NOTED, "") == fresh.text:
            self._copies[name] += 1
            self.places.append(before or WrittenPlace(name, now))
            self.same += 1
            return
        if tag and not others and marks.digest(now) == marks.digest(fresh.text):
            self._copies[name] += 1
            self.places.append(fresh)
            self.same += 1
            if not as_written:  # a person typed what it would be
                self._tag(part, control, fresh)
            return
        odd = _odd(control)
        if odd or not (self._force or (as_written and not others)):
            self._keep(name, before, now, fresh.text, control.tag)
            return
        self._tag(part, control, fresh)
        self._rewrite(part, control, value, fresh.text, now)
        self.places.append(fresh)
        self.updated += 1

    def _rewrite(
        self, part: DocumentPart, control: Control, value: Value, text: str, now: str
    ) -> None:
        """Write a place anew: of one that keeps its shape only the paragraphs that change."""
        old = list(paragraphs(control.content))
        new = [words for line in lines(value) for words in line]
        looks = writing.looks(part, control.content, old)
        told = control.node.child("w:sdtPr")
        prompt = told.child("w:showingPlcHdr") if told else None
        if prompt is not None:  # Word's own grey words, which are no formatting of anybody's
            part.put(prompt, b"")
            looks = [one._replace(words=b"") for one in looks]
        elif len(old) == len(new) and _BLANKS.findall(text) == _BLANKS.findall(now):
            for node, words, how in zip(old, new, looks, strict=True):
                if text_of(node) != writing.text_of(words):
                    inner = _markers(part, node) + writing.run(writing.text_of(words), how.words)
                    part.put(node, b"<w:p>%s%s</w:p>" % (how.paragraph, inner))
            return
        like = next((one for one in control.content.children if one.name == "w:tbl"), None)
        table = writing.like(part, like, value)
        inner = _markers(part, control.content) + (
            table or writing.written(value, looks, control.inline)
        )
        part.put(control.content, b"<w:sdtContent>%s</w:sdtContent>" % inner)

    def _tag(self, part: DocumentPart, control: Control, fresh: WrittenPlace) -> None:
        told = control.node.child("w:sdtPr")
        tag = told.child("w:tag") if told else None
        assert tag is not None
        new = re.sub(r".*(<w:tag [^>]*>).*", r"\1", marks.properties(fresh, ""))
        part.put(tag, new.encode())

    def _keep(
        self, name: str, before: WrittenPlace | None, now: str, would_be: str | None, tag: str
    ) -> None:
        written = before.text if before else None
        self.held.append(HeldPlace(self._where, name, written, now, would_be, name in self._names))
        if before is not None:
            self.places.append(before)
        elif marks.parsed(tag):
            self.places.append(WrittenPlace(name, now))

    def _paragraph(
        self, part: DocumentPart, node: XmlNode, number: int, done: list[tuple[int, int]]
    ) -> None:
        pieces = [
            one
            for one in atoms(node)
            if not any(start <= one.node.start < end for start, end in done)
        ]
        text = "".join(one.text for one in pieces)
        found = list(PLACEHOLDER.finditer(text))
        fields = "".join(one.text for one in node.walk() if one.name == "w:instrText")
        if BROKEN.search(PLACEHOLDER.sub("", text)) or PLACEHOLDER.search(fields):
            said = f"{self._where}第 {number} 段“{(text or fields).strip()[:_SHOWN]}”"
            self.faults.append(
                f"{said}：花括号没有成对，名称中间换了行，或在域代码里：写成 {{{{名称}}}}"
            )
            return
        chosen: list[tuple[int, int, str]] = []
        for one in found:
            name = self._names.meant(one[1])
            if name is None:
                self._unknown(one[1], number, text)
                continue
            alone = text.strip() == one[0] and text_of(node).strip() == one[0]
            if isinstance(self._names[name], Words):
                chosen.append((one.start(), one.end(), name))
            elif alone and not _holds_more(node):
                self._block(part, node, name)
            else:
                self.faults.append(
                    f"{self._where}第 {number} 段“{text.strip()[:_SHOWN]}”："
                    f"{one[0]} 是整段或表格，要单独成一段，"
                    "段里不能有图、批注、分节"
                )
        if chosen:
            self._inline(part, pieces, chosen)

    def _unknown(self, name: str, number: int, text: str) -> None:
        near = nearest(name, self._names)
        hint = f"，是不是：{'、'.join(near)}" if near else ""
        self.faults.append(
            f"{self._where}第 {number} 段“{text.strip()[:_SHOWN]}”：没有名称“{name}”{hint}"
            "（全部名称：sgyp report --places）"
        )

    def _started(self, name: str, inner: bytes) -> bytes:
        """A content control of a place that is filled for the first time."""
        fresh = place(name, self._names[name])
        told = marks.properties(fresh, name, self._copies[name]).encode()
        self._copies[name] += 1
        self.places.append(fresh)
        self.new += 1
        return b"<w:sdt>%s<w:sdtContent>%s</w:sdtContent></w:sdt>" % (told, inner)

    def _block(self, part: DocumentPart, node: XmlNode, name: str) -> None:
        self._prefixed(part, node)
        how = writing.look(part, node, node)
        made = self._started(name, writing.written(self._names[name], [how], False))
        after = writing.behind(self._names[name], node)
        part.put(node, _markers(part, node) + made + after)

    def _inline(
        self, part: DocumentPart, pieces: list[Atom], chosen: list[tuple[int, int, str]]
    ) -> None:
        by_run: dict[int, XmlNode] = {}
        starts: dict[int, list[tuple[XmlNode, str, int]]] = {}
        at = 0
        for one in pieces:
            run = next(above for above in one.node.above() if above.name == "w:r")
            if any(start < at + len(one.text) and at < end for start, end, _ in chosen):
                by_run[run.start] = run
            starts.setdefault(run.start, []).append((one.node, one.text, at))
            at += len(one.text)
        for start, run in by_run.items():
            self._prefixed(part, run)
            part.put(run, self._split(part, run, starts[start], chosen))

    def _split(
        self,
        part: DocumentPart,
        run: XmlNode,
        texts: list[tuple[XmlNode, str, int]],
        chosen: list[tuple[int, int, str]],
    ) -> bytes:
        """A run cut where places begin and end."""
        told = run.child("w:rPr")
        words = part.content[told.start : told.end] if told else b""
        opening = part.content[run.start : run.opened] + words
        made: list[bytes] = []
        kept: list[bytes] = []

        def close() -> None:
            if kept:
                made.append(opening + b"".join(kept) + b"</w:r>")
                kept.clear()

        by_node = {node.start: (text, at) for node, text, at in texts}
        for child in run.children:
            if child is told:
                continue
            text, at = by_node.get(child.start, ("", 0))
            cuts = [one for one in chosen if one[0] < at + len(text) and at < one[1]]
            if not cuts:
                kept.append(part.raw(child.start, child.end))
                continue
            here = at
            for start, end, name in cuts:
                kept += _text(text[here - at : max(start - at, 0)])
                if start >= at:
                    close()
                    value = self._names[name]
                    how = writing.PlaceLook(b"", words)
                    made.append(self._started(name, writing.written(value, [how], True)))
                here = min(end, at + len(text))
            kept += _text(text[here - at :])
        close()
        return b"".join(made)


def _text(text: str) -> list[bytes]:
    made = writing.run(text, b"")
    return [made.removeprefix(b"<w:r>").removesuffix(b"</w:r>")] if made else []


def _holds_more(node: XmlNode) -> bool:
    """Whether there is more in a paragraph than words: what a section or a table would displace."""
    told = node.child("w:pPr")
    ends = told is not None and told.child("w:sectPr") is not None
    return ends or any(one.name in _OTHERS_WORK for one in node.walk())


def _markers(part: DocumentPart, node: XmlNode) -> bytes:
    """The bookmarks that begin or end in an element, which stay when its words go."""
    found = (one for one in node.walk() if one.name in _MARKERS)
    return b"".join(part.content[one.start : one.end] for one in found)


def _odd(control: Control) -> bool:
    """Whether it is around cells or rows, which nothing of ours is written into."""
    return any(one.name in ("w:tc", "w:tr") for one in control.content.children)
