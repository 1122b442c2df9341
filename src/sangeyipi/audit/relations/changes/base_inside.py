"""A rate set against one that stands within the comparison: 高于全省5.1%的平均增速2.7个百分点.

What is compared is the last rate before it that is of its kind, and other comparisons may stand
between.  One clause binds all of it, so that what does not come out is wrong.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import judge
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.reasons import BOUND
from sangeyipi.audit.text.comparison import GOES_ON, NAMED_WAY
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, growth_of, has_fallen
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("工业增长7.8%，高于全省5.1%的平均增速3.7个百分点。", "wrong 7.8 - 5.1 = 3.7"),
    (
        "工业增长7.8%，增速比前三季度（7.3%）加快0.5个百分点，高于全省5.1%的平均增速2.7个百分点。",
        "holds 7.8 - 5.1 = 2.7",
    ),
    ("开工率92.3%，低于全市95.1%的平均水平3.8个百分点。", "wrong 95.1 - 92.3 = 3.8"),
    ("工业增长7.8%，比上年5.1%的水平提高3.7个百分点。", "wrong 7.8 - 5.1 = 3.7"),
    ("完成率88.4%，比全市平均82.1%的水平高7.3个百分点。", "wrong 88.4 - 82.1 = 7.3"),
)
#: 高于全省, 比全市平均: what stands right before the figure compared with.
_SET = re.compile(
    f"[,;]?(?:[且也仍又还均]|同时|[增降][速幅]|增长率|完成率|进度){{0,2}}(?:{NAMED_WAY}|(?P<than>[比较]))"
    "[^,。;:()\\d比较于]{0,12}"
)
_NAME = later(
    "的?(?:总体|整体|同期)?(?:平均|总体|整体)?(?P<name>水平|增长水平|增长率|[增降]速|[增降跌]幅|进度|比重|比例|占比|平均|平均值|均值"
    "|[\u4e00-\u9fff]{1,4}率)"
    "(?P<way>(?:要|偏)?[高低快慢多少]|提高|提升|上升|回升|加快|扩大|下降|降低|回落|放缓|收窄)?(?:出|了|约)?"
)
_OF_GROWTH = later("增|[降跌]幅|降速")
_LESS = frozenset("低慢少")


def base_inside(reading: TextReading) -> Iterator[Finding]:
    """Every such comparison."""
    for one in reading.figures[2:]:
        if one.role is not Role.POINTS or one.hedge or one.inner:
            continue
        old = reading.figures[one.order - 1]
        name = _NAME.fullmatch(reading.text, old.end, one.start)
        if name is None or old.role is not Role.PERCENT or old.hedge or old.inner:
            continue
        said = _SET.fullmatch(old.lead)
        if said is None or (said["than"] is None) is not (name["way"] is None):
            continue
        now = _compared(reading, old)
        if now is None or not _is_of_kind(now, name["name"]):
            continue
        way = name["way"] or ""
        down = bool(said[2]) or way[-1:] in _LESS or DOWN.search(way) is not None
        of_falls = _OF_FALLS.search(name["name"] + way) is not None
        found = _told(one, now, old, down=down, of_falls=of_falls)
        if found.verdict is RelationVerdict.WRONG:
            rivals = (f for f in _before(reading, now) if _is_of_kind(f, name["name"]))
            if any(
                _told(one, f, old, down=down, of_falls=of_falls).verdict in GOOD for f in rivals
            ):
                continue
            # Recognised however far it is off: the clause binds the two.
            found = found if found.why is not None else found._replace(why=BOUND)
        yield found


def _told(
    one: TextFigure, now: TextFigure, old: TextFigure, *, down: bool, of_falls: bool
) -> Finding:
    mine = abs(now.value) * (-1 if has_fallen(now) or now.value < 0 else 1)
    ends = (abs(mine), abs(old.value)) if of_falls else (mine, old.value)
    first, second = reversed(ends) if down else ends
    value, room = first - second, now.half + old.half
    text = f"{first:f} - {second:f}".replace("- -", "+ ")
    return judge(one, value, (value - room, value + room), text, (now, old))


def _before(reading: TextReading, now: TextFigure) -> list[TextFigure]:
    """The rates before one that may be compared, too."""
    return [
        f
        for f in reading.paragraph_before(now)[-_FAR:]
        if f.role is Role.PERCENT and not f.inner and not f.hedge
    ]


_FAR = 12
_OF_FALLS = later("[降跌减]幅|收窄")


def _compared(reading: TextReading, old: TextFigure) -> TextFigure | None:
    """The rate that a sentence has before what it is set against, but for other comparisons."""
    before = reading.figures[reading.begins[old.order] : old.order]
    rest = [
        f
        for f in before
        if not f.inner and f.role is not Role.POINTS and not _SET.fullmatch(f.lead)
    ]
    now = rest[-1] if rest else None
    plain = now is not None and now.role is Role.PERCENT and not now.hedge
    return now if plain and now is not None and now.lead not in GOES_ON else None


def _is_of_kind(now: TextFigure, name: str) -> bool:
    """Whether a figure is growth where growth is named, and none where a rate is.

    水平 may be of either.
    """
    grown = growth_of(now.lead) is not None or _OF_GROWTH.search(now.lead[-4:]) is not None
    if _EITHER.search(name):
        return True
    if _OF_GROWTH.search(name):
        return grown
    return not grown and (name in now.lead or "率" not in name)


_EITHER = later("水平|平均|均值")
