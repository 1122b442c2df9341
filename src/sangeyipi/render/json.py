"""Tables as JSON: exact figures, the same bytes on every machine.

Amounts are exact decimal strings in 亿元; a rate says what it is made of; unknown is null; a key
that does not apply is absent.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sangeyipi.model.document import Document, Paragraph
from sangeyipi.model.period import Period
from sangeyipi.model.rounding import written
from sangeyipi.model.table import Cell, Points, Rate, Row, Table
from sangeyipi.render.cells import percent, points


def to_json(document: Document) -> str:
    """The document: what is said of it, its tables, and the pictures by their tables.

    What is published says in which section each table stands, and has a row on one line.
    """
    return _answer(document) if document.period is None else _published(document, document.period)


def _answer(document: Document) -> str:
    said: dict[str, Any] = {
        **_prose(document),
        "tables": [_table(table) for table in document.tables],
        "ledger": document.ledger,
        "as_of": document.as_of.isoformat() if document.as_of else None,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _prose(document: Document) -> dict[str, Any]:
    """Title and sections of what is said in sentences; nothing of any other answer."""
    if not any(section.paragraphs for section in document.sections):
        return {}
    sections = [
        {
            "id": section.id,
            "title": section.title,
            "paragraphs": [_paragraph(one) for one in section.paragraphs],
        }
        for section in document.sections
    ]
    return {"title": document.title, "opening": list(document.opening), "sections": sections}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    figures = [
        {"text": run.text, "question": run.question.facts}
        for run in paragraph.runs
        if not isinstance(run, str)
    ]
    return {
        "id": paragraph.id,
        "level": paragraph.level,
        "text": paragraph.text,
        "figures": figures,
    }


def _published(document: Document, period: Period) -> str:
    said = {
        "title": document.title,
        "period": {
            "kind": period.kind.value,
            "name": period.name,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "opening": list(document.opening),
        "notes": list(document.notes),
        "ledger": document.ledger,
        "as_of": period.last.isoformat(),
    }
    tables = [(one.id, table) for one in document.sections for table in one.tables]
    pictures = [(one.id, drawn.table) for one in document.sections for drawn in one.pictures]
    lines = [
        *(f"{_line(key)}: {_line(value)}," for key, value in said.items()),
        f'"tables": {_lines_of(tables)},',
        f'"pictures": {_lines_of(pictures)}',
    ]
    return "{\n" + "\n".join(lines) + "\n}\n"


def _lines_of(tables: Iterable[tuple[str, Table]]) -> str:
    return "[\n" + ",\n".join(_spread(section, table) for section, table in tables) + "\n]"


def _spread(section: str, table: Table) -> str:
    """A table with each row on a line, by the encoder that is not slowed down by indenting."""
    whole = {"section": section, **_table(table)}
    rows = ",\n".join(map(_line, whole.pop("rows")))
    head = _line(whole)
    return f'{head[:-1]}, "rows": [\n{rows}\n]}}'


_line = json.JSONEncoder(ensure_ascii=False).encode


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "columns": [
            {"key": column.key, "label": column.name, "type": column.kind.value}
            for column in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
        "notes": list(table.notes),
    }


def _row(row: Row) -> dict[str, Any]:
    cells = {key: _value(value) for key, value in row.cells.items()}
    if row.lower_bounds:
        cells["lower_bounds"] = list(row.lower_bounds)
    return cells


def _value(value: Cell) -> Any:
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, Rate):
        return rate_parts(value)
    if isinstance(value, Points):
        return points_parts(value)
    return value


def points_parts(value: Points) -> dict[str, Any]:
    """Percentage points and the two rates that they lie between."""
    return {
        "name": value.name,
        "rate": rate_parts(value.rate),
        "against": rate_parts(value.against),
        "points": points(value),
    }


def rate_parts(rate: Rate) -> dict[str, Any]:
    """A rate and what it is made of."""
    made_of: dict[str, Any] = {
        "name": rate.name,
        "numerator": _part(rate.numerator, rate),
        "denominator": _part(rate.denominator, rate),
        "percent": percent(rate),
    }
    if rate.base:
        made_of["base"] = rate.base
    return made_of


def _part(value: Decimal, rate: Rate) -> str | int:
    return written(value) if rate.of_amounts else int(value)
