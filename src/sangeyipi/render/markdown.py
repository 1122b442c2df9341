"""Tables as Markdown, for a merge request or a page."""

import re
from collections.abc import Iterator

from sangeyipi.model import links
from sangeyipi.model.document import Document, Paragraph, Run
from sangeyipi.model.table import Kind, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.inert import inert
from sangeyipi.render.reading import footnotes, head, key, read, visible

#: What is Markdown's own wherever it stands; a # only where a heading could begin or end.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&]|(?<!\S)#)")
#: What begins a list, a rule or a heading at the start of a line.
_AT_START = re.compile(r"^(\d*)([-+=.)])(?=\s|$|[-=])", re.ASCII)
#: What these services look for in the text of a page: @name, #12, !2, %1, &1, ~label, GH-1,
#: :smile:, addresses, changes ({+ +}) and references in brackets ([vulnerability:1]).
_ACTIVE = re.compile(
    r"@(?=\w)|#(?=[0-9A-Za-z])|!(?=\d)|%(?=[\w{\"])|&(?=\d)|~(?=[\w\"])"
    r"|:(?=//|(?!\d+:)[\w+-]+:|100:|1234:)|\{(?=[-+])|\[(?=[-+\[]|[a-z_]+:)|\b[Ww]{3}(?=\.)|\b[Gg][Hh](?=-\d)",
    re.ASCII,
)
_ANY = re.compile(r"[\\`*_\[\]<>|~&#@!%$:{]|[Ww]{3}\.|[Gg][Hh]-|^[-+=]|^\d+[.)]", re.ASCII)
#: Stands for the break until everything else is escaped; no text holds it (`inert`).
_MARK = "\x00"
_BREAK = "&#8203;"
#: Alone in its element, a dollar sign begins no formula; a backslash would not keep it from that.
_DOLLAR = "<span>&#36;</span>"
_INDENT = "　"
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|~&#\-+=.)])")


def to_markdown(document: Document) -> str:
    """What must be read first, then every section, then the conventions."""
    return "\n".join("\n".join(block) + "\n" for block in _blocks(document))


def table_to_markdown(table: Table) -> str:
    """A heading, the table and its footnotes."""
    return "\n".join(_lines(table)) + "\n"


def _blocks(document: Document) -> Iterator[list[str]]:
    """What stands between blank lines."""
    if document.title:
        yield [f"# {escaped(inert(document.title))}"]
    for said in document.opening:
        yield [f"**{escaped(inert(said))}**"]
    for section in document.sections:
        if section.title:
            yield [f"## {escaped(inert(section.title))}"]
        for one in section.paragraphs:
            yield [("#" * (one.level + 2) + " " if one.level else "") + _prose(one)]
        for table in (*section.tables, *(picture.table for picture in section.pictures)):
            yield list(_lines(table))
    if document.period is not None:
        yield ["## 口径"]
        yield [f"- {escaped(inert(note))}" for note in document.notes]
    targets = list(dict.fromkeys((*_targets(document), *_asked(document))))
    if targets:
        yield targets


def _prose(paragraph: Paragraph) -> str:
    return "".join(map(_run, paragraph.runs))


def _run(run: Run) -> str:
    """Words; a figure as a link, whose target stands at the end and out of the sentence."""
    if isinstance(run, str):
        return escaped(inert(run))
    return f"[{escaped(inert(run.text))}][{links.label(run.question)}]"


def _targets(document: Document) -> Iterator[str]:
    """Where the figures of sentences lead: the question of each, and how it came about."""
    for section in document.sections:
        for paragraph in section.paragraphs:
            for run in paragraph.runs:
                if not isinstance(run, str):
                    found = document.explained.get(run.question.text)
                    title = f' "{_in_title(found)}"' if found else ""
                    yield f"[{links.label(run.question)}]: {links.target(run.question)}{title}"


def _asked(document: Document) -> Iterator[str]:
    """What the cells of tables answer, by row and by column; an answer of one command says it."""
    if not document.title:
        return
    tables = (
        table
        for section in document.sections
        for table in (*section.tables, *(picture.table for picture in section.pictures))
    )
    for number, table in enumerate(tables, 1):
        table = read(table)
        columns = [column._replace(key=key(column)) for column in visible(table)]
        for place, column in enumerate(columns, 1):
            if column.is_figure:
                facts = column.measurement.facts
                yield _definition(links.of_axis(links.COLUMN, (number, place), facts))
        for place, row in enumerate(table.rows, 1):
            asked = (table.question(row, column) for column in columns)
            question = next((one for one in asked if one is not None), None)
            if question is not None:
                facts = question.subject.facts
                yield _definition(links.of_axis(links.ROW, (number, place), facts))


def _definition(target: str) -> str:
    return f"[{links.short(target)}]: {target}"


def _in_title(text: str) -> str:
    said = escaped(inert(text)).replace(_DOLLAR, "&#36;")
    return said.replace('"', '\\"')


def _lines(table: Table) -> Iterator[str]:
    told, notes = head(table), footnotes(table)
    table = read(table)
    columns = visible(table)
    yield f"### {escaped(inert(table.title))}"
    yield ""
    if told:
        yield escaped(inert(told.together))
        yield ""
    yield _row([column.name for column in columns])
    yield _row([":---" if c.kind in (Kind.TEXT, Kind.FLAG) else "---:" for c in columns])
    for row in table.rows:
        cells = [escaped(shown(row, column, table)) for column in columns]
        cells[0] = _INDENT * row.level + cells[0]
        yield _row(cells)
    yield ""
    for number, note in enumerate(notes, 1):
        yield f"{number}. {escaped(inert(note))}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def escaped(text: str) -> str:
    """`text` with nothing left that Markdown, GitHub or GitLab would take for its own.

    What begins a mention, a reference, an address or an emoji is looked for in the finished page,
    where a backslash no longer shows: there a zero-width space breaks it.  It is written as an
    entity, so that whoever reads the file as text sees that it is there.
    """
    if not _ANY.search(text):
        return text
    text = _ACTIVE.sub(lambda found: found[0] + _MARK, text)
    text = _MARKUP.sub(r"\\\1", text)
    text = _AT_START.sub(r"\1\\\2", text)
    return text.replace("$", _DOLLAR).replace(_MARK, _BREAK)


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    text = text.replace(_DOLLAR, "$").replace(_BREAK, "")
    return _ESCAPED.sub(r"\1", text)
