"""A part behind 其中 that is more than anything before it: 重点项目174个…。其中：235个项目正常推进.

Of which whole a part is, is often open; that it is of none which stands before it says enough.
Told only of counts of projects and amounts of one measure, where no word says that more than the
whole is meant.
"""

from collections.abc import Iterator

from sangeyipi.audit.judging.finding import Finding, RelationVerdict
from sangeyipi.audit.relations.sums.bands import too_large
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past, is_plain
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import ALSO
from sangeyipi.audit.text.terms.reference_periods import YEAR_OVER
from sangeyipi.audit.text.terms.totals import SUMMED
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "全市174个重点项目完成投资607.1亿元。其中，12个项目建成投用，235个项目正常推进，27个前期项目加快办理手续。",
        "wrong 235 = 174",
    ),
    (
        "31个省重点项目完成投资45.9亿元，投资完成率47.3%。其中，续建项目19个，完成投资48.2亿元，投资完成率51.4%。",
        "wrong 48.2 = 45.9",
    ),
    (
        "年度计划完成投资52.3亿元，1-6月累计完成投资32.7亿元，占目标的62.5%。其中亿元以上项目43个，"
        "年度计划完成投资44.18亿元，1-6月累计完成投资35.06亿元。",
        "wrong 35.06 = 32.7",
    ),
    (
        "签约项目281个，协议总金额1014.62亿元，增长38.2%，其中亿元以上项目169个，协议总金额1041.38亿元。",
        "wrong 1041.38 = 1014.62",
    ),
    ("累计到位资金32.7亿元，其中省外资金35.06亿元。", "wrong 35.06 = 32.7"),
    ("支出总计54.39亿元，其中一般公共预算支出74.26亿元，上解支出1.92亿元。", "wrong 74.26 = 54.39"),
)
_AMONG, _SO_FAR = "其中", "累计"
#: What is told of others than these, or of more, or of another time.
_MORE = later(
    f";|其[余他它]|全部|利润|盈利|亏损|盈余|顺差|增值|累计|{ALSO}|以来|{YEAR_OVER}|同期|结转|历年|对应|储备|"
    "谋划|可|将|拟|平均|每|次|[不未]含|扣除|剔除|净|下降|减少|新增|增量|子项目|打包"
)
#: 其中住户贷款38亿元，企业贷款-6.2亿元: what stands behind takes off again.
_TAKES_OFF = later("^[^。\\n]*?(?:[^\\d]-\\d|减少|退税|退库|冲减|调减)")
_NOUN = "项目"
_NEAR, _WINDOW, _REACH = 10, 24, 60
_TOTAL = later(f"(?:{SUMMED}|总额|总量|总收入|总支出)(?:达到?|为|是|完成|实现|约)?$")
_PRINTED = (Role.COUNT, Role.MONEY)


def above_all(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with the parts behind each 其中 that are larger than all they could be of.

    Asked after all sums: what one says of a whole that is wrong says more.
    """
    made: list[Finding] = []
    at = reading.text.find(_AMONG)
    while at >= 0:
        made += _behind(reading, at)
        at = reading.text.find(_AMONG, at + len(_AMONG))
    if not made:
        return found
    told = {f.start for one in found if one.verdict is RelationVerdict.WRONG for f in one.figures}
    return [*found, *(one for one in made if not told & {f.start for f in one.figures})]


def _behind(reading: TextReading, at: int) -> Iterator[Finding]:
    first = reading.first_after(at + len(_AMONG))
    if first is None or first.inner or first.start - at > _REACH:
        return
    before = [
        f
        for f in reading.figures[max(0, first.order - _WINDOW) : first.order]
        if f.paragraph == first.paragraph
    ]
    for one in reading.figures[first.order : first.order + _NEAR]:
        said = reading.text[at + len(_AMONG) : one.start]
        if one.sentence != first.sentence or _AMONG in said:
            return
        more = set(_MORE.findall(said + one.tail))
        if not more <= {_SO_FAR} or _TAKES_OFF.search(reading.text, one.end, one.end + _REACH):
            return
        whole = _whole(reading, before, first, one)
        # 1-6月累计完成, of which 1-6月累计完成 is a part.
        if whole is None or is_past(reading.text[whole.end : one.start]):
            # 本月…，总投资22.3亿元；上月14个，其中…，总投资24.6亿元: no part of this month's.
            continue
        if not more or _SO_FAR in whole.lead:
            yield too_large(whole, one)
            return


def _whole(
    reading: TextReading, before: list[TextFigure], first: TextFigure, one: TextFigure
) -> TextFigure | None:
    """The nearest figure that a part could be of, where it is larger than every one."""
    if one.role not in _PRINTED or not is_plain(one):
        return None
    alike = [f for f in before if f.role is one.role and f.dimension == one.dimension]
    if _is_done(one):
        # What is done is no part of what was planned.
        alike = [f for f in alike if _is_done(f) or f.measure != _PLAN]
    if not alike or max(f.value for f in alike) >= one.value:
        return None
    near = alike[-1]
    more = set(_MORE.findall(near.lead))
    if not is_plain(near) or first.sentence - near.sentence > 1 or not more <= {_SO_FAR}:
        return None
    if one.role is Role.COUNT:
        alone = all(map(_is_of_projects, (near, one))) and _opens(reading, near)
        return near if alone else None
    own = one.lead.lstrip(",、")
    called = all(one.measure in f.lead for f in (near, one)) or (
        len(own) >= _WORD and near.lead.endswith(own)
    )
    if near.measure == one.measure and called:
        return near
    if one is not first or near.order != first.order - 1 or near.sentence != first.sentence:
        return None
    # 到位资金32.7亿元，其中省外资金35.1亿元: right behind it, and called alike.
    beside = _RIGHT_BEHIND.fullmatch(reading.text, near.end, one.start)
    kin = beside is not None and near.lead[-_KIND:] == one.lead[-_KIND:]
    return near if kin or _TOTAL.search(near.lead) else None


def _is_done(one: TextFigure) -> bool:
    return one.measure.endswith(_DONE) and any(each in one.lead for each in _DONE)


_DONE, _PLAN, _KIND, _WORD = ("完成", "到位"), "计划", 2, 4
_RIGHT_BEHIND = later("[,。;(]?其中[:,]?[\u4e00-\u9fff]{2,10}")


def _opens(reading: TextReading, one: TextFigure) -> bool:
    """Whether no other whole that is not counted may be meant: 重点项目完成103亿元，新开工56个."""
    return not any(
        f.role in _PRINTED for f in reading.figures[reading.begins[one.order] : one.order]
    )


def _is_of_projects(one: TextFigure) -> bool:
    """Whether the words next to a count say that it is of projects."""
    return _NOUN in one.lead[-_WORDS:] + one.tail[:_WORDS]


_WORDS = 8
