"""The zip file that a Word document is: its parts by name, read within bounds and written alike.

Owns what may be unpacked, what is said of a file that is no Word document, and the order and
dates of what is written.  What the parts mean is for its callers.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from xml.parsers import expat

#: The parts that every Word document has.
CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "_rels/.rels"

_MEGABYTE = 1024 * 1024
MOST_UNPACKED = 256 * _MEGABYTE
#: Of the parts that are read as XML; a report of a thousand pages takes a tenth.
MOST_OF_XML = 64 * _MEGABYTE
MOST_MEMBERS = 10_000
#: No document of a person nests deeper; some readers of XML crash on what does.
MOST_DEPTH = 200
_ENCRYPTED = 0x1
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The first day that a zip file knows.
_DAY = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)
_SAVE_AS = "用 Word 或 WPS 打开，另存为“Word 文档 (*.docx)”，再用它"


class DocxFailed(Exception):
    """A Word document that is not read: what is the matter, and what its owner should do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}。{remedy}")
        self.message = message
        self.remedy = remedy


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a Word document by name, in their order.  Raises DocxFailed."""
    if not data.startswith(_ZIP):
        raise _not_docx(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpacked(archive)
    except _DAMAGED as error:
        raise DocxFailed(
            "文件不完整或已损坏", "多半是没传完、没存完：找一份完好的，或在 Word 里打开修复后另存"
        ) from error
    if CONTENT_TYPES not in parts or main_part(parts) not in parts:
        raise _other_zip(parts)
    return parts


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the text: word/document.xml, or what the list says."""
    for one in re.findall(rb"<[^<>]*/officeDocument[\"'][^<>]*>", parts.get(RELATIONS, b"")):
        target = re.search(rb"\bTarget\s*=\s*[\"']([^\"']*)", one)
        if target is not None:
            return posixpath.normpath(target[1].decode("utf-8", "replace")).lstrip("/")
    return "word/document.xml"


def relations_of(part: str) -> str:
    """The name of the list of what a part refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = [one for one in archive.infolist() if not one.is_dir()]
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise _too_large()
    parts: dict[str, bytes] = {}
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise _encrypted()
        if member.filename in parts:
            raise ValueError(member.filename)
        # Never more than the size that was declared: zipfile stops there.
        parts[member.filename] = archive.read(member)
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A file of these parts, in this order: the same bytes for the same parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _ordered(parts):
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, content)
    return made.getvalue()


def _ordered(parts: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    """The list of types first, where programs that know a file by its beginning look for it."""
    yield CONTENT_TYPES, parts[CONTENT_TYPES]
    yield from ((name, content) for name, content in parts.items() if name != CONTENT_TYPES)


def parser() -> expat.XMLParserType:
    """What reads a part: no document types, so no entities; bounded in size by `parts_of`."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    return made


def parse(reader: expat.XMLParserType, content: bytes, part: str) -> None:
    """Read a part with what handlers a reader has.  Raises DocxFailed."""
    if len(content) > MOST_OF_XML:
        raise _too_large()
    try:
        reader.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = f"第 {error.lineno} 行" if isinstance(error, expat.ExpatError) else ""
        raise DocxFailed(
            f"文件已损坏（部件 {part} {line}读不下去）", "在 Word 里打开修复后另存，再用它"
        ) from error


def _refuse(*_: object) -> None:
    raise DocxFailed(
        "文件里有 XML 文档类型声明（DTD），正常的 Word 文档没有，可能有害，没有读",
        f"向发来的人核实；可信的话{_SAVE_AS}",
    )


def _not_docx(data: bytes) -> DocxFailed:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return _encrypted()
        return DocxFailed("这是旧格式（.doc 或 .wps），不是 .docx", _SAVE_AS)
    if data.startswith(b"{\\rtf"):
        return DocxFailed("这是 RTF 文档，不是 .docx", _SAVE_AS)
    if data.startswith(b"%PDF"):
        return DocxFailed("这是 PDF，不是 .docx", "找它的 Word 原件")
    if not data:
        return DocxFailed("文件是空的，不是 .docx", "找一份完好的")
    return DocxFailed("这不是 Word 文档（.docx）", _SAVE_AS)


def _other_zip(parts: Mapping[str, bytes]) -> DocxFailed:
    if "content.xml" in parts:
        return DocxFailed("这是 OpenDocument 文件，不是 .docx", _SAVE_AS)
    return DocxFailed("这不是 Word 文档（.docx）", _SAVE_AS)


def _encrypted() -> DocxFailed:
    return DocxFailed(
        "文件有打开密码",
        "在 Word 或 WPS 里用密码打开，“文件—信息—保护文档—用密码进行加密”里清空密码，保存后再用它",
    )


def _too_large() -> DocxFailed:
    return DocxFailed(
        "文件解开后太大，不像文档，没有读", "在 Word 里把要用的内容复制到新文档，另存后再用它"
    )
