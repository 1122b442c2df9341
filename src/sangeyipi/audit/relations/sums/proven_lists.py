"""Lists that something beside them shows to be all there is.

Shares of the same rows that come to 100% leave no row out; and what is divided elsewhere in the
same words (中央…、地方…) and adds up there is divided so everywhere near it.  Then a sum that does
not come out is wrong, and one of fewer parts has lost the others.  So is a second view (按行业分)
of what adds up before, and a list that goes on when its whole is used up.

Asked of what all others have found, for what holds is the proof.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, repeat
from operator import attrgetter
from typing import NamedTuple

from sangeyipi.audit.judging.adding import (
    Window,
    each_counted,
    is_crossed,
    is_slip_of_parts,
    near,
    summed,
)
from sangeyipi.audit.judging.completeness import REST, complete, exclusive
from sangeyipi.audit.judging.evidence import is_slip, one_in
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.relations.sums.agreeing_views import agreeing_views
from sangeyipi.audit.relations.sums.lost_ends import lost_ends
from sangeyipi.audit.relations.sums.proven_columns import beside_columns
from sangeyipi.audit.relations.sums.rows_beside_rest import rows_beside_rest
from sangeyipi.audit.relations.sums.views import view_parts
from sangeyipi.audit.relations.sums.views_behind import views_behind
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.coverage import AND_MORE, WITHDRAWN
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "立案642件。办理结果为甲类318件，占49.5%；乙类216件，占38.6%；丙类76件，占11.8%。",
        "wrong 318 + 216 + 76 = 642",
    ),
    (
        "计划投资518.6亿元，其中中央投资312.4亿元，地方投资206.2亿元。截至10月底到位资金486.3亿元，"
        "其中中央资金到位305.1亿元，地方资金到位181.2亿元；已支付371.9亿元，其中支付中央资金234.7亿元，"
        "支付地方资金173.2亿元。",
        "wrong 234.7 + 173.2 = 371.9",
    ),
    (
        "甲市开竣工96个，其中新开工57个，竣工39个；乙市开竣工83个，其中新开工48个，竣工29个；"
        "丙市开竣工71个，其中新开工44个，竣工27个。",
        "wrong 48 + 29 = 83",
    ),
    (
        "本批交办43件，已办结12件、阶段性办结26件、未办结5件。累计交办486件，已办结195件、"
        "阶段性办结291件、未办结58件。",
        "wrong 195 + 291 + 58 = 486",
    ),
    (
        "完成投资736.4亿元，其中，竣工项目、续建项目、新开工项目分别完成142.8亿元、537.3亿元、56.3亿元。"
        "按行业划分，交通、能源、水利项目完成投资分别为418.2亿元、260.9亿元和5.73亿元。",
        "wrong 418.2 + 260.9 + 5.73 = 736.4",
    ),
    (
        "总投资736.4亿元，其中产业项目总投资518.1亿元、基础设施项目总投资218.3亿元、"
        "社会民生项目总投资94.6亿元。",
        "wrong 518.1 + 218.3 + 94.6 = 736.4",
    ),
    (
        "办理建议583件，其中已经解决的146件，占25.2%；正在解决的359件，占61.9%；留作参考的75件，占12.9%。",
        "wrong 146 + 359 + 75 = 583",
    ),
    (
        "集中开工项目1122个。四大片区开工项目分别为338个、221个、286个、297个，占比分别为29.6%、19.4%、25%、26%。",
        "wrong 338 + 221 + 286 + 297 = 1122",
    ),
    # 产业类 is divided as its siblings are (`open_sums`).
    (
        "开工项目共247个。产业类136个，其中工业71个、农业24个、服务业14个；基础设施类68个，其中交通29个、水利21个、"
        "能源18个；民生类43个，其中教育19个、卫生24个。",
        "wrong 71 + 24 + 14 = 136",
    ),
    (
        "实际到位资金38.74亿元，完成年度目标92亿元的42.1%。从产业看，第一产业到位1.86亿元，第二产业到位26.93亿元，"
        "第三产业到位9.59亿元。",
        "wrong 1.86 + 26.93 + 9.59 = 38.74",
    ),
    # 其他 leaves nothing out of what came out of its states before.
    (
        "收集问题317个，已解决289个，正在推进28个。按类别划分，用工类47个，融资类96个，用地类53个，"
        "水电气等配套类61个，其他33个。",
        "wrong 47 + 96 + 53 + 61 + 33 = 317",
    ),
    # What leaves nothing out is followed by something else.
    ("代表186人，其中男代表117人、女代表69人、劳模代表22人。", "holds 117 + 69 = 186"),
)
_HUNDRED, _THREE, _TWO, _MOST = 100, 3, 2, 6
#: How far from where it adds up a list is divided in the same way.
_PARAGRAPHS = 2
#: 已开工38个，未开工8个，开工率80.9%(1个调出): one is in neither state.
_SOME_GONE = later(f"[^;。\n(]{{0,20}}\\([^)]{{0,8}}(?:{WITHDRAWN}|调[入整]|暂停|合并|撤)")
_ROW = 60
#: Of so many sums of other lists in the same words one may be by chance.
_SURE = 300
#: How many lists come so near a whole by chance: a digit, or within a tenth.
_SLIPPED, _NEAR = 100, 10
_DULL = re.compile(
    "其中|包括|分别|完成|投资|资金|到位|支付|支出|项目|工程|累计|总|年度|计划|收入|额|"
    "[,、;:的共有为达数个和及 ]"
)


class _Added(NamedTuple):
    """A sum that holds, of parts that follow their whole."""

    finding: Finding
    total: TextFigure
    parts: list[TextFigure]


def proven_lists(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what is told of lists that are proven to be whole."""
    added = [
        _Added(one, one.stated, list(one.operands))
        for one in found
        if one.kind is RelationKind.SUM and one.verdict in GOOD and one.stated is not None
        if len(one.operands) > 1 and all(map(around.knows, one.figures))
        if one.stated.order < one.operands[0].order and not one.operands[0].inner
    ]
    windows = [
        *_by_shares(around, found),
        *_by_pairs(found),
        *_by_words(around, added),
        *_by_views(around, added),
        *_by_complete_views(around, {one.total.start for one in added}),
        *lost_ends(around, [(one.total, one.parts) for one in added]),
        *beside_columns(around, found),
        *rows_beside_rest(around, found),
        *views_behind(around, [(one.total, one.parts) for one in added]),
        *agreeing_views(around, {one.total.start for one in added}),
    ]
    if not windows:
        return found
    sums: dict[int, list[Finding]] = defaultdict(list)
    for one in found:
        if one.kind is RelationKind.SUM and one.stated is not None:
            sums[one.stated.start].append(one)
    told: list[Finding] = []
    dropped: set[int] = set()
    for window in windows:
        changed = [change_of(f.lead) is not None for f in window.parts]
        if any(changed) and not all(changed):
            # 一季度189.8亿元，二季度222.8亿元，二季度比一季度多33亿元: no third part.
            continue
        last = window.parts[-1].end
        behind = around.reading.text[last : last + _ROW]
        if window.verdict not in GOOD and _SOME_GONE.match(behind):
            continue
        own = {f.start for f in window.parts}
        beside = sums.get(window.total.start, [])
        same = [one for one in beside if {f.start for f in one.operands} == own]
        more = [one for one in beside if {f.start for f in one.operands} > own]
        if any(one.verdict in GOOD for one in (*same, *more)):
            continue
        if any(one.verdict is RelationVerdict.WRONG for one in same):
            continue
        if window.verdict is RelationVerdict.WRONG:
            # Other parts that come to it are another view; but some of these have lost the rest.
            less = [one for one in beside if {f.start for f in one.operands} < own]
            dropped.update(map(id, (*same, *less)))
        else:
            dropped.update(id(one) for one in beside if one.verdict not in GOOD)
        told.append(_told(around, window))
    return [*(one for one in found if id(one) not in dropped), *told]


def _told(around: Surroundings, window: Window) -> Finding:
    """What is told of a list; where all shares are of what its parts come to, of its whole."""
    found, figures = summed(window, None), around.reading.figures
    beside = [figures[part.order + 1 : part.order + 2] for part in window.parts]
    if found.verdict in GOOD or not window.sum or not all(beside):
        return found
    shares = [each[0] for each in beside]
    if any(each.role is not Role.PERCENT for each in shares):
        return found
    if not all(map(_is_of, window.parts, shares, repeat(window.sum))):
        return found
    if all(map(_is_of, window.parts, shares, repeat(window.total.value))):
        return found
    right = window.total.as_printed(window.sum)
    why = Why(f"各部分的占比都是按 {right} 算的，像是总数写错")
    return found._replace(remedy=f"查原始数；各部分若无误，总数应为 {right}", why=why)


# ---- shares that come to a hundred


def _by_shares(around: Surroundings, found: Sequence[Finding]) -> Iterator[Window]:
    """The parts of one whole of which the shares leave nothing out."""
    columns = [one for one in found if _is_hundred(around, one)]
    if not columns:
        return
    pairs = {
        one.stated.start: one.operands
        for one in found
        if one.stated is not None and one.verdict in GOOD and len(one.operands) == _TWO
        if one.kind in SHARES
    }
    for column in columns:
        window = _of_shares(around, column.operands, pairs) or _of_own(around, column.operands)
        if window is not None:
            yield window


def _by_pairs(found: Sequence[Finding]) -> Iterator[Window]:
    """税收33940万元，占比53.2%。非税收入29877万元，占比46.8%: two that leave nothing out of a whole
    of which each has its share."""
    shares: dict[int, list[Finding]] = defaultdict(list)
    for one in found:
        holds = one.kind is RelationKind.SHARE and one.verdict is RelationVerdict.HOLDS
        if holds and one.stated is not None and len(one.operands) == _TWO:
            shares[one.operands[1].start].append(one)
    for several in shares.values():
        for one, other in pairwise(several):
            parts, total = [one.operands[0], other.operands[0]], one.operands[1]
            said = sum(each.stated.printed for each in (one, other) if each.stated)
            kin = len({_kind(f) for f in parts}) == 1 and parts[0].start != parts[1].start
            plain = not any(f.hedge or f.inner for f in (total, *parts))
            if said == _HUNDRED and kin and plain and complete(total, parts):
                window = Window(total, parts)
                if window.verdict in GOOD or is_slip_of_parts(window):
                    yield window


def _is_hundred(around: Surroundings, one: Finding) -> bool:
    return (
        one.kind is RelationKind.SHARE
        and one.verdict in GOOD
        and one.stated is not None
        and one.stated.printed == _HUNDRED
        and len(one.operands) >= _THREE
        and all(f.role is Role.PERCENT and around.knows(f) for f in one.operands)
    )


def _of_shares(
    around: Surroundings, shares: Sequence[TextFigure], pairs: Mapping[int, tuple[TextFigure, ...]]
) -> Window | None:
    known = [(one, *pairs[one.start]) for one in shares if one.start in pairs]
    wholes = Counter(base.start for _, _, base in known)
    if not wholes:
        return None
    start, many = wholes.most_common(1)[0]
    if many < max(_TWO, len(shares) - 1):
        return None
    kept = {one.start: (part, base) for one, part, base in known if base.start == start}
    back = {one.order - kept[one.start][0].order for one in shares if one.start in kept}
    total = next(base for _, base in kept.values())
    parts = []
    for one in shares:
        if one.start in kept:
            parts.append(kept[one.start][0])
        elif back == {1} and one.order:
            parts.append(around.before(one))
        elif len(back) == 1 and one.order >= min(back):
            parts.append(around.reading.figures[one.order - min(back)])
    kinds = {(f.role, f.dimension, f.measure) for f in parts}
    if len({f.start for f in parts}) != len(shares) or len(kinds) != 1 or total in parts:
        return None
    if total.hedge or any(f.hedge for f in parts):
        return None
    # 30%、19%、26%、25% of 1366 may be of 1363.
    room = sum((one.half for one in shares), total.half * 0) * total.value / _HUNDRED
    window = Window(total, parts)
    return window if window.verdict in GOOD or abs(window.sum - total.value) > room else None


def _of_own(around: Surroundings, shares: Sequence[TextFigure]) -> Window | None:
    """591件：148件，占25.2%；…: shares of what the parts come to, 588, which the whole was meant
    to be."""
    figures = around.reading.figures
    parts = [figures[one.order - 1] for one in shares if one.order]
    if shares[-1].order - shares[0].order == len(shares) - 1 <= shares[0].order:
        # 分别为338个、221个，占比分别为60.5%、39.5%: a list of shares behind one of parts.
        parts = list(figures[shares[0].order - len(shares) : shares[0].order])
    kinds = {(f.role, f.dimension, f.measure, f.paragraph) for f in parts}
    if len(parts) < len(shares) or len(kinds) != 1 or any(f.hedge or f.inner for f in parts):
        return None
    total = sum((f.value for f in parts), parts[0].half * 0)
    if (
        parts[0].role not in COUNTABLE
        or not total
        or not all(map(_is_of, parts, shares, repeat(total)))
    ):
        return None
    for whole in reversed(around.reading.paragraph_before(parts[0])):
        if _kind(whole) == _kind(parts[0]) and not (whole.hedge or whole.inner):
            off = abs(whole.value - total)
            near = 0 < off * _OFF <= whole.value or (off and is_slip(total, whole))
            near = near or any(f.value == total - whole.value for f in parts)
            return Window(whole, parts) if near else None
    return None


def _is_of(part: TextFigure, share: TextFigure, total: Decimal) -> bool:
    return half_up(EXACT.divide(part.value * _HUNDRED, total), share.places) == share.printed


#: A whole that is further off, than one in so many, is of more than these.
_OFF = 50


# ---- another view of a whole


def _by_views(around: Surroundings, added: Sequence[_Added]) -> Iterator[Window]:
    """按行业分，…: what is divided before in another way, and adds up there."""
    wholes: dict[tuple[int, object], list[TextFigure]] = defaultdict(list)
    for _, total, _ in added:
        if not total.inner:
            wholes[total.paragraph, _kind(total)].append(total)
    if not wholes:
        return
    for parts in view_parts(around.reading):
        totals = [
            f
            for f in wholes.get((parts[0].paragraph, _kind(parts[0])), ())
            if f.order < parts[0].order
        ]
        if not totals or any(f.hedge for f in parts):
            continue
        window = each_counted(Window(max(totals, key=_order), parts))
        # 甲和乙各3个: how many are named is sure only where it comes out.
        several = len(window.parts) > len(parts)
        if window.verdict not in GOOD and (several or _is_of_another(around, parts)):
            continue
        # 其他33个 leaves nothing out.
        whole = window.sum > window.total.value or REST.search(parts[-1].lead) is not None
        slip = is_slip_of_parts(window) or (near(window) and whole)
        if window.verdict in GOOD or (slip and len(parts) >= _THREE and _are_apart(parts)):
            yield window


_order = attrgetter("order")


def _by_complete_views(around: Surroundings, held: Collection[int]) -> Iterator[Window]:
    """从产业看，第一产业…，第二产业…，第三产业…: they leave nothing out, so that the one amount
    before them which they come to but for two digits crossed is theirs."""
    for parts in view_parts(around.reading):
        if len(parts) < _THREE or any(f.hedge for f in parts) or not complete(parts[0], parts):
            continue
        before = [
            f
            for f in around.reading.paragraph_before(parts[0])
            if (f.role, f.dimension) == (parts[0].role, parts[0].dimension)
            # 到位省外资金38.74亿元: of the same measure.
            and f.measure.endswith(parts[0].measure)
            and not (f.hedge or f.inner or change_of(f.lead))
        ]
        windows = [Window(f, parts) for f in before if f.order not in around.bases]
        if any(one.verdict in GOOD for one in windows):
            continue
        near_by = [one for one in windows if is_crossed(one) and near(one)]
        if len(near_by) == 1 and near_by[0].total.start not in held:
            yield near_by[0]


def _is_of_another(around: Surroundings, parts: list[TextFigure]) -> bool:
    """Whether a view comes to any figure before it: 46个，已开工40个. 按行业分，…46."""
    before = around.reading.paragraph_before(parts[0])
    return any(_kind(f) == _kind(parts[0]) and Window(f, parts).verdict in GOOD for f in before)


def _kind(one: TextFigure) -> object:
    return one.role, one.dimension, one.measure


def _are_apart(parts: list[TextFigure]) -> bool:
    """Whether the names of a view exclude each other; those of 分别 stand before the first."""
    if exclusive(parts):
        return True
    names = _AND.split(parts[0].lead)
    bare = all(not _core(f.lead) for f in parts[1:])
    return "分别" in parts[0].lead and bare and len(set(names)) == len(parts)


_AND = later("[、和及与]")


# ---- the same words elsewhere


class _Split(NamedTuple):
    """How wholes are divided near a place, and how far before its parts a whole stands."""

    words: tuple[str, ...]
    dimension: str
    back: int


def _by_words(around: Surroundings, added: Sequence[_Added]) -> Iterator[Window]:
    """What is divided in the words of a sum that holds."""
    proofs: dict[_Split, list[Finding]] = defaultdict(list)
    for one, total, parts in added:
        split = _split_of(around, total, parts)
        if split is not None:
            proofs[split].append(one)
    if not proofs:
        return
    by_first: dict[str, list[_Split]] = defaultdict(list)
    for split in proofs:
        by_first[split.words[0]].append(split)
    told = {tuple(f.start for f in one.operands) for several in proofs.values() for one in several}
    for first in around.reading.figures:
        if first.role not in COUNTABLE or first.inner:
            continue
        for split in by_first.get(core(first), ()):
            window = _said_so(around, split, first)
            if window is None or tuple(f.start for f in window.parts) in told:
                continue
            last = window.parts[-1].end
            more = _MORE.search(around.reading.text, window.total.end, last + _BEHIND)
            if window.verdict in GOOD or (more is None and _is_sure(window, proofs[split])):
                yield window


#: 其余为民生投资: something else is in this one.
_MORE = later(f"其[他它余]|{AND_MORE}|等|暂")
_BEHIND = 12


def _split_of(
    around: Surroundings, total: TextFigure, parts: Sequence[TextFigure]
) -> _Split | None:
    if len(parts) > _MOST or parts[0].role not in COUNTABLE or any(f.inner for f in parts):
        return None
    words = tuple(map(core, parts))
    if "" in words or len(set(words)) < len(words):
        return None
    if parts[-1].sentence != total.sentence or any(change_of(f.lead) for f in parts):
        return None
    if any(len(_kin(around, a, b)) for a, b in pairwise(parts)):
        return None
    return _Split(words, total.dimension, len(_kin(around, total, parts[0])))


def _kin(around: Surroundings, one: TextFigure, other: TextFigure) -> list[TextFigure]:
    """The figures between two that might be added with them."""
    between = around.reading.figures[one.order + 1 : other.order]
    return [f for f in between if f.dimension == one.dimension and not f.inner]


def _said_so(around: Surroundings, split: _Split, first: TextFigure) -> Window | None:
    """The figures that the words of a split name in a row, with the whole before them."""
    figures = around.reading.figures
    parts = [first]
    for one in figures[first.order + 1 : first.order + 2 * _MOST]:
        if one.sentence != first.sentence or len(parts) == len(split.words):
            break
        if one.dimension == split.dimension and not one.inner:
            if core(one) != split.words[len(parts)] or one.hedge or change_of(one.lead):
                return None
            parts.append(one)
    if len(parts) < len(split.words) or first.hedge or first.dimension != split.dimension:
        return None
    before = [
        f
        for f in figures[around.reading.begins[first.order] : first.order]
        if f.dimension == split.dimension and not f.inner
    ]
    if len(before) <= split.back:
        return None
    total = before[-1 - split.back]
    if total.role is not first.role or total.hedge or change_of(total.lead) or not total.printed:
        return None
    return Window(total, parts)


def _is_sure(window: Window, proofs: Iterable[Finding]) -> bool:
    """Whether a list that does not add up is one of those that do."""
    total, parts = window
    odds = 1
    beside = 0
    for one in proofs:
        stated = one.stated
        if stated is not None and abs(stated.paragraph - total.paragraph) <= _PARAGRAPHS:
            half = sum((f.half for f in one.operands), stated.half * 0)
            value = one.computed or stated.value
            odds *= max(1, one_in(stated, (value - half, value + half), stated.value, one.verdict))
            beside += 1
    lost = any(window.sum - f.value == total.value for f in parts[-1:]) and len(parts) > _TWO
    slips = _SLIPPED if lost or is_slip_of_parts(window) else _NEAR if near(window) else 0
    return beside > 0 and odds * slips >= _SURE


def core(one: TextFigure) -> str:
    """What a part is of, without the words that any part may have: 中央, 地方."""
    return _core(one.lead) or (_core(one.tail[:6]) if one.first else "")


@lru_cache(maxsize=8192)
def _core(lead: str) -> str:
    return _DULL.sub("", lead)[-8:]
