"""The parts of a workbook and how they refer to each other.

Owns the way from the file to its sheets, formats, texts and custom properties: by relationships,
never by customary names.
"""

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from sangeyipi.sheets.archive import Archive
from sangeyipi.sheets.failures import cut_off
from sangeyipi.sheets.formats.builtin import GENERAL, builtin
from sangeyipi.sheets.xlsx.plain import MOST_PLAIN, plain_texts
from sangeyipi.sheets.xlsx.strings import SharedStrings, Text
from sangeyipi.sheets.xml import XmlNames, XmlReader, read_xml

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CUSTOM = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties",
)
_TRUE = ("1", "true", "on")


def sheet_names() -> XmlNames:
    """The names of a workbook's own elements, without their namespace."""
    return XmlNames(
        {"": "", _PACKAGE: ""}
        | dict.fromkeys(_MAIN, "")
        | dict.fromkeys(_LINKS, "r:")
        | dict.fromkeys(_CUSTOM, "")
    )


def is_true(text: str | None) -> bool:
    """A truth value of an attribute."""
    return (text or "").lower() in _TRUE


class Link(NamedTuple):
    """A relationship: what of, by the last word of its type, and the part."""

    kind: str
    part: str


class _Links:
    """The relationships of a part."""

    def __init__(self, folder: str) -> None:
        self.found: dict[str, Link] = {}
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = unquote(attributes.get("Target", "").replace("\\", "/"))
        part = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found[attributes.get("Id", "")] = Link(kind, part)

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    link: str
    hidden: bool


class _Workbook:
    """The workbook's own part."""

    def __init__(self) -> None:
        self.entries: list[SheetEntry] = []
        self.from_1904 = False
        self.recalculated = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            state = attributes.get("state", "visible")
            entry = (attributes.get("name", ""), attributes.get("r:id", ""), state != "visible")
            self.entries.append(SheetEntry(*entry))
        elif name == "workbookPr":
            self.from_1904 = is_true(attributes.get("date1904"))
        elif name == "calcPr":
            self.recalculated = is_true(attributes.get("fullCalcOnLoad"))

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class CellStyle(NamedTuple):
    """What of a cell's looks is asked for."""

    code: str = GENERAL
    struck: bool = False


class _Styles:
    """The formats of cells: only what a number looks like and what is struck out."""

    def __init__(self) -> None:
        self.styles: list[CellStyle] = []
        self._codes: dict[str, str] = {}
        self._fonts: list[bool] = []
        self._within: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        above = self._within[-1] if self._within else ""
        self._within.append(name)
        if name == "numFmt" and above == "numFmts":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "font" and above == "fonts":
            self._fonts.append(False)
        elif name == "strike" and above == "font" and self._fonts and "fonts" in self._within:
            self._fonts[-1] = attributes.get("val", "1").lower() not in ("0", "false")
        elif name == "xf" and above == "cellXfs":
            self.styles.append(self._style(attributes))

    def _style(self, attributes: dict[str, str]) -> CellStyle:
        number, font = attributes.get("numFmtId", "0"), attributes.get("fontId", "0")
        code = self._codes.get(number)
        if code is None:
            code = builtin(int(number)) if number.isascii() and number.isdigit() else GENERAL
        at = int(font) if font.isascii() and font.isdigit() else 0
        return CellStyle(code, at < len(self._fonts) and self._fonts[at])

    def end(self, name: str) -> None:
        self._within.pop()

    def data(self, text: str) -> None:
        pass


class _Properties:
    """The custom properties of a document."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "property":
            self._name = attributes.get("name", "")
            self.found[self._name] = ""

    def end(self, name: str) -> None:
        if name == "property":
            self._name = ""

    def data(self, text: str) -> None:
        if self._name:
            self.found[self._name] += text


class Package:
    """A workbook's parts, opened."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.names = sheet_names()
        roots = self.links_of("", "")
        main = [link for link in roots.values() if link.kind == "officeDocument"]
        if len(main) != 1:
            raise cut_off("Excel ", "找不到工作簿")
        folder, _, base = main[0].part.rpartition("/")
        self.links = self.links_of(folder, base)
        self._roots = roots
        book = _Workbook()
        self._read(main[0].part, book)
        self.entries = tuple(book.entries)
        self.from_1904 = book.from_1904
        self.recalculated = book.recalculated

    def styles(self) -> list[CellStyle]:
        """The formats that cells refer to by number."""
        styles = _Styles()
        part = self._part("styles")
        if part:
            self._read(part, styles)
        return styles.styles

    def texts(self) -> list[Text]:
        """The texts that cells refer to by number."""
        strings = SharedStrings()
        part = self._part("sharedStrings")
        if not part:
            return []
        data = self.archive.whole(part, MOST_PLAIN)
        plain = plain_texts(data) if data else None
        if plain is None:
            self._read(part, strings)
            return strings.texts
        read_xml([plain.rest.encode()], strings, self.names, part)
        return strings.filled(plain.texts)

    def properties(self) -> dict[str, str]:
        """The custom properties, by name."""
        kinds = ("custom-properties", "customProperties")
        for link in self._roots.values():
            if link.kind in kinds and link.part in self.archive:
                properties = _Properties()
                self._read(link.part, properties)
                return properties.found
        return {}

    def _part(self, kind: str) -> str:
        found = [link.part for link in self.links.values() if link.kind == kind]
        return found[0] if found and found[0] in self.archive else ""

    def links_of(self, folder: str, base: str) -> dict[str, Link]:
        """The relationships of the part of that name."""
        links = _Links(folder)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        if part in self.archive:
            self._read(part, links)
        return links.found

    def _read(self, part: str, reader: XmlReader) -> None:
        read_xml(self.archive.pieces(part), reader, self.names, part)
