"""What can stand in a place: words of one line, or paragraphs and tables; and how they read.

Owns the text of a place as a person reads it (`Place.text`), with the figures in it.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sangeyipi.model.document import Document, Quoted, Run
from sangeyipi.model.nearest import folded
from sangeyipi.model.question import Part, Subject
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.cells import LOWER_BOUND, shown
from sangeyipi.render.docx import marks
from sangeyipi.render.docx.document import day_text, title_lines
from sangeyipi.render.docx.marks import MOST_OF_ID, WrittenFigure, WrittenPlace
from sangeyipi.render.docx.tables import corners_text, notes_texts
from sangeyipi.render.inert import inert
from sangeyipi.render.reading import footnotes, head, key, read, visible

#: How prose writes ≥.
AT_LEAST = "至少"


class Words(NamedTuple):
    """Words and figures within a line."""

    runs: tuple[Run, ...]


class TableCells(NamedTuple):
    """A table as it reads: rows of cells, the first so many of which are its head."""

    rows: tuple[tuple[Words, ...], ...]
    heads: int
    #: Which columns are numbers, and stand right.
    right: tuple[bool, ...]


class Blocks(NamedTuple):
    """Paragraphs and tables, each in lines of its own."""

    blocks: tuple[Words | TableCells, ...]


Value = Words | Blocks


class NamedValues(dict[str, Value]):
    """Values by name, found whatever the width of its characters and whatever blanks it has."""

    def __init__(self, values: Mapping[str, Value], own: Iterable[str] = ()) -> None:
        #: Those that a document written whole has places for.
        self.own = tuple(dict.fromkeys(own))
        super().__init__((name, one) for name, one in values.items() if len(name) <= MOST_OF_ID)
        self._folded = {folded(name): name for name in self}

    def meant(self, text: str) -> str | None:
        """The name that a text is."""
        return self._folded.get(folded(text))


def place(name: str, value: Value) -> WrittenPlace:
    """What a place remembers of a value."""
    text, figures = "", []
    for line in lines(value):
        text += "\n" if text else ""
        for at, words in enumerate(line):
            text += "\t" if at else ""
            for run in words.runs:
                if isinstance(run, Quoted):
                    figures.append(WrittenFigure(len(text), run.text, run.question.text))
                text += run if isinstance(run, str) else run.text
    return WrittenPlace(name, text, tuple(figures))


def lines(value: Value) -> Iterable[tuple[Words, ...]]:
    """The lines of a value: a paragraph is one of one cell."""
    if isinstance(value, Words):
        yield (value,)
        return
    for block in value.blocks:
        if isinstance(block, TableCells):
            yield from block.rows
        else:
            yield (block,)


def of_document(document: Document) -> dict[str, Value]:
    """What a document can put in places, by name: sections, paragraphs, tables, single figures.

    A section or table by its title is all of it; a paragraph or table by its id is it alone, as
    the places of an official document are called.
    """
    found: dict[str, Value] = dict(_around(document))
    for section in document.sections:
        tables = [of_table(table) for table in section.tables]
        prose = [Words(one.runs) for one in section.paragraphs]
        whole = Blocks((*prose, *(block for one in tables for block in one.blocks)))
        if section.title:
            found.setdefault(section.title, whole)
        for paragraph, words in zip(section.paragraphs, prose, strict=True):
            found.setdefault(paragraph.id, words)
        for table, blocks in zip(section.tables, tables, strict=True):
            found[table.id] = Blocks(tuple(b for b in blocks.blocks if isinstance(b, TableCells)))
            if table.title:
                found.setdefault(table.title, blocks)
    return _with_figures(found, document.tables)


def own(document: Document) -> list[str]:
    """What a document written whole has places for: its paragraphs and its tables."""
    return [
        one
        for section in document.sections
        for one in (
            *(each.id for each in section.paragraphs if not each.level),
            *(each.id for each in section.tables if each.rows),
        )
    ]


def _around(document: Document) -> Iterable[tuple[str, Value]]:
    """What stands around the sentences and the tables of a document that is written whole."""
    yield marks.TITLE, Words(("\n".join(title_lines(document.title or "")),))
    yield marks.DAY, Words((day_text(document),))
    yield marks.NOTICE, Blocks(tuple(Words((inert(one),)) for one in document.opening))
    for table in document.tables:
        yield table.id + marks.CAPTION, Words((inert(table.title),))
        yield table.id + marks.CORNERS, Words((corners_text(table),))
        notes = tuple(Words((one,)) for one in notes_texts(table))
        yield table.id + marks.NOTES, Blocks(notes)


def _with_figures(found: dict[str, Value], tables: Iterable[Table]) -> dict[str, Value]:
    """With the single figures; a name that would be two figures' is none's."""
    figures: dict[str, set[Words]] = {}
    for table in tables:
        for name, one in _figures(table):
            figures.setdefault(name, set()).add(one)
    single = {name: both.pop() for name, both in figures.items() if len(both) == 1}
    return single | found


def _figures(table: Table) -> Iterable[tuple[str, Words]]:
    """The figures of a table by whom they are of and what they measure: 第8期.开工.总投资.

    As prose writes them: with the decimals that each needs, a rate without its name, 至少 for ≥.
    """
    told = read(table, numbered=False)
    columns = [one for one in visible(told) if one.is_figure]
    for row in told.rows:
        subject = row.subject
        if subject is None or subject.part is not Part.ALL:
            continue
        for column in columns:
            words = _cell(row, column._replace(places=None, named=False), told)
            least = words.runs[:1] == (LOWER_BOUND,)
            said = Words((AT_LEAST, *words.runs[1:])) if least else words
            for whom in dict.fromkeys((_whom(subject.asked), _whom(subject))):
                if said.runs:
                    yield f"{whom}.{column.name}", said


def _whom(subject: Subject) -> str:
    phases, batch, on_platform = subject.scope
    platform = {None: "", True: "监管平台", False: "非监管平台"}[on_platform]
    parts = (phases.title if phases else "各期", platform, batch or "", subject.group)
    return ".".join(filter(None, parts))


def of_table(table: Table) -> Blocks:
    """A table with its title, day and units above and its notes below."""
    told, notes = head(table), footnotes(table)
    shown_as = read(table)
    columns = visible(shown_as)
    heads = (tuple(Words((column.name,)) for column in columns),)
    rows = tuple(tuple(_cell(row, column, shown_as) for column in columns) for row in shown_as.rows)
    right = tuple(column.kind not in (Kind.TEXT, Kind.FLAG) for column in columns)
    above = filter(None, (table.title, told.together if told else ""))
    return Blocks(
        (
            *(Words((inert(one),)) for one in above),
            TableCells(heads + rows, 1, right),
            *(Words((f"注：{inert(one)}",)) for one in notes),
        )
    )


def _cell(row: Row, column: Column, shown_as: Table) -> Words:
    text = shown(row, column, shown_as)
    question = shown_as.question(row, column) if key(column) == column.key else None
    if not text or question is None or row.cells.get(column.key) is None:
        return Words((text,) if text else ())
    least = text.startswith(LOWER_BOUND)
    figure = Quoted(text.removeprefix(LOWER_BOUND), question)
    return Words((LOWER_BOUND, figure) if least else (figure,))
