"""Shares and rates: a percentage and what it is a percentage of.

A pair that is tied by its words (已开工11个，开工率; 占年度计划的) is tried first, then every
other one that the words allow.  Wrong only where a tied pair fails and no other fits; lists
are matched in order, and the pairs that hold prove the pattern for the one that does not.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from sangeyipi.audit import words
from sangeyipi.audit.figure import Figure, Role
from sangeyipi.audit.finding import GOOD, Finding, Kind, Verdict, cause, judged, said_in, shown
from sangeyipi.audit.named import BASE, DONE, PLAN, RATE, same_state
from sangeyipi.audit.reading import COUNTABLE, Reading
from sangeyipi.audit.relations.bases import half_printed
from sangeyipi.audit.relations.bound import Pair, bound, nearest

EXAMPLES = (
    ("重点项目40个，已开工26个，开工率65%。", "holds 26 / 40 * 100 = 65"),
    ("全市68个项目里已动工45个，开工率66.1%。", "wrong 45 / 68 * 100 = 66.1"),
    ("年度计划80亿元，1-5月完成30.1亿元，占年度计划的37.6%。", "holds 30.1 / 80 * 100 = 37.6"),
    ("年度计划80亿元，1-5月完成30.1亿元，占年度计划的73.6%。", "wrong 30.1 / 80 * 100 = 73.6"),
    (
        "甲、乙、丙分别安排12个、15个、9个，已开工10个、12个、7个，开工率分别为83.3%、80%、78.7%。",
        "wrong 7 / 9 * 100 = 78.7",
    ),
    (
        "共50个，总投资200亿元。工业20个、投资90亿元，分别占全部的40%、45%。",
        "holds 90 / 200 * 100 = 45",
    ),
)
_BACK, _BASES, _FEW = 4, 40, 12
#: A longer name of a rate names a subject of its own: 新建项目开工率.
_LABEL = 4
_HUNDRED = Decimal(100)
#: A share that names no base: 占38.5%, 超七成.
_UNNAMED = re.compile(
    "(?:占(?:比)?(?:重|例)?)?(?:已|仅|达到|达|为|到|了|约|近|超过|超|不足|不到){0,3}"
)
#: 85个项目中，: what follows are its parts.
_MIDST = re.compile("(?:[^,。;]{0,12})[中里],?")
_NO_RATE = re.compile(
    "增长|增幅|增速|同比|环比|上升|下降|减少|提高|降低|回落|进度|利率|税率|比.{1,6}年"
)
#: What may stand between a plan and what was done of it without naming another subject.
_DULL = re.compile(
    r"[\d\s,。;:、~至到\-()年月日底末份初起止万亿元]|截至|截止|目前|今年|当年|以来|累计|完成|实现|"
    "实际|投资|到位|资金|全年|上半|季度|一|二|三|前|个|已|共|其中"
)


def rates(reading: Reading) -> Iterator[Finding]:
    """Every share and rate of the text."""
    done: dict[int, Finding] = {}
    for run in _runs(reading):
        for found in _list(reading, run):
            if found.stated is not None:
                done[found.stated.order] = found
    for one in reading.figures:
        if one.role is Role.PERCENT and one.order not in done and _is_share(reading, one):
            found_one = _single(reading, one)
            if found_one is not None:
                done[one.order] = found_one
    yield from _by_sibling(reading, done)


def _is_share(reading: Reading, one: Figure) -> bool:
    before = reading.text[max(0, one.start - 24) : one.start]
    clause = re.split("[,;。\n]", before)[-1]
    return not _NO_RATE.search(clause)


def _single(reading: Reading, one: Figure) -> Finding | None:
    tied = _tied(reading, one)
    if tied is not None and _verdict(tied, one) in GOOD:
        return _finding(tied, one)
    for pair in _others(reading, one, tied):
        if _may_hold(pair, one) and _verdict(pair, one) in GOOD:
            return _finding(pair, one)
    if tied is not None and tied.sure:
        return _finding(tied, one)
    near = tied or nearest(reading, one)
    return half_printed(reading, one) or (_unclear(near, one) if near is not None else None)


def _verdict(pair: Pair, one: Figure) -> Verdict:
    return judged(pair.value, pair.reach, one)


def _may_hold(pair: Pair, one: Figure) -> bool:
    """Whether the digits of all three leave a rate open: most pairs are far from it."""
    low, high = one.interval
    least, most = pair.part.interval
    return least * 100 <= high * pair.base.interval[1] and most * 100 >= low * pair.base.interval[0]


# ---- pairs tied by their words


def _tied(reading: Reading, one: Figure) -> Pair | None:
    return bound(reading, one) or _of_count(reading, one)


def _before(reading: Reading, one: Figure, most: int = _BACK) -> list[Figure]:
    """The figures of the sentence before a percentage, the nearest first, without shares."""
    found = []
    for other in reversed(reading.figures[max(0, one.order - most) : one.order]):
        if other.sentence != one.sentence:
            break
        found.append(other)
    return found


def _of_count(reading: Reading, one: Figure) -> Pair | None:
    """12个项目中已开工11个，开工率; 338个项目里，亿元以上334个，占."""
    near = [other for other in _before(reading, one, 6) if other.role is Role.COUNT]
    if len(near) < 2 or reading.figures[one.order - 1] is not near[0]:
        return None
    part, base = near[0], near[1]
    if base.value < part.value or part.inner or base.inner or not base.value:
        return None
    if len(reading.between(part, one)) > 14 or ";" in reading.between(base, part):
        return None
    rate = RATE.search(one.lead)
    if rate:
        if len(rate[0]) < len(one.lead) or len(rate[1]) > _LABEL or _summed_up(reading, part, one):
            return None
        return Pair(part, base) if same_state(rate[1], part) else None
    if not _UNNAMED.fullmatch(one.lead.lstrip(",、 ")):
        return None
    return _within(reading, one, part)


def _within(reading: Reading, one: Figure, part: Figure) -> Pair | None:
    """96个项目中，完工37个，占38.5%；在建22个，占22.9%: every count has its share."""
    last: Figure = one
    for base in reversed(reading.figures[max(0, part.order - _BASES) : part.order]):
        if base.sentence != one.sentence:
            return None
        if base.role is Role.COUNT and _MIDST.match(base.tail + ","):
            fits = last.order in (base.order + 1, one.order) or last.role is Role.COUNT
            return Pair(part, base) if fits and base.value >= part.value else None
        if base.role not in (Role.COUNT, Role.PERCENT) or base.role is last.role:
            return None
        if base.order == part.order - 1 and base.role is not Role.PERCENT:
            return None
        last = base
    return None


def _summed_up(reading: Reading, part: Figure, one: Figure) -> bool:
    """Whether a rate may be of several pairs: 甲30个，已开工25个，乙20个，已开工18个，开工率."""
    for other in _before(reading, one, 12):
        if other.role is Role.PERCENT:
            return False
        if other.order != part.order and other.role is part.role:
            state = words.state_of(part.lead + part.tail)
            same = other.lead == part.lead or (
                state and words.state_of(other.lead) == state and DONE.search(other.lead)
            )
            if same or (part.role is Role.MONEY and other.measure == part.measure):
                return True
    return False


# ---- other pairs that the words allow


def _others(reading: Reading, one: Figure, tied: Pair | None) -> Iterator[Pair]:
    before = [f for f in _before(reading, one, 6) if f.role in COUNTABLE]
    parts = [tied.part] if tied else [f for f in before if f.role is before[0].role]
    if not tied:
        parts += [
            f
            for f in reading.figures[one.order + 1 : one.order + 2]
            if f.role is Role.MONEY and f.sentence == one.sentence and not f.lead.startswith("其")
        ]
    few = _FEW if tied or not one.places else _BASES
    for part in parts:
        left = few
        allowed = _allowed(part, one)
        for base in reversed(reading.figures[max(0, part.order - _BASES * 2) : one.order]):
            if base.role is not part.role or not allowed(base):
                continue
            left -= 1
            if left < 0:
                break
            yield Pair(part, base)


def _allowed(part: Figure, one: Figure) -> Callable[[Figure], bool]:
    """Which bases the words of a percentage allow."""
    least = part.value if part.role is Role.COUNT or one.printed < _HUNDRED else Decimal(0)
    if part.role is Role.COUNT:
        return lambda base: not base.measure and base.value > least
    measures, also = _measures(part, one)

    def allowed(base: Figure) -> bool:
        if base.value <= least or base.order == part.order:
            return False
        return base.measure in measures or base.order == also

    return allowed


def _measures(part: Figure, one: Figure) -> tuple[frozenset[str], int]:
    """Of which measures an amount's base may be; also the figure of this order."""
    named = BASE.search(one.lead)
    said = named[1] if named else ""
    if PLAN.search(said):
        return frozenset({"计划", "任务"}), one.order - 1
    if "总投资" in said:
        return frozenset({"总投资"}), -1
    if one.lead.endswith("完成率"):
        return frozenset({"计划", "任务"}), -1
    if part.measure.endswith("年产值"):
        return frozenset({"年产值", "本月年产值", "当月年产值", "预计年产值", "省外年产值"}), -1
    return frozenset({part.measure, "计划", "总投资", "任务"}), -1


# ---- lists


def _runs(reading: Reading) -> Iterator[list[Figure]]:
    """Percentages that stand in a list: 40%、45%和50%."""
    run: list[Figure] = []
    for one in reading.figures:
        if one.role is Role.PERCENT and run and _joined(reading, run[-1], one):
            run.append(one)
            continue
        if len(run) > 1:
            yield run
        run = [one] if one.role is Role.PERCENT else []
    if len(run) > 1:
        yield run


def _joined(reading: Reading, one: Figure, other: Figure) -> bool:
    return re.fullmatch("[、,]|和|及|与|以及", reading.between(one, other)) is not None


def _list(reading: Reading, run: list[Figure]) -> Iterator[Finding]:
    """What a list of percentages says: of two lists before it, or of one row and another."""
    if not _is_share(reading, run[0]):
        return
    best: list[Pair] = []
    good = 0
    for pairs in _ways(reading, run):
        holds = sum(_verdict(p, r) in GOOD for p, r in zip(pairs, run, strict=True))
        if holds > good:
            best, good = pairs, holds
    if good == len(run) or (good and good >= len(run) - 1) or good >= max(2, len(run) / 2):
        for pair, one in zip(best, run, strict=True):
            yield _finding(pair, one)


def _ways(reading: Reading, run: list[Figure]) -> Iterator[list[Pair]]:
    size = len(run)
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
                yield [Pair(p, b) for p, b in zip(parts, bases, strict=True)]
    if len(here) >= size:
        parts = here[-size:]
        for start in range(len(before) - 2 * size, -1, -1):
            bases = before[start : start + size]
            if _paired(parts, bases):
                yield [Pair(p, b) for p, b in zip(parts, bases, strict=True)]


def _paired(parts: list[Figure], bases: list[Figure]) -> bool:
    return all(
        p.role is b.role and b.value > 0 and (p.role is Role.COUNT) <= (p.value <= b.value)
        for p, b in zip(parts, bases, strict=True)
    )


# ---- what siblings prove


def _by_sibling(reading: Reading, done: dict[int, Finding]) -> Iterator[Finding]:
    """A share of a base that two others of the same words prove: 占总到位的 in every item."""
    bases: dict[str, dict[int, list[Finding]]] = {}
    for found in done.values():
        key = _words_of_base(found.stated)
        if key and found.verdict in GOOD and len(found.operands) == 2:
            bases.setdefault(key, {}).setdefault(found.operands[1].order, []).append(found)
    yield from done.values()
    for one in reading.figures:
        key = _words_of_base(one) if one.role is Role.PERCENT and one.order not in done else ""
        proven = bases.get(key, {}) if key else {}
        if len(proven) != 1:
            continue
        (siblings,) = proven.values()
        role = siblings[0].operands[0].role
        near = [f for f in _before(reading, one, 8) if f.role is role and not f.inner]
        if len(siblings) >= 2 and near and near[0].measure == siblings[0].operands[0].measure:
            yield _finding(Pair(near[0], siblings[0].operands[1]), one)


def _words_of_base(one: Figure | None) -> str:
    named = BASE.search(one.lead) if one else None
    key = named[1] if named else ""
    return key if re.search("^[全总]|总[数量额值]$", key) else ""


def _unclear(pair: Pair, one: Figure) -> Finding:
    """What stands nearest does not come to it, but something else may be meant."""
    found = _finding(pair, one)
    said = f"{pair.part.text} 是 {pair.base.text} 的 {shown(pair.value, one)}，写的是 {one.text}"
    return found._replace(
        verdict=Verdict.BASE_UNCLEAR, message=f"{said}；基数可能另有所指", remedy=""
    )


def _finding(pair: Pair, one: Figure) -> Finding:
    verdict = _verdict(pair, one)
    part = pair.base.said(pair.part.value)
    text = f"{part:f} / {said_in(pair.base.value, pair.base)} * 100"
    said = f"{pair.part.text} 是 {pair.base.text} 的 {shown(pair.value, one)}，写的是 {one.text}"
    remedy = ""
    if verdict is Verdict.WRONG:
        why = cause(pair.value, one) or "也可能是用了旧的基数，或分子分母有一个写错"
        said += f"；{why}"
        remedy = f"两个数若无误，应为 {one.as_printed(pair.value)}；否则核对这两个数"
    kind = Kind.RATE if "率" in one.lead or PLAN.search(one.lead) else Kind.SHARE
    return Finding(verdict, kind, said, text, pair.value, one, (pair.part, pair.base), remedy)
