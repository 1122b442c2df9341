"""Percentages of a count whose whole stands nowhere, but can be one number only.

新开工19个，占计划新开工的65.5%: of 29, as no other whole number comes to it.  Only where the words
show that the whole is not printed: the share names one that no figure is called
(完成年度目标的), or the part of a rate has a subject of its own, of which nothing else is counted
(市直部门化解8件，化解率).

Asked last, of what nothing has settled.
"""

import re

from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.judging.pairs import is_share
from sangeyipi.audit.relations.shares.bases import ONE_BY_ONE, fitting_bases, of_inferred
from sangeyipi.audit.relations.shares.named_parts import NEGATED, is_called, is_part
from sangeyipi.audit.relations.shares.share_claims import (
    CLAUSE,
    DULL,
    PLANNED,
    Claim,
    claimed,
    clause_of,
)
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.audit.text.words import share_two

EXAMPLES = (
    (
        "前三季度竣工46个，完成投资281亿元。43个水利项目完成投资62.5亿元，竣工17个，占计划竣工的73.9%。",
        "holds 17 / 23 * 100 = 73.9",
    ),
    ("3月新增入库项目13个，完成年度目标的56.5%。", "holds 13 / 23 * 100 = 56.5"),
    (
        "全县排查隐患1462处，整改1285处，整改率87.9%；化工园区整改64处，整改率94.1%。",
        "holds 64 / 68 * 100 = 94.1",
    ),
    # It goes on about those 40.
    ("重点项目40个。已竣工26个，竣工率66.7%。", "wrong 26 / 40 * 100 = 66.7"),
)
_HUNDRED, _TWO, _PARAGRAPHS, _BACK = 100, 2, 1, 40
_OPEN = frozenset({RelationVerdict.BASE_UNCLEAR, RelationVerdict.INCOMPLETE})
_NO_SUBJECT = re.compile(
    f"截至|截止|目前|至?\\d{{0,2}}月[底末初份]?|{PART_OF_YEAR}|累计|已经?|实际|实现|顺利|新|共|全部|其中|"
    "到[^,]{0,6}底|本[周月季年期]|今年|[前上]期|[一二三四五六七八九十第]{1,4}批|完成|项目|[\\d.,%~-]+"
)


def inferred_bases(around: Surroundings, found: list[Finding]) -> list[Finding]:
    """The findings, with what shares are of that no other than one whole number comes to."""
    known: dict[int, list[int]] = {}
    for at, each in enumerate(found):
        if each.stated is not None and each.stated.role is Role.PERCENT:
            known.setdefault(each.stated.start, []).append(at)
    gone: set[int] = set()
    made: list[Finding] = []
    for one in around.reading.figures:
        if one.role is not Role.PERCENT or one.hedge or not one.order or not one.printed:
            continue
        places = known.get(one.start, ())
        if any(found[at].verdict not in _OPEN for at in places) or around.is_crowded(one):
            continue
        new = _inferred(around, one)
        if new is not None:
            gone.update(places)
            made.append(new)
    return [*(each for at, each in enumerate(found) if at not in gone), *made] if made else found


def _inferred(around: Surroundings, one: TextFigure) -> Finding | None:
    part = around.reading.figures[one.order - 1]
    one_by_one = part.role is Role.COUNT or part.dimension in ONE_BY_ONE
    counted = one_by_one and part.printed and not (part.hedge or part.half)
    if not counted or part.inner or one.inner or part.sentence != one.sentence:
        return None
    if one.printed == _HUNDRED or not is_share(around.reading, one):
        return None
    claim, at = claimed(around, one)
    if claim is None or at is not one or not is_part(around, part, one, claim):
        return None
    if NEGATED.search(claim.rate) or not (claim.rate or claim.name):
        return None
    if _is_printed(around, part, one, claim):
        return None
    if one.printed > _HUNDRED and not PLANNED.search(claim.name):
        return None
    fits = fitting_bases(part, one)
    return of_inferred(part, fits[0], one) if fits is not None and len(fits) == 1 else None


def _is_printed(around: Surroundings, part: TextFigure, one: TextFigure, claim: Claim) -> bool:
    """Whether the whole may stand in the text."""
    figures = around.reading.figures
    near = [
        f
        for f in figures[max(0, part.order - _BACK) : one.order + _BACK]
        if f.role is part.role and f.unit == part.unit and f is not part
        if abs(f.paragraph - part.paragraph) <= _PARAGRAPHS and not change_of(f.lead)
    ]
    if claim.name:
        words = [each for each in DULL.split(PLANNED.sub("|", claim.name)) if len(each) >= _TWO]
        words = [each for word in words for each in word.split("|") if len(each) >= _TWO]
        planned = PLANNED.search(claim.name) is not None
        if not planned and not words:
            return True
        return any(
            (planned and PLANNED.search(clause_of(around, f)) is not None)
            or (not planned and any(share_two(each, clause_of(around, f)) for each in words))
            for f in near
        )
    larger = [f for f in near if f.value >= part.value and f.order < part.order]
    if not any(f.paragraph == part.paragraph for f in larger) and not any(
        f.value >= part.value and f.sentence == one.sentence for f in near
    ):
        return bool(larger)
    begin = around.reading.begun(";。:\n", part.start)
    if any(f.start >= begin for f in larger) or is_past(part.lead):
        return True
    said = CLAUSE.split(around.reading.text[begin : part.start])[-1]
    own = _NO_SUBJECT.sub("", said)
    name = claim.rate[-_TWO:]
    return not is_called(claim.rate, said) or len(own.replace(name, "")) < _TWO
