"""The whole that a share has in its own row, by what the rows beside call theirs.

水利项目8项，计划23.7亿元，完成17.6亿元，占74.2%; 交通项目29项，计划387亿元，已开工28项，完成
351亿元，占90.1%: each row says its own plan, though not at the same place.  新建653个，1607亿元 …
新建项目完成531.59亿元，占33.1%: each row is named where its plan stands.  竣工39696户，竣工率;
入住38271户，入住率: of the one whole of both.

Wrong where two rows beside come out so, or one does and the share looks like a slip or is that of
the row beside.  What came out is told wrong only where its pair is that of another row, or where
a rate of the same name is not of the same.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import RatePair, is_of_others, is_share, told
from sangeyipi.audit.relations.shares import any_share
from sangeyipi.audit.relations.shares.alike_shares import (
    AlikeShare,
    is_beside,
    kind_of_share,
    share_words,
)
from sangeyipi.audit.relations.shares.corresponding_wholes import by_name, by_place
from sangeyipi.audit.relations.shares.stated_shares import stated_share
from sangeyipi.audit.relations.shares.unprinted_wholes import is_of_unprinted
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import growth_of, rate_in
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import half_up

EXAMPLES = (
    (
        "水利项目9项，计划投资28.4亿元，已开工8项，完成20.6亿元，占计划的72.5%；交通项目31项，"
        "计划投资412亿元，已开工30项，完成374亿元，占计划的90.1%；信息项目3项，计划投资116亿元，"
        "完成107.3亿元，占计划的92.5%；城镇项目17项，计划投资208.6亿元，完成163亿元，占计划的78.1%。",
        "wrong 374 / 412 * 100 = 90.1",
    ),
    (
        "安排项目2614个，年度计划投资6932亿元。其中：收尾318个，793亿元；续建1274个，4216亿元；"
        "新建641个，1582亿元；预备381个，341亿元。续建项目完成1833.42亿元，占43.8%；"
        "新建项目完成512.38亿元，占32.4%；预备项目完成74.29亿元，占21.8%。",
        "wrong 1833.42 / 4216 * 100 = 43.8",
    ),
    (
        "改造任务为41264户，分两年实施。从工作进度来看，两年开工数为41876户，开工率达101.5%，"
        "竣工37219户，竣工率达90.2%；入住35108户，入住率达85%。",
        "holds 35108 / 41264 * 100 = 85",
    ),
    (
        "改造任务为41264户，分两年实施。从工作进度来看，两年开工数为41876户，开工率达101.5%，"
        "竣工37219户，竣工率达90.2%；入住35178户，入住率达85.2%。",
        "wrong 35178 / 41264 * 100 = 85.2",
    ),
    (
        "改造任务19462户，其中贫困户12374户。截至5月，已开工19462户、竣工14831户，开工率100%、"
        "竣工率71.27%。其中，贫困户改造任务开工12374户、竣工8819户，开工率100%、竣工率71.27%。",
        "wrong 14831 / 19462 * 100 = 71.27",
    ),
    (
        "第十届签约项目1184个，签约金额5873.2亿元，开工项目967个，开工率81.67%；建成项目418个，"
        "建成率43.23%。第十一届签约项目1326个，签约金额6284.5亿元，开工1041个，开工率78.51%；"
        "建成352个，建成率26.55%。",
        "wrong 418 / 1184 * 100 = 43.23",
    ),
    (
        "续建项目248个，计划开工项目193个，计划竣工项目106个。142个项目开工建设，开工率73.6%；"
        "79个项目竣工，竣工率73.6%。",
        "wrong 79 / 106 * 100 = 73.6",
    ),
    (
        "签约仪式上共签约项目96个。上一年全市共签约68个招商项目，总投资312亿元；截至目前，"
        "履约项目61个，合同履约率89.7%；已开工项目53个，项目开工率55.2%。",
        "wrong 53 / 68 * 100 = 55.2",
    ),
    (
        "2022年引进项目143个，2023年引进项目176个。2023年引进的项目中，已落地118个，落地率82.5%；"
        "已投产69个，投产率39.2%。",
        "wrong 118 / 176 * 100 = 82.5",
    ),
    (
        "立案764件。委员提案637件。办理结果为A类402件，占52.6%；B类246件，占33.2%；C类108件，占14.1%。",
        "wrong 246 / 764 * 100 = 33.2",
    ),
)
_ROWS, _DISTANCE, _TWO = 20, 6, 2
_HUNDRED = 100
_Find = Callable[[Surroundings, TextFigure, TextFigure, AlikeShare], TextFigure | None]


def own_wholes(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what the rows beside say that shares are of."""
    rows = sorted(_rows(around, found), key=_order)
    if not rows:
        return found
    orders = [row.one.order for row in rows]
    before: dict[int, list[int]] = {}
    for at, each in enumerate(found):
        if each.stated is not None and each.stated.role is Role.PERCENT:
            before.setdefault(each.stated.start, []).append(at)
    gone: set[int] = set()
    made: list[Finding] = []
    for one in around.reading.figures:
        if one.role is not Role.PERCENT or one.hedge or not one.printed:
            continue
        if one.printed == _HUNDRED or not one.order or around.is_crowded(one):
            continue
        begin = bisect_left(orders, one.order - _ROWS)
        end = bisect_left(orders, one.order + _ROWS, begin)
        if begin == end:
            continue
        places = before.get(one.start, ())
        new = _told(around, one, rows[begin:end], [found[at] for at in places])
        if new is not None:
            gone.update(places)
            made.append(new)
    return [*(each for at, each in enumerate(found) if at not in gone), *made] if made else found


def _order(row: AlikeShare) -> int:
    return row.one.order


def _rows(around: Surroundings, found: list[Finding]) -> Iterator[AlikeShare]:
    for each in found:
        one = each.stated
        if each.verdict is not RelationVerdict.HOLDS or one is None or each.kind not in SHARES:
            continue
        if one.role is not Role.PERCENT or len(each.operands) != _TWO or one.printed == _HUNDRED:
            continue
        part, base = each.operands
        if not around.knows(one) or not around.knows(base) or part.role not in COUNTABLE:
            continue
        near = 0 < one.order - part.order <= _DISTANCE and part.sentence == one.sentence
        if near and part.dimension == base.dimension and not (part.hedge or base.hedge):
            pair = RatePair(part, base)
            if pair.comes_to(one) and not growth_of(one.lead):
                yield AlikeShare(
                    one, part, base, kind_of_share(around, one), share_words(around, one)
                )


def _told(
    around: Surroundings, one: TextFigure, near: list[AlikeShare], before: list[Finding]
) -> Finding | None:
    good = [each for each in before if each.verdict in GOOD]
    if len(good) > 1 or (good and not _may_be_mistaken(one, near, good[0])):
        return None
    kind = kind_of_share(around, one)
    if not kind or not is_share(around.reading, one):
        return None
    if good and _is_copy(one, near, good[0]):
        bound = stated_share(around, one)
        if bound is not None and bound.verdict is RelationVerdict.WRONG:
            return bound
    beside = [
        row
        for row in near
        if row.kind == kind and row.one is not one and is_beside(around, one, row, kind)
    ]
    if not beside:
        return None
    if good:
        # 142个项目开工，开工率73.6%；79个项目竣工，竣工率73.6%: the pair of another row.
        own, copied = share_words(around, one), good[0].operands
        if not all(_is_of_column(one, row, good[0]) for row in beside):
            beside = [
                row
                for row in beside
                if row.words == own
                or (row.part, row.base) == copied
                or _is_row_begun(around, one, row, kind)
            ]
    named = _ways(around, one, beside, by_name)
    ways = named or _ways(around, one, beside, by_place)
    if len(ways) != 1:
        return None
    (at, of), rows = next(iter(ways.items()))
    part, base = around.reading.figures[at], around.reading.figures[of]
    if part.value > base.value and one.printed < _HUNDRED and not (named and len(rows) > 1):
        return None
    return _judged(around, one, RatePair(part, base), rows, good, before, near)


def _ways(
    around: Surroundings, one: TextFigure, beside: list[AlikeShare], find: _Find
) -> dict[tuple[int, int], list[AlikeShare]]:
    """The rows by the part and the whole that they say a share is of."""
    ways: dict[tuple[int, int], list[AlikeShare]] = {}
    for row in beside:
        part = around.reading.figures[one.order - (row.one.order - row.part.order)]
        base = find(around, part, one, row) if part.value != row.part.value else None
        if base is None or base is part or base.value <= 0 or _is_foreign(around, part, base):
            continue
        ways.setdefault((part.order, base.order), []).append(row)
    return ways


def _is_foreign(around: Surroundings, part: TextFigure, base: TextFigure) -> bool:
    """第三批项目24个，第一批已投产25个: of other batches or places, or of one and of all."""
    own, of = around.scopes(part), around.scopes(base)
    if own and of and own.isdisjoint(of):
        return True
    return any(each[0] == "第" and each not in own for each in of)


def _judged(
    around: Surroundings,
    one: TextFigure,
    pair: RatePair,
    rows: list[AlikeShare],
    good: list[Finding],
    before: list[Finding],
    used: list[AlikeShare],
) -> Finding | None:
    found = told(pair, one)
    if found.verdict in GOOD:
        return None if before and not _is_other(before, pair) else found
    if is_of_others(around.reading, pair) or is_of_unprinted(around, one, pair):
        return None
    copied = [row for row in rows if row.one.printed == one.printed]
    if good:
        likely = _is_near(pair, one)
        return found if likely and _is_mistaken(around, one, pair, rows, good[0], used) else None
    if pair.part.value <= pair.base.value and not (_is_near(pair, one) or is_slip(pair.value, one)):
        return None
    if len(rows) < _TWO and not copied and not is_slip(pair.value, one):
        return None
    if not is_slip(pair.value, one) and any_share.is_of_two(around, one, pair.part):
        return None
    return found


def _is_other(before: list[Finding], pair: RatePair) -> bool:
    """Whether what was told wrong or left open is of another pair."""
    return all(
        each.verdict not in GOOD and each.operands != (pair.part, pair.base) for each in before
    )


def _is_near(pair: RatePair, one: TextFigure) -> bool:
    return one.value <= 2 * pair.value <= 4 * one.value


def _is_mistaken(
    around: Surroundings,
    one: TextFigure,
    pair: RatePair,
    rows: list[AlikeShare],
    before: Finding,
    used: list[AlikeShare],
) -> bool:
    """Whether what a share came out to is the pair of another row, or of another whole than the
    same rate has in the other rows, which does not come out there, nor is the whole of any."""
    if len(before.operands) != _TWO:
        return False
    part, base = before.operands
    if any((row.part, row.base) == (part, base) for row in rows):
        return True
    if part is not pair.part:
        # 7件，4.72亿元，占24.1%；5件，3.18亿元，占15.6%: that of the number among those of money.
        same = all(row.one.sentence == one.sentence and row.base is pair.base for row in rows)
        return same and len(rows) > 1 and all(r.base is not base or r.one is one for r in used)
    if all(_is_row_begun(around, one, row, "率") for row in rows):
        return _is_of_other_time(around, pair.part, pair.base, base)
    others = [row.base for row in used if row.one is not one]
    if pair.base not in others or base in others:
        return False
    back = one.order - base.order
    if rate_in(one.lead) is None or back <= 0:
        return False
    own = share_words(around, one)
    for row in (row for row in rows if row.words == own):
        other = around.reading.figures[max(0, row.one.order - back)]
        same = (other.role, other.dimension) == (base.role, base.dimension)
        if not same or not other.value or other is row.base:
            return False
        if half_up(RatePair(row.part, other).value, row.one.places) == row.one.printed:
            return False
    return True


def _may_be_mistaken(one: TextFigure, near: list[AlikeShare], before: Finding) -> bool:
    """Whether the pair is that of another row too, or its whole is that of no other: most are
    neither."""
    if len(before.operands) != _TWO:
        return False
    others = [row for row in near if row.one is not one]
    part, base = before.operands
    if any(row.part is part and row.base is base for row in others):
        return True
    return bool(others) and all(row.base is not base for row in others)


def _is_copy(one: TextFigure, near: list[AlikeShare], before: Finding) -> bool:
    """Whether a share came out to the pair of another, which stands between: it repeats that."""
    return any(
        (row.part, row.base) == before.operands
        and row.part.order < row.one.order < one.order
        and row.one.printed == one.printed
        for row in near
    )


def _is_of_column(one: TextFigure, row: AlikeShare, before: Finding) -> bool:
    """Whether a row beside is of another column than what a share came out to."""
    own = before.operands[0]
    back = one.order - own.order
    same = own.sentence == one.sentence and row.one.sentence == one.sentence
    return (
        same
        and 0 < back != row.one.order - row.part.order
        and own.dimension != (row.part.dimension)
    )


def _is_row_begun(around: Surroundings, one: TextFigure, row: AlikeShare, kind: str) -> bool:
    """履约66个，履约率90%；开工59个，开工率58%: the rate before or behind, of the same row."""
    first, last = sorted((row.one, one), key=lambda f: f.order)
    between = around.reading.figures[first.order + 1 : last.order]
    if kind != "率" or first.sentence != last.sentence:
        return False
    said = around.reading.text[first.end : last.start]
    return not any(f.role is Role.PERCENT for f in between) and not _TIMES.search(said)


def _is_of_other_time(
    around: Surroundings, part: TextFigure, base: TextFigure, other: TextFigure
) -> bool:
    """共签约102个。上一年共签约73个，…: that of the sentence before is of none after it."""
    own, ours, theirs = (_time(around, f) for f in (part, base, other))
    return bool(own) and own == ours != theirs


def _time(around: Surroundings, one: TextFigure) -> str:
    """Of which year or batch the sentence was up to a figure, the last that it says."""
    begin = around.reading.begun("。\n", one.start)
    said = _TIMES.findall(around.reading.text, begin, one.start)
    return said[-1] if said else ""


_TIMES = later("[上去前]一?年|第[^,。;]{1,3}[期批届]|\\d{4}年")
