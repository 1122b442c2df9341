"""How a commit is called in tables: the columns that the two tables of `log` share."""

from sangeyipi.git.repository import Commit
from sangeyipi.model import term
from sangeyipi.model.table import Cell, Column

COLUMNS = (
    Column("short", "提交"),
    Column("day", term.DATE),
    Column("author", "作者"),
    Column("subject", "说明"),
    Column("commit", "提交全号", for_machines=True),
)


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
