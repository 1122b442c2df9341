"""The neutral document: sections of prose, tables and pictures, ready for any format.

Owns the order in which things are read and nothing of how they look.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.period import Period
from sangeyipi.model.picture import Picture
from sangeyipi.model.question import Question
from sangeyipi.model.table import Table

#: The section that is read before any other, where there is one.
OPENING_PAGE = "headline"
#: In a set's title between the place that it is of and what it is.
AFTER_REGION = "“三个一批”项目"
#: What a set says among its 口径 of whether its totals hold 转化, by 转化计入总数.
CONVERTED_SAID = {
    True: "一期的总数包括由前期名单转入的转化项目。",
    False: "一期的总数不包括由前期名单转入的转化项目。",
}


class Quoted(NamedTuple):
    """A figure as prose says it, digits alone, and what it answers."""

    text: str
    question: Question


#: What a paragraph is made of: words, and figures that know what they answer.
Run = str | Quoted


class Paragraph(NamedTuple):
    """A paragraph; `id` is its permanent name within its document, whatever it says."""

    id: str
    runs: tuple[Run, ...]
    #: 0 for text, 1 to 3 for headings under the section's own.
    level: int = 0

    @property
    def text(self) -> str:
        """All of it as words."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs)


class Section(NamedTuple):
    """A heading and what stands under it, prose first; `id` is its permanent name.

    Without a title it is one table that says by itself what it is.
    """

    id: str
    title: str
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()


class Document(NamedTuple):
    """What is published for a period, or what one command answers."""

    #: 民权县“三个一批”项目月报（2023年6月）; empty where the tables' titles say it all.
    title: str
    #: The ledger's 名称.
    ledger: str
    #: What it is published for; None for an answer.
    period: Period | None
    #: The day that its figures are of: the period's last; None where all that is recorded counts.
    as_of: date | None
    sections: tuple[Section, ...]
    #: What must be read before any figure: how old the ledger is, that figures were restated.
    opening: tuple[str, ...] = ()
    #: 口径: how the figures are made, for a page of its own.
    notes: tuple[str, ...] = ()
    #: How figures came about, by the text of their questions, where a format is to say so.
    explained: Mapping[str, str] = MappingProxyType({})
    #: What the note of a cell says in a workbook, by the text of its question.
    noted: Mapping[str, str] = MappingProxyType({})

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return tuple(table for section in self.sections for table in section.tables)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures, in order."""
        return tuple(picture for section in self.sections for picture in section.pictures)


def answer(tables: Iterable[Table], ledger: str, as_of: date | None = None) -> Document:
    """The tables that a command answers with; `ledger` is the ledger's 名称."""
    return Document(
        title="",
        ledger=ledger,
        period=None,
        as_of=as_of,
        sections=tuple(Section(table.id, "", (table,)) for table in tables),
    )
