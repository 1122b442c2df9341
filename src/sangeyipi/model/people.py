"""Several people, or several numbers, in one text: 张某某、李某某.

Owns how such a text is taken apart; what a ledger says of several is said of each of them.
"""

import re
from functools import lru_cache

_BETWEEN = re.compile(r"\s*[、,，;；/／\n]\s*")
_BLANKS = re.compile(r"\s+")
_GAP = re.compile(r"\s{2,}")
#: Two and three characters are one name, however they are spaced to fill a column: 张　三.
_ONE_NAME = re.compile(r"[\u3400-\u9fff](?:\s*[\u3400-\u9fff]){1,2}")


@lru_cache(65536)
def each(text: str | None) -> tuple[str, ...]:
    """Each one that a text names, once, in its order; none of no text."""
    if text is None:
        return ()
    pieces = (one for part in _BETWEEN.split(text.strip()) for one in _names(part))
    return tuple(dict.fromkeys(one for one in pieces if one))


def _names(part: str) -> list[str]:
    if _ONE_NAME.fullmatch(part):
        return [_BLANKS.sub("", part)]
    return [_BLANKS.sub("", one) if _ONE_NAME.fullmatch(one) else one for one in _GAP.split(part)]
