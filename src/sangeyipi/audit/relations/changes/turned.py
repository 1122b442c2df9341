"""Changes that pass through nothing or have no unit: growth that turned, ranks, ratios.

由下降6.2%转为增长1.8%，回升8个百分点; 由第8位升至第5位，前移3位; 三次产业结构由15.6∶41.2∶43.2调整为
14.8∶41.9∶43.3，第一产业比重下降0.8个百分点.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import TURNED, judge
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    said_in,
)
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import FROM, change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("规上企业由年初的187家增加到179家。", "wrong 179 < 187 = 179"),
    ("增速由上半年的下降6.2%转为增长1.8%，回升8.0个百分点。", "holds 1.8 + 6.2 = 8.0"),
    ("增速由上半年的下降6.2%转为增长1.8%，回升4.4个百分点。", "wrong 1.8 + 6.2 = 4.4"),
    ("综合得分91.36分，位次由第8位上升到第5位，前移3位。", "holds 8 - 5 = 3"),
    ("综合得分91.36分，位次由第8位上升到第5位，前移4位。", "wrong 8 - 5 = 4"),
    ("由第三季度的第七位上升至第四季度的第三位，前移五个位次。", "wrong 7 - 3 = 5"),
    (
        "三次产业结构由2021年的15.6∶41.2∶43.2调整为2022年的14.8∶41.9∶43.3，第一产业比重下降0.8个百分点，"
        "第二、第三产业比重分别提高0.7个和0.1个百分点。",
        "holds 41.9 - 41.2 = 0.7",
    ),
    (
        "三次产业结构由上年的15.1∶41.0∶43.9调整为14.5∶40.6∶44.9，第三产业比重提高1.2个百分点。",
        "wrong 44.9 - 43.9 = 1.2",
    ),
)
_TURNED = re.compile(
    "(增长|上升|下降|减少)([^,。;\\d]{0,6}\\d[\\d.]*%)(?:转|变|转变|扭转|逆转)(?:为|成)(?:了)?(增长|上升|下降|减少)"
)
_FALLS = frozenset({"下降", "减少"})
_NUMERAL = "(\\d{1,3}|[一二两三四五六七八九十]{1,3})"
_RANKED = f"(?P<%s>[^,。;、\\d]{{0,8}})第{_NUMERAL}[位名]"
_ROSE_TO = "(?P<went>[升降进退跌滑移变]|调整|提升|跃升|下降|前移|跃)?(?:到|至|为|居)"
#: From one rank to another: 由第8位上升到第5位, not 总量居第8位、增速居第5位.
_RANKS = re.compile(
    f"{_RANKED % 'old'}[^,。;、\\d由从]{{0,10}}?{_ROSE_TO}"
    f"{_RANKED % 'now'},?(?:位次|排位|排名|名次|总体|整体|一举|实现|大幅|稳步){{0,2}}"
    "(?:前移|上升|提升|前进|跃升|后移|下降|下滑|退后|后退)(?:了)?"
    f"{_NUMERAL}(?=个?[位名](?!次?[、和及与]第?{_NUMERAL}))"
)
_AMONG = later(f"{WHOLE_REGION}|全国|[东中西]部|同类|同组|本组|片区|区域")
#: Digits first, and no repeat of them: so few places are looked at twice.
_PARTS = "\\d\\d?(?:\\.\\d{1,2})?"
_RATIO = f"({_PARTS})[:∶]({_PARTS})[:∶]({_PARTS})"
_RATIOS = re.compile(
    f"{_RATIO}(?:[^\\d。;]{{0,8}})(?:调整|变化|优化|演变|转变|变|提升)(?:为|到|至|成)"
    f"(?:\\d{{4}}年)?(?:[^\\d。;]{{0,6}}){_RATIO}"
)
_NTH = later("第([一二三])|([一二三])产")
_PLACES = {"一": 0, "二": 1, "三": 2}
#: What says that a share of the structure has changed, and of no other time, growth or amount.
_IN_RATIO = later(
    "[年,;。(]{0,2}(?:其中[,:]?)?第?[一二三](?:次?产业)?(?:(?:、|和|及|与)第?[一二三])?(?:次?产业?)(?:增加值|(?P<of>投资|就业))?"
    f"(?:所?占(?:(?:GDP|地区生产总值|生产总值|{WHOLE_REGION}|经济总量)的?)?)?(?:的?比重|比例|占比)"
    "(?P<than>[比较](?:上年|去年)同?期?)?(?:分别)?(?:提高|上升|提升|增加|下降|降低|回落|减少)了?"
)
_LISTED = later("个?(?:百分点)?(?:和|、|及|与)")
_LAST_YEAR = later("[上去]年")
_FAR, _FEW = 120, 6
#: 扩大到 may be of a loss, 提高到 of a rank.
_WENT = later("(增加|增长|上升|减少|下降|降低)(?:到|至)(?:目前的|现在的|今年的)?(?=\\d)")
_ROSE = frozenset({"增加", "增长", "上升"})
_ENDS = frozenset({*COUNTABLE, Role.PERCENT})
_CLOSE, _REACH = 4, 26
_AND_BEFORE = later("^[、和及与]")


def turned(reading: TextReading) -> Iterator[Finding]:
    """Every such change."""
    for said in _TURNED.finditer(reading.text):
        yield from _growth(reading, said)
    for said in _RANKS.finditer(reading.text):
        yield from _ranks(said)
    for said in _RATIOS.finditer(reading.text):
        yield from _ratios(reading, said)
    for said in _WENT.finditer(reading.text):
        yield from _wrong_way(reading, said)


def _wrong_way(reading: TextReading, said: "re.Match[str]") -> Iterator[Finding]:
    """由年初的187家增加到179家: it fell.  By how much, if that is said, is told with the ends."""
    now = reading.first_after(said.end())
    old = reading.figures[now.order - 1] if now is not None and now.order else None
    if now is None or old is None or now.start - said.end() > _CLOSE:
        return
    if old.sentence != now.sentence or said.start() - old.end > _CLOSE or old.end > said.start():
        return
    if (old.role, old.dimension) != (now.role, now.dimension) or old.role not in _ENDS:
        return
    if FROM.search(reading.text[max(0, old.start - _REACH) : old.start]) is None:
        return
    if _AND_BEFORE.search(old.lead):
        # 分别由18起和2起下降到11起和0: the first of the one list to the first of the other.
        return
    after = reading.figures[now.order + 1 : now.order + 2]
    if after and after[0].sentence == now.sentence and _is_change(after[0]):
        return
    low, high = sorted((old.value, now.value))
    rose = now.value > old.value
    if old.hedge or now.hedge or growth_of(old.lead) or high - low <= old.half + now.half:
        return
    if (said[1] in _ROSE) is rose:
        return
    text = f"{said_in(now.value, now)} {'>' if rose else '<'} {said_in(old.value, now)}"
    statement = f"由 {old.text} 到 {now.text}，写的是“{said[0]}”"
    remedy = "方向改过来，或核对两个数是不是写反了"
    yield Finding(
        RelationVerdict.WRONG,
        RelationKind.DIFFERENCE,
        statement,
        text,
        old.value,
        now,
        (old,),
        remedy,
        TURNED,
    )


def _is_change(one: TextFigure) -> bool:
    return change_of(one.lead) is not None or growth_of(one.lead) is not None


def _growth(reading: TextReading, said: "re.Match[str]") -> Iterator[Finding]:
    """下降6.2%转为增长1.8%，回升8.0个百分点."""
    old = reading.first_after(said.start(2))
    if old is None or (said[1] in _FALLS) is (said[3] in _FALLS):
        return
    near = reading.figures[old.order : old.order + 3]
    if len(near) < 3 or any(f.sentence != old.sentence for f in near):
        return
    _, now, one = near
    if now.role is not Role.PERCENT or one.role is not Role.POINTS or one.hedge:
        return
    value, room = old.value + now.value, old.half + now.half
    text = f"{now.printed:f} + {old.printed:f}"
    yield judge(one, value, (value - room, value + room), text, (now, old))


def _ranks(said: "re.Match[str]") -> Iterator[Finding]:
    """由第8位上升到第5位，前移3位."""
    among = [_AMONG.search(said[name]) for name in ("old", "now")]
    if not (said["went"] or FROM.search(said["old"])) or _is_of_two(among):
        return
    old, now, one = (_number(said, n, "位") for n in (2, 5, 6))
    if not (old.value and now.value and one.value):
        return
    first, second = (old, now) if old.value > now.value else (now, old)
    value = first.value - second.value
    yield judge(one, value, (value, value), f"{first.value:f} - {second.value:f}", (old, now))


def _is_of_two(among: list["re.Match[str] | None"]) -> bool:
    """由全市第12位升至全省第9位: whether two ranks are among others."""
    return len({each[0] for each in among if each is not None}) > 1


def _ratios(reading: TextReading, said: "re.Match[str]") -> Iterator[Finding]:
    """由15.6∶41.2∶43.2调整为14.8∶41.9∶43.3，第一产业比重下降0.8个百分点."""
    olds = [_number(said, n, "%") for n in (1, 2, 3)]
    news = [_number(said, n, "%") for n in (4, 5, 6)]
    begin, places, plain = said.end(), list[int](), False
    first = reading.first_after(said.end())
    if first is None:
        return
    for one in reading.figures[first.order : first.order + _FEW]:
        if one.role is not Role.POINTS or one.start - said.end() > _FAR:
            break
        before = reading.text[begin : one.start]
        named = _NTH.findall(before)
        # 第三产业比重提高1.2个百分点: of nothing but the two ratios, whatever they come to.
        if named or not _LISTED.fullmatch(before):
            plain = not one.hedge and _is_of_ratio(said, before, many=len(named))
        # 第二、第三产业分别提高0.7个和0.1个: the second of the two that were named.
        places = [_PLACES[a or b] for a, b in named] if named else places[1:]
        begin = one.end
        if not places:
            break
        old, now = olds[places[0]], news[places[0]]
        first_, second = (old, now) if old.value > now.value else (now, old)
        value, room = first_.value - second.value, old.half + now.half
        text = f"{first_.printed:f} - {second.printed:f}"
        found = judge(one, value, (value - room, value + room), text, (now, old))
        if found.verdict in GOOD or plain or is_slip(value, one):
            yield found


def _is_of_ratio(said: "re.Match[str]", before: str, *, many: int) -> bool:
    """Whether words say of one industry, or of each of several, how far its share has changed."""
    found = _IN_RATIO.fullmatch(before)
    if found is None or (many > 1 and "分别" not in before):
        return False
    then = said.string[max(0, said.start() - _CLOSE) : said.start()]
    # 三次产业投资比重由…，第三产业投资比重提高: of the same.
    if (
        found["of"]
        and found["of"] not in said.string[max(0, said.start() - _FAR // 4) : said.start()]
    ):
        return False
    return not found["than"] or _LAST_YEAR.search(then) is not None


def _number(said: "re.Match[str]", group: int, unit: str) -> TextFigure:
    """A number that is no figure by itself: a rank, a part of a ratio."""
    digits, one = said[group], Decimal(1)
    value = Decimal(digits) if digits[0].isdecimal() else Decimal(numerals.whole(digits) or 0)
    role = Role.PERCENT if unit == "%" else Role.QUANTITY
    places = len(digits.partition(".")[2])
    return TextFigure(*said.span(group), digits, role, value, unit, one, places, dimension=unit)
