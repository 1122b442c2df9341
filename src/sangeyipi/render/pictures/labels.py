"""How wide a text is, by a rule of ours: no font of any machine moves anything in a picture.

The rule: Chinese characters and punctuation fill a square, the letters and figures of ASCII about
0.6 of one, broad letters more.  It is rather too wide than too narrow for the fonts that people
read Chinese with, so that texts laid out by it neither touch nor are cut.
"""

from collections.abc import Iterable
from functools import cache

from sangeyipi.render import width
from sangeyipi.render.inert import inert

_FIGURE = 0.6
_CAPITAL = 0.75
_BROAD = 0.95
_SQUARE = 1.0


def measure(text: str, size: float) -> float:
    """The width of a text in points."""
    return sum(map(_em, text)) * size


def widest(texts: Iterable[str], size: float) -> float:
    """The width of the widest of some texts."""
    return max((measure(text, size) for text in texts), default=0.0)


def wrapped(text: str, space: float, size: float) -> list[str]:
    """A text in lines of at most `space` points."""
    return width.wrap(inert(text), max(space, 2 * size), lambda part: measure(part, size))


@cache
def _em(char: str) -> float:
    if not char.isascii():
        return _SQUARE if width.width(char) else 0.0
    if char in "MWmw@%":
        return _BROAD
    return _CAPITAL if char.isupper() or char == "&" else _FIGURE
