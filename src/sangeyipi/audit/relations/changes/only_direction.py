"""A percentage said to lie above or below another by name, and not how far: 低于全省平均水平.

What is named is found as for `against_named`; of a list (均高于) each is on that side.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.comparison import NAME, NAMED_WAY
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.subjects import bound_by_name, last_date, sign_of
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "316个省重点项目用地到位率为52.8%。9个县区省重点项目用地到位率58.3%，低于全省平均水平。",
        "wrong 58.3 > 52.8 = 52.8",
    ),
    (
        "316个省重点项目用地到位率为52.8%。9个县区省重点项目用地到位率58.3%，高于全省平均水平。",
        "holds 58.3 > 52.8 = 52.8",
    ),
    (
        "全省开工率达71%。甲市、乙市、丙市、丁市开工率分别为84%、67%、78%和90%，均高于全省平均水平。",
        "wrong 67 < 71 = 71",
    ),
)
_ONLY_WAY = re.compile(f",(?:[也仍又且]|([均都]))?{NAMED_WAY}({NAME})(?=[,。;)\n])")


def only_direction(reading: TextReading) -> Iterator[Finding]:
    """Every percentage that is said to lie above or below another by name."""
    for word in _ONLY_WAY.finditer(reading.text):
        yield from _only_way(reading, word)


def _only_way(reading: TextReading, word: "re.Match[str]") -> Iterator[Finding]:
    """到位率58.3%，低于全省平均水平: nothing but the direction is said."""
    after = reading.first_after(word.start())
    at = (after.order if after is not None else len(reading.figures)) - 1
    now = reading.figures[at] if at >= 0 else None
    if now is None or now.end != word.start() or now.role is not Role.PERCENT or now.hedge:
        return
    row = _row_to(reading, now) if word[1] else [now]
    bound = bound_by_name(reading, row[0], word[4], row[0].order)
    if len(bound) != 1 or not bound[0][1] or any(f.hedge for f in row):
        return
    old = bound[0][0]
    if last_date(reading, row[0]) != last_date(reading, old):
        return
    told = [_which_way(f, old, row[0], word) for f in row if _apart(f, old, row[0])]
    off = sum(1 for one in told if one.verdict is RelationVerdict.WRONG)
    # Where most of a list lie on the other side another figure is meant.
    if len(row) == 1 or 2 * off <= len(row):
        yield from told


def _row_to(reading: TextReading, last: TextFigure) -> list[TextFigure]:
    """分别为58%、49%和74%，均高于: all of the list that ends with a figure."""
    row, joint = [last], _JOINT
    for before in reversed(reading.figures[reading.begins[last.order] : last.order]):
        if before.role is not Role.PERCENT or before.inner is not last.inner:
            break
        if joint.fullmatch(reading.text, before.end, row[0].start) is None:
            break
        if joint is _JOINT and reading.text[before.end] != ",":
            # 西部63%，甲市88%、乙市82%，均高于: of the last list.
            joint = _LISTED
        row.insert(0, before)
    return row


_JOINT = later("[、,]?[和及与]?[^,。;:、()\\d]{0,6}")
_LISTED = later("(?:、|和|及|与)[^,。;:、()\\d]{0,6}")


def _apart(now: TextFigure, old: TextFigure, first: TextFigure) -> bool:
    sign = sign_of(first)
    return abs(now.value * sign - old.value * sign_of(old)) > now.half + old.half


def _which_way(
    now: TextFigure, old: TextFigure, first: TextFigure, word: "re.Match[str]"
) -> Finding:
    mine, theirs = now.value * sign_of(first), old.value * sign_of(old)
    right = (mine < theirs) is bool(word[3])
    verdict = RelationVerdict.HOLDS if right else RelationVerdict.WRONG
    text = f"{mine:f} {'<' if mine < theirs else '>'} {theirs:f}"
    message = f"{now.text}，写的是{word[0].strip(',')}，那是 {old.text}"
    remedy = "" if right else "方向改过来，或核对这两个数"
    # 均高于 is said of each, whatever else the one comes to.
    kind = RelationKind.STATE if word[1] else RelationKind.DIFFERENCE
    return Finding(verdict, kind, message, text, mine, old, (now, old), remedy)
