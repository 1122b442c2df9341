"""Tables as Markdown, for a merge request or a page."""

import re
from collections.abc import Iterable, Iterator

from sangeyipi.model.document import Document
from sangeyipi.model.table import Kind, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.inert import inert

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")
_INDENT = "　"


def to_markdown(tables: Iterable[Table]) -> str:
    """A heading, a table and the footnotes for each."""
    return "\n".join("\n".join(_lines(table)) + "\n" for table in tables)


def document_to_markdown(document: Document) -> str:
    """What must be read first, then every section, then the conventions."""
    return "\n".join(_document(document)) + "\n"


def _document(document: Document) -> Iterator[str]:
    yield f"# {escaped(inert(document.title))}"
    for said in document.opening:
        yield ""
        yield f"**{escaped(inert(said))}**"
    for section in document.sections:
        yield ""
        yield f"## {escaped(inert(section.title))}"
        for table in (*section.tables, *(picture.table for picture in section.pictures)):
            yield ""
            yield from _lines(table)
    yield ""
    yield "## 口径"
    yield ""
    yield from (f"- {escaped(inert(note))}" for note in document.notes)


def _lines(table: Table) -> Iterator[str]:
    columns = [column for column in table.columns if not column.for_machines]
    yield f"### {escaped(inert(table.title))}"
    yield ""
    yield _row([column.name for column in columns])
    yield _row([":---" if c.kind in (Kind.TEXT, Kind.FLAG) else "---:" for c in columns])
    for row in table.rows:
        cells = [escaped(shown(row, column, table)) for column in columns]
        cells[0] = _INDENT * row.level + cells[0]
        yield _row(cells)
    yield ""
    for number, note in enumerate(table.notes, 1):
        yield f"{number}. {escaped(inert(note))}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def escaped(text: str) -> str:
    """`text` with nothing left that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\1", text) if _SPECIAL.search(text) else text
