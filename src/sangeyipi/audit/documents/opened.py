"""Bytes of a document → its text as read.  Owns which reader a file is for, by what it holds."""

import re
from typing import TYPE_CHECKING, NamedTuple

from sangeyipi.audit.documents.failures import NotRead
from sangeyipi.audit.documents.lines import wrapped
from sangeyipi.audit.documents.markdown import markdown
from sangeyipi.audit.text.as_read import AsRead

if TYPE_CHECKING:
    from sangeyipi.audit.documents.docx import ReadDocument

_MARKDOWN = (".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
_WORD = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_PLAIN = "用记事本打开，核对文字无误，另存为 UTF-8 编码的 .txt，再校对"


class Opened(NamedTuple):
    """A document: its text, and what of it was not read, for the person who gave it."""

    source: AsRead
    unread: tuple[str, ...] = ()
    #: Where it is a Word document.
    word: "ReadDocument | None" = None


def opened(name: str, data: bytes, suffix: str) -> Opened:
    """The text of a document.  Raises NotRead."""
    suffix = suffix.lower()
    found = _opened(name, data, suffix)
    if not found.source.text.strip():
        raise NotRead("里面没有文字", "核对是不是这个文件")
    return found


def _opened(name: str, data: bytes, suffix: str) -> Opened:
    if data.startswith(b"%PDF", 0) or b"%PDF-" in data[:1024] or suffix == ".pdf":
        return _pdf(name, data)
    if data.startswith(_WORD) or suffix == ".docx":
        word = _docx(name, data)
        return Opened(word.source, word=word)
    is_page = suffix in _PAGES or _PAGE.match(data[:4096].replace(b"\0", b"")) is not None
    text = _decoded(data, is_page)
    if is_page:
        from sangeyipi.audit.documents.page import page

        return Opened(page(name, text))
    if suffix in _MARKDOWN:
        return Opened(markdown(name, text))
    return Opened(AsRead(name, text, hidden=tuple(wrapped(text))))


def _pdf(name: str, data: bytes) -> Opened:
    from sangeyipi.audit.documents.pdf import pdf

    if b"%PDF-" not in data[:1024]:
        raise NotRead("这不是 PDF", "核对是不是这个文件，或改对扩展名")
    source, empty = pdf(name, data)
    if not empty:
        return Opened(source)
    pages = "、".join(map(str, empty[:20])) + ("等" if len(empty) > 20 else "")
    return Opened(source, (f"第 {pages} 页没有文字，多半是图片，没有校对",))


def _docx(name: str, data: bytes) -> "ReadDocument":
    from sangeyipi.audit.documents.docx import document
    from sangeyipi.render.docx.package import DocxFailed

    try:
        return document(name, data)
    except DocxFailed as error:
        raise NotRead(error.message, error.remedy) from error


def _decoded(data: bytes, is_page: bool) -> str:
    """The text of a file that holds text only."""
    from sangeyipi.sheets.failures import SheetsFailed
    from sangeyipi.sheets.text import decoded

    try:
        if is_page:
            from sangeyipi.sheets.html import page_text

            return page_text(data).text
        return decoded(data).text
    except SheetsFailed as error:
        said = error.message.removeprefix("不是表格也不是文本：")
        raise NotRead(said.replace("不是表格，也不是", "不是"), _PLAIN) from error
