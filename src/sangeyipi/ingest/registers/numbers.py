"""The numbers of new problems: WT-2023-015 after WT-2023-014, in the ledger's own style."""

import re
from collections import Counter
from collections.abc import Iterable

from sangeyipi.model.id_style import made, number_in

#: How problems are numbered in a ledger that has none yet.
_STYLE = "WT-{年}-{序号:3}"
_NUMBERED = re.compile(r"(\D*)[12]\d{3}(\D+)(\d{1,9})", re.ASCII)


class Numbers:
    """The numbers to come, one after the other; `ids` are all that are there already."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._used = list(ids)
        self._style = _style(self._used)
        self._last: dict[int, int] = {}

    def next(self, raised: str) -> str:
        """The next one of the year in which a problem was raised."""
        match = re.match(r"[12]\d{3}", raised)
        if match is None:
            return made(_STYLE, 2000, 1)  # the model refuses the date
        year = int(match[0])
        if year not in self._last:
            found = [number_in(self._style, year, one) for one in self._used]
            self._last[year] = max((one for one in found if one is not None), default=0)
        self._last[year] += 1
        return made(self._style, year, self._last[year])


def next_number(ids: Iterable[str], raised: str) -> str:
    """The next number of the year in which a problem was raised, as `ids` are numbered."""
    return Numbers(ids).next(raised)


def _style(ids: Iterable[str]) -> str:
    """How most are numbered: what stands before the year, and how long the number is."""
    forms = Counter(
        f"{match[1]}{{年}}{match[2]}{{序号:{len(match[3])}}}"
        for one in ids
        if (match := _NUMBERED.fullmatch(one))
    )
    return forms.most_common(1)[0][0] if forms else _STYLE
