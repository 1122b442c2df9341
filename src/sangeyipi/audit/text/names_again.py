"""What the words at a figure call it, and whether another is called so again.

生产总值68.27亿元, 全县实现生产总值86.27亿元: without dates, verbs and whose it is.  What was
counted is taken up under a name that ends so: 排查隐患1246处。1264处隐患中.
"""

import re
from functools import lru_cache

from sangeyipi.audit.text.figure import TextFigure
from sangeyipi.audit.text.reading import COUNTABLE
from sangeyipi.audit.text.terms.reference_periods import PART_OF_YEAR
from sangeyipi.audit.text.terms.territories import ANY_REGION
from sangeyipi.audit.text.terms.totals import IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

#: So many characters of a name are compared first; and so many make it a name.
LAST, NAME, LONG, _NAMED = 2, 4, 5, 12
_DULL = re.compile(
    f"\\d{{4}}年度?|\\d{{1,2}}(?:[-~至到]\\d{{1,2}})?个?月份?|\\d{{1,2}}日|{PART_OF_YEAR}|截[至止]|[底末]前?"
    f"|今年|本年|全年|目前|以来|同比|环比|{IN_ALL_SO_FAR}|已经?|达到?|实现|约?为|[是了有计的,、;:()“”]|其中"
    f"|(?:{ANY_REGION})(?:共|累计|各级)?|我[县市省区州镇乡国]|[本该][县市省区州镇乡]"
)
#: Of whatever is built, and said of many things side by side: no part of a name.
_WORK = later("项目|工程")
_GENERAL = later(
    "总?投资额?|完成|计划|任务|目标|年度|预算|比?(?:[上去前]年|上月|年初)(?:同期)?|[比较占]|增[长加幅速]|上升|提高|下降|减少|回落"
    "|总[量额数]|数量?|金额|其[余他]|分别|主要|以上|以下|每年|拿出|安排|筹[集措]|争取|列支|拨付|下达|整合"
)
_SHORTER = (("规模以上", "规上"), ("固定资产投资", "固投"), ("GDP", "生产总值"))
_TAKEN_UP = later("的?([\u4e00-\u9fff]{2,14}?)(?:当中|之中|中|里)(?:[,已]|$)")
_KIND_OF = later("[级类型性式]$")
_COUNTED = later("(?:“[^”]{1,8}”)?([\u4e00-\u9fff]{2,12}?)(?:项目|企业|工程)")
#: These are what was counted before, whatever else is said of them.
THESE = frozenset({"这", "上述", "以上", "这些"})


@lru_cache(maxsize=4096)
def name_of(lead: str) -> str:
    """What the words before a figure call it, without dates, verbs and whose it is."""
    for long, short in _SHORTER:
        lead = lead.replace(long, short)
    return _WORK.sub("", _DULL.sub("", lead))


@lru_cache(maxsize=4096)
def weight_of(lead: str) -> int:
    """How many characters of the words before a figure say what it is of, and of nothing else."""
    return len(_GENERAL.sub("", _DULL.sub("", lead)))


def taken_up_as(one: TextFigure, name: str) -> str:
    """1264处隐患中, 286名首席服务员: what was counted before, under a name that ends so."""
    formed = _BASED_ON.match(one.tail)
    if formed is not None:
        # 在已完成368.2亿元投资的基础上.
        return name_of(one.lead.lstrip(",;").removeprefix("在") + formed[1])
    found = _TAKEN_UP.match(one.tail) or (_COUNTED.match(one.tail) if one.first else None)
    if found is not None:
        return name_of(found[1])
    if one.role not in COUNTABLE or (one.lead and one.lead not in THESE):
        return ""
    sizes = range(min(len(name), _NAMED), NAME - 1, -1)
    behind = next((name[-size:] for size in sizes if one.tail.startswith(name[-size:])), "")
    known = weight_of(behind) >= NAME and not _KIND_OF.search(name.removesuffix(behind))
    return behind if known else ""


_BASED_ON = later("([\u4e00-\u9fff]{0,6}?)的?基础上")


def is_same_name(one: TextFigure, again: TextFigure) -> bool:
    """Whether a figure is called as another, or takes up what was counted."""
    first, second = name_of(one.lead), name_of(again.lead)
    taken = taken_up_as(again, first)
    if taken and first.endswith(taken):
        return True
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= LAST and longer.endswith(shorter)
