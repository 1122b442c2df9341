"""What has come to several since some time, all told one after another.

收集852个，解决647个；上月通报时收集764个、解决538个，一个月来新增收集88个、新解决109个: the words
of what was then say which is which.  Where one of them comes out, the others are of the same two
times, so that what does not is wrong.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.reasons import BOUND
from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.named import PLAN, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import OVERLAPPING, WITHDRAWN
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "已收集问题852个，解决647个，解决率75.9%；上月通报时收集764个、解决538个，一个月来新增收集88个、"
        "新解决119个。",
        "wrong 647 - 538 = 119",
    ),
    (
        "入库项目124个，总投资318.6亿元；上月底入库109个、总投资286.4亿元，一个月新增入库15个、新增投资"
        "23.2亿元。",
        "wrong 318.6 - 286.4 = 23.2",
    ),
    (
        "签约项目86个、开工72个；上期通报时签约74个、开工63个，新增签约12个、新增开工9个。",
        "holds 72 - 63 = 9",
    ),
)
_THEN = later(
    f"[,;。]?(?:而|截至)?(?:上一?(?:个?[月季周旬]度?|[期次批轮])|\\d{{1,2}}月(?:份|\\d{{1,2}}日)?|{PART_OF_YEAR}|[上去]年)"
    "[底末初]?(?:通报|调度|统计|排名|会议)?[时会]?(?:累计|共|已|为|是|,){0,3}(?P<name>[\u4e00-\u9fff]{0,8})"
)
_JOINS = later("[、,]|和|及|与")
_SPAN = later(
    "[,;、]?(?:和|及)?(?:(?:[一两三半]个?(?:月|季度|周|期|年)(?:多|以)?[来间内]?|期间|其间|[本当][月期]"
    "|又|共|累计|较上[月期次]),?){0,2}"
    "(?:新增?|净增|增加|多)了?[\u4e00-\u9fff]{0,8}"
)
#: What has left meanwhile, so that what came in is more than the difference.
_LEFT = later(f"{WITHDRAWN}|注销|反弹|销号|{OVERLAPPING}")
#: What only ever comes to more; what is in a stock goes out again, too.
_COMES = later(
    "收集|受理|接[收到]|解决|办结|签约|开工|入库|投资|竣工|投产|完成|整改|销号|支付|到位|培训|发放|申报|审批|达效"
)
_ENDS = later("[。\n]|$")
_VERB = later("新增?|净增|增加|多")
_THING = later("(?<=..)(?:问题|项目|企业|诉求|事项)$")
_LEAST, _LONGEST, _BACK, _KEY = 2, 4, 8, 2
_HAN = re.compile("[\u4e00-\u9fff]+")


def columns_changed(reading: TextReading) -> Iterator[Finding]:
    """Every such row of changes."""
    for first in reading.figures[1:]:
        if _opens(reading, first):
            yield from _told(reading, first)


def _opens(reading: TextReading, one: TextFigure) -> bool:
    """Whether what was then begins with a figure."""
    if one.role not in COUNTABLE or one.hedge or one.inner or _THEN.fullmatch(one.lead) is None:
        return False
    return reading.text[one.start - len(one.lead) - 1] in ",;。"


def _told(reading: TextReading, first: TextFigure) -> Iterator[Finding]:
    reach = reading.figures[first.order : first.order + 2 * _LONGEST]
    behind = [f for f in reach if f.sentence == first.sentence]
    begin = next((at for at, f in enumerate(behind) if _is_change(f)), 0)
    then, changes = behind[:begin], list[TextFigure]()
    for f in behind[begin:]:
        if not _is_change(f):
            break
        changes.append(f)
    if min(len(then), len(changes)) < _LEAST or not _are_listed(reading, then):
        return
    start = reading.begun("。\n", first.start)
    # 新解决119个，其中10个退回: what is told of it makes the difference another.
    ends = _ENDS.match(reading.text, changes[-1].end)
    if ends is None or _LEFT.search(reading.text, start, changes[-1].end):
        return
    if not _is_same_span(first, changes[0]):
        return
    before = [
        f
        for f in reading.figures[max(0, first.order - _BACK) : first.order]
        if f.paragraph == first.paragraph
        and first.sentence - f.sentence < _LEAST
        and not (f.hedge or f.inner or is_past(f.lead) or PLAN.search(f.lead))
    ]
    found = [
        of_two(one, now, old, down=False)
        for old in then
        for now, one in _of(old, then, before, changes)
        if now.value >= old.value
    ]
    if len(found) < _LEAST or not any(one.verdict is RelationVerdict.HOLDS for one in found):
        return
    for one in found:
        # Recognised however far it is off: another of the row comes out.
        known = one.verdict in GOOD or one.why is not None
        yield one if known else one._replace(why=BOUND)


def _is_same_span(then: TextFigure, change: TextFigure) -> bool:
    """Whether a span goes back to what was then, where it says how long it is: 一个月来, 本月."""
    said = _LONG.search(change.lead)
    if said is None:
        return True
    of = said["of"].removeprefix("个").removesuffix("度")
    return of in then.lead if of != "月" else "月" in then.lead and _WIDE.search(then.lead) is None


_LONG = later("[一本当](?P<of>个?月|季度?|周|期|年)")
_WIDE = later("年|季|周")


def _is_change(one: TextFigure) -> bool:
    plain = one.role in COUNTABLE and not one.hedge and not one.inner
    return plain and _SPAN.fullmatch(one.lead) is not None


def _are_listed(reading: TextReading, row: list[TextFigure]) -> bool:
    """Whether figures of then stand in one list, with nothing between but what each is of."""
    if any(f.role not in COUNTABLE or f.hedge or f.inner for f in row):
        return False
    return all(
        _JOINS.match(reading.text, a.end) and len(reading.between(a, b)) < 2 * _BACK
        for a, b in pairwise(row)
    )


def _of(
    old: TextFigure,
    then: list[TextFigure],
    before: list[TextFigure],
    changes: list[TextFigure],
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """The figure of now and the change that alone are called as one of then is."""
    found: set[tuple[int, int]] = set()
    said = _THEN.fullmatch(old.lead)
    name = said["name"] if said is not None else old.lead
    for run in _HAN.findall(name):
        for at in range(len(run) - _KEY + 1):
            key = run[at : at + _KEY]
            if sum(1 for f in then if key in f.lead) > 1:
                continue
            nows, ones = (
                [f for f in row if key in f.lead and f.dimension == old.dimension]
                for row in (before, changes)
            )
            if len(nows) == len(ones) == 1:
                found.add((nows[0].order, ones[0].order))
    if len(found) == 1:
        now, one = found.pop()
        what = next(f for f in changes if f.order == one).lead
        what = _THING.sub("", _VERB.split(what)[-1].removeprefix("了"))
        if what not in name or _COMES.search(what) is None:
            return
        yield next(f for f in before if f.order == now), next(f for f in changes if f.order == one)
