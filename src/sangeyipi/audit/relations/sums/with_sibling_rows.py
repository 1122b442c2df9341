"""What sibling rows say, put with what all others have found: what comes out is no contradiction.

A whole that rows come to is not told wrong of other parts, and rows that do not come to it only
where nothing else does, or where they are off by a slip in one view of a whole that others come to.
"""

from collections import defaultdict
from collections.abc import Sequence

from sangeyipi.audit.judging.adding import Window, is_slip_of_parts
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict

EXAMPLES = (
    (
        "安排项目131个，总投资2946亿元，年度计划584亿元。按进度分，竣工24个，612亿元，131亿元；"
        "续建71个，1893亿元，381亿元；新开工36个，441亿元，135亿元。按类别分，产业52个，1207亿元，241亿元；"
        "农业9个，88亿元，17亿元；民生70个，1651亿元，326亿元。",
        "wrong 131 + 381 + 135 = 584",
    ),
    (
        "工业项目60项，已开复工52项（新建20项，续建32项）。甲区13项，开复工11项；乙区9项，开复工9项；"
        "丙区17项，开复工13项；丁区12项，开复工11项；戊区9项，开复工9项。",
        "wrong 11 + 9 + 13 + 11 + 9 = 52",
    ),
)
#: How many rows say by themselves that none is missing.
_MANY = 5
_TWO = 2
_WRONG = RelationVerdict.WRONG


def with_rows(found: list[Finding], told: Sequence[Finding]) -> list[Finding]:
    """The findings, with what sibling rows say.

    Without contradictions where a sum comes out, and without what is told twice.
    """
    if not told:
        return found
    holding = {one.stated.start for one in told if one.stated and one.verdict in GOOD}
    holding_before = {
        one.stated.start
        for one in found
        if one.stated and one.verdict in GOOD and one.kind is RelationKind.SUM
    }
    wrong = {
        one.stated.start
        for one in found
        if one.stated and one.verdict is _WRONG and one.kind is RelationKind.SUM
    } - holding
    before = {one.starts for one in found if one.verdict in GOOD}
    # What was known to hold beside a slip is another view of the whole.
    newly = {
        one.stated.start
        for one in told
        if one.stated and one.verdict in GOOD and one.starts not in before
    }
    kept = [
        one
        for one in found
        if not (
            one.kind is RelationKind.SUM
            and one.stated
            and one.stated.start in holding
            and one.verdict not in GOOD
            and (one.stated.start in newly or not _is_slip(one))
        )
    ]
    known = {one.starts for one in kept if one.verdict in GOOD}
    views = _views([*kept, *told])
    for one in told:
        assert one.stated is not None
        key = one.starts
        if key in known:
            continue
        known.add(key)
        start = one.stated.start
        free = start not in wrong | holding | holding_before
        beside = start not in wrong and _is_slip_beside_view(one, views[start])
        if one.verdict in GOOD or free or beside:
            kept.append(one)
    return kept


def _is_slip(one: Finding) -> bool:
    stated = one.stated
    if one.verdict is not _WRONG or stated is None:
        return False
    return is_slip_of_parts(Window(stated, list(one.operands)))


def _views(found: Sequence[Finding]) -> dict[int, list[Finding]]:
    """The sums that come to each whole."""
    views: dict[int, list[Finding]] = defaultdict(list)
    for one in found:
        if one.kind is RelationKind.SUM and one.stated and one.verdict in GOOD:
            views[one.stated.start].append(one)
    return views


def _is_slip_beside_view(one: Finding, views: Sequence[Finding]) -> bool:
    """Whether rows are off by a slip of the pen in one view of a whole that others come to.

    按进度分，131亿元、381亿元、135亿元。按类别分，241亿元、17亿元、326亿元: the others have none of
    these rows, and more than two of their own, so that two did not come to it by chance.  Many rows
    (`_MANY`) need no more than that the others stand in brackets: 84项（新建33项，续建51项）.
    """
    total = one.stated
    assert total is not None
    own = {f.start for f in one.operands}
    apart = [
        each
        for each in views
        if own.isdisjoint(f.start for f in each.operands) and len(each.operands) > _TWO
    ]
    window = Window(total, list(one.operands))
    many = len(own) >= _MANY and all(
        own.isdisjoint(f.start for f in each.operands) and all(f.inner for f in each.operands)
        for each in views
    )
    return many or (len(apart) == len(views) and is_slip_of_parts(window))
