"""Whether a figure says that it is outside the whole before it: 到期的300个, and 未到期50个.

Who counts what is due, begun or fit to be has left out what is not, wherever it is told.
"""

from functools import lru_cache

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.model.patterns import later

_NOT = later("(?:[尚还仍暂]?未|没有|[尚还]?不|无)([\u4e00-\u9fff]{2,6})")
#: What is due is called by the end of its time.
_DUE = later("到期|(?:到|至)[^,。;、\\d]{0,6}(?:时限|期限|节点)|应[^,。;、]{0,6}(?:前|底|的$)")
_OWN = later("(?:已|(?:^|[,;:、])(?:共|目前)?)([\u4e00-\u9fff]{2,6}?)的?$")
_SHORTEST = 2
_UNDUE = later("到(?:期|[^,。;、\\d]{0,6}(?:时限|期限|节点))")


def is_outside(total: TextFigure, one: TextFigure) -> bool:
    """Whether a figure behind a whole is of what this is said to be without."""
    said = _NOT.search(one.lead) or _NOT.match(one.tail)
    if said is None:
        return False
    if _UNDUE.match(said[1]):
        return _DUE.search(total.lead) is not None and not _NOT.search(total.lead)
    return _is_of_what_is(total.lead, said[1])


@lru_cache(maxsize=4096)
def _is_of_what_is(lead: str, state: str) -> bool:
    """已开工的300个, 具备条件的300个 and not 应开工的: a state, and all that are in it."""
    own = _OWN.search(lead)
    if own is None or len(own[1]) < _SHORTEST:
        return False
    return state.startswith(own[1]) and (own[0].startswith("已") or own[0].endswith("的"))
