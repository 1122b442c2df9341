"""Several people, or several numbers, in one text: 张某某、李某某.

Owns how such a text is taken apart; what a ledger says of several is said of each of them.
"""

from functools import lru_cache

from sangeyipi.model.patterns import later

_BETWEEN = later(r"\s*[、,，;；/／\n]\s*")
_GAP = later(r"\s{2,}")
#: Two and three characters are one name, however they are spaced to fill a column: 张　三.
_ONE_NAME = (2, 3)
_FIRST, _LAST = "\u3400", "\u9fff"


@lru_cache(65536)
def each(text: str | None) -> tuple[str, ...]:
    """Each one that a text names, once, in its order; none of no text."""
    if text is None:
        return ()
    pieces = (one for part in _BETWEEN.split(text.strip()) for one in _names(part))
    return tuple(dict.fromkeys(one for one in pieces if one))


def _names(part: str) -> list[str]:
    name = _one_name(part)
    return [name] if name else [_one_name(one) or one for one in _GAP.split(part)]


def _one_name(part: str) -> str:
    """The name that a part without blanks around it is, if it is one."""
    # By hand: a set of all Chinese characters takes longer to compile than all else here.
    name = "".join(part.split())
    return name if len(name) in _ONE_NAME and _FIRST <= min(name) <= max(name) <= _LAST else ""
