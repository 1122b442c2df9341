"""What the rates that hold prove of those beside them: of which base the next of a row is.

已投产7个，占31%；在建13个，占57%；…: two that come out by one whole are of it, and so is the third.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, told, verdict
from sangeyipi.audit.relations.shares.allowed_pairs import OF_ALL
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import base_of, sentence_before
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "制造业52个，占34.4%；服务业41个，占27.2%；农业33个，占21.9%；基础设施25个，占16.9%。四类共151个。",
        "wrong 25 / 151 * 100 = 16.9",
    ),
    (
        "收到建议168件，已采纳107件，占63.7%，其余61件列入计划，占36.3%。",
        "holds 61 / 168 * 100 = 36.3",
    ),
)


def with_siblings(reading: TextReading, done: dict[int, Finding]) -> Iterator[Finding]:
    """The rates found so far, by the order of each, with what they prove of the others."""
    _same_base(reading, done)
    _same_amount(reading, done)
    _of_rest(reading, done)
    yield from _by_sibling(reading, done)


def _same_base(reading: TextReading, done: dict[int, Finding]) -> None:
    """已投产7个，占31%；在建13个，占57%；…: two that come out prove what the others are of."""
    for figures in reading.by_sentence.values():
        shares = [f for f in figures if f.role is Role.PERCENT and _is_bare(reading, f)]
        if len(shares) < _SIBLINGS:
            continue
        first = shares[0].order - 1
        before = reading.figures[max(0, first - _BACK_TO) : first]
        here = [f for f in before if f.paragraph == shares[0].paragraph]
        bases = [f for f in here if f.role is Role.COUNT][-8:]
        # 制造业52个，占34.4%；…。四类共151个: the whole may come behind.
        behind = reading.figures[shares[-1].order + 1 : shares[-1].order + 3]
        bases += [f for f in behind if f.role is Role.COUNT and OF_ALL.search(f.lead)]
        ways = [[RatePair(reading.figures[f.order - 1], base) for f in shares] for base in bases]
        ways = [way for way in ways if all(p.part.value <= p.base.value > 0 for p in way)]
        holds = [sum(_holds(p, f) for p, f in zip(w, shares, strict=True)) for w in ways]
        if holds and max(holds) > 1 and holds.count(max(holds)) == 1:
            way = ways[holds.index(max(holds))]
            done.update({f.order: told(p, f) for p, f in zip(way, shares, strict=True)})


def _same_amount(reading: TextReading, done: dict[int, Finding]) -> None:
    """预算资金37.2亿元，占8.9%；贷款62.4亿元，占14.9%；…: all but one prove what it is of."""
    for figures in reading.by_sentence.values():
        shares = [f for f in figures if f.role is Role.PERCENT and _is_bare(reading, f, Role.MONEY)]
        open_ = [f for f in shares if not _is_good(done.get(f.order))]
        known = [done[f.order].operands[1] for f in shares if _is_good(done.get(f.order))]
        if len(open_) != 1 or len(known) < _SIBLINGS - 1 or len(set(known)) != 1:
            continue
        part, base = reading.figures[open_[0].order - 1], known[0]
        between = reading.text[reading.figures[shares[0].order - 1].end : open_[0].start]
        row = base.role is part.role and base.measure == part.measure and base.order < part.order
        if row and "其中" not in between and part.value <= base.value:
            done[open_[0].order] = told(RatePair(part, base), open_[0])


def _of_rest(reading: TextReading, done: dict[int, Finding]) -> None:
    """168件，已采纳107件，占63.7%，其余61件列入计划，占36.3%: what is left is of the same whole."""
    for order, found in list(done.items()):
        part, one = (found.operands or (None,))[0], found.stated
        if found.verdict is not RelationVerdict.BASE_UNCLEAR or part is None or one is None:
            continue
        before = done.get(part.order - 1)
        if before is None or not _is_good(before) or not _REST.match(part.lead.lstrip(",、;")):
            continue
        first, whole = before.operands
        same = part.sentence == whole.sentence and part.order == order - 1 and not part.inner
        if same and first.value + part.value == whole.value:
            done[order] = told(RatePair(part, whole), one)


_REST = later("其[余他它]|剩余|余下|剩下")


def _is_good(found: Finding | None) -> bool:
    return found is not None and found.verdict in GOOD and len(found.operands) == 2


def _is_bare(reading: TextReading, one: TextFigure, role: Role = Role.COUNT) -> bool:
    part = reading.figures[one.order - 1] if one.order else one
    return part.role is role and _BARE.fullmatch(reading.between(part, one)) is not None


def _holds(pair: RatePair, one: TextFigure) -> bool:
    return verdict(pair, one) in GOOD


_BARE = re.compile("[,、](?:占(?:比)?)(?:为|达|约)?")
_SIBLINGS, _BACK_TO = 3, 40


def _by_sibling(reading: TextReading, done: dict[int, Finding]) -> Iterator[Finding]:
    """A share of a base that two others of the same words prove: 占总到位的 in every item."""
    bases: dict[str, dict[int, list[Finding]]] = {}
    for found in done.values():
        key = _words_of_base(found.stated)
        if key and found.verdict in GOOD and len(found.operands) == 2:
            bases.setdefault(key, {}).setdefault(found.operands[1].order, []).append(found)
    # Of most words none proves anything, and most texts have none that do.
    proven = {
        key: siblings
        for key, each in bases.items()
        for siblings in each.values()
        if len(each) == 1 and len(siblings) >= 2
    }
    for one in reading.figures if proven else ():
        known = done.get(one.order)
        open_ = one.role is Role.PERCENT and (
            known is None or known.verdict is RelationVerdict.BASE_UNCLEAR
        )
        siblings = proven.get(_words_of_base(one), []) if open_ else []
        if not siblings:
            continue
        role = siblings[0].operands[0].role
        near = [f for f in sentence_before(reading, one, 8) if f.role is role and not f.inner]
        if near and near[0].measure == siblings[0].operands[0].measure:
            done[one.order] = told(RatePair(near[0], siblings[0].operands[1]), one)
    yield from done.values()


_OF_ALL = later("^[全总]|总[数量额值]$")


def _words_of_base(one: TextFigure | None) -> str:
    named = base_of(one.lead) if one else None
    key = named[1] if named else ""
    return key if key and _OF_ALL.search(key) else ""
