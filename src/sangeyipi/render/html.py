"""A document as one HTML page that opens from a share or a mail without network.

Owns the page: its order, its look on a screen and on A4 paper, and what programs find in it (every
cell carries its column's key).  No script, nothing loaded; the same bytes everywhere.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape

from sangeyipi.model import term
from sangeyipi.model.document import Document, Paragraph, Run, Section
from sangeyipi.model.picture import Picture
from sangeyipi.model.question import LIGHT, PROJECT
from sangeyipi.model.rounding import has_places, plain, written
from sangeyipi.model.table import Column, Kind, Points, Rate, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.inert import inert
from sangeyipi.render.pictures import to_svg_element
from sangeyipi.render.reading import footnotes, head, header, key, read, visible

#: Decimals of the finest amount that a ledger holds: 万元 in 亿元.
_FINEST = 4
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_NOTES = term.CONVENTIONS
_FIGURES = (Kind.COUNT, Kind.AMOUNT, Kind.RATE, Kind.POINTS, Kind.NUMBER)
_STYLE = """\
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 76rem; padding: 0 1.2rem 3rem; color: #1a1a1a;
  background: #fff; line-height: 1.6; font-family: "Microsoft YaHei", "PingFang SC",
  "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", SimHei, sans-serif; }
h1 { font-size: 1.6rem; margin: 1.6rem 0 .2rem; text-align: center; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .6rem; padding-bottom: .2rem;
  border-bottom: 2px solid #0072b2; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .5rem; }
.about { text-align: center; color: #555; margin: 0 0 1rem; }
.opening { margin: 1rem 0; padding: .7rem 1rem .7rem 2.2rem; border: 1px solid #b45309;
  border-left-width: 6px; background: #fff7ed; font-weight: bold; }
nav { background: #f5f7f9; padding: .6rem 1rem; font-size: .95rem; }
nav summary { cursor: pointer; color: #0b5c8e; }
nav ol { margin: .4rem 0 0; padding-left: 1.6rem; }
nav ol ol { list-style: none; padding-left: .8rem; font-size: .9rem; }
nav a { color: #0b5c8e; text-decoration: none; }
nav a:hover { text-decoration: underline; }
.wide { overflow-x: auto; }
caption { padding: 0 0 .2rem; font-size: .95em; color: #444; }
caption span { float: left; }
caption span + span { float: right; margin-left: 2rem; }
.basis { font-size: .85rem; color: #444; margin: .2rem 0; }
table { border-collapse: collapse; font-size: .88rem; min-width: 50%; }
th, td { border: 1px solid #c9ced3; padding: .25rem .55rem; text-align: left;
  vertical-align: top; font-weight: normal; }
thead th { background: #e8eef3; font-weight: bold; text-align: center; vertical-align: bottom; }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.whole > * { font-weight: bold; }
tr.part th { padding-left: 1.8rem; }
.notes { font-size: .82rem; color: #444; margin: .4rem 0 0; padding-left: 1.8rem; }
p.prose { text-indent: 2em; margin: .5rem 0; }
.figure[title] { text-decoration: underline dotted #0b5c8e; text-underline-offset: .2em; }
figure { margin: 1.2rem 0; text-align: center; }
figure svg { width: 100%; max-width: 62rem; height: auto; }
footer { margin-top: 3rem; color: #555; font-size: .82rem; text-align: center; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  .wide { overflow: visible; }
  figure svg { max-height: 165mm; }
  thead th, .opening { print-color-adjust: exact; }
}
"""


def to_html(document: Document) -> str:
    """The whole page."""
    return "".join(f"{line}\n" for line in _page(document))


def _page(document: Document) -> Iterator[str]:
    title = _told(document.title or document.ledger)
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<header>\n<h1>{title}</h1>"
    yield f'<p class="about">{_told(_about(document))}</p>\n</header>'
    if document.opening:
        yield '<ul class="opening" role="note">'
        yield from (f"<li>{_told(line)}</li>" for line in document.opening)
        yield "</ul>"
    yield from _contents(document)
    yield "<main>"
    pictures = 0
    for section in document.sections:
        yield from _section(section, pictures, document.explained)
        pictures += len(section.pictures)
    if document.notes:
        yield f'<section id="conventions">\n<h2>{_NOTES}</h2>'
        yield from _notes(document.notes)
        yield "</section>"
    yield "</main>"
    yield f"<footer>{_told(document.ledger)}</footer>"
    yield "</body>"
    yield "</html>"


def _about(document: Document) -> str:
    """What the figures are of."""
    period = document.period
    if period is not None:
        return f"{period.title}：{period.first} 至 {period.last}"
    return f"截至 {document.as_of}" if document.as_of else "台账记录的全部"


def _contents(document: Document) -> Iterator[str]:
    if not any(section.title for section in document.sections):
        return
    # Closed, so that figures are what is seen first.
    yield '<nav aria-label="目录">\n<details>\n<summary>目录</summary>\n<ol>'
    for section in document.sections:
        yield f'<li><a href="#{_told(section.id)}">{_told(section.title)}</a>'
        if len(section.tables) > 1:
            yield "<ol>"
            for number, table in enumerate(section.tables, 1):
                anchor = _anchor(section, number)
                yield f'<li><a href="#{anchor}">{_told(table.title)}</a></li>'
            yield "</ol>"
        yield "</li>"
    if document.notes:
        yield f'<li><a href="#conventions">{_NOTES}</a></li>'
    yield "</ol>\n</details>\n</nav>"


def _section(section: Section, pictures_before: int, explained: Mapping[str, str]) -> Iterator[str]:
    yield f'<section id="{_told(section.id)}">'
    if section.title:
        yield f"<h2>{_told(section.title)}</h2>"
    for one in section.paragraphs:
        yield _paragraph(one, explained)
    for number, table in enumerate(section.tables, 1):
        yield from _table(table, _anchor(section, number))
    for number, picture in enumerate(section.pictures, pictures_before + 1):
        yield _figure(picture, f"picture-{number}")
    yield "</section>"


def _paragraph(paragraph: Paragraph, explained: Mapping[str, str]) -> str:
    tag = f"h{min(paragraph.level + 2, 6)}" if paragraph.level else "p"
    said = "".join(_run(run, explained) for run in paragraph.runs)
    return f'<{tag} class="prose" data-paragraph="{_told(paragraph.id)}">{said}</{tag}>'


def _run(run: Run, explained: Mapping[str, str]) -> str:
    """Words; a figure with its question, and how it came about for who points at it."""
    if isinstance(run, str):
        return _told(run)
    question = run.question.text
    title = f' title="{_told(explained[question])}"' if question in explained else ""
    asked = f"data-question='{_in_quotes(question)}'"
    return f'<span class="figure" {asked}{title}>{_told(run.text)}</span>'


def _anchor(section: Section, number: int) -> str:
    return f"{_told(section.id)}.{number}"


def _figure(picture: Picture, prefix: str) -> str:
    # What it says stands in the picture itself, footnotes and all.
    return f'<figure data-picture="{_told(picture.id)}">{to_svg_element(picture, prefix)}</figure>'


def _table(table: Table, anchor: str) -> Iterator[str]:
    yield f'<h3 id="{anchor}">{_told(table.title)}</h3>'
    said, notes = head(table), footnotes(table)
    if table.rows:
        table = read(table)
        shown_columns = visible(table)
        hidden = [column for column in table.columns if column.for_machines]
        yield '<div class="wide">'
        yield f'<table data-table="{_told(table.id)}" aria-labelledby="{anchor}">'
        if said:
            corners = f"<span>{_told(said.left)}</span><span>{_told(said.right)}</span>"
            yield f"<caption>{corners}</caption>"
        yield "<thead>\n<tr>"
        for column in shown_columns:
            yield f'<th scope="col" data-key="{_told(key(column))}">{_told(column.name)}</th>'
        yield "</tr>\n</thead>\n<tbody>"
        yield from _rows(table, shown_columns, hidden)
        yield "</tbody>\n</table>\n</div>"
    elif said:
        yield f'<p class="basis">{_told(said.together)}</p>'
    yield from _notes(notes)


def _rows(table: Table, columns: list[Column], hidden: list[Column]) -> Iterator[str]:
    """The rows; what only programs read stands in attributes of the row."""
    at = header(columns)
    places = [
        (_begun(column, place == at), column, "</th>" if place == at else "</td>")
        for place, column in enumerate(columns)
    ]
    mixed = any(row.level for row in table.rows) and any(not row.level for row in table.rows)
    for row in table.rows:
        data = "".join(
            f' data-{_told(column.key)}="{escape(shown(row, column, table, exact=True))}"'
            for column in hidden
            if column.key in row.cells
        )
        look = f' class="{"part" if row.level else "whole"}"' if mixed else ""
        cells = "".join(
            f"{begun}{_asked(row, column, table)}{_exact(row, column, table)}>"
            f"{escape(shown(row, column, table))}{ended}"
            for begun, column, ended in places
        )
        yield f"<tr{look}{data}>{cells}</tr>"


def _begun(column: Column, heads: bool) -> str:
    tag = 'th scope="row"' if heads else 'td class="n"' if column.kind in _FIGURES else "td"
    return f'<{tag} data-key="{_told(key(column))}"'


def _asked(row: Row, column: Column, table: Table) -> str:
    """The question that a figure answers; not on pages of lists, whose rows are the sources."""
    if not column.is_figure or row.subject is None or row.subject.by in (PROJECT, LIGHT):
        return ""
    if row.cells.get(column.key) is None:
        return ""
    asked = column._replace(key=key(column))
    question = table.question(row, asked)
    return f" data-question='{_in_quotes(question.text)}'" if question else ""


def _in_quotes(text: str) -> str:
    """A question's text within single quotes, its own double ones as they are."""
    said = "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)
    return escape(said, quote=False).replace("'", "&#x27;")


def _exact(row: Row, column: Column, table: Table) -> str:
    """What a rounded figure is made of, for who points at it; nothing where it is not rounded."""
    if column.kind in (Kind.TEXT, Kind.COUNT, Kind.FLAG):
        return ""
    value = row.cells.get(column.key)
    if isinstance(value, Rate):
        return f' title="{_parts(value)}"'
    if isinstance(value, Points):
        return f' title="{_parts(value.rate)} - {_parts(value.against)}"'
    # In full at four decimals: nothing to add to most cells of a long table.
    places = table.amount_places
    if isinstance(value, Decimal) and places < _FINEST and not has_places(value, places):
        return f' title="{written(value)}"'
    return ""


def _parts(rate: Rate) -> str:
    return f"{plain(rate.numerator)}÷{plain(rate.denominator)}"


def _notes(notes: Iterable[str]) -> Iterator[str]:
    lines = [f"<li>{_told(note)}</li>" for note in notes]
    if lines:
        yield '<ol class="notes">'
        yield from lines
        yield "</ol>"


def _told(text: str) -> str:
    return escape(inert(text))
