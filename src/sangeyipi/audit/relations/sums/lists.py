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
    is_crossed,
    is_slip_of_parts,
    lacks_one,
    left_out,
    lost,
    near,
    slip,
    slipped,
    summed,
)
from sangeyipi.audit.judging.closed_lists import (
    ends,
    is_mended_twice,
    is_told_through,
    of_parts,
)
from sangeyipi.audit.judging.completeness import (
    BESIDES,
    MOST_THINGS,
    all_either,
    are_in_order,
    are_levels,
    complete,
    either,
    exclusive,
    is_exceeded,
    label_of,
    stages,
)
from sangeyipi.audit.judging.evidence import is_slip, slip_odds
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.judging.listed_wholes import may_be_of_all
from sangeyipi.audit.judging.next_wholes import is_next_whole
from sangeyipi.audit.judging.outside import is_outside
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_base, rate_in
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model import numerals
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
    ("开工的共计33个，分别是产业16个、基建8个、生态4个、民生7个。", "wrong 16 + 8 + 4 + 7 = 33"),
    (
        "投资4.35亿元，由中央资金12800万元、省级资金9500万元、县级自筹2120万元三部分组成。",
        "wrong 1.28 + 0.95 + 0.212 = 4.35",
    ),
    ("调度的19个项目，进度超前的7个、正常的9个、滞后的4个。", "wrong 7 + 9 + 4 = 19"),
    ("68家企业中，产值增长的41家，持平的5家，下降的21家。", "wrong 41 + 5 + 21 = 68"),
    ("实施的48个项目中，当年竣工31个，结转下年的16个。", "wrong 31 + 16 = 48"),
    ("应办84个，已批复61个，正在办理14个，尚未启动11个。", "wrong 61 + 14 + 11 = 84"),
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
        "本次签约38个，集中开工43个。开工项目包括产业类31个、基础设施8个、民生类14个。",
        "wrong 31 + 8 + 14 = 43",
    ),
    (
        "本次签约38个，集中开工43个。开工项目包括产业类21个、民生类4个、水利类8个。",
        "incomplete 21 + 4 + 8 = 43",
    ),
)
_MOST, _GAP, _NEAR, _NAME = 60, 60, 120, 8
_ADDED = re.compile("合计|总计|共计|相加")
_OPENS = re.compile(
    r"其中|包括|分为|分[两二三四五六七八九]个?(?:批次|[批类组片期]|部分|阶段)|分别[为是]|(?:,|\A[^,。;、\d]{0,8})由(?=[^,。;\d]{1,12}\Z)|细分|(?:\A|[^年月日]):|按.{1,12}分|[从分][^,。;]{1,8}看,|\A[^,。;、\d]{0,12}(?:里[头面]|当中|之中|[中里]),?(?=已|未|尚|新|续|[^,。;]{0,8}\Z)"
)
#: A full stop in front of 其中 ends no list, nor one before its first part that begins a view.
_ENDS = re.compile("此外|另有|另外|还有|。(?!其中)|\n|[,;][按从分][^,。;]{1,8}[分看],")
_BEFORE = re.compile("此外|另有|另外|还有|。(?!其中|[按从分][^,。;]{1,8}[分看],)|\n")
_REST = later("其[他它余]")
_SCOPED = re.compile("前.{1,2}期|第.{1,3}期|转化|新增|本月|[上去]年")
_KIND = later("(?:大|)(?:乡镇|镇|乡|县|区|领域|行业|类|方面|板块|片区|街道|单位|部门|问题|办事处)")
_SHORTEST = 2
_LEAST, _MUCH = Decimal("0.6"), Decimal("1.15")


def lists(reading: TextReading, taken: set[int], parts_taken: set[int]) -> Iterator[Finding]:
    """Every list of which neither the whole nor the parts, by their order, are in a sum yet."""
    for total in reading.figures:
        if total.role not in COUNTABLE or total.inner or not total.printed:
            continue
        # 完成24627万元，完成预算60999万元的40.4%，其中…: of what came in, not of the plan.
        if change_of(total.lead) or is_base(reading, total):
            continue
        if total.order not in taken:
            parts = _listed(reading, total)
            own = len(parts) >= 2 and not _ends_at_once(reading, total, parts)
            if own and parts[0].order not in parts_taken:
                yield from _told(reading, Window(total, parts))
    yield from _by_name(reading, taken)


def _listed(reading: TextReading, total: TextFigure) -> list[TextFigure]:
    """The parts that the words after a whole open: of its measure, and of one kind."""
    parts: list[TextFigure] = []
    last, nested, strange, opened, kind = total, False, False, False, ""
    many = 0
    for one in reading.figures[total.order + 1 : total.order + 1 + _MOST]:
        gap = reading.text[last.end : one.start]
        # What a second view lists is no part of the first.
        over = _is_over(reading, parts, gap, (total, one))
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
            many = 0 if opened or not _GOES_BY.match(before) else _so_many(total)
            opened = opened or many > 0
            if len(before) > _NEAR or not (opened or _begins(before, one)):
                return []
            kind = _kind_of(one)
        elif _kind_of(one) != kind and not _REST.search(one.lead) and not either([*parts, one]):
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
    if (_ENDS if parts else _BEFORE).search(gap):
        return True
    # 其中亿元以上8个、46亿元；1—6月签约75个、…: the next whole begins.
    if parts and ";" in gap and is_next_whole(reading, ends[0], parts, ends[1]):
        return True
    # 产业112亿元、基础设施74亿元；乙市…: what a wider mark parts is of another list.
    return len(parts) > 1 and ";" in gap and ";" not in reading.text[parts[0].end : parts[-1].start]


def _adds(one: TextFigure, total: TextFigure) -> bool:
    return _ADDED.search(one.lead) is not None and _like(one, total)


_GOES_ON = re.compile("[^,]{0,2}[、和]")
_GOES_BY = re.compile("(?:项目|企业|问题)?[,:]")


def _so_many(total: TextFigure) -> int:
    """四个县区共上报212个: over how many a whole is spread, three at least."""
    said = _SPREAD.search(total.lead)
    return int(numerals.exact(said[1]) or 0) if said is not None else 0


_SPREAD = re.compile(
    "([三四五六七八九十]{1,2})个?(?:乡镇|县区|县市|[镇乡县区市]|片区|街道|单位|部门|园区)[^,。;]{0,4}共"
)


def _begins(before: str, one: TextFigure) -> bool:
    """Whether the first part of a list is one thing of several: 进度超前的7个."""
    # 办结70个、办理中1个: the first is one of the things itself, and no whole.
    return len(before) <= _GAP // 2 and not _GOES_ON.match(before) and either([one])


def _countable(one: TextFigure, total: TextFigure) -> bool:
    """Whether a figure may be a part: no change, nothing in brackets, of the same measure."""
    if one.inner or one.role not in COUNTABLE or change_of(one.lead):
        return False
    return _like(one, total) or _invested(one, total) or _from_outside(one, total)


def _invested(one: TextFigure, total: TextFigure) -> bool:
    """完成136.8亿元，其中工业投资71.4亿元: what was done of it, and no new measure."""
    same = one.dimension == total.dimension and total.measure.endswith("完成")
    return same and one.measure == "总投资" and "总投资" not in one.lead and "额" not in one.lead


def _from_outside(one: TextFigure, total: TextFigure) -> bool:
    """到位资金162亿元，其中省外到位资金158亿元、省内…: of the same measure, as the whole goes."""
    return one.measure == f"省外{total.measure}" and one.dimension == total.dimension


def _like(one: TextFigure, total: TextFigure) -> bool:
    return (one.dimension, one.measure) == (total.dimension, total.measure)


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


_OF_PART = re.compile("[;。\n]([^,。;、:\\d\n]{2,8}?)(?:项目|)(?:[中里],|包括|包含|涵盖|分为)")


def _listed_here(reading: TextReading, total: TextFigure, begin: TextFigure) -> list[TextFigure]:
    parts: list[TextFigure] = []
    for one in reading.figures[begin.order : begin.order + _MOST]:
        gap = reading.text[parts[-1].end : one.start] if parts else ""
        if re.search("[;。\n]|其中", gap):
            break
        if not _like(one, total) or one.inner:
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
    elif _is_of_what_is_listed(reading, window):
        return
    elif (
        is_mended_twice(reading, window)
        # 开工项目包含: some of them, too, are no more than all.
        or (named and _too_much(reading, window) and is_exceeded(window.parts))
        or _closed(reading, window, named=named)
    ):
        # 城镇218亿元，其中地方184亿元。分产业看，…: what the view divides may stand further before.
        begun = window.total.end, window.parts[0].start
        behind = not named and _VIEW.search(reading.text, *begun) is not None
        other = _whole_before(reading, window) if behind else None
        if other is not None or not behind or _is_its_own(window):
            yield summed(other or window, None)
    elif _LEAST * window.total.value <= window.sum <= _MUCH * window.total.value:
        yield summed(window, RelationVerdict.INCOMPLETE)


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


def _behind_stop(reading: TextReading, window: Window) -> bool:
    """Whether a list begins a sentence of its own."""
    return "。" in reading.text[window.total.end : window.parts[0].start]


def _whole_before(reading: TextReading, window: Window) -> Window | None:
    """The figure of the same measure to which parts come that do not come to the last one."""
    for one in reversed(reading.paragraph_before(window.total)):
        if _like(one, window.total) and not one.inner:
            other = Window(one, window.parts)
            if other.verdict in GOOD:
                return other
    return None


def _closed(reading: TextReading, window: Window, *, named: bool = False) -> bool:
    """Whether nothing can be missing from a list, nor be in it twice.

    `named`: its own words say of which whole it is (开工项目包括).
    """
    total, parts = window
    if slipped(window) is not None or left_out(window) is not None:
        return True
    begin = reading.begun("。;\n", parts[0].start) if named else _behind_words(total)
    said = _without_rest(of_parts(reading.text[begin : parts[-1].end]))
    # 54个重点项目 that are 超前, 正常, 滞后: 重点 is said of the whole.
    whole = all_either(parts) or are_levels(total, parts)
    if words.PARTIAL.search(said.replace("重点", "") if whole else said):
        return False
    # 国债71亿元，用于两类项目15亿元、56亿元: what comes to one of them is of it.
    if _comes_to_one(parts) or _filled_at_its_end(window):
        return False
    if any(_SCOPED.search(one.lead) for one in parts) or _is_of_a_place(parts):
        return False
    if lost(window) is not None and _is_plain_list(reading, window):
        return True
    if max(one.value for one in parts) >= total.value:
        # 42个项目中，续建51个，新建27个.
        return complete(total, parts) and bool(slip(window)) and not _behind_stop(reading, window)
    if window.sum > total.value and _is_more_than_all(reading, window):
        return True
    if _leaves_nothing_out(window):
        return True
    if total.role is not Role.COUNT and len(parts) < 3:
        return False
    return exclusive(parts) and (
        is_told_through(reading, window)
        or _divided(reading, window)
        or _counted(reading, window)
        # Of which whole a list after a full stop is, is not said.
        or (_too_much(reading, window) and (named or not _behind_stop(reading, window)))
    )


def _is_plain_list(reading: TextReading, window: Window) -> bool:
    """Whether parts of which the whole has lost one are all parts of it, and of nothing else."""
    behind = _behind_stop(reading, window) and not _is_alone(reading, window.total)
    # 12项指标中，8项增速高于全省，9项较上月回升: what is said behind may be said of the same.
    named = all(label_of(f) for f in window.parts)
    return named and is_exceeded(window.parts) and not behind and not _are_others(reading, window)


def _leaves_nothing_out(window: Window) -> bool:
    """Whether the names of the parts say that these are all there is."""
    total, parts = window
    if complete(total, parts) or (either(parts) and window.sum > total.value):
        return True
    # 储备项目 may stand nowhere, but then it is chance that one of the others looks like a slip.
    if stages(parts) and is_crossed(window):
        return True
    return _is_all_but_rest(parts) or (are_in_order(parts) and is_slip(window.sum, total))


def _behind_words(total: TextFigure) -> int:
    """Where the words end that say what a whole counts: 174项重点工程."""
    counted = _WORDS_OF_WHOLE.match(total.tail) if total.tail else None
    return total.end + (counted.end() if counted else 0)


def _is_of_what_is_listed(reading: TextReading, window: Window) -> bool:
    """100个基础设施、100个民生、100个科技项目，其中新建120个、续建180个: of all three."""
    total, parts = window
    # 乡镇18个、街道6个，其中达标5个、未达标19个.
    opened = window.sum > total.value and "其中" in parts[0].lead
    if opened and may_be_of_all(reading, total, window.sum):
        return True
    return total.lead.endswith(("、", "和", "及")) and max(f.value for f in parts) > total.value


def _is_of_a_place(parts: list[TextFigure]) -> bool:
    """全市54个，其中甲县签约3个、开工1个、投产3个: whether all are of a place named once."""
    named = [_ITS_PLACE.match(one.lead) is not None for one in parts]
    return named[0] and not any(named[1:])


_ITS_PLACE = later(
    "[,。;]?其中[,:]?[\u4e00-\u9fff]{1,5}?(?:县|市|区|镇|乡|街道|园区)(?=[^,。;、]{2})"
)


def _comes_to_one(parts: list[TextFigure]) -> bool:
    """Whether what follows one of some parts comes to it."""
    rest = parts[-1].value
    for one in parts[-2::-1]:
        alone = one is parts[-2]
        if not alone and one.value == rest and len(one.printed.as_tuple().digits) > _SHORTEST:
            return True
        rest += one.value
    return False


def _filled_at_its_end(window: Window) -> bool:
    """资产2.84亿元，其中流动…，负债0.17亿元，净资产2.67亿元: the last are all of it again."""
    total, parts = window
    if len(total.printed.as_tuple().digits) <= _SHORTEST:
        return False
    tails = (parts[at:] for at in range(1, len(parts) - 1))
    return any(Window(total, tail).verdict in GOOD for tail in tails)


def _reach_heights(reading: TextReading, parts: list[TextFigure]) -> bool:
    """5个总投资超10亿元，17个总投资超1亿元: what is above the one is above the other."""
    behind = [reading.figures[one.order + 1 : one.order + 2] for one in parts]
    heights = [
        one[0] for one in behind if one and one[0] not in parts and one[0].hedge is Hedge.OVER
    ]
    return len(heights) > 1 and len({(one.role, one.dimension) for one in heights}) == 1


def _is_more_than_all(reading: TextReading, window: Window) -> bool:
    """Whether parts that come to more than their whole are surely its own."""
    total, parts = window
    if _reach_heights(reading, parts):
        return False
    if total.hedge or any(f.hedge for f in parts):
        return False
    if _is_rare_slip(reading, window):
        return True
    if not is_exceeded(parts):
        return False
    # 肉类2.4万吨，其中牛肉1万吨、…、牛奶0.3万吨: tons and people are counted of anything.
    if total.role not in (Role.COUNT, Role.MONEY):
        return False
    behind = _behind_stop(reading, window)
    if len(parts) == _TWO:
        sure = near(window) and _is_rare(window) and not behind
    else:
        sure = near(window) and (not behind or _is_alone(reading, total))
    return sure and not _are_others(reading, window) and not _has_rates(reading, parts)


_TWO = 2
#: One of so many figures looks by chance like a slip of another: of four digits, or crossed.
_RARE = 200


def _is_rare_slip(reading: TextReading, window: Window) -> bool:
    """总收入85320万元，其中地方级56175万元、上划30145万元: two parts that come to 86320."""
    total, parts = window
    begun = _AT_ONCE.fullmatch(reading.text, total.end, parts[0].start - len(parts[0].lead))
    if len(parts) != _TWO or begun is None or not _is_rare(window):
        return False
    labels = [label_of(f) for f in parts]
    bare = all(labels) and not any(BESIDES.search(each) for each in labels)
    return bare and not _are_others(reading, window) and not _has_rates(reading, parts)


def _is_rare(window: Window) -> bool:
    """Whether hardly any whole looks by chance like a slip of what its parts come to.

    Where all are printed in hundreds, their noughts say nothing.
    """
    total, parts = window
    said = [f"{f.printed:f}" for f in (total, *parts)]
    noughts = min(0 if "." in each else len(each) - len(each.rstrip("0")) for each in said)
    least: int = _RARE * 10**noughts
    return slip_odds(window.sum, total) >= least


_AT_ONCE = later("(?:[,;][^,。;]{0,4}(?:增长|增产|增收|下降)[^,。;]{0,12})?[,。;]?(?:其中)?:?")


def _is_alone(reading: TextReading, total: TextFigure) -> bool:
    """Whether a whole is the only figure of its kind in its sentence."""
    kin = (f for f in reading.by_sentence[total.sentence] if f is not total and not f.inner)
    return not any(_like(f, total) and f.role is total.role for f in kin)


def _are_others(reading: TextReading, window: Window) -> bool:
    """Whether parts have been named before, as those of another whole."""
    said = {(f.value, label_of(f)) for f in window.parts}
    before = reading.paragraph_before(window.total)
    return any((f.value, label_of(f)) in said for f in before)


def _has_rates(reading: TextReading, parts: list[TextFigure]) -> bool:
    """收到187件，其中会后17件，立案175件，立案率93.6%: what was done with the whole is no part."""
    after = reading.figures[parts[-1].order + 1 : parts[-1].order + 2]
    last = parts[-1]
    return any(
        f.role is Role.PERCENT and f.sentence == last.sentence and rate_in(f.lead) for f in after
    )


_WORDS_OF_WHOLE = later("[^,。;、\\d]{0,8}?(?=分[为成]|由)")


def _without_rest(said: str) -> str:
    return said.replace("其余", "其他")


def _divided(reading: TextReading, window: Window) -> bool:
    """按行业分, or the rest is named."""
    total, parts = window
    said = reading.text[total.end : parts[0].start]
    # 第三产业增加值…其中，批发业…、其他服务业: some of their trades are of another of the three.
    if _OF_THREE.search(total.lead) and not any(_OF_THREE.search(f.lead) for f in parts):
        return False
    if _REST.search(parts[-1].lead) and len(parts) > 2:
        return True
    if len(parts) > 2 and _NAMED_ALL.match(said) and ends(reading, parts[-1]):
        return True
    # 共86个：甲31个、乙29个、丙26个。: nothing follows, and it is off by a slip.
    if len(parts) > 2 and _COLON.fullmatch(said[: -len(parts[0].lead) or None]):
        return ends(reading, parts[-1]) and near(window)
    if len(parts) <= 2 or words.DIVIDES.search(said) is None:
        return False
    # 分险种看: what is looked at need not be all there is.
    return window.sum > total.value or not _LOOKS.search(said)


def _is_all_but_rest(parts: list[TextFigure]) -> bool:
    """竣工68个、续建94个、新开工37个，其余17个: each another stage, and the rest is named."""
    return len(parts) > _TWO and _REST.search(parts[-1].lead) is not None and stages(parts[:-1])


_OF_THREE = later("第[一二三][次]?产业|[一二三]产")
_LOOKS = later("[按从分][^,。;]{1,10}看,")


_COLON = later("[^,。;、\\d]{0,6}:")
#: 共计33个，分别是: each is named; 由…三部分组成.
_NAMED_ALL = later("(?:项目|企业)?,(?:分别[为是]|由)|[^,。;、\\d]{0,8}由")


def _counted(reading: TextReading, window: Window) -> bool:
    """四个乡镇 …，其中 four of them; 涉及五大领域 and five."""
    total, parts = window
    between = reading.text[total.end : parts[0].start]
    said = _IN_SO_MANY.search(between) or _MADE_UP_OF.search(between)
    if said is not None and numerals.exact(said[1]) == len(parts):
        return True
    if _so_many(total) == len(parts):
        return True
    for one in reading.figures[max(0, total.order - 2) : parts[0].order]:
        if one.order == total.order or one.value != len(parts):
            continue
        if one.role is Role.KINDS or (one.role is Role.COUNT and _KIND.match(one.tail)):
            return one.sentence == parts[0].sentence
    return False


#: 由建设项目和前期项目两部分组成.
_MADE_UP_OF = later("由[^,。;\\d]{2,24}([两二三四五])(?:大|个)?(?:部分|方面|块|类)(?:组成|构成)")
#: 分三批推进，第一批…、第二批…、第三批….
_IN_SO_MANY = later("分(?:成|为)?([两二三四五六七八九])个?(?:批次|[批类组片期]|部分|阶段)")


def _goes_back(reading: TextReading, window: Window) -> bool:
    """股票18.1亿元，其中A股18亿元；基金1.7亿元；债券0.4亿元: of what stands before the whole."""
    ends = [";" in reading.between(one, after) for one, after in pairwise(window.parts)]
    return any(ends) and window.sum - window.total.value >= min(f.value for f in window.parts)


def _too_much(reading: TextReading, window: Window) -> bool:
    """More than the whole, of labels that exclude each other."""
    return (
        len(window.parts) > 2
        and window.total.role in (Role.COUNT, Role.MONEY)
        and window.sum > window.total.value
        and not _goes_back(reading, window)
        and not any(BESIDES.search(one.lead) for one in window.parts)
    )
