"""So much for each, bound by its words: 带动农户2460户，累计发放分红369万元，户均增收1500元.

The word says what it is of each of (户均, 亩均, 平均每个项目), and so which number divides; what is
divided is the one amount before it in the sentence, or the one that is called as the average is
(亩均税收 of 税收).  A contradiction is told where both can be nothing else.
"""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.reasons import BOUND, Reason, Why
from sangeyipi.audit.judging.slips import (
    OF_ONE_DIGIT,
    SlipKind,
    has_digits_crossed,
    slip_kind,
    slip_of,
)
from sangeyipi.audit.relations.averages.any_amount import any_amount
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.measures import WEIGHTS
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, plain

EXAMPLES = (
    (
        "秋粮面积42.2万亩，比上年增0.1万亩，总产14.1万吨，比上年增0.6万吨，平均亩产334公斤。",
        "holds 141000000 / 422000 = 334",
    ),
    ("带动农户2460户，累计发放收益分红369万元，户均增收1600元。", "wrong 3690000 / 2460 = 1600"),
    ("占地120亩，产值6亿元、税收3200万元，亩均税收26.7万元。", "holds 3200 / 120 = 26.7"),
    ("586名干部包联企业412家，平均每名干部包联1.42家。", "wrong 412 / 586 = 1.42"),
    ("38名干部包联项目152个，人均包联5个。", "wrong 152 / 38 = 5"),
    (
        "开工88个项目，总投资达704亿元。均为亿元以上项目，平均投资超过9亿元。",
        "wrong 704 / 88 = 9",
    ),
    (
        "416个项目开工，总投资540.8亿元，当年计划投资151亿元，项目单体平均投资规模1.3万元。",
        "wrong 5408000 / 416 = 1.3",
    ),
    ("8个在建道路项目完成42亿元，平均每个6.25亿元。", "wrong 42 / 8 = 6.25"),
    (
        "产值前二十的企业实现产值386.4亿元，占规上工业的41.7%，企均19.23亿元。",
        "wrong 386.4 / 20 = 19.23",
    ),
    (
        "六期累计2584个项目、总投资18643.2亿元，平均每期431个、3107.2亿元，单个项目平均投资7.12亿元。",
        "wrong 18643.2 / 2584 = 7.12",
    ),
    (
        "其中产业类80个，总投资372.4亿元，平均每个4.66亿元；民生类54个，总投资292.4亿元，"
        "平均每个4.66亿元。",
        "wrong 292.4 / 54 = 4.66",
    ),
    (
        "接待游客86.3万人次，日均10.8万人次；实现旅游收入5.21亿元，人均消费640元。",
        "wrong 521000000 / 863000 = 640",
    ),
    (
        "全县18个乡镇共流转土地28.8万亩，占耕地面积74.6万亩的38.6%，平均每个乡镇流转1.69万亩。",
        "wrong 28.8 / 18 = 1.69",
    ),
    ("立案查处46起，经济处罚318.6万元，平均每起6.39万元。", "wrong 318.6 / 46 = 6.39"),
    ("36名县级领导分包108个项目，人均9个。", "wrong 108 / 36 = 9"),
    ("低保对象1846户、3120人，户均6.7人。", "wrong 3120 / 1846 = 6.7"),
    (
        "观摩13个乡镇的39个项目，其中工业项目22个、农业项目8个、其他项目9个，平均每个乡镇4个。",
        "wrong 39 / 13 = 4",
    ),
    (
        "投用的23所中，公办幼儿园11所，新增学位3960个，平均每所367个。",
        "wrong 3960 / 11 = 367",
    ),
    ("11家业主单位获银行授信208亿元，户均约15亿元。", "wrong 208 / 11 = 15"),
    ("播种面积112.6万亩，总产量52.36万吨，平均亩产465公斤。", "holds 523600000 / 1126000 = 465"),
)
#: What each of which unit is called.
_UNITS = {
    "户": "户",
    "人": "人名",
    "生": "名人",
    "亩": "亩",
    "企": "家",
    "家": "家",
    "项": "个项",
    "村": "个",
    "镇": "个",
    "乡": "个",
    "县": "个",
    "日": "天",
    "天": "天",
    "队": "支",
    "支": "支",
    "场": "场",
    "宗": "宗",
    "件": "件",
    "名": "名人",
    "笔": "笔",
    "个": "个",
    **{
        unit: unit
        for unit in ("起", "辆", "台", "所", "套", "座", "条", "处", "例", "份", "眼", "公里", "栋")
    },
}
_EACH = re.compile(
    "(?:(?:平均)?每(?P<every>公里|[户人亩家项村镇乡县天支场宗件名笔个起辆台所套座条处例份眼栋])|(?P<each>[户人亩企家项村镇乡县日队场])均|(?:平均)?(?P<acre>亩)产"
    "|(?:单个|单体)?[^,。;\\d]{0,4}平均(?P<thing>单个|每)?)(?P<what>[^,。;:\\d]{0,10})$"
)
_FIRMS_EACH = later("[,、;]?户均")
_THINGS = later("项目|投资")
_EVERY_PIECE = later(
    "每个(?!项目)([^,。;:\\d]{0,10}?)(?:完成|计划|总?投资|资金|产值|税收|收入|达到?|为|约|超过?){0,3}$"
)
#: 过夜游客人均消费 is of some of them.
_VISITS, _GUESTS = "人次", later("接待|游客")
_INCOME = later("收入|[消花]费")
_SPENT = later(
    f"[,;、]?(?:旅游|游客|{WHOLE_REGION})*人均(?:旅游|综合)?[消花]费(?:支出|[约达为]|达到)?"
)
_WANTED = later("不低于|不少于|以上|力争|计划|目标|要求|达到以上|年人均|可支配|提高|增长到")
_MEASURES = later("税收|产值|投资|收入|营收|利润|成本|补助|面积|贷款|产量")
_PERIOD = later("每(?:月|天|日|季度?|周|学期|次)")
_FOR = later("(?:带动|惠及|涉及|受益|覆盖|吸纳|资助|服务|接待)[^,;]{0,8}$")
_PLANNED = later("计划|年度|当年")
#: 总量前十的县, 前20名企业: so many, right before what they have together.
_FIRST = later(
    "[前后]([一二三四五六七八九十百]{1,3}|\\d{1,3})[名位强]?的?(县|市|区|镇|乡|村|企|户|家)业?"
    "(?=[^,。;:、\\d\n]{0,10}$)"
)
_FIRMS, _NAME = {"企", "家", "户"}, 24
_AVERAGED = later("平均每[期批年月季次轮届][^,。;]{0,6}$")
_BACK, _CHARS, _NEAR, _STEM = 8, 120, 2, 2


def bound_or_found(around: Surroundings, one: TextFigure) -> Finding | None:
    """What a search finds for an amount, unless its row binds it to what stands in it.

    甲类80个、372亿元，平均每个4.66亿元；乙类54个、292亿元，平均每个4.66亿元: the second is copied.
    """
    found = any_amount(around, one)
    if found is None or not each_of(one.lead)[0]:
        return found
    begin = around.reading.begun("。;\n", one.start)
    if all(f.start >= begin for f in found.operands):
        return found
    bound = stated_average(around, one)
    own = bound is not None and all(f.start >= begin for f in bound.operands)
    return bound if own else found


def stated_average(around: Surroundings, one: TextFigure) -> Finding | None:
    """What each has, of what all have."""
    if one.role not in COUNTABLE or not one.printed or one.inner:
        return None
    units, what = each_of(one.lead)
    if not units or _WANTED.search(one.lead) or is_past(one.lead):
        return None
    ends = _ends(around, one, units, what)
    if ends is None:
        return None
    total, count = ends
    # 批回用地1286亩；出让价款4.84亿元，亩均50万元: of another area.
    apart = ";" in around.reading.text[count.end : total.start]
    if apart and not _FOR.search(count.lead):
        return None
    found = divided(total, count, one)
    if _is_turned(found, one):
        return found._replace(why=_TURNED)
    if found.verdict in GOOD or _is_unit_slip(found, total, count, one):
        return found
    if not _is_sure(around.reading, found, one) or is_of_several(around.reading, one, found):
        return None
    all_told = _is_all_told(around.reading, one, found)
    return found._replace(why=BOUND) if all_told else found


def _ends(
    around: Surroundings, one: TextFigure, units: str, what: str
) -> tuple[TextFigure, TextFigure] | None:
    """What all have, and how many they are; None unless there is one of each."""
    figures = around.reading.figures
    near = [
        f
        for f in figures[max(0, one.order - _BACK) : one.order]
        if f.paragraph == one.paragraph and f.role in COUNTABLE and f.start > one.start - _CHARS
    ]
    # 面积44.6万亩，比上年增0.1万亩: by how much it is more is not what there is.
    near = [f for f in near if not change_of(f.lead)]
    # 平均每期218个、15.7亿元，单个项目平均投资7.2亿元: nor is what each phase had.
    near = [f for f in near if not _AVERAGED.search(around.lead(f))]
    own = visits = [f for f in near if f.sentence == one.sentence]
    # 甲类80个，总投资372亿元，平均每个4.66亿元；乙类54个，总投资…: of its own row.
    row = [f for f in own if f.start > around.reading.begun(";", one.start)]
    own = row if len(row) > 1 else own
    # 开工88个项目，总投资704亿元。…，平均投资超过9亿元: of the sentence before, which says both.
    before = [f for f in near if f.sentence == one.sentence - 1] if not own else []
    behind = [f for f in near if f.sentence == one.sentence - 1]
    near = own or before
    doing, counts = _counts(near, one, units)
    counts = counts or _firms(near, one, units) or _visits(visits, one)
    counts = counts or _people_before(behind, one, units)
    totals = [f for f in near if _is_total(f, one) and f not in counts and not each_of(f.lead)[0]]
    if counts:
        totals = [f for f in totals if not _is_of_others(around, f, counts[0])]
    # 71个项目已全部办结；其余25个平均每个还差2.6项: of what is counted by 项, and not of 71.
    pieces = {f.unit_alone() for f in counts} - {one.unit_alone()}
    totals = [f for f in totals if f.unit_alone() not in pieces]
    # 16个乡镇流转25.6万亩，占耕地面积71.3万亩的35.9%，平均每个乡镇流转1.6万亩: of what was done.
    totals = [f for f in totals if doing in f.lead and f.order not in around.bases]
    counts, totals = _whole(around, counts), _whole(around, totals)
    if len(totals) > 1 and not _PLANNED.search(what):
        # 总投资552亿元，当年计划投资152亿元: how large a project is, is of the first.
        totals = [f for f in totals if f.measure != "计划"]
    counts = counts or _first_so_many(around, totals, one)
    counts, totals = _right_before(one, counts, totals)
    if len(counts) != 1 or not totals:
        return None
    kind = _MEASURES.search(what)
    named = [f for f in totals if kind and kind[0] in f.lead + f.measure]
    if kind and not named:
        return None
    totals = named or totals
    return (totals[0], counts[0]) if len(totals) == 1 else None


def _firms(near: list[TextFigure], one: TextFigure, units: str) -> list[TextFigure]:
    """11家业主单位获授信208亿元，户均19亿元."""
    such = units == "户" and _FIRMS_EACH.match(one.lead) is not None
    return [f for f in near if _is_count(f, "家")] if such else []


def _right_before(
    one: TextFigure, counts: list[TextFigure], totals: list[TextFigure]
) -> tuple[list[TextFigure], list[TextFigure]]:
    """23所中，公办幼儿园11所，新增学位3960个，平均每所360个: of those that stand right before."""
    if len(counts) <= 1:
        return counts, totals
    near = [f for f in counts if f.order == one.order - 2]
    of = [f for f in totals if f.order == one.order - 1]
    return (near, of) if near and of and near[0].sentence == of[0].sentence else (counts, totals)


def _is_sure(reading: TextReading, found: Finding, one: TextFigure) -> bool:
    """Whether what does not come out can be nothing else: neither is only about so much."""
    value = found.computed
    if value is None or any(f.hedge for f in found.operands):
        return False
    if _goes_on(reading, found.operands[0]) or _has_others(reading, found.operands[1]):
        return False
    if is_of_some(reading, one, found.operands) and not _is_all_told(reading, one, found):
        return False
    if _is_at_once(one, *found.operands) and slip_kind(value, one) in OF_ONE_DIGIT:
        return True
    if found.operands[1].unit_alone() == _VISITS or found.operands[1].sentence != one.sentence:
        # What a visitor spends may be what some were asked; nor need all who were counted get it.
        return is_slip(value, one)
    near = one.value <= _NEAR * value <= _NEAR**2 * one.value
    # 户均875万元 where 87.5万元 comes out; 户均增收 is of more than what was paid.
    unit = slip_kind(value, one) is SlipKind.UNIT and not _EARNED.search(one.lead)
    return near or has_digits_crossed(value, one) or unit


def _is_at_once(one: TextFigure, total: TextFigure, count: TextFigure) -> bool:
    """36名领导分包108个项目，人均3个: each right behind the other, and of nothing else."""
    near = (count.order, total.order) == (one.order - 2, one.order - 1)
    here = count.sentence == total.sentence == one.sentence
    bare = _AT_ONCE.match(one.lead) is not None and not _EARNED.search(one.lead)
    return near and here and bare and not any(_OF_PART.search(f.lead) for f in (count, total))


def _is_all_told(reading: TextReading, one: TextFigure, found: Finding) -> bool:
    """13个乡镇的39个项目，其中工业22个、农业17个，平均每个乡镇3个: of all that was divided."""
    total, count = found.operands
    between = reading.figures[total.order + 1 : one.order]
    kin = [f for f in between if f.unit == total.unit]
    whole = total.role is Role.COUNT and total.order > count.order
    if len(kin) < _NEAR or len(kin) != len(between) or not whole:
        return False
    begin = reading.text.find("其中", total.end)
    opens = total.end <= begin < kin[0].start and "其中" not in reading.text[begin + 2 : one.start]
    return opens and sum((f.value for f in kin), Decimal(0)) == total.value


_AT_ONCE = later("[,、;]?(?:平均每|[户人亩企家项村镇乡县]均)")
_OF_PART = later("其中|新增|增加|其余|剩余")
_EARNED = later("增收|收益|由$|从$")


def _goes_on(reading: TextReading, total: TextFigure) -> bool:
    """召开推进会231次、现场会22次，平均每个县区23次: of more than the first of a list."""
    after = reading.figures[total.order + 1] if reading.knows(total) else total
    gap = reading.text[total.end : after.start]
    same = after.unit == total.unit and after.dimension == total.dimension
    return same and gap[:1] in {"、", "和", "及"} and after.sentence == total.sentence


def _has_others(reading: TextReading, count: TextFigure) -> bool:
    """36名领导和72名干部分包324个，人均3个: whether those who are counted are more."""
    before = reading.figures[count.order - 1] if reading.knows(count) and count.order else count
    same = before is not count and before.unit == count.unit
    return same and _JOINED.fullmatch(reading.between(before, count)) is not None


_JOINED = later(r"[^,。;:\d]{0,8}[和及与、][^,。;:、\d]{0,6}")


def _is_count(one: TextFigure, units: str) -> bool:
    unit = one.unit_alone()
    return bool(unit) and unit in units and not one.inner and bool(one.printed)


def _counts(near: list[TextFigure], one: TextFigure, units: str) -> tuple[str, list[TextFigure]]:
    """What is counted by one of these units, and what each of them does, where that is said."""
    counts = [f for f in near if _is_count(f, units)]
    each = _EVERY_PIECE.search(one.lead)
    if each is None:
        return "", counts
    # 平均每个6.4亿元 is of what is counted before; 平均每个乡镇6.4亿元, of townships.
    such = [f for f in counts if _is_such(f, each[1])]
    return ("", such) if such else _of_doing(counts, each[1])


def _people_before(several: list[TextFigure], one: TextFigure, units: str) -> list[TextFigure]:
    """低保对象34218人。1-6月发放9875.6万元，人均领取2886元: how many there are is said before."""
    people = [f for f in several if _is_count(f, units) and "增" not in one.lead]
    return people if _PER_HEAD.match(one.lead) and len(people) == 1 else []


def _is_of_others(around: Surroundings, total: TextFigure, count: TextFigure) -> bool:
    """个体户8642户。企业注册资金12.43亿元: whose it is was not counted; nor what was in years."""
    if total.sentence == count.sentence:
        return False
    said, counted = around.clause(total), around.clause(count)
    return _YEARS.search(said) is not None or any(who not in counted for who in _WHO.findall(said))


_WHO = later(
    "企业|个体|特困|供养|高龄|孤儿|优抚|合作社|脱贫|低保|学生|职工|党员|妇女|残疾|老人|城镇|农村|城市"
)
_YEARS = later("[近过]?[两三四五六七八九十\\d]年(?:[来间]|累计)|以来")
_PER_HEAD = later("[,、]?[人户]均")


def _visits(several: list[TextFigure], one: TextFigure) -> list[TextFigure]:
    """接待游客86.3万人次，日均10.8万人次，…，人均消费604元: what is spent is of each visit."""
    if _SPENT.fullmatch(one.lead) is None:
        return []
    every = [f for f in several if _is_count(f, _VISITS) and _GUESTS.search(f.lead)]
    return [f for f in every if not (is_past(f.lead) or each_of(f.lead)[0])]


def is_of_some(reading: TextReading, one: TextFigure, of: tuple[TextFigure, ...]) -> bool:
    """Whether an average is of some or of the rest, by the words since what it is held against.

    贷款31亿元，受益2.8万户，其中脱贫户贷款5.4亿元，户均6.6万元: of those, who are not counted.
    其中龙头项目平均投资均超过20亿元, 其余每人16万元: nor are these.
    """
    begin = max(f.end for f in of)
    said = reading.text[begin : one.start]
    return _SOME.search(said) is not None or _EACH_NAMED.search(said) is not None


_SOME = later("其[中余它]|剩余|剩下|余下")
_EACH_NAMED = later("[、和][^,。;]{2,24}(?:均|都)(?:超过?|达到?|在|高于|突破)$")


def is_of_several(reading: TextReading, one: TextFigure, found: Finding) -> bool:
    """床位1440张的12所、床位640张的8所，平均每所104张: whether rows before come to it together.

    So do 112名第一书记、336名队员帮扶112个村，村均4人: what is of both kinds.
    """
    total, count = found.operands
    value = found.computed
    if value is None:
        return False
    amounts, counts = _row_before(reading, one, total), _row_before(reading, one, count)
    rows = [(amounts[:n], counts[:n]) for n in range(2, min(len(amounts), len(counts)) + 1)]
    joined = [f for f in amounts[1:2] if _AND.fullmatch(reading.between(f, total))]
    rows += [([total, *joined], [count])] if joined else []
    for sums, many in rows:
        (all_of, room), (by, more) = _summed(sums), _summed(many)
        mean = EXACT.divide(value * all_of * count.value, total.value * by)
        off = mean * (EXACT.divide(room, all_of) + EXACT.divide(more, by))
        if judged(mean, (mean - off, mean + off), one) in GOOD:
            return True
    return False


_AND = later("[^,。;:\\d]{0,8}[、和及与][^,。;:、\\d]{0,6}")


def _row_before(reading: TextReading, one: TextFigure, last: TextFigure) -> list[TextFigure]:
    """A figure and those of its kind before it in the sentence, from the last to the first."""
    before = reading.figures[max(0, one.order - _BACK) : last.order]
    return [
        last,
        *(
            f
            for f in reversed(before)
            if (f.role, f.dimension, f.sentence) == (last.role, last.dimension, one.sentence)
            and f.value > 0
            and not change_of(f.lead)
        ),
    ]


def _summed(several: list[TextFigure]) -> tuple[Decimal, Decimal]:
    """What several come to, and by how much that may be off."""
    return sum((f.value for f in several), Decimal(0)), sum((f.half for f in several), Decimal(0))


def _is_such(one: TextFigure, name: str) -> bool:
    """Whether what is counted is what each has something of; where that has no name, a project."""
    return name in one.tail if name else "项目" in one.tail or (not one.tail and not one.first)


def _of_doing(counts: list[TextFigure], said: str) -> tuple[str, list[TextFigure]]:
    """平均每个乡镇流转 of 16个乡镇共流转: what each does, and the one count of those who do."""
    such = [(f, _both_begin(said, f.tail)) for f in counts]
    such = [(f, name) for f, name in such if len(name) >= _STEM and len(said) - len(name) >= _STEM]
    return (said[len(such[0][1]) :], [such[0][0]]) if len(such) == 1 else ("", [])


def _both_begin(one: str, other: str) -> str:
    """What two begin with."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(each for each, _ in alike)


def _first_so_many(
    around: Surroundings, totals: list[TextFigure], one: TextFigure
) -> list[TextFigure]:
    """总量前十的县实现5264.8亿元，县均526.5亿元: the words count those whose total it is."""
    if len(totals) != 1:
        return []
    total = totals[0]
    said = _FIRST.search(around.reading.text[max(0, total.start - _NAME) : total.start])
    each = _EACH.search(one.lead)
    unit = (each["every"] or each["each"]) if each else None
    if said is None or not unit or (unit != said[2] and not {unit, said[2]} <= _FIRMS):
        return []
    many, begin = numerals.whole(said[1]), total.start - (len(said.string) - said.start())
    if not many:
        return []
    value, name = Decimal(many), "个"
    word = (begin, begin + len(said[0]), said[0], Role.COUNT, value, name, Decimal(1), 0)
    return [TextFigure(*word, dimension=name)]


def _is_unit_slip(found: Finding, total: TextFigure, count: TextFigure, one: TextFigure) -> bool:
    """1.3万元 where 1.3亿元 comes out: no project is of so little."""
    if found.verdict in GOOD or one.dimension != "元" or total.hedge or count.hedge:
        return False
    larger = one._replace(scale=one.scale * 10000)
    return divided(total, count, larger).verdict in GOOD


def _is_turned(found: Finding, one: TextFigure) -> bool:
    """586名干部包联企业412家，平均每名干部包联1.42家: so many of them to a firm."""
    if found.verdict in GOOD or found.computed is None or found.computed <= 0:
        return False
    if one.printed.scaleb(one.places) < _TELLING or any(f.hedge for f in (one, *found.operands)):
        return False
    scale = EXACT.multiply(one.scale, one.scale)
    return one.as_printed(EXACT.divide(scale, found.computed)) == one.as_printed(one.value)


_TELLING, _TURNED = 100, Why("像是除反了", Reason.MISTAKE)


def _whole(around: Surroundings, several: list[TextFigure]) -> list[TextFigure]:
    """Without what is one 其中 of a larger one before."""
    text = around.reading.text
    return [
        one
        for number, one in enumerate(several)
        if not any(
            before.value >= one.value
            and before.dimension == one.dimension
            and "其中" in text[before.end : one.start]
            for before in several[:number]
        )
    ]


@lru_cache(maxsize=4096)
def each_of(lead: str) -> tuple[str, str]:
    """Of each of which units the words before a figure say that it is, and of what."""
    said = _EACH.search(lead)
    # 每人每月30元: of how many months is not said.
    if said is None or _PERIOD.search(lead):
        return "", ""
    unit = said["every"] or said["each"] or said["acre"]
    if unit:
        return _UNITS[unit], said["what"]
    return ("个项", said["what"]) if _THINGS.search(lead) else ("", "")


def _is_total(total: TextFigure, one: TextFigure) -> bool:
    if _SPENT.fullmatch(one.lead) and not _INCOME.search(total.lead):
        return False
    if total.inner or not total.printed or change_of(total.lead) or is_past(total.lead):
        return False
    if total.unit_alone() in WEIGHTS and one.unit_alone() in WEIGHTS:
        return total.value * WEIGHTS[total.unit_alone()] > one.value * WEIGHTS[one.unit_alone()]
    return total.dimension == one.dimension and total.value > one.value


def divided(total: TextFigure, count: TextFigure, one: TextFigure) -> Finding:
    """What so much for each of a count comes to, against what is printed of it."""
    more = Decimal(1)
    if total.unit_alone() in WEIGHTS and one.unit_alone() in WEIGHTS:
        more = EXACT.divide(WEIGHTS[total.unit_alone()], WEIGHTS[one.unit_alone()])
    low, high = (EXACT.multiply(end, more) for end in total.interval)
    least, most = count.interval
    value = EXACT.divide(total.value * more, count.value)
    reach = EXACT.divide(low, most), EXACT.divide(high, least) if least > 0 else value
    verdict = judged(value, reach, one)
    text = f"{said_in(total.value * more, one)} / {plain(count.value)}"
    said = f"{total.text} 除以 {count.text} 是 {shown(value, one)}，写的是 {one.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = slip_of(value, one) or Why("也可能是总数或个数写错", Reason.OPEN)
        remedy = f"两个数若无误，应为 {one.as_printed(value)}；否则核对这两个数"
    kind = RelationKind.RATE
    return Finding(verdict, kind, said, text, value, one, (total, count), remedy, why)
