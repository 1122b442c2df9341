"""A long text in chapters, each audited by itself: what is looked for in one stands close by.

The reason: what all of a yearbook's figures could be to each other nobody can look through, nor
would it be true: whoever writes 12个 three hundred pages on means others.  And so a text of twice
the length takes twice the time, whatever it says.

Owns where a text is cut: where a sentence is over, before a heading or at a blank line if there is
one, never within a table, and not between what leads on (一、, 如下：, 单位：亿元) and what it
leads to.  What is no longer than a long bulletin is one chapter.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from sangeyipi.audit.text.as_read import AsRead
from sangeyipi.audit.text.grids import LONGEST_ROW, are_rows
from sangeyipi.model.patterns import later

#: Characters: what is no longer is not cut; of what is, how long a chapter is at least and at most.
WHOLE, LEAST, MOST = 60_000, 20_000, 40_000
_NUMBER = "[一二三四五六七八九十百]{1,4}"
_BLANKS = "[ \u3000\t\r]*"
#: Where a text may be cut, each ending where the next chapter begins.
#: 三、第九期。签约9个 is an item of a list that should stand together.
_HEADING = later(f"\n(?={_BLANKS}(?:第{_NUMBER}[章篇]|#{{1,3}} |{_NUMBER}、[^。！？\n]{{1,40}}\n))")
_BLANK = later(f"\n{_BLANKS}\n")
_LINE = later("\n")
_SENTENCE = later("[。！？]")
_CLAUSE = later("[，、；;）)|\t]")
_WORD = later("[^0-9０-９.．,，](?![0-9０-９.．,，])")
#: What is before it has come to an end; what follows belongs to it.
_ENDED = later(".*[。！？][”’」』）)]?")
_LEADS_ON = later(
    f".*[：:，,、；;]|{_BLANKS}(?:第{_NUMBER}[章篇]|{_NUMBER}、|（{_NUMBER}）|#{{1,6}} ).{{0,40}}"
    "|[^：:]{0,20}单位[：:][^：:]{0,20}|.{0,10}表[0-9一二三四五六七八九十].{0,40}"
)
#: So much is looked at of what stands before a place, and so many places of a kind.
_BACK, _TRIED = 200, 200


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
    cutting = _Cutting(source)
    found: list[int] = []
    at = 0
    while len(source.text) - at > MOST:
        at = cutting.end(at)
        if at == len(source.text):
            break
        found.append(at)
    return found


class _Cutting:
    """Where a text may be cut."""

    def __init__(self, source: AsRead) -> None:
        self._text, self._hidden = source.text, source.hidden
        self._hidden_ends = [end for _, end in source.hidden]
        tables = [(one.start, one.end) for one in source.tables]
        self._whole: list[tuple[int, int]] = []
        for start, end in sorted([*tables, *map(self._with_line, source.hidden)]):
            if self._whole and start < self._whole[-1][1]:
                start, last = self._whole.pop()
                end = max(end, last)
            self._whole.append((start, end))
        self._starts = [start for start, _ in self._whole]
        #: Of places that were asked for: where the rows of plain text that they are within begin.
        self._begins: dict[int, int] = {}

    def _with_line(self, hidden: tuple[int, int]) -> tuple[int, int]:
        """Markup, with where the next line begins, which goes on with this one."""
        start, end = hidden
        return start, end + (self._text[end - 1] == "\n")

    def end(self, at: int) -> int:
        """Where a chapter that begins at a place ends."""
        best: tuple[tuple[re.Pattern[str], Callable[[int], bool]], ...] = (
            (_HEADING, self._is_ended),
            (_BLANK, self._is_ended),
            (_HEADING, self._is_apart),
            (_LINE, self._is_ended),
            (_BLANK, self._is_apart),
            (_LINE, self._is_apart),
            (_SENTENCE, bool),
            (_LINE, bool),
        )
        for kind, is_good in best:
            found = next(filter(is_good, self._places(kind, at)), 0)
            if found:
                return found
        # One line without an end, or one table, which is left whole however long it is.
        end = self._end_of_table(at + MOST)
        if end:
            return end
        anywhere = chain.from_iterable(self._places(kind, at) for kind in (_CLAUSE, _WORD))
        return next(anywhere, at + MOST)

    def _places(self, kind: re.Pattern[str], at: int) -> Iterator[int]:
        """The last places of a kind where a chapter may end that begins at a place."""
        first = at + LEAST
        ends = [one.end() for one in kind.finditer(self._text, first, at + MOST)]
        for _ in range(_TRIED):
            while ends:
                begin = self._begin_of_whole(ends[-1], first)
                if begin == ends[-1]:
                    break
                del ends[bisect_right(ends, begin) :]
            if not ends:
                break
            yield ends.pop()

    def _begin_of_whole(self, at: int, first: int) -> int:
        """Where what a place is within begins, if not before another place; itself if nothing."""
        within = self._around(at)
        if within:
            return within[0]
        if at not in self._begins:
            begin = self._begin_of_line(at) if self._is_in_rows(at) else at
            while begin > first and self._is_in_rows(begin):
                begin = self._begin_of_line(begin - 1)
            self._begins[at] = begin
        return self._begins[at]

    def _around(self, at: int) -> tuple[int, int] | None:
        """The table or the markup that a place is within."""
        number = bisect_left(self._starts, at) - 1
        found = self._whole[number] if number >= 0 else (0, 0)
        return found if at < found[1] else None

    def _is_in_rows(self, at: int) -> bool:
        """Whether a place is between two rows of a table in plain text, or within one of them."""
        begin = self._begin_of_line(at)
        if begin == at:
            return self._are_rows(at)
        end = self._text.find("\n", at, at + LONGEST_ROW) + 1
        return begin > 0 and (self._are_rows(begin) or (end > 0 and self._are_rows(end)))

    def _are_rows(self, at: int) -> bool:
        """Whether the lines on both sides of a line's beginning are rows of a table."""
        end = self._text.find("\n", at, at + LONGEST_ROW + 1)
        after = self._text[at : end if end >= 0 else at + LONGEST_ROW + 1]
        return are_rows(self._text[self._begin_of_line(at - 1) : at], after)

    def _begin_of_line(self, at: int) -> int:
        """Where the line with a place begins; as far as a row may reach back, if that is less."""
        back = max(0, at - LONGEST_ROW - 1)
        return max(self._text.rfind("\n", back, at) + 1, back)

    def _end_of_table(self, at: int) -> int:
        """Where the table ends that a place is within; 0 where it is within none."""
        within = self._around(at)
        if within:
            return min(within[1], len(self._text))
        if not self._is_in_rows(at):
            return 0
        while True:
            at = self._text.find("\n", at) + 1 or len(self._text)
            if at == len(self._text) or not self._are_rows(at):
                return at

    def _is_ended(self, at: int) -> bool:
        """Whether the sentence before a place is over."""
        return _ENDED.fullmatch(self._before(at)) is not None

    def _is_apart(self, at: int) -> bool:
        """Whether nothing before a place says what follows it."""
        return _LEADS_ON.fullmatch(self._before(at)) is None

    def _before(self, at: int) -> str:
        """The last line before a place that says something, as far as it is shown."""
        begin = max(0, at - _BACK)
        shown, last = [], begin
        for number in range(bisect_right(self._hidden_ends, begin), len(self._hidden)):
            start, end = self._hidden[number]
            if start >= at:
                break
            shown.append(self._text[last : max(start, last)])
            last = end
        shown.append(self._text[last:at])
        return "".join(shown).rstrip().rpartition("\n")[2]
