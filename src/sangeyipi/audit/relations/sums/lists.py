"""Lists that their words open and that do not come to their whole: wrong, or only incomplete.

A list is wrong where nothing can be missing and nothing can be counted twice: its labels leave
nothing out (已开工、未开工), its kinds are counted (五大领域), its rest is named (其他), or it is
more than its whole though its labels exclude each other.  All else is incomplete.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sangeyipi.audit.judging.adding import (
    Window,
    each_counted,
    is_slip_of_parts,
    lacks_one,
    near,
    slipped,
    summed,
)
from sangeyipi.audit.judging.closed_lists import (
    is_mended_twice,
)
from sangeyipi.audit.judging.completeness import (
    MOST_THINGS,
    REST,
    all_either,
    either,
    is_exceeded,
)
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.listed_wholes import may_be_of_all
from sangeyipi.audit.judging.next_wholes import is_next_whole
from sangeyipi.audit.judging.not_its_parts import is_in_same_state, is_of_nearer, is_some_of
from sangeyipi.audit.judging.outside import is_outside
from sangeyipi.audit.judging.whole_lists import is_closed, is_like, is_too_much, so_many
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_base
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.breakdowns import VIEW
from sangeyipi.audit.text.terms.coverage import AND_MORE
from sangeyipi.audit.text.terms.totals import ADDED_TOGETHER, SUMMED
from sangeyipi.model.patterns import later

EXAMPLES = (
    ("总数9个，其中签约3个，开工4个，投产3个。", "wrong 3 + 4 + 3 = 9"),
    # A blank has torn 25.
    ("共60个，其中签约20个、开工 2 5 个、投产16个。", "wrong 20 + 25 + 16 = 60"),
    ("共12个项目，其中工业5个、农业4个。", "incomplete 5 + 4 = 12"),
    ("45个项目中已开工38个，未开工6个。", "wrong 38 + 6 = 45"),
    ("未办结的17个中，用地类8个、环评类4个、资金类6个。", "wrong 8 + 4 + 6 = 17"),
    (
        "全县四个乡镇共申报62个，其中甲镇30个、乙镇17个、丙乡9个、丁乡4个。",
        "wrong 30 + 17 + 9 + 4 = 62",
    ),
    (
        "到位资金3.86亿元，其中省级1.2亿元，市级8600亿元，县级1.8亿元。",
        "wrong 1.2 + 8600 + 1.8 = 3.86",
    ),
    (
        "生产总值91.3亿元。其中，第一产业6.2亿元，第二产业22.7亿元，第三产业64.2亿元。",
        "wrong 6.2 + 22.7 + 64.2 = 91.3",
    ),
    # 18.4 and 11.2: the whole has left out a part that is larger than it.
    (
        "到位资金29.6亿元，由中央18.4亿元、省级47.5亿元、县级11.2亿元组成。",
        "wrong 18.4 + 47.5 + 11.2 = 29.6",
    ),
    ("36个项目中15个已完工、12个在建、6个未开工。", "wrong 15 + 12 + 6 = 36"),
    ("两批资金共2160万元，其中第一批780万元，第二批1290万元。", "wrong 780 + 1290 = 2160"),
    ("全市138个项目分三批推进，第一批52个，第二批47个，第三批38个。", "wrong 52 + 47 + 38 = 138"),
    ("全县40个重点项目，省级8个、市级14个、县级17个。", "wrong 8 + 14 + 17 = 40"),
    (
        "到位资金146.35亿元，其中省外到位资金141.82亿元、省内到位资金4.53万元。",
        "wrong 141.82 + 0.000453 = 146.35",
    ),
    (
        "重点项目完成投资1147.32亿元，其中，计划竣工项目完成投资312.84亿元，续建项目完成投资628.16亿元，"
        "计划新开工项目完成投资260.32亿元。",
        "wrong 312.84 + 628.16 + 260.32 = 1147.32",
    ),
    (
        "集中开工512个，其中产业类386个，其中制造业297个；基础设施68个；民生31个；生态27个。",
        "holds 386 + 68 + 31 + 27 = 512",
    ),
    # What is only prepared for is named nowhere.
    (
        "重点项目完成投资1147.32亿元，其中，计划竣工项目完成投资312.84亿元，续建项目完成投资628.16亿元，"
        "计划新开工项目完成投资165.18亿元。",
        "incomplete 312.84 + 628.16 + 165.18 = 1147.32",
    ),
    (
        "完成投资736亿元，超序时进度4.2个百分点。分领域看，基础设施项目完成投资341.6亿元；"
        "制造业项目完成281.5亿元；民生项目完成131.9亿元。",
        "wrong 341.6 + 281.5 + 131.9 = 736",
    ),
    # Of which whole the second view is, its sum says.
    (
        "完成投资618.3亿元，其中县属项目226.4亿元。分产业看，第一产业12.2亿元，第二产业264.5亿元，"
        "第三产业341.6亿元。",
        "holds 12.2 + 264.5 + 341.6 = 618.3",
    ),
    (
        "投产512个，其中先进制造业217个，战略性新兴产业198个，数字经济和新型基础设施84个，其他31个。",
        "wrong 217 + 198 + 84 + 31 = 512",
    ),
    # Nothing is both; there may be what is neither.
    ("工业企业98家，其中盈利企业72家，亏损企业27家。", "wrong 72 + 27 = 98"),
    ("工业企业98家，其中盈利企业72家，亏损企业24家。", "incomplete 72 + 24 = 98"),
    ("共46个，其中续建19个、新开工26个。", "wrong 19 + 26 = 46"),
    (
        "总投资88.2亿元，其中工业51.6亿元、农业11.3亿元、城建26.3亿元。",
        "wrong 51.6 + 11.3 + 26.3 = 88.2",
    ),
    (
        "在建项目63个。从行业看，制造业38个，商贸11个，文旅8个，其他7个。",
        "wrong 38 + 11 + 8 + 7 = 63",
    ),
    (
        "全市412家5000万元以上企业参加，用工约3万人。其中工业类企业274家，占61.5%；"
        "建筑类企业73家，占14.2%；商贸类企业91家，占19.4%。",
        "wrong 274 + 73 + 91 = 412",
    ),
    (
        "办理127件，127件中，已经采纳的114件，占90%；列入来年的12件，占10%。",
        "wrong 114 + 12 = 127",
    ),
    (
        "收到诉求2164件。2164件中，电话1405件、信函87件、网络652件。",
        "wrong 1405 + 87 + 652 = 2164",
    ),
    (
        "重点工程1284项，由建设项目和前期项目两部分组成，其中建设项目1063项、前期项目212项。",
        "wrong 1063 + 212 = 1284",
    ),
    (
        "县重点工程项目共36项，其中：建设项目29项（省级12项、县级17项），前期项目5项（市级2项、县级3项）。",
        "wrong 29 + 5 = 36",
    ),
    ("全县现有幼儿园124所，其中公办园48所、民办园73所。", "wrong 48 + 73 = 124"),
    ("收到群众来信566件，其中受理有效信件503件，无效重复信件58件。", "wrong 503 + 58 = 566"),
    # What is left out may be what is least, or some of what 其中 opens.
    (
        "收到诉求2164件，其中电话1405件、信函87件、网络652件。",
        "incomplete 1405 + 87 + 652 = 2164",
    ),
    (
        "收到诉求2164件。2164件中，电话1405件、网络652件、信函87件。",
        "incomplete 1405 + 652 + 87 = 2164",
    ),
    # 外资项目 are of another view than 制造业.
    ("共签约26个，其中制造业12个、新能源8个、外资项目9个。", "incomplete 12 + 8 + 9 = 26"),
    (
        "总投资1.86亿元，其中中央资金7120万元、省级资金4360万元、市县配套6120万元，已拨付1.32亿元。",
        "incomplete 0.712 + 0.436 + 0.612 = 1.86",
    ),
    ("开工的共计33个，分别是产业16个、基建8个、生态4个、民生7个。", "wrong 16 + 8 + 4 + 7 = 33"),
    (
        "投资4.35亿元，由中央资金12800万元、省级资金9500万元、县级自筹2120万元三部分组成。",
        "wrong 1.28 + 0.95 + 0.212 = 4.35",
    ),
    ("调度的19个项目，进度超前的7个、正常的9个、滞后的4个。", "wrong 7 + 9 + 4 = 19"),
    ("68家企业中，产值增长的41家，持平的5家，下降的21家。", "wrong 41 + 5 + 21 = 68"),
    ("实施的48个项目中，当年竣工31个，结转下年的16个。", "wrong 31 + 16 = 48"),
    ("应办84个，已批复61个，正在办理14个，尚未启动11个。", "wrong 61 + 14 + 11 = 84"),
    (
        "交办问题143个：土地类32个，规划类44个，环评类43个，其他22个。已销号118个，正在办理25个。",
        "wrong 32 + 44 + 43 + 22 = 143",
    ),
    ("化解问题86个：甲镇31个、乙镇29个、丙乡28个。", "wrong 31 + 29 + 28 = 86"),
    ("全市五县三区共开工项目146个，其中五县96个、三区60个。", "wrong 96 + 60 = 146"),
    (
        "集中签约24个。从产业看，制造业项目18个，占75%，食品和文旅项目各3个。",
        "holds 18 + 3 + 3 = 24",
    ),
    # What is above the one height is above the other.
    ("30个项目中有8个总投资超过5亿元，25个项目总投资超1亿元。", "incomplete 8 + 25 = 30"),
    ("水利类8个、道路类23个；道路类中，县道4个、乡道9个、村道11个。", "wrong 4 + 9 + 11 = 23"),
    # The rest is named, both levels are, or all grades in their order; and two that are too much.
    (
        "安排重点项目218个，其中竣工68个、续建94个、计划新开工37个，其余17个为储备项目。",
        "wrong 68 + 94 + 37 + 17 = 218",
    ),
    ("列入省、市重点项目49个，其中省重点15个、市重点24个。", "wrong 15 + 24 = 49"),
    ("养老服务站161个，其中甲级46个、乙级38个、丙级27个。", "wrong 46 + 38 + 27 = 161"),
    ("实有床位4034张，其中医院2860张、基层机构1175张。", "wrong 2860 + 1175 = 4034"),
    (
        "法院共受理案件86523件，审执结81247件，同比分别上升4.3%、6.1%。在审执结案件中，刑事案件3906件，"
        "民商事案件46218件，行政案件1143件，执行案件28471件，其他案件1239件。",
        "wrong 3906 + 46218 + 1143 + 28471 + 1239 = 81247",
    ),
    (
        "本次签约38个，集中开工43个。开工项目包括产业类31个、基础设施8个、民生类14个。",
        "wrong 31 + 8 + 14 = 43",
    ),
    (
        "本次签约38个，集中开工43个。开工项目包括产业类21个、民生类4个、水利类8个。",
        "incomplete 21 + 4 + 8 = 43",
    ),
    ("41个大类行业中，利润增长的26个、下降的13个、持平的3个。", "wrong 26 + 13 + 3 = 41"),
    ("未办结的6个问题中，融资类5个、用地类3个。", "wrong 5 + 3 = 6"),
    ("未办结的6个问题中，县级5个、乡级3个，均已交办。", "wrong 5 + 3 = 6"),
    ("实施项目615个，含往年结转421个、当年新签191个。", "wrong 421 + 191 = 615"),
    (
        "梳理问题87个，其中土地手续38个、资金21个、施工环境17个、配套13个，涉及重点项目62个。",
        "wrong 38 + 21 + 17 + 13 = 87",
    ),
    (
        "续建项目完成投资316亿元。其中，基础设施项目完成132.7亿元，投资完成率22.4%；产业项目完成146.9亿元，"
        "投资完成率28.4%；社会事业项目完成38.4亿元，投资完成率22.9%。",
        "wrong 132.7 + 146.9 + 38.4 = 316",
    ),
    # By what they are called there are no others, and neither is what each has one of them.
    (
        "新改建农村公路846.8公里，其中县道18.2公里、乡道54.7公里、村道73.9公里。",
        "wrong 18.2 + 54.7 + 73.9 = 846.8",
    ),
    (
        "共办理环评审批13件，其中报告书14件、报告表69件，平均用时分别为11.2个和5.6个工作日。",
        "wrong 14 + 69 = 13",
    ),
    (
        "进出口总值17.6亿元，下降4.8%。其中出口58.9亿元，增长3.2%；进口28.7亿元，下降17.8%；贸易顺差30.2亿元。",
        "wrong 58.9 + 28.7 = 17.6",
    ),
)
_MOST, _GAP, _NEAR, _NAME = 60, 60, 120, 8
_ADDED = re.compile(f"{SUMMED}|{ADDED_TOGETHER}")
_OPENS = re.compile(
    r"其中|包括|分为|分[两二三四五六七八九]个?(?:批次|[批类组片期]|部分|阶段)|分别[为是]|(?:,|\A[^,。;、\d]{0,8})由(?=[^,。;\d]{1,12}\Z)|细分|(?:\A|[^年月日]):|按.{1,12}分|[从分][^,。;]{1,8}看,|\A[^,。;、\d]{0,12}(?:里[头面]|当中|之中|[中里]),?(?=已|未|尚|新|续|[^,。;]{0,8}\Z)"
)
#: A full stop in front of 其中 ends no list, nor one before its first part that begins a view.
_ENDS = re.compile(f"{AND_MORE}|。(?!其中)|\n|[,;]{VIEW}")
_BEFORE = re.compile(f"{AND_MORE}|。(?!其中|{VIEW})|\n")
_TWO = 2
_LEAST, _MUCH = Decimal("0.6"), Decimal("1.15")


def lists(reading: TextReading, taken: set[int], parts_taken: set[int]) -> Iterator[Finding]:
    """Every list of which neither the whole nor the parts, by their order, are in a sum yet."""
    for total in reading.figures:
        if not (total.role in COUNTABLE or _is_all_kinds(total)):
            continue
        if total.inner or not total.printed:
            continue
        # 完成24627万元，完成预算60999万元的40.4%，其中…: of what came in, not of the plan.
        if change_of(total.lead) or is_base(reading, total):
            continue
        if total.order not in taken:
            parts = _listed(reading, total)
            own = len(parts) >= 2 and not _ends_at_once(reading, total, parts)
            own = own and not is_of_nearer(reading, total, parts)
            if own and parts[0].order not in parts_taken:
                yield from _told(reading, Window(total, parts))
        else:
            yield from _beside_other_view(reading, total, parts_taken)
    yield from _by_name(reading, taken)


def _beside_other_view(
    reading: TextReading, total: TextFigure, parts_taken: set[int]
) -> Iterator[Finding]:
    """143个：甲类32个，…，其他22个。已销号118个，正在办理25个: behind what comes out otherwise."""
    first = reading.figures[total.order + 1 : total.order + 2]
    if not first or not _LIST.fullmatch(reading.text, total.end, first[0].start):
        return
    parts = _listed(reading, total)
    taken = any(f.order in parts_taken for f in parts)
    if len(parts) <= _TWO or taken or parts[0] is not first[0] or not REST.search(parts[-1].lead):
        return
    window = Window(total, parts)
    if window.verdict not in GOOD and is_slip_of_parts(window) and is_closed(reading, window):
        yield summed(window, None)


_LIST = later("[^,。;:\\d]{0,6}(?::|[,。]其中[,:]?)[^,。;:、\\d]{1,12}")


def _is_all_kinds(one: TextFigure) -> bool:
    """41个大类行业中，增长的26个、…: kinds that are told apart one by one."""
    return one.role is Role.KINDS and one.unit == "个" and "中" in one.tail


def _listed(reading: TextReading, total: TextFigure) -> list[TextFigure]:
    """The parts that the words after a whole open: of its measure, and of one kind."""
    parts: list[TextFigure] = []
    last, nested, strange, opened, kind = total, False, False, False, ""
    many = 0
    for one in reading.figures[total.order + 1 : total.order + 1 + _MOST]:
        gap = reading.text[last.end : one.start]
        # What a second view lists is no part of the first.
        over = _is_over(reading, parts, gap, (total, one)) or is_in_same_state(total, parts, one)
        if len(gap) > _GAP or over or (parts and is_outside(total, one)):
            break
        # 其中…336件，四类合计1801件: those before are of a whole of their own.
        if one.role is Role.UNREADABLE or (parts and _adds(one, total)):
            return []
        nested = ";" not in gap and (nested or (bool(parts) and "其中" in gap))
        last = one
        if nested or not _countable(one, total):
            continue
        if not parts:
            before = reading.text[total.end : one.start]
            opened = _OPENS.search(before) is not None
            many = 0 if opened or not _GOES_BY.match(before) else so_many(total)
            opened = opened or many > 0
            if len(before) > _NEAR or not (opened or _begins(before, one)) or is_some_of(before):
                return []
            kind = _kind_of(one)
        elif _kind_of(one) != kind and not REST.search(one.lead) and not either([*parts, one]):
            if ";" in reading.text[parts[-1].end : one.start]:
                break
            # 竣工31个、结转16个、取消1个: a third thing.
            strange = True
            continue
        parts.append(one)
        # Neither do words open it, nor are there so many things to be told apart.
        if not opened and len(parts) > MOST_THINGS:
            return []
    whole = all_either(parts)
    window = Window(total, parts)
    far = whole and not near(window) and not lacks_one(window)
    torn = (whole and strange) or far or many not in (0, len(parts))
    return parts if (opened or whole) and not torn else []


def _ends_at_once(reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> bool:
    """环渤海106亿元，其中首都73亿元；长三角31亿元，珠三角30亿元: the wider mark is behind one."""
    gaps = [reading.text[one.end : after.start] for one, after in pairwise(parts[:3])]
    if len(parts) == _TWO and ";" in gaps[0] and parts[1].value >= total.value:
        # 省级50亿元，其中工业46亿元；市级320亿元: more than all of it.
        return parts[0].value < total.value
    return len(gaps) > 1 and ";" in gaps[0] and ";" not in gaps[1]


def _is_over(
    reading: TextReading, parts: list[TextFigure], gap: str, ends: tuple[TextFigure, TextFigure]
) -> bool:
    """Whether what stands before a figure, of which the whole is told as well, ends a list."""
    # 土地38个、资金21个，涉及项目62个: what all of these have to do with.
    if len(parts) > 1 and _REACHED.match(ends[1].lead) and not _REACHED.match(parts[-1].lead):
        return True
    # 中央资金7120万元、省级资金4360万元，已拨付1.32亿元: what was spent of all of it.
    if len(parts) > 1 and _SPENT.match(ends[1].lead) and not _SPENT.match(parts[-1].lead):
        return True
    if (_ENDS if parts else _BEFORE).search(gap):
        return True
    # 其中亿元以上8个、46亿元；1—6月签约75个、…: the next whole begins.
    if parts and ";" in gap and is_next_whole(reading, ends[0], parts, ends[1]):
        return True
    # 产业112亿元、基础设施74亿元；乙市…: what a wider mark parts is of another list.
    return len(parts) > 1 and ";" in gap and ";" not in reading.text[parts[0].end : parts[-1].start]


def _adds(one: TextFigure, total: TextFigure) -> bool:
    return _ADDED.search(one.lead) is not None and is_like(one, total)


_REACHED = later(",?涉及")
_SPENT = later("[,;]?(?:目前|现)?,?已(?:累计)?(?=拨付|支付|支出|兑付|发放|到位)")
_GOES_ON = re.compile("[^,]{0,2}[、和]")
_GOES_BY = re.compile("(?:项目|企业|问题)?[,:]")


def _begins(before: str, one: TextFigure) -> bool:
    """Whether the first part of a list is one thing of several: 进度超前的7个."""
    # 办结70个、办理中1个: the first is one of the things itself, and no whole.
    return len(before) <= _GAP // 2 and not _GOES_ON.match(before) and either([one])


def _countable(one: TextFigure, total: TextFigure) -> bool:
    """Whether a figure may be a part: no change, nothing in brackets, of the same measure."""
    if one.inner or one.role not in COUNTABLE or change_of(one.lead):
        return False
    lead = one.lead
    # 平均每个乡镇3个, 贸易顺差30亿元: no part of what they are of.
    if "平均" in lead or "顺差" in lead or "逆差" in lead:
        return False
    return is_like(one, total) or _invested(one, total) or _from_outside(one, total)


def _invested(one: TextFigure, total: TextFigure) -> bool:
    """完成136.8亿元，其中工业投资71.4亿元: what was done of it, and no new measure."""
    same = one.dimension == total.dimension and total.measure.endswith("完成")
    return same and one.measure == "总投资" and "总投资" not in one.lead and "额" not in one.lead


def _from_outside(one: TextFigure, total: TextFigure) -> bool:
    """到位资金162亿元，其中省外到位资金158亿元、省内…: of the same measure, as the whole goes."""
    return one.measure == f"省外{total.measure}" and one.dimension == total.dimension


def _kind_of(one: TextFigure) -> str:
    """Parts are said by batches, by states or by none: 工业20个, 已开工15个 are not of one list."""
    return words.kind_of(one.lead or one.tail) if one.dimension == "个" else ""


def _by_name(reading: TextReading, taken: set[int]) -> Iterator[Finding]:
    """乡村道路23个 … ；乡村道路项目中，县道4个、…: a part divided later, by its name."""
    for said in _OF_PART.finditer(reading.text):
        begin = reading.first_after(said.end())
        if begin is None or begin.start - said.end() > _NAME or begin.role is not Role.COUNT:
            continue
        for total in reversed(reading.figures[max(0, begin.order - _MOST) : begin.order]):
            if (
                total.role is Role.COUNT
                and total.lead.endswith(said[1])
                and total.order not in taken
            ):
                parts = _listed_here(reading, total, begin)
                if len(parts) >= 3:
                    yield from _told(reading, Window(total, parts), named=True)
                break


_OF_PART = re.compile(
    "[;。\n](?:在|上述)?([^,。;、:\\d\n]{2,8}?)(?:项目|案件|事项|问题|企业|)(?:[中里],|包括|包含|涵盖|分为)"
)


def _listed_here(reading: TextReading, total: TextFigure, begin: TextFigure) -> list[TextFigure]:
    parts: list[TextFigure] = []
    for one in reading.figures[begin.order : begin.order + _MOST]:
        gap = reading.text[parts[-1].end : one.start] if parts else ""
        if re.search("[;。\n]|其中", gap):
            break
        if not is_like(one, total) or one.inner:
            return []
        parts.append(one)
    return parts


def _told(reading: TextReading, window: Window, *, named: bool = False) -> Iterator[Finding]:
    """Wrong only where the list is closed; far from its whole it may be another's list."""
    each = window if window.verdict in GOOD else each_counted(window)
    if each.verdict in GOOD:
        yield summed(each, None)
    elif len(each.parts) > len(window.parts):
        yield summed(each, RelationVerdict.INCOMPLETE)
    elif _is_of_what_is_listed(reading, window) or _is_in_view(reading, window):
        return
    elif (
        is_mended_twice(reading, window)
        # 开工项目包含: some of them, too, are no more than all.
        or (named and is_too_much(reading, window) and is_exceeded(window.parts))
        or is_closed(reading, window, named=named)
    ):
        # 城镇218亿元，其中地方184亿元。分产业看，…: what the view divides may stand further before.
        begun = window.total.end, window.parts[0].start
        behind = not named and _VIEW.search(reading.text, *begun) is not None
        other = _whole_before(reading, window) if behind else None
        if other is not None or not behind or _is_its_own(window):
            yield summed(other or window, None)
    elif _LEAST * window.total.value <= window.sum <= _MUCH * window.total.value:
        yield summed(window, RelationVerdict.INCOMPLETE)


def _is_in_view(reading: TextReading, window: Window) -> bool:
    """按规模分，大的11个、小的51个；按来源分，甲地32个、…: what ends a view is not divided by the
    next."""
    total, parts = window
    if _NEXT_VIEW.search(reading.text, total.end, parts[0].start) is None:
        return False
    begin = max(0, reading.begun("。\n", total.start) - 1)
    return _NEXT_VIEW.search(reading.text, begin, total.start) is not None


#: At the beginning of a sentence, too.
_NEXT_VIEW = later(f"(?:^|[,;。\n]){VIEW}")


def _is_its_own(window: Window) -> bool:
    """Whether a view is so near a whole before it that no other is meant."""
    total = window.total
    # 绿灯16个、不明34个。分类别看，…: nor is it of one thing of a list.
    if total.lead.startswith("、"):
        return False
    off = abs(window.sum - total.value) * 10
    slipped_ = is_slip_of_parts(window) or slipped(window) is not None
    return off <= total.value or slipped_ or lacks_one(window)


#: A sentence that begins a view names its whole nowhere.
_VIEW = later("。(?!其中)")


def _whole_before(reading: TextReading, window: Window) -> Window | None:
    """The figure of the same measure to which parts come that do not come to the last one."""
    for one in reversed(reading.paragraph_before(window.total)):
        if is_like(one, window.total) and not one.inner:
            other = Window(one, window.parts)
            if other.verdict in GOOD:
                return other
    return None


def _is_of_what_is_listed(reading: TextReading, window: Window) -> bool:
    """100个基础设施、100个民生、100个科技项目，其中新建120个、续建180个: of all three."""
    total, parts = window
    # 乡镇18个、街道6个，其中达标5个、未达标19个.
    opened = window.sum > total.value and "其中" in parts[0].lead
    if opened and may_be_of_all(reading, total, window.sum):
        return True
    return total.lead.endswith(("、", "和", "及")) and max(f.value for f in parts) > total.value
