"""What the labels of parts say: that these leave nothing out, or that they exclude each other.

签约、开工、投产; 省外、省内; 超前、正常、滞后; 开工 and 复工 of 开复工.  Owns these words only.
"""

import re
from functools import lru_cache

from sangeyipi.audit.judging.slips import slip_kind
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.terms.industries import SECTORS
from sangeyipi.model.patterns import later

_COMPLETE = (
    frozenset({"签约", "开工", "投产"}),
    frozenset({"新建", "续建"}),
)
#: Labels that leave nothing out, where all of them stand.
_WHOLES = (
    *SECTORS,
    # Of what electricity is used for.
    *((*three, "居民") for three in SECTORS),
    ("出口", "进口"),
    ("职工医保", "居民医保"),
    ("职工养老", "居民养老"),
    ("非税", "税收"),
    ("轻工业", "重工业"),
    ("餐饮收入", "商品零售"),
    ("城镇", "乡村"),
    ("城镇", "农村"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("上半年", "下半年"),
)
#: What one thing or the other is said to be, in words that differ: one of each leaves nothing out.
_EITHER = tuple(
    tuple(re.compile(one) for one in whole)
    for whole in (
        ("超前|快于|提前", "按期|正常|同步|持平|符合", "滞后|落后|慢于|偏慢"),
        (
            "增长|增加|上升|提高|扩大|(?<!改造)提升|上涨|[前上]移|进位",
            "持平|不变",
            "下降|减少|回落|下滑|降低|下跌|[后下]移|退位",
        ),
        ("竣工|完工", "结转|跨年"),
        ("绿[灯牌色]", "黄[灯牌色]", "红[灯牌色]"),
        ("盈利", "持平", "亏损"),
        ("(?<![不本较])满意", "基本满意|较满意|一般", "不满意"),
        ("当场|现场|立行立改|立即整改|即知即改", "限期"),
        ("(?<!未)(?:按期|按时|如期)", "逾期|超期|超时|未按[期时]"),
        (
            "(?:往年|上年|去年|历年|以前年度|上期|上月)[^,。;、\\d]{0,4}(?:结转|签约|遗留|转入)",
            "(?:当年|今年|本年|当期|本期|本月|当月)[^,。;、\\d]{0,4}(?:新签|新增|新收|新开|新接|签约)",
        ),
        ("(?<![不未]予)(?<![不未])(?:受理|批准|通过)", "(?:不予?|未予?)(?:受理|批准|通过)"),
        ("(?<![不未])(?:达标|合格)", "[不未](?:达标|合格)"),
        ("(?<!无)有效(?!率|期|发明|专利|面积|灌溉|供给)", "无效(?!宣告)"),
        (
            "(?<![性分未])(?:办结|整改到位|化解)",
            "(?:阶段性|部分|基本)(?:办结|整改|化解)",
            "(?:未|没有)(?:办结|整改|化解)",
        ),
        ("(?<![列纳]入)省[级重定]", "(?<![列纳]入)市[级重定]", "(?<![列纳]入)县[级重定]"),
        (
            "已(?!未)|办结|完成|(?<!未)(?:完工|竣工|建成)",
            "正在|在[办建批]|推进中|办理中|建设中|实施中",
            "未|尚|没有",
        ),
    )
)
_OF_YEARS = next(n for n, whole in enumerate(_EITHER) if "往年" in whole[0].pattern)
_DOES = later("(?:项目|企业)?(?:已|未|尚|全部|均|正在)")
MOST_THINGS = max(map(len, _EITHER))
_ANY_WAY = re.compile("|".join(one.pattern for whole in _EITHER for one in whole))
#: An average of a whole is no sum of those of its parts.
_AVERAGE = re.compile("人均|平均|均价|价格|增速|面积|产量")
_OVERLAP = later("需|列入|纳入|涉及|获|含|以上|以下|重点|打捆|提前|累计")
#: What a thing of any kind may be besides; lists that mix these with kinds count twice.
BESIDES = later(
    "城镇|乡村|外资|内资|省外|省内|域外|市外|资金项目|民营|民间|国有|国企|央企|上市|规上|专精|头部|龙头|强|世界|"
    "民生支出|三农|涉农|技改|智能|绿色|招商|引进|级|特色|主导|战略|新兴|高新|涉企|涉外|高标准|医养|规模化"
)
#: 其他, 其余: all that the parts before it are not.
REST = later("其[他它余]")
#: How long a label may be that says only what a part is of.
_SHORT = 8


def _of_either(parts: list[TextFigure]) -> list[list[int]]:
    """What each part is said to be, in all ways to divide a whole that name each once."""
    ways = []
    if len(parts) > MOST_THINGS:
        return []
    for one in parts:
        counted = one.role is Role.COUNT or (one.role is Role.QUANTITY and not one.half)
        way = _ways_of(_said_of(one)) if counted else ()
        # Most say none of these things.
        if not way:
            return []
        ways.append(way)
    found = []
    for number, whole in enumerate(_EITHER):
        flat = [way[number] for way in ways if way[number] >= 0]
        # 往年结转421个，当年新签181个已开工: some of these only.
        some = number == _OF_YEARS and any(_DOES.match(f.tail) for f in parts)
        if len(flat) == len(parts) == len(set(flat)) and not some:
            found.append([len(whole), *flat])
    return found


def _said_of(one: TextFigure) -> str:
    """What is said of a part: before it, or behind it where it opens its clause (43个逾期)."""
    # 26个项目中5个已完工、12个在建: the words before the second are said of the first.
    behind = one.first or _OPENS.search(one.lead) is not None
    return _MARK.split(one.tail, maxsplit=1)[0] if behind and one.tail else one.lead


_OPENS = re.compile(r"[中里],?\Z|[、,;]\Z|\A[,、;和及]*\Z")
_MARK = later("[、,;。]")


@lru_cache(maxsize=8192)
def _ways_of(lead: str) -> tuple[int, ...]:
    """For each way to divide a whole the one thing that the words name, or -1; () for none."""
    if not _ANY_WAY.search(lead):
        return ()
    said = [[n for n, way in enumerate(whole) if way.search(lead)] for whole in _EITHER]
    return tuple(each[0] if len(each) == 1 else -1 for each in said)


def either(parts: list[TextFigure]) -> bool:
    """Whether each part is another one of the things that a whole may be: 超前, 正常, 滞后."""
    return bool(_of_either(parts))


def all_either(parts: list[TextFigure]) -> bool:
    """Whether the parts are all these things."""
    # Of most figures no parts are found.
    return bool(parts) and any(len(found) == found[0] + 1 for found in _of_either(parts))


def complete(total: TextFigure, parts: list[TextFigure]) -> bool:
    """Whether the labels of the parts leave nothing out."""
    states = [words.state_of(one.lead or one.tail) for one in parts]
    if len(set(states)) == len(states) and frozenset(states) in _COMPLETE:
        return True
    if _new_and_old(parts):
        return True
    if _all_of_a_whole(parts) or all_either(parts):
        return True
    if "上半年" in total.lead and [f.lead.strip("、,其中")[:3] for f in parts] == _HALF:
        return True
    # 五县三区共146个，其中五县96个、三区60个.
    if len(parts) > 1 and "".join(map(label_of, parts)) in total.lead:
        return all(label_of(one) for one in parts)
    if len(parts) == 2 and (_opposed(parts) or _compound(total, parts)):
        return True
    if len(parts) == 2 and states[0] == states[1] and states[0]:
        return sorted(_negated(one) for one in parts) == [False, True]
    if _by_their_name(total, parts):
        return True
    return _named(total, parts) or are_all_lots(total, parts) or _as_many_as_said(total, parts)


def _by_their_name(total: TextFigure, parts: list[TextFigure]) -> bool:
    """新增债券：一般债券、专项债券; 农村公路：县道、乡道、村道: all that what is counted may be."""
    if not 1 < len(parts) <= _THREE:
        return False
    said = total.lead + total.tail
    for whole, names in _BY_NAME:
        if len(names) == len(parts) and whole.search(said):
            found = [[n for n, name in enumerate(names) if name in f.lead] for f in parts]
            if names is _BUILT_OR_NOT and slip_kind(parts[0].value + parts[1].value, total) is None:
                return False
            return sorted(found) == [[n] for n in range(len(names))]
    return len(parts) == _PAIR and _said_together(total, parts)


def _said_together(total: TextFigure, parts: list[TextFigure]) -> bool:
    """86341户全部完成修缮或重建，其中重建4218户、修缮82128户."""
    said = _ALL_DONE.search(total.tail)
    labels = {label_of(f) for f in parts}
    return said is not None and labels == {said[1], said[2]}


#: Some of the second may be told apart from both, so that these are all only but for a slip.
_BUILT_OR_NOT = ("建设项目", "前期项目")
#: What a whole is, and the names that leave nothing of it out.
_BY_NAME = (
    (later("新增(?:政府|地方)?(?:政府)?债券|政府新增债券"), ("一般债券", "专项债券")),
    (later("农村公路|县乡村道"), ("县道", "乡道", "村道")),
    (later("[市商]场主体|经营主体"), ("企业", "个体", "合作社")),
    (later("环评审批|环评(?:文件|报告)"), ("报告书", "报告表")),
    (later("一般公共预算收入|财政(?:总)?收入"), ("税务部门", "财政部门")),
    (later("重点(?:工程|建设)?项目"), _BUILT_OR_NOT),
)
_ALL_DONE = later(
    "(?:全部|均|都)(?:已)?(?:完成)?([\u4e00-\u9fff]{2})[或、和]([\u4e00-\u9fff]{2})(?:$|[,。;])"
)


def _as_many_as_said(total: TextFigure, parts: list[TextFigure]) -> bool:
    """四条产业链签约项目44个：装备制造15个、…: as many as are said, each by a name of its own."""
    said = _SO_MANY.search(total.lead)
    if said is None or len(parts) < _THREE or not exclusive(parts):
        return False
    many = int(said[1]) if said[1].isascii() else _DIGITS.find(said[1])
    return many == len(parts) and parts[0].order == total.order + 1


_THREE, _DIGITS = 3, "零一二三四五六七八九"
_SO_MANY = later(
    "(?<![第前后\\d.])(\\d{1,2}|[三四五六七八九])(?:个|条|家|大)"
    "(?:重?[点大]?(?:产业链|产业集群|领域|行业|板块|片区|乡镇|街道|县区|园区|开发区|责任单位|牵头单位))"
    "[^,。;:、]{0,10}$"
)


def are_all_lots(total: TextFigure, parts: list[TextFigure]) -> bool:
    """两批资金共2100万元，其中第一批…、第二批…: as many lots as there are, each once."""
    said = _SO_MANY_LOTS.search(total.lead)
    if said is None or _LOTS.find(said[1]) + 2 != len(parts):
        return False
    word = said[2]
    return all(
        f"第{nth}{word}" in one.lead for nth, one in zip("一二三四五六七八九", parts, strict=False)
    )


_LOTS = "两三四五六七八九"
_SO_MANY_LOTS = re.compile(f"(?<![第前后])([{_LOTS}])个?([批期])")


def are_in_order(parts: list[TextFigure]) -> bool:
    """甲级、乙级、丙级; A类、B类、C类: the first of an order, each once and in their order."""
    said = [_NTH.search(one.lead) for one in parts]
    if len(parts) <= _PAIR or not all(said) or len({each[2] for each in said if each}) > 1:
        return False
    nth = "".join(each[1] for each in said if each)
    return any(order.startswith(nth) for order in _ORDERS)


_ORDERS = ("甲乙丙丁", "ABCDE", "一二三四五六", "ⅠⅡⅢⅣ")
_NTH = later("([甲乙丙丁A-EⅠⅡⅢⅣ一二三四五六])(级|类|等|档)(?:[^,。;、]{0,4})$")


def stages(parts: list[TextFigure]) -> bool:
    """竣工、续建、新开工: all that is built in a year, though there may be 储备 besides."""
    said = [one.lead + (one.tail[:8] if one.first else "") for one in parts]
    found = [[n for n, each in enumerate(_STAGES) if each.search(words_)] for words_ in said]
    return len(parts) == len(_STAGES) and sorted(found) == [[0], [1], [2]]


_STAGES = (
    later("竣工|建成|完工|(?<!未)投产|收尾"),
    later("续建|结转"),
    later("新开工|新建|新上|拟开工|计划开工"),
)


def _opposed(parts: list[TextFigure]) -> bool:
    """省外到位资金、省内到位资金: the same words but for one, which is the other's opposite."""
    one, other = (_FILLED.sub("", _said_of(each)) for each in parts)
    if len(one) != len(other) or not 1 < len(one) <= MOST_SAID:
        return False
    differ = [{a, b} for a, b in zip(one, other, strict=True) if a != b]
    return len(differ) == 1 and differ[0] in _OPPOSITES


_FILLED = later("其中|[,、;:的有为共达和及]")
_OPPOSITES = [
    set(each) for each in ("内外", "上下", "男女", "有无", "城乡", "轻重", "进出", "存增", "公民")
]
MOST_SAID = 12


def _compound(total: TextFigure, parts: list[TextFigure]) -> bool:
    """开复工609项：344个新项目开工，265个续建项目复工."""
    said = [one.lead + (one.tail if one.first else "") for one in parts]
    for whole in _COMPOUND.finditer(total.lead):
        first, second, what = (each for each in whole.groups() if each)
        names = [first + what, second + what]
        if any(
            all(a in x and b not in x for a, b, x in zip(names, names[::-1], each, strict=True))
            for each in (said, said[::-1])
        ):
            return True
    return are_levels(total, parts)


def are_levels(total: TextFigure, parts: list[TextFigure]) -> bool:
    """省市两级重点工程1426项，其中省级263项、市级1163项: whether all levels are told of."""
    said = [one.lead + (one.tail if one.first else "") for one in parts]
    levels = _LEVELS.search(total.lead)
    if levels is None or len(said) != _PAIR:
        return False
    # 省、市重点49个，其中省重点15个: of both levels, called so.
    what = "重点" if "重点" in levels[3] else "级"
    return all(f"{levels[n]}{what}" in each for n, each in enumerate(said, 1))


_LEVELS = later("([国省市县区乡镇])[、和]?([市县区乡镇村])([两二]级|级?重点)")


_COMPOUND = later("([开竣复动])([开竣复])(工)|([进])([出])(口)")


def _named(total: TextFigure, parts: list[TextFigure]) -> bool:
    """新能源、装备产业项目132个（新能源55个、装备77个）: each is named before."""
    names = _AND.split(total.lead)
    if len(names) != len(parts) or len(parts) < 2:
        return False
    labels = [label_of(one) for one in parts]
    return all(labels) and all(
        label in name and len(label) > 1 for label, name in zip(labels, names, strict=True)
    )


_AND = later("[、和及与]")


_HALF = ["一季度", "二季度"]


def _new_and_old(parts: list[TextFigure]) -> bool:
    """续建19个、新开工26个."""
    new = [one for one in parts if _NEW.search(one.lead)]
    old = [one for one in parts if "续建" in one.lead]
    return len(parts) == 2 and len(new) == len(old) == 1 and new != old


_NEW = re.compile("新开工|新建|新上|拟新?开工|计划新?开工")


def _all_of_a_whole(parts: list[TextFigure]) -> bool:
    """第一产业, 第二产业, 第三产业: each once."""
    if any(_AVERAGE.search(one.lead) for one in parts):
        return False
    for whole in _WHOLES:
        if len(whole) == len(parts):
            named = [next((w for w in whole if w in one.lead), "") for one in parts]
            if set(named) == set(whole):
                return True
    return False


def _negated(one: TextFigure) -> bool:
    return bool(re.search("[未没]", one.lead or one.tail))


def exclusive(parts: list[TextFigure]) -> bool:
    """Whether the labels are short names of kinds, no states and nothing that may overlap."""
    labels = [label_of(one) for one in parts]
    # Of which the last is all that the others are not.
    most = 2 * _SHORT if labels and REST.search(labels[-1]) else _SHORT
    return all(
        0 < len(label) <= most and not _OVERLAP.search(label) and not words.STATES.search(label)
        for label in labels
    ) and len(set(labels)) == len(labels)


def is_exceeded(parts: list[TextFigure]) -> bool:
    """Whether parts that come to more than their whole say that one of these is wrong.

    No thing may be two of them: they have names of one kind, of no view that lies across another
    (外资, 省重点, 亿元以上), in one state or each in another stage.
    """
    labels = [label_of(one) or _MARK.split(one.tail, maxsplit=1)[0] for one in parts]
    if len(set(labels)) != len(labels) or not all(0 < len(each) <= _NAME for each in labels):
        return False
    if any(_OVERLAP.search(each) or BESIDES.search(each) for each in labels):
        return False
    states = {words.state_of(each) for each in labels}
    if len(states) > 1 and not (
        _of_stages(parts) or all(words.BATCH.search(f.lead) for f in parts)
    ):
        return False
    # 女代表80人、党员150人: of two, nothing else shows that they are of one kind.
    return len(parts) > _PAIR or are_of_one_kind(parts)


_PAIR, _NAME = 2, 16


def _of_stages(parts: list[TextFigure]) -> bool:
    """竣工、续建、新开工、前期: each another stage of what is built in a year."""
    found = [
        [n for n, each in enumerate((*_STAGES, _AHEAD)) if each.search(_said_of(f))] for f in parts
    ]
    return all(len(each) == 1 for each in found) and len({each[0] for each in found}) == len(found)


_AHEAD = later("前期|预备|储备|谋划")


def are_of_one_kind(parts: list[TextFigure]) -> bool:
    """来电53件、来信115件; 产业类34个、基础设施类18个: names that begin or end alike."""
    one, other = (_FILLED.sub("", _said_of(f)) for f in parts)
    return bool(one and other) and (one[0] == other[0] or one[-1] == other[-1])


def label_of(one: TextFigure) -> str:
    """What a part is of: 工业, 城关镇."""
    return _label_of(one.lead)


@lru_cache(maxsize=8192)
def _label_of(lead: str) -> str:
    return _NO_LABEL.sub("", lead)


_NO_LABEL = re.compile(
    "^[^,]{0,12}分[为成]|^[^,;]{0,10}(?:包[括含]|涵盖)|其中|分别|包括|[为是有:、,;和 及]"
    "|(?:项目|工程)?(?:累计)?(?:完成)?(?:投资)?额?$|共$"
)
