"""Facts put into a YAML text and taken out of it; every other line stays as it is.

Owns where a new line goes and how it is spelled; a comment beside or below what goes is kept on a
line of its own.  Works on the text of one record, or of a file that is one; each step reads the
text anew.  Must not know of files: who calls proves what comes out.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sangeyipi.edit.failures import EditFailed
from sangeyipi.edit.outline import (
    WrittenComment,
    WrittenEntry,
    WrittenNode,
    comments,
    line_start,
    next_line,
    outline,
    past_deeper_comments,
)
from sangeyipi.store.canonical.text import Path, scalar, to_yaml
from sangeyipi.store.yaml.events import BLANKS, BREAK

#: What is written at a path: a text, a list of texts or of records, a group.
Raw = Any
#: Where a key stands among others: the path of the group or record, and the key.
Order = Callable[[Path, str], Any]


class YamlText:
    """A text that is being edited."""

    def __init__(self, text: str, order: Order, newline: str) -> None:
        self.text = text
        self._order = order
        self._newline = newline

    # --- what can be done

    def put(self, path: Path, value: Raw) -> None:
        """Write `value` at a path; None takes out what is there, and a group that it empties."""
        found, rest = self._way(path)
        if rest:
            if value is not None:
                self._add(found, path[: len(path) - len(rest)], rest, value)
        elif value is None:
            self._take_out(found, path)
        else:
            self._replace(found, path, value)

    def insert(self, path: Path, index: int, values: Sequence[Raw], *, apart: bool = False) -> None:
        """Put items in a list, before the one at `index`; `apart`: a blank line between them."""
        found, rest = self._way(path)
        node = found[-1] if found else None
        if rest or node is None or node.nothing:
            self._fill(found, path, rest, list(values))
        elif node.flow:
            self._insert_in_brackets(node, index, values)
        else:
            self._insert_lines(node, index, values, apart)

    def remove(self, path: Path, index: int, *, last: bool = False) -> None:
        """Take an item out of a list; its comments stay.  `last`: the file holds no other."""
        found = self._way(path)[0]
        node = found[-1]
        if node.flow:
            self._cut_in_brackets([(one.start, one.end) for one in node.items], index)
            return
        start = self._dash(node, index)
        end = next_line(self.text, node.items[index].below)
        end = max(end, past_deeper_comments(self.text, end, node.column))
        kept = self._comments(start, end, node.column)
        self._cut(start, end, kept + (f"[]{self._newline}" if last else ""))
        if path and len(node.items) == 1:
            colon = next(one.colon for one in found[-2].entries if one.value is node)
            self._cut(colon, colon, " []")

    # --- finding

    def _way(self, path: Path) -> tuple[list[WrittenNode], Path]:
        """The values on the way to a path, from the outermost, and what of it is not there."""
        node = outline(self.text)
        found = [node] if node else []
        for number, key in enumerate(path):
            node = _child(node, key) if node else None
            if node is None:
                return found, path[number:]
            found.append(node)
        return found, ()

    def _dash(self, node: WrittenNode, index: int) -> int:
        """Where the line of an item's dash begins."""
        if index == 0:
            start = line_start(self.text, node.start)
            if self.text[start : node.start].strip(" "):
                raise EditFailed("“-”前面还有别的东西")
            return start
        at = next_line(self.text, node.items[index - 1].below)
        dash = " " * node.column + "-"
        while at < len(self.text):
            if self.text.startswith(dash, at):
                return at
            at = next_line(self.text, at + 1) if self.text[at] not in "\r\n" else self._after(at)
        raise EditFailed("找不到一条记录从哪一行开始")

    def _after(self, at: int) -> int:
        match = BREAK.match(self.text, at)
        return match.end() if match else at + 1

    # --- one value

    def _replace(self, found: list[WrittenNode], path: Path, value: Raw) -> None:
        node = found[-1]
        outer = found[-2]
        if isinstance(value, list) and node.sequence and node.items:
            self._replace_words(node, path, value)
        elif node.nothing and not node.entries:
            entry = next((one for one in outer.entries if one.value is node), None)
            if entry is None:
                raise EditFailed("这一项是空的")
            self._fill_entry(outer, entry, path, value)
        elif isinstance(value, str) and isinstance(path[-1], str) and not node.entries:
            new = scalar(value, in_flow=outer.flow)
            beside = [one for one in comments(self.text) if node.start < one.at < node.end]
            if len(beside) > 1 or (beside and outer.flow):
                raise EditFailed(f"“{path[-1]}”里有注释")
            new += "".join(f"  {one.text}" for one in beside)
            self._cut(node.start, node.end, new)
        else:
            raise EditFailed(f"“{path[-1]}”的写法太特别")

    def _replace_words(self, node: WrittenNode, path: Path, words: list[str]) -> None:
        """A list of words: those that stay are left where they are."""
        old = [one.event.value for one in node.items]
        same = 0
        while same < min(len(old), len(words)) and old[same] == words[same]:
            same += 1
        tail = 0
        while tail < min(len(old), len(words)) - same and old[-1 - tail] == words[-1 - tail]:
            tail += 1
        fresh = words[same : len(words) - tail]
        if fresh:
            self.insert(path, same, fresh)
        for index in reversed(range(same + len(fresh), len(old) + len(fresh) - tail)):
            self.remove(path, index)

    def _fill(self, found: list[WrittenNode], path: Path, rest: Path, values: list[Raw]) -> None:
        """Write a list where there is none, or an empty one."""
        if rest or (found and len(found) > 1):
            self.put(path, values)
            return
        lines = self._lines(values, 0)
        if not found or found[0].start == found[0].end:
            self.text = _ended(self.text, self._newline) + lines
            return
        node = found[0]
        start = line_start(self.text, node.start)
        kept = self._comments(node.start, node.end, 0)
        head = (
            self.text[:start]
            if not self.text[start : node.start].strip(BLANKS)
            else (self.text[: node.start].rstrip(" ") + self._newline)
        )
        end = next_line(self.text, node.end)
        beside = self._comments(node.end, end, 0)
        self.text = head + kept + beside + lines + self.text[end:]

    # --- a key that is new

    def _add(self, found: list[WrittenNode], way: Path, rest: Path, value: Raw) -> None:
        """Write what no key says yet, under the innermost group that is there."""
        raw = value
        for key in reversed(rest[1:]):
            raw = {key: raw}
        key = str(rest[0])
        node = found[-1]
        if node.nothing and len(found) > 1:
            outer = found[-2]
            entry = next((one for one in outer.entries if one.value is node), None)
            if entry is None:
                raise EditFailed("这一项是空的")
            self._fill_entry(outer, entry, way, {key: raw})
        elif not node.mapping:
            raise EditFailed(f"“{way[-1] if way else key}”不是一组")
        elif node.flow:
            self._add_in_brackets(node, way, key, raw)
        else:
            self._add_lines(node, way, key, raw)

    def _before(self, node: WrittenNode, way: Path, key: str) -> int:
        """How many entries stand before a new key."""
        mine = self._order(way, key)
        places = [self._order(way, one.key.event.value) < mine for one in node.entries]
        return max((number + 1 for number, first in enumerate(places) if first), default=0)

    def _add_lines(self, node: WrittenNode, way: Path, key: str, raw: Raw) -> None:
        # The first key of a record stands behind the dash.
        before = max(self._before(node, way, key), 1)
        at = next_line(self.text, node.entries[before - 1].below)
        at = past_deeper_comments(self.text, at, node.column)
        self._put_lines(at, self._lines({key: raw}, node.column))

    def _add_in_brackets(self, node: WrittenNode, way: Path, key: str, raw: Raw) -> None:
        written = f"{scalar(key, in_flow=True)}: {_in_brackets(raw)}"
        if not node.entries:
            self._cut(node.start + 1, node.start + 1, written)
            return
        before = self._before(node, way, key)
        if before:
            at = node.entries[before - 1].end
            self._cut(at, at, f", {written}")
        else:
            at = node.entries[0].key.start
            self._cut(at, at, f"{written}, ")

    def _fill_entry(self, outer: WrittenNode, entry: WrittenEntry, path: Path, value: Raw) -> None:
        """Write the value of a key that says nothing yet."""
        node = entry.value
        start, end = (node.start, node.end) if node.end > node.start else (entry.colon,) * 2
        if outer.flow or not (isinstance(value, dict) or _has_records(value)):
            written = _in_brackets(value, outer.flow)
            blank = "" if self.text[start - 1 : start].isspace() else " "
            self._cut(start, end, blank + written + self._between_brackets(start, end, path))
            return
        lines = self._lines(value, outer.column + 2)
        kept = self._comments(start, end, outer.column + 2)
        if end > start:
            start = len(self.text[:start].rstrip(" "))
        at = next_line(self.text, end)
        behind = self.text[end:at]
        body = behind if behind.strip(BLANKS) else self._newline
        self.text = self.text[:start] + _ended(body, self._newline) + kept + lines + self.text[at:]

    def _between_brackets(self, start: int, end: int, path: Path) -> str:
        """The comments of an empty list, up to its closing bracket, to stand behind a value."""
        if not self._within(start, end):
            return ""
        if (self.text[start], self.text[end - 1]) not in (("[", "]"), ("{", "}")):
            raise EditFailed(f"“{path[-1]}”里有注释")
        between = self.text[start + 1 : end - 1]
        return between if between[:1].isspace() else f" {between}"

    # --- what goes

    def _take_out(self, found: list[WrittenNode], path: Path) -> None:
        while len(found) > 2 and isinstance(path[-1], str) and len(found[-2].entries) == 1:
            found, path = found[:-1], path[:-1]
            if not isinstance(path[-1], str):
                raise EditFailed("记录里不剩什么了")
        node, outer = found[-1], found[-2]
        index = next(i for i, one in enumerate(outer.entries) if one.value is node)
        if len(outer.entries) == 1:
            raise EditFailed("不剩什么了")
        if outer.flow:
            self._cut_in_brackets([(one.key.start, one.end) for one in outer.entries], index)
            return
        entry = outer.entries[index]
        start = line_start(self.text, entry.key.start)
        if not self.text[start : entry.key.start].strip(" "):
            end = next_line(self.text, entry.below)
            # Below a text in block style, a comment that stands further in would be text.
            end = past_deeper_comments(self.text, end, outer.column)
            self._cut_lines(start, end, outer.column)
            return
        following = outer.entries[1].key.start
        kept = self._comments(entry.key.start, following, start_column(self.text, start))
        self._cut(entry.key.start, following, "")
        self._put_lines(start, kept)

    def _cut_in_brackets(self, spans: list[tuple[int, int]], index: int) -> None:
        """Take one of several things between commas out, and one comma."""
        if len(spans) == 1:
            start, end = spans[0]
        elif index + 1 < len(spans):
            start, end = spans[index][0], spans[index + 1][0]
        else:
            start, end = spans[index - 1][1], spans[index][1]
        column = max(spans[index][0] - line_start(self.text, spans[index][0]), 1)
        kept = "".join(
            f" {one.text}{self._newline}{' ' * column}" for one in self._within(start, end)
        )
        self._cut(start, end, kept)

    def _cut_lines(self, start: int, end: int, column: int) -> None:
        self._cut(start, end, self._comments(start, end, column))

    # --- items

    def _insert_lines(
        self, node: WrittenNode, index: int, values: Sequence[Raw], apart: bool
    ) -> None:
        gap = self._newline if apart else ""
        column = node.column
        lines = [self._lines([value], column) for value in values]
        if index:
            at = next_line(self.text, node.items[index - 1].below)
            at = past_deeper_comments(self.text, at, column)
            self._put_lines(at, "".join(gap + one for one in lines))
            return
        at = self._above(self._dash(node, 0), column)
        self._put_lines(at, "".join(one + gap for one in lines))

    def _above(self, at: int, column: int) -> int:
        """Above the comments that stand by the first item of a list."""
        while at:
            start = line_start(self.text, at - (2 if self.text[at - 2 : at] == "\r\n" else 1))
            line = self.text[start:at].strip(BLANKS)
            if not line.startswith("#") or line.startswith("# yaml-language-server:"):
                break
            if self.text[start : start + column].strip(" "):
                break
            at = start
        return at

    def _insert_in_brackets(self, node: WrittenNode, index: int, values: Sequence[Raw]) -> None:
        written = ", ".join(map(_in_brackets, values))
        if index:
            at = node.items[index - 1].end
            self._cut(at, at, f", {written}")
        else:
            at = node.items[0].start
            self._cut(at, at, f"{written}, ")

    # --- the text

    def _within(self, start: int, end: int) -> list[WrittenComment]:
        return [one for one in comments(self.text) if start <= one.at < end]

    def _comments(self, start: int, end: int, column: int) -> str:
        """The comments of a part of the text, each on a line of its own."""
        found = self._within(start, end)
        return "".join(f"{' ' * column}{one.text}{self._newline}" for one in found)

    def _lines(self, raw: Raw, column: int) -> str:
        lines = to_yaml(raw).removesuffix("\n").split("\n")
        return "".join(f"{' ' * column}{line}{self._newline}" for line in lines)

    def _put_lines(self, at: int, lines: str) -> None:
        """Whole lines where a line begins, or below the last one."""
        head = self.text[:at]
        self.text = (_ended(head, self._newline) if lines else head) + lines + self.text[at:]

    def _cut(self, start: int, end: int, new: str) -> None:
        self.text = self.text[:start] + new + self.text[end:]


def start_column(text: str, at: int) -> int:
    """How far in a line is."""
    return len(text[at:]) - len(text[at:].lstrip(" "))


def _child(node: WrittenNode, key: str | int) -> WrittenNode | None:
    if isinstance(key, int):
        return node.items[key] if node.sequence and key < len(node.items) else None
    return next((one.value for one in node.entries if one.key.event.value == key), None)


def _has_records(value: Raw) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _ended(text: str, newline: str) -> str:
    """The text, its last line ended."""
    return text if not text or text[-1] in "\r\n" else text + newline


def _in_brackets(raw: Raw, in_flow: bool = True) -> str:
    """A value on one line, as it may stand between commas if `in_flow`."""
    if isinstance(raw, dict):
        inner = (f"{scalar(key, in_flow=True)}: {_in_brackets(one)}" for key, one in raw.items())
        return f"{{{', '.join(inner)}}}"
    if isinstance(raw, list):
        return f"[{', '.join(map(_in_brackets, raw))}]"
    return scalar(raw, in_flow=in_flow)
