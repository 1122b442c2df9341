"""Slips of the keyboard where YAML needs ASCII: a full-width mark, a colon without a space."""

from collections.abc import Container

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.patterns import later
from sangeyipi.model.place import Position
from sangeyipi.model.rule import Rule

# A key typed with a full-width colon: 编号：SL-2023-001.  A half-width `: ` before it would mean
# that it stands in a value, where it is ordinary text.
_COLON = later(r"^[ \t　]*(?:[-－][ 　]+)*(?P<key>[^\s:：#\"'“”\[\]{}]{1,16})(?P<mark>：)")
_DASH = later(r"^[ \t]*(?P<mark>－)[ 　]?\S")
_LIST = later(r"^[^\[\]［］]*[:：] *[\[［][^\[\]［］，]*(?P<mark>[，［］])")
_INDENT = later(r"^[ \t]*(?P<mark>　)")
# 总投资:5 is one piece of text to YAML.  Keys of a ledger are Chinese words.
_NO_SPACE = later(r"^[ \t]*(?:-[ \t]+)*(?:[\u4e00-\u9fff]{1,16}|[12][0-9]{3})(?P<mark>:)[^\s/]")
_NO_BLANK = later(r"^[ \t]*(?P<mark>-)[\u4e00-\u9fff]{1,16}[ \t]*:(?:\s|$)")
# A line that was meant as a key and its value, of whatever word.
_KEY = later(r"[ \t]*(?:-[ \t]+)*(?P<key>[^\s:#\"'“”\[\]{},，。；]{1,16}):(?=\s|$)")

#: A slip stands near a line's beginning; no line is long enough to be worth more.
_LOOKED_AT = 300


class PunctuationSlip(NamedTuple):
    """What was mistyped and where."""

    rule: Rule
    message: str
    position: Position


def find_slip(text: str, first: int, last: int) -> PunctuationSlip | None:
    """The first slip in lines `first` to `last` (from 0)."""
    for number, line in enumerate(text.splitlines()[first : last + 1], first):
        found = _slip_in(line, number + 1)
        if found:
            return found
    return None


def full_width_colons(text: str, words: Container[str]) -> list[int]:
    """The lines (from 1) that begin with one of some words and a full-width colon."""
    if "：" not in text:
        return []
    found = ((n, _COLON.search(line[:_LOOKED_AT])) for n, line in enumerate(text.splitlines(), 1))
    return [number for number, match in found if match and match["key"] in words]


def slip_of_value(text: str) -> PunctuationSlip | None:
    """The slip that made one text of a key and its value, if it looks like one."""
    return _slip_in(text, 1)


def looks_like_key(line: str) -> str:
    """The key that a line seems to begin with, or an empty text."""
    match = _KEY.match(line)
    return match["key"] if match else ""


def _slip_in(line: str, number: int) -> PunctuationSlip | None:
    line = line[:_LOOKED_AT]
    for pattern in (_COLON, _DASH, _LIST, _INDENT):
        match = pattern.search(line)
        if match:
            position = Position(number, match.start("mark") + 1, 1)
            return PunctuationSlip(
                Rule.FULL_WIDTH_PUNCTUATION, f"用了全角“{match['mark']}”", position
            )
    match = _NO_BLANK.match(line)
    if match:
        position = Position(number, match.start("mark") + 1, 1)
        return PunctuationSlip(Rule.YAML_SYNTAX, "“-”后面少一个空格", position)
    match = _NO_SPACE.match(line)
    if match:
        position = Position(number, match.start("mark") + 1, 1)
        return PunctuationSlip(Rule.YAML_SYNTAX, "冒号后面少一个空格", position)
    return None
