"""A table of ours as one of Word: its head on every page, its rows whole, its figures to the right.

Owns the form of a table and of what stands over and under it.  What a cell says is
`render/cells.py`'s, how wide it is `widths.py`'s.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from sangeyipi.model.table import Column, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.docx import widths
from sangeyipi.render.docx.marks import WrittenFigure
from sangeyipi.render.docx.styles import (
    CAPTION,
    CELLS,
    CORNERS,
    HEADS,
    NOTE,
    TABLE,
    TEXT_WIDTH,
    ParagraphStyle,
    fonts,
)
from sangeyipi.render.docx.words import days_in_words, paragraph, run
from sangeyipi.render.inert import inert
from sangeyipi.render.reading import footnotes, head, key, read, visible

#: A row that may be so many lines high is broken at the foot of a page; Word would cut off the
#: end of one that is higher than a page.
_TOO_HIGH = 20


class Laid(NamedTuple):
    """A table ready to be written: its measures, its cells as texts, what they answer."""

    table: Table
    columns: list[Column]
    cells: list[list[str]]
    fit: widths.Fit

    @property
    def text(self) -> str:
        """As a person reads it: a line for each row, a tab between its cells."""
        heads = "\t".join(inert(column.name) for column in self.columns)
        return "\n".join([heads, *map("\t".join, self.cells)])

    def figures(self) -> Iterator[WrittenFigure]:
        """Every figure in `text` with the question that it answers."""
        at = sum(len(inert(column.name)) + 1 for column in self.columns)
        asked = [column._replace(key=key(column)) for column in self.columns]
        for row, cells in zip(self.table.rows, self.cells, strict=True):
            for column, cell in zip(asked, cells, strict=True):
                question = self.table.question(row, column) if cell else None
                if question is not None and any(char.isdigit() for char in cell):
                    yield WrittenFigure(at, cell, question.text)
                at += len(cell) + 1


def laid(table: Table) -> Laid:
    """The table for readers, measured."""
    table = read(table)
    columns = visible(table)
    cells = [[shown(row, column, table) for column in columns] for row in table.rows]
    fit = widths.fitted(
        [
            (widths.figures if column.is_figure else widths.words)(
                [row[at] for row in cells], inert(column.label).split()
            )
            for at, column in enumerate(columns)
        ],
        len(cells),
    )
    return Laid(table, columns, cells, fit)


def title(table: Table) -> str:
    """What stands over a table, alone in its line."""
    return paragraph(CAPTION, run(table.title, CAPTION))


def corners(table: Table, wide: int = TEXT_WIDTH) -> str:
    """The day left and the units right, where the table says them."""
    said = corners_text(table)
    if not said:
        return ""
    left, _, right = said.partition("\t")
    return paragraph(
        CORNERS,
        run(left, CORNERS) + "<w:r><w:tab/></w:r>" + run(right, CORNERS),
        f'<w:tabs><w:tab w:val="right" w:pos="{wide}"/></w:tabs>',
    )


def corners_text(table: Table) -> str:
    """The same as it reads, a tab between; empty for none."""
    said = head(table)
    return f"{inert(days_in_words(said.left))}\t{inert(said.right)}" if said else ""


def notes(table: Table) -> str:
    """What stands under it: a paragraph at least, or Word would join tables that touch."""
    told = notes_texts(table)
    hanging = _hanging(len(told) > 1)
    made = (paragraph(NOTE, run(one, NOTE), hanging) for one in told)
    return "".join(made) or paragraph(NOTE, "")


def notes_texts(table: Table) -> list[str]:
    """The same as it reads."""
    told = footnotes(table)
    counts = [f"{number}. " if len(told) > 1 else "" for number in range(1, len(told) + 1)]
    return [
        inert(f"{'　　' if at else '注：'}{count}{note}")
        for at, (count, note) in enumerate(zip(counts, told, strict=True))
    ]


def _hanging(count: bool) -> str:
    left = 2 * 210 + (250 if count else 0)
    return f'<w:ind w:left="{left}" w:hanging="{left}" w:firstLineChars="0"/>'


def grid(made: Laid) -> str:
    """The table itself."""
    return "".join(_grid(made))


def _grid(made: Laid) -> Iterator[str]:
    size, _, columns = made.fit
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>'
    )
    yield "".join(f'<w:gridCol w:w="{wide}"/>' for wide in columns)
    yield "</w:tblGrid>"
    heads = HEADS[size]
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for column, wide in zip(made.columns, columns, strict=True):
        yield _cell(wide, heads, inert(column.name), '<w:keepNext/><w:jc w:val="center"/>', "")
    yield "</w:tr>"
    mixed = len({bool(row.level) for row in made.table.rows}) > 1
    looks = [_look(column) for column in made.columns]
    for row, cells in zip(made.table.rows, made.cells, strict=True):
        yield _row(row, cells, looks, made.fit, mixed)
    yield "</w:tbl>"


def _row(row: Row, cells: Sequence[str], looks: Sequence[str], fit: widths.Fit, mixed: bool) -> str:
    """A row; where totals and their parts stand in one table, totals are bold, parts set in."""
    bold = "<w:b/>" if mixed and not row.level else ""
    style = CELLS[fit.size]
    high = any(
        len(cell) > _TOO_HIGH and widths.ems(cell) * fit.size * 10 > wide * _TOO_HIGH
        for cell, wide in zip(cells, fit.columns, strict=True)
    )
    inside = "".join(
        _cell(wide, style, cell, _set_in(row, fit.size) if not at and mixed else look, bold)
        for at, (wide, cell, look) in enumerate(zip(fit.columns, cells, looks, strict=True))
    )
    return f"<w:tr><w:trPr>{'' if high else '<w:cantSplit/>'}</w:trPr>{inside}</w:tr>"


def _set_in(row: Row, size: int) -> str:
    if not row.level:
        return ""
    return (
        f'<w:ind w:leftChars="{100 * row.level}" w:left="{10 * size * row.level}" w:firstLine="0"/>'
    )


def _look(column: Column) -> str:
    return '<w:jc w:val="right"/>' if column.is_figure else ""


def _cell(wide: int, style: ParagraphStyle, text: str, properties: str, bold: str) -> str:
    inside = (
        f"<w:r><w:rPr>{fonts(style.font, hint=True)}{bold}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        if text
        else ""
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p>'
        f'<w:pPr><w:pStyle w:val="{style.id}"/>{properties}</w:pPr>{inside}</w:p></w:tc>'
    )
