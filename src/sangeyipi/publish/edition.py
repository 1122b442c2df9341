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
#: So many rows that a workbook is worth a process of its own.
_LONG = 2_000


class Edition:
    """One document as files.

    `ahead`: formats that are certain to be asked for; a long workbook is begun at once.
    """

    def __init__(self, document: Document, ahead: Iterable[str] = ()) -> None:
        self.document = document
        self._workbook: Callable[[], bytes] = partial(_xlsx, document)
        if "xlsx" in ahead and _is_long(document):
            self._workbook = begin(self._workbook)
        self._json = _json(document)

    @property
    def content(self) -> str:
        """The digest of what is said, in figures and words, whatever it is shown in."""
        return hashlib.sha256(self._json).hexdigest()

    def files(self, formats: Iterable[str]) -> dict[str, bytes]:
        """The files of these formats by name; the same bytes on any day and machine.

        Raises DrawingFailed where a picture of the page cannot be drawn.
        """
        wanted = tuple(formats)
        makers: dict[str, Callable[[], bytes]] = {
            form: partial(make, self.document) for form, make in _MAKERS.items()
        }
        makers |= {"json": lambda: self._json, "xlsx": self._workbook}
        # What may have been begun elsewhere is asked for last.
        made = {form: makers[form]() for form in sorted(wanted, key=lambda form: form == "xlsx")}
        return {f"{self.document.period.name}.{form}": made[form] for form in wanted}


def _is_long(document: Document) -> bool:
    return sum(len(table.rows) for table in document.tables) > _LONG


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
    "csv": _csv,
    "md": _md,
    "html": _html,
}
