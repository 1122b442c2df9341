"""The neutral document: sections of tables and pictures, ready for any format.

Owns the order in which things are read and nothing of how they look.
"""

from typing import NamedTuple

from sangeyipi.model.period import Period
from sangeyipi.model.picture import Picture
from sangeyipi.model.table import Table


class Section(NamedTuple):
    """A heading and what stands under it; `id` is its permanent name."""

    id: str
    title: str
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


class Document(NamedTuple):
    """What is published for a period; its figures are as of the period's last day."""

    #: 民权县“三个一批”项目月报（2023年6月）
    title: str
    #: The ledger's 名称.
    ledger: str
    period: Period
    sections: tuple[Section, ...]
    #: What must be read before any figure: how old the ledger is, that figures were restated.
    opening: tuple[str, ...] = ()
    #: 口径: how the figures are made, for a page of its own.
    notes: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in order."""
        return tuple(table for section in self.sections for table in section.tables)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures, in order."""
        return tuple(picture for section in self.sections for picture in section.pictures)
