"""What the words at a figure say that it is: a rate of 开工, a share of a plan, a change."""

import re
from functools import lru_cache

from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.reference_periods import PAST
from sangeyipi.audit.text.terms.territories import REGION_OR_NATION
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

#: 开工率, 开工率达; the name stands in the first group.
RATE = re.compile(
    "(投产达效|达效|达产|[^,、的为达率]{2,6})率(?:已?(?:超过|过|达到|高达|只有|仅有|仅为|约为|达|为|是|仅|超|近|约)?|分别[为达]?)?$"
)
#: 占年度计划的, 为全年任务的; what it is a share of stands in the first group.
BASE = re.compile(
    "(?:占|为|是|完成|实现|达)(?:到|了)?([^占为是,。;]{0,14}?)(?:的|近|超|比重|比例|达|为|约){0,3}$"
)
PLAN = re.compile("计划|目标|任务")
#: Every word for a rise and for a fall, the longer before what it begins with; who knows of one
#: more adds it here only.
RISES = (
    *(
        "净增",
        "新增",
        "增加",
        "增长",
        "增幅",
        "上升",
        "上涨",
        "提高",
        "提升",
        "回升",
        "加快",
        "扩大",
        "增",
    ),
    *("快", "高", "多"),
)
FALLS = (
    *("负增长", "下降", "减少", "降低", "降幅", "回落", "下滑", "放缓", "收窄", "压缩", "压减"),
    *("精简", "缩减", "缩短", "缩小", "削减", "落后", "减", "降"),
    *("欠", "慢", "低", "少"),
)
#: These set two side by side (多3个, 慢2个百分点): nothing grows by 多 in per cent, nor 多至.
_BESIDE = frozenset("快高多欠慢低少")
_GROWN = "|".join(one for one in (*RISES, *FALLS) if one not in _BESIDE)
DOWN = re.compile("|".join(FALLS))
GROWS = re.compile(f"({_GROWN}|[增减][产收支])(?:率|幅度|幅|了|到|为|达|约|近|超过|超){{0,3}}$")
WAYS = "|".join(
    # 进度偏慢2个: that something is slow is no change.
    f"(?<![偏较最很过]){one}"
    if one in _BESIDE
    # 产业链现代化提升30项 are called so.
    else f"(?<![化造量能质]){one}"
    if one == "提升"
    else one
    for one in (*RISES, *FALLS)
)
_MORE = re.compile(
    f"({WAYS})(?:完成|投资|了|出|收|产|增|支|投|放|贷|约|近){{0,2}}"
    "(?:(?<=[多少])(?:[开竣完]工|签约|投产|入库|到位|办结|受理|帮办|解决|化解|引进|实施|争取|接待|投入|发放))?$"
)


@lru_cache(maxsize=4096)
def rate_of(lead: str) -> "re.Match[str] | None":
    """The name of a rate, where the words before a figure are nothing else."""
    return RATE.fullmatch(lead.lstrip(",、 "))


@lru_cache(maxsize=4096)
def rate_in(lead: str) -> "re.Match[str] | None":
    """The name of a rate that the words before a figure end with."""
    return RATE.search(lead)


@lru_cache(maxsize=4096)
def base_of(lead: str) -> "re.Match[str] | None":
    """What the words before a figure say that it is a share of."""
    return BASE.search(lead)


@lru_cache(maxsize=4096)
def growth_of(lead: str) -> "re.Match[str] | None":
    """The words before a figure that say something has grown or fallen by it."""
    return GROWS.search(lead)


#: 年增16.1%, 年均增长8%: of each year.
_YEARLY = later(
    "(?:^|[,;、])(?:年|平?均每?年?|年均|年平均|每年平?均?|年均?复合|复合)递?(?:[增减降]|下降|上升|提高)"
)


@lru_cache(maxsize=4096)
def is_yearly(lead: str) -> bool:
    """Whether something has grown by so much every year, and not from the first to the last."""
    return _YEARLY.search(lead) is not None


@lru_cache(maxsize=4096)
def change_of(lead: str) -> "re.Match[str] | None":
    """The words before a figure that say something has changed by it: 比上年增加."""
    return None if _NEW_ONES.search(lead) else _MORE.search(lead)


#: 谋划项目新增71个: how many new ones there are of a kind.
_NEW_ONES = later("[\u4e00-\u9fff]{2}(?:项目|工程)新增$")


@lru_cache(maxsize=4096)
def _is_fall(lead: str) -> bool:
    said = GROWS.search(lead)
    return said is not None and DOWN.search(said[1]) is not None


def has_fallen(one: TextFigure) -> bool:
    """Whether the words before a rate say that something has fallen by it: 下降13.2%."""
    return _is_fall(one.lead)


#: 上拉全部投资增速4.7个百分点; 受…影响，比上年提高 and 带动…增速比上年提高 are changes.
_GIVEN = later(
    "(?:拉[动高低升]?|上拉|下拉|带动|影响|贡献(?!率)|拖累|推[动高升]|抬[高升]|撬动)[^,。;比较于]{0,40}$"
)


@lru_cache(maxsize=4096)
def is_given(lead: str) -> bool:
    """Whether points are what something gave to the growth of a whole: no distance of two rates."""
    return _GIVEN.search(lead) is not None


_PAST = re.compile(f"{PAST}")
#: 今年同期 is now, and so is what is there of then: 上年结转收入.
#: 比上年下降0.4% is how far it has fallen now, and 占同期进出口总值133.1亿元的 of the same time.
_NOW = re.compile(
    f"今年(?:同期)?|占(?:{REGION_OR_NATION}|我[省市县区州])?同期(?=[\u4e00-\u9fff]{{2}})|[比较](?:[上去]年|\\d{{4}}年(?=同)|上[月季周])(?:同[期月])?(?=(?:实际|累计|净)?(?:增[长幅]|[下微略]降|上升|提高|回落|[上下]?[涨跌]))|[上去]年(?:度|末|底)?(?:滚存)?(?:结转|结余)(?=收入|资金|指标|$)"
)


@lru_cache(maxsize=4096)
def is_past(lead: str) -> bool:
    """Whether the words before a figure say that it is of another time than now."""
    return _PAST.search(_NOW.sub("", lead)) is not None


_IN_YEAR = later(r"(\d{4})年")


def is_year_before(old: str, now: str) -> bool:
    """Whether of the words before two figures the first name an earlier year: 2021年, 2022年."""
    first, second = _IN_YEAR.search(old), _IN_YEAR.search(now)
    return first is not None and second is not None and first[1] < second[1]


#: What is so much for each, or how high or dear something is: 人均42平方米, 水位56米, 单产420公斤.
_LEVELS = later(
    "平均|[户人亩企村场项校班日月年单]均|均价|每[百千万亿]?[\u4e00-\u9fff]|单位面积|[单亩]产(?![值量业品])|单[价耗]|价格|[得评记]分|"
    "满意度|指数|[水潮]位|高程|海拔|浓度|密度|强度|[气水室体]温|温度|厚度|深度|坡度|[能水电]耗|容积率|年龄|工龄|寿命|最[高低大小长短多少]"
)
#: How long it takes or may take: 办理时限压缩至3天.
_TERMS = later("时限|时间|时长|用时|耗时|周期|工期|期限|压缩[至到]|缩短[至到]")
_TERM_UNITS = frozenset({"天", "工作日", "个工作日", "小时", "分钟", "周", "个月"})
#: 总分100分 is what others come to, and so is 每个村1座，共320座.
_ALL_POINTS, _IN_ALL = later("[总满]分|分值"), later(f"{IN_ALL_SO_FAR}")


@lru_cache(maxsize=4096)
def _is_level(lead: str, unit: str) -> bool:
    if _IN_ALL.search(lead):
        return False
    if unit == "分" and not _ALL_POINTS.search(lead):
        return True
    if unit in _TERM_UNITS and _TERMS.search(lead):
        return True
    return _LEVELS.search(lead) is not None


def is_level(one: TextFigure) -> bool:
    """Whether a figure is an average, a score, a price, a height or a term: one of those that it
    is of may be more."""
    return _is_level(one.lead, one.unit)


def is_plain(one: TextFigure) -> bool:
    """Whether a figure is one of now in full: no hedge, no bracket, no change, no earlier time."""
    return not (one.hedge or one.inner or change_of(one.lead) or is_past(one.lead))


#: 由…增至…: what stands before the first and between the two.
FROM = later("(?:由|从)[^,。;由从]{0,24}$")
TO = later(
    f"(?:变|升|发展|跃升|扩|调整|调|核|追加|{_GROWN})(?:加|升|少|低|长)?(?:至|到|为|成)"
    "(?:目前的|今年的|现在的|[^,。;]{0,8}的)?$"
)
DONE = re.compile("已|实际|实质|其中|办结|解决|中")

#: 未解决10个 is what a 解决率 is not of.
UNDONE = re.compile("(?:未|没有)[\u4e00-\u9fff]{2,4}(?:的)?$")


def own_words(one: TextFigure) -> tuple[str, str]:
    """The words before a count and behind it that are said of no other.

    72个已开工、31个已竣工: what stands before the second is said of the first.
    """
    tail = one.tail.partition("、")[0]
    return "" if one.lead.endswith("、") and tail else one.lead, tail


#: 已解决187个，化解率: the same said twice, so that it isn't said alike.
_ALIKE = {"化解": "解决", "解决": "化解"}


def says_state(rate: str, said: str) -> bool:
    """Whether words name what a rate is of, as it is named or by the other word for it."""
    stem = rate[-2:]
    return stem in said or (stem in _ALIKE and _ALIKE[stem] in said)


def same_state(rate: str, part: TextFigure) -> bool:
    """Whether a count is what a rate of that name counts: 开工, and 已开工11个."""
    lead, tail = own_words(part)
    said = lead + tail
    if UNDONE.search(lead) or rate.startswith(("未", "没有", "不")):
        return False
    if not DONE.search(lead) and not tail.startswith("已"):
        # 609个注册、572个开工: nothing but the state, and not 12个开工项目.
        return bool(tail) and (lead == "" or not words.state_of(lead)) and rate.endswith(tail)
    wanted = words.state_of(rate)
    if wanted:
        return words.state_of(said) == wanted
    stem = rate[-2:]
    return says_state(stem, said) or (stem == "完成" and bool(re.search("办结|完成", said)))


def is_base(reading: TextReading, one: TextFigure) -> bool:
    """Whether the percentage right behind a figure is of it: 为年初预算21.5亿元的86.7%."""
    after = reading.figures[one.order + 1 : one.order + 2]
    return bool(after) and after[0].role is Role.PERCENT and one.tail == after[0].lead == "的"


#: 132个项目与13家银行达成意向: with whom, not who.
OBJECT = later(
    f"(?:与|同|由|向|对|从|在|给|涉及|覆盖|惠及|带动|分布在|来自)(?:{REGION_OR_NATION})?$"
)


def said_old(reading: TextReading, one: TextFigure) -> bool:
    """Whether a figure is what another is compared with: 比上年的23.5亿元, 与上年的23.5亿元相比."""
    if _COMPARED.match(reading.text, one.end):
        return True
    before = reading.text[max(0, one.start - 20) : one.start]
    # Hardly any words compare.
    if "比" not in before and "较" not in before:
        return False
    return _COMPARES.search(re.split("[,。;]", before)[-1]) is not None


#: 问题较多的, 占比, 存贷比, 比例, 评比 and 同比增长 compare nothing that stands behind them.
_COMPARED = re.compile("[相对]比|比较?,|比较?[增减上下提降]")
_COMPARES = re.compile(
    "(?<![占对同环可评])(?<!存贷|贷存|拨贷|产销|购销|性价|师生|生师|医护|床护)比(?![例重])|较(?![多大好高低快慢少小强差重])"
)


def amounts_before(reading: TextReading, one: TextFigure, most: int) -> list[TextFigure]:
    """The plain amounts among so many figures before one, in its paragraph."""
    return [
        f
        for f in reading.figures[max(0, one.order - most) : one.order]
        if f.paragraph == one.paragraph and f.role in COUNTABLE and f.printed and is_plain(f)
    ]


def sentence_before(reading: TextReading, one: TextFigure, most: int) -> tuple[TextFigure, ...]:
    """The figures of the sentence before one, the nearest first."""
    first = reading.begins[one.order]
    if one.order - first > most:
        first = one.order - most
    return reading.figures[first : one.order][::-1]


_DATE = later(r"(?:(\d{4})年)?(?:(\d{1,2})月|([一二三四])季度|(上半年))|(\d{4})年")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}


@lru_cache(maxsize=4096)
def date_of(said: str) -> tuple[int, int] | None:
    """Year and month, 0 where none is said, of the one date that words name."""
    found = list(_DATE.finditer(said))
    if len(found) != 1:
        return None
    year, month, quarter, half, alone = found[0].groups()
    at = int(month) if month else _QUARTERS[quarter] if quarter else 6 if half else 0
    return int(year or alone or 0), at


def is_before(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether a date is earlier than another; after December comes January."""
    if one is None or other is None or bool(one[0]) is not bool(other[0]):
        return False
    if not one[0] and {one[1], other[1]} == {1, 12}:
        return one[1] > other[1]
    return one < other
