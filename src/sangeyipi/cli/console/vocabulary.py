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


def _fields() -> str:
    from sangeyipi.model.project import Project, project_keys
    from sangeyipi.store.keys import column_names

    groups = {name.split(".")[0]: name for name in reversed(column_names(Project))}
    told = (groups[key.word] for key in project_keys().values())
    return "、".join(f"{one} 等" if "." in one else one for one in told)


_SAID: dict[str, Callable[[], str]] = {
    BY_WORDS: _by_words,
    SEARCHED: _searched,
    BATCHES: _batches,
    MILESTONES: _milestones,
    FIELDS: _fields,
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
