"""A change right behind what it is since: 合计118项，占72%，较第30天的63项增加55项.

What is now is the only figure of its kind in the sentence before, or, where there is none there,
the only one of the two sentences before; rates and what is so much for each may stand between.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, PLAN, change_of, growth_of, is_level, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import OF_FEWER
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    ("完成和基本完成合计118项，占72.0%，较第30天的63项增加65项。", "wrong 118 - 63 = 65"),
    (
        "全年发生事故272起、死亡233人，起数比上年的316起下降83.9%。",
        "wrong (316 - 272) / 316 * 100 = 83.9",
    ),
    (
        "新开工改造小区416个、6.91万户，开工率101.0%。较8月末的397个增加39个。",
        "wrong 416 - 397 = 39",
    ),
    (
        "三季度新开工项目26个，较二季度的31个减少5个，较一季度的18个增加1个。",
        "wrong 26 - 18 = 1",
    ),
    (
        "受理诉求68417件，日均2207件，较6月份的67205件增长1.3%。",
        "wrong (68417 - 67205) / 67205 * 100 = 1.3",
    ),
    (
        "共有96个项目集中开工，总投资118.72亿元。与三季度的88个项目相比，开工项目数增长4.1%。",
        "wrong (96 - 88) / 88 * 100 = 4.1",
    ),
    (
        "接待游客42.7万人次，日均6.1万人次，同比增长15.6%，上年同期36.0万人次。",
        "wrong (42.7 - 36) / 36 * 100 = 15.6",
    ),
    (
        "新签约项目38个，合同金额164.7亿元，同比分别增长22.6%和28.3%（上年同期为31个、139.2亿元）。",
        "wrong (164.7 - 139.2) / 139.2 * 100 = 28.3",
    ),
)
_TIME = (
    "(?:[上去前]年(?:同期|末|底)?|[上前]一?个?(?:季度|[月季周期批次轮])[末底]?|第[一二三四五六七八九十\\d]{1,3}[天周期批次轮季月]|\\d{1,2}月(?:\\d{1,2}日|[末底初]|份)?"
    "|[一二三四]季度[末底]?|[上下]半年|[年月季]初|\\d{4}年(?:末|底)?|昨[日天])"
)
_THEN = later(
    f"[,;]?(?P<name>[\u4e00-\u9fff]{{0,4}}[数量额])?(?:与|同|和|比|较)(?P<time>{_TIME})的"
)
_CHANGE = later(
    "(?:[\u4e00-\u9fff]{0,4}相比较?,?|[\u4e00-\u9fff]{0,2})(?:[\u4e00-\u9fff]{0,4}数|数量|总量|总额)?(?:净|共|又|再)?"
    "(?P<way>增加|增长|新增|增|多|减少|下降|减|少|降低|上升)了?"
)
_PART, _SO_FAR, _POINT = (
    later("其中|另"),
    later("累计|[总合]计|以来"),
    later("[末底初天日]$|[上去前]?年$|\\d{4}年"),
)
_SENTENCES, _MOST, _SIZE = 2, 12, 3
#: What is told of since may be of others, or left out.
_OTHERWISE = later(f"{OF_FEWER}|口径")


def than_then(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with such changes."""
    settled = {
        f.stated.start
        for f in found
        if f.stated is not None and (f.verdict in GOOD or f.verdict is RelationVerdict.WRONG)
    }
    near: list[Finding] = []
    behind: list[Finding] = []
    for old in reading.of(*COUNTABLE):
        if old.lead.endswith("的") and (told := _told(reading, old, settled)) is not None:
            near.append(told)
        elif "年" in old.lead and _BEHIND.fullmatch(old.lead) is not None:
            behind += _of_those_behind(reading, old, settled)
    return [*found, *near, *behind]


def _of_those_behind(reading: TextReading, old: TextFigure, settled: set[int]) -> Iterator[Finding]:
    """38个，合同金额164.7亿元，同比分别增长22.6%和18.3%（上年同期为31个、139.2亿元）."""
    rates = _rates_before(reading, old)
    many = len(rates)
    olds = reading.figures[old.order : old.order + many]
    if not rates or any(f.lead not in _JOINED or f.hedge for f in olds[1:]):
        return
    first = rates[0]
    nows = list(reading.figures[max(0, first.order - many) : first.order])
    if many == 1:
        here = reading.figures[reading.begins[first.order] : first.order]
        nows = [f for f in here if _are_alike(f, old) and not is_level(f)]
    if not len(nows) == len(olds) == many or any(f.sentence != old.sentence for f in nows):
        return
    if _is_otherwise(reading, nows[0], first):
        return
    down = DOWN.search(first.lead) is not None
    for one, now, then in zip(rates, nows, olds, strict=True):
        plain = not (now.hedge or now.inner or is_past(now.lead) or change_of(now.lead))
        if one.start in settled or not _are_alike(now, then) or not plain:
            continue
        made = grown(one, now, then, -1 if down else 1)
        if made is not None and (made.verdict in GOOD or _is_slip(made, one)):
            yield made


def _rates_before(reading: TextReading, old: TextFigure) -> list[TextFigure]:
    """By how many per cent it, or each of several, has changed since: 分别增长22.6%和18.3%."""
    rates: list[TextFigure] = []
    for f in reversed(reading.figures[max(0, old.order - _FEW) : old.order]):
        if f.role is not Role.PERCENT or f.sentence != old.sentence or f.hedge or f.inner:
            return []
        rates.insert(0, f)
        if f.lead not in _JOINED:
            break
    if not rates or _SINCE_YEAR.fullmatch(rates[0].lead) is None:
        return []
    return rates if len(rates) == 1 or "分别" in rates[0].lead else []


def _are_alike(now: TextFigure, old: TextFigure) -> bool:
    return (now.role, now.dimension) == (old.role, old.dimension)


_BEHIND = later("[,;(]?(?:而)?(?:[上去]年(?:同期|同月)?)(?:分别)?(?:为|是|有)?")
_SINCE_YEAR = later(
    "[,;]?(?:同比|比上年(?:同期)?|比去年(?:同期)?|较上年(?:同期)?|较去年(?:同期)?)(?:分别)?(?:增长|下降|上升|减少|增加)(?:了)?"
)
_JOINED, _FEW = ("、", "和", "及", "与", ""), 3


def _told(reading: TextReading, old: TextFigure, settled: set[int]) -> Finding | None:
    then = _THEN.fullmatch(old.lead)
    if then is None or old.order + 1 >= len(reading.figures) or old.hedge or old.inner:
        return None
    one = reading.figures[old.order + 1]
    if one.start in settled or one.sentence != old.sentence or one.hedge or one.inner:
        return None
    kin = (one.role, one.unit_alone()) == (old.role, old.unit_alone())
    said = _CHANGE.fullmatch(reading.text, old.end, one.start)
    if said is None or not (kin or one.role is Role.PERCENT):
        return None
    before = list(_before(reading, old))
    now = _now(before, old, then["time"])
    if now is not None and then["name"] and not _is_called(then["name"], now):
        return None
    if now is None or _is_otherwise(reading, now, one):
        return None
    down = DOWN.search(said["way"]) is not None
    made = _judged(one, now, old, down=down)
    others = [_judged(one, f, old, down=down) for f in before if f is not now]
    if made is None or any(f is not None and f.verdict in GOOD for f in others):
        return None
    if made.verdict in GOOD:
        return made
    return made if _is_slip(made, one) else None


def _is_otherwise(reading: TextReading, now: TextFigure, one: TextFigure) -> bool:
    """Whether the sentence says that it counts otherwise than what was then."""
    begin = reading.begun("。\n", now.start)
    return _OTHERWISE.search(reading.text, begin, one.end) is not None


def _is_slip(made: Finding, one: TextFigure) -> bool:
    value = made.computed
    kind = slip_kind(value, one) if value is not None and value > 0 else None
    return kind in OF_ONE_DIGIT or kind in (SlipKind.CROSSED, SlipKind.CUT_OFF, SlipKind.UNIT)


def _is_called(name: str, now: TextFigure) -> bool:
    """起数 of what is counted by 起, 死亡人数 of 死亡233人."""
    stem = _COUNTS.sub("", name)
    return not stem or stem in now.lead + now.tail or stem == now.unit_alone()


_COUNTS = later("(?:项目|[人总个件户宗起数]){0,4}[数量额]$")


def _judged(one: TextFigure, now: TextFigure, old: TextFigure, *, down: bool) -> Finding | None:
    if one.role is Role.PERCENT:
        return grown(one, now, old, -1 if down else 1) if growth_of(one.lead) else None
    return of_two(one, now, old, down)


def _before(reading: TextReading, old: TextFigure) -> Iterator[TextFigure]:
    """The figures of its kind shortly before that something is so much by, the nearest first."""
    for f in reversed(reading.figures[max(0, old.order - _MOST) : old.order]):
        if f.paragraph != old.paragraph or old.sentence - f.sentence > _SENTENCES:
            return
        if (f.role, f.unit_alone()) != (old.role, old.unit_alone()) or f.inner:
            continue
        if not (change_of(f.lead) or is_level(f) or _THEN.fullmatch(f.lead)):
            yield f


def _now(before: list[TextFigure], old: TextFigure, time: str) -> TextFigure | None:
    """The only one that may be meant: of its sentence, else of those before."""
    here = [f for f in before if f.sentence == old.sentence] or before
    last = [f for f in here if f.sentence == here[0].sentence]
    if len(last) != 1 or last[0].hedge or not old.value:
        return None
    now = last[0]
    if is_past(now.lead) or PLAN.search(now.lead) or _PART.search(now.lead):
        return None
    # 累计43个，较上月的9个: what is so far is held against no month.
    if _SO_FAR.search(now.lead) and not _POINT.search(time):
        return None
    ratio = EXACT.divide(now.value, old.value)
    return now if ratio <= _SIZE and ratio * _SIZE >= 1 else None
