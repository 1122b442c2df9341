"""Two places, companies or batches set against each other by name.

甲县28.6亿元，乙县24.9亿元，甲县比乙县多3.7亿元; 全市平均为68.4%，我县为74.1%，高于全市平均5.7个
百分点: the one compared with is the figure whose clause begins with that name.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("甲县完成28.6亿元，乙县完成24.9亿元，甲县比乙县多4.7亿元。", "wrong 28.6 - 24.9 = 4.7"),
    (
        "甲县开工率95.2%，居第一；乙县开工率82.7%，低于甲县12.5个百分点。",
        "holds 95.2 - 82.7 = 12.5",
    ),
    ("全市平均完成率为68.4%，我县为74.1%，高于全市平均6.7个百分点。", "wrong 74.1 - 68.4 = 6.7"),
    (
        "入园项目已动工43个，开工率63.2%；未入园项目已动工32个，开工率41.0%，两者相差42.2个百分点。",
        "wrong 63.2 - 41 = 42.2",
    ),
    ("下达的目标增长8%，我县增长6.2%，低于目标2.8个百分点。", "wrong 8 - 6.2 = 2.8"),
    (
        "全市150个项目开工率85%，我县26个项目开工率92.3%，高于全市8.3个百分点。",
        "wrong 92.3 - 85 = 8.3",
    ),
)
_BOTH = later(
    "([^,。;:比较]{1,8})[比较]([^,。;:]{1,8}?)(?:多|少|高|低|快|慢)(?:完成|投资|出|了|开工)?$"
)
_THAN = later("(高于|低于|高出|低出|快于|慢于)([^,。;:]{2,10}?)(?:平均)?(?:水平)?$")
_RATE = later("[\u4e00-\u9fff]{2}率|占比|增速|增幅")
_GROWN = later("增长|上升|提高|下降|减少|回落|同比")
_CLAUSE = later("[,。;:\n]")
_MOST, _REACH = 8, 50


def compared(reading: TextReading) -> Iterator[Finding]:
    """Every difference between two that are named."""
    for one in reading.figures:
        if one.role is Role.POINTS or (one.role in COUNTABLE and not one.inner):
            found = _of_both(reading, one) or _than(reading, one) or _between(reading, one)
            if found is not None:
                yield found


def _clause(reading: TextReading, one: TextFigure) -> str:
    """The words of a figure's clause up to it, without brackets."""
    before = reading.text[max(0, one.start - _REACH) : one.start]
    return _CLAUSE.split(re.sub(r"\([^()]{0,20}\)", "", before))[-1]


def _near(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """The figures of the sentence before one that it may be a difference of."""
    wanted = Role.PERCENT if one.role is Role.POINTS else one.role
    near = reading.figures[max(0, one.order - _MOST) : one.order]
    return [f for f in near if f.sentence == one.sentence and f.role is wanted and not f.inner]


def _of_both(reading: TextReading, one: TextFigure) -> Finding | None:
    """甲县比乙县多3.7亿元."""
    said = _BOTH.search(one.lead) if "比" in one.lead or "较" in one.lead else None
    if said is None:
        return None
    near = _near(reading, one)
    found = [[f for f in near if _clause(reading, f).startswith(name)] for name in said.groups()]
    if any(len(each) != 1 for each in found):
        return None
    (now,), (old,) = found
    rest = [_clause(reading, f)[len(n) :] for f, n in ((now, said[1]), (old, said[2]))]
    alike = now.measure == old.measure and now.dimension == old.dimension and now is not old
    if not alike or rest[0] != rest[1]:
        return None
    return of_two(one, now, old, re.search("少|低|慢", said[0][len(said[1]) :]))


def _than(reading: TextReading, one: TextFigure) -> Finding | None:
    """高于全市平均5.7个百分点."""
    said = _THAN.search(one.lead) if one.role is Role.POINTS else None
    near = _near(reading, one) if said else []
    if said is None or len(near) < 2 or near[-1].order != one.order - 1:
        return None
    now = near[-1]
    own = _clause(reading, now)
    if _GOAL.fullmatch(said[2]):
        return _than_goal(reading, one, near, own)
    names = [f for f in near[:-1] if _clause(reading, f).startswith(said[2])]
    if len(names) != 1 or _GROWN.search(own + _clause(reading, names[0])):
        return None
    old = names[0]
    mine, theirs = _RATE.findall(own), _RATE.findall(_clause(reading, old))
    if mine and mine[-1:] != theirs[-1:]:
        return None
    if not mine and any(f.role is Role.PERCENT for f in reading.figures[old.order + 1 : now.order]):
        return None
    return of_two(one, now, old, DOWN.search(said[1]) or "慢" in said[1])


def _between(reading: TextReading, one: TextFigure) -> Finding | None:
    """入园项目开工率63.2%，未入园项目开工率41.0%，两者相差22.2个百分点: two rates of one name."""
    if one.role is not Role.POINTS or one.hedge or not _APART.search(one.lead):
        return None
    near = _near(reading, one)[-_PAIR:]
    if len(near) < _PAIR or near[-1].order != one.order - 1 or any(f.hedge for f in near):
        return None
    names = {tuple(_RATE.findall(_clause(reading, f))[-1:]) for f in near}
    said = "".join(_clause(reading, f) for f in near)
    if len(names) != 1 or () in names or _GROWN.search(said):
        return None
    high, low = sorted(near, key=lambda f: f.value, reverse=True)
    return of_two(one, high, low, down=False)


_APART, _PAIR = later("(?:两者|二者|两类|两县|两地)(?:之间)?(?:相差|差距|相距)(?:为|达)?$"), 2
_GOAL = later("(?:年度|全年)?(?:目标|预期)(?:任务)?")


def _than_goal(
    reading: TextReading, one: TextFigure, near: list[TextFigure], own: str
) -> Finding | None:
    """目标增长8%，我县增长6.2%，低于目标1.8个百分点: the only two percentages of a sentence."""
    first = _clause(reading, near[0])
    grows = re.search("增长|增速", first) and re.search("增长|增速", own)
    goal = re.search("目标|预期", first) and not re.search("目标|预期", own)
    down = re.search("下降|减少|回落|力争|争取|确保", first + own + _clause(reading, one))
    if len(near) != 2 or not grows or not goal or down or near[0].order != near[1].order - 1:
        return None
    return of_two(one, near[1], near[0], re.match("低|慢", one.lead.rpartition(",")[2]))
