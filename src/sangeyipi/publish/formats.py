"""An edition: a period's document as the files of each format that was asked for.

Owns which formats there are and what their files are called.  Must not know where they go.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import partial

from sangeyipi.model.document import Document
from sangeyipi.publish.beside import begin

#: Every format, in the order in which they are told.
FORMATS = ("xlsx", "csv", "md", "json", "html")
_BOM = "\ufeff"
#: So many rows or projects that a second process is worth it, and which formats it makes: about
#: half of the work.
LONG = 2_000
_BESIDE = ("xlsx", "csv")


class Edition:
    """One document as files.

    `ahead`: formats that are certain to be asked for; slow ones of a long document are begun now.
    """

    def __init__(self, document: Document, ahead: Iterable[str] = ()) -> None:
        self.document = document
        self._begun = tuple(form for form in ahead if form in _BESIDE and _is_long(document))
        self._finish = begin(partial(_made, document, self._begun)) if self._begun else dict
        self._json = _json(document)

    @property
    def content(self) -> str:
        """The digest of what is said, in figures and words, whatever it is shown in."""
        return hashlib.sha256(self._json).hexdigest()

    def files(self, formats: Iterable[str]) -> dict[str, bytes]:
        """The files of these formats by name; the same bytes on any day and machine."""
        wanted = tuple(formats)
        here = [form for form in wanted if form not in (*self._begun, "json")]
        made = {"json": self._json, **_made(self.document, here), **self._finish()}
        return {f"{self.document.period.name}.{form}": made[form] for form in wanted}


def _made(document: Document, formats: Iterable[str]) -> dict[str, bytes]:
    return {form: _MAKERS[form](document) for form in formats}


def _is_long(document: Document) -> bool:
    return sum(len(table.rows) for table in document.tables) > LONG


def _xlsx(document: Document) -> bytes:
    from sangeyipi.render.xlsx.workbook import to_xlsx

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
    from sangeyipi.render.html import to_html

    return to_html(document).encode()


_MAKERS: dict[str, Callable[[Document], bytes]] = {
    "xlsx": _xlsx,
    "csv": _csv,
    "md": _md,
    "html": _html,
}
