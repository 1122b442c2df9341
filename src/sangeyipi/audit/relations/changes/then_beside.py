"""A rate, what it was, and by how much it has changed.

工业投资下降2.1%，1-8月份为下降3.8%，降幅收窄1.7个百分点.

The clause of then says nothing but its time and which way the rate went, and the clause of the
change nothing but that; of a span since January the paragraph begins with a longer one.  Nothing
else can be meant, so that what does not come out is wrong.
"""

import re
from collections.abc import Iterator

from sangeyipi.audit.judging.changed import of_two
from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.judging.reasons import BOUND
from sangeyipi.audit.text.comparison import GOES_ON
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, growth_of, has_fallen
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "1-9月，工业投资下降2.1%，1-8月份为下降3.8%，降幅收窄5.9个百分点。",
        "wrong 3.8 - 2.1 = 5.9",
    ),
    (
        "1-9月，工业投资下降2.1%，1-8月份为下降3.8%，降幅收窄1.7个百分点。",
        "holds 3.8 - 2.1 = 1.7",
    ),
    ("前三季度投资增长11.2%（上半年为9.4%），增速提高2.8个百分点。", "wrong 11.2 - 9.4 = 2.8"),
    ("1-9月投资增长4.3%，1-8月份为3.5%，增速加快1.9个百分点。", "wrong 4.3 - 3.5 = 1.9"),
    ("目前投产率41.2%，第七期同期为38.6%，提高3.6个百分点。", "wrong 41.2 - 38.6 = 3.6"),
    ("出口下降6.2%，上年同期为增长4.9%，增速回落1.3个百分点。", "wrong 4.9 + 6.2 = 1.3"),
)
_UP_TO = (
    "1月?[-~至到]\\d{1,2}月|前(?:\\d{1,2}|[二两三四五六七八九十]{1,2})个月|一季度|上半年|前三季度"
)
_RELATIVE = "[上去]年(?:同期|同月)?|上个?月|上个?季度|上一?期|上一个?(?:月|季度|批次?)|[上去]年全年"
_NTH = "[一二三四五六七八九十\\d]{1,3}"
_WAYS = "同比|增长|上升|提高|增加|下降|下滑|回落|减少|降低|负增长"
#: What stands between the two: 1-8月份为下降, (上半年为.
_THEN = later(
    f"[,;(](?:而|其中)?(?:与?(?:{_UP_TO})|(?P<before>{_RELATIVE})|第(?P<nth>{_NTH})[期批轮次](?:同期)?)(?:份|时)?(?:则|仅|只)?(?:为|是)?(?:{_WAYS}){{0,2}}"
)
_NUMBER = later("1月?[-~至到](\\d{1,2})月|前(\\d{1,2}|[二两三四五六七八九十]{1,2})个月")
_ENDS = {"一季度": 3, "上半年": 6, "前三季度": 9}
_SPAN = later(_UP_TO)
_CHANGE = later(
    "\\)?[,;](?P<name>增[速幅]|[降跌减]幅|增长率|比重|占比|进度|[\u4e00-\u9fff]{2,4}率)?(?:也|又|则)?"
    f"(?P<than>同比|环比|[比较](?:{_UP_TO}|{_RELATIVE})(?:份)?|相比)?(?:大幅|明显|进一步)?"
    "(?P<way>加快|提高|提升|上升|回升|扩大|收窄|缩小|放缓|回落|下降|降低|下滑|减缓)了?"
)
_OF_GROWTH = later("[增降跌减]|增长率")
_IS, _THE_YEAR = later("(?:已|仅|约)?(?:为|是|达到?)?$"), "年"


def then_beside(reading: TextReading) -> Iterator[Finding]:
    """Every such change."""
    for one in reading.figures[2:]:
        if one.role is not Role.POINTS or one.hedge or one.inner:
            continue
        now, old = reading.figures[one.order - 2 : one.order]
        change = _CHANGE.fullmatch(reading.text, old.end, one.start)
        if change is None or not _are_ends(one, now, old):
            continue
        then = _THEN.fullmatch(reading.text, now.end, old.start)
        if then is None or not (then["before"] or _is_earlier(reading, now, then)):
            continue
        if not (_is_of_it(change["name"], now) and _is_since(change["than"], then)):
            continue
        found = of_two(one, now, old, DOWN.search(change["way"]))
        added = now.value + old.value == one.value and has_fallen(now) is has_fallen(old)
        if found.verdict is RelationVerdict.WRONG and added:
            found = found.also("像是加了起来")
        elif found.verdict is RelationVerdict.WRONG and found.why is None:
            # Recognised however far it is off: the words bind the two.
            found = found._replace(why=BOUND)
        yield found


def _are_ends(one: TextFigure, now: TextFigure, old: TextFigure) -> bool:
    # 分别下降1.2%和2.1%: which of the two is not said.
    listed = now.lead in GOES_ON or "分别" in now.lead
    alone = not (now.hedge or old.hedge or now.inner or listed)
    rates = now.role is old.role is Role.PERCENT
    return rates and alone and now.sentence == old.sentence == one.sentence


def _is_of_it(name: str | None, now: TextFigure) -> bool:
    """Whether what has changed is what was told: 增速 of a growth, and a rate of its own name."""
    if name is None:
        return True
    if _OF_GROWTH.match(name):
        return growth_of(now.lead) is not None
    return _IS.sub("", now.lead).endswith(name)


def _is_since(than: str | None, then: "re.Match[str]") -> bool:
    """Whether a change is since the time that stands between: 环比 is not since last year."""
    if than is None or than == "相比":
        return True
    if than in ("同比", "环比"):
        before = then["before"] or ""
        return bool(before) and (_THE_YEAR in before) is (than == "同比")
    return than[1:].removesuffix("份").replace("去", "上") in then[0].replace("去", "上")


def _is_earlier(reading: TextReading, now: TextFigure, then: "re.Match[str]") -> bool:
    """Whether what was then is of a shorter span, or of an earlier number: 目前…，第七期同期为."""
    if then["nth"] is None:
        return _is_longer(reading, now, then[0])
    said = reading.text[reading.begun("。\n", now.start) : now.start]
    own = [_number(each) for each in _SERIES.findall(said)]
    return own[-1] > _number(then["nth"]) if own else _OF_NOW.search(said) is not None


_SERIES, _OF_NOW = later(f"第({_NTH})[期批轮次]"), later("目前|本[期批轮次]|现在?|截至")


def _number(said: str) -> int:
    return numerals.whole(said) or 0


def _is_longer(reading: TextReading, now: TextFigure, then: str) -> bool:
    """Whether the first time that a paragraph says up to a figure is longer than a span."""
    said = _SPAN.search(reading.text, reading.begun("\n", now.start), now.start)
    return said is not None and _end_of(said[0]) > _end_of(then)


def _end_of(said: str) -> int:
    """With which month a span ends."""
    number = _NUMBER.search(said)
    if number is None:
        return next((month for word, month in _ENDS.items() if word in said), 0)
    return _number(number[1] or number[2])
