"""What was said of a period before, where it is not what is said now (更正).

Owns the table that shows both; a figure of one document is found again in another by its
question.  It is told as readers saw it then and see it now; what both show alike is not restated.
"""

from collections.abc import Iterator

from sangeyipi.model.document import OPENING_PAGE, Document, Section
from sangeyipi.model.question import LIGHT, PROJECT, Part, Subject
from sangeyipi.model.table import Column, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.tables.differences import aligned, by_question
from sangeyipi.tables.rows import word

#: Rankings and openings say no more than the tables they are picked from.
_PICKED = frozenset(
    {
        *("headline", "movers", "behind", "overdue", "upcoming"),
        *("ranking-by-unit", "ranking-by-leader", "comparison-by-unit", "comparison-by-phase"),
    }
)
_GONE = "（无）"
_COLUMNS = (
    Column("table", "表"),
    Column("row", "行"),
    Column("figure", "项"),
    Column("before", "上次"),
    Column("now", "这次（更正）"),
)


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
    title = f"{now.period.title}更正" if now.period else "更正"
    table = Table("restated", title, _COLUMNS, rows, (note,))
    section = Section("restated", "更正", (table,))
    at = 1 if now.sections and now.sections[0].id == OPENING_PAGE else 0
    sections = (*now.sections[:at], section, *now.sections[at:])
    return now._replace(opening=(*now.opening, line), sections=sections)


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
    figures = [column for column in table.columns if column.is_figure]
    places = {one.amount_places for one in (old, new) if one}
    then, now = (by_question(one.rows if one else ()) for one in (old, new))
    for _, was, is_now in aligned(then, now):
        row = is_now or was
        # What is equal is shown alike, and of large tables most rows are.
        if row is None or (was == is_now and len(places) == 1):
            continue
        for column in figures:
            before, after = _shown(was, column, old), _shown(is_now, column, new)
            # A row that comes or goes restates nothing where it has no figure.
            if before != after and {before, after} != {_GONE, ""}:
                yield Row(
                    {
                        "table": table.title,
                        "row": _called(row, table),
                        "figure": word(column, row.subject or Subject()),
                        "before": before,
                        "now": after,
                    }
                )


def _called(row: Row, table: Table) -> str:
    """A row's label, with its phases where the label does not say them, and a project's name."""
    label = shown(row, table.columns[0], table)
    subject = row.subject or Subject()
    if subject.by in (PROJECT, LIGHT):
        return f"{label} {row.cells['name']}"
    told = row.level == 0 and subject.part is not Part.TOTAL
    phases = subject.scope.phases
    return label if told or not phases else f"{phases.title} {label}"


def _shown(row: Row | None, column: Column, table: Table | None) -> str:
    return _GONE if row is None or table is None else shown(row, column, table)
