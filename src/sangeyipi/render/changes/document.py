"""A comparison as a document: a table of what is counted, one of each section, the figures.

And as Markdown, ready to be pasted as a merge request's comment.
"""

from collections.abc import Iterator

from sangeyipi.compare.comparison import Comparison
from sangeyipi.model.document import Document, answer
from sangeyipi.model.table import Column, Row, Table
from sangeyipi.render.changes import words
from sangeyipi.render.changes.sections import (
    NOTHING,
    ItemSection,
    heading,
    remarks,
    sections,
    tables,
)
from sangeyipi.render.markdown import escaped, table_to_markdown

_OVERVIEW = (Column("said", "概况"),)
_COLUMNS = (Column("item", "事项"), Column("detail", "明细"))


def to_document(found: Comparison) -> Document:
    """The whole comparison; an item is named again in each row of its details, to be filtered."""
    listed = [_table(number, one) for number, one in enumerate(sections(found), 1)]
    return answer([_overview(found), *listed, *tables(found)], found.ledger)


def _overview(found: Comparison) -> Table:
    said = [words.stat(found) if found.anything else NOTHING, *remarks(found)]
    return Table("overview", heading(found), _OVERVIEW, tuple(Row({"said": one}) for one in said))


def _table(number: int, section: ItemSection) -> Table:
    return Table(f"changes-{number}", section.title, _COLUMNS, tuple(_rows(section)))


def _rows(section: ItemSection) -> Iterator[Row]:
    for item in section.items:
        for detail in item.details or ("",):
            yield Row({"item": item.head, "detail": detail})


def to_comment(found: Comparison) -> str:
    """The whole comparison, its sections as lists."""
    told = words.stat(found) if found.anything else NOTHING
    parts = [f"## {escaped(heading(found))}\n", f"{escaped(told)}\n"]
    parts += ["".join(f"{line}\n" for line in _lines(section)) for section in sections(found)]
    parts += [table_to_markdown(table) for table in tables(found)]
    parts += [f"_{escaped(line)}_\n" for line in remarks(found)]
    return "\n".join(parts)


def _lines(section: ItemSection) -> Iterator[str]:
    yield f"### {'⚠ ' if section.flagged else ''}{escaped(section.title)}（{len(section.items)}）"
    yield ""
    for item in section.items:
        yield f"- {escaped(item.head)}"
        yield from (f"  - {escaped(detail)}" for detail in item.details)
