"""An edition: a period's document as the files of each format that was asked for.

Owns which formats there are and what their files are called.  Must not know where they go.
"""

import hashlib
from collections.abc import Callable, Iterable
from sangeyipi.model.document import Document

#: Every format, in the order in which they are told.
FORMATS = ("xlsx", "csv", "md", "json", "html")
_BOM = "\ufeff"


def content(document: Document) -> str:
    """The digest of what a document says, in figures and words, whatever it is shown in."""
    return hashlib.sha256(_json(document)).hexdigest()


def files(document: Document, formats: Iterable[str]) -> dict[str, bytes]:
    """The document in these formats, by file name; the same bytes on any day and machine.

    Raises DrawingFailed where a picture of the page cannot be drawn.
    """
    return {f"{document.period.name}.{form}": _MAKERS[form](document) for form in formats}


def _xlsx(document: Document) -> bytes:
    from sangeyipi.render.workbook import to_xlsx

    return to_xlsx(document)


def _csv(document: Document) -> bytes:
    from sangeyipi.render.csv import document_to_csv

    # Excel takes a CSV without the mark for the system's old encoding.
    return (_BOM + document_to_csv(document)).encode()


def _md(document: Document) -> bytes:
    from sangeyipi.render.markdown import document_to_markdown

    return document_to_markdown(document).encode()


def _json(document: Document) -> bytes:
    from sangeyipi.render.json import document_to_json

    return document_to_json(document).encode()


def _html(document: Document) -> bytes:
    from sangeyipi.render.page import to_html

    return to_html(document).encode()


_MAKERS: dict[str, Callable[[Document], bytes]] = {
    "xlsx": _xlsx,
    "csv": _csv,
    "md": _md,
    "json": _json,
    "html": _html,
}
