"""The report as a document: its sections in order, each from its template.

Owns which sections there are and the report's title; nothing of what they say.
"""

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.document import Document, Section
from sangeyipi.report.language import write
from sangeyipi.report.section_one import section_one
from sangeyipi.report.template import Template


def report(figures: Figures, template: Template, current: int | None = None) -> Document:
    """Section one by its template, and its tables.  Raises TemplateFailed."""
    told = section_one(figures, current)
    written = write(template.text, told.given)
    config = figures.ledger.config
    section = Section("section-one", written.title, told.tables, (), written.paragraphs)
    title = f"{config.region or ''}“三个一批”项目情况汇报"
    return Document(title, config.name, None, figures.as_of, (section,))
