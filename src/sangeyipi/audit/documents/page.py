"""A web page as text: what a person sees of it, each line with its line in the file.

Owns what is seen: not scripts, styles, titles of the window, what is hidden or struck out.
"""

import re
from html.parser import HTMLParser
from itertools import islice
from typing import NamedTuple

from sangeyipi.audit.documents.building import Box, Building, TableRows, TextLine, placed
from sangeyipi.audit.documents.failures import NotRead
from sangeyipi.audit.text.as_read import AsRead


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _words("area base br col embed hr img input link meta param source track wbr")
_UNSEEN = _words(
    "script style head title template noscript object svg math button select textarea del s strike"
)
_INLINE = _words(
    "a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark nobr q rp ruby samp "
    "small span strong sub sup time tt u var wbr img input o:p"
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_ONLY_CLASS = re.compile(r"\s*\.([\w-]+)\s*")
_BLANK = re.compile(r"[ \t\r\n\f]+")
#: Begun after a paragraph that nobody ended, these end it.
_P_ENDS = _words("p li div table ul ol h1 h2 h3 h4 h5 h6 section dl dt dd blockquote")
_MOST_DEEP = 50


class _Open(NamedTuple):
    """An element that is not ended: whether it hides what is in it, whether it is seen itself."""

    tag: str
    unseen: bool
    seen: bool


class _Table:
    """A table while it is read."""

    def __init__(self) -> None:
        self.rows: list[list[Box]] = []
        self.open = False


class _Page(HTMLParser):
    """Gathers the lines and tables of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[TextLine | TableRows] = []
        self._into = [self.blocks]
        self._tables: list[_Table] = []
        self._open: list[_Open] = []
        self._unseen = 0
        self._hiding: set[str] = set()
        self._said: list[str] = []
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag == "br":
            self._end_line()
        if tag in _VOID:
            return
        said = {key: value or "" for key, value in attrs}
        if tag in ("td", "th", "tr"):
            self._close_cells(tag)
        elif (
            tag not in _INLINE
            and self._open
            and self._open[-1].tag in ("p", tag)
            and tag in _P_ENDS
        ):
            self._ended(self._open.pop())
        unseen = tag in _UNSEEN or self._hides(said)
        if tag not in _INLINE and not unseen:
            self._end_line()
        self._unseen += unseen
        self._open.append(_Open(tag, unseen, not self._unseen))
        if not self._unseen:
            self._in_table(tag, said)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and what is still open in it; one that was never begun is none."""
        if not any(tag == one.tag for one in self._open[-_MOST_DEEP * 20 :]):
            return
        while True:
            one = self._open.pop()
            self._ended(one)
            if one.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._unseen:
            if self._open[-1].tag == "style":
                self._read_style(data)
            return
        if not self._said:
            said = data.lstrip(" \t\r\n\f")
            self._line = self.getpos()[0] + data.count("\n", 0, len(data) - len(said))
            data = said
        if data:
            self._said.append(data)

    def close(self) -> None:
        """The page ends, and with it what is still open."""
        super().close()
        while self._open:
            self._ended(self._open.pop())
        self._end_line()

    def _hides(self, said: dict[str, str]) -> bool:
        if "hidden" in said or _HIDES.search(said.get("style", "")):
            return True
        return bool(self._hiding) and not self._hiding.isdisjoint(said.get("class", "").split())

    def _read_style(self, text: str) -> None:
        for found in _RULE.finditer(text):
            if _HIDES.search(found[2]):
                for one in found[1].split(","):
                    named = _ONLY_CLASS.fullmatch(one)
                    if named:
                        self._hiding.add(named[1])

    def _in_table(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table":
            if len(self._tables) >= _MOST_DEEP:
                raise NotRead(
                    "表格套表格太深，不像一篇文字，没有读", "把正文复制到 Word，另存后再校对"
                )
            self._tables.append(_Table())
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
        elif self._tables and tag in ("td", "th"):
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            box = Box([], _span(said, "rowspan"), _span(said, "colspan"))
            table.rows[-1].append(box)
            table.open = True
            self._into.append(box.blocks)

    def _close_cells(self, tag: str) -> None:
        """A cell or a row ends where the next begins, said or not."""
        while self._tables and self._open and self._open[-1].tag != "table":
            name = self._open[-1].tag
            if name in ("thead", "tbody", "tfoot") or (name == "tr" and tag != "tr"):
                return
            self._ended(self._open.pop())

    def _ended(self, one: _Open) -> None:
        if one.tag not in _INLINE and not one.unseen:
            self._end_line()
        self._unseen -= one.unseen
        if not one.seen or not self._tables:
            return
        table = self._tables[-1]
        if one.tag in ("td", "th") and table.open:
            table.open = False
            self._into.pop()
        elif one.tag == "table":
            self._tables.pop()
            cells = placed(table.rows)
            if cells:
                self._into[-1].append(TableRows(cells))

    def _end_line(self) -> None:
        said, self._said = "".join(self._said), []
        text = _BLANK.sub(" ", said).strip(" ")
        if text:
            self._into[-1].append(TextLine(text, f"第{self._line}行"))


def _span(said: dict[str, str], name: str) -> int:
    text = said.get(name, "").strip()
    return (
        max(1, min(int(text), 1000)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    )


#: What begins something that is no text, and what ends it.
_BEGUN = (
    (re.compile("<!--"), re.compile(r"--\s*!?>")),
    (re.compile(r"<!\[(?:temp|cdata|ignore|include|rcdata)", re.I), re.compile(r"\]\s*\]\s*>")),
    (re.compile(r"<!\[(?:if|else|endif)", re.I), re.compile(r"\]\s*>")),
)
#: For the end of each all of the page is looked through; one torn off has not as many.
_MOST_UNENDED = 200


def _is_torn(text: str) -> bool:
    """Whether more is begun than a page has that anybody wrote, and never ended."""
    for begun, ended in _BEGUN:
        last = max((one.end() for one in ended.finditer(text)), default=0)
        if len(list(islice(begun.finditer(text, last), _MOST_UNENDED))) == _MOST_UNENDED:
            return True
    return False


_BROKEN = "网页不完整或已损坏", "用浏览器打开，把正文复制到 Word 或记事本再校对"


def page(name: str, text: str) -> AsRead:
    """Raises NotRead."""
    if _is_torn(text):
        raise NotRead(*_BROKEN)
    reading = _Page()
    try:
        reading.feed(text)
        reading.close()
    except AssertionError as error:
        raise NotRead(*_BROKEN) from error
    building = Building()
    building.put(reading.blocks)
    return building.read(name)
