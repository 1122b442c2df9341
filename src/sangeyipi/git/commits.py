"""How a commit is called in tables: the columns that the two tables of `log` share."""

from datetime import date, datetime, timedelta, timezone

from sangeyipi.git.repository import Commit
from sangeyipi.model.table import Cell, Column

#: Calendar dates are those of China, whatever the machine's clock says.
CHINA = timezone(timedelta(hours=8))
_SHORT = 8
COLUMNS = (
    Column("short", "提交"),
    Column("day", "日期"),
    Column("author", "作者"),
    Column("subject", "说明"),
    Column("commit", "提交全号", for_machines=True),
)


def day_of(commit: Commit) -> date:
    """The calendar day of a commit, in China."""
    return datetime.fromtimestamp(commit.time, CHINA).date()


def short(commit: Commit) -> str:
    """A commit's id as it is shown: always as long."""
    return commit.oid[:_SHORT]


def commit_cells(commit: Commit, first: bool) -> dict[str, Cell]:
    """A row's cells of its commit; a commit's further rows name it for programs only."""
    cells: dict[str, Cell] = {"commit": commit.oid}
    if first:
        cells |= {
            "short": short(commit),
            "day": day_of(commit).isoformat(),
            "author": commit.author,
            "subject": commit.subject,
        }
    return cells
