"""Lines as a page breaks them → paragraphs: what a converter put between words is hidden.

Owns when a line goes on in the next, and which blanks and page numbers are none of the text.
"""

import re
from collections import Counter
from collections.abc import Iterator

from sangeyipi.model.patterns import later

_STOPS = tuple("。！？；：.!?;:）)")
_PAGE_NUMBER = later(r"[\s\-—–·第]{0,6}\d{1,4}[\s\-—–·页]{0,6}")
_HAN = "\u4e00-\u9fff，。；：、“”（）％"
_BLANK = later(f"(?<=[{_HAN}])[ ]{{1,3}}(?=[{_HAN}\\d])|(?<=[\\d%])[ ]{{1,3}}(?=[{_HAN}])")
#: Two numbers side by side: a row of a table, whose blanks divide its cells.
_ROW = re.compile(r"\d[%)）]?[ ]+\d")
#: In columns: a shorter line is not broken by a page, and as much as a full one may lack.
_LEAST, _LACKS = 30, 6
_ENOUGH = 3


def torn(text: str) -> Iterator[tuple[int, int]]:
    """What is to be hidden of the text of a PDF, in order."""
    lines = list(_lines(text))
    full = _full([line for _, line in lines])
    for start, line in lines:
        end = start + len(line)
        if _PAGE_NUMBER.fullmatch(line):
            yield start, end + 1
            continue
        if not _ROW.search(line):
            yield from ((start + one.start(), start + one.end()) for one in _BLANK.finditer(line))
        if full and _wide(line) >= full - _LACKS and not line.endswith(_STOPS):
            yield end, end + 1


def wrapped(text: str) -> Iterator[tuple[int, int]]:
    """The line ends to be hidden of a text whose every line is as long as a page allows."""
    lines = list(_lines(text))
    full = _full([line for _, line in lines])
    if not full or any(_wide(line) > full + 2 for _, line in lines):
        return
    for start, line in lines[:-1]:
        if _wide(line) >= full - 2 and not line.endswith(_STOPS) and not _ROW.search(line):
            yield start + len(line), start + len(line) + 1


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line.rstrip("\r")
        at += len(line) + 1


def _full(lines: list[str]) -> int:
    """How wide most lines are that go on; 0 where hardly any does."""
    widths = [_wide(line) for line in lines if not line.endswith(_STOPS) and not _ROW.search(line)]
    counted = Counter(one // 4 for one in widths if one >= _LEAST)
    if not counted:
        return 0
    most = max(counted.values())
    group = max(one for one, times in counted.items() if times * 2 >= most)
    # A width at the edge of its group.
    times = counted[group] + counted.get(group - 1, 0)
    return max(one for one in widths if one // 4 == group) if times >= _ENOUGH else 0


def _wide(line: str) -> int:
    """Columns of a line on paper, where quotes are wide too, without its blanks."""
    line = line.replace(" ", "")
    return 2 * len(line) - sum(map(str.isascii, line))
