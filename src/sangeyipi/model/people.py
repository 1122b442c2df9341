"""Several people, or several numbers, in one text: 张某某、李某某.

Owns how such a text is taken apart; what a ledger says of several is said of each of them.
"""

import re

_BETWEEN = re.compile(r"\s*[、,，;；/／\n]\s*|\s{2,}")


def each(text: str | None) -> tuple[str, ...]:
    """Each one that a text names, once, in its order; none of no text."""
    return tuple(dict.fromkeys(one for one in _BETWEEN.split((text or "").strip()) if one))
