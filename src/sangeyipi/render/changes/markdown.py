"""A comparison as Markdown, ready to be pasted as a merge request's comment."""

from collections.abc import Iterator

from sangeyipi.compare.comparison import Comparison
from sangeyipi.render.changes import words
from sangeyipi.render.changes.sections import NOTHING, Section, heading, remarks, sections, tables
from sangeyipi.render.markdown import escaped, table_to_markdown


def to_comment(found: Comparison) -> str:
    """The whole comparison, its sections as lists."""
    told = words.stat(found) if found.anything else NOTHING
    parts = [f"## {escaped(heading(found))}\n", f"{escaped(told)}\n"]
    parts += ["".join(f"{line}\n" for line in _lines(section)) for section in sections(found)]
    parts += [table_to_markdown(table) for table in tables(found)]
    parts += [f"_{escaped(line)}_\n" for line in remarks(found)]
    return "\n".join(parts)


def _lines(section: Section) -> Iterator[str]:
    yield f"### {'⚠ ' if section.flagged else ''}{escaped(section.title)}（{len(section.items)}）"
    yield ""
    for item in section.items:
        yield f"- {escaped(item.head)}"
        yield from (f"  - {escaped(detail)}" for detail in item.details)
