"""A long text in chapters, each audited by itself: what is looked for in one stands close by.

The reason: what all of a yearbook's figures could be to each other nobody can look through, nor
would it be true: whoever writes 12个 three hundred pages on means others.  And so a text of twice
the length takes twice the time, whatever it says.

Owns where a text is cut: before a heading, else where a paragraph ends, never within a table.  What
is no longer than a long bulletin is one chapter.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from sangeyipi.audit.text.as_read import AsRead

#: Characters: what is no longer is not cut; of what is, how long a chapter is at least and at most.
WHOLE, LEAST, MOST = 60_000, 20_000, 40_000
_NUMBER = "[一二三四五六七八九十百]{1,4}"
#: Where a text may be cut, the best first, each ending where the next chapter begins.
_CUTS = (
    re.compile(f"\n(?=[ \u3000]*(?:第{_NUMBER}[章篇]|{_NUMBER}、|#{{1,3}} ))"),
    re.compile("\n[ \u3000\t\r]*\n"),
    re.compile("[。！？]\r?\n"),
    re.compile("\n"),
    re.compile("[。！？]"),
)


class Chapter(NamedTuple):
    """A piece of a text as read, and where it begins there."""

    start: int
    source: AsRead


def chapters(source: AsRead) -> list[Chapter]:
    """A text in its chapters, which follow on each other."""
    if len(source.text) <= WHOLE:
        return [Chapter(0, source)]
    ends = [*_ends(source), len(source.text)]
    return [
        Chapter(start, source.piece(start, end))
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def _ends(source: AsRead) -> list[int]:
    """Where the chapters but the last one end."""
    whole = _Whole([*((one.start, one.end) for one in source.tables), *source.hidden])
    found: list[int] = []
    at = 0
    while len(source.text) - at > MOST:
        at = _end(source.text, at, whole)
        found.append(at)
    return found


class _Whole:
    """What is not to be cut: tables, markup."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                start, last = self._spans.pop()
                end = max(end, last)
            self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def around(self, at: int) -> tuple[int, int] | None:
        """The one that a place is within."""
        number = bisect_right(self._starts, at - 1) - 1
        start, end = self._spans[number] if number >= 0 else (0, 0)
        return (start, end) if start < at < end else None


def _end(text: str, at: int, whole: _Whole) -> int:
    """Where a chapter that begins at a place ends."""
    for cut in _CUTS:
        ends = [one.end() for one in cut.finditer(text, at + LEAST, at + MOST)]
        for end in reversed(ends):
            if whole.around(end) is None and not _in_rows(text, end):
                return end
    # One line without an end, or one table: it is cut anywhere rather than never, though no table
    # that the document knows.
    end = at + MOST
    within = whole.around(end)
    return within[1] if within else end


def _in_rows(text: str, at: int) -> bool:
    """Whether the lines on both sides of a place are rows of a table in plain text."""
    before = text[text.rfind("\n", 0, at - 1) + 1 : at]
    stop = text.find("\n", at)
    after = text[at : stop if stop >= 0 else len(text)]
    return any(mark in before and mark in after for mark in "\t|")
