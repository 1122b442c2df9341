"""Every format that figures come out in: its word, its suffix, and how it is made.

Owns the list: what commands offer, complete and refuse is read from it.  Nothing of ours is
imported before a format is made, as the command line reads the words here first of all.
"""

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from sangeyipi.compare.comparison import Comparison
    from sangeyipi.model.document import Document
    from sangeyipi.model.picture import Picture

Shown = TypeVar("Shown")
#: Excel takes a CSV file without the mark for the system's old encoding.
_MARK = b"\xef\xbb\xbf"


class OutputReader(Enum):
    """Who reads a format as it comes out of a command."""

    PERSON = "person"
    PROGRAM = "program"
    #: No terminal can show it.
    NOBODY = "nobody"


class Format(NamedTuple, Generic[Shown]):
    """`word` is what stands after `--format`, `suffix` how a file of it is called."""

    word: str
    suffix: str
    made: Callable[[Shown], bytes]
    reader: OutputReader
    #: What a file begins with that a stream does not.
    mark: bytes = b""

    def file(self, shown: Shown) -> bytes:
        """The bytes of a file."""
        return self.mark + self.made(shown)


def _text(document: "Document") -> bytes:
    from sangeyipi.render.text import document_lines

    said = "".join(f"{line}\n" for _, line in document_lines(document))
    return said.encode("utf-8", "backslashreplace")


def _markdown(document: "Document") -> bytes:
    from sangeyipi.render.markdown import to_markdown

    return to_markdown(document).encode("utf-8", "backslashreplace")


def _csv(document: "Document") -> bytes:
    from sangeyipi.render.csv import to_csv

    return to_csv(document).encode("utf-8", "backslashreplace")


def _json(document: "Document") -> bytes:
    from sangeyipi.render.json import to_json

    return to_json(document).encode("utf-8", "backslashreplace")


def _xlsx(document: "Document") -> bytes:
    from sangeyipi.render.xlsx.workbook import to_xlsx

    return to_xlsx(document)


def _docx(document: "Document") -> bytes:
    from sangeyipi.render.docx.document import to_docx

    return to_docx(document)


def _html(document: "Document") -> bytes:
    from sangeyipi.render.html import to_html

    return to_html(document).encode("utf-8", "backslashreplace")


def _changes_text(found: "Comparison") -> bytes:
    from sangeyipi.render.changes.sections import to_text

    return to_text(found).encode("utf-8", "backslashreplace")


def _changes_markdown(found: "Comparison") -> bytes:
    from sangeyipi.render.changes.document import to_comment

    return to_comment(found).encode("utf-8", "backslashreplace")


def _changes_json(found: "Comparison") -> bytes:
    from sangeyipi.render.changes.json import to_json

    return to_json(found).encode("utf-8", "backslashreplace")


def _of_changes(form: "Format[Document]") -> "Format[Comparison]":
    """A format of documents for a comparison: it is made one."""

    def made(found: "Comparison") -> bytes:
        from sangeyipi.render.changes.document import to_document

        return form.made(to_document(found))

    return Format(form.word, form.suffix, made, form.reader, form.mark)


def _changes_counted(found: "Comparison") -> bytes:
    from sangeyipi.render.changes.words import stat

    return f"{stat(found)}\n".encode("utf-8", "backslashreplace")


def _picture_svg(picture: "Picture") -> bytes:
    from sangeyipi.render.pictures import to_svg

    return to_svg(picture).encode()


def _picture_png(picture: "Picture") -> bytes:
    from sangeyipi.render.pictures import to_png

    return to_png(picture)


def _picture_text(picture: "Picture") -> bytes:
    from sangeyipi.render.plot_text import to_text

    return to_text(picture).encode("utf-8", "backslashreplace")


TEXT = Format("table", ".txt", _text, OutputReader.PERSON)
MARKDOWN = Format("md", ".md", _markdown, OutputReader.PERSON)
CSV = Format("csv", ".csv", _csv, OutputReader.PROGRAM, _MARK)
JSON = Format("json", ".json", _json, OutputReader.PROGRAM)
XLSX = Format("xlsx", ".xlsx", _xlsx, OutputReader.NOBODY)
HTML = Format("html", ".html", _html, OutputReader.PROGRAM)
DOCX = Format("docx", ".docx", _docx, OutputReader.NOBODY)

#: What every command that shows figures can put out; the first is what a terminal gets.
DOCUMENTS = (TEXT, MARKDOWN, CSV, JSON, XLSX, HTML, DOCX)
#: What a period is published as, in the order in which the files are told.
PUBLISHED = (XLSX, CSV, MARKDOWN, JSON, HTML)
SVG = Format("svg", ".svg", _picture_svg, OutputReader.PROGRAM)
#: Raises DrawingFailed where there is no font, or no glyph, for what it says.
PNG = Format("png", ".png", _picture_png, OutputReader.NOBODY)
PLOT = Format("text", ".txt", _picture_text, OutputReader.PERSON)
#: What one picture can be put out as.
PICTURES = (SVG, PNG, PLOT)
#: What the differences between two states of a ledger are told as.
COMPARISONS = (
    Format("text", ".txt", _changes_text, OutputReader.PERSON),
    Format("md", ".md", _changes_markdown, OutputReader.PERSON),
    Format("json", ".json", _changes_json, OutputReader.PROGRAM),
    *map(_of_changes, (CSV, XLSX, HTML, DOCX)),
)
#: How many they are, in one line.
COUNTS = (
    Format("text", ".txt", _changes_counted, OutputReader.PERSON),
    Format("md", ".md", _changes_counted, OutputReader.PERSON),
)
