"""The tables of `log`: how a commit is called in both of them, and the one of section one.

Owns no word of what a commit did, only where that stands.  Imports no figures.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from sangeyipi.git.repository import Commit
from sangeyipi.model import term
from sangeyipi.model.table import Cell, Column, Row, Table

if TYPE_CHECKING:
    from sangeyipi.model.ledger import Config

COLUMNS = (
    Column("short", "提交"),
    Column("day", term.DATE),
    Column("author", "作者"),
    Column("subject", "说明"),
    Column("commit", "提交全号", for_machines=True),
)

_COLUMNS = (
    *COLUMNS,
    Column("scope", "范围"),
    Column("figure", "数"),
    Column("before", "之前"),
    Column("after", "之后"),
    Column("difference", "相差"),
    Column("projects", "涉及项目"),
)


class Whose(NamedTuple):
    """Whose ledger it is, as ledger.yaml says or last said; nobody's where there was none."""

    name: str = ""
    region: str = ""
    notice: str = ""
    #: Whether it is made of other ledgers.
    gathers: bool = False

    @classmethod
    def of(cls, config: "Config | None") -> "Whose":
        """What a ledger.yaml says."""
        if config is None:
            return cls()
        return cls(config.name, config.region or "", config.notice or "", bool(config.members))


class Told(NamedTuple):
    """A commit that changed section one, and the rows on it, which do not name it."""

    commit: Commit
    rows: tuple[Row, ...]


def commit_cells(commit: Commit, first: bool) -> dict[str, Cell]:
    """A row's cells of its commit; a commit's further rows name it for programs only."""
    cells: dict[str, Cell] = {"commit": commit.oid}
    if first:
        cells |= {
            "short": commit.short,
            "day": commit.day.isoformat(),
            "author": commit.author,
            "subject": commit.subject,
        }
    return cells


def timeline_table(told: Iterable[Told], region: str, notes: Iterable[str] = ()) -> Table:
    """The commits, in the order given.  Id: `log`."""
    rows = [
        row._replace(cells={**commit_cells(one.commit, first=number == 0), **row.cells})
        for one in told
        for number, row in enumerate(one.rows)
    ]
    remarks = list(notes)
    if not rows:
        remarks.append("没有一次提交改变过这些数。")
    title = f"{region}“三个一批”项目：改变了汇总数的提交"
    return Table("log", title, _COLUMNS, tuple(rows), tuple(remarks), 4)
