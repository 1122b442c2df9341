"""Markdown as text: the file itself, with what is markup hidden and its tables found.

Owns what of it is no words: the marks of emphasis, links' targets and labels, comments, code.
Offsets, lines and columns stay those of the file.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.text.as_read import AsRead, Grid, GridCell
from sangeyipi.model.patterns import later

_MARKS = later(
    # Whole lines: where links lead, what a fence opens or closes.
    r"^ {0,3}\[[^\]\n]{1,80}\]:[^\n]*"
    r"|!\[[^\[\]\n]{0,200}\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,80}\])"
    r"|\[\^[^\[\]\n]{1,40}\]:?"
    r"|~~[^~\n]{1,500}~~"
    r"|^ {0,3}(?:#{1,6}(?= )|>|[-+*](?= ))"
    r"|`{1,2}|\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)"
    r"|</?[A-Za-z][^<>\n]{0,300}>|&#8203;|&nbsp;"
    r"|\\(?=[\\`*_\[\]<>|~&#\-+=.)($%])",
    re.MULTILINE | re.DOTALL,
)
_LINK = later(
    r"(?<!!)\[(?P<said>(?:[^\[\]\\\n]|\\.){1,300})\](?P<to>\((?:[^()\n]|\([^()\n]{0,200}\)){0,500}\)|\[[^\[\]\n]{0,80}\])"
)
_FENCE = later(r" {0,3}(```+|~~~+)")
_RULE = later(r" {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*){0,200}(?:\|\s*)?")
_BAR = later(r"(?<!\\)\|")
_TITLE = 60


def markdown(name: str, text: str) -> AsRead:
    """A text whose markup is hidden."""
    hidden = list(_fenced(text))
    blocks = list(hidden)
    grids, rules = _tables(text, blocks)
    hidden += rules
    hidden += [(one.start(), one.end()) for one in _MARKS.finditer(text)]
    hidden += _comments(text)
    for one in _LINK.finditer(text):
        hidden += [(one.start(), one.start() + 1), (one.end("said"), one.end())]
    return AsRead(name, text, (), tuple(grids), tuple(_joined(sorted(hidden))))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            # Nor does any other end.
            return
        yield start, end + 3
        start = text.find("<!--", end)


def _joined(pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In order, none within another."""
    last = 0
    for start, end in pieces:
        if end > last:
            yield max(start, last), end
            last = end


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line.removesuffix("\r")
        at += len(line) + 1


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """Code between fences; the head that some programs put before a text."""
    opened, mark = -1, ""
    for start, line in _lines(text):
        found = _FENCE.match(line)
        if opened < 0 and start == 0 and line == "---":
            opened, mark = start, "---"
        elif found and opened < 0:
            opened, mark = start, found[1]
        elif opened >= 0 and (line.strip() == mark or (found and found[1].startswith(mark))):
            yield opened, start + len(line)
            opened = -1


def _tables(text: str, out: list[tuple[int, int]]) -> tuple[list[Grid], list[tuple[int, int]]]:
    """The tables, and the lines of rules below their heads."""
    grids: list[Grid] = []
    rules: list[tuple[int, int]] = []
    above: list[tuple[int, str]] = []
    rows: list[tuple[int, str]] = []
    for start, line in [*_lines(text), (len(text), "")]:
        if rows and "|" in line:
            rows.append((start, line))
            continue
        if rows:
            grids += _grid(text, rows, above[:-1])
            rows, above = [], []
        fenced = any(a <= start < b for a, b in out)
        if above and "|" in above[-1][1] and "-" in line and _RULE.fullmatch(line) and not fenced:
            rules.append((start, start + len(line)))
            rows = [above[-1]]
        elif line.strip():
            above = [*above[-2:], (start, line)]
    return grids, rules


def _grid(text: str, rows: list[tuple[int, str]], above: list[tuple[int, str]]) -> Iterator[Grid]:
    cells = tuple(
        GridCell(number, column, start, end)
        for number, (at, line) in enumerate(rows)
        for column, (start, end) in enumerate(_cells(text, at, line))
    )
    # A bar by itself is a row of no cells.
    if cells:
        said = [line.strip("#* \t") for _, line in above]
        title = " ".join(one for one in said if len(one) <= _TITLE and "。" not in one)
        yield Grid(cells, title)


def _cells(text: str, at: int, line: str) -> Iterator[tuple[int, int]]:
    bars = [at + one.start() for one in _BAR.finditer(line)]
    edges = [at - 1, *bars, at + len(line)]
    if line.lstrip().startswith("|"):
        edges = edges[1:]
    if line.rstrip().endswith("|") and bars:
        edges = edges[:-1]
    for left, right in pairwise(edges):
        said = text[left + 1 : right]
        start = left + 1 + len(said) - len(said.lstrip())
        yield start, max(start, right - len(said) + len(said.rstrip()))
