"""What stands in one row for the whole that a share has in another: by its place or its name."""

import re

from sangeyipi.audit.relations.shares.alike_shares import AlikeShare, kind_of_share, rate_stem
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import TextFigure

EXAMPLES = (
    (
        "民生实事28件，预算安排17.4亿元。其中教育类6件，预算4.31亿元，占预算安排的24.8%；"
        "卫生类4件，预算2.87亿元，占14.3%；养老类3件，预算1.92亿元，占11%；就业类2件，预算0.96亿元，"
        "占5.5%。",
        "wrong 2.87 / 17.4 * 100 = 14.3",
    ),
)
_BACK, _STEM = 40, 2
_STOP, _FULL_STOP = re.compile("[;。\n]"), re.compile("[。\n]")
_VERB = re.compile("(?:完成|到位|实现|投资|资金|金额){0,8}$")
_DULL = re.compile("[,;、:(\\s]|其中|已|累计|实际|项目|共")


def by_place(
    around: Surroundings, part: TextFigure, one: TextFigure, row: AlikeShare
) -> TextFigure | None:
    """What stands in its own row as the whole of the other does in that, or the whole of both."""
    begins = _piece_begins(around, row.part), _piece_begins(around, part)
    apart = row.base.sentence == row.one.sentence != one.sentence
    if apart or (begins[0] != begins[1] and row.base.order >= begins[0]):
        return _in_row(around, one, part, row)
    if row.part.order < row.base.order < part.order:
        return _in_row(around, one, part, row)
    swap = _swap(around, one, part, row)
    # 新建653个，1607亿元: that is named after the other row.
    return row.base if swap is None or swap[0] not in _label(around, row.base) else None


def _piece_begins(around: Surroundings, one: TextFigure, stop: re.Pattern[str] = _STOP) -> int:
    """The first figure behind the last semicolon or full stop before one."""
    figures, text = around.reading.figures, around.reading.text
    at = one.order
    while at and not stop.search(text, figures[at - 1].end, figures[at].start):
        at -= 1
    return at


def _in_row(
    around: Surroundings, one: TextFigure, part: TextFigure, row: AlikeShare
) -> TextFigure | None:
    """What is called in its own row as the whole of the other row is in that."""
    figures = around.reading.figures
    back = row.one.order - row.base.order
    if back <= 0:
        return None
    begin, name = _row_begins(around, row.one), _DULL.sub("", row.base.lead)
    there = [f for f in figures[begin : row.part.order] if _is_same(f, row.base, name)]
    begin = _row_begins(around, one)
    here = [f for f in figures[begin : part.order] if _is_same(f, row.base, name)]
    return here[0] if name and len(here) == 1 and len(there) == 1 else None


def _is_same(one: TextFigure, base: TextFigure, name: str) -> bool:
    same = (one.role, one.dimension, one.measure) == (base.role, base.dimension, base.measure)
    return same and _DULL.sub("", one.lead)[-_STEM:] == name[-_STEM:] and not one.hedge


def _row_begins(around: Surroundings, one: TextFigure) -> int:
    """The first figure of a share's row; one of more rates than one goes on behind semicolons."""
    rates = kind_of_share(around, one) == "率"
    return _piece_begins(around, one, _FULL_STOP if rates else _STOP)


def by_name(
    around: Surroundings, part: TextFigure, one: TextFigure, row: AlikeShare
) -> TextFigure | None:
    """新建653个，1607亿元 for 新建项目完成; 计划开工项目207个 for 开工率."""
    label = _label(around, row.base)
    swaps = (_swap(around, one, part, row), _names(around, one, part, row))
    swap = next((each for each in swaps if each is not None and each[0] in label), None)
    if swap is None:
        return None
    wanted = label.replace(*swap)
    figures = around.reading.figures
    here = [
        f
        for f in figures[max(0, part.order - _BACK) : part.order]
        if (f.role, f.dimension, f.measure) == (row.base.role, row.base.dimension, row.base.measure)
        and _label(around, f) == wanted
        and not (f.hedge or f.inner)
    ]
    return here[0] if len(here) == 1 else None


def _swap(
    around: Surroundings, one: TextFigure, part: TextFigure, row: AlikeShare
) -> tuple[str, str] | None:
    """What the other row is called and what this one, where they differ by nothing else."""
    stems = rate_stem(around, row.one), rate_stem(around, one)
    if all(stems):
        return stems if stems[0] != stems[1] else None
    theirs, ours = (_DULL.sub("", f.lead) for f in (row.part, part))
    verbs = _VERB.findall(theirs)[0], _VERB.findall(ours)[0]
    if verbs[0] != verbs[1]:
        return None
    theirs, ours = (each.removesuffix(verbs[0]) for each in (theirs, ours))
    return (theirs, ours) if min(len(theirs), len(ours)) >= _STEM and theirs != ours else None


def _names(
    around: Surroundings, one: TextFigure, part: TextFigure, row: AlikeShare
) -> tuple[str, str] | None:
    """续建复工108项，复工率; 新建开工39项，开工率: whose rate each is."""
    stems = rate_stem(around, row.one), rate_stem(around, one)
    theirs, ours = (
        _DULL.sub("", f.lead).removesuffix(stem)
        for f, stem in zip((row.part, part), stems, strict=True)
    )
    return (theirs, ours) if min(len(theirs), len(ours)) >= _STEM and theirs != ours else None


def _label(around: Surroundings, base: TextFigure) -> str:
    """What a figure is called: by its own words, or by those of the count that its row begins."""
    figures = around.reading.figures
    row = range(base.order, _piece_begins(around, base) - 1, -1)
    return next((said for at in row if (said := _DULL.sub("", figures[at].lead))), "")
