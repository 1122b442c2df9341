"""Numbers with their units in plain text, and which of them are no figures at all.

Owns the spelling of a number: digits, Chinese words, both; scale, unit, hedge; names, dates and
ordinals that have digits too; digits that were lost.  Patterns have no repeats inside repeats.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_SCALES = {
    "": Decimal(1),
    "千": Decimal(10**3),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "十亿": Decimal(10**9),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}
_SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千"
_HAN = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = re.compile(
    # What any of them begins with: few places are looked at twice.
    rf"(?=[\d{_HAN}半过])"
    # 20万8129人: so many ten thousands and so many.
    r"(?:(?P<arabic>\d{1,5}万\d{4}(?=[人户名件家辆台套头只吨亩])|\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,9})?|\d{1,18}(?:\.\d{1,9})?)"
    rf"(?P<range>[-~至到]\d{{1,9}}(?:\.\d{{1,9}})?(?=[个项宗家亿万元%月日年]))?"
    rf"|百分之(?P<hundredth>[{_HAN}]{{1,7}}(?:点[{_HAN}]{{1,4}})?)"
    rf"|(?P<half>(?<=[占成达近超过约仅为足])(?:一半|半数)|(?:(?<=[率比占])|(?<=率已))过半)"
    rf"|(?<!百)(?P<of>[二三四五六七八九十])分之(?P<some>[一二三四五六七八九])"
    rf"|(?P<han>[{_HAN}]{{1,9}}(?:点[{_HAN}]{{1,4}})?)(?=多?余?(?:{_SCALE})?(?:[个项宗件家元成倍亿大]|余)"
    # 三百二十人; of one digit it may be no number: 一人一策, 两户联保.
    rf"|(?<=[{_HAN}]{{2}})[人户名条座台套处辆场栋株头亩起]))"
    rf"(?P<more>[余多])?(?P<scale>{_SCALE})?(?P<more2>[余多])?"
    rf"(?P<unit>元|%|个百分点|百分点|成|倍|大(?=领域|类|板块)|{words.OTHER_UNITS}|[个项宗件家])?"
)
#: Digits that are not there.
_LOST = re.compile(
    r"(?P<bare>亿元(?<=(?:投资|总额|到位|完成|项目|计划)亿元)(?=[,。;、)\n]|$)"
    r"|万元(?<=(?:投资|总额|到位|完成|项目|计划)万元)(?=[,。;、)\n]|$)"
    r"|个(?<=(?:投资|总额|到位|完成|项目|计划)个)(?=[,。;、]))"
    r"|(?P<dot>\.(?<![\d.]\.)\d{1,4})(?:亿|万)?(?:元|%)"
)
#: A character that may stand for one, with what may follow it there.
_ODD = re.compile(r"[HIlOoSBZ|□■\ufffd?*×_](?=[HIlOoSBZ|□■\ufffd?*×_\d个家宗%亿万])")
#: Digits that became something else; no more of them than four stand before it.
_TORN = later(
    r"(?<![A-Za-z\d])(?P<letters>[HIlOoSBZ|]{1,3})(?=[个家宗%亿]|万元)"
    r"|(?<![A-Za-z\d.])(?P<mixed>\d{1,4}[lOoI]{1,2}\d{0,4}|[lOoI]{1,2}\d{1,4})(?=[个家宗%]|[亿万]元)"
    r"|(?<=[\u4e00-\u9fff])(?P<gone>[□■\ufffd?*×_]{1,4})(?=[个家宗%]|[亿万]元)"
)
#: What follows 八成 where it is eight and a half tenths, and what does not follow that.
_TENTHS = later(
    "[零一二三四五六七八九半](?![零一二三四五六七八九十百千万亿成个项家年月名批期次是])"
)
_MOST_BEFORE = 4
#: 增速为-2.4%, 增长5.2%、-3.1%: less than nothing; 甲县-98%, 5%-8% and 目标--8% are not.
_MINUS, _BELOW = (
    "-",
    later("(?:^|[率速幅长为是达约至到由从和及与的(:,、;|\\s]|最[低小慢差][^,。;\\d]{0,5})-$"),
)
_BY_UNIT = {
    "%": Role.PERCENT,
    "成": Role.PERCENT,
    "个百分点": Role.POINTS,
    "百分点": Role.POINTS,
    "倍": Role.TIMES,
    "类": Role.KINDS,
}
_SHARES = (Role.PERCENT, Role.TIMES)
_DATE = ("年", "月", "日", "时", "号", "期", "批", "季度", "届", "位", "周年")
#: Other spellings of a unit.
_ALSO = {
    **{"名": "人", "批": "批次", "km²": "平方公里"},
    **dict.fromkeys(("平米", "㎡", "m²"), "平方米"),
    **dict.fromkeys(("㎥", "m³"), "立方米"),
}
_VISITORS = later("\\d{1,6}人")
_PERSONS = later("[\u4e00-\u9fff]{0,5}?(?:人员|人口|群众|学生|职工|劳动力|农民工|毕业生|居民)")
_BAND_AFTER = re.compile(r"(?:\(含\))?(?:及)?以[上下内](?!,?占)|级|\(含\)以上")
#: “5个100工程” is a programme.
_PROGRAMME = re.compile("(?:\\d{1,4}|[一百千十万]{1,3})[”’]?(?:工程|行动|计划|战略|目标|项目)")
_UNEVEN = 3
_OWN_AFTER = later(r"的(?!\d|比|占|项目\d|基础上)")
_IN_WORDS = later("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_ORDINAL_BEFORE = later("[A-Za-z第#№]$")
#: What a piece ends with where that may be found, a line end among it.
_ORDINAL = frozenset(f"第#№\n{ascii_letters}")
_BAND_OF = re.compile(r"(?:的|项目|工业项目)?\d{1,6}[个项]")
_SHARE_AFTER = later(
    r"的?.{0,6}?(?:\d{1,4}(?:\.\d{1,4})?[%‰]|[一二三四五六七八九]成|[百二三四五六七八九十]分之|一半)"
)
#: 结余为-2.3亿元, 净增-12个.
_OWED = later(
    "(?:[为是达(] ?|净[^,。;\\d]{0,3}|(?:利润|结余|盈亏|差额)(?:总额)?"
    "|最[低小慢差][^,。;\\d]{0,5})-$"
)
#: What beside a number says what it is: so many characters before it and after it.
_BEFORE, _AFTER = 8, 14
_KNOWN = 8192
_ONE = _SCALES[""]


class BareNumber:
    """A number without a unit, of which nothing beside says anything: more than half of them.

    It is no figure, unless the next of a list says of what it is.
    """

    __slots__ = ("end", "start", "text")
    role = Role.NAME
    unit = ""

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text

    def figure(self) -> TextFigure:
        """All that can be said of it."""
        printed, places = _printed(self.text)
        return TextFigure(self.start, self.end, self.text, self.role, printed, "", _ONE, places)


class _Said(NamedTuple):
    """The groups of `_NUMBER`, in its order."""

    arabic: str | None
    range: str | None
    hundredth: str | None
    half: str | None
    of: str | None
    some: str | None
    han: str | None
    more: str | None
    scale: str | None
    more2: str | None
    unit: str | None

    @property
    def is_share(self) -> bool:
        """百分之三十, 一半, 三分之二; of one that is not written in digits."""
        return bool(self.hundredth or self.half or self.of)


def numbers(text: str) -> Iterator[TextFigure | BareNumber]:
    """Every number of a plain text with its role by what stands next to it.

    Those that were lost come first; these and the others are in order.
    """
    lost = _lost(text)
    gone = bytearray(len(text) if lost else 0)
    for one in lost:
        gone[one.start : one.end] = b"\1" * (one.end - one.start)
    yield from lost
    # What a figure is, it and the characters beside it say, whatever their digits are, but for
    # how even it is; and bulletins say the same of other numbers again and again.
    alike = _any_digits(text)
    known: dict[tuple[str, int, int, bool], TextFigure | None] = {}
    begins, ends = words.HEDGE_BEGINS, words.HEDGE_ENDS
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if gone and gone.find(1, start, end) >= 0:
            continue
        if (
            found.lastgroup == "arabic"
            and text[end : end + 1] not in begins
            and text[start - 1 : start] not in ends
        ):
            yield BareNumber(start, end, found[1])
            continue
        beside = alike[start - _BEFORE if start > _BEFORE else 0 : end + _AFTER]
        key = beside, min(start, _BEFORE), end - start, _is_uneven(found[1] or "")
        if key in known:
            figure = known[key]
        else:
            if len(known) >= _KNOWN:
                known.clear()
            figure = known[key] = _read(text, found)
        if figure is not None:
            begin = start - (figure.text[0] == _MINUS)
            if figure.start != begin:
                figure = _again(figure, begin, text, found[1])
            yield figure


def _any_digits(text: str) -> str:
    """A text in which all digits are alike."""
    for digit in "123456789":
        text = text.replace(digit, "0")
    return text


def _again(one: TextFigure, start: int, text: str, digits: str | None) -> TextFigure:
    """A figure like another, but for where it stands and its digits, where it has any."""
    end = start + one.end - one.start
    said = text[start:end]
    printed = _printed(digits)[0] if digits else one.printed
    return TextFigure(
        start,
        end,
        said,
        one.role,
        -printed if said[0] == _MINUS else printed,
        one.unit,
        one.scale,
        one.places,
        one.hedge,
        one.dimension,
    )


def _lost(text: str) -> list[TextFigure]:
    found = []
    for one in sorted((*_LOST.finditer(text), *_torn(text)), key=lambda each: each.start()):
        bare = one.re is _LOST and one["bare"]
        unit = "个" if bare != one[0] and text[one.end() : one.end() + 1] == "个" else ""
        said = one[0] + unit
        counted = "个" if said.endswith("个") else ""
        own = (one.start(), one.end() + len(unit), said, Role.UNREADABLE, Decimal(0), unit)
        found.append(TextFigure(*own, Decimal(1), 0, dimension=counted))
    return found


def _torn(text: str) -> "Iterator[re.Match[str]]":
    """Where digits became something else, by the few characters that they became."""
    last = 0
    for odd in _ODD.finditer(text):
        begin = start = odd.start()
        while begin > last and start - begin < _MOST_BEFORE and text[begin - 1].isdecimal():
            begin -= 1
        found = _TORN.match(text, begin) if start >= last else None
        if found is not None:
            yield found
            last = found.end()


def _read(text: str, found: "re.Match[str]") -> TextFigure | None:
    start, end = found.span()
    said = _Said._make(found.groups())
    share = not said.arabic and said.is_share
    value = _printed(said.arabic) if said.arabic else _value(said)
    if value is None:
        return None
    scale, unit = said.scale or "", said.unit or ""
    sized = unit == "项" and scale in ("亿", "万亿") and text[end : end + 1] == "目"
    if sized:
        # 超30亿项目2个: of such an amount, not so many.
        end, unit = end - 1, "元"
    before, rest = text[start - _BEFORE if start > _BEFORE else 0 : start], text[end : end + _AFTER]
    after = rest[: _AFTER - 2]
    bare = not unit and scale in ("亿", "万亿")
    if bare and (not _IN_WORDS.match(after) or after[:1] in "任的占以投资目和及与"):
        unit = "元"
    role = Role.PERCENT if share else _role(said, unit, before, after)
    if role is Role.MONEY:
        role = Role.BAND if sized else _money_role(said, before, after, rest)
    if said.half == "过半":
        before += "过"
    hedge, extra = _hedge(said, before[-3:], after, role)
    if unit == "成" and said.han and _TENTHS.match(after):
        # 八成五 is 85%.
        tenth = Decimal(5) if after[0] == "半" else Decimal(numerals.exact(after[0]) or 0)
        value, extra = (value[0] + tenth / 10, 1), extra + 1
    if role is Role.NAME and not unit and scale and _PERSONS.match(after):
        # 安置3.2万下岗人员: what is counted is said behind.
        role, unit = Role.QUANTITY, "人"
    factor = _SCALES[scale]
    if unit == "成":
        factor, unit = Decimal(10), "成"
    if share:
        unit = "%"
    own = (start, end + extra, text[start : end + extra], role, value[0], scale + unit, factor)
    figure = TextFigure(*own, value[1], hedge, _dimension(role, unit))
    return _below_nothing(text, figure) if before[-1:] == _MINUS else figure


def _below_nothing(text: str, one: TextFigure) -> TextFigure:
    """A figure behind a minus with that."""
    begin = one.start - 1
    below = _BELOW if one.role is Role.PERCENT else _OWED
    if one.role is Role.NAME or not below.search(text, max(0, begin - _BEFORE), one.start):
        return one
    return one._replace(start=begin, text=text[begin : one.end], printed=-one.printed)


def _dimension(role: Role, unit: str) -> str:
    if role in (Role.MONEY, Role.OWN, Role.BAND):
        return "元"
    if role is Role.COUNT:
        return "个"
    if role is Role.PERCENT:
        return "%"
    # 353名干部，其中省级167人: persons both; 来访86批412人次, 占来访批次的: visits.
    return dimension_of(unit)


def dimension_of(unit: str) -> str:
    """What a unit counts or measures, however it is spelled."""
    return _ALSO.get(unit, unit)


@lru_cache(maxsize=8192)
def _printed(digits: str) -> tuple[Decimal, int]:
    """A number in digits and how many decimals it was printed with."""
    # 20万8129 has four digits behind 万.
    digits = digits.replace(",", "").replace("万", "")
    return Decimal(digits), len(digits.partition(".")[2])


def _value(said: _Said) -> tuple[Decimal, int] | None:
    """The same of a number in words."""
    if said.half:
        return Decimal(50), 0
    if said.of:
        share = EXACT.divide(numerals.exact(said.some or "") or 0, numerals.exact(said.of) or 1)
        # Nobody means 三分之二 to the last digit of 66.67%.
        return half_up(share * 100, 2), 0
    han = said.hundredth or said.han or ""
    if han in ("十", "百", "千"):
        return (Decimal(10), 0) if han == "十" else None
    exact = numerals.exact(han)
    if exact is None:
        return None
    return exact, len(han.partition("点")[2])


def _role(said: _Said, unit: str, before: str, after: str) -> Role:
    """Which kind of number it is, but for a share; of an amount it is not known yet of what."""
    if _is_name(said, unit, before, after):
        return Role.NAME
    if unit == "元":
        return Role.MONEY
    if unit in _BY_UNIT:
        return _BY_UNIT[unit]
    if unit == "大" or (unit == "个" and words.KINDS.match(after) and not after.startswith("类")):
        return Role.KINDS if not said.arabic or unit == "个" else Role.NAME
    if unit in words.PIECES:
        if unit == "个" and words.NOT_PIECES.match(after):
            return Role.NAME
        return Role.COUNT
    return Role.QUANTITY if unit in words.MEASURED or unit == "批" else Role.NAME


#: 三元前驱体, 二元母猪: of so many elements, breeds or sides.
_OF_KINDS = later(
    "前驱体|锂|正极|负极|材料|电池|催化|乙丙|聚合|共聚|复合|杂交|母猪|仔猪|猪|结构|经济|体系|化|论"
)


def _is_visits(unit: str, after: str) -> bool:
    """Whether groups of people are counted: 86批412人次."""
    return unit == "批" and _VISITORS.match(after) is not None


def _is_name(said: _Said, unit: str, before: str, after: str) -> bool:
    if (not unit and not said.scale) or (unit in _DATE and not _is_visits(unit, after)):
        return True
    beside = before[-1:]
    if beside in _ORDINAL and _ORDINAL_BEFORE.search(before):
        return True
    if said.han and (
        beside in ("“", "‘", "")
        or (unit in ("个", "项", "家") and after.startswith(("一批", "责任")))
    ):
        return True
    if unit == "个" and _PROGRAMME.match(after):
        return True
    if unit == "元" and said.han and not said.scale and _OF_KINDS.match(after):
        return True
    return unit != "元" and _LATIN.match(after) is not None


def _is_uneven(digits: str) -> bool:
    """Whether a number has too many digits besides noughts to be a height: 147, 67.4, not 100."""
    return len(digits.strip("0")) >= _UNEVEN


def _money_role(said: _Said, before: str, after: str, rest: str) -> Role:
    if said.range or _BAND_AFTER.match(after):
        return Role.BAND
    if _BAND_OF.match(after):
        # 总投资147亿元的45个项目: no height is set so.
        return Role.MONEY if _is_uneven(said.arabic or "") else Role.BAND
    if after[:1] == "的" and _OWN_AFTER.match(after) and not before.endswith(("占", "为全年")):
        return Role.MONEY if _SHARE_AFTER.match(rest) else Role.OWN
    return Role.MONEY


def _hedge(said: _Said, before: str, after: str, role: Role) -> tuple[Hedge, int]:
    """The hedge, and how many characters after the number belong to it."""
    # 四分之一强: no unit, though 百强 are counted by it.
    if said.more or said.more2 or (said.is_share and said.unit == "强"):
        return Hedge.OVER, 0
    if before[-1:] in words.HEDGE_ENDS:
        for hedge, spelled in words.HEDGES_BEFORE:
            if before.endswith(spelled) and not words.NO_HEDGE.search(before):
                return Hedge(hedge), 0
    # 下降70% 以上.
    behind, apart = (after[1:], 1) if after[:1] == " " and said.unit == "%" else (after, 0)
    if behind[:1] in words.HEDGE_BEGINS and role is not Role.BAND:
        for spelled_after, hedge in words.HEDGES_AFTER:
            if behind.startswith(spelled_after):
                return Hedge(hedge), apart + len(spelled_after)
    return _hedge_of_share(after) if role in _SHARES else (Hedge.NONE, 0)


def _hedge_of_share(after: str) -> tuple[Hedge, int]:
    """30%多, 三分之一还多: the same of what only shares and multiples are hedged by."""
    if after[:1] in words.SHARE_HEDGE_BEGINS:
        for pattern, hedge in words.HEDGES_OF_SHARES:
            found = pattern.match(after)
            if found is not None:
                return Hedge(hedge), found.end()
    return Hedge.NONE, 0
