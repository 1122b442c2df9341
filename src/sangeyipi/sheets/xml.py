"""XML of files that may mean harm, read as a stream.

Owns the one way XML is read here: no document types, so no entities; sizes are bounded by whoever
gives the pieces.  Names are told without their namespace where this is one of those asked for.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol
from xml.parsers import expat

from sangeyipi.sheets.failures import SheetsFailed, cut_off


class XmlReader(Protocol):
    """What is told of the elements of a document, by names such as `c` or `r:id`."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text within an element; may come in several pieces."""


class XmlNames(dict[str, str]):
    """What a name with its namespace is called here; of a foreign namespace, as it is."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, full: str) -> str:
        space, _, local = full.rpartition(" ")
        prefix = self._prefixes.get(space)
        name = full if prefix is None else f"{prefix}{local}"
        self[full] = name
        return name


def read_xml(
    pieces: Iterable[bytes],
    reader: XmlReader,
    names: XmlNames,
    part: str,
    encoding: str | None = None,
) -> None:
    """Tell a reader of a document; `part` is what messages call it.

    `encoding` is the one that it really is in, whatever it says itself.
    """
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65536

    def start(full: str, attributes: dict[str, str]) -> None:
        if attributes:
            attributes = {names[key]: value for key, value in attributes.items()}
        reader.start(names[full], attributes)

    def end(full: str) -> None:
        reader.end(names[full])

    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.data
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise cut_off("", f"{part} 第 {error.lineno} 行的 XML 读不下去") from error
    except (LookupError, ValueError) as error:
        raise cut_off("", f"{part} 写的编码不认识") from error


def _refuse(*_: object) -> None:
    raise SheetsFailed(
        "文件里有 XML 文档类型声明（DTD），正常的表格文件没有，可能有害，没有读",
        "向发来的人核实；可信的话用 Excel 或 WPS 打开，另存为 xlsx 再导入",
    )
