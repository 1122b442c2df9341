"""Bulletins written with the templates of the package."""

from collections.abc import Iterator

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Quoted
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.period import Period
from sangeyipi.report.bulletin.document import bulletin
from sangeyipi.report.given import Given
from sangeyipi.report.language import write
from sangeyipi.report.marked import WrittenSection
from sangeyipi.report.template import KNOWN, packaged


def written(name: str, given: Given) -> WrittenSection:
    return write(packaged(KNOWN[name]).text, given)


def made(ledger: Ledger, period: Period) -> Document:
    return bulletin(Figures(ledger), period, written)


def text(document: Document) -> str:
    """Headings and paragraphs, one a line."""
    lines = [document.title, *document.opening]
    for section in document.sections:
        lines += [f"# {section.title}", *(one.text for one in section.paragraphs)]
        lines += [table.id for table in section.tables]
    return "\n".join(lines) + "\n"


def quoted(document: Document) -> Iterator[Quoted]:
    for section in document.sections:
        for paragraph in section.paragraphs:
            yield from (run for run in paragraph.runs if isinstance(run, Quoted))
