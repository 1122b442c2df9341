"""What was said of a period before, where it is not what is said now (更正).

Owns how a figure of one document is found again in another, and the table that shows both.  A
figure is told as readers saw it then and see it now; what both show alike is not restated.
"""

from collections.abc import Iterator, Mapping

from sangeyipi.model.document import Document, Section
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.cells import shown

#: Rankings say no more than the tables they are picked from.
_PICKED = frozenset({"movers", "behind", "overdue"})
_GONE = "（无）"
_COLUMNS = (
    Column("table", "表"),
    Column("row", "行"),
    Column("figure", "项"),
    Column("before", "上次"),
    Column("now", "这次（更正）"),
)
#: A row by what it says of itself, and which of several alike it is.
_Key = tuple[str, ...]


def with_restated(now: Document, before: Document, said: str) -> Document:
    """The document with what it restates of an earlier one, told in its opening and a section.

    `said` is how the earlier one is called: `6f3a2b1（2023-07-03）`.
    """
    rows = tuple(restated(before, now))
    if rows:
        line = f"与 {said}时所出的同一张表相比，有 {_counted(rows, now, before)}，见“更正”。"
        note = "只列数字；“（无）”：那一次没有这一行。"
    else:
        line = note = f"与 {said}时所出的同一张表相比，各数没有更正。"
    table = Table("restated", f"{now.period.title}更正", _COLUMNS, rows, (note,))
    section = Section("restated", "更正", (table,))
    return now._replace(opening=(*now.opening, line), sections=(section, *now.sections))


def _counted(rows: tuple[Row, ...], *documents: Document) -> str:
    """How many figures there are, and of how many projects: one fact moves many figures."""
    tables = (table for document in documents for table in document.tables)
    of_projects = {table.title for table in tables if table.columns[0].key == "id"}
    named = [row.cells["row"] for row in rows if row.cells["table"] in of_projects]
    told = f"{len(rows)} 个数更正"
    return f"{told}，其中 {len(named)} 个是 {len(set(named))} 个项目自己的" if named else told


def restated(before: Document, now: Document) -> Iterator[Row]:
    """A row for each figure that is shown otherwise than it was."""
    old = {table.id: table for table in before.tables}
    new = {table.id: table for table in now.tables}
    for id in dict.fromkeys([*new, *old]):
        if id not in _PICKED:
            yield from _in_table(old.get(id), new.get(id))


def _in_table(old: Table | None, new: Table | None) -> Iterator[Row]:
    table = new or old
    assert table is not None
    then, today = _by_key(old), _by_key(new)
    for key in dict.fromkeys([*today, *then]):
        for column in table.columns:
            if column.kind in (Kind.TEXT, Kind.FLAG):
                continue
            was, is_now = _shown(then, key, column, old), _shown(today, key, column, new)
            # A row that comes or goes restates nothing where it has no figure.
            if was != is_now and {was, is_now} != {_GONE, ""}:
                yield Row(
                    {
                        "table": table.title,
                        "row": _called(key, today.get(key) or then[key]),
                        "figure": column.name,
                        "before": was,
                        "now": is_now,
                    }
                )


def _called(key: _Key, row: Row) -> str:
    """A row's label, with its phase where the label does not say it, and a project's name."""
    label, *axes = key
    if row.cells.get("name"):
        return f"{label} {row.cells['name']}"
    phase = axes[0] if len(axes) > 1 else ""
    return f"第{phase}期 {label}" if phase and "期" not in label else label


def _shown(rows: Mapping[_Key, Row], key: _Key, column: Column, table: Table | None) -> str:
    if table is None or key not in rows:
        return _GONE
    return shown(rows[key], column, table)


def _by_key(table: Table | None) -> dict[_Key, Row]:
    found: dict[_Key, Row] = {}
    for row in table.rows if table else ():
        name = _name(row, table)
        again = 1
        while (*name, str(again)) in found:
            again += 1
        found[*name, str(again)] = row
    return found


def _name(row: Row, table: Table | None) -> _Key:
    """What tells a row from others: its label, and the axes that only machines are told.

    A project is its 编号: whatever else is said of it may have been corrected.
    """
    assert table is not None
    first, *rest = table.columns
    label = shown(row, first, table)
    if first.key == "id":
        return (label,)
    told = (column for column in rest if column.for_machines)
    axes = tuple(shown(row, column, table) for column in told)
    return (label, *axes)
