"""Blanks that part the thousands of a number: 收案271 997件.

A blank between digits parts two numbers as often (项目1 250万元, a row of a table), so that a text
has to keep to this spelling: two such numbers or more, which do not count 1, 2, 3 on, each right
behind a word and before what it counts; and no number of the text is written in another way.
"""

import re
from collections.abc import Iterator

from sangeyipi.model.patterns import later

_CJK = "\u4e00-\u9fff"
#: By the blank, which each begins with: so few places are looked at.
_BLANK = re.compile(rf" (?<=\d )\d{{3}}(?: \d{{3}}){{0,3}}(?:\.\d{{1,4}})?(?=[{_CJK}])")
_HEAD = later(rf"(?<=[{_CJK}(])(?<![表图第期目号注])(?<!附件)\d{{1,3}}$")
#: Four digits or a comma: the text writes such numbers in another way.
_OTHER = later(rf"\d{{1,3}},\d{{3}}(?!\d)|(?<![\d.])(?!(?:19|20)\d\d年)\d{{4,}}(?=[{_CJK}])")
_NO_UNIT = later("[年月日时号期、和至到]")
_HEAD_AT_MOST = 4
_LEAST = 2


def blank_thousands(text: str) -> Iterator[tuple[int, int]]:
    """Each blank of a plain text that is a mark within a number, in order."""
    found: list[re.Match[str]] = []
    heads: list[int] = []
    for said in _BLANK.finditer(text):
        at = said.start()
        head = _HEAD.search(text[max(0, at - _HEAD_AT_MOST) : at])
        if head is not None and not _NO_UNIT.match(text, said.end()):
            found.append(said)
            heads.append(int(head[0]))
    counted = heads == list(range(heads[0], heads[0] + len(heads))) if heads else True
    if len(found) < _LEAST or counted or _OTHER.search(text):
        return
    for said in found:
        for at, one in enumerate(said[0]):
            if one == " ":
                yield said.start() + at, said.start() + at + 1
