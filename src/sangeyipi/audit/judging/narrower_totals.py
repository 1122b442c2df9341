"""Totals behind their parts that say of themselves what these do not.

两类项目1—8月共完成20.4亿元; 前四期省外项目41个; 共176个工业项目: what is said of a total beside how
it is added up has to be said of its parts, or it is of others than these, or of some.  Owns the
words that say nothing of the kind; whatever is not among them is a doubt.
"""

import re

from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.terms.totals import ADDED_TOGETHER, IN_ALL_SO_FAR
from sangeyipi.model.patterns import later

_CLAUSE, _SHORT = 40, 2
_CLAUSES, _ROWS = ",。;:\n", "。;\n"
_MARKS = "一二两三四五六七八九十"
_COUNTED = (
    f"(?:以上|上述|这|前|后|近|最近|第)?[{_MARKS}\\d]{{1,3}}(?:[-~至到][{_MARKS}\\d]{{1,3}})?(?:个|大|条)?"
    "(?:月|季度|乡镇|县区|县市|市县|镇街|镇办|街道|片区|园区|部门|单位|板块|领域|行业|产业链|产业|链|方面|区域|批次|部分|阶段|项目|工程|企业|问题|环节|渠道"
    "|(?:项|个|大)?(?:主要|重点)?(?:税种|险种|省区?市?)|[级批类项地期轮次者家种笔档年组处户件所片区县市镇乡村街])"
)
#: How a total says that it is one, and of how many.
_ADDS_UP = re.compile(
    f"(?:以上|上述)?(?:{_COUNTED})?(?:项目|实事|产业)?(?:{IN_ALL_SO_FAR})|{_COUNTED}"
    f"|开复工|总[额数量]|小计|{ADDED_TOGETHER}|全部|各|{WHOLE_REGION}|全[镇乡]|全年|[上下]半年|前?[二两三]季度|这(?=\\d|$)|上述$|(?<![亿万千元])以上$"
)
#: What it may be called without being any narrower.
_NEUTRAL = re.compile(
    "项目|工程|企业|问题|概算|交办|纳入|列入|管理|亮灯|挂牌|监测|评定|投资|完成|资金|实现|金额|占比?|计|净?[增减](?:加|少)?|(?:地区)?生产总值|增加值"
)
_FILLS = re.compile("[的为达有已约了近超、等将可和及“”\"'（）()/\\-—~至到\\s\\d.%元亿万千百个]")
_HAN = re.compile("[\u4e00-\u9fff]{2,40}")
_TIME = re.compile(
    "(?:截[至止]|到)?前?\\d{1,2}(?:[-~至到]\\d{1,2})?个?月(?:份|底|末|当月)?|\\d{4}年度?|前?[一二三四]季度末?"
)
_OF_THIS_TIME, _TILL_THEN = (
    later("[今本当][年月季周期]|年内|新增"),
    later("截[至止]|上[年月季周期]|此前"),
)
_COUNT = re.compile(f"{_COUNTED}(?:项目)?")
_BEHIND = later("的?(?P<what>[\u4e00-\u9fff]{0,8})")
_OWN_END = later("[,、。;()\n]|$")
_THING_OF, _OF_ALL = later("项目|工程|企业"), later("重点(?:项目|工程|企业)")
#: 国省干线, of 国道 and 省道.
_IS_SHORT = later("[\u4e00-\u9fff]{2,5}$")


def unless_narrower(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings without the sums told wrong whose total is said to be of something else."""
    return [one for one in found if not _is_narrower(reading, one)]


def _is_narrower(reading: TextReading, one: Finding) -> bool:
    total = one.stated
    if one.verdict is not RelationVerdict.WRONG or one.kind is not RelationKind.SUM:
        return False
    if total is None or not all(map(reading.knows, one.figures)) or not one.operands:
        return False
    parts = sorted(one.operands, key=lambda f: f.start)
    if _are_narrower(parts, total):
        return True
    # 县道、乡道、村道, and 农村公路: classes have a name together.
    if total.start < parts[-1].start or total.role is Role.QUANTITY:
        return False
    called = _Called(reading, total, parts)
    said = _clause(reading, total, parts)
    if "累计" in said and not _TIME.search(said):
        rows = [reading.text[_from(reading, f, _CLAUSES) : f.start] for f in parts]
        late = any(map(_OF_THIS_TIME.search, rows)) and not any(map(_TILL_THEN.search, rows))
        if late and not _COUNT.search(said):
            return True
    behind = _BEHIND.match(reading.text, total.end)
    own = behind is not None and _OWN_END.match(reading.text, behind.end())
    what = behind["what"] if behind is not None and own else ""
    return bool(called.rest(_without_times(reading, said, parts)) or called.rest(what))


def _are_narrower(parts: list[TextFigure], total: TextFigure) -> bool:
    """资金1640万元，其中第一批中央资金560万元、…; 设备投资2700万元、…，投资合计: whether what all
    the parts are called by is some of what the total is."""
    leads = [_STOPS.sub("", f.lead.rpartition("分别")[2]) for f in parts]
    if not any(leads[1:]):
        # 分别完成本年投资398.2亿元、250.9亿元: said of the first.
        leads = leads[:1]
    whole = _STOPS.sub("", _ADDS_UP.sub("", total.lead))
    thing = _common_end(leads[0], whole)
    shared = _common_end(*leads)
    if _THING.search(thing) is None or not shared.endswith(thing) or total.role is not Role.MONEY:
        return False
    more = _NEUTRAL.sub("", shared.removesuffix(thing))
    return len(more) >= _SHORT and more not in total.lead


def _common_end(*said: str) -> str:
    least = min(map(len, said))
    size = next((n for n in range(least, 0, -1) if len({each[-n:] for each in said}) == 1), 0)
    return said[0][-size:] if size else ""


_THING = later("(?:投资|资金|税收?|产值|收入|利润|支出|贷款|费用)(?:总?额)?$")
_STOPS = re.compile("[、,;:]|其中|[为达共]$")


def _from(reading: TextReading, one: TextFigure, marks: str) -> int:
    return max(reading.begun(marks, one.start), one.start - _CLAUSE)


def _clause(reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> str:
    """All that a clause says before a total, with other figures in it."""
    begin = _from(reading, total, _CLAUSES)
    if begin <= parts[-1].start:
        # 总投资41亿元的物流城两个项目合计81亿元: behind what the part is of.
        counted = list(_COUNT.finditer(reading.text, parts[-1].end, total.start))
        begin = counted[-1].start() if counted else parts[-1].end
    return reading.text[begin : total.start]


def _without_times(reading: TextReading, said: str, parts: list[TextFigure]) -> str:
    """What is said without when, where the text says that before or each part is of its own."""
    own = {
        said
        for f in parts
        for said in _TIME.findall(reading.text[_from(reading, f, _ROWS) : f.start])
    }
    if len(own) > 1:
        return _TIME.sub("", said)
    before = reading.text[: parts[-1].end]
    return _TIME.sub(lambda found: "" if found[0] in before else _ANOTHER, said)


_ANOTHER = "另时"


class _Called:
    """What parts are called, by their clauses, their rows and what they are opened by."""

    def __init__(self, reading: TextReading, total: TextFigure, parts: list[TextFigure]) -> None:
        self._parts = parts
        first = parts[0]
        text = reading.text
        clauses = [text[_from(reading, f, _CLAUSES) : f.end] + f.tail for f in parts]
        self._rows = [text[_from(reading, f, _ROWS) : f.end] + f.tail for f in parts]
        opened = [
            f.lead + f.tail
            for f in reading.figures[max(0, first.order - 1) : first.order]
            if f.sentence == first.sentence
        ]
        begin = _from(reading, first, _CLAUSES)
        if text.endswith(":", 0, begin):
            # 到位资金前三的为：甲镇2.87亿元、…: said of the whole list.
            opened.append(text[max(reading.begun(_ROWS, begin - 1), begin - _CLAUSE) : begin - 1])
        # 88个重点项目 that the text has told of before.
        again = {(f.value, f.unit) for f in reading.by_sentence[total.sentence] if f is not total}
        opened += [
            f.lead + f.tail for f in reading.figures[: first.order] if (f.value, f.unit) in again
        ]
        self._known = "|".join((*clauses, *opened))

    def rest(self, said: str) -> str:
        """What is said of none of them."""
        left = _ADDS_UP.sub("|", said)
        if not any(map(_THING_OF.search, self._rows)):
            # 新建20项、续建44项，重点工程总计64项: the total says of what they are.
            left = _OF_ALL.sub("|", left)
        for run in _HAN.findall(left):
            left = left.replace(run, self._unknown(run))
        left = _FILLS.sub("", _NEUTRAL.sub("|", left)).replace("|", "")
        return "" if _IS_SHORT.match(left) and self._is_of_each(left) else left

    def _unknown(self, run: str) -> str:
        """A run of characters without what the parts are called."""
        at, left = 0, ""
        while at < len(run):
            sizes = range(len(run) - at, _SHORT - 1, -1)
            size = next((n for n in sizes if self._is_known(run[at : at + n])), 0)
            left += "|" if size else run[at]
            at += size or 1
        return left

    def _is_known(self, said: str) -> bool:
        return said in self._known or all(said in row for row in self._rows)

    def _is_of_each(self, said: str) -> bool:
        """Whether each part has a character of its own in what is said."""
        leads = [set(f.lead) for f in self._parts]
        return all(
            set(said) & one - set().union(*(each for each in leads if each is not one))
            for one in leads
        )
