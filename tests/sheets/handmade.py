"""Workbooks put together by hand, part by part, for what no program would write."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def links(*targets: tuple[str, str, str], kind: str = LINKS) -> str:
    """A part of relationships: id, last word of the type, target."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}/{word}" Target="{target}"/>'
        for name, word, target in targets
    )
    return f'{_HEAD}<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def sheet(inner: str, around: str = "", space: str = MAIN) -> str:
    """A worksheet part: what `sheetData` holds, and what follows it."""
    return (
        f'{_HEAD}<worksheet xmlns="{space}" xmlns:r="{LINKS}">'
        f"<sheetData>{inner}</sheetData>{around}</worksheet>"
    )


def book(*names: str, inner: str = "", space: str = MAIN, kind: str = LINKS) -> str:
    """A workbook part with sheets of these names, the first linked as s1."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="s{at}"/>' for at, name in enumerate(names, 1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{space}" xmlns:r="{kind}">{inner}'
        f"<sheets>{entries}</sheets></workbook>"
    )


def parts(rows: str, around: str = "") -> dict[str, str]:
    """The parts of a workbook with one sheet of the given rows."""
    return {
        "_rels/.rels": links(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book("表"),
        "xl/_rels/workbook.xml.rels": links(("s1", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": sheet(rows, around),
    }


def strings(items: str) -> dict[str, str]:
    """What a workbook of `parts` needs besides to have texts in common."""
    return {
        "xl/_rels/workbook.xml.rels": links(
            ("s1", "worksheet", "worksheets/sheet1.xml"), ("t", "sharedStrings", "strings.xml")
        ),
        "xl/strings.xml": f'{_HEAD}<sst xmlns="{MAIN}">{items}</sst>',
    }


def packed(path: Path, members: Iterable[tuple[str, str | bytes]]) -> Path:
    """The workbook's file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path
