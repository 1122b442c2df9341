"""Which shares are said alike: 占 or 率 of a part that stands at the same place before each."""

import re
from typing import NamedTuple

from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import is_past, rate_in
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "公路建设任务418公里，已完工302公里，完成率72.2%；危桥改造任务63座，已完工46座，完成率72.2%。",
        "wrong 46 / 63 * 100 = 72.2",
    ),
)
_PARAGRAPHS, _STEM = 1, 2
_STOP = later("[;。\n]")
_SAID = re.compile("(?:已|约|为|达到?|是|的|了|超过?|近){0,3}$")


class AlikeShare(NamedTuple):
    """A share that comes out to its last digit."""

    one: TextFigure
    part: TextFigure
    base: TextFigure
    kind: str
    words: str


def share_words(around: Surroundings, one: TextFigure) -> str:
    """What is said at a share, without the mark before it."""
    return around.lead(one).lstrip(",、;:( ")


def kind_of_share(around: Surroundings, one: TextFigure) -> str:
    """占, or 率: how a row says its share."""
    said = _SAID.sub("", share_words(around, one))
    if said.endswith("率"):
        return "率"
    return "占" if said.startswith("占") else ""


def is_beside(around: Surroundings, one: TextFigure, row: AlikeShare, kind: str) -> bool:
    """Whether a row says its share like one, with its part at the same place."""
    other, back = row.one, row.one.order - row.part.order
    if abs(other.paragraph - one.paragraph) > _PARAGRAPHS or one.order < back:
        return False
    part = around.reading.figures[one.order - back]
    if part.sentence != one.sentence or part.hedge:
        return False
    if (part.role, part.dimension, part.measure, part.inner) != (
        row.part.role,
        row.part.dimension,
        row.part.measure,
        row.part.inner,
    ):
        return False
    if is_past(part.lead) is not is_past(row.part.lead):
        return False
    if around.listed(one)[1:] != around.listed(other)[1:]:
        return False
    if around.listed(part)[2] != around.listed(row.part)[2]:
        return False
    if kind == "率":
        return _is_of_rate(around, one, part) and _is_of_rate(around, other, row.part)
    return not _STOP.search(around.reading.text, part.end, one.start)


def rate_stem(around: Surroundings, one: TextFigure) -> str:
    """What a rate is called after: 竣工 of 竣工率; empty for what is none."""
    at = around.listed(one)[1]
    lead = one.lead if at else share_words(around, one)
    rate = rate_in(_SAID.sub("", lead))
    return rate[1][-_STEM:] if rate else ""


def _is_of_rate(around: Surroundings, one: TextFigure, part: TextFigure) -> bool:
    """Whether a part is of what its rate is called after: 竣工15618户, 竣工率."""
    stem = rate_stem(around, one)
    return bool(stem) and stem in part.lead + part.tail
