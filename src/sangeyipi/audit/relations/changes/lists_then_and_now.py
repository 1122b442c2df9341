"""Several rates by their names, the same of a time before, and how far one of them has changed.

履约率、开工率分别为97.7%、85.1%。上年同期分别为95.2%、88.6%，开工率同比下降3.5个百分点: each is
of the two that stand in its place.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "项目履约率、开工率与资金到位率分别为97.7%、85.1%和37.8%。上年同期三项比率分别为95.2%、88.6%和33.1%，"
        "开工率同比下降3.5个百分点，资金到位率同比提高4.7个百分点。",
        "holds 37.8 - 33.1 = 4.7",
    ),
    (
        "开工率、投产率分别为85.1%、61.4%，上月分别为81.6%、58.9%，开工率较上月提高4.5个百分点。",
        "wrong 85.1 - 81.6 = 4.5",
    ),
)
_NOW = later("(?:^|[,。;:\n])(?P<names>[^,。;:\\d\n]{3,40}率)分别(?:为|是|达到?)")
_NAMES = re.compile("[、和与及]")
_THEN = later(
    "[,。;]\n?(?P<then>(?:[上去]年同期|上年|去年|上[个一]?[月期季]度?(?:同期|末|底)?))(?P<of>[^,。;:\\d]{0,10}?)分别(?:为|是|达到?)"
)
_CHANGE = later(
    "[,。;]?\n?(?:其中,?)?(?P<name>[^,。;:、\\d]{2,10}率)(?P<since>同比|环比|[较比](?:[上去]年(?:同期)?|上[个一]?[月期季]度?(?:末|底)?))?"
    "(?P<way>下降|降低|回落|下滑|减少|提高|提升|上升|增长|增加)了?"
)
_CHAIN = later("、|,?(?:和|与|及|以及)")
_OF_SAME = later("(?:[两二三四五六]项|这[几些]项|上述|该|各)?(?:比率|指标|率|比例)?")
_LEAST, _MOST, _CHANGES = 2, 6, 8


class _List(NamedTuple):
    figures: list[TextFigure]
    end: int


def lists_then_and_now(reading: TextReading) -> Iterator[Finding]:
    """What every such change is of."""
    if not reading.of(Role.POINTS):
        return
    for said in _NOW.finditer(reading.text):
        names = _NAMES.split(said["names"])
        now = _listed(reading, said.end())
        then = _THEN.match(reading.text, now.end) if len(now.figures) == len(names) else None
        if not all(each.endswith("率") for each in names):
            # 甲县、乙县开工率分别为: of two places.
            continue
        if then is None or not _LEAST <= len(names) <= _MOST or not _OF_SAME.fullmatch(then["of"]):
            continue
        old = _listed(reading, then.end())
        if len(old.figures) == len(names):
            yield from _changes(reading, names, then["then"], now, old)


def _listed(reading: TextReading, at: int) -> _List:
    """The percentages that stand side by side from a place on."""
    found: list[TextFigure] = []
    first = reading.first_after(at)
    for one in reading.figures[first.order :] if first is not None else ():
        joined = _CHAIN.fullmatch(reading.text, at, one.start) if found else one.start == at
        if not joined or one.role is not Role.PERCENT or one.hedge or len(found) > _MOST:
            break
        found.append(one)
        at = one.end
    return _List(found, at)


def _changes(
    reading: TextReading, names: list[str], then: str, now: _List, old: _List
) -> Iterator[Finding]:
    last = old.figures[-1]
    at = old.end
    for one in reading.figures[last.order + 1 : last.order + _CHANGES]:
        said = _CHANGE.fullmatch(reading.text, at, one.start)
        if said is None or one.role is not Role.POINTS or one.hedge:
            return
        at = one.end
        own = [n for n, name in enumerate(names) if name.endswith(said["name"])]
        if len(own) != 1 or not _is_since(said["since"] or "", then):
            return
        pair = now.figures[own[0]], old.figures[own[0]]
        yield of_two(one, *pair, down=DOWN.search(said["way"]))


def _is_since(said: str, then: str) -> bool:
    """Whether words say no other time than that of the list before."""
    yearly = "年" in then
    if said in ("同比", "环比"):
        return yearly is (said == "同比")
    return not said or bool({*said} & {*then} & {*"年月期季"} - ({"期"} if yearly else set()))
