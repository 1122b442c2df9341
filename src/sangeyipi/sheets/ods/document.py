"""A whole OpenDocument spreadsheet read, packed or flat."""

from collections.abc import Iterable

from sangeyipi.sheets.archive import MOST_UNPACKED, Archive
from sangeyipi.sheets.failures import cut_off, encrypted
from sangeyipi.sheets.made import MadeSheets
from sangeyipi.sheets.ods.cells import Content
from sangeyipi.sheets.xml import XmlNames, read_xml

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {f"{_ODF}:{space}:1.0": f"{space}:" for space in ("office", "table", "text", "style")}
_SPACES |= {
    "": "",
    f"{_ODF}:datastyle:1.0": "number:",
    f"{_ODF}:drawing:1.0": "draw:",
    f"{_ODF}:meta:1.0": "meta:",
    f"{_ODF}:manifest:1.0": "manifest:",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext:",
}


class _Manifest:
    """Whether a part is encrypted."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "manifest:encryption-data":
            raise encrypted()

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


def read_ods(archive: Archive) -> MadeSheets:
    """The sheets of a packed spreadsheet."""
    names = XmlNames(_SPACES)
    manifest = "META-INF/manifest.xml"
    if manifest in archive:
        read_xml(archive.pieces(manifest), _Manifest(), names, manifest)
    content = Content()
    for part in ("meta.xml", "styles.xml", "content.xml"):
        if part in archive:
            most = {"most": MOST_UNPACKED} if part == "content.xml" else {}
            read_xml(archive.pieces(part, **most), content, names, part)
        elif part == "content.xml":
            raise cut_off("ods ", "没有内容")
    return _made(content)


def read_flat_ods(pieces: Iterable[bytes]) -> MadeSheets:
    """The sheets of a spreadsheet that is one XML file."""
    content = Content()
    read_xml(pieces, content, XmlNames(_SPACES), "文件")
    return _made(content)


def _made(content: Content) -> MadeSheets:
    return MadeSheets(tuple(content.sheets), tuple(content.notes), content.properties)
