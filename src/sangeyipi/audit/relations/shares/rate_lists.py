"""Percentages in a list: each of the figure at its place in another list, or of what its name says.

Lists are matched in order; the pairs that hold prove the match for the one that does not.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations

from sangeyipi.audit.judging.adding import Window
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import (
    EXCHANGED,
    RatePair,
    is_of_other_state,
    is_share,
    of_other_base,
    told,
    verdict,
)
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import own_words, same_state
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "签约518个，497个注册、463个开工、到位1346.2亿元，注册率、开工率分别为95.4%、89.4%。",
        "wrong 497 / 518 * 100 = 95.4",
    ),
    (
        "85个项目，已开工72个、已竣工31个，完成投资12.4亿元，开工率、竣工率分别为84.7%、35.6%。",
        "wrong 31 / 85 * 100 = 35.6",
    ),
    (
        "甲、乙、丙分别安排12个、15个、9个，已开工10个、12个、7个，开工率分别为83.3%、80%、78.7%。",
        "wrong 7 / 9 * 100 = 78.7",
    ),
    (
        "甲、乙、丙分别完成1.36亿元、2.08亿元、0.94亿元，年度计划分别为1.7亿元、2.5亿元、1.25亿元，"
        "完成率分别为80%、75.2%、83.2%。",
        "wrong 2.08 / 2.5 * 100 = 75.2",
    ),
    (
        "共50个，总投资200亿元。工业20个、投资90亿元，分别占全部的40%、45%。",
        "holds 90 / 200 * 100 = 45",
    ),
    (
        "共118个，总投资536.4亿元，年度计划投资187.2亿元。其中产业71个，总投资342.9亿元、"
        "年度计划投资121.5亿元，分别占全部的60.2%、63.9%、22.7%。",
        "wrong 121.5 / 187.2 * 100 = 22.7",
    ),
    (
        "128个项目土地已办结119个、环评已办结122个、施工许可已办结108个，"
        "办结率分别为93%、95.3%、88.4%。",
        "wrong 108 / 128 * 100 = 88.4",
    ),
    (
        "工业、服务业、农业分别完成28.4亿元、17.1亿元、4.5亿元，分别占全部投资50亿元的56.8%、32.4%、9%。",
        "wrong 17.1 / 50 * 100 = 32.4",
    ),
    (
        "分别为：甲县46个、乙县45个、丙县52个。已开工分别为：甲县43个、丙县45个、乙县34个；"
        "开工率分别为：甲县93.5%、丙县86.5%、乙县77.6%。",
        "wrong 34 / 45 * 100 = 77.6",
    ),
    (
        "签约分别为：甲县48个、乙县45个、丙县53个、丁县37个。已开工分别为：丁县35个、甲县44个、丙县49个、"
        "乙县34个；开工率分别为：丁县94.6%、丙县95.2%、甲县91.7%、乙县75.6%。",
        "wrong 49 / 53 * 100 = 95.2",
    ),
    (
        "甲、乙、丙分别完成42亿元、38亿元、24亿元，占年度计划的比重分别为62.7%、58.5%、51.7%，"
        "年度计划分别为67亿元、65亿元、42亿元。",
        "wrong 24 / 42 * 100 = 51.7",
    ),
    (
        "全市新开工18.37万套、基本建成12.46万套，分别完成年度目标15万套、9万套的138.44%、122.47%。",
        "wrong 18.37 / 15 * 100 = 138.44",
    ),
    (
        "收回评议表846份，对服务态度满意的843件，对办理结果满意的829件，满意率分别为99.6%和98.0%。",
        "holds 829 / 846 * 100 = 98.0",
    ),
    (
        "新签约247个，履约244个，开工222个，履约率、开工率分别为98.8%、90%。",
        "holds 222 / 247 * 100 = 90",
    ),
    (
        "42个签约项目已开工40个，57个开工项目已投产31个，38个投产项目已达效35个，"
        "签约项目开工率、开工项目投产率、投产项目达效率分别为91.2%、54.4%和92.1%。",
        "wrong 40 / 42 * 100 = 91.2",
    ),
    (
        "新增就业5.4万人，安置3.2万下岗人员，分别完成任务（4.5万人、3万人）的120%和106.7%。",
        "holds 3.2 / 3 * 100 = 106.7",
    ),
    (
        "新建公路265公里、改造182公里，分别完成任务（250公里、150公里）的106%和112.3%。",
        "wrong 182 / 150 * 100 = 112.3",
    ),
)
_FEW, _PROVEN = 12, 2
_HOLDS = RelationVerdict.HOLDS
#: Of longer lists not all places are tried where their parts and bases may begin.
_LONGEST = 60
#: How many lists before may be what a list of percentages is of.
_LISTS = 12
_NAMED_LIST = later("([^,。;]{0,40}率)分别(?:为|达到|达|是)$")


def rate_lists(reading: TextReading) -> Iterator[Finding]:
    """What every list of percentages says."""
    for run in runs(reading):
        yield from _list(reading, run)
        yield from _named_list(reading, run)
    lists = _labelled(reading, (Role.COUNT, Role.MONEY))
    begins = [next(iter(one.values())).order for one in lists]
    for named in _labelled(reading, (Role.PERCENT,)):
        at = bisect_left(begins, next(iter(named.values())).order)
        yield from _by_label(named, lists[max(0, at - _LISTS) : at])


def runs(reading: TextReading) -> Iterator[list[TextFigure]]:
    """Percentages that stand in a list: 40%、45%和50%."""
    run: list[TextFigure] = []
    for one in reading.figures:
        if one.role is Role.PERCENT and run and _joined(reading, run[-1], one):
            run.append(one)
            continue
        if len(run) > 1:
            yield run
        run = [one] if one.role is Role.PERCENT else []
    if len(run) > 1:
        yield run


_JOINS = frozenset({"、", ",", ":", "和", "及", "与", "以及", ""})


def _joined(reading: TextReading, one: TextFigure, other: TextFigure) -> bool:
    return reading.between(one, other) in _JOINS


def _list(reading: TextReading, run: list[TextFigure]) -> Iterator[Finding]:
    """What a list of percentages says: of two lists before it, or of one row and another."""
    if not is_share(reading, run[0]):
        return
    best: list[RatePair] = []
    good = 0
    for pairs in (
        *_of_whole(reading, run),
        *_of_one(reading, run),
        *_behind(reading, run),
        *_around(reading, run),
        *_one_of_all(reading, run),
        *_rows_behind(reading, run),
        *_rows_before(reading, run),
        *_over_stops(reading, run),
        *_of_named_bases(reading, run),
        *_ways(reading, run),
    ):
        holds = sum(verdict(p, r) in GOOD for p, r in zip(pairs, run, strict=True))
        if holds > good:
            best, good = pairs, holds
    if 0 < good < len(run):
        best, good = _of_common_base(best, run) or (best, good)
    if good >= len(run) - 1 > 0 < good or good >= max(_PROVEN, (len(run) + 1) // 2):
        every = [told(pair, one) for pair, one in zip(best, run, strict=True)]
        # 93.75% is 106.7% within what 3万人 leaves open: no proof of what the others are of.
        proven = good == len(run) or any(each.verdict is _HOLDS for each in every)
        told_of = (_as_of_other(reading, each, best) for each in every)
        proven = proven and not is_of_other_state(best[0].part, run[0])
        yield from (each for each in told_of if proven or each.verdict in GOOD)
        return
    for pairs in _behind(reading, run):
        if len(run) <= _ORDERS and _crossed(pairs, run):
            for pair, one in zip(pairs, run, strict=True):
                found = told(pair, one)
                if found.verdict not in GOOD:
                    found = found.also(*EXCHANGED)
                yield found
            return
    yield from _exchanged(reading, run)


def _as_of_other(reading: TextReading, found: Finding, pairs: list[RatePair]) -> Finding:
    """分别占全部的60.2%、63.9%、22.7%: the third was worked out of the base of the second."""
    stated = found.stated
    if found.verdict is not RelationVerdict.WRONG or stated is None or len(pairs) <= _PROVEN:
        return found
    part, base = found.operands
    if part.measure != base.measure or stated.hedge or not stated.places:
        return found
    said = reading.text[part.end : stated.start]
    for pair in pairs:
        other = pair.base
        same = other.dimension == base.dimension and other.measure != base.measure
        named = other.measure in said and base.measure not in said
        if same and not named and verdict(RatePair(part, other), stated) is _HOLDS:
            return found._replace(why=of_other_base(other))
    return found


def _of_common_base(
    pairs: list[RatePair], run: list[TextFigure]
) -> tuple[list[RatePair], int] | None:
    """对甲国62.5亿元、乙国38.4亿元，分别占29.1%和17.9%: all are of the base of which one is."""
    for pair, one in zip(pairs, run, strict=True):
        if verdict(pair, one) in GOOD:
            common = [RatePair(each.part, pair.base) for each in pairs]
            if all(verdict(p, r) in GOOD for p, r in zip(common, run, strict=True)):
                return common, len(run)
    return None


def _exchanged(reading: TextReading, run: list[TextFigure]) -> Iterator[Finding]:
    """完成率分别为80%、75.2%、83.2%, of lists that come to these in another order."""
    named = list(_of_named_bases(reading, run))
    if not named and (len(run) < _LONG_ENOUGH or "分别" not in run[0].lead):
        return
    if any(one.hedge for one in run):
        return
    if len({one.value for one in run}) < len(run) or not all(one.places for one in run[1:]):
        return
    ordered = sorted(run, key=lambda one: one.value)
    for pairs in (*_around(reading, run), *_over_stops(reading, run), *named):
        if any(pair.part.inner or pair.base.inner for pair in pairs):
            continue
        by_size = sorted(pairs, key=lambda pair: pair.value)
        if all(verdict(p, r) in GOOD for p, r in zip(by_size, ordered, strict=True)):
            for pair, one in zip(pairs, run, strict=True):
                found = told(pair, one)
                if found.verdict not in GOOD:
                    found = found.also(*EXCHANGED)
                yield found
            return


def _of_named_bases(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """开工26.9万套、建成15.5万套，分别完成年度目标22万套、11万套的122.3%、140.9%."""
    size = len(run)
    here = reading.figures[max(0, run[0].order - 2 * size) : run[0].order]
    if len(here) < 2 * size or reading.between(here[-1], run[0]) not in _OF_THEM:
        return
    parts, bases = list(here[:size]), list(here[size:])
    if not _IN_ORDER.search(reading.between(parts[-1], bases[0])):
        return
    if any(f.sentence != run[0].sentence or f.role not in COUNTABLE for f in here):
        return
    if all(p.dimension == b.dimension and b.value for p, b in zip(parts, bases, strict=True)):
        yield [RatePair(p, b) for p, b in zip(parts, bases, strict=True)]


#: 目标22万套、11万套的122.3%; 目标（22万套、11万套）的122.3%.
_OF_THEM, _IN_ORDER = frozenset({"的", ")的"}), later("分别|依次")
#: Of more percentages not all orders are tried.
_ORDERS = 5


def _crossed(pairs: list[RatePair], run: list[TextFigure]) -> bool:
    """Whether all percentages come out in another order, and no two of them are alike."""
    if len({one.value for one in run}) < len(run):
        return False
    ways = [list(zip(pairs, order, strict=True)) for order in permutations(run)]
    for order in permutations(one.part for one in pairs):
        moved = [one._replace(part=part) for one, part in zip(pairs, order, strict=True)]
        ways.append(list(zip(moved, run, strict=True)))
    return any(all(verdict(p, r) in GOOD for p, r in way) for way in ways)


def _of_whole(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """860亩、215亩、140亩，合计1215亩，占比分别为…: of what the parts come to."""
    size = len(run)
    here = [
        f
        for f in reading.figures[max(0, run[0].order - 2 * size - 2) : run[0].order]
        if f.sentence == run[0].sentence and f.role in COUNTABLE and not f.inner
    ]
    for whole, parts in (
        (here[-1:], here[-1 - size : -1]),
        (here[-1 - size : -size], here[-size:]),
    ):
        if len(parts) == size and whole and whole[0].value:
            base = whole[0]
            given = base.order == run[0].order - 1 and run[0].lead == "的"
            # 目标22万套、11万套的141%、122%: the last of several is no whole of all.
            given = given and base.lead not in _JOINS
            alike = all(_kin(f) == _kin(base) for f in parts)
            if (given and all(f.dimension == base.dimension for f in parts)) or (
                alike and Window(base, parts).verdict in GOOD
            ):
                yield [RatePair(f, base) for f in parts]


def _of_one(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """128个项目土地已办结119个、环评122个，办结率分别为93%、95.3%: all of the count before."""
    size = len(run)
    here = [
        f
        # 制造业132个，占46.2%，其中新材料47个、…: the whole may have a share of its own.
        for f in reading.figures[max(0, run[0].order - size - 2) : run[0].order]
        if f.sentence == run[0].sentence and not f.inner
        if f.role is Role.COUNT or (f.unit in _FORMS and not f.half)
    ][-size - 1 :]
    if len(here) == size + 1 and here[0].value and all(f.value <= here[0].value for f in here):
        yield [RatePair(f, here[0]) for f in here[1:]]


#: 收回意见表527份，满意的526件: what each says of one is counted so.
_FORMS = frozenset("份张票")


def _kin(one: TextFigure) -> tuple[str, str]:
    return one.dimension, one.measure


def _behind(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """分别为40个、10个，开工率分别为80%、90%，已开工分别为32个、9个: the parts come behind."""
    size = len(run)
    bases = list(reading.figures[max(0, run[0].order - size) : run[0].order])
    parts = list(reading.figures[run[-1].order + 1 : run[-1].order + 1 + size])
    every = [*bases, *parts]
    if len(every) != 2 * size or any(f.sentence != run[0].sentence for f in every):
        return
    listed = all("分别" in f.lead for f in (bases[0], run[0], parts[0]))
    if listed and all(f.role is Role.COUNT and not f.inner and f.value for f in every):
        yield [RatePair(p, b) for p, b in zip(parts, bases, strict=True)]


def _around(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """分别完成42亿元、38亿元，占比分别为63%、58%，年度计划分别为67亿元、65亿元: bases behind."""
    size = len(run)
    before = reading.figures[max(0, run[0].order - size) : run[0].order]
    behind = reading.figures[run[-1].order + 1 : run[-1].order + 1 + size]
    every = [*before, *behind]
    if len(every) != 2 * size or any(f.sentence != run[0].sentence or f.inner for f in every):
        return
    if any(f.role not in COUNTABLE or not f.value for f in every):
        return
    for parts, bases in ((before, behind), (behind, before)):
        if "分别" in bases[0].lead and _paired(list(parts), list(bases)):
            yield [RatePair(p, b) for p, b in zip(parts, bases, strict=True)]


def _rows_behind(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """开工率分别为91.3%、87.5%，其中甲县计划23个、开工21个，乙县计划16个、开工14个."""
    size = len(run)
    here = reading.figures[run[-1].order + 1 : run[-1].order + 1 + 2 * size]
    near = len(here) == 2 * size and all(f.sentence == run[0].sentence for f in here)
    if near and all(f.role is Role.COUNT and f.value and not f.inner for f in here):
        for bases, parts in ((here[::2], here[1::2]), (here[1::2], here[::2])):
            if _paired(list(parts), list(bases)):
                yield [RatePair(p, b) for p, b in zip(parts, bases, strict=True)]


def _rows_before(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """42个签约项目已开工40个，57个开工项目已投产31个，开工率、投产率分别为95.2%、54.4%."""
    size = len(run)
    near = reading.figures[max(0, run[0].order - _BETWEEN * size) : run[0].order]
    here = [f for f in near if f.role is Role.COUNT and not f.inner][-2 * size :]
    if len(here) < 2 * size or "分别" not in run[0].lead or not all(f.value for f in here):
        return
    if size < _LONG_ENOUGH and any(f.sentence != run[0].sentence for f in here):
        return
    bases, parts = here[::2], here[1::2]
    pairs = [RatePair(p, b) for p, b in zip(parts, bases, strict=True)]
    if all(_kin(p.part) == _kin(p.base) for p in pairs) and _paired(parts, bases):
        yield pairs


#: Beside a count and what is done of it there may be two amounts of each.
_BETWEEN = 4


def _one_of_all(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """省定目标15家、市定目标20家，签约23家，分别完成目标的153.3%和115%: one of several bases."""
    size = len(run)
    here = reading.figures[max(0, run[0].order - size - 1) : run[0].order]
    near = len(here) == size + 1 and all(f.sentence == run[0].sentence for f in here)
    kin = near and all(f.role is Role.COUNT and f.value and not f.inner for f in here)
    if kin and "分别" in run[0].lead:
        yield [RatePair(here[-1], base) for base in here[:-1]]


def _over_stops(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    """签约分别为14个、11个、9个。…。已开工分别为12个、9个、8个。…: lists of sentences before."""
    size = len(run)
    if size < _LONG_ENOUGH:
        return
    lists: list[list[TextFigure]] = []
    for one in reading.figures[max(0, run[0].order - _LISTS * size) : run[0].order]:
        if one.role not in COUNTABLE or one.inner:
            continue
        joined = lists and _joined(reading, lists[-1][-1], one)
        if joined and one.dimension == lists[-1][0].dimension:
            lists[-1].append(one)
        else:
            lists.append([one])
    whole = [one for one in lists if len(one) == size][-_FEW_LISTS:]
    for parts, bases in permutations(whole, 2):
        if _paired(parts, bases):
            yield [RatePair(p, b) for p, b in zip(parts, bases, strict=True)]


_LONG_ENOUGH, _FEW_LISTS = 3, 6


def _named_list(reading: TextReading, run: list[TextFigure]) -> Iterator[Finding]:
    """履约率、开工率和到位率分别为98.8%、90%和34%: each of what its name says."""
    said = _NAMED_LIST.search(reading.text[max(0, run[0].start - 60) : run[0].start])
    names = re.split("[、和与及,]", said[1]) if said else []
    if len(names) != len(run):
        return
    before = reading.figures[max(0, run[0].order - _FEW) : run[0].order]
    near = [f for f in before if not f.inner and f.paragraph == run[0].paragraph]
    here = [f for f in near if f.sentence == run[0].sentence]
    pairs = [_pair_named(name, here, near) for name in names]
    # 228个履约、207个开工: what two names say is of one of them, and which is not known.
    parts = [p.part.start for p in pairs if p is not None]
    pairs = [p if p is None or parts.count(p.part.start) == 1 else None for p in pairs]
    found = [(p, r) for p, r in zip(pairs, run, strict=True) if p is not None]
    good = sum(verdict(p, r) in GOOD for p, r in found)
    # The names of all bind the one that does not come out, where it is a slip.
    for pair, one in found:
        proven = 0 < good == len(found) - 1 and (good >= _PROVEN or is_slip(pair.value, one))
        if verdict(pair, one) in GOOD or proven:
            yield told(pair, one)


def _pair_named(name: str, here: list[TextFigure], near: list[TextFigure]) -> RatePair | None:
    """到位率: what has come of what was signed; 开工率: of the signed, or of all.

    What was done stands in the same sentence; what was signed may stand in one before.
    """
    if "到位" in name:
        parts = [f for f in here if f.role is Role.MONEY and f.measure == "到位"]
        bases = [f for f in near if f.role is Role.MONEY and f.measure == "引资"]
    else:
        state = words.state_of(name)
        counts = [f for f in here if f.role is Role.COUNT]
        # 228个履约、207个开工: 履约 is said of the first.
        parts = [f for f in counts if state and words.state_of(own_words(f)[0]) == state]
        if len(parts) != 1:
            # 609个注册、572个开工.
            parts = [f for f in counts if same_state(name.removesuffix("率"), f)]
        signed = [f for f in near if f.role is Role.COUNT and _is_signed(f)]
        bases = [f for f in signed if f in here] or signed[-1:] or counts[:1]
    if len(parts) != 1 or not bases or parts[0] is bases[0] or not bases[0].value:
        return None
    return RatePair(parts[0], bases[0])


def _is_signed(one: TextFigure) -> bool:
    return words.state_of(own_words(one)[0]) == "签约"


def _ways(reading: TextReading, run: list[TextFigure]) -> Iterator[list[RatePair]]:
    size = len(run)
    if size > _LONGEST:
        return
    before = [
        f
        for f in reading.figures[max(0, run[0].order - 12 * size) : run[0].order]
        if f.role in COUNTABLE
    ]
    here = [f for f in before if f.sentence == run[0].sentence]
    lists = [here[n : n + size] for n in range(len(here) - size, -1, -size)]
    for number, parts in enumerate(lists):
        for bases in lists[number + 1 :]:
            if _paired(parts, bases):
                yield [RatePair(p, b) for p, b in zip(parts, bases, strict=True)]
    if len(here) >= size:
        parts = here[-size:]
        for start in range(len(before) - 2 * size, -1, -1):
            bases = before[start : start + size]
            if _paired(parts, bases):
                yield [RatePair(p, b) for p, b in zip(parts, bases, strict=True)]


def _paired(parts: list[TextFigure], bases: list[TextFigure]) -> bool:
    """Whether each may be of the other; of three and more one may be a slip (83个 of 41个)."""
    if any(p.dimension != b.dimension or not b.value for p, b in zip(parts, bases, strict=True)):
        return False
    over = sum(
        p.role is Role.COUNT and p.value > b.value for p, b in zip(parts, bases, strict=True)
    )
    return over <= (len(parts) >= _LONG_ENOUGH)


# ---- lists whose places are said by labels


def _labelled(reading: TextReading, roles: tuple[Role, ...]) -> list[dict[str, TextFigure]]:
    """Lists like 甲县45个、乙县43个、…: for each label its figure."""
    found: list[dict[str, TextFigure]] = []
    last: TextFigure | None = None
    for one in reading.figures:
        if one.role not in roles:
            continue
        label = _label(one.lead)
        follows = last is not None and reading.between(last, one).startswith(("、", ","))
        if label is None:
            last = None
            continue
        if not follows or last is None or last.dimension != one.dimension or len(one.lead) > _LONG:
            found.append({})
        found[-1].setdefault(label, one)
        last = one
    return [one for one in found if len(one) > _PROVEN]


@lru_cache(maxsize=4096)
def _label(lead: str) -> str | None:
    """Whose the words before a figure say that it is."""
    said = _LABEL.search(lead)
    return said[1] if said else None


_LABEL = re.compile("(?:^|[为:、,])([\u4e00-\u9fff]{2,6}?)(?:为|达)?$")
_LONG = 8


def _by_label(run: dict[str, TextFigure], lists: list[dict[str, TextFigure]]) -> Iterator[Finding]:
    """甲县93.5%、乙县75.6%: of what two lists before say of the same places."""
    best: list[tuple[RatePair, TextFigure]] = []
    good = 0
    for number, bases in enumerate(lists):
        for parts in lists[:number] + lists[number + 1 :]:
            if not (run.keys() <= parts.keys() and run.keys() <= bases.keys()):
                continue
            pairs = [(RatePair(parts[key], bases[key]), one) for key, one in run.items()]
            if not _paired([pair.part for pair, _ in pairs], [pair.base for pair, _ in pairs]):
                continue
            holds = sum(verdict(pair, one) in GOOD for pair, one in pairs)
            if holds > good:
                best, good = pairs, holds
    # What label each has is said, so that two rows in three prove what all are of.
    if good >= max(_PROVEN, min(len(best) - 1, -(-2 * len(best) // 3))):
        for pair, one in best:
            yield told(pair, one)
