"""Whether a list is all there is, so that a whole that it does not come to is wrong.

Nothing can be missing from it and nothing be in it twice: its labels leave nothing out
(已开工、未开工), its kinds are counted (五大领域), its rest is named (其他), or it is more than its
whole though its labels exclude each other.  Finds no lists.
"""

import re
from itertools import pairwise

from sangeyipi.audit.judging.adding import Window, is_crossed, left_out, lost, near, slip, slipped
from sangeyipi.audit.judging.closed_lists import ends, is_told_through, of_parts
from sangeyipi.audit.judging.completeness import (
    BESIDES,
    REST,
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
from sangeyipi.audit.judging.finding import GOOD
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.named import rate_in
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.industries import SECTOR
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model import numerals
from sangeyipi.model.patterns import later

_SCOPED = re.compile("前.{1,2}期|第.{1,3}期|转化|新增|本月|[上去]年")
_KIND = later("(?:大|)(?:乡镇|镇|乡|县|区|领域|行业|类|方面|板块|片区|街道|单位|部门|问题|办事处)")
_SHORTEST = 2


def so_many(total: TextFigure) -> int:
    """四个县区共上报212个, 五大产业项目187个: over how many a whole is spread, three at least."""
    said = _SPREAD.search(total.lead)
    return int(numerals.exact(said[1]) or 0) if said is not None else 0


_SPREAD = re.compile(
    "([三四五六七八九十]{1,2})(?:"
    "个?(?:乡镇|县区|县市|[镇乡县区市]|片区|街道|单位|部门|园区)[^,。;]{0,4}共"
    f"|大[^,。;、\\d]{{0,8}}(?:产业|行业|领域|板块)的?项目(?:{IN_ALL})?$)"
)


def _so_often(reading: TextReading, window: Window) -> bool:
    """先后两次集中开工，共78个，其中一季度31个，二季度41个: as many as there were."""
    begin = reading.begun("。;\n", window.total.start)
    said = _TIMES_HELD.search(reading.text, begin, window.total.start)
    if said is None or numerals.exact(said[1]) != len(window.parts):
        return False
    return all(_A_TIME.search(f.lead) for f in window.parts)


_A_TIME = later("季度|\\d月|\\d日|[上下]半年|年初|第.[次场轮批]|首[次场轮批]|[上前]次|本次")
_TIMES_HELD = later(
    "([两二三四五六七八])(?:次|场|轮|批次)[^,。;\\d]{2,8},?[^,。;\\d]{0,8}(?:共|计)"
)


def is_like(one: TextFigure, total: TextFigure) -> bool:
    """Whether two figures are of one dimension and one measure."""
    return (one.dimension, one.measure) == (total.dimension, total.measure)


def _behind_stop(reading: TextReading, window: Window) -> bool:
    """Whether a list begins a sentence of its own."""
    return "。" in reading.text[window.total.end : window.parts[0].start]


def _opens_at_once(reading: TextReading, window: Window) -> bool:
    """进出口17.6亿元，下降4.8%。其中出口58.9亿元: of the only figure of its kind before it."""
    first = window.parts[0]
    between = reading.figures[window.total.order + 1 : first.order]
    alone = not any(is_like(f, first) for f in between) and _is_alone(reading, window.total)
    return alone and first.lead.startswith("其中") and first.sentence == window.total.sentence + 1


def is_closed(reading: TextReading, window: Window, *, named: bool = False) -> bool:
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
    scopes = (_SCOPED.search(one.lead) for one in parts)
    # 新增债券，其中新增一般债券: the whole says so, too.
    if any(each and each[0] not in total.lead for each in scopes) or _is_of_a_place(parts):
        return False
    if lost(window) is not None and _is_plain_list(reading, window):
        return True
    if max(one.value for one in parts) >= total.value:
        # 42个项目中，续建51个，新建27个.
        all_told = complete(total, parts) or _is_of_its_times(reading, window)
        behind = _behind_stop(reading, window) and not _opens_at_once(reading, window)
        return all_told and bool(slip(window)) and not behind
    if window.sum > total.value and _is_more_than_all(reading, window):
        return True
    if _leaves_nothing_out(window) or _is_of_its_times(reading, window):
        return True
    if total.role is not Role.COUNT and len(parts) < 3:
        return False
    return exclusive(parts) and (
        (is_told_through(reading, window) and _is_no_gap(window))
        or _divided(reading, window)
        or _counted(reading, window)
        # Of which whole a list after a full stop is, is not said.
        or (is_too_much(reading, window) and (named or not _behind_stop(reading, window)))
    )


def _is_no_gap(window: Window) -> bool:
    """Whether what parts lack of their whole looks like no further part: 182 of 182.71."""
    return window.sum > window.total.value or bool(slip(window))


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


def _is_of_its_times(reading: TextReading, window: Window) -> bool:
    """上半年，全市完成133.4亿元，其中一季度58.7亿元、二季度74.3亿元; 两次集中开工."""
    if len(window.parts) == _TWO and exclusive(window.parts) and _so_often(reading, window):
        return True
    begin = reading.begun("。;\n", window.total.start)
    half = _HALF_YEAR.search(reading.text, begin, window.total.start)
    labels = [_QUARTER.match(f.lead.removeprefix("其中").lstrip(",、:")) for f in window.parts]
    return half is not None and [each and each[1] for each in labels] == ["一", "二"]


_HALF_YEAR, _QUARTER = later("上半年|1-6月|前六个?月"), later("第?([一二])季度")


def _behind_words(total: TextFigure) -> int:
    """Where the words end that say what a whole counts: 174项重点工程."""
    counted = _WORDS_OF_WHOLE.match(total.tail) if total.tail else None
    return total.end + (counted.end() if counted else 0)


def _is_of_a_place(parts: list[TextFigure]) -> bool:
    """全市54个，其中甲县签约3个、开工1个、投产3个: whether all are of a place named once."""
    named = [_ITS_PLACE.match(one.lead) is not None for one in parts]
    return named[0] and not any(named[1:])


_ITS_PLACE = later(
    "[,。;]?其中[,:]?(?!城[镇乡市区]|[县市]区|乡镇)[\u4e00-\u9fff]{1,5}?(?:县|市|区|镇|乡|街道|园区)(?=[^,。;、]{2})"
)


def _comes_to_one(parts: list[TextFigure]) -> bool:
    """Whether what follows one of some parts comes to it."""
    rest = parts[-1].value
    for one in parts[-2::-1]:
        alone = one is parts[-2]
        if not alone and one.value == rest and len(one.digits) > _SHORTEST:
            return True
        rest += one.value
    return False


def _filled_at_its_end(window: Window) -> bool:
    """资产2.84亿元，其中流动…，负债0.17亿元，净资产2.67亿元: the last are all of it again."""
    total, parts = window
    if len(total.digits) <= _SHORTEST:
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
    if near(window) and _are_levels_of_one(reading, window):
        apart = _behind_stop(reading, window) or _are_others(reading, window)
        return total.role is Role.COUNT and not apart
    if not is_exceeded(parts):
        return False
    # 肉类2.4万吨，其中牛肉1万吨、…、牛奶0.3万吨: tons and people are counted of anything.
    if total.role not in (Role.COUNT, Role.MONEY):
        return False
    behind = _behind_stop(reading, window)
    if len(parts) == _TWO:
        sure = near(window) and not behind and (_is_rare(window) or _are_classes(reading, parts))
    else:
        sure = near(window) and (not behind or _is_alone(reading, total))
    return sure and not _are_others(reading, window) and not _has_rates(reading, parts)


def _are_classes(reading: TextReading, parts: list[TextFigure]) -> bool:
    """融资类5个、用地类3个。: of one class or the other; what is built, what is prepared for."""
    between = reading.figures[parts[0].order + 1 : parts[-1].order]
    if not all(f.inner for f in between):
        return False
    labels = [label_of(f) for f in parts]
    if labels in (["建设", "前期"], ["前期", "建设"]):
        return True
    return ends(reading, parts[-1]) and all(each.endswith("类") for each in labels)


def _are_levels_of_one(reading: TextReading, window: Window) -> bool:
    """7个项目中，县级3个、乡级5个，均已约谈: each is of one level or another, and there it ends.

    Not 责任单位包括县级3个、乡级5个, which are of another thing.
    """
    total, parts = window
    labels = [label_of(f) for f in parts]
    begin = parts[0].start - len(labels[0])
    if _AT_ONCE_OF_IT.fullmatch(reading.text, total.end, begin) is None:
        return False
    if len(set(labels)) < len(labels) or not all(map(_LEVEL.fullmatch, labels)):
        return False
    last = parts[-1]
    in_a_row = last.order - parts[0].order < len(parts)
    ended = ends(reading, last) or _ALL_OF_THEM.match(reading.text, last.end) is not None
    return in_a_row and ended


#: What is on the list of a province may be on that of a city, too.
_LEVEL = later("(?:县区?|区县?|乡镇?|镇|村)级")
_AT_ONCE_OF_IT = later(
    "(?:[^,。;、\\d]{0,6}?(?:项目|企业|问题|事项|工程|案件))?[中里]?[,:]?(?:其中|包括|有)?[,:]?"
)
_ALL_OF_THEM = later(",(?:均|都|全部|逐[个一项]|[已现正])")


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
    return not any(is_like(f, total) and f.role is total.role for f in kin)


def _are_others(reading: TextReading, window: Window) -> bool:
    """Whether parts have been named before, as those of another whole."""
    said = {(f.value, label_of(f)) for f in window.parts}
    before = reading.paragraph_before(window.total)
    return any((f.value, label_of(f)) in said for f in before)


def _has_rates(reading: TextReading, parts: list[TextFigure]) -> bool:
    """收到187件，其中会后17件，立案175件，立案率93.6%: what was done with the whole is no part."""
    rated = [
        any(
            f.role is Role.PERCENT and f.sentence == one.sentence and rate_in(f.lead)
            for f in reading.figures[one.order + 1 : one.order + 2]
        )
        for one in parts
    ]
    # 完成132.7亿元，完成率22.4%；完成146.9亿元，完成率28.4%: each row has its own.
    return rated[-1] and not (all(rated) and len(rated) > _TWO)


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
    if REST.search(parts[-1].lead) and len(parts) > 2:
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
    return len(parts) > _TWO and REST.search(parts[-1].lead) is not None and stages(parts[:-1])


_OF_THREE = later(SECTOR)
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
    if so_many(total) == len(parts) or _so_often(reading, window) or are_each(between, parts):
        return True
    for one in reading.figures[max(0, total.order - 2) : parts[0].order]:
        if one.order == total.order or one.value != len(parts):
            continue
        if one.role is Role.KINDS or (one.role is Role.COUNT and _KIND.match(one.tail)):
            return one.sentence == parts[0].sentence
    return False


def are_each(said: str, parts: list[TextFigure]) -> bool:
    """三期分别为268亿元、251亿元、224亿元: as many as the words before them say."""
    each = _EACH.search(said)
    return each is not None and numerals.exact(each[1]) == len(parts)


_EACH = later(
    "([两二三四五六七八九])个?(?:期|批次|批|年|类|县区|县|区|市|镇|乡|地|者|部分)分别[为是]$"
)
#: 由建设项目和前期项目两部分组成.
_MADE_UP_OF = later("由[^,。;\\d]{2,24}([两二三四五])(?:大|个)?(?:部分|方面|块|类)(?:组成|构成)")
#: 分三批推进，第一批…、第二批…、第三批….
_IN_SO_MANY = later("分(?:成|为)?([两二三四五六七八九])个?(?:批次|[批类组片期]|部分|阶段)")


def _goes_back(reading: TextReading, window: Window) -> bool:
    """股票18.1亿元，其中A股18亿元；基金1.7亿元；债券0.4亿元: of what stands before the whole."""
    ends = [";" in reading.between(one, after) for one, after in pairwise(window.parts)]
    return any(ends) and window.sum - window.total.value >= min(f.value for f in window.parts)


def is_too_much(reading: TextReading, window: Window) -> bool:
    """More than the whole, of labels that exclude each other."""
    return (
        len(window.parts) > 2
        and window.total.role in (Role.COUNT, Role.MONEY)
        and window.sum > window.total.value
        and not _goes_back(reading, window)
        and not any(BESIDES.search(one.lead) for one in window.parts)
    )
