"""What a file really is, by its bytes and never by its name.

Owns how each kind is known, and what is said of those that are not read.
"""

import re
from enum import Enum, auto

from sangeyipi.sheets.archive import Archive
from sangeyipi.sheets.failures import SAVE_AS_XLSX, SheetsFailed, encrypted


class SheetsKind(Enum):
    """The kinds that are read."""

    XLSX = auto()
    XLS = auto()
    ODS = auto()
    FLAT_ODS = auto()
    XML_2003 = auto()
    HTML = auto()
    TEXT = auto()


#: How messages call them.
NAMES = {
    SheetsKind.XLSX: "Excel 工作簿（xlsx）",
    SheetsKind.XLS: "Excel 97-2003 工作簿（xls）",
    SheetsKind.ODS: "OpenDocument 表格（ods）",
    SheetsKind.FLAT_ODS: "OpenDocument 表格（fods）",
    SheetsKind.XML_2003: "XML 表格 2003",
    SheetsKind.HTML: "网页（HTML）表格",
    SheetsKind.TEXT: "文本",
}
#: The endings that go with them, in lower case.
ENDINGS = {
    SheetsKind.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm", ".et"),
    SheetsKind.XLS: (".xls", ".xlt", ".et"),
    SheetsKind.ODS: (".ods", ".ots"),
    SheetsKind.FLAT_ODS: (".fods", ".xml"),
    SheetsKind.XML_2003: (".xml",),
    SheetsKind.HTML: (".html", ".htm"),
    SheetsKind.TEXT: (".csv", ".tsv", ".txt", ".tab"),
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
_SYLK = re.compile(rb"ID;P[^\r\n]*\r?\n[A-Z];")
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"{\\rtf", "Word（RTF）文档"),
    (b"MIME-Version:", "单个文件网页（mht）"),
)
_PACKED = ((b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gz"))
_SCAN = 65536
_OLE_ENTRY = 128


def not_read(what: str, remedy: str = SAVE_AS_XLSX) -> SheetsFailed:
    """The failure of a file of another kind."""
    gap = " " if what[0].isascii() else ""
    return SheetsFailed(f"这是{gap}{what}，不是能读的表格", remedy)


def kind_of(data: bytes) -> SheetsKind:
    """The kind of a file that is not empty; fails where it is one that is not read."""
    if data.startswith(_ZIP):
        return _zipped(Archive(data))
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"version https://git-lfs"):
        message = "这是 Git LFS 的占位文件，表格本身没有下载"
        raise SheetsFailed(message, "先运行 git lfs pull，再导入")
    for mark, packed in _PACKED:
        if data.startswith(mark):
            raise _packed(packed)
    for mark, what in _OTHERS:
        # Two letters begin many a text; a picture has bytes that none has.
        if data.startswith(mark) and (len(mark) > 2 or b"\0" in data[:32]):
            raise not_read(what, _REMEDIES.get(what, SAVE_AS_XLSX))
    if _SYLK.match(data):
        raise not_read("SYLK 表格")
    return SheetsKind.XLS if _BARE_BIFF.match(data) else _marked_up(data)


_BY_HAND = "请对方发 Excel 文件；没有的，把表格录入 Excel，另存为 xlsx，再导入"
_REMEDIES = {
    "PDF": _BY_HAND,
    "图片": _BY_HAND,
    "Word（RTF）文档": "在 Word 或 WPS 里选中表格，复制到 Excel，另存为 xlsx，再导入",
}


def _packed(what: str) -> SheetsFailed:
    return not_read(f" {what} 压缩包", "先解压，再导入里面的表格")


def _marked_up(data: bytes) -> SheetsKind:
    """Which kind of marked-up text it is, or a plain one."""
    start = data[:_SCAN].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not start.startswith(b"<"):
        return SheetsKind.TEXT
    if re.search(rb"<(?:\w+:)?workbook\s[^<>]*urn:schemas-microsoft-com:office:spreadsheet", start):
        return SheetsKind.XML_2003
    if start.startswith(b"<?xml") and b"opendocument" in start and b"<office:document" in start:
        return SheetsKind.FLAT_ODS
    if re.search(rb"<(?:!doctype html|html|table|head|body|meta|style|div)\b", start):
        return SheetsKind.HTML
    return SheetsKind.TEXT


def _zipped(archive: Archive) -> SheetsKind:
    if "content.xml" in archive:
        kind = archive.text("mimetype").strip()
        if not kind or "opendocument.spreadsheet" in kind:
            return SheetsKind.ODS
        raise not_read("文字或演示文档（OpenDocument）")
    names = archive.names()
    if any(name.endswith(".iwa") for name in names) or "index.zip" in archive:
        raise not_read(
            "苹果的 Numbers 表格或文稿", "在 Numbers 里用“文件—导出为—Excel”存成 xlsx，再导入"
        )
    if "word/document.xml" in archive:
        raise not_read("Word 文档", "在 Word 或 WPS 里选中表格，复制到 Excel，另存为 xlsx，再导入")
    if "ppt/presentation.xml" in archive:
        raise not_read("演示文稿（PPT）", _BY_HAND)
    if any(name.startswith("xl/") and name.endswith("workbook.bin") for name in names):
        raise not_read("Excel 二进制工作簿（xlsb）")
    if "_rels/.rels" in archive:
        return SheetsKind.XLSX
    raise _packed("zip")


def _ole(data: bytes) -> SheetsKind:
    """What a compound file holds, by the names of its streams."""
    if _has_stream(data, "EncryptedPackage"):
        raise encrypted()
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return SheetsKind.XLS
    if _has_stream(data, "WordDocument"):
        raise not_read("Word 文档", "在 Word 或 WPS 里选中表格，复制到 Excel，另存为 xlsx，再导入")
    if _has_stream(data, "PowerPoint Document"):
        raise not_read("演示文稿（PPT）", _BY_HAND)
    return SheetsKind.XLS


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an entry of a compound file's folder is called so."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    length = len(wanted).to_bytes(2, "little")
    at = data.find(wanted)
    while at >= 0:
        if at % _OLE_ENTRY == 0 and data[at + 64 : at + 66] == length:
            return True
        at = data.find(wanted, at + 1)
    return False
