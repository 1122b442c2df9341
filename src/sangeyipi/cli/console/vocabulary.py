"""What help says of the declarations: marks in its texts, filled in only when a page is asked for.

So that no command waits for them to be imported, and none lists by hand what is declared below.
"""

from collections.abc import Callable, Iterable
from typing import Any

BY_WORDS = "@by-words@"
SEARCHED = "@searched@"
BATCHES = "@batches@"
MILESTONES = "@milestones@"
FIELDS = "@fields@"


def _either(words: Iterable[str]) -> str:
    *others, last = words
    return f"{'、'.join(others)}或{last}" if others else last


def _by_words() -> str:
    from sangeyipi.tables.grouping import GROUPINGS

    return _either(one.word for one in GROUPINGS)


def _searched() -> str:
    from sangeyipi.model.project import searched

    return "、".join(searched().values())


def _batches() -> str:
    from sangeyipi.model.stages import Batch

    return _either(Batch)


def _milestones() -> str:
    from sangeyipi.model.stages import Milestone

    return _either(Milestone)


def _fields() -> list[str]:
    from sangeyipi.model.project import Project
    from sangeyipi.store.keys import column_names

    return column_names(Project)


_SAID: dict[str, Callable[[], str]] = {
    BY_WORDS: _by_words,
    SEARCHED: _searched,
    BATCHES: _batches,
    MILESTONES: _milestones,
}


def filled_in(parameters: Iterable[Any]) -> None:
    """Put the declared words into what is said of a command's parameters."""
    for parameter in parameters:
        for name in ("metavar", "help"):
            text = getattr(parameter, name, None)
            if text and "@" in text:
                setattr(parameter, name, _with_words(text))


def _with_words(text: str) -> str:
    for mark, said in _SAID.items():
        if mark in text:
            text = text.replace(mark, said())
    return text


#: Lists longer than a line, each on a line of its own of a page of help, by their mark.
_LISTS = {FIELDS: _fields}
_COLUMNS = 78


def with_lists(page: str) -> str:
    """A page of help with its lists, as wide as a terminal."""
    return "\n".join(one for line in page.split("\n") for one in _listed(line))


def _listed(line: str) -> list[str]:
    words = _LISTS.get(line.strip())
    if words is None:
        return [line]
    from sangeyipi.render.width import width

    indent = line[: len(line) - len(line.lstrip())]
    *others, last = words()
    lines = [indent]
    for word in (*(f"{one}、" for one in others), last):
        if width(lines[-1] + word) > _COLUMNS:
            lines.append(indent)
        lines[-1] += word
    return lines
